//! The forms in which a server shows a value that it was given, where undoing
//! encodings does not bring the value back.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use super::SHORTEST_SEARCHED;
use super::known::Known;
use super::plain::Plain;

/// A learned value whose forms have not been made.
#[derive(Debug)]
pub(super) struct Formless {
    pub(super) value: String,
    pub(super) placeholder: String,
    /// The least that the longest word of a form has.
    pub(super) shortest_word: usize,
}

impl Formless {
    pub(super) fn new(value: &str, known: &Known) -> Self {
        // Base64 is one word: four characters for three octets, one less where
        // neighbours have a part in its ends.
        let in_base64 = (value.len() * 4 / 3).saturating_sub(1);
        let shortest_word = known.longest_word_undone().map_or(in_base64, |word| word.min(in_base64));
        Self { value: value.to_owned(), placeholder: known.placeholder.clone(), shortest_word }
    }
}

/// The value decoded, and in base64 without padding, also as a part of a longer
/// text. Every other encoding is undone before the value is looked
/// for.
pub(super) fn forms(value: &str) -> Vec<String> {
    let mut forms = in_both_alphabets(STANDARD_NO_PAD.encode(value));
    forms.extend((0..3).filter_map(|offset| inside_base64(value, offset)).flat_map(in_both_alphabets));
    let undone = Plain::of(value).and_then(Plain::into_text);
    forms.extend(undone.filter(|undone| undone.len() >= SHORTEST_SEARCHED));
    forms.dedup();
    forms
}

/// What is left of a value in the base64 of a longer text, such as
/// `user:password`, in which so many octets (modulo three) stand before it:
/// the characters that no neighbour has a part in. Nothing, if they are few
/// enough to occur by chance.
fn inside_base64(value: &str, offset: usize) -> Option<String> {
    let text = [&vec![0; offset], value.as_bytes()].concat();
    let begin = (offset * 8).div_ceil(6);
    let end = text.len() * 8 / 6;
    let inside = STANDARD_NO_PAD.encode(&text).get(begin..end)?.to_owned();
    (inside.len() >= 8).then_some(inside)
}

/// Base64 as it is, and as it stands in a URL, where that differs.
fn in_both_alphabets(standard: String) -> Vec<String> {
    let in_url = standard.contains(['+', '/']).then(|| standard.replace('+', "-").replace('/', "_"));
    [standard].into_iter().chain(in_url).collect()
}
