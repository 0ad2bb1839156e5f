//! Where a forecast is made, how far it reaches, and at which ordinary dates it is held against what came.

use std::ops::Range;

/// Days of history before the first placebo date.
pub(crate) const HISTORY_DAYS: usize = 56;

/// Where a forecast is made and how far it reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Horizon {
    /// Position of the first day that the forecast may not see.
    pub(crate) event: usize,
    /// Days between that day and the window.
    pub(crate) lead: usize,
    /// Days in the window.
    pub(crate) window: usize,
}

impl Horizon {
    /// The days of the window of a forecast made at `origin`.
    pub(crate) fn window_from(self, origin: usize) -> Range<usize> {
        let first = origin + self.lead;
        first..first + self.window
    }

    /// The dates whose windows end before the event, oldest first, for which there is history enough.
    fn ordinary(self) -> Range<usize> {
        HISTORY_DAYS..(self.event + 1).saturating_sub(self.lead + self.window).max(HISTORY_DAYS)
    }
}

/// The dates at which the forecast is made: placebo dates, oldest first, then the event, or several of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dates {
    pub(crate) horizon: Horizon,
    origins: Vec<usize>,
    placebos: usize,
}

impl Dates {
    /// Every ordinary date that `keep` takes, then the event.
    pub(crate) fn new(horizon: Horizon, keep: impl Fn(usize) -> bool) -> Self {
        Self::with_events(horizon, keep, horizon.event..horizon.event + 1)
    }

    /// Every ordinary date before the horizon's event that `keep` takes, then each of `events`.
    pub(crate) fn with_events(horizon: Horizon, keep: impl Fn(usize) -> bool, events: Range<usize>) -> Self {
        let mut origins: Vec<usize> = horizon.ordinary().filter(|&origin| keep(origin)).collect();
        let placebos = origins.len();
        origins.extend(events);
        Self { horizon, origins, placebos }
    }

    /// The placebo dates and the events, as positions of days.
    pub(crate) fn origins(&self) -> &[usize] {
        &self.origins
    }

    /// How many placebo dates there are; the first event's place among the origins.
    pub(crate) fn placebos(&self) -> usize {
        self.placebos
    }

    /// Places of the placebo dates whose windows share a day with that of the placebo date at `place`.
    pub(crate) fn overlapping(&self, place: usize) -> Range<usize> {
        let (placebos, origin) = (&self.origins[..self.placebos()], self.origins[place]);
        let from = placebos.partition_point(|&other| other + self.horizon.window <= origin);
        let to = placebos.partition_point(|&other| other < origin + self.horizon.window);
        from..to
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placebo_windows_end_before_the_event_however_far_they_lead() {
        let horizon = Horizon { event: 118, lead: 14, window: 7 };
        let dates = Dates::new(horizon, |_| true);
        let last = dates.origins()[dates.placebos() - 1];
        assert_eq!(horizon.window_from(last).end, horizon.event);
    }

    #[test]
    fn windows_that_share_a_day_overlap_also_across_a_gap() {
        let horizon = Horizon { event: 118, lead: 0, window: 7 };
        let dates = Dates::new(horizon, |origin| origin != 60);
        assert_eq!(dates.overlapping(0), 0..6, "days 56 to 62 without 60");
        assert_eq!(dates.overlapping(5), 0..12, "days 56 to 68 without 60");
    }

    #[test]
    fn too_short_a_history_has_no_placebo_date() {
        let horizon = Horizon { event: 40, lead: 0, window: 7 };
        assert_eq!(Dates::new(horizon, |_| true).placebos(), 0);
    }
}
