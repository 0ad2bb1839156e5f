//! Which named speakers each article has, in memory, so that any set of articles can be counted by speaker.

use super::ReadyArchive;
use super::once;
use crate::error::Error;
use overshadow_archive::RowSet;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// Speakers of a facet.
const SPEAKERS_SHOWN: usize = 50;

/// Speakers and the articles they speak in.
#[derive(Debug, Default)]
pub(super) struct SpeakersOf {
    names: Vec<String>,
    /// Row and position of the name, by row.
    spoken: Vec<(u32, u32)>,
}

impl SpeakersOf {
    fn of(spoken: Vec<(u64, String)>, rows: u64) -> Self {
        let mut known: FxHashMap<String, u32> = FxHashMap::default();
        let mut of = Self::default();
        for (row, name) in spoken.into_iter().filter(|(row, _)| (1..=rows).contains(row)) {
            let next = u32::try_from(of.names.len()).expect("fewer speakers than 2^32");
            let at = *known.entry(name.clone()).or_insert(next);
            if at == next {
                of.names.push(name);
            }
            of.spoken.push((u32::try_from(row).expect("fewer articles than 2^32"), at));
        }
        of
    }
}

impl ReadyArchive {
    pub(super) fn speakers_of(&self) -> Result<&SpeakersOf, Error> {
        once(&self.speakers_of, || Ok(SpeakersOf::of(self.archive().spoken_in()?, self.rows)))
    }

    /// Articles of a set by speaker, most first, the first so many.
    pub(super) fn by_speaker(&self, rows: &RowSet) -> Result<Vec<(u64, &str)>, Error> {
        let of = self.speakers_of()?;
        let mut counts = vec![0_u64; of.names.len()];
        for &(_, speaker) in of.spoken.iter().filter(|(row, _)| rows.contains(u64::from(*row))) {
            counts[speaker as usize] += 1;
        }
        let mut found: Vec<(u64, &str)> = counts
            .into_iter()
            .zip(&of.names)
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| (count, name.as_str()))
            .collect();
        found.sort_unstable_by_key(|&(count, name)| (Reverse(count), name));
        found.truncate(SPEAKERS_SHOWN);
        Ok(found)
    }
}
