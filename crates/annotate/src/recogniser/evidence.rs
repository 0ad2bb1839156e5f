//! What a page says of a word elsewhere: written small, after a title, before "said", inside a longer name.
//!
//! "Orr" alone tells little; "Mayor Anna Orr" in another sentence tells all. Each word with a capital gets the signs seen
//! at its other mentions, never those of the mention itself, and the model learns what they are worth.

use super::gazetteer::Kind;
use super::page::Page;
use super::sight::{Case, Sight};
use crate::word_classes::{is_role, is_title};
use rustc_hash::FxHashMap;

/// The number of signs.
pub(super) const SIGNS: usize = 14;

/// What is seen at one mention, as bits.
fn signs(page: &Page<'_>, sights: &[Sight], at: usize, sentence: &std::ops::Range<usize>) -> u16 {
    let sight = &sights[at];
    if sight.case == Case::Lower {
        return 1;
    }
    if !sight.begins_with_capital() {
        return 0;
    }
    let run = sight.run.0 as usize..sight.run.1 as usize;
    let before = run.start.checked_sub(1).filter(|&at| at >= sentence.start).map_or("", |at| page.lower(at));
    let after = if run.end < sentence.end { page.lower(run.end) } else { "" };
    let first = &sights[run.start];
    let last = &sights[run.end - 1];
    let given = Kind::GivenMale.bit() | Kind::GivenFemale.bit();
    let place = Kind::Country.bit() | Kind::Region.bit() | Kind::LargeCity.bit();
    let group = Kind::Company.bit() | Kind::Organisation.bit() | Kind::Outlet.bit();
    let titled = is_title(before) || is_role(before) || run.len() > 1 && is_title(page.lower(run.start));
    let tests = [
        !sight.forced,
        titled,
        run.len() > 1 && first.kinds & given != 0 && at > run.start,
        run.len() > 1 && at == run.start,
        run.len() > 1 && at + 1 == run.end,
        matches!(before, "in" | "near" | "across" | "into"),
        matches!(before, "at" | "from" | "to"),
        matches!(after, "said" | "says" | "told" | "added" | "who" | "was" | "is"),
        (sight.phrase | if run.len() == 1 { sight.kinds } else { 0 }) & place != 0,
        (sight.phrase | if run.len() == 1 { sight.kinds } else { 0 }) & group != 0,
        run.len() > 1 && last.kinds & Kind::NounOfGroup.bit() != 0,
        run.len() > 1 && last.kinds & (Kind::NounOfPlace.bit()) != 0,
        before == "the",
    ];
    tests.iter().enumerate().fold(0, |bits, (place, &test)| bits | u16::from(test) << (place + 1))
}

/// For each word the signs of its other mentions; 0 for words without a capital.
pub(super) fn gather(page: &Page<'_>, sights: &[Sight]) -> Vec<u16> {
    let mut own = vec![0_u16; page.len()];
    let mut seen: FxHashMap<u32, [u16; SIGNS]> = FxHashMap::default();
    for (_, sentence) in page.sentences() {
        for at in sentence.clone() {
            own[at] = signs(page, sights, at, &sentence);
            if own[at] != 0 {
                let counts = seen.entry(sights[at].word).or_default();
                for (sign, count) in counts.iter_mut().enumerate() {
                    *count = count.saturating_add(own[at] >> sign & 1);
                }
            }
        }
    }
    for (own, sight) in own.iter_mut().zip(sights) {
        let counts = if sight.begins_with_capital() { seen.get(&sight.word) } else { None };
        *own = counts.map_or(0, |counts| {
            (0..SIGNS).fold(0, |bits, sign| bits | u16::from(counts[sign] > (*own >> sign & 1)) << sign)
        });
    }
    own
}

#[cfg(test)]
mod tests {
    use super::super::{Gazetteer, sight};
    use super::*;

    #[test]
    fn a_mention_is_told_of_the_others_and_not_of_itself() {
        let words = ["Orr", "slept", "Mayor", "Orr", "rose"].map(|word| (word, word.to_lowercase()));
        let mut page = Page::new();
        for (at, (word, lower)) in words.iter().enumerate() {
            if at == 2 {
                page.begin_sentence();
            }
            page.push(word, lower);
        }
        let sights = sight::sights(&page, &Gazetteer::default());
        let gathered = gather(&page, &sights);
        assert_ne!(gathered[0] >> 5 & 1, 0, "the last word of a longer name");
        assert_eq!(gathered[3] >> 5 & 1, 0);
        assert_eq!(gathered[1], 0);
    }
}
