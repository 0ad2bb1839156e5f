//! Any bytes are counts or are refused, and counts never exceed their totals.
#![no_main]

use libfuzzer_sys::fuzz_target;
use overshadow_read::{CountsOptions, counts_from_bytes};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(read) = counts_from_bytes("counts.csv", bytes, &CountsOptions::default()) {
        for row in &read.counts.rows {
            assert!(row.cells.iter().all(|cell| cell.articles <= row.total));
        }
    }
});
