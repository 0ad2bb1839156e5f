//! Which groups hold a shingle: the inverted index of the search for candidates.
//!
//! Groups are numbered in the order in which they begin, so those before some number no longer grow. The index forgets
//! them now and then, and holds no more than a window's shingles however long the pile is.

use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;

/// A shingle in the texts of more open groups than this says nothing: lines of tables, notes under every article.
const MOST_GROUPS: usize = 60;
/// Shingles from which on looking for those to forget pays.
const WORTH_FORGETTING: usize = 1 << 16;

/// The groups of a shingle, oldest first.
#[derive(Clone, Debug)]
enum Groups {
    One(u32),
    Some(Vec<u32>),
    /// Too many, up to this one.
    Everywhere(u32),
}

/// An inverted index from shingles to groups.
#[derive(Debug)]
pub(super) struct Postings {
    groups: FxHashMap<u32, Groups>,
    /// The size at which the index is next looked through.
    full: usize,
}

impl Default for Postings {
    fn default() -> Self {
        Self { groups: FxHashMap::default(), full: WORTH_FORGETTING }
    }
}

impl Groups {
    fn latest(&self) -> u32 {
        match self {
            Self::One(group) | Self::Everywhere(group) => *group,
            Self::Some(groups) => groups.last().copied().unwrap_or_default(),
        }
    }

    fn add(&mut self, group: u32, oldest: u32) {
        if self.latest() < oldest {
            *self = Self::One(group);
        }
        match self {
            Self::One(other) if *other == group => {}
            Self::One(other) => *self = Self::Some(vec![group.min(*other), group.max(*other)]),
            Self::Some(all) if all.contains(&group) => {}
            Self::Some(all) => {
                all.retain(|&other| other >= oldest);
                // An older group may grow after younger ones have begun.
                let place = all.partition_point(|&other| other < group);
                all.insert(place, group);
                if all.len() > MOST_GROUPS {
                    *self = Self::Everywhere(self.latest());
                }
            }
            Self::Everywhere(latest) => *latest = group.max(*latest),
        }
    }
}

impl Postings {
    /// Notes that a text of a group holds a shingle. Groups before `oldest` no longer count.
    pub(super) fn add(&mut self, shingle: u32, group: u32, oldest: u32) {
        match self.groups.entry(shingle) {
            Entry::Vacant(place) => {
                place.insert(Groups::One(group));
            }
            Entry::Occupied(mut place) => place.get_mut().add(group, oldest),
        }
        if self.groups.len() >= self.full {
            self.groups.retain(|_, groups| groups.latest() >= oldest);
            self.full = WORTH_FORGETTING.max(2 * self.groups.len());
        }
    }

    /// The groups that hold a shingle; none for one that is everywhere.
    pub(super) fn of(&self, shingle: u32) -> &[u32] {
        match self.groups.get(&shingle) {
            Some(Groups::One(group)) => std::slice::from_ref(group),
            Some(Groups::Some(groups)) => groups,
            Some(Groups::Everywhere(_)) | None => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shingle_of_too_many_groups_says_nothing_until_they_are_gone() {
        let mut postings = Postings::default();
        (0..60).for_each(|group| postings.add(7, group, 0));
        assert_eq!(postings.of(7).len(), 60);
        postings.add(7, 60, 0);
        assert_eq!(postings.of(7), [0_u32; 0]);
        postings.add(7, 100, 61);
        assert_eq!(postings.of(7), [100]);
    }

    #[test]
    fn an_older_group_that_grows_keeps_the_order() {
        let mut postings = Postings::default();
        [3, 5, 4, 5, 3].into_iter().for_each(|group| postings.add(7, group, 0));
        assert_eq!(postings.of(7), [3, 4, 5]);
        postings.add(7, 6, 5);
        assert_eq!(postings.of(7), [5, 6]);
    }

    #[test]
    fn what_is_gone_is_forgotten() {
        let mut postings = Postings::default();
        for group in 0..1_000_000_u32 {
            postings.add(group, group, group.saturating_sub(10));
        }
        assert!(postings.groups.len() < 2 * WORTH_FORGETTING);
    }
}
