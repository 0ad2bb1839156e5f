//! A finding as a MISP event: the sentences of the finding, a note for each subject, and the headlines as links.

use crate::uuid;
use crate::wording::{title, told};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use overshadow_record::{Findings, Headline};
use serde_json::{Value, json};

/// Not a threat; complete; for this organisation only, until somebody decides otherwise.
const UNDEFINED_THREAT: &str = "4";
const COMPLETE: &str = "2";
const OUR_ORGANISATION_ONLY: &str = "0";
/// As the event has it.
const INHERITED: &str = "5";

/// The event; `sentences` are those of the finding in words. Times are those of the data, so that the same finding gives
/// the same bytes.
#[must_use]
pub fn misp(findings: &Findings, sentences: &[String]) -> Value {
    let timestamp = seconds(findings.coverage.last_day);
    let event = Event { timestamp: timestamp.clone(), shock: &findings.shock.name, on: findings.shock.on.to_string() };
    let mut attributes: Vec<Value> =
        sentences.iter().map(|sentence| event.attribute("comment", sentence, "finding", None)).collect();
    for told in told(findings) {
        attributes.push(event.attribute("comment", &told.words, &format!("{}: {}", told.subject, told.verdict), None));
    }
    for headlines in &findings.headlines {
        for headline in headlines.before.iter().chain(&headlines.after) {
            attributes.extend(event.link(&headlines.subject, headline));
        }
    }
    json!({
        "Event": {
            "uuid": event.uuid("event", ""),
            "info": title(findings),
            "date": event.on,
            "timestamp": timestamp,
            "published": false,
            "threat_level_id": UNDEFINED_THREAT,
            "analysis": COMPLETE,
            "distribution": OUR_ORGANISATION_ONLY,
            "Attribute": attributes,
        },
    })
}

/// What all parts of an event share.
struct Event<'a> {
    timestamp: String,
    shock: &'a str,
    on: String,
}

impl Event<'_> {
    fn uuid(&self, what: &str, value: &str) -> String {
        uuid::of_parts(&["misp", what, self.shock, &self.on, value])
    }

    fn attribute(&self, kind: &str, value: &str, comment: &str, seen: Option<Date>) -> Value {
        let mut attribute = json!({
            "uuid": self.uuid(&format!("{kind}/{comment}"), value),
            "type": kind,
            "category": "External analysis",
            "value": value,
            "comment": comment,
            "to_ids": false,
            "distribution": INHERITED,
            "timestamp": self.timestamp,
        });
        if let Some(day) = seen {
            attribute["first_seen"] = json!(format!("{day}T00:00:00.000000+00:00"));
        }
        attribute
    }

    fn link(&self, subject: &str, headline: &Headline) -> Option<Value> {
        let comment = format!("{subject}: “{}”, {}, {}", headline.title, headline.outlet, headline.day);
        Some(self.attribute("link", headline.url.as_deref()?, &comment, Some(headline.day)))
    }
}

/// Seconds from 1970 to the beginning of a day, UTC, as MISP writes them.
fn seconds(day: Date) -> String {
    let midnight = TimeZone::UTC.to_timestamp(day.to_datetime(Time::midnight()));
    midnight.map(|at| at.as_second()).unwrap_or_default().to_string()
}
