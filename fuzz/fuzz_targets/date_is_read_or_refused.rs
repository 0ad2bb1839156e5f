//! Any text is a date or is refused.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = overshadow_read::date::parse(text, None);
});
