//! The demonstration: real counts inside the program, and a few articles of our own so that quotations show too.

use crate::count_files::choose;
use crate::error::Error;
use crate::finding::{FindingsOptions, Gathered, findings};
use crate::pile::BUNDLED;
use crate::tabulate::{Evidence, spoken};
use jiff::civil::{Date, date};
use overshadow_agenda::{Axis, Group};
use overshadow_clean::{CleanOptions, Cleaned};
use overshadow_read::{CountsOptions, counts_from_bytes};
use overshadow_record::{Findings, Manifest, Page, PageForm, ShockName, Tally};

/// Daily counts of articles per outlet and subject; derivation in `demo/README.md`.
const COUNTS: &[u8] = include_bytes!("../demo/counts.csv.zst");
const SOURCE: &str = include_str!("../demo/source.txt");
const ARTICLES: [(&str, &str); 4] = [
    ("election.txt", include_str!("../demo/articles/election.txt")),
    ("festival.txt", include_str!("../demo/articles/festival.txt")),
    ("flood.txt", include_str!("../demo/articles/flood.txt")),
    ("strike.txt", include_str!("../demo/articles/strike.txt")),
];
const SHOCK: &str = "Attack on Israel";
const QUERY: &str = "hamas OR gaza OR israel* OR palestin* OR hezbollah";
const ON: Date = date(2023, 10, 7);

/// The shock of the demonstration, its name and its query, and the groups tested.
#[must_use]
pub fn demo_question() -> (&'static str, &'static str, Vec<Group>) {
    let group = |name: &str, subjects: &[&str]| Group {
        name: name.to_owned(),
        subjects: subjects.iter().map(|&subject| subject.to_owned()).collect(),
    };
    let groups = vec![
        group("War in Europe", &["Ukraine", "Russia", "NATO"]),
        group("United States politics", &["Biden", "Trump", "US Congress", "US courts and justice"]),
    ];
    (SHOCK, QUERY, groups)
}

/// The findings of the demonstration: what happened to the agenda after 7 October 2023.
///
/// # Errors
/// None that a user could cause: the data are part of the program.
pub fn demo(seed: u64) -> Result<Findings, Error> {
    let read = counts_from_bytes("counts.csv.zst", COUNTS, &CountsOptions::default())?;
    let rows = read.counts.rows.len() as u64;
    let (_, _, groups) = demo_question();
    let counts = choose(read.counts, Some(SHOCK), &[], &groups)?;
    let shock = ShockName { name: SHOCK.to_owned(), query: QUERY.to_owned(), on: ON, window_days: 7 };
    let gathered = Gathered {
        stories: None,
        evidence: Evidence::default(),
        tally: Tally { read: rows, kept: rows, ..Tally::default() },
        notes: vec![
            "The counts are real; their source stands under “How”. The quotations are not: they come from four \
             articles written for this program, about places and people that do not exist."
                .to_owned(),
        ],
        manifest: Manifest {
            program: concat!("overshadow ", env!("CARGO_PKG_VERSION")).to_owned(),
            options: [("shock", SHOCK), ("on", "2023-10-07"), ("window", "7")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .to_vec(),
            seed,
            inputs: read.files,
            provenance: SOURCE.trim().to_owned(),
        },
    };
    let mut findings = findings(
        &counts,
        &FindingsOptions {
            shock,
            shock_needed: true,
            all_outlets: false,
            leave_out_other_shocks: false,
            groups,
            by: Some(Axis::Outlet),
            seed,
        },
        gathered,
    )?;
    findings.spoken = sample_quotations();
    Ok(findings)
}

/// The quotations in our own sample articles.
fn sample_quotations() -> Vec<overshadow_record::Spoken> {
    let mut quotations = Vec::new();
    for (name, text) in ARTICLES {
        let page = Page {
            source: name.to_owned(),
            url: None,
            form: PageForm::Text,
            text: text.to_owned(),
            replaced: 0,
            fetched: None,
            stated: Default::default(),
        };
        if let Cleaned::Article { article, displays, .. } = overshadow_clean::article(&page, &CleanOptions::default()) {
            let sample = |mut spoken: overshadow_record::Spoken| {
                spoken.subject = "Sample article".to_owned();
                spoken
            };
            quotations.extend(spoken(&article, &displays, &BUNDLED).into_iter().map(sample));
        }
    }
    quotations
}
