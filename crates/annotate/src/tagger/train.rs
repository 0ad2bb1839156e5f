//! Training the tagger: the tag dictionary, the sequence model, the model of Penn tags.
//!
//! What the dictionary says of a word in training is learnt from the other parts of the data (ten folds), as it will be
//! of a text it has not seen. Everything follows from the sentences and the options.

use super::features::{Sight, normalise, word_hash};
use super::lexicon::{Lexicon, class_of, with_tag};
use super::{COARSE, FINE, MAGIC, TAGS};
use crate::linear::{Model, Sequence, TrainOptions, checksum, put_varint, train};
use crate::tags::{Upos, Xpos};
use rustc_hash::FxHashMap;

/// A sentence to learn from: words as written, with their tags.
#[derive(Clone, Debug, Default)]
pub struct TaggedSentence {
    /// The words.
    pub words: Vec<String>,
    /// Their universal tags.
    pub upos: Vec<Upos>,
    /// Their Penn tags.
    pub xpos: Vec<Xpos>,
}

/// How a tagger is trained.
#[derive(Clone, Copy, Debug)]
pub struct TaggerOptions {
    /// For the universal tags.
    pub coarse: TrainOptions,
    /// For the Penn tags.
    pub fine: TrainOptions,
    /// Words seen less often are not in the dictionary.
    pub known_at_least: u32,
    /// A word seen this often with one universal tag and only one Penn tag always has that.
    pub certain_at_least: u32,
}

impl Default for TaggerOptions {
    fn default() -> Self {
        let coarse = TrainOptions { epochs: 6, smallest: 0.16, models: 3, ..TrainOptions::default() };
        let fine = TrainOptions { epochs: 3, smallest: 0.22, ..TrainOptions::default() };
        Self { coarse, fine, known_at_least: 3, certain_at_least: 12 }
    }
}

/// Neighbouring sentences stay together in a fold: texts repeat their words.
const SENTENCES_IN_A_ROW: usize = 20;
const FOLDS: usize = 10;

fn fold_of(sentence: usize) -> usize {
    sentence / SENTENCES_IN_A_ROW % FOLDS
}

type Counts = FxHashMap<u32, [u32; TAGS]>;

/// Learns from `sentences`; the bytes of the tagger. What goes on is told to `tell`, a line at a time.
pub fn train_tagger(sentences: &[TaggedSentence], options: TaggerOptions, mut tell: impl FnMut(&str)) -> Vec<u8> {
    let (all, folds) = count(sentences);
    let (coarse, fine) = sequences(sentences, &all, &folds, options.known_at_least);
    let coarse =
        train(&coarse, TAGS, |_, _| true, options.coarse, |epoch, wrong| tell(&format!("upos {epoch} {wrong:.4}")));
    let fine = train(
        &fine,
        Xpos::NAMES.len(),
        |_, _| true,
        options.fine,
        |epoch, wrong| tell(&format!("xpos {epoch} {wrong:.4}")),
    );
    let classes = all.iter().map(|(&word, counts)| (word, class_of(counts, options.known_at_least)));
    let lexicon = Lexicon {
        classes: classes.filter(|(_, class)| *class != super::lexicon::UNKNOWN).collect(),
        certain: certain_tags(sentences, options.certain_at_least),
    };
    bytes_of(&lexicon, &coarse, &fine, &allowed_tags(sentences))
}

/// How often each word has each tag: in all, and in each fold.
fn count(sentences: &[TaggedSentence]) -> (Counts, Vec<Counts>) {
    let (mut all, mut folds, mut room) = (Counts::default(), vec![Counts::default(); FOLDS], Vec::new());
    for (number, sentence) in sentences.iter().enumerate() {
        for (word, &tag) in sentence.words.iter().zip(&sentence.upos) {
            normalise(word, &mut room);
            let word = word_hash(&room);
            all.entry(word).or_default()[tag as usize] += 1;
            folds[fold_of(number)].entry(word).or_default()[tag as usize] += 1;
        }
    }
    (all, folds)
}

/// A sequence a sentence for the universal tags, a sequence a word for the Penn tags.
fn sequences(
    sentences: &[TaggedSentence],
    all: &Counts,
    folds: &[Counts],
    known: u32,
) -> (Vec<Sequence>, Vec<Sequence>) {
    let (mut coarse, mut fine) = (Vec::with_capacity(sentences.len()), Vec::new());
    let (mut sight, mut features) = (Sight::default(), Vec::new());
    for (number, sentence) in sentences.iter().enumerate() {
        let own = &folds[fold_of(number)];
        let elsewhere = |word: u32| {
            let mut counts = all.get(&word).copied().unwrap_or_default();
            counts.iter_mut().zip(own.get(&word).copied().unwrap_or_default()).for_each(|(all, own)| *all -= own);
            class_of(&counts, known)
        };
        sight.look(sentence.words.iter().map(String::as_str), |_, word| elsewhere(word));
        let tags: Vec<u8> = sentence.upos.iter().map(|&tag| tag as u8).collect();
        let mut sequence = Sequence::default();
        for at in 0..sentence.words.len() {
            sight.features(at, &mut features);
            sequence.push(&features, tags[at]);
            sight.fine_features(at, &tags, &mut features);
            let mut word = Sequence::default();
            word.push(&features, sentence.xpos[at].0);
            fine.push(word);
        }
        coarse.push(sequence);
    }
    (coarse, fine)
}

fn certain_tags(sentences: &[TaggedSentence], seen_at_least: u32) -> FxHashMap<u32, u8> {
    let mut seen: FxHashMap<u32, (u8, u32, bool)> = FxHashMap::default();
    let mut room = Vec::new();
    for sentence in sentences {
        for ((word, &tag), fine) in sentence.words.iter().zip(&sentence.upos).zip(&sentence.xpos) {
            normalise(word, &mut room);
            let (known, count, one) = seen.entry(with_tag(word_hash(&room), tag as u8)).or_insert((fine.0, 0, true));
            *one &= *known == fine.0;
            *count += 1;
        }
    }
    seen.into_iter()
        .filter(|(_, (_, count, one))| *one && *count >= seen_at_least)
        .map(|(key, (tag, ..))| (key, tag))
        .collect()
}

fn allowed_tags(sentences: &[TaggedSentence]) -> [u64; TAGS] {
    let mut allowed = [0; TAGS];
    for (&tag, fine) in sentences.iter().flat_map(|sentence| sentence.upos.iter().zip(&sentence.xpos)) {
        allowed[tag as usize] |= 1 << fine.0;
    }
    allowed
}

fn bytes_of(lexicon: &Lexicon, coarse: &Model, fine: &Model, allowed: &[u64; TAGS]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    allowed.iter().for_each(|mask| bytes.extend(mask.to_le_bytes()));
    let mut words = Vec::new();
    lexicon.write(&mut words);
    for section in [words, coarse.to_bytes(COARSE), fine.to_bytes(FINE)] {
        put_varint(&mut bytes, section.len());
        bytes.extend(section);
    }
    bytes.extend(checksum(&bytes).to_le_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::{Tagger, Tagging};

    fn sentence(words: &str) -> TaggedSentence {
        let mut made = TaggedSentence::default();
        for (word, tags) in words.split(' ').filter_map(|word| word.split_once('/')) {
            let (upos, xpos) = tags.split_once('/').unwrap();
            made.words.push(word.to_owned());
            made.upos.push(Upos::of_name(upos).unwrap());
            made.xpos.push(Xpos::of_name(xpos).unwrap());
        }
        made
    }

    #[test]
    fn the_same_sentences_make_the_same_tagger_and_it_has_learnt_them() {
        let one = sentence("the/DET/DT rivers/NOUN/NNS rose/VERB/VBD");
        let other = sentence("she/PRON/PRP rivers/VERB/VBZ the/DET/DT rose/NOUN/NN");
        let sentences: Vec<TaggedSentence> =
            (0..400).map(|at| if at % 2 == 0 { &one } else { &other }).cloned().collect();
        let train = || train_tagger(&sentences, TaggerOptions::default(), |_| ());
        let bytes = train();
        assert_eq!(bytes, train());
        let (tagger, mut tagging) = (Tagger::from_bytes(&bytes).unwrap(), Tagging::default());
        for sentence in [one, other] {
            tagger.tag(sentence.words.iter().map(String::as_str), &mut tagging);
            assert_eq!((&tagging.upos, &tagging.xpos), (&sentence.upos, &sentence.xpos));
        }
    }
}
