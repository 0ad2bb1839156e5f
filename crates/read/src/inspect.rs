//! What inputs seem to be, from their beginnings: form, character set, which column would become which of ours, and the
//! first items as they would be read.

use crate::characters;
use crate::columns;
use crate::dialect;
use crate::error::ReadError;
use crate::form::Form;
use crate::input::{Input, sources};
use crate::options::{Position, ReadOptions};
use crate::read::{Item, Reading};
use crate::row::Stop;
use crate::walk::{Leaf, Leaves, walk};
use overshadow_record::Skipped;
use serde_json::Value;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// Items of each input that are read.
const ITEMS: u64 = 1000;
/// Items of each input that are shown.
const SAMPLES: usize = 3;
/// Inputs, members of archives included, that are looked at.
const INPUTS: usize = 100;

/// What an input seems to be.
#[derive(Clone, Debug, Default)]
pub struct Inspected {
    /// Its name in results.
    pub source: String,
    /// What it holds, in words.
    pub form: &'static str,
    /// Its character set; empty where there is none.
    pub encoding: &'static str,
    /// Our columns and theirs that fill them.
    pub columns: Vec<(String, String)>,
    /// Their columns that are kept as they are.
    pub extra: Vec<String>,
    /// The first items.
    pub samples: Vec<Item>,
    /// How many of the first 1,000 items would be read.
    pub kept: u64,
    /// And how many would be left out, by reason.
    pub skipped: BTreeMap<String, u64>,
    /// The first that would be left out.
    pub first_skipped: Option<Skipped>,
}

/// Looks at the beginning of every input.
///
/// # Errors
/// As [`read`](crate::read), for inputs that cannot be opened or understood at all.
pub fn inspect(inputs: &[Input], options: &ReadOptions) -> Result<Vec<Inspected>, ReadError> {
    let mut inspecting = Inspecting { options, found: Vec::new(), is_whole_file: false, source: String::new() };
    for source in sources(inputs)? {
        inspecting.source.clone_from(&source.name);
        walk(&[source], options.limits, None, Position::default(), &mut inspecting)?;
        if inspecting.found.len() >= INPUTS {
            break;
        }
    }
    Ok(inspecting.found)
}

struct Inspecting<'a> {
    options: &'a ReadOptions,
    found: Vec<Inspected>,
    /// The file that is open.
    source: String,
    /// True when the last leaf was the whole file and not a member of an archive.
    is_whole_file: bool,
}

impl Leaves for Inspecting<'_> {
    fn leaf(&mut self, leaf: Leaf<'_>) -> Result<bool, Stop> {
        let mut inspected = Inspected { source: leaf.name.to_owned(), form: word(leaf.form), ..Inspected::default() };
        if !matches!(leaf.form, Form::Parquet | Form::Warc | Form::WarcGzip) {
            inspected.encoding = characters::of_block(leaf.block, leaf.form == Form::Html).name();
        }
        let header = header(&leaf);
        if !header.is_empty() {
            let described = columns::described(&header, &self.options.columns, leaf.name)?;
            (inspected.columns, inspected.extra) = (described.columns, described.extra);
        }
        self.is_whole_file = leaf.name == self.source;
        let mut items = 0;
        let replaced = Cell::new(0);
        let mut visit = |item: Result<Item, Skipped>, _| {
            items += 1;
            take(&mut inspected, item);
            if items < ITEMS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        let read = Reading::new(self.options, &mut visit, &replaced).leaf(leaf);
        self.found.push(inspected);
        match read {
            Ok(_) | Err(Stop::Enough | Stop::Stream(_)) => {}
            Err(Stop::Failed(error)) => return Err(error.into()),
        }
        // The rest of the file would only be read for its digest.
        if self.is_whole_file || self.found.len() >= INPUTS { Err(Stop::Enough) } else { Ok(true) }
    }

    fn skip(&mut self, skipped: Skipped) -> Result<(), Stop> {
        let mut inspected =
            Inspected { source: skipped.source.clone(), form: "nothing that is read", ..Inspected::default() };
        take(&mut inspected, Err(skipped));
        self.found.push(inspected);
        Ok(())
    }

    fn kept(&self) -> u64 {
        self.found.iter().map(|inspected| inspected.kept).sum()
    }
}

fn take(inspected: &mut Inspected, item: Result<Item, Skipped>) {
    match item {
        Ok(item) => {
            inspected.kept += 1;
            if inspected.samples.len() < SAMPLES {
                inspected.samples.push(item);
            }
        }
        Err(skipped) => {
            *inspected.skipped.entry(skipped.reason.clone()).or_default() += 1;
            inspected.first_skipped.get_or_insert(skipped);
        }
    }
}

/// The names of a table's columns, or of the first object's keys; none where there are none.
fn header(leaf: &Leaf<'_>) -> Vec<String> {
    let (head, _) = characters::decoded(leaf.block, characters::of_block(leaf.block, false));
    match leaf.form {
        Form::Delimited => dialect::header_of(&head, leaf.name),
        Form::Json => {
            let first = serde_json::Deserializer::from_str(head.trim_start_matches(['[', ' ', '\n', '\r', '\t']))
                .into_iter::<Value>()
                .next();
            match first {
                Some(Ok(Value::Object(object))) => object.keys().cloned().collect(),
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

/// What a form is called.
fn word(form: Form) -> &'static str {
    use crate::gdelt::Gdelt;
    match form {
        Form::Empty => "nothing",
        Form::Binary(what) | Form::Unknown(what) => what,
        Form::Tar => "a tar archive",
        Form::Zip => "a ZIP archive",
        Form::Parquet => "Parquet",
        Form::Html => "an HTML page",
        Form::Json => "JSON objects",
        Form::Delimited => "a delimited table",
        Form::Gdelt(Gdelt::KnowledgeGraph) => "GDELT Global Knowledge Graph 2.1",
        Form::Gdelt(Gdelt::Events) => "GDELT Events 2.0",
        Form::Gdelt(Gdelt::Mentions) => "GDELT Mentions",
        Form::Feed => "a feed or sitemap",
        Form::JsonFeed => "a JSON feed",
        Form::Text => "plain text",
        Form::Warc => "a web archive (WARC)",
        Form::WarcGzip => "a web archive (WARC), packed record by record",
    }
}
