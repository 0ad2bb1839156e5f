//! The verbs and their options, with the help a reader sees.

mod across;
mod archive;
mod export;
mod input;
mod search;
mod serve;
mod stories;
mod subjects;
mod watch;

pub(crate) use across::AcrossOptions;
pub(crate) use archive::{AddOptions, ArchiveOptions, ArchiveTask, ArchiveTaskOptions, USUAL_ARCHIVE};
pub(crate) use export::{ExportOptions, WORDS_SHOWN};
pub(crate) use input::{DateOrderOption, ExtractOption, InputOptions};
pub(crate) use search::SearchOptions;
pub(crate) use serve::ServeOptions;
pub(crate) use stories::StoriesOptions;
pub(crate) use subjects::FindSubjectsOptions;
pub(crate) use watch::WatchOptions;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  overshadow demo
  overshadow report headlines.tsv --shock 'crocus OR (moscow AND attack)' \\
      --on 2024-03-23 -o crocus.html";

const AFTER: &str = "\
INPUT is any mix of files, folders, glob patterns and - (standard input): text,
HTML, JSONL, CSV, TSV, Parquet, plain or inside .gz, .zst, .tar. The format is
known by content first, then by name.
Exit status: 0 done, 1 done and nothing found, 2 could not do all of it.";

/// Which stories did a breaking event push off the news agenda, who said what, and who did what to whom?
#[derive(Debug, Parser)]
#[command(name = "overshadow", version, before_help = EXAMPLES, after_help = AFTER, max_term_width = 110)]
pub(crate) struct Command {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// The whole pipeline on data inside the program, to overshadow-demo/report.html
    #[command(before_help = "Examples:\n  overshadow demo\n  overshadow demo --folder first-look")]
    Demo(DemoOptions),
    /// What an input is: its form, its columns, its first articles
    #[command(
        before_help = "Examples:\n  overshadow inspect headlines.tsv\n  overshadow inspect 'pile/*' --format jsonl | jq .preset"
    )]
    Inspect(InspectOptions),
    /// Pages and articles into an archive; what it has is passed over
    #[command(
        before_help = "Examples:\n  overshadow add march/*.warc.gz\n  overshadow add headlines.tsv --archive elections"
    )]
    Add(AddOptions),
    /// What is new in feeds into an archive, until it is ended
    #[command(
        before_help = "Examples:\n  overshadow watch https://news.example/feed.xml\n  overshadow watch feeds.opml --once --pages --archive elections"
    )]
    Watch(WatchOptions),
    /// An archive: what it holds, whether it is whole
    #[command(before_help = "Examples:\n  overshadow archive info\n  overshadow archive check elections")]
    Archive(ArchiveOptions),
    /// Articles that match a query, and what they have in common
    #[command(
        before_help = "Examples:\n  overshadow search 'navalny AND outlet:bbc*' headlines.tsv\n  overshadow search 'date:2024-03 (crocus OR moscow)' --archive march --facets"
    )]
    Search(SearchOptions),
    /// Pages to articles: main text, title, date, outlet, language
    #[command(
        before_help = "Examples:\n  overshadow clean page.html\n  overshadow clean 'pages/*.html' --format csv -o articles.csv"
    )]
    Clean(StreamOptions),
    /// Articles to annotations: quotations and names as spans, a row an article
    #[command(
        before_help = "Examples:\n  overshadow annotate article.txt\n  cat articles.jsonl | overshadow annotate - > annotated.jsonl"
    )]
    Annotate(AnnotateOptions),
    /// Who said what: one quotation a row
    #[command(
        before_help = "Examples:\n  overshadow quotations article.txt\n  overshadow quotations articles.jsonl.gz -o quotations.parquet"
    )]
    Quotations(AnnotateOptions),
    /// Near copies: which articles are one text, and whose
    #[command(
        before_help = "Examples:\n  overshadow copies articles.jsonl\n  overshadow copies march.warc.gz --pairs -o pairs.csv"
    )]
    Copies(CopiesOptions),
    /// Which articles are about one happening, and how it went on
    #[command(
        before_help = "Examples:\n  overshadow stories march.jsonl --list\n  overshadow stories feeds/*.xml --chains -o chains.csv\n  overshadow stories headlines.tsv -o members.parquet"
    )]
    Stories(StoriesOptions),
    /// How much of the coverage each subject had: counts, shares, gaps
    #[command(
        before_help = "Examples:\n  overshadow attention headlines.tsv --by week \\\n      --subject 'Ukraine=ukrain* OR kyiv'\n  overshadow attention --counts counts.csv --by day,outlet -o attention.csv\n  overshadow attention headlines.tsv --metrics --by week"
    )]
    Attention(AttentionOptions),
    /// Which subjects lost attention because of a shock: estimate, interval, verdict
    #[command(
        before_help = "Examples:\n  overshadow displacement headlines.tsv --shock 'hamas OR gaza' --on 2023-10-07\n  overshadow displacement --counts counts.csv --shock attack --on 2023-10-07 \\\n      --group 'war=Ukraine,Russia'"
    )]
    Displacement(DisplacementOptions),
    /// Breaking events, ranked by the articles they displaced
    #[command(
        before_help = "Examples:\n  overshadow shocks headlines.tsv\n  overshadow shocks --counts counts.csv --first 20 --format csv -o shocks.csv"
    )]
    Shocks(ShocksOptions),
    /// What drop could these data show? Before drawing conclusions
    #[command(
        before_help = "Examples:\n  overshadow power headlines.tsv --group 'war=Ukraine,Russia'\n  overshadow power --counts counts.csv --on 2023-10-07 --window 14"
    )]
    Power(PowerOptions),
    /// Newsroom counts with planted truth, to test, teach and plan with
    #[command(
        before_help = "Examples:\n  overshadow simulate --seed 1 -o counts.csv --truth truth.csv\n  overshadow simulate --regime dominant --displaced 6 --drop 0.5 -o counts.csv"
    )]
    Simulate(SimulateOptions),
    /// The same estimate as one self-contained HTML page: charts, headlines, method
    #[command(
        before_help = "Examples:\n  overshadow report headlines.tsv --shock 'Attack on Israel=hamas OR gaza' \\\n      --on 2023-10-07 -o report.html\n  overshadow report --counts counts.csv --shock attack --on 2023-10-07"
    )]
    Report(ReportOptions),
    /// All of it for other systems: brat, GDELT, Media Cloud, STIX, …
    #[command(
        before_help = "Examples:\n  overshadow export tables march.jsonl --format csv -o march\n  overshadow export gqg --archive march -o quotations.jsonl\n  overshadow export mediacloud-over-time headlines.tsv \\\n      --subject 'Ukraine=ukrain* OR kyiv' -o ukraine.csv",
        mut_args(|arg| if arg.get_help_heading() == Some("Estimate") { arg.hide_short_help(true) } else { arg })
    )]
    Export(ExportOptions),
    /// The reading room: an archive in the browser, and for programs
    #[command(
        before_help = "Examples:\n  overshadow serve march\n  overshadow serve march --listen 0.0.0.0:8417 --token-file token.txt"
    )]
    Serve(ServeOptions),
    /// Subjects as a file to edit: standard ones, or those of a pile
    #[command(
        before_help = "Examples:\n  overshadow subjects > subjects.txt\n  overshadow subjects headlines.tsv --before 2023-10-07 -o subjects.txt\n  overshadow attention headlines.tsv --subjects subjects.txt"
    )]
    Subjects(FindSubjectsOptions),
}

#[derive(Debug, Args)]
pub(crate) struct DemoOptions {
    /// Where report.html is written
    #[arg(long, value_name = "FOLDER", default_value = "overshadow-demo")]
    pub(crate) folder: PathBuf,
    /// Seed of the random sets in group tests
    #[arg(long, default_value_t = 7)]
    pub(crate) seed: u64,
}

#[derive(Debug, Args)]
pub(crate) struct InspectOptions {
    /// Files, folders, glob patterns, or -
    ///
    /// Files, folders, glob patterns, or - for standard input. Of each file only the head is read.
    #[arg(value_name = "INPUT", required = true, help_heading = "Input")]
    pub(crate) inputs: Vec<String>,
    /// Columns the header does not explain
    ///
    /// Which columns of a table mean what, where its header does not say: title=headline,published=when.
    #[arg(long, value_name = "OURS=THEIRS", help_heading = "Input")]
    pub(crate) columns: Option<String>,
    /// 03/04/2024 is day-first or month-first
    ///
    /// How to read dates like 03/04/2024: day-first or month-first.
    #[arg(long, value_name = "ORDER", hide_possible_values = true, help_heading = "Input")]
    pub(crate) date_order: Option<DateOrderOption>,
    /// Files and members looked at [default: 20]
    ///
    /// How many files, and members of archives, are looked at. [default: 20]
    #[arg(long, value_name = "N", default_value_t = 20, hide_default_value = true, help_heading = "Input")]
    pub(crate) first: usize,
    /// table, for reading, or jsonl
    ///
    /// table is for reading, jsonl one JSON object for each input. Without it: table on a terminal, jsonl otherwise.
    #[arg(long, hide_possible_values = true, help_heading = "Output")]
    pub(crate) format: Option<InspectedFormatOption>,
    /// To this file, whole or not at all
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InspectedFormatOption {
    Table,
    Jsonl,
}

#[derive(Debug, Args)]
pub(crate) struct StreamOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,
    #[command(flatten)]
    pub(crate) output: OutputOptions,
    /// Go on where an ended run stopped
    ///
    /// Keeps a journal beside the output file while it is written; the same command, given again after the run was
    /// ended at any moment, goes on where it stopped. The result is the same, byte for byte. JSONL and CSV only.
    #[arg(long, help_heading = "Output")]
    pub(crate) resume: bool,
}

#[derive(Debug, Args)]
pub(crate) struct AnnotateOptions {
    #[command(flatten)]
    pub(crate) stream: StreamOptions,
    /// Models of your own; `none` for rules alone
    ///
    /// A folder of models to use in place of those inside the program, such as models/en-open; a file it lacks is taken
    /// from inside. `none` leaves everything to the rules.
    #[arg(long, value_name = "FOLDER", help_heading = "Models")]
    pub(crate) models: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct CopiesOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,
    #[command(flatten)]
    pub(crate) output: OutputOptions,
    /// Every article, those without a copy too
    #[arg(long, help_heading = "Copies")]
    pub(crate) all: bool,
    /// Every two copies with their similarity
    #[arg(long, help_heading = "Copies", conflicts_with = "all")]
    pub(crate) pairs: bool,
    /// Least similarity of two copies
    ///
    /// Least Jaccard similarity of the sets of word 5-grams, or least share of the shorter text that stands in the longer.
    #[arg(long, value_name = "SHARE", default_value_t = 0.8, value_parser = similarity, help_heading = "Copies")]
    pub(crate) threshold: f64,
    /// Days after its first article in which a group grows
    #[arg(long, value_name = "DAYS", default_value_t = 28, value_parser = clap::value_parser!(u32).range(0..=3660), help_heading = "Copies")]
    pub(crate) window_days: u32,
}

#[derive(Debug, Args)]
pub(crate) struct AttentionOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,
    #[command(flatten)]
    pub(crate) subjects: SubjectOptions,
    #[command(flatten)]
    pub(crate) output: OutputOptions,
    /// Cells, as in week,outlet
    ///
    /// What makes a cell, joined by commas: day or week, outlet, country, language; `all` is one cell for everything.
    #[arg(long, value_name = "CELLS", default_value = "day", help_heading = "Subjects")]
    pub(crate) by: String,
    /// One row a cell: how concentrated the agenda was
    ///
    /// Agenda metrics instead of subjects, one row a cell: news pressure (share of the three largest subjects), entropy,
    /// concentration (HHI, Gini), turnover since the day or week before, and the half-life of the largest
    /// subject's burst. They depend on the subjects asked for: compare cells of one table only.
    #[arg(long, help_heading = "Subjects")]
    pub(crate) metrics: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DisplacementOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,
    #[command(flatten)]
    pub(crate) shock: ShockOptions,
    /// outlet, country, week, day or story instead
    ///
    /// outlet or country: the groups inside each of these, with the ranks each may hold. week: how long it lasted, week
    /// by week for four weeks. day: every day of the data as if something had broken on it. story: the stories that were
    /// running when it broke, against stories of their age.
    #[arg(long, value_name = "UNIT", help_heading = "Shock", hide_possible_values = true)]
    pub(crate) by: Option<UnitOption>,
    #[command(flatten)]
    pub(crate) subjects: SubjectOptions,
    #[command(flatten)]
    pub(crate) output: OutputOptions,
}

#[derive(Debug, Args)]
pub(crate) struct ReportOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,
    #[command(flatten)]
    pub(crate) shock: ShockOptions,
    #[command(flatten)]
    pub(crate) subjects: SubjectOptions,
    /// Also which stories were running
    ///
    /// Also the shock as a story with its chain, and which stories were running when it broke. Stories are found in a pass
    /// of their own over the input, which takes longer than the rest of the report.
    #[arg(long, help_heading = "Output")]
    pub(crate) stories: bool,
    /// The HTML file to write
    #[arg(short, long, value_name = "FILE", default_value = "report.html", help_heading = "Output")]
    pub(crate) output: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct ShocksOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,
    /// Days of a shock's window
    #[arg(long, value_name = "DAYS", default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..=90), help_heading = "Scan")]
    pub(crate) window: u32,
    /// Print only the first so many
    #[arg(long, value_name = "N", help_heading = "Scan")]
    pub(crate) first: Option<usize>,
    /// Least share of an outlet's articles in a storm
    ///
    /// Storm after Litterer, Jurgens and Card (2023): least share of an outlet's articles in three days. [default: 0.03]
    #[arg(long, value_name = "SHARE", value_parser = share, help_heading = "Media storms")]
    pub(crate) storm_outlet_share: Option<f64>,
    /// Least number of outlets in a storm
    ///
    /// Storm after Litterer, Jurgens and Card (2023): outlets in storm mode at once. [default: 5]
    #[arg(long, value_name = "N", help_heading = "Media storms")]
    pub(crate) storm_outlets: Option<u32>,
    /// Least share of the agenda in a storm
    ///
    /// Storm after Boydstun, Hardy and Walgrave (2014): least share of all coverage. [default: 0.2]
    #[arg(long, value_name = "SHARE", value_parser = share, help_heading = "Media storms")]
    pub(crate) storm_agenda_share: Option<f64>,
    /// Least growth in a storm: 1.5 is 150 %
    ///
    /// Storm after Boydstun, Hardy and Walgrave (2014): least growth against as many days before. [default: 1.5]
    #[arg(long, value_name = "GROWTH", help_heading = "Media storms")]
    pub(crate) storm_growth: Option<f64>,
    #[command(flatten)]
    pub(crate) subjects: SubjectOptions,
    #[command(flatten)]
    pub(crate) output: OutputOptions,
}

#[derive(Debug, Args)]
pub(crate) struct PowerOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,
    /// What broke, so that it is left out
    ///
    /// What broke: a query, NAME=QUERY, or with --counts a column. Without it nothing is left out of the coverage.
    #[arg(long, value_name = "QUERY", help_heading = "Shock")]
    pub(crate) shock: Option<String>,
    /// The day asked about [default: the last possible]
    #[arg(long, value_name = "DATE", value_parser = day, help_heading = "Shock")]
    pub(crate) on: Option<Date>,
    /// Days from that day on
    #[arg(long, value_name = "DAYS", default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..=365), help_heading = "Shock")]
    pub(crate) window: u32,
    #[command(flatten)]
    pub(crate) how: HowOptions,
    #[command(flatten)]
    pub(crate) subjects: SubjectOptions,
    #[command(flatten)]
    pub(crate) output: OutputOptions,
}

#[derive(Debug, Args)]
pub(crate) struct SimulateOptions {
    /// calm, turbulent, elastic, dropout, …
    ///
    /// What makes inference hard: calm, turbulent, elastic, dropout, overlapping-shocks, dominant, slots,
    /// overlapping-subjects.
    #[arg(long, value_name = "REGIME", default_value = "turbulent", help_heading = "Newsroom")]
    pub(crate) regime: String,
    /// Days
    #[arg(long, value_name = "N", default_value_t = 150, value_parser = clap::value_parser!(u32).range(20..=2000), help_heading = "Newsroom")]
    pub(crate) days: u32,
    /// Outlets
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=200), help_heading = "Newsroom")]
    pub(crate) outlets: Option<u32>,
    /// Subjects
    #[arg(long, value_name = "N", default_value_t = 40, value_parser = clap::value_parser!(u32).range(2..=500), help_heading = "Newsroom")]
    pub(crate) subject_count: u32,
    /// Seed; the same seed gives the same counts
    #[arg(long, default_value_t = 1, help_heading = "Newsroom")]
    pub(crate) seed: u64,
    /// Day of the shock, from 0 [default: 4 weeks before the end]
    #[arg(long, value_name = "DAY", help_heading = "Shock")]
    pub(crate) shock_day: Option<u32>,
    /// Share of coverage the shock takes on its first day
    #[arg(long, value_name = "SHARE", default_value_t = 0.25, value_parser = share, help_heading = "Shock")]
    pub(crate) shock_share: f64,
    /// Days for which displacement holds in full
    #[arg(long, value_name = "DAYS", default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..=365), help_heading = "Shock")]
    pub(crate) window: u32,
    /// Subjects displaced beyond dilution
    #[arg(long, value_name = "N", default_value_t = 0, help_heading = "Shock")]
    pub(crate) displaced: u32,
    /// How far their odds drop
    #[arg(long, value_name = "SHARE", default_value_t = 0.5, value_parser = share, help_heading = "Shock")]
    pub(crate) drop: f64,
    /// Write what the shock really did (CSV)
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) truth: Option<PathBuf>,
    /// Write the counts to this file, whole or not at all
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Subjects")]
pub(crate) struct SubjectOptions {
    /// A subject; may be given many times
    ///
    /// A subject as a query, or with --counts a column; may be given many times. Without it: the standard subjects,
    /// or all columns of the counts.
    #[arg(long = "subject", value_name = "NAME=QUERY")]
    pub(crate) subjects: Vec<String>,
    /// A file of subjects, or auto: those of the pile
    ///
    /// A file of subjects, NAME = QUERY a line (see `overshadow subjects`). auto: the subjects that the pile itself holds
    /// all the time, chosen by rule from what came before the shock; a file of that name is ./auto.
    #[arg(long = "subjects", value_name = "FILE", conflicts_with = "counts")]
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) across: AcrossOptions,
    /// Count only what matches, as lang:en
    ///
    /// Count only articles that match this query, such as lang:en or date:2024-02-26..2024-03-22.
    #[arg(long, value_name = "QUERY", conflicts_with = "counts")]
    pub(crate) only: Option<String>,
    /// Counts instead of articles
    ///
    /// Count files instead of articles: date,outlet,country and a column a subject, or
    /// date,outlet,country,subject,articles.
    #[arg(long, value_name = "FILE")]
    pub(crate) counts: Vec<String>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Shock")]
pub(crate) struct ShockOptions {
    /// What broke: a query, story:ID, NAME=QUERY
    ///
    /// What broke: a query, which may be story:ID or chain:ID (see `overshadow stories --list`), NAME=QUERY, or with
    /// --counts a column.
    #[arg(long, value_name = "QUERY")]
    pub(crate) shock: String,
    /// The day it broke: 2024-03-22
    ///
    /// The day it broke, as the input dates it: 2024-03-22. A story has one of its own: the first day with a
    /// twentieth of the articles of its largest.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) on: Option<Date>,
    /// Days from that day on
    ///
    /// Days of the window that begins on that day.
    #[arg(long, value_name = "DAYS", default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..=365))]
    pub(crate) window: u32,
    #[command(flatten)]
    pub(crate) how: HowOptions,
}

#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Estimate")]
pub(crate) struct HowOptions {
    /// Subjects to test together, or a query
    ///
    /// A group of subjects to test together, as in 'war=Ukraine,Russia', or one found by a query of its own, as in
    /// 'war=ukrain* OR kyiv'; may be given many times.
    #[arg(long = "group", value_name = "NAME=A,B,…")]
    pub(crate) groups: Vec<String>,
    /// articles, or independent: a copy group once
    ///
    /// What is counted: articles, or independent articles, of which a copy group has one a day.
    #[arg(
        long,
        value_name = "KIND",
        default_value = "articles",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub(crate) count: CountOption,
    /// steady, or all: also those that come and go
    ///
    /// Outlets compared: steady ones, which are there all through the windows compared, or all, also those that start,
    /// stop or fall silent.
    #[arg(
        long,
        value_name = "WHICH",
        default_value = "steady",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub(crate) outlets: OutletsOption,
    /// keep or leave-out windows with other shocks
    ///
    /// Ordinary windows in which another shock broke: keep them, which makes intervals wider, or leave-out.
    #[arg(long, value_name = "WHAT", default_value = "keep", hide_possible_values = true, hide_default_value = true)]
    pub(crate) other_shocks: OtherShocksOption,
    /// Seed of the group tests
    ///
    /// Seed of the random sets in group tests.
    #[arg(long, default_value_t = 7)]
    pub(crate) seed: u64,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputOptions {
    /// table, jsonl, csv or parquet
    ///
    /// The form of the rows: table, jsonl, csv or parquet. Without it: what the name of the file says, else table on a
    /// terminal and jsonl otherwise.
    #[arg(long, hide_possible_values = true)]
    pub(crate) format: Option<FormatOption>,
    /// To this file, whole or not at all
    ///
    /// Write to this file instead of standard output; it appears whole or not at all.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatOption {
    Table,
    Jsonl,
    Csv,
    Parquet,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum UnitOption {
    Outlet,
    Country,
    Week,
    Day,
    Story,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CountOption {
    Articles,
    Independent,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutletsOption {
    Steady,
    All,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OtherShocksOption {
    Keep,
    LeaveOut,
}

/// A day, written in the one way that is never ambiguous.
fn day(word: &str) -> Result<Date, String> {
    word.parse().map_err(|_| "a day is written year first, as in 2024-03-22".to_owned())
}

/// Below some similarity everything is a copy of everything.
fn similarity(word: &str) -> Result<f64, String> {
    share(word).and_then(|share| if share >= 0.3 { Ok(share) } else { Err("below 0.3 all texts are alike".to_owned()) })
}

/// A part of a whole: from 0 to 1.
fn share(word: &str) -> Result<f64, String> {
    let share: f64 = word.parse().map_err(|_| "a share is a number from 0 to 1, such as 0.05".to_owned())?;
    if (0.0..=1.0).contains(&share) { Ok(share) } else { Err("a share lies between 0 and 1".to_owned()) }
}
