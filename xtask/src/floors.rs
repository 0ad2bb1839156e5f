//! The ratchet: figures that may rise and must not fall. `eval/floors.json` holds them; a floor goes up with each
//! gain, and down only in a commit that says why.

use crate::Fault;
use crate::data::project;
use serde_json::{Map, Value};

/// Prints each figure beside its floor, and fails when one lies below.
///
/// Figures whose floor is an object `{"most": x}` are errors or costs and must not rise above it; those of
/// `{"between": [x, y]}` must lie between its ends.
pub(crate) fn hold(task: &str, figures: &[(&str, f64)]) -> Result<(), Fault> {
    let file: Map<String, Value> = serde_json::from_str(&std::fs::read_to_string(project().join("eval/floors.json"))?)?;
    let floors = file.get(task).ok_or_else(|| format!("eval/floors.json has no task {task}"))?;
    let mut below = Vec::new();
    println!("{task}");
    for &(name, figure) in figures {
        let (bound, holds) = match &floors[name] {
            Value::Null => ("no floor".to_owned(), true),
            floor if floor.is_number() => {
                (format!("floor {floor}"), floor.as_f64().is_some_and(|floor| figure >= floor))
            }
            bounds if bounds["between"].is_array() => {
                let end = |at: usize| bounds["between"][at].as_f64().unwrap_or(f64::NAN);
                (format!("{} to {}", end(0), end(1)), end(0) <= figure && figure <= end(1))
            }
            most => (format!("at most {}", most["most"]), most["most"].as_f64().is_some_and(|most| figure <= most)),
        };
        println!("  {name:34} {figure:9.4}   {bound}{}", if holds { "" } else { "   BELOW" });
        if !holds {
            below.push(name);
        }
    }
    if below.is_empty() { Ok(()) } else { Err(format!("{task}: {} missed the floor", below.join(", ")).into()) }
}
