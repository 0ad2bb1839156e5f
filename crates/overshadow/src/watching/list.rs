//! Lists of feeds: OPML, or an address a line.

use crate::error::Error;
use overshadow_fetch::Address;

/// The addresses that a list names, in its order. In a list that is no OPML, what begins with `#` is a note, and only the
/// first word of a line counts.
///
/// # Errors
/// For a line that is no address, and a list without any.
pub fn feed_addresses(name: &str, list: &str) -> Result<Vec<Address>, Error> {
    let is_opml = list.to_ascii_lowercase().contains("<opml");
    let words: Vec<(String, String)> = if is_opml {
        let links = overshadow_read::opml(list);
        (1..).zip(links).map(|(at, link)| (format!("`{name}`, feed {at}"), link.address)).collect()
    } else {
        let first =
            |line: &str| line.split_whitespace().next().map(str::to_owned).filter(|word| !word.starts_with('#'));
        let lines = (1..).zip(list.trim_start_matches('\u{feff}').lines());
        lines.filter_map(|(at, line)| Some((format!("`{name}`, line {at}"), first(line)?))).collect()
    };
    if words.is_empty() {
        return Err(Error::FeedsMissing { name: name.to_owned() });
    }
    let address = |(place, word): (String, String)| {
        Address::parse(&word).map_err(|source| Error::Feed { place: Some(place), source })
    };
    words.into_iter().map(address).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(list: &str) -> Vec<String> {
        feed_addresses("feeds", list).unwrap().iter().map(|address| address.shown().to_owned()).collect()
    }

    #[test]
    fn both_kinds_of_list_are_read() {
        let lines =
            "\u{feff}# the press\r\n\r\nhttps://a.example/feed  the first\n  http://b.example/#x\n#http://c.example/";
        assert_eq!(shown(lines), ["https://a.example/feed", "http://b.example/"]);
        let opml =
            "<OPML><body><outline text='x'><outline xmlUrl='https://a.example/?a=1&amp;b=2'/></outline></body></OPML>";
        assert_eq!(shown(opml), ["https://a.example/?a=1&b=2"]);
    }

    #[test]
    fn what_is_wrong_with_a_list_is_said_with_its_place() {
        let error = |list: &str| feed_addresses("feeds.txt", list).unwrap_err();
        assert_eq!(error("# none\n\n").code(), "feeds-missing");
        assert_eq!(
            error("https://a.example/\nfile:///x").to_string(),
            "`feeds.txt`, line 2: `file:///x` is neither http nor https"
        );
        assert_eq!(error("<opml><outline xmlUrl='x'/></opml>").to_string(), "`feeds.txt`, feed 1: `x` is no address");
    }

    proptest! {
        #[test]
        fn any_text_is_a_list_or_refused(list in "(<opml>)?(\\PC|[\n<>'\"=/:#]|xmlUrl|outline|http){0,40}") {
            if let Ok(addresses) = feed_addresses("x", &list) {
                prop_assert!(!addresses.is_empty());
            }
        }
    }
}
