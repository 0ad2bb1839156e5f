//! The stories of an archive, as rows.

use crate::error::ArchiveError;
use crate::rows::moment;
use crate::store::Archive;
use overshadow_record::{Precision, Published, StoryRow};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeMap;

const COLUMNS: &str = "story_id, title, article_id, key_terms, who, places, first_seen, last_seen, peak_date, \
     peak_articles, half_life_days, articles, independent_articles, outlets, languages, broken_by, part_of, follows, chain";

/// Writes a story, inside the transaction in which an archive is settled.
pub(crate) fn write_story(connection: &Connection, story: &StoryRow) -> rusqlite::Result<()> {
    let places: Vec<String> = (1..=COLUMNS.split(',').count()).map(|at| format!("?{at}")).collect();
    let insert = format!("INSERT INTO story ({COLUMNS}) VALUES ({})", places.join(", "));
    let list = |words: &[String]| serde_json::Value::from(words).to_string();
    connection.prepare_cached(&insert)?.execute(params![
        story.story_id,
        story.title,
        story.article_id,
        list(&story.key_terms),
        list(&story.who),
        list(&story.places),
        story.first_seen.map(|it| it.to_string()),
        story.last_seen.map(|it| it.to_string()),
        story.peak_date.map(|it| it.to_string()),
        story.peak_articles,
        story.half_life_days,
        story.articles,
        story.independent_articles,
        story.outlets,
        list(&story.languages),
        story.broken_by,
        story.part_of,
        story.follows,
        story.chain,
    ])?;
    Ok(())
}

impl Archive {
    /// The stories with three articles and more, the largest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn stories(&self) -> Result<Vec<StoryRow>, ArchiveError> {
        self.all(&format!("SELECT {COLUMNS} FROM story ORDER BY id"), story)
    }

    /// One story.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn story(&self, id: &str) -> Result<Option<StoryRow>, ArchiveError> {
        let select = format!("SELECT {COLUMNS} FROM story WHERE story_id = ?1");
        let found = self.connection.query_row(&select, [id], story).optional();
        found.map_err(|source| self.unreadable(source))
    }

    /// The chain of each story that is described.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn chains(&self) -> Result<BTreeMap<String, String>, ArchiveError> {
        let chains = self.all("SELECT story_id, chain FROM story", |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(chains.into_iter().collect())
    }
}

fn story(row: &Row<'_>) -> rusqlite::Result<StoryRow> {
    let list = |at: usize| -> rusqlite::Result<Vec<String>> {
        Ok(serde_json::from_str(&row.get::<_, String>(at)?).unwrap_or_default())
    };
    let time = |at: usize| -> rusqlite::Result<Option<Published>> {
        let written: Option<String> = row.get(at)?;
        Ok(written.and_then(|written| moment(&written, Some(Precision::Second))))
    };
    Ok(StoryRow {
        story_id: row.get(0)?,
        title: row.get(1)?,
        article_id: row.get(2)?,
        key_terms: list(3)?,
        who: list(4)?,
        places: list(5)?,
        first_seen: time(6)?,
        last_seen: time(7)?,
        peak_date: row.get::<_, Option<String>>(8)?.and_then(|day| day.parse().ok()),
        peak_articles: row.get(9)?,
        half_life_days: row.get(10)?,
        articles: row.get(11)?,
        independent_articles: row.get(12)?,
        outlets: row.get(13)?,
        languages: list(14)?,
        broken_by: row.get(15)?,
        part_of: row.get(16)?,
        follows: row.get(17)?,
        chain: row.get(18)?,
    })
}
