//! Delimited tables, from bytes to rows of the header's width.

use crate::article::place;
use crate::characters;
use crate::delimited::{Next, Rows};
use crate::dialect;
use crate::error::ReadError;
use crate::options::Limits;
use crate::row::{Row, Stop, Table};
use crate::walk::Leaf;
use overshadow_record::Skipped;
use std::cell::Cell;
use std::io::Read;

/// Hands the header and every row of a delimited table to `table`.
pub(crate) fn delimited<'a>(
    leaf: Leaf<'a>,
    limits: Limits,
    replaced: &'a Cell<u64>,
    table: &mut dyn Table,
) -> Result<(), Stop> {
    let (head, _) = characters::decoded(leaf.block, characters::of_block(leaf.block, false));
    let dialect = dialect::of_block(&head, leaf.name);
    let stream = characters::utf8(leaf.stream, leaf.block, replaced)?;
    let mut rows = Rows::new(stream, dialect, limits.max_record_bytes);
    let width = match header(&mut rows, leaf.name, limits, replaced)? {
        Some(names) => {
            table.header(&names)?;
            names.len()
        }
        None => return Ok(()),
    };
    loop {
        match rows.next(width)? {
            Next::Row { line, width: found } if found != width => {
                let detail = format!("{found} fields where the header has {width}");
                table.skip(Skipped { source: place(leaf.name, line), reason: "row-ragged".to_owned(), detail })?;
            }
            Next::Row { line, .. } => {
                table.row(Row { number: line, bytes: rows.bytes(), fields: rows.fields(), replaced })?;
            }
            Next::TooLong { line } => {
                let detail = format!("more than {} bytes", limits.max_record_bytes);
                table.skip(Skipped { source: place(leaf.name, line), reason: "record-too-long".to_owned(), detail })?;
            }
            Next::TooWide | Next::End => return Ok(()),
        }
    }
}

fn header<R: Read>(
    rows: &mut Rows<R>,
    name: &str,
    limits: Limits,
    replaced: &Cell<u64>,
) -> Result<Option<Vec<String>>, Stop> {
    match rows.header(limits.max_columns)? {
        Next::Row { line, width } => {
            let row = Row { number: line, bytes: rows.bytes(), fields: rows.fields(), replaced };
            Ok(Some((0..width).map(|column| row.text(column).into_owned()).collect()))
        }
        Next::End => Ok(None),
        // A first line of that length without so many columns is no header of anything.
        Next::TooLong { .. } => {
            Err(ReadError::TooLarge { name: name.to_owned(), limit: limits.max_record_bytes }.into())
        }
        Next::TooWide => Err(ReadError::ColumnsTooMany { name: name.to_owned(), limit: limits.max_columns }.into()),
    }
}
