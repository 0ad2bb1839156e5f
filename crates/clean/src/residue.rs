//! Residue: what crawling leaves in a text and no reporter wrote.
//!
//! Date stamps and bylines at the top, share bars, "Read also: …", photo credits, cookie and newsletter notes; as blocks of
//! their own or stuck to a paragraph's end behind its full stop. Only what is plainly residue is cut: a rule that would cut
//! a sentence of a reporter's is worse than a button left in. What is cut can be listed by the source map, and the dates
//! and authors in it are kept.

use crate::blocks::Block;
use crate::bylines::byline;
use crate::dates::{Dated, Moment, iso_day, machine, written_out};
use overshadow_record::{DateSource, Published};
use std::collections::VecDeque;

/// Bylines and date lines are looked for in this many blocks.
const TOP: usize = 5;
/// A byline, a credit or a button bar has no more words.
const LONGEST_LINE: usize = 12;
/// A note on cookies or a link to another article has no more words.
const LONGEST_NOTE: usize = 40;

/// What is left, and what the residue told.
pub(crate) struct Residue {
    pub(crate) blocks: Vec<Block>,
    pub(crate) dated: Vec<Dated>,
    pub(crate) authors: Vec<String>,
}

/// Cuts residue until there is none.
pub(crate) fn cut(source: &str, blocks: Vec<Block>) -> Residue {
    let mut top = Top { blocks: without_residue_blocks(source, blocks), dated: Vec::new(), authors: Vec::new() };
    while cut_top(source, &mut top) {}
    Residue { blocks: top.blocks.into(), dated: top.dated, authors: top.authors }
}

/// The blocks while lines are taken from their top, which a queue does without moving the others.
struct Top {
    blocks: VecDeque<Block>,
    dated: Vec<Dated>,
    authors: Vec<String>,
}

/// The blocks without those that are residue, and each without what is stuck to its end.
fn without_residue_blocks(source: &str, blocks: Vec<Block>) -> VecDeque<Block> {
    let mut apart = false;
    let mut kept = VecDeque::with_capacity(blocks.len());
    for block in blocks {
        apart |= block.apart;
        if let Some(mut block) = without_residue(source, &block) {
            block.apart = apart;
            kept.push_back(block);
            apart = false;
        }
    }
    kept
}

/// A block without the residue at its end; `None` when it is nothing else.
fn without_residue(source: &str, block: &Block) -> Option<Block> {
    let text = block.text(source);
    let mut end = text.len();
    while let Some(earlier) = residue_at_end(&text[..end]) {
        end = earlier;
    }
    if is_residue(&text[..end]) {
        return None;
    }
    if end == text.len() { Some(block.clone()) } else { block.cut_to(source, 0, end) }
}

/// True for blocks that are residue as a whole.
fn is_residue(text: &str) -> bool {
    let words = text.split_whitespace().take(LONGEST_NOTE + 1).count();
    let lower = opening(text);
    let begins_with = |notes: &[&str]| notes.iter().any(|note| lower.starts_with(note));
    let is_line = words <= LONGEST_LINE && (is_button_bar(text) || begins_with(CREDITS));
    is_line || words <= LONGEST_NOTE && (begins_with(LINKS) || begins_with(NOTES))
}

/// The beginning of a text in lower case: enough to know a note by.
fn opening(text: &str) -> String {
    text.chars().take(48).flat_map(char::to_lowercase).collect()
}

const CREDITS: &[&str] =
    &["photo:", "photos:", "photo by ", "image:", "picture:", "photo credit", "фото:", "image credit"];

const LINKS: &[&str] = &[
    "read also:",
    "read also -",
    "read also –",
    "see also:",
    "read more:",
    "also read:",
    "related:",
    "more on this:",
    "читайте также:",
    "читайте також:",
    "читать также:",
    "смотрите также:",
    "дивіться також:",
];

const NOTES: &[&str] = &[
    "we use cookies",
    "this site uses cookies",
    "this website uses cookies",
    "by continuing to use this site",
    "accept all cookies",
    "sign up for our newsletter",
    "sign up to our newsletter",
    "subscribe to our newsletter",
    "subscribe to our channel",
    "get our newsletter",
    "follow us on ",
    "подписывайтесь на наш",
    "підписуйтесь на наш",
    "мы используем cookie",
];

/// Words that buttons under an article are labelled with.
fn is_button(word: &str) -> bool {
    matches!(
        word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase().as_str(),
        "share"
            | "tweet"
            | "print"
            | "email"
            | "facebook"
            | "twitter"
            | "whatsapp"
            | "telegram"
            | "pinterest"
            | "linkedin"
            | "reddit"
            | "viber"
            | "messenger"
            | "pin"
            | "advertisement"
            | "поделиться"
            | "поділитися"
            | "твитнуть"
    )
}

/// Words that stand between the labels of buttons.
fn is_between_buttons(word: &str) -> bool {
    let trimmed = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    trimmed.is_empty()
        || matches!(
            trimmed,
            "on" | "via" | "this" | "article" | "by" | "to" | "link" | "copy" | "Copy" | "Link" | "X" | "в" | "у"
        )
}

fn is_button_bar(text: &str) -> bool {
    let mut labels = 0;
    for word in text.split_whitespace() {
        let label = is_button(word);
        labels += usize::from(label);
        if !label && !is_between_buttons(word) {
            return false;
        }
    }
    labels > 0
}

/// Where residue begins that is stuck to the end of a paragraph, behind its last stop.
fn residue_at_end(text: &str) -> Option<usize> {
    let mut words = 0;
    let mut from = text.len();
    while let Some(gap) = text[..from].rfind(char::is_whitespace).filter(|_| words < LONGEST_NOTE) {
        words += 1;
        let before = text[..gap].trim_end();
        let rest = text[gap..].trim_start();
        if ends_sentence(before) && begins_residue(rest) {
            return Some(before.len());
        }
        from = gap;
    }
    None
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '»', '’', ')']).ends_with(['.', '!', '?', '…'])
}

fn begins_residue(rest: &str) -> bool {
    let capital = rest.chars().next().is_some_and(char::is_uppercase);
    let lower = opening(rest);
    capital && (is_button_bar(rest) || LINKS.iter().any(|link| lower.starts_with(link)))
}

/// Cuts one byline, date line or date stamp at the top; false when there is none.
fn cut_top(source: &str, top: &mut Top) -> bool {
    for at in 0..top.blocks.len().min(TOP) {
        let text = top.blocks[at].text(source);
        if let Some(moment) = date_line(text) {
            top.dated.push(Dated::new(DateSource::Byline, moment));
        } else if let Some(authors) = byline(text) {
            top.authors.extend(authors);
        } else {
            continue;
        }
        let gone_apart = top.blocks.remove(at).is_some_and(|gone| gone.apart);
        if let Some(next) = top.blocks.get_mut(at) {
            next.apart |= gone_apart;
        }
        return true;
    }
    cut_stamp(source, top)
}

/// `date 2031-05-04 The dam held.`: the stamp is stuck to the first sentence.
fn cut_stamp(source: &str, top: &mut Top) -> bool {
    let Some(first) = top.blocks.front_mut() else { return false };
    let text = first.text(source);
    let Some((published, length)) = stamp(text) else { return false };
    let Some(rest) = first.cut_to(source, length, text.len()) else { return false };
    top.dated.push(Dated::new(DateSource::Text, published.into()));
    match without_residue(source, &rest) {
        Some(rest) => *first = rest,
        None => drop(top.blocks.pop_front()),
    }
    true
}

/// The date stamp a text begins with, and its length.
fn stamp(text: &str) -> Option<(Published, usize)> {
    let label = ["date", "Date", "DATE", "Published", "Posted"].iter().find(|label| text.starts_with(**label));
    let after_label = label.map_or(0, |label| label.len());
    let gap = text[after_label..].find(|letter: char| !letter.is_whitespace() && letter != ':')?;
    let start = after_label + gap;
    let day = iso_day(text.get(start..start + 10)?)?;
    let end = start + 10;
    let next = text[end..].chars().next();
    (next.is_none_or(char::is_whitespace) && (label.is_none() || gap > 0)).then(|| (Published::on(day), end))
}

/// A line that is nothing but a date, perhaps labelled.
fn date_line(text: &str) -> Option<Moment> {
    if text.split_whitespace().take(8).count() > 7 || !text.contains(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let lower = text.to_lowercase();
    let labels = ["published on", "published:", "published", "posted on", "posted", "date:", "date"];
    let rest = labels.iter().find_map(|label| lower.strip_prefix(label)).unwrap_or(&lower).trim();
    let known = |word: &str| {
        word.bytes().all(|byte| byte.is_ascii_digit() || b":+-.".contains(&byte)) || is_calendar_word(word)
    };
    let only_a_date = rest.split([' ', ',']).filter(|word| !word.is_empty()).all(known);
    if only_a_date { machine(&rest.to_uppercase()).or_else(|| written_out(rest).map(Moment::from)) } else { None }
}

fn is_calendar_word(word: &str) -> bool {
    let words = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mon", "tue", "wed", "thu",
        "fri", "sat", "sun", "utc", "gmt", "am", "pm",
    ];
    words.iter().any(|known| word.starts_with(known))
        || word.contains('t') && word.bytes().filter(u8::is_ascii_digit).count() > 7
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::{join, of_text};

    fn left(text: &str) -> String {
        let residue = cut(text, of_text(text));
        join(text, &residue.blocks).0
    }

    #[test]
    fn share_bars_go_whether_alone_or_stuck_to_a_sentence() {
        assert_eq!(left("The dam held. Share\n\nShare on Facebook Tweet\n\nIt rained."), "The dam held.\n\nIt rained.");
        assert_eq!(left("The dam held.\nПоделиться"), "The dam held.");
        assert_eq!(left("date 2031-05-04 Share\nThe dam held."), "The dam held.");
    }

    #[test]
    fn what_a_reporter_wrote_about_shares_stays() {
        for text in
            ["They share.", "He sold his share", "Readers share photos on Facebook.", "It fell. Share prices rose."]
        {
            assert_eq!(left(text), text);
        }
    }

    #[test]
    fn links_to_other_articles_go() {
        assert_eq!(left("The dam held. Read also: Ten dams to see"), "The dam held.");
        assert_eq!(left("Read also: Ten dams to see\nIt rained."), "It rained.");
    }

    #[test]
    fn bylines_and_date_lines_are_kept_as_knowledge() {
        let text = "By Anna Orr and Lars Lund\n4 May 2031\nThe dam held.";
        let residue = cut(text, of_text(text));
        assert_eq!(residue.authors, ["Anna Orr", "Lars Lund"]);
        assert_eq!(residue.dated[0].published().to_string(), "2031-05-04");
        assert_eq!(join(text, &residue.blocks).0, "The dam held.");
    }

    #[test]
    fn a_sentence_that_begins_with_by_is_no_byline() {
        assert_eq!(left("By noon the dam had gone"), "By noon the dam had gone");
    }
}
