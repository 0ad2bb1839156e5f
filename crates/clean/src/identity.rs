//! Stable ids: the same rule as for rows of tables, so that a page and a row of one article are one article.
//!
//! 64 bits of SHA-256 in hexadecimal, over the canonical address or over outlet, title and text, each followed by the byte
//! `0xff`, which no UTF-8 text holds.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The id of an article known by its canonical address.
pub(crate) fn of_url(canonical: &str) -> String {
    digest(&[canonical])
}

/// The id of an article without an address.
pub(crate) fn of_words(outlet: &str, title: &str, text: &str) -> String {
    digest(&[outlet, title, text])
}

fn digest(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update([0xff]);
    }
    hasher.finalize()[..8].iter().fold(String::with_capacity(16), |mut hexadecimal, byte| {
        write!(hexadecimal, "{byte:02x}").expect("writing to memory does not fail");
        hexadecimal
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_move_from_one_part_to_the_next_unnoticed() {
        assert_ne!(of_words("a", "b", ""), of_words("ab", "", ""));
    }

    #[test]
    fn an_id_never_changes_between_versions() {
        assert_eq!(of_url("https://lamp-post.example/a"), "85628efadf45aa05");
    }
}
