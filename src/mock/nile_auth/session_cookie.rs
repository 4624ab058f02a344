//! The session cookie of a request, which may come in several chunks.

use std::borrow::Cow;

use super::callback_url::Thrown;
use super::clock::Millis;
use super::jar::Jar;
use super::lines;

/// Every cookie whose name begins like the session cookie's.
pub(super) struct SessionCookie<'a> {
    name: &'static str,
    secure: bool,
    chunks: Vec<(&'a str, Cow<'a, str>)>,
}

impl<'a> SessionCookie<'a> {
    pub(super) fn of(jar: &Jar<'a>, name: &'static str, secure: bool) -> Self {
        Self { name, secure, chunks: jar.beginning_with(name) }
    }

    /// The token, put together; empty if there is none.
    pub(super) fn token(&self) -> Cow<'_, str> {
        if let [(_, whole)] = self.chunks.as_slice() {
            return Cow::Borrowed(whole);
        }
        let mut chunks: Vec<(Option<u64>, &str)> =
            self.chunks.iter().map(|(name, value)| (number(name), value.as_ref())).collect();
        // A name without a number compares with nothing, and then the order of
        // the header stays.
        if chunks.iter().all(|(number, _)| number.is_some()) {
            chunks.sort_by_key(|(number, _)| *number);
        }
        chunks.into_iter().map(|(_, value)| value).collect()
    }

    /// The line that sends the token again, with a later expiry.
    pub(super) fn again(&self, token: &str, now: Millis) -> String {
        lines::session(self.name, token, self.secure, now)
    }

    /// The lines that replace whatever there is by a token.
    pub(super) fn replaced(&self, token: &str, now: Millis) -> Result<Vec<String>, Thrown> {
        self.check_names()?;
        let mut lines: Vec<String> =
            self.chunks.iter().map(|(name, _)| self.line(name, token, now)).collect();
        if !self.chunks.iter().any(|(name, _)| *name == self.name) {
            lines.push(self.again(token, now));
        }
        Ok(lines)
    }

    /// The lines that delete whatever there is.
    pub(super) fn cleared(&self) -> Result<Vec<String>, Thrown> {
        self.check_names()?;
        Ok(self.chunks.iter().map(|(name, _)| lines::session_cleared(name, self.secure)).collect())
    }

    /// Fails where a name cannot be written into a line: what a client sends is
    /// read more loosely than what is sent to it.
    fn check_names(&self) -> Result<(), Thrown> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if self.chunks.iter().all(|(name, _)| name.bytes().all(plain)) {
            return Ok(());
        }
        Err(Thrown("argument name is invalid".to_owned()))
    }

    fn line(&self, name: &str, token: &str, now: Millis) -> String {
        if name == self.name {
            return self.again(token, now);
        }
        lines::session_cleared(name, self.secure)
    }
}

/// The number at the end of a chunk's name.
fn number(name: &str) -> Option<u64> {
    let end = name.rsplit('.').next()?;
    let digits: String = end.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cookie(header: &str) -> SessionCookie<'_> {
        SessionCookie::of(&Jar::read(header), "nile.session-token", false)
    }

    #[test]
    fn chunks_are_put_together_by_number() {
        assert_eq!(cookie("nile.session-token.1=b; x=1; nile.session-token.0=a").token(), "ab");
        assert_eq!(cookie("nile.session-token=a; nile.session-token.0=b").token(), "ab");
        assert_eq!(cookie("other=1").token(), "");
    }

    #[test]
    fn a_name_that_cannot_be_written_is_an_error() {
        assert!(cookie("nile.session-token =a").cleared().is_err());
    }

    #[test]
    fn a_new_token_takes_the_chunks_away() {
        let lines = cookie("nile.session-token.0=a").replaced("t", 0).unwrap();
        assert!(
            lines[0].starts_with("nile.session-token.0=; Max-Age=0")
                && lines[1].starts_with("nile.session-token=t;")
        );
        assert_eq!(cookie("nile.session-token=a").replaced("t", 0).unwrap().len(), 1);
    }
}
