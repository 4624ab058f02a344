//! The end of a text that broke off: it may be the beginning of a secret, which
//! no search for the whole one finds.

use super::known::Known;
use super::plain::{LONGEST, Plain};

/// Fewer characters than this are no beginning of a secret but chance.
const SHORTEST_BEGINNING: usize = 6;

/// Where a secret begins that reaches to the end of the text, and whether a
/// part of it is missing. In this order: the first of several is the longest,
/// and a whole secret is found without this.
type Begun = (usize, bool);

/// The text without the beginning of a secret at its end.
pub(super) fn without_beginning<'a>(text: &'a str, known: &[Known]) -> &'a str {
    // Half a character, where the text was made of octets.
    let whole = text.trim_end_matches(char::REPLACEMENT_CHARACTER);
    let longest = known.iter().map(|known| known.text.len()).max().unwrap_or_default();
    let (before, tail) = whole.split_at(boundary(whole, whole.len().saturating_sub((longest + 1) * LONGEST)));
    let found = ends(tail).filter_map(|tail| begun(tail, known));
    match found.min() {
        Some((at, true)) => text.get(..before.len() + boundary(tail, at)).unwrap_or_default(),
        Some((_, false)) | None => text,
    }
}

/// The text, and the text without an escape sequence that may have broken off.
fn ends(text: &str) -> impl Iterator<Item = &str> {
    let first = text.len().saturating_sub(LONGEST);
    let escapes =
        text.bytes().enumerate().skip(first).filter(|(_, octet)| matches!(octet, b'%' | b'&' | b'\\'));
    escapes.map(|(at, _)| at).chain([text.len()]).filter_map(|end| text.get(..end))
}

/// The beginning of a secret with which the text ends, as it is or encoded.
fn begun(text: &str, known: &[Known]) -> Option<Begun> {
    let as_it_is = known.iter().filter_map(|known| {
        let length = overlap(text.as_bytes(), known.text.as_bytes())?;
        Some((text.len() - length, length < known.text.len()))
    });
    let plain = Plain::of(text);
    let encoded = plain.iter().flat_map(|plain| {
        known.iter().filter_map(|known| {
            let secret = known.octets();
            let length = overlap(plain.octets(), &secret)?;
            Some((plain.place_of_last(length)?, length < secret.len()))
        })
    });
    as_it_is.chain(encoded).min()
}

/// How much of the secret's beginning the text ends with.
fn overlap(text: &[u8], secret: &[u8]) -> Option<usize> {
    let lengths = SHORTEST_BEGINNING..=text.len().min(secret.len());
    lengths.rev().find(|length| text[text.len() - length..].eq_ignore_ascii_case(&secret[..*length]))
}

/// The nearest place, not after this one, at which the text can be cut.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut<'a>(text: &'a str, secret: &str) -> &'a str {
        without_beginning(text, &[Known::new(secret, "X", true)])
    }

    #[test]
    fn the_beginning_of_a_secret_is_dropped_in_every_encoding() {
        for (tail, secret) in [
            ("s3cret-toke", "s3cret-token"),
            ("s3cret", "s3cret-token"),
            ("s%3Acret", "s:cret-token"),
            ("p%C3%A4ss-wo", "päss-word"),
            ("p\\u00e4ss-word%4", "päss-word@home"),
            ("p&auml;ss p&#228;ss-&", "päss-\"word"),
            ("pässwort-p\u{fffd}", "pässwort-pä"),
        ] {
            let text = format!("{{\"token\":\"{tail}");
            assert!(text.starts_with(cut(&text, secret)), "{tail}");
            assert!(!cut(&text, secret).contains("ss-") && cut(&text, secret).len() < text.len(), "{tail}");
        }
        assert_eq!(cut("{\"token\":\"s3cret-toke", "s3cret-token"), "{\"token\":\"");
    }

    #[test]
    fn a_whole_secret_and_a_few_characters_stay() {
        for text in ["", "s", "s3cre", "token s3cret-token", "s3cret-t and more", "ä%", "\u{fffd}"] {
            assert_eq!(cut(text, "s3cret-token"), text);
        }
    }
}
