//! Whether all is as it was written, and making the file small again.

use crate::chain::Chain;
use crate::error::ArchiveError;
use crate::rows::{COLUMNS, article, digest};
use crate::store::Archive;
use overshadow_record::record;

/// Faults listed by name; the others are counted.
const LISTED: usize = 20;

record! {
    /// Something that is not as it was written.
    "faults"
    pub struct Fault {
        /// `file`, or the identity of an article.
        pub place: String,
        /// What was found.
        pub detail: String,
    }
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checked {
    /// Articles looked at.
    pub articles: u64,
    /// The first faults.
    pub faults: Vec<Fault>,
    /// All faults.
    pub n_faults: u64,
}

impl Checked {
    /// Adds a fault.
    pub fn add(&mut self, place: &str, detail: String) {
        self.n_faults += 1;
        if self.faults.len() < LISTED {
            self.faults.push(Fault { place: place.to_owned(), detail });
        }
    }
}

impl Archive {
    /// Looks at the pages of the file, at what its rows say of each other, and at every article by its digest.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub fn check(&self) -> Result<Checked, ArchiveError> {
        let mut checked = Checked::default();
        let mut pages = self.connection.prepare("PRAGMA integrity_check").map_err(|source| self.error(source))?;
        let lines = pages.query_map([], |row| row.get::<_, String>(0)).map_err(|source| self.error(source))?;
        for line in lines {
            match line.map_err(|source| self.error(source)) {
                Ok(line) if line == "ok" => {}
                Ok(line) => checked.add("file", line),
                Err(error) => checked.add("file", error.to_string()),
            }
        }
        let orphans = "SELECT count(*) FROM pragma_foreign_key_check";
        let orphans: u64 =
            self.connection.query_row(orphans, [], |row| row.get(0)).map_err(|source| self.error(source))?;
        if orphans > 0 {
            checked.add("file", format!("{orphans} rows name a run that is not there"));
        }
        self.check_articles(&mut checked)?;
        Ok(checked)
    }

    fn check_articles(&self, checked: &mut Checked) -> Result<(), ArchiveError> {
        let mut statement = self
            .connection
            .prepare(&format!("SELECT {COLUMNS}, digest, row FROM article ORDER BY row"))
            .map_err(|source| self.error(source))?;
        let mut rows = statement.query([]).map_err(|source| self.error(source))?;
        let mut chain = Chain::default();
        loop {
            let row = match rows.next() {
                Ok(Some(row)) => row,
                Ok(None) if self.chain()? == chain => return Ok(()),
                Ok(None) => {
                    checked.add("file", "articles are missing, or others than were added".to_owned());
                    return Ok(());
                }
                Err(source) => {
                    checked.add("file", self.error(source).to_string());
                    return Ok(());
                }
            };
            checked.articles += 1;
            let place = row.get::<_, String>(0).or_else(|_| row.get::<_, i64>(18).map(|at| format!("row {at}")));
            let place = place.map_err(|source| self.error(source))?;
            match article(row).and_then(|article| Ok((article, row.get::<_, Vec<u8>>(17)?))) {
                Ok((article, written)) => {
                    chain.add(&written);
                    if digest(&article)[..] != written[..] {
                        checked.add(&place, "differs from what was added".to_owned());
                    }
                }
                Err(source) => checked.add(&place, source.to_string()),
            }
        }
    }

    /// Writes the file anew without the room that nothing uses.
    ///
    /// # Errors
    /// When another run uses it, or the disk lacks room for a second copy.
    pub fn compact(&mut self) -> Result<(), ArchiveError> {
        let compacted = self.connection.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
        compacted.map_err(|source| self.error(source))
    }
}
