//! An inspection for reading: a block of lines for each input, cut to the width of the terminal.

use overshadow::Inspected;
use overshadow::read::inspect::{ColumnUse, LeftOut};
use overshadow::record::Article;
use overshadow::report::{escaped, shortened, wrapped};

/// Narrower than this, words are cut beyond recognition.
const NARROWEST: usize = 40;
/// Columns listed; the rest is counted.
const MOST_COLUMNS: usize = 80;
const LABEL: usize = 10;

/// The block of one input, with an empty line behind it.
pub(super) fn text(inspected: &Inspected, width: usize) -> String {
    let width = width.max(NARROWEST);
    let seen = &inspected.seen;
    let mut block = Block { width, lines: vec![shortened(&escaped(&seen.name), width)] };
    block.say_some("format", Some(seen.format.as_str()).filter(|format| !format.is_empty()));
    if !seen.packing.is_empty() {
        block.say("packed", &seen.packing.join(", "));
    }
    block.say_some("letters", seen.encoding);
    block.say_some("preset", seen.preset);
    columns(&seen.columns, seen.n_columns, &mut block);
    dates(&seen.date_forms, &mut block);
    if seen.n_seen > 0 {
        let part = if seen.is_whole { "" } else { ", more follow" };
        block.say("seen", &format!("{}, of which {} would be read{part}", seen.n_seen, seen.n_kept));
    }
    if seen.n_undated > 0 {
        block.say("undated", &format!("{}; attention and what builds on it leave them out", seen.n_undated));
    }
    left_out(&seen.left_out, &mut block);
    samples(&inspected.articles, &mut block);
    if let Some(fault) = &seen.fault {
        block.say_whole("error", &format!("[{}] {fault}", fault.code()));
        block.say_whole("hint", &fault.hint().unwrap_or_default());
    }
    if let Some(mapping) = &seen.mapping {
        let label = if seen.fault.is_some() { "perhaps" } else { "as" };
        // It is there to be copied, so it is never cut.
        block.lines.push(format!("  {label:<LABEL$}--columns {}", quoted(&escaped(mapping))));
    }
    block.lines.push(String::new());
    block.lines.iter().map(|line| line.trim_end().to_owned() + "\n").collect()
}

struct Block {
    width: usize,
    lines: Vec<String>,
}

impl Block {
    fn say(&mut self, label: &str, words: &str) {
        self.lines.push(shortened(&format!("  {label:<LABEL$}{}", escaped(words)), self.width));
    }

    /// On as many lines as it takes.
    fn say_whole(&mut self, label: &str, words: &str) {
        let lines = wrapped(&escaped(words), self.width - LABEL - 2);
        for (at, line) in lines.iter().filter(|line| !line.is_empty()).enumerate() {
            self.say(if at == 0 { label } else { "" }, line);
        }
    }

    fn say_some(&mut self, label: &str, words: Option<&str>) {
        if let Some(words) = words {
            self.say(label, words);
        }
    }
}

fn columns(columns: &[ColumnUse], number: usize, block: &mut Block) {
    if number == 0 {
        return;
    }
    block.say("columns", &number.to_string());
    let longest = columns.iter().take(MOST_COLUMNS).map(|column| column.name.chars().count()).max().unwrap_or(0);
    let name_width = longest.min(block.width / 2);
    for column in columns.iter().take(MOST_COLUMNS) {
        let name = shortened(&escaped(&column.name), name_width);
        let becomes = match column.becomes.as_str() {
            "" => "left out".to_owned(),
            same @ ("extra" | "unknown") => same.to_owned(),
            other => format!("→ {other}"),
        };
        block.say("", &format!("{name:<name_width$}  {becomes}"));
    }
    if number > MOST_COLUMNS {
        block.say("", &format!("and {} more", number - MOST_COLUMNS));
    }
}

fn dates(forms: &[(String, u64)], block: &mut Block) {
    let told: Vec<String> = forms
        .iter()
        .map(|(form, rows)| if *rows == 0 || forms.len() == 1 { form.clone() } else { format!("{form} ({rows})") })
        .collect();
    if !told.is_empty() {
        block.say("dates", &told.join("; "));
    }
}

fn left_out(reasons: &[LeftOut], block: &mut Block) {
    for (at, left_out) in reasons.iter().enumerate() {
        let label = if at == 0 { "left out" } else { "" };
        let first = &left_out.first;
        block.say(
            label,
            &format!("{} {}, the first: {}, {}", left_out.count, left_out.reason, first.source, first.detail),
        );
    }
}

fn samples(articles: &[Article], block: &mut Block) {
    for (at, article) in articles.iter().enumerate() {
        block.say(if at == 0 { "articles" } else { "" }, &sample(article));
    }
}

/// Day, outlet, language, headline, and how the text begins.
fn sample(article: &Article) -> String {
    let day = article.published.map_or_else(|| "no date".to_owned(), |published| published.to_string());
    let title = article.title.as_deref().unwrap_or("no title");
    let beginning: String = article.text.trim().chars().take(200).collect();
    let labels =
        article.extra.as_deref().filter(|_| beginning.is_empty() && article.title.is_none()).unwrap_or_default();
    let parts = [
        day.as_str(),
        article.outlet.as_deref().unwrap_or("no outlet"),
        article.language.as_deref().unwrap_or("–"),
        title,
        &beginning,
        labels,
    ];
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ")
}

/// As a shell takes it.
fn quoted(words: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "=,._-".contains(letter);
    if words.chars().all(plain) { words.to_owned() } else { format!("'{}'", words.replace('\'', "'\\''")) }
}
