//! Whose table it is: systems known by the names of their columns, and what a name means in theirs alone.
//!
//! Most names mean the same everywhere and stand in `columns`. Here stand those that do not: `source` is the file in our own
//! exports, the address in trafilatura's and the outlet in Event Registry's.

use crate::columns::Ours;

/// A system whose tables are known by their columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Preset {
    /// An export of ours.
    Ours,
    MediaCloud,
    MediaCloudIndex,
    NewsPlease,
    Trafilatura,
    Fundus,
    EventRegistry,
    UciAggregator,
    QuotationGraph,
    ArticleList,
    Telegram,
    #[default]
    Unknown,
}

/// Systems, their names, and the columns that all have to be there.
const SIGNS: [(Preset, &str, &[&str]); 11] = [
    (Preset::Ours, "overshadow", &["article_id"]),
    (Preset::MediaCloud, "Media Cloud", &["media_name", "publish_date"]),
    (Preset::MediaCloudIndex, "Media Cloud's index", &["canonical_domain", "publication_date"]),
    (Preset::NewsPlease, "news-please", &["maintext", "date_publish"]),
    (Preset::Trafilatura, "trafilatura", &["hostname", "fingerprint"]),
    (Preset::Fundus, "fundus", &["publishing_date"]),
    (Preset::EventRegistry, "Event Registry", &["uri", "url", "datetime", "body"]),
    (Preset::UciAggregator, "UCI News Aggregator", &["publisher", "story", "hostname", "timestamp"]),
    (Preset::QuotationGraph, "GDELT's Quotation Graph", &["url", "quotes"]),
    (Preset::ArticleList, "GDELT's Article List", &["url", "domain", "outletname"]),
    (Preset::Telegram, "Telegram export", &["type", "date_unixtime", "text"]),
];

/// The system that the names of some columns tell of.
pub(crate) fn of_names<'a>(names: impl Iterator<Item = &'a str>) -> Preset {
    // A header may be long; what is looked for are a few short names.
    let names: Vec<String> = names.map(plain).collect();
    let has = |sign: &&str| names.iter().any(|name| name == sign);
    SIGNS.iter().find(|(_, _, signs)| signs.iter().all(has)).map_or(Preset::Unknown, |(preset, _, _)| *preset)
}

/// A name without the accidents of spelling: `Publish Date` is `publish_date`.
pub(crate) fn plain(name: &str) -> String {
    let name = name.trim().trim_start_matches('\u{feff}').to_lowercase();
    name.replace([' ', '-'], "_")
}

impl Preset {
    /// The system's name; `None` when it is not known.
    pub(crate) fn name(self) -> Option<&'static str> {
        SIGNS.iter().find(|(preset, _, _)| *preset == self).map(|(_, name, _)| *name)
    }

    /// What a plain name means in tables of this system alone.
    pub(crate) fn meaning(self, plain_name: &str) -> Option<Ours> {
        let own: &[(&str, Ours)] = match self {
            Self::Ours => &[
                ("source", Ours::Source),
                ("published_source", Ours::PublishedSource),
                ("kind", Ours::Kind),
                ("extra", Ours::Extra),
            ],
            Self::Trafilatura => &[("source", Ours::Url)],
            // When the article came out; `dateTime` is when it was found.
            Self::EventRegistry => &[("uri", Ours::ArticleId), ("datetimepub", Ours::Published)],
            // `date` is the time of the exporting machine. A message has no title, a chat has a name.
            Self::Telegram => &[("date_unixtime", Ours::Published), ("chat", Ours::Outlet), ("from", Ours::Authors)],
            _ => &[],
        };
        own.iter().find(|(name, _)| *name == plain_name).map(|(_, ours)| *ours)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_are_known_by_their_columns() {
        for (names, preset) in [
            ("article_id,url,title,text,source", Preset::Ours),
            ("id,indexed_date,language,media_name,media_url,publish_date,title,url", Preset::MediaCloud),
            ("article_title,canonical_domain,publication_date,text_content", Preset::MediaCloudIndex),
            ("authors,date_download,date_publish,language,maintext,source_domain,title,url", Preset::NewsPlease),
            ("title,author,hostname,date,categories,tags,fingerprint,id,text,source", Preset::Trafilatura),
            ("title,plaintext,authors,publishing_date,topics", Preset::Fundus),
            ("uri,url,title,body,dateTime,lang,source", Preset::EventRegistry),
            ("ID,TITLE,URL,PUBLISHER,CATEGORY,STORY,HOSTNAME,TIMESTAMP", Preset::UciAggregator),
            ("date,url,title,lang,quotes", Preset::QuotationGraph),
            ("date,title,url,lang,domain,outletName", Preset::ArticleList),
            ("id,type,date,date_unixtime,text", Preset::Telegram),
            ("day,headline,outlet", Preset::Unknown),
        ] {
            assert_eq!(of_names(names.split(',')), preset, "{names}");
        }
    }
}
