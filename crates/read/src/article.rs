//! From the cells of a row to an article.
//!
//! The text is taken exactly as it stands, because offsets are those of the input; everything else is trimmed, and
//! what is empty then is not known.

use crate::columns::{self, Layout, Ours};
use crate::date::{self, DateFault, Stated};
use crate::error::shortened;
use crate::language_codes;
use crate::options::{Dates, ReadOptions};
use crate::presets::Preset;
use crate::row::{Row, Stop, Table};
use overshadow_record::identity;
use overshadow_record::{Article, ArticleKind, DateSource, Precision, Skipped};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::fmt::Write;

/// What a source says about one article, under our names.
#[derive(Default)]
pub(crate) struct Cells<'a> {
    pub(crate) article_id: Option<Cow<'a, str>>,
    pub(crate) url: Option<Cow<'a, str>>,
    pub(crate) outlet: Option<Cow<'a, str>>,
    pub(crate) outlet_country: Option<Cow<'a, str>>,
    pub(crate) language: Option<Cow<'a, str>>,
    pub(crate) published: Option<Cow<'a, str>>,
    pub(crate) published_precision: Option<Cow<'a, str>>,
    pub(crate) title: Option<Cow<'a, str>>,
    pub(crate) authors: Vec<String>,
    pub(crate) text: Option<Cow<'a, str>>,
    pub(crate) copy_group: Option<Cow<'a, str>>,
    pub(crate) source: Option<Cow<'a, str>>,
    pub(crate) published_source: Option<Cow<'a, str>>,
    pub(crate) published_zone: Option<Cow<'a, str>>,
    pub(crate) section: Option<Cow<'a, str>>,
    pub(crate) kind: Option<Cow<'a, str>>,
    pub(crate) extra: Option<String>,
    /// True when the extra columns say what the article is about, so that it counts without any words.
    pub(crate) is_labelled: bool,
    /// True for a row of one of our own exports, whose date is in UTC whatever zone stood beside it once.
    pub(crate) is_export: bool,
}

/// The article that some cells make, or why they make none. `place` is file and row.
pub(crate) fn article(cells: Cells<'_>, place: String, options: &ReadOptions) -> Result<Article, Skipped> {
    let text = cells.text.filter(|text| !text.trim().is_empty()).unwrap_or_default();
    if text.is_empty() && cells.title.is_none() && !(cells.is_labelled && cells.extra.is_some()) {
        return Err(Skipped {
            source: place,
            reason: "row-empty".to_owned(),
            detail: "no title and no text".to_owned(),
        });
    }
    let stated = match stated(cells.published.as_deref(), cells.published_precision.as_deref(), options) {
        Ok(stated) => Some(stated),
        Err(_) if options.dates == Dates::Optional => None,
        Err(fault) => return Err(undated(place, fault, cells.published.as_deref())),
    };
    let published = stated.map(|stated| stated.published);
    let stated_here = stated.filter(|_| !cells.is_export).and_then(|stated| stated.zone());
    let url = cells.url.as_deref().map(|url| identity::canonical(url).into_owned());
    let outlet = cells.outlet.map(Cow::into_owned).or_else(|| url.as_deref().and_then(identity::outlet));
    let article_id = match (cells.article_id, &url) {
        (Some(id), _) => id.into_owned(),
        (None, Some(url)) => identity::id_of_url(url),
        (None, None) => {
            let title = cells.title.as_deref().unwrap_or_default();
            identity::id_of_words(outlet.as_deref().unwrap_or_default(), title, &text)
        }
    };
    Ok(Article {
        article_id,
        url,
        outlet,
        outlet_country: cells.outlet_country.map(Cow::into_owned),
        language: cells.language.map(language),
        published,
        published_precision: published.map(|published| published.precision),
        title: cells.title.map(Cow::into_owned),
        authors: cells.authors,
        text: text.into_owned(),
        copy_group: cells.copy_group.map(Cow::into_owned),
        source: cells.source.map_or(place, Cow::into_owned),
        published_source: published
            .map(|_| cells.published_source.as_deref().and_then(DateSource::of_word).unwrap_or(DateSource::Column)),
        published_zone: cells.published_zone.map(Cow::into_owned).or(stated_here),
        section: cells.section.map(Cow::into_owned),
        kind: cells.kind.as_deref().and_then(ArticleKind::of_word),
        extra: cells.extra,
    })
}

fn undated(place: String, fault: DateFault, value: Option<&str>) -> Skipped {
    let detail = value.map_or_else(|| "no date".to_owned(), |value| format!("`{}`", shortened(value)));
    Skipped { source: place, reason: fault.code().to_owned(), detail }
}

fn stated(text: Option<&str>, precision: Option<&str>, options: &ReadOptions) -> Result<Stated, DateFault> {
    let mut stated = date::stated_until(text.unwrap_or_default(), options.date_order, options.today)?;
    // Our own exports write a month as its first day and say in their next column that it is one.
    if stated.published.precision == Precision::Day && precision == Some(Precision::Month.word()) {
        stated.published.precision = Precision::Month;
    }
    Ok(stated)
}

/// `en-US`, `eng` and `English` are `en`; what does not look like a language tag stays as it is.
fn language(tag: Cow<'_, str>) -> String {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    if primary.len() > 3
        && let Some(code) = language_codes::of_english_name(&tag)
    {
        return code.to_owned();
    }
    if primary.len() == 3
        && let Some(code) = language_codes::of_three_letters(primary)
    {
        return code.to_owned();
    }
    let is_tag = matches!(primary.len(), 2 | 3) && primary.bytes().all(|byte| byte.is_ascii_alphabetic());
    if is_tag { primary.to_ascii_lowercase() } else { tag.into_owned() }
}

/// Several authors in one cell: a JSON list, as our own exports write it, or names parted by semicolons.
pub(crate) fn authors(cell: &str) -> Vec<String> {
    if cell.starts_with('[')
        && let Ok(names) = serde_json::from_str::<Vec<String>>(cell)
    {
        return names;
    }
    cell.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Takes the rows of a table and hands on articles.
pub(crate) struct ArticleRows<'a> {
    pub(crate) name: &'a str,
    pub(crate) options: &'a ReadOptions,
    pub(crate) layout: Layout,
    pub(crate) header: Vec<String>,
    pub(crate) give: &'a mut dyn FnMut(Result<Article, Skipped>) -> Result<(), Stop>,
}

impl Table for ArticleRows<'_> {
    fn header(&mut self, names: &[String]) -> Result<(), Stop> {
        self.layout = columns::layout(names, &self.options.columns, self.name)?;
        self.header = names.to_vec();
        Ok(())
    }

    fn row(&mut self, row: Row<'_>) -> Result<(), Stop> {
        let place = place(self.name, row.number);
        if row.text(0) == self.header[0] && (0..self.header.len()).all(|column| row.text(column) == self.header[column])
        {
            let detail = "the header stands here again".to_owned();
            return (self.give)(Err(Skipped { source: place, reason: "row-repeats-header".to_owned(), detail }));
        }
        let article = article(self.cells(row), place, self.options);
        (self.give)(article)
    }

    fn skip(&mut self, skipped: Skipped) -> Result<(), Stop> {
        (self.give)(Err(skipped))
    }
}

impl ArticleRows<'_> {
    fn cells<'r>(&self, row: Row<'r>) -> Cells<'r> {
        let cell = |ours| self.layout.place(ours).and_then(|column| row.word(column));
        let word = |ours| cell(ours).filter(|cell| !is_none(cell));
        Cells {
            article_id: word(Ours::ArticleId),
            url: word(Ours::Url),
            outlet: word(Ours::Outlet),
            outlet_country: word(Ours::OutletCountry),
            language: word(Ours::Language),
            published: word(Ours::Published),
            published_precision: word(Ours::PublishedPrecision),
            title: cell(Ours::Title),
            authors: word(Ours::Authors).map(|cell| authors(&cell)).unwrap_or_default(),
            text: self.layout.place(Ours::Text).map(|column| row.text(column)),
            copy_group: word(Ours::CopyGroup),
            source: word(Ours::Source),
            published_source: word(Ours::PublishedSource),
            published_zone: word(Ours::PublishedZone),
            section: word(Ours::Section),
            kind: word(Ours::Kind),
            extra: self.own_extra(row),
            is_labelled: self.layout.preset == Preset::Ours,
            is_export: self.layout.preset == Preset::Ours,
        }
    }

    /// An export of ours has its extra columns in one already.
    fn own_extra(&self, row: Row<'_>) -> Option<String> {
        let kept = self.layout.place(Ours::Extra).and_then(|column| row.word(column));
        merged(kept.as_deref(), self.extra(row))
    }

    /// The columns that are none of ours, as a JSON object without its empty cells.
    fn extra(&self, row: Row<'_>) -> Option<String> {
        let mut object = String::new();
        for (column, name) in &self.layout.extra {
            if let Some(cell) = row.word(*column) {
                object.push(if object.is_empty() { '{' } else { ',' });
                let cell = serde_json::to_string(&cell).expect("text is always JSON");
                write!(object, "{name}:{cell}").expect("writing to memory does not fail");
            }
        }
        if object.is_empty() {
            return None;
        }
        object.push('}');
        Some(object)
    }
}

/// What other programs write where there is nothing. As an id it would make all its articles one.
fn is_none(cell: &str) -> bool {
    matches!(cell, "null" | "NULL" | "None" | "nan" | "NaN" | "\\N")
}

/// Extra columns that were kept as such before, and those found now.
pub(crate) fn merged(kept: Option<&str>, found: Option<String>) -> Option<String> {
    let Some(kept) = kept else { return found };
    let Some(found) = found else { return Some(kept.to_owned()) };
    let mut columns: Map<String, Value> = serde_json::from_str(kept).unwrap_or_default();
    let found: Map<String, Value> = serde_json::from_str(&found).unwrap_or_default();
    for (name, value) in found {
        columns.entry(name).or_insert(value);
    }
    Some(Value::Object(columns).to_string())
}

/// File and row, as results name it.
pub(crate) fn place(name: &str, number: u64) -> String {
    let mut place = String::with_capacity(name.len() + 8);
    write!(place, "{name}#{number}").expect("writing to memory does not fail");
    place
}
