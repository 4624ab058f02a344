//! Twists of login.

use std::time::Duration;

use http::header::LOCATION;
use http::request::Parts;
use http::{HeaderName, HeaderValue, StatusCode};
use serde_json::json;

use super::answer::broken;
use crate::mock::cookie::Purpose;
use crate::mock::defect::Defect;
use crate::mock::key::Key;
use crate::mock::nile::{Refusal, SignedIn};
use crate::mock::reply::{Happened, Reply};
use crate::mock::routes::{App, Form};

/// How long the hash of a password takes.
const HASH: Duration = Duration::from_millis(8);

impl App {
    /// A login that is answered without asking Nile.
    pub(in crate::mock) fn login_without_nile(&self, form: &Form) -> Option<Reply> {
        if self.has(Defect::MockLogin) {
            let user = json!({"id": "1", "email": form.email, "name": "Mock User"});
            let body = json!({"token": "mock-jwt-token", "user": user});
            return Some(Reply::of(StatusCode::OK, &body).because(Happened::Twisted));
        }
        let account = self.nile.accounts.place_of(&form.email)?;
        let banned = self.has(Defect::ReloginRefused) && self.memory.lock().banned.contains(&account);
        banned.then(|| Reply::fixed(StatusCode::UNAUTHORIZED, r#"{"error":"Invalid email or password"}"#))
    }

    /// A token that the new session must have. The sound application has no
    /// wish here: Nile makes a fresh one.
    pub(in crate::mock) fn imposed_token(&self, head: &Parts, form: &Form) -> Option<String> {
        if self.has(Defect::AdoptsOfferedSession) {
            return self.token_of(head).map(|token| token.into_owned()).filter(|token| !token.is_empty());
        }
        if self.has(Defect::AdoptsIssuedSession) {
            let token = self.token_of(head)?;
            let issued = self.memory.lock().issued.contains(&Key::of(&token));
            return issued.then(|| token.into_owned());
        }
        if self.has(Defect::ReusesToken) {
            let account = self.nile.accounts.place_of(&form.email)?;
            return self.memory.lock().ended.get(&account).cloned();
        }
        self.careless_token(&form.email)
    }

    /// A CSRF token that everybody gets.
    pub(in crate::mock) fn imposed_csrf_token(&self) -> Option<String> {
        self.has(Defect::OneCsrfTokenForAll).then(|| "c5".repeat(32))
    }

    /// Remembers an anonymous session id, to adopt it.
    pub(in crate::mock) fn note_issued(&self, token: &str) {
        if self.has(Defect::AdoptsIssuedSession) {
            self.memory.lock().issued.insert(Key::of(token));
        }
    }

    /// Whether logins are limited.
    pub(in crate::mock) fn limits_logins(&self) -> bool {
        !self.has(Defect::NoLoginLimit)
    }

    /// Whether a login leaves alone what it was sent with.
    pub(in crate::mock) fn spares_what_it_was_sent_with(&self) -> bool {
        self.has(Defect::LoginKeepsSession)
    }

    /// What a refusal costs: nothing, or a password hash where there is a
    /// password to compare with.
    pub(in crate::mock) async fn take_time_for(&self, refusal: Refusal) {
        if self.has(Defect::UnknownEmailFast) && refusal == Refusal::WrongPassword {
            tokio::time::sleep(HASH).await;
        }
    }

    /// A line of the login. Here it may lose an attribute, or gain one.
    pub(in crate::mock) fn login_line(&self, line: String) -> String {
        let lost = [
            (Defect::LoginCookieRefused, "; Secure"),
            (Defect::CookieWithoutHttpOnly, "; HttpOnly"),
            (Defect::CookieWithoutSameSite, "; SameSite=Lax"),
        ];
        let lost = lost.into_iter().filter(|(defect, _)| self.has(*defect));
        let line = lost.fold(line, |line, (_, attribute)| line.replace(attribute, ""));
        if self.has(Defect::CookieForTenYears) { format!("{line}; Max-Age=315360000") } else { line }
    }

    /// What else a login does.
    pub(in crate::mock) fn after_sign_in(&self, signed_in: &SignedIn) {
        let account = signed_in.session.account;
        if self.has(Defect::ContextLeak) {
            self.memory.lock().published = Some(signed_in.token.clone());
        }
        if self.has(Defect::LoginRevivesOld) {
            self.nile.revive_account(account);
        }
        if self.has(Defect::ReusesToken) {
            self.memory.lock().ended.remove(&account);
        }
    }

    /// Whether login forgets to forward its cookies.
    pub(in crate::mock) fn keeps_cookies_back(&self) -> bool {
        self.has(Defect::LoginWithoutCookie)
    }

    /// The token that the body of a login shows.
    pub(in crate::mock) fn token_for_body<'a>(&self, signed_in: &'a SignedIn) -> Option<&'a str> {
        self.has(Defect::TokenInBody).then_some(&signed_in.token)
    }

    /// The header that shows the token.
    pub(in crate::mock) fn with_debug_header(&self, reply: Reply, signed_in: &SignedIn) -> Reply {
        let (header, text) = if self.has(Defect::TokenInDebugHeader) {
            let name = Purpose::Session.name(self.dress.secure_names);
            (HeaderName::from_static("x-nile-debug"), format!("authCookie={name}={}", signed_in.token))
        } else if self.has(Defect::TokenInLocation) {
            (LOCATION, format!("/welcome?token={}", signed_in.token))
        } else {
            return reply;
        };
        match HeaderValue::try_from(text) {
            Ok(value) => reply.with(header, value),
            Err(_) => reply,
        }
    }

    /// The answer to a login that does not fit.
    pub(in crate::mock) fn strange_refusal(&self, refusal: Refusal) -> Option<Reply> {
        if self.has(Defect::WrongPassword500) {
            return Some(broken());
        }
        match refusal {
            Refusal::WrongPassword => None,
            Refusal::UnknownEmail if self.has(Defect::UnknownEmail404) => {
                Some(Reply::fixed(StatusCode::NOT_FOUND, r#"{"error":"User not found"}"#))
            }
            Refusal::UnknownEmail if self.has(Defect::UnknownEmailText) => {
                Some(Reply::fixed(StatusCode::UNAUTHORIZED, r#"{"error":"No account with this email"}"#))
            }
            Refusal::UnknownEmail => None,
        }
    }
}
