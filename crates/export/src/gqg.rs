//! Rows of the kind of GDELT's Global Quotation Graph, with the speaker that it does not tell.

use crate::passage::{after, before, speaker, words};
use overshadow_record::{Annotations, Article, Published, Quotation, QuotationKind, record};

/// Code points of the text that are shown before and behind a quotation.
const AROUND: usize = 100;

record! {
    /// An article with its quotations.
    "gqg"
    pub struct GqgArticle {
        /// When it was published.
        pub date: Option<Published>,
        /// Its address.
        pub url: Option<String>,
        /// Its headline.
        pub title: Option<String>,
        /// English name of its language in capitals, as in `UKRAINIAN`; its code where the name is not known.
        pub lang: Option<String>,
        /// What is quoted in it.
        pub quotes: Vec<GqgQuote>,
    }
}

record! {
    /// One quotation.
    "gqg_quotes"
    pub struct GqgQuote {
        /// What stands before it in its paragraph.
        pub pre: String,
        /// The words, their marks left out.
        pub quote: String,
        /// What stands behind it in its paragraph.
        pub post: String,
        /// Who speaks; not a field of GDELT's.
        pub speaker: Option<String>,
        /// The attributing phrase; not a field of GDELT's.
        pub cue: Option<String>,
        /// direct, indirect, mixed or pull; not a field of GDELT's.
        pub kind: QuotationKind,
    }
}

/// An article's row; `lang` is what its language is called there. What only repeats words of the same article is left out.
#[must_use]
pub fn gqg(article: &Article, annotations: &Annotations, lang: Option<&str>) -> GqgArticle {
    let quoted = annotations.quotations.iter().filter(|quotation| !quotation.repeat);
    GqgArticle {
        date: article.published,
        url: article.url.clone(),
        title: article.title.clone(),
        lang: lang.map(str::to_uppercase).or_else(|| article.language.clone()),
        quotes: quoted.filter_map(|quotation| quote(&article.text, quotation)).collect(),
    }
}

fn quote(text: &str, quotation: &Quotation) -> Option<GqgQuote> {
    let (first, last) = (quotation.content.first()?, quotation.content.last()?);
    let cue = words(text, &quotation.cue);
    Some(GqgQuote {
        pre: in_front(before(text, first.start as usize, AROUND)),
        quote: words(text, &quotation.content),
        post: behind(after(text, last.end as usize, AROUND)),
        speaker: speaker(text, quotation),
        cue: (!cue.is_empty()).then_some(cue),
        kind: quotation.kind,
    })
}

/// What belongs to the same paragraph, without blanks and the opening mark.
fn in_front(context: &str) -> String {
    let line = context.rsplit(['\n', '\r']).next().unwrap_or_default();
    line.trim().trim_end_matches(is_mark).trim_end().to_owned()
}

/// The same behind; a closing mark may stand behind a comma or a stop.
fn behind(context: &str) -> String {
    let line = context.split(['\n', '\r']).next().unwrap_or_default().trim();
    let stop = line.chars().next().filter(|c| matches!(c, ',' | '.' | '!' | '?' | '…')).map_or(0, char::len_utf8);
    let (stop, rest) = line.split_at(stop);
    format!("{stop}{}", rest.trim_start_matches(is_mark)).trim().to_owned()
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '‹' | '›' | '「' | '」')
}
