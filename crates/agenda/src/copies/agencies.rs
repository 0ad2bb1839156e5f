//! The agency an article credits: in its authors, its byline, its dateline or its last lines.
//!
//! A mere mention ("told Reuters") credits nobody, so a name counts only where agencies sign. Who the agencies are and
//! how they sign stands in `agencies/agencies.tsv`. Which agency a text comes from when nobody is credited, this does
//! not guess.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Letters at the beginning of a text in which a dateline stands.
const DATELINE: usize = 200;
/// Letters of a place and a date before the agency's name.
const PLACE_AND_DATE: usize = 60;
/// A line that does nothing but credit somebody is no longer.
const CREDIT_LINE: usize = 90;
/// Lines at the beginning that may be a byline, and at the end that may be a credit.
const CREDIT_LINES: usize = 3;
/// Ways of so few letters are taken only in the very letters in which agencies write them: `ap` and `Pap` are words.
const SHORT: usize = 4;

/// What stands before a name in a byline or a note of source, in lower case.
const INTRODUCTIONS: [&str; 24] = [
    "by ",
    "from ",
    "with ",
    "source: ",
    "sources: ",
    "credit: ",
    "copyright",
    "©",
    "(c)",
    "von ",
    "quelle: ",
    "quellen: ",
    "mit material von ",
    "mit ",
    "par ",
    "avec ",
    "source : ",
    "fonte: ",
    "fuente: ",
    "źródło: ",
    "источник: ",
    "джерело: ",
    "来源：",
    "来源:",
];

/// Pairs of marks that enclose an agency's name.
const ENCLOSURES: [(char, char); 7] =
    [('(', ')'), ('/', '/'), ('[', ']'), ('（', '）'), ('【', '】'), ('［', '］'), ('〔', '〕')];

/// The agency that an article credits, by the name we know it by.
#[must_use]
pub fn credited(authors: &[String], text: &str) -> Option<&'static str> {
    let by_author = authors.iter().find_map(|author| among_names(author).or_else(|| in_credit(author)));
    by_author.or_else(|| in_byline(text)).or_else(|| in_dateline(text)).or_else(|| in_last_lines(text))
}

/// Ways of writing an agency, to its name: as they stand, and in lower case where they are long.
static WAYS: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
    let table = include_str!("../../agencies/agencies.tsv");
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    let agencies = lines.filter_map(|line| line.split_once('\t'));
    agencies.flat_map(|(name, ways)| ways.split('|').map(move |way| (key(way), name))).collect()
});

fn key(way: &str) -> String {
    if way.chars().count() <= SHORT { way.to_owned() } else { way.to_lowercase() }
}

/// The agency of exactly this name.
fn by_name(words: &str) -> Option<&'static str> {
    let words = words.trim_matches(|letter: char| letter.is_whitespace() || ".,:;|*—–-\"“”«»".contains(letter));
    WAYS.get(&key(words)).copied()
}

/// The first agency among names that are parted as bylines part them: `JOHN SMITH, Associated Press`, `dpa/afp`.
fn among_names(names: &str) -> Option<&'static str> {
    by_name(names).or_else(|| {
        let parts = names.split([',', '/', '|', ';', '&', '=', '，', '、', '+']).flat_map(|part| part.split(" and "));
        parts.filter_map(|part| by_name(part).or_else(|| by_name(without_desk(part)))).next()
    })
}

/// `Reuters staff`, `AFP in Paris`, `Bloomberg Opinion` without what comes after the name.
fn without_desk(words: &str) -> &str {
    let words = words.trim();
    let end = [" staff", " Staff", " in ", " reporters", " correspondent"].iter().filter_map(|after| words.find(after));
    &words[..end.min().unwrap_or(words.len())]
}

/// The agency that words credit which do nothing else: a byline, an author's name, a note of source.
fn in_credit(line: &str) -> Option<&'static str> {
    let bare =
        line.trim().trim_start_matches(['—', '–', '-', '(', '/', '[', '*', ' ']).trim_end_matches([')', ']', '/']);
    let mut rest = bare;
    while let Some(shorter) = without_introduction(rest) {
        rest = shorter;
    }
    let is_introduced = rest.len() < bare.len();
    let first_sentence = rest.split(". ").next().unwrap_or_default();
    // A headline may begin with a name (`Reuters, AFP go to court`); a credit that nothing introduces ends with one.
    let ends_with_name = |claim: &&str| claim.rsplit([',', '/', '|', ';', '&']).next().and_then(by_name).is_some();
    [rest, first_sentence].into_iter().filter(|claim| is_introduced || ends_with_name(claim)).find_map(among_names)
}

fn without_introduction(line: &str) -> Option<&str> {
    let is_introduction = |words: &&str| line.get(..words.len()).is_some_and(|front| front.to_lowercase() == **words);
    let words = INTRODUCTIONS.iter().find(|words| is_introduction(words))?;
    // A year stands between the sign of copyright and its holder.
    Some(line[words.len()..].trim_start_matches(|letter: char| letter.is_numeric() || letter == ' '))
}

fn is_credit_line(line: &str) -> bool {
    !line.is_empty() && line.chars().count() <= CREDIT_LINE
}

/// `By Reuters`, `JOHN SMITH, Associated Press`: a line of its own before the text.
fn in_byline(text: &str) -> Option<&'static str> {
    let mut lines = text.trim_start().lines().map(str::trim);
    // The last line of a text is none before it.
    let lines: Vec<&str> = lines.by_ref().take(CREDIT_LINES).take_while(|line| is_credit_line(line)).collect();
    let is_followed = text.trim().lines().count() > lines.len();
    lines.into_iter().filter(|_| is_followed).find_map(in_credit)
}

/// `LONDON, May 4 (Reuters) -`, `МОСКВА, 4 мая. /ТАСС/.`, `МОСКВА, 4 мая - РИА Новости.`, `新华社北京5月4日电`.
fn in_dateline(text: &str) -> Option<&'static str> {
    // A byline or a headline may stand before it, so the first lines are asked each.
    let heads = text.trim_start().lines().map(str::trim).filter(|line| !line.is_empty()).take(CREDIT_LINES);
    heads.into_iter().find_map(|line| {
        let head = first_letters(line, DATELINE);
        enclosed(head).or_else(|| after_dash(head)).or_else(|| in_front(head))
    })
}

fn enclosed(head: &str) -> Option<&'static str> {
    ENCLOSURES.into_iter().find_map(|(opening, closing)| {
        let (before, rest) = head.split_once(opening)?;
        let (inside, after) = rest.split_once(closing)?;
        let is_place = is_place_and_date(before) || (is_few_words(before) && is_dash(after));
        // In Japanese and Korean the place stands inside, before the agency.
        is_place.then(|| among_names(inside).or_else(|| at_end(inside))).flatten()
    })
}

/// What stands before the agency in a dateline: nothing, a place in capitals, or a few words with a number.
fn is_place_and_date(words: &str) -> bool {
    let first = words.split([' ', ',', '.', '/']).find(|word| !word.is_empty()).unwrap_or_default();
    words.trim().is_empty() || (is_few_words(words) && (is_upper(first) || words.contains(char::is_numeric)))
}

fn is_few_words(words: &str) -> bool {
    words.chars().count() <= PLACE_AND_DATE && words.split_whitespace().count() <= 8
}

fn is_dash(after: &str) -> bool {
    after.trim_start_matches(['.', ':', ' ']).starts_with(['-', '—', '–'])
}

fn is_upper(word: &str) -> bool {
    word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_lowercase)
}

/// `МОСКВА, 4 мая — РИА Новости.` and `Москва. 4 мая. INTERFAX.RU - `.
fn after_dash(head: &str) -> Option<&'static str> {
    let (before, after) = [" - ", " — ", " – "].into_iter().filter_map(|dash| head.split_once(dash)).next()?;
    if !is_place_and_date(before) {
        return None;
    }
    let name = after.split(['.', ',', '\n']).next().unwrap_or_default();
    by_name(name).or_else(|| by_name(before.rsplit(". ").next()?))
}

/// Agencies that begin with their own name, written without blanks.
fn in_front(head: &str) -> Option<&'static str> {
    ["新华社", "新華社", "中新社", "中新网"].into_iter().find(|name| head.starts_with(name)).and_then(by_name)
}

fn at_end(inside: &str) -> Option<&'static str> {
    ["時事", "共同", "연합뉴스"].into_iter().find(|name| inside.ends_with(name)).and_then(by_name)
}

/// `(Reuters)`, `— AFP`, `© 2024 dpa`, and the way one agency signs: `(Reporting by …; Editing by …)`.
fn in_last_lines(text: &str) -> Option<&'static str> {
    let lines = text.trim_end().lines().rev().map(str::trim).filter(|line| !line.is_empty()).take(CREDIT_LINES);
    lines.into_iter().enumerate().find_map(|(from_end, line)| {
        if line.trim_start_matches('(').starts_with("Reporting by ") {
            return Some("Reuters");
        }
        let alone = is_credit_line(line).then(|| in_credit(line)).flatten();
        // A sentence ends with a credit in brackets only where the text ends.
        alone.or_else(|| (from_end == 0).then(|| closing_brackets(line)).flatten())
    })
}

fn closing_brackets(line: &str) -> Option<&'static str> {
    let (rest, opening) = [(')', '('), ('/', '/'), (']', '[')]
        .into_iter()
        .find_map(|(end, opening)| Some((line.strip_suffix(end)?, opening)))?;
    among_names(rest.rsplit_once(opening)?.1)
}

fn first_letters(text: &str, letters: usize) -> &str {
    text.char_indices().nth(letters).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_credit_an_agency() {
        for (text, agency) in [
            ("LINDHOLM, May 4 (Reuters) - The harbour bridge closed.", "Reuters"),
            ("LINDHOLM (AP) — The harbour bridge closed.", "Associated Press"),
            ("Lindholm (dpa) - Die Brücke ist gesperrt.", "dpa"),
            ("Lindholm (dpa/lby) - Die Brücke ist gesperrt.", "dpa"),
            ("(ANSA) - LINDHOLM, 4 MAG - Il ponte è chiuso.", "ANSA"),
            ("Lindholm, 4 may (EFE).- El puente está cerrado.", "EFE"),
            ("LINDHOLM, May 4 (Xinhua) -- The harbour bridge closed.", "Xinhua"),
            ("МОСКВА, 4 мая. /ТАСС/. Мост закрыт.", "TASS"),
            ("МОСКВА, 4 мая — РИА Новости. Мост закрыт.", "RIA Novosti"),
            ("МОСКВА, 4 мая - РИА Новости, мост закрыт.", "RIA Novosti"),
            ("Москва. 4 мая. INTERFAX.RU - Мост закрыт.", "Interfax"),
            ("Киев. 4 мая. Интерфакс-Украина - Мост закрыт.", "Interfax-Ukraine"),
            ("КИЇВ. 4 травня. (Укрінформ). Міст закрито.", "Ukrinform"),
            ("新华社林德5月4日电 大桥关闭。", "Xinhua"),
            ("【リンド時事】橋は閉鎖された。", "Jiji"),
            ("(서울=연합뉴스) 다리가 폐쇄됐다.", "Yonhap"),
            (
                "Harbour bridge closed\n\nLINDHOLM, May 4 (Reuters) - It closed on Monday, the mayor said, and it may stay so.",
                "Reuters",
            ),
        ] {
            assert_eq!(credited(&[], text), Some(agency), "{text}");
        }
    }

    #[test]
    fn authors_and_bylines_credit_an_agency() {
        for author in ["By Reuters", "Reuters Staff", "JANE DOE, Reuters", "Thomson Reuters"] {
            assert_eq!(credited(&[author.to_owned()], "The bridge closed."), Some("Reuters"), "{author}");
        }
        assert_eq!(credited(&["Agence France-Presse".to_owned()], ""), Some("AFP"));
        assert_eq!(credited(&["dpa/afp".to_owned()], ""), Some("dpa"));
        let text = "By A. WRITER, Associated Press\nThe harbour bridge closed on Monday.";
        assert_eq!(credited(&[], text), Some("Associated Press"));
    }

    #[test]
    fn last_lines_credit_an_agency() {
        for (text, agency) in [
            ("The harbour bridge closed.\n\n— AFP", "AFP"),
            ("The harbour bridge closed on Monday. (dpa)", "dpa"),
            ("The bridge closed.\n(Reporting by a correspondent; Editing by a desk)", "Reuters"),
            ("Die Brücke ist gesperrt.\nQuelle: dpa", "dpa"),
            ("Мост закрыт.\nИсточник: Интерфакс", "Interfax"),
            ("The bridge closed.\n© 2031 AFP", "AFP"),
            ("The bridge closed.\nCopyright 2031 The Associated Press. All rights reserved.", "Associated Press"),
            ("The bridge closed.\nWith Reuters, AFP\nRead also", "Reuters"),
        ] {
            assert_eq!(credited(&[], text), Some(agency), "{text}");
        }
    }

    #[test]
    fn a_mention_is_no_credit() {
        for text in [
            "The mayor told Reuters that the bridge (AP 17, a steel frame) closed.",
            "It rained. The bridge (TASS reported) closed.",
            "The harbour bridge closed, Reuters said.",
            "The harbour bridge closed, the mayor told Reuters.\nNobody was hurt, she told AFP.",
            "The mayor spoke to an agency (Reuters) and closed the bridge.",
            "A map of the bridge\nThe bridge closed.\nThe map",
            "Reuters, AFP go to court\nThe two agencies sued a bridge.",
            "",
        ] {
            assert_eq!(credited(&[], text), None, "{text}");
        }
        assert_eq!(credited(&["Trend Writer".to_owned(), "pap".to_owned()], ""), None);
    }
}
