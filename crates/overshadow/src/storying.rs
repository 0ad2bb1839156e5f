//! Stories of a pile: which articles are about one happening, what each story is called, how it went on, how stories
//! hang together, and who had them first.

mod around;
mod asking;
mod describing;
mod leading;

use crate::copying::sketch;
use crate::error::Error;
use crate::once::{for_each_once, identity};
use crate::pile::{Pile, PileArticle, PileSummary};
use overshadow_agenda::copies::{CopyOptions, Sketch, groups};
use overshadow_agenda::stories::{ChangeKind, Clustering, StoryArticle, StoryLink, StoryOptions, StorySketch};
use overshadow_read::{Dates, ReadOptions};
use overshadow_record::{
    Article, Precision, Published, Skipped, StoryArticleRow, StoryChangeKind, StoryChangeRow, Tally,
};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

pub use around::AroundOptions;
pub use asking::StoryLabels;
pub(crate) use asking::{BROKEN_AT, story_asked_for};

/// Letters of a text kept to say who and where a story is about.
const KEPT_TEXT: usize = 600;

/// The stories of a pile.
#[derive(Debug)]
pub struct Stories {
    /// Every article with its story, in order of publication.
    pub rows: Vec<StoryArticleRow>,
    /// What a second look found to be otherwise, in order.
    pub changes: Vec<StoryChangeRow>,
    /// What became of the input.
    pub tally: Tally,
    /// The files read.
    pub summary: PileSummary,
    clustering: Clustering,
    /// Stories with their articles, by position in `rows`, in the order in which they began.
    members: Vec<(u64, Vec<usize>)>,
    /// Position of each story in `members`.
    position: FxHashMap<u64, usize>,
    /// What tells an article from all others of the pile, and the position of its story.
    story_of: FxHashMap<u64, usize>,
    /// The same by position in `rows`.
    identities: Vec<u64>,
    /// The place in the input of each article; in an archive its row.
    places: Vec<u64>,
    /// The first article of its group of near copies, as a position in `rows`.
    copied_from: Vec<usize>,
    /// Language and beginning of the text of each article.
    heads: Vec<Head>,
    /// Found when first asked for.
    links: OnceLock<Vec<StoryLink>>,
}

/// What is kept of an article to describe its story.
#[derive(Clone, Debug)]
struct Head {
    language: String,
    text: String,
}

/// An article read.
pub(crate) struct Read {
    /// Its place in the input; in an archive its row.
    place: u64,
    identity: u64,
    story: StorySketch,
    copy: Sketch,
    row: StoryArticleRow,
    head: Head,
}

/// Finds the stories of a pile. Articles are taken in order of publication, then of `article_id`, in whatever order they
/// come; those without a date are left out.
///
/// # Errors
/// When an input cannot be read at all.
pub fn stories(pile: &Pile, options: &StoryOptions, skipped: &mut dyn FnMut(&Skipped)) -> Result<Stories, Error> {
    let pile = &Pile { read: ReadOptions { dates: Dates::Required, ..pile.read.clone() }, ..pile.clone() };
    let mut articles: Vec<Read> = Vec::new();
    let work =
        |PileArticle { article, .. }: PileArticle| read_for_stories(article, pile).map(|read| (read.identity, read));
    let (tally, summary) = for_each_once(pile, work, skipped, &mut |read, place| articles.push(read.at(place.offset)))?;
    Ok(Stories::of(articles, options, tally, summary))
}

/// A story's identity as it is written.
#[must_use]
pub fn story_name(id: u64) -> String {
    format!("{id:016x}")
}

/// What stories need of an article.
pub(crate) fn read_for_stories(article: Article, pile: &Pile) -> Result<Read, Skipped> {
    let Some(published) = article.published else {
        return Err(Skipped {
            source: article.source,
            reason: "date-missing".to_owned(),
            detail: "a story needs the time of publication".to_owned(),
        });
    };
    let language = article.language.as_deref().unwrap_or_default();
    let story = StorySketch::of(&StoryArticle {
        article_id: &article.article_id,
        published: published.at,
        language,
        title: article.title.as_deref().unwrap_or_default(),
        text: &article.text,
    });
    Ok(Read {
        place: 0,
        identity: identity(&article),
        story,
        copy: sketch(&article, pile.outlets()),
        head: Head { language: language.to_owned(), text: article.text.chars().take(KEPT_TEXT).collect() },
        row: StoryArticleRow {
            article_id: article.article_id,
            story_id: String::new(),
            published: article.published,
            title: article.title,
            outlet: article.outlet,
            url: article.url,
            independent: true,
            source: article.source,
        },
    })
}

impl Read {
    /// The same, with its place.
    pub(crate) fn at(self, place: u64) -> Self {
        Self { place, ..self }
    }
}

impl Stories {
    /// The stories of articles that were read.
    pub(crate) fn of(mut articles: Vec<Read>, options: &StoryOptions, tally: Tally, summary: PileSummary) -> Self {
        articles.sort_by(|a, b| {
            let key = |read: &Read| read.row.published.map(|published| published.at);
            key(a).cmp(&key(b)).then_with(|| a.row.article_id.cmp(&b.row.article_id)).then(a.identity.cmp(&b.identity))
        });
        cluster(articles, options, tally, summary)
    }

    /// For each article: its place in the input, that of the first of its near copies, and the position of its story.
    pub(crate) fn placed(&self) -> impl Iterator<Item = (u64, u64, usize)> + '_ {
        (0..self.rows.len()).map(|at| {
            let story = self.story_of[&self.identities[at]];
            (self.places[at], self.places[self.copied_from[at]], story)
        })
    }

    /// The identities of all stories, in the order in which they began.
    pub(crate) fn ids(&self) -> impl Iterator<Item = u64> + '_ {
        self.members.iter().map(|(story, _)| *story)
    }
}

fn cluster(articles: Vec<Read>, options: &StoryOptions, tally: Tally, summary: PileSummary) -> Stories {
    let mut clustering = Clustering::new(*options);
    let (mut rows, mut heads, mut copies, mut sketches) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut identities, mut places, mut copied_from) = (Vec::new(), Vec::new(), Vec::new());
    for read in articles {
        identities.push(read.identity);
        places.push(read.place);
        rows.push(read.row);
        heads.push(read.head);
        copies.push(read.copy);
        sketches.push(read.story);
    }
    for (at, grouped) in groups(&copies, &CopyOptions::default()).into_iter().enumerate() {
        rows[at].independent = grouped.representative == at;
        copied_from.push(grouped.representative);
        // Groups take the earliest text for their first, and articles come in that order.
        clustering.add(&sketches[at], (grouped.representative < at).then_some(grouped.representative));
    }
    let clustered = clustering.finish();
    let mut members: Vec<(u64, Vec<usize>)> = Vec::new();
    let (mut position, mut story_of) = (FxHashMap::default(), FxHashMap::default());
    for (at, &story) in clustered.story_of.iter().enumerate() {
        rows[at].story_id = story_name(story);
        let next = members.len();
        let place = *position.entry(story).or_insert(next);
        if place == next {
            members.push((story, Vec::new()));
        }
        members[place].1.push(at);
        story_of.insert(identities[at], place);
    }
    let change = |change: &overshadow_agenda::stories::Change| StoryChangeRow {
        at: Published { at: at_second(change.at), precision: Precision::Second },
        articles_seen: change.articles_seen as u64,
        kind: match change.kind {
            ChangeKind::Merged => StoryChangeKind::Merged,
            ChangeKind::Moved => StoryChangeKind::Moved,
            ChangeKind::Split => StoryChangeKind::Split,
        },
        story_id: story_name(change.from),
        now_story_id: story_name(change.to),
        article_id: change.article.map(|at| rows[at as usize].article_id.clone()),
    };
    Stories {
        changes: clustered.changes.iter().map(change).collect(),
        clustering,
        rows,
        tally,
        summary,
        members,
        position,
        story_of,
        identities,
        places,
        copied_from,
        heads,
        links: OnceLock::new(),
    }
}

fn at_second(seconds: i64) -> jiff::civil::DateTime {
    jiff::civil::date(1970, 1, 1)
        .to_datetime(jiff::civil::Time::midnight())
        .saturating_add(jiff::Span::new().seconds(seconds))
}
