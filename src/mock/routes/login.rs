//! `POST /api/auth/login`, as CORE-3.4 describes it.

use http::header::{COOKIE, RETRY_AFTER};
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use hyper::body::Incoming;
use serde::Serialize;
use serde_json::Value;

use super::app::App;
use crate::mock::account::is_email;
use crate::mock::body::{Unreadable, read};
use crate::mock::nile::{Refusal, SignedIn};
use crate::mock::reply::{Happened, Reply};

/// What the user typed.
pub(in crate::mock) struct Form {
    pub(in crate::mock) email: String,
    pub(in crate::mock) password: String,
}

#[derive(Serialize)]
struct Welcome<'a> {
    success: bool,
    user: User<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<&'a str>,
}

#[derive(Serialize)]
struct User<'a> {
    id: &'a str,
    email: &'a str,
}

#[derive(Serialize)]
struct Invalid {
    error: &'static str,
    errors: Vec<Issue>,
}

/// One complaint, in the form of the validator that the ticket uses.
#[derive(Serialize)]
pub(in crate::mock) struct Issue {
    path: Vec<&'static str>,
    message: &'static str,
}

impl App {
    pub(super) async fn login(&self, head: &Parts, body: Incoming) -> Reply {
        if let Some(reply) = self.login_from_elsewhere(head) {
            return reply;
        }
        let form = match read(body).await.map_err(Unusable::from).and_then(|bytes| parse(&bytes)) {
            Ok(form) => form,
            Err(unusable) => return unusable.reply(),
        };
        if let Some(reply) = self.login_without_nile(&form) {
            return reply;
        }
        if let Some(seconds) = self.attempts.wait(&form.email).filter(|_| self.limits_logins()) {
            return too_many(seconds).because(Happened::LoginRefused);
        }
        let token = self.imposed_token(head, &form);
        match self.ask(self.nile.sign_in(&form.email, &form.password, token)).await {
            Ok(Ok(signed_in)) => {
                self.attempts.succeeded(&form.email);
                self.end_what_it_was_sent_with(head, &signed_in).await;
                self.welcome(&form, &signed_in)
            }
            Ok(Err(refusal)) => {
                self.attempts.failed(&form.email);
                self.take_time_for(refusal).await;
                self.turned_away(refusal).because(Happened::LoginRefused)
            }
            Err(failure) => self.failed(failure),
        }
    }

    /// The browser forgets the cookie of a session with which somebody logs in
    /// once more, so nobody could end it any more (ASVS 7.2.4).
    async fn end_what_it_was_sent_with(&self, head: &Parts, signed_in: &SignedIn) {
        if !head.headers.contains_key(COOKIE) || self.spares_what_it_was_sent_with() {
            return;
        }
        if let Ok(Some(old)) = self.session_of(head).await
            && old.id != signed_in.session.id
        {
            // If Nile fails now, the old session ends when its time is over.
            let _ = self.ask(self.nile.sign_out(old)).await;
        }
    }

    /// The answer to a login that succeeded.
    fn welcome(&self, form: &Form, signed_in: &SignedIn) -> Reply {
        self.after_sign_in(signed_in);
        let account = self.nile.accounts.get(signed_in.session.account);
        let user = User { id: account.map_or("", |it| &it.id), email: &form.email };
        let token = self.token_for_body(signed_in);
        let reply = Reply::of(StatusCode::OK, &Welcome { success: true, user, token });
        let reply = reply
            .with_cookies(self.login_cookies(signed_in))
            .because(Happened::Opened(signed_in.session.key));
        self.with_debug_header(reply, signed_in)
    }

    /// The answer to a login that did not fit: the same for a wrong password
    /// and an unknown e-mail (CORE-3.4, AC 7).
    fn turned_away(&self, refusal: Refusal) -> Reply {
        let sound = || Reply::fixed(StatusCode::UNAUTHORIZED, r#"{"error":"Invalid email or password"}"#);
        self.strange_refusal(refusal).unwrap_or_else(sound)
    }
}

/// The answer to whoever has failed too often (RFC 6585, section 4).
fn too_many(seconds: u64) -> Reply {
    let reply = Reply::fixed(StatusCode::TOO_MANY_REQUESTS, r#"{"error":"Too many attempts"}"#);
    reply.with(RETRY_AFTER, HeaderValue::from(seconds))
}

/// Why a request to log in cannot even be tried.
enum Unusable {
    Unread(Unreadable),
    Invalid(Vec<Issue>),
}

impl From<Unreadable> for Unusable {
    fn from(unreadable: Unreadable) -> Self {
        match unreadable {
            Unreadable::Broken => Self::Invalid(vec![Issue { path: vec![], message: "Unreadable body" }]),
            Unreadable::TooLarge | Unreadable::TooSlow => Self::Unread(unreadable),
        }
    }
}

impl Unusable {
    fn reply(self) -> Reply {
        match self {
            Self::Unread(unreadable) => unreadable.reply(),
            Self::Invalid(errors) => {
                Reply::of(StatusCode::BAD_REQUEST, &Invalid { error: "Validation failed", errors })
            }
        }
    }
}

fn parse(body: &[u8]) -> Result<Form, Unusable> {
    let Ok(value) = serde_json::from_slice::<Value>(body) else {
        return Err(Unusable::Invalid(vec![Issue { path: vec![], message: "Invalid JSON" }]));
    };
    let field = |name: &str| value.get(name).and_then(Value::as_str);
    let email = field("email").filter(|it| is_email(it));
    let password = field("password").filter(|it| !it.is_empty());
    if let (Some(email), Some(password)) = (email, password) {
        return Ok(Form { email: email.to_owned(), password: password.to_owned() });
    }
    let complaint =
        |found: Option<&str>, path, message| found.is_none().then(|| Issue { path: vec![path], message });
    let issues = [complaint(email, "email", "Invalid email"), complaint(password, "password", "Required")];
    Err(Unusable::Invalid(issues.into_iter().flatten().collect()))
}
