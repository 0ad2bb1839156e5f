//! What an input is, from its head: its form, what its columns become, a few of its articles and what would be left out.
//!
//! The ordinary readers read the first thousand rows; nothing here understands a format of its own. Members of an archive
//! are looked at one after another while the ones before are small; of a folder, the first files.

mod columns;

use crate::article::ArticleRows;
use crate::characters;
use crate::columnar;
use crate::columns::Layout;
use crate::dialect;
use crate::error::ReadError;
use crate::form::Form;
use crate::gdelt;
use crate::input::{Input, Source, sources};
use crate::json;
use crate::options::{Position, ReadOptions};
use crate::presets;
use crate::read::{Item, Reading};
use crate::reuters;
use crate::row::Stop;
use crate::table;
use crate::unpack::Stream;
use crate::walk::{Leaf, Leaves, walk};
use columns::{Columns, Watched, guess};
use overshadow_record::Skipped;
use std::cell::Cell;
use std::io::{self, Read};
use std::ops::ControlFlow;

/// What one file, or one member of an archive, turned out to be.
#[derive(Debug, Default)]
pub struct Inspection {
    /// Its name in results.
    pub name: String,
    /// What it holds, in words.
    pub format: String,
    /// What it is packed in, the outermost first.
    pub packing: Vec<&'static str>,
    /// Its character set, where it is text.
    pub encoding: Option<&'static str>,
    /// The system whose columns it has.
    pub preset: Option<&'static str>,
    /// How many columns it has, where it is a table.
    pub n_columns: usize,
    /// What its columns become; of a very wide table, the first thousand.
    pub columns: Vec<ColumnUse>,
    /// Forms of its dates, with the rows that use each.
    pub date_forms: Vec<(String, u64)>,
    /// Rows, records or pages looked at.
    pub n_seen: u64,
    /// Those that would be read.
    pub n_kept: u64,
    /// Those of them without a usable date, which nothing that counts by day can use. Pages are dated only later.
    pub n_undated: u64,
    /// True when the end was reached.
    pub is_whole: bool,
    /// The first of what would be read.
    pub samples: Vec<Item>,
    /// What would be left out, by reason, in the order met.
    pub left_out: Vec<LeftOut>,
    /// What `--columns` would say to read it so; a suggestion where it cannot be read.
    pub mapping: Option<String>,
    /// Why it cannot be read at all.
    pub fault: Option<ReadError>,
}

/// A column of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnUse {
    /// Its name.
    pub name: String,
    /// What it becomes: a column of ours, `extra`, or nothing; `unknown` where nothing was understood.
    pub becomes: String,
}

/// What would be left out for one reason.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// The reason.
    pub reason: String,
    /// How many.
    pub count: u64,
    /// The first of them.
    pub first: Skipped,
}

/// Rows looked at of each input.
const ROWS: u64 = 1000;
/// Articles kept as samples; some pages among them may turn out to hold no text.
const SAMPLES: usize = 10;
/// Bytes of a member passed over to reach the next one of its archive.
const PASSED_OVER: u64 = 64 << 20;

/// Looks at the head of at most `most` files and members of archives, and hands over what each is. Gives the number of
/// files that were not looked at.
///
/// # Errors
/// A folder or pattern that holds no file. What is wrong with a file is said in its inspection.
pub fn inspect(
    inputs: &[Input],
    options: &ReadOptions,
    most: usize,
    give: &mut dyn FnMut(Inspection),
) -> Result<usize, ReadError> {
    let sources = sources(inputs)?;
    let mut left = most;
    for (index, source) in sources.iter().enumerate() {
        if left == 0 {
            return Ok(sources.len() - index);
        }
        let mut looking = Looking { options, found: Vec::new(), most: left };
        look_at(source, &mut looking);
        left = left.saturating_sub(looking.found.len().max(1));
        looking.found.into_iter().for_each(&mut *give);
    }
    Ok(0)
}

/// Looks at bytes as if they were a file called `name`: for tests and for fuzzing.
#[must_use]
pub fn inspect_bytes(name: &str, bytes: &[u8], options: &ReadOptions) -> Vec<Inspection> {
    let place = crate::input::Place::Bytes(bytes);
    let mut looking = Looking { options, found: Vec::new(), most: usize::MAX };
    look_at(&Source { name: name.to_owned(), place, explicit: true }, &mut looking);
    looking.found
}

fn look_at(source: &Source<'_>, looking: &mut Looking<'_>) {
    if let Err(error) = walk(std::slice::from_ref(source), looking.options.limits, None, Position::default(), looking) {
        looking.entry(&source.name).fault = Some(error);
    }
}

/// Takes the leaves of one source.
struct Looking<'a> {
    options: &'a ReadOptions,
    found: Vec<Inspection>,
    most: usize,
}

impl Looking<'_> {
    /// The inspection of a file that has one already, or a new one.
    fn entry(&mut self, name: &str) -> &mut Inspection {
        if self.found.last().is_none_or(|last| last.name != name) {
            let new = Inspection { name: name.to_owned(), is_whole: true, ..Inspection::default() };
            self.found.push(new);
        }
        self.found.last_mut().expect("one was pushed when there was none")
    }
}

impl Leaves for Looking<'_> {
    fn leaf(&mut self, leaf: Leaf<'_>) -> Result<bool, Stop> {
        let is_member = leaf.packing.iter().any(|packing| matches!(*packing, "tar" | "zip"));
        let mut seen = Seen::of(&leaf, self.options);
        let mut stream = leaf.stream;
        let ended = seen.look(Leaf { stream: Box::new(&mut stream), ..leaf }, self.options);
        seen.inspection.is_whole = ended.is_ok();
        let failure = match ended {
            Err(Stop::Failed(error)) => {
                seen.inspection.fault = Some(error);
                None
            }
            Err(Stop::Stream(error)) => Some(Stop::Stream(error)),
            Err(Stop::Enough) | Ok(()) => None,
        };
        self.found.push(seen.finished());
        if let Some(failure) = failure {
            return Err(failure);
        }
        // The digest of a file is of no use here, so the rest of it is not read.
        let goes_on = is_member && self.found.len() < self.most && is_passed(&mut stream)?;
        if goes_on { Ok(true) } else { Err(Stop::Enough) }
    }

    fn skip(&mut self, skipped: Skipped) -> Result<(), Stop> {
        let entry = self.entry(&skipped.source);
        if entry.format.is_empty() {
            entry.format = format!("not read: {}", skipped.detail);
        }
        note(&mut entry.left_out, skipped);
        if self.found.len() < self.most { Ok(()) } else { Err(Stop::Enough) }
    }

    fn kept(&self) -> u64 {
        self.found.last().map_or(0, |last| last.n_kept)
    }
}

/// Reads a member to its end, unless that is far.
fn is_passed(stream: &mut Stream<'_>) -> Result<bool, Stop> {
    let passed = io::copy(&mut stream.take(PASSED_OVER), &mut io::sink())?;
    Ok(passed < PASSED_OVER)
}

fn note(left_out: &mut Vec<LeftOut>, skipped: Skipped) {
    match left_out.iter_mut().find(|known| known.reason == skipped.reason) {
        Some(known) => known.count += 1,
        None => left_out.push(LeftOut { reason: skipped.reason.clone(), count: 1, first: skipped }),
    }
}

/// What is being seen of one leaf.
struct Seen {
    inspection: Inspection,
    columns: Columns,
}

impl Seen {
    fn of(leaf: &Leaf<'_>, options: &ReadOptions) -> Self {
        let Leaf { name, form, block, packing, .. } = *leaf;
        let is_text = !matches!(form, Form::Parquet | Form::Warc | Form::WarcGzip);
        let encoding = characters::of_block(block, form == Form::Html);
        let inspection = Inspection {
            name: name.to_owned(),
            format: format_of(form, block, name),
            packing: packing.to_vec(),
            encoding: is_text.then(|| encoding.name()),
            ..Inspection::default()
        };
        Self { inspection, columns: Columns::with(options.date_order) }
    }

    /// Reads the first rows as any run would.
    fn look(&mut self, leaf: Leaf<'_>, options: &ReadOptions) -> Result<(), Stop> {
        let replaced = Cell::new(0);
        let Self { inspection, columns } = self;
        match leaf.form {
            Form::Delimited | Form::Parquet => return table_rows(leaf, options, &replaced, inspection, columns),
            Form::Json => {
                let mut give = |article: Result<_, Skipped>| {
                    take(inspection, article.map(|article| Item::Article(Box::new(article))))
                };
                let mut watch = |name: &str, ours, value: &serde_json::Value| columns.note_key(name, ours, value);
                return json::json(leaf, options, &replaced, Some(&mut watch), &mut give);
            }
            Form::Gdelt(table) => {
                fixed(inspection, gdelt::columns(table).into_iter(), "YYYYMMDDHHMMSS, taken as UTC");
            }
            Form::Reuters => {
                let parts = reuters::PARTS.iter().map(|(name, becomes)| ((*name).to_owned(), *becomes));
                fixed(inspection, parts, "month by its name");
            }
            _ => {}
        }
        let mut visit = |item, _| match take(inspection, item) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        };
        Reading::new(options, &mut visit, &replaced).leaf(leaf).map(|_| ())
    }

    fn finished(self) -> Inspection {
        let Self { mut inspection, columns } = self;
        if columns.number > 0 {
            let names = columns.uses.iter().map(|used| used.name.as_str());
            inspection.preset = presets::of_names(names).name();
            inspection.n_columns = columns.number;
            inspection.date_forms = columns.date_forms();
            inspection.mapping = inspection.mapping.or_else(|| columns.mapping());
            inspection.columns = columns.uses;
        }
        inspection
    }
}

/// Notes the columns of a form that always has the same.
fn fixed(inspection: &mut Inspection, columns: impl Iterator<Item = (String, &'static str)>, dates: &str) {
    inspection.columns = columns.map(|(name, becomes)| ColumnUse { name, becomes: becomes.to_owned() }).collect();
    inspection.n_columns = inspection.columns.len();
    inspection.date_forms = vec![(dates.to_owned(), 0)];
}

/// Takes one item of an input; `Enough` after the first thousand.
fn take(inspection: &mut Inspection, item: Result<Item, Skipped>) -> Result<(), Stop> {
    inspection.n_seen += 1;
    match item {
        Ok(item) => {
            inspection.n_kept += 1;
            inspection.n_undated += u64::from(matches!(&item, Item::Article(article) if article.published.is_none()));
            if inspection.samples.len() < SAMPLES {
                inspection.samples.push(item);
            }
        }
        Err(skipped) => note(&mut inspection.left_out, skipped),
    }
    if inspection.n_seen < ROWS { Ok(()) } else { Err(Stop::Enough) }
}

fn table_rows(
    leaf: Leaf<'_>,
    options: &ReadOptions,
    replaced: &Cell<u64>,
    inspection: &mut Inspection,
    columns: &mut Columns,
) -> Result<(), Stop> {
    let (name, limits) = (leaf.name, options.limits);
    let mut mapping = None;
    let mut give =
        |article: Result<_, Skipped>| take(inspection, article.map(|article| Item::Article(Box::new(article))));
    let rows = ArticleRows { name, options, layout: Layout::default(), header: Vec::new(), give: &mut give };
    let mut watched = Watched { rows, columns, refused: None, looks: Vec::new() };
    let mut ended = match leaf.form {
        Form::Parquet => columnar::parquet(leaf, limits, replaced, &mut watched),
        _ => table::delimited(leaf, limits, replaced, &mut watched),
    };
    if let Some(error) = watched.refused {
        mapping = guess(&watched.looks, options);
        ended = Err(Stop::Failed(error));
    }
    inspection.mapping = mapping;
    ended
}

/// The form in words, with what the bytes tell beyond it.
fn format_of(form: Form, block: &[u8], name: &str) -> String {
    let head = || characters::decoded(block, characters::of_block(block, false)).0;
    match form {
        Form::Delimited => {
            let dialect = dialect::of_block(&head(), name);
            let delimiter = match dialect.delimiter {
                b'\t' => "tabs",
                b';' => "semicolons",
                b'|' => "bars",
                _ => "commas",
            };
            let quoting = if dialect.quoting { "" } else { ", without quoting" };
            format!("table parted by {delimiter}{quoting}")
        }
        Form::Json if json::is_one_a_line(block) => "JSON, one object a line".to_owned(),
        other => other.in_words().to_owned(),
    }
}
