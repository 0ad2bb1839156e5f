//! Our own annotated documents: the name and the stance of each quotation, its parts given.

use super::Measured;
use super::figures::{ByForm, Outcome};
use super::names::{deciding, same, words};
use crate::Fault;
use crate::corpus::{self, Document, Place, Quotation};
use crate::data::project;
use crate::eval::tally::{Share, Table};
use overshadow::record::Span;
use overshadow_annotate::{Annotator, Given, Resolved, resolve};
use std::collections::BTreeMap;

/// The last document that was looked at while the rules were written.
const LAST_SEEN: &str = "50-~";

/// What is counted in one part of the set.
#[derive(Default)]
struct Part {
    names: ByForm,
    stance: Share,
    /// Stances as annotated and as found, where they differ.
    confusions: BTreeMap<(&'static str, &'static str), u32>,
    /// Stances of both annotations where their cues agree.
    agreement: Share,
}

pub(super) fn measure(annotator: &Annotator) -> Result<Measured, Fault> {
    let folder = |name: &str| corpus::documents(&project().join("corpora/quotations").join(name));
    let second = folder("en-second")?;
    let mut parts = [Part::default(), Part::default()];
    for document in folder("en")? {
        let part = &mut parts[usize::from(document.id.as_str() > LAST_SEEN)];
        part.count(&document, annotator);
        if let Some(other) = second.iter().find(|other| other.id == document.id) {
            part.compare(&document, other);
        }
    }
    let [seen, unseen] = &parts;
    let tables = seen.names.table("## Names, our own documents 01–50 (developed on)")
        + &unseen.names.table("## Names, our own documents 51–68 (not looked at)")
        + &stances(&parts);
    let figures = [("01-50", seen), ("51-68", unseen)].into_iter().flat_map(|(set, part)| part.figures(set)).collect();
    Ok(Measured { tables, figures })
}

impl Part {
    fn count(&mut self, document: &Document, annotator: &Annotator) {
        let given: Vec<Given> = document.quotations.iter().map(given).collect();
        for (quotation, found) in document.quotations.iter().zip(resolve(&document.text, &given, annotator)) {
            self.count_name(document, quotation, &found);
            let right = found.stance.word() == quotation.stance;
            self.stance.count(right);
            if !right {
                *self.confusions.entry((quotation.stance, found.stance.word())).or_default() += 1;
                tell(document, quotation, "stance", &format!("{} for {}", found.stance, quotation.stance));
            }
        }
    }

    fn count_name(&mut self, document: &Document, quotation: &Quotation, found: &Resolved) {
        let outcome = match (&quotation.name, &found.name) {
            (None, None) => Outcome::Right,
            (Some(gold), Some(name)) if same(gold, name) => Outcome::Right,
            (Some(_), None) => Outcome::Empty,
            _ => Outcome::Wrong,
        };
        self.names.add(form(document, quotation), outcome, quotation.name.is_some(), found.name.is_some());
        if outcome != Outcome::Right {
            let [found, gold] = [&found.name, &quotation.name].map(|name| name.as_deref().unwrap_or("nobody"));
            tell(document, quotation, "name", &format!("{found} for {gold}"));
        }
    }

    /// Stances of both annotations, where they mark the same cue of the same content.
    fn compare(&mut self, document: &Document, second: &Document) {
        for quotation in document.quotations.iter().filter(|quotation| !quotation.cue.is_empty()) {
            let same_cue = |other: &&Quotation| bytes(&other.cue) == bytes(&quotation.cue);
            let mut others = second.quotations.iter().filter(same_cue);
            if let Some(other) = others.next() {
                self.agreement.count(other.stance == quotation.stance);
            }
        }
    }

    fn figures(&self, set: &str) -> Vec<(String, f64)> {
        let all = self.names.all();
        vec![
            (format!("own {set} name precision"), all.precision()),
            (format!("own {set} name recall"), all.recall()),
            (format!("own {set} name accuracy"), all.accuracy()),
            (format!("own {set} stance accuracy"), self.stance.value()),
        ]
    }
}

/// Prints what went wrong, when asked to.
fn tell(document: &Document, quotation: &Quotation, what: &str, difference: &str) {
    if std::env::var_os("TELL").is_some() && document.id.as_str() < LAST_SEEN {
        let said = |places: &[Place]| {
            places.iter().map(|place| place.bytes.of(&document.text)).collect::<Vec<_>>().join(" … ")
        };
        let place = document.quotations.iter().position(|other| other == quotation).map_or(0, |at| at + 1);
        let (mention, cue) = (said(&quotation.speaker), said(&quotation.cue));
        println!("{what} {} {place}: {difference} [{mention}] / [{cue}]", document.id);
    }
}

fn given(quotation: &Quotation) -> Given {
    Given {
        kind: quotation.kind,
        mention: bytes(&quotation.speaker),
        cue: bytes(&quotation.cue),
        content: bytes(&quotation.content),
    }
}

fn bytes(places: &[Place]) -> Vec<Span> {
    places.iter().map(|place| place.bytes).collect()
}

/// What kind of words name the speaker.
fn form(document: &Document, quotation: &Quotation) -> &'static str {
    let mention = quotation.speaker.iter().map(|place| place.bytes.of(&document.text)).collect::<Vec<_>>().join(" ");
    let said = words(&mention);
    let Some(first) = said.first() else { return "no mention" };
    let is_pronoun = PRONOUNS.contains(&first.as_str()) && (said.len() == 1 || said[1].ends_with("self"));
    let Some(name) = &quotation.name else {
        return if is_pronoun { "nobody: pronoun" } else { "nobody: other" };
    };
    let name = deciding(name);
    if is_pronoun {
        "pronoun"
    } else if is_body(document, quotation.name.as_deref().unwrap_or_default()) {
        "organisation, metonym"
    } else if name.iter().all(|word| said.contains(word)) {
        "full name"
    } else if name.iter().any(|word| said.contains(word)) {
        "part of a name"
    } else {
        "role or description"
    }
}

/// True for names that stand behind "the" or have one word only: people of the set have more.
fn is_body(document: &Document, name: &str) -> bool {
    let speaks_of_it = |quotation: &&Quotation| {
        let mention = quotation.speaker.first().map(|place| place.bytes.of(&document.text).to_lowercase());
        quotation.name.as_deref() == Some(name) && mention.is_some_and(|mention| mention == "it" || mention == "which")
    };
    deciding(name).len() == 1
        || ["the ", "The "].iter().any(|the| document.text.contains(&format!("{the}{name}")))
        || document.quotations.iter().any(|quotation| speaks_of_it(&quotation))
}

fn stances(parts: &[Part; 2]) -> String {
    let mut table = Table::new(&["documents", "quotations", "accuracy", "same cue in both annotations", "agreement"]);
    for (name, part) in ["01–50 (developed on)", "51–68 (not looked at)"].iter().zip(parts) {
        table.row(name, &[part.stance.cases(), part.stance.text(), part.agreement.cases(), part.agreement.text()]);
    }
    let mut confusions = Table::new(&["annotated", "found", "01–50", "51–68"]);
    let keys: std::collections::BTreeSet<_> = parts.iter().flat_map(|part| part.confusions.keys()).collect();
    for (gold, found) in keys {
        let times = |part: &Part| part.confusions.get(&(*gold, *found)).copied().unwrap_or(0);
        let counts = parts.each_ref().map(times);
        if counts[0] + counts[1] > 2 {
            let mut cells = vec![(*found).to_owned()];
            cells.extend(counts.map(|count| count.to_string()));
            confusions.row(gold, &cells);
        }
    }
    table.under("## Stance, the cue given") + &confusions.under("Stances taken for one another more than twice:")
}

const PRONOUNS: [&str; 24] = [
    "he", "she", "it", "they", "who", "which", "i", "we", "you", "him", "her", "them", "me", "us", "his", "hers",
    "its", "their", "my", "our", "your", "both", "himself", "herself",
];
