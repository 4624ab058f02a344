//! What is kept of headers and cookies: everything but the secrets.

use reqwest::header::{COOKIE, HeaderMap, HeaderName, HeaderValue};

use super::{Headers, Stranger};
use crate::cookie::SetCookie;
use crate::redact::{Redactor, Secret};

/// A cookie value of this length or more is looked for in everything recorded
/// later. Shorter ones (`deleted`, `1`) are words, not secrets.
const LEARNED_LENGTH: usize = 12;

/// A shorter value than this is no secret at all, and stays readable.
const SHORTEST_REPLACED: usize = 6;

/// Parses each Set-Cookie line and replaces its value, learning it on the way.
pub(super) fn cookies(lines: &[HeaderValue], redactor: &Redactor) -> Vec<SetCookie> {
    lines.iter().map(|line| cookie(line, redactor)).collect()
}

fn cookie(line: &HeaderValue, redactor: &Redactor) -> SetCookie {
    without_secrets(SetCookie::parse(line.as_bytes()), redactor)
}

/// The line with every value replaced that could be a secret. No browser judges
/// it differently.
pub fn without_secrets(line: SetCookie, redactor: &Redactor) -> SetCookie {
    let cookie = line.with_swallowed_values(|value| redactor.learn_token(value));
    if is_public(cookie.value(), redactor) {
        return cookie;
    }
    let placeholder = match cookie.value().len() {
        LEARNED_LENGTH.. => learn_value(cookie.value(), redactor),
        SHORTEST_REPLACED.. => redactor.fingerprint(cookie.value()),
        _ => return cookie,
    };
    cookie.with_value(&placeholder)
}

/// Whether it is an address that requests of ours named, or the deployment's.
fn is_public(value: &str, redactor: &Redactor) -> bool {
    Stranger::is_all_of(value) || redactor.spares(value)
}

/// Learns a cookie's value and returns its placeholder. Nile's CSRF cookie is a
/// token and its hash, and the token alone is shown too.
fn learn_value(value: &str, redactor: &Redactor) -> String {
    if value.contains('%') || value.contains('|') {
        let parts = value.split("%7C").flat_map(|part| part.split("%7c")).flat_map(|part| part.split('|'));
        for part in parts.filter(|part| part.len() >= LEARNED_LENGTH) {
            redactor.learn_token(part);
        }
    }
    redactor.learn_token(value)
}

/// A Cookie header: names stay, values become fingerprints. What is sent is
/// learned as well: a token without its last character is nearly a token.
pub(super) fn cookie_header(cookie: &Secret, redactor: &Redactor) -> String {
    let pair = |pair: &str| match pair.trim().split_once('=') {
        Some((name, "")) => format!("{name}="),
        Some((name, value)) if is_public(value, redactor) => format!("{name}={value}"),
        Some((name, value)) if value.len() >= LEARNED_LENGTH => {
            format!("{name}={}", learn_value(value, redactor))
        }
        Some((name, value)) => format!("{name}={}", redactor.fingerprint(value)),
        None => redactor.fingerprint(pair.trim()),
    };
    cookie.reveal().split(';').map(pair).collect::<Vec<_>>().join("; ")
}

/// Learns a header of the command line, which a server may show. Of
/// `Bearer abc` it may show the last word alone.
pub(super) fn learn_header(name: &HeaderName, value: &HeaderValue, redactor: &Redactor) {
    let value = String::from_utf8_lossy(value.as_bytes());
    let placeholder = format!("<{name}>");
    redactor.learn(&value, &placeholder);
    if let Some(word) = value.split_whitespace().next_back().filter(|word| word.len() >= LEARNED_LENGTH) {
        redactor.learn(word, &placeholder);
    }
}

/// Headers as text with secrets replaced.
pub(super) fn headers<'a>(
    headers: impl Iterator<Item = (&'a HeaderName, &'a HeaderValue)>,
    redactor: &Redactor,
) -> Headers {
    let text = |value: &HeaderValue| {
        if value.is_sensitive() {
            return "<secret>".to_owned();
        }
        redactor.redact(&String::from_utf8_lossy(value.as_bytes()))
    };
    headers.map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}

/// The headers of a request that somebody else sent, names in lower case.
/// Values of cookies become fingerprints.
#[must_use]
pub fn headers_as_sent(sent: &HeaderMap, redactor: &Redactor) -> Headers {
    let (cookies, others): (Vec<_>, Vec<_>) = sent.iter().partition(|(name, _)| **name == COOKIE);
    let cookie = |(name, value): (&HeaderName, &HeaderValue)| {
        let value = Secret::new(String::from_utf8_lossy(value.as_bytes()));
        (name.as_str().to_owned(), cookie_header(&value, redactor))
    };
    cookies.into_iter().map(cookie).chain(headers(others.into_iter(), redactor)).collect()
}

/// What is written down in place of a cookie's value that was seen elsewhere
/// than in a line: the same as for the line that set it.
#[must_use]
pub fn value_without_secret(value: &str, redactor: &Redactor) -> String {
    let line = SetCookie::parse(format!("x={value}").as_bytes());
    without_secrets(line, redactor).value().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "0123456789abcdef0123456789abcdef";
    const HASH: &str = "fedcba9876543210fedcba9876543210";

    fn recorded(value: &str, redactor: &Redactor) -> String {
        let line = HeaderValue::from_str(&format!("csrf={value}; Path=/")).unwrap();
        cookie(&line, redactor).value().to_owned()
    }

    #[test]
    fn the_parts_of_a_csrf_cookie_are_replaced_alone_and_the_whole_stays_the_same() {
        for bar in ["%7C", "%7c", "|"] {
            let redactor = Redactor::new();
            let value = format!("{TOKEN}{bar}{HASH}");
            let whole = recorded(&value, &redactor);
            assert_eq!(whole, redactor.fingerprint(&value));
            assert_eq!(recorded(&value, &redactor), whole, "a second sighting");
            let sent = cookie_header(&Secret::new(format!("csrf={value}")), &redactor);
            assert_eq!(sent, format!("csrf={whole}"));
            for shown in [value, format!("{TOKEN}|{HASH}"), format!("{TOKEN}%7C{HASH}")] {
                assert_eq!(redactor.redact(&format!("a {shown} z")), format!("a {whole} z"), "{bar}");
            }
            let alone = redactor.redact(&format!(r#"{{"csrfToken":"{TOKEN}"}}"#));
            assert_eq!(alone, format!(r#"{{"csrfToken":"{}"}}"#, redactor.fingerprint(TOKEN)));
        }
    }

    #[test]
    fn the_parts_of_a_cookie_that_was_only_sent_are_learned_too() {
        let redactor = Redactor::new();
        cookie_header(&Secret::new(format!("a=b; csrf={TOKEN}%7C{HASH}")), &redactor);
        assert!(!redactor.redact(TOKEN).contains(TOKEN));
    }
}
