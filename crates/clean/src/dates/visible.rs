//! The date that a page shows its readers: a short line between the headline and the first paragraph, or close to them.
//!
//! What lies elsewhere is the day's date in the head of the page, dates of other articles, of comments, of rights. A line
//! that speaks of an update is passed over, unless it also says when the article was published.

use super::Dated;
use super::written::{Moment, machine, written_out};
use crate::paragraphs::push_words;
use crate::tree::Document;
use overshadow_record::DateSource;

/// Letters of a line with a date in it.
const LONGEST: usize = 160;
/// Lines before the first paragraph that are looked at when the page has no headline, and when it has one.
const WITHOUT_HEADLINE: usize = 8;
const WITH_HEADLINE: usize = 40;
/// Lines before the headline and after the first paragraph's beginning.
const BEFORE_HEADLINE: usize = 3;
const AFTER: usize = 1;

struct Line {
    words: String,
    /// Where in the page it begins.
    start: usize,
    in_headline: bool,
}

/// The date beside the headline; `first` is where in the page the article's first paragraph begins.
pub(crate) fn dates(document: &Document, first: usize) -> Option<Dated> {
    let lines = lines(document);
    let paragraph = lines.partition_point(|line| line.start < first);
    let farthest = paragraph.saturating_sub(WITH_HEADLINE);
    let headline = lines[farthest..paragraph.min(lines.len())].iter().rposition(|line| line.in_headline);
    // What stands under the headline counts before what stands over it.
    let (under, over) = match headline {
        Some(at) => (farthest + at, (farthest + at).saturating_sub(BEFORE_HEADLINE)),
        None => (paragraph.saturating_sub(WITHOUT_HEADLINE), paragraph.saturating_sub(WITHOUT_HEADLINE)),
    };
    let end = (paragraph + AFTER).min(lines.len());
    let window: Vec<&Line> = lines[under..end].iter().chain(&lines[over..under]).collect();
    let moments = |is_asked: fn(&str) -> bool| {
        let asked = window.iter().filter(move |line| !line.in_headline && is_asked(&line.words));
        asked.filter_map(|line| moment(&line.words)).next()
    };
    let moment = moments(says_published).or_else(|| moments(|words| !says_updated(words)))?;
    Some(Dated { place: DateSource::Byline, moment })
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

/// The date of a line: after the word that says so, else the first.
fn moment(words: &str) -> Option<Moment> {
    if words.chars().count() > LONGEST {
        return None;
    }
    let lower = words.to_lowercase();
    let after = PUBLISHED.iter().filter_map(|word| Some(lower.find(word)? + word.len())).min();
    let part = after.and_then(|at| words.get(at..)).filter(|part| written_out(part).is_some()).unwrap_or(words);
    machine(part).or_else(|| written_out(part).map(Moment::from))
}

const PUBLISHED: [&str; 16] = [
    "published",
    "posted",
    "publish date",
    "first published",
    "original",
    "publiziert",
    "veröffentlicht",
    "publié",
    "publicado",
    "pubblicato",
    "опубликован",
    "опубліковано",
    "opublikowano",
    "기사입력",
    "发布",
    "公開日",
];

const UPDATED: [&str; 12] = [
    "updat",
    "modif",
    "last ",
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

fn says_published(words: &str) -> bool {
    let lower = words.to_lowercase();
    PUBLISHED.iter().any(|word| lower.contains(word))
}

fn says_updated(words: &str) -> bool {
    let lower = words.to_lowercase();
    UPDATED.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(html: &str) -> String {
        let document = Document::parse(html);
        let first = html.find("It rained").unwrap();
        dates(&document, first).map_or_else(String::new, |dated| dated.published().to_string())
    }

    #[test]
    fn the_line_under_the_headline_counts() {
        let page = "<p>Monday 19 May 2031</p><h1>Dam holds</h1><p>By Anna Orr | May 4, 2031</p><p>It rained.</p><p>Comment of May 5, 2031</p>";
        assert_eq!(found(page), "2031-05-04");
        assert_eq!(found("<h1>Dam holds</h1><div>4 мая 2031, 10:00</div><p>It rained.</p>"), "2031-05-04");
    }

    #[test]
    fn an_update_is_no_publication() {
        assert_eq!(found("<h1>Dam</h1><p>Updated May 6, 2031</p><p>It rained.</p>"), "");
        assert_eq!(found("<h1>Dam</h1><p>Updated May 6, 2031; posted May 4, 2031</p><p>It rained.</p>"), "2031-05-04");
        assert_eq!(
            found("<h1>Dam</h1><p>Last updated May 6, 2031</p><p>Published 4 May 2031</p><p>It rained.</p>"),
            "2031-05-04"
        );
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
