//! Passages of a text: the words of several spans, and what stands around them.

use overshadow_record::{Quotation, Span};

/// What stands between the parts of a passage that something else interrupts.
const BETWEEN: &str = " … ";

/// The words of some spans as one text.
pub(crate) fn words(text: &str, spans: &[Span]) -> String {
    spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(BETWEEN)
}

/// The speaker of a quotation: the name the article gives, else the words that stand for it.
pub(crate) fn speaker(text: &str, quotation: &Quotation) -> Option<String> {
    let speaker = quotation.speaker.as_ref()?;
    let name = speaker.name.clone().unwrap_or_else(|| words(text, &speaker.mention));
    (!name.is_empty()).then_some(name)
}

/// The spans of the words that name the speaker.
pub(crate) fn mention(quotation: &Quotation) -> &[Span] {
    quotation.speaker.as_ref().map(|speaker| speaker.mention.as_slice()).unwrap_or_default()
}

/// The spans that hold something and lie in the text.
pub(crate) fn filled<'a>(text: &'a str, spans: &'a [Span]) -> impl Iterator<Item = Span> + 'a {
    spans.iter().copied().filter(|span| !span.of(text).is_empty())
}

/// At most `letters` code points before byte `at`.
pub(crate) fn before(text: &str, at: usize, letters: usize) -> &str {
    let front = text.get(..at).unwrap_or_default();
    match front.char_indices().rev().nth(letters.saturating_sub(1)) {
        Some((from, _)) => &front[from..],
        None => front,
    }
}

/// At most `letters` code points from byte `at` on.
pub(crate) fn after(text: &str, at: usize, letters: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    match rest.char_indices().nth(letters) {
        Some((to, _)) => &rest[..to],
        None => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_is_counted_in_code_points() {
        let text = "Київ 🚋 стоїть";
        let at = text.find("стоїть").unwrap();
        assert_eq!(before(text, at, 2), "🚋 ");
        assert_eq!(before(text, at, 99), "Київ 🚋 ");
        assert_eq!(after(text, at, 2), "ст");
        assert_eq!(after(text, text.len(), 2), "");
    }
}
