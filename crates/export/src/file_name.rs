//! Names of files made of identities that anybody may have written: never a path, never the same name twice.

use overshadow_record::identity::sha256;
use std::collections::BTreeSet;

/// Letters of an identity that are kept in a name.
const LONGEST: usize = 60;
/// Names that some systems keep for devices; those of ports end in a digit.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
const PORTS: [&str; 2] = ["com", "lpt"];

/// Gives names to documents.
#[derive(Debug, Default)]
pub struct FileNames {
    given: BTreeSet<String>,
}

impl FileNames {
    /// A name, without an ending, for the document of this identity. An identity that comes again gets another name.
    pub fn name(&mut self, identity: &str) -> String {
        let name = name_of(identity);
        let mut free = name.clone();
        let mut number = 1;
        while !self.given.insert(free.clone()) {
            number += 1;
            // No identity is written with this sign, so no other name is met.
            free = format!("{name}~{number}");
        }
        free
    }
}

/// The identity itself where it is a plain word, else its plain letters and a part of its digest. No two identities have one
/// name, also where capitals are not told from small letters.
fn name_of(identity: &str) -> String {
    if is_plain(identity) {
        return identity.to_owned();
    }
    let kept = |c: char| if is_plain_letter(c) { c } else { '_' };
    let letters: String = identity.to_lowercase().chars().map(kept).take(LONGEST).collect();
    let letters = letters.trim_matches(['.', '-', '_']);
    let letters = if letters.is_empty() { "article" } else { letters };
    format!("{letters}-{}", &sha256(identity.as_bytes())[..16])
}

fn is_plain(identity: &str) -> bool {
    let ends_like_ours = identity
        .rsplit_once('-')
        .is_some_and(|(_, end)| end.len() == 16 && end.bytes().all(|byte| byte.is_ascii_hexdigit()));
    (1..=LONGEST).contains(&identity.len())
        && identity.chars().all(is_plain_letter)
        && !identity.starts_with(['.', '-'])
        && !identity.ends_with('.')
        && !is_device(identity)
        && !ends_like_ours
}

fn is_device(identity: &str) -> bool {
    let stem = identity.split('.').next().unwrap_or_default();
    let port = stem.strip_suffix(|c: char| c.is_ascii_digit());
    DEVICES.contains(&stem) || port.is_some_and(|port| PORTS.contains(&port))
}

fn is_plain_letter(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_plain_identity_is_its_own_name() {
        assert_eq!(FileNames::default().name("85628efadf45aa05"), "85628efadf45aa05");
    }

    #[test]
    fn no_identity_leads_out_of_the_folder() {
        for identity in ["../../etc/passwd", "/root", "a\\b", "..", ".", "", "C:\\x", "con", "a\0b", "~", "NUL.txt"] {
            let name = FileNames::default().name(identity);
            assert!(!name.starts_with(['.', '-', '~']), "{identity:?} became {name:?}");
            assert!(name.chars().all(is_plain_letter) && name.len() > 16, "{identity:?} became {name:?}");
        }
    }

    #[test]
    fn what_stands_twice_is_told_apart() {
        let mut names = FileNames::default();
        let all: Vec<String> = ["a1", "a1", "A1", "a1~2", "a 1", "a_1"].iter().map(|it| names.name(it)).collect();
        assert_eq!(all[..2], ["a1", "a1~2"]);
        assert_eq!(all.iter().map(|name| name.to_lowercase()).collect::<BTreeSet<_>>().len(), all.len(), "{all:?}");
    }

    proptest! {
        #[test]
        fn names_differ_in_more_than_capitals_and_are_short(identities in prop::collection::vec("\\PC{0,80}", 1..20)) {
            let mut names = FileNames::default();
            let given: Vec<String> = identities.iter().map(|identity| names.name(identity)).collect();
            prop_assert!(given.iter().all(|name| name.len() <= 90 && !name.contains(['/', '\\'])));
            let folded: BTreeSet<String> = given.iter().map(|name| name.to_lowercase()).collect();
            prop_assert_eq!(folded.len(), given.len());
        }
    }
}
