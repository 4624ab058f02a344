//! The `Clear-Site-Data` header, as far as it touches cookies.

use url::Url;

use super::browser::{Engine, Response};
use super::domain::{host, is_trustworthy, site};
use super::stored::{Cookie, Partition};

/// Whether the header values of one response, taken together, name cookies (Clear Site Data §3.1).
/// The type must be in double quotes and lower case; unquoted or capitalised ones do nothing
/// (measured in Chromium 156 and Firefox 153, which divide at every comma, also at one in quotes).
pub(super) fn names_cookies(engine: Engine, headers: &[&str]) -> bool {
    headers.iter().flat_map(|header| header.split(',')).any(|kind| match engine {
        Engine::Chromium => is_cookies(kind.trim_matches(is_white)),
        Engine::Firefox => is_cookies(&kind.replace(|letter: char| letter.is_ascii_whitespace(), "")),
    })
}

/// Whether Chromium ignores the lines beside such headers. It asks this elsewhere, where a comma in
/// quotes does not divide, so there are headers that clear and let a line pass (measured in 156).
pub(super) fn silences_lines(engine: Engine, headers: &[&str]) -> bool {
    let mut elements = headers.iter().flat_map(|header| elements(header));
    engine == Engine::Chromium && elements.any(|element| is_cookies(element.trim_matches([' ', '\t'])))
}

fn is_cookies(kind: &str) -> bool {
    matches!(kind, "\"cookies\"" | "\"*\"")
}

fn is_white(letter: char) -> bool {
    letter.is_ascii_whitespace() || letter == '\u{b}'
}

/// The elements of a list of quoted strings (RFC 9110 §5.6).
fn elements(header: &str) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    header.split(move |letter| {
        quoted ^= letter == '"' && !escaped;
        escaped = quoted && letter == '\\' && !escaped;
        letter == ',' && !quoted
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
    fn an_open_quote_does_not_hide_the_type_but_lets_lines_pass() {
        for header in ["\"x,\"cookies\"", "\",\"cookies\"", "\"x\\\",\"cookies\"", "\"cookies\"\u{b}"] {
            assert!(names_cookies(Engine::Chromium, &[header]), "{header}");
            assert!(!silences_lines(Engine::Chromium, &[header]), "{header}");
        }
        for headers in [["\"x", "\"cookies\""], ["\"x,y\",\"*\"", ""], ["\"x\\\",y\",\"cookies\"", ""]] {
            assert!(silences_lines(Engine::Chromium, &headers), "{headers:?}");
            assert!(!silences_lines(Engine::Firefox, &headers), "{headers:?}");
        }
    }

    #[test]
    fn white_space_inside_the_quotes_counts_in_chromium_only() {
        for header in ["\" cookies\"", "\"coo kies\"", "\"cookies\t\""] {
            assert!(!names_cookies(Engine::Chromium, &[header]), "{header}");
            assert!(names_cookies(Engine::Firefox, &[header]), "{header}");
        }
        assert!(!names_cookies(Engine::Firefox, &["\"cookies\"\u{b}"]));
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
