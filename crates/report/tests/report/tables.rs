//! Tables: the three exchange forms agree, and the fourth is legible.

use crate::sample;
use arrow_array::{Array, Float64Array, Int64Array, StringArray};
use overshadow_record::{Displacement, Record};
use overshadow_report::table::{Format, TableWriter, write};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

fn rows() -> Vec<Displacement> {
    let mut rows = sample::findings().estimates.expect("the sample has estimates");
    rows[1].subject = "comma, \"quoted\"\nline".into();
    rows
}

fn written(format: Format) -> Vec<u8> {
    let mut out = Vec::new();
    write(&rows(), format, 80, &mut out).expect("memory takes all bytes");
    out
}

#[test]
fn csv_jsonl_and_parquet_hold_the_same_rows() {
    let json: Vec<serde_json::Value> = written(Format::Jsonl)
        .split(|&b| b == b'\n')
        .filter(|l| !l.is_empty())
        .map(|l| serde_json::from_slice(l).unwrap())
        .collect();
    let csv_bytes = written(Format::Csv);
    let mut csv = csv::Reader::from_reader(csv_bytes.as_slice());
    let csv_rows: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
    let batches: Vec<_> = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(written(Format::Parquet)))
        .unwrap()
        .build()
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(batches.len(), 1);
    let batch = &batches[0];
    assert_eq!((json.len(), csv_rows.len(), batch.num_rows()), (45, 45, 45));
    for (i, column) in Displacement::columns().iter().enumerate() {
        for row in 0..45 {
            let from_json = &json[row][column.name];
            let from_csv = &csv_rows[row][i];
            match from_json {
                serde_json::Value::Null => assert!(from_csv.is_empty() && batch.column(i).is_null(row)),
                serde_json::Value::String(text) => {
                    let array = batch.column(i).as_any().downcast_ref::<StringArray>().unwrap();
                    assert_eq!((from_csv, array.value(row)), (text.as_str(), text.as_str()));
                }
                number => {
                    let any = batch.column(i).as_any();
                    let stored = any.downcast_ref::<Float64Array>().map(|array| array.value(row));
                    let stored = stored.unwrap_or_else(|| any.downcast_ref::<Int64Array>().unwrap().value(row) as f64);
                    assert_eq!(from_csv.parse::<f64>().unwrap(), stored, "{} {row}", column.name);
                    // The JSON reader used here may be off by the last binary digit; the text itself is exact.
                    let apart = (number.as_f64().unwrap() - stored).abs();
                    assert!(apart <= stored.abs() * f64::EPSILON, "{} {row}", column.name);
                }
            }
        }
    }
}

#[test]
fn a_long_table_streams_through_bounded_memory() {
    for (format, least) in [(Format::Parquet, 1), (Format::Jsonl, 10_000), (Format::Csv, 10_001)] {
        let row = rows().remove(0);
        let mut out = Vec::new();
        let mut writer = TableWriter::new(format, 80, &mut out).unwrap();
        for _ in 0..10_000 {
            writer.row(&row).unwrap();
        }
        writer.finish().unwrap();
        match format {
            Format::Parquet => {
                let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(out)).unwrap();
                assert_eq!(reader.metadata().file_metadata().num_rows(), 10_000);
            }
            _ => assert_eq!(out.iter().filter(|&&byte| byte == b'\n').count(), least),
        }
    }
}

#[test]
fn an_empty_table_still_has_its_columns() {
    for (format, expected) in [(Format::Csv, 1), (Format::Jsonl, 0)] {
        let mut out = Vec::new();
        write::<Displacement>(&[], format, 80, &mut out).unwrap();
        assert_eq!(out.iter().filter(|&&byte| byte == b'\n').count(), expected);
    }
    let mut out = Vec::new();
    write::<Displacement>(&[], Format::Parquet, 80, &mut out).unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(out)).unwrap();
    assert_eq!(reader.schema().fields().len(), Displacement::columns().len());
}

overshadow_record::record! {
    /// A narrow row.
    "narrow"
    pub struct Narrow {
        /// Name.
        pub name: String,
        /// Number.
        pub number: f64,
    }
}

#[test]
fn wide_characters_are_aligned_and_numbers_shortened() {
    let rows = [("新闻", 0.123_456), ("plain", -12.0), ("esc\u{1b}[2J", 1234.5)]
        .map(|(name, number)| Narrow { name: name.into(), number });
    let mut out = Vec::new();
    write(&rows, Format::Table, 80, &mut out).unwrap();
    let expected = "name          number\n新闻          0.1235\nplain            -12\nesc\\u{1b}[2J    1234\n";
    assert_eq!(String::from_utf8(out).unwrap(), expected);
}

#[test]
fn a_table_too_wide_for_the_terminal_becomes_blocks_and_loses_nothing() {
    let shown = String::from_utf8(written(Format::Table)).unwrap();
    for column in Displacement::columns() {
        assert_eq!(
            shown.lines().filter(|line| line.split(' ').next() == Some(column.name)).count(),
            45,
            "{}",
            column.name
        );
    }
}

/// A pipe whose reader went away.
struct Closed;

impl std::io::Write for Closed {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::BrokenPipe.into())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_is_told_from_a_full_disk() {
    let error = write(&rows(), Format::Jsonl, 80, &mut Closed).unwrap_err();
    assert!(error.is_closed_pipe());
    assert!(error.to_string().contains("table `displacement`"), "{error}");
}
