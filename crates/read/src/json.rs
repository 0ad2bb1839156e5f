//! JSON: one object a line, a list of objects, or one object after another.
//!
//! Lines stream. Anything else has to be held in memory, up to a limit. A line that is not an object is left out with
//! its number; it never ends the file.

use crate::article::{Cells, article, authors, place};
use crate::characters::{self, lossy};
use crate::columnar::held;
use crate::columns::{self, OURS, Ours};
use crate::error::shortened;
use crate::options::ReadOptions;
use crate::row::{Stop, trimmed};
use crate::unpack::{BLOCK_BYTES, Stream};
use crate::walk::Leaf;
use overshadow_record::{Article, Skipped};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};

type Give<'a> = &'a mut dyn FnMut(Result<Article, Skipped>) -> Result<(), Stop>;

/// Hands every object of a JSON file to `give` as an article.
pub(crate) fn json<'a>(
    leaf: Leaf<'a>,
    options: &ReadOptions,
    replaced: &'a Cell<u64>,
    give: Give<'_>,
) -> Result<(), Stop> {
    let by_lines = is_one_a_line(leaf.block);
    let stream = characters::utf8(leaf.stream, leaf.block, replaced)?;
    let mut objects = Objects { name: leaf.name, options, replaced, judged: false, give };
    if by_lines {
        return objects.lines(stream);
    }
    let document = held(stream, leaf.name, options.limits)?;
    objects.document(&lossy(&document, replaced))
}

/// True unless the file is a list or its first object goes on over several lines.
fn is_one_a_line(block: &[u8]) -> bool {
    let (head, _) = characters::decoded(block, characters::of_block(block, false));
    let head = head.trim_start();
    let (first, is_whole) = match head.split_once('\n') {
        Some((first, _)) => (first, true),
        None => (head, block.len() < BLOCK_BYTES),
    };
    let first = first.trim_end();
    first.starts_with('{') && (!is_whole || first.ends_with('}') || serde_json::from_str::<Value>(first).is_ok())
}

struct Objects<'a> {
    name: &'a str,
    options: &'a ReadOptions,
    replaced: &'a Cell<u64>,
    /// True once an object has shown that this file holds articles.
    judged: bool,
    give: Give<'a>,
}

impl Objects<'_> {
    fn lines(&mut self, stream: Stream<'_>) -> Result<(), Stop> {
        let mut stream = BufReader::with_capacity(128 << 10, stream);
        let mut line = Vec::new();
        for number in 1.. {
            line.clear();
            match next_line(&mut stream, self.options.limits.max_record_bytes, &mut line)? {
                Line::End => break,
                Line::TooLong => {
                    let detail = format!("more than {} bytes", self.options.limits.max_record_bytes);
                    self.skip(number, "record-too-long", detail)?;
                }
                Line::Whole => {
                    let text = lossy(&line, self.replaced);
                    if !text.trim().is_empty() {
                        self.line(&text, number)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn line(&mut self, text: &str, number: u64) -> Result<(), Stop> {
        match serde_json::from_str::<Value>(text) {
            Ok(value) => self.value(value, number),
            Err(error) => self.skip(number, "json-broken", format!("{error}: `{}`", shortened(text))),
        }
    }

    fn document(&mut self, text: &str) -> Result<(), Stop> {
        let mut number = 0;
        for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
            match value {
                Ok(Value::Array(values)) => {
                    for value in values {
                        number += 1;
                        self.value(value, number)?;
                    }
                }
                Ok(value) => {
                    number += 1;
                    self.value(value, number)?;
                }
                Err(error) => return self.skip(number + 1, "json-broken", error.to_string()),
            }
        }
        Ok(())
    }

    fn value(&mut self, value: Value, number: u64) -> Result<(), Stop> {
        let Value::Object(object) = value else {
            return self.skip(number, "json-broken", format!("not an object: `{}`", shortened(&value.to_string())));
        };
        if !self.judged {
            self.judge(&object)?;
            self.judged = true;
        }
        let cells = cells(object, &self.options.columns)?;
        (self.give)(article(cells, place(self.name, number), self.options))
    }

    /// The first object stands for the header of a table: without a title or a text this is no file of articles.
    fn judge(&self, object: &Map<String, Value>) -> Result<(), Stop> {
        let names: Vec<String> = object.keys().cloned().collect();
        // An object may lack a key that others have, so a mapping is held against every object, not only this one.
        let present = self.options.columns.iter().filter(|(_, theirs)| object.contains_key(theirs));
        columns::layout(&names, &present.cloned().collect::<Vec<_>>(), self.name)?;
        Ok(())
    }

    fn skip(&mut self, number: u64, reason: &str, detail: String) -> Result<(), Stop> {
        (self.give)(Err(Skipped { source: place(self.name, number), reason: reason.to_owned(), detail }))
    }
}

enum Line {
    Whole,
    TooLong,
    End,
}

/// The next line without its end. One that is cut by a failure of the stream is not given; the failure is.
fn next_line(stream: &mut BufReader<Stream<'_>>, limit: usize, line: &mut Vec<u8>) -> io::Result<Line> {
    let read = stream.take(limit as u64 + 1).read_until(b'\n', line)?;
    if read == 0 {
        return Ok(Line::End);
    }
    if read > limit && line.last() != Some(&b'\n') {
        skip_line(stream)?;
        return Ok(Line::TooLong);
    }
    Ok(Line::Whole)
}

fn skip_line(stream: &mut BufReader<Stream<'_>>) -> io::Result<()> {
    loop {
        let waiting = stream.fill_buf()?;
        let found = memchr::memchr(b'\n', waiting);
        let used = found.map_or(waiting.len(), |at| at + 1);
        if used == 0 {
            return Ok(());
        }
        stream.consume(used);
        if found.is_some() {
            return Ok(());
        }
    }
}

/// A key of an object that may fill one of our columns.
struct Candidate {
    rank: usize,
    key: String,
    value: Value,
}

/// The cells of one object. Of several keys that mean the same, the best one that holds something wins; the others
/// are kept among the extra columns.
fn cells(object: Map<String, Value>, asked: &[(String, String)]) -> Result<Cells<'static>, Stop> {
    let is_our_export = columns::is_our_export(object.keys().map(String::as_str));
    let mut best: [Option<Candidate>; OURS] = Default::default();
    let mut extra = Map::new();
    for (key, value) in object.into_iter().filter(|(_, value)| !is_nothing(value)) {
        let meant = meaning(&key, is_our_export, asked)?.filter(|(ours, _)| fits(*ours, &value));
        let Some((ours, rank)) = meant else {
            extra.insert(key, value);
            continue;
        };
        let place = &mut best[ours as usize];
        let candidate = Candidate { rank, key, value };
        let loser = match place {
            Some(holder) if holder.rank <= rank => Some(candidate),
            _ => place.replace(candidate),
        };
        extra.extend(loser.map(|loser| (loser.key, loser.value)));
    }
    Ok(named(best, extra))
}

/// Which of our columns a key fills; a mapping by the user comes before every preset.
fn meaning(key: &str, is_our_export: bool, asked: &[(String, String)]) -> Result<Option<(Ours, usize)>, Stop> {
    if let Some((our_name, _)) = asked.iter().find(|(_, theirs)| theirs == key) {
        return Ok(Some((columns::our_column(our_name)?, 0)));
    }
    // One rank behind, so that a preset never wins over a mapping.
    Ok(columns::meaning(key, is_our_export).map(|(ours, rank)| (ours, rank + 1)))
}

/// `body` may be an object of paragraphs in some exports; only text is text.
fn fits(ours: Ours, value: &Value) -> bool {
    match ours {
        Ours::Authors => value.is_array() || value.is_string(),
        _ => value.is_string() || value.is_number(),
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn named(mut best: [Option<Candidate>; OURS], extra: Map<String, Value>) -> Cells<'static> {
    let mut whole = |ours: Ours| best[ours as usize].take().map(|candidate| text_of(candidate.value));
    let text = whole(Ours::Text);
    let authors = best[Ours::Authors as usize].take().map(|candidate| names_of(candidate.value)).unwrap_or_default();
    let mut word = |ours: Ours| {
        let candidate = best[ours as usize].take()?;
        trimmed(text_of(candidate.value))
    };
    Cells {
        article_id: word(Ours::ArticleId),
        url: word(Ours::Url),
        outlet: word(Ours::Outlet),
        outlet_country: word(Ours::OutletCountry),
        language: word(Ours::Language),
        published: word(Ours::Published),
        published_precision: word(Ours::PublishedPrecision),
        title: word(Ours::Title),
        authors,
        text,
        copy_group: word(Ours::CopyGroup),
        source: word(Ours::Source),
        published_source: word(Ours::PublishedSource),
        published_zone: word(Ours::PublishedZone),
        section: word(Ours::Section),
        kind: word(Ours::Kind),
        extra: (!extra.is_empty()).then(|| Value::Object(extra).to_string()),
        is_labelled: false,
    }
}

fn text_of(value: Value) -> Cow<'static, str> {
    match value {
        Value::String(text) => Cow::Owned(text),
        other => Cow::Owned(other.to_string()),
    }
}

/// Authors as a list of names, a list of objects with a name, or one text.
fn names_of(value: Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().filter_map(name_of).map(str::to_owned).collect(),
        Value::String(text) => authors(text.trim()),
        _ => Vec::new(),
    }
}

fn name_of(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value.get("name")?.as_str()).map(str::trim).filter(|name| !name.is_empty())
}
