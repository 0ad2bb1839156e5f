//! Words: the text cut into words, numbers, marks and signs, each with its place and its lower-case form.
//!
//! Letters and digits make a word, with the apostrophes and hyphens inside it; the possessive `'s` is a word of its own,
//! so that a name is the same with and without it. Nothing is left out except white space, so every other stage can
//! speak of words alone and still give exact places. No tags are guessed here.

use overshadow_record::Span;

/// What a word is, as far as its letters tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Letters, perhaps with digits.
    Letters,
    /// Digits only, with their separators.
    Digits,
    /// The possessive `'s`.
    Possessive,
    /// Any quotation mark; whether it is one in truth is decided in `marks`.
    Mark,
    /// `.`, `!`, `?`, `…`.
    Stop,
    /// `,`.
    Comma,
    /// `:`.
    Colon,
    /// `;`.
    Semicolon,
    /// A dash, or a hyphen that stands alone.
    Dash,
    /// An opening bracket.
    Opening,
    /// A closing bracket.
    Closing,
    /// Any other sign.
    Sign,
}

/// One word and where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) shape: Shape,
    /// True when the first letter is upper case.
    pub(crate) capital: bool,
    /// The sentence it belongs to; set by `sentences`.
    pub(crate) sentence: u32,
    /// The paragraph it belongs to; set by `sentences`.
    pub(crate) paragraph: u32,
    lower_start: u32,
    lower_end: u32,
}

/// The words of one text.
pub(crate) struct Words<'a> {
    pub(crate) text: &'a str,
    pub(crate) all: Vec<Word>,
    lower: String,
}

impl<'a> Words<'a> {
    /// Cuts `text` in one pass.
    pub(crate) fn new(text: &'a str) -> Self {
        let mut words =
            Self { text, all: Vec::with_capacity(text.len() / 5), lower: String::with_capacity(text.len()) };
        let mut at = 0;
        while let Some(letter) = text[at..].chars().next() {
            if letter.is_whitespace() || is_invisible(letter) {
                at += letter.len_utf8();
                continue;
            }
            let (end, shape) = word_at(text, at, letter);
            words.push(at, end, shape);
            at = end;
        }
        words
    }

    fn push(&mut self, start: usize, end: usize, shape: Shape) {
        let possessive = if shape == Shape::Letters { possessive_at(&self.text[start..end]) } else { None };
        if let Some(cut) = possessive.filter(|&cut| cut > 0) {
            self.push_one(start, start + cut, Shape::Letters);
            self.push_one(start + cut, end, Shape::Possessive);
        } else {
            self.push_one(start, end, shape);
        }
    }

    fn push_one(&mut self, start: usize, end: usize, shape: Shape) {
        let letters = &self.text[start..end];
        let lower_start = self.lower.len();
        self.lower.extend(letters.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
        let place = Span::new(start, end);
        let lower = Span::new(lower_start, self.lower.len());
        self.all.push(Word {
            start: place.start,
            end: place.end,
            shape,
            capital: letters.chars().next().is_some_and(char::is_uppercase),
            sentence: 0,
            paragraph: 0,
            lower_start: lower.start,
            lower_end: lower.end,
        });
    }

    /// The lower-case form of word `at`; empty outside the text.
    pub(crate) fn lower(&self, at: usize) -> &str {
        self.all.get(at).map_or("", |word| &self.lower[word.lower_start as usize..word.lower_end as usize])
    }

    /// Word `at` as it stands in the text; empty outside it.
    pub(crate) fn as_written(&self, at: usize) -> &'a str {
        self.all.get(at).map_or("", |word| &self.text[word.start as usize..word.end as usize])
    }

    /// The shape of word `at`, when there is one.
    pub(crate) fn shape(&self, at: usize) -> Option<Shape> {
        self.all.get(at).map(|word| word.shape)
    }

    /// True when word `at` begins with an upper-case letter.
    pub(crate) fn capital(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(|word| word.capital)
    }

    /// True when the two words stand in one paragraph.
    pub(crate) fn same_paragraph(&self, one: usize, other: usize) -> bool {
        match (self.all.get(one), self.all.get(other)) {
            (Some(one), Some(other)) => one.paragraph == other.paragraph,
            _ => false,
        }
    }

    /// The span of the words `first..end`; the range is not empty.
    pub(crate) fn span(&self, first: usize, end: usize) -> Span {
        Span { start: self.all[first].start, end: self.all[end - 1].end }
    }
}

/// Where a word that begins at `at` ends, and its shape.
fn word_at(text: &str, at: usize, first: char) -> (usize, Shape) {
    if first.is_alphanumeric() {
        return letters_at(text, at);
    }
    let rest = &text[at..];
    if rest.starts_with("''") || rest.starts_with("``") {
        return (at + 2, Shape::Mark);
    }
    if rest.starts_with("...") {
        let dots = rest.bytes().take_while(|&byte| byte == b'.').count();
        return (at + dots, Shape::Stop);
    }
    (at + first.len_utf8(), shape_of_sign(first))
}

fn shape_of_sign(sign: char) -> Shape {
    match sign {
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '‚' | '‛' | '\'' | '‹' | '›' | '「' | '」' | '『'
        | '』' | '`' | '＂' => Shape::Mark,
        '.' | '!' | '?' | '…' | '。' | '！' | '？' => Shape::Stop,
        ',' | '，' | '、' => Shape::Comma,
        ':' | '：' => Shape::Colon,
        ';' | '；' => Shape::Semicolon,
        '-' | '–' | '—' | '―' | '‒' | '‑' => Shape::Dash,
        '(' | '[' | '{' => Shape::Opening,
        ')' | ']' | '}' => Shape::Closing,
        _ => Shape::Sign,
    }
}

fn letters_at(text: &str, at: usize) -> (usize, Shape) {
    let mut end = at;
    let mut only_digits = true;
    let mut letters_since_sign = 0;
    let mut rest = text[at..].chars().peekable();
    while let Some(letter) = rest.next() {
        let next = rest.peek().copied();
        if letter.is_alphanumeric() || is_combining(letter) {
            only_digits &= letter.is_numeric();
            letters_since_sign += 1;
        } else if next.is_some_and(|next| joins(letter, next, only_digits, letters_since_sign)) {
            letters_since_sign = 0;
        } else {
            break;
        }
        end += letter.len_utf8();
    }
    (end, if only_digits { Shape::Digits } else { Shape::Letters })
}

/// True when `sign` between two letters or digits belongs to the word.
fn joins(sign: char, next: char, only_digits: bool, letters_since_sign: usize) -> bool {
    match sign {
        '\'' | '’' | 'ʼ' | '-' | '‑' | '_' => next.is_alphanumeric(),
        ',' => only_digits && next.is_numeric(),
        // "U.S" and "3.5" are words; the full stop of "end.Next" is not part of one.
        '.' => only_digits && next.is_numeric() || letters_since_sign == 1 && next.is_alphabetic(),
        _ => false,
    }
}

fn possessive_at(word: &str) -> Option<usize> {
    ["'s", "’s", "'S", "’S"].iter().find_map(|ending| word.strip_suffix(ending)).map(str::len)
}

fn is_combining(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{ad}')
}

/// Marks without width or effect that crawled text is sprinkled with.
fn is_invisible(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let words = Words::new(text);
        (0..words.all.len()).map(|at| words.as_written(at).to_owned()).collect()
    }

    #[test]
    fn a_possessive_is_cut_off_and_a_contraction_is_not() {
        assert_eq!(cut("Orr’s team won't."), ["Orr", "’s", "team", "won't", "."]);
    }

    #[test]
    fn doubled_single_marks_are_one_mark() {
        assert_eq!(cut("``so it is,'' he"), ["``", "so", "it", "is", ",", "''", "he"]);
    }

    #[test]
    fn numbers_and_initialisms_keep_their_points() {
        assert_eq!(cut("U.S. spent 3.5 and 1,200.Next"), ["U.S", ".", "spent", "3.5", "and", "1,200", ".", "Next"]);
    }
}
