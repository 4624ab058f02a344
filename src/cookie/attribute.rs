//! The attributes of a `Set-Cookie` line.

use serde::{Deserialize, Serialize};

use super::expiry;
use super::text::to_text;

/// Browsers skip an attribute whose value is longer than this, and keep the rest of the line (RFC
/// 6265bis §5.6).
pub(super) const MAX_ATTRIBUTE_OCTETS: usize = 1024;

/// One attribute of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute {
    name: String,
    value: Option<String>,
    overlong: bool,
}

impl Attribute {
    pub(super) fn new(name: &[u8], value: Option<&[u8]>) -> Self {
        Self {
            name: to_text(name),
            overlong: value.is_some_and(|value| value.len() > MAX_ATTRIBUTE_OCTETS),
            value: value.map(to_text),
        }
    }

    /// The name as it was written.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value; `None` if there was no `=`.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        self.value.as_deref()
    }

    /// Whether browsers skip the attribute because its value has more than 1024 octets.
    #[must_use]
    pub const fn is_overlong(&self) -> bool {
        self.overlong
    }

    /// The names of the cookies that a comma join put into this attribute.
    pub(super) fn swallowed(&self) -> impl Iterator<Item = &str> {
        // `HttpOnly, sid=x` puts the second cookie's name into the attribute name, `SameSite=Lax,
        // sid=x` into the value.
        let in_name =
            self.value.as_ref().and_then(|_| self.name.rsplit_once(',')).map(|(_, name)| name.trim());
        let in_value = self.value.iter().flat_map(|value| value.split(',').skip(1)).filter_map(pair_name);
        in_name.filter(|name| is_token(name)).into_iter().chain(in_value)
    }

    /// Replaces the values of those cookies, and nothing that a browser reads.
    pub(super) fn replace_swallowed(&mut self, placeholder: &mut impl FnMut(&str) -> String) {
        let Some(value) = &mut self.value else { return };
        if self.name.rsplit_once(',').is_some_and(|(_, name)| is_token(name.trim())) {
            *value = placeholder(value);
            return;
        }
        let pieces: Vec<_> = value.split(',').collect();
        let replaced = replace_pieces(&pieces, placeholder);
        // A date is looked for in the whole value. Should the placeholder look like a part of one,
        // it has to go.
        if self.name.eq_ignore_ascii_case("expires") && !expiry::same_date(value, &replaced) {
            *value = replace_pieces(&pieces, &mut |_| String::new());
            return;
        }
        *value = replaced;
    }
}

fn pair_name(piece: &str) -> Option<&str> {
    let (name, _) = piece.split_once('=')?;
    Some(name.trim()).filter(|name| is_token(name))
}

fn is_token(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b';' | b','))
}

fn replace_pieces(pieces: &[&str], placeholder: &mut impl FnMut(&str) -> String) -> String {
    let replaced = pieces.iter().enumerate().map(|(index, piece)| match piece.split_once('=') {
        Some((name, value)) if index > 0 && is_token(name.trim()) => {
            format!("{name}={}", placeholder(value.trim()))
        }
        Some(_) | None => (*piece).to_owned(),
    });
    replaced.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use crate::cookie::SetCookie;

    fn line(text: &str) -> SetCookie {
        SetCookie::parse(text.as_bytes())
    }

    #[test]
    fn the_values_of_joined_cookies_can_be_replaced() {
        let line = line("a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT, b=two; HttpOnly, c=three; Path=/");
        let line = line.with_swallowed_values(|value| format!("#{}", value.len()));
        assert_eq!(line.line(), "a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT, b=#3; HttpOnly, c=#5; Path=/");
    }

    #[test]
    fn a_placeholder_that_looks_like_a_date_does_not_become_one() {
        let line = line("a=; Expires=1 Jan, b=two").with_swallowed_values(|_| " 1970 00:00:00".to_owned());
        assert_eq!(line.attribute("expires"), Some("1 Jan, b="));
    }

    #[test]
    fn cookies_joined_by_a_comma_are_named() {
        let line =
            line("a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly, b=2; SameSite=Lax, c=3; Path=/");
        assert_eq!(line.swallowed().collect::<Vec<_>>(), ["b", "c"]);
        let plain = SetCookie::parse(b"a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
        assert_eq!(plain.swallowed().count(), 0);
    }
}
