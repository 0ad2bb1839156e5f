//! The page `docs/quotation-errors.md`: figures and single cue words, never text of a set.

use super::breakdown::{ASPECTS, Breakdown, CUE_HEAD, Class, breakdown};
use super::marked::Document;
use super::sets::Set;
use super::told::{Agreement, agreement};
use crate::Fault;
use crate::eval::tally::{Share, Table};
use crate::scorer::Score;

/// Cue heads that are listed.
const HEADS: usize = 25;
/// Classes with fewer quotations on both sides are left out: their shares say nothing.
const FEWEST: f64 = 5.0;

const EXPLANATION: &str = "\
# Where quotations are missed

Our engine on annotated documents, by what a quotation is like. *Content* counts a quotation as found when half of the words
that either side gives it are in both; *and speaker* asks for the right speaker too (a shared word that is not a function
word, or none on both sides). Recall is of the quotations in gold, each in the class it has there; precision is of those
found, in the class the engine gave them. A quotation is `direct` with marks around all of its content, `mixed` with marks
around part of it. Classes with fewer than five quotations on both sides are left out.
";

const MADE: &str = "
Made by `cargo xtask eval quotations`, which checks that the recall of each kind equals the scorer's.
";

/// The whole page.
pub(crate) fn page(sections: &[String]) -> String {
    format!("{EXPLANATION}{}{MADE}", sections.concat())
}

/// What is said of one set.
pub(crate) fn section(set: &Set, documents: &[Document], score: &Score) -> Result<String, Fault> {
    let classes = breakdown(documents);
    is_the_scorers(&classes, score)?;
    let mut section = format!("\n## {}\n\n{}\n", set.title, size(documents));
    for aspect in ASPECTS {
        let rows = rows(&classes, aspect);
        if rows.iter().any(|(_, class)| class.is_in_gold()) {
            section += &table(aspect, &rows);
        }
    }
    section += &agreement(documents).map(|agreement| told(&agreement)).unwrap_or_default();
    Ok(section)
}

/// Counting here and in the scorer are two programs; they have to agree.
fn is_the_scorers(classes: &Breakdown, score: &Score) -> Result<(), Fault> {
    for ((aspect, kind), class) in
        classes.iter().filter(|((aspect, _), class)| *aspect == ASPECTS[0] && class.is_in_gold())
    {
        for (share, name) in class.recall.iter().zip(["content recall", "full lenient recall"]) {
            let theirs = score.figure(&["by type", kind, name])?;
            if (share.value() - theirs).abs() > 1e-9 {
                return Err(
                    format!("{aspect} {kind}: {name} is {} here and {theirs} in the scorer", share.value()).into()
                );
            }
        }
    }
    Ok(())
}

fn size(documents: &[Document]) -> String {
    let count = |of: fn(&Document) -> usize| documents.iter().map(of).sum::<usize>();
    let [words, gold, found] = [
        count(|document| document.words.len()),
        count(|document| document.gold.len()),
        count(|document| document.found.len()),
    ];
    format!("{} documents, {words} words, {gold} quotations in gold, {found} found.", documents.len())
}

/// The classes of an aspect, in the order they are printed in.
fn rows(classes: &Breakdown, aspect: &str) -> Vec<(String, Class)> {
    let own = classes.iter().filter(|((of, _), class)| *of == aspect && class.is_common());
    let mut rows: Vec<(String, Class)> = own.map(|((_, name), class)| (name.clone(), *class)).collect();
    if aspect == CUE_HEAD {
        rows.sort_by(|a, b| b.1.recall[0].count_of_cases().total_cmp(&a.1.recall[0].count_of_cases()));
        rows.truncate(HEADS);
    }
    rows
}

fn table(aspect: &str, rows: &[(String, Class)]) -> String {
    let heading = match aspect {
        CUE_HEAD => format!("### By {aspect}, the {HEADS} commonest in gold"),
        aspect => format!("### By {aspect}"),
    };
    let mut table = Table::new(&[
        aspect,
        "in gold",
        "recall: content",
        "and speaker",
        "found",
        "precision: content",
        "and speaker",
    ]);
    for (name, class) in rows {
        let side = |[content, full]: [Share; 2]| [content.cases(), content.text(), full.text()];
        table.row(name, &[side(class.recall), side(class.precision)].concat());
    }
    table.under(&heading)
}

fn told(agreement: &Agreement) -> String {
    let mut table = Table::new(&["what else is told, where the content was found", "quotations", "the same"]);
    let rows = [
        ("stance", agreement.stance),
        ("full name, where the annotation gives one", agreement.name),
        ("no name, where it gives none", agreement.nobody),
        ("repeated words, where it says so", agreement.repeat),
    ];
    for (name, share) in rows {
        table.row(name, &[share.cases(), share.text()]);
    }
    table.under("### Beyond the spans")
}

impl Class {
    fn is_in_gold(&self) -> bool {
        self.recall[0].count_of_cases() > 0.0
    }

    fn is_common(&self) -> bool {
        [self.recall[0], self.precision[0]].iter().any(|share| share.count_of_cases() >= FEWEST)
    }
}
