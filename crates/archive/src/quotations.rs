//! Who said what in the articles of an archive: quotations whose speaker is known, found once, when articles are new.

use crate::error::ArchiveError;
use crate::store::Archive;
use overshadow_record::{QuotationKind, Span, Stance};
use rusqlite::{OptionalExtension, Row, params};

/// A quotation of an article of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The row of the article.
    pub article: u64,
    /// The fullest name the article gives who speaks; `None` when it gives none.
    pub speaker: Option<String>,
    /// How it is given.
    pub kind: QuotationKind,
    /// What the cue says of the speaker's attitude.
    pub stance: Stance,
    /// The words, in bytes of the article's text.
    pub content: Vec<Span>,
    /// The attributing phrase.
    pub cue: Vec<Span>,
    /// The words that name the speaker beside the quotation.
    pub mention: Vec<Span>,
}

/// A speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The name.
    pub name: String,
    /// Quotations.
    pub quotations: u64,
    /// Articles with one.
    pub articles: u64,
}

impl Archive {
    /// The last row whose quotations were looked for, by this program and these models; 0 where none was.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn annotated(&self, form: &str) -> Result<u64, ArchiveError> {
        if self.version < 2 {
            return Ok(0);
        }
        let known = self.connection.query_row("SELECT rows FROM annotated WHERE form = ?1", [form], |row| row.get(0));
        Ok(known.optional().map_err(|source| self.unreadable(source))?.unwrap_or(0))
    }

    /// Writes the quotations of the articles up to a row, in one transaction. Those of another form are removed first.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub fn annotate(&mut self, form: &str, rows: u64, found: &[Quoted]) -> Result<(), ArchiveError> {
        let anew = self.annotated(form)? == 0;
        let done = (|| {
            let transaction = self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            if anew {
                transaction.execute("DELETE FROM quotation", [])?;
            }
            let mut insert = transaction.prepare_cached(
                "INSERT INTO quotation (article, place, speaker, kind, stance, content_bytes, cue_bytes, speaker_bytes) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?;
            let (mut article, mut place) = (0, 0);
            for quoted in found {
                place = if quoted.article == article { place + 1 } else { 0 };
                article = quoted.article;
                let Quoted { speaker, kind, stance, .. } = quoted;
                let [content, cue, mention] = [&quoted.content, &quoted.cue, &quoted.mention].map(|it| written(it));
                insert.execute(params![article, place, speaker, kind.word(), stance.word(), content, cue, mention])?;
            }
            drop(insert);
            transaction.execute("DELETE FROM annotated", [])?;
            transaction.execute("INSERT INTO annotated (rows, form) VALUES (?1, ?2)", params![rows, form])?;
            transaction.commit()
        })();
        done.map_err(|source| self.error(source))
    }

    /// The speakers with most quotations, whose name holds some letters; all where none are given.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn speakers(&self, named: &str, first: usize) -> Result<Vec<Speaker>, ArchiveError> {
        let select = "SELECT speaker, count(*), count(DISTINCT article) FROM quotation \
                      WHERE speaker IS NOT NULL AND (?1 = '' OR instr(lower(speaker), lower(?1)) > 0) \
                      GROUP BY speaker ORDER BY count(*) DESC, speaker LIMIT ?2";
        let mut statement = self.connection.prepare_cached(select).map_err(|source| self.error(source))?;
        let speaker = |row: &Row<'_>| Ok(Speaker { name: row.get(0)?, quotations: row.get(1)?, articles: row.get(2)? });
        let rows = statement.query_map(params![named, first], speaker).and_then(Iterator::collect);
        rows.map_err(|source| self.unreadable(source))
    }

    /// How many speakers there are.
    ///
    /// # Errors
    /// When they cannot be counted.
    pub fn n_speakers(&self) -> Result<u64, ArchiveError> {
        let count = self.connection.query_row("SELECT count(DISTINCT speaker) FROM quotation", [], |row| row.get(0));
        count.map_err(|source| self.error(source))
    }

    /// Each article with each named speaker in it once, in the order of the articles.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn spoken_in(&self) -> Result<Vec<(u64, String)>, ArchiveError> {
        let select =
            "SELECT DISTINCT article, speaker FROM quotation WHERE speaker IS NOT NULL ORDER BY article, speaker";
        self.all(select, |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// What a speaker said, in the order in which the articles were added.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn quotations_by(&self, speaker: &str) -> Result<Vec<Quoted>, ArchiveError> {
        let select = "SELECT article, speaker, kind, stance, content_bytes, cue_bytes, speaker_bytes FROM quotation WHERE speaker = ?1 \
                      ORDER BY article, place";
        let mut statement = self.connection.prepare_cached(select).map_err(|source| self.error(source))?;
        let rows = statement.query_map([speaker], quoted).and_then(Iterator::collect);
        rows.map_err(|source| self.unreadable(source))
    }

    /// The quotations of an article.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn quotations_in(&self, article: u64) -> Result<Vec<Quoted>, ArchiveError> {
        let select = "SELECT article, speaker, kind, stance, content_bytes, cue_bytes, speaker_bytes FROM quotation WHERE article = ?1 ORDER BY place";
        let mut statement = self.connection.prepare_cached(select).map_err(|source| self.error(source))?;
        let rows = statement.query_map([article], quoted).and_then(Iterator::collect);
        rows.map_err(|source| self.unreadable(source))
    }
}

/// `12-80 95-120`
fn written(spans: &[Span]) -> String {
    spans.iter().map(|span| format!("{}-{}", span.start, span.end)).collect::<Vec<String>>().join(" ")
}

fn spans(written: &str) -> Option<Vec<Span>> {
    let span = |written: &str| {
        let (start, end) = written.split_once('-')?;
        Some(Span { start: start.parse().ok()?, end: end.parse().ok()? })
    };
    written.split_whitespace().map(span).collect()
}

fn quoted(row: &Row<'_>) -> rusqlite::Result<Quoted> {
    let unknown = |at: usize, word: String| {
        let problem = format!("`{word}` cannot be read").into();
        rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, problem)
    };
    let word = |at: usize| row.get::<_, String>(at);
    let spans = |at: usize| word(at).and_then(|written| spans(&written).ok_or_else(|| unknown(at, written)));
    let (kind, stance) = (word(2)?, word(3)?);
    Ok(Quoted {
        article: row.get(0)?,
        speaker: row.get(1)?,
        kind: QuotationKind::of_word(&kind).ok_or_else(|| unknown(2, kind))?,
        stance: Stance::of_word(&stance).ok_or_else(|| unknown(3, stance))?,
        content: spans(4)?,
        cue: spans(5)?,
        mention: spans(6)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use overshadow_record::{Article, Tally};
    use tempfile::TempDir;

    fn quoted(article: u64, speaker: &str, end: u32) -> Quoted {
        let (content, cue) = (vec![Span { start: 0, end }, Span { start: 9, end: 12 }], Vec::new());
        let (kind, stance, speaker) = (QuotationKind::Direct, Stance::Said, Some(speaker.to_owned()));
        Quoted { article, speaker, kind, stance, content, cue, mention: vec![Span { start: 3, end: 4 }] }
    }

    #[test]
    fn speakers_and_their_words_come_back() {
        let folder = TempDir::new().expect("a folder");
        let mut archive = Archive::open_or_make(folder.path()).expect("a folder of our own");
        let mut adding = archive.add("0.1.0", "").expect("nobody else writes");
        for number in 0..2 {
            adding.article(&Article::of_text(format!("a{number}"), "Words.".into(), "a".into())).expect("room");
        }
        adding.finish(&Tally::default(), "").expect("room");
        archive.annotate("1", 1, &[quoted(1, "the harbour", 5), quoted(1, "the ferry", 6)]).expect("room");
        archive.annotate("1", 2, &[quoted(2, "the ferry", 7)]).expect("room");
        assert_eq!(archive.annotated("1").expect("readable"), 2);
        let ferry = Speaker { name: "the ferry".into(), quotations: 2, articles: 2 };
        assert_eq!(archive.speakers("FERRY", 9).expect("readable"), std::slice::from_ref(&ferry));
        assert_eq!(archive.speakers("", 1).expect("readable"), [ferry]);
        assert_eq!(archive.n_speakers().expect("readable"), 2);
        let spoken: Vec<(u64, String)> =
            [(1, "the ferry"), (1, "the harbour"), (2, "the ferry")].map(|(row, name)| (row, name.to_owned())).to_vec();
        assert_eq!(archive.spoken_in().expect("readable"), spoken);
        let said = archive.quotations_by("the ferry").expect("readable");
        assert_eq!(said, [quoted(1, "the ferry", 6), quoted(2, "the ferry", 7)]);
        assert_eq!(archive.quotations_in(1).expect("readable").len(), 2);
        archive.annotate("2", 1, &[quoted(1, "the crane", 8)]).expect("room");
        assert_eq!(archive.n_speakers().expect("readable"), 1, "those of another form are gone");
    }
}
