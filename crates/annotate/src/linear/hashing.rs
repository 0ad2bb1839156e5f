//! From what is seen to a feature: 32-bit hashes that are the same on every machine and in every version of Rust.

/// A hashed feature.
pub type Feature = u32;

const PRIME: u64 = 0x9E37_79B9_7F4A_7C15;

/// The hash of a piece of text.
#[must_use]
pub fn hash_text(text: &str) -> u32 {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for &byte in text.as_bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
    }
    fold(hash)
}

/// The feature of template `template` with value `value`.
#[must_use]
pub fn feature(template: u32, value: u32) -> Feature {
    fold((u64::from(template) + 1).wrapping_mul(PRIME) ^ u64::from(value))
}

/// The feature of template `template` with two values; their order counts.
#[must_use]
pub fn pair(template: u32, one: u32, two: u32) -> Feature {
    fold((u64::from(template) + 1).wrapping_mul(PRIME) ^ u64::from(one) ^ (u64::from(two) << 32))
}

/// The feature of template `template` with three values; their order counts.
#[must_use]
pub fn triple(template: u32, one: u32, two: u32, three: u32) -> Feature {
    pair(template, one, fold(u64::from(two) ^ (u64::from(three) << 32)))
}

/// Mixes 64 bits into 32; never 0, which stands for an empty place in a table.
fn fold(mut hash: u64) -> u32 {
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0xD6E8_FEB8_6659_FD93);
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(PRIME);
    u32::try_from(hash >> 32).map_or(1, |upper| upper.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_the_same_for_ever() {
        assert_eq!(hash_text("said"), 0x0939_8AAA);
        assert_ne!(pair(1, 2, 3), pair(1, 3, 2));
        assert_ne!(feature(1, 2), feature(2, 1));
        assert_eq!(feature(7, hash_text("dam")), 0xBA30_1078);
    }
}
