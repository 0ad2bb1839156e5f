//! The tables, and how an older file gets them.

use crate::chain::Chain;
use rusqlite::{Connection, params};

/// Marks a SQLite file as ours: `ovsh`.
pub(crate) const APPLICATION_ID: i64 = 0x6f76_7368;
/// The version of the tables below.
pub(crate) const VERSION: i64 = VERSIONS.len() as i64;

/// What each version adds to the one before.
const VERSIONS: [&str; 3] = [ARTICLES, DERIVED, FEEDS];

/// Version 1: the articles.
const ARTICLES: &str = "
    CREATE TABLE run (
        id INTEGER PRIMARY KEY,
        program TEXT NOT NULL,
        began TEXT NOT NULL,
        ended TEXT,
        read INTEGER,
        kept INTEGER,
        duplicate INTEGER,
        skipped TEXT
    ) STRICT;
    CREATE TABLE article (
        row INTEGER PRIMARY KEY,
        article_id TEXT NOT NULL,
        url TEXT,
        outlet TEXT,
        outlet_country TEXT,
        language TEXT,
        published TEXT,
        published_precision TEXT,
        title TEXT,
        authors TEXT,
        text TEXT NOT NULL,
        copy_group TEXT,
        source TEXT NOT NULL,
        published_source TEXT,
        published_zone TEXT,
        section TEXT,
        kind TEXT,
        extra TEXT,
        run INTEGER NOT NULL REFERENCES run,
        identity BLOB NOT NULL UNIQUE,
        digest BLOB NOT NULL
    ) STRICT;
    CREATE INDEX article_published ON article (published);
";

/// Version 2: a digest of all that was added, and what is derived from it.
const DERIVED: &str = "
    CREATE TABLE chain (
        rows INTEGER NOT NULL,
        digest BLOB NOT NULL
    ) STRICT;
    CREATE TABLE settled (
        rows INTEGER NOT NULL,
        form TEXT NOT NULL
    ) STRICT;
    CREATE TABLE derived_column (
        name TEXT PRIMARY KEY,
        value BLOB NOT NULL
    ) STRICT;
    CREATE TABLE unit (
        id INTEGER PRIMARY KEY,
        outlet TEXT NOT NULL,
        country TEXT NOT NULL,
        language TEXT NOT NULL
    ) STRICT;
    CREATE TABLE subject (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        query TEXT NOT NULL,
        articles BLOB NOT NULL
    ) STRICT;
    CREATE TABLE story (
        id INTEGER PRIMARY KEY,
        story_id TEXT NOT NULL UNIQUE,
        title TEXT,
        article_id TEXT NOT NULL,
        key_terms TEXT NOT NULL,
        who TEXT NOT NULL,
        places TEXT NOT NULL,
        first_seen TEXT,
        last_seen TEXT,
        peak_date TEXT,
        peak_articles INTEGER NOT NULL,
        half_life_days INTEGER,
        articles INTEGER NOT NULL,
        independent_articles INTEGER NOT NULL,
        outlets INTEGER NOT NULL,
        languages TEXT NOT NULL,
        broken_by TEXT,
        part_of TEXT,
        follows TEXT,
        chain TEXT NOT NULL
    ) STRICT;
    CREATE TABLE annotated (
        rows INTEGER NOT NULL,
        form TEXT NOT NULL
    ) STRICT;
    CREATE TABLE quotation (
        article INTEGER NOT NULL REFERENCES article,
        place INTEGER NOT NULL,
        speaker TEXT,
        kind TEXT NOT NULL,
        stance TEXT NOT NULL,
        content_bytes TEXT NOT NULL,
        cue_bytes TEXT NOT NULL,
        speaker_bytes TEXT NOT NULL,
        PRIMARY KEY (article, place)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX quotation_speaker ON quotation (speaker);
";

/// Version 3: the feeds that are watched, the items that stand in the archive as the pages they link to, and what hosts allow.
const FEEDS: &str = "
    CREATE TABLE feed (
        address TEXT PRIMARY KEY,
        begun TEXT,
        polled TEXT,
        succeeded TEXT,
        last_new TEXT,
        wait_until TEXT,
        next_poll TEXT,
        failures INTEGER NOT NULL,
        error TEXT,
        items INTEGER NOT NULL,
        articles INTEGER NOT NULL,
        validators_of TEXT,
        etag TEXT,
        modified TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE feed_item (
        identity BLOB PRIMARY KEY
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE robots (
        origin TEXT PRIMARY KEY,
        fetched TEXT NOT NULL,
        verdict TEXT NOT NULL,
        detail BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
";

/// Brings a file to the present version, in one transaction.
pub(crate) fn bring_up(connection: &mut Connection, from: i64) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Another run may have done it while this one waited.
    let now: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let now = now.max(from);
    for statements in VERSIONS.iter().skip(usize::try_from(now).unwrap_or_default()) {
        transaction.execute_batch(statements)?;
    }
    if now < 2 {
        begin_chain(&transaction)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()
}

fn begin_chain(connection: &Connection) -> rusqlite::Result<()> {
    let chain = Chain::of_articles(connection)?;
    connection.execute("INSERT INTO chain (rows, digest) VALUES (?1, ?2)", params![chain.rows, chain.digest])?;
    Ok(())
}
