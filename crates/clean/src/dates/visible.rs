//! The date that a page shows its readers: a short line between the headline and the first paragraph, close to them, or
//! right under the article where it says that this is when it was published.
//!
//! What lies elsewhere is the day's date in the head of the page, dates of other articles, of comments, of rights. A line
//! that speaks of an update is read up to that word, or not at all.

use super::order::{Evidence, Order};
use super::written::{Moment, in_line, machine, order_shown, two_ways};
use super::{Dated, relative};
use crate::surroundings::{Line, Surroundings};
use overshadow_record::{DateSource, Published};

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

/// The date shown; a line that says "published" goes before others, and what stands under the headline before what
/// stands over it.
pub(super) fn date(surroundings: &Surroundings, reading: &Reading) -> Option<Dated> {
    let around: Vec<&Line> = surroundings.around().collect();
    let mut below = surroundings.below().filter(|line| says_published(&line.words));
    let evidence = evidence(surroundings, reading, &around);
    let moment = |line: &&Line| moment(&line.words, &evidence);
    let says_so = around.iter().filter(|line| says_published(&line.words));
    let found = says_so.chain(&around).find_map(moment).or_else(|| below.find_map(|line| moment(&line)))?;
    Some(Dated::new(DateSource::Byline, found))
}

/// What the page tells of the order of day and month; its other dates are looked for when one of `asked` needs them.
fn evidence<'a>(surroundings: &Surroundings, reading: &Reading<'a>, asked: &[&Line]) -> Evidence<'a> {
    let is_needed = asked.iter().any(|line| two_ways(&line.words).is_some());
    let all = is_needed.then(|| surroundings.all()).into_iter().flatten();
    let mut shown = all.flat_map(|line| order_shown(&line.words));
    let first = shown.next();
    let others: Option<Order> = first.filter(|first| shown.all(|other| other == *first));
    let Reading { fetched, address, tag, sample } = *reading;
    Evidence { others, tag, sample, address, fetched }
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
    use crate::tree::Document;
    use overshadow_record::Precision;

    fn read_as(html: &str, reading: &Reading) -> String {
        let document = Document::parse(html);
        let first = html.find("It rained").unwrap();
        let article = first..html.find("The end.").unwrap_or(first + 1);
        let dated = date(&Surroundings::read(&document, article, None), reading);
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
        let fetched =
            Some(Published { at: jiff::civil::date(2031, 5, 4).at(12, 0, 0, 0), precision: Precision::Second });
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
