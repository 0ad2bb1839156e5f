//! What a user of near-copy groups may rely on, against a comparison of every pair.

use jiff::civil::{DateTime, date};
use overshadow_agenda::copies::{Copied, CopyOptions, Sketch, credited, groups};
use proptest::prelude::*;
use std::collections::HashSet;

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

/// Half of a long text is enough within one house; half of a headline is the name of a series.
#[test]
fn what_a_house_rewrites_is_one_voice_but_a_series_is_not() {
    let more = |words: &str| (0..40).map(|n| format!(" {words}{n}")).collect::<String>();
    let text = format!("{STORM}{}", more("boat"));
    let rewritten = format!("{STORM}{}{}", &more("boat")[..100], &more("net")[..80]);
    let pair = |voice| [sketch("a", "echo", 8, "", &text), sketch("b", voice, 9, "", &rewritten)];
    let alike = pair("echo")[0].likeness(&pair("echo")[1]);
    assert!((0.5..0.8).contains(&alike.jaccard) && alike.containment < 0.8, "{alike:?}");
    assert_eq!(representatives(&pair("echo")), [0, 0]);
    assert_eq!(representatives(&pair("post")), [0, 1]);
    let headline = |n: &str| format!("The Harbour Cup of Lindholm and its teams explained, part {n}");
    let series =
        [sketch("a", "echo", 8, &headline("two: Norway"), ""), sketch("b", "echo", 9, &headline("six: Spain"), "")];
    assert_eq!(representatives(&series), [0, 1]);
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
fn near_copies_share_a_key_wherever_a_block_of_days_ends() {
    let other = format!("Read this. {STORM} More soon.");
    for first in 1..28 {
        for apart in 0..=7 {
            let of = |text, day: i8| {
                let published = date(2031, 5, 1).saturating_add(jiff::Span::new().days(day)).at(8, 0, 0, 0);
                Sketch::of(&Copied { article_id: "a", published: Some(published), text, ..Copied::default() })
            };
            let keys: Vec<u64> = of(STORM, first).keys(7).collect();
            assert!(of(&other, first + apart).keys(7).any(|key| keys.contains(&key)), "{first} and {apart} later");
            assert!(!of(&other, first + 15).keys(7).any(|key| keys.contains(&key)), "two blocks later");
        }
    }
}

/// Whose words they are, the day, which part of a text, and what is changed in it.
type Draft = (usize, i8, (usize, usize), Vec<usize>);

/// Excerpts of some texts with some words changed.
fn drafts() -> impl Strategy<Value = Vec<Draft>> {
    let part = prop_oneof![3 => Just((0_usize, 120_usize)), 2 => (0..60_usize, 30..60_usize)];
    let changes = proptest::collection::vec(0..120_usize, 0..7);
    proptest::collection::vec((0..3_usize, 0..40_i8, part, changes), 1..16)
}

fn text_of((base, _, (from, words), changes): &Draft) -> Vec<String> {
    let word = |n: usize| if changes.contains(&n) { format!("c{n}") } else { format!("w{base}x{n}") };
    (*from..from + words).map(word).collect()
}

/// Groups as `docs/copies.md` defines them, by comparing every two texts word by word: slow, and nothing of the
/// program's own.
fn groups_by_every_pair(drafts: &[Draft]) -> Vec<usize> {
    let sets: Vec<HashSet<Vec<String>>> =
        drafts.iter().map(|draft| text_of(draft).windows(5).map(<[String]>::to_vec).collect()).collect();
    let alike = |a: usize, b: usize| {
        let shared = sets[a].intersection(&sets[b]).count() as f64;
        let all = (sets[a].len() + sets[b].len()) as f64 - shared;
        (shared / all, shared / sets[a].len().min(sets[b].len()) as f64)
    };
    let is_near = |least: f64, (jaccard, containment): (f64, f64)| jaccard >= least || containment >= 0.8;
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&at| (drafts[at].1, name(at)));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut representatives = vec![0; drafts.len()];
    for at in order {
        let mut best: Option<(f64, usize)> = None;
        for (group, members) in groups.iter().enumerate() {
            let is_open = drafts[at].1 - drafts[members[0]].1 <= 7;
            let reached = members.iter().map(|&member| alike(member, at)).filter(|&found| is_near(0.8, found));
            let most = reached.map(|(jaccard, containment)| jaccard.max(containment)).fold(0.0, f64::max);
            if is_open && is_near(0.5, alike(members[0], at)) && most > best.map_or(0.0, |(most, _)| most) {
                best = Some((most, group));
            }
        }
        match best {
            Some((_, group)) => groups[group].push(at),
            None => groups.push(vec![at]),
        }
        representatives[at] = groups[best.map_or(groups.len() - 1, |(_, group)| group)][0];
    }
    representatives
}

fn name(at: usize) -> String {
    format!("n{at:02}")
}

fn sketches_of_drafts(drafts: &[Draft]) -> Vec<Sketch> {
    let one = |(at, draft): (usize, &Draft)| {
        let published = date(2031, 5, 4).saturating_add(jiff::Span::new().days(draft.1)).at(8, 0, 0, 0);
        let (id, text) = (name(at), text_of(draft).join(" "));
        Sketch::of(&Copied { article_id: &id, published: Some(published), text: &text, ..Copied::default() })
    };
    drafts.iter().enumerate().map(one).collect()
}

proptest! {
    /// The search for candidates is a matter of speed, never of results.
    #[test]
    fn groups_are_those_of_comparing_every_pair(drafts in drafts()) {
        let options = CopyOptions { window_days: 7, ..CopyOptions::default() };
        let found: Vec<usize> =
            groups(&sketches_of_drafts(&drafts), &options).iter().map(|grouped| grouped.representative).collect();
        prop_assert_eq!(found, groups_by_every_pair(&drafts));
    }

    /// Dirty text is data.
    #[test]
    fn any_text_is_compared_and_asked_whom_it_credits(one in "(?s).{0,300}", other in "[A-ZА-Я]{1,9}[ ,.(/—-]{1,4}(Reuters|ТАСС|dpa|新华社).{0,40}") {
        let _: Option<&str> = credited(std::slice::from_ref(&other), &one);
        let _: Option<&str> = credited(std::slice::from_ref(&one), &other);
        let (one, other) = (sketch("a", "", 8, &one, &one), sketch("b", "", 8, "", &other));
        let alike = one.likeness(&other);
        prop_assert!((0.0..=1.0).contains(&alike.jaccard) && alike.jaccard <= alike.containment);
        prop_assert_eq!(alike, other.likeness(&one));
    }

    /// A text that is nearly one of its group is not left to stand far from where the group began.
    #[test]
    fn no_group_holds_what_is_not_half_like_its_first(drafts in drafts()) {
        let sketches = sketches_of_drafts(&drafts);
        for (at, representative) in representatives(&sketches).into_iter().enumerate() {
            let alike = sketches[at].likeness(&sketches[representative]);
            prop_assert!(alike.jaccard >= 0.5 || alike.containment >= 0.8);
        }
    }

    /// The order in which articles come is a matter of chance, never of results.
    #[test]
    fn groups_are_the_same_in_any_order(drafts in drafts(), turn in 0..14_usize) {
        let sketches = sketches_of_drafts(&drafts);
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
