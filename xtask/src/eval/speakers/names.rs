//! Names compared as a reader would: titles and "the" do not decide, nor does the form a word is written in.

/// Titles and small words that do not decide.
const DROPPED: [&str; 33] = [
    "the",
    "a",
    "an",
    "dr",
    "mr",
    "mrs",
    "ms",
    "miss",
    "sir",
    "lord",
    "lady",
    "dame",
    "prof",
    "professor",
    "president",
    "minister",
    "senator",
    "mayor",
    "judge",
    "captain",
    "colonel",
    "general",
    "lt",
    "col",
    "gen",
    "sgt",
    "father",
    "commissioner",
    "sheriff",
    "councillor",
    "chief",
    "inspector",
    "justice",
];

/// The words of a name that decide, lower case.
pub(super) fn deciding(name: &str) -> Vec<String> {
    let all = words(name);
    let kept: Vec<String> = all.iter().filter(|word| !DROPPED.contains(&word.as_str())).cloned().collect();
    if kept.is_empty() { all } else { kept }
}

/// The words of a phrase, lower case, without signs and the possessive.
pub(super) fn words(phrase: &str) -> Vec<String> {
    let split = phrase.split(|c: char| !c.is_alphanumeric() && !"-'’.&".contains(c));
    let tidy = |word: &str| {
        let word = word.trim_matches(['.', '\'', '’']).to_lowercase();
        word.trim_end_matches("'s").trim_end_matches("’s").to_owned()
    };
    split.map(tidy).filter(|word| !word.is_empty()).collect()
}

/// True when both name the same.
pub(super) fn same(one: &str, other: &str) -> bool {
    deciding(one) == deciding(other)
}
