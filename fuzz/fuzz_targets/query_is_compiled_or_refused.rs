//! Any text is a query or is refused; a query never breaks on a headline.
#![no_main]

use libfuzzer_sys::fuzz_target;
use overshadow_agenda::query::{Fields, Matcher, Scratch};

fuzz_target!(|input: (String, String)| {
    let (query, title) = input;
    if let Ok(matcher) = Matcher::new([query.as_str()]) {
        let fields = Fields { title: &title, ..Fields::default() };
        let _ = matcher.subjects(fields, &mut Scratch::default());
    }
});
