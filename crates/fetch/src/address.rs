//! Addresses that may be asked: http and https, with a host; a name and password are sent to that host alone and never
//! shown.

use crate::error::FetchError;
use std::fmt;
use url::Url;

/// Bytes of an address at most.
const LONGEST: usize = 4096;

/// An address that may be asked.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    /// Without name, password and fragment.
    url: Url,
    /// `name:password` for this origin.
    credentials: Option<String>,
}

impl Address {
    /// The address in some words.
    ///
    /// # Errors
    /// When they are no address, or one of another scheme.
    pub fn parse(words: &str) -> Result<Self, FetchError> {
        let words = words.trim();
        if words.len() > LONGEST {
            return Err(refused(words, "is too long"));
        }
        let url = Url::parse(words).map_err(|_| refused(words, "is no address"))?;
        Self::of_url(url)
    }

    fn of_url(mut url: Url) -> Result<Self, FetchError> {
        let credentials = credentials(&url);
        let cleared = url.set_username("").and_then(|()| url.set_password(None));
        url.set_fragment(None);
        if cleared.is_err() || !matches!(url.scheme(), "http" | "https") {
            return Err(refused(url.as_str(), "is neither http nor https"));
        }
        if url.as_str().len() > LONGEST {
            return Err(refused(url.as_str(), "is too long"));
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(refused(url.as_str(), "names no host"));
        }
        Ok(Self { url, credentials })
    }

    /// The address as it may be shown and stored: without name and password.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.url.as_str()
    }

    /// Where a server says the thing is now. A name and password stay with the origin they were given for, and those that
    /// a server writes into an address are dropped.
    pub(crate) fn moved(&self, location: &str) -> Result<Self, FetchError> {
        let url = self.url.join(location.trim()).map_err(|_| refused(location, "is no address"))?;
        let mut moved = Self::of_url(url)?;
        moved.credentials = self.credentials.clone().filter(|_| moved.origin() == self.origin());
        Ok(moved)
    }

    /// Scheme, host and port: what one `robots.txt` speaks for.
    pub(crate) fn origin(&self) -> String {
        self.url.origin().ascii_serialization()
    }

    /// Whose turn it is: the host, and its port where it is an unusual one.
    pub(crate) fn host(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        self.url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    pub(crate) fn port(&self) -> u16 {
        self.url.port_or_known_default().unwrap_or_default()
    }

    pub(crate) fn is_secure(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// Path and query, as rules of robots are held against.
    pub(crate) fn path(&self) -> &str {
        &self.url[url::Position::BeforePath..]
    }

    /// Where the rules of this origin stand.
    pub(crate) fn robots(&self) -> Self {
        let mut url = self.url.clone();
        url.set_path("/robots.txt");
        url.set_query(None);
        Self { url, credentials: None }
    }

    /// The value of an `Authorization` header.
    pub(crate) fn authorization(&self) -> Option<String> {
        self.credentials.as_ref().map(|credentials| format!("Basic {}", base64(credentials.as_bytes())))
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Address").field(&self.shown()).finish()
    }
}

fn credentials(url: &Url) -> Option<String> {
    let decoded = |part: &str| {
        url::form_urlencoded::parse(part.replace('+', "%2B").as_bytes()).next().map(|it| it.0.into_owned())
    };
    let name = decoded(url.username()).unwrap_or_default();
    let password = url.password().and_then(decoded);
    (!name.is_empty() || password.is_some()).then(|| format!("{name}:{}", password.unwrap_or_default()))
}

/// Words that were refused may hold a password, so that only what stands behind the last `@` of the authority is shown.
fn refused(words: &str, why: &'static str) -> FetchError {
    let (scheme, rest) = words.split_once("://").map_or(("", words), |(scheme, rest)| (scheme, rest));
    let authority = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let rest = rest[..authority].rfind('@').map_or(rest, |at| &rest[at + 1..]);
    let joint = if scheme.is_empty() { "" } else { "://" };
    let shown: String = format!("{scheme}{joint}{rest}").chars().take(200).collect();
    FetchError::Address { shown, why }
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut written = String::new();
    for chunk in bytes.chunks(3) {
        let three = [0, 1, 2].map(|at| u32::from(chunk.get(at).copied().unwrap_or_default()));
        let bits = three[0] << 16 | three[1] << 8 | three[2];
        for (at, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let letter = if at > chunk.len() { b'=' } else { LETTERS[(bits >> shift) as usize & 63] };
            written.push(char::from(letter));
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_asked() {
        for words in
            ["ftp://a.example/x", "file:///etc/passwd", "javascript:alert(1)", "feed.xml", "http://", "data:,x", ""]
        {
            assert!(matches!(Address::parse(words), Err(FetchError::Address { .. })), "{words}");
        }
        assert_eq!(Address::parse(" HTTPS://Lamp.Example/a?b#c ").unwrap().shown(), "https://lamp.example/a?b");
        assert!(Address::parse(&format!("http://a.example/{}", "x".repeat(5000))).is_err());
    }

    #[test]
    fn a_password_is_sent_to_its_origin_only_and_never_shown() {
        let address = Address::parse("https://anna:s%40cret+@lamp.example/feed").unwrap();
        assert_eq!(address.shown(), "https://lamp.example/feed");
        assert!(!format!("{address:?}").contains("cret"));
        assert_eq!(address.authorization().unwrap(), format!("Basic {}", base64(b"anna:s@cret+")));
        assert!(address.moved("/other").unwrap().authorization().is_some());
        for elsewhere in
            ["http://lamp.example/feed", "https://post.example/", "https://lamp.example:444/", "//b.example/x"]
        {
            assert_eq!(address.moved(elsewhere).unwrap().authorization(), None, "{elsewhere}");
        }
        let planted = Address::parse("https://a.example/").unwrap().moved("https://x:y@b.example/").unwrap();
        assert_eq!((planted.shown(), planted.authorization()), ("https://b.example/", None));
        let error = Address::parse("ftp://anna:s@cret@lamp.example/feed").unwrap_err();
        assert!(!error.to_string().contains("cret") && error.to_string().contains("lamp.example"), "{error}");
    }

    #[test]
    fn base64_is_that_of_the_standard() {
        for (plain, written) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(plain.as_bytes()), written);
        }
    }

    #[test]
    fn http_and_https_of_a_host_take_turns() {
        let host = |words: &str| Address::parse(words).unwrap().host();
        assert_eq!(host("http://a.example/x"), host("https://A.example:443/y"));
        assert_ne!(host("http://a.example/x"), host("http://a.example:8080/x"));
    }
}
