//! `encodeURIComponent` and its inverse, as JavaScript has them.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What `encodeURIComponent` escapes: all but letters, digits and `-_.!~*'()`.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

/// Escapes a text for one part of a URL.
pub(super) fn encode(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, COMPONENT).into()
}

/// Reads an escaped text. Nothing comes back where JavaScript throws a
/// `URIError`: at a `%` without two hex digits, and when it is not UTF-8.
pub(super) fn decode(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(Cow::Borrowed(text));
    }
    let mut rest = text.split('%');
    rest.next();
    let escaped =
        |part: &str| part.as_bytes().get(..2).is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit));
    if !rest.all(escaped) {
        return None;
    }
    percent_decode_str(text).decode_utf8().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_read_back() {
        let text = "http://app.example.com/a b?x=1&y='(ü)'|*~!";
        assert_eq!(encode(text), "http%3A%2F%2Fapp.example.com%2Fa%20b%3Fx%3D1%26y%3D'(%C3%BC)'%7C*~!");
        assert_eq!(decode(&encode(text)).as_deref(), Some(text));
    }

    #[test]
    fn what_javascript_throws_at_is_nothing() {
        for text in ["%", "a%2", "%zz", "%E4%BD", "ok%20%"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
