//! One secret as it is looked for, and what tells at once that a text cannot
//! hold it.

use std::ops::Range;

use super::plain::{Plain, latin};

/// A text to look for, and what to put in its place.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) text: String,
    pub(super) placeholder: String,
    /// Whether it was learned as it is, and not as a form of something else.
    pub(super) direct: bool,
    /// Whether capitals make no difference; the text is in small letters then.
    pub(super) any_case: bool,
    /// The text with its encodings undone, each octet as one character, and what
    /// that is made of; none where it is the text.
    undone: Option<(String, Makeup)>,
    makeup: Makeup,
}

/// So many octets of a secret are enough to pass over most texts.
const LOOKED_AT: usize = 256;

/// What a text is made of. Most texts have no word as long as a secret's, or
/// lack one of its octets, so they need not be searched for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Makeup {
    /// How long the longest part is in which nothing stands that separates
    /// values in headers and in JSON.
    pub(super) longest_word: usize,
    octets: [u64; 4],
}

impl Makeup {
    pub(super) fn of(text: &str) -> Self {
        Self::of_octets(text.as_bytes())
    }

    /// What the beginning of a text is made of. A text that holds the whole
    /// holds that too.
    fn of_beginning(text: &str) -> Self {
        Self::of_octets(text.as_bytes().get(..LOOKED_AT).unwrap_or(text.as_bytes()))
    }

    fn of_octets(text: &[u8]) -> Self {
        let (mut longest_word, mut word) = (0, 0);
        let mut octets = [0; 4];
        for octet in text {
            octets[usize::from(octet >> 6)] |= 1 << (octet & 63);
            word = if matches!(octet, b' ' | b'"' | b',' | b':' | b';' | b'=') { 0 } else { word + 1 };
            longest_word = longest_word.max(word);
        }
        Self { longest_word, octets }
    }

    fn may_hold(self, known: Self, any_case: bool) -> bool {
        let holds_octets = || self.octets.iter().zip(known.octets).all(|(mine, its)| its & !mine == 0);
        known.longest_word <= self.longest_word && (any_case || holds_octets())
    }
}

impl Known {
    pub(super) fn new(text: impl Into<String>, placeholder: &str, direct: bool) -> Self {
        let text = text.into();
        let undone = match Plain::of(&text) {
            Some(plain) => Some(plain.latin()),
            None if text.is_ascii() => None,
            None => Some(latin(text.as_bytes())),
        };
        let undone = undone.map(|undone| {
            let makeup = Makeup::of_beginning(&undone);
            (undone, makeup)
        });
        let makeup = Makeup::of_beginning(&text);
        Self { text, placeholder: placeholder.to_owned(), direct, any_case: false, undone, makeup }
    }

    /// The same, found in capitals and in small letters alike.
    pub(super) fn in_any_case(mut self) -> Self {
        self.any_case = true;
        self.text.make_ascii_lowercase();
        self.undone.iter_mut().for_each(|(undone, _)| undone.make_ascii_lowercase());
        self
    }

    /// Whether a text of that makeup could hold this.
    pub(super) fn may_be_in(&self, text: Makeup) -> bool {
        text.may_hold(self.makeup, self.any_case)
    }

    /// Whether a text that has this makeup when its encodings are undone could
    /// hold this.
    pub(super) fn may_be_undone_in(&self, text: Makeup) -> bool {
        let makeup = self.undone.as_ref().map_or(self.makeup, |(_, makeup)| *makeup);
        text.may_hold(makeup, self.any_case)
    }

    /// Whether this is what is looked for.
    pub(super) fn is(&self, text: &str) -> bool {
        if self.any_case { self.text.eq_ignore_ascii_case(text) } else { self.text == text }
    }

    /// The text with its encodings undone, each octet as one character.
    pub(super) fn undone(&self) -> &str {
        self.undone.as_ref().map_or(&self.text, |(undone, _)| undone)
    }

    /// The least that the longest word has when the encodings are undone, if
    /// there are any. One octet that is no ASCII is two in what is kept here.
    pub(super) fn longest_word_undone(&self) -> Option<usize> {
        let (undone, makeup) = self.undone.as_ref()?;
        Some(if undone.is_ascii() { makeup.longest_word } else { 0 })
    }

    /// The octets with their encodings undone.
    pub(super) fn octets(&self) -> Vec<u8> {
        self.undone().chars().filter_map(|c| u8::try_from(c).ok()).collect()
    }

    /// The text with this replaced; none if it is not in it.
    pub(super) fn replaced_in(&self, text: &str) -> Option<String> {
        if !self.any_case {
            return text.contains(&self.text).then(|| text.replace(&self.text, &self.placeholder));
        }
        // Hardly any header holds an address: most are passed over at once.
        if self.text.contains('@') && !text.contains('@') {
            return None;
        }
        let searched = text.to_ascii_lowercase();
        let found: Vec<usize> = searched.match_indices(&self.text).map(|(at, _)| at).collect();
        let mut result = text.to_owned();
        for at in found.iter().rev().copied() {
            result.replace_range(at..at + self.text.len(), &self.placeholder);
        }
        (!found.is_empty()).then_some(result)
    }
}

/// Where in a list, longest first, those of that length stand.
pub(super) fn of_length(known: &[Known], length: usize) -> Range<usize> {
    let begin = known.partition_point(|known| known.text.len() > length);
    begin..known.partition_point(|known| known.text.len() >= length)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_text_that_holds_it_is_passed_over(before in ".*", secret in ".{0,300}", after in ".*") {
            let known = Known::new(secret.as_str(), "X", true);
            let text = format!("{before}{secret}{after}");
            prop_assert!(known.may_be_in(Makeup::of(&text)));
            let undone = Plain::of(&text).map_or_else(|| latin(text.as_bytes()), |plain| plain.latin());
            prop_assert!(!undone.contains(known.undone()) || known.may_be_undone_in(Makeup::of(&undone)));
        }
    }

    #[test]
    fn a_text_without_a_word_as_long_or_without_an_octet_cannot_hold_it() {
        let known = Known::new("s3cret-token of-ada", "X", true);
        for text in ["s3cret-token of-ada", "\"s3cret-token of-ada\", and more", "x-s3cret-token of-ada!"] {
            assert!(known.may_be_in(Makeup::of(text)), "{text}");
            assert!(known.replaced_in(text).is_some(), "{text}");
        }
        for text in ["s3cret-toke n of-ada", "s3cret-tokenoof-ada", ""] {
            assert!(!known.may_be_in(Makeup::of(text)), "{text}");
        }
    }

    #[test]
    fn in_a_list_those_of_one_length_are_found() {
        let list = ["ddd", "bb", "cc", "a"].map(|text| Known::new(text, "X", true));
        assert_eq!([3, 2, 1].map(|length| of_length(&list, length)), [0..1, 1..3, 3..4]);
        assert_eq!([0, 4].map(|length| of_length(&list, length)), [4..4, 0..0]);
    }
}
