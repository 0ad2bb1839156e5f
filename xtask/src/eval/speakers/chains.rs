//! GUM's news and interviews: does a pronoun, a role or a short name get the name of its own chain of mentions?
//!
//! Counted are mentions of persons and organisations that are pronouns, descriptions or names shorter than the fullest
//! of their chain, in chains that have a proper name. A name is right when the last word of one of the chain's proper
//! names is in it, or it in one of them. Nothing is a quotation here, so that these are harder than speakers: objects
//! and possessives are asked for too. The first and second person are told apart and left out of the sum: GUM's texts
//! have lost who speaks in an interview.

use super::Measured;
use super::figures::{ByForm, Outcome};
use super::names::{deciding, words};
use crate::Fault;
use crate::conllu::{Treebank, Word};
use crate::data::Data;
use overshadow::record::{QuotationKind, Span};
use overshadow_annotate::{Annotator, Given, resolve};
use std::collections::BTreeMap;

const FOLDER: &str = "language/ud-english-gum-open";

/// One mention of a chain.
#[derive(Debug)]
struct Mention {
    chain: String,
    /// Its words in the text of the treebank.
    start: usize,
    end: usize,
    form: Form,
    /// "Mr. Orr" for "Mr. Orr, who had left": up to the last word of the name.
    proper: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Name,
    Pronoun,
    Speech,
    Description,
}

pub(super) fn measure(data: &Data, annotator: &Annotator) -> Result<Measured, Fault> {
    let (mut seen, mut unseen) = (ByForm::default(), ByForm::default());
    for part in ["train", "dev", "test"] {
        let treebank = Treebank::open(&data.file(&format!("{FOLDER}/en_gum_open-{part}.conllu.gz"))?)?;
        let is_test = part == "test";
        count(&treebank, if is_test { &mut unseen } else { &mut seen }, is_test, annotator);
    }
    let tables = seen.table("## Mentions, GUM news and interviews, train and dev (developed on)")
        + &unseen.table("## Mentions, GUM news and interviews, test (not looked at)");
    let figures = [("train+dev", seen), ("test", unseen)]
        .iter()
        .flat_map(|(set, counts)| {
            let all = counts.all();
            [(format!("GUM {set} name precision"), all.precision()), (format!("GUM {set} name recall"), all.recall())]
        })
        .collect();
    Ok(Measured { tables, figures })
}

fn count(treebank: &Treebank, counts: &mut ByForm, is_test: bool, annotator: &Annotator) {
    for (place, (id, first)) in treebank.documents.iter().enumerate() {
        let end = treebank.documents.get(place + 1).map_or(treebank.sentences.len(), |(_, first)| *first);
        let sentences = &treebank.sentences[*first..end];
        if id.contains("_news_") || id.contains("_interview_") {
            count_document(id, &treebank.text, sentences, counts, is_test, annotator);
        }
    }
}

fn count_document(
    id: &str,
    text: &str,
    sentences: &[Vec<Word>],
    counts: &mut ByForm,
    is_test: bool,
    annotator: &Annotator,
) {
    let spans = || sentences.iter().flatten().map(|word| &word.span);
    let (Some(first), Some(last)) = (spans().next(), spans().next_back()) else { return };
    let text = &text[first.start..last.end];
    let mentions = mentions(sentences, text, first.start);
    let mut proper: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for mention in &mentions {
        proper.entry(&mention.chain).or_default().extend(mention.proper.as_deref());
    }
    let fullest = |chain: &str| proper[chain].iter().map(|name| deciding(name).len()).max().unwrap_or(0);
    let short =
        |mention: &Mention| mention.proper.as_ref().is_some_and(|name| deciding(name).len() < fullest(&mention.chain));
    let asked: Vec<&Mention> = mentions
        .iter()
        .filter(|mention| !proper[mention.chain.as_str()].is_empty() && (mention.form != Form::Name || short(mention)))
        .collect();
    let given: Vec<Given> = asked
        .iter()
        .map(|mention| Given {
            kind: QuotationKind::Indirect,
            mention: vec![Span::new(mention.start, mention.end)],
            cue: Vec::new(),
            content: Vec::new(),
        })
        .collect();
    for (mention, found) in asked.iter().zip(resolve(text, &given, annotator)) {
        let names = &proper[mention.chain.as_str()];
        let outcome = match &found.name {
            None => Outcome::Empty,
            Some(found) if names.iter().any(|name| shares_head(found, name)) => Outcome::Right,
            Some(_) => Outcome::Wrong,
        };
        if mention.form == Form::Speech {
            counts.add_apart(form(mention), outcome, found.name.is_some());
            continue;
        }
        counts.add(form(mention), outcome, true, found.name.is_some());
        if outcome != Outcome::Right && std::env::var_os("TELL").is_some() && !is_test {
            println!("gum {id} {outcome:?} [{}] {:?} for {names:?}", &text[mention.start..mention.end], found.name);
        }
    }
}

fn form(mention: &Mention) -> &'static str {
    match mention.form {
        Form::Name => "short name",
        Form::Pronoun => "pronoun, third person",
        Form::Speech => "pronoun, first and second person",
        Form::Description => "role or description",
    }
}

fn shares_head(found: &str, name: &str) -> bool {
    let (found, name) = (deciding(found), deciding(name));
    let within = |last: Option<&String>, others: &[String]| last.is_some_and(|last| others.contains(last));
    within(found.last(), &name) || within(name.last(), &found)
}

/// Mentions of persons and organisations, in the order of their beginning; places count from `base`.
fn mentions(sentences: &[Vec<Word>], text: &str, base: usize) -> Vec<Mention> {
    let mut all = Vec::new();
    for sentence in sentences {
        let mut open: Vec<(String, bool, usize)> = Vec::new();
        for (at, word) in sentence.iter().enumerate() {
            for event in events(&word.entity) {
                let (opens, closes) = (event.starts_with('('), event.ends_with(')'));
                let body = event.trim_matches(['(', ')']);
                let chain = body.split('-').next().unwrap_or_default();
                let kind = body.split('-').nth(1).unwrap_or_default();
                if opens {
                    open.push((chain.to_owned(), matches!(kind, "person" | "organization"), at));
                }
                if closes {
                    let Some(own) = open.iter().rposition(|(known, ..)| known == chain) else { continue };
                    let (chain, counts, first) = open.remove(own);
                    if counts {
                        all.extend(mention(chain, &sentence[first..=at], text, base));
                    }
                }
            }
        }
    }
    all.sort_by_key(|mention: &Mention| (mention.start, std::cmp::Reverse(mention.end)));
    all
}

/// `(1-person-…(2-person-…)1)` in its parts: each begins with "(" or ends with ")".
fn events(entity: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, letter) in entity.char_indices() {
        if letter == '(' && at > start {
            parts.push(&entity[start..at]);
            start = at;
        } else if letter == ')' {
            parts.push(&entity[start..=at]);
            start = at + 1;
        }
    }
    parts.extend((start < entity.len()).then(|| &entity[start..]));
    parts
}

fn mention(chain: String, own: &[Word], text: &str, base: usize) -> Option<Mention> {
    let (start, end) = (own.first()?.span.start - base, own.last()?.span.end - base);
    let is_pronoun = own.iter().all(|word| matches!(word.upos.as_str(), "PRON" | "DET"));
    let head_name = own.iter().position(|word| word.upos == "PROPN");
    // A common noun before the name makes a description of it only when the name does not end the phrase.
    let name_end = head_name.map(|first| {
        first
            + own[first..]
                .iter()
                .take_while(|word| word.upos == "PROPN" || word.form == "of" || word.form == "the")
                .count()
    });
    let before_noun = name_end
        .and_then(|end| own.get(end))
        .is_some_and(|next| matches!(next.upos.as_str(), "NOUN" | "ADJ" | "PART") || next.form == "'s");
    let after_preposition =
        head_name.is_some_and(|first| own[..first].iter().any(|word| word.upos == "ADP" || word.upos == "VERB"));
    let proper = match (head_name, name_end) {
        (Some(first), Some(end)) if !before_noun && !after_preposition => {
            Some(text[own[first].span.start - base..own[end - 1].span.end - base].to_owned())
        }
        _ => None,
    };
    let said = words(&text[start..end]);
    let form = match (&proper, is_pronoun) {
        (Some(_), _) => Form::Name,
        (None, true) if said.iter().any(|word| SPEECH.contains(&word.as_str())) => Form::Speech,
        (None, true) => Form::Pronoun,
        (None, false) => Form::Description,
    };
    Some(Mention { chain, start, end, form, proper })
}

const SPEECH: [&str; 13] =
    ["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves", "you", "your", "yours"];
