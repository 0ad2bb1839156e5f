//! Rows to Parquet, a bounded number at a time.
//!
//! The encoder writes into memory and hands every finished piece to the output, so the output need be neither seekable
//! nor shareable between threads. The schema carries each column's documentation as metadata key `doc`.

use super::Fault;
use ::parquet::arrow::ArrowWriter;
use ::parquet::basic::{Compression, ZstdLevel};
use ::parquet::file::properties::WriterProperties;
use overshadow_record::{Column, Record, Value, arrow};
use std::io::Write;
use std::marker::PhantomData;
use std::sync::Arc;

/// Rows gathered before they are encoded.
const BATCH_ROWS: usize = 4096;

/// Encoded bytes held in memory before a row group is closed.
const GROUP_BYTES: usize = 64 << 20;

/// zstd level 3: the usual balance of size and time.
const LEVEL: i32 = 3;

/// A Parquet file on its way out.
pub(super) struct Encoder<R: Record> {
    writer: ArrowWriter<Vec<u8>>,
    held: Vec<Row<R>>,
}

/// A row that has been taken apart already and may outlive its record.
struct Row<R> {
    values: Vec<Value>,
    record: PhantomData<R>,
}

impl<R: Record> Record for Row<R> {
    const TABLE: &'static str = R::TABLE;
    fn columns() -> Vec<Column> {
        R::columns()
    }
    fn values(&self) -> Vec<Value> {
        self.values.clone()
    }
}

impl<R: Record> Encoder<R> {
    pub(super) fn new() -> Result<Self, Fault> {
        let level = ZstdLevel::try_new(LEVEL).map_err(encode)?;
        let properties = WriterProperties::builder().set_compression(Compression::ZSTD(level)).build();
        let schema = Arc::new(arrow::schema::<R>());
        let writer = ArrowWriter::try_new(Vec::new(), schema, Some(properties)).map_err(encode)?;
        Ok(Self { writer, held: Vec::new() })
    }

    pub(super) fn row(&mut self, record: &R, out: &mut dyn Write) -> Result<(), Fault> {
        self.held.push(Row { values: record.values(), record: PhantomData });
        if self.held.len() < BATCH_ROWS {
            return Ok(());
        }
        self.encode_held()?;
        if self.writer.in_progress_size() > GROUP_BYTES {
            self.writer.flush().map_err(encode)?;
            self.writer.sync()?;
        }
        self.drain(out)
    }

    fn encode_held(&mut self) -> Result<(), Fault> {
        let rows = std::mem::take(&mut self.held);
        let batch = arrow::batch(&rows).map_err(encode)?;
        self.writer.write(&batch).map_err(encode)
    }

    /// Hands on what is encoded. The writer keeps its own count of bytes, so it does not miss them.
    fn drain(&mut self, out: &mut dyn Write) -> Result<(), Fault> {
        let encoded = std::mem::take(self.writer.inner_mut());
        Ok(out.write_all(&encoded)?)
    }

    pub(super) fn finish(mut self: Box<Self>, out: &mut dyn Write) -> Result<(), Fault> {
        self.encode_held()?;
        let rest = self.writer.into_inner().map_err(encode)?;
        Ok(out.write_all(&rest)?)
    }
}

fn encode(error: impl std::error::Error + Send + Sync + 'static) -> Fault {
    Fault::Encode(Box::new(error))
}
