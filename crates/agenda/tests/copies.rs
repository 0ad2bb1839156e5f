//! What a user of near-copy groups may rely on, against a comparison of every pair.

use jiff::civil::{DateTime, date};
use overshadow_agenda::copies::{Copied, CopyOptions, Sketch, groups};
use proptest::prelude::*;

const STORM: &str = "A storm closed the harbour of Lindholm on Monday, and the ferries to the islands stayed in port \
    until the evening, the port authority said in a statement that it published on its page at noon.";

fn at(hour: i8) -> Option<DateTime> {
    Some(date(2031, 5, 4).at(hour, 0, 0, 0))
}

fn sketch(id: &str, voice: &str, hour: i8, title: &str, text: &str) -> Sketch {
    let published = at(hour);
    Sketch::of(&Copied { article_id: id, published, voice, title, text, ..Copied::default() })
}

fn representatives(sketches: &[Sketch]) -> Vec<usize> {
    groups(sketches, &CopyOptions::default()).iter().map(|grouped| grouped.representative).collect()
}

#[test]
fn a_text_in_many_outlets_is_one_group_named_after_the_earliest() {
    let lead = format!("Local readers were hit, too. {STORM}");
    let sketches = [
        sketch("c", "echo", 9, "Storm", STORM),
        sketch("a", "post", 8, "Harbour closed", STORM),
        sketch("b", "herald", 10, "Ferries", &lead),
        sketch(
            "d",
            "herald",
            11,
            "Rain",
            "Rain fell on the hills all day, and the rivers rose by a metre before night came at last.",
        ),
    ];
    assert_eq!(representatives(&sketches), [1, 1, 1, 3]);
}

#[test]
fn an_agency_text_in_a_hundred_outlets_is_one_group() {
    let sketches: Vec<Sketch> = (0..100)
        .map(|n| sketch(&format!("n{n:03}"), &format!("outlet {n}"), 9, "Storm", &format!("Edition {n}. {STORM}")))
        .collect();
    assert!(representatives(&sketches).iter().all(|&representative| representative == 0));
}

#[test]
fn short_headlines_are_copies_in_one_voice_and_day_only() {
    let sketches = [
        sketch("a", "echo", 8, "Harbour closed by storm", ""),
        sketch("b", "echo", 9, "Harbour closed by storm", ""),
        sketch("c", "post", 9, "Harbour closed by storm", ""),
    ];
    assert_eq!(representatives(&sketches), [0, 0, 2]);
    let next_day = Sketch::of(&Copied {
        article_id: "d",
        published: Some(date(2031, 5, 5).at(8, 0, 0, 0)),
        voice: "echo",
        title: "Harbour closed by storm",
        ..Copied::default()
    });
    assert_eq!(representatives(&[sketches[0].clone(), next_day]), [0, 1]);
}

#[test]
fn long_headlines_are_compared_like_texts() {
    let title = "Storm closes the harbour of Lindholm and keeps all ferries to the islands in port";
    let sketches = [sketch("a", "echo", 8, title, ""), sketch("b", "post", 9, title, "")];
    assert_eq!(representatives(&sketches), [0, 0]);
}

#[test]
fn translations_and_texts_of_other_weeks_are_left_apart() {
    let copied =
        |id, language, published| Copied { article_id: id, language, published, text: STORM, ..Copied::default() };
    let later = Some(date(2031, 8, 4).at(8, 0, 0, 0));
    let sketches = [
        Sketch::of(&copied("a", "en", at(8))),
        Sketch::of(&copied("b", "sv", at(9))),
        Sketch::of(&copied("c", "", at(10))),
        Sketch::of(&copied("d", "en", later)),
        Sketch::of(&copied("e", "en", None)),
    ];
    assert_eq!(representatives(&sketches), [0, 1, 1, 3, 4]);
}

#[test]
fn groups_that_the_input_gives_are_kept() {
    let copied =
        |id, given_group, text| Copied { article_id: id, given_group, text, published: at(8), ..Copied::default() };
    let sketches = [
        Sketch::of(&copied("a", "g1", STORM)),
        Sketch::of(&copied("b", "g2", STORM)),
        Sketch::of(&copied("c", "g1", "x")),
    ];
    assert_eq!(representatives(&sketches), [0, 1, 0]);
}

/// Small changes one after the other lead far away from where they began.
#[test]
fn a_chain_of_small_changes_does_not_run_away() {
    let mut words: Vec<String> = (0..60).map(|n| format!("word{n}")).collect();
    let mut sketches = Vec::new();
    for n in 0..60 {
        words[n] = format!("other{n}");
        sketches.push(sketch(&format!("n{n:02}"), "", 8, "", &words.join(" ")));
    }
    let representatives = representatives(&sketches);
    let alike = |at: usize| sketches[at].likeness(&sketches[representatives[at]]);
    assert!((0..60).all(|at| alike(at).jaccard >= 0.5 || alike(at).containment >= 0.8));
    assert_ne!(representatives[0], representatives[59]);
}

/// Near copies share a key, so that another system can bring them together block by block.
#[test]
fn near_copies_share_a_key() {
    let (left, right) =
        (sketch("a", "", 8, "", STORM), sketch("b", "", 8, "", &format!("Read this. {STORM} More soon.")));
    let keys: Vec<u64> = left.keys().collect();
    assert!(right.keys().any(|key| keys.contains(&key)));
}

/// Texts made by changing some words of a few others.
fn pile() -> impl Strategy<Value = Vec<(usize, Vec<usize>, i8)>> {
    proptest::collection::vec((0..3_usize, proptest::collection::vec(0..40_usize, 0..6), 0..20_i8), 1..14)
}

fn sketches_of(pile: &[(usize, Vec<usize>, i8)]) -> Vec<Sketch> {
    let text = |base: usize, changes: &[usize]| {
        let mut words: Vec<String> = (0..40).map(|n| format!("w{base}x{n}")).collect();
        for &change in changes {
            words[change] = format!("changed{change}");
        }
        words.join(" ")
    };
    let one = |(n, (base, changes, hour)): (usize, &(usize, Vec<usize>, i8))| {
        sketch(&format!("n{n}"), "", *hour, "", &text(*base, changes))
    };
    pile.iter().enumerate().map(one).collect()
}

proptest! {
    /// Every article that is a near copy of an earlier one that stands alone is with it or with one it is more like; and no
    /// group holds what is not half like its first article.
    #[test]
    fn groups_agree_with_a_comparison_of_every_pair(pile in pile()) {
        let sketches = sketches_of(&pile);
        let grouped = groups(&sketches, &CopyOptions::default());
        for (at, found) in grouped.iter().enumerate() {
            let alike = sketches[at].likeness(&sketches[found.representative]);
            prop_assert!(alike.jaccard >= 0.5 || alike.containment >= 0.8);
            for (other, representative) in grouped.iter().map(|grouped| grouped.representative).enumerate() {
                let is_first = representative == other && other != at;
                let is_before = (pile[other].2, other) < (pile[at].2, at);
                let reached = sketches[at].likeness(&sketches[other]);
                if is_first && is_before && reached.jaccard >= 0.8 {
                    prop_assert!(found.representative != at, "{at} is a copy of {other} and stands alone");
                }
            }
        }
    }

    /// The order in which articles come is a matter of chance, never of results.
    #[test]
    fn groups_are_the_same_in_any_order(pile in pile(), turn in 0..14_usize) {
        let sketches = sketches_of(&pile);
        let mut turned = sketches.clone();
        let turn = turn % sketches.len();
        turned.rotate_left(turn);
        let (straight, turned) = (representatives(&sketches), representatives(&turned));
        for (at, representative) in straight.iter().enumerate() {
            let from = (at + sketches.len() - turn) % sketches.len();
            prop_assert_eq!((turned[from] + turn) % sketches.len(), *representative);
        }
    }
}
