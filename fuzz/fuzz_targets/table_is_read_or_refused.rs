//! Any bytes, under any name, are read or left out with a reason.
#![no_main]

use libfuzzer_sys::fuzz_target;
use overshadow_read::{ReadOptions, read_bytes};
use std::ops::ControlFlow;

fuzz_target!(|bytes: &[u8]| {
    for name in ["pile", "pile.csv", "pile.jsonl", "pile.html"] {
        let _ = read_bytes(name, bytes, &ReadOptions::default(), &mut |_| ControlFlow::Continue(()));
    }
});
