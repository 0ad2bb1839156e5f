//! A table for the eye: aligned columns on a terminal.
//!
//! The first rows are held back to learn how wide the columns are; later rows use those widths, so a table of any length
//! streams. Numbers stand right with four significant digits, text stands left and is made harmless. Where the columns
//! do not fit beside each other those that hold nothing are not shown (a later row that has something there begins a new
//! header); where they still do not fit every row becomes a block of lines, one per column: nothing is left out.

use super::escape::{columns, escaped, shortened};
use overshadow_record::table::{Column, Kind, Value, csv_cells, csv_header};
use std::io::{self, Write};

/// Rows held back to learn the widths.
const SAMPLE: usize = 200;

/// Text that is not a name is cut at this many columns, visibly, when the table would not fit otherwise.
const SHORTEST_TEXT: usize = 24;

/// Columns whose text is never cut.
const NAMES: [&str; 6] = ["subject", "outlet", "group", "unit", "name", "article_id"];

const SIGNIFICANT_DIGITS: usize = 4;

/// A table on its way to a terminal.
pub(super) struct Aligned {
    columns: Vec<Column>,
    header: Vec<String>,
    right: Vec<bool>,
    width: usize,
    held: Vec<Vec<String>>,
    layout: Option<Layout>,
}

enum Layout {
    /// Columns beside each other, each so wide; 0 for one that holds nothing and is not shown.
    Beside(Vec<usize>),
    /// Every row a block, names so wide.
    Blocks(usize),
}

impl Aligned {
    pub(super) fn new(columns: Vec<Column>, width: usize) -> Self {
        let header = csv_header(&columns);
        let mut right = Vec::new();
        push_sides(&columns, &mut right);
        Self { columns, header, right, width, held: Vec::new(), layout: None }
    }

    pub(super) fn row(&mut self, values: Vec<Value>, out: &mut dyn Write) -> io::Result<()> {
        let shown: Vec<Value> = values.into_iter().map(rounded).collect();
        let cells: Vec<String> = csv_cells(&self.columns, &shown).iter().map(|cell| escaped(cell)).collect();
        self.layout.take_if(|layout| hides(layout, &cells));
        match &self.layout {
            Some(layout) => write_row(layout, &self.header, &self.right, &cells, out),
            None => {
                self.held.push(cells);
                if self.held.len() == SAMPLE { self.release(out) } else { Ok(()) }
            }
        }
    }

    pub(super) fn finish(mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.layout.is_none() { self.release(out) } else { Ok(()) }
    }

    /// Chooses the layout from the rows held back and writes them.
    fn release(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let layout = self.choose();
        if let Layout::Beside(_) = layout {
            write_row(&layout, &self.header, &self.right, &self.header, out)?;
        }
        for cells in std::mem::take(&mut self.held) {
            write_row(&layout, &self.header, &self.right, &cells, out)?;
        }
        self.layout = Some(layout);
        Ok(())
    }

    fn choose(&self) -> Layout {
        let mut widths: Vec<usize> = self.header.iter().map(|name| columns(name)).collect();
        for cells in &self.held {
            for (width, cell) in widths.iter_mut().zip(cells) {
                *width = columns(cell).max(*width);
            }
        }
        let mut without_empty = widths.clone();
        for (i, width) in without_empty.iter_mut().enumerate() {
            if self.held.iter().all(|cells| cells[i].is_empty()) {
                *width = 0;
            }
        }
        let names = self.header.iter().map(|name| columns(name)).max().unwrap_or(0);
        let fitting = self.fit(widths).or_else(|| self.fit(without_empty));
        fitting.map_or(Layout::Blocks(names), Layout::Beside)
    }

    /// The widths, text cut until they fit; `None` when they cannot.
    fn fit(&self, mut widths: Vec<usize>) -> Option<Vec<usize>> {
        while total(&widths) > self.width {
            let widest = self.widest_to_cut(&widths)?;
            widths[widest] -= 1;
        }
        Some(widths)
    }

    /// The widest column of text that is no name and may still give way.
    fn widest_to_cut(&self, widths: &[usize]) -> Option<usize> {
        let may_give = |&i: &usize| {
            !self.right[i]
                && !NAMES.contains(&self.header[i].as_str())
                && widths[i] > SHORTEST_TEXT.max(self.header[i].len())
        };
        (0..widths.len()).filter(may_give).max_by_key(|&i| widths[i])
    }
}

/// Which cells of a row stand right: whole numbers and numbers, nested fields included.
fn push_sides(columns: &[Column], right: &mut Vec<bool>) {
    for column in columns {
        match &column.kind {
            Kind::Struct(fields) => push_sides(fields, right),
            kind => right.push(matches!(kind, Kind::Integer | Kind::Number)),
        }
    }
}

fn total(widths: &[usize]) -> usize {
    let shown = widths.iter().filter(|&&width| width > 0).count();
    widths.iter().sum::<usize>() + 2 * shown.saturating_sub(1)
}

/// True when the row has something in a column that is not shown.
fn hides(layout: &Layout, cells: &[String]) -> bool {
    match layout {
        Layout::Beside(widths) => widths.iter().zip(cells).any(|(&width, cell)| width == 0 && !cell.is_empty()),
        Layout::Blocks(_) => false,
    }
}

/// Numbers as they are shown: four significant digits, whole numbers as they are.
fn rounded(value: Value) -> Value {
    match value {
        Value::Number(number) if number.is_finite() => Value::Text(shown_number(number)),
        Value::Struct(fields) => Value::Struct(fields.into_iter().map(rounded).collect()),
        other => other,
    }
}

fn shown_number(number: f64) -> String {
    let scientific = format!("{number:.*e}", SIGNIFICANT_DIGITS - 1);
    let short: f64 = scientific.parse().unwrap_or(number);
    // Very small and very large numbers stay in scientific notation: a row of zeros is not legible.
    if short != 0.0 && !(1e-4..1e12).contains(&short.abs()) { format!("{short:e}") } else { short.to_string() }
}

fn write_row(
    layout: &Layout,
    header: &[String],
    right: &[bool],
    cells: &Vec<String>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut line = String::new();
    match layout {
        Layout::Beside(widths) => {
            let shown = cells.iter().zip(widths).zip(right).filter(|((_, width), _)| **width > 0);
            for ((cell, &width), &right) in shown {
                push_cell(cell, width, right, &mut line);
            }
            line.truncate(line.trim_end().len());
            line.push('\n');
        }
        Layout::Blocks(width) => {
            for (name, cell) in header.iter().zip(cells) {
                line.push_str(&format!("{name:width$}  {cell}").trim_end().replace('\n', " "));
                line.push('\n');
            }
            line.push('\n');
        }
    }
    out.write_all(line.as_bytes())
}

fn push_cell(cell: &str, width: usize, right: bool, line: &mut String) {
    let shown = if right { cell.to_owned() } else { shortened(cell, width) };
    let gap = " ".repeat(width.saturating_sub(columns(&shown)));
    let (before, after) = if right { (gap, String::new()) } else { (String::new(), gap) };
    line.push_str(&before);
    line.push_str(&shown);
    line.push_str(&after);
    line.push_str("  ");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_that_holds_nothing_gives_way_until_a_row_needs_it() {
        let column = |name| Column { name, kind: Kind::Text, doc: String::new() };
        let mut table = Aligned::new(vec![column("day"), column("country"), column("subject")], 14);
        let row = |country: &str| {
            let country = if country.is_empty() { Value::Null } else { Value::Text(country.into()) };
            vec![Value::Text("Mon".into()), country, Value::Text("ferry".into())]
        };
        let mut out = Vec::new();
        for _ in 0..SAMPLE {
            table.row(row(""), &mut out).unwrap();
        }
        table.row(row("XA"), &mut out).unwrap();
        table.finish(&mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("day  subject\nMon  ferry\n"), "{text}");
        assert!(text.ends_with("day      Mon\ncountry  XA\nsubject  ferry\n\n"), "{text}");
    }

    #[test]
    fn numbers_are_shortened_to_four_digits() {
        assert_eq!(shown_number(0.123_456), "0.1235");
        assert_eq!(shown_number(-12.0), "-12");
        assert_eq!(shown_number(1.5e-9), "1.5e-9");
        assert_eq!(shown_number(0.0), "0");
    }
}
