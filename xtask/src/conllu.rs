//! Treebanks in CoNLL-U: the words of their sentences, and the running text they were cut from.
//!
//! The text is built again from the words and their `SpaceAfter=No`; a blank line stands before each new document and
//! paragraph, a space between sentences. The parts of a multiword token are placed inside it by their letters.

use crate::Fault;
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

/// A word as annotated.
#[derive(Clone, Debug, Default)]
pub(crate) struct Word {
    pub(crate) form: String,
    pub(crate) lemma: String,
    pub(crate) upos: String,
    pub(crate) xpos: String,
    /// Its bytes in the text of the treebank.
    pub(crate) span: Range<usize>,
    /// The value of `Entity=`: which mentions begin and end here; empty when none does.
    pub(crate) entity: String,
}

/// A treebank.
#[derive(Clone, Debug, Default)]
pub(crate) struct Treebank {
    pub(crate) text: String,
    /// The words, sentence by sentence.
    pub(crate) sentences: Vec<Vec<Word>>,
    /// The documents: their ids, and the place of their first sentence.
    pub(crate) documents: Vec<(String, usize)>,
}

impl Treebank {
    /// Reads a gzip file.
    pub(crate) fn open(path: &Path) -> Result<Self, Fault> {
        let mut lines = String::new();
        MultiGzDecoder::new(File::open(path)?).read_to_string(&mut lines)?;
        Ok(Self::of(&lines))
    }

    /// Reads the text of a file.
    pub(crate) fn of(lines: &str) -> Self {
        let mut treebank = Self::default();
        let mut gap = "";
        let mut inside: Option<(u32, bool)> = None;
        for line in lines.lines() {
            if line.starts_with("# newdoc") || line.starts_with("# newpar") {
                gap = "\n\n";
                if let Some(id) = line.strip_prefix("# newdoc id = ") {
                    treebank.documents.push((id.to_owned(), treebank.sentences.len()));
                }
            } else if line.starts_with("# sent_id") {
                treebank.sentences.push(Vec::new());
            } else if !line.is_empty() && !line.starts_with('#') {
                treebank.read(line, &mut gap, &mut inside);
            } else if line.is_empty() {
                gap = " ";
            }
        }
        treebank
    }

    /// One line of a word; `inside` is the last part of the multiword token it may belong to, and whether a space
    /// follows that.
    fn read<'a>(&mut self, line: &'a str, gap: &mut &'a str, inside: &mut Option<(u32, bool)>) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, xpos, .., misc] = columns[..] else { return };
        let space = !misc.split('|').any(|entry| entry == "SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            self.append(form, gap);
            *inside = last.parse().ok().map(|last| (last, space));
            return;
        }
        let Ok(number) = id.parse::<u32>() else { return };
        let span = match *inside {
            Some((last, space)) => {
                if number == last {
                    *inside = None;
                    *gap = if space { " " } else { "" };
                }
                self.part(form)
            }
            None => {
                let span = self.append(form, gap);
                *gap = if space { " " } else { "" };
                span
            }
        };
        let own = str::to_owned;
        let entity = misc.split('|').find_map(|entry| entry.strip_prefix("Entity=")).map_or_else(String::new, own);
        let word = Word { form: own(form), lemma: own(lemma), upos: own(upos), xpos: own(xpos), span, entity };
        self.sentences.last_mut().map(|words| words.push(word)).unwrap_or_default();
    }

    fn append(&mut self, form: &str, gap: &mut &str) -> Range<usize> {
        if !self.text.is_empty() {
            self.text.push_str(gap);
        }
        *gap = "";
        let start = self.text.len();
        self.text.push_str(form);
        start..self.text.len()
    }

    /// Where a part of the multiword token at the end of the text stands; empty when it is written otherwise.
    fn part(&self, form: &str) -> Range<usize> {
        let last = self.sentences.iter().rev().find_map(|words| words.last()).map_or(0, |word| word.span.end);
        match self.text[last..].find(form) {
            Some(at) => last + at..last + at + form.len(),
            None => self.text.len()..self.text.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_built_again_and_clitics_lie_inside_their_token() {
        let lines = "# newpar\n# sent_id = 1\n1\tGo\tgo\tVERB\tVB\t_\t_\t_\t_\tSpaceAfter=No\n2\t!\t!\tPUNCT\t.\t_\t_\t_\t_\t_\n\n\
                     # sent_id = 2\n1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tDo\tdo\tAUX\tVB\t_\t_\t_\t_\t_\n2\tn't\tnot\tPART\tRB\t_\t_\t_\t_\t_\n3\tgo\tgo\tVERB\tVB\t_\t_\t_\t_\t_\n";
        let treebank = Treebank::of(lines);
        assert_eq!(treebank.text, "Go! Don't go");
        let spans: Vec<&str> = treebank.sentences[1].iter().map(|word| &treebank.text[word.span.clone()]).collect();
        assert_eq!(spans, ["Do", "n't", "go"]);
    }
}
