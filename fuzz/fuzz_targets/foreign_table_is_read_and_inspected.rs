//! GDELT's tables, Reuters' SGML and ZIP archives of any content: read or left out with a reason, and looking at them
//! says the same as reading them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use overshadow_read::inspect::inspect_bytes;
use overshadow_read::{ReadOptions, read_bytes};
use std::ops::ControlFlow;

/// Beginnings that lead a fuzzer past recognition.
const BEGINNINGS: [&[u8]; 7] = [
    b"",
    b"20310503182000-0\t20310503182000\t1\tlamppost.example\thttps://lamppost.example/1\t\t\t",
    b"990001\t20310503\t203105\t2031\t2031.34\tUKRGOV\t",
    b"990001\t20310503180000\t20310503182000\t1\tlamppost.example\t",
    b"<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS NEWID=\"7\">",
    b"PK\x03\x04\x14\x00\x00\x00\x08\x00",
    b"{\"articles\":{\"results\":[{\"uri\":\"1\",\"url\":\"u\",\"dateTime\":\"x\",\"body\":\"y\",",
];

fuzz_target!(|input: (u8, &[u8])| {
    let (which, bytes) = input;
    let content = [BEGINNINGS[usize::from(which) % BEGINNINGS.len()], bytes].concat();
    let (mut kept, mut left_out) = (0, 0);
    let read = read_bytes("pile", &content, &ReadOptions::default(), &mut |item| {
        if item.is_ok() { kept += 1 } else { left_out += 1 }
        ControlFlow::Continue(())
    });
    let looked = inspect_bytes("pile", &content, &ReadOptions::default());
    if read.is_ok() && kept + left_out < 1000 {
        assert_eq!(looked.iter().map(|seen| seen.n_kept).sum::<u64>(), kept);
    }
});
