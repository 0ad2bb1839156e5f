//! Any text is a query or is refused; a query never breaks on a headline, and neither does what is shown of it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use overshadow_agenda::query::{Field, Fields, Matcher, Scratch, days_asked_for, excerpt, parse};

fuzz_target!(|input: (String, String)| {
    let (query, title) = input;
    if let (Ok(matcher), Ok(expression)) = (Matcher::new([query.as_str()]), parse(&query)) {
        let fields = Fields { title: &title, ..Fields::default() };
        let _ = matcher.subjects(fields, &mut Scratch::default());
        let _ = excerpt(&expression, Field::Title, &title);
        let _ = days_asked_for(&expression);
    }
});
