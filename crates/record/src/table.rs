//! One declaration per record, every outside form from it.
//!
//! `record!` declares a struct and lists its columns; `words!` declares an enum whose variants are written as words.
//! From the [`Column`]s and [`Value`]s of a record come its JSON object, its CSV cells (nested fields as dotted
//! columns) and, with feature `arrow`, its Arrow arrays. Reading records back is the business of `overshadow-read`.

use jiff::civil::Date;
use std::io::{self, Write};

/// What a column holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// UTF-8 text.
    Text,
    /// A signed whole number.
    Integer,
    /// A 64-bit floating point number; NaN and infinities are written as null.
    Number,
    /// True or false.
    Flag,
    /// A calendar day, written `2024-03-25`.
    Date,
    /// Any number of values of one kind.
    List(Box<Kind>),
    /// Named fields.
    Struct(Vec<Column>),
}

/// A column of a record: its exported name, what it holds and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The exported name, snake case, unit in the name when there is one.
    pub name: &'static str,
    /// What the column holds. Every column may be null.
    pub kind: Kind,
    /// The meaning, from the field's documentation.
    pub doc: String,
}

/// One value of one column.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Not known or not applicable.
    Null,
    /// See [`Kind::Text`].
    Text(String),
    /// See [`Kind::Integer`].
    Integer(i64),
    /// See [`Kind::Number`].
    Number(f64),
    /// See [`Kind::Flag`].
    Flag(bool),
    /// See [`Kind::Date`].
    Date(Date),
    /// See [`Kind::List`].
    List(Vec<Value>),
    /// See [`Kind::Struct`]; the values stand in the order of its columns.
    Struct(Vec<Value>),
}

/// A type that can stand in a column.
pub trait Cell {
    /// What a column of this type holds.
    fn kind() -> Kind;
    /// The value as a cell.
    fn value(&self) -> Value;
}

/// A row of a table.
pub trait Record {
    /// The table's name: file stem of exports.
    const TABLE: &'static str;
    /// The columns, in order.
    fn columns() -> Vec<Column>;
    /// The values, in the order of [`Record::columns`].
    fn values(&self) -> Vec<Value>;
}

macro_rules! cell {
    ($type:ty, $kind:ident, $self:ident => $value:expr) => {
        impl Cell for $type {
            fn kind() -> Kind {
                Kind::$kind
            }
            fn value(&self) -> Value {
                let $self = self;
                Value::$kind($value)
            }
        }
    };
}

cell!(String, Text, it => it.clone());
cell!(bool, Flag, it => *it);
cell!(f64, Number, it => *it);
cell!(f32, Number, it => shortest_decimal(*it));
cell!(u32, Integer, it => i64::from(*it));
cell!(usize, Integer, it => i64::try_from(*it).unwrap_or(i64::MAX));
cell!(u64, Integer, it => i64::try_from(*it).unwrap_or(i64::MAX));
cell!(Date, Date, it => *it);

impl<T: Cell> Cell for Option<T> {
    fn kind() -> Kind {
        T::kind()
    }
    fn value(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::value)
    }
}

impl<T: Cell> Cell for Vec<T> {
    fn kind() -> Kind {
        Kind::List(Box::new(T::kind()))
    }
    fn value(&self) -> Value {
        Value::List(self.iter().map(T::value).collect())
    }
}

/// A field that is called as a word of Rust, such as `r#type`, is exported without the mark.
#[must_use]
pub fn column_name(field: &'static str) -> &'static str {
    field.strip_prefix("r#").unwrap_or(field)
}

/// `0.8_f32` becomes `0.8`, not `0.800000011920929`.
fn shortest_decimal(number: f32) -> f64 {
    number.to_string().parse().unwrap_or(f64::from(number))
}

/// Declares a record: the struct, its columns and its values, from one list of fields.
#[macro_export]
macro_rules! record {
    (
        $(#[doc = $about:expr])*
        $table:literal
        pub struct $name:ident {
            $( $(#[doc = $doc:expr])* pub $field:ident : $type:ty, )*
        }
    ) => {
        $(#[doc = $about])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $( $(#[doc = $doc])* pub $field: $type, )*
        }

        impl $crate::table::Record for $name {
            const TABLE: &'static str = $table;
            fn columns() -> Vec<$crate::table::Column> {
                vec![$( $crate::table::Column {
                    name: $crate::table::column_name(stringify!($field)),
                    kind: <$type as $crate::table::Cell>::kind(),
                    doc: [$($doc),*].concat().trim().to_owned(),
                } ),*]
            }
            fn values(&self) -> Vec<$crate::table::Value> {
                vec![$( $crate::table::Cell::value(&self.$field) ),*]
            }
        }

        impl $crate::table::Cell for $name {
            fn kind() -> $crate::table::Kind {
                $crate::table::Kind::Struct(<Self as $crate::table::Record>::columns())
            }
            fn value(&self) -> $crate::table::Value {
                $crate::table::Value::Struct($crate::table::Record::values(self))
            }
        }
    };
}

/// Declares an enum whose variants are exported as words.
#[macro_export]
macro_rules! words {
    (
        $(#[$about:meta])*
        pub enum $name:ident { $( $(#[$doc:meta])* $variant:ident = $word:literal, )* }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $( $(#[$doc])* $variant, )* }

        impl $name {
            /// Every variant, in order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The exported word.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The variant of an exported word.
            #[must_use]
            pub fn of_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|variant| variant.word() == word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }

        impl $crate::table::Cell for $name {
            fn kind() -> $crate::table::Kind { $crate::table::Kind::Text }
            fn value(&self) -> $crate::table::Value { $crate::table::Value::Text(self.word().to_owned()) }
        }
    };
}

/// Writes a record as one JSON object, without a line break.
///
/// # Errors
/// Only those of `out`.
pub fn write_json<R: Record>(record: &R, out: &mut impl Write) -> io::Result<()> {
    write_object(&R::columns(), &record.values(), out)
}

/// Writes one row, given its table's columns, as a JSON object without a line break.
///
/// # Errors
/// Only those of `out`.
pub fn write_object(columns: &[Column], values: &[Value], out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"{")?;
    for (i, (column, value)) in columns.iter().zip(values).enumerate() {
        write!(out, "{}\"{}\":", if i == 0 { "" } else { "," }, column.name)?;
        write_value(&column.kind, value, out)?;
    }
    out.write_all(b"}")
}

fn write_value(kind: &Kind, value: &Value, out: &mut impl Write) -> io::Result<()> {
    match (kind, value) {
        (Kind::List(inner), Value::List(items)) => {
            out.write_all(b"[")?;
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.write_all(b",")?;
                }
                write_value(inner, item, out)?;
            }
            out.write_all(b"]")
        }
        (Kind::Struct(columns), Value::Struct(values)) => write_object(columns, values, out),
        (_, Value::Text(text)) => serde_json::to_writer(out, text).map_err(io::Error::from),
        (_, Value::Integer(number)) => write!(out, "{number}"),
        (_, Value::Number(number)) if number.is_finite() => serde_json::to_writer(out, number).map_err(io::Error::from),
        (_, Value::Flag(flag)) => write!(out, "{flag}"),
        (_, Value::Date(date)) => write!(out, "\"{date}\""),
        _ => out.write_all(b"null"),
    }
}

/// The CSV header of a table: nested fields as dotted columns.
#[must_use]
pub fn csv_header(columns: &[Column]) -> Vec<String> {
    let mut names = Vec::new();
    push_names("", columns, &mut names);
    names
}

fn push_names(prefix: &str, columns: &[Column], names: &mut Vec<String>) {
    for column in columns {
        let name = format!("{prefix}{}", column.name);
        match &column.kind {
            Kind::Struct(fields) => push_names(&format!("{name}."), fields, names),
            _ => names.push(name),
        }
    }
}

/// The CSV cells of a row, in the order of [`csv_header`]. Lists are written as JSON; null is the empty cell.
#[must_use]
pub fn csv_cells(columns: &[Column], values: &[Value]) -> Vec<String> {
    let mut cells = Vec::new();
    push_cells(columns, values, &mut cells);
    cells
}

fn push_cells(columns: &[Column], values: &[Value], cells: &mut Vec<String>) {
    for (column, value) in columns.iter().zip(values) {
        match (&column.kind, value) {
            (Kind::Struct(fields), Value::Struct(values)) => push_cells(fields, values, cells),
            (Kind::Struct(fields), _) => {
                let width = csv_header(fields).len();
                cells.extend(std::iter::repeat_n(String::new(), width));
            }
            (_, Value::Text(text)) => cells.push(text.clone()),
            (_, Value::Null) => cells.push(String::new()),
            (_, Value::Number(number)) if !number.is_finite() => cells.push(String::new()),
            (_, Value::Date(date)) => cells.push(date.to_string()),
            (kind, value) => cells.push(json_text(kind, value)),
        }
    }
}

fn json_text(kind: &Kind, value: &Value) -> String {
    let mut bytes = Vec::new();
    write_value(kind, value, &mut bytes).expect("writing to memory does not fail");
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

#[cfg(test)]
#[expect(unreachable_pub, reason = "the macro declares public records, here inside a private module")]
mod tests {
    use super::*;

    record! {
        /// A place.
        "place"
        pub struct Place {
            /// Its name.
            pub name: String,
            /// Millions.
            pub people: Option<f64>,
        }
    }
    record! {
        /// A trip.
        "trip"
        pub struct Trip {
            /// First day.
            pub on: Date,
            /// Where to.
            pub to: Option<Place>,
            /// Stops on the way.
            pub stops: Vec<Place>,
        }
    }

    record! {
        /// A ticket.
        "ticket"
        pub struct Ticket {
            /// A word of Rust.
            pub r#type: String,
        }
    }

    #[test]
    fn a_column_may_be_called_as_a_word_of_rust() {
        assert_eq!(csv_header(&Ticket::columns()), ["type"]);
    }

    fn trip() -> Trip {
        let lviv = Place { name: "Lviv \"city\"".into(), people: Some(0.7) };
        Trip { on: jiff::civil::date(2024, 3, 25), to: Some(lviv.clone()), stops: vec![lviv] }
    }

    #[test]
    fn a_record_is_one_json_object() {
        let mut out = Vec::new();
        write_json(&trip(), &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            r#"{"on":"2024-03-25","to":{"name":"Lviv \"city\"","people":0.7},"stops":[{"name":"Lviv \"city\"","people":0.7}]}"#
        );
    }

    #[test]
    fn nested_fields_are_dotted_columns_in_csv() {
        let columns = Trip::columns();
        assert_eq!(csv_header(&columns), ["on", "to.name", "to.people", "stops"]);
        let nowhere = Trip { to: None, stops: vec![], ..trip() };
        assert_eq!(csv_cells(&columns, &nowhere.values()), ["2024-03-25", "", "", "[]"]);
    }

    #[test]
    fn what_is_not_a_number_is_null_not_broken_json() {
        let mut out = Vec::new();
        write_json(&Place { name: "x".into(), people: Some(f64::NAN) }, &mut out).unwrap();
        assert_eq!(out, br#"{"name":"x","people":null}"#);
    }

    #[test]
    fn documentation_of_a_field_travels_with_its_column() {
        assert_eq!(Place::columns()[1].doc, "Millions.");
    }
}
