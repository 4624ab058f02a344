//! Twists of where a token is accepted, beside its cookie on the protected
//! route, and of how a Cookie header is read.

use std::borrow::Cow;

use http::header::{AUTHORIZATION, COOKIE, ETAG, IF_NONE_MATCH};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::json;

use crate::mock::cookie::{Purpose, token_of};
use crate::mock::defect::Defect;
use crate::mock::dress::Dress;
use crate::mock::reply::{Happened, Reply};
use crate::mock::routes::App;
use crate::mock::store::Session;

/// What the protected route says about the state of its answer.
const STATE: HeaderValue = HeaderValue::from_static("\"profile-1\"");

impl App {
    /// The token of a request that is read in another way than it should be.
    pub(in crate::mock) fn token_read_badly(&self, head: &Parts) -> Option<Cow<'static, str>> {
        if let Some(last) = self.last_cookie_line(head) {
            let token = token_of(&last, Purpose::Session, &self.dress);
            return Some(Cow::Owned(token.unwrap_or_default().into_owned()));
        }
        if self.has(Defect::AcceptsUnprefixedName) {
            let bare = Dress { secure_names: false, ..self.dress.clone() };
            let token = token_of(&head.headers, Purpose::Session, &bare)?;
            return Some(Cow::Owned(token.into_owned()));
        }
        None
    }

    /// What is read of several Cookie lines, where that is not all of them.
    fn last_cookie_line(&self, head: &Parts) -> Option<HeaderMap> {
        let lines = head.headers.get_all(COOKIE);
        if !self.has(Defect::ReadsLastCookieLine) || lines.iter().count() < 2 {
            return None;
        }
        let last = lines.iter().next_back()?;
        Some([(COOKIE, last.clone())].into_iter().collect())
    }

    /// The remember-me token of a request.
    pub(in crate::mock) fn remembered_token(&self, head: &Parts) -> Option<String> {
        let last = self.last_cookie_line(head);
        let headers = last.as_ref().unwrap_or(&head.headers);
        token_of(headers, Purpose::RememberMe, &self.dress).map(Cow::into_owned)
    }

    /// The ended session of a token that came as a bearer token or in the URL.
    pub(super) fn dead_but_carried(&self, head: &Parts) -> Option<Session> {
        if !self.has(Defect::BearerNotRevoked) {
            return None;
        }
        let bearer = head.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let in_url = head.uri.query().and_then(|query| query.split('&').next());
        let token = bearer.and_then(|value| value.strip_prefix("Bearer "));
        let token = token.or_else(|| in_url.and_then(|pair| pair.strip_prefix("token=")))?;
        self.nile.dead(token)
    }

    /// Whether a route of its own accepts every token that was ever issued.
    pub(in crate::mock) fn decodes_alone(&self, head: &Parts) -> bool {
        let issued = |token: Cow<'_, str>| self.nile.dead(&token).is_some();
        self.has(Defect::OtherRouteDecodes) && self.token_of(head).is_some_and(issued)
    }

    /// The cookies with which a session read brings an ended session back.
    pub(in crate::mock) fn brought_back(&self, head: &Parts) -> Option<Vec<String>> {
        if !self.has(Defect::SessionReadReissues) {
            return None;
        }
        Some(self.fresh_cookies(self.nile.dead(&self.token_of(head)?)?))
    }

    /// The answer of a cache in front that compares states before anybody looks
    /// at the session.
    pub(super) fn not_modified(&self, head: &Parts) -> Option<Reply> {
        let same = self.has(Defect::EtagBeforeSession) && head.headers.get(IF_NONE_MATCH) == Some(&STATE);
        same.then(|| Reply::empty(StatusCode::NOT_MODIFIED).because(Happened::Twisted))
    }

    /// The same cache's mark on an answer.
    pub(super) fn with_state(&self, reply: Reply) -> Reply {
        if self.has(Defect::EtagBeforeSession) { reply.with(ETAG, STATE) } else { reply }
    }

    /// The 401 with the token that it refuses.
    pub(super) fn nobody_by_name(&self, head: &Parts) -> Option<Reply> {
        let token = self.token_of(head).filter(|_| self.has(Defect::ShowsBadToken))?;
        let strange = !token.is_empty() && self.nile.dead(&token).is_none();
        let body = json!({ "error": "Unauthorized", "message": format!("malformed token: {token}") });
        strange.then(|| Reply::of(StatusCode::UNAUTHORIZED, &body).because(Happened::Twisted))
    }

    /// The answer of a middleware to a route that is none.
    pub(in crate::mock) fn unknown_route(&self) -> Reply {
        if self.has(Defect::UnknownRoutes401) {
            return Reply::fixed(StatusCode::UNAUTHORIZED, r#"{"error":"Unauthorized"}"#);
        }
        Reply::empty(StatusCode::NOT_FOUND)
    }
}
