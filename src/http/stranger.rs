//! The other site that some requests pretend to come from or ask to be sent to.

use percent_encoding::percent_decode_str;
use reqwest::Url;

/// A site that is not the deployment's. Nobody can own its name (RFC 2606).
#[derive(Clone, Copy, Debug)]
pub struct Stranger;

impl Stranger {
    /// Its host.
    pub const HOST: &str = "evil.example";

    /// Its origin.
    pub const ORIGIN: &str = "https://evil.example";

    /// Whether a text is the address that requests of ours named and nothing
    /// else, percent-encoded or not: then it is no secret.
    #[must_use]
    pub fn is_all_of(text: &str) -> bool {
        let text = percent_decode_str(text).decode_utf8_lossy();
        let bare = text.trim_end_matches('/');
        bare == Self::HOST || bare == Self::ORIGIN
    }

    /// Whether a browser that gets this text as the target of a redirect from
    /// that URL goes there, or to a host below it.
    #[must_use]
    pub fn is_where_it_leads(target: &str, from: &Url) -> bool {
        let Ok(url) = from.join(target.trim()) else { return false };
        url.host_str().is_some_and(Self::owns)
    }

    /// Whether a host is its own or below it.
    #[must_use]
    pub fn owns(host: &str) -> bool {
        host.trim_start_matches('.')
            .strip_suffix(Self::HOST)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_bare_address_is_no_secret() {
        for ours in ["evil.example", "https%3A%2F%2Fevil.example", "https%3a%2f%2Fevil.example%2F"] {
            assert!(Stranger::is_all_of(ours), "{ours}");
        }
        for other in ["https://evil.example/?token=abc", "token-evil.example", "evil.example.test", ""] {
            assert!(!Stranger::is_all_of(other), "{other}");
        }
    }

    #[test]
    fn a_redirect_is_told_from_a_text_that_only_names_the_site() {
        let from = Url::parse("https://app.example.com/api/auth/logout").unwrap();
        let leads = |target| Stranger::is_where_it_leads(target, &from);
        let away = ["https://evil.example", "//evil.example/x", "/\\evil.example", "https:evil.example/"];
        assert_eq!(away.map(leads), [true, true, true, false]);
        assert!(leads("http://app.example.com@evil.example/") && leads("https://x.evil.example/"));
        let home =
            ["/login?next=https://evil.example/", "not allowed: https://evil.example/", "/evil.example"];
        assert_eq!(home.map(leads), [false; 3]);
        assert!(!leads("https://not-evil.example/"));
    }
}
