//! Which article is which: canonical addresses and stable ids.
//!
//! Adding the same article twice must add nothing, whatever campaign parameters its address carries. The canonical
//! form is for telling articles apart and for linking, so it changes as little as it can: no re-encoding, no
//! reordering, no guesses about what a site ignores.

use crate::raw::hexadecimal;
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// Parameters that say how a reader came to a page, not which page it is.
const TRACKING: [&str; 9] = ["fbclid", "gclid", "dclid", "yclid", "msclkid", "mc_cid", "mc_eid", "igshid", "_openstat"];

/// An address without fragment and tracking parameters, scheme and host in lower case.
#[must_use]
pub fn canonical(url: &str) -> Cow<'_, str> {
    let url = url.trim();
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
    for parameter in query.split('&').filter(|parameter| !parameter.is_empty() && !is_tracking(parameter)) {
        canonical.push(joint);
        canonical.push_str(parameter);
        joint = '&';
    }
    Cow::Owned(canonical)
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

/// The host of an address as an outlet's name: lower case, without user, port and a leading `www.`.
#[must_use]
pub fn host(url: &str) -> Option<String> {
    let url = url.trim();
    let host = &url[host_start(url)?..host_end(url)];
    let host = host.rsplit('@').next()?.split(':').next()?.trim_end_matches('.').to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (host.contains('.')).then(|| host.to_owned())
}

/// The id of an article known by its canonical address.
#[must_use]
pub fn id_of_url(canonical: &str) -> String {
    short_digest(&[canonical])
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
    fn parameters_that_name_the_article_stay_as_they_are() {
        let url = "https://lamp-post.example/Read?ID=7&gclid=q&Page=2";
        assert_eq!(canonical(url), "https://lamp-post.example/Read?ID=7&Page=2");
        assert_eq!(canonical("/news/bridge#part"), "/news/bridge");
    }

    #[test]
    fn a_host_is_an_outlet_without_its_accidents() {
        assert_eq!(host("https://me@WWW.Lamp-Post.example:8080/a").as_deref(), Some("lamp-post.example"));
        assert_eq!(host("/news/bridge"), None);
        assert_eq!(host("https://"), None);
    }

    #[test]
    fn ids_do_not_change_between_versions() {
        assert_eq!(id_of_url("https://lamp-post.example/a").len(), 16);
        assert_ne!(id_of_words("a", "b", ""), id_of_words("ab", "", ""));
    }
}
