//! Twists of the protected route.

use std::time::Duration;

use http::header::LOCATION;
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use serde_json::{Value, json};

use super::answer::broken;
use crate::mock::account::Account;
use crate::mock::cookie::Purpose;
use crate::mock::defect::Defect;
use crate::mock::nile::NileFailure;
use crate::mock::reply::{Happened, Reply};
use crate::mock::routes::{App, profile};
use crate::mock::store::Session;

/// How long a slow read stays in flight, so that a test can log out in the
/// middle of it.
const SLOW_READ: Duration = Duration::from_millis(25);

/// A refusal with what a handler threw.
const STACK: &str = r#"{"error":"Unauthorized","stack":"Error: no session\n    at getSession (/app/.next/server/chunks/42.js:7:13)"}"#;

impl App {
    /// An answer that no session is looked up for.
    pub(in crate::mock) fn me_without_nile(&self, head: &Parts) -> Option<Reply> {
        if self.has(Defect::LoginThen401) || self.refuses_origin(head) {
            return Some(self.nobody());
        }
        if (self.has(Defect::MeOversized500) && self.is_oversized(head)) || self.cannot_decode(head) {
            return Some(broken());
        }
        self.not_modified(head).or_else(|| self.shared_answer())
    }

    /// The answer for a request without a live session.
    pub(in crate::mock) async fn show_to_nobody(&self, head: &Parts) -> Reply {
        if (self.has(Defect::FailOpen) || self.has(Defect::OpensOnNull))
            && let Err(failure) = self.ask(self.nile.session("")).await
        {
            return self.me_when_nile_failed(failure);
        }
        let late = self.token_of(head).and_then(|token| self.dead_but_answered(&token));
        let late = late.or_else(|| self.dead_but_carried(head));
        match late.and_then(|session| self.nile.accounts.get(session.account)) {
            Some(account) => self.identity(account).because(Happened::Twisted),
            None => self.nobody_by_name(head).unwrap_or_else(|| self.nobody()),
        }
    }

    /// The sound 401 and what stands in its place.
    pub(in crate::mock) fn nobody(&self) -> Reply {
        if self.has(Defect::Me403) {
            return Reply::fixed(StatusCode::FORBIDDEN, r#"{"error":"Forbidden"}"#);
        }
        if self.has(Defect::MeRedirects) {
            return Reply::empty(StatusCode::FOUND).with(LOCATION, HeaderValue::from_static("/login"));
        }
        if self.has(Defect::MeLoginPage) {
            return Reply::page(
                StatusCode::OK,
                "<!doctype html><title>Log in</title><form method=post></form>",
            );
        }
        if self.has(Defect::Me200Null) {
            return Reply::fixed(StatusCode::OK, "{}");
        }
        if self.has(Defect::StackInRefusal) {
            return Reply::fixed(StatusCode::UNAUTHORIZED, STACK);
        }
        Reply::fixed(StatusCode::UNAUTHORIZED, r#"{"error":"Unauthorized"}"#)
    }

    /// Who is logged in.
    pub(in crate::mock) fn identity(&self, account: &Account) -> Reply {
        if self.has(Defect::MeNoIdentity) {
            return Reply::fixed(StatusCode::OK, r#"{"tenantId":null}"#);
        }
        if self.has(Defect::MeListsUsers) {
            let user = |it: &Account| json!({"id": it.id, "email": it.email, "name": it.name});
            let users: Vec<Value> = self.nile.accounts.all().iter().map(user).collect();
            return Reply::of(StatusCode::OK, &users);
        }
        self.with_state(profile(account))
    }

    /// The answer when Nile failed.
    pub(in crate::mock) fn me_when_nile_failed(&self, failure: NileFailure) -> Reply {
        if self.opens_on(failure) {
            return Reply::fixed(StatusCode::OK, "{}").because(Happened::Nile(failure));
        }
        self.failed(failure)
    }

    /// What happens between reading a session and answering; the lines are
    /// added to the answer.
    pub(in crate::mock) async fn after_reading(&self, session: Session) -> Vec<String> {
        self.share(session);
        let in_store = self.has(Defect::ResurrectInStore);
        if !in_store && !self.has(Defect::ResurrectByRead) {
            return Vec::new();
        }
        tokio::time::sleep(SLOW_READ).await;
        if self.nile.store().live(session.key).is_some() {
            return Vec::new();
        }
        if in_store {
            self.nile.revive_session(session);
            return Vec::new();
        }
        self.fresh_cookies(session)
    }

    pub(super) fn fresh_cookies(&self, session: Session) -> Vec<String> {
        let account = self.nile.accounts.get(session.account);
        let begun = account.and_then(|account| self.nile.begin(session.account, account, None).ok());
        begun.map(|begun| self.cookie_lines(Purpose::Session, &begun.token)).unwrap_or_default()
    }
}
