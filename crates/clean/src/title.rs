//! The title of a text that names none: the first block that reads like a headline.
//!
//! It is looked for in the first few blocks, since some pages put their lead above it; later headlines are headings and
//! stay in the text. The title is cut from the text only when the text left has no second block like it at its top:
//! otherwise one could not tell the title from a heading, and cleaning twice would cut twice. It is then a title that
//! also stands in the text.

use crate::blocks::{Block, join, of_text};
use crate::residue;

/// The title is the first block, or stands below a lead.
const TOP: usize = 2;
/// A headline has no more words.
const LONGEST: usize = 24;
/// Nor fewer.
const SHORTEST: usize = 2;

/// A title found in a text.
pub(crate) struct Title {
    pub(crate) words: String,
    /// The text without it; `None` when it must stay.
    pub(crate) rest: Option<Vec<Block>>,
}

/// The title of some blocks of `source`.
pub(crate) fn find(source: &str, blocks: &[Block]) -> Option<Title> {
    let place = place_of_headline(source, blocks)?;
    let words = blocks[place].text(source).to_owned();
    let mut rest = blocks.to_vec();
    rest.remove(place);
    let settled = !rest.is_empty() && is_settled(source, &rest);
    Some(Title { words, rest: settled.then_some(rest) })
}

/// True when cleaning the text of these blocks would change nothing.
fn is_settled(source: &str, blocks: &[Block]) -> bool {
    let (text, _) = join(source, blocks);
    let again = residue::cut(&text, of_text(&text));
    join(&text, &again.blocks).0 == text && place_of_headline(&text, &again.blocks).is_none()
}

fn place_of_headline(source: &str, blocks: &[Block]) -> Option<usize> {
    if blocks.len() < 2 {
        return None;
    }
    (0..blocks.len().min(TOP)).find(|&place| is_headline(blocks[place].text(source)))
}

/// True for short blocks of one or two sentences that do not end like a reporter's sentence.
fn is_headline(text: &str) -> bool {
    let words = text.split_whitespace().take(LONGEST + 1).count();
    let begins = text
        .chars()
        .find(|letter| !is_mark(*letter))
        .is_some_and(|letter| letter.is_uppercase() || letter.is_numeric());
    let ends_open = !text.trim_end_matches(is_mark).ends_with(['.', ':', ';', ',', '…', '!']) && !is_quoted(text);
    (SHORTEST..=LONGEST).contains(&words) && begins && ends_open && stops_inside(text) < 2 && !text.contains("\": ")
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '«' | '»' | '„' | '‘' | '’' | '\'')
}

/// True for a block that is somebody's words from mark to mark, or begins like a line of dialogue.
fn is_quoted(text: &str) -> bool {
    let marked = text.starts_with(is_mark) && text.ends_with(is_mark);
    marked || text.starts_with(['–', '—', '-', '•', '*', '@', '('])
}

/// Stops followed by white space.
fn stops_inside(text: &str) -> usize {
    text.split_whitespace()
        .rev()
        .skip(1)
        .filter(|word| word.trim_end_matches(is_mark).ends_with(['.', '!', '?']))
        .count()
}

/// The blocks without those at the top that repeat a known title.
pub(crate) fn without_title(source: &str, mut blocks: Vec<Block>, title: &str) -> Vec<Block> {
    let same = |block: &Block| plain(block.text(source)) == plain(title);
    if let Some(place) = blocks.iter().take(TOP).position(same).filter(|_| blocks.len() > 1) {
        blocks.remove(place);
    }
    blocks
}

fn plain(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str) -> (Option<String>, bool) {
        let blocks = of_text(text);
        find(text, &blocks).map_or((None, false), |title| (Some(title.words), title.rest.is_some()))
    }

    #[test]
    fn a_headline_may_stand_below_the_lead() {
        let text = "The river rose for days.\n\nFlood in \"Lower Lund\". Who gains?\n\nIt rained.";
        assert_eq!(title(text), (Some("Flood in \"Lower Lund\". Who gains?".to_owned()), true));
    }

    #[test]
    fn a_title_that_cannot_be_told_from_a_heading_stays_in_the_text() {
        assert_eq!(title("Flood in Lund\n\nThe dam at last\n\nIt rained."), (Some("Flood in Lund".to_owned()), false));
    }

    #[test]
    fn sentences_and_quotations_are_no_headlines() {
        assert_eq!(title("It rained.\n\n\"We will rebuild\"\n\nIt rained again.").0, None);
    }
}
