//! Where words begin and end: English tokens as Universal Dependencies cuts them, other scripts at their letters.
//!
//! One pass from left to right; each step looks at a bounded piece of what follows, or at a piece that it then consumes,
//! so that the time grows with the text whatever is in it. Addresses, numbers with their separators, initialisms and
//! emoticons are one token; a compound is cut at its hyphens unless its first part is a mere prefix. Clitics are cut off
//! in `clitics`, tables are in `token_lists`.

use crate::clitics;
use crate::token_lists::{
    EMOTICONS, abbreviates_before_names, abbreviates_before_numbers, abbreviates_with_capital, begins_sentences,
    ends_host_or_file, is_abbreviation, is_clipped, keeps_hyphen,
};
use crate::words::Shape;

/// One token: its bytes and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) shape: Shape,
    /// True for an abbreviation or an initial with its stop.
    pub(crate) abbreviation: bool,
}

impl Token {
    /// A token that is no abbreviation.
    pub(crate) fn new(start: usize, end: usize, shape: Shape) -> Self {
        Self { start, end, shape, abbreviation: false }
    }
}

/// How many bytes a table word may have; longer words are not looked up.
const LONGEST_LISTED: usize = 12;
/// How many white-space characters may stand between an abbreviation and what follows it.
const WIDEST_GAP: usize = 4;

/// Hands the tokens of `text` to `take`, in order; every character but white space and invisible ones is in one of them.
pub(crate) fn cut(text: &str, take: &mut impl FnMut(Token)) {
    let mut at = 0;
    let mut before = None;
    while let Some(letter) = text[at..].chars().next() {
        if letter.is_whitespace() || is_invisible(letter) {
            at += letter.len_utf8();
            before = None;
            continue;
        }
        let token = token_at(text, at, letter, before);
        if token.shape == Shape::Letters && !token.abbreviation {
            clitics::cut_off(text, token, take);
        } else {
            take(token);
        }
        at = token.end;
        before = text[..at].chars().next_back();
    }
}

/// The token that begins at `at`; `before` is the character it sticks to.
fn token_at(text: &str, at: usize, first: char, before: Option<char>) -> Token {
    let rest = &text[at..];
    let apart = before.is_none_or(|before| !before.is_alphanumeric());
    if let Some(length) = address(rest, first, apart).or_else(|| emoticon(rest, first, apart)) {
        return Token::new(at, at + length, if first.is_alphanumeric() { Shape::Letters } else { Shape::Sign });
    }
    if first.is_alphanumeric() {
        return word_at(text, at);
    }
    if first == '.' && before.is_none() && rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
        return Token::new(at, word_at(text, at + 1).end, Shape::Digits);
    }
    let (length, shape) = sign(rest, first, before);
    Token::new(at, at + length, shape)
}

/// The length of a web or mail address, a `@name` or a `#tag` at the beginning of `rest`.
fn address(rest: &str, first: char, apart: bool) -> Option<usize> {
    if !apart {
        return None;
    }
    match first {
        'h' | 'H' | 'w' | 'W' | 'm' | 'f' if begins_address(rest) => Some(until_gap(rest)),
        '@' | '#' => {
            let name = rest[1..].find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len() - 1);
            let is_name = name > 1 && rest[1..].starts_with(|c: char| c.is_alphabetic() || c == '_');
            is_name.then_some(name + 1)
        }
        _ if first.is_ascii_alphanumeric() => mail_address(rest),
        _ => None,
    }
}

fn begins_address(rest: &str) -> bool {
    let begins = |prefix: &str| rest.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    ["http://", "https://", "www.", "mailto:", "ftp://"]
        .into_iter()
        .any(|prefix| begins(prefix) && rest.len() > prefix.len())
}

/// Up to white space, less the punctuation that follows an address.
fn until_gap(rest: &str) -> usize {
    let end =
        rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '“' | '”' | '»')).unwrap_or(rest.len());
    let address = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', ']', '*']);
    let closes_its_own = address.ends_with(')') && address.contains('(');
    let address = if closes_its_own { address } else { address.trim_end_matches([')', '.', ',', ';']) };
    address.len().max(1)
}

fn mail_address(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let part = |from: usize| {
        bytes[from..]
            .iter()
            .take(64)
            .take_while(|&&b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+' | b'%'))
            .count()
    };
    let name = part(0);
    if bytes.get(name) != Some(&b'@') || !bytes.get(name + 1).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let host = rest[name + 1..][..part(name + 1)].trim_end_matches(['.', '-', '_']).len();
    Some(name + 1 + host)
}

fn emoticon(rest: &str, first: char, apart: bool) -> Option<usize> {
    if !matches!(first, ':' | ';' | '=' | '<' | '^' | 'X' | '8') || !apart && first.is_alphanumeric() {
        return None;
    }
    let fits = |face: &&&str| {
        let after = rest[face.len()..].chars().next();
        !after.is_some_and(|after| after.is_alphanumeric() || after == '/')
    };
    let mut faces = EMOTICONS.iter().filter(|face| rest.starts_with(**face));
    faces.next().filter(fits).map(|face| face.len())
}

/// The length and shape of the sign at the beginning of `rest`.
fn sign(rest: &str, first: char, before: Option<char>) -> (usize, Shape) {
    if rest.starts_with("''") || rest.starts_with("``") {
        return (2, Shape::Mark);
    }
    if matches!(first, '\'' | '’' | '`' | '‘')
        && let Some(found) = after_apostrophe(rest, first, before)
    {
        return found;
    }
    let next = rest[first.len_utf8()..].chars().next();
    if matches!(first, '-' | '‑')
        && before.is_some_and(|c| c.is_alphanumeric() || c == '.')
        && next.is_some_and(char::is_alphanumeric)
    {
        return (first.len_utf8(), Shape::Hyphen);
    }
    let length = match first {
        '!' | '?' => rest.bytes().take_while(|b| matches!(b, b'!' | b'?')).count(),
        '.' | '-' | '*' | '_' | '=' | '~' | '#' | '+' | '>' | '<' | '|' | '$' => {
            rest.chars().take_while(|&c| c == first).count()
        }
        _ => first.len_utf8(),
    };
    (length, shape_of_sign(first))
}

/// A clitic or a clipped word that stands apart from letters before it: "'em", "'90s", "it 's".
fn after_apostrophe(rest: &str, apostrophe: char, before: Option<char>) -> Option<(usize, Shape)> {
    let length = apostrophe.len_utf8();
    let word = &rest[length..];
    let letters = word.bytes().take(LONGEST_LISTED).take_while(u8::is_ascii_alphanumeric).count();
    let ends = !word[letters..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '\'' | '’'));
    let lower = word[..letters].to_ascii_lowercase();
    let decade = letters >= 2 && lower.as_bytes()[..2].iter().all(u8::is_ascii_digit);
    match lower.as_str() {
        "s" if ends => Some((length + 1, Shape::Possessive)),
        "re" | "ve" | "ll" | "d" | "m" if ends => Some((length + letters, Shape::Letters)),
        _ if ends && decade && letters == 3 && lower.ends_with('s') && before.is_none() => {
            Some((length + letters, Shape::Letters))
        }
        _ if ends && before.is_none() && is_clipped(&lower) => Some((length + letters, Shape::Letters)),
        _ => None,
    }
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

/// A word under way: what has been seen of it.
struct Scan<'a> {
    text: &'a str,
    start: usize,
    only_digits: bool,
    /// Letters and digits since the last sign.
    run: usize,
    run_start: usize,
    /// True once a stop stands between single letters.
    initialism: bool,
}

/// The word or number that begins with the letter or digit at `at`.
fn word_at(text: &str, at: usize) -> Token {
    if let Some(end) = number_with_hyphens(text, at).or_else(|| date_with_slashes(text, at)) {
        return Token::new(at, end, Shape::Digits);
    }
    if let Some(end) = broken_off(text, at) {
        return Token::new(at, end, Shape::Letters);
    }
    let mut scan = Scan { text, start: at, only_digits: true, run: 0, run_start: at, initialism: false };
    let mut end = at;
    let mut rest = text[at..].chars().peekable();
    while let Some(letter) = rest.next() {
        let next = rest.peek().copied();
        if letter.is_alphanumeric() || is_combining(letter) {
            scan.only_digits &= letter.is_numeric();
            scan.run += 1;
        } else if next.is_some_and(|next| scan.joins(end, letter, next)) {
            scan.initialism |= letter == '.' && scan.run == 1 && !scan.only_digits;
            scan.run = 0;
            scan.run_start = end + letter.len_utf8();
        } else {
            break;
        }
        end += letter.len_utf8();
    }
    let shape = if scan.only_digits { Shape::Digits } else { Shape::Letters };
    if scan.keeps_stop(end) {
        return Token { start: at, end: end + 1, shape, abbreviation: true };
    }
    if text[end..].starts_with('$') && end - at <= 3 && text[at..end].bytes().all(|b| b.is_ascii_uppercase()) {
        return Token::new(at, end + 1, Shape::Sign);
    }
    Token::new(at, end, shape)
}

impl Scan<'_> {
    /// True when `sign` at byte `at`, between a letter or digit and `next`, belongs to the word.
    fn joins(&self, at: usize, sign: char, next: char) -> bool {
        let before = self.text[..at].chars().next_back().unwrap_or(' ');
        match sign {
            '\'' | '’' | 'ʼ' | '`' => next.is_alphanumeric(),
            '_' => next.is_alphanumeric() || next == '_',
            '-' | '‑' => next.is_alphanumeric() && self.hyphen_joins(at),
            ',' => self.only_digits && before.is_numeric() && thousands(&self.text[at + 1..]),
            ':' if before.is_ascii_digit() => self.only_digits && next.is_ascii_digit(),
            '&' => before.is_uppercase() && next.is_uppercase(),
            '.' => self.stop_joins(at, next),
            _ => false,
        }
    }

    fn hyphen_joins(&self, at: usize) -> bool {
        let part = &self.text[self.start..at];
        if !part.is_ascii() {
            return !is_latin(part);
        }
        self.run_start == self.start && part.len() <= LONGEST_LISTED && keeps_hyphen(&part.to_ascii_lowercase())
    }

    /// "U.S", "3.5" and "orr.com" are words; the full stop of "end.Next" is not part of one.
    fn stop_joins(&self, at: usize, next: char) -> bool {
        if self.only_digits {
            return next.is_numeric();
        }
        let after = &self.text[at + 1..];
        let before = &self.text[self.run_start..at];
        if next.is_alphabetic() && self.run == 1 && single_letter(after) {
            return true;
        }
        let length = after.bytes().take(LONGEST_LISTED).take_while(u8::is_ascii_alphanumeric).count();
        let ends = !after[length..].starts_with(|c: char| c.is_alphanumeric());
        let listed = |word: &str| ends_host_or_file(&word.to_ascii_lowercase());
        let plain = next.is_lowercase() || before.bytes().all(|b| !b.is_ascii_lowercase());
        let degree = matches!((before, &after[..length]), ("Ph" | "ph", "D" | "d") | ("M" | "B", "Sc"));
        ends && next.is_ascii_alphanumeric() && (plain && listed(&after[..length]) || degree)
    }

    /// True when the stop at byte `end` is that of an abbreviation, an initial or a number in a list.
    fn keeps_stop(&self, end: usize) -> bool {
        let Some(after) = self.text[end..].strip_prefix('.') else { return false };
        if after.starts_with('.') || end - self.start > LONGEST_LISTED {
            return false;
        }
        let word = &self.text[self.start..end];
        if self.only_digits {
            return word.len() <= 2 && self.begins_line() && after.starts_with([' ', '\t', '\u{a0}']);
        }
        if self.initialism {
            return true;
        }
        let follows = following(after);
        let capital = word.starts_with(char::is_uppercase);
        let lower = word.to_ascii_lowercase();
        if word.chars().nth(1).is_none() && word.chars().all(char::is_alphabetic) {
            let before_number = abbreviates_before_numbers(&lower) && follows.is_some_and(|c| c.is_ascii_digit());
            return capital && word != "I" && is_initial(after) || !capital && before_number;
        }
        is_abbreviation(&lower)
            || capital && abbreviates_with_capital(&lower)
            || capital && abbreviates_before_names(&lower) && follows.is_some_and(char::is_uppercase)
            || abbreviates_before_numbers(&lower) && follows.is_some_and(|c| c.is_ascii_digit())
            || lower == "etc" && follows.is_some_and(|c| !c.is_uppercase() && !after.starts_with('\n'))
            || lower == "al" && self.text[..self.start].ends_with("et ")
    }

    fn begins_line(&self) -> bool {
        self.text[..self.start].chars().next_back().is_none_or(|c| c == '\n')
    }
}

/// True when a capital letter with a stop before `after` is an initial: a name follows, or a further initial.
fn is_initial(after: &str) -> bool {
    let gap = after.chars().take(WIDEST_GAP).take_while(|c| c.is_whitespace()).map(char::len_utf8).sum::<usize>();
    let next = &after[gap..];
    if gap == 0 {
        return next.starts_with(|c: char| c.is_uppercase() || matches!(c, ',' | '-'));
    }
    let length = next.bytes().take(LONGEST_LISTED).take_while(u8::is_ascii_alphabetic).count();
    next.starts_with(char::is_uppercase)
        && (length == 1 && next[1..].starts_with('.') || !begins_sentences(&next[..length].to_ascii_lowercase()))
}

/// The first character after a short gap.
fn following(after: &str) -> Option<char> {
    after.chars().take(WIDEST_GAP).find(|c| !c.is_whitespace())
}

/// Telephone numbers, dates and the like are one token; "5-3" and "2013-2014" are not.
fn number_with_hyphens(text: &str, at: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[at..];
    let length = bytes.iter().take(32).take_while(|b| b.is_ascii_digit() || **b == b'-').count();
    if !bytes[..length].contains(&b'-') {
        return None;
    }
    let end = at + text[at..at + length].trim_end_matches('-').len();
    let apart = !text[end..].starts_with(char::is_alphanumeric);
    let lengths: Vec<usize> = text[at..end].split('-').map(str::len).collect();
    let joined = lengths.len() >= 3 || matches!(lengths[..], [3, 4] | [5, 4] | [1, 4]);
    (apart && joined && lengths.iter().all(|&digits| digits > 0)).then_some(end)
}

/// "9/11" and "11/28/2000" are one token, "3/4" and "2013/14" are not.
fn date_with_slashes(text: &str, at: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[at..];
    let length = bytes.iter().take(11).take_while(|b| b.is_ascii_digit() || **b == b'/').count();
    let written = &text[at..at + length];
    if !written.contains('/') {
        return None;
    }
    let numbers: Vec<u32> = written.split('/').map(|part| part.parse().unwrap_or(0)).collect();
    let date = match numbers[..] {
        [month, day] => month <= 12 && (10..=31).contains(&day),
        [one, two, year] => one > 0 && two > 0 && one.min(two) <= 12 && one.max(two) <= 31 && year < 2100,
        _ => false,
    };
    let apart = !text[at + length..].starts_with(char::is_alphanumeric);
    (date && apart).then_some(at + length)
}

/// A word that a speaker broke off: "th- the", "w- we".
fn broken_off(text: &str, at: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[at..];
    let letters = bytes.iter().take(5).take_while(|b| b.is_ascii_alphabetic()).count();
    let voiceless = letters == 1 || bytes[..letters].iter().all(|b| !b"aeiouAEIOU".contains(b));
    let stands =
        (1..5).contains(&letters) && bytes.get(letters) == Some(&b'-') && bytes.get(letters + 1) == Some(&b' ');
    (stands && voiceless).then_some(at + letters + 1)
}

/// True when three digits stand at the beginning of `text`, and no fourth.
fn thousands(text: &str) -> bool {
    text.bytes().take(4).take_while(u8::is_ascii_digit).count() == 3
}

/// True when one letter stands at the beginning of `text`, alone or before a stop.
fn single_letter(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_alphabetic) && !letters.next().is_some_and(char::is_alphanumeric)
}

fn is_latin(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c < '\u{370}')
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
    use crate::words::Words;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<String> {
        let words = Words::new(text);
        (0..words.all.len()).map(|at| words.as_written(at).to_owned()).collect()
    }

    fn same(text: &str, cuts: &str) {
        assert_eq!(cut(text), cuts.split(' ').collect::<Vec<_>>(), "{text}");
    }

    #[test]
    fn clitics_are_words_of_their_own() {
        same("Orr’s team won't.", "Orr ’s team wo n't .");
        same("I cannot; they'd've said it's gonna", "I can not ; they 'd 've said it 's gon na");
    }

    #[test]
    fn doubled_single_marks_are_one_mark() {
        same("``so it is,'' he", "`` so it is , '' he");
    }

    #[test]
    fn numbers_and_initialisms_keep_their_points() {
        same("U.S. spent 3.5 and 1,200.Next", "U.S. spent 3.5 and 1,200 . Next");
        same("at 5:30 p.m. on 11/28/2000, call 345-9945", "at 5:30 p.m. on 11/28/2000 , call 345-9945");
    }

    #[test]
    fn abbreviations_keep_their_stop_and_sentences_do_not() {
        same("Mr. J. K. Orr of Orr Inc. saw No. 5.", "Mr. J. K. Orr of Orr Inc. saw No. 5 .");
        same("He said no. Plan B. The end", "He said no . Plan B . The end");
    }

    #[test]
    fn compounds_are_cut_at_their_hyphens_and_prefixes_are_not() {
        same(
            "a well-known co-founder of a U.S.-led e-mail 5-3",
            "a well - known co-founder of a U.S. - led e-mail 5 - 3",
        );
        same("пресс-секретарь сказал", "пресс-секретарь сказал");
    }

    #[test]
    fn money_units_and_shares_are_cut_from_their_number() {
        same("US$50 or £5m, 20% by 5pm in the 1980s", "US$ 50 or £ 5 m , 20 % by 5 pm in the 1980s");
    }

    #[test]
    fn addresses_faces_and_tags_are_one_word() {
        same("see http://a.example/b?c=d, a.b@c.example :-)", "see http://a.example/b?c=d , a.b@c.example :-)");
        same("@orr #dam orr.com and/or AT&T", "@orr #dam orr.com and / or AT&T");
    }

    #[test]
    fn apostrophes_for_lost_letters_are_no_marks() {
        same("the '90s told 'em", "the '90s told 'em");
    }

    proptest! {
        #[test]
        fn every_visible_character_is_in_one_word(text in "([a-z.'’-]{0,6}|[A-Z0-9.@:/]{0,5}|\\PC{0,3}| |\n){0,20}") {
            let words = Words::new(&text);
            let mut covered: Vec<char> = Vec::new();
            let mut last = 0;
            for (at, word) in words.all.iter().enumerate() {
                prop_assert!(word.start < word.end && word.start >= last);
                last = word.end;
                covered.extend(words.as_written(at).chars());
            }
            let visible = |c: &char| !c.is_whitespace() && !super::is_invisible(*c);
            let wanted: Vec<char> = text.chars().filter(visible).collect();
            let got: Vec<char> = covered.into_iter().filter(visible).collect();
            prop_assert_eq!(got, wanted);
        }
    }
}
