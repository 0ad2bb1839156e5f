//! Which groups hold a shingle: the inverted index of the search for candidates.

use rustc_hash::FxHashMap;

/// A shingle in the texts of more groups than this says nothing: lines of tables, notes under every article.
const MOST_GROUPS: usize = 60;

/// The groups of a shingle, oldest first.
#[derive(Clone, Debug)]
enum Groups {
    One(u32),
    Some(Vec<u32>),
    /// Too many.
    Everywhere,
}

/// An inverted index from shingles to groups.
#[derive(Debug, Default)]
pub(super) struct Postings {
    groups: FxHashMap<u32, Groups>,
}

impl Postings {
    /// Notes that a text of a group holds a shingle. Groups older than `oldest` no longer count.
    pub(super) fn add(&mut self, shingle: u32, group: u32, oldest: u32) {
        use std::collections::hash_map::Entry;
        match self.groups.entry(shingle) {
            Entry::Vacant(place) => {
                place.insert(Groups::One(group));
            }
            Entry::Occupied(mut place) => {
                let groups = place.get_mut();
                match groups {
                    Groups::One(other) if *other == group => {}
                    Groups::One(other) => *groups = Groups::Some(vec![*other, group]),
                    Groups::Some(all) if all.contains(&group) => {}
                    Groups::Some(all) => {
                        all.retain(|&other| other >= oldest);
                        all.push(group);
                        if all.len() > MOST_GROUPS {
                            *groups = Groups::Everywhere;
                        }
                    }
                    Groups::Everywhere => {}
                }
            }
        }
    }

    /// The groups that hold a shingle; none for one that is everywhere.
    pub(super) fn of(&self, shingle: u32) -> &[u32] {
        match self.groups.get(&shingle) {
            Some(Groups::One(group)) => std::slice::from_ref(group),
            Some(Groups::Some(groups)) => groups,
            Some(Groups::Everywhere) | None => &[],
        }
    }
}
