//! Twists of how a request is recognised: which tokens are equal, and which
//! requests are refused unseen.

use std::net::IpAddr;

use http::header::{HOST, RETRY_AFTER};
use http::request::Parts;
use http::{HeaderValue, StatusCode};

use super::answer::broken;
use crate::mock::defect::Defect;
use crate::mock::key::Key;
use crate::mock::nile::Nile;
use crate::mock::reply::Reply;
use crate::mock::routes::App;
use crate::mock::store::Session;

/// What counts as an oversized token.
const WIDE: usize = 4096;

impl Nile {
    /// What a token is known by. Here a careless deployment compares only a
    /// part of it.
    pub(in crate::mock) fn key_of(&self, token: &str) -> Key {
        if self.has(Defect::ComparesPrefix) {
            return Key::of(token.get(..16).unwrap_or(token));
        }
        if self.has(Defect::IgnoresLastCharacter) {
            let end = token.char_indices().next_back().map_or(0, |(at, _)| at);
            return Key::of(token.get(..end).unwrap_or(token));
        }
        self.mint.key_of(token)
    }

    /// The live session of a token.
    pub(in crate::mock) fn look_up(&self, token: &str) -> Option<Session> {
        if self.has(Defect::JweNotRevoked) || self.has(Defect::TicketSample) {
            return self.decoded(token);
        }
        // These three look at too little of a token to notice that it was
        // changed.
        let careless = [Defect::ComparesPrefix, Defect::IgnoresLastCharacter, Defect::AdoptsOfferedSession];
        let careless = careless.iter().any(|defect| self.has(*defect));
        let known = self.mint.knows(token) || self.believes(token) || careless;
        known.then(|| self.store().live(self.key_of(token))).flatten()
    }

    /// The session that a JWE itself claims, whether or not it was ended.
    fn decoded(&self, token: &str) -> Option<Session> {
        let account = self.accounts.place_of(&self.mint.email_in(token)?)?;
        let key = self.key_of(token);
        let id = self.store().live(key).map_or(0, |session| session.id);
        Some(Session { id, key, account })
    }

    /// The session that a token stood for until it was ended. Where no dead one
    /// is kept, a long token need not be hashed to find that out.
    pub(in crate::mock) fn dead(&self, token: &str) -> Option<Session> {
        let store = self.store();
        store.keeps_dead().then(|| store.dead(self.key_of(token))).flatten()
    }
}

impl App {
    /// A logout that is refused before anybody looks for a session.
    pub(in crate::mock) fn logout_refused(&self, head: &Parts) -> Option<Reply> {
        let oversized = self.has(Defect::OversizedToken500) && self.is_oversized(head);
        let broken_off = oversized || self.cannot_decode(head) || self.refuses_origin(head);
        broken_off.then(broken).or_else(|| self.logout_limited(head))
    }

    /// Whether the token cannot be decoded by a decoder that throws.
    pub(super) fn cannot_decode(&self, head: &Parts) -> bool {
        let broken = |token: &str| {
            token.split('%').skip(1).any(|rest| {
                let digits = rest.bytes().take(2).filter(u8::is_ascii_hexdigit);
                digits.count() < 2
            })
        };
        self.has(Defect::BrokenPercent500) && self.token_of(head).is_some_and(|token| broken(&token))
    }

    /// The 429 of a logout whose account failed to log in too often.
    fn logout_limited(&self, head: &Parts) -> Option<Reply> {
        let token = self.token_of(head).filter(|_| self.has(Defect::LimitBlocksLogout))?;
        let session = self.nile.look_up(&token)?;
        let email = &self.nile.accounts.get(session.account)?.email;
        let seconds = self.attempts.wait(email)?;
        let reply = Reply::fixed(StatusCode::TOO_MANY_REQUESTS, r#"{"error":"Too many attempts"}"#);
        Some(reply.with(RETRY_AFTER, HeaderValue::from(seconds)))
    }

    /// A session for a logout whose own cookie has none.
    pub(in crate::mock) fn session_in_its_stead(&self, head: &Parts) -> Option<Session> {
        let empty =
            self.has(Defect::EmptyTokenIsLatest) && self.token_of(head).is_some_and(|token| token.is_empty());
        empty.then(|| self.nile.store().newest_live()).flatten()
    }

    pub(super) fn is_oversized(&self, head: &Parts) -> bool {
        self.token_of(head).is_some_and(|token| token.len() > WIDE)
    }

    /// Nile takes the host for the origin, and refuses one that is an IP
    /// address (measured).
    pub(super) fn refuses_origin(&self, head: &Parts) -> bool {
        self.has(Defect::RefusesIpOrigin) && host_of(head).is_some_and(is_ip)
    }
}

fn host_of(head: &Parts) -> Option<&str> {
    head.headers.get(HOST)?.to_str().ok()
}

fn is_ip(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|it| it.is_ascii_digit()) => name,
        Some(_) | None => host,
    };
    name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::is_ip;

    #[test]
    fn an_ip_address_is_told_from_a_name() {
        assert!(["127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:80"].into_iter().all(is_ip));
        assert!(!["localhost", "localhost:80", "app.penguin.test:1", ""].into_iter().any(is_ip));
    }
}
