//! Closed classes of words: pronouns, determiners, auxiliaries, prepositions, roles, titles.
//!
//! These are the words that tell where a noun phrase begins and ends when nothing is tagged. Tables as code; English
//! first, with what Russian and Ukrainian need.

/// How a pronoun agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    Male,
    Female,
}

/// The gender of a pronoun that can stand for a named speaker.
pub(crate) fn personal_pronoun(word: &str) -> Option<Gender> {
    match word {
        "he" | "он" | "він" => Some(Gender::Male),
        "she" | "она" | "вона" => Some(Gender::Female),
        _ => None,
    }
}

/// Pronouns that are a whole subject.
pub(crate) fn is_subject_pronoun(word: &str) -> bool {
    personal_pronoun(word).is_some()
        || matches!(
            word,
            "i" | "we"
                | "you"
                | "they"
                | "it"
                | "who"
                | "everyone"
                | "everybody"
                | "someone"
                | "somebody"
                | "nobody"
                | "many"
                | "some"
                | "others"
                | "most"
                | "few"
                | "both"
                | "several"
                | "я"
                | "мы"
                | "вы"
                | "они"
                | "ми"
                | "вони"
                | "кто"
                | "хто"
        )
}

pub(crate) fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "these"
            | "those"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "my"
            | "your"
            | "some"
            | "many"
            | "several"
            | "most"
            | "all"
            | "no"
            | "every"
            | "each"
            | "another"
            | "any"
            | "both"
    )
}

/// Auxiliaries and the adverbs that stand between a subject and its verb.
pub(crate) fn stands_before_verbs(word: &str) -> bool {
    is_auxiliary(word)
        || matches!(
            word,
            "also"
                | "already"
                | "later"
                | "then"
                | "now"
                | "again"
                | "once"
                | "never"
                | "not"
                | "always"
                | "often"
                | "even"
                | "still"
                | "just"
                | "first"
                | "further"
                | "reportedly"
                | "long"
                | "have"
                | "earlier"
                | "soon"
                | "instead"
                | "too"
                | "ever"
                | "since"
                | "thus"
                | "jokingly"
                | "same"
                | "тоже"
                | "также"
                | "уже"
                | "ранее"
                | "також"
                | "вже"
                | "раніше"
        )
        || word.len() > 4 && word.ends_with("ly") && !matches!(word, "family" | "assembly" | "ally" | "italy" | "july")
}

pub(crate) fn is_auxiliary(word: &str) -> bool {
    is_form_of_be(word)
        || matches!(
            word,
            "has"
                | "have"
                | "had"
                | "having"
                | "do"
                | "does"
                | "did"
                | "will"
                | "would"
                | "can"
                | "could"
                | "may"
                | "might"
                | "must"
                | "shall"
                | "should"
                | "ca"
                | "wo"
                | "n't"
                | "'d"
                | "'ll"
                | "'ve"
        )
}

pub(crate) fn is_form_of_be(word: &str) -> bool {
    matches!(word, "is" | "are" | "was" | "were" | "be" | "been" | "being" | "'re" | "'m")
}

/// Words that undo the cue after them: what was not said is no quotation.
pub(crate) fn negates(word: &str) -> bool {
    matches!(word, "not" | "never" | "n't" | "не")
}

/// Verbs that hand their subject on to "to say": "managed to declare", "went on to say".
pub(crate) fn hands_subject_on(word: &str) -> bool {
    matches!(
        word,
        "managed"
            | "on"
            | "hastened"
            | "rushed"
            | "continued"
            | "continues"
            | "began"
            | "begins"
            | "begun"
            | "had"
            | "has"
            | "have"
            | "chose"
            | "appeared"
            | "seemed"
            | "used"
            | "paused"
            | "proceeded"
    )
}

/// Words at which a noun phrase ends, reading in either direction.
pub(crate) fn ends_noun_phrases(word: &str) -> bool {
    is_auxiliary(word)
        || is_preposition(word)
        || matches!(
            word,
            "that"
                | "which"
                | "who"
                | "whom"
                | "whose"
                | "when"
                | "where"
                | "while"
                | "because"
                | "if"
                | "although"
                | "though"
                | "but"
                | "or"
                | "as"
                | "so"
                | "than"
                | "whether"
                | "what"
                | "how"
                | "why"
                | "until"
                | "unless"
                | "he"
                | "she"
                | "they"
                | "it"
                | "we"
                | "i"
                | "you"
                | "him"
                | "them"
                | "us"
                | "me"
                | "there"
                | "to"
                | "not"
                | "just"
                | "also"
                | "then"
                | "however"
                | "meanwhile"
                | "only"
                | "even"
                | "never"
                | "too"
                | "again"
                | "yes"
                | "что"
                | "що"
                | "как"
                | "як"
                | "который"
                | "який"
                | "которая"
                | "яка"
                | "но"
                | "але"
                | "а"
                | "не"
                | "когда"
                | "коли"
        )
}

pub(crate) fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "on"
            | "at"
            | "by"
            | "for"
            | "from"
            | "with"
            | "about"
            | "into"
            | "over"
            | "after"
            | "before"
            | "during"
            | "under"
            | "between"
            | "against"
            | "through"
            | "without"
            | "within"
            | "among"
            | "amid"
            | "since"
            | "via"
            | "around"
            | "near"
            | "toward"
            | "towards"
            | "upon"
            | "despite"
            | "в"
            | "во"
            | "на"
            | "с"
            | "со"
            | "по"
            | "о"
            | "об"
            | "у"
            | "за"
            | "до"
            | "от"
            | "для"
            | "при"
            | "після"
            | "про"
            | "від"
            | "з"
            | "із"
            | "під"
            | "после"
            | "из"
            | "к"
    )
}

/// Words that join a clause to its cue.
pub(crate) fn joins_clause(word: &str) -> bool {
    matches!(
        word,
        "that" | "what" | "whether" | "if" | "how" | "why" | "что" | "що" | "чтобы" | "щоб" | "будто" | "ніби"
    )
}

/// Days and times that may stand between a cue and its content.
pub(crate) fn is_time(word: &str) -> bool {
    matches!(
        word,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "yesterday"
            | "today"
            | "tonight"
            | "recently"
            | "earlier"
            | "later"
            | "afterwards"
            | "morning"
            | "evening"
            | "night"
            | "afternoon"
    )
}

/// Nouns that name what a person is or does.
pub(crate) fn is_role(word: &str) -> bool {
    is_varied_role(word)
        || matches!(
            word,
            "president"
                | "minister"
                | "spokesman"
                | "spokeswoman"
                | "spokesperson"
                | "senator"
                | "governor"
                | "mayor"
                | "secretary"
                | "chairman"
                | "chairwoman"
                | "chair"
                | "director"
                | "chief"
                | "head"
                | "leader"
                | "official"
                | "officer"
                | "general"
                | "colonel"
                | "captain"
                | "lawyer"
                | "attorney"
                | "judge"
                | "author"
                | "writer"
                | "journalist"
                | "reporter"
                | "editor"
                | "economist"
                | "strategist"
                | "manager"
                | "candidate"
                | "ambassador"
                | "adviser"
                | "advisor"
                | "activist"
                | "volunteer"
                | "resident"
                | "farmer"
                | "teacher"
                | "doctor"
                | "founder"
                | "deputy"
                | "commissioner"
                | "congressman"
                | "congresswoman"
                | "representative"
                | "historian"
                | "scientist"
                | "engineer"
                | "researcher"
                | "baker"
                | "organiser"
                | "organizer"
                | "coach"
                | "premier"
                | "chancellor"
                | "prosecutor"
                | "sheriff"
                | "councillor"
                | "harbourmaster"
                | "docker"
                | "hydrologist"
                | "президент"
                | "министр"
                | "спикер"
                | "пресс-секретарь"
                | "депутат"
                | "глава"
                | "мэр"
                | "директор"
                | "президентка"
                | "міністр"
                | "речник"
                | "речниця"
                | "мер"
                | "очільник"
                | "директорка"
                | "посол"
        )
}

/// Roles that articles like to vary; which of them stand for each other is for `speakers` to say.
fn is_varied_role(word: &str) -> bool {
    matches!(
        word,
        "expert"
            | "analyst"
            | "commentator"
            | "blogger"
            | "pundit"
            | "observer"
            | "scholar"
            | "scientist"
            | "professor"
            | "эксперт"
            | "аналитик"
            | "политолог"
            | "блогер"
            | "експерт"
            | "аналітик"
            | "аналітикиня"
            | "експертка"
            | "політолог"
            | "политологом"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "пресс-секретарь"
            | "речник"
            | "речниця"
            | "journalist"
            | "reporter"
            | "correspondent"
            | "журналист"
            | "журналіст"
    )
}

/// Titles that stand before a person's name and are no part of it.
pub(crate) fn is_title(word: &str) -> bool {
    matches!(
        word,
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "dr"
            | "prof"
            | "sen"
            | "rep"
            | "gov"
            | "gen"
            | "col"
            | "lt"
            | "sgt"
            | "capt"
            | "sir"
            | "lady"
            | "lord"
            | "president"
            | "senator"
            | "governor"
            | "minister"
            | "mayor"
            | "judge"
            | "justice"
            | "general"
            | "colonel"
            | "captain"
            | "king"
            | "queen"
            | "prince"
            | "princess"
            | "pope"
            | "professor"
            | "doctor"
            | "secretary"
            | "chancellor"
            | "sheriff"
            | "spokesman"
            | "spokeswoman"
            | "analyst"
            | "blogger"
            | "expert"
            | "congressman"
            | "congresswoman"
            | "representative"
            | "premier"
            | "президент"
            | "министр"
            | "господин"
            | "пан"
            | "пані"
            | "міністр"
    )
}
