//! The tagger: universal parts of speech by a linear sequence model, then Penn tags word by word.
//!
//! A sentence is seen through `features`, helped by a tag dictionary (`lexicon`). The universal tags of a sentence are
//! the best sequence of a conditional random field; a Penn tag is the best of those its universal tag was ever seen
//! with, chosen by a second model that knows the universal tags around. Training is in `train`.

pub(crate) mod features;
mod lexicon;
#[cfg(feature = "train")]
mod train;

use crate::linear::{BadModel, Feature, Model, Path, Reader};
use crate::sentences::Layout;
use crate::tags::{Upos, Xpos};
use crate::words::Words;
use features::Sight;
use lexicon::Lexicon;
use std::ops::Range;
#[cfg(feature = "train")]
pub use train::{TaggedSentence, TaggerOptions, train_tagger};

const MAGIC: &[u8; 4] = b"OVT1";
const COARSE: &[u8; 4] = b"upos";
const FINE: &[u8; 4] = b"xpos";
const TAGS: usize = Upos::ALL.len();

/// A trained tagger.
#[derive(Clone, Debug, PartialEq)]
pub struct Tagger {
    lexicon: Lexicon,
    coarse: Model,
    fine: Model,
    /// For each universal tag, a mask of the Penn tags seen with it.
    allowed: [u64; TAGS],
}

/// The tags of a sentence, and buffers that are used again for the next.
#[derive(Clone, Debug, Default)]
pub struct Tagging {
    /// The universal tag of each word.
    pub upos: Vec<Upos>,
    /// The Penn tag of each word.
    pub xpos: Vec<Xpos>,
    sight: Sight,
    path: Path,
    features: Vec<Feature>,
    scores: Vec<i32>,
}

impl Tagger {
    /// Reads a tagger.
    ///
    /// # Errors
    /// When the bytes are no tagger, or are damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadModel> {
        let mut reader = Reader::of_summed(bytes, MAGIC)?;
        let mut allowed = [0; TAGS];
        for mask in &mut allowed {
            let halves = [reader.four()?, reader.four()?].map(u32::from_le_bytes);
            *mask = u64::from(halves[0]) | u64::from(halves[1]) << 32;
        }
        let lexicon = Lexicon::read(&mut Reader { rest: reader.section()? })?;
        let coarse = Model::from_bytes(reader.section()?, COARSE)?;
        let fine = Model::from_bytes(reader.section()?, FINE)?;
        let fits = coarse.labels() == TAGS && fine.labels() == Xpos::NAMES.len() && reader.rest.is_empty();
        if fits { Ok(Self { lexicon, coarse, fine, allowed }) } else { Err(BadModel::Damaged) }
    }

    /// Tags the words of one sentence, as they are written.
    pub fn tag<'a>(&self, words: impl Iterator<Item = &'a str>, into: &mut Tagging) {
        self.tag_coarsely(words, into);
        let Tagging { xpos, sight, path, features, scores, .. } = into;
        xpos.clear();
        for at in 0..sight.len() {
            xpos.push(Xpos(self.fine_tag(sight, at, &path.labels, features, scores)));
        }
    }

    /// The same without Penn tags.
    fn tag_coarsely<'a>(&self, words: impl Iterator<Item = &'a str>, into: &mut Tagging) {
        let Tagging { upos, sight, path, features, .. } = into;
        sight.look(words, |_, hash| self.lexicon.class(hash));
        self.coarse.begin(path);
        for at in 0..sight.len() {
            sight.features(at, features);
            self.coarse.push(features, path);
        }
        self.coarse.decode(path);
        upos.clear();
        upos.extend(path.labels.iter().map(|&label| Upos::ALL[usize::from(label)]));
    }

    fn fine_tag(
        &self,
        sight: &Sight,
        at: usize,
        tags: &[u8],
        features: &mut Vec<Feature>,
        scores: &mut Vec<i32>,
    ) -> u8 {
        let allowed = self.allowed[usize::from(tags[at])];
        if let Some(certain) = self.lexicon.certain(sight.word(at), tags[at]) {
            return certain;
        }
        sight.fine_features(at, tags, features);
        self.fine.score(features, scores);
        let mut best = (0, i32::MIN);
        for (tag, &score) in (0_u8..).zip(scores.iter()).filter(|(tag, _)| allowed >> tag & 1 == 1) {
            if score > best.1 {
                best = (tag, score);
            }
        }
        best.0
    }
}

/// More words than a sentence has; a megabyte without a stop is tagged in pieces.
const LONGEST_SENTENCE: usize = 1000;

/// Sentences as they are tagged, very long ones in pieces.
fn pieces(layout: &Layout) -> impl Iterator<Item = Range<usize>> + '_ {
    layout.sentences.iter().flat_map(|sentence| {
        let end = sentence.end;
        sentence.clone().step_by(LONGEST_SENTENCE).map(move |start| start..end.min(start + LONGEST_SENTENCE))
    })
}

/// The tags of all words of a text.
pub(crate) fn tag_all(words: &Words<'_>, layout: &Layout, tagger: &Tagger) -> (Vec<Upos>, Vec<Xpos>) {
    let mut tagging = Tagging::default();
    let (mut upos, mut xpos) = (Vec::with_capacity(words.all.len()), Vec::with_capacity(words.all.len()));
    for piece in pieces(layout) {
        tagger.tag(piece.map(|at| words.as_written(at)), &mut tagging);
        upos.extend(&tagging.upos);
        xpos.extend(&tagging.xpos);
    }
    (upos, xpos)
}

/// The universal tags of all words of a text.
pub(crate) fn coarse_tags(words: &Words<'_>, layout: &Layout, tagger: &Tagger) -> Vec<Upos> {
    let mut tagging = Tagging::default();
    let mut upos = Vec::with_capacity(words.all.len());
    for piece in pieces(layout) {
        tagger.tag_coarsely(piece.map(|at| words.as_written(at)), &mut tagging);
        upos.extend(&tagging.upos);
    }
    upos
}
