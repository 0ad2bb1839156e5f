//! Young stories: simulated panels in which the truth is planted, and real headlines on dates when nothing is asked.

mod headlines;
mod simulated;

use crate::Fault;
use crate::data::Data;
use crate::floors;
use overshadow::agenda::YoungEstimates;
use std::path::Path;

/// Calls at the 5 % level: how many there were, of how many that could have been made.
#[derive(Clone, Copy, Default)]
struct Share {
    hits: u32,
    of: u32,
}

impl Share {
    fn add(&mut self, hit: bool) {
        self.hits += u32::from(hit);
        self.of += 1;
    }

    fn value(self) -> f64 {
        f64::from(self.hits) / f64::from(self.of)
    }
}

/// What the estimates of many panels or dates called.
#[derive(Clone, Copy, Default)]
struct Calls {
    stories_lost: Share,
    stories_gained: Share,
    dates_lost: Share,
    dates_gained: Share,
}

/// Which of the two questions.
#[derive(Clone, Copy, PartialEq)]
enum Question {
    AllCoverage,
    OutsideShock,
}

impl Calls {
    fn add(&mut self, found: &YoungEstimates, question: Question) {
        let is_share = question == Question::AllCoverage;
        for row in &found.stories {
            if let (Some(share), Some(rest), Some(gained)) = (row.p_share_lost, row.p_lost, row.p_gained) {
                self.stories_lost.add(if is_share { share } else { rest } <= 0.05);
                self.stories_gained.add(gained <= 0.05);
            }
        }
        if let Some(together) = &found.together {
            let lost = if is_share { together.p_share_lost } else { together.p_lost };
            self.dates_lost.add(lost <= 0.05);
            self.dates_gained.add(lost >= 0.95);
        }
    }
}

/// Simulated panels, then headlines; all figures held to the floors.
pub(crate) fn score(data: &Data, _program: &Path) -> Result<(), Fault> {
    let mut figures = simulated::figures()?;
    figures.extend(headlines::figures(data)?);
    floors::hold("young", &figures)
}
