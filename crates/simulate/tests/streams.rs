//! What a user may rely on in a generated stream.

use overshadow_simulate::{Newsroom, PlannedShock, Regime, Stream, simulate};

fn stream(regime: Regime, displaced: usize, drop: f64, seed: u64) -> Stream {
    let shock = PlannedShock { displaced, drop, ..PlannedShock::diluting(110, 7, 0.25) };
    simulate(&regime.newsroom(Newsroom::default(), shock, seed), seed)
}

#[test]
fn the_same_seed_gives_the_same_stream_and_another_seed_another() {
    let [once, again, other] = [3, 3, 4].map(|seed| stream(Regime::Turbulent, 6, 0.5, seed).counts);
    assert_eq!(once, again);
    assert_ne!(once, other);
}

#[test]
fn a_shock_that_only_dilutes_hardly_moves_a_share_of_the_rest() {
    for regime in [Regime::Calm, Regime::Elastic, Regime::Dropout, Regime::Dominant] {
        let truth = stream(regime, 0, 0.0, 5).truth(0, 110, 7);
        // Outlets give the shock unequal shares, so the pool of outlets behind the rest changes a little.
        assert!(truth.centred_log_odds.iter().all(|change| change.abs() < 0.15), "{}", regime.name());
        assert!(truth.log_share.iter().all(|change| *change < -0.05), "{}", regime.name());
    }
}

#[test]
fn a_planted_drop_is_the_true_change_of_the_displaced_subjects_alone() {
    let truth = stream(Regime::Calm, 6, 0.5, 8).truth(0, 110, 7);
    let displaced: Vec<usize> = (0..truth.theta.len()).filter(|&subject| truth.theta[subject] < 0.0).collect();
    assert_eq!(displaced.len(), 6);
    for subject in displaced {
        // Other displaced subjects and shares that sum to one move it a little.
        assert!((truth.centred_log_odds[subject] - truth.theta[subject]).abs() < 0.15);
    }
    assert!(truth.units.iter().all(|unit| unit.log_share < 0.0));
}

#[test]
fn displacement_fades_after_its_window() {
    let stream = stream(Regime::Calm, 6, 0.6, 9);
    let depth = |from: usize| stream.truth(0, from, 7).centred_log_odds.iter().copied().fold(0.0, f64::min);
    assert!(depth(110) < depth(117) && depth(117) < depth(131));
}

#[test]
fn a_front_page_has_the_same_number_of_places_every_day() {
    let counts = stream(Regime::Slots, 0, 0.0, 2).counts;
    assert!(counts.rows.iter().all(|row| row.total == 26));
}

#[test]
fn outlets_fall_silent_only_where_they_are_unsteady() {
    let rows = |regime| stream(regime, 0, 0.0, 6).counts.rows.len();
    assert_eq!(rows(Regime::Turbulent), 150 * 12);
    assert!(rows(Regime::Dropout) < 150 * 12);
}

#[test]
fn articles_on_two_subjects_count_for_both_and_once_in_the_total() {
    let counts = stream(Regime::OverlappingSubjects, 0, 0.0, 7).counts;
    let sums = |row: &overshadow_record::CountRow| row.cells.iter().map(|cell| cell.articles).sum::<u32>();
    assert!(counts.rows.iter().all(|row| sums(row) >= row.total));
    assert!(counts.rows.iter().any(|row| sums(row) > row.total));
    assert!(counts.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.with_shock > 0));
}

#[test]
fn one_subject_dominates_where_it_should() {
    let counts = stream(Regime::Dominant, 0, 0.0, 3).counts;
    let of = |subject: u32| {
        let cells = counts.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.subject == subject);
        cells.map(|cell| f64::from(cell.articles)).sum::<f64>()
    };
    let all: f64 = counts.rows.iter().map(|row| f64::from(row.total)).sum();
    assert!(of(0) / all > 0.2, "{}", of(0) / all);
}
