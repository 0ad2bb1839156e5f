//! The collection Reuters-21578 in its SGML: `<REUTERS … NEWID="7">` records one after another, with or without a root.
//!
//! Only the marks of this collection are understood, by looking for them; this is no reader of SGML. Marks of transmission
//! (`&#2;`, `&#3;`) are blanks in the text, which is trimmed; the part `UNKNOWN` is left out; a record without a body is the text
//! that is left beside its title. Format: the collection's own README, by D. Lewis.

mod records;

use crate::article::{Cells, article, place};
use crate::characters;
use crate::labels::Labels;
use crate::options::ReadOptions;
use crate::row::{Stop, trimmed};
use crate::walk::Leaf;
use overshadow_record::{Article, Skipped};
use records::{Next, Records};
use std::borrow::Cow;
use std::cell::Cell;

type Give<'a> = &'a mut dyn FnMut(Result<Article, Skipped>) -> Result<(), Stop>;

/// True for text that begins as the collection does; `head` is lower case.
pub(crate) fn is_beginning(head: &str) -> bool {
    const LETTERS: usize = 500;
    let end = head.char_indices().nth(LETTERS).map_or(head.len(), |(end, _)| end);
    let begins = |mark: &str| head[..end].contains(mark);
    begins("<!doctype lewis") || (begins("<reuters ") && !begins("<html"))
}

/// Hands over every record as an article, numbered from 1.
pub(crate) fn articles<'a>(
    leaf: Leaf<'a>,
    options: &ReadOptions,
    replaced: &'a Cell<u64>,
    give: Give<'_>,
) -> Result<(), Stop> {
    let stream = characters::utf8(leaf.stream, leaf.block, replaced)?;
    let limit = options.limits.max_record_bytes;
    let mut records = Records::new(stream, limit);
    for number in 1.. {
        let place = place(leaf.name, number);
        match records.next()? {
            Next::Record => {
                let record = characters::lossy(records.bytes(), replaced);
                give(article(cells(&record), place, options))?;
            }
            Next::TooLong => {
                let detail = format!("more than {limit} bytes");
                give(Err(Skipped { source: place, reason: "record-too-long".to_owned(), detail }))?;
            }
            Next::Cut => {
                let detail = "its end is missing".to_owned();
                give(Err(Skipped { source: place, reason: "record-cut".to_owned(), detail }))?;
            }
            Next::End => return Ok(()),
        }
    }
    Ok(())
}

/// Parts that are lists of `<D>`, and the extra columns they become.
const LISTS: [(&str, &str); 6] = [
    ("TOPICS", "topics"),
    ("PLACES", "places"),
    ("PEOPLE", "people"),
    ("ORGS", "orgs"),
    ("EXCHANGES", "exchanges"),
    ("COMPANIES", "companies"),
];

/// The parts of a record and what becomes of each.
pub(crate) const PARTS: [(&str, &str); 16] = [
    ("NEWID", "article_id"),
    ("DATE", "published"),
    ("TITLE", "title"),
    ("AUTHOR", "authors"),
    ("BODY", "text"),
    ("DATELINE", "extra.dateline"),
    ("TOPICS", "extra.topics, extra.has_topics"),
    ("PLACES", "extra.places"),
    ("PEOPLE", "extra.people"),
    ("ORGS", "extra.orgs"),
    ("EXCHANGES", "extra.exchanges"),
    ("COMPANIES", "extra.companies"),
    ("OLDID", "extra.oldid"),
    ("LEWISSPLIT, CGISPLIT", "extra.lewissplit, extra.cgisplit"),
    ("TYPE of TEXT", "extra.text_type"),
    ("UNKNOWN, MKNOTE", ""),
];

fn cells(record: &str) -> Cells<'static> {
    let (tag, record) = record.split_once('>').unwrap_or((record, ""));
    let mut labels = Labels::default();
    for (part, column) in LISTS {
        let listed = inside(record, part).unwrap_or_default();
        labels.list(column, listed.split("<D>").map(|item| item.split("</D>").next().unwrap_or_default()));
    }
    let (story, text) = story(record);
    labels.text("dateline", inside(story, "DATELINE").and_then(line));
    labels.text("text_type", attribute(record_tag(record, "<TEXT"), "TYPE").map(Cow::Borrowed));
    for (name, column) in
        [("TOPICS", "has_topics"), ("LEWISSPLIT", "lewissplit"), ("CGISPLIT", "cgisplit"), ("OLDID", "oldid")]
    {
        labels.text(column, attribute(tag, name).map(Cow::Borrowed));
    }
    Cells {
        article_id: attribute(tag, "NEWID").map(|id| id.to_owned().into()),
        outlet: Some("Reuters".into()),
        language: Some("en".into()),
        // Whatever the line is garbled with stands behind the date.
        published: inside(record, "DATE").and_then(|date| trimmed(before_marks(date).to_owned().into())),
        title: inside(story, "TITLE").and_then(line),
        authors: inside(story, "AUTHOR").and_then(author).into_iter().collect(),
        text: Some(text.into()),
        extra: labels.extra(),
        ..Cells::default()
    }
}

/// What stands between the marks of the text, and the text itself.
fn story(record: &str) -> (&str, String) {
    let story = record.split_once("<TEXT").and_then(|(_, rest)| rest.split_once('>')).map_or("", |(_, story)| story);
    let story = story.split("</TEXT>").next().unwrap_or_default();
    let body = inside(story, "BODY").map_or_else(|| besides(story), Cow::Borrowed);
    (story, decoded(&body).trim().to_owned())
}

/// A text without the parts that have marks of their own.
fn besides(story: &str) -> Cow<'_, str> {
    let mut rest = Cow::Borrowed(story);
    for part in ["TITLE", "AUTHOR", "DATELINE"] {
        let (opening, closing) = (format!("<{part}>"), format!("</{part}>"));
        if let (Some(start), Some(end)) = (rest.find(&opening), rest.find(&closing))
            && start < end
        {
            rest = Cow::Owned(format!("{}{}", &rest[..start], &rest[end + closing.len()..]));
        }
    }
    rest
}

fn inside<'a>(text: &'a str, part: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(&format!("<{part}>"))?;
    Some(rest.split(&format!("</{part}>")).next().unwrap_or(rest))
}

/// The inside of a tag that begins so.
fn record_tag<'a>(record: &'a str, opening: &str) -> &'a str {
    record.split_once(opening).and_then(|(_, rest)| rest.split_once('>')).map_or("", |(tag, _)| tag)
}

/// `NEWID="7"`.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut words = tag.split_whitespace().filter_map(|word| word.split_once('='));
    let (_, value) = words.find(|(found, _)| *found == name)?;
    Some(value.trim_matches('"')).filter(|value| !value.is_empty())
}

/// A part that is one line, however it was broken.
fn line(part: &str) -> Option<Cow<'static, str>> {
    let words = decoded(part).split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(Cow::Owned(words))
}

/// `by A. Fox, Reuters`.
fn author(part: &str) -> Option<String> {
    let byline = line(part)?;
    let name = byline.strip_prefix("by ").or_else(|| byline.strip_prefix("By ")).unwrap_or(&byline);
    let name = name.split_once(", ").map_or(name, |(name, _)| name).trim();
    (!name.is_empty()).then(|| name.to_owned())
}

fn before_marks(text: &str) -> &str {
    text.split(['&', '#']).next().unwrap_or_default()
}

/// Text with its entities as letters, marks of transmission as blanks, lines ended by line feeds alone.
fn decoded(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '\r']) {
        plain.push_str(&rest[..at]);
        let (letter, length) = entity(&rest[at..]);
        plain.extend(letter);
        rest = &rest[at + length..];
    }
    plain.push_str(rest);
    plain
}

/// What an entity or a carriage return is, and how long it is; a bare `&` is itself.
fn entity(text: &str) -> (Option<char>, usize) {
    if text.starts_with('\r') {
        return if text.starts_with("\r\n") { (None, 1) } else { (Some('\n'), 1) };
    }
    for (name, letter) in [("&lt;", '<'), ("&gt;", '>'), ("&amp;", '&'), ("&quot;", '"')] {
        if text.starts_with(name) {
            return (Some(letter), name.len());
        }
    }
    // No number is longer, and looking further for its end would take for ever in a text of nothing but beginnings.
    const DIGITS: usize = 8;
    let number = text.strip_prefix("&#").and_then(|rest| {
        let end = rest.bytes().take(DIGITS).position(|byte| byte == b';')?;
        Some(&rest[..end])
    });
    match number {
        Some(number) => match number.parse().ok().and_then(char::from_u32) {
            Some(letter) => (Some(if letter.is_control() { ' ' } else { letter }), number.len() + 3),
            None => (Some('&'), 1),
        },
        None => (Some('&'), 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_transmission_are_no_text_and_entities_are_letters() {
        assert_eq!(decoded("A &lt;B>&#3;&amp; C\r\n&#x; & &#65;"), "A <B> & C\n&#x; & A");
    }

    #[test]
    fn a_record_without_a_body_is_what_stands_beside_its_title() {
        let record = " NEWID=\"7\" OLDID=\"9\">\n<DATE> 1-MAR-1987 10:00:00.12&#5;F</DATE><TOPICS><D>rain</D><D>wind</D></TOPICS>\
                      <TEXT TYPE=\"UNPROC\">&#2;\nFERRY\n<TITLE>FERRY &lt;FRY>\n SAILS</TITLE> at noon.\n&#3;</TEXT>\n";
        let cells = cells(record);
        assert_eq!(cells.article_id.as_deref(), Some("7"));
        assert_eq!(cells.published.as_deref(), Some("1-MAR-1987 10:00:00.12"));
        assert_eq!(cells.title.as_deref(), Some("FERRY <FRY> SAILS"));
        assert_eq!(cells.text.as_deref(), Some("FERRY\n at noon."));
        let extra = r#"{"topics":["rain","wind"],"text_type":"UNPROC","oldid":"9"}"#;
        assert_eq!(cells.extra.as_deref(), Some(extra));
    }

    #[test]
    fn a_byline_is_a_name() {
        assert_eq!(author("    By A. Fox, Reuters\n").as_deref(), Some("A. Fox"));
    }
}
