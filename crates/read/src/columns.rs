//! Which column of a foreign table is which of ours: presets recognised by the header alone.
//!
//! Media Cloud, news-please, trafilatura, fundus, the UCI collection, headline lists and our own exports use
//! different names for the same things; the lists below are in order of preference, so that of two candidates in one
//! table the better one wins and the other is kept among the extra columns.

use crate::error::ReadError;
use crate::presets::{self, Preset, plain};

/// Our columns that an input can fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ours {
    ArticleId,
    Url,
    Outlet,
    OutletCountry,
    Language,
    Published,
    PublishedPrecision,
    Title,
    Authors,
    Text,
    CopyGroup,
    Source,
    PublishedSource,
    PublishedZone,
    Section,
    Kind,
    Extra,
}

/// How many there are.
pub(crate) const OURS: usize = 17;

/// Our columns, our name for each, and the names that others give it, best first.
const NAMES: [(Ours, &str, &[&str]); OURS] = [
    (Ours::ArticleId, "article_id", &["id", "doc_id", "stories_id"]),
    (Ours::Url, "url", &["canonical_url", "link", "permalink", "href", "address"]),
    (
        Ours::Outlet,
        "outlet",
        &[
            "media_name",
            "publisher",
            "outlet_host",
            "outlet_name",
            "source_name",
            "source_domain",
            "canonical_domain",
            "hostname",
            "domain",
            "sitename",
            "channel",
            "source",
        ],
    ),
    (Ours::OutletCountry, "outlet_country", &["country", "source_country"]),
    (Ours::Language, "language", &["lang"]),
    (
        Ours::Published,
        "published",
        &[
            "publish_date",
            "publication_date",
            "date_publish",
            "publishing_date",
            "published_at",
            "published_ms",
            "published_utc",
            "date_published",
            "datepublished",
            "pubdate",
            "pub_date",
            "publishedat",
            "seendate",
            "datetime",
            "timestamp",
            "date",
            "day",
        ],
    ),
    (Ours::PublishedPrecision, "published_precision", &[]),
    (Ours::Title, "title", &["headline", "article_title", "name"]),
    (Ours::Authors, "authors", &["author", "byline", "creator"]),
    (Ours::Text, "text", &["maintext", "plaintext", "text_content", "body", "full_text", "content", "article"]),
    (Ours::CopyGroup, "copy_group", &[]),
    (Ours::Source, "", &[]),
    (Ours::PublishedSource, "", &[]),
    (Ours::PublishedZone, "published_zone", &[]),
    (Ours::Section, "section", &[]),
    (Ours::Kind, "", &[]),
    (Ours::Extra, "", &[]),
];

/// Which of ours a name means, and how good a candidate it is (0 is best).
pub(crate) fn meaning(name: &str, preset: Preset) -> Option<(Ours, usize)> {
    let name = plain(name);
    if let Some(ours) = preset.meaning(&name) {
        return Some((ours, 0));
    }
    NAMES.iter().find_map(|(ours, own, others)| {
        if name == *own && !own.is_empty() {
            return Some((*ours, 0));
        }
        others.iter().position(|other| *other == name).map(|rank| (*ours, rank + 1))
    })
}

/// True for a name that means one of our columns.
pub(crate) fn is_known(name: &str) -> bool {
    meaning(name, Preset::Unknown).is_some()
}

/// A column of ours by its own name, for mappings that the user gives.
pub(crate) fn ours(name: &str) -> Option<Ours> {
    NAMES.iter().find(|(_, own, _)| !own.is_empty() && *own == plain(name)).map(|(ours, _, _)| *ours)
}

/// Our columns, in order.
pub(crate) fn all() -> impl Iterator<Item = Ours> {
    NAMES.iter().map(|(ours, _, _)| *ours)
}

/// Our name for one of our columns.
pub(crate) fn name_of(ours: Ours) -> &'static str {
    match ours {
        Ours::Source => "source",
        Ours::PublishedSource => "published_source",
        Ours::Kind => "kind",
        Ours::Extra => "extra",
        _ => NAMES[ours as usize].1,
    }
}

/// The names of ours that a mapping may use.
pub(crate) fn our_names() -> Vec<String> {
    NAMES.iter().map(|(_, own, _)| (*own).to_owned()).filter(|own| !own.is_empty()).collect()
}

/// Where our columns stand in one table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    places: [Option<usize>; OURS],
    /// Whose table it is.
    pub(crate) preset: Preset,
    /// Columns that are none of ours, with their names as JSON strings.
    pub(crate) extra: Vec<(usize, String)>,
}

impl Layout {
    /// The position of one of our columns.
    pub(crate) fn place(&self, ours: Ours) -> Option<usize> {
        self.places[ours as usize]
    }
}

/// Resolves a header once, so that no row has to look at a name.
///
/// # Errors
/// A mapping that cannot be followed, or a table with neither titles nor texts.
pub(crate) fn layout(header: &[String], asked: &[(String, String)], table: &str) -> Result<Layout, ReadError> {
    let mut layout = Layout::default();
    let mut ranks = [usize::MAX; OURS];
    for (our_name, their_name) in asked {
        let ours = our_column(our_name)?;
        let place = header.iter().position(|name| plain(name) == plain(their_name));
        let not_found =
            || ReadError::ColumnNotFound { name: table.to_owned(), column: their_name.clone(), found: header.to_vec() };
        layout.places[ours as usize] = Some(place.ok_or_else(not_found)?);
        ranks[ours as usize] = 0;
    }
    let mapped: Vec<usize> = layout.places.iter().flatten().copied().collect();
    let preset = presets::of_names(header.iter().map(String::as_str));
    for (place, name) in header.iter().enumerate().filter(|(place, _)| !mapped.contains(place)) {
        let Some((ours, rank)) = meaning(name, preset) else { continue };
        if rank < ranks[ours as usize] {
            ranks[ours as usize] = rank;
            layout.places[ours as usize] = Some(place);
        }
    }
    layout.preset = preset;
    if layout.place(Ours::Title).is_none() && layout.place(Ours::Text).is_none() {
        return Err(neither_title_nor_text(table, header));
    }
    layout.extra = extra(header, &layout);
    Ok(layout)
}

/// The column of ours that a mapping names.
pub(crate) fn our_column(name: &str) -> Result<Ours, ReadError> {
    ours(name).ok_or_else(|| ReadError::ColumnNotFound {
        name: "articles".to_owned(),
        column: name.to_owned(),
        found: our_names(),
    })
}

/// The error for rows that cannot be articles.
pub(crate) fn neither_title_nor_text(table: &str, found: &[String]) -> ReadError {
    ReadError::ColumnsUnknown {
        name: table.to_owned(),
        found: found.to_vec(),
        wanted: "neither a title nor a text column",
        hint: "say which column is which: `--columns title=…,published=…`",
    }
}

/// The columns that are none of ours; an unnamed one is known by its number, a second of one name likewise.
fn extra(header: &[String], layout: &Layout) -> Vec<(usize, String)> {
    let mut seen = rustc_hash::FxHashSet::default();
    let mut extra = Vec::new();
    for (place, name) in header.iter().enumerate() {
        if layout.places.contains(&Some(place)) {
            continue;
        }
        let mut name = name.trim().to_owned();
        if name.is_empty() || !seen.insert(name.clone()) {
            name = format!("{name}column_{}", place + 1);
        }
        extra.push((place, serde_json::Value::String(name).to_string()));
    }
    extra
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(header: &str) -> Vec<(Ours, String)> {
        let header: Vec<String> = header.split(',').map(str::to_owned).collect();
        let layout = layout(&header, &[], "t").unwrap();
        let all = NAMES.iter().filter_map(|(ours, _, _)| Some((*ours, header[layout.place(*ours)?].clone())));
        all.collect()
    }

    fn has(header: &str, ours: Ours, name: &str) {
        assert!(names(header).contains(&(ours, name.to_owned())), "{header}: {:?}", names(header));
    }

    #[test]
    fn presets_are_known_by_their_header() {
        let media_cloud = "id,indexed_date,language,media_name,media_url,publish_date,title,url";
        has(media_cloud, Ours::Outlet, "media_name");
        has(media_cloud, Ours::Published, "publish_date");
        has(media_cloud, Ours::ArticleId, "id");
        let news_please = "authors,date_download,date_modify,date_publish,description,filename,image_url,language,\
                           localpath,maintext,source_domain,title,title_page,title_rss,url";
        has(news_please, Ours::Text, "maintext");
        has(news_please, Ours::Published, "date_publish");
        has(news_please, Ours::Outlet, "source_domain");
        let trafilatura = "title,author,hostname,date,categories,tags,fingerprint,id,license,text,comments,source,\
                           source-hostname,excerpt";
        has(trafilatura, Ours::Outlet, "hostname");
        has(trafilatura, Ours::Authors, "author");
        has("title,plaintext,authors,publishing_date,topics", Ours::Text, "plaintext");
        let uci = "ID,TITLE,URL,PUBLISHER,CATEGORY,STORY,HOSTNAME,TIMESTAMP";
        has(uci, Ours::Outlet, "PUBLISHER");
        has(uci, Ours::Published, "TIMESTAMP");
        has("day,list,outlet_host,lang,title,url,pos,score", Ours::Published, "day");
        has("Headline,Source,Pub Date,Country", Ours::Outlet, "Source");
    }

    #[test]
    fn the_source_of_our_own_export_is_not_an_outlet() {
        let ours = "article_id,url,outlet_country,published,title,text,source";
        has(ours, Ours::Source, "source");
    }

    #[test]
    fn a_mapping_overrides_the_presets_and_must_exist() {
        let header = ["title".to_owned(), "kicker".to_owned()];
        let asked = |theirs: &str| vec![("title".to_owned(), theirs.to_owned())];
        assert_eq!(layout(&header, &asked("kicker"), "t").unwrap().place(Ours::Title), Some(1));
        assert_eq!(layout(&header, &asked("kiker"), "t").unwrap_err().code(), "column-not-found");
    }

    #[test]
    fn a_table_without_title_and_text_names_what_it_has() {
        let error = layout(&["day".to_owned(), "kicker".to_owned()], &[], "t.csv").unwrap_err();
        assert_eq!(error.code(), "columns-unknown");
        assert!(error.to_string().contains("`kicker`"));
        assert!(error.hint().unwrap().contains("--columns title="));
    }
}
