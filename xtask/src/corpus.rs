//! The annotated news set: Markdown documents with every quotation marked in the text, read strictly.
//!
//! The form is told in `corpora/quotations/README.md`. Whatever departs from it is an error that names the file and the
//! quotation; nothing is repaired.

use crate::Fault;
use overshadow::record::{CodePoints, QuotationKind, Span};
use std::path::Path;

/// One document, its marks taken out of the text.
#[derive(Debug)]
pub(crate) struct Document {
    /// The name of its file, without the ending.
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) text: String,
    /// In the order of their first content.
    pub(crate) quotations: Vec<Quotation>,
}

/// One quotation as it was annotated.
#[derive(Debug, PartialEq)]
pub(crate) struct Quotation {
    pub(crate) content: Vec<Place>,
    pub(crate) cue: Vec<Place>,
    pub(crate) speaker: Vec<Place>,
    pub(crate) kind: QuotationKind,
    /// One of [`STANCES`].
    pub(crate) stance: &'static str,
    /// The speaker's full name; `None` where the annotation says `nobody`.
    pub(crate) name: Option<String>,
    /// A pull quotation whose words stand elsewhere in the text.
    pub(crate) repeat: bool,
}

/// A span in both units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    /// UTF-8 bytes.
    pub(crate) bytes: Span,
    /// Unicode code points, the end exclusive.
    pub(crate) code_points: [u32; 2],
}

/// What a cue can say of the speaker's attitude.
pub(crate) const STANCES: [&str; 11] = [
    "said",
    "claimed",
    "doubted",
    "admitted",
    "denied",
    "hedged",
    "warned",
    "threatened",
    "asked",
    "promised",
    "believed",
];

/// A span of the text with the quotation and the role (`c`, `q` or `s`) it was marked with.
struct Marking {
    quotation: usize,
    role: char,
    bytes: Span,
}

/// Every document whose number this divides is for testing and never learnt from.
const TEST_EVERY: u32 = 4;

/// True for the documents that are kept for testing; a document's number stands before its name.
pub(crate) fn is_for_testing(document: &Document) -> bool {
    let number = document.id.split('-').next().and_then(|number| number.parse().ok());
    number.is_some_and(|number: u32| number.is_multiple_of(TEST_EVERY))
}

/// All documents of a folder, in the order of their names; none when the folder is not there.
pub(crate) fn documents(folder: &Path) -> Result<Vec<Document>, Fault> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let mut paths: Vec<_> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.sort();
    paths.iter().map(|path| file(path)).collect()
}

fn file(path: &Path) -> Result<Document, Fault> {
    let id = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let markdown = std::fs::read_to_string(path)?;
    document(&id, &markdown).map_err(|fault| format!("{}: {fault}", path.display()).into())
}

/// Reads one document.
pub(crate) fn document(id: &str, markdown: &str) -> Result<Document, Fault> {
    let (title, rest) = markdown.strip_prefix("# ").and_then(|rest| rest.split_once('\n')).ok_or("no headline")?;
    let marked = rest.trim_start().strip_prefix("~~~ text\n").ok_or("the headline is not followed by `~~~ text`")?;
    let (marked, list) = marked.split_once("\n~~~\n").ok_or("the text is not closed by `~~~`")?;
    if title.trim().is_empty() {
        return Err("an empty headline".into());
    }
    let (text, markings) = markings(marked)?;
    for marking in &markings {
        is_tidy(marking, &text)?;
    }
    let lines: Vec<&str> = list.lines().filter(|line| !line.trim().is_empty()).collect();
    if let Some(marking) = markings.iter().find(|marking| !(1..=lines.len()).contains(&marking.quotation)) {
        return Err(format!("quotation {} is marked, and the list has {} lines", marking.quotation, lines.len()).into());
    }
    let quotations: Vec<Quotation> = (lines.iter().enumerate())
        .map(|(at, line)| {
            let number = at + 1;
            quotation(number, line, &text, &markings).map_err(|fault| format!("quotation {number}: {fault}").into())
        })
        .collect::<Result<_, Fault>>()?;
    in_order(&quotations)?;
    Ok(Document { id: id.to_owned(), title: title.trim().to_owned(), text, quotations })
}

/// Takes `{1c:…}` out of a text and notes where the words in it are.
fn markings(marked: &str) -> Result<(String, Vec<Marking>), Fault> {
    let mut text = String::new();
    let mut open: Vec<(usize, char, usize)> = Vec::new();
    let mut closed = Vec::new();
    let mut rest = marked;
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        match letter {
            '{' => {
                let (quotation, role, after) = opening(rest).ok_or_else(|| stray(letter, &text))?;
                open.push((quotation, role, text.len()));
                rest = after;
            }
            '}' => {
                let (quotation, role, start) = open.pop().ok_or_else(|| stray(letter, &text))?;
                closed.push(Marking { quotation, role, bytes: Span::new(start, text.len()) });
            }
            letter => text.push(letter),
        }
    }
    if let Some((quotation, role, _)) = open.pop() {
        return Err(format!("quotation {quotation}: a marking `{role}` is never closed").into());
    }
    closed.sort_by_key(|marking| marking.bytes.start);
    Ok((text, closed))
}

/// Number and role of a marking, and what follows its colon.
fn opening(rest: &str) -> Option<(usize, char, &str)> {
    let (head, after) = rest.split_once(':')?;
    let role = head.chars().next_back().filter(|role| "cqs".contains(*role))?;
    let number = head.strip_suffix(role)?;
    let is_number = !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
    Some((is_number.then(|| number.parse().ok())??, role, after))
}

fn stray(letter: char, before: &str) -> Fault {
    let from = before.char_indices().rev().nth(29).map_or(0, |(at, _)| at);
    format!("a stray `{letter}` after “{}”", &before[from..]).into()
}

fn is_tidy(marking: &Marking, text: &str) -> Result<(), Fault> {
    let Marking { quotation, role, bytes } = marking;
    let words = bytes.of(text);
    let fault = match words {
        "" => "is empty",
        _ if words.trim() != words => "begins or ends with a space",
        _ if words.contains('\n') => "goes over the end of a line",
        _ => return Ok(()),
    };
    Err(format!("quotation {quotation}: the marking `{role}` of “{words}” {fault}").into())
}

/// The quotation that a line of the list tells of.
fn quotation(number: usize, line: &str, text: &str, markings: &[Marking]) -> Result<Quotation, Fault> {
    let told = line.strip_prefix(&format!("{number}. ")).ok_or_else(|| format!("its line reads `{line}`"))?;
    let (told, repeat) = told.strip_suffix(", repeat").map_or((told, false), |told| (told, true));
    let mut parts = told.splitn(3, ", ");
    let mut part = |what: &str| parts.next().ok_or_else(|| format!("no {what} in `{line}`"));
    let [kind, stance, name] = [part("kind")?, part("stance")?, part("speaker's name")?];
    let kind = QuotationKind::ALL.iter().find(|known| known.word() == kind).ok_or_else(|| format!("kind `{kind}`"))?;
    let stance = STANCES.into_iter().find(|known| *known == stance).ok_or_else(|| format!("stance `{stance}`"))?;
    let name = (name != "nobody").then(|| name.to_owned());
    if let Some(name) = name.as_deref().filter(|name| !text.contains(name)) {
        return Err(format!("the name “{name}” does not stand in the text").into());
    }
    let code_points = CodePoints::new(text);
    let places = |role: char| -> Vec<Place> {
        let own = markings.iter().filter(|marking| marking.quotation == number && marking.role == role);
        own.map(|marking| place(marking.bytes, &code_points)).collect()
    };
    let [content, cue, speaker] = ['c', 'q', 's'].map(places);
    if content.is_empty() {
        return Err("no content is marked".into());
    }
    Ok(Quotation { content, cue, speaker, kind: *kind, stance, name, repeat })
}

fn place(bytes: Span, code_points: &CodePoints<'_>) -> Place {
    let code_points = [bytes.start, bytes.end].map(|at| code_points.before(at as usize));
    Place { bytes, code_points }
}

fn in_order(quotations: &[Quotation]) -> Result<(), Fault> {
    let starts: Vec<u32> = quotations.iter().map(|quotation| quotation.content[0].bytes.start).collect();
    match starts.windows(2).position(|pair| pair[0] > pair[1]) {
        Some(at) => Err(format!("quotation {}: its content begins after that of quotation {}", at + 1, at + 2).into()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Document, document};
    use overshadow::record::QuotationKind;

    const TEXT: &str = "# A café reopens

~~~ text
The café opens again, {1c:{2s:it} {2q:hopes} {2c:for good}}, {1s:Zoë Lind} {1q:said}.

\"{3c:We owe}\", {3s:she} {3q:added}, \"{3c:the bakers everything}\".
~~~
1. indirect, said, Zoë Lind
2. indirect, believed, nobody
3. direct, said, Zoë Lind, repeat
";

    fn read(markdown: &str) -> Document {
        document("cafe", markdown).unwrap()
    }

    fn fault(from: &str, to: &str) -> String {
        document("cafe", &TEXT.replacen(from, to, 1)).unwrap_err().to_string()
    }

    #[test]
    fn a_document_gives_back_its_text_and_its_quotations() {
        let found = read(TEXT);
        assert_eq!((found.id.as_str(), found.title.as_str()), ("cafe", "A café reopens"));
        assert!(found.text.starts_with("The café opens again, it hopes for good, Zoë Lind said.\n\n\"We owe\""));
        let [first, second, third] = found.quotations.as_slice() else { panic!("three quotations") };
        assert_eq!(first.content[0].bytes.of(&found.text), "it hopes for good");
        assert_eq!(second.content[0].bytes.of(&found.text), "for good");
        assert_eq!((second.kind, second.stance, second.name.as_deref()), (QuotationKind::Indirect, "believed", None));
        assert_eq!((third.content.len(), third.repeat, first.repeat), (2, true, false));
        assert_eq!(third.name.as_deref(), Some("Zoë Lind"));
    }

    #[test]
    fn a_place_is_told_in_bytes_and_in_code_points() {
        let found = read(TEXT);
        let place = found.quotations[0].speaker[0];
        let [start, end] = place.code_points.map(|at| at as usize);
        let by_code_points: String = found.text.chars().take(end).skip(start).collect();
        assert_eq!(by_code_points, "Zoë Lind");
        assert_eq!(place.bytes.of(&found.text), "Zoë Lind");
        assert_eq!(place.bytes.start, place.code_points[0] + 1);
    }

    #[test]
    fn what_departs_from_the_form_is_named_with_its_quotation() {
        assert_eq!(fault("# A", "A"), "no headline");
        assert_eq!(fault("{1q:said}", "{1q:said"), "quotation 1: a marking `q` is never closed");
        assert!(fault("said}.", "said}}.").starts_with("a stray `}` after"));
        assert!(fault("{3q:added}", "{3x:added}").starts_with("a stray `{` after"));
        assert_eq!(
            fault("{1q:said}", "{1q:said }"),
            "quotation 1: the marking `q` of “said ” begins or ends with a space"
        );
        assert_eq!(fault("{2c:for good}", "for good"), "quotation 2: no content is marked");
        assert_eq!(fault("2. indirect, believed", "2. indirect, mused"), "quotation 2: stance `mused`");
        assert_eq!(fault("3. direct", "3. oblique"), "quotation 3: kind `oblique`");
        assert_eq!(fault("3. direct", "4. direct"), "quotation 3: its line reads `4. direct, said, Zoë Lind, repeat`");
    }

    #[test]
    fn a_name_has_to_stand_in_the_text() {
        assert_eq!(
            fault("said, Zoë Lind\n", "said, Zoe Lind\n"),
            "quotation 1: the name “Zoe Lind” does not stand in the text"
        );
    }

    #[test]
    fn markings_and_lines_have_the_same_numbers() {
        let shorter = TEXT.replacen("3. direct, said, Zoë Lind, repeat\n", "", 1);
        let fault = document("cafe", &shorter).unwrap_err().to_string();
        assert_eq!(fault, "quotation 3 is marked, and the list has 2 lines");
    }
}
