//! UUIDs of version 5 (RFC 9562): the same names give the same UUID, on every machine and in every run.

use sha1::{Digest, Sha1};
use std::fmt::Write;

/// Our namespace: the UUID of `urn:overshadow` in that of addresses.
const OURS: [u8; 16] = [0xb6, 0x4f, 0x86, 0xb1, 0xae, 0x33, 0x5f, 0x2f, 0xb0, 0xb9, 0xf3, 0xa3, 0xaa, 0xba, 0xfa, 0xa1];
/// The namespace that STIX 2.1 prescribes for what is observed.
pub(crate) const OBSERVABLES: [u8; 16] =
    [0x00, 0xab, 0xed, 0xb4, 0xaa, 0x42, 0x46, 0x6c, 0x9c, 0x01, 0xfe, 0xd2, 0x33, 0x15, 0xa9, 0xb7];

/// The UUID of a name that has several parts; no word can move from one to the next unnoticed.
pub(crate) fn of_parts(parts: &[&str]) -> String {
    written(&raw(&OURS, parts.join("\u{1f}").as_bytes()))
}

/// The same as a URN.
pub(crate) fn urn(parts: &[&str]) -> String {
    format!("urn:uuid:{}", of_parts(parts))
}

/// The UUID of a name in a namespace.
pub(crate) fn in_namespace(namespace: &[u8; 16], name: &str) -> String {
    written(&raw(namespace, name.as_bytes()))
}

fn raw(namespace: &[u8; 16], name: &[u8]) -> [u8; 16] {
    let digest = Sha1::new().chain_update(namespace).chain_update(name).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x50;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    bytes
}

fn written(bytes: &[u8; 16]) -> String {
    let mut digits = String::with_capacity(32);
    for byte in bytes {
        write!(digits, "{byte:02x}").expect("writing to memory does not fail");
    }
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_uuid_of_a_name_is_that_of_the_standard() {
        let names = [0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8];
        // The example of RFC 9562, appendix A.4.
        assert_eq!(in_namespace(&names, "www.example.com"), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
    }

    #[test]
    fn our_namespace_has_a_name_of_its_own() {
        let addresses =
            [0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8];
        assert_eq!(raw(&addresses, b"urn:overshadow"), OURS);
    }

    #[test]
    fn words_cannot_move_from_one_part_to_the_next_unnoticed() {
        assert_ne!(of_parts(&["a", "bc"]), of_parts(&["ab", "c"]));
    }
}
