//! Tables of any record, in the four forms a user may ask for.
//!
//! [`TableWriter`] takes rows one after the other and holds only a bounded number of them, so a table of millions of rows
//! needs no more memory than one of thousands; [`write`] is the same for rows already at hand. What a column is called
//! and holds comes from the record's own declaration, so the forms cannot disagree.

mod aligned;
pub(crate) mod escape;
mod parquet;

use aligned::Aligned;
use overshadow_record::Record;
use overshadow_record::table::{csv_cells, csv_header, write_object};
use std::fmt;
use std::io::{self, Write};

/// The form of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Aligned columns for a terminal; numbers shortened, untrusted text made harmless.
    Table,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated, nested fields as dotted columns.
    Csv,
    /// Apache Parquet, compressed with zstd.
    Parquet,
}

/// Why a table could not be written.
#[derive(Debug)]
#[non_exhaustive]
pub enum TableError {
    /// The output did not take the bytes.
    Write {
        /// The table's name.
        table: &'static str,
        /// Rows handed in before.
        row: u64,
        /// What the output said.
        source: io::Error,
    },
    /// Rows and schema disagree: a fault of this program.
    Encode {
        /// The table's name.
        table: &'static str,
        /// Rows handed in before.
        row: u64,
        /// What the encoder said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl TableError {
    /// True when the reader of the output went away, which is no fault: `overshadow … | head`.
    #[must_use]
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Write { source, .. } if source.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Write { table, row, .. } => {
                write!(f, "cannot write table `{table}` after row {row}; is there room and permission for the output?")
            }
            Self::Encode { table, row, .. } => {
                write!(
                    f,
                    "table `{table}` could not be encoded after row {row}: a fault of overshadow, please report it"
                )
            }
        }
    }
}

impl std::error::Error for TableError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Write { source, .. } => Some(source),
            Self::Encode { source, .. } => Some(source.as_ref()),
        }
    }
}

/// Writes all rows. `width` is that of the terminal and matters to [`Format::Table`] only.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn write<R: Record>(rows: &[R], format: Format, width: usize, out: &mut dyn Write) -> Result<(), TableError> {
    let mut writer = TableWriter::new(format, width, out)?;
    writer.rows(rows)?;
    writer.finish()
}

/// Writes rows as they come.
pub struct TableWriter<'a, R: Record> {
    out: &'a mut dyn Write,
    form: Form<R>,
    row: u64,
}

/// What each form has to remember between rows.
enum Form<R: Record> {
    Table(Aligned),
    Jsonl { columns: Vec<overshadow_record::Column>, line: Vec<u8> },
    Csv { columns: Vec<overshadow_record::Column> },
    Parquet(Box<parquet::Encoder<R>>),
}

/// What went wrong below, before the table's name and row are known.
enum Fault {
    Write(io::Error),
    Encode(Box<dyn std::error::Error + Send + Sync>),
}

impl From<io::Error> for Fault {
    fn from(source: io::Error) -> Self {
        Self::Write(source)
    }
}

impl<'a, R: Record> TableWriter<'a, R> {
    /// Begins a table; CSV writes its header at once.
    ///
    /// # Errors
    /// When `out` does not take the bytes.
    pub fn new(format: Format, width: usize, out: &'a mut dyn Write) -> Result<Self, TableError> {
        let form = match format {
            Format::Table => Ok(Form::Table(Aligned::new(R::columns(), width))),
            Format::Jsonl => Ok(Form::Jsonl { columns: R::columns(), line: Vec::new() }),
            Format::Csv => csv_line(&csv_header(&R::columns()), out).map(|()| Form::Csv { columns: R::columns() }),
            Format::Parquet => parquet::Encoder::new().map(|encoder| Form::Parquet(Box::new(encoder))),
        };
        let form = form.map_err(|fault| placed(fault, R::TABLE, 0))?;
        Ok(Self { out, form, row: 0 })
    }

    /// Goes on with a table that an earlier run began: without the header. Of the forms that can be gone on with, which
    /// are JSONL and CSV.
    ///
    /// # Errors
    /// When `out` does not take the bytes, or for another form.
    pub fn going_on(format: Format, out: &'a mut dyn Write) -> Result<Self, TableError> {
        let form = match format {
            Format::Jsonl => Form::Jsonl { columns: R::columns(), line: Vec::new() },
            Format::Csv => Form::Csv { columns: R::columns() },
            Format::Table | Format::Parquet => {
                let fault = Fault::Encode("only JSONL and CSV can be gone on with".into());
                return Err(placed(fault, R::TABLE, 0));
            }
        };
        Ok(Self { out, form, row: 0 })
    }

    /// Hands all bytes written so far on.
    ///
    /// # Errors
    /// When the output does not take them.
    pub fn flush(&mut self) -> Result<(), TableError> {
        self.out.flush().map_err(|source| placed(Fault::Write(source), R::TABLE, self.row))
    }

    /// Adds one row.
    ///
    /// # Errors
    /// When the output does not take the bytes.
    pub fn row(&mut self, record: &R) -> Result<(), TableError> {
        self.push(record).map_err(|fault| placed(fault, R::TABLE, self.row))?;
        self.row += 1;
        Ok(())
    }

    /// Adds rows.
    ///
    /// # Errors
    /// When the output does not take the bytes.
    pub fn rows(&mut self, records: &[R]) -> Result<(), TableError> {
        records.iter().try_for_each(|record| self.row(record))
    }

    fn push(&mut self, record: &R) -> Result<(), Fault> {
        match &mut self.form {
            Form::Table(aligned) => aligned.row(record.values(), self.out)?,
            Form::Jsonl { columns, line } => {
                line.clear();
                write_object(columns, &record.values(), line)?;
                line.push(b'\n');
                self.out.write_all(line)?;
            }
            Form::Csv { columns } => csv_line(&csv_cells(columns, &record.values()), self.out)?,
            Form::Parquet(encoder) => encoder.row(record, self.out)?,
        }
        Ok(())
    }

    /// Writes what is still held back. A table that is not finished may lack rows, and a Parquet file its end.
    ///
    /// # Errors
    /// When the output does not take the bytes.
    pub fn finish(self) -> Result<(), TableError> {
        let Self { out, form, row } = self;
        let ended = match form {
            Form::Table(aligned) => aligned.finish(out).map_err(Fault::from),
            Form::Jsonl { .. } | Form::Csv { .. } => Ok(()),
            Form::Parquet(encoder) => encoder.finish(out),
        };
        ended.and_then(|()| out.flush().map_err(Fault::from)).map_err(|fault| placed(fault, R::TABLE, row))
    }
}

fn placed(fault: Fault, table: &'static str, row: u64) -> TableError {
    match fault {
        Fault::Write(source) => TableError::Write { table, row, source },
        Fault::Encode(source) => TableError::Encode { table, row, source },
    }
}

fn csv_line(cells: &[String], out: &mut dyn Write) -> Result<(), Fault> {
    let mut line = csv::Writer::from_writer(Vec::new());
    line.write_record(cells).map_err(|error| Fault::Encode(Box::new(error)))?;
    let line = line.into_inner().map_err(|error| Fault::Encode(error.to_string().into()))?;
    Ok(out.write_all(&line)?)
}
