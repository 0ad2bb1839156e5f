//! The tables, and how an older file gets them.

use rusqlite::Connection;

/// Marks a SQLite file as ours: `ovsh`.
pub(crate) const APPLICATION_ID: i64 = 0x6f76_7368;
/// The version of the tables below.
pub(crate) const VERSION: i64 = VERSIONS.len() as i64;

/// What each version adds to the one before.
const VERSIONS: [&str; 1] = ["
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
"];

/// Brings a file to the present version, in one transaction.
pub(crate) fn bring_up(connection: &mut Connection, from: i64) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Another run may have done it while this one waited.
    let now: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for statements in VERSIONS.iter().skip(usize::try_from(now.max(from)).unwrap_or_default()) {
        transaction.execute_batch(statements)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()
}
