//! A digest of all that was added, kept while it is added: each article's digest is hashed onto that of all before it, so
//! that what an archive holds has a name at any moment, without being read.

use crate::error::ArchiveError;
use crate::store::Archive;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

/// The digest of the articles so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chain {
    /// How many there are.
    pub(crate) rows: u64,
    /// SHA-256 of the digest before the last article, and that article's.
    pub(crate) digest: [u8; 32],
}

impl Default for Chain {
    fn default() -> Self {
        Self { rows: 0, digest: Sha256::digest([]).into() }
    }
}

impl Chain {
    /// That of the articles that are there, all of them looked at.
    pub(crate) fn of_articles(connection: &Connection) -> rusqlite::Result<Self> {
        let mut chain = Self::default();
        let mut digests = connection.prepare("SELECT digest FROM article ORDER BY row")?;
        let mut rows = digests.query([])?;
        while let Some(row) = rows.next()? {
            chain.add(&row.get::<_, Vec<u8>>(0)?);
        }
        Ok(chain)
    }

    /// Adds the digest of an article.
    pub(crate) fn add(&mut self, article: &[u8]) {
        let mut hasher = Sha256::new();
        hasher.update(self.digest);
        hasher.update(article);
        self.digest = hasher.finalize().into();
        self.rows += 1;
    }
}

impl Archive {
    /// The digest of all articles, as it was written down with the last of them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn digest(&self) -> Result<String, ArchiveError> {
        Ok(self.chain()?.digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    pub(crate) fn chain(&self) -> Result<Chain, ArchiveError> {
        if self.version < 2 {
            return Chain::of_articles(&self.connection).map_err(|source| self.unreadable(source));
        }
        let chain = self.connection.query_row("SELECT rows, digest FROM chain", [], |row| {
            Ok(Chain { rows: row.get(0)?, digest: row.get(1)? })
        });
        chain.map_err(|source| self.unreadable(source))
    }

    pub(crate) fn write_chain(&self, chain: &Chain) -> Result<(), ArchiveError> {
        let written =
            self.connection.execute("UPDATE chain SET rows = ?1, digest = ?2", params![chain.rows, chain.digest]);
        written.map(|_| ()).map_err(|source| self.error(source))
    }
}
