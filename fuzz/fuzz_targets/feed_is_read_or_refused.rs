//! Any bytes that begin like a feed are read as far as they go, without a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use overshadow_read::{ReadOptions, opml, read_bytes};
use std::ops::ControlFlow;

fuzz_target!(|bytes: &[u8]| {
    let beginnings: [&[u8]; 5] = [
        b"<rss><channel><item><title>",
        b"<feed><entry><content type=\"xhtml\">",
        b"<?xml version=\"1.0\" encoding=\"koi8-r\"?><urlset>",
        b"{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [",
        b"",
    ];
    for beginning in beginnings {
        let _ = read_bytes("fuzz", &[beginning, bytes].concat(), &ReadOptions::default(), &mut |_| {
            ControlFlow::Continue(())
        });
    }
    let _ = opml(&String::from_utf8_lossy(bytes));
});
