//! The date that a page shows its readers: a short line between the headline and the first paragraph, close to them, or
//! right under the article where it says that this is when it was published.
//!
//! What lies elsewhere is the day's date in the head of the page, dates of other articles, of comments, of rights. A line
//! that speaks of an update is read up to that word, or not at all.

use super::order::{Evidence, Order};
use super::written::{Moment, in_line, machine, order_shown, two_ways};
use super::{Dated, relative};
use crate::paragraphs::push_words;
use crate::tree::Document;
use overshadow_record::{DateSource, Published};
use std::ops::Range;

/// Letters of a line with a date in it.
const LONGEST: usize = 160;
/// Lines before the first paragraph that are looked at when the page has no headline, and when it has one.
const WITHOUT_HEADLINE: usize = 8;
const WITH_HEADLINE: usize = 40;
/// Lines before the headline, after the first paragraph's beginning, and after the article's end.
const BEFORE_HEADLINE: usize = 3;
const AFTER: usize = 1;
const UNDER_ARTICLE: usize = 6;

/// The lines of a page and which of them stand around the article's beginning and under its end.
pub(crate) struct Surroundings {
    lines: Vec<Line>,
    /// From the headline to the first paragraph, and over the headline.
    under: Range<usize>,
    over: Range<usize>,
    below: Range<usize>,
}

/// Where something stands, seen from the headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Distance {
    Under,
    Over,
    Elsewhere,
}

struct Line {
    words: String,
    /// Where in the page it begins.
    start: usize,
    in_headline: bool,
}

/// What is known besides the lines.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reading<'a> {
    pub(crate) fetched: Option<Published>,
    pub(crate) address: Option<&'a str>,
    /// The language that the page's markup names: `en-GB`.
    pub(crate) tag: Option<&'a str>,
    /// A part of its text.
    pub(crate) sample: &'a str,
}

impl Surroundings {
    /// The surroundings of the article that lies in `article`, in bytes of the page.
    pub(crate) fn read(document: &Document, article: Range<usize>) -> Self {
        let lines = lines(document);
        let paragraph = lines.partition_point(|line| line.start < article.start);
        let farthest = paragraph.saturating_sub(WITH_HEADLINE);
        let headline = lines[farthest..paragraph].iter().rposition(|line| line.in_headline).map(|at| farthest + at);
        let top = headline.unwrap_or(paragraph.saturating_sub(WITHOUT_HEADLINE));
        let over = if headline.is_some() { top.saturating_sub(BEFORE_HEADLINE) } else { top };
        let last = lines.partition_point(|line| line.start < article.end);
        Self {
            under: top..(paragraph + AFTER).min(lines.len()),
            over: over..top,
            below: last..(last + UNDER_ARTICLE).min(lines.len()),
            lines,
        }
    }

    /// How far a place in the page lies from the article's beginning: under the headline, over it, elsewhere.
    pub(super) fn distance(&self, place: usize) -> Distance {
        let holds = |lines: &Range<usize>| {
            let start = |at: usize| self.lines.get(at).map_or(usize::MAX, |line| line.start);
            (start(lines.start)..start(lines.end)).contains(&place)
        };
        match (holds(&self.under), holds(&self.over)) {
            (true, _) => Distance::Under,
            (_, true) => Distance::Over,
            _ => Distance::Elsewhere,
        }
    }

    /// The date shown; a line that says "published" goes before others, and what stands under the headline before what
    /// stands over it.
    pub(crate) fn date(&self, reading: &Reading) -> Option<Dated> {
        let around = self.lines[self.under.clone()].iter().chain(&self.lines[self.over.clone()]);
        let around: Vec<&Line> = around.filter(|line| !line.in_headline && line.is_short()).collect();
        let below = self.lines[self.below.clone()].iter().filter(|line| line.is_short() && says_published(&line.words));
        let evidence = self.evidence(reading, &around);
        let moment = |line: &&Line| moment(&line.words, &evidence);
        let says_so = around.iter().filter(|line| says_published(&line.words));
        let found =
            says_so.chain(&around).find_map(moment).or_else(|| below.into_iter().find_map(|line| moment(&line)))?;
        Some(Dated::new(DateSource::Byline, found))
    }

    /// What the page tells of the order of day and month; its other dates are looked for when one of `asked` needs them.
    fn evidence<'a>(&self, reading: &Reading<'a>, asked: &[&Line]) -> Evidence<'a> {
        let is_needed = asked.iter().any(|line| two_ways(&line.words).is_some());
        let all = if is_needed { self.lines.as_slice() } else { &[] };
        let mut shown = all.iter().filter(|line| line.is_short()).flat_map(|line| order_shown(&line.words));
        let first = shown.next();
        let others: Option<Order> = first.filter(|first| shown.all(|other| other == *first));
        let Reading { fetched, address, tag, sample } = *reading;
        Evidence { others, tag, sample, address, fetched }
    }
}

impl Line {
    fn is_short(&self) -> bool {
        self.words.len() <= LONGEST || self.words.chars().count() <= LONGEST
    }
}

/// The lines of a page, as a reader sees them.
fn lines(document: &Document) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut line = Line { words: String::new(), start: 0, in_headline: false };
    let mut ends: Vec<usize> = Vec::new();
    let mut headline_end = 0;
    let mut end_line = |line: &mut Line| {
        if !line.words.trim().is_empty() {
            let words = line.words.trim().to_owned();
            lines.push(Line { words, ..*line });
        }
        line.words.clear();
    };
    for node in document.all().skip(1) {
        while ends.pop_if(|end| *end <= node.index()).is_some() {
            end_line(&mut line);
        }
        if document.is_text(node) {
            if line.words.trim().is_empty() {
                line.start = document.place(node).start;
                line.in_headline = node.index() < headline_end;
            }
            push_words(&mut line.words, &document.text(node));
        } else if document.is_block(node) {
            end_line(&mut line);
            ends.push(document.end(node));
            if document.tag_name(node) == "h1" {
                headline_end = document.end(node);
            }
        }
    }
    end_line(&mut line);
    lines
}

/// The date of a line: after the word that says so, else before the word that speaks of an update.
fn moment(words: &str, evidence: &Evidence) -> Option<Moment> {
    let lower = words.to_lowercase();
    let after = PUBLISHED.iter().filter_map(|word| Some(lower.find(word)? + word.len())).min();
    let behind = after.and_then(|at| lower.get(at..)).map(before_update);
    // The word may also stand behind its date: `4 May 2031 - posted by Anna Orr`.
    let parts = [behind, Some(before_update(&lower))];
    parts.into_iter().flatten().find_map(|part| read(part, evidence))
}

fn before_update(lower: &str) -> &str {
    let at = UPDATED.iter().filter_map(|word| lower.find(word)).min();
    at.and_then(|at| lower.get(..at)).unwrap_or(lower)
}

fn read(part: &str, evidence: &Evidence) -> Option<Moment> {
    let written = machine(&part.trim().to_uppercase()).or_else(|| in_line(part));
    let decided = || two_ways(part)?.decided(evidence).map(|day| Published::on(day).into());
    let told = || relative::day(part, evidence.fetched?).map(Moment::from);
    written.or_else(decided).or_else(told)
}

const PUBLISHED: [&str; 22] = [
    "published",
    "posted",
    "publish date",
    "original",
    "publiziert",
    "veröffentlicht",
    "publié",
    "publicado",
    "publicada",
    "pubblicato",
    "pubblicata",
    "опубликован",
    "дата публикации",
    "опубліковано",
    "дата публікації",
    "opublikowano",
    "data publikacji",
    "gepubliceerd",
    "기사입력",
    "发布",
    "公開日",
    "yayınlanma",
];

const UPDATED: [&str; 14] = [
    "updat",
    "modif",
    "last ",
    "edited",
    "corrected",
    "aktualis",
    "mis à jour",
    "mise à jour",
    "actualiz",
    "atualiz",
    "aggiorn",
    "обновл",
    "оновл",
    "zaktualiz",
];

/// Whether words speak of an update.
pub(super) fn says_updated(words: &str) -> bool {
    let lower = words.to_lowercase();
    UPDATED.iter().any(|word| lower.contains(word))
}

fn says_published(words: &str) -> bool {
    let lower = words.to_lowercase();
    PUBLISHED.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use overshadow_record::Precision;

    fn read_as(html: &str, reading: &Reading) -> String {
        let document = Document::parse(html);
        let first = html.find("It rained").unwrap();
        let article = first..html.find("The end.").unwrap_or(first + 1);
        let dated = Surroundings::read(&document, article).date(reading);
        dated.map_or_else(String::new, |dated| dated.published().to_string())
    }

    fn found(html: &str) -> String {
        read_as(html, &Reading::default())
    }

    #[test]
    fn the_line_under_the_headline_counts() {
        let page = "<p>Monday 19 May 2031</p><h1>Dam holds</h1><p>By Anna Orr | May 4, 2031</p><p>It rained.</p><p>Comment of May 5, 2031</p>";
        assert_eq!(found(page), "2031-05-04");
        assert_eq!(found("<h1>Dam holds</h1><div>4 мая 2031, 10:00</div><p>It rained.</p>"), "2031-05-04");
        assert_eq!(
            found("<h1>Dam</h1><p>Anna Orr, 4 May 2031 8:03 pm ET</p><p>It rained.</p>"),
            "2031-05-05T00:03:00Z"
        );
    }

    #[test]
    fn an_update_is_no_publication() {
        assert_eq!(found("<h1>Dam</h1><p>Updated May 6, 2031</p><p>It rained.</p>"), "");
        assert_eq!(found("<h1>Dam</h1><p>Updated May 6, 2031; posted May 4, 2031</p><p>It rained.</p>"), "2031-05-04");
        assert_eq!(
            found("<h1>Dam</h1><p>May 4, 2031 | Updated May 6, 2031 3:00 GMT</p><p>It rained.</p>"),
            "2031-05-04"
        );
        assert_eq!(
            found("<h1>Dam</h1><p>Published May 4, 2031 | Updated 5:36 PM GMT</p><p>It rained.</p>"),
            "2031-05-04",
            "the time is that of the update"
        );
        assert_eq!(
            found("<h1>Dam</h1><p>Last updated May 6, 2031</p><p>Published 4 May 2031</p><p>It rained.</p>"),
            "2031-05-04"
        );
    }

    #[test]
    fn a_line_under_the_article_counts_when_it_says_published() {
        let page = |line: &str| format!("<h1>Dam</h1><p>It rained.</p><p>The end.</p><p>{line}</p>");
        assert_eq!(found(&page("First published on May 4, 2031")), "2031-05-04");
        assert_eq!(found(&page("Anna Orr on May 4, 2031")), "");
    }

    #[test]
    fn a_date_of_two_readings_needs_evidence() {
        let page = "<h1>Dam</h1><p>04/05/2031 - posted by Anna Orr</p><p>It rained.</p>";
        assert_eq!(found(page), "");
        assert_eq!(read_as(page, &Reading { tag: Some("pt-BR"), ..Reading::default() }), "2031-05-04");
        assert_eq!(
            found(&format!("{page}<p>24/05/2031</p>")),
            "2031-05-04",
            "another date of the page has the day first"
        );
        assert_eq!(found(&format!("{page}<p>24/05/2031</p><p>05/24/2031</p>")), "");
    }

    #[test]
    fn hours_ago_need_the_time_of_the_fetch() {
        let page = "<h1>Dam</h1><p>Anna Orr, 2 hours ago</p><p>It rained.</p>";
        let fetched = Some(Published { at: date(2031, 5, 4).at(12, 0, 0, 0), precision: Precision::Second });
        assert_eq!(found(page), "");
        assert_eq!(read_as(page, &Reading { fetched, ..Reading::default() }), "2031-05-04");
        let updated = "<h1>Dam</h1><p>Updated 2 hours ago</p><p>It rained.</p>";
        assert_eq!(read_as(updated, &Reading { fetched, ..Reading::default() }), "");
    }

    #[test]
    fn dates_of_other_things_are_none_of_the_article() {
        let far = "<p>Old news</p>".repeat(20);
        assert_eq!(found(&format!("<p>May 1, 2031</p>{far}<p>It rained.</p>")), "");
        assert_eq!(found("<h1>Flood of 4 May 2031</h1><p>It rained.</p>"), "");
        assert_eq!(
            found(
                "<h1>Flood</h1><p>It rained on 4 May 2031, when nobody expected it, and the dam that had been built in the year of the great storm did not hold for longer than it took to call the fire brigade and the mayor.</p>"
            ),
            ""
        );
    }
}
