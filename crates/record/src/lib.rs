//! The typed records everything in overshadow passes on.
//!
//! A stage takes records and gives records; this crate is all that two stages share. A record is declared once, with
//! [`record!`](table), and its JSONL, CSV and Arrow forms follow from that one declaration. Nothing here knows about
//! files, languages or statistics.
//!
//! Offsets are UTF-8 bytes inside Rust ([`Span`]) and Unicode code points in every exported table ([`SpanText`]).

mod annotation;
#[cfg(feature = "arrow")]
pub mod arrow;
mod article;
mod attention;
mod copy;
mod counts;
mod displacement;
mod display;
mod findings;
pub mod identity;
mod outlets;
mod page;
mod room;
mod search;
mod span;
mod story;
pub mod table;

pub use annotation::{
    Annotated, Annotations, Event, EventActor, EventStatus, Mention, MentionKind, MentionOut, MentionRow, Quotation,
    QuotationKind, QuotationOut, QuotationRow, Speaker, SpeakerOut, Stance, annotated, mention_rows, quotation_rows,
};
pub use article::{Article, ArticleKind, DateSource, Precision, Published, Skipped, Tally};
pub use attention::{AgendaMetrics, Attention};
pub use copy::{CopyPair, CopyRow};
pub use counts::{CountRow, Counts, SubjectCount, Unit};
pub use displacement::{
    Compared, DayDisplacement, Displacement, GroupDisplacement, Power, Refusal, Shock, StoriesTogether,
    StoryDisplacement, UnitDisplacement, Verdict, WeekDisplacement, WeekState,
};
pub use display::{Display, DisplayKind};
pub use findings::{
    AgendaLine, Chapter, Course, CourseWeek, Coverage, Findings, Headline, Headlines, InputFile, Manifest, OutletDays,
    PlaceboSpread, RunningStory, ShockName, ShockStories, SkipCount, Spoken, StoriesAround,
};
pub use outlets::{BadOutlet, Outlet, Outlets};
pub use page::{Page, PageForm, Stated};
pub use room::{
    ArticleLine, ArticlePage, DayCount, Overview, Profile, QuotedLine, SilentOutlet, SpeakerRow, StoryNow, StoryPage,
    SubjectNow,
};
pub use search::{Facet, Hit};
pub use span::{CodePoints, Span, SpanText};
pub use story::{
    Lead, StoryArticleRow, StoryChangeKind, StoryChangeRow, StoryLinkKind, StoryLinkRow, StoryOutletRow, StoryRow,
};
pub use table::{Column, Kind, Record, Value};
