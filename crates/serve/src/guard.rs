//! Who may ask: this computer under its own names, or whoever has the token.

use sha2::{Digest, Sha256};
use std::net::IpAddr;

/// The name of the cookie that holds the token after it was shown once.
const COOKIE: &str = "overshadow";

/// What is asked of each request before it is answered.
#[derive(Clone, Debug, Default)]
pub struct Guard {
    token: Option<[u8; 32]>,
}

/// What becomes of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is answered.
    Welcome,
    /// The token came in the address: it is put into a cookie, and the address without it is asked again.
    Remember(String),
    /// It is not answered, and why.
    Refused(u16, &'static str),
}

impl Guard {
    /// Without a token only this computer is answered.
    #[must_use]
    pub fn new(token: Option<&str>) -> Self {
        Self { token: token.map(|token| Sha256::digest(token.as_bytes()).into()) }
    }

    /// True when the room may be bound to this address.
    #[must_use]
    pub fn allows(&self, address: IpAddr) -> bool {
        address.is_loopback() || self.token.is_some()
    }

    /// Looks at host, authorisation and cookie of a request.
    pub(crate) fn verdict(
        &self,
        address: &str,
        host: Option<&str>,
        authorization: Option<&str>,
        cookies: Option<&str>,
    ) -> Verdict {
        let Some(token) = &self.token else {
            // A page from elsewhere may make a browser ask under a name that leads here.
            return if host.is_some_and(is_own_name) {
                Verdict::Welcome
            } else {
                Verdict::Refused(403, "this room answers to localhost only")
            };
        };
        // Digests are compared, so that the time it takes says nothing of the token.
        let is_token = |given: &str| Sha256::digest(given.as_bytes())[..] == token[..];
        if authorization.and_then(|it| it.strip_prefix("Bearer ")).is_some_and(|given| is_token(given.trim())) {
            return Verdict::Welcome;
        }
        let in_cookie = cookies.into_iter().flat_map(|all| all.split(';')).filter_map(|it| it.trim().split_once('='));
        if in_cookie.into_iter().any(|(name, given)| name == COOKIE && is_token(given)) {
            return Verdict::Welcome;
        }
        let query = address.split_once('?').map_or("", |(_, query)| query);
        let given = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "token");
        match given {
            Some((_, given)) if is_token(&given) => {
                Verdict::Remember(format!("{COOKIE}={given}; HttpOnly; SameSite=Strict; Path=/"))
            }
            _ => Verdict::Refused(
                401,
                "this room asks for its token: open it with ?token=… once, or send it as a bearer",
            ),
        }
    }
}

/// The address without its token.
pub(crate) fn without_token(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let rest = url::form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != "token");
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(rest).finish();
    // One slash at the beginning, so that no address leads elsewhere.
    let path = format!("/{}", path.trim_start_matches(['/', '\\']));
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

fn is_own_name(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost") || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_token_only_this_computer_is_answered() {
        let guard = Guard::new(None);
        for own in ["localhost", "localhost:8417", "127.0.0.1:80", "[::1]:8417", "LOCALHOST"] {
            assert_eq!(guard.verdict("/", Some(own), None, None), Verdict::Welcome, "{own}");
        }
        for other in [None, Some("news.example"), Some("localhost.news.example:80"), Some("10.0.0.1"), Some("")] {
            assert!(matches!(guard.verdict("/", other, None, None), Verdict::Refused(403, _)), "{other:?}");
        }
        assert!(guard.allows("127.0.0.1".parse().unwrap()) && !guard.allows("0.0.0.0".parse().unwrap()));
    }

    #[test]
    fn with_a_token_whoever_has_it_is_answered() {
        let guard = Guard::new(Some("wind and rain"));
        let asked = |address, bearer, cookie| guard.verdict(address, Some("news.example"), bearer, cookie);
        assert_eq!(asked("/", Some("Bearer wind and rain"), None), Verdict::Welcome);
        assert_eq!(asked("/", None, Some("a=b; overshadow=wind and rain")), Verdict::Welcome);
        assert!(matches!(asked("/search?q=war&token=wind+and+rain", None, None), Verdict::Remember(_)));
        for (address, bearer, cookie) in [("/", None, None), ("/?token=x", Some("Bearer x"), Some("overshadow=x"))] {
            assert!(matches!(asked(address, bearer, cookie), Verdict::Refused(401, _)), "{address}");
        }
        assert_eq!(without_token("/search?q=war&token=x"), "/search?q=war");
        assert_eq!(without_token("//news.example/?token=x"), "/news.example/");
    }
}
