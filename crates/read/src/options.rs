//! How to read: options, limits and the count of bytes for a progress bar.

use crate::date::DateOrder;
use jiff::civil::Date;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How articles and pages are read.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// Pairs of our column and theirs; they override what the header says by itself.
    pub columns: Vec<(String, String)>,
    /// What becomes of a row without a usable date.
    pub dates: Dates,
    /// Today, as the edge knows it; rows dated more than a day later are `date-in-future`. `None` accepts any date.
    pub today: Option<Date>,
    /// How `03/04/2024` is to be read; `None` never guesses.
    pub date_order: Option<DateOrder>,
    /// What is refused for its size.
    pub limits: Limits,
    /// Where the bytes read are counted.
    pub progress: Option<Arc<Progress>>,
}

/// A place in a pile where a reading can start again: the inputs must be the same, in the same order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Which of the files, counted from 0 in the order they are read.
    pub source: usize,
    /// The byte of that file where reading starts; other than 0 in web archives only.
    pub offset: u64,
    /// How many items from there on have been read already.
    pub items: u64,
}

/// How count files are read.
#[derive(Clone, Debug, Default)]
pub struct CountsOptions {
    /// Today, as the edge knows it; a later row is `date-in-future`. `None` accepts any date.
    pub today: Option<Date>,
    /// How `03/04/2024` is to be read; `None` never guesses.
    pub date_order: Option<DateOrder>,
    /// What is refused for its size.
    pub limits: Limits,
    /// Where the bytes read are counted.
    pub progress: Option<Arc<Progress>>,
}

/// What becomes of a row whose date is missing, unreadable, ambiguous or in the future.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dates {
    /// It is left out, with the reason.
    Required,
    /// It is kept, without a date.
    #[default]
    Optional,
}

/// What is refused for its size, so that hostile or broken input cannot exhaust memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Largest row, line or page.
    pub max_record_bytes: usize,
    /// Most columns of a table.
    pub max_columns: usize,
    /// Largest file that has to be held in memory: Parquet from a pipe or an archive, a JSON array.
    pub max_held_bytes: usize,
    /// Compressed input may always expand to this size …
    pub expansion_floor_bytes: u64,
    /// … and beyond it to this many times its compressed size.
    pub max_expansion: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_record_bytes: 64 << 20,
            max_columns: 65_536,
            max_held_bytes: 1 << 30,
            expansion_floor_bytes: 256 << 20,
            // Real tables of mostly zeros reach some hundreds; gzip itself cannot exceed about 1,030.
            max_expansion: 800,
        }
    }
}

/// Bytes read so far, as they lie on disk, for whoever draws a progress bar; shared between threads.
#[derive(Debug, Default)]
pub struct Progress {
    bytes: AtomicU64,
    total: AtomicU64,
}

impl Progress {
    /// Bytes read so far.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Bytes of all inputs; `None` before they are listed and where a pipe is among them.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        Some(self.total.load(Ordering::Relaxed)).filter(|&total| total > 0)
    }

    /// Adds bytes that were read; for whoever reads something else than inputs.
    pub fn add(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Says how many bytes there are in all.
    pub fn set_total(&self, total: u64) {
        self.total.store(total, Ordering::Relaxed);
    }
}
