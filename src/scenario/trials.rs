//! What must not end a session: an anonymous logout, bad tokens, GET and HEAD.
//! What could end a session is tried on the third one, one kind after another,
//! with the live session asked after each, so that a death has one cause.

use data_encoding::BASE64URL_NOPAD;
use futures_util::future::{join, join_all, join3};
use reqwest::Method;
use serde_json::Value;

use super::driver::{Driver, Reply, random_hex};
use crate::check::Phase;
use crate::evidence::{Actor, BadToken, Intrusive, Step, TokenKind};
use crate::http::{Credential, Request};

/// The octets of an oversized token.
const OVERSIZED: usize = 8 * 1024;

/// The octets of one that some servers still take.
const LARGE: usize = 16 * 1024;

/// The octets of one that is larger than any server takes.
const HUGE: usize = 64 * 1024;

/// Cookies beside a token that is lost among them.
const CROWD: usize = 200;

/// The characters of a token that a server which compares prefixes looks at.
const PREFIX: usize = 16;

impl Driver<'_> {
    /// One trial after another.
    pub(super) async fn try_what_must_not_end_a_session(&self) {
        let bad_tokens = self.wants(Phase::BadTokens);
        let everybody = self.ask_everybody(Step::MeBeforeAnonymousLogout);
        join3(everybody, self.ask_as_nobody(), self.ask_with_odd_cookies()).await;
        let kinds = self.bad_tokens();
        join(self.log_out_as_nobody(), self.send_bad_tokens(&kinds, Self::ask_badly)).await;
        self.ask_everybody(Step::MeAfterAnonymousLogout).await;
        join(self.try_on_the_third_session(bad_tokens), self.log_the_second_account_in()).await;
    }

    async fn try_on_the_third_session(&self, bad_tokens: bool) {
        if bad_tokens {
            self.send_bad_tokens(&BadToken::AT_LOGOUT, Self::log_out_badly).await;
            join(self.ask(Actor::Third, Step::MeAfterBadTokens), self.ask_from_another_site()).await;
        } else {
            self.ask_from_another_site().await;
        }
        if self.wants(Phase::MalformedTokens) {
            self.send_bad_tokens(&BadToken::MALFORMED, Self::log_out_badly).await;
            self.ask(Actor::Third, Step::Intrusive(Intrusive::MeAfterMalformed)).await;
        }
        if self.wants(Phase::Methods) {
            self.try_method(Method::GET, Step::GetLogout, Step::MeAfterGetLogout).await;
            self.try_method(Method::HEAD, Step::HeadLogout, Step::MeAfterHeadLogout).await;
        }
        self.try_other_methods().await;
        self.get_other_paths().await;
    }

    /// The logout without a cookie, while several sessions are live.
    async fn log_out_as_nobody(&self) {
        if self.wants(Phase::AnonymousLogout) {
            let request = self.logout_of(Actor::Nobody);
            self.send(Actor::Nobody, Step::LogoutWhileOthersLive, request).await;
        }
    }

    /// Every session says who it is.
    async fn ask_everybody(&self, step: Step) {
        join_all([self.ask(Actor::First, step), self.ask(Actor::Second, step), self.ask(Actor::Third, step)])
            .await;
    }

    /// The id that was offered before a login asks alone, and so does a caller
    /// without any cookie.
    async fn ask_as_nobody(&self) {
        let offered = self.offered.borrow().clone();
        let offered = self.ask_with(Actor::Third, Step::MeWithOfferedId, offered);
        join(offered, self.anonymously(Step::Canary, Method::GET, self.me())).await;
    }

    /// The kinds of bad tokens that are looked at.
    fn bad_tokens(&self) -> Vec<BadToken> {
        let families = [
            (Phase::BadTokens, BadToken::ALL.as_slice()),
            (Phase::MalformedTokens, BadToken::MALFORMED.as_slice()),
        ];
        let wanted = families.into_iter().filter(|(phase, _)| self.wants(*phase));
        wanted.flat_map(|(_, kinds)| kinds).copied().collect()
    }

    /// Each kind of bad token, made from the third session's, in a request.
    /// They only ask at first: the logouts could end the session for all.
    async fn send_bad_tokens<'a, F>(
        &'a self,
        kinds: &[BadToken],
        send: impl Fn(&'a Self, BadToken, Credential) -> F,
    ) where
        F: Future<Output = Option<Reply>>,
    {
        let credential = |kind: &BadToken| {
            let sessions = self.sessions.borrow();
            let session = sessions.get(&Actor::Third)?;
            let is_jwt = session.facts.main().is_some_and(|cookie| cookie.kind == TokenKind::Jwt);
            if kind.needs_a_jwt() && !is_jwt {
                return None;
            }
            let credential = session.with_main_value(|value| spoil(*kind, value))?;
            let is_crowded = *kind == BadToken::ManyCookies;
            Some((*kind, if is_crowded { credential.in_a_crowd(CROWD) } else { credential }))
        };
        let credentials = kinds.iter().filter_map(credential);
        join_all(credentials.map(|(kind, it)| send(self, kind, it)).collect::<Vec<_>>()).await;
    }

    async fn ask_badly(&self, kind: BadToken, credential: Credential) -> Option<Reply> {
        let request = Request::new(Method::GET, self.me()).credential(Some(credential));
        self.send(Actor::Third, Step::BadMe(kind), on_its_own(kind, request)).await
    }

    async fn log_out_badly(&self, kind: BadToken, credential: Credential) -> Option<Reply> {
        let request = self.logout_of(Actor::Third).credential(Some(credential));
        self.send(Actor::Third, Step::BadLogout(kind), on_its_own(kind, request)).await
    }

    async fn try_method(&self, method: Method, attempt: Step, after: Step) {
        self.as_session(Actor::Third, attempt, Request::new(method, self.logout_url())).await;
        self.ask(Actor::Third, after).await;
    }
}

/// A server may end the whole connection over an oversized header (GOAWAY in
/// HTTP/2), and with it every other request that is on it.
fn on_its_own(kind: BadToken, request: Request) -> Request {
    if kind.is_oversized() { request.fresh() } else { request }
}

/// A token of that kind, made from a live one where the kind says so.
fn spoil(kind: BadToken, live: &str) -> String {
    let keep = |characters: usize| live.chars().take(characters).collect();
    let length = live.chars().count();
    match kind {
        BadToken::Empty => String::new(),
        BadToken::Garbage => random_hex(16),
        BadToken::Undefined => "undefined".to_owned(),
        BadToken::Oversized => "a".repeat(OVERSIZED),
        BadToken::Prefix => keep(PREFIX.min(length / 2)),
        BadToken::Tampered => {
            live.chars().enumerate().map(|(at, c)| if at + 1 == length { far_from(c) } else { c }).collect()
        }
        BadToken::Truncated => keep(length.saturating_sub(1)),
        BadToken::Null => "null".to_owned(),
        BadToken::BrokenPercent => "%E0%A4%A".to_owned(),
        BadToken::ControlBytes => "a%00b%0D%0ASet-Cookie:%20penguin=1".to_owned(),
        BadToken::Overlong => "%C0%AE%C0%AE%C0%AF%F0%9F%90%A7".to_owned(),
        BadToken::Injection => "'/**/OR/**/'1'='1'--".to_owned(),
        BadToken::JsonOperator => "j%3A%7B%22%24ne%22%3Anull%7D".to_owned(),
        BadToken::Large => "a".repeat(LARGE),
        BadToken::Huge => "a".repeat(HUGE),
        BadToken::ManyCookies => random_hex(16),
        BadToken::Unsigned | BadToken::NoSignature | BadToken::OtherPayload => forge(kind, live),
    }
}

/// A JWT that nobody has signed.
fn forge(kind: BadToken, live: &str) -> String {
    let parts: Vec<&str> = live.splitn(3, '.').collect();
    let [header, payload, signature] = parts.as_slice() else { return random_hex(16) };
    if kind == BadToken::Unsigned {
        return format!("{}.{payload}.", BASE64URL_NOPAD.encode(br#"{"alg":"none","typ":"JWT"}"#));
    }
    if kind == BadToken::NoSignature {
        return format!("{header}.{payload}.");
    }
    let claims = BASE64URL_NOPAD.decode(payload.as_bytes()).unwrap_or_default();
    let claims: serde_json::Map<String, Value> = serde_json::from_slice(&claims).unwrap_or_default();
    let claims = claims.into_iter().chain([("admin".to_owned(), Value::Bool(true))]);
    let claims = Value::Object(claims.collect()).to_string();
    format!("{header}.{}.{signature}", BASE64URL_NOPAD.encode(claims.as_bytes()))
}

/// The base64url character whose first bit differs.
fn far_from(c: char) -> char {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let place = ALPHABET.chars().position(|known| known == c).unwrap_or_default();
    ALPHABET.chars().nth((place + 32) % 64).unwrap_or('x')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_oversized_token_takes_no_other_request_down_with_its_connection() {
        let sent = |kind| {
            let url = reqwest::Url::parse("http://localhost/").unwrap();
            on_its_own(kind, Request::new(Method::GET, url)).fresh
        };
        assert!(sent(BadToken::Oversized) && !sent(BadToken::Garbage));
    }

    #[test]
    fn a_forged_jwt_keeps_what_makes_it_look_right() {
        let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig";
        let unsigned = spoil(BadToken::Unsigned, jwt);
        assert_eq!(unsigned, "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiIxIn0.");
        assert_eq!(spoil(BadToken::NoSignature, jwt), "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.");
        let other = spoil(BadToken::OtherPayload, jwt);
        let payload = BASE64URL_NOPAD.decode(other.split('.').nth(1).unwrap().as_bytes()).unwrap();
        assert_eq!(payload, br#"{"sub":"1","admin":true}"#);
        assert!(other.starts_with("eyJhbGciOiJIUzI1NiJ9.") && other.ends_with(".sig"));
    }

    #[test]
    fn every_bad_token_differs_from_the_live_one() {
        let live = "0123456789abcdef0123456789abcdef";
        let jwe = "eyJhbGciOiJkaXIifQ..iv-iv.-------.tag_tag_tag";
        let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig";
        for kind in BadToken::ALL.into_iter().chain(BadToken::MALFORMED) {
            assert_ne!(spoil(kind, live), live, "{kind:?}");
            assert_ne!(spoil(kind, jwe), jwe, "{kind:?}");
            assert_ne!(spoil(kind, jwt), jwt, "{kind:?}");
        }
        assert_eq!(spoil(BadToken::Oversized, live).len(), 8192);
        assert_eq!(spoil(BadToken::Tampered, live).len(), live.len());
        assert!(live.starts_with(&spoil(BadToken::Prefix, live)));
        assert!(live.starts_with(&spoil(BadToken::Truncated, live)));
    }
}
