//! The formats of `export`: their names, and what each is.

use crate::failure::Failure;
use overshadow::record::words;

words! {
    /// A format, by the name a user gives it.
    pub enum ExportFormat {
        /// A folder of tables.
        Tables = "tables",
        /// A folder of Citron's JSON.
        Citron = "citron",
        /// GDELT's Global Quotation Graph.
        Gqg = "gqg",
        /// Lines for scorers of quotations.
        Scorer = "scorer",
        /// A folder for brat.
        Brat = "brat",
        /// W3C Web Annotations.
        W3c = "w3c",
        /// Media Cloud's list of stories.
        MediaCloudStories = "mediacloud-stories",
        /// Media Cloud's attention over time.
        MediaCloudOverTime = "mediacloud-over-time",
        /// Media Cloud's top sources.
        MediaCloudSources = "mediacloud-sources",
        /// Media Cloud's top languages.
        MediaCloudLanguages = "mediacloud-languages",
        /// Media Cloud's top words.
        MediaCloudWords = "mediacloud-words",
        /// GDELT's timeline of volume.
        TimelineVol = "timelinevol",
        /// GDELT's timeline of counts.
        TimelineVolRaw = "timelinevolraw",
        /// A STIX 2.1 bundle.
        Stix = "stix",
        /// A MISP event.
        Misp = "misp",
        /// A bulk request to OpenSearch.
        OpenSearch = "opensearch",
        /// Documents for Quickwit.
        Quickwit = "quickwit",
    }
}

/// Formats of coded events.
const OF_EVENTS: [&str; 5] = ["gdelt-events", "gdelt-mentions", "plover", "icews", "polecat"];

impl ExportFormat {
    /// The format of a name.
    pub(crate) fn parse(name: &str) -> Result<Self, Failure> {
        Self::of_word(name).ok_or_else(|| if OF_EVENTS.contains(&name) { events(name) } else { unknown(name) })
    }

    /// The name a user gives it.
    pub(crate) fn name(self) -> &'static str {
        self.word()
    }

    fn what(self) -> &'static str {
        match self {
            Self::Tables => "a folder: articles, quotations, mentions, copies, stories, attention",
            Self::Citron => "a folder: Citron's JSON, a file an article",
            Self::Gqg => "GDELT's Global Quotation Graph, with speakers; JSONL",
            Self::Scorer => "texts with spans of content, source, cue; JSONL",
            Self::Brat => "a folder: .txt and .ann of each article for brat",
            Self::W3c => "Web Annotations of the W3C; one JSON-LD page",
            Self::MediaCloudStories => "Media Cloud's list of stories; CSV",
            Self::MediaCloudOverTime => "Media Cloud's attention over time; CSV; one --subject",
            Self::MediaCloudSources => "its top sources; CSV; one --subject",
            Self::MediaCloudLanguages => "its top languages; CSV; one --subject",
            Self::MediaCloudWords => "its top words, of headlines; CSV; one --subject",
            Self::TimelineVol => "GDELT's timeline, of a hundred articles; CSV; one --subject",
            Self::TimelineVolRaw => "the same, articles and all articles; CSV; one --subject",
            Self::Stix => "STIX 2.1 bundle of a displacement; JSON; --shock and --on",
            Self::Misp => "MISP event of a displacement; JSON; --shock and --on",
            Self::OpenSearch => "bulk request to OpenSearch, Media Cloud's fields; NDJSON",
            Self::Quickwit => "documents for Quickwit, the same fields; NDJSON",
        }
    }
}

/// What `--help` says of formats.
pub(crate) fn format_list() -> String {
    let line = |format: &ExportFormat| format!("\n  {:21} {}", format.name(), format.what());
    let list: String = ExportFormat::ALL.iter().map(line).collect();
    format!("Whose form is asked for. What each loses stands in docs/export.md.{list}")
}

fn unknown(name: &str) -> Failure {
    let names: Vec<&str> = ExportFormat::ALL.iter().map(|format| format.name()).collect();
    Failure::Usage {
        code: "format",
        message: format!("`{name}` is no format of export"),
        hint: format!("formats are {}", names.join(", ")),
    }
}

fn events(name: &str) -> Failure {
    Failure::Usage {
        code: "events-missing",
        message: format!("`{name}` is a format of coded events, and events are not coded yet"),
        hint: "quotations and names are: citron, gqg, scorer, brat, w3c, or tables".into(),
    }
}
