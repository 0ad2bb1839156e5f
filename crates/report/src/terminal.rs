//! The finding and figure 2 as text for a terminal of so many columns.
//!
//! Intervals are drawn with box characters where the terminal can, with plain ASCII otherwise. A name that is too long for
//! its column gets lines of its own: it is never cut. Subjects the data refuse an estimate for are listed too.

use crate::number::{articles, ascii, day_in_words};
use crate::table::escape::{columns, escaped, wrapped};
use crate::words::{change_and_ends, finding_in_words, sign};
use overshadow_record::{Displacement, Findings, Verdict};

/// Narrowest terminal the chart is laid out for; below this, lines grow longer than the terminal.
const NARROWEST: usize = 60;

const BEFORE: usize = 6;
const ESTIMATE: usize = 20;
const VERDICT: usize = 14;
const SHORTEST_PLOT: usize = 13;

/// Changes the plot spans: from a fall to a quarter to a fourfold rise. Ends beyond it are drawn as arrows.
const REACH: f64 = 1.4;

/// The finding in words and the chart, `width` columns wide.
#[must_use]
pub fn text(findings: &Findings, width: usize, unicode: bool) -> String {
    let width = width.max(NARROWEST);
    let mut lines = wrapped(&heading(findings), width);
    lines.push(String::new());
    for sentence in finding_in_words(findings) {
        lines.extend(wrapped(&escaped(&sentence), width));
    }
    if let Ok(estimates) = &findings.estimates
        && !estimates.is_empty()
    {
        lines.push(String::new());
        lines.extend(chart(estimates, width));
    }
    for note in &findings.notes {
        lines.push(String::new());
        lines.extend(wrapped(&format!("Note: {}", escaped(note)), width));
    }
    let text = lines.iter().map(|line| line.trim_end().to_owned() + "\n").collect::<String>();
    if unicode { text } else { plain(&text) }
}

fn heading(findings: &Findings) -> String {
    let shock = &findings.shock;
    format!("{} — {}, window of {} days", escaped(&shock.name), day_in_words(shock.on), shock.window_days)
}

/// How the columns share the line.
struct Layout {
    name: usize,
    plot: usize,
}

fn chart(estimates: &[Displacement], width: usize) -> Vec<String> {
    let fixed = BEFORE + ESTIMATE + VERDICT + 4;
    let longest = estimates.iter().map(|row| columns(&escaped(&row.subject))).max().unwrap_or(0);
    let name = longest.clamp(8, 8.max(width.saturating_sub(fixed + SHORTEST_PLOT)).min(20));
    let layout = Layout { name, plot: width.saturating_sub(fixed + name).max(SHORTEST_PLOT) };
    let mut lines = header(&layout);
    for row in estimates {
        lines.extend(row_lines(row, &layout));
    }
    lines.push(String::new());
    lines.extend(wrapped(
        "● change against the typical subject with its 95 % interval, ○ change of the share of all coverage, \
         │ no change; log scale from −75 % to +300 %. before: articles a day over the 28 days before.",
        width,
    ));
    lines
}

fn header(layout: &Layout) -> Vec<String> {
    let scale = centred("less │ more", layout.plot);
    let titles = format!(
        "{} {:>BEFORE$} {} {:<ESTIMATE$} verdict",
        padded("subject", layout.name),
        "before",
        scale,
        "vs typical (95 %)"
    );
    vec![titles]
}

/// `text` with its box character in the middle column of the plot.
fn centred(text: &str, width: usize) -> String {
    let middle = width / 2;
    let bar = text.chars().position(|character| character == '│').unwrap_or(0);
    padded(&(" ".repeat(middle.saturating_sub(bar)) + text), width)
}

fn row_lines(row: &Displacement, layout: &Layout) -> Vec<String> {
    let mut names = wrapped(&escaped(&row.subject), layout.name);
    let last = names.pop().unwrap_or_default();
    let estimate = change_and_ends(row.change_log_odds, row.low, row.high).unwrap_or_else(|| "no estimate".to_owned());
    let numbers = format!(
        "{} {:>BEFORE$} {} {} {} {}",
        padded(&last, layout.name),
        articles(row.before_per_day),
        plot(row, layout.plot),
        padded(&estimate, ESTIMATE),
        sign(row.verdict),
        row.verdict
    );
    names.push(numbers);
    names
}

/// One row of the chart. Later marks cover earlier ones: zero line, interval, hollow mark, solid mark.
fn plot(row: &Displacement, width: usize) -> String {
    let mut cells = vec![' '; width];
    cells[width / 2] = '│';
    let ends = (row.change_log_odds, row.low, row.high);
    if let (Some(change), Some(low), Some(high)) = ends
        && row.verdict != Verdict::Refused
    {
        let (from, to) = (position(low, width), position(high, width));
        let zero = width / 2;
        cells[from..=to].fill('─');
        cells[zero] = if (from..=to).contains(&zero) { '┼' } else { '│' };
        cells[from] = if low < -REACH { '◄' } else { '├' };
        cells[to] = if high > REACH { '►' } else { '┤' };
        let share_is_whole = row.share_low.is_some() && row.share_high.is_some();
        if let Some(share) = row.change_log_share.filter(|_| share_is_whole) {
            cells[position(share, width)] = '○';
        }
        cells[position(change, width)] = '●';
    }
    cells.into_iter().collect()
}

/// The column of a change; what lies outside the plot stands at its edge.
fn position(log: f64, width: usize) -> usize {
    let half = (width / 2) as f64;
    let at = half + log.clamp(-REACH, REACH) / REACH * half;
    (at.round().max(0.0) as usize).min(width - 1)
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// The same for a terminal without box characters; letters of other scripts stay as they are.
fn plain(text: &str) -> String {
    let plain = |character| match character {
        '│' => ':',
        '┼' => '+',
        '─' | '—' => '-',
        '├' | '┤' => '|',
        '●' => '*',
        '○' => 'o',
        '◄' => '<',
        '►' => '>',
        '▼' | '▽' => 'v',
        '▲' => '^',
        '×' => 'x',
        other => other,
    };
    ascii(&text.chars().map(plain).collect::<String>())
}
