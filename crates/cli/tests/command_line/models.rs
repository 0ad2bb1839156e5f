//! `--models`: a folder in place of the models inside the program, and what is said of one that cannot be used.

use crate::desk::Desk;
use crate::samples::BRIDGE;
use insta::assert_snapshot;

fn desk() -> Desk {
    let files: [(&str, &[u8]); 3] =
        [("bridge.txt", BRIDGE.as_bytes()), ("empty/notes.txt", b""), ("damaged/lemmas.bin", b"\0\xff")];
    Desk::with(&files)
}

#[test]
fn none_leaves_everything_to_the_rules() {
    assert_snapshot!("models_none", desk().run("quotations bridge.txt --models none --format csv"));
}

#[test]
fn a_folder_without_models_and_a_damaged_one_are_told_apart() {
    assert_snapshot!("models_missing", desk().run("annotate bridge.txt --models empty"));
    assert_snapshot!("models_damaged", desk().run("annotate bridge.txt --models damaged"));
}
