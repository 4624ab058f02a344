//! Who may steer: a process on this machine that knows the token, and no page
//! in a browser.

use std::net::IpAddr;

use http::header::{AUTHORIZATION, HOST};
use http::{HeaderMap, StatusCode};
use ring::{digest, hmac};

use super::refusal::Refusal;
use super::token::ControlToken;

/// Knows the token without holding it.
pub(super) struct Guard {
    key: hmac::Key,
    tag: hmac::Tag,
}

impl Guard {
    pub(super) fn new(token: &ControlToken) -> Self {
        // The key need not be secret: the tag only makes values of one length.
        let key = hmac::Key::new(hmac::HMAC_SHA256, digest::digest(&digest::SHA256, b"control").as_ref());
        let tag = hmac::sign(&key, token.text().as_bytes());
        Self { key, tag }
    }

    /// Lets a caller in, or says why not. The name in `Host` must be this
    /// machine's: a page of somebody else whose name was made to lead here
    /// (DNS rebinding) sends its own.
    pub(super) fn admit(&self, peer: IpAddr, headers: &HeaderMap) -> Result<(), Refusal> {
        if !peer.to_canonical().is_loopback() {
            return Err(Refusal::new(
                StatusCode::FORBIDDEN,
                "only this machine may steer",
                "call it locally",
            ));
        }
        if !headers.get(HOST).and_then(|host| host.to_str().ok()).is_some_and(is_here) {
            let hint = "address it as localhost, 127.0.0.1 or [::1]";
            return Err(Refusal::new(StatusCode::FORBIDDEN, "the Host header names another machine", hint));
        }
        let given = headers.get(AUTHORIZATION).and_then(|it| it.as_bytes().strip_prefix(b"Bearer "));
        if given.is_some_and(|given| self.knows(given)) {
            return Ok(());
        }
        let hint = "send Authorization: Bearer TOKEN, with the token that the mock printed at its start";
        Err(Refusal::new(StatusCode::UNAUTHORIZED, "the control token is missing or wrong", hint))
    }

    /// Compares in constant time: how long it takes says nothing about how
    /// much of a guess is right.
    fn knows(&self, given: &[u8]) -> bool {
        hmac::verify(&self.key, given, self.tag.as_ref()).is_ok()
    }
}

/// Whether a Host header, with or without a port, names this machine.
fn is_here(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        Some(_) | None => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "0123456789abcdef";

    fn status(peer: &str, host: Option<&str>, authorization: Option<&str>) -> Option<StatusCode> {
        let mut headers = HeaderMap::new();
        for (name, value) in [(HOST, host), (AUTHORIZATION, authorization)] {
            value.map(|value| headers.insert(name, value.parse().unwrap()));
        }
        let guard = Guard::new(&ControlToken::chosen(TOKEN).unwrap());
        guard.admit(peer.parse().unwrap(), &headers).err().map(|refusal| refusal.status())
    }

    #[test]
    fn only_this_machine_may_steer() {
        let bearer = format!("Bearer {TOKEN}");
        let from = |peer| status(peer, Some("localhost:4000"), Some(&bearer));
        assert_eq!([from("127.0.0.1"), from("::1"), from("::ffff:127.0.0.1")], [None; 3]);
        assert_eq!([from("192.0.2.7"), from("2001:db8::7")], [Some(StatusCode::FORBIDDEN); 2]);
    }

    #[test]
    fn the_host_must_name_this_machine() {
        let bearer = format!("Bearer {TOKEN}");
        let to = |host| status("127.0.0.1", host, Some(&bearer));
        for host in ["localhost", "LocalHost:1", "127.0.0.1:80", "[::1]:80", "[::1]", "127.9.9.9"] {
            assert_eq!(to(Some(host)), None, "{host}");
        }
        for host in ["evil.example", "localhost.evil.example:80", "192.0.2.7", "localhost:80:90", ""] {
            assert_eq!(to(Some(host)), Some(StatusCode::FORBIDDEN), "{host}");
        }
        assert_eq!(to(None), Some(StatusCode::FORBIDDEN));
    }

    #[test]
    fn the_token_must_be_right_to_the_last_character() {
        let with = |authorization| status("127.0.0.1", Some("localhost"), authorization);
        assert_eq!(with(Some("Bearer 0123456789abcdef")), None);
        let wrong = ["Bearer 0123456789abcdeg", "Bearer 0123456789abcde", "Bearer ", "0123456789abcdef"];
        for authorization in wrong.map(Some).into_iter().chain([None]) {
            assert_eq!(with(authorization), Some(StatusCode::UNAUTHORIZED), "{authorization:?}");
        }
    }
}
