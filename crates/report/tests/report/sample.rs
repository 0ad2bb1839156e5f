//! Findings made up for tests and for looking at: every verdict, every part of the page, hostile text, and a refusal.
//!
//! Everything is computed from a small fixed sequence, so the same page comes out every time. Outlets and headlines are
//! invented.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use overshadow_record::*;

/// What a page may hold at worst: markup, quotation marks, escape sequences, a reversal mark.
pub(crate) const HOSTILE: &str = "<script>alert('x')</script> \"]]>&\u{1b}[2J\u{202e}evil\u{0}";

const DAYS: usize = 280;
const ONSET: usize = 240;
const FIRST: Date = date(2023, 2, 9);

const SUBJECTS: [&str; 45] = [
    "Ukraine",
    "Climate summit",
    "Sudan",
    "Rail strikes",
    "Housing",
    "Inflation",
    "Space probe",
    "Bird flu",
    "Wildfires",
    "Elections in the lower house of the northern federation and its autonomous districts",
    "Migration",
    "Taiwan",
    "Coffee prices",
    "Cycling",
    "Opera",
    "Floods",
    "Chess",
    "School meals",
    "Ozone",
    "Vaccines",
    "Fisheries",
    "Semiconductors",
    "Olympic bid",
    "Drought",
    "Nuclear power",
    "Tourism",
    "Football",
    "Cinema",
    "Central banks",
    "Water rights",
    "Ferries",
    "Robotics",
    "Beekeeping",
    "Whaling",
    "Tariffs",
    "Postal service",
    "Antitrust",
    "Mining",
    "Cables under the sea",
    "Glaciers",
    "Museums",
    "Aviation",
    "Кибербезопасность",
    "Έρευνα",
    "台湾半导体",
];

fn day(offset: usize) -> Date {
    FIRST.saturating_add(i64::try_from(offset).expect("a few hundred days").days())
}

/// A fixed sequence that looks random, between 0 and 1.
fn wobble(a: usize, b: usize) -> f64 {
    let mixed = (a as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (b as u64 + 7).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    ((mixed >> 11) as f64) / ((1_u64 << 53) as f64)
}

/// A full set of findings.
pub(crate) fn findings() -> Findings {
    let estimates = estimates();
    Findings {
        shock: ShockName {
            name: "Dam breach".into(),
            query: "dam AND (breach OR burst)".into(),
            on: day(ONSET),
            window_days: 7,
        },
        coverage: coverage(),
        placebos: estimates.iter().enumerate().map(placebo).collect(),
        groups: vec![group("The war", -0.33, -0.62, -0.05), group("Culture", 0.05, -0.2, 0.31)],
        units: units(),
        weeks: weeks(),
        compared: compared(),
        agenda: agenda(),
        courses: [0, 1, 2, 3, 11, 16, 22].map(course).to_vec(),
        outlets: outlets(),
        spoken: (0..11).map(spoken).collect(),
        headlines: vec![headlines("Ukraine"), headlines("Climate summit")],
        stories: Some(stories()),
        empty_subjects: vec!["Unicorns".into()],
        other_shocks: vec![(day(90), "Floods".into(), 0.12), (day(150), HOSTILE.into(), 0.08)],
        equivalence_margin: 0.22,
        effective_placebos: 25.3,
        tally: tally(),
        notes: vec!["Sample data: everything on this page is invented.".into()],
        manifest: manifest(),
        estimates: Ok(estimates),
    }
}

/// The same data, refused for want of history.
pub(crate) fn refused() -> Findings {
    Findings {
        estimates: Err(Refusal::HistoryTooShort { days: 40, needed: 77 }),
        placebos: vec![],
        groups: vec![],
        units: vec![],
        weeks: vec![],
        courses: vec![],
        ..findings()
    }
}

fn coverage() -> Coverage {
    Coverage {
        first_day: FIRST,
        last_day: day(DAYS - 1),
        articles: 341_208,
        independent_articles: Some(268_411),
        outlets: 41,
        window_outlets: 38,
        languages: ["en", "uk", "ru", "zh"].map(str::to_owned).to_vec(),
        countries: ["GB", "UA", "US", "TW"].map(str::to_owned).to_vec(),
        window_articles: 8_488,
        shock_articles: 2_122,
        shock_independent_articles: Some(1_630),
        shock_before_per_day: 0.4,
    }
}

fn verdict(i: usize) -> Verdict {
    match i {
        0 | 1 => Verdict::Overshadowed,
        2..=8 => Verdict::Diluted,
        9 | 10 => Verdict::DilutedOnly,
        11 => Verdict::Gained,
        43 | 44 => Verdict::Refused,
        _ => Verdict::CannotTell,
    }
}

fn estimates() -> Vec<Displacement> {
    (0..SUBJECTS.len()).map(estimate).collect()
}

fn estimate(i: usize) -> Displacement {
    let known = verdict(i) != Verdict::Refused;
    let half = 0.25 + 0.5 * wobble(i, 1);
    let change = match verdict(i) {
        Verdict::Overshadowed => -half - 0.12,
        Verdict::Gained => half + 0.2,
        Verdict::DilutedOnly => -0.05,
        Verdict::Diluted => -0.18 - 0.1 * wobble(i, 2),
        _ => 0.5 * (wobble(i, 2) - 0.5),
    };
    let half = if verdict(i) == Verdict::DilutedOnly { 0.14 } else { half };
    let share = change - 0.29;
    let some = |number: f64| known.then_some(number);
    let before = 60.0 / (i as f64 + 1.0) + 0.4;
    let expected = before * 7.0;
    let parts = [-0.05 * expected, expected * 0.22, expected * (1.0 - change.exp()) * 0.8];
    let lost: f64 = parts.iter().sum();
    Displacement {
        subject: SUBJECTS[i].into(),
        before_per_day: before,
        observed: (expected - lost).max(0.0),
        expected: some(expected),
        change_log_share: some(share),
        share_low: some(share - half * 1.2),
        share_high: some(share + half),
        p_share_lost: some(0.04),
        change_log_odds: some(change),
        low: some(change - half * 1.1),
        high: some(change + half),
        p_lost: some(if i < 2 { 0.009 } else { 0.2 + 0.5 * wobble(i, 3) }),
        p_gained: some(if i == 11 { 0.004 } else { 0.6 }),
        q_lost: some(if i < 2 { 0.06 } else { 0.5 + 0.4 * wobble(i, 4) }),
        verdict: verdict(i),
        lost_articles: some(lost),
        lost_newshole: some(parts[0]),
        lost_dilution: some(parts[1]),
        lost_disproportion: some(parts[2]),
        detectable_drop: some(1.0 - (-1.3 * half).exp()),
        placebo_windows: 177,
    }
}

fn placebo((i, estimate): (usize, &Displacement)) -> PlaceboSpread {
    let half = 0.3 + 0.4 * wobble(i, 6);
    PlaceboSpread { subject: estimate.subject.clone(), quantiles: [-half, -half / 3.0, 0.01, half / 3.0, half * 1.1] }
}

fn group(name: &str, change: f64, low: f64, high: f64) -> GroupDisplacement {
    GroupDisplacement {
        group: name.into(),
        subjects: vec!["Ukraine".into(), "Sudan".into(), "Taiwan".into()],
        before_per_day: 60.0,
        observed: 310.0,
        change_log_share: change - 0.2,
        share_low: low - 0.2,
        share_high: high - 0.2,
        p_share_lost: 0.004,
        change_log_odds: change,
        low,
        high,
        p_lost: 0.012,
        p_gained: 0.35,
        verdict: Verdict::Overshadowed,
        detectable_drop: Some(0.21),
        draws: 1_999,
        placebo_windows: 177,
    }
}

/// Two groups and two subjects over four weeks.
fn weeks() -> Vec<WeekDisplacement> {
    let row = |subject: &str, week: usize, change: f64, state: WeekState| WeekDisplacement {
        subject: subject.into(),
        week: week as u64,
        first_day: day(ONSET + 7 * (week - 1)),
        observed: 60.0 + 10.0 * week as f64,
        change_log_share: change - 0.2,
        share_low: change - 0.6,
        share_high: change + 0.2,
        change_log_odds: change,
        low: change - 0.3 - 0.05 * week as f64,
        high: change + 0.3 + 0.05 * week as f64,
        p_lost: 0.02 * week as f64,
        state,
        lasted_weeks_at_least: 2,
        placebo_windows: 177,
    };
    let states = [WeekState::Lost, WeekState::Lost, WeekState::CannotTell, WeekState::WithinMargin];
    ["The war", "Ukraine", HOSTILE]
        .iter()
        .flat_map(|subject| (1..=4).map(move |week| row(subject, week, -0.8 + 0.2 * week as f64, states[week - 1])))
        .collect()
}

fn compared() -> Compared {
    Compared {
        outlets: 39,
        outlets_left_out: vec![outlet_name(3), outlet_name(7)],
        held: 0.94,
        windows_left_out: 0,
        subjects: 28,
        largest_subject: "Ukraine".into(),
        largest_share: 0.11,
    }
}

fn units() -> Vec<UnitDisplacement> {
    let unit = |i: usize| UnitDisplacement {
        unit: outlet_name(i),
        subject: "The war".into(),
        change_log_share: -0.5 + 0.1 * i as f64,
        share_low: -1.1,
        share_high: 0.3,
        change_log_share_non_shock: -0.3 + 0.1 * i as f64,
        low: -0.9,
        high: 0.5,
        rank_low: 1,
        rank_high: 6,
    };
    (0..6).map(unit).collect()
}

fn agenda() -> Vec<AgendaLine> {
    let line = |i: usize, name: &str, level: f64| {
        let share: Vec<Option<f64>> = (0..DAYS).map(|at| share(i, at, level)).collect();
        let articles = share.iter().map(|share| (share.unwrap_or(0.0) * 1200.0) as u64).collect();
        AgendaLine { name: name.into(), is_shock: i == 0, first_day: FIRST, share, articles }
    };
    let mut lines = vec![line(0, "Dam breach", 0.0)];
    lines.extend((1..8).map(|i| line(i, SUBJECTS[i - 1], 0.12 / i as f64)));
    lines
}

/// The shock comes from nothing and fades; subjects wander, and fall with it; two stretches have no articles at all.
fn share(i: usize, at: usize, level: f64) -> Option<f64> {
    if (60..66).contains(&at) || at == 200 {
        return None;
    }
    let since = at as f64 - ONSET as f64;
    let shock = if since >= 0.0 { 0.34 * (-since / 9.0).exp() } else { 0.0003 };
    let drift = 1.0 + 0.3 * (at as f64 / 23.0 + i as f64).sin() + 0.4 * (wobble(i, at) - 0.5);
    Some(if i == 0 { shock * (0.9 + 0.2 * wobble(0, at)) } else { level * drift * (1.0 - 1.4 * shock) })
}

fn course(i: usize) -> Course {
    let level = 0.08 / (i as f64 + 1.0).sqrt();
    let start = ONSET - 56;
    let share = (start..start + 84).map(|at| share(i + 1, at, level)).collect();
    let week = |w: usize| {
        let after = w >= 8;
        let fall = if after && i < 2 { 0.55 } else { 1.0 };
        CourseWeek {
            first_day: day(start + 7 * w),
            days: 7,
            observed: (w != 3 || i != 2).then(|| level * fall * (0.9 + 0.25 * wobble(i, w))),
            expected: level,
            low: level * if after { 0.68 } else { 0.75 },
            high: level * if after { 1.5 } else { 1.3 },
        }
    };
    Course { subject: SUBJECTS[i].into(), first_day: day(start), share, weeks: (0..12).map(week).collect() }
}

fn outlet_name(i: usize) -> String {
    match i {
        3 => "The Northern Federation Broadcasting Corporation World Service".into(),
        7 => "海峽晚報".into(),
        9 => HOSTILE.into(),
        _ => format!("outlet{i:02}.example"),
    }
}

fn outlets() -> Vec<OutletDays> {
    let outlet = |i: usize| {
        let sporadic = i >= 35;
        let size = 60.0 / (1.0 + i as f64 / 4.0);
        let total = |at: usize| {
            let absent = if sporadic { wobble(i, at) > 0.2 } else { wobble(i, at / 4) > 0.97 || (i == 5 && at < 50) };
            (!absent).then_some((size * (0.4 + 1.3 * wobble(i + 50, at))) as u32)
        };
        let totals: Vec<Option<u32>> = (0..DAYS).map(total).collect();
        let missing = totals.iter().filter(|total| total.is_none()).count() as u32;
        OutletDays { outlet: outlet_name(i), country: "GB".into(), first_day: FIRST, totals, missing, sporadic }
    };
    (0..38).map(outlet).collect()
}

fn spoken(i: usize) -> Spoken {
    let words = [
        "the water will not wait for a commission",
        HOSTILE,
        "мы сообщим, когда будем знать больше",
        "we count houses first and roads later",
    ];
    Spoken {
        speaker: if i == 3 { HOSTILE.into() } else { format!("Speaker {i}, an engineer") },
        subject: if i.is_multiple_of(2) { "Dam breach".into() } else { "Ukraine".into() },
        words: words[i % 4].into(),
        cue: if i == 4 { String::new() } else { "said".into() },
        kind: QuotationKind::ALL[i % 4],
        stance: Stance::Said,
        outlet: outlet_name(i),
        day: (i != 5).then(|| day(ONSET + 1)),
        title: "Engineers had asked for a second survey".into(),
        url: Some(if i == 1 { "javascript:alert(1)".into() } else { format!("https://outlet.example/{i}?a=1&b=2") }),
    }
}

fn headlines(subject: &str) -> Headlines {
    let headline = |i: usize, at: usize| Headline {
        day: day(at),
        outlet: outlet_name(i),
        title: match i {
            1 => HOSTILE.into(),
            2 => "海峽兩岸的水壩工程師周三會談，討論潰堤之後的供水問題".into(),
            _ => format!("{subject}: what the {i}th week of talks brought"),
        },
        url: (i != 4).then(|| format!("https://outlet.example/{subject}/{i}")),
    };
    Headlines {
        subject: subject.into(),
        before: (0..5).map(|i| headline(i, ONSET - 3)).collect(),
        before_total: 412,
        after: (0..3).map(|i| headline(i, ONSET + 2)).collect(),
        after_total: 203,
    }
}

fn stories() -> StoriesAround {
    let running = |i: usize| RunningStory {
        displacement: story_displacement(i),
        headlines: (i < 8).then(|| headlines(SUBJECTS[i])),
    };
    StoriesAround {
        shock: Some(ShockStories {
            stories: vec![chapter(0, None), chapter(1, Some(0))],
            stories_left_out: 3,
            later: vec![chapter(2, Some(1))],
            later_left_out: 1,
        }),
        running: (0..11).map(running).collect(),
        running_on_shock: 1,
        together: Some(StoriesTogether {
            stories: 10,
            change_log_share: -0.31,
            share_low: -0.62,
            share_high: -0.02,
            p_share_lost: 0.021,
            change_log_share_non_shock: -0.12,
            low: -0.41,
            high: 0.18,
            p_lost: 0.21,
            p_gained: 0.79,
            verdict: Verdict::Diluted,
            placebo_dates: 180,
            independent_dates: 25.7,
        }),
        refusal: None,
    }
}

fn chapter(i: usize, follows: Option<usize>) -> Chapter {
    let id = |i: usize| format!("{i:016x}");
    let seen = |at: usize| Some(Published { at: day(at).at(6, 30, 0, 0), precision: Precision::Second });
    Chapter {
        story: StoryRow {
            story_id: id(i),
            title: Some(if i == 1 { HOSTILE.into() } else { format!("Dam breach, side {i}") }),
            article_id: format!("a{i}"),
            key_terms: vec!["dam".into(), HOSTILE.into()],
            who: vec!["Water Board".into()],
            places: vec!["Lindholm".into()],
            first_seen: seen(ONSET + i),
            last_seen: seen(ONSET + 5 * i),
            peak_date: Some(day(ONSET + i)),
            peak_articles: 61,
            half_life_days: Some(2),
            articles: 212,
            independent_articles: 180,
            outlets: 14,
            languages: vec!["en".into()],
            broken_by: (i == 0).then(|| outlet_name(1)),
            part_of: None,
            follows: follows.map(id),
            chain: id(0),
        },
        share: [0.4, 0.2, 0.0][i],
        shared_terms: if follows.is_some() { vec!["dam".into(), HOSTILE.into()] } else { Vec::new() },
        headlines: headlines("Dam breach").after,
    }
}

/// All verdicts, the last one refused.
fn story_displacement(i: usize) -> StoryDisplacement {
    let known = |value: f64| (i < 10).then_some(value);
    StoryDisplacement {
        story_id: format!("{:016x}", 40 + i),
        title: (i != 3).then(|| if i == 1 { HOSTILE.into() } else { SUBJECTS[i].to_owned() }),
        age_days: 3 + 2 * i as u64,
        before_per_day: 4.0 + i as f64,
        observed: 9.0 * wobble(i, 3),
        change_log_share: known(-1.2 + 0.2 * i as f64),
        share_low: known(-2.4 + 0.2 * i as f64),
        share_high: known(-0.2 + 0.2 * i as f64),
        p_share_lost: known(0.01 + 0.05 * i as f64),
        change_log_share_non_shock: known(-1.0 + 0.2 * i as f64),
        low: known(-2.1 + 0.2 * i as f64),
        high: known(0.4 + 0.2 * i as f64),
        p_lost: known(0.004 + 0.08 * i as f64),
        p_gained: known(0.9),
        q_lost: known(0.04 + 0.09 * i as f64),
        verdict: Verdict::ALL[if i < 10 { i % 5 } else { 5 }],
        placebo_stories: if i < 10 { 240.0 } else { 0.0 },
    }
}

fn tally() -> Tally {
    let mut tally = Tally { read: 350_112, kept: 341_208, duplicate: 8_801, ..Tally::default() };
    (0..61).for_each(|_| tally.skip("date-missing"));
    (0..42).for_each(|_| tally.skip(HOSTILE));
    tally
}

fn manifest() -> Manifest {
    Manifest {
        program: "overshadow 0.1.0".into(),
        options: vec![("window".into(), "7".into()), ("shock".into(), HOSTILE.into())],
        seed: 7,
        inputs: vec![InputFile {
            name: "counts.csv.gz".into(),
            bytes: 1_204_881,
            sha256: "0123456789abcdef".repeat(4),
        }],
        provenance: String::new(),
    }
}
