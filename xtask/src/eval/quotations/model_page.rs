//! The page `docs/quotation-models.md`: the models inside the program beside those learnt from open texts, and the rules.

use super::sets::Set;
use super::{annotate, held_figures, predictions, scored};
use crate::Fault;
use crate::data::Data;
use crate::eval::tally::Table;
use std::path::Path;

/// What `--models` is given, and what the page calls it.
const OTHERS: [(&str, &str); 2] = [("models/en-open", "open licences"), ("none", "rules alone")];

const EXPLANATION: &str = "\
# What the quotation engine owes to its texts

Three ways to find quotations, on the same documents: *default*, the models inside the program, which learnt from PolNeAR's
training documents (newspaper articles; the corpus states no licence) and our own; *open licences*, learnt from our own
documents alone (`cargo xtask train quotations --licences open`; use them with `--models models/en-open`); *rules alone*
(`--models none`). F1 unless a row says otherwise. Neither set was learnt from.
";

/// The figures of one set, one list of cells a row.
pub(crate) type Rows = Vec<(&'static str, Vec<String>)>;

/// Scores the other models on the set; `default` are the figures of the models inside.
pub(crate) fn rows(data: &Data, set: &Set, program: &Path, default: &[(&'static str, f64)]) -> Result<Rows, Fault> {
    let mut rows: Rows = default.iter().map(|&(name, figure)| (name, vec![three(figure)])).collect();
    for (models, _) in OTHERS {
        let annotated = annotate(set, program, Some(models))?;
        let figures = held_figures(&scored(data, set, &predictions(data, set, &annotated)?)?)?;
        for (name, cells) in &mut rows {
            let figure = figures.iter().find(|(own, _)| own == name).map(|(_, figure)| three(*figure));
            cells.push(figure.unwrap_or_else(|| "–".to_owned()));
        }
    }
    Ok(rows)
}

/// The whole page.
pub(crate) fn page(sets: &[(&str, Rows)]) -> String {
    let headings = ["figure", "default", OTHERS[0].1, OTHERS[1].1];
    let sections = sets.iter().map(|(title, rows)| {
        let mut table = Table::new(&headings);
        rows.iter().for_each(|(name, cells)| table.row(name, cells));
        table.under(&format!("## {title}"))
    });
    format!("{EXPLANATION}{}\nMade by `cargo xtask eval quotations`.\n", sections.collect::<String>())
}

fn three(figure: f64) -> String {
    format!("{figure:.3}").trim_start_matches('0').to_owned()
}
