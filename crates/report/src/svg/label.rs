//! How wide a text is, where it may break, and how labels keep out of each other's way.
//!
//! A chart is drawn before any font is known, so widths are estimates from the advance widths of Noto Sans, which is a
//! little wider than most system fonts: a label then has room to spare.

use unicode_width::UnicodeWidthChar;

/// Advance widths of the printable ASCII characters, thousandths of the size.
const ASCII: [u16; 95] = [
    260, 269, 408, 646, 572, 831, 732, 225, 300, 300, 551, 572, 268, 322, 268, 372, 572, 572, 572, 572, 572, 572, 572,
    572, 572, 572, 268, 268, 572, 572, 572, 434, 899, 639, 650, 632, 730, 556, 519, 728, 741, 339, 273, 619, 524, 907,
    760, 781, 605, 781, 622, 549, 556, 731, 600, 930, 586, 566, 572, 329, 372, 329, 572, 444, 580, 561, 615, 480, 615,
    564, 344, 615, 618, 258, 258, 534, 258, 935, 618, 605, 615, 615, 413, 479, 361, 618, 508, 786, 529, 510, 470, 380,
    551, 380, 572,
];

/// Width of a text at a size.
pub(super) fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size / 1000.0
}

fn advance(character: char) -> f64 {
    let ascii = (character as usize).checked_sub(32).and_then(|i| ASCII.get(i));
    if let Some(&width) = ascii {
        return f64::from(width);
    }
    match (character, character.width()) {
        ('\u{202f}', _) => 260.0,
        (_, Some(0)) => 0.0,
        // Control characters are shown as replacement characters.
        (_, None) => 1000.0,
        (_, Some(2)) => 1000.0,
        ('А'..='Я', _) => 730.0,
        _ if character.is_uppercase() => 720.0,
        _ => 620.0,
    }
}

/// A name broken into lines no wider than `width`: at spaces, else within the word. Never cut.
pub(super) fn wrapped(text: &str, size: f64, width: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()) {
        push_word(word, size, width, &mut lines);
    }
    lines
}

fn push_word(word: &str, size: f64, width: f64, lines: &mut Vec<String>) {
    let line = lines.last_mut().expect("there is always a line");
    let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
    if text_width(&longer, size) <= width {
        *line = longer;
        return;
    }
    if !line.is_empty() {
        lines.push(String::new());
    }
    for character in word.chars() {
        let line = lines.last().expect("there is always a line");
        if !line.is_empty() && text_width(&format!("{line}{character}"), size) > width {
            lines.push(String::new());
        }
        lines.last_mut().expect("there is always a line").push(character);
    }
}

/// Moves labels apart: places of their centres, given where each wants to be and how high it is, all between `top` and
/// `bottom` where they fit. The order of the wishes is kept.
pub(super) fn spread(wishes: &[(f64, f64)], (top, bottom): (f64, f64)) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by(|&a, &b| wishes[a].0.total_cmp(&wishes[b].0));
    let mut places = vec![0.0; wishes.len()];
    let mut free = top;
    for &i in &order {
        let (wish, height) = wishes[i];
        places[i] = wish.max(free + height / 2.0);
        free = places[i] + height / 2.0;
    }
    let mut limit = bottom;
    for &i in order.iter().rev() {
        let half = wishes[i].1 / 2.0;
        places[i] = places[i].min(limit - half);
        limit = places[i] - half;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_broken_never_cut() {
        let name = "Donaudampfschifffahrtsgesellschaft of the lower river";
        let lines = wrapped(name, 12.0, 120.0);
        assert_eq!(lines.concat().replace(' ', ""), name.replace(' ', ""));
        assert!(lines.iter().all(|line| text_width(line, 12.0) <= 120.0));
    }

    #[test]
    fn labels_do_not_overlap() {
        let places = spread(&[(50.0, 16.0), (52.0, 16.0), (49.0, 32.0)], (0.0, 100.0));
        assert!(places[0] - places[2] >= 24.0 && places[1] - places[0] >= 16.0, "{places:?}");
    }
}
