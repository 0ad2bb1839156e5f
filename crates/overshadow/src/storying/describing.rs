//! What a story is called and how it lies in time: headline, who, where, key terms, life, chain.

use super::{Stories, story_name};
use jiff::civil::Date;
use overshadow_agenda::stories::{StoryLink, key_terms, life};
use overshadow_agenda::{Candidate, central_headlines};
use overshadow_annotate::{Annotator, annotate_page};
use overshadow_record::{Article, MentionKind, StoryArticleRow, StoryLinkKind, StoryLinkRow, StoryRow};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// Central articles in which names are looked for.
const ARTICLES_NAMED: usize = 8;
/// Names given of each kind.
const NAMES_GIVEN: usize = 4;
/// Terms given.
const TERMS_GIVEN: usize = 5;
/// Headlines a name is made from: of more, every second, third …
const MOST_HEADLINES: usize = 400;

impl Stories {
    /// One row a story with at least so many articles, the largest first.
    #[must_use]
    pub fn described(&self, fewest_articles: usize, annotator: &Annotator) -> Vec<StoryRow> {
        self.described_and_named(fewest_articles, fewest_articles, annotator)
    }

    /// The same; who and where they are about, which takes longest, is looked for in stories with at least so many articles.
    pub(crate) fn described_and_named(
        &self,
        fewest_articles: usize,
        fewest_to_name: usize,
        annotator: &Annotator,
    ) -> Vec<StoryRow> {
        let ties = self.ties();
        let last_day = self.rows.last().and_then(day).unwrap_or_default();
        let large: Vec<&(u64, Vec<usize>)> =
            self.members.iter().filter(|(_, members)| members.len() >= fewest_articles).collect();
        let mut rows: Vec<StoryRow> = large
            .into_par_iter()
            .filter_map(|(story, members)| {
                let annotator = Some(annotator).filter(|_| members.len() >= fewest_to_name);
                self.describe(*story, members, last_day, &ties, annotator)
            })
            .collect();
        rows.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.story_id.cmp(&b.story_id)));
        rows
    }

    /// How many stories there are with at least so many articles.
    #[must_use]
    pub fn count(&self, fewest_articles: usize) -> usize {
        self.members.iter().filter(|(_, members)| members.len() >= fewest_articles).count()
    }

    pub(super) fn describe(
        &self,
        story: u64,
        members: &[usize],
        last_day: Date,
        ties: &FxHashMap<u64, (u64, bool)>,
        annotator: Option<&Annotator>,
    ) -> Option<StoryRow> {
        let rows: Vec<&StoryArticleRow> = members.iter().map(|&at| &self.rows[at]).collect();
        let central = self.central(members);
        let life = life(rows.iter().filter_map(|row| day(row)), last_day)?;
        let [who, places] = annotator.map(|annotator| self.names(&central, annotator)).unwrap_or_default();
        let outlets: FxHashSet<&str> = rows.iter().filter_map(|row| row.outlet.as_deref()).collect();
        let tie = ties.get(&story).map(|&(linked, is_part)| (story_name(linked), is_part));
        Some(StoryRow {
            story_id: story_name(story),
            title: self.rows[central[0]].title.clone(),
            article_id: self.rows[central[0]].article_id.clone(),
            key_terms: key_terms(&self.titles(members), TERMS_GIVEN).into_iter().map(|(_, term)| term).collect(),
            who,
            places,
            first_seen: rows.first()?.published,
            last_seen: rows.last()?.published,
            peak_date: Some(life.peak_date),
            peak_articles: life.peak_articles,
            half_life_days: life.half_life_days,
            articles: rows.len() as u64,
            independent_articles: rows.iter().filter(|row| row.independent).count() as u64,
            outlets: outlets.len() as u64,
            languages: self.languages(members),
            broken_by: broken_by(&rows),
            part_of: tie.as_ref().filter(|(_, is_part)| *is_part).map(|(linked, _)| linked.clone()),
            follows: tie.filter(|(_, is_part)| !is_part).map(|(linked, _)| linked),
            chain: story_name(first_of_chain(story, ties)),
        })
    }

    /// What each story is tied to, and whether as a part.
    pub(super) fn ties(&self) -> FxHashMap<u64, (u64, bool)> {
        self.links().iter().map(|link| (link.story, (link.linked, link.is_part))).collect()
    }

    /// The links between stories, found once.
    pub(super) fn links(&self) -> &[StoryLink] {
        self.links.get_or_init(|| self.clustering.links())
    }

    /// The most central articles of some, the most central first; at least one.
    pub(super) fn central(&self, members: &[usize]) -> Vec<usize> {
        let members: Vec<usize> = thinned(members);
        let candidates: Vec<Candidate<'_>> = members
            .iter()
            .map(|&at| Candidate {
                outlet: self.rows[at].outlet.as_deref().unwrap_or_default(),
                title: self.rows[at].title.as_deref().unwrap_or_default(),
            })
            .collect();
        let central: Vec<usize> =
            central_headlines(&candidates, ARTICLES_NAMED).into_iter().map(|at| members[at]).collect();
        if central.is_empty() { vec![members[0]] } else { central }
    }

    fn titles(&self, members: &[usize]) -> Vec<(&str, &str)> {
        let title = |at: usize| (self.rows[at].title.as_deref().unwrap_or_default(), self.heads[at].language.as_str());
        thinned(members).into_iter().map(title).collect()
    }

    /// Persons and organisations, then places, that the articles name most.
    fn names(&self, articles: &[usize], annotator: &Annotator) -> [Vec<String>; 2] {
        let mut named: [Vec<(String, usize)>; 2] = Default::default();
        for &at in articles {
            let row = &self.rows[at];
            let text = format!("{}.\n\n{}", row.title.as_deref().unwrap_or_default(), self.heads[at].text);
            let article = Article {
                language: Some(self.heads[at].language.clone()).filter(|language| !language.is_empty()),
                ..Article::of_text(row.article_id.clone(), text, row.source.clone())
            };
            let mut of_article: FxHashSet<String> = FxHashSet::default();
            for mention in annotate_page(&article, &[], annotator).mentions {
                let list = match mention.kind {
                    MentionKind::Person | MentionKind::Organisation => 0,
                    MentionKind::Place => 1,
                    MentionKind::Other => continue,
                };
                if !of_article.insert(mention.name.clone()) {
                    continue;
                }
                match named[list].iter_mut().find(|(name, _)| *name == mention.name) {
                    Some((_, times)) => *times += 1,
                    None => named[list].push((mention.name, 1)),
                }
            }
        }
        named.map(|mut names| {
            names.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
            names.into_iter().take(NAMES_GIVEN).map(|(name, _)| name).collect()
        })
    }

    fn languages(&self, members: &[usize]) -> Vec<String> {
        let mut languages: Vec<(&str, usize)> = Vec::new();
        for language in members.iter().map(|&at| self.heads[at].language.as_str()).filter(|name| !name.is_empty()) {
            match languages.iter_mut().find(|(name, _)| *name == language) {
                Some((_, times)) => *times += 1,
                None => languages.push((language, 1)),
            }
        }
        languages.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        languages.into_iter().map(|(language, _)| language.to_owned()).collect()
    }

    /// The links between stories with their evidence.
    #[must_use]
    pub fn linked(&self) -> Vec<StoryLinkRow> {
        self.links().par_iter().map(|link| self.link_row(link)).collect()
    }

    pub(super) fn link_row(&self, link: &StoryLink) -> StoryLinkRow {
        let [story, linked] = [link.story, link.linked].map(|story| &self.members[self.position[&story]].1);
        let titles: Vec<(&str, &str)> = self.titles(story).into_iter().chain(self.titles(linked)).collect();
        let terms = key_terms(&titles, usize::MAX);
        let shared = terms.into_iter().filter(|(key, _)| link.shared.contains(key)).map(|(_, term)| term);
        let days = |members: &[usize]| members.first().and_then(|&at| day(&self.rows[at]));
        let apart = days(linked).zip(days(story)).and_then(|(earlier, later)| later.since(earlier).ok());
        StoryLinkRow {
            story_id: story_name(link.story),
            kind: if link.is_part { StoryLinkKind::PartOf } else { StoryLinkKind::Follows },
            linked_story_id: story_name(link.linked),
            likeness: link.likeness,
            shared_terms: shared.take(TERMS_GIVEN).collect(),
            title: self.rows[self.central(story)[0]].title.clone(),
            linked_title: self.rows[self.central(linked)[0]].title.clone(),
            days_after: apart.map_or(0, |span| u64::from(span.get_days().unsigned_abs())),
        }
    }
}

pub(super) fn day(row: &StoryArticleRow) -> Option<Date> {
    row.published.map(|published| published.at.date())
}

/// All, or of too many every second, third …
fn thinned(members: &[usize]) -> Vec<usize> {
    members.iter().copied().step_by(members.len().div_ceil(MOST_HEADLINES)).collect()
}

/// The outlet of the first article; none where another outlet had it at the same time.
fn broken_by(rows: &[&StoryArticleRow]) -> Option<String> {
    let first = rows.first()?;
    let outlet = first.outlet.as_ref()?;
    let with_it = rows.iter().take_while(|row| row.published == first.published);
    with_it.into_iter().all(|row| row.outlet.as_ref() == Some(outlet)).then(|| outlet.clone())
}

pub(super) fn first_of_chain(story: u64, ties: &FxHashMap<u64, (u64, bool)>) -> u64 {
    let mut first = story;
    // Every tie leads to a story that began earlier, so the walk ends.
    while let Some(&(earlier, _)) = ties.get(&first) {
        first = earlier;
    }
    first
}
