//! How a delimited table is written: which character parts its columns, whether quotation marks quote.

use crate::columns;
use crate::delimited::{self, Split};
use crate::form::extension;

/// How the rows of a table are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// Between two fields.
    pub(crate) delimiter: u8,
    /// Between two rows: a line feed, with or without a carriage return before it; or a bare carriage return.
    pub(crate) terminator: u8,
    /// True when a field may stand in quotation marks.
    pub(crate) quoting: bool,
}

const DELIMITERS: [u8; 4] = [b'\t', b',', b';', b'|'];

/// The dialect of a table, from its first block and its name.
pub(crate) fn of_block(block: &str, name: &str) -> Dialect {
    let block = block.trim_start_matches(['\n', '\r', ' ']);
    let terminator = if block.contains('\r') && !block.contains('\n') { b'\r' } else { b'\n' };
    let mut dialect = Dialect { delimiter: by_name(name), terminator, quoting: true };
    let named = header(block, dialect);
    let mut best = (known(&named), named.len());
    for delimiter in DELIMITERS {
        let cells = header(block, Dialect { delimiter, ..dialect });
        let score = (known(&cells), cells.len());
        if score > best {
            best = score;
            dialect.delimiter = delimiter;
        }
    }
    dialect.quoting = dialect.delimiter != b'\t' || tabs_with_quoting(block, dialect);
    dialect
}

fn by_name(name: &str) -> u8 {
    match extension(name).as_str() {
        "tsv" | "tab" => b'\t',
        "psv" => b'|',
        _ => b',',
    }
}

/// True when a text begins with a row that can only be the header of a table of articles or counts.
pub(crate) fn has_known_header(head: &str) -> bool {
    let dialect = of_block(head, "");
    let cells = header(head, dialect);
    let worded = |cell: &String| cell.len() <= 80 && cell.split_whitespace().count() <= 5;
    cells.len() >= 2 && known(&cells) >= 2 && cells.iter().all(worded)
}

fn known(cells: &[String]) -> usize {
    cells.iter().filter(|cell| columns::is_known(cell)).count()
}

fn header(block: &str, dialect: Dialect) -> Vec<String> {
    /// A header longer than this is judged by its beginning.
    const CELLS: usize = 1000;
    let mut fields = Vec::new();
    let bytes = block.as_bytes();
    match delimited::split(bytes, true, dialect, CELLS, &mut fields) {
        Split::Row { .. } => {}
        _ => return Vec::new(),
    }
    fields.iter().map(|field| String::from_utf8_lossy(&field.of(bytes)).into_owned()).collect()
}

/// Whether quotation marks quote in a table parted by tabs: many are written without any quoting, and there a
/// headline that begins with a quotation must keep its marks.
fn tabs_with_quoting(block: &str, dialect: Dialect) -> bool {
    let mut against = false;
    for line in block.split(char::from(dialect.terminator)) {
        let cells: Vec<&str> = line.trim_end_matches('\r').split('\t').collect();
        let quoted = |cell: &&str| cell.len() >= 2 && cell.starts_with('"') && cell.ends_with('"');
        let all_quoted = cells.iter().all(quoted);
        for cell in cells.iter().filter(|cell| cell.starts_with('"')) {
            let inside = cell.strip_prefix('"').map(|rest| rest.strip_suffix('"').unwrap_or(rest)).unwrap_or_default();
            let is_doubled = inside.contains("\"\"") && !inside.replace("\"\"", "").contains('"');
            if quoted(cell) && (is_doubled || all_quoted) {
                return true;
            }
            against = true;
        }
    }
    !against
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_tells_the_delimiter() {
        for (block, name, expected) in [
            ("day,title\n1,2", "x.csv", b','),
            ("day;title, short;outlet\n", "x.csv", b';'),
            ("day\ttitle\n", "x.csv", b'\t'),
            ("title\nA bridge; a river, and a boat\n", "x.csv", b','),
            ("date|outlet|title\n", "stdin", b'|'),
        ] {
            assert_eq!(of_block(block, name).delimiter, expected, "{block}");
        }
    }

    #[test]
    fn a_headline_that_begins_with_a_quotation_keeps_its_marks_in_a_plain_tsv() {
        assert!(!of_block("day\ttitle\n1\t\"No comment\" says mayor\n", "x.tsv").quoting);
        assert!(of_block("day\ttitle\n1\t\"\"\"No comment\"\" says mayor\"\n", "x.tsv").quoting);
        assert!(of_block("\"day\"\t\"title\"\n\"1\"\t\"x\"\n", "x.tsv").quoting);
    }

    #[test]
    fn prose_is_not_a_table_because_it_has_commas() {
        assert!(!has_known_header("Rain fell, and the bridge closed, the mayor said.\n"));
        assert!(!has_known_header("The title, he said on the date of the trial in the old town, was his.\n"));
        assert!(has_known_header("Date,Outlet,climate\n"));
    }
}
