//! Whether what is derived from an archive says what its articles say.

use super::columns::{Facts, cells, place};
use super::deriving::facts;
use super::{ReadyArchive, form};
use crate::error::Error;
use crate::once::{for_each_once, identity};
use crate::pile::{Pile, PileArticle};
use crate::question::standard_subjects;
use crate::tabulate::fields;
use overshadow_agenda::query::{Matcher, Scratch};
use overshadow_archive::{Archive, Checked, Column, Index, RowSet};
use std::path::Path;

/// Looks at an archive: its file, each article by its digest, the index by its own digests and row by row, and the columns
/// and standing subjects by reading all articles and matching them anew. The second value is false where nothing is
/// derived, or articles came since.
///
/// # Errors
/// When the archive cannot be read at all.
pub fn check(folder: &Path) -> Result<(Checked, bool), Error> {
    let mut checked = Archive::open(folder)?.check()?;
    let Some(ready) = ReadyArchive::held(folder)? else {
        let is_settled = Archive::open(folder)?.settled(&form())?.is_some();
        if is_settled && Index::open(folder, &form()).is_none() {
            checked.add("index", "is missing, or cannot be opened".to_owned());
        }
        return Ok((checked, false));
    };
    if let Some(fault) = ready.index.fault(ready.rows)? {
        checked.add("index", fault);
    }
    let found = found_anew(folder, ready.rows)?;
    let anew = cells(&found.facts, ready.rows);
    if anew.cells != ready.cells()? || anew.of_row != ready.column(Column::Cell)? || anew.units != ready.units()? {
        checked.add("columns", "days or outlets of articles differ from the articles".to_owned());
    }
    for (subject, anew) in ready.subjects()?.iter().zip(&found.subjects) {
        if subject.articles != *anew {
            let detail =
                format!("subject “{}” has {} articles, and {} match", subject.name, subject.articles.len(), anew.len());
            checked.add("subjects", detail);
        }
    }
    Ok((checked, true))
}

struct Found {
    facts: Vec<Facts>,
    subjects: Vec<RowSet>,
}

/// What all articles say, read and matched one by one.
fn found_anew(folder: &Path, rows: u64) -> Result<Found, Error> {
    let standing = standard_subjects();
    let matcher = Matcher::new(standing.iter().map(|subject| subject.query.as_str()))
        .map_err(|source| Error::Query { subject: source.query.clone(), source })?;
    let pile = Pile { archive: Some(folder.to_owned()), ..Pile::default() };
    let mut found = Found { facts: Vec::new(), subjects: vec![RowSet::none(rows); standing.len()] };
    let work = |read: PileArticle| {
        let on = matcher.subjects(fields(&read.article), &mut Scratch::default()).to_vec();
        Ok((identity(&read.article), (facts(&read), on)))
    };
    for_each_once(&pile, work, &mut |_| {}, &mut |(facts, on), at| {
        let row = at.offset;
        if row <= rows {
            on.into_iter().for_each(|subject| found.subjects[subject as usize].insert(row));
            found.facts.push(Facts { row, ..facts });
        }
    })?;
    found.facts.sort_by_key(|fact| place(fact.row));
    Ok(found)
}
