//! Cookies on the wire: reading what a client sends, and the lines that set and
//! delete.

use std::borrow::Cow;

use http::HeaderMap;
use http::header::COOKIE;

use super::clock;
use super::dress::{Clear, Dress};

/// The cookies of a deployment, by what they are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Holds the session's token.
    Session,
    /// Authenticates by itself when there is no session cookie.
    RememberMe,
    /// Holds the CSRF token and its signature.
    Csrf,
    /// Holds where Nile sends the client afterwards.
    CallbackUrl,
}

impl Purpose {
    /// The cookie's name (measured on Nile: the prefix comes with the
    /// production build, and is never `__Host-`).
    pub(super) const fn name(self, secure: bool) -> &'static str {
        match (self, secure) {
            (Self::Session, false) => "nile.session-token",
            (Self::Session, true) => "__Secure-nile.session-token",
            (Self::RememberMe, false) => "nile.remember-me",
            (Self::RememberMe, true) => "__Secure-nile.remember-me",
            (Self::Csrf, false) => "nile.csrf-token",
            (Self::Csrf, true) => "__Secure-nile.csrf-token",
            (Self::CallbackUrl, false) => "nile.callback-url",
            (Self::CallbackUrl, true) => "__Secure-nile.callback-url",
        }
    }
}

/// One cookie as login sets it: everything that a deletion must repeat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape<'a> {
    pub(super) name: Cow<'a, str>,
    pub(super) purpose: Purpose,
    /// Which part of the token it holds, where the token is spread over several
    /// cookies.
    pub(super) chunk: Option<usize>,
    pub(super) path: Option<&'a str>,
    pub(super) domain: Option<&'a str>,
    pub(super) secure: bool,
    pub(super) partitioned: bool,
}

impl<'a> Shape<'a> {
    /// The cookie of this purpose in a dress.
    pub(super) fn of(purpose: Purpose, dress: &'a Dress) -> Self {
        Self {
            name: Cow::Borrowed(purpose.name(dress.secure_names)),
            purpose,
            chunk: None,
            path: Some(&dress.path),
            domain: dress.domain.as_deref(),
            secure: dress.secure_names,
            partitioned: false,
        }
    }

    /// The cookie of the CSRF token. Its scope never follows the dress: it is
    /// Nile's own, and a browser session long.
    pub(super) fn of_csrf(dress: &'a Dress) -> Self {
        Self { path: Some("/"), domain: None, ..Self::of(Purpose::Csrf, dress) }
    }

    /// A cookie that Nile itself sets; no dress changes these.
    pub(super) fn of_nile(purpose: Purpose, name: &'a str, secure: bool) -> Self {
        let path = Some("/");
        Self {
            name: Cow::Borrowed(name),
            purpose,
            chunk: None,
            path,
            domain: None,
            secure,
            partitioned: false,
        }
    }

    /// The same cookie for one half of a token.
    pub(super) fn in_chunk(&self, number: usize) -> Self {
        Self { name: Cow::Owned(format!("{}.{number}", self.name)), chunk: Some(number), ..self.clone() }
    }

    /// The line that sets it, in the order that Nile was measured to use.
    pub(super) fn set(&self, value: &str) -> String {
        self.set_until(value, clock::now() + clock::SESSION_SECONDS)
    }

    /// The same for a moment in seconds since 1970.
    pub(super) fn set_until(&self, value: &str, expires: i64) -> String {
        let mut line = self.start(value, "");
        push(&mut line, "Expires", &clock::cookie_date(expires));
        self.finish(line, true)
    }

    /// The line that deletes it.
    pub(super) fn clear(&self, how: Clear) -> String {
        let (max_age, expires) = match how {
            Clear::Both => (true, true),
            Clear::MaxAge | Clear::Bare => (true, false),
            Clear::Expires => (false, true),
        };
        let mut line = self.start("", if max_age { "; Max-Age=0" } else { "" });
        if expires {
            push(&mut line, "Expires", "Thu, 01 Jan 1970 00:00:00 GMT");
        }
        self.finish(line, how != Clear::Bare)
    }

    /// A line without any expiry: the cookie lives until the browser closes.
    pub(super) fn plain(&self, value: &str) -> String {
        self.finish(self.start(value, ""), true)
    }

    fn start(&self, value: &str, first: &str) -> String {
        let mut line = String::with_capacity(self.name.len() + value.len() + 128);
        line.push_str(&self.name);
        line.push('=');
        line.push_str(value);
        line.push_str(first);
        self.path.into_iter().for_each(|path| push(&mut line, "Path", path));
        self.domain.into_iter().for_each(|domain| push(&mut line, "Domain", domain));
        line
    }

    /// The attributes without a value. `Secure` stays on a bare deletion where
    /// the prefix demands it.
    fn finish(&self, mut line: String, dressed: bool) -> String {
        let prefixed = self.name.starts_with("__Secure-");
        line.push_str(if dressed { "; HttpOnly" } else { "" });
        line.push_str(if self.secure && (dressed || prefixed) { "; Secure" } else { "" });
        line.push_str(if dressed { "; SameSite=Lax" } else { "" });
        line.push_str(if self.partitioned { "; Partitioned" } else { "" });
        line
    }
}

fn push(line: &mut String, name: &str, value: &str) {
    line.extend(["; ", name, "=", value]);
}

/// The value of a cookie in a request. Of two with one name the last counts, as
/// Nile was measured to do.
pub(super) fn value_of<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(it, _)| *it == name).map(|(_, value)| value).next_back()
}

/// The token that a request carries in a cookie, put together again when it
/// came in chunks.
pub(super) fn token_of<'a>(headers: &'a HeaderMap, purpose: Purpose, dress: &Dress) -> Option<Cow<'a, str>> {
    let name = purpose.name(dress.secure_names);
    if !dress.chunked || purpose != Purpose::Session {
        return value_of(headers, name).map(Cow::Borrowed);
    }
    let first = value_of(headers, &format!("{name}.0"))?;
    let second = value_of(headers, &format!("{name}.1")).unwrap_or_default();
    Some(Cow::Owned(format!("{first}{second}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deletion_repeats_what_login_set() {
        let dress = Dress { secure_names: true, domain: Some("penguin.test".to_owned()), ..Dress::default() };
        let line = Shape::of(Purpose::Session, &dress).clear(Clear::MaxAge);
        let wanted = "__Secure-nile.session-token=; Max-Age=0; Path=/; Domain=penguin.test; HttpOnly; Secure; SameSite=Lax";
        assert_eq!(line, wanted);
    }

    #[test]
    fn a_bare_deletion_keeps_secure_only_where_the_prefix_demands_it() {
        let shape = Shape::of(Purpose::Session, &Dress::default()).clear(Clear::Bare);
        assert_eq!(shape, "nile.session-token=; Max-Age=0; Path=/");
        let dress = Dress { secure_names: true, ..Dress::default() };
        assert!(Shape::of(Purpose::Session, &dress).clear(Clear::Bare).ends_with("Path=/; Secure"));
    }

    #[test]
    fn the_last_of_two_cookies_counts() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, http::HeaderValue::from_static("a=1; b=2; a=3"));
        headers.append(COOKIE, http::HeaderValue::from_static("b=4"));
        assert_eq!(value_of(&headers, "a"), Some("3"));
        assert_eq!(value_of(&headers, "b"), Some("4"));
        assert_eq!(value_of(&headers, "c"), None);
    }
}
