//! Addresses: what is left of one without tracking parameters, and the outlet it names.
//!
//! The canonical form changes as little as it can, by the same rule as for rows of tables: scheme and host in lower case,
//! no fragment, no parameters that only say how a reader came to the page. The outlet is the registrable part of the
//! host, by a small rule of our own in place of the whole list of public suffixes.

use url::Url;

/// Parameters that say how a reader came to a page, not which page it is; with them everything that begins with `utm_`.
const TRACKING: [&str; 9] = ["fbclid", "gclid", "dclid", "yclid", "msclkid", "mc_cid", "mc_eid", "igshid", "_openstat"];

/// An address without fragment and tracking parameters, scheme and host in lower case.
pub(crate) fn canonical(address: &str) -> String {
    let address = address.trim();
    let front = host_end(address);
    let rest = address[front..].split('#').next().unwrap_or_default();
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut canonical = address[..front].to_ascii_lowercase();
    canonical.push_str(path);
    let mut joint = '?';
    for parameter in query.split('&').filter(|parameter| !parameter.is_empty() && !is_tracking(parameter)) {
        canonical.push(joint);
        canonical.push_str(parameter);
        joint = '&';
    }
    canonical
}

fn is_tracking(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
    name.starts_with("utm_") || TRACKING.contains(&name.as_str())
}

/// Where scheme and host end; 0 for an address without a host.
fn host_end(address: &str) -> usize {
    let Some(scheme) = address.find("://") else { return 0 };
    let is_scheme = address[..scheme].bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let start = scheme + 3;
    if is_scheme {
        address[start..].find(['/', '?', '#', '\\']).map_or(address.len(), |length| start + length)
    } else {
        0
    }
}

/// The outlet an address names: `https://m.lamp-post.example/a` is of `lamp-post.example`.
pub(crate) fn outlet(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let host = url.host_str()?.trim_end_matches('.').to_ascii_lowercase();
    let labels: Vec<&str> = host.split('.').collect();
    if labels.len() < 2 || matches!(url.host(), Some(url::Host::Ipv4(_) | url::Host::Ipv6(_))) {
        return None;
    }
    let suffix = suffix_labels(&labels);
    let first = labels.len().saturating_sub(suffix + 1);
    Some(labels[first..].join("."))
}

/// How many labels the public suffix has: two in `co.uk` and `com.ua`, else one.
fn suffix_labels(labels: &[&str]) -> usize {
    let [.., second, country] = labels else { return 1 };
    let shared = matches!(
        *second,
        "co" | "com"
            | "org"
            | "net"
            | "gov"
            | "ac"
            | "edu"
            | "gob"
            | "or"
            | "ne"
            | "go"
            | "in"
            | "kiev"
            | "kyiv"
            | "lviv"
    );
    if country.len() == 2 && shared && labels.len() > 2 { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_shared_by_campaign_is_the_same_article() {
        for address in
            ["https://Lamp-Post.example/a?utm_source=x&UTM_medium=y#top", " https://lamp-post.example/a?fbclid=1 "]
        {
            assert_eq!(canonical(address), "https://lamp-post.example/a");
        }
        assert_eq!(
            canonical("https://lamp-post.example/Read?ID=7&gclid=q&Page=2"),
            "https://lamp-post.example/Read?ID=7&Page=2"
        );
    }

    #[test]
    fn mobile_and_regional_hosts_are_one_outlet() {
        for host in ["www.lamp-post.example", "m.lamp-post.example", "amp.lamp-post.example", "lamp-post.example:8080"]
        {
            assert_eq!(outlet(&format!("https://{host}/a")).as_deref(), Some("lamp-post.example"), "{host}");
        }
        assert_eq!(outlet("https://www.lamp-post.co.uk/a").as_deref(), Some("lamp-post.co.uk"));
        assert_eq!(outlet("https://127.0.0.1/a"), None);
        assert_eq!(outlet("/news/bridge"), None);
    }
}
