//! Any bytes are a web archive or are not; reading one never panics, and never hands out more than the limits allow.
#![no_main]

use libfuzzer_sys::fuzz_target;
use overshadow_read::{Limits, ReadOptions, read_bytes};
use std::io::Write;
use std::ops::ControlFlow;

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    // Most bytes are no gzip member, so half of the runs pack them.
    let packed = if first % 2 == 0 { rest.to_vec() } else { members(rest, usize::from(*first)) };
    let limits = Limits { max_record_bytes: 1 << 16, expansion_floor_bytes: 1 << 20, ..Limits::default() };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    let _ = read_bytes("fuzz.warc", &packed, &options, &mut |_| ControlFlow::Continue(()));
});

/// The bytes in gzip members of a few hundred bytes each, one of them damaged.
fn members(bytes: &[u8], length: usize) -> Vec<u8> {
    let mut packed = Vec::new();
    for part in bytes.chunks(64 + 4 * length) {
        let mut writer = flate2::write::GzEncoder::new(&mut packed, flate2::Compression::fast());
        writer.write_all(part).expect("writing to memory does not fail");
        writer.finish().expect("writing to memory does not fail");
    }
    if let Some(byte) = packed.get_mut(length * 3) {
        *byte ^= 1;
    }
    packed
}
