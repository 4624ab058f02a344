//! The `Clear-Site-Data` header, as far as it touches cookies.

use url::Url;

use super::browser::Engine;
use super::domain::{host, is_trustworthy, site};
use super::stored::Cookie;

/// Whether the header values of one response, taken together, ask for the removal of cookies (Clear
/// Site Data §3.1).
///
/// Only secure origins are heard. The type must be in double quotes and lower case; unquoted or
/// capitalised ones do nothing (measured in Chromium 156 and Firefox 153). One letter beyond ASCII
/// makes Chromium drop all of it.
pub(super) fn asks_for_cookies(engine: Engine, headers: &[&str], url: &Url) -> bool {
    if !is_trustworthy(url) {
        return false;
    }
    if engine == Engine::Chromium && headers.iter().any(|header| !header.is_ascii()) {
        return false;
    }
    let mut kinds = headers.iter().flat_map(|header| header.split(','));
    kinds.any(|kind| matches!(kind.trim_matches([' ', '\t']), "\"cookies\"" | "\"*\""))
}

/// Whether a header from `url` reaches this cookie: in Chromium all cookies of the registrable
/// domain, partitioned ones too; in Firefox those that belong to this very host.
pub(super) fn reaches(engine: Engine, cookie: &Cookie, url: &Url) -> bool {
    match engine {
        Engine::Chromium => site(&cookie.domain) == site(host(url)),
        Engine::Firefox => cookie.domain == host(url),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(headers: &[&str], url: &str) -> bool {
        asks_for_cookies(Engine::Chromium, headers, &Url::parse(url).unwrap())
    }

    #[test]
    fn the_type_must_be_quoted_and_in_lower_case() {
        assert!(asks(&["\"cookies\""], "https://a.test"));
        assert!(asks(&["\"cache\" ,\"*\""], "https://a.test"));
        assert!(asks(&["\"cache\"", "\"cookies\""], "https://a.test"));
        for header in ["cookies", "\"Cookies\"", "'cookies'", "\"storage\"", "\"cookies", "*", ""] {
            assert!(!asks(&[header], "https://a.test"), "{header}");
        }
    }

    #[test]
    fn plain_http_is_not_heard_except_on_this_machine() {
        assert!(!asks(&["\"cookies\""], "http://a.test"));
        assert!(asks(&["\"cookies\""], "http://localhost:3000"));
    }

    #[test]
    fn one_letter_beyond_ascii_silences_chromium() {
        assert!(!asks(&["\"cookies\", \"é\""], "https://a.test"));
    }
}
