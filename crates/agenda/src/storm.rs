//! Media storms: is a subject in one of the spells that two published definitions call a storm?
//!
//! [`Storms::new`] finds all spells of all subjects once; [`Storms::at`] then looks a day up.
//!
//! Both definitions were made for stories; a subject of the counts may be far wider. A standing subject that always has
//! 3 % of the coverage is always in a storm by the first definition, so a flag says something of subjects as narrow
//! as a story, or beside a test of growth.

use crate::series::days_between;
use jiff::civil::Date;
use overshadow_record::Counts;
use std::collections::BTreeMap;
use std::ops::Range;

/// How far ahead of the day asked about a storm may start, that day included.
const DAYS_AHEAD: i64 = 7;

/// What makes a storm; the default holds the published values.
#[derive(Clone, Debug, PartialEq)]
pub struct StormThresholds {
    /// Litterer, Jurgens and Card: a storm lasts longer than so many days in a row.
    pub longer_than_days: u32,
    /// On each of these days at least so many outlets are in storm mode.
    pub outlets: u32,
    /// An outlet is in storm mode on a day when the subject has at least this share of its articles in the window.
    pub outlet_share: f64,
    /// Days of that window, centred on the day (an even number reaches further back) and cut where the data end.
    pub window_days: u32,
    /// Articles of the outlet, on the subject or not, that the window must hold.
    pub window_articles: u64,
    /// Boydstun, Hardy and Walgrave: growth of the subject's share against as many days before, 1.5 being 150 %.
    pub growth: f64,
    /// Least share of all coverage, 0 to 1.
    pub agenda_share: f64,
    /// Days that must have both, taken together.
    pub days: u32,
}

impl Default for StormThresholds {
    fn default() -> Self {
        Self {
            longer_than_days: 5,
            outlets: 5,
            outlet_share: 0.03,
            window_days: 3,
            window_articles: 40,
            growth: 1.5,
            agenda_share: 0.2,
            days: 7,
        }
    }
}

/// The definitions by which a storm is going on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Storm {
    /// Litterer, Jurgens and Card 2023, "When it Rains, it Pours".
    pub litterer: bool,
    /// Boydstun, Hardy and Walgrave 2014, "Two Faces of Media Attention".
    pub boydstun: bool,
}

impl Storm {
    /// The definitions met, as the column `storm` has them; `None` without any.
    #[must_use]
    pub fn word(self) -> Option<String> {
        let word = match (self.litterer, self.boydstun) {
            (false, false) => return None,
            (true, false) => "litterer",
            (false, true) => "boydstun",
            (true, true) => "litterer+boydstun",
        };
        Some(word.to_owned())
    }
}

/// The storms of all subjects of some counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Storms {
    /// The day of position 0; `None` without any row.
    first_day: Option<Date>,
    /// Spells per subject, by position of the day.
    litterer: Vec<Vec<Range<usize>>>,
    boydstun: Vec<Vec<Range<usize>>>,
}

impl Storms {
    /// Finds the storms of every subject of `counts`, in time linear in days, outlets and subjects.
    ///
    /// * Litterer, Jurgens and Card: on more than five days in a row, five outlets or more are in storm mode. Units that
    ///   share an outlet's name are one outlet. Their stories are clusters of like articles, which must last
    ///   so long while the outlets may take turns; a subject does not end by itself, so here the outlets hold it together.
    /// * Boydstun, Hardy and Walgrave: over a week the subject has 20 % of all coverage, at least 2.5 times its share of
    ///   the week before (which has articles, and lies within the data). The first day has the 20 % by itself; the
    ///   storm goes on while the last seven days have it, and ends with the last day that has it by itself.
    #[must_use]
    pub fn new(counts: &Counts, thresholds: &StormThresholds) -> Self {
        let Some((first_day, last_day)) = counts.days() else { return Self::default() };
        let days = days_between(first_day, last_day) as usize + 1;
        let everything = Daily::of(counts, first_day, days, |_| true);
        let litterer = outlets_in_storm_mode(counts, first_day, days, thresholds)
            .iter()
            .map(|outlets| long_runs(outlets, thresholds))
            .collect();
        let boydstun =
            everything.subjects.iter().map(|articles| surges(articles, &everything.total, thresholds)).collect();
        Self { first_day: Some(first_day), litterer, boydstun }
    }

    /// The storms of a subject, by its position in the counts, that contain `day` or start within the seven days from it.
    #[must_use]
    pub fn at(&self, subject: u32, day: Date) -> Storm {
        let Some(first_day) = self.first_day else { return Storm::default() };
        let from = days_between(first_day, day);
        let touches = |spell: &Range<usize>| (spell.start as i64) < from + DAYS_AHEAD && from < spell.end as i64;
        let is_on =
            |spells: &[Vec<Range<usize>>]| spells.get(subject as usize).is_some_and(|it| it.iter().any(touches));
        Storm { litterer: is_on(&self.litterer), boydstun: is_on(&self.boydstun) }
    }
}

/// Articles per day: all, and those of each subject, the shock included.
struct Daily {
    total: Vec<u64>,
    subjects: Vec<Vec<u64>>,
}

impl Daily {
    /// Sums the rows of the units that `keep` takes.
    fn of(counts: &Counts, first_day: Date, days: usize, keep: impl Fn(u32) -> bool) -> Self {
        let mut daily = Self { total: vec![0; days], subjects: vec![vec![0; days]; counts.subjects.len()] };
        for row in counts.rows.iter().filter(|row| keep(row.unit)) {
            let day = days_between(first_day, row.day) as usize;
            daily.total[day] += u64::from(row.total);
            for cell in &row.cells {
                daily.subjects[cell.subject as usize][day] += u64::from(cell.articles);
            }
        }
        daily
    }
}

/// Per subject and day, how many outlets are in storm mode.
fn outlets_in_storm_mode(counts: &Counts, first_day: Date, days: usize, thresholds: &StormThresholds) -> Vec<Vec<u32>> {
    let mut outlets: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (position, unit) in (0..).zip(&counts.units) {
        outlets.entry(&unit.outlet).or_default().push(position);
    }
    let mut in_storm_mode = vec![vec![0; days]; counts.subjects.len()];
    for units in outlets.values() {
        let outlet = Daily::of(counts, first_day, days, |unit| units.contains(&unit));
        for day in 0..days {
            let window = centred(day, days, thresholds.window_days as usize);
            let total: u64 = outlet.total[window.clone()].iter().sum();
            if total == 0 || total < thresholds.window_articles {
                continue;
            }
            for (articles, in_storm_mode) in outlet.subjects.iter().zip(&mut in_storm_mode) {
                let articles: u64 = articles[window.clone()].iter().sum();
                in_storm_mode[day] += u32::from(articles as f64 / total as f64 >= thresholds.outlet_share);
            }
        }
    }
    in_storm_mode
}

/// The window of so many days around a day, cut where the data end.
fn centred(day: usize, days: usize, window: usize) -> Range<usize> {
    let ahead = window.saturating_sub(1) / 2;
    day.saturating_sub(window / 2)..days.min(day + ahead + 1)
}

/// The runs of days with enough outlets that are long enough.
fn long_runs(outlets: &[u32], thresholds: &StormThresholds) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = 0;
    for run in outlets.split(|&outlets| outlets < thresholds.outlets) {
        if run.len() > thresholds.longer_than_days as usize {
            runs.push(start..start + run.len());
        }
        start += run.len() + 1;
    }
    runs
}

/// The spells in which a subject has grown to a large part of the agenda and keeps it.
fn surges(articles: &[u64], total: &[u64], thresholds: &StormThresholds) -> Vec<Range<usize>> {
    let length = (thresholds.days as usize).max(1);
    let has_share = |days: Range<usize>| {
        let all: u64 = total[days.clone()].iter().sum();
        all > 0 && articles[days].iter().sum::<u64>() as f64 / all as f64 >= thresholds.agenda_share
    };
    let mut spells: Vec<Range<usize>> = Vec::new();
    for day in length..(total.len() + 1).saturating_sub(length) {
        let is_inside = spells.last().is_some_and(|spell| day < spell.end);
        if is_inside || !has_share(day..day + 1) || !has_share(day..day + length) {
            continue;
        }
        if growth(articles, total, day, length).is_some_and(|growth| growth >= thresholds.growth) {
            let goes_on = |&last: &usize| has_share(last + 1 - length..last + 1);
            let tail = (day + length..total.len()).take_while(goes_on).filter(|&last| has_share(last..last + 1)).last();
            spells.push(day..tail.map_or(day + length, |last| last + 1));
        }
    }
    spells
}

/// How much the share of the days from `day` exceeds that of as many days before, as a share of the latter: infinite
/// from nothing. `None` where there is nothing to compare.
fn growth(articles: &[u64], total: &[u64], day: usize, length: usize) -> Option<f64> {
    let sum = |values: &[u64], from: usize| u128::from(values[from..from + length].iter().sum::<u64>());
    let before = day - length;
    // Shares are compared over their common denominator, so that a growth of exactly 150 % is not lost to rounding.
    let now = sum(articles, day) * sum(total, before);
    let then = sum(articles, before) * sum(total, day);
    (now > 0).then(|| now as f64 / then as f64 - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::day_after;
    use jiff::civil::date;
    use overshadow_record::{CountRow, SubjectCount, Unit};

    const FIRST: Date = date(2024, 1, 1);

    /// Counts of one subject: a list of `(articles, total)` a day per unit, from 1 January 2024; no row where `total` is 0.
    fn counts(units: &[(&str, Vec<(u32, u32)>)]) -> Counts {
        let row = |unit: u32, offset: usize, articles: u32, total: u32| CountRow {
            day: day_after(FIRST, offset),
            unit,
            total,
            independent_total: total,
            cells: vec![SubjectCount { subject: 0, articles, independent: articles, ..SubjectCount::default() }],
        };
        let mut rows: Vec<CountRow> = (0..)
            .zip(units)
            .flat_map(|(unit, (_, days))| days.iter().enumerate().map(move |(day, it)| (unit, day, *it)))
            .filter(|(_, _, (_, total))| *total > 0)
            .map(|(unit, day, (articles, total))| row(unit, day, articles, total))
            .collect();
        rows.sort_by_key(|row| (row.day, row.unit));
        let unit = |(outlet, _): &(&str, _)| Unit { outlet: (*outlet).to_owned(), ..Unit::default() };
        Counts {
            subjects: vec!["storm".into()],
            shock: None,
            units: units.iter().map(unit).collect(),
            rows,
            copies_known: false,
        }
    }

    /// So many days of so many articles of so many.
    fn of(spells: &[(usize, u32, u32)]) -> Vec<(u32, u32)> {
        spells.iter().flat_map(|&(days, articles, total)| vec![(articles, total); days]).collect()
    }

    const OUTLETS: [&str; 5] = ["Courier", "Echo", "Herald", "Mirror", "Post"];

    /// Five outlets with the same days.
    fn five(days: &[(u32, u32)]) -> Counts {
        counts(&OUTLETS.map(|outlet| (outlet, days.to_vec())))
    }

    /// Storms of the only subject on a day, by its position.
    fn on(counts: &Counts, position: i64) -> Storm {
        let day = FIRST.saturating_add(jiff::Span::new().days(position));
        Storms::new(counts, &StormThresholds::default()).at(0, day)
    }

    fn litterer(counts: &Counts) -> bool {
        (0..60).any(|position| on(counts, position).litterer)
    }

    fn boydstun(counts: &Counts) -> bool {
        (0..60).any(|position| on(counts, position).boydstun)
    }

    /// A burst of so many days; it is storm mode on a day more at either end, whose window has 2 of 60 articles.
    fn bursting(days: usize) -> Vec<(u32, u32)> {
        of(&[(10, 0, 20), (days, 2, 20), (10, 0, 20)])
    }

    #[test]
    fn litterer_wants_more_than_five_days() {
        assert!(!litterer(&five(&bursting(3))));
        assert!(litterer(&five(&bursting(4))));
    }

    #[test]
    fn litterer_wants_five_outlets_each_day() {
        let with = |fifth: Vec<(u32, u32)>| {
            let mut units: Vec<(&str, Vec<(u32, u32)>)> = OUTLETS[..4].iter().map(|&it| (it, bursting(10))).collect();
            units.push(("Post", fifth));
            counts(&units)
        };
        assert!(litterer(&with(bursting(10))));
        assert!(!litterer(&with(of(&[(30, 0, 20)]))));
        let breaks_off = of(&[(10, 0, 20), (3, 2, 20), (17, 0, 20)]);
        assert!(!litterer(&with(breaks_off)), "outlets that do not last do not count");
    }

    #[test]
    fn litterer_wants_three_per_cent_of_an_outlet() {
        assert!(litterer(&five(&of(&[(10, 3, 100)]))));
        assert!(!litterer(&five(&of(&[(10, 3, 101)]))));
    }

    #[test]
    fn litterer_wants_forty_articles_in_the_window() {
        // Seven whole windows; those of the first and last day hold two days only.
        assert!(litterer(&five(&[of(&[(2, 2, 13), (1, 2, 14)]).repeat(3)].concat())));
        assert!(!litterer(&five(&of(&[(9, 2, 13)]))));
    }

    #[test]
    fn units_of_one_outlet_are_one_outlet() {
        let mut names = OUTLETS;
        assert!(litterer(&counts(&names.map(|outlet| (outlet, bursting(10))))));
        names[1] = names[0];
        assert!(!litterer(&counts(&names.map(|outlet| (outlet, bursting(10))))));
        let half = |outlet| (outlet, of(&[(10, 2, 10)]));
        let halves: Vec<_> = OUTLETS.iter().flat_map(|&outlet| [half(outlet), half(outlet)]).collect();
        assert!(litterer(&counts(&halves)), "two halves with 30 articles in a window have 60 together");
        assert!(!litterer(&counts(&OUTLETS.map(half))));
    }

    #[test]
    fn boydstun_wants_a_growth_of_150_per_cent() {
        let grown_from = |articles| counts(&[("Echo", of(&[(7, articles, 100), (7, 25, 100), (7, articles, 100)]))]);
        assert!(boydstun(&grown_from(10)));
        assert!(!boydstun(&grown_from(11)));
        assert!(boydstun(&grown_from(0)), "from nothing, any growth is enough");
    }

    #[test]
    fn boydstun_wants_a_fifth_of_the_agenda() {
        let grown_to = |articles| counts(&[("Echo", of(&[(7, 1, 100), (7, articles, 100), (7, 1, 100)]))]);
        assert!(boydstun(&grown_to(20)));
        assert!(!boydstun(&grown_to(19)));
    }

    #[test]
    fn boydstun_wants_a_week() {
        let lasting = |days| counts(&[("Echo", of(&[(7, 1, 100), (days, 20, 100), (10, 1, 100)]))]);
        assert!(boydstun(&lasting(7)));
        assert!(!boydstun(&lasting(6)));
    }

    #[test]
    fn boydstun_has_a_week_before_to_compare_with() {
        assert!(!boydstun(&counts(&[("Echo", of(&[(2, 1, 100), (14, 25, 100)]))])));
        let silent_before = of(&[(1, 1, 100), (7, 0, 0), (7, 25, 100)]);
        assert!(!boydstun(&counts(&[("Echo", silent_before)])));
    }

    #[test]
    fn a_storm_is_on_from_a_week_before_its_start_to_its_last_day() {
        // Boydstun: days 20 to 31. Litterer: a day more at either end, whose window has 42 of 300.
        let days = of(&[(20, 1, 100), (12, 40, 100), (20, 1, 100)]);
        let counts = five(&days);
        let spell = |storm: fn(Storm) -> bool| -> Vec<i64> {
            let on: Vec<i64> = (0..52).filter(|&day| storm(on(&counts, day))).collect();
            vec![on[0], on[on.len() - 1]]
        };
        assert_eq!(spell(|storm| storm.boydstun), [14, 31]);
        assert_eq!(spell(|storm| storm.litterer), [13, 32]);
    }

    #[test]
    fn a_day_or_subject_outside_the_counts_has_no_storm() {
        let storms = Storms::new(&five(&bursting(10)), &StormThresholds::default());
        assert_eq!(storms.at(0, date(2020, 1, 1)), Storm::default());
        assert_eq!(storms.at(7, day_after(FIRST, 12)), Storm::default());
        assert_eq!(Storms::new(&Counts::default(), &StormThresholds::default()).at(0, FIRST), Storm::default());
    }

    #[test]
    fn the_words_name_the_definitions() {
        let word = |litterer, boydstun| Storm { litterer, boydstun }.word();
        assert_eq!(word(false, false), None);
        assert_eq!(word(true, false).as_deref(), Some("litterer"));
        assert_eq!(word(false, true).as_deref(), Some("boydstun"));
        assert_eq!(word(true, true).as_deref(), Some("litterer+boydstun"));
    }
}
