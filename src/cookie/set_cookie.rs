//! One `Set-Cookie` line, taken apart once and independent of any browser.

use serde::{Deserialize, Serialize};

use super::attribute::Attribute;
use super::browser::Engine;
use super::prefix::Prefix;
use super::text::{is_control, key, to_text, trim};

/// One `Set-Cookie` line as it was sent.
///
/// A line that every browser ignores is still a line that was sent, so parsing never fails; the
/// reason for ignoring it shows when a [`Browser`](super::Browser) receives it. Everything a
/// verdict depends on is remembered apart from the value, so the value can be replaced by a
/// placeholder without changing any verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetCookie {
    name: String,
    value: String,
    attributes: Vec<Attribute>,
    octets: usize,
    spelling: Spelling,
    blank: bool,
    strange: Strange,
    value_prefix: Prefix,
    /// Whether a nameless value holds a `=`.
    ambiguous: bool,
    /// The hash of the text before the first `;` of a line without `=`, kept when that text gave
    /// way to a placeholder: Firefox takes that text for the name, and names have to stay
    /// comparable.
    bare_key: Option<u64>,
}

impl SetCookie {
    /// Takes one line apart (RFC 6265bis §5.6). The line is the raw value of one header field,
    /// never a joined one.
    #[must_use]
    pub fn parse(line: &[u8]) -> Self {
        let mut parts = line.split(|byte| *byte == b';').map(trim);
        let (spelling, name, value) = split_pair(parts.next().unwrap_or_default());
        let raw: Vec<_> = parts.filter(|part| !part.is_empty()).map(split_attribute).collect();
        let value_prefix = if name.is_empty() { Prefix::of(&to_text(value)) } else { Prefix::None };
        Self {
            octets: name.len() + value.len(),
            blank: matches!(value, b"" | b"\"\""),
            strange: Strange::find(line, name, value, &raw),
            name: to_text(name),
            value: to_text(value),
            attributes: raw.iter().map(|(name, value)| Attribute::new(name, *value)).collect(),
            spelling,
            value_prefix,
            ambiguous: name.is_empty() && value.contains(&b'='),
            bare_key: None,
        }
    }

    /// The same line with a placeholder for its value.
    ///
    /// No verdict changes by it: length, emptiness, control bytes and a prefix at the start of a
    /// nameless value are remembered from the line as it was sent. A blank value (nothing, or `""`)
    /// is no secret and stays.
    #[must_use]
    pub fn with_value(mut self, placeholder: &str) -> Self {
        if self.blank {
            return self;
        }
        if self.spelling == Spelling::Bare && self.bare_key.is_none() {
            self.bare_key = Some(key(&self.value));
        }
        placeholder.clone_into(&mut self.value);
        self
    }

    /// The same line with every value of a cookie that a comma join swallowed (see
    /// [`Self::swallowed`]) replaced.
    ///
    /// Such a value sits inside an attribute of this line, where [`Self::with_value`] does not
    /// reach.
    #[must_use]
    pub fn with_swallowed_values(mut self, mut placeholder: impl FnMut(&str) -> String) -> Self {
        for attribute in &mut self.attributes {
            attribute.replace_swallowed(&mut placeholder);
        }
        self
    }

    /// The name before the first `=`; empty when there is none.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value, or its placeholder. Of a line without `=`, all that stands before the first `;`.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Whether the value was empty or an empty pair of quotes when it was sent.
    #[must_use]
    pub const fn is_blank(&self) -> bool {
        self.blank
    }

    /// The attributes in the order in which they were sent.
    #[must_use]
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// The value of the last attribute of that name that browsers do not skip; an attribute without
    /// a value counts as an empty one (RFC 6265bis §5.7).
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.last(name, false).map(|attribute| attribute.value().unwrap_or_default())
    }

    /// The line for a person, with the placeholder if the value was replaced, and with white space
    /// made regular.
    #[must_use]
    pub fn line(&self) -> String {
        let mut line = match self.spelling {
            Spelling::Bare => self.value.clone(),
            Spelling::Pair => format!("{}={}", self.name, self.value),
        };
        for attribute in &self.attributes {
            line.push_str("; ");
            line.push_str(attribute.name());
            if let Some(value) = attribute.value() {
                line.push('=');
                line.push_str(value);
            }
        }
        line
    }

    /// The names of cookies that were joined to this one with a comma, and that no browser sees.
    pub fn swallowed(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().flat_map(Attribute::swallowed)
    }

    /// The name as this engine reads it: Firefox takes the text of a line without `=` for a name
    /// (measured in Firefox 153), Chromium for the value of a nameless cookie (RFC 6265bis §5.6).
    pub(super) fn name_in(&self, engine: Engine) -> &str {
        if self.is_bare_name(engine) { &self.value } else { &self.name }
    }

    /// The value as this engine reads it.
    pub(super) fn value_in(&self, engine: Engine) -> &str {
        if self.is_bare_name(engine) { "" } else { &self.value }
    }

    /// The prefix of the name as this engine reads it.
    pub(super) fn prefix_in(&self, engine: Engine) -> Prefix {
        if self.is_bare_name(engine) { self.value_prefix } else { Prefix::of(&self.name) }
    }

    /// What stands for the name when names are compared; the same before and after a placeholder
    /// came in.
    pub(super) fn name_key(&self, engine: Engine) -> u64 {
        match self.bare_key {
            Some(bare) if self.is_bare_name(engine) => bare,
            Some(_) | None => key(self.name_in(engine)),
        }
    }

    /// Whether the cookie has no name in the reading of this engine.
    pub(super) fn is_nameless(&self, engine: Engine) -> bool {
        self.name.is_empty() && !self.is_bare_name(engine)
    }

    /// The prefix at the start of the value of a nameless cookie.
    pub(super) const fn value_prefix(&self) -> Prefix {
        self.value_prefix
    }

    /// Whether the cookie would be sent like one with a name: it has none, and its value holds a `=`.
    pub(super) const fn is_ambiguous(&self) -> bool {
        self.ambiguous
    }

    /// Octets of name and value as they were sent.
    pub(super) const fn octets(&self) -> usize {
        self.octets
    }

    /// The strangest octets of the line.
    pub(super) const fn strange(&self) -> Strange {
        self.strange
    }

    /// Whether the attribute is there. Firefox looks at the name of a flag only, Chromium skips an
    /// overlong one.
    pub(super) fn flag(&self, engine: Engine, name: &str) -> bool {
        self.last(name, engine == Engine::Firefox).is_some()
    }

    /// `SameSite`: an overlong value is an unknown one to Firefox, and no attribute at all to
    /// Chromium.
    pub(super) fn same_site(&self, engine: Engine) -> Option<&str> {
        self.last("samesite", engine == Engine::Firefox)?.value()
    }

    fn is_bare_name(&self, engine: Engine) -> bool {
        engine == Engine::Firefox && self.spelling == Spelling::Bare
    }

    fn last(&self, name: &str, overlong_too: bool) -> Option<&Attribute> {
        self.attributes.iter().rev().find(|attribute| {
            attribute.name().eq_ignore_ascii_case(name) && (overlong_too || !attribute.is_overlong())
        })
    }
}

/// The strangest octets of a line, in rising order of strangeness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Strange {
    /// None.
    Nothing,
    /// A HTAB inside the name, the value or an attribute. Chromium ignores such a line.
    InnerTab,
    /// A control byte anywhere. Every browser ignores such a line.
    Control,
    /// A NUL byte anywhere. Every browser ignores all of such an answer.
    Nul,
}

impl Strange {
    fn find(line: &[u8], name: &[u8], value: &[u8], attributes: &[(&[u8], Option<&[u8]>)]) -> Self {
        if line.contains(&0) {
            return Self::Nul;
        }
        if line.iter().any(|byte| is_control(*byte)) {
            return Self::Control;
        }
        let attributes = attributes.iter().flat_map(|(name, value)| [Some(*name), *value]).flatten();
        if [name, value].into_iter().chain(attributes).any(|text| text.contains(&b'\t')) {
            return Self::InnerTab;
        }
        Self::Nothing
    }
}

/// Whether the part before the first `;` has a `=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Spelling {
    Bare,
    Pair,
}

fn split_pair(part: &[u8]) -> (Spelling, &[u8], &[u8]) {
    match split_attribute(part) {
        (name, Some(value)) => (Spelling::Pair, name, value),
        (text, None) => (Spelling::Bare, &[], text),
    }
}

fn split_attribute(part: &[u8]) -> (&[u8], Option<&[u8]>) {
    let mut halves = part.splitn(2, |byte| *byte == b'=').map(trim);
    (halves.next().unwrap_or_default(), halves.next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> SetCookie {
        SetCookie::parse(text.as_bytes())
    }

    #[test]
    fn name_value_and_attributes_are_trimmed_and_kept_in_order() {
        let line = line(" sid =  tok 1 ;; Path =  / ; Secure;");
        assert_eq!((line.name(), line.value()), ("sid", "tok 1"));
        let names: Vec<_> = line.attributes().iter().map(Attribute::name).collect();
        assert_eq!(names, ["Path", "Secure"]);
        assert_eq!(line.attribute("path"), Some("/"));
        assert_eq!(line.attribute("secure"), Some(""));
        assert_eq!(line.attribute("domain"), None);
    }

    #[test]
    fn the_last_attribute_that_is_not_overlong_wins() {
        let text = format!("sid=; Path=/a; Path=/b; Path=/{}", "x".repeat(1024));
        assert_eq!(line(&text).attribute("Path"), Some("/b"));
    }

    #[test]
    fn only_the_first_equals_sign_divides() {
        let line = line("sid==a=b");
        assert_eq!((line.name(), line.value()), ("sid", "=a=b"));
    }

    #[test]
    fn a_line_without_equals_sign_is_a_name_to_firefox_and_a_value_to_chromium() {
        let line = line("sid; Path=/");
        assert_eq!((line.name_in(Engine::Chromium), line.value_in(Engine::Chromium)), ("", "sid"));
        assert_eq!((line.name_in(Engine::Firefox), line.value_in(Engine::Firefox)), ("sid", ""));
    }

    #[test]
    fn a_placeholder_leaves_length_and_name_key_as_they_were() {
        let sent = line("secret-token; Path=/");
        let recorded = sent.clone().with_value("#1").with_value("#2");
        assert_eq!(recorded.octets(), sent.octets());
        assert_eq!(recorded.name_key(Engine::Firefox), sent.name_key(Engine::Firefox));
        assert_eq!(recorded.line(), "#2; Path=/");
    }

    #[test]
    fn a_blank_value_stays_blank() {
        assert_eq!(line("sid=\"\"; Path=/").with_value("#1").line(), "sid=\"\"; Path=/");
        assert!(!line("sid=a").with_value("").is_blank());
    }

    #[test]
    fn evidence_survives_json() {
        let line = line("sid=a; Path=/; Secure").with_value("#1");
        let json = serde_json::to_string(&line).unwrap();
        assert_eq!(serde_json::from_str::<SetCookie>(&json).unwrap(), line);
    }
}
