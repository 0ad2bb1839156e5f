//! Parquet tables, as rows of text cells like any other table.
//!
//! Parquet is read from its end, so it needs a file or memory: what comes through a pipe, a compressed stream or an
//! archive is held in memory up to a limit.

use crate::characters::lossy;
use crate::delimited::Field;
use crate::error::ReadError;
use crate::open;
use crate::options::Limits;
use crate::row::{Row, Stop, Table};
use crate::unpack::Stream;
use crate::walk::Leaf;
use arrow_array::{Array, RecordBatch};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::DataType;
use bytes::Bytes;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::errors::ParquetError;
use parquet::file::reader::ChunkReader;
use std::cell::Cell;
use std::fmt::Write;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

const ROWS_AT_ONCE: usize = 1024;

/// Hands the header and every row of a Parquet file to `table`; rows are numbered from 1.
pub(crate) fn parquet(leaf: Leaf<'_>, limits: Limits, replaced: &Cell<u64>, table: &mut dyn Table) -> Result<(), Stop> {
    match leaf.path {
        Some(path) => rows_of(open::file(path)?, leaf.name, limits, replaced, table),
        None => rows_of(Bytes::from(held(leaf.stream, leaf.name, limits)?), leaf.name, limits, replaced, table),
    }
}

/// A whole stream in memory, up to the limit.
pub(crate) fn held(stream: Stream<'_>, name: &str, limits: Limits) -> Result<Vec<u8>, Stop> {
    let mut bytes = Vec::new();
    stream.take(limits.max_held_bytes as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limits.max_held_bytes {
        return Err(ReadError::TooLarge { name: name.to_owned(), limit: limits.max_held_bytes }.into());
    }
    Ok(bytes)
}

fn rows_of<R: ChunkReader + 'static>(
    file: R,
    name: &str,
    limits: Limits,
    replaced: &Cell<u64>,
    table: &mut dyn Table,
) -> Result<(), Stop> {
    let broken = |source: ParquetError| ReadError::Parquet { name: name.to_owned(), source };
    let builder = unharmed(|| ParquetRecordBatchReaderBuilder::try_new(file)).map_err(broken)?;
    let names: Vec<String> = builder.schema().fields().iter().map(|field| field.name().clone()).collect();
    if names.len() > limits.max_columns {
        return Err(ReadError::ColumnsTooMany { name: name.to_owned(), limit: limits.max_columns }.into());
    }
    table.header(&names)?;
    let mut number = 0;
    let mut batches = unharmed(|| builder.with_batch_size(ROWS_AT_ONCE).build()).map_err(broken)?;
    while let Some(batch) = unharmed(|| batches.next().transpose().map_err(ParquetError::from)).map_err(broken)? {
        number = rows_of_batch(&batch, number, replaced, table, &broken)?;
    }
    Ok(())
}

/// Calls into the Parquet reader, which panics on some damaged files where it should return an error.
fn unharmed<T>(call: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, ParquetError> {
    // Nothing that the call leaves half done is used again: the file is given up.
    catch_unwind(AssertUnwindSafe(call))
        .unwrap_or_else(|_| Err(ParquetError::General("the file is damaged beyond what its reader bears".to_owned())))
}

fn rows_of_batch(
    batch: &RecordBatch,
    before: u64,
    replaced: &Cell<u64>,
    table: &mut dyn Table,
    broken: &dyn Fn(ParquetError) -> ReadError,
) -> Result<u64, Stop> {
    let options = FormatOptions::new()
        .with_timestamp_format(Some("%Y-%m-%dT%H:%M:%S"))
        .with_timestamp_tz_format(Some("%Y-%m-%dT%H:%M:%S%:z"));
    let cells: Result<Vec<_>, _> =
        batch.columns().iter().map(|column| ArrayFormatter::try_new(column.as_ref(), &options)).collect();
    let cells = cells.map_err(|error| broken(error.into()))?;
    let (mut text, mut fields) = (String::new(), Vec::new());
    for row in 0..batch.num_rows() {
        text.clear();
        fields.clear();
        for (column, formatter) in batch.columns().iter().zip(&cells) {
            let start = text.len();
            write_cell(column.as_ref(), formatter, row, replaced, &mut text);
            fields.push(Field::plain(start, text.len()));
        }
        table.row(Row { number: before + row as u64 + 1, bytes: text.as_bytes(), fields: &fields, replaced })?;
    }
    Ok(before + batch.num_rows() as u64)
}

/// One cell as text; a list of words is written as JSON, so that it can be told apart again.
fn write_cell(column: &dyn Array, formatter: &ArrayFormatter<'_>, row: usize, replaced: &Cell<u64>, text: &mut String) {
    if column.is_null(row) {
        return;
    }
    match column.data_type() {
        DataType::List(_) => {
            let words = column.as_any().downcast_ref::<arrow_array::ListArray>().map(|list| words(&list.value(row)));
            if let Some(Some(words)) = words {
                text.push_str(&serde_json::Value::from(words).to_string());
                return;
            }
        }
        DataType::Binary => {
            if let Some(bytes) = column.as_any().downcast_ref::<arrow_array::BinaryArray>() {
                text.push_str(&lossy(bytes.value(row), replaced));
                return;
            }
        }
        _ => {}
    }
    let start = text.len();
    // A value that cannot be written, such as a date beyond the calendar, is as good as none.
    if write!(text, "{}", formatter.value(row)).is_err() {
        text.truncate(start);
    }
}

fn words(list: &dyn Array) -> Option<Vec<String>> {
    let words = list.as_any().downcast_ref::<arrow_array::StringArray>()?;
    Some(words.iter().flatten().map(str::to_owned).collect())
}
