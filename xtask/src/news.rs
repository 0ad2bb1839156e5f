//! English news as plain text, for measures of speed and memory: the articles of Reuters-21578, their hard line ends
//! joined to paragraphs, repeated under new names when more are wanted than there are.

use crate::Fault;
use crate::data::Data;
use crate::words::words;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

/// Shorter bodies are fillers.
const FEWEST_WORDS: usize = 10;

/// What was written.
pub(crate) struct News {
    pub(crate) articles: usize,
    pub(crate) words: usize,
}

/// Writes a pile of so many articles as JSONL.
pub(crate) fn write(data: &Data, pile: &Path, articles: usize) -> Result<News, Fault> {
    let texts = texts(data)?;
    let mut file = BufWriter::new(File::create(pile)?);
    let mut news = News { articles: 0, words: 0 };
    for (text, words) in texts.iter().cycle().take(articles) {
        news.articles += 1;
        news.words += words;
        writeln!(file, "{}", json!({ "id": news.articles.to_string(), "text": text }))?;
    }
    file.flush()?;
    Ok(news)
}

/// All texts, with the words in them.
fn texts(data: &Data) -> Result<Vec<(String, usize)>, Fault> {
    let file = File::open(data.file("news/reuters21578/articles.jsonl.zst")?)?;
    let mut texts = Vec::new();
    for line in BufReader::new(zstd::Decoder::new(file)?).lines() {
        let article: Value = serde_json::from_str(&line?)?;
        let text = paragraphs(article["body"].as_str().unwrap_or_default());
        let words = words(&text).len();
        if words >= FEWEST_WORDS {
            texts.push((text, words));
        }
    }
    if texts.is_empty() { Err("no article has a text".into()) } else { Ok(texts) }
}

/// A paragraph begins with an indented line.
fn paragraphs(body: &str) -> String {
    let mut text = String::new();
    for line in body.lines() {
        let begins = line.starts_with("   ");
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text += if begins { "\n\n" } else { " " };
        }
        text += line;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn hard_line_ends_are_joined_and_paragraphs_kept() {
        assert_eq!(
            paragraphs("Rain fell\non the dam.\n    It held,\nsaid Orr.\n "),
            "Rain fell on the dam.\n\nIt held, said Orr."
        );
    }
}
