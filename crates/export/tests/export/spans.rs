//! At every offset that is exported stand the words that are exported with it, counted in code points.

use overshadow_export::{brat, citron, gqg, scorer, web_annotations};
use overshadow_record::{Annotations, Article, Quotation, QuotationKind, Span, Speaker, Stance};
use proptest::prelude::*;
use serde_json::Value;

/// What stands from one code point to another.
fn slice(text: &str, start: u64, end: u64) -> String {
    text.chars().skip(start as usize).take((end - start) as usize).collect()
}

fn number(value: &Value, name: &str) -> u64 {
    value[name].as_u64().expect("a place is a number")
}

/// Letters of one to four bytes, both directions, ends of lines, marks that combine.
fn text() -> impl Strategy<Value = String> {
    let letters = prop::sample::select(vec![
        'a', 'é', 'ї', 'ש', 'ا', '中', '🚋', '\u{301}', '\n', '\r', '\t', '\u{2028}', '\u{85}', '"', '«', ' ', ';',
    ]);
    prop::collection::vec(letters, 1..80).prop_map(|letters| letters.into_iter().collect())
}

/// Quotations whose spans lie anywhere on the borders of letters.
fn quoted() -> impl Strategy<Value = (Article, Annotations)> {
    let cuts = prop::collection::vec(any::<prop::sample::Index>(), 12);
    (text(), prop::collection::vec(cuts, 0..4)).prop_map(|(text, quotations)| {
        let quotations = quotations.iter().map(|cuts| quotation(&text, cuts)).collect();
        let article = Article::of_text("id".into(), text, "made.jsonl#1".into());
        (article, Annotations { quotations, ..Annotations::default() })
    })
}

fn quotation(text: &str, cuts: &[prop::sample::Index]) -> Quotation {
    let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut places: Vec<usize> = cuts.iter().map(|cut| borders[cut.index(borders.len())]).collect();
    places[..6].sort_unstable();
    let span = |a: usize, b: usize| Span::new(places[a].min(places[b]), places[a].max(places[b]));
    Quotation {
        kind: QuotationKind::Mixed,
        content: vec![span(0, 1), span(2, 3), span(4, 5)],
        cue: vec![span(6, 7), span(8, 9)],
        speaker: Some(Speaker { mention: vec![span(10, 11)], name: None, entity: None }),
        stance: Stance::Claimed,
        confidence: 0.5,
        repeat: false,
    }
}

fn filled(text: &str, spans: &[Span]) -> Vec<String> {
    spans.iter().map(|span| span.of(text).to_owned()).filter(|words| !words.is_empty()).collect()
}

proptest! {
    #[test]
    fn at_citrons_offsets_stand_its_words((article, annotations) in quoted()) {
        let document = citron(&article, &annotations);
        for quote in document["quotes"].as_array().unwrap() {
            let many = ["sources", "contents"].iter().flat_map(|role| quote[role].as_array().unwrap());
            for span in many.chain([&quote["cue"]]) {
                let words = slice(&article.text, number(span, "start"), number(span, "end"));
                prop_assert_eq!(&words, span["text"].as_str().unwrap());
                prop_assert!(!words.is_empty());
            }
        }
    }

    #[test]
    fn at_offsets_for_scorers_stand_the_words_that_were_annotated((article, annotations) in quoted()) {
        let text = &article.text;
        let document = scorer(&article, &annotations);
        let kept = annotations.quotations.iter().filter(|it| !filled(text, &it.content).is_empty());
        for (quote, quotation) in document.quotes.iter().zip(kept) {
            let words = |spans: &[Vec<u32>]| -> Vec<String> {
                spans.iter().map(|span| slice(text, span[0].into(), span[1].into())).collect()
            };
            prop_assert_eq!(words(&quote.content), filled(text, &quotation.content));
            prop_assert_eq!(words(&quote.cue), filled(text, &quotation.cue));
        }
    }

    #[test]
    fn brats_lines_can_be_read_again_and_hold_the_words_at_their_offsets((article, annotations) in quoted()) {
        let document = brat(&article, &annotations);
        for line in document.annotations.lines().filter(|line| line.starts_with('T')) {
            let mut fields = line.splitn(3, '\t');
            let (places, words) = (fields.nth(1).unwrap(), fields.next().unwrap());
            let places: Vec<(u64, u64)> = places.split_once(' ').unwrap().1.split(';').map(|part| {
                let (start, end) = part.split_once(' ').unwrap();
                (start.parse().unwrap(), end.parse().unwrap())
            }).collect();
            prop_assert!(places.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{line}");
            let parts: Vec<String> = places.iter().map(|(start, end)| slice(&document.text, *start, *end)).collect();
            prop_assert!(!words.trim().is_empty());
            prop_assert_eq!(parts.join(" "), words);
        }
        // No letter that ends a line for brat stands inside one.
        let breaks = |c: char| matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
        prop_assert!(!document.annotations.contains(breaks));
    }

    #[test]
    fn a_web_annotations_two_selectors_mean_the_same_place((article, annotations) in quoted()) {
        for annotation in web_annotations(&article, &annotations) {
            let (position, quote) = (&annotation["target"]["selector"][0], &annotation["target"]["selector"][1]);
            let (start, end) = (number(position, "start"), number(position, "end"));
            prop_assert_eq!(slice(&article.text, start, end), quote["exact"].as_str().unwrap());
            let (prefix, suffix) = (quote["prefix"].as_str().unwrap(), quote["suffix"].as_str().unwrap());
            prop_assert_eq!(slice(&article.text, start - prefix.chars().count() as u64, start), prefix);
            prop_assert_eq!(slice(&article.text, end, end + suffix.chars().count() as u64), suffix);
        }
    }

    #[test]
    fn what_stands_around_a_quotation_is_of_its_paragraph((article, annotations) in quoted()) {
        for quote in gqg(&article, &annotations, None).quotes {
            prop_assert!(!quote.pre.contains(['\n', '\r']) && !quote.post.contains(['\n', '\r']));
            prop_assert!(article.text.contains(&quote.pre));
        }
    }
}
