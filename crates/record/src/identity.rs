//! Which article is which, and whose: canonical addresses, stable ids, outlets.
//!
//! A page and a row of a table that are one article get one id: adding the same article twice must add nothing,
//! whatever campaign parameters its address carries. The canonical form is for telling articles apart and for linking,
//! so it changes as little as it can: no re-encoding, no reordering, no guesses about what a site ignores. The id goes
//! further: an article's pages for phones, for readers in a hurry (AMP) and without `www.` have one id. The outlet is the
//! registrable part of the host, by the public suffix list.

use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// Parameters that say how a reader came to a page, not which page it is.
const TRACKING: [&str; 9] = ["fbclid", "gclid", "dclid", "yclid", "msclkid", "mc_cid", "mc_eid", "igshid", "_openstat"];

/// An address without fragment and tracking parameters, scheme and host in lower case.
#[must_use]
pub fn canonical(url: &str) -> Cow<'_, str> {
    let url = url.trim();
    match of_cache(url) {
        Some(page) => Cow::Owned(without_tracking(&page).into_owned()),
        None => without_tracking(url),
    }
}

fn without_tracking(url: &str) -> Cow<'_, str> {
    let front = host_end(url);
    let is_lower = !url[..front].bytes().any(|byte| byte.is_ascii_uppercase());
    if is_lower && !url[front..].contains(['#', '?']) {
        return Cow::Borrowed(url);
    }
    let rest = url[front..].split('#').next().unwrap_or_default();
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut canonical = url[..front].to_ascii_lowercase();
    canonical.push_str(path);
    let mut joint = '?';
    for parameter in query.split('&').map(str::trim).filter(|name| !name.is_empty() && !is_tracking(name)) {
        canonical.push(joint);
        canonical.push_str(parameter);
        joint = '&';
    }
    // What stood behind blanks may be gone.
    canonical.truncate(canonical.trim_end().len());
    Cow::Owned(canonical)
}

/// The address of the page that a cache of AMP pages shows, be it behind one cache or, in an address made to
/// trouble us, behind ten thousand.
fn of_cache(url: &str) -> Option<String> {
    let mut rest = url.split_once("://")?.1;
    let mut scheme = None;
    while let Some((behind, page)) = behind_cache(rest) {
        (scheme, rest) = (Some(behind), page);
    }
    scheme.map(|scheme| format!("{scheme}://{rest}"))
}

/// Scheme, and what follows it, of the page that a cache shows; the address without its scheme is given.
fn behind_cache(address: &str) -> Option<(&'static str, &str)> {
    let (host, path) = address.split_once('/')?;
    let path = match host.to_ascii_lowercase().as_str() {
        "www.google.com" | "google.com" => path.strip_prefix("amp/")?,
        host if host.ends_with(".cdn.ampproject.org") => path.strip_prefix("c/").or_else(|| path.strip_prefix("v/"))?,
        _ => return None,
    };
    let (scheme, page) = match path.strip_prefix("s/") {
        Some(page) => ("https", page),
        None => ("http", path),
    };
    page.split('/').next().is_some_and(|host| host.contains('.')).then_some((scheme, page))
}

fn is_tracking(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
    name.starts_with("utm_") || TRACKING.contains(&name.as_str())
}

/// Where scheme and host end; 0 for an address without a host.
fn host_end(url: &str) -> usize {
    let Some(start) = host_start(url) else { return 0 };
    url[start..].find(['/', '?', '#', '\\']).map_or(url.len(), |length| start + length)
}

fn host_start(url: &str) -> Option<usize> {
    let scheme = url.find("://")?;
    url[..scheme].bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)).then_some(scheme + 3)
}

/// The outlet an address names: `https://m.lamp-post.example/a` is of `lamp-post.example`. `None` for a number of a
/// machine and for an address without a host.
#[must_use]
pub fn outlet(url: &str) -> Option<String> {
    let host = host(url)?;
    let is_number = host.split('.').all(|label| label.bytes().all(|byte| byte.is_ascii_digit()));
    if is_number || host.split('.').any(str::is_empty) {
        return None;
    }
    psl::domain_str(&host).map(str::to_owned)
}

/// The host of an address in lower case, without user, port and closing dot; `None` for an address without one.
#[must_use]
pub fn host(url: &str) -> Option<String> {
    let url = url.trim();
    let host = &url[host_start(url)?..host_end(url)];
    let host = host.rsplit('@').next()?.split(':').next()?.trim_end_matches('.');
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}

/// Labels before a host that say for whom its pages are laid out, not which they are.
const LAYOUTS: [&str; 6] = ["www", "m", "mobile", "amp", "wap", "touch"];

/// What all addresses of one article have in common: scheme, layout for phones and AMP left out.
fn identity(canonical: &str) -> String {
    let Some(start) = host_start(canonical) else { return canonical.to_owned() };
    let end = host_end(canonical);
    let mut host = &canonical[start..end];
    while let Some((label, rest)) = host.split_once('.').filter(|(_, rest)| rest.contains('.')) {
        if !LAYOUTS.contains(&label) {
            break;
        }
        host = rest;
    }
    let (path, query) = canonical[end..].split_once('?').unwrap_or((&canonical[end..], ""));
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix("/amp").or_else(|| path.strip_suffix("/amp.html")).unwrap_or(path);
    let path = path.strip_suffix(".amp").unwrap_or(path);
    let path = if path.starts_with("/amp/") { &path["/amp".len()..] } else { path };
    let kept: Vec<&str> = query.split('&').filter(|parameter| !parameter.is_empty() && !is_layout(parameter)).collect();
    let joint = if kept.is_empty() { "" } else { "?" };
    format!("https://{host}{path}{joint}{}", kept.join("&"))
}

fn is_layout(parameter: &str) -> bool {
    matches!(parameter.to_ascii_lowercase().as_str(), "amp" | "amp=1" | "amp=true" | "outputtype=amp" | "m=1")
}

/// The id of an article known by its canonical address.
#[must_use]
pub fn id_of_url(canonical: &str) -> String {
    short_digest(&[&identity(canonical)])
}

/// The id of an article without an address.
#[must_use]
pub fn id_of_words(outlet: &str, title: &str, text: &str) -> String {
    short_digest(&[outlet, title, text])
}

/// 64 bits of SHA-256. The parts are kept apart, so that no word can move from one to the next unnoticed.
fn short_digest(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update([0xff]);
    }
    hexadecimal(&hasher.finalize()[..8])
}

/// SHA-256 of some bytes, hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_shared_by_campaign_is_the_same_article() {
        for url in [
            "https://Lamp-Post.example/a?utm_source=x&UTM_medium=y#top",
            "HTTPS://lamp-post.example/a?fbclid=123",
            " https://lamp-post.example/a ",
        ] {
            assert_eq!(canonical(url), "https://lamp-post.example/a");
        }
    }

    #[test]
    fn what_is_canonical_stays_as_it_is() {
        for url in [
            "$\t?",
            "https://a.example/b ?",
            "https://a.example/b?c=1 &utm_source=x",
            "a? #b",
            "a?fbclid\t&#",
            "x ?\u{a0}",
        ] {
            let once = canonical(url).into_owned();
            assert_eq!(canonical(&once), once, "{url:?}");
        }
    }

    #[test]
    fn parameters_that_name_the_article_stay_as_they_are() {
        let url = "https://lamp-post.example/Read?ID=7&gclid=q&Page=2";
        assert_eq!(canonical(url), "https://lamp-post.example/Read?ID=7&Page=2");
        assert_eq!(canonical("/news/bridge#part"), "/news/bridge");
    }

    #[test]
    fn mobile_and_regional_hosts_are_one_outlet() {
        for host in
            ["www.lamp-post.example", "m.lamp-post.example", "me@AMP.Lamp-Post.example", "lamp-post.example:8080"]
        {
            assert_eq!(outlet(&format!("https://{host}/a")).as_deref(), Some("lamp-post.example"), "{host}");
        }
        for host in ["lamp-post.co.uk", "lamp-post.com.ua", "lamp-post.gov.za", "lamp-post.co.kr"] {
            assert_eq!(outlet(&format!("https://news.{host}/a")).as_deref(), Some(host));
        }
        for nobody in ["https://127.0.0.1/a", "/news/bridge", "https://", "https://localhost/a", "https://a..b/"] {
            assert_eq!(outlet(nobody), None, "{nobody}");
        }
    }

    #[test]
    fn one_article_under_two_addresses_has_one_id() {
        for url in [
            "http://www.lamp-post.example/news/bridge/",
            "https://m.lamp-post.example/news/bridge",
            "https://amp.lamp-post.example/news/bridge?amp=1",
            "https://lamp-post.example/amp/news/bridge",
            "https://lamp-post.example/news/bridge/amp/",
            "https://www.google.com/amp/s/lamp-post.example/news/bridge",
            "https://lamp--post-example.cdn.ampproject.org/c/s/lamp-post.example/news/bridge?utm_source=x",
        ] {
            assert_eq!(id_of_url(&canonical(url)), id_of_url("https://lamp-post.example/news/bridge"), "{url}");
        }
        assert_ne!(
            id_of_url("https://lamp-post.example/news/bridge?id=1"),
            id_of_url("https://lamp-post.example/news/bridge?id=2")
        );
        assert_ne!(
            id_of_url("https://m.example/a"),
            id_of_url("https://n.example/a"),
            "a host of one label before its suffix"
        );
    }

    #[test]
    fn an_address_behind_ten_thousand_caches_is_read_like_any_other() {
        let url = format!("https://{}lamp-post.example/a?utm_source=x", "www.google.com/amp/s/".repeat(10_000));
        assert_eq!(canonical(&url), "https://lamp-post.example/a");
    }

    #[test]
    fn ids_do_not_change_between_versions() {
        assert_eq!(id_of_url("https://lamp-post.example/a"), "85628efadf45aa05");
    }

    #[test]
    fn a_digest_is_that_of_the_standard() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn words_cannot_move_from_one_part_to_the_next_unnoticed() {
        assert_ne!(id_of_words("a", "b", ""), id_of_words("ab", "", ""));
    }
}
