//! `encodeURIComponent` and its inverse, as JavaScript has them.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

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

/// Escapes a text for one part of a URL. Mostly that is a token with nothing to
/// escape, which this sees at once.
pub(super) fn encode(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return Cow::Borrowed(text);
    }
    utf8_percent_encode(text, COMPONENT).into()
}

/// Reads an escaped text. Nothing comes back where JavaScript throws a
/// `URIError`: at a `%` without two hex digits, and when it is not UTF-8.
pub(super) fn decode(text: &str) -> Option<Cow<'_, str>> {
    let Some((plain, escaped)) = text.split_once('%') else {
        return Some(Cow::Borrowed(text));
    };
    let mut bytes = Vec::with_capacity(text.len());
    bytes.extend_from_slice(plain.as_bytes());
    for part in escaped.split('%') {
        let (&[high, low], plain) = part.as_bytes().split_first_chunk()?;
        bytes.push(digit(high)? << 4 | digit(low)?);
        bytes.extend_from_slice(plain);
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

/// The value of a hex digit.
fn digit(letter: u8) -> Option<u8> {
    char::from(letter).to_digit(16).and_then(|value| u8::try_from(value).ok())
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
        for text in ["%", "a%2", "%zz", "%+1", "%2\u{20ac}", "%E4%BD", "ok%20%"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
