//! The quote matcher: which quotation marks belong together, in one pass over the words.
//!
//! Every style and nesting is accepted, marks may be of mixed styles, and broken marks are never an error: a quotation
//! that is opened and never closed runs to the end of its paragraph, unless the next paragraph opens again, in which case
//! it is continued there. A closing mark that nothing opened takes what stands before it in its paragraph. An apostrophe
//! is not a mark: it has a letter on both sides, or follows a plural, or stands for missing letters.
//!
//! At most [`DEEPEST`] quotations lie inside each other, so that a megabyte of marks costs no more than a megabyte of
//! words; deeper marks are read as plain signs.

use crate::words::{Shape, Words};
use std::ops::Range;

/// How many quotations may lie inside each other.
pub(crate) const DEEPEST: usize = 4;

/// How a quotation ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// With its closing mark.
    Closed,
    /// With its paragraph; it was never closed.
    Paragraph,
    /// Before another quotation of the same style: the closing mark was forgotten.
    Forgotten,
}

/// One marked passage.
#[derive(Clone, Debug)]
pub(crate) struct Marked {
    /// The words between the marks.
    pub(crate) inner: Range<usize>,
    /// The opening mark; none when only the closing mark is there.
    pub(crate) open: Option<usize>,
    pub(crate) ending: Ending,
    /// The passage it lies in.
    pub(crate) parent: Option<usize>,
    /// The passage in the next paragraph that continues this one.
    pub(crate) continued_by: Option<usize>,
    /// The passage in the paragraph before that this one continues.
    pub(crate) continues: Option<usize>,
}

/// The marked passages of a text, in order of their opening, and what each word has to do with them.
#[derive(Default)]
pub(crate) struct Marks {
    pub(crate) all: Vec<Marked>,
    /// For every word, one more than the number of the passage it opens; 0 for none.
    opens: Vec<u32>,
    /// For every word, one more than the number of the passage it closes; 0 for none.
    closes: Vec<u32>,
}

impl Marks {
    /// The passage whose opening mark is word `at`.
    pub(crate) fn opened_at(&self, at: usize) -> Option<usize> {
        self.opens.get(at).and_then(|&number| (number as usize).checked_sub(1))
    }

    /// The passage whose closing mark is word `at`.
    pub(crate) fn closed_at(&self, at: usize) -> Option<usize> {
        self.closes.get(at).and_then(|&number| (number as usize).checked_sub(1))
    }
}

impl Marks {
    /// The passages that make one quotation with passage `number`, over paragraphs, in order.
    pub(crate) fn chain(&self, number: usize) -> Vec<usize> {
        let mut head = number;
        while let Some(before) = self.all[head].continues {
            head = before;
        }
        std::iter::successors(Some(head), |&part| self.all[part].continued_by).collect()
    }

    /// For every word, one more than the number of the innermost passage of speech around it; 0 for none.
    pub(crate) fn speech_around(&self, words: &Words<'_>) -> Vec<u32> {
        let mut around = vec![0; words.all.len()];
        for number in 0..self.all.len() {
            if self.is_speech(words, number) {
                around[self.all[number].inner.clone()].fill(one_more(number));
            }
        }
        around
    }

    /// True when a passage reads like somebody's words rather than like a title, a name or a word held at arm's length.
    pub(crate) fn is_speech(&self, words: &Words<'_>, number: usize) -> bool {
        let marked = &self.all[number];
        let letters = marked.inner.clone().filter(|&at| words.shape(at) == Some(Shape::Letters)).take(9).count();
        let last = marked.inner.clone().next_back().and_then(|at| words.shape(at));
        let ends_like_speech = matches!(last, Some(Shape::Stop | Shape::Comma | Shape::Dash));
        if letters == 0 || marked.open.is_none() && !ends_like_speech {
            return false;
        }
        let small =
            |at: usize| words.shape(at) == Some(Shape::Letters) && !words.capital(at) && words.lower(at).len() > 3;
        let title = letters < 9 && !marked.inner.clone().any(small) && marked.inner.clone().any(|at| words.capital(at));
        ends_like_speech && (letters > 1 || last == Some(Shape::Comma)) || letters >= 4 && !title
    }
}

/// Marks that may close each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Angle,
    Corner,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
    /// Either, depending on what is open.
    Toggles,
    Neither,
}

/// A passage that is open while the matcher reads on.
struct Open {
    number: usize,
    family: Family,
    style: char,
    /// A mark that could be the closing one and could be an apostrophe.
    doubtful_close: Option<usize>,
    /// The first passage of the same style inside it.
    same_style_inside: Option<usize>,
}

/// Finds all marked passages.
pub(crate) fn match_marks(words: &Words<'_>, paragraphs: &[Range<usize>]) -> Marks {
    let count = words.all.len();
    let mut matcher = Matcher {
        words,
        marks: Marks { all: Vec::new(), opens: vec![0; count], closes: vec![0; count] },
        stack: Vec::new(),
        taken_until: 0,
    };
    let mut unfinished: Option<(usize, char)> = None;
    for paragraph in paragraphs {
        let first_passage = matcher.marks.all.len();
        matcher.taken_until = paragraph.start;
        for at in paragraph.clone() {
            if words.all[at].shape == Shape::Mark {
                matcher.read(at, paragraph);
            }
        }
        let left_open = matcher.finish(paragraph);
        matcher.continue_from(unfinished, first_passage, paragraph);
        unfinished = left_open;
    }
    matcher.marks
}

struct Matcher<'a, 'b> {
    words: &'a Words<'b>,
    marks: Marks,
    stack: Vec<Open>,
    /// Words before this one already belong to a passage of this paragraph.
    taken_until: usize,
}

impl Matcher<'_, '_> {
    fn read(&mut self, at: usize, paragraph: &Range<usize>) {
        let style = self.words.as_written(at).chars().next().unwrap_or('"');
        let family = family_of(style, self.words.as_written(at));
        match self.role(at, style, family) {
            Role::Opens => self.open(at, family, style),
            Role::Closes => self.close(at, family, paragraph),
            Role::Toggles if self.find_open(family).is_some() => self.close(at, family, paragraph),
            Role::Toggles => self.open(at, family, style),
            Role::Neither => {}
        }
    }

    fn find_open(&self, family: Family) -> Option<usize> {
        self.stack.iter().rposition(|open| open.family == family)
    }

    fn role(&self, at: usize, style: char, family: Family) -> Role {
        let top_style = self.find_open(family).map(|place| self.stack[place].style);
        let (before, after) = neighbours(self.words, at);
        let context = role_by_neighbours(before, after);
        match style {
            '„' | '‟' | '「' | '『' | '‚' | '‹' => Role::Opens,
            '“' if matches!(top_style, Some('„' | '»')) => Role::Closes,
            '”' | '“' if matches!(top_style, Some('”' | '“')) && style == '”' => Role::Closes,
            '“' | '«' if style == '«' && top_style == Some('»') => Role::Closes,
            '“' | '«' => Role::Opens,
            '»' if top_style.is_none() && context == Role::Opens => Role::Opens,
            '”' | '»' | '」' | '』' | '›' => Role::Closes,
            '‘' | '`' if family == Family::Single && before.is_some_and(char::is_alphanumeric) => Role::Neither,
            '‘' | '`' => Role::Opens,
            '’' | '\'' | '‛' if family == Family::Single => self.role_of_single(style, before, after, top_style),
            _ => self.role_of_straight(before, context, top_style),
        }
    }

    fn role_of_straight(&self, before: Option<char>, context: Role, top_style: Option<char>) -> Role {
        // 5' 10" is a height, not a quotation.
        if top_style.is_none() && before.is_some_and(|c| c.is_ascii_digit()) {
            return Role::Neither;
        }
        context
    }

    fn role_of_single(&self, style: char, before: Option<char>, after: Option<char>, top: Option<char>) -> Role {
        let after_letter = before.is_some_and(|c| !c.is_whitespace());
        let before_letter = after.is_some_and(char::is_alphanumeric);
        match (after_letter, before_letter) {
            (true, false) if top.is_some() && !(style == '\'' && before.is_some_and(|c| c.is_ascii_digit())) => {
                Role::Closes
            }
            (false, true) if style == '\'' && !after.is_some_and(|c| c.is_ascii_digit()) => Role::Opens,
            _ => Role::Neither,
        }
    }

    fn open(&mut self, at: usize, family: Family, style: char) {
        if self.stack.len() == DEEPEST {
            return;
        }
        let number = self.marks.all.len();
        if let Some(place) = self.stack.iter().rposition(|open| open.family == family && open.style == style) {
            self.stack[place].same_style_inside.get_or_insert(number);
        }
        self.marks.all.push(Marked {
            inner: at + 1..at + 1,
            open: Some(at),
            ending: Ending::Paragraph,
            parent: self.stack.last().map(|open| open.number),
            continued_by: None,
            continues: None,
        });
        self.marks.opens[at] = one_more(number);
        self.stack.push(Open { number, family, style, doubtful_close: None, same_style_inside: None });
    }

    fn close(&mut self, at: usize, family: Family, paragraph: &Range<usize>) {
        let Some(place) = self.find_open(family) else {
            if self.stack.is_empty() && family != Family::Single {
                self.close_what_nothing_opened(at, paragraph);
            }
            return;
        };
        // "the voters' choice": after a plural the mark may be an apostrophe; a later mark decides.
        let doubtful = family == Family::Single
            && self.words.lower(at - 1).ends_with('s')
            && self.words.shape(at + 1) == Some(Shape::Letters)
            && !self.words.capital(at + 1);
        if doubtful {
            self.stack[place].doubtful_close = Some(at);
            return;
        }
        while self.stack.len() > place + 1 {
            self.end_top(at);
        }
        let open = self.stack.pop().expect("the passage was found on the stack");
        self.end(open.number, at, Ending::Closed);
        self.marks.closes[at] = one_more(open.number);
        self.taken_until = at + 1;
    }

    fn close_what_nothing_opened(&mut self, at: usize, paragraph: &Range<usize>) {
        let first = self.taken_until.max(paragraph.start);
        if at < first + 3 {
            return;
        }
        let number = self.marks.all.len();
        self.marks.all.push(Marked {
            inner: first..at,
            open: None,
            ending: Ending::Closed,
            parent: None,
            continued_by: None,
            continues: None,
        });
        self.marks.closes[at] = one_more(number);
        self.taken_until = at + 1;
    }

    fn end(&mut self, number: usize, at: usize, ending: Ending) {
        let marked = &mut self.marks.all[number];
        marked.inner.end = at.max(marked.inner.start);
        marked.ending = ending;
    }

    /// Ends the innermost open passage at `at`, where its paragraph or the passage around it ends.
    fn end_top(&mut self, at: usize) {
        let Some(open) = self.stack.pop() else { return };
        if let Some(close) = open.doubtful_close {
            self.end(open.number, close, Ending::Closed);
            self.marks.closes[close] = one_more(open.number);
        } else if open.family == Family::Single {
            self.forget(open.number);
        } else if let Some(inside) = open.same_style_inside {
            let cut = self.marks.all[inside].open.unwrap_or(at);
            self.end(open.number, cut, Ending::Forgotten);
            self.lift_children(open.number, inside);
        } else {
            self.end(open.number, at, Ending::Paragraph);
        }
    }

    /// A single mark that is never closed was an apostrophe: the passage is emptied.
    fn forget(&mut self, number: usize) {
        if let Some(open) = self.marks.all[number].open.take() {
            self.marks.opens[open] = 0;
        }
        let start = self.marks.all[number].inner.start;
        self.end(number, start, Ending::Forgotten);
        self.lift_children(number, number + 1);
    }

    fn lift_children(&mut self, number: usize, from: usize) {
        let above = self.marks.all[number].parent;
        for child in self.marks.all.iter_mut().skip(from).filter(|child| child.parent == Some(number)) {
            child.parent = above;
        }
    }

    /// Ends what the paragraph leaves open; the outermost of it may be continued in the next.
    fn finish(&mut self, paragraph: &Range<usize>) -> Option<(usize, char)> {
        let outermost = self.stack.first().map(|open| (open.number, open.style));
        while !self.stack.is_empty() {
            self.end_top(paragraph.end);
        }
        outermost.filter(|&(number, _)| self.marks.all[number].ending == Ending::Paragraph)
    }

    fn continue_from(&mut self, unfinished: Option<(usize, char)>, number: usize, paragraph: &Range<usize>) {
        let Some((before, style)) = unfinished else { return };
        let Some(next) = self.marks.all.get_mut(number) else { return };
        let opens_alike =
            self.words.as_written(paragraph.start).starts_with([style, if style == '«' { '»' } else { style }]);
        if next.open == Some(paragraph.start) && opens_alike {
            next.continues = Some(before);
            self.marks.all[before].continued_by = Some(number);
        }
    }
}

fn one_more(number: usize) -> u32 {
    u32::try_from(number + 1).expect("a text holds fewer marks than bytes, and fewer bytes than 4 GiB")
}

fn family_of(style: char, written: &str) -> Family {
    match style {
        _ if written.len() == 2 && written != "\"" && written.is_ascii() => Family::Double,
        '«' | '»' => Family::Angle,
        '「' | '」' | '『' | '』' => Family::Corner,
        '‘' | '’' | '‚' | '‛' | '\'' | '‹' | '›' | '`' => Family::Single,
        _ => Family::Double,
    }
}

/// The letters on both sides of word `at`; none at the ends of the text.
fn neighbours(words: &Words<'_>, at: usize) -> (Option<char>, Option<char>) {
    let word = words.all[at];
    (words.text[..word.start as usize].chars().next_back(), words.text[word.end as usize..].chars().next())
}

fn role_by_neighbours(before: Option<char>, after: Option<char>) -> Role {
    let space_before = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '“' | '‘' | '«'));
    let space_after = after.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | ']' | '—' | '–' | '”' | '»'));
    let sign_after = after.is_some_and(|c| matches!(c, ',' | '.' | ';' | ':' | '!' | '?'));
    match (space_before, space_after) {
        (true, false) if !sign_after => Role::Opens,
        (false, true) => Role::Closes,
        (false, false) if sign_after => Role::Closes,
        _ => Role::Toggles,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentences::lay_out;

    fn passages(text: &str) -> Vec<String> {
        let mut words = Words::new(text);
        let layout = lay_out(&mut words);
        let marks = match_marks(&words, &layout.paragraphs);
        let full = marks.all.iter().filter(|marked| !marked.inner.is_empty());
        full.map(|marked| words.span(marked.inner.start, marked.inner.end).of(text).to_owned()).collect()
    }

    #[test]
    fn every_style_of_marks_is_read() {
        for text in [
            "“so be it”",
            "\"so be it\"",
            "«so be it»",
            "„so be it“",
            "„so be it”",
            "»so be it«",
            "‘so be it’",
            "``so be it''",
            "'so be it'",
            "「so be it」",
        ] {
            assert_eq!(passages(text), ["so be it"], "{text}");
        }
    }

    #[test]
    fn apostrophes_are_not_marks() {
        assert!(passages("The voters' choice wasn't Orr's, rock 'n roll, the ’90s and 6' 2\" of snow").is_empty());
    }

    #[test]
    fn a_plural_possessive_inside_single_marks_does_not_close_them() {
        assert_eq!(passages("He said ‘the voters’ choice is clear’ twice"), ["the voters’ choice is clear"]);
    }

    #[test]
    fn a_mark_inside_a_mark_is_a_passage_of_its_own() {
        assert_eq!(passages("“He told me ‘never again’ twice”"), ["He told me ‘never again’ twice", "never again"]);
    }

    #[test]
    fn what_is_never_closed_ends_with_its_paragraph() {
        assert_eq!(passages("He said: \"It rains\n\nand snows"), ["It rains"]);
    }

    #[test]
    fn a_forgotten_closing_mark_does_not_swallow_the_next_quotation() {
        assert_eq!(passages("\"It rains, he said. \"It snows,\" she said."), ["It rains, he said.", "It snows,"]);
    }

    #[test]
    fn a_megabyte_of_marks_is_never_deeper_than_allowed() {
        for mark in ["\"", "“", "'", "«", "»", "\" x "] {
            let text = mark.repeat(20_000);
            let mut words = Words::new(&text);
            let layout = lay_out(&mut words);
            let marks = match_marks(&words, &layout.paragraphs);
            let inside: usize = marks.all.iter().map(|marked| marked.inner.len()).sum();
            assert!(inside <= DEEPEST * words.all.len(), "{mark}: {inside} words lie between marks");
        }
    }
}
