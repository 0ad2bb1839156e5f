//! Names found, right and wanted, by kind: exact spans, and the kind has to be right too.

use overshadow::record::MentionKind;

/// Counts of one or more documents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// Person, organisation, place: right, found, wanted.
    counts: [[usize; 3]; 3],
}

impl Tally {
    /// Counts the names of one document; names of other kinds count neither way.
    pub(crate) fn add<S: PartialEq>(&mut self, found: &[(S, MentionKind)], wanted: &[(S, MentionKind)]) {
        for name in found {
            if let Some(place) = place_of(name.1) {
                self.counts[place][1] += 1;
                self.counts[place][0] += usize::from(wanted.contains(name));
            }
        }
        wanted.iter().filter_map(|(_, kind)| place_of(*kind)).for_each(|place| self.counts[place][2] += 1);
    }

    fn sums(&self) -> [usize; 3] {
        [0, 1, 2].map(|column| self.counts.iter().map(|row| row[column]).sum())
    }

    /// Over all three kinds.
    pub(crate) fn f1(&self) -> f64 {
        f1(self.sums())
    }

    /// The figures in words.
    pub(crate) fn line(&self) -> String {
        let [person, organisation, place] = self.counts.map(f1);
        let [right, found, wanted] = self.sums();
        let (precision, recall) = (right as f64 / found.max(1) as f64, right as f64 / wanted.max(1) as f64);
        format!(
            "F {:.4} (P {precision:.3}, R {recall:.3}); person {person:.3}, organisation {organisation:.3}, place {place:.3}",
            self.f1(),
        )
    }
}

fn f1([right, found, wanted]: [usize; 3]) -> f64 {
    2.0 * right as f64 / (found + wanted).max(1) as f64
}

fn place_of(kind: MentionKind) -> Option<usize> {
    [MentionKind::Person, MentionKind::Organisation, MentionKind::Place].iter().position(|&known| known == kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_right_with_its_span_and_its_kind() {
        let mut tally = Tally::default();
        let wanted = [(0..2, MentionKind::Person), (4..5, MentionKind::Place)];
        tally.add(
            &[(0..2, MentionKind::Person), (4..5, MentionKind::Organisation), (8..9, MentionKind::Other)],
            &wanted,
        );
        assert!((tally.f1() - 0.5).abs() < 1e-12);
    }
}
