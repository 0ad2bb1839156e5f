//! Addresses inside the reading room.

use url::form_urlencoded;

/// The forms in which a page's rows or chart can be taken along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Comma-separated.
    Csv,
    /// One JSON object a line.
    Jsonl,
    /// Apache Parquet.
    Parquet,
    /// The chart.
    Svg,
    /// The chart.
    Png,
}

impl Ending {
    /// All of them: name, media type, what a reader sees.
    pub const ALL: [(Ending, &'static str, &'static str, &'static str); 5] = [
        (Ending::Csv, "csv", "text/csv; charset=utf-8", "Data (CSV)"),
        (Ending::Jsonl, "jsonl", "application/x-ndjson", "Data (JSONL)"),
        (Ending::Parquet, "parquet", "application/vnd.apache.parquet", "Data (Parquet)"),
        (Ending::Svg, "svg", "image/svg+xml", "Chart (SVG)"),
        (Ending::Png, "png", "image/png", "Chart (PNG)"),
    ];

    /// True for the forms of a chart.
    #[must_use]
    pub fn is_chart(self) -> bool {
        matches!(self, Self::Svg | Self::Png)
    }
}

/// A path with what is asked; nothing asked is left out.
pub(super) fn address(path: &str, asked: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in asked.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// The same address in another form: `/search?q=war` as `/search.csv?q=war`.
#[must_use]
pub fn with_ending(address: &str, ending: &str) -> String {
    match address.split_once('?') {
        Some((path, query)) => format!("{}.{ending}?{query}", rooted(path)),
        None => format!("{}.{ending}", rooted(address)),
    }
}

/// The start page has no name of its own.
fn rooted(path: &str) -> &str {
    if path == "/" { "/start" } else { path }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_stands_escaped_in_the_address() {
        assert_eq!(address("/search", &[("q", "a&b \"c\""), ("after", "")]), "/search?q=a%26b+%22c%22");
        assert_eq!(with_ending("/search?q=war", "csv"), "/search.csv?q=war");
        assert_eq!(with_ending("/", "svg"), "/start.svg");
    }
}
