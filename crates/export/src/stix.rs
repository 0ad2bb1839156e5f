//! A finding as a STIX 2.1 bundle.
//!
//! The report refers to the program and the outlets as identities, to their countries as locations and to the headlines as
//! observed data; what was estimated for each subject, and who said what, stands in notes on the report. STIX has no object
//! for a share of coverage, and no property of our own is added.

use crate::uuid;
use crate::wording::{title, told};
use jiff::civil::Date;
use overshadow_record::{Findings, Headline, Headlines, Spoken};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What has no time of its own: outlets, countries.
const TIMELESS: &str = "1970-01-01T00:00:00.000Z";

/// The bundle; `sentences` are those of the finding in words. Times are those of the data, so that the same finding gives
/// the same bytes.
#[must_use]
pub fn stix(findings: &Findings, sentences: &[String]) -> Value {
    let mut bundle = Bundle::new(findings);
    bundle.outlets(findings);
    findings.headlines.iter().for_each(|headlines| bundle.headlines(headlines));
    let report = bundle.report(findings, sentences);
    for told in told(findings) {
        bundle.note(&report, &format!("{}: {}", told.subject, told.verdict), &told.words, &told.verdict);
    }
    for spoken in &findings.spoken {
        bundle.spoken(&report, spoken);
    }
    bundle.finish()
}

/// Objects while they are gathered; each stands once.
struct Bundle {
    objects: BTreeMap<String, Value>,
    /// Their order.
    order: Vec<String>,
    /// When the data end.
    at: String,
    program: String,
}

impl Bundle {
    fn new(findings: &Findings) -> Self {
        let program = format!("identity--{}", uuid::of_parts(&["stix", "identity", "overshadow"]));
        let at = time(findings.coverage.last_day);
        let mut bundle = Self { objects: BTreeMap::new(), order: Vec::new(), at, program: program.clone() };
        let description = "A program that measures coverage and displacement in news.";
        bundle.push(json!({
            "type": "identity", "spec_version": "2.1", "id": program, "created": TIMELESS, "modified": TIMELESS,
            "name": "overshadow", "description": description, "identity_class": "system",
        }));
        bundle
    }

    /// Adds an object, unless it is there; its id.
    fn push(&mut self, object: Value) -> String {
        let id = object["id"].as_str().unwrap_or_default().to_owned();
        if self.objects.insert(id.clone(), object).is_none() {
            self.order.push(id.clone());
        }
        id
    }

    /// Adds an object without a time, known by its name.
    fn timeless(&mut self, kind: &str, name: &str, more: Value) -> String {
        let id = format!("{kind}--{}", uuid::of_parts(&["stix", kind, name]));
        let mut object = json!({
            "type": kind, "spec_version": "2.1", "id": id, "created_by_ref": self.program,
            "created": TIMELESS, "modified": TIMELESS,
        });
        extend(&mut object, more);
        self.push(object)
    }

    /// Adds an object known by all that it says: another finding gives another object.
    fn told(&mut self, kind: &str, more: Value) -> String {
        let id = format!("{kind}--{}", uuid::of_parts(&["stix", kind, &self.at, &more.to_string()]));
        let mut object = json!({
            "type": kind, "spec_version": "2.1", "id": id, "created_by_ref": self.program,
            "created": self.at, "modified": self.at,
        });
        extend(&mut object, more);
        self.push(object)
    }

    /// Outlets, and the countries of those whose country is a code.
    fn outlets(&mut self, findings: &Findings) {
        for outlet in findings.outlets.iter().filter(|outlet| !outlet.outlet.is_empty()) {
            let name = &outlet.outlet;
            let identity = self.timeless("identity", name, json!({"name": name, "identity_class": "organization"}));
            let is_code = outlet.country.len() == 2 && outlet.country.bytes().all(|byte| byte.is_ascii_alphabetic());
            if is_code {
                let country = outlet.country.to_ascii_uppercase();
                let location = self.timeless("location", &country, json!({"name": country, "country": country}));
                let pair = format!("{identity} {location}");
                let more = json!({"relationship_type": "located-at", "source_ref": identity, "target_ref": location});
                self.timeless("relationship", &pair, more);
            }
        }
    }

    /// The addresses of a subject's headlines as observed data.
    fn headlines(&mut self, headlines: &Headlines) {
        let shown: Vec<&Headline> =
            headlines.before.iter().chain(&headlines.after).filter(|headline| headline.url.is_some()).collect();
        let (Some(first), Some(last)) = (shown.iter().map(|it| it.day).min(), shown.iter().map(|it| it.day).max())
        else {
            return;
        };
        let mut addresses: Vec<String> =
            shown.iter().filter_map(|headline| headline.url.as_deref()).map(|url| self.address(url)).collect();
        addresses.sort();
        addresses.dedup();
        let more = json!({
            "first_observed": time(first), "last_observed": time(last), "number_observed": 1,
            "object_refs": addresses, "labels": [headlines.subject],
        });
        self.told("observed-data", more);
    }

    /// An address as STIX has it, with the identity that STIX prescribes.
    fn address(&mut self, url: &str) -> String {
        let name = json!({"value": url}).to_string();
        let id = format!("url--{}", uuid::in_namespace(&uuid::OBSERVABLES, &name));
        self.push(json!({"type": "url", "spec_version": "2.1", "id": id, "value": url}))
    }

    /// The report on all that is there so far.
    fn report(&mut self, findings: &Findings, sentences: &[String]) -> String {
        let is_referred_to = |id: &&String| !id.starts_with("url--");
        let refs: Vec<&String> = self.order.iter().filter(is_referred_to).collect();
        let inputs: Vec<Value> = findings
            .manifest
            .inputs
            .iter()
            .map(|it| {
                let description = format!("Input of {} bytes, SHA-256 {}", it.bytes, it.sha256);
                json!({"source_name": it.name, "description": description})
            })
            .collect();
        let mut more = json!({
            "name": title(findings), "description": sentences.join("\n"), "report_types": ["observed-data"],
            "published": self.at, "object_refs": refs,
        });
        if !inputs.is_empty() {
            extend(&mut more, json!({"external_references": inputs}));
        }
        self.told("report", more)
    }

    fn note(&mut self, report: &str, about: &str, words: &str, label: &str) {
        let more = json!({"abstract": about, "content": words, "labels": [label], "object_refs": [report]});
        self.told("note", more);
    }

    /// Who said what, on the article's address where it is known.
    fn spoken(&mut self, report: &str, spoken: &Spoken) {
        let day = spoken.day.map_or_else(String::new, |day| format!(", {day}"));
        let words = format!("{}: “{}” ({}{day}: {})", spoken.speaker, spoken.words, spoken.outlet, spoken.title);
        let address = spoken.url.as_deref().map(|url| self.address(url));
        let refs: Vec<&str> = std::iter::once(report).chain(address.as_deref()).collect();
        let about = format!("{} is quoted on {}", spoken.speaker, spoken.subject);
        let labels = [spoken.kind.word(), spoken.stance.word()];
        let more = json!({"abstract": about, "content": words, "labels": labels, "object_refs": refs});
        self.told("note", more);
    }

    fn finish(mut self) -> Value {
        let objects: Vec<Value> = self.order.iter().filter_map(|id| self.objects.remove(id)).collect();
        let names = self.order.join(" ");
        json!({
            "type": "bundle", "id": format!("bundle--{}", uuid::of_parts(&["stix", "bundle", &names])),
            "objects": objects,
        })
    }
}

fn extend(object: &mut Value, more: Value) {
    if let (Some(object), Value::Object(more)) = (object.as_object_mut(), more) {
        object.extend(more);
    }
}

/// The beginning of a day as STIX writes it.
fn time(day: Date) -> String {
    format!("{day}T00:00:00.000Z")
}
