//! Names: capitalised runs, what they name, and which of them name the same person.
//!
//! A run of capitalised words is a name unless its only word merely begins a sentence. Titles and roles before it are
//! read as evidence of a person and left out of the name. A surname alone stands for the fullest name the article gives
//! the person; an acronym in brackets stands for the organisation before it. What a metonym such as "the Kremlin" stands
//! for is not resolved: it stays what it is.

use crate::cues::Lexicon;
use crate::name_lists::{gender_of_given_name, is_never_a_name, is_organisation_word, is_place_word};
use crate::recognised::{join, recognise};
use crate::recogniser::Recogniser;
use crate::sentences::Layout;
use crate::word_classes::{
    Gender, ends_noun_phrases, is_determiner, is_role, is_subject_pronoun, is_title, stands_before_verbs,
};
use crate::words::{Shape, Words};
use overshadow_record::{Mention, MentionKind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// How many words a name may have; longer runs are headlines in capitals.
const LONGEST: usize = 8;

/// How many people of one surname are told apart.
const MOST_BEARERS: usize = 32;

/// A name in the text.
pub(crate) struct Name {
    pub(crate) words: Range<usize>,
    pub(crate) kind: MentionKind,
    /// The person it names, as a place in [`Names::people`].
    pub(crate) person: Option<usize>,
    /// The fullest name the article gives.
    pub(crate) full: String,
    gender: Option<Gender>,
    /// True when a title before it says that it names a person.
    titled: bool,
}

impl Name {
    /// A name of nobody known yet.
    pub(crate) fn new(words: Range<usize>, kind: MentionKind, full: String, gender: Option<Gender>) -> Self {
        Self { words, kind, person: None, full, gender, titled: false }
    }
}

/// A person of the article.
pub(crate) struct Person {
    pub(crate) full: String,
    pub(crate) gender: Option<Gender>,
    /// Roles the person is introduced with, lower case.
    pub(crate) roles: Vec<String>,
    given: String,
    words: usize,
}

/// All names, in order.
#[derive(Default)]
pub(crate) struct Names {
    pub(crate) all: Vec<Name>,
    pub(crate) people: Vec<Person>,
}

impl Names {
    /// The names that lie in `range`, in order.
    pub(crate) fn within(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = &Name> {
        let first = self.all.partition_point(|name| name.words.start < range.start);
        let end = self.all.partition_point(|name| name.words.start < range.end);
        self.all[first.min(end)..end].iter().filter(move |name| name.words.end <= range.end)
    }

    /// The names in their exported form.
    pub(crate) fn mentions(&self, words: &Words<'_>) -> Vec<Mention> {
        let mention = |name: &Name| Mention {
            span: words.span(name.words.start, name.words.end),
            kind: name.kind,
            name: name.full.clone(),
            entity: None,
        };
        self.all.iter().map(mention).collect()
    }
}

/// Finds all names; with a recogniser it says what they name.
pub(crate) fn find_names(
    words: &Words<'_>,
    layout: &Layout,
    lexicon: &Lexicon,
    recogniser: Option<&Recogniser>,
) -> Names {
    let mut all = runs(words, layout, lexicon);
    if let Some(recogniser) = recogniser {
        let doubtful = all.iter_mut().filter(|run| !run.titled);
        doubtful.for_each(|run| run.kind = MentionKind::Other);
        all = join(recognise(words, layout, recogniser), all);
    }
    let mut names = Names { all, people: Vec::new() };
    link_people(words, &mut names);
    link_acronyms(words, &mut names);
    names
}

/// The runs of capitals that are names, with the kind that rules guess.
fn runs(words: &Words<'_>, layout: &Layout, lexicon: &Lexicon) -> Vec<Name> {
    let evidence = Evidence::gather(words, layout, lexicon);
    let mut names = Vec::new();
    for sentence in &layout.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            let end = run_end(words, at, sentence.end);
            if end > at {
                names.extend(name_of_run(words, &evidence, at..end, sentence.start));
            }
            at = end.max(at + 1);
        }
    }
    names
}

/// How words are written elsewhere in the article.
struct Evidence<'a> {
    lower_case: FxHashSet<&'a str>,
    capital_inside: FxHashSet<&'a str>,
    lexicon: &'a Lexicon,
}

impl<'a> Evidence<'a> {
    fn gather(words: &'a Words<'_>, layout: &Layout, lexicon: &'a Lexicon) -> Self {
        let mut evidence = Self { lower_case: FxHashSet::default(), capital_inside: FxHashSet::default(), lexicon };
        for sentence in &layout.sentences {
            for at in sentence.clone() {
                let begins = at == sentence.start
                    || matches!(words.shape(at - 1), Some(Shape::Mark | Shape::Colon | Shape::Dash));
                if words.shape(at) == Some(Shape::Letters) && !words.capital(at) {
                    evidence.lower_case.insert(words.lower(at));
                } else if words.capital(at) && !begins {
                    evidence.capital_inside.insert(words.lower(at));
                }
            }
        }
        evidence
    }
}

fn can_be_in_name(words: &Words<'_>, at: usize) -> bool {
    words.shape(at) == Some(Shape::Letters) && words.capital(at) && !is_never_a_name(words.lower(at))
}

/// One past the run of capitalised words that begins at `at`; `at` itself when there is none.
fn run_end(words: &Words<'_>, at: usize, ceiling: usize) -> usize {
    if !can_be_in_name(words, at) {
        return at;
    }
    let mut end = at + 1;
    while end < ceiling && end < at + 3 * LONGEST {
        if can_be_in_name(words, end) {
            end += 1;
        } else if end + 1 < ceiling && joins_names(words, end) && can_be_in_name(words, end + 1) {
            end += 2;
        } else {
            break;
        }
    }
    end
}

/// True for the small words and the hyphens inside names: "van", "of" after "Ministry".
fn joins_names(words: &Words<'_>, at: usize) -> bool {
    if is_hyphen(words, at) {
        return true;
    }
    match words.lower(at) {
        "van" | "von" | "de" | "del" | "der" | "bin" | "al" | "&" => true,
        "of" => is_organisation_word(words.lower(at - 1)),
        _ => false,
    }
}

fn is_hyphen(words: &Words<'_>, at: usize) -> bool {
    words.shape(at) == Some(Shape::Hyphen)
}

pub(crate) fn is_role_word(word: &str) -> bool {
    is_title(word) || is_role(word) || word.contains('-') && word.split('-').all(is_role)
}

fn name_of_run(words: &Words<'_>, evidence: &Evidence<'_>, run: Range<usize>, sentence_start: usize) -> Option<Name> {
    let mut start = run.start;
    let mut titled = None;
    let verb_first = run.start == sentence_start && evidence.lexicon.is_plain_verb(words, start);
    start += usize::from(verb_first);
    while start < run.end
        && (begins_only(words, start)
            || is_role_word(words.lower(start))
            || titled.is_some() && is_hyphen(words, start))
    {
        if is_role_word(words.lower(start)) {
            titled = Some(words.lower(start));
        }
        start += 1;
    }
    let role_after = (start + 2..run.end).find(|&at| is_role_word(words.lower(at)));
    let end = role_after.unwrap_or(run.end);
    if start >= end || words.compounds(start..end) > LONGEST {
        return None;
    }
    let begins = start == sentence_start
        || start > 0 && matches!(words.shape(start - 1), Some(Shape::Mark | Shape::Colon | Shape::Dash));
    if begins && words.compounds(start..end) == 1 && titled.is_none() && !stands_alone(words, evidence, start..end) {
        return None;
    }
    let introduced = start > 0 && is_role_word(words.lower(start - 1)) || role_after.is_some();
    let gender = gender_of(titled, words.lower(start));
    let kind = kind_of(words, start..end, titled.is_some() || introduced);
    let full = words.span(start, end).of(words.text).to_owned();
    Some(Name { titled: titled.is_some(), ..Name::new(start..end, kind, full, gender) })
}

/// True for function words that have a capital only because they begin something.
fn begins_only(words: &Words<'_>, at: usize) -> bool {
    let word = words.lower(at);
    ends_noun_phrases(word)
        || is_determiner(word)
        || is_subject_pronoun(word)
        || stands_before_verbs(word)
        || matches!(word, "and" | "nor" | "yet")
}

/// Whether a single capitalised word at the beginning of a sentence is a name.
fn stands_alone(words: &Words<'_>, evidence: &Evidence<'_>, name: Range<usize>) -> bool {
    let (word, written) = (words.lower(name.start), words.as_written(name.start));
    let acronym = written.chars().count() > 1 && written.chars().all(char::is_uppercase);
    !evidence.lower_case.contains(word)
        && (acronym || evidence.capital_inside.contains(word) || words.shape(name.end) == Some(Shape::Possessive))
}

pub(crate) fn gender_of(title: Option<&str>, given: &str) -> Option<Gender> {
    match title {
        Some("mr" | "sir" | "lord" | "congressman" | "spokesman" | "king" | "prince") => Some(Gender::Male),
        Some("mrs" | "ms" | "miss" | "lady" | "congresswoman" | "spokeswoman" | "queen" | "princess") => {
            Some(Gender::Female)
        }
        _ => gender_of_given_name(given),
    }
}

fn kind_of(words: &Words<'_>, name: Range<usize>, introduced: bool) -> MentionKind {
    let any = |is: fn(&str) -> bool| name.clone().any(|at| is(words.lower(at)));
    let last = words.lower(name.end - 1);
    let before = if name.start > 0 { words.lower(name.start - 1) } else { "" };
    if introduced && !any(is_organisation_word)
        || gender_of_given_name(words.lower(name.start)).is_some() && words.compounds(name.clone()) > 1
    {
        MentionKind::Person
    } else if is_place_word(last) {
        MentionKind::Place
    } else if any(is_organisation_word) || is_acronym(words.as_written(name.start)) {
        MentionKind::Organisation
    } else if matches!(before, "in" | "near" | "into") {
        MentionKind::Place
    } else if matches!(words.compounds(name), 2 | 3) && before != "the" {
        MentionKind::Person
    } else {
        MentionKind::Other
    }
}

fn is_acronym(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(|letter| letter.is_uppercase() || letter == '.')
}

/// Gives each person one name: the fullest.
fn link_people(words: &Words<'_>, names: &mut Names) {
    let mut by_surname: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let Names { all, people } = names;
    for name in
        all.iter_mut().filter(|name| name.kind == MentionKind::Person && words.compounds(name.words.clone()) > 1)
    {
        let given = words.lower(name.words.start);
        let same_surname = by_surname.entry(surname_of(words, &name.words)).or_default();
        let known =
            same_surname.iter().copied().take(MOST_BEARERS).find(|&person| same_stem(&people[person].given, given));
        let person = known.unwrap_or_else(|| {
            same_surname.push(people.len());
            people.push(Person {
                full: String::new(),
                gender: None,
                roles: Vec::new(),
                given: given.to_owned(),
                words: 0,
            });
            people.len() - 1
        });
        name.person = Some(person);
        let person = &mut people[person];
        person.gender = person.gender.or(name.gender);
        if words.compounds(name.words.clone()) > person.words {
            person.words = words.compounds(name.words.clone());
            person.full.clone_from(&name.full);
        }
    }
    for name in all.iter_mut().filter(|name| words.compounds(name.words.clone()) == 1) {
        let surname = surname_of(words, &name.words);
        let bearers = by_surname.get(&surname);
        name.person = bearers.and_then(|bearers| bearer(people, bearers, name.gender));
        if let Some(person) = name.person {
            name.kind = MentionKind::Person;
            people[person].gender = people[person].gender.or(name.gender);
        } else if name.kind == MentionKind::Person {
            by_surname.insert(surname, vec![people.len()]);
            name.person = Some(people.len());
            people.push(Person {
                full: name.full.clone(),
                gender: name.gender,
                roles: Vec::new(),
                given: String::new(),
                words: 1,
            });
        }
    }
    note_roles(words, all, people);
    for name in all {
        if let Some(person) = name.person {
            name.full.clone_from(&people[person].full);
        }
    }
}

/// The earliest bearer of a surname whose gender agrees with the title before it.
fn bearer(people: &[Person], bearers: &[usize], gender: Option<Gender>) -> Option<usize> {
    let agrees =
        |&&person: &&usize| gender.is_none() || people[person].gender.is_none_or(|known| Some(known) == gender);
    bearers.iter().find(agrees).copied()
}

fn surname_of(words: &Words<'_>, name: &Range<usize>) -> String {
    let first = words.compound_start(name.end - 1, name.start);
    surname_key(&words.lower_compound(first..name.end))
}

/// Russian and Ukrainian names change their endings with the case; English ones do not.
fn surname_key(word: &str) -> String {
    if !word.chars().next().is_some_and(|letter| ('а'..='ӿ').contains(&letter)) {
        return word.to_owned();
    }
    let endings =
        ["ого", "ому", "ому", "ым", "им", "ом", "ем", "ой", "ою", "єм", "ий", "ый", "ая", "а", "у", "я", "ю", "е", "і"];
    let stem = endings.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    (if stem.chars().count() >= 3 { stem } else { word }).to_owned()
}

fn same_stem(one: &str, other: &str) -> bool {
    surname_key(one) == surname_key(other)
}

/// Notes what each person is introduced as: before the name, after a comma, or on an attribution line.
fn note_roles(words: &Words<'_>, names: &[Name], people: &mut [Person]) {
    for name in names {
        let Some(person) = name.person else { continue };
        let earliest = name.words.start.saturating_sub(4);
        for at in (earliest..name.words.start)
            .rev()
            .take_while(|&at| matches!(words.shape(at), Some(Shape::Letters | Shape::Hyphen)))
        {
            note_role(words, at, &mut people[person]);
        }
        let same_sentence =
            |at: &usize| words.all.get(*at).is_some_and(|word| word.sentence == words.all[name.words.start].sentence);
        let is_line = words.capital(name.words.end);
        let after_comma = words.shape(name.words.end) == Some(Shape::Comma);
        if after_comma || is_line {
            for at in (name.words.end..name.words.end + 9).take_while(same_sentence) {
                if at > name.words.end && words.shape(at) == Some(Shape::Comma) && !words.capital(name.words.end) {
                    break;
                }
                note_role(words, at, &mut people[person]);
            }
        }
    }
}

fn note_role(words: &Words<'_>, at: usize, person: &mut Person) {
    for part in words.lower(at).split('-').filter(|part| is_role(part)) {
        if !person.roles.iter().any(|role| role == part) {
            person.roles.push(part.to_owned());
        }
    }
}

/// "Islamic State (ISIS)": the acronym stands for the name before it.
fn link_acronyms(words: &Words<'_>, names: &mut Names) {
    let mut meaning: FxHashMap<String, String> = FxHashMap::default();
    for pair in names.all.windows(2) {
        let [long, short] = pair else { continue };
        let bracketed = words.shape(long.words.end) == Some(Shape::Opening)
            && short.words == (long.words.end + 1..long.words.end + 2);
        let written = words.as_written(short.words.start);
        if bracketed && is_acronym(written) && long.words.len() > 1 {
            meaning.entry(written.to_owned()).or_insert_with(|| long.full.clone());
        }
    }
    for name in names.all.iter_mut().filter(|name| name.words.len() == 1) {
        if let Some(full) = meaning.get(words.as_written(name.words.start)) {
            name.full.clone_from(full);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentences::lay_out;

    fn names(text: &str) -> Vec<(String, MentionKind)> {
        let mut words = Words::new(text);
        let layout = lay_out(&mut words);
        find_names(&words, &layout, &Lexicon::new(), None).all.into_iter().map(|name| (name.full, name.kind)).collect()
    }

    #[test]
    fn a_surname_alone_stands_for_the_fullest_name() {
        let found = names("Orr left. The mayor, Anna Maria Orr, returned. Then Orr slept.");
        assert_eq!(found.last().unwrap().0, "Anna Maria Orr");
        assert!(found.iter().all(|(_, kind)| *kind == MentionKind::Person), "{found:?}");
    }

    #[test]
    fn titles_are_no_part_of_a_name() {
        assert_eq!(names("It rained on Mr. Lund today."), [("Lund".to_owned(), MentionKind::Person)]);
    }

    #[test]
    fn an_acronym_stands_for_the_name_before_it() {
        let found = names("They joined the Harbour Workers Union (HWU). The HWU is old.");
        assert_eq!(found.last().unwrap(), &("Harbour Workers Union".to_owned(), MentionKind::Organisation));
    }

    #[test]
    fn a_word_that_only_begins_a_sentence_is_no_name() {
        assert!(names("Rivers rose. The rain fell. Heavy rain fell.").is_empty());
    }
}
