//! Characters that markup writes by name or number.

/// Names beyond the five of XML that titles and summaries use.
const NAMES: [(&str, char); 32] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("sbquo", '‚'),
    ("bdquo", '„'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("euro", '€'),
    ("pound", '£'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("deg", '°'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("agrave", 'à'),
    ("ccedil", 'ç'),
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("szlig", 'ß'),
    ("ntilde", 'ñ'),
];

/// Letters of the longest name or number, with its end.
const LONGEST: usize = 12;

/// Text with its entities as characters; what is none stays as it is.
pub(crate) fn decoded(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        // Looking further for an end would take for ever in a text of nothing but beginnings.
        let end = after.bytes().take(LONGEST).position(|byte| byte == b';');
        let letter = end.and_then(|end| Some((character(&after[..end])?, &after[end + 1..])));
        match letter {
            Some((letter, after)) => {
                plain.push(letter);
                rest = after;
            }
            None => {
                plain.push('&');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain
}

fn character(name: &str) -> Option<char> {
    if let Some((_, letter)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some(*letter);
    }
    let number = name.strip_prefix('#').filter(|number| number.len() <= 8)?;
    let hexadecimal = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
    char::from_u32(hexadecimal.unwrap_or_else(|| number.parse()).ok()?).filter(|letter| !letter.is_control())
}

/// The paragraphs of a piece of HTML as plain text, parted by blank lines.
pub(crate) fn plain_text(html: &str) -> String {
    let mut paragraphs: Vec<String> = vec![String::new()];
    let mut rest = html;
    while let Some((words, after)) = rest.split_once('<') {
        push(&mut paragraphs, words);
        let name: String = after
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .take(LONGEST)
            .collect::<String>()
            .to_lowercase();
        if after.starts_with("!--") {
            rest = after.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        if matches!(name.as_str(), "script" | "style") && !after.starts_with('/') {
            rest = closing(after, &name).map_or("", |at| &after[at..]);
            continue;
        }
        if is_block(&name) {
            paragraphs.push(String::new());
        }
        let end = if name.is_empty() { None } else { after.find('>') };
        rest = match end {
            Some(end) => &after[end + 1..],
            // A sign of comparison, not a tag.
            None if name.is_empty() => {
                push(&mut paragraphs, "<");
                after
            }
            // No tag ends any more.
            None => {
                push(&mut paragraphs, &rest[words.len()..]);
                ""
            }
        };
    }
    push(&mut paragraphs, rest);
    let lines = paragraphs.iter().map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// Where an element of this name ends.
fn closing(text: &str, name: &str) -> Option<usize> {
    let is_end =
        |at: &usize| text.get(at + 2..at + 2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
    text.match_indices("</").map(|(at, _)| at).find(is_end)
}

fn push(paragraphs: &mut [String], words: &str) {
    if let Some(last) = paragraphs.last_mut() {
        last.push_str(&decoded(words));
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "br"
            | "div"
            | "li"
            | "ul"
            | "ol"
            | "tr"
            | "table"
            | "blockquote"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "section"
            | "article"
            | "figure"
            | "figcaption"
            | "hr"
            | "pre"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_letters_and_what_is_none_stays() {
        assert_eq!(
            decoded("Rain &amp; storm: &#x201C;Stay&#8221; &unheard; & more"),
            "Rain & storm: “Stay” &unheard; & more"
        );
        assert_eq!(decoded("&#0;&#xD800;&"), "&#0;&#xD800;&");
    }

    #[test]
    fn html_becomes_paragraphs() {
        let html =
            "<p>It <b>rained</b>,&nbsp;and 2 < 3.</p><script>x < y</script><!-- <p>no --><div>The dam<br>held.</div>";
        assert_eq!(plain_text(html), "It rained, and 2 < 3.\n\nThe dam\n\nheld.");
    }

    /// Work grows with the size of the text and no faster.
    #[test]
    fn texts_of_nothing_but_beginnings_take_no_longer_than_others() {
        for beginning in ["&", "&#", "<", "<a", "<style>", "<style></style>", "<!--", "</"] {
            plain_text(&beginning.repeat(200_000));
        }
        assert_eq!(plain_text("<p>Rain <STYLE>p {}</Style>fell"), "Rain fell");
        assert_eq!(plain_text("rain <fell"), "rain <fell");
    }
}
