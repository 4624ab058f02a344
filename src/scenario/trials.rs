//! What must not end a session: an anonymous logout, bad tokens, GET and HEAD.
//! What could end a session is tried on the third one, one kind after another,
//! with the live session asked after each, so that a death has one cause.

use futures_util::future::{join, join_all};
use reqwest::Method;

use super::driver::{Driver, Reply, random_hex};
use crate::check::Phase;
use crate::evidence::{Actor, BadToken, Step};
use crate::http::{Credential, Request};

/// The octets of an oversized token.
const OVERSIZED: usize = 8 * 1024;

/// The characters of a token that a server which compares prefixes looks at.
const PREFIX: usize = 16;

impl Driver<'_> {
    /// One trial after another.
    pub(super) async fn try_what_must_not_end_a_session(&self) {
        let bad_tokens = self.wants(Phase::BadTokens);
        join(self.ask_everybody(Step::MeBeforeAnonymousLogout), self.ask_as_nobody()).await;
        join(self.log_out_as_nobody(), self.send_bad_tokens(bad_tokens, Self::ask_badly)).await;
        self.ask_everybody(Step::MeAfterAnonymousLogout).await;
        join(self.try_on_the_third_session(bad_tokens), self.log_the_second_account_in()).await;
    }

    async fn try_on_the_third_session(&self, bad_tokens: bool) {
        if bad_tokens {
            self.send_bad_tokens(true, Self::log_out_badly).await;
            self.ask(Actor::Third, Step::MeAfterBadTokens).await;
        }
        if self.wants(Phase::Methods) {
            self.try_method(Method::GET, Step::GetLogout, Step::MeAfterGetLogout).await;
            self.try_method(Method::HEAD, Step::HeadLogout, Step::MeAfterHeadLogout).await;
        }
        self.try_other_methods().await;
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

    /// Each kind of bad token, made from the third session's, in a request.
    /// They only ask at first: the logouts could end the session for all.
    async fn send_bad_tokens<'a, F>(
        &'a self,
        wanted: bool,
        send: impl Fn(&'a Self, BadToken, Credential) -> F,
    ) where
        F: Future<Output = Option<Reply>>,
    {
        let header = |kind| {
            let sessions = self.sessions.borrow();
            sessions
                .get(&Actor::Third)?
                .with_main_value(|value| spoil(kind, value))
                .map(|header| (kind, header))
        };
        let headers = BadToken::ALL.into_iter().filter(|_| wanted).filter_map(header);
        join_all(headers.map(|(kind, header)| send(self, kind, header)).collect::<Vec<_>>()).await;
    }

    async fn ask_badly(&self, kind: BadToken, credential: Credential) -> Option<Reply> {
        let request = Request::new(Method::GET, self.me()).credential(Some(credential));
        self.send(Actor::Third, Step::BadMe(kind), request).await
    }

    async fn log_out_badly(&self, kind: BadToken, credential: Credential) -> Option<Reply> {
        let request = self.logout_of(Actor::Third).credential(Some(credential));
        self.send(Actor::Third, Step::BadLogout(kind), request).await
    }

    async fn try_method(&self, method: Method, attempt: Step, after: Step) {
        self.as_session(Actor::Third, attempt, Request::new(method, self.logout_url())).await;
        self.ask(Actor::Third, after).await;
    }
}

/// A token of that kind, made from a live one where the kind says so.
fn spoil(kind: BadToken, live: &str) -> String {
    let keep = |characters: usize| live.chars().take(characters).collect();
    let length = live.chars().count();
    match kind {
        BadToken::Empty => String::new(),
        BadToken::Garbage => random_hex(16),
        BadToken::Oversized => "a".repeat(OVERSIZED),
        BadToken::Prefix => keep(PREFIX.min(length / 2)),
        BadToken::Tampered => {
            live.chars().enumerate().map(|(at, c)| if at + 1 == length { far_from(c) } else { c }).collect()
        }
        BadToken::Truncated => keep(length.saturating_sub(1)),
    }
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
    fn every_bad_token_differs_from_the_live_one() {
        let live = "0123456789abcdef0123456789abcdef";
        let jwe = "eyJhbGciOiJkaXIifQ..iv-iv.-------.tag_tag_tag";
        for kind in BadToken::ALL {
            assert_ne!(spoil(kind, live), live, "{kind:?}");
            assert_ne!(spoil(kind, jwe), jwe, "{kind:?}");
        }
        assert_eq!(spoil(BadToken::Oversized, live).len(), 8192);
        assert_eq!(spoil(BadToken::Tampered, live).len(), live.len());
        assert!(live.starts_with(&spoil(BadToken::Prefix, live)));
        assert!(live.starts_with(&spoil(BadToken::Truncated, live)));
    }
}
