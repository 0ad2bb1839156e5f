//! Stories: what is one happening, and that identity holds whatever comes later and however the stream is cut.

use jiff::civil::{DateTime, date};
use overshadow_agenda::stories::{Clustering, StoryArticle, StoryOptions, StorySketch, life};
use proptest::prelude::*;

const PLACES: [&str; 6] = ["Lindholm", "Eastport", "Varga", "Korsund", "Molina", "Tarvik"];
const HAPPENINGS: [&str; 6] = [
    "storm closes harbour and ferries wait",
    "dockers strike over wages at container terminal",
    "bridge collapses under freight train",
    "court sentences former mayor for bribery",
    "volcano erupts and villages are evacuated",
    "measles outbreak shuts schools",
];

fn at(hour: i64) -> DateTime {
    date(2024, 3, 1).at(0, 0, 0, 0).saturating_add(jiff::Span::new().hours(hour))
}

fn sketch(id: usize, hour: i64, title: &str) -> StorySketch {
    let article_id = format!("a{id}");
    StorySketch::of(&StoryArticle { article_id: &article_id, published: at(hour), language: "en", title, text: "" })
}

fn clustered(stream: &[StorySketch]) -> Clustering {
    let mut clustering = Clustering::new(StoryOptions::default());
    stream.iter().for_each(|sketch| clustering.add(sketch, None));
    clustering
}

/// Every seventh article is a copy of the third before it.
fn with_copies(stream: &[StorySketch]) -> Clustering {
    let mut clustering = Clustering::new(StoryOptions::default());
    for (at, sketch) in stream.iter().enumerate() {
        clustering.add(sketch, (at % 7 == 6).then(|| at - 3));
    }
    clustering
}

fn stream(picks: &[(usize, usize)]) -> Vec<StorySketch> {
    spread(picks, 1)
}

/// A stream in which every place has its happening, told in changing words, an article every so many hours.
fn spread(picks: &[(usize, usize)], hours: i64) -> Vec<StorySketch> {
    let title = |&(place, word): &(usize, usize)| {
        let words: Vec<&str> = HAPPENINGS[place].split(' ').collect();
        format!("{} {}", PLACES[place], [&words[..2], &words[word % words.len()..]].concat().join(" "))
    };
    picks.iter().enumerate().map(|(id, pick)| sketch(id, hours * id as i64, &title(pick))).collect()
}

#[test]
fn two_happenings_are_two_stories_and_other_words_for_one_are_one() {
    let found = clustered(&[
        sketch(0, 0, "Storm closes Lindholm harbour"),
        sketch(1, 1, "Dockers strike at Eastport over wages"),
        sketch(2, 2, "Lindholm harbour closed by storm, ferries wait"),
        sketch(3, 3, "Eastport dockers' strike enters second day"),
    ])
    .finish()
    .story_of;
    assert_eq!((found[0], found[1]), (found[2], found[3]));
    assert_ne!(found[0], found[1]);
}

/// A live page goes on under one identity, with other headlines: what it begins has identities of its own, so that chains
/// of stories end.
#[test]
fn stories_begun_under_one_identity_have_identities_of_their_own() {
    let titles = ["Storm closes Lindholm harbour", "Dockers strike at Eastport over wages", "Vote in Westmark", "Fire"];
    let stream: Vec<StorySketch> = (0..200).map(|at| sketch(7, 200 * at, titles[at as usize % titles.len()])).collect();
    let found = clustered(&stream).finish();
    let mut stories = found.story_of.clone();
    stories.sort_unstable();
    stories.dedup();
    assert_eq!(stories.len(), 200, "each is over when the next comes");
}

#[test]
fn a_story_is_over_a_week_after_its_last_article() {
    let title = "Storm closes Lindholm harbour";
    let found = clustered(&[sketch(0, 0, title), sketch(1, 9 * 24, title)]).finish().story_of;
    assert_ne!(found[0], found[1]);
}

#[test]
fn a_copy_joins_the_story_of_its_original_whatever_its_words() {
    let mut clustering = Clustering::new(StoryOptions::default());
    clustering.add(&sketch(0, 0, "Storm closes Lindholm harbour"), None);
    clustering.add(&sketch(1, 1, "What we know at noon"), Some(0));
    let found = clustering.finish().story_of;
    assert_eq!(found[0], found[1]);
}

#[test]
fn an_article_without_words_is_a_story_of_its_own() {
    let found = clustered(&[sketch(0, 0, ""), sketch(1, 0, "—"), sketch(2, 0, "\u{0}")]).finish().story_of;
    assert!(found[0] != found[1] && found[1] != found[2]);
}

#[test]
fn a_later_chapter_is_linked_to_the_story_it_follows() {
    let mut clustering = Clustering::new(StoryOptions::default());
    for id in 0..40 {
        clustering.add(&sketch(id, id as i64, "Storm closes Lindholm harbour and ferries wait at the quay"), None);
    }
    for id in 40..80 {
        let hour = 24 * 12 + id as i64;
        clustering.add(&sketch(id, hour, "Lindholm harbour opens again and ferries leave the quay"), None);
    }
    for id in 80..160 {
        clustering.add(&sketch(id, 24 * 15 + id as i64, "Court sentences former mayor of Varga for bribery"), None);
    }
    let (links, story_of) = (clustering.links(), clustering.finish().story_of);
    assert_eq!(links.len(), 1, "{links:?}");
    assert_eq!((links[0].story, links[0].linked, links[0].is_part), (story_of[40], story_of[0], false));
}

#[test]
fn days_without_articles_have_no_life() {
    assert_eq!(life(std::iter::empty(), date(2024, 3, 1)), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// How a stream is cut is a matter of convenience, never of results.
    #[test]
    fn stories_are_the_same_wherever_the_stream_is_cut(
        picks in prop::collection::vec((0..6_usize, 0..6_usize), 1..300), cut in 0..300_usize
    ) {
        let stream = stream(&picks);
        let whole = clustered(&stream).finish();
        let (left, right) = stream.split_at(cut.min(stream.len()));
        let mut parts = clustered(left);
        let _ = (parts.finish(), parts.links());
        right.iter().for_each(|sketch| parts.add(sketch, None));
        prop_assert_eq!(parts.finish(), whole);
    }

    /// What tomorrow brings renames nothing: a story of yesterday that no recorded change names is the same today.
    #[test]
    fn what_comes_later_renames_no_story(
        picks in prop::collection::vec((0..6_usize, 0..6_usize), 1..300), cut in 0..300_usize, hours in 1..12_i64
    ) {
        let stream = spread(&picks, hours);
        let cut = cut.min(stream.len());
        let (yesterday, today) = (with_copies(&stream[..cut]).finish(), with_copies(&stream).finish());
        prop_assert_eq!(&today.changes[..yesterday.changes.len()], &yesterday.changes[..]);
        let later = &today.changes[yesterday.changes.len()..];
        for (at, (then, now)) in yesterday.story_of.iter().zip(&today.story_of).enumerate() {
            let mut story = *then;
            for change in later {
                let is_moved = change.article.is_none_or(|article| article as usize == at);
                if change.from == story && is_moved {
                    story = change.to;
                }
            }
            prop_assert_eq!(story, *now, "article {}", at);
        }
    }

    /// Dirty text is data.
    #[test]
    fn any_text_has_a_sketch(title in ".*", text in ".*", language in "[a-z]{0,3}") {
        let article = StoryArticle { title: &title, text: &text, language: &language, ..StoryArticle::default() };
        let sketch = StorySketch::of(&article);
        prop_assert_eq!(clustered(&[sketch.clone(), sketch]).finish().story_of.len(), 2);
    }
}

/// A stream of headlines, each with its language.
fn told(headlines: &[(&str, &str)]) -> Vec<StorySketch> {
    let sketch = |(at, &(language, title)): (usize, &(&str, &str))| {
        let article_id = format!("t{at}");
        let published = self::at(at as i64);
        StorySketch::of(&StoryArticle { article_id: &article_id, published, language, title, text: "" })
    };
    headlines.iter().enumerate().map(sketch).collect()
}

#[test]
fn one_happening_told_in_four_languages_is_one_story() {
    let found = clustered(&told(&[
        ("en", "Drone attack on Kharkiv hospital kills 27"),
        ("ru", "Атака дронов на больницу в Харькове: погибли 27 человек"),
        ("uk", "Атака дронів на лікарню в Харкові: загинули 27 людей"),
        ("zh", "哈尔科夫医院遭无人机袭击 27人死亡"),
        ("en", "Earthquake near Istanbul damages mosque"),
        ("ru", "Землетрясение под Стамбулом повредило мечеть"),
    ]))
    .finish()
    .story_of;
    assert!(found[..4].iter().all(|story| *story == found[0]), "{found:x?}");
    assert_eq!(found[4], found[5]);
    assert_ne!(found[0], found[4]);
}

#[test]
fn the_same_place_or_the_same_kind_of_happening_makes_no_story_across_languages() {
    let found = clustered(&told(&[
        ("en", "Earthquake near Istanbul damages mosque"),
        ("ru", "В Стамбуле открылся фестиваль"),
        ("zh", "秘鲁发生地震"),
        ("uk", "Вибори у Стамбулі"),
    ]))
    .finish()
    .story_of;
    assert!((0..4).all(|a| (0..a).all(|b| found[a] != found[b])), "{found:x?}");
}

#[test]
fn stories_that_meet_across_languages_keep_the_older_identity_and_the_meeting_is_recorded() {
    let sketches = told(&[
        ("ru", "Землетрясение под Стамбулом повредило мечеть"),
        ("en", "Earthquake near Istanbul damages mosque"),
    ]);
    let alone = clustered(&sketches[..1]).finish().story_of[0];
    let both = clustered(&sketches).finish();
    assert_eq!(both.story_of, [alone, alone]);
    assert_eq!(both.changes.len(), 1);
    assert_eq!(both.changes[0].to, alone);
}
