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

    /// True for what tells of one subject's attention.
    pub(crate) fn is_of_attention(self) -> bool {
        matches!(
            self,
            Self::MediaCloudOverTime
                | Self::MediaCloudSources
                | Self::MediaCloudLanguages
                | Self::MediaCloudWords
                | Self::TimelineVol
                | Self::TimelineVolRaw
        )
    }

    /// True for what is made of annotated articles.
    pub(crate) fn is_of_quotations(self) -> bool {
        matches!(self, Self::Citron | Self::Gqg | Self::Scorer | Self::Brat | Self::W3c)
    }

    fn what(self) -> &'static str {
        match self {
            Self::Tables => "a folder: every table",
            Self::Citron => "a folder: Citron's JSON, a file an article",
            Self::Gqg => "GDELT's quotation graph, and speakers; JSONL",
            Self::Scorer => "content, source and cue as spans; JSONL",
            Self::Brat => "a folder: .txt and .ann of each article",
            Self::W3c => "Web Annotations of the W3C; JSON-LD",
            Self::MediaCloudStories => "Media Cloud: list of stories; CSV",
            Self::MediaCloudOverTime => "Media Cloud: attention over time; CSV",
            Self::MediaCloudSources => "Media Cloud: top sources; CSV",
            Self::MediaCloudLanguages => "Media Cloud: top languages; CSV",
            Self::MediaCloudWords => "Media Cloud: top words of headlines; CSV",
            Self::TimelineVol => "GDELT: of a hundred articles, by day; CSV",
            Self::TimelineVolRaw => "GDELT: articles and all articles; CSV",
            Self::Stix => "what a shock displaced: STIX 2.1; JSON",
            Self::Misp => "what a shock displaced: MISP event; JSON",
            Self::OpenSearch => "bulk request, Media Cloud's fields; NDJSON",
            Self::Quickwit => "documents of the same fields; NDJSON",
        }
    }
}

/// What `--help` says of formats.
pub(crate) fn format_list() -> String {
    let line = |format: &ExportFormat| format!("\n  {:21} {}", format.name(), format.what());
    let list: String = ExportFormat::ALL.iter().map(line).collect();
    format!(
        "Whose form is asked for. Tables are of articles, quotations, mentions, copies, stories and attention. Tables of \
         Media Cloud on attention and the timelines of GDELT take one --subject, stix and misp take --shock and --on. What \
         each form loses stands in docs/export.md.\n{list}"
    )
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
