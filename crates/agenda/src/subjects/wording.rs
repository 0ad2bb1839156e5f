//! From the forms of a term to the query that finds them.

use super::vocabulary::Vocabulary;

/// Letters that a star may stand behind.
const FEWEST_LETTERS: usize = 4;
/// Most of what a star finds that may be other words, against what is meant.
const MOST_OTHERS: f64 = 0.05;
/// Share of the heads that the forms in a query have to cover, and most of them.
const COVERED: f64 = 0.98;
const MOST_FORMS: usize = 8;

/// Forms as a query: one word, a beginning with a star where hardly any other word begins so, else one by one. Forms
/// come with the heads they stand in; `others` says in how many heads other words stand that begin so.
pub(super) fn query_of_words(forms: &[(&str, u32)], others: impl Fn(&str) -> u32) -> String {
    let all: u32 = forms.iter().map(|(_, heads)| heads).sum();
    let most = forms.iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0)));
    let Some(&(most, heads)) = most else { return String::new() };
    if f64::from(heads) >= COVERED * f64::from(all) {
        return quoted(most);
    }
    let kept = covering(forms, all);
    let beginning = common_beginning(&kept);
    if beginning.chars().count() >= FEWEST_LETTERS && f64::from(others(&beginning)) <= MOST_OTHERS * f64::from(all) {
        return format!("{beginning}*");
    }
    let mut words: Vec<String> = kept.into_iter().map(quoted).collect();
    words.dedup();
    words.join(" OR ")
}

/// The most frequent forms that make up nearly all.
pub(super) fn covering<'a>(forms: &[(&'a str, u32)], all: u32) -> Vec<&'a str> {
    let mut order = forms.to_vec();
    order.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let (mut covered, mut kept) = (0, Vec::new());
    for (form, heads) in order {
        if f64::from(covered) >= COVERED * f64::from(all) || kept.len() == MOST_FORMS {
            break;
        }
        covered += heads;
        kept.push(form);
    }
    kept
}

/// A word as it stands, a phrase or an operator in quotation marks.
pub(super) fn quoted(words: &str) -> String {
    if words.contains(' ') || matches!(words, "and" | "or" | "not") { format!("\"{words}\"") } else { words.to_owned() }
}

fn common_beginning(forms: &[&str]) -> String {
    let Some(first) = forms.first() else { return String::new() };
    let shared = |form: &&str| first.chars().zip(form.chars()).take_while(|(a, b)| a == b).count();
    let letters = forms.iter().map(shared).min().unwrap_or_default();
    first.chars().take(letters).collect()
}

/// In how many heads words stand that begin so, of all languages: those of `within` not counted.
pub(super) fn heads_of_others(vocabulary: &Vocabulary, heads: &[u32], within: &[u32], beginning: &str) -> u32 {
    let begins = |at: &usize| vocabulary.words[*at].folded.starts_with(beginning);
    let others = (0..vocabulary.words.len()).filter(begins).filter(|at| within.binary_search(&(*at as u32)).is_err());
    others.map(|at| heads[at]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_become_one_beginning_where_hardly_any_other_word_begins_so() {
        let forms = [("harbour", 60), ("harbours", 30), ("harbouring", 10)];
        assert_eq!(query_of_words(&forms, |_| 2), "harbour*");
        assert_eq!(query_of_words(&forms, |_| 40), "harbour OR harbours OR harbouring");
        assert_eq!(query_of_words(&[("ferry", 99), ("ferries", 1)], |_| 0), "ferry");
    }
}
