//! An article as a row and back, and the digest by which a change shows.

use jiff::civil::{Date, DateTime, Time};
use overshadow_record::table::write_json;
use overshadow_record::{Article, ArticleKind, DateSource, Precision, Published};
use rusqlite::types::Type;
use rusqlite::{Row, ToSql};
use sha2::{Digest, Sha256};

/// The columns of an article, in the order in which rows are written and read.
pub(crate) const COLUMNS: &str = "article_id, url, outlet, outlet_country, language, published, published_precision, \
     title, authors, text, copy_group, source, published_source, published_zone, section, kind, extra";

/// Bytes of a digest.
const DIGEST: usize = 16;

/// The values of an article's columns.
pub(crate) fn values(article: &Article) -> [Box<dyn ToSql>; 17] {
    let Article {
        article_id,
        url,
        outlet,
        outlet_country,
        language,
        published,
        published_precision,
        title,
        authors,
        text,
        copy_group,
        source,
        published_source,
        published_zone,
        section,
        kind,
        extra,
    } = article.clone();
    let authors = (!authors.is_empty()).then(|| serde_json::Value::from(authors).to_string());
    [
        Box::new(article_id),
        Box::new(url),
        Box::new(outlet),
        Box::new(outlet_country),
        Box::new(language),
        Box::new(published.map(|it| it.to_string())),
        Box::new(published_precision.map(Precision::word)),
        Box::new(title),
        Box::new(authors),
        Box::new(text),
        Box::new(copy_group),
        Box::new(source),
        Box::new(published_source.map(DateSource::word)),
        Box::new(published_zone),
        Box::new(section),
        Box::new(kind.map(ArticleKind::word)),
        Box::new(extra),
    ]
}

/// The article of a row whose first columns are [`COLUMNS`].
pub(crate) fn article(row: &Row<'_>) -> rusqlite::Result<Article> {
    let precision: Option<Precision> = word(row, 6, Precision::of_word)?;
    let published: Option<String> = row.get(5)?;
    let published = published.map(|written| moment(&written, precision).ok_or_else(|| unreadable(5, &written)));
    let authors: Option<String> = row.get(8)?;
    let authors = authors.map(|written| serde_json::from_str(&written).map_err(|_| unreadable(8, &written)));
    Ok(Article {
        article_id: row.get(0)?,
        url: row.get(1)?,
        outlet: row.get(2)?,
        outlet_country: row.get(3)?,
        language: row.get(4)?,
        published: published.transpose()?,
        published_precision: precision,
        title: row.get(7)?,
        authors: authors.transpose()?.unwrap_or_default(),
        text: row.get(9)?,
        copy_group: row.get(10)?,
        source: row.get(11)?,
        published_source: word(row, 12, DateSource::of_word)?,
        published_zone: row.get(13)?,
        section: row.get(14)?,
        kind: word(row, 15, ArticleKind::of_word)?,
        extra: row.get(16)?,
    })
}

/// What tells an article from all others: the same address with another headline, text or day is another version of it, and
/// counts anew, as it does when files are read.
#[must_use]
pub fn identity(article: &Article) -> [u8; DIGEST] {
    let day = article.day().map(|day| day.to_string());
    let parts = [Some(article.article_id.as_str()), article.title.as_deref(), Some(&article.text), day.as_deref()];
    let mut hasher = Sha256::new();
    for part in parts {
        // Where one part ends and the next begins is hashed too, and a headline that is empty is none.
        let part = part.unwrap_or_default();
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    short(&hasher.finalize())
}

/// A digest of all that an article is.
pub(crate) fn digest(article: &Article) -> [u8; DIGEST] {
    let mut json = Vec::new();
    write_json(article, &mut json).expect("memory takes all that is written");
    short(&Sha256::digest(&json))
}

fn short(digest: &[u8]) -> [u8; DIGEST] {
    let mut short = [0; DIGEST];
    short.copy_from_slice(&digest[..DIGEST]);
    short
}

fn word<T>(row: &Row<'_>, column: usize, of_word: fn(&str) -> Option<T>) -> rusqlite::Result<Option<T>> {
    let written: Option<String> = row.get(column)?;
    written.map(|written| of_word(&written).ok_or_else(|| unreadable(column, &written))).transpose()
}

/// `2024-03-25T08:00:00Z` or `2024-03-25`; the precision says which of the two were days and months.
pub(crate) fn moment(written: &str, precision: Option<Precision>) -> Option<Published> {
    let (at, usual) = match written.strip_suffix('Z') {
        Some(moment) => (moment.parse::<DateTime>().ok()?, Precision::Second),
        None => (written.parse::<Date>().ok()?.to_datetime(Time::midnight()), Precision::Day),
    };
    Some(Published { at, precision: precision.unwrap_or(usual) })
}

fn unreadable(column: usize, written: &str) -> rusqlite::Error {
    let shown: String = written.chars().take(40).collect();
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, format!("`{shown}` cannot be read").into())
}
