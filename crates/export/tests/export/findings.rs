//! Findings for platforms of exchange: what their specifications require is there, and nothing else.

use crate::sample::findings;
use overshadow_export::{misp, stix};
use overshadow_record::{Findings, Refusal};
use serde_json::Value;
use std::collections::BTreeSet;

fn sentences() -> Vec<String> {
    vec!["In the seven days from 3 May 2031 “Tram” took 33 % of 60 articles in 2 outlets.".to_owned()]
}

fn bundle(findings: &Findings) -> Value {
    stix(findings, &sentences())
}

fn objects(bundle: &Value) -> &Vec<Value> {
    bundle["objects"].as_array().expect("a bundle has objects")
}

#[test]
fn the_bundle_is_that_of_the_file() {
    let written: Value = serde_json::from_str(include_str!("golden/stix.json")).unwrap();
    assert_eq!(bundle(&findings()), written);
}

#[test]
fn the_event_is_that_of_the_file() {
    let written: Value = serde_json::from_str(include_str!("golden/misp.json")).unwrap();
    assert_eq!(misp(&findings(), &sentences()), written);
}

#[test]
fn every_object_has_what_the_specification_requires() {
    let bundle = bundle(&findings());
    for object in objects(&bundle) {
        let kind = object["type"].as_str().unwrap();
        let required: &[&str] = match kind {
            "identity" => &["name", "created", "modified"],
            "location" => &["country", "created", "modified"],
            "relationship" => &["relationship_type", "source_ref", "target_ref", "created", "modified"],
            "observed-data" => {
                &["first_observed", "last_observed", "number_observed", "object_refs", "created", "modified"]
            }
            "note" => &["content", "object_refs", "created", "modified"],
            "report" => &["name", "published", "object_refs", "created", "modified"],
            "url" => &["value"],
            other => panic!("`{other}` is no object of ours"),
        };
        for name in required.iter().chain(&["id", "spec_version"]) {
            let value = &object[name];
            assert!(!value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()), "{kind} lacks {name}");
        }
        let is_null = object.as_object().unwrap().values().any(Value::is_null);
        assert!(object["id"].as_str().unwrap().starts_with(&format!("{kind}--")) && !is_null, "{object}");
    }
}

#[test]
fn what_is_referred_to_is_in_the_bundle_and_every_object_stands_once() {
    let bundle = bundle(&findings());
    let ids: BTreeSet<&str> = objects(&bundle).iter().map(|object| object["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), objects(&bundle).len());
    for object in objects(&bundle) {
        let lists = object["object_refs"].as_array().into_iter().flatten();
        let single = ["created_by_ref", "source_ref", "target_ref"].map(|name| &object[name]);
        for id in lists.chain(single).filter_map(Value::as_str) {
            assert!(ids.contains(id), "{id}");
        }
    }
}

#[test]
fn the_same_finding_is_the_same_bundle_and_another_has_other_notes() {
    let mut other = findings();
    other.estimates.as_mut().unwrap()[0].observed = 13.0;
    let notes = |bundle: &Value| -> Vec<String> {
        objects(bundle).iter().filter(|it| it["type"] == "note").map(|it| it["id"].to_string()).collect()
    };
    assert_eq!(bundle(&findings()).to_string(), bundle(&findings()).to_string());
    assert_ne!(notes(&bundle(&other)), notes(&bundle(&findings())));
}

#[test]
fn an_estimate_is_never_told_without_its_interval_and_its_ordinary_windows() {
    for text in [bundle(&findings()).to_string(), misp(&findings(), &[]).to_string()] {
        assert!(
            text.contains("−50.3 % (95 % interval −66.7 to −25.9)") && text.contains("90 ordinary windows"),
            "{text}"
        );
    }
}

#[test]
fn a_refusal_is_a_finding_too() {
    let refused = Findings {
        estimates: Err(Refusal::HistoryTooShort { days: 3, needed: 83 }),
        headlines: Vec::new(),
        ..findings()
    };
    let bundle = bundle(&refused);
    let report = objects(&bundle).iter().find(|it| it["type"] == "report").unwrap();
    assert!(!report["object_refs"].as_array().unwrap().is_empty());
    assert!(misp(&refused, &sentences())["Event"]["Attribute"].as_array().unwrap().len() == 1);
}
