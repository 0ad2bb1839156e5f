//! Lines that scorers of quotations read: a document with its quotations as spans.

use crate::passage::{filled, mention};
use overshadow_record::{Annotations, Article, CodePoints, Quotation, QuotationKind, Span, record};

record! {
    /// A document.
    "scored_documents"
    pub struct ScoredDocument {
        /// The article.
        pub doc_id: String,
        /// The text that spans point into.
        pub text: String,
        /// What is quoted in it.
        pub quotes: Vec<ScoredQuote>,
    }
}

record! {
    /// A quotation; each span is `[start, end]`, Unicode code points, the end exclusive.
    "scored_quotes"
    pub struct ScoredQuote {
        /// The words attributed.
        pub content: Vec<Vec<u32>>,
        /// The words that name the speaker.
        pub source: Vec<Vec<u32>>,
        /// The attributing phrase.
        pub cue: Vec<Vec<u32>>,
        /// direct, indirect or mixed; a pull quotation is direct.
        pub r#type: QuotationKind,
    }
}

/// An article as a document for scorers.
#[must_use]
pub fn scorer(article: &Article, annotations: &Annotations) -> ScoredDocument {
    let index = CodePoints::new(&article.text);
    let spans = |spans: &[Span]| -> Vec<Vec<u32>> {
        filled(&article.text, spans).map(|span| index.export(span)).map(|it| vec![it.start_char, it.end_char]).collect()
    };
    let quote = |quotation: &Quotation| ScoredQuote {
        content: spans(&quotation.content),
        source: spans(mention(quotation)),
        cue: spans(&quotation.cue),
        r#type: match quotation.kind {
            QuotationKind::Pull => QuotationKind::Direct,
            kind => kind,
        },
    };
    let quotes = annotations.quotations.iter().map(quote).filter(|quote| !quote.content.is_empty()).collect();
    ScoredDocument { doc_id: article.article_id.clone(), text: article.text.clone(), quotes }
}
