//! Words as the scorer of quotations counts them: a run of letters and digits, with inner apostrophes and hyphens kept.
//! Spans are compared as sets of words, so that marks, commas and spaces at an edge decide nothing.

/// A word and where it stands, in code points.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) lower: String,
}

/// Numbers of words of one text, ascending, each once.
pub(crate) type WordSet = Vec<usize>;

/// All words of a text.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut letters = text.chars().enumerate().peekable();
    let mut joins = false;
    while let Some((at, letter)) = letters.next() {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        if letter.is_alphanumeric() {
            match found.last_mut().filter(|word| word.end == at || joins) {
                Some(word) => word.lower.extend(letter.to_lowercase()),
                None => found.push(Word { start: at, end: at, lower: letter.to_lowercase().collect() }),
            }
            joins = false;
            if let Some(word) = found.last_mut() {
                word.end = at + 1;
            }
            continue;
        }
        let inside = found.last().is_some_and(|word| word.end == at);
        let goes_on = letters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        joins = matches!(letter, '\'' | '’' | '-') && inside && goes_on;
        if joins && let Some(word) = found.last_mut() {
            word.lower.push(letter);
        }
    }
    found
}

/// The words that spans touch, the spans given in code points.
pub(crate) fn touched(words: &[Word], spans: &[[u32; 2]]) -> WordSet {
    let mut set: WordSet = Vec::new();
    for [start, end] in spans {
        let first = words.partition_point(|word| word.end <= *start);
        set.extend((first..words.len()).take_while(|&at| words[at].start < *end));
    }
    set.sort_unstable();
    set.dedup();
    set
}

/// How many words two sets share.
pub(crate) fn shared(a: &WordSet, b: &WordSet) -> usize {
    a.iter().filter(|word| b.binary_search(word).is_ok()).count()
}

#[cfg(test)]
mod tests {
    use super::{touched, words};

    #[test]
    fn a_word_keeps_its_inner_apostrophes_and_hyphens_and_no_others() {
        let found: Vec<String> =
            words("“Don’t,” the ex-mayor's -own- dogs' snake_case").into_iter().map(|it| it.lower).collect();
        assert_eq!(found, ["don’t", "the", "ex-mayor's", "own", "dogs", "snake", "case"]);
    }

    #[test]
    fn marks_at_the_edge_of_a_span_touch_no_word() {
        let words = words("Ärger, “so it is”.");
        assert_eq!(touched(&words, &[[5, 18]]), [1, 2, 3]);
        assert_eq!(touched(&words, &[[8, 10], [9, 13]]), [1, 2]);
        assert!(touched(&words, &[[5, 8]]).is_empty());
    }
}
