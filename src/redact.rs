//! Secrets: how they are held, and how they are replaced in everything that is
//! kept. This module knows nothing of HTTP; it replaces text in text.

use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};

use percent_encoding::percent_decode_str;

mod forms;
mod known;
mod leaves;
mod plain;
mod secret;
mod tail;

use forms::{Formless, forms};
use known::{Known, Makeup, of_length};
use leaves::Leaf;
use plain::Plain;
pub use secret::Secret;

/// Values shorter than this are not searched for in texts: replacing `1` or
/// `ok` everywhere would destroy the evidence and hide nothing.
const SHORTEST_SEARCHED: usize = 6;

/// Replaces every secret that a run knows or learns by a placeholder. Two
/// sightings of one value get the same placeholder; the key is new in every
/// process, so a placeholder says nothing about the value.
#[derive(Debug, Default)]
pub struct Redactor {
    key: RandomState,
    /// What to look for, longest first, so that a secret that begins another
    /// one never leaves the other's tail.
    known: Mutex<Vec<Known>>,
    /// What was learned and has no forms yet: they are made when the first text
    /// comes that could hold one.
    formless: Mutex<Vec<Formless>>,
    /// Secrets too short to be looked for in texts: they are replaced where they
    /// are the whole of one.
    short: Mutex<Vec<Known>>,
    /// What is no secret wherever it stands.
    public: Mutex<Vec<String>>,
}

impl Redactor {
    /// An empty redactor with a fresh key.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The placeholder of a token: `<token:1a2b3c4d>`, eight hex digits of a
    /// keyed hash.
    #[must_use]
    pub fn fingerprint(&self, value: &str) -> String {
        let hash = self.key.hash_one(value);
        format!("<token:{:08x}>", hash & 0xffff_ffff)
    }

    /// Learns a token and returns its placeholder.
    pub fn learn_token(&self, value: &str) -> String {
        let placeholder = self.fingerprint(value);
        self.learn(value, &placeholder);
        placeholder
    }

    /// Never replaces a text that is this and nothing else, percent-encoded or
    /// not, and with or without a slash at its end.
    pub fn spare(&self, text: &str) {
        locked(&self.public).push(text.to_owned());
        locked(&self.known).retain(|known| !known.is(text));
        locked(&self.formless).retain(|formless| formless.value != text);
    }

    /// Whether a text is no secret.
    #[must_use]
    pub fn spares(&self, text: &str) -> bool {
        let public = locked(&self.public);
        if public.is_empty() {
            return false;
        }
        let text = percent_decode_str(text).decode_utf8_lossy();
        public.iter().any(|known| known == text.trim_end_matches('/'))
    }

    /// Learns a value together with the forms in which servers echo it:
    /// percent-encoded and decoded, escaped, and base64 in both alphabets.
    pub fn learn(&self, value: &str, placeholder: &str) {
        self.add(value, placeholder, |known| known);
    }

    /// Learns an e-mail address, in whatever case a server shows it.
    pub fn learn_address(&self, address: &str, placeholder: &str) {
        self.add(address, placeholder, Known::in_any_case);
        // In base64 capitals do make a difference.
        let address = Known::new(address.to_lowercase(), placeholder, true);
        locked(&self.formless).push(Formless::new(&address.text, &address));
    }

    /// Learns a value, unless it is known. A value that was only a form of
    /// another one gets a placeholder of its own.
    fn add(&self, value: &str, placeholder: &str, finish: fn(Known) -> Known) {
        let is_short = value.len() < SHORTEST_SEARCHED;
        let mut known = locked(if is_short { &self.short } else { &self.known });
        let alike = of_length(&known, value.len());
        let is_known = known[alike.clone()].iter().any(|known| known.direct && known.is(value));
        if value.is_empty() || self.spares(value) || is_known {
            return;
        }
        let learned = finish(Known::new(value, placeholder, true));
        if !is_short {
            locked(&self.formless).push(Formless::new(value, &learned));
        }
        match alike.clone().find(|at| known[*at].is(value)) {
            Some(form) => known[form] = learned,
            None => known.insert(alike.start, learned),
        }
    }

    /// Makes the forms that a text could hold whose longest word has that
    /// length.
    fn form(&self, known: &mut Vec<Known>, longest_word: usize) {
        let mut formless = locked(&self.formless);
        for Formless { value, placeholder, .. } in
            formless.extract_if(.., |learned| learned.shortest_word <= longest_word)
        {
            for form in forms(&value) {
                let alike = of_length(known, form.len());
                if !known[alike.clone()].iter().any(|known| known.is(&form)) {
                    known.insert(alike.end, Known::new(form, &placeholder, false));
                }
            }
        }
    }

    /// The text with every known secret replaced, and with everything that
    /// looks like a signed or encrypted token replaced too: a server may show
    /// a token that no cookie ever carried.
    #[must_use]
    pub fn redact(&self, text: &str) -> String {
        self.placeholder_of_short(text).unwrap_or_else(|| self.redact_parts(text))
    }

    /// A JSON text with every secret replaced so that it stays JSON: the short
    /// ones too where they are a whole string. What is no JSON is a text in
    /// which short secrets are replaced between quotation marks.
    #[must_use]
    pub fn redact_json(&self, text: &str) -> String {
        let redacted = self.redact(text);
        let knows_short = !locked(&self.short).is_empty();
        if !knows_short && redacted == text {
            return redacted;
        }
        // A secret of digits stands in numbers as well, which a placeholder
        // would break.
        let is_json = leaves::is_json(&redacted);
        if is_json && !knows_short {
            return redacted;
        }
        if !leaves::is_json(text) {
            return self.redact_quoted(redacted);
        }
        leaves::map(if is_json { &redacted } else { text }, |leaf, text| match leaf {
            Leaf::Text => self.redact(text),
            Leaf::Key | Leaf::Number => self.redact_parts(text),
        })
    }

    /// A text that broke off with every secret replaced. The beginning of one
    /// at its end is left out.
    #[must_use]
    pub fn redact_broken_off(&self, text: &str) -> String {
        let mut known = locked(&self.known);
        self.form(&mut known, usize::MAX);
        let sure = tail::without_beginning(text, &known);
        drop(known);
        self.redact_json(sure)
    }

    /// The placeholder of a text that is a short secret.
    fn placeholder_of_short(&self, text: &str) -> Option<String> {
        if text.len() >= SHORTEST_SEARCHED {
            return None;
        }
        let short = locked(&self.short);
        short.iter().find(|known| known.is(text)).map(|known| known.placeholder.clone())
    }

    /// The text with each short secret replaced that stands between quotation
    /// marks.
    fn redact_quoted(&self, text: String) -> String {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let short = locked(&self.short);
        short.iter().fold(text, |text, Known { text: secret, placeholder, .. }| {
            text.replace(&quoted(secret), &quoted(placeholder))
        })
    }

    /// The text with every secret replaced that is long enough to be a part of
    /// it.
    fn redact_parts(&self, text: &str) -> String {
        let mut result = text.to_owned();
        {
            let mut known = locked(&self.known);
            let plain = Plain::of(&result);
            // Undone, an encoded text may have longer words than before. A space may
            // have been the plus of a base64, and then it separates nothing.
            let undone =
                plain.as_ref().map_or(0, |plain| Makeup::of(&plain.latin().replace(' ', "+")).longest_word);
            self.form(&mut known, undone.max(Makeup::of(text).longest_word));
            // Most texts are headers, shorter than any token: those are passed
            // over at once. No encoding is shorter than what it stands for, and
            // that is known by itself.
            let short_enough = known.partition_point(|known| known.text.len() > text.len());
            let known = &known[short_enough..];
            // First: a whole secret is looked for before what is a part of it, in
            // whatever encoding it stands there.
            if let Some(plain) = plain.filter(|_| !known.is_empty()) {
                result = plain.redact(&result, known);
            }
            let makeup = Makeup::of(&result);
            for known in known.iter().filter(|known| known.may_be_in(makeup)) {
                if let Some(replaced) = known.replaced_in(&result) {
                    result = replaced;
                }
            }
        }
        self.redact_token_shapes(result)
    }

    /// Replaces what has the shape of a compact JWT or JWE (`eyJ`, base64url,
    /// at least two dots).
    fn redact_token_shapes(&self, text: String) -> String {
        if !text.contains("eyJ") {
            return text;
        }
        let mut result = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some(start) = rest.find("eyJ") {
            let (before, token_and_more) = rest.split_at(start);
            let end = token_and_more
                .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')))
                .unwrap_or(token_and_more.len());
            let (token, after) = token_and_more.split_at(end);
            result.push_str(before);
            if token.bytes().filter(|byte| *byte == b'.').count() >= 2 {
                result.push_str(&self.fingerprint(token));
            } else {
                result.push_str(token);
            }
            rest = after;
        }
        result.push_str(rest);
        result
    }
}

/// What the lock guards, whatever became of its last owner.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An e-mail address for people to recognise and nobody to harvest: the first
/// character, three dots, the domain (`a…@example.com`).
#[must_use]
pub fn mask_email(email: &str) -> String {
    match email.split_once('@') {
        Some((local, domain)) => {
            let first: String = local.chars().take(1).collect();
            format!("{first}…@{domain}")
        }
        None => "…".to_owned(),
    }
}

/// Text from outside made safe for a terminal: control, bidirectional and
/// zero-width characters become visible escapes. Line feeds and tabs stay.
#[must_use]
pub fn sanitise(text: &str) -> String {
    if !text.chars().any(is_dangerous) {
        return text.to_owned();
    }
    text.chars().fold(String::with_capacity(text.len()), |mut safe, c| {
        if is_dangerous(c) {
            safe.extend(c.escape_unicode());
        } else {
            safe.push(c);
        }
        safe
    })
}

/// Whether a terminal could act on the character or hide text with it.
pub(crate) fn is_dangerous(c: char) -> bool {
    if matches!(c, '\n' | '\t') {
        return false;
    }
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD_NO_PAD;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn forms_are_there_before_a_text_that_could_hold_one(secret in "[ -~é]{6,40}|([a-z]{1,3}%[0-9]{2}){2,9}") {
            let formless = Formless::new(&secret, &Known::new(secret.as_str(), "X", true));
            for form in forms(&secret) {
                prop_assert!(formless.shortest_word <= Makeup::of(&form).longest_word, "{}", form);
            }
        }
    }

    proptest! {
        #[test]
        fn a_page_that_escapes_the_slash_of_a_base64_hides_nothing(secret in "[>?~^]{8,40}|[ -~]{8,40}") {
            let redactor = Redactor::new();
            redactor.learn(&secret, "X");
            let escaped = STANDARD_NO_PAD.encode(&secret).replace('/', "&#x2F;");
            let redacted = redactor.redact(&format!("<p>{escaped}</p>"));
            prop_assert!(!redacted.contains(&escaped), "{}", redacted);
        }
    }

    #[test]
    fn what_is_public_is_not_replaced_although_it_was_learned_before() {
        let redactor = Redactor::new();
        redactor.learn("https://app.example.com", "<header>");
        redactor.spare("https://app.example.com");
        redactor.learn("https://app.example.com", "<cookie>");
        let leads = "https://app.example.com@evil.example";
        assert_eq!(redactor.redact(leads), leads);
    }

    #[test]
    fn a_learned_token_is_replaced_in_every_form() {
        let redactor = Redactor::new();
        let placeholder = redactor.learn_token("s3cr3t/token+value=");
        for form in forms("s3cr3t/token+value=") {
            let redacted = redactor.redact(&format!("before {form} after"));
            assert_eq!(redacted.replace('=', ""), format!("before {placeholder} after"));
        }
    }

    #[test]
    fn a_secret_that_begins_another_leaves_no_tail() {
        let redactor = Redactor::new();
        redactor.learn("password", "<short>");
        redactor.learn("password-and-more", "<long>");
        assert_eq!(redactor.redact("x password-and-more y"), "x <long> y");
    }

    #[test]
    fn a_secret_of_digits_leaves_json_that_can_be_read() {
        let redactor = Redactor::new();
        redactor.learn("12345678", "<password>");
        let json = r#"{"createdAt": 1712345678, "12345678":"x 12345678", "n":1.0}"#;
        let expected = r#"{"createdAt": "17<password>", "<password>":"x <password>", "n":1.0}"#;
        assert_eq!(redactor.redact_json(json), expected);
        assert_eq!(redactor.redact_json("[99912345678999123456789]"), r#"["999<password>999<password>9"]"#);
    }

    #[test]
    fn json_without_numbers_in_the_way_is_replaced_as_text() {
        let redactor = Redactor::new();
        redactor.learn("12345678", "<password>");
        assert_eq!(redactor.redact_json("{ \"a\" : \"12345678\" }"), "{ \"a\" : \"<password>\" }");
        assert_eq!(redactor.redact_json("{ \"a\" : 12345678"), "{ \"a\" : <password>");
    }

    #[test]
    fn a_short_secret_is_replaced_where_it_is_a_whole_string() {
        let redactor = Redactor::new();
        for _ in 0..3 {
            redactor.learn("pw", "<password>");
            redactor.learn("", "<nothing>");
        }
        assert_eq!(locked(&redactor.short).len(), 1);
        let json = r#"{"pw":"p\u0077","a":["pw","pwd",""]}"#;
        assert_eq!(redactor.redact_json(json), r#"{"pw":"<password>","a":["<password>","pwd",""]}"#);
        assert_eq!(redactor.redact_json(r#"{"a":"pw","b"#), r#"{"a":"<password>","b"#);
        assert_eq!(
            (redactor.redact("pw"), redactor.redact("a pw")),
            ("<password>".to_owned(), "a pw".to_owned())
        );
    }

    #[test]
    fn an_address_is_found_in_any_case_and_encoding() {
        let redactor = Redactor::new();
        redactor.learn_address("Ada@Penguin.test", "<first account>");
        redactor.learn_address("Bada@penguin.test", "<second account>");
        redactor.learn_address("ada@penguin.TEST", "<third account>");
        for shown in ["Ada@Penguin.test", "ada@penguin.test", "Ada@penguin.test", "ADA%40PENGUIN.test"] {
            assert_eq!(redactor.redact(&format!("ä {shown}, {shown}")), "ä <first account>, <first account>");
        }
        assert_eq!(redactor.redact("BADA@penguin.test"), "<second account>");
        let shown = STANDARD_NO_PAD.encode("ada@penguin.test");
        assert_eq!(redactor.redact(&shown), "<first account>");
    }

    #[test]
    fn a_short_address_is_the_same_wherever_it_is_a_whole_text() {
        let redactor = Redactor::new();
        redactor.learn_address("Ad@b", "<first account>");
        assert_eq!(redactor.redact("Ad@b"), "<first account>");
        assert_eq!(redactor.redact_json(r#"{"email":"ad@b"}"#), r#"{"email":"<first account>"}"#);
    }

    #[test]
    fn an_encoded_token_is_found_decoded() {
        let redactor = Redactor::new();
        let placeholder = redactor.learn_token("s%3Aid-of-the-session.sig%2Bnature%3D");
        for shown in ["s:id-of-the-session.sig+nature=", "s%3Aid-of-the-session.sig%2Bnature%3D"] {
            assert_eq!(redactor.redact(shown), placeholder);
            assert_eq!(redactor.redact(&format!("a {shown} & z")), format!("a {placeholder} & z"));
        }
    }

    #[test]
    fn a_value_that_was_a_form_of_another_gets_its_own_placeholder() {
        let redactor = Redactor::new();
        let encoded = redactor.learn_token("s%3Aid-of-the-session");
        let decoded = redactor.learn_token("s:id-of-the-session");
        assert_eq!(redactor.redact("s:id-of-the-session"), decoded);
        assert_eq!(redactor.redact("s%3Aid-of-the-session"), encoded);
        assert_eq!(
            (redactor.learn_token("s%3Aid-of-the-session"), redactor.learn_token("s:id-of-the-session")),
            (encoded, decoded)
        );
    }

    #[test]
    fn a_text_that_breaks_off_in_a_secret_shows_nothing_of_it() {
        let redactor = Redactor::new();
        let placeholder = redactor.learn_token("s3cret-token-of-ada");
        let broken = "{\"a\":\"s3cret-token-of-ada\",\"b\":\"s3cret-token-of-";
        assert_eq!(redactor.redact_broken_off(broken), format!("{{\"a\":\"{placeholder}\",\"b\":\""));
        redactor.learn_token("s%3Aid-of-the-session");
        assert_eq!(redactor.redact_broken_off("token s:id-of-the-s"), "token ");
    }

    #[test]
    fn the_same_value_has_the_same_fingerprint_and_another_has_not() {
        let redactor = Redactor::new();
        assert_eq!(redactor.fingerprint("one-token"), redactor.fingerprint("one-token"));
        assert_ne!(redactor.fingerprint("one-token"), redactor.fingerprint("two-token"));
    }

    #[test]
    fn a_token_that_no_cookie_carried_is_replaced_by_its_shape() {
        let redactor = Redactor::new();
        let redacted = redactor.redact(r#"{"t":"eyJhbGciOiJkaXIifQ..aaaa.bbbb.cccc"}"#);
        assert!(!redacted.contains("bbbb"), "{redacted}");
        assert!(redacted.starts_with(r#"{"t":"<token:"#), "{redacted}");
    }

    #[test]
    fn terminal_escapes_and_hidden_characters_become_visible() {
        assert_eq!(sanitise("a\u{1b}[31mb\u{202e}c\n"), "a\\u{1b}[31mb\\u{202e}c\n");
    }

    #[test]
    fn an_e_mail_is_masked_to_its_first_character() {
        assert_eq!(mask_email("ada@penguin.test"), "a…@penguin.test");
        assert_eq!(mask_email("nonsense"), "…");
    }
}
