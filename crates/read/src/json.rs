//! JSON: one object a line, a list of objects, or one object after another.
//!
//! Lines stream. Anything else has to be held in memory, up to a limit, as are answers and exports that are one object
//! around a list of articles. A line that is not an object is left out with
//! its number; it never ends the file.

use crate::article::{Cells, article, authors, merged, place};
use crate::characters::{self, lossy};
use crate::columnar::held;
use crate::columns::{self, OURS, Ours};
use crate::error::shortened;
use crate::nested::{articles_inside, flatten, outlet_of, preset_of, text_of_parts};
use crate::options::ReadOptions;
use crate::presets::Preset;
use crate::row::{Stop, trimmed};
use crate::unpack::{BLOCK_BYTES, Stream};
use crate::walk::Leaf;
use overshadow_record::{Article, Skipped};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};

type Give<'a> = &'a mut dyn FnMut(Result<Article, Skipped>) -> Result<(), Stop>;

/// Told of every key of every object: what it became, and its value.
pub(crate) type Watch<'a> = Option<&'a mut (dyn FnMut(&str, Option<Ours>, &Value) + 'a)>;

/// Hands every object of a JSON file to `give` as an article.
pub(crate) fn json<'a>(
    leaf: Leaf<'a>,
    options: &ReadOptions,
    replaced: &'a Cell<u64>,
    watch: Watch<'_>,
    give: Give<'_>,
) -> Result<(), Stop> {
    let by_lines = is_one_a_line(leaf.block);
    let stream = characters::utf8(leaf.stream, leaf.block, replaced)?;
    let mut objects = Objects { name: leaf.name, options, replaced, preset: None, watch, give };
    if by_lines {
        return objects.lines(stream);
    }
    let document = held(stream, leaf.name, options.limits)?;
    objects.document(&lossy(&document, replaced))
}

/// True unless the file is a list or its first object goes on over several lines.
pub(crate) fn is_one_a_line(block: &[u8]) -> bool {
    let (head, _) = characters::decoded(block, characters::of_block(block, false));
    let head = head.trim_start();
    let (first, is_whole) = match head.split_once('\n') {
        Some((first, _)) => (first, true),
        None => (head, block.len() < BLOCK_BYTES),
    };
    let first = first.trim_end();
    // An answer on a single line may be far longer than any article.
    let is_answer = !is_whole && ["\"articles\"", "\"messages\"", "\"chats\""].iter().any(|name| first.contains(name));
    first.starts_with('{')
        && !is_answer
        && (!is_whole || first.ends_with('}') || serde_json::from_str::<Value>(first).is_ok())
}

/// An answer to a question that nothing matches.
const NO_ARTICLES: &str = "a list without articles";

struct Objects<'a, 'w> {
    name: &'a str,
    options: &'a ReadOptions,
    replaced: &'a Cell<u64>,
    /// Whose objects they are, once one has shown that this file holds articles.
    preset: Option<Preset>,
    watch: Watch<'w>,
    give: Give<'a>,
}

impl Objects<'_, '_> {
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
            Ok(Value::Object(mut object)) => match articles_inside(&mut object) {
                Some(articles) if articles.is_empty() => self.skip(number, "row-empty", NO_ARTICLES.to_owned()),
                Some(articles) => articles
                    .into_iter()
                    .zip(1_u64..)
                    .try_for_each(|(article, inside)| self.value(article, &format!("{}#{number}.{inside}", self.name))),
                None => self.value(Value::Object(object), &place(self.name, number)),
            },
            Ok(value) => self.value(value, &place(self.name, number)),
            Err(error) => self.skip(number, "json-broken", format!("{error}: `{}`", shortened(text))),
        }
    }

    /// Objects one after another, or in a list; each is parsed on its own, so that a long list needs no memory twice.
    fn document(&mut self, text: &str) -> Result<(), Stop> {
        let (mut at, mut number) = (0, 0);
        loop {
            let rest = text[at..].trim_start_matches(|letter: char| letter.is_whitespace() || "[],".contains(letter));
            at = text.len() - rest.len();
            let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
            let Some(value) = values.next() else { return Ok(()) };
            at += values.byte_offset();
            number += 1;
            match value {
                Ok(Value::Object(mut object)) => match articles_inside(&mut object) {
                    Some(articles) if articles.is_empty() => self.skip(number, "row-empty", NO_ARTICLES.to_owned())?,
                    Some(articles) => {
                        number -= 1;
                        for article in articles {
                            number += 1;
                            self.value(article, &place(self.name, number))?;
                        }
                    }
                    None => self.value(Value::Object(object), &place(self.name, number))?,
                },
                Ok(value) => self.value(value, &place(self.name, number))?,
                Err(error) => return self.skip(number, "json-broken", broken(&error, text, text.len() - rest.len())),
            }
        }
    }

    fn value(&mut self, value: Value, place: &str) -> Result<(), Stop> {
        let Value::Object(mut object) = value else {
            let detail = format!("not an object: `{}`", shortened(&value.to_string()));
            return self.skip_at(place.to_owned(), "json-broken", detail);
        };
        let is_first = self.preset.is_none();
        let preset = *self.preset.get_or_insert_with(|| preset_of(&object));
        flatten(&mut object, preset);
        if is_first {
            self.judge(&object)?;
        }
        let cells = cells(object, preset, &self.options.columns, &mut self.watch)?;
        (self.give)(article(cells, place.to_owned(), self.options))
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
        self.skip_at(place(self.name, number), reason, detail)
    }

    fn skip_at(&mut self, source: String, reason: &str, detail: String) -> Result<(), Stop> {
        (self.give)(Err(Skipped { source, reason: reason.to_owned(), detail }))
    }
}

/// What is wrong with an object that begins at byte `start` of a text, with the line of the whole text.
fn broken(error: &serde_json::Error, text: &str, start: usize) -> String {
    let message = error.to_string();
    let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
    let line = text[..start].matches('\n').count() + error.line().max(1);
    format!("{what} at line {line}")
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
fn cells(
    object: Map<String, Value>,
    preset: Preset,
    asked: &[(String, String)],
    watch: &mut Watch<'_>,
) -> Result<Cells<'static>, Stop> {
    let mut best: [Option<Candidate>; OURS] = Default::default();
    let mut extra = Map::new();
    for (key, value) in object.into_iter().filter(|(_, value)| !is_nothing(value)) {
        let meant = meaning(&key, preset, asked)?.filter(|(ours, _)| fits(*ours, &value));
        let Some((ours, rank)) = meant else {
            extra.insert(key, value);
            continue;
        };
        let value = whole(ours, &key, value, &mut extra);
        let place = &mut best[ours as usize];
        let candidate = Candidate { rank, key, value };
        let loser = match place {
            Some(holder) if holder.rank <= rank => Some(candidate),
            _ => place.replace(candidate),
        };
        extra.extend(loser.map(|loser| (loser.key, loser.value)));
    }
    if let Some(watch) = watch {
        for (candidate, ours) in best.iter().zip(columns::all()) {
            candidate.iter().for_each(|candidate| watch(&candidate.key, Some(ours), &candidate.value));
        }
        extra.iter().for_each(|(key, value)| watch(key, None, value));
    }
    Ok(named(best, extra, preset))
}

/// A value that is written in parts as one text. What an object says beyond the name of an outlet is kept.
fn whole(ours: Ours, key: &str, value: Value, extra: &mut Map<String, Value>) -> Value {
    match (ours, &value) {
        (Ours::Text, Value::Array(_) | Value::Object(_)) => text_of_parts(&value).map_or(value, Value::String),
        (Ours::Outlet, Value::Object(_)) => {
            let outlet = outlet_of(&value);
            extra.insert(key.to_owned(), value);
            outlet.map_or(Value::Null, Value::String)
        }
        _ => value,
    }
}

/// Which of our columns a key fills; a mapping by the user comes before every preset.
fn meaning(key: &str, preset: Preset, asked: &[(String, String)]) -> Result<Option<(Ours, usize)>, Stop> {
    if let Some((our_name, _)) = asked.iter().find(|(_, theirs)| theirs == key) {
        return Ok(Some((columns::our_column(our_name)?, 0)));
    }
    // One rank behind, so that a preset never wins over a mapping.
    Ok(columns::meaning(key, preset).map(|(ours, rank)| (ours, rank + 1)))
}

/// Only what can be made a text is one; the same for an outlet.
fn fits(ours: Ours, value: &Value) -> bool {
    match ours {
        Ours::Authors => value.is_array() || value.is_string(),
        Ours::Text if value.is_array() || value.is_object() => text_of_parts(value).is_some(),
        Ours::Outlet if value.is_object() => outlet_of(value).is_some(),
        Ours::Extra => match value {
            Value::String(text) => serde_json::from_str::<Map<String, Value>>(text).is_ok(),
            other => other.is_object(),
        },
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

fn named(mut best: [Option<Candidate>; OURS], extra: Map<String, Value>, preset: Preset) -> Cells<'static> {
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
        extra: merged(word(Ours::Extra).as_deref(), (!extra.is_empty()).then(|| Value::Object(extra).to_string())),
        is_labelled: preset == Preset::Ours,
        is_export: preset == Preset::Ours,
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
