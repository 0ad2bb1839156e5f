//! Who wrote an article, as its byline tells readers: "By Anna Orr and Lars Lund".

use crate::dates::month_number;
use crate::surroundings::Surroundings;

/// Words of the names of a byline.
const LONGEST: usize = 10;
/// Authors of one byline.
const MOST: usize = 6;

/// The names of a line that is a byline and nothing else.
pub(crate) fn byline(line: &str) -> Option<Vec<String>> {
    let rest = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY "))?;
    names(rest)
}

/// The names in the first line around a headline that begins like a byline, whatever follows them in that line.
pub(crate) fn of_page(surroundings: &Surroundings) -> Vec<String> {
    surroundings.around().find_map(|line| beginning(&line.words)).unwrap_or_default()
}

/// What bylines begin with, in lower case. `Di` and `von` begin sentences, too, which hold more than names.
const BEGINNINGS: [&str; 14] = [
    "written by ",
    "story by ",
    "by: ",
    "by ",
    "von ",
    "par ",
    "por ",
    "di ",
    "text: ",
    "автор: ",
    "авторы: ",
    "автор ",
    "текст: ",
    "autor: ",
];

/// The names at the beginning of a line, before a mark, a number or the name of a day or month.
fn beginning(line: &str) -> Option<Vec<String>> {
    let lower = line.to_lowercase();
    let prefix = BEGINNINGS.iter().find(|beginning| lower.starts_with(*beginning))?;
    let rest: String = line.chars().skip(prefix.chars().count()).collect();
    let end = rest.find(|letter: char| letter.is_ascii_digit() || "|·•–—/(@<:;»›".contains(letter));
    let rest = &rest[..end.unwrap_or(rest.len())];
    let words: Vec<&str> = rest.split_whitespace().collect();
    // A name has two words at least, and the second may be May.
    let end = words.iter().skip(2).position(|word| begins_the_rest(word)).map_or(words.len(), |at| at + 2);
    names(words[..end].join(" ").trim_end_matches([',', '-', '.']))
}

/// True for what begins the rest of a line behind its names: a day, a month, or a word about the publication.
fn begins_the_rest(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let word = word.trim_matches([',', '.']).to_lowercase();
    let is_day = DAYS.iter().any(|day| *day == word || day[..3] == word);
    let is_of_publication =
        matches!(word.as_str(), "on" | "published" | "posted" | "updated" | "last" | "am" | "à" | "at" | "for");
    is_day || is_of_publication || month_number(&word).is_some()
}

/// The names in some words, when they are nothing but names.
fn names(words: &str) -> Option<Vec<String>> {
    let is_of_name = |word: &str| {
        matches!(
            word,
            "and" | "und" | "et" | "y" | "e" | "и" | "та" | "de" | "del" | "di" | "da" | "van" | "von" | "der"
        ) || word.chars().next().is_some_and(char::is_uppercase)
    };
    let count = words.split_whitespace().count();
    if !(2..=LONGEST).contains(&count) || words.ends_with(['.', '!', '?', ':']) {
        return None;
    }
    if !words.split_whitespace().all(is_of_name) {
        return None;
    }
    let joints = [" and ", " und ", " et ", " y ", " и ", " та "];
    let parted = joints.iter().fold(words.to_owned(), |words, joint| words.replace(joint, ","));
    let names = parted.split(',').map(str::trim).filter(|name| !name.is_empty() && !is_role(name));
    let names: Vec<String> = names.map(str::to_owned).take(MOST).collect();
    (!names.is_empty()).then_some(names)
}

/// True for what somebody is, not who: "Political Editor", "AP Auto Writer".
pub(crate) fn is_role(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    matches!(
        last.as_str(),
        "editor"
            | "writer"
            | "reporter"
            | "correspondent"
            | "columnist"
            | "contributor"
            | "journalist"
            | "producer"
            | "staff"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_names_is_a_byline_and_a_sentence_is_none() {
        assert_eq!(byline("By Anna Orr and Lars Lund"), Some(vec!["Anna Orr".to_owned(), "Lars Lund".to_owned()]));
        assert_eq!(byline("By noon the dam had gone"), None);
        assert_eq!(byline("By Anna Orr."), None);
    }

    #[test]
    fn names_are_told_from_what_follows_them() {
        for (line, expected) in [
            ("By Anna Orr | May 4, 2031 8:03 am ET", "Anna Orr"),
            ("by Anna Orr, Lars Lund · 4 May 2031", "Anna Orr; Lars Lund"),
            ("By Anna Orr Sunday, May 4, 2031", "Anna Orr"),
            ("By Anna May 4 May 2031", "Anna May"),
            ("By Anna van Janssen for the Courier", "Anna van Janssen"),
            ("BY ANNA ORR, POLITICAL EDITOR", "ANNA ORR"),
            ("Written by: Anna Orr", ""),
            ("By: Anna Orr", "Anna Orr"),
            ("Von Anna Orr und Lars von Lund, 4. Mai 2031", "Anna Orr; Lars von Lund"),
            ("Par Anna Orr à Lyon", "Anna Orr"),
            ("Автор: Анна Орлова", "Анна Орлова"),
            ("By the time the dam had gone it rained", ""),
            ("By Staff Writer", ""),
            ("Bystanders Saw Rain", ""),
            ("4 May 2031", ""),
        ] {
            assert_eq!(beginning(line).unwrap_or_default().join("; "), expected, "{line}");
        }
    }
}
