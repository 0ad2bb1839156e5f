//! What holds for any text at all: no panic, spans in their place, no part over another, the same result each time.

use overshadow_annotate::{Annotator, annotate};
use overshadow_record::{Annotations, Article, Span};
use proptest::prelude::*;
use std::sync::OnceLock;

fn annotations(text: &str) -> Annotations {
    static ANNOTATOR: OnceLock<Annotator> = OnceLock::new();
    annotate(&Article::of_text("a".into(), text.into(), "sample".into()), ANNOTATOR.get_or_init(Annotator::new))
}

/// Pieces that rules look at, in any order.
fn any_news() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            "\"",
            "“",
            "”",
            "„",
            "«",
            "»",
            "'",
            "’",
            "‘",
            "''",
            "``",
            ",",
            ".",
            "?",
            ":",
            "—",
            "\n\n",
            "\n",
            "(",
            ")",
            "that",
            "said",
            "saying",
            "according to",
            "Anna Orr",
            "Orr",
            "the expert",
            "analyst",
            "he",
            "she",
            "told reporters",
            "claimed",
            "notes",
            "who",
            "It was reported that",
            "по словам",
            "заявил",
            "что",
            "Лунин",
            "the dam would hold",
            "'s",
            "claim",
            "to say",
            "Mr.",
            "even though",
            "and",
            "in Lund",
            "on Monday",
            "Share",
            "1,200",
            "U.S."
        ])
        .prop_map(str::to_owned),
        "\\PC{0,6}",
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.join(" "))
}

fn all_spans(found: &Annotations) -> Vec<Span> {
    let mut spans: Vec<Span> = found.mentions.iter().map(|mention| mention.span).collect();
    for quotation in &found.quotations {
        spans.extend(quotation.content.iter().chain(&quotation.cue));
        spans.extend(quotation.speaker.iter().flat_map(|speaker| &speaker.mention));
    }
    spans
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let found = annotations(text);
    for span in all_spans(&found) {
        prop_assert!(
            text.get(span.start as usize..span.end as usize).is_some_and(|words| !words.is_empty()),
            "{span:?} in {text:?}"
        );
    }
    for quotation in &found.quotations {
        prop_assert!(!quotation.content.is_empty());
        prop_assert!(quotation.content.is_sorted(), "parts in order: {quotation:?}");
        prop_assert!((0.0..=1.0).contains(&quotation.confidence));
        for cue in &quotation.cue {
            prop_assert!(quotation.content.iter().all(|content| !content.overlaps(*cue)), "{quotation:?} in {text:?}");
        }
    }
    prop_assert!(found.quotations.is_sorted_by_key(|quotation| quotation.content[0].start));
    prop_assert_eq!(annotations(text), found);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_news_is_annotated_in_place(text in any_news()) {
        holds(&text)?;
    }

    #[test]
    fn any_text_is_annotated_in_place(text in any::<String>()) {
        holds(&text)?;
    }
}

/// The number of quotations and the words in them stay in proportion to the text, so the work does too.
#[test]
fn endless_marks_and_cues_give_no_more_than_they_hold() {
    for piece in [
        "\"",
        "“ ",
        "' ",
        "\" a \"",
        "said ",
        "said that ",
        "he said, ",
        "Orr, ",
        "\"a,\" he said. ",
        "saying, ",
        "He ",
        "— ",
        "according to ",
    ] {
        let text = piece.repeat(300_000 / piece.len());
        let found = annotations(&text);
        let content: usize =
            found.quotations.iter().flat_map(|quotation| &quotation.content).map(|span| span.len()).sum();
        assert!(content <= 5 * text.len(), "{piece:?}: {content} bytes of content in {} bytes", text.len());
    }
}
