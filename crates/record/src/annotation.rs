//! What an article says: quotations, events, mentions; and their exported forms.

use crate::span::{CodePoints, Span, SpanText};
use crate::{Article, Published, record, words};
use jiff::civil::Date;

words! {
    /// How a quotation is given.
    pub enum QuotationKind {
        /// All of the content stands between marks.
        Direct = "direct",
        /// Reported speech, no marks.
        Indirect = "indirect",
        /// Reported speech with a marked part.
        Mixed = "mixed",
        /// A display quotation in a block of its own.
        Pull = "pull",
    }
}

words! {
    /// What the cue says of the speaker's attitude; the cue itself is always kept.
    pub enum Stance {
        /// "said", "told", "according to": nothing is claimed about the words. Also every unknown cue.
        Said = "said",
        /// "claimed", "insisted", "alleged".
        Claimed = "claimed",
        /// "doubted", "questioned", "disputed", "cast doubt on": somebody else's words are not believed.
        Doubted = "doubted",
        /// "admitted", "conceded", "acknowledged".
        Admitted = "admitted",
        /// "denied", "rejected", "refused", "would not say".
        Denied = "denied",
        /// "suggested", "hinted", "appeared to say", "did not rule out": the speaker is not pinned down.
        Hedged = "hedged",
        /// "warned".
        Warned = "warned",
        /// "threatened".
        Threatened = "threatened",
        /// "asked", "wondered".
        Asked = "asked",
        /// "promised", "vowed".
        Promised = "promised",
        /// "believes", "thinks", "hopes", "wants", "opposes": what is on the speaker's mind.
        Believed = "believed",
    }
}

/// One quotation: who said it, how the article introduces it, and what was said.
///
/// All parts are spans of the same text, so the words themselves can always be shown as evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotation {
    /// Direct, indirect, mixed or pull.
    pub kind: QuotationKind,
    /// The words attributed, quotation marks excluded; several spans when the cue interrupts them.
    pub content: Vec<Span>,
    /// The attributing phrase: "said", "according to". Empty when there is none.
    pub cue: Vec<Span>,
    /// `None` when the article does not say who speaks. A guess is never stored.
    pub speaker: Option<Speaker>,
    /// What the cue says of the speaker's attitude.
    pub stance: Stance,
    /// How probable it is, from 0 to 1, that content and the words naming the speaker are right; see
    /// `docs/quotation-confidence.md`.
    pub confidence: f32,
    /// True when the same words stand elsewhere in the article and are counted there.
    pub repeat: bool,
}

/// Who speaks.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The words that name the speaker beside this quotation: "Peskov", "the expert".
    pub mention: Vec<Span>,
    /// The fullest name the article gives this speaker; `None` when it gives none.
    pub name: Option<String>,
    /// Identity beyond the article, when known.
    pub entity: Option<String>,
}

words! {
    /// What a name names.
    pub enum MentionKind {
        /// A person.
        Person = "person",
        /// An organisation.
        Organisation = "organisation",
        /// A place.
        Place = "place",
        /// Anything else with a name.
        Other = "other",
    }
}

/// A name in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// What it names.
    pub kind: MentionKind,
    /// The fullest name the article gives.
    pub name: String,
    /// Identity beyond the article, when known.
    pub entity: Option<String>,
}

words! {
    /// Whether an event is said to have happened.
    pub enum EventStatus {
        /// Said to have happened.
        Reported = "reported",
        /// Said not to have happened.
        Denied = "denied",
        /// Said to be coming.
        Future = "future",
        /// A condition or possibility.
        Hypothetical = "hypothetical",
        /// Presupposed history.
        Past = "past",
    }
}

record! {
    /// An actor of an event.
    "event_actors"
    pub struct EventActor {
        /// Where it stands in the text.
        pub span: SpanText,
        /// Country or international type with sector, such as `RUSGOV`.
        pub code: String,
        /// ISO 3166 alpha-3.
        pub country: Option<String>,
        /// PLOVER sector.
        pub sector: Option<String>,
    }
}

record! {
    /// Who did what to whom.
    "events"
    pub struct Event {
        /// Who did it.
        pub source: Option<EventActor>,
        /// To whom.
        pub target: Option<EventActor>,
        /// PLOVER event, such as `THREATEN`.
        pub event: String,
        /// PLOVER mode.
        pub mode: Option<String>,
        /// PLOVER contexts.
        pub context: Vec<String>,
        /// CAMEO code, where warranted.
        pub cameo: Option<String>,
        /// PLOVER quad class, 1 to 4.
        pub quad: Option<u32>,
        /// Goldstein score, -10 to 10.
        pub goldstein: Option<f64>,
        /// The words that state it.
        pub trigger: SpanText,
        /// Whether it is said to have happened.
        pub status: EventStatus,
        /// Whose words report it.
        pub reported_by: Option<String>,
        /// When it happened, where the text says so.
        pub date: Option<Date>,
        /// Between 0 and 1.
        pub confidence: f32,
    }
}

/// What one article says, as spans of its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotations {
    /// Quotations, in order of their first content.
    pub quotations: Vec<Quotation>,
    /// Coded events.
    pub events: Vec<Event>,
    /// Names, in order.
    pub mentions: Vec<Mention>,
}

record! {
    /// A speaker as exported.
    "speakers"
    pub struct SpeakerOut {
        /// The words beside the quotation.
        pub mention: Vec<SpanText>,
        /// The fullest name the article gives.
        pub name: Option<String>,
        /// Identity beyond the article.
        pub entity: Option<String>,
    }
}

record! {
    /// A quotation as exported inside [`Annotated`].
    "annotated_quotations"
    pub struct QuotationOut {
        /// direct, indirect, mixed or pull.
        pub kind: QuotationKind,
        /// The words attributed.
        pub content: Vec<SpanText>,
        /// The attributing phrase.
        pub cue: Vec<SpanText>,
        /// Who speaks, or null.
        pub speaker: Option<SpeakerOut>,
        /// What the cue says of the speaker's attitude.
        pub stance: Stance,
        /// Between 0 and 1.
        pub confidence: f32,
        /// True when the same words are counted elsewhere in the article.
        pub repeat: bool,
    }
}

record! {
    /// A name as exported.
    "mentions"
    pub struct MentionOut {
        /// Where it stands.
        pub span: SpanText,
        /// What it names.
        pub kind: MentionKind,
        /// The fullest name the article gives.
        pub name: String,
        /// Identity beyond the article.
        pub entity: Option<String>,
    }
}

record! {
    /// One article's annotations, one JSON object a line.
    "annotated"
    pub struct Annotated {
        /// The article the spans point into.
        pub article_id: String,
        /// Quotations, in order of their first content.
        pub quotations: Vec<QuotationOut>,
        /// Coded events.
        pub events: Vec<Event>,
        /// Names, in order.
        pub mentions: Vec<MentionOut>,
    }
}

record! {
    /// One quotation a row, with the article it comes from.
    "quotations"
    pub struct QuotationRow {
        /// The article.
        pub article_id: String,
        /// Its outlet.
        pub outlet: Option<String>,
        /// When it was published.
        pub published: Option<Published>,
        /// Its headline.
        pub title: Option<String>,
        /// direct, indirect, mixed or pull.
        pub kind: QuotationKind,
        /// Who speaks, or null.
        pub speaker: Option<SpeakerOut>,
        /// The attributing phrase.
        pub cue: Vec<SpanText>,
        /// The words attributed.
        pub content: Vec<SpanText>,
        /// What the cue says of the speaker's attitude.
        pub stance: Stance,
        /// Between 0 and 1.
        pub confidence: f32,
        /// True when the same words are counted elsewhere in the article.
        pub repeat: bool,
        /// File name with `#row` or `#offset`.
        pub source: String,
    }
}

record! {
    /// One name a row, with the article it comes from.
    "mentions"
    pub struct MentionRow {
        /// The article.
        pub article_id: String,
        /// Its outlet.
        pub outlet: Option<String>,
        /// When it was published.
        pub published: Option<Published>,
        /// What it names.
        pub kind: MentionKind,
        /// The fullest name the article gives.
        pub name: String,
        /// Identity beyond the article.
        pub entity: Option<String>,
        /// Where it stands.
        pub span: SpanText,
        /// File name with `#row` or `#offset`.
        pub source: String,
    }
}

/// The exported form of an article's annotations: code points and words.
#[must_use]
pub fn annotated(article: &Article, annotations: &Annotations) -> Annotated {
    let index = CodePoints::new(&article.text);
    let quotations = annotations.quotations.iter().map(|quotation| export_quotation(quotation, &index)).collect();
    let mentions = annotations
        .mentions
        .iter()
        .map(|mention| MentionOut {
            span: index.export(mention.span),
            kind: mention.kind,
            name: mention.name.clone(),
            entity: mention.entity.clone(),
        })
        .collect();
    Annotated { article_id: article.article_id.clone(), quotations, events: annotations.events.clone(), mentions }
}

/// An article's quotations, one row each.
#[must_use]
pub fn quotation_rows(article: &Article, annotations: &Annotations) -> Vec<QuotationRow> {
    let index = CodePoints::new(&article.text);
    let row = |quotation| {
        let out = export_quotation(quotation, &index);
        QuotationRow {
            article_id: article.article_id.clone(),
            outlet: article.outlet.clone(),
            published: article.published,
            title: article.title.clone(),
            kind: out.kind,
            speaker: out.speaker,
            cue: out.cue,
            content: out.content,
            stance: out.stance,
            confidence: out.confidence,
            repeat: out.repeat,
            source: article.source.clone(),
        }
    };
    annotations.quotations.iter().map(row).collect()
}

/// An article's names, one row each.
#[must_use]
pub fn mention_rows(article: &Article, annotations: &Annotations) -> Vec<MentionRow> {
    let index = CodePoints::new(&article.text);
    let row = |mention: &Mention| MentionRow {
        article_id: article.article_id.clone(),
        outlet: article.outlet.clone(),
        published: article.published,
        kind: mention.kind,
        name: mention.name.clone(),
        entity: mention.entity.clone(),
        span: index.export(mention.span),
        source: article.source.clone(),
    };
    annotations.mentions.iter().map(row).collect()
}

fn export_quotation(quotation: &Quotation, index: &CodePoints<'_>) -> QuotationOut {
    let spans = |spans: &[Span]| spans.iter().map(|&span| index.export(span)).collect::<Vec<_>>();
    QuotationOut {
        kind: quotation.kind,
        content: spans(&quotation.content),
        cue: spans(&quotation.cue),
        speaker: quotation.speaker.as_ref().map(|speaker| SpeakerOut {
            mention: spans(&speaker.mention),
            name: speaker.name.clone(),
            entity: speaker.entity.clone(),
        }),
        stance: quotation.stance,
        confidence: quotation.confidence,
        repeat: quotation.repeat,
    }
}
