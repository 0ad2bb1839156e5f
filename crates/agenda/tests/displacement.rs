//! What a user may rely on when asking for displacement: who is called, what is refused, what does not matter.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use overshadow_agenda::{
    Axis, DisplacementOptions, Group, ScanOptions, displacement, every_day, power, shocks, units, weeks,
};
use overshadow_record::{CountRow, Counts, Refusal, SubjectCount, Unit, Verdict, WeekState};
use proptest::prelude::*;

const FIRST: Date = date(2023, 10, 2);
const ON: Date = date(2024, 1, 29);

/// Twenty steady subjects over 140 days; the shock takes a quarter of the agenda from day 119 on and one subject
/// falls to a third with it.
fn panel(subjects: u32, days: u32) -> Counts {
    let mut random = fastrand::Rng::with_seed(11);
    let shock = subjects;
    let mut rows = Vec::new();
    for day in 0..days {
        let broke = day >= 119;
        let mut cells: Vec<SubjectCount> = (0..subjects)
            .map(|subject| {
                let level = if broke && subject == 2 { 10.0 } else { 30.0 };
                let noise = (0..12).map(|_| random.f64()).sum::<f64>() - 6.0;
                let articles = (level + noise * f64::sqrt(level)).round().max(0.0) as u32;
                SubjectCount { subject, articles, independent: articles, ..SubjectCount::default() }
            })
            .collect();
        if broke {
            cells.push(SubjectCount { subject: shock, articles: 200, independent: 200, ..SubjectCount::default() });
        }
        let total = cells.iter().map(|cell| cell.articles).sum();
        let day = FIRST + jiff::Span::new().days(i64::from(day));
        rows.push(CountRow { day, unit: 0, total, independent_total: total, cells });
    }
    let mut names: Vec<String> = (0..subjects).map(|subject| format!("subject {subject}")).collect();
    names.push("shock".into());
    Counts { subjects: names, shock: Some(shock), units: vec![Unit::default()], rows, copies_known: false }
}

#[test]
fn the_subject_that_fell_with_the_shock_is_called_and_the_steady_ones_are_not() {
    let estimates = displacement(&panel(20, 140), &DisplacementOptions::on(ON)).unwrap();
    let fallen = &estimates.subjects[0];
    assert_eq!((fallen.subject.as_str(), fallen.verdict), ("subject 2", Verdict::Overshadowed));
    assert!((-1.4..-0.8).contains(&fallen.change_log_odds.unwrap()), "{fallen:?}");
    let others = estimates.subjects[1..].iter().filter(|row| row.verdict == Verdict::Overshadowed).count();
    assert_eq!(others, 0);
    let diluted = estimates.subjects.iter().filter(|row| row.change_log_share.unwrap() < 0.0).count();
    assert_eq!(diluted, 20, "a shock that takes a quarter of the agenda dilutes every subject");
}

#[test]
fn the_split_of_the_lost_articles_has_no_residual() {
    for row in displacement(&panel(20, 140), &DisplacementOptions::on(ON)).unwrap().subjects {
        let parts = row.lost_newshole.unwrap() + row.lost_dilution.unwrap() + row.lost_disproportion.unwrap();
        assert!((parts - row.lost_articles.unwrap()).abs() < 1e-6, "{row:?}");
        assert!((row.expected.unwrap() - row.observed - row.lost_articles.unwrap()).abs() < 1e-9);
    }
}

#[test]
fn a_group_with_the_fallen_subject_is_found_and_its_seed_decides_the_draws() {
    let group = Group { name: "war".into(), subjects: vec!["subject 2".into(), "subject 5".into()] };
    let options = DisplacementOptions { groups: vec![group], ..DisplacementOptions::on(ON) };
    let counts = panel(20, 140);
    let estimates = displacement(&counts, &options).unwrap();
    let war = &estimates.groups[0];
    assert!(war.p_lost < 0.05 && war.high < 0.0, "{war:?}");
    assert_eq!(displacement(&counts, &options).unwrap(), estimates);
}

#[test]
fn a_union_given_for_a_group_is_no_subject_of_its_own() {
    let mut counts = panel(20, 140);
    counts.subjects[5] = "war".into();
    let group = Group { name: "war".into(), subjects: vec!["subject 2".into()] };
    let options = DisplacementOptions { groups: vec![group], ..DisplacementOptions::on(ON) };
    let estimates = displacement(&counts, &options).unwrap();
    assert!(estimates.subjects.iter().all(|row| row.subject != "war"));
    assert!(estimates.groups[0].change_log_odds.abs() < 0.3, "the union is the steady subject: {:?}", estimates.groups);
}

#[test]
fn data_that_cannot_carry_an_estimate_are_refused_with_the_reason() {
    let refusal = |counts: &Counts, options: &DisplacementOptions| displacement(counts, options).unwrap_err();
    let on = DisplacementOptions::on(ON);
    assert_eq!(refusal(&panel(14, 140), &on), Refusal::TooFewSubjects { subjects: 14, needed: 15 });
    assert!(matches!(refusal(&panel(20, 125), &on), Refusal::OutsideData { .. }), "the window is cut off");
    let mut no_shock = panel(20, 140);
    no_shock.shock = None;
    assert!(matches!(refusal(&no_shock, &on), Refusal::ShockAbsent { .. }));
    let before = DisplacementOptions::on(date(2023, 12, 27));
    assert!(matches!(refusal(&panel(20, 140), &before), Refusal::ShockAbsent { .. }), "no article on it that week");
    let by_name = DisplacementOptions { shock_needed: false, ..before };
    assert!(displacement(&panel(20, 140), &by_name).is_ok(), "a column chosen by name may be empty in the window");
    let mut short = panel(20, 140);
    short.rows.drain(..60);
    assert_eq!(refusal(&short, &on), Refusal::HistoryTooShort { days: 59, needed: 83 });
    let mut sparse = panel(20, 140);
    sparse.rows.retain(|row| row.day >= ON || row.day == FIRST || row.day > ON - jiff::Span::new().days(30));
    assert!(matches!(refusal(&sparse, &on), Refusal::HistoryEmpty { .. }));
    assert!(matches!(refusal(&Counts::default(), &on), Refusal::ShockAbsent { .. }));
}

#[test]
fn a_subject_with_hardly_an_article_is_refused_alone() {
    let mut counts = panel(20, 140);
    for row in &mut counts.rows {
        row.cells.retain(|cell| cell.subject != 7);
    }
    let estimates = displacement(&counts, &DisplacementOptions::on(ON)).unwrap();
    let last = estimates.subjects.last().unwrap();
    assert_eq!((last.subject.as_str(), last.verdict, last.change_log_odds), ("subject 7", Verdict::Refused, None));
    assert_eq!(estimates.placebos.len(), 19);
}

#[test]
fn articles_on_both_count_for_the_share_of_all_coverage_only() {
    let mut counts = panel(20, 140);
    for row in counts.rows.iter_mut().filter(|row| row.day >= ON) {
        let cell = &mut row.cells[2];
        (cell.articles, cell.with_shock) = (90, 80);
    }
    let estimates = displacement(&counts, &DisplacementOptions::on(ON)).unwrap();
    let absorbed = estimates.subjects.iter().find(|row| row.subject == "subject 2").unwrap();
    assert!(absorbed.change_log_share.unwrap() > 0.3 && absorbed.change_log_odds.unwrap() < -0.8, "{absorbed:?}");
    assert_ne!(absorbed.verdict, Verdict::Overshadowed, "its articles became articles on the shock");
}

#[test]
fn the_outlet_that_let_go_of_the_group_comes_first_and_ranks_that_cannot_be_told_apart_overlap() {
    let mut counts = over_two_outlets(&panel(20, 140), 5);
    for row in counts.rows.iter_mut().filter(|row| row.day >= ON && row.unit == 1) {
        for cell in &mut row.cells[..3] {
            row.total -= cell.articles - cell.articles / 10;
            cell.articles /= 10;
        }
    }
    let subjects = vec!["subject 0".into(), "subject 1".into(), "subject 2".into()];
    let options =
        DisplacementOptions { groups: vec![Group { name: "war".into(), subjects }], ..DisplacementOptions::on(ON) };
    let rows = units(&counts, &options, Axis::Outlet);
    assert_eq!(rows.iter().map(|row| row.unit.as_str()).collect::<Vec<_>>(), ["second", ""]);
    assert!(rows[0].high < rows[1].low && rows[0].low < rows[0].change_log_share_non_shock, "{rows:?}");
    assert_eq!([(rows[0].rank_low, rows[0].rank_high), (rows[1].rank_low, rows[1].rank_high)], [(1, 1), (2, 2)]);
    let countries = units(&counts, &options, Axis::Country);
    assert_eq!((countries.len(), countries[0].rank_low, countries[0].rank_high), (1, 1, 1));
}

#[test]
fn every_day_gives_on_the_day_of_a_fit_what_the_estimate_of_that_day_gives() {
    let counts = Counts { shock: None, ..panel(20, 140) };
    let asked =
        DisplacementOptions { shock_needed: false, ..DisplacementOptions::on(FIRST.saturating_add(104.days())) };
    let estimates = displacement(&counts, &asked).unwrap();
    let days = every_day(&counts, &asked).unwrap();
    for row in estimates.subjects.iter().filter(|row| row.p_lost.is_some()) {
        let day = days.iter().find(|day| day.date == asked.on && day.subject == row.subject).unwrap();
        assert_eq!(Some(day.change_log_odds), row.change_log_odds);
        assert_eq!((Some(day.low), Some(day.high), Some(day.p_lost)), (row.low, row.high, row.p_lost));
    }
}

#[test]
fn the_scan_finds_the_shock_on_its_day_and_counts_what_it_displaced() {
    let found = shocks(&panel(20, 140), &ScanOptions::default());
    let first = &found[0];
    assert_eq!((first.date, first.subject.as_str()), (ON, "shock"));
    assert!(first.articles_displaced > 0.0 && first.share > 0.2, "{first:?}");
}

#[test]
fn a_larger_drop_is_found_more_often_and_the_detectable_one_stands_in_the_result() {
    let counts = panel(20, 140);
    let rows = power(&counts, &DisplacementOptions::on(ON)).unwrap();
    let estimates = displacement(&counts, &DisplacementOptions::on(ON)).unwrap();
    for row in &rows {
        assert!(row.power_drop_20 <= row.power_drop_50 && row.power_drop_50 <= row.power_drop_70, "{row:?}");
        let estimate = estimates.subjects.iter().find(|estimate| estimate.subject == row.subject).unwrap();
        assert_eq!(estimate.detectable_drop, row.detectable_drop);
    }
}

#[test]
fn a_loss_that_stays_is_shown_week_by_week() {
    let rows = weeks(&panel(20, 170), &DisplacementOptions::on(ON), 4).unwrap();
    let fallen: Vec<_> = rows.iter().filter(|row| row.subject == "subject 2").collect();
    assert_eq!(fallen.iter().map(|row| row.week).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!((fallen[0].state, fallen[0].lasted_weeks_at_least), (WeekState::Lost, 4));
}

/// A feed that hardly writes about a subject starts with the shock: the subject's share of all articles falls, and the
/// outlets that were there all along say that it did not.
#[test]
fn an_outlet_that_starts_with_the_shock_is_no_displacement() {
    let mut counts = panel(20, 140);
    counts.units = vec![Unit::default(), Unit { outlet: "new".into(), ..Unit::default() }];
    let days: Vec<Date> = counts.rows.iter().map(|row| row.day).filter(|day| *day >= ON).collect();
    for day in days {
        let cells = vec![SubjectCount { subject: 7, articles: 200, ..SubjectCount::default() }];
        counts.rows.push(CountRow { day, unit: 1, total: 200, independent_total: 200, cells });
    }
    counts.rows.sort_by_key(|row| (row.day, row.unit));
    let steady = displacement(&counts, &DisplacementOptions::on(ON)).unwrap();
    assert_eq!(steady.compared.outlets_left_out, ["new"]);
    assert_eq!(steady.subjects, displacement(&panel(20, 140), &DisplacementOptions::on(ON)).unwrap().subjects);
    let all = DisplacementOptions { all_outlets: true, ..DisplacementOptions::on(ON) };
    let with_the_new = displacement(&counts, &all).unwrap();
    let gained = with_the_new.subjects.iter().find(|row| row.subject == "subject 7").unwrap();
    assert_eq!(gained.verdict, Verdict::Gained, "what the comparison is there to prevent");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Who publishes what is a matter of pooling, never of the pooled estimate.
    #[test]
    fn splitting_the_articles_over_outlets_changes_nothing(seed in any::<u64>()) {
        let counts = panel(16, 130);
        let options = DisplacementOptions::on(ON);
        let whole = displacement(&counts, &options).unwrap();
        let split = displacement(&over_two_outlets(&counts, seed), &options).unwrap();
        prop_assert_eq!((split.subjects, split.placebos), (whole.subjects, whole.placebos));
    }
}

fn over_two_outlets(counts: &Counts, seed: u64) -> Counts {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut split = counts.clone();
    split.units = vec![Unit::default(), Unit { outlet: "second".into(), ..Unit::default() }];
    split.rows.clear();
    for row in &counts.rows {
        let mut first = row.clone();
        let mut second = CountRow { unit: 1, total: 0, ..row.clone() };
        for (mine, theirs) in first.cells.iter_mut().zip(&mut second.cells) {
            theirs.articles = random.u32(0..=mine.articles);
            mine.articles -= theirs.articles;
            second.total += theirs.articles;
        }
        first.total -= second.total;
        split.rows.extend([first, second]);
    }
    split
}
