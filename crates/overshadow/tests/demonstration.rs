//! The demonstration stands on its own feet: real counts, a finding, quotations of our own articles.

use overshadow::demo;

#[test]
fn the_demonstration_estimates_every_subject_and_says_where_its_counts_come_from() {
    let findings = demo(7).unwrap();
    let estimates = findings.estimates.as_ref().unwrap();
    assert!(estimates.len() >= 40, "{} subjects", estimates.len());
    assert!(estimates.iter().all(|row| row.low.is_some() && row.high.is_some()), "no estimate without its interval");
    assert_eq!(findings.groups.len(), 2);
    assert!(findings.manifest.provenance.contains("RSS-Link-Database-2023"));
    assert!(findings.coverage.shock_articles > 1000);
}

#[test]
fn the_sample_articles_show_every_kind_of_quotation() {
    let findings = demo(7).unwrap();
    let kinds: std::collections::BTreeSet<String> = findings.spoken.iter().map(|row| row.kind.to_string()).collect();
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), ["direct", "indirect", "mixed", "pull"]);
}

#[test]
fn the_same_seed_gives_the_same_page() {
    let page = |seed| overshadow::report::html(&demo(seed).unwrap());
    assert_eq!(page(7), page(7));
}
