//! The language of a text.
//!
//! A few passages of it are looked at, each by itself, and the language of most letters counts, so that a menu or a
//! quotation in another language turns nothing. Letters that one Cyrillic alphabet has and the others lack decide first, and the
//! small words of the large languages in Latin letters, since tables of numbers and names mislead trigrams; else the
//! trigrams of `whatlang` do. A text that is too short, or that none of the two can tell, has no language, unless
//! the page or its source names one that is written in the same script.

mod small_words;

use small_words::SmallWords;
use whatlang::{Lang, Script};

/// Letters of a passage, and passages of a text.
const PASSAGE: usize = 600;
const PASSAGES: usize = 3;
/// Letters from which on the trigrams are believed even where they are not sure of themselves.
const ENOUGH: usize = 100;
/// Letters below which nothing is said.
const FEWEST: usize = 12;
/// The share of letters in what is printed of a passage from which on it is sentences; tables of prices have fewer.
const PROSE_SHARE: f64 = 0.85;
/// The share of the letters of a Cyrillic text that its own letters have at least.
const OWN_SHARE: f64 = 0.003;

/// The language of a text: ISO 639-1 where it has such a code, else 639-3. `hint` is what the page or its source says.
#[must_use]
pub fn language(text: &str, hint: Option<&str>) -> Option<String> {
    let mut votes: Vec<(&'static str, usize)> = Vec::new();
    for passage in passages(text) {
        let letters = passage.chars().filter(|letter| letter.is_alphabetic()).count();
        if let Some(code) = told(passage, letters) {
            match votes.iter_mut().find(|(other, _)| *other == code) {
                Some((_, count)) => *count += letters,
                None => votes.push((code, letters)),
            }
        }
    }
    let most = votes.into_iter().rev().max_by_key(|(_, count)| *count);
    most.map(|(code, _)| code.to_owned()).or_else(|| fitting(hint?, text))
}

/// The beginning, the middle and the end of a text, or all of it.
fn passages(text: &str) -> Vec<&str> {
    let letters = text.len() / 2;
    if letters <= PASSAGE * PASSAGES {
        return vec![text];
    }
    let longest = PASSAGE * 2;
    let starts = [0, (text.len() - longest) / 2, text.len() - longest];
    starts.iter().map(|&start| &text[floor(text, start)..floor(text, start + longest)]).collect()
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

fn told(passage: &str, letters: usize) -> Option<&'static str> {
    if letters < FEWEST {
        return None;
    }
    let words = without_addresses(passage);
    let passage = words.as_str();
    let script = whatlang::detect_script(passage)?;
    if script == Script::Cyrillic
        && let Some(code) = by_letters(passage)
    {
        return Some(code);
    }
    // The trigrams cost ten times what the small words do, so these come first.
    let small_words = (script == Script::Latin).then(|| SmallWords::count(passage));
    if let Some(code) = small_words.as_ref().and_then(SmallWords::clearly) {
        return Some(code);
    }
    let found = whatlang::detect(passage)?;
    if !found.is_reliable()
        && let Some(code) = small_words.as_ref().and_then(SmallWords::hardly)
    {
        return Some(code);
    }
    (found.is_reliable() || (letters >= ENOUGH && is_prose(passage))).then(|| code(found.lang()))
}

fn is_prose(passage: &str) -> bool {
    let (mut letters, mut printed) = (0_usize, 0_usize);
    for letter in passage.chars().filter(|letter| !letter.is_whitespace()) {
        printed += 1;
        letters += usize::from(letter.is_alphabetic());
    }
    letters as f64 >= PROSE_SHARE * printed as f64
}

/// A text without its links and addresses, which are in no language.
fn without_addresses(text: &str) -> String {
    let is_word = |word: &&str| !["://", "www.", "@"].iter().any(|sign| word.contains(sign));
    text.split_whitespace().filter(is_word).collect::<Vec<_>>().join(" ")
}

/// The language whose letters the others lack; `None` when none of them is frequent.
fn by_letters(text: &str) -> Option<&'static str> {
    let (mut all, mut own) = (0_usize, [0_usize; 5]);
    for letter in text.chars().filter(|letter| ('\u{400}'..='\u{4FF}').contains(letter)) {
        all += 1;
        match letter {
            'і' | 'ї' | 'є' | 'ґ' | 'І' | 'Ї' | 'Є' | 'Ґ' => own[0] += 1,
            'ў' | 'Ў' => own[1] += 1,
            'ы' | 'э' | 'ё' | 'Ы' | 'Э' | 'Ё' => own[2] += 1,
            'ђ' | 'ћ' | 'Ђ' | 'Ћ' => own[3] += 1,
            'ѓ' | 'ќ' | 'ѕ' | 'Ѓ' | 'Ќ' | 'Ѕ' => own[4] += 1,
            // Kazakh, Kyrgyz, Tatar, Mongolian: their other letters are those of Russian.
            'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' => return None,
            _ => {}
        }
    }
    let is_own = |count: usize| count as f64 >= OWN_SHARE * all as f64 && count > 0;
    // Belarusian has the letters of Russian, too; Russian has none of the others'.
    match own {
        [_, belarusian, ..] if is_own(belarusian) => Some("be"),
        [ukrainian, _, russian, ..] if is_own(ukrainian) && ukrainian > russian => Some("uk"),
        [_, _, russian, ..] if is_own(russian) => Some("ru"),
        [.., serbian, _] if is_own(serbian) => Some("sr"),
        [.., macedonian] if is_own(macedonian) => Some("mk"),
        _ => None,
    }
}

/// The hint, when it is a code and the language it names is written in the script of the text.
fn fitting(hint: &str, text: &str) -> Option<String> {
    let code = hint.split(['-', '_']).next()?.to_ascii_lowercase();
    let language = LANGUAGES.iter().find(|(_, known)| *known == code)?;
    let script = whatlang::detect_script(text)?;
    script.langs().contains(&language.0).then_some(code)
}

fn code(language: Lang) -> &'static str {
    LANGUAGES.iter().find(|(known, _)| *known == language).map_or(language.code(), |(_, code)| code)
}

/// The languages that have a code of two letters.
const LANGUAGES: [(Lang, &str); 69] = [
    (Lang::Afr, "af"),
    (Lang::Aka, "ak"),
    (Lang::Amh, "am"),
    (Lang::Ara, "ar"),
    (Lang::Aze, "az"),
    (Lang::Bel, "be"),
    (Lang::Ben, "bn"),
    (Lang::Bul, "bg"),
    (Lang::Cat, "ca"),
    (Lang::Ces, "cs"),
    (Lang::Cmn, "zh"),
    (Lang::Dan, "da"),
    (Lang::Deu, "de"),
    (Lang::Ell, "el"),
    (Lang::Eng, "en"),
    (Lang::Epo, "eo"),
    (Lang::Est, "et"),
    (Lang::Fin, "fi"),
    (Lang::Fra, "fr"),
    (Lang::Guj, "gu"),
    (Lang::Heb, "he"),
    (Lang::Hin, "hi"),
    (Lang::Hrv, "hr"),
    (Lang::Hun, "hu"),
    (Lang::Hye, "hy"),
    (Lang::Ind, "id"),
    (Lang::Ita, "it"),
    (Lang::Jav, "jv"),
    (Lang::Jpn, "ja"),
    (Lang::Kan, "kn"),
    (Lang::Kat, "ka"),
    (Lang::Khm, "km"),
    (Lang::Kor, "ko"),
    (Lang::Lat, "la"),
    (Lang::Lav, "lv"),
    (Lang::Lit, "lt"),
    (Lang::Mal, "ml"),
    (Lang::Mar, "mr"),
    (Lang::Mkd, "mk"),
    (Lang::Mya, "my"),
    (Lang::Nep, "ne"),
    (Lang::Nld, "nl"),
    (Lang::Nob, "nb"),
    (Lang::Ori, "or"),
    (Lang::Pan, "pa"),
    (Lang::Pes, "fa"),
    (Lang::Pol, "pl"),
    (Lang::Por, "pt"),
    (Lang::Ron, "ro"),
    (Lang::Rus, "ru"),
    (Lang::Sin, "si"),
    (Lang::Slk, "sk"),
    (Lang::Slv, "sl"),
    (Lang::Sna, "sn"),
    (Lang::Spa, "es"),
    (Lang::Srp, "sr"),
    (Lang::Swe, "sv"),
    (Lang::Tam, "ta"),
    (Lang::Tel, "te"),
    (Lang::Tgl, "tl"),
    (Lang::Tha, "th"),
    (Lang::Tuk, "tk"),
    (Lang::Tur, "tr"),
    (Lang::Ukr, "uk"),
    (Lang::Urd, "ur"),
    (Lang::Uzb, "uz"),
    (Lang::Vie, "vi"),
    (Lang::Yid, "yi"),
    (Lang::Zul, "zu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_that_is_known_has_a_code() {
        for language in Lang::all() {
            assert!(code(*language).len() == 2 || code(*language) == language.code());
        }
        assert!(LANGUAGES.iter().all(|(_, code)| code.len() == 2));
    }

    #[test]
    fn neighbours_are_told_apart_by_their_letters() {
        for (text, expected) in [
            ("Мост закрыли утром, и паром стоял в порту до вечера.", "ru"),
            ("Міст закрили вранці, і пором стояв у порту до вечора, кажуть її мешканці.", "uk"),
            ("Мост зачынілі раніцай, і паром стаяў у порце да вечара ў той дзень.", "be"),
            ("The bridge was closed in the morning, and the ferry stayed in port.", "en"),
            ("Die Brücke wurde am Morgen gesperrt, und die Fähre blieb im Hafen.", "de"),
            ("Most zamknięto rano, a prom został w porcie aż do wieczora.", "pl"),
            ("Le pont a été fermé le matin et le bac est resté au port jusqu'au soir.", "fr"),
            ("El puente se cerró por la mañana y el transbordador se quedó en el puerto.", "es"),
            ("早上大桥关闭，渡轮一直停在港口。", "zh"),
            ("橋は朝に閉鎖され、フェリーは夕方まで港に停泊した。", "ja"),
            ("다리는 아침에 폐쇄되었고 여객선은 저녁까지 항구에 머물렀다.", "ko"),
            ("أُغلق الجسر في الصباح وبقيت العبارة في الميناء حتى المساء.", "ar"),
        ] {
            assert_eq!(language(text, None).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn the_language_of_most_of_a_text_counts() {
        let ukrainian = "Міст закрили вранці, і пором стояв у порту до вечора, кажуть її мешканці. ".repeat(40);
        let text = format!("Home News Sport Weather Sign in Subscribe now to our newsletter. {ukrainian}");
        assert_eq!(language(&text, None).as_deref(), Some("uk"));
    }

    #[test]
    fn a_table_of_prices_has_no_language_unless_its_source_names_one() {
        let months = ["APR", "JUL", "OCT", "DEC", "MAR", "MAI", "JAN"];
        let table: String = months.map(|month| format!("{month}  1,723.5  1,731.0  UP 7.5  nil\n")).concat().repeat(3);
        assert_eq!(language(&table, None), None);
        assert_eq!(language(&table, Some("en-GB")).as_deref(), Some("en"));
    }

    #[test]
    fn what_cannot_be_told_has_the_language_that_is_named_if_it_fits() {
        assert_eq!(language("Ok 17", None), None);
        assert_eq!(language("Мост", Some("ru-RU")).as_deref(), Some("ru"));
        assert_eq!(language("Мост", Some("en")), None, "another script");
        assert_eq!(language("123", Some("en")), None);
        assert_eq!(language("", Some("xx")), None);
    }
}
