//! From records to pages: which records hold one, what it is written in, and what the archive says of it.
//!
//! A response of status 200 with HTML or text is a page, so are `resource` records and the plain texts of `conversion`
//! records (WET). What else an archive holds (requests, descriptions of the crawl) accompanies pages and is none. Media
//! Cloud writes behind each response a `metadata` record with what its indexer knew; it fills what the page does not say.

use super::http::{self, BodyFault, Response};
use super::records::{Record, RecordFault, Records};
use crate::characters;
use crate::date;
use crate::error::{ReadError, shortened};
use crate::options::Limits;
use crate::row::Stop;
use crate::walk::Leaf;
use overshadow_record::{Page, PageForm, Published, Skipped, Stated};
use serde_json::Value;
use std::cell::Cell;

/// What takes pages and what was left out, with the place where a reading could start again after it.
pub(crate) trait Pages {
    /// Takes one.
    fn give(&mut self, item: Result<Page, Skipped>, next: u64) -> Result<(), Stop>;
}

const MEDIA_CLOUD: &str = "application/x.mediacloud-indexer+json";

/// Hands over every page of a WARC file whose first byte is the byte `start` of the file.
pub(crate) fn pages(
    leaf: Leaf<'_>,
    is_gzip: bool,
    start: u64,
    limits: Limits,
    replaced: &Cell<u64>,
    take: &mut dyn Pages,
) -> Result<(), Stop> {
    let mut records = Records::new(leaf.stream, is_gzip, start, limits);
    let mut held: Option<Page> = None;
    while let Some(record) = records.next() {
        let record = match record {
            Ok(record) => record,
            Err(fault) => {
                give_held(&mut held, fault.offset, take)?;
                give_fault(fault, leaf.name, records.offset(), take)?;
                continue;
            }
        };
        if let Some(stated) = of_media_cloud(&record) {
            if let Some(page) = &mut held {
                add(page, stated);
            }
            continue;
        }
        // The held page is complete once another record begins, and a reading may start again with that one.
        let offset = record.offset;
        let item = page(&record, leaf.name, limits, replaced);
        give_held(&mut held, offset, take)?;
        match item {
            Some(Ok(page)) => held = Some(page),
            Some(Err(skipped)) => take.give(Err(skipped), records.offset())?,
            None => {}
        }
    }
    give_held(&mut held, records.offset(), take)
}

fn give_held(held: &mut Option<Page>, next: u64, take: &mut dyn Pages) -> Result<(), Stop> {
    held.take().map_or(Ok(()), |page| take.give(Ok(page), next))
}

fn give_fault(fault: RecordFault, name: &str, next: u64, take: &mut dyn Pages) -> Result<(), Stop> {
    let RecordFault { offset, reason, detail, cause } = fault;
    if let Some(source) = cause {
        return Err(ReadError::Read { name: name.to_owned(), source }.into());
    }
    let skipped = Skipped { source: place(name, offset), reason: reason.to_owned(), detail };
    take.give(Err(skipped), next)
}

fn place(name: &str, offset: u64) -> String {
    format!("{name}#{offset}")
}

/// The page in a record, or why a record that might hold one does not; `None` for records that accompany pages.
fn page(record: &Record<'_>, name: &str, limits: Limits, replaced: &Cell<u64>) -> Option<Result<Page, Skipped>> {
    let left_out = |reason: &str, detail: String| {
        Some(Err(Skipped { source: place(name, record.offset), reason: reason.to_owned(), detail }))
    };
    let stated_type = record.fields.get("Content-Type").unwrap_or_default();
    let response = match record.kind() {
        "response" if record.content.starts_with(b"HTTP/") => {
            match http::response(record.content, limits.max_record_bytes) {
                Ok(response) => response,
                Err(BodyFault::TooLarge) => {
                    return left_out(
                        "record-too-long",
                        format!("a page of more than {} bytes", limits.max_record_bytes),
                    );
                }
                Err(fault) => return left_out("response-broken", why(fault).to_owned()),
            }
        }
        "response" | "resource" | "conversion" => {
            let (media_type, charset) = http::media_type(stated_type);
            Response { status: 200, media_type, charset, body: record.content.into() }
        }
        "revisit" => {
            let since = record.fields.get("WARC-Refers-To-Date").unwrap_or("an earlier visit");
            return left_out("page-unchanged", format!("unchanged since {}", shortened(since)));
        }
        "continuation" => return left_out("record-continued", "a part of a record of another file".to_owned()),
        _ => return None,
    };
    if response.status != 200 {
        return left_out("status-not-ok", format!("HTTP status {}", response.status));
    }
    let Some(form) = form_of_body(&response.media_type, &response.body) else {
        return left_out("not-a-page", shortened(&response.media_type));
    };
    Some(Ok(decoded(record, &response, form, name, replaced)))
}

fn why(fault: BodyFault) -> &'static str {
    match fault {
        BodyFault::NoMessage => "no HTTP message",
        BodyFault::TooLarge => "too large",
        BodyFault::Broken => "its compressed body is broken from the start",
    }
}

/// What a body is written in; `None` when it is no page.
pub(crate) fn form_of_body(media_type: &str, body: &[u8]) -> Option<PageForm> {
    let begins_as_html = || {
        let head = body[..body.len().min(1024)].to_ascii_lowercase();
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head).trim_ascii_start();
        [&b"<!doctype html"[..], b"<html", b"<head"].iter().any(|tag| head.starts_with(tag))
    };
    match media_type {
        "text/html" | "application/xhtml+xml" => Some(PageForm::Html),
        "text/plain" | "" | "application/octet-stream" | "unk" if begins_as_html() => Some(PageForm::Html),
        "text/plain" => Some(PageForm::Text),
        _ => None,
    }
}

fn decoded(record: &Record<'_>, response: &Response<'_>, form: PageForm, name: &str, replaced: &Cell<u64>) -> Page {
    let encoding = characters::of_page(&response.body, form == PageForm::Html, response.charset.as_deref());
    let (text, broken) = characters::decoded(&response.body, encoding);
    replaced.set(replaced.get() + broken);
    let address = record.fields.get("WARC-Target-URI").map(|address| address.trim_matches(['<', '>']));
    let language = record.fields.get("WARC-Identified-Content-Language").and_then(|codes| codes.split(',').next());
    Page {
        url: address.filter(|address| !address.is_empty()).map(str::to_owned),
        replaced: broken,
        fetched: record.fields.get("WARC-Date").and_then(moment),
        stated: Stated { language: language.map(str::to_owned), ..Stated::default() },
        ..Page::of_text(form, text, place(name, record.offset))
    }
}

fn moment(text: &str) -> Option<Published> {
    date::parse(text, None).ok()
}

/// What Media Cloud's indexer knew of the page before; `None` for any other record.
fn of_media_cloud(record: &Record<'_>) -> Option<Value> {
    let is_theirs = record.kind() == "metadata" && record.fields.get("Content-Type")?.starts_with(MEDIA_CLOUD);
    // Metadata that cannot be read says nothing; the page is there all the same.
    is_theirs.then(|| serde_json::from_slice(record.content).unwrap_or_default())
}

/// Adds what Media Cloud says (`rss_entry`, `http_metadata`, `content_metadata`) to a page.
fn add(page: &mut Page, metadata: Value) {
    let text = |part: &str, name: &str| {
        metadata[part][name].as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let date = |part, name| text(part, name).as_deref().and_then(|text| date::parse(text, None).ok());
    page.url = text("http_metadata", "final_url").or_else(|| page.url.take());
    page.stated = Stated {
        title: text("content_metadata", "article_title").or_else(|| text("rss_entry", "title")),
        outlet: text("content_metadata", "canonical_domain").or_else(|| text("rss_entry", "domain")),
        language: text("content_metadata", "language").or_else(|| page.stated.language.take()),
        published: date("content_metadata", "publication_date").or_else(|| date("rss_entry", "pub_date")),
    };
}
