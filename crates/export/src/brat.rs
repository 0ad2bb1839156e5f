//! brat's standoff form: a text, and beside it lines of spans, relations, attributes and notes.

use crate::passage::{filled, mention, speaker};
use overshadow_record::{Annotations, Article, CodePoints, Quotation, Span};
use std::collections::BTreeMap;
use std::fmt::Write;

/// `annotation.conf`, without which brat shows nothing of what it does not know.
pub const BRAT_CONFIGURATION: &str = "\
[entities]
Content
Cue
Source

[relations]
Source\tArg1:Content, Arg2:Source
Cue\tArg1:Content, Arg2:Cue

[events]

[attributes]
Kind\tArg:Content, Value:direct|indirect|mixed|pull
Stance\tArg:Content, Value:said|claimed|doubted|admitted|denied|hedged|warned|threatened|asked|promised|believed
Repeat\tArg:Content
";

/// A document as brat keeps it, in two files of one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BratDocument {
    /// What goes into `.txt`: the text of the article, nothing added.
    pub text: String,
    /// What goes into `.ann`.
    pub annotations: String,
}

/// An article as brat keeps it.
#[must_use]
pub fn brat(article: &Article, annotations: &Annotations) -> BratDocument {
    let mut lines = Lines::new(&article.text);
    for quotation in &annotations.quotations {
        lines.quotation(quotation);
    }
    BratDocument { text: article.text.clone(), annotations: lines.written }
}

/// Lines while they are written, each kind with numbers of its own.
struct Lines<'a> {
    text: &'a str,
    index: CodePoints<'a>,
    written: String,
    /// Numbers of the spans written: two quotations may share a cue or a source.
    spans: BTreeMap<(&'static str, Vec<Span>), usize>,
    relations: usize,
    attributes: usize,
    notes: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        let index = CodePoints::new(text);
        Self { text, index, written: String::new(), spans: BTreeMap::new(), relations: 0, attributes: 0, notes: 0 }
    }

    fn quotation(&mut self, quotation: &Quotation) {
        let Some(content) = self.span("Content", &quotation.content) else { return };
        self.attribute("Kind", content, quotation.kind.word());
        self.attribute("Stance", content, quotation.stance.word());
        if quotation.repeat {
            self.attribute("Repeat", content, "");
        }
        if let Some(cue) = self.span("Cue", &quotation.cue) {
            self.relation("Cue", content, cue);
        }
        if let Some(source) = self.span("Source", mention(quotation)) {
            self.relation("Source", content, source);
        }
        if let Some(name) = speaker(self.text, quotation) {
            self.note(content, &format!("speaker: {name}"));
        }
    }

    /// Writes a span, which may be in parts, unless it is written; its number.
    fn span(&mut self, label: &'static str, spans: &[Span]) -> Option<usize> {
        let fragments = fragments(self.text, spans);
        if fragments.is_empty() {
            return None;
        }
        let next = self.spans.len() + 1;
        let number = *self.spans.entry((label, fragments.clone())).or_insert(next);
        if number == next {
            let out: Vec<_> = fragments.iter().map(|&fragment| self.index.export(fragment)).collect();
            let places: Vec<String> = out.iter().map(|it| format!("{} {}", it.start_char, it.end_char)).collect();
            let words: Vec<&str> = out.iter().map(|it| it.text.as_str()).collect();
            self.line(&format!("T{number}\t{label} {}\t{}", places.join(";"), words.join(" ")));
        }
        Some(number)
    }

    fn relation(&mut self, label: &str, from: usize, to: usize) {
        self.relations += 1;
        self.line(&format!("R{}\t{label} Arg1:T{from} Arg2:T{to}", self.relations));
    }

    fn attribute(&mut self, label: &str, of: usize, value: &str) {
        self.attributes += 1;
        let line = format!("A{}\t{label} T{of} {value}", self.attributes);
        self.line(line.trim_end());
    }

    fn note(&mut self, of: usize, words: &str) {
        self.notes += 1;
        let words = words.replace(ends_line, " ");
        self.line(&format!("#{}\tAnnotatorNotes T{of}\t{words}", self.notes));
    }

    fn line(&mut self, line: &str) {
        writeln!(self.written, "{line}").expect("writing to memory does not fail");
    }
}

/// The parts of spans as brat wants them: in the order of the text, none over another, none over the end of a line, and
/// none of blanks alone.
fn fragments(text: &str, spans: &[Span]) -> Vec<Span> {
    let mut apart: Vec<Span> = Vec::new();
    let mut sorted: Vec<Span> = filled(text, spans).collect();
    sorted.sort_unstable();
    for span in sorted {
        match apart.last_mut().filter(|last| last.end > span.start) {
            Some(last) => last.end = last.end.max(span.end),
            None => apart.push(span),
        }
    }
    let lines = apart.into_iter().flat_map(|span| lines_of(text, span));
    lines.filter(|part| !part.of(text).trim().is_empty()).collect()
}

/// The parts of a span that hold no end of a line: brat's spans end there.
fn lines_of(text: &str, span: Span) -> Vec<Span> {
    let words = span.of(text);
    let mut parts = Vec::new();
    let mut from = span.start as usize;
    for part in words.split(ends_line) {
        if !part.is_empty() {
            parts.push(Span::new(from, from + part.len()));
        }
        from += part.len();
        // What parted it is one letter of one to three bytes.
        from += text[from..].chars().next().map_or(0, char::len_utf8);
    }
    parts
}

/// What ends a line for Python, in which brat is written.
fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
