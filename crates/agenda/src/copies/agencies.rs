//! News agencies, and where a text credits one: its dateline, its authors, its last line.
//!
//! A mere mention ("told Reuters") credits nobody. What agencies are called and how they sign is common knowledge of the
//! trade; the list is ours.

/// An agency: its name, and the ways texts write it.
type Agency = (&'static str, &'static [&'static str]);

const AGENCIES: &[Agency] = &[
    ("Reuters", &["reuters", "thomson reuters", "рейтер", "рейтерс"]),
    ("Associated Press", &["ap", "associated press", "the associated press", "ап"]),
    ("AFP", &["afp", "agence france-presse", "agence france presse", "афп"]),
    ("dpa", &["dpa", "deutsche presse-agentur"]),
    ("Bloomberg", &["bloomberg", "bloomberg news"]),
    ("UPI", &["upi", "united press international"]),
    ("PA Media", &["pa", "pa media", "press association"]),
    ("ANSA", &["ansa"]),
    ("EFE", &["efe", "agencia efe"]),
    ("Europa Press", &["europa press"]),
    ("APA", &["apa"]),
    ("Keystone-SDA", &["sda", "ats", "keystone-sda", "keystone-ats"]),
    ("PAP", &["pap"]),
    ("ČTK", &["čtk", "ctk"]),
    ("MTI", &["mti"]),
    ("Belga", &["belga"]),
    ("ANP", &["anp"]),
    ("TT", &["tt", "tt news agency"]),
    ("NTB", &["ntb"]),
    ("Ritzau", &["ritzau"]),
    ("STT", &["stt"]),
    ("BNS", &["bns", "baltic news service"]),
    ("ELTA", &["elta"]),
    ("LETA", &["leta"]),
    ("TASS", &["tass", "тасс", "итар-тасс", "itar-tass"]),
    ("RIA Novosti", &["ria novosti", "ria", "риа новости", "риа"]),
    ("Interfax", &["interfax", "интерфакс"]),
    ("Interfax-Ukraine", &["interfax-ukraine", "інтерфакс-україна", "интерфакс-украина"]),
    ("Ukrinform", &["ukrinform", "укрінформ", "укринформ"]),
    ("UNIAN", &["unian", "уніан", "униан"]),
    ("RBC-Ukraine", &["rbc-ukraine", "рбк-україна", "рбк-украина"]),
    ("BelTA", &["belta", "белта"]),
    ("Kazinform", &["kazinform", "казинформ"]),
    ("Anadolu", &["anadolu", "anadolu agency", "aa"]),
    ("Xinhua", &["xinhua", "新华社"]),
    ("Kyodo", &["kyodo", "kyodo news", "共同"]),
    ("Jiji", &["jiji", "jiji press", "時事"]),
    ("Yonhap", &["yonhap", "연합뉴스"]),
    ("PTI", &["pti", "press trust of india"]),
    ("ANI", &["ani"]),
    ("IANS", &["ians"]),
    ("AAP", &["aap", "australian associated press"]),
    ("Canadian Press", &["the canadian press", "canadian press", "cp"]),
    ("Agência Brasil", &["agência brasil"]),
    ("Télam", &["télam", "telam"]),
    ("IRNA", &["irna"]),
    ("SPA", &["spa", "saudi press agency"]),
    ("WAM", &["wam"]),
];

/// Letters of the text in which a dateline stands.
const DATELINE: usize = 160;
/// A last line that credits somebody is no longer.
const LAST_LINE: usize = 80;

/// The agency that an article credits, by the name we know it by.
#[must_use]
pub fn credited(authors: &[String], text: &str) -> Option<&'static str> {
    let by_author = authors.iter().find_map(|author| by_name(author));
    by_author.or_else(|| in_dateline(text)).or_else(|| in_last_line(text))
}

/// The agency of exactly this name.
fn by_name(words: &str) -> Option<&'static str> {
    let words = words.trim().trim_matches(['.', ',', '©', '|']).trim().to_lowercase();
    let bare = words.strip_prefix("by ").unwrap_or(&words);
    let bare = bare.strip_suffix(" staff").unwrap_or(bare);
    AGENCIES.iter().find(|(_, ways)| ways.contains(&bare)).map(|(name, _)| *name)
}

/// `LONDON, May 4 (Reuters) -`, `МОСКВА, 4 мая. /ТАСС/.`, `МОСКВА, 4 мая — РИА Новости.`
fn in_dateline(text: &str) -> Option<&'static str> {
    let head: String = text.trim_start().chars().take(DATELINE).collect();
    let enclosed = [('(', ')'), ('/', '/'), ('[', ']')].into_iter().find_map(|(opening, closing)| {
        let (before, rest) = head.split_once(opening)?;
        let (inside, _) = rest.split_once(closing)?;
        is_place_and_date(before).then(|| by_name(inside)).flatten()
    });
    enclosed.or_else(|| {
        let (_, rest) = head.split_once([' ', ',']).filter(|(place, _)| is_upper(place))?;
        let (_, after) = rest.split_once(['—', '–'])?;
        by_name(after.split(['.', '\n']).next()?)
    })
}

/// What stands before the agency in a dateline: nothing, a place in capitals, or a few words with a number.
fn is_place_and_date(words: &str) -> bool {
    const LONGEST: usize = 50;
    let first = words.split([' ', ',', '.', '/']).next().unwrap_or_default();
    let is_short = words.chars().count() <= LONGEST;
    words.trim().is_empty() || (is_short && (is_upper(first) || words.contains(|letter: char| letter.is_numeric())))
}

fn is_upper(word: &str) -> bool {
    word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_lowercase)
}

/// `(Reuters)`, `— AFP`, `© dpa`, and the way one agency signs: `(Reporting by …; Editing by …)`.
fn in_last_line(text: &str) -> Option<&'static str> {
    let last = text.trim_end().lines().next_back()?.trim();
    if last.starts_with("(Reporting by ") || last.starts_with("Reporting by ") {
        return Some("Reuters");
    }
    if let Some(inside) = last.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).map(|(_, inside)| inside) {
        return by_name(inside);
    }
    let is_short = last.chars().count() <= LAST_LINE;
    is_short.then(|| by_name(last.trim_start_matches(['—', '–', '-', '©', '(', ' ']))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_authors_and_last_lines_credit_an_agency() {
        for (text, agency) in [
            ("LINDHOLM, May 4 (Reuters) - The harbour bridge closed.", "Reuters"),
            ("LINDHOLM (AP) — The harbour bridge closed.", "Associated Press"),
            ("МОСКВА, 4 мая. /ТАСС/. Мост закрыт.", "TASS"),
            ("МОСКВА, 4 мая — РИА Новости. Мост закрыт.", "RIA Novosti"),
            ("КИЇВ. 4 травня. (Укрінформ). Міст закрито.", "Ukrinform"),
            ("The harbour bridge closed.\n\n— AFP", "AFP"),
            ("The harbour bridge closed on Monday. (dpa)", "dpa"),
            ("The bridge closed.\n(Reporting by a correspondent; Editing by a desk)", "Reuters"),
        ] {
            assert_eq!(credited(&[], text), Some(agency), "{text}");
        }
        assert_eq!(credited(&["By Reuters".to_owned()], "The bridge closed."), Some("Reuters"));
        assert_eq!(credited(&["Agence France-Presse".to_owned()], ""), Some("AFP"));
    }

    #[test]
    fn a_mention_is_no_credit() {
        for text in [
            "The mayor told Reuters that the bridge (AP 17, a steel frame) closed.",
            "It rained. The bridge (TASS reported) closed.",
            "The harbour bridge closed, Reuters said.",
            "",
        ] {
            assert_eq!(credited(&[], text), None, "{text}");
        }
    }
}
