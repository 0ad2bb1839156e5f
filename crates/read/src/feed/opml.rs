//! Lists of feeds (OPML 1 and 2).

use quick_xml::Reader;
use quick_xml::events::Event;

/// A feed that a list names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedLink {
    /// What the list calls it.
    pub title: String,
    /// Its address.
    pub address: String,
}

/// The feeds of an OPML document, in its order; those before a break where it is broken.
#[must_use]
pub fn opml(text: &str) -> Vec<FeedLink> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut links = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.name().as_ref().eq_ignore_ascii_case(b"outline") => {
                let value = |wanted: &str| {
                    let mut attributes = tag.attributes();
                    attributes.with_checks(false);
                    let found = attributes
                        .flatten()
                        .find(|attribute| attribute.key.as_ref().eq_ignore_ascii_case(wanted.as_bytes()));
                    found.map(|attribute| crate::entities::decoded(&String::from_utf8_lossy(&attribute.value)))
                };
                if let Some(address) = value("xmlUrl").filter(|address| !address.trim().is_empty()) {
                    let title = value("title").or_else(|| value("text")).unwrap_or_default();
                    links.push(FeedLink { title, address: address.trim().to_owned() });
                }
            }
            Ok(Event::Eof) | Err(_) => return links,
            Ok(_) => {}
        }
    }
}
