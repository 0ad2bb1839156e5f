//! The Arrow form of a table, from the same declaration as its JSON and CSV forms.

use crate::table::{Column, Kind, Record, Value};
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, ListArray, RecordBatch, StringArray, StructArray,
};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema};
use jiff::civil::date;
use std::sync::Arc;

/// The Arrow schema of a record's table. Every field is nullable; its documentation is metadata key `doc`.
#[must_use]
pub fn schema<R: Record>() -> Schema {
    Schema::new(fields(&R::columns()))
}

/// A batch of rows.
///
/// # Errors
/// Only when the arrays disagree with the schema, which would be a fault of this crate.
pub fn batch<R: Record>(rows: &[R]) -> Result<RecordBatch, ArrowError> {
    let columns = R::columns();
    let values: Vec<Vec<Value>> = rows.iter().map(Record::values).collect();
    let arrays = (0..columns.len())
        .map(|i| array(&columns[i].kind, &values.iter().map(|row| &row[i]).collect::<Vec<_>>()))
        .collect::<Result<Vec<_>, _>>()?;
    RecordBatch::try_new(Arc::new(Schema::new(fields(&columns))), arrays)
}

fn fields(columns: &[Column]) -> Fields {
    let field = |column: &Column| {
        Field::new(column.name, data_type(&column.kind), true)
            .with_metadata([("doc".to_owned(), column.doc.clone())].into())
    };
    columns.iter().map(field).collect()
}

fn data_type(kind: &Kind) -> DataType {
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Integer => DataType::Int64,
        Kind::Number => DataType::Float64,
        Kind::Flag => DataType::Boolean,
        Kind::Date => DataType::Date32,
        Kind::List(inner) => DataType::List(item(inner)),
        Kind::Struct(columns) => DataType::Struct(fields(columns)),
    }
}

fn item(inner: &Kind) -> Arc<Field> {
    Arc::new(Field::new("item", data_type(inner), true))
}

fn array(kind: &Kind, values: &[&Value]) -> Result<ArrayRef, ArrowError> {
    Ok(match kind {
        Kind::Text => Arc::new(values.iter().map(|value| text(value)).collect::<StringArray>()),
        Kind::Integer => Arc::new(values.iter().map(|value| integer(value)).collect::<Int64Array>()),
        Kind::Number => Arc::new(values.iter().map(|value| number(value)).collect::<Float64Array>()),
        Kind::Flag => Arc::new(values.iter().map(|value| flag(value)).collect::<BooleanArray>()),
        Kind::Date => Arc::new(values.iter().map(|value| days_since_1970(value)).collect::<Date32Array>()),
        Kind::List(inner) => Arc::new(list(inner, values)?),
        Kind::Struct(columns) => Arc::new(structure(columns, values)?),
    })
}

fn list(inner: &Kind, values: &[&Value]) -> Result<ListArray, ArrowError> {
    let items = |value: &Value| if let Value::List(items) = value { Some(items.len()) } else { None };
    let lengths = values.iter().map(|value| items(value).unwrap_or(0));
    let offsets = OffsetBuffer::<i32>::from_lengths(lengths);
    let flat: Vec<&Value> =
        values.iter().flat_map(|value| if let Value::List(items) = value { items.as_slice() } else { &[] }).collect();
    let nulls = values.iter().map(|value| items(value).is_some()).collect();
    ListArray::try_new(item(inner), offsets, array(inner, &flat)?, Some(nulls))
}

fn structure(columns: &[Column], values: &[&Value]) -> Result<StructArray, ArrowError> {
    let null = Value::Null;
    let field = |i: usize| -> Vec<&Value> {
        values.iter().map(|value| if let Value::Struct(fields) = value { &fields[i] } else { &null }).collect()
    };
    let arrays = (0..columns.len()).map(|i| array(&columns[i].kind, &field(i))).collect::<Result<Vec<_>, _>>()?;
    let nulls = values.iter().map(|value| matches!(value, Value::Struct(_))).collect();
    StructArray::try_new(fields(columns), arrays, Some(nulls))
}

fn text(value: &Value) -> Option<&str> {
    if let Value::Text(text) = value { Some(text) } else { None }
}

fn integer(value: &Value) -> Option<i64> {
    if let Value::Integer(integer) = value { Some(*integer) } else { None }
}

fn number(value: &Value) -> Option<f64> {
    if let Value::Number(number) = value { Some(*number).filter(|number| number.is_finite()) } else { None }
}

fn flag(value: &Value) -> Option<bool> {
    if let Value::Flag(flag) = value { Some(*flag) } else { None }
}

fn days_since_1970(value: &Value) -> Option<i32> {
    let Value::Date(day) = value else { return None };
    day.since(date(1970, 1, 1)).ok().map(|span| span.get_days())
}
