//! The columns of GDELT's tables, as its codebooks name them, and what becomes of each here: a column of ours, one among the
//! extra columns, or nothing (empty).

use super::Gdelt;

/// Names and what becomes of them, in the order of the table.
pub(crate) fn columns(table: Gdelt) -> Vec<(String, &'static str)> {
    match table {
        Gdelt::KnowledgeGraph => named(&KNOWLEDGE_GRAPH),
        Gdelt::Mentions => named(&MENTIONS),
        Gdelt::Events => events(),
    }
}

fn named(columns: &[(&str, &'static str)]) -> Vec<(String, &'static str)> {
    columns.iter().map(|(name, becomes)| ((*name).to_owned(), *becomes)).collect()
}

const KNOWLEDGE_GRAPH: [(&str, &str); 27] = [
    ("GKGRECORDID", "extra.gkg_record"),
    ("V2.1DATE", "published"),
    ("V2SOURCECOLLECTIONIDENTIFIER", ""),
    ("V2SOURCECOMMONNAME", "outlet"),
    ("V2DOCUMENTIDENTIFIER", "url"),
    ("V1COUNTS", ""),
    ("V2.1COUNTS", ""),
    ("V1THEMES", "extra.themes"),
    ("V2ENHANCEDTHEMES", ""),
    ("V1LOCATIONS", "extra.places, extra.countries"),
    ("V2ENHANCEDLOCATIONS", ""),
    ("V1PERSONS", "extra.persons"),
    ("V2ENHANCEDPERSONS", ""),
    ("V1ORGANIZATIONS", "extra.organisations"),
    ("V2ENHANCEDORGANIZATIONS", ""),
    ("V1.5TONE", "extra.tone"),
    ("V2.1ENHANCEDDATES", ""),
    ("V2GCAM", ""),
    ("V2.1SHARINGIMAGE", ""),
    ("V2.1RELATEDIMAGES", ""),
    ("V2.1SOCIALIMAGEEMBEDS", ""),
    ("V2.1SOCIALVIDEOEMBEDS", ""),
    ("V2.1QUOTATIONS", "extra.quotations"),
    ("V2.1ALLNAMES", "extra.names"),
    ("V2.1AMOUNTS", ""),
    ("V2.1TRANSLATIONINFO", "language"),
    ("V2EXTRASXML", "title, authors, published"),
];

const MENTIONS: [(&str, &str); 16] = [
    ("GLOBALEVENTID", "extra.event_id"),
    ("EventTimeDate", "extra.event_seen"),
    ("MentionTimeDate", "published"),
    ("MentionType", ""),
    ("MentionSourceName", "outlet"),
    ("MentionIdentifier", "url"),
    ("SentenceID", "extra.sentence"),
    ("Actor1CharOffset", ""),
    ("Actor2CharOffset", ""),
    ("ActionCharOffset", ""),
    ("InRawText", ""),
    ("Confidence", "extra.confidence"),
    ("MentionDocLen", "extra.letters_in_document"),
    ("MentionDocTone", "extra.tone"),
    ("MentionDocTranslationInfo", "extra.translation"),
    ("Extras", ""),
];

/// Columns of Events but those of actors and places.
const FIRST: [(&str, &str); 5] = [
    ("GlobalEventID", "article_id"),
    ("Day", "extra.event_day"),
    ("MonthYear", ""),
    ("Year", ""),
    ("FractionDate", ""),
];
const ACTOR: [(&str, &str); 10] = [
    ("Code", "extra.actorN_code"),
    ("Name", "extra.actors"),
    ("CountryCode", "extra.actorN_country"),
    ("KnownGroupCode", ""),
    ("EthnicCode", ""),
    ("Religion1Code", ""),
    ("Religion2Code", ""),
    ("Type1Code", "extra.actorN_type"),
    ("Type2Code", ""),
    ("Type3Code", ""),
];
const ACTION: [(&str, &str); 10] = [
    ("IsRootEvent", "extra.is_root_event"),
    ("EventCode", "extra.events"),
    ("EventBaseCode", "extra.events"),
    ("EventRootCode", "extra.events"),
    ("QuadClass", "extra.quad_class"),
    ("GoldsteinScale", "extra.goldstein"),
    ("NumMentions", "extra.number_of_mentions"),
    ("NumSources", "extra.number_of_sources"),
    ("NumArticles", "extra.number_of_articles"),
    ("AvgTone", "extra.tone"),
];
const PLACE: [(&str, &str); 8] = [
    ("Type", ""),
    ("Fullname", "extra.places"),
    ("CountryCode", "extra.countries"),
    ("ADM1Code", ""),
    ("ADM2Code", ""),
    ("Lat", ""),
    ("Long", ""),
    ("FeatureID", ""),
];
const LAST: [(&str, &str); 2] = [("DATEADDED", "published"), ("SOURCEURL", "url")];

fn events() -> Vec<(String, &'static str)> {
    let mut columns = named(&FIRST);
    for actor in ["Actor1", "Actor2"] {
        columns.extend(ACTOR.iter().map(|(name, becomes)| (format!("{actor}{name}"), *becomes)));
    }
    columns.extend(named(&ACTION));
    for place in ["Actor1Geo", "Actor2Geo", "ActionGeo"] {
        columns.extend(PLACE.iter().map(|(name, becomes)| (format!("{place}_{name}"), *becomes)));
    }
    columns.extend(named(&LAST));
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_name() {
        for (table, width) in [(Gdelt::KnowledgeGraph, 27), (Gdelt::Events, 61), (Gdelt::Mentions, 16)] {
            assert_eq!(columns(table).len(), width);
        }
        assert_eq!(columns(Gdelt::Events)[53].0, "ActionGeo_CountryCode");
        assert_eq!(columns(Gdelt::Events)[37].0, "Actor1Geo_CountryCode");
    }
}
