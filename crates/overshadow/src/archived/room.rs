//! What the reading room asks of an archive: lists of articles, a story, a speaker, an outlet, an article.

use super::ReadyArchive;
use super::columns::place;
use crate::error::Error;
use crate::pile::BUNDLED;
use crate::searching::hit;
use overshadow_agenda::query::{Expression, Field, Label, Subject, Term, days_asked_for, parse};
use overshadow_annotate::annotate_page;
use overshadow_archive::{Column, NONE, Quoted, RowSet};
use overshadow_record::{
    Article, ArticleLine, ArticlePage, Facet, Profile, QuotedLine, Span, SpeakerRow, StoryPage, StoryRow,
};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::hash_map::Entry;

/// Letters of a text that a list shows.
const LETTERS_SHOWN: usize = 240;
/// Speakers and quotations shown of a story.
const QUOTATIONS_SHOWN: usize = 30;

/// A page of a list of articles.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The articles of the page, the newest first.
    pub articles: Vec<ArticleLine>,
    /// All that match.
    pub matching: u64,
    /// Where the next page begins: the name of the last article shown; `None` on the last page.
    pub next: Option<String>,
    /// What the matching articles have in common.
    pub facets: Vec<Facet>,
}

impl ReadyArchive {
    /// The best of the articles that match a query, the first so many, as a list without further pages.
    ///
    /// # Errors
    /// When the query cannot be understood, or the archive cannot be read.
    pub fn list_best(&self, query: &str, first: usize) -> Result<Listed, Error> {
        let expression = expression(query)?;
        let matching = self.matching(&expression)?;
        let rows = self.best(&expression, &matching, first)?;
        let articles = self.lines(&rows, Some(&expression))?;
        Ok(Listed { articles, matching: matching.len(), next: None, facets: self.facets_of(&matching)? })
    }

    /// The articles that match a query, a page at a time; `after` is the last article of the page before.
    ///
    /// # Errors
    /// When the query cannot be understood, or the archive cannot be read.
    pub fn list(&self, query: &str, first: usize, after: Option<&str>) -> Result<Listed, Error> {
        let expression = expression(query)?;
        let mut matching = self.matching(&expression)?;
        matching.keep(&self.of_days(days_asked_for(&expression))?);
        let behind = match after {
            None => None,
            Some(link) => self.archive().row_of(link)?,
        };
        let mut rows = self.newest(&matching, first + 1, behind)?;
        let goes_on = rows.len() > first;
        rows.truncate(first);
        let articles = self.lines(&rows, Some(&expression))?;
        let next = articles.last().filter(|_| goes_on).map(|line| line.link.clone());
        Ok(Listed { articles, matching: matching.len(), next, facets: self.facets_of(&matching)? })
    }

    /// How the articles that match a query lie in time, what they have in common, and the newest of them.
    ///
    /// # Errors
    /// When the query cannot be understood, or the archive cannot be read.
    pub fn profile(&self, query: &str, first: usize) -> Result<Profile, Error> {
        let matching = self.matching(&expression(query)?)?;
        self.profile_of(&matching, first)
    }

    /// The same for an outlet, by its whole name.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn outlet(&self, name: &str, first: usize) -> Result<Profile, Error> {
        let units = self.units()?;
        let rows = self.rows_where(|cell| units[cell.unit as usize].outlet == name)?;
        self.profile_of(&rows, first)
    }

    /// All articles by outlet, country, language, and day or month.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn facets(&self) -> Result<Vec<Facet>, Error> {
        Ok(self.counted(&self.rows_where(|_| true)?)?.facets())
    }

    fn profile_of(&self, rows: &RowSet, first: usize) -> Result<Profile, Error> {
        let newest = self.newest(rows, first, None)?;
        Ok(Profile {
            days: self.per_day(rows)?,
            facets: self.facets_of(rows)?,
            articles: self.lines(&newest, None)?,
            matching: rows.len(),
        })
    }

    /// The standing subjects, named speakers and stories of the articles that match a query; which the articles alone do not tell.
    ///
    /// # Errors
    /// When the query cannot be understood, or the archive cannot be read.
    pub fn further_facets(&self, query: &str) -> Result<Vec<Facet>, Error> {
        let matching = self.matching(&expression(query)?)?;
        let facets = self.facets_of(&matching)?;
        Ok(facets.into_iter().filter(|it| ["subject", "speaker", "story"].contains(&it.facet.as_str())).collect())
    }

    /// Outlets, countries, languages and days of some articles, the standing subjects they are on, who speaks
    /// in them, and the stories most of them belong to.
    fn facets_of(&self, rows: &RowSet) -> Result<Vec<Facet>, Error> {
        let mut facets = self.counted(rows)?.facets();
        let mut subjects: Vec<(u64, &str)> =
            self.subjects()?.iter().map(|it| (it.articles.common(rows), it.name.as_str())).collect();
        subjects.sort_by_key(|&(articles, name)| (Reverse(articles), name));
        let of_subjects = subjects.into_iter().filter(|(articles, _)| *articles > 0);
        facets.extend(of_subjects.map(|(articles, name)| facet("subject", name, articles)));
        facets.extend(self.by_speaker(rows)?.into_iter().map(|(articles, name)| facet("speaker", name, articles)));
        let story_of = self.column(Column::Story)?;
        let mut stories: FxHashMap<u32, u64> = FxHashMap::default();
        for row in rows.iter() {
            *stories.entry(story_of[place(row)]).or_default() += 1;
        }
        let mut stories: Vec<(u64, u32)> = stories
            .into_iter()
            .filter(|(story, _)| *story != NONE)
            .map(|(story, articles)| (articles, story))
            .collect();
        stories.sort_unstable_by_key(|&(articles, story)| (Reverse(articles), story));
        let ids = self.story_ids()?;
        let largest = stories.into_iter().take(20).filter(|(articles, _)| *articles > 1);
        facets
            .extend(largest.map(|(articles, story)| facet("story", &crate::story_name(ids[story as usize]), articles)));
        Ok(facets)
    }

    /// Articles as a list shows them.
    fn lines(&self, rows: &[u64], query: Option<&Expression>) -> Result<Vec<ArticleLine>, Error> {
        let links = self.archive().links_of(rows)?;
        let articles = self.read(rows)?;
        let line = |((_, article), link): ((u64, Article), String)| {
            let excerpt = match query {
                // A headline is shown whole.
                Some(query) if !article.text.is_empty() => hit(article.clone(), query).excerpt,
                _ => beginning(&article.text),
            };
            let Article { published, outlet, outlet_country, language, title, url, .. } = article;
            ArticleLine { link, published, outlet, outlet_country, language, title, excerpt, url }
        };
        Ok(articles.into_iter().zip(links).map(line).collect())
    }

    /// A story with three articles and more, by its identity.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn story(&self, id: &str) -> Result<Option<&StoryRow>, Error> {
        let stories = self.stories()?;
        let known = self
            .story_at
            .get_or_init(|| stories.iter().enumerate().map(|(at, story)| (story.story_id.clone(), at)).collect());
        Ok(known.get(id).map(|&at| &stories[at]))
    }

    /// A story and what is known of it; the first so many of its articles.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn story_page(&self, id: &str, first: usize) -> Result<Option<StoryPage>, Error> {
        let Some(story) = self.story(id)? else { return Ok(None) };
        let term = Term { field: Field::Label(Label::Story), words: id.to_owned(), prefix: false };
        let rows = self.matching(&Expression::Term(term))?;
        let newness = self.column(Column::Newness)?;
        let mut in_order: Vec<u64> = rows.iter().collect();
        in_order.sort_unstable_by_key(|row| newness[place(*row)]);
        let quotations = self.quoted_in(&in_order)?;
        in_order.truncate(first);
        let of_chain = self.stories()?.iter().filter(|other| other.chain == story.chain && other.story_id != id);
        let mut chain: Vec<StoryRow> = of_chain.cloned().collect();
        chain.sort_by_key(|other| other.first_seen);
        let left_out = quotations.len().saturating_sub(QUOTATIONS_SHOWN) as u64;
        Ok(Some(StoryPage {
            story: story.clone(),
            days: self.per_day(&rows)?,
            facets: self.counted(&rows)?.facets(),
            articles: self.lines(&in_order, None)?,
            quotations: quotations.into_iter().take(QUOTATIONS_SHOWN).collect(),
            quotations_left_out: left_out,
            chain,
        }))
    }

    /// What is said in some articles, each wording once, what most articles have first.
    fn quoted_in(&self, rows: &[u64]) -> Result<Vec<QuotedLine>, Error> {
        let mut quoted: Vec<Quoted> = Vec::new();
        for row in rows {
            quoted.extend(self.archive().quotations_in(*row)?);
        }
        self.folded(quoted)
    }

    /// The speakers with most quotations whose name holds some letters, and how many speakers there are.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn speakers(&self, named: &str, first: usize) -> Result<(Vec<SpeakerRow>, u64), Error> {
        let archive = self.archive();
        let row = |it: overshadow_archive::Speaker| SpeakerRow {
            speaker: it.name,
            quotations: it.quotations,
            articles: it.articles,
        };
        Ok((archive.speakers(named, first)?.into_iter().map(row).collect(), archive.n_speakers()?))
    }

    /// What a speaker said, each wording once, the newest first.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn speaker(&self, name: &str) -> Result<Vec<QuotedLine>, Error> {
        let quoted = self.archive().quotations_by(name)?;
        let mut lines = self.folded(quoted)?;
        lines.sort_by_key(|line| Reverse(line.published));
        Ok(lines)
    }

    /// Quotations with their articles: the same words of the same speaker are one, where they stood first.
    fn folded(&self, quoted: Vec<Quoted>) -> Result<Vec<QuotedLine>, Error> {
        let newness = self.column(Column::Newness)?;
        let is_there = |it: &Quoted| (1..=self.rows).contains(&it.article);
        let mut quoted: Vec<Quoted> = quoted.into_iter().filter(is_there).collect();
        quoted.sort_by_key(|it| newness[place(it.article)]);
        let mut rows: Vec<u64> = quoted.iter().map(|it| it.article).collect();
        rows.dedup();
        let links = self.archive().links_of(&rows)?;
        let articles: FxHashMap<u64, (Article, String)> =
            self.read(&rows)?.into_iter().zip(links).map(|((row, article), link)| (row, (article, link))).collect();
        let mut first: FxHashMap<(String, String), usize> = FxHashMap::default();
        let mut lines: Vec<QuotedLine> = Vec::new();
        for it in quoted {
            let Some((article, link)) = articles.get(&it.article) else { continue };
            let line = quoted_line(&it, article, link);
            let letters = line.words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
            match first.entry((line.speaker.clone(), letters)) {
                Entry::Occupied(known) => lines[*known.get()].articles += 1,
                Entry::Vacant(new) => {
                    new.insert(lines.len());
                    lines.push(line);
                }
            }
        }
        lines.sort_by_key(|line| Reverse(line.articles));
        Ok(lines)
    }

    /// An article by its permanent name, with its quotations and names, its story, and how many near copies it has.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn article(&self, link: &str) -> Result<Option<ArticlePage>, Error> {
        let found = self.archive().row_of(link)?.filter(|row| (1..=self.rows).contains(row));
        let Some(row) = found else { return Ok(None) };
        let Some((_, article)) = self.read(&[row])?.pop() else { return Ok(None) };
        let annotations = annotate_page(&article, &[], &BUNDLED);
        let story = match self.column(Column::Story)?[place(row)] {
            NONE => None,
            story => self.story(&crate::story_name(self.story_ids()?[story as usize]))?,
        };
        let groups = self.column(Column::CopyGroup)?;
        let group = groups[place(row)];
        let copies = (1..).zip(groups).filter(|(other, of)| **of == group && group != NONE && *other != row);
        let copies: Vec<u64> = copies.map(|(other, _)| other).collect();
        let (story, copies) = (story.cloned(), self.lines(&copies, None)?);
        Ok(Some(ArticlePage { article, annotations, story, copies }))
    }

    /// The standing subjects.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn standing_subjects(&self) -> Result<Vec<Subject>, Error> {
        let subject = |it: &overshadow_archive::SubjectRows| Subject { name: it.name.clone(), query: it.query.clone() };
        Ok(self.subjects()?.iter().map(subject).collect())
    }
}

fn quoted_line(quoted: &Quoted, article: &Article, link: &str) -> QuotedLine {
    let words = |spans: &[Span]| {
        // A file may come from anybody: a span that is none of the text shows nothing.
        let part = |span: &Span| article.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        spans.iter().map(part).collect::<Vec<&str>>().join(" … ")
    };
    QuotedLine {
        named: quoted.speaker.is_some(),
        speaker: quoted.speaker.clone().unwrap_or_else(|| words(&quoted.mention)),
        words: words(&quoted.content),
        cue: words(&quoted.cue),
        kind: quoted.kind,
        stance: quoted.stance,
        published: article.published,
        outlet: article.outlet.clone(),
        title: article.title.clone(),
        link: link.to_owned(),
        articles: 1,
    }
}

fn expression(query: &str) -> Result<Expression, Error> {
    parse(query).map_err(|source| Error::Query { subject: query.to_owned(), source })
}

fn facet(name: &str, value: &str, articles: u64) -> Facet {
    Facet { facet: name.to_owned(), value: value.to_owned(), articles }
}

fn beginning(text: &str) -> String {
    let mut shown: String = text.chars().take(LETTERS_SHOWN).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}
