//! Names that no table knows: words in Latin letters inside other scripts as they are written, and capitalised words of
//! Latin and Cyrillic texts by their sound.
//!
//! The sound is the consonants that both alphabets can write, in the order of ISO 9 and of the usual English spellings
//! of Russian and Ukrainian names. Endings of Russian cases are cut off first.

/// Letters of a word in Latin letters inside another script that is taken for a name.
const LATIN_IN_OTHERS: usize = 3;
/// Consonants of a name that is told by its sound.
const FEWEST_CONSONANTS: usize = 4;

/// Where names stand, and how they are compared.
pub(super) fn spelled_out(text: &str) -> Vec<(usize, String)> {
    let is_other = |c: char| c.is_alphabetic() && !c.is_ascii() && !is_latin(c);
    let others = text.chars().filter(|&c| is_other(c)).count();
    let latin = text.chars().filter(|&c| is_latin(c)).count();
    let mut found = Vec::new();
    for (start, word) in words(text) {
        let is_capital = word.starts_with(char::is_uppercase);
        if word.chars().all(is_latin) {
            // In a text of another script every Latin word is a name, in a Latin text only what has a capital.
            if word.chars().count() >= LATIN_IN_OTHERS && (others > latin || is_capital) {
                found.push((start, format!("word:{}", word.to_lowercase())));
            }
            if is_capital {
                found.extend(sound(word).map(|sound| (start, sound)));
            }
        } else if is_capital {
            found.extend(sound(word).map(|sound| (start, sound)));
        }
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    let parts = text.split(|c: char| !c.is_alphabetic()).flat_map(split_by_script);
    parts.filter(|word| !word.is_empty()).map(move |word| (word.as_ptr() as usize - base, word))
}

/// Runs of one script: `公司Zorbix发布` is three.
fn split_by_script(word: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut last: Option<bool> = None;
    for (at, c) in word.char_indices() {
        let latin = is_latin(c);
        if last.is_some_and(|last| last != latin) {
            parts.push(&word[start..at]);
            start = at;
        }
        last = Some(latin);
    }
    parts.push(&word[start..]);
    parts
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{C0}'..='\u{24F}')
}

/// The consonants of a name; `None` where there are too few to tell it, or it is in neither alphabet.
fn sound(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    let consonants = if lower.chars().all(is_latin) {
        of_latin(&lower)
    } else if lower.chars().all(|c| matches!(c, '\u{400}'..='\u{52F}' | '\'' | '’')) {
        of_cyrillic(without_ending(&lower))
    } else {
        return None;
    };
    (consonants.len() >= FEWEST_CONSONANTS).then(|| format!("sound:{consonants}"))
}

/// Cases end in these; what they leave is the name, or as much of it as all cases have.
fn without_ending(word: &str) -> &str {
    const ENDINGS: [&str; 8] = ["ами", "ому", "ого", "ым", "им", "ом", "ем", "ою"];
    let cut = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending));
    cut.filter(|stem| stem.chars().count() >= 4).unwrap_or(word)
}

fn of_cyrillic(word: &str) -> String {
    let mut out = String::new();
    for c in word.chars() {
        let sound = match c {
            'б' => "b",
            'в' => "v",
            'г' | 'ґ' | 'х' => "h",
            'д' => "d",
            'ж' | 'з' => "z",
            'к' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'ф' => "f",
            'ц' => "ts",
            'ч' => "c",
            'ш' | 'щ' => "s",
            _ => "",
        };
        out.push_str(sound);
    }
    doubled_once(&out)
}

fn of_latin(word: &str) -> String {
    const DIGRAPHS: [(&str, &str); 12] = [
        ("shch", "s"),
        ("sch", "s"),
        ("zh", "z"),
        ("kh", "h"),
        ("sh", "s"),
        ("ch", "c"),
        ("ph", "f"),
        ("ck", "k"),
        ("th", "t"),
        ("wh", "v"),
        ("tz", "ts"),
        ("dzh", "dz"),
    ];
    let mut out = String::new();
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        if let Some((digraph, sound)) = DIGRAPHS.iter().find(|(digraph, _)| rest.starts_with(digraph)) {
            out.push_str(sound);
            rest = &rest[digraph.len()..];
            continue;
        }
        let sound = match c {
            'b' | 'd' | 'f' | 'k' | 'l' | 'm' | 'n' | 'p' | 'r' | 's' | 't' | 'v' | 'z' => Some(c),
            'g' | 'h' => Some('h'),
            'c' | 'q' => Some('k'),
            'w' => Some('v'),
            'š' | 'ś' => Some('s'),
            'č' | 'ć' => Some('c'),
            'ž' => Some('z'),
            _ => None,
        };
        out.extend(sound);
        if c == 'x' {
            out.push_str("ks");
        }
        if c == 'j' {
            out.push_str("dz");
        }
        rest = &rest[c.len_utf8()..];
    }
    doubled_once(&out)
}

/// Of two equal consonants one.
fn doubled_once(consonants: &str) -> String {
    let mut out = String::new();
    for c in consonants.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_sounds_the_same_in_both_alphabets_and_in_its_cases() {
        for (latin, cyrillic) in [
            ("Zhdanovich", "Жданович"),
            ("Shcherbakov", "Щербаковым"),
            ("Khrustalyov", "Хрусталёв"),
            ("Jefferson", "Джефферсон"),
            ("Tsvetkova", "Цветкова"),
        ] {
            assert_eq!(sound(latin), sound(cyrillic), "{latin} {cyrillic}");
            assert!(sound(latin).is_some());
        }
        assert_eq!(sound("Anna"), None);
    }
}
