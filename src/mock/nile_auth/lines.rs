//! The cookies that Nile sets.

use super::clock::{Millis, SESSION};
use super::uri;
use crate::mock::clock::cookie_date;
use crate::mock::cookie::{Purpose, Shape};
use crate::mock::dress::Clear;

/// A session cookie as next-auth writes it, good for thirty days from now.
pub(super) fn session(name: &str, value: &str, secure: bool, now: Millis) -> String {
    let until = (now + SESSION) / 1000;
    Shape::of_nile(Purpose::Session, name, secure).set_until(&uri::encode(value), until)
}

/// The line that deletes a session cookie.
pub(super) fn session_cleared(name: &str, secure: bool) -> String {
    Shape::of_nile(Purpose::Session, name, secure).clear(Clear::MaxAge)
}

/// A cookie that lives until the browser closes.
pub(super) fn plain(purpose: Purpose, value: &str, secure: bool) -> String {
    Shape::of_nile(purpose, purpose.name(secure), secure).plain(&uri::encode(value))
}

/// The session cookie that completes a challenge. Nile writes this one by hand:
/// browsers read `secure=false` as the attribute `Secure` (measured).
pub(super) fn challenge_session(token: &str, secure: bool, now: Millis) -> String {
    let name = Purpose::Session.name(secure);
    let (lifetime, until) = (SESSION / 1000, cookie_date((now + SESSION) / 1000));
    format!(
        "{name}={token}; httpOnly=true; sameSite=lax; path=/; secure={secure}; Max-Age={lifetime}; Expires={until}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_of_the_real_server() {
        let name = "__Secure-nile.session-token";
        assert_eq!(
            session(name, "a b", true, 1_795_353_711_000 - SESSION),
            "__Secure-nile.session-token=a%20b; Path=/; Expires=Sun, 22 Nov 2026 13:21:51 GMT; HttpOnly; Secure; SameSite=Lax"
        );
        assert_eq!(
            session_cleared(name, true),
            "__Secure-nile.session-token=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax"
        );
        assert_eq!(
            plain(Purpose::CallbackUrl, "http://a.example", false),
            "nile.callback-url=http%3A%2F%2Fa.example; Path=/; HttpOnly; SameSite=Lax"
        );
        assert_eq!(
            challenge_session("f0", false, 1_795_353_711_000 - SESSION),
            "nile.session-token=f0; httpOnly=true; sameSite=lax; path=/; secure=false; Max-Age=2592000; Expires=Sun, 22 Nov 2026 13:21:51 GMT"
        );
    }
}
