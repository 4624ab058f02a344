//! A text with its encodings undone: percent signs, backslashes, HTML entities,
//! one inside of the other. A server throws a secret back in any of them, and
//! no list of them would be complete.

use std::ops::Range;

use super::known::{Known, Makeup};

/// How often an encoding is looked for inside of another.
const LAYERS: usize = 3;

/// The longest sequence that stands for one character: two halves of a pair
/// in JSON, as in `\ud83d\udc27`.
pub(super) const LONGEST: usize = 12;

/// Octets, each with the place in the text that it stands for.
#[derive(Debug)]
pub(super) struct Plain {
    octets: Vec<u8>,
    places: Vec<Range<usize>>,
}

impl Plain {
    /// The text with its encodings undone; none if it has none.
    pub(super) fn of(text: &str) -> Option<Self> {
        if !may_be_encoded(text.as_bytes()) {
            return None;
        }
        let octets = text.as_bytes().to_vec();
        let places = (0..octets.len()).map(|at| at..at + 1).collect();
        let mut plain = Self { octets, places };
        for _ in 0..LAYERS {
            if may_be_encoded(&plain.octets) {
                plain = plain.undone();
            }
        }
        Some(plain)
    }

    /// The octets.
    pub(super) fn octets(&self) -> &[u8] {
        &self.octets
    }

    /// The octets as text, if they are one.
    pub(super) fn into_text(self) -> Option<String> {
        String::from_utf8(self.octets).ok()
    }

    /// Each octet as one character, so that a search need not care what is
    /// UTF-8.
    pub(super) fn latin(&self) -> String {
        latin(&self.octets)
    }

    /// Where in the text the last octets begin, so many of them.
    pub(super) fn place_of_last(&self, count: usize) -> Option<usize> {
        Some(self.places.get(self.places.len().checked_sub(count)?)?.start)
    }

    /// One layer less.
    fn undone(&self) -> Self {
        let mut less = Self { octets: Vec::new(), places: Vec::new() };
        let mut at = 0;
        while at < self.octets.len() {
            let end = self.octets.len().min(at + LONGEST);
            let (octets, length) = decoded(&self.octets[at..end]);
            let place = self.places[at].start..self.places[at + length - 1].end;
            less.places.extend(octets.as_bytes().iter().map(|_| place.clone()));
            less.octets.extend(octets.as_bytes());
            at += length;
        }
        less
    }

    /// The text of which this was made, with each secret replaced.
    pub(super) fn redact(&self, text: &str, known: &[Known]) -> String {
        let searched = self.latin();
        let in_small_letters = searched.to_ascii_lowercase();
        let starts: Vec<usize> = searched.char_indices().map(|(at, _)| at).collect();
        let mut found: Vec<(Range<usize>, &str)> = Vec::new();
        let makeup = Makeup::of(&searched);
        for known in known.iter().filter(|known| known.may_be_undone_in(makeup)) {
            let (undone, placeholder) = (known.undone(), known.placeholder.as_str());
            let searched = if known.any_case { &in_small_letters } else { &searched };
            for (at, _) in searched.match_indices(undone) {
                let Ok(first) = starts.binary_search(&at) else { continue };
                let last = first + undone.chars().count() - 1;
                let place = self.places[first].start..self.places[last].end;
                if found.iter().all(|(other, _)| place.end <= other.start || other.end <= place.start) {
                    found.push((place, placeholder));
                }
            }
        }
        found.sort_by_key(|(place, _)| std::cmp::Reverse(place.start));
        let mut text = text.to_owned();
        for (place, placeholder) in found {
            if text.is_char_boundary(place.start) && text.is_char_boundary(place.end) {
                text.replace_range(place, placeholder);
            }
        }
        text
    }
}

/// Whether there is anything to undo.
fn may_be_encoded(octets: &[u8]) -> bool {
    octets.iter().any(|octet| matches!(octet, b'%' | b'&' | b'\\' | b'+'))
}

/// Each octet as one character.
pub(super) fn latin(octets: &[u8]) -> String {
    octets.iter().map(|octet| char::from(*octet)).collect()
}

/// What one sequence stands for: up to four octets.
struct Octets([u8; 4], usize);

impl Octets {
    const fn one(octet: u8) -> Self {
        Self([octet, 0, 0, 0], 1)
    }

    fn of(c: char) -> Self {
        let mut octets = [0; 4];
        let length = c.encode_utf8(&mut octets).len();
        Self(octets, length)
    }

    fn as_bytes(&self) -> &[u8] {
        &self.0[..self.1]
    }
}

/// The first sequence of a text that is not empty, and its length.
fn decoded(text: &[u8]) -> (Octets, usize) {
    let known = match text {
        [b'+', ..] => Some((Octets::one(b' '), 1)),
        [b'%', high, low, ..] => hex(&[*high, *low]).map(|value| (Octets::one(value as u8), 3)),
        [b'\\', c @ (b'"' | b'/' | b'\\'), ..] => Some((Octets::one(*c), 2)),
        [b'\\', b'u', rest @ ..] => json_escape(rest),
        [b'&', rest @ ..] => entity(rest),
        _ => None,
    };
    known.unwrap_or((Octets::one(text[0]), 1))
}

/// A number in hexadecimal digits.
fn hex(digits: &[u8]) -> Option<u32> {
    let all = digits.iter().all(u8::is_ascii_hexdigit);
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok().filter(|_| all)
}

/// What follows a `\u`.
fn json_escape(rest: &[u8]) -> Option<(Octets, usize)> {
    let first = hex(rest.get(..4)?)?;
    if let (0xd800..=0xdbff, Some([b'\\', b'u', low @ ..])) = (first, rest.get(4..10)) {
        let low = hex(low)?.checked_sub(0xdc00)?;
        return Some((Octets::of(char::from_u32(0x10000 + ((first - 0xd800) << 10) + low)?), 12));
    }
    Some((Octets::of(char::from_u32(first)?), 6))
}

/// What follows an `&`.
fn entity(rest: &[u8]) -> Option<(Octets, usize)> {
    let end = rest.iter().position(|octet| *octet == b';')?;
    let name = &rest[..end];
    let c = match name {
        b"amp" => '&',
        b"lt" => '<',
        b"gt" => '>',
        b"quot" => '"',
        b"apos" => '\'',
        [b'#', b'x' | b'X', digits @ ..] => char::from_u32(hex(digits)?)?,
        [b'#', digits @ ..] => char::from_u32(std::str::from_utf8(digits).ok()?.parse().ok()?)?,
        _ => return None,
    };
    Some((Octets::of(c), end + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with one secret replaced by an X.
    fn redacted(text: &str, secret: &str) -> String {
        let known = [Known::new(secret, "X", true)];
        Plain::of(text).map_or_else(|| text.to_owned(), |plain| plain.redact(text, &known))
    }

    #[test]
    fn a_secret_is_found_in_every_encoding_and_in_one_inside_of_another() {
        let secret = "pä \"<&'/+=%20\\\u{1f427}";
        for shown in [
            "p%C3%A4%20%22%3C%26%27%2F%2B%3D%2520%5C%F0%9F%90%A7",
            "p%c3%a4+%22%3c%26%27%2f%2b%3d%2520%5c%f0%9f%90%a7",
            r#"pä \"<&'\/+=%20\\🐧"#,
            r#"p\u00e4 \"\u003c\u0026'/+=%20\\\ud83d\udc27"#,
            "p&#228; &quot;&lt;&amp;&#x27;/+=%20\\&#x1f427;",
            r#"pä &quot;&lt;&amp;&#39;/+=%20\\🐧"#,
            "pä \"<&'/+=%20\\\u{1f427}",
        ] {
            assert_eq!(redacted(&format!("a {shown} z"), secret), "a X z", "{shown}");
        }
    }

    #[test]
    fn what_is_no_secret_stays_as_it_is() {
        for text in ["100 % of &nbsp; \\u12 \\ud83d &#xd800; %zz &", "a+b%41", "&amp;amp;", "%"] {
            assert_eq!(redacted(text, "secret"), text);
        }
    }
}
