//! Any two texts can be compared for copies and asked whom they credit.
#![no_main]

use libfuzzer_sys::fuzz_target;
use overshadow_agenda::copies::{Copied, CopyOptions, Sketch, credited, groups};

fuzz_target!(|input: (Vec<String>, String, String)| {
    let (authors, one, other) = input;
    credited(&authors, &one);
    let sketch = |article_id, text| Sketch::of(&Copied { article_id, text, ..Copied::default() });
    let (one, other) = (sketch("a", &one), sketch("b", &other));
    let alike = one.likeness(&other);
    assert!((0.0..=1.0).contains(&alike.jaccard) && alike.jaccard <= alike.containment);
    assert_eq!(alike, other.likeness(&one));
    let grouped = groups(&[one.clone(), other], &CopyOptions::default());
    assert_eq!(grouped[0].representative, 0);
    assert!(one.keys(7).count() > 0 || grouped[1].representative == 1);
});
