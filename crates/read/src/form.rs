//! What a source is: known by its content first, by its name second.

use crate::characters;
use crate::dialect;
use crate::gdelt::{self, Gdelt};
use crate::reuters;
use std::path::Path;

/// What a source holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Empty,
    /// Not text; the words say what, for the list of what was left out.
    Binary(&'static str),
    /// Text of a form that is not read here.
    Unknown(&'static str),
    Tar,
    Zip,
    Parquet,
    Html,
    Json,
    Delimited,
    /// A table of GDELT, which has no header.
    Gdelt(Gdelt),
    /// The collection Reuters-21578, in SGML.
    Reuters,
    /// RSS, Atom, a sitemap, a list of feeds.
    Feed,
    JsonFeed,
    Text,
    /// A web archive, unpacked.
    Warc,
    /// A web archive whose records are gzip members, as it lies on disk.
    WarcGzip,
}

impl Form {
    /// What it is, for people.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Self::Empty => "nothing",
            Self::Binary(what) | Self::Unknown(what) => what,
            Self::Tar => "tar archive",
            Self::Zip => "ZIP archive",
            Self::Parquet => "Parquet",
            Self::Html => "HTML page",
            Self::Json => "JSON",
            Self::Delimited => "table",
            Self::Gdelt(Gdelt::KnowledgeGraph) => "GDELT, Global Knowledge Graph 2.1",
            Self::Gdelt(Gdelt::Events) => "GDELT, Events 2.0",
            Self::Gdelt(Gdelt::Mentions) => "GDELT, Mentions 2.0",
            Self::Reuters => "Reuters-21578, SGML",
            Self::Feed => "feed, sitemap or list of feeds",
            Self::JsonFeed => "JSON feed",
            Self::Text => "text",
            Self::Warc => "web archive (WARC)",
            Self::WarcGzip => "web archive (WARC), a gzip member a record",
        }
    }
}

/// Signatures of files that are certainly not text.
const SIGNATURES: [(&[u8], &str); 8] = [
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"BZh", "bzip2, which is not unpacked here"),
    (b"\xfd7zXZ", "xz, which is not unpacked here"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3", "a database"),
];

/// What a source holds, from its first block and its name.
pub(crate) fn form(block: &[u8], name: &str) -> Form {
    if block.iter().all(u8::is_ascii_whitespace) {
        return Form::Empty;
    }
    if block.starts_with(b"PAR1") {
        return Form::Parquet;
    }
    if block.get(257..262) == Some(b"ustar") {
        return Form::Tar;
    }
    if block.starts_with(b"PK\x03\x04") {
        return of_zip(block);
    }
    if let Some((_, what)) = SIGNATURES.iter().find(|(signature, _)| block.starts_with(signature)) {
        return Form::Binary(what);
    }
    let encoding = characters::of_block(block, false);
    let (head, _) = characters::decoded(block, encoding);
    if is_binary(&head) {
        return Form::Binary("not text");
    }
    of_text(head.trim_start(), name)
}

/// Office documents are ZIP archives with a first member that says so.
fn of_zip(block: &[u8]) -> Form {
    /// Where the name of the first member stands.
    const NAME: usize = 30;
    let name = block.get(NAME..).unwrap_or_default();
    let signs: [&[u8]; 4] = [b"[Content_Types].xml", b"mimetype", b"_rels/", b"docProps/"];
    let is_document = signs.iter().any(|sign| name.starts_with(sign));
    if is_document { Form::Binary("an office document; save tables as CSV, texts as HTML") } else { Form::Zip }
}

/// Text has hardly any control characters; a stray NUL is dirt, as exports of databases have it.
fn is_binary(head: &str) -> bool {
    let control = |letter: &char| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r' | '\x0c' | '\x1b');
    let controls = head.chars().filter(control).count();
    controls * 20 > head.chars().count()
}

fn of_text(head: &str, name: &str) -> Form {
    let extension = extension(name);
    if is_json(head) && head.contains("jsonfeed.org/version/") {
        return Form::JsonFeed;
    }
    if is_json(head) || (matches!(extension.as_str(), "jsonl" | "ndjson") && head.starts_with('{')) {
        return Form::Json;
    }
    if head.starts_with("WARC/") {
        return Form::Warc;
    }
    if head.starts_with('<') {
        return of_markup(&head.to_ascii_lowercase(), &extension);
    }
    if let Some(table) = gdelt::table_of(head) {
        return Form::Gdelt(table);
    }
    match extension.as_str() {
        "csv" | "tsv" | "tab" | "psv" => Form::Delimited,
        "html" | "htm" | "xhtml" if head.contains('<') => Form::Html,
        "json" | "jsonl" | "ndjson" => Form::Unknown("named as JSON but holds none"),
        "py" | "rs" | "js" | "css" | "sh" | "c" | "h" | "java" | "go" | "toml" | "yaml" | "yml" | "ini" | "lock"
        | "ann" | "svg" | "sql" => Form::Unknown("code or settings, not prose"),
        _ if dialect::has_known_header(head) => Form::Delimited,
        _ => Form::Text,
    }
}

fn of_markup(head: &str, extension: &str) -> Form {
    let page = ["<html", "<head", "<body", "<!doctype html", "<article", "<div", "<p>", "<p ", "<meta"];
    let feeds = ["<rss", "<rdf:rdf", "<feed", "<urlset", "<sitemapindex", "<opml"];
    // An entry may hold a whole page, so what stands first counts.
    let before_any_page = &head[..head.find("<html").unwrap_or(head.len())];
    let is_xml_feed = head.starts_with("<?xml") && feeds.iter().any(|tag| before_any_page.contains(tag));
    if is_xml_feed || feeds.iter().any(|tag| head.starts_with(tag)) {
        return Form::Feed;
    }
    let named_so = matches!(extension, "html" | "htm" | "xhtml");
    let is_xml = head.starts_with("<?xml") && !head.contains("<html");
    let foreign_type = head.starts_with("<!doctype") && !head.starts_with("<!doctype html");
    if reuters::is_beginning(head) {
        return Form::Reuters;
    }
    if named_so || (!is_xml && !foreign_type && page.iter().any(|tag| head.contains(tag))) {
        return Form::Html;
    }
    Form::Unknown("markup that is not HTML")
}

/// `{"` opens an object, `[{` a list of them; a text may well begin with a bracket.
fn is_json(head: &str) -> bool {
    let after = |opening: char| head.strip_prefix(opening).map(str::trim_start);
    after('{').is_some_and(|rest| rest.starts_with(['"', '}'])) || after('[').is_some_and(|rest| rest.starts_with('{'))
}

/// The extension, lower case, of the name without its packing: `tsv` of `march.TSV.zst`.
pub(crate) fn extension(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    let bare = [".gz", ".zst", ".zstd"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
    Path::new(bare).extension().map(|extension| extension.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_before_the_name() {
        for (block, name, expected) in [
            (&b"{\"title\": \"x\"}\n"[..], "rows.txt", Form::Json),
            (b"[\n {\"title\": 1}]", "rows", Form::Json),
            (b"[Photo] A bridge.", "page.txt", Form::Text),
            (b"<!DOCTYPE html><p>x", "page.txt", Form::Html),
            (b"<?xml version=\"1.0\"?><rss version=\"2.0\">", "feed", Form::Feed),
            (b"<?xml version=\"1.0\"?><rss><item><description><![CDATA[<html>", "feed", Form::Feed),
            (b"<feed xmlns=\"http://www.w3.org/2005/Atom\">", "x", Form::Feed),
            (b"{\"version\": \"https://jsonfeed.org/version/1.1\"}", "x", Form::JsonFeed),
            (b"<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<P>", "x.sgm", Form::Reuters),
            (b"<REUTERS TOPICS=\"NO\" NEWID=\"7\">\n", "x", Form::Reuters),
            (b"<!DOCTYPE play SYSTEM \"play.dtd\">\n<P>", "x.sgm", Form::Unknown("markup that is not HTML")),
            (b"day\ttitle\n", "stdin", Form::Delimited),
            (b"Rain fell, and the bridge closed.\n", "page", Form::Text),
            (b"a,b\n1,2\n", "x.csv.gz", Form::Delimited),
            (b"title,day\nThe \0 dam holds,2031-05-04\n", "x.csv", Form::Delimited),
            (b"a\0,\0b\0\n\0", "x.csv", Form::Binary("not text")),
            (b" \n\t", "x.csv", Form::Empty),
            (b"\x00\x01\x02\x03", "x.txt", Form::Binary("not text")),
            (b"\xff\xfed\x00a\x00y\x00,\x00t\x00i\x00t\x00l\x00e\x00\n\x00", "x", Form::Delimited),
            (b"%PDF-1.7", "x.txt", Form::Binary("a PDF document")),
        ] {
            assert_eq!(form(block, name), expected, "{name}");
        }
    }
}
