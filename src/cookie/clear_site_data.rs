//! The `Clear-Site-Data` header, as far as it touches cookies.

use url::Url;

use super::browser::{Engine, Response};
use super::domain::{host, is_trustworthy, site};
use super::stored::{Cookie, Partition};

/// Whether the header values of one response, taken together, name cookies (Clear Site Data §3.1).
/// The type must be in double quotes and lower case; unquoted or capitalised ones do nothing
/// (measured in Chromium 156 and Firefox 153).
pub(super) fn names_cookies(engine: Engine, headers: &[&str]) -> bool {
    let mut kinds = headers.iter().flat_map(|header| kinds(engine, header));
    kinds.any(|kind| matches!(kind.trim_matches([' ', '\t']), "\"cookies\"" | "\"*\""))
}

/// The parts between commas; Chromium does not divide at a comma between quotes.
fn kinds(engine: Engine, header: &str) -> impl Iterator<Item = &str> {
    let minds_quotes = engine == Engine::Chromium;
    let mut quoted = false;
    header.split(move |letter| {
        quoted ^= letter == '"';
        letter == ',' && !(quoted && minds_quotes)
    })
}

/// Whether headers that name cookies are obeyed. Only secure origins are heard, and one letter
/// beyond ASCII makes Chromium drop all of it (measured in the same browsers).
pub(super) fn is_heard(engine: Engine, headers: &[&str], url: &Url) -> bool {
    let readable = match engine {
        Engine::Chromium => headers.iter().all(|header| header.is_ascii()),
        Engine::Firefox => true,
    };
    readable && is_trustworthy(url)
}

/// Whether a header of that response reaches this cookie: in Chromium all cookies of the registrable
/// domain, partitioned ones too unless the page is on another site; in Firefox those of this very
/// host that are not partitioned.
pub(super) fn reaches(engine: Engine, cookie: &Cookie, response: &Response<'_>) -> bool {
    let host = host(response.url);
    let reached = response.first_party.then(|| Partition::of(response.url));
    let in_reach = cookie.partition.is_none() || cookie.partition == reached;
    match engine {
        Engine::Chromium => site(&cookie.domain) == site(host) && in_reach,
        Engine::Firefox => cookie.domain == host && cookie.partition.is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(headers: &[&str], url: &str) -> bool {
        names_cookies(Engine::Chromium, headers)
            && is_heard(Engine::Chromium, headers, &Url::parse(url).unwrap())
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
    fn an_open_quote_hides_what_follows_in_chromium_only() {
        assert!(!names_cookies(Engine::Chromium, &["\"x,\"cookies\""]));
        assert!(names_cookies(Engine::Firefox, &["\"x,\"cookies\""]));
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
