//! The models of the project at work: what they say of sentences of our own, and that damage to them is noticed.

use overshadow_annotate::{Analysis, Annotator, Lemmas, Tagger, analyse};
use proptest::prelude::*;
use std::sync::OnceLock;

const TAGGER: &[u8] = include_bytes!("../../../models/en/tagger.bin");
const LEMMAS: &[u8] = include_bytes!("../../../models/en/lemmas.bin");

fn analysis(text: &str) -> Analysis {
    static ANNOTATOR: OnceLock<Annotator> = OnceLock::new();
    analyse(text, ANNOTATOR.get_or_init(Annotator::new))
}

/// Each token as `word/UPOS/XPOS/lemma`.
fn told(text: &str) -> Vec<String> {
    let analysis = analysis(text);
    let tell = |at: usize| {
        let word = analysis.tokens[at].span.of(text);
        let lemma = analysis.lemma(at).expect("a lemma a token");
        format!("{word}/{}/{}/{lemma}", analysis.upos[at].name(), analysis.xpos[at].name())
    };
    (0..analysis.tokens.len()).map(tell).collect()
}

#[test]
fn a_plain_sentence_is_tagged_and_given_its_lemmas() {
    assert_eq!(
        told("Anna Orr said the gates weren't opened."),
        [
            "Anna/PROPN/NNP/Anna",
            "Orr/PROPN/NNP/Orr",
            "said/VERB/VBD/say",
            "the/DET/DT/the",
            "gates/NOUN/NNS/gate",
            "were/AUX/VBD/be",
            "n't/PART/RB/not",
            "opened/VERB/VBN/open",
            "./PUNCT/./."
        ]
    );
}

#[test]
fn the_words_around_decide_what_a_word_is() {
    let tag = |text: &str, word: &str| told(text).into_iter().find(|told| told.starts_with(word)).unwrap();
    assert_eq!(tag("They plan to leave.", "plan"), "plan/VERB/VBP/plan");
    assert_eq!(tag("The plan failed.", "plan"), "plan/NOUN/NN/plan");
}

#[test]
fn damaged_models_are_refused() {
    for bytes in [TAGGER, LEMMAS] {
        for cut in (0..bytes.len()).step_by(bytes.len() / 7) {
            assert!(Tagger::from_bytes(&bytes[..cut]).is_err() && Lemmas::from_bytes(&bytes[..cut]).is_err());
            let mut other = bytes.to_vec();
            other[cut] ^= 1;
            assert!(Tagger::from_bytes(&other).is_err() && Lemmas::from_bytes(&other).is_err(), "byte {cut}");
        }
    }
}

proptest! {
    #[test]
    fn any_text_has_a_tag_and_a_lemma_a_token(text in "(\\PC{0,8}|[a-zA-Z'’.-]{0,9}|[.!?] |\n){0,20}") {
        let found = analysis(&text);
        let tokens = found.tokens.len();
        prop_assert_eq!((found.upos.len(), found.xpos.len()), (tokens, tokens));
        prop_assert!((0..tokens).all(|at| found.lemma(at).is_some()) && found.lemma(tokens).is_none());
        prop_assert!(found.sentences.iter().map(|range| range.len()).sum::<usize>() == tokens);
        prop_assert_eq!(&found, &analysis(&text));
    }
}
