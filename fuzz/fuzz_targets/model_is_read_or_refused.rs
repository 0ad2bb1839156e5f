//! Any bytes are a model or are refused; whatever is taken for a model annotates without a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use overshadow_annotate::{Annotator, Models, annotate, analyse};
use overshadow_record::Article;
use std::borrow::Cow;

const TEXT: &str = "Mayor Anna Orr said on Monday that \"the dam\" would hold. \"It will,\" she added.\n\nNobody agreed.";

/// The sum that a model's file ends with, so that changed bytes are read and not only refused.
fn checksum(bytes: &[u8]) -> u32 {
    let (mut one, mut two) = (1_u32, 0_u32);
    for &byte in bytes {
        one = (one + u32::from(byte)) % 65_521;
        two = (two + one) % 65_521;
    }
    two << 16 | one
}

fuzz_target!(|input: (u8, bool, Vec<u8>)| {
    let (file, summed, mut bytes) = input;
    if summed {
        bytes.extend(checksum(&bytes).to_le_bytes());
    }
    let file = Models::FILES[usize::from(file) % Models::FILES.len()];
    let given = |name: &str| {
        let own = (name == file).then(|| Cow::Borrowed(bytes.as_slice()));
        own.or_else(|| Models::embedded_file(name).map(Cow::Borrowed))
    };
    if let Ok(models) = Models::from_files(given) {
        let annotator = Annotator::with_models(models);
        let _ = annotate(&Article::of_text("a".into(), TEXT.into(), "sample".into()), &annotator);
        let _ = analyse(TEXT, &annotator);
    }
});
