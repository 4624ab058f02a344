//! Twists of what logout answers.

use std::future::pending;
use std::io::ErrorKind;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, LOCATION};
use http::request::Parts;
use http::{HeaderName, HeaderValue, Method, StatusCode};

use super::gzip;
use crate::mock::content::Content;
use crate::mock::defect::Defect;
use crate::mock::reply::{Happened, Reply};
use crate::mock::routes::{App, GOODBYE};

impl App {
    /// Whether a method logs out: POST, and what a defect adds.
    pub(in crate::mock) fn logs_out(&self, head: &Parts) -> bool {
        let says = |name| head.headers.contains_key(name);
        match head.method {
            Method::POST => true,
            Method::GET if says("next-router-prefetch") && self.has(Defect::PrefetchLogout) => true,
            Method::GET if says("x-http-method-override") && self.has(Defect::OverrideLogout) => true,
            Method::GET => self.has(Defect::GetLogout),
            Method::HEAD => self.has(Defect::HeadLogout),
            Method::DELETE => self.has(Defect::DeleteLogout),
            Method::PUT => self.has(Defect::PutLogout),
            _ => false,
        }
    }

    /// Whether the path with a slash at its end is a logout too, for all methods.
    pub(in crate::mock) fn logs_out_behind_a_slash(&self) -> bool {
        self.has(Defect::SlashLogsOutByGet)
    }

    /// Success for a session that was not touched.
    pub(in crate::mock) fn success_without_doing(&self, head: &Parts) -> Option<Reply> {
        let twisted =
            self.has(Defect::SilentWithoutCsrf) && self.csrf.valid(&head.headers, &self.dress).is_none();
        twisted.then(|| self.sound_goodbye(Vec::new()).because(Happened::Twisted))
    }

    /// The 401 of logout, bent.
    pub(in crate::mock) fn strange_unauthorized(&self, head: &Parts) -> Option<Reply> {
        let token = self.token_of(head);
        let was_valid = |token: &str| self.nile.dead(token).is_some();
        if token.is_some() && self.has(Defect::InvalidToken500) {
            return Some(broken());
        }
        if self.has(Defect::SecondLogout500) && token.as_deref().is_some_and(was_valid) {
            return Some(broken());
        }
        if token.is_none() && self.has(Defect::AnonymousLogout200) {
            return Some(self.sound_goodbye(Vec::new()));
        }
        if token.is_none() && self.has(Defect::AnonymousLogoutEndsLatest) {
            self.nile.end_newest();
        }
        let twisted = self.has(Defect::UnauthorizedBodyDiffers);
        twisted.then(|| Reply::fixed(StatusCode::UNAUTHORIZED, r#"{"message":"Unauthorized"}"#))
    }

    /// The answer of a successful logout.
    pub(in crate::mock) async fn goodbye(&self, deletions: Vec<String>) -> Reply {
        if self.has(Defect::LogoutStalls) {
            return pending().await;
        }
        let reply = self.sound_goodbye(deletions);
        let reply = self.with_other_status(reply);
        let reply = self.with_other_words(reply);
        self.with_other_bytes(reply)
    }

    fn with_other_status(&self, mut reply: Reply) -> Reply {
        if self.has(Defect::Logout201) {
            *reply.response.status_mut() = StatusCode::CREATED;
        }
        if self.has(Defect::Logout204) {
            *reply.response.status_mut() = StatusCode::NO_CONTENT;
            return with_body(reply, Content::empty());
        }
        if self.has(Defect::LogoutRedirects) {
            *reply.response.status_mut() = StatusCode::FOUND;
            let reply = with_body(reply, Content::empty());
            return reply.with(LOCATION, HeaderValue::from_static("http://localhost:3000/login"));
        }
        reply
    }

    fn with_other_words(&self, reply: Reply) -> Reply {
        let body = if self.has(Defect::LogoutMessageDiffers) {
            r#"{"success":true,"message":"Successfully logged out"}"#
        } else if self.has(Defect::LogoutSuccessAsText) {
            r#"{"success":"true","message":"Logged out successfully"}"#
        } else if self.has(Defect::LogoutBodyExtra) {
            r#"{"success":true,"message":"Logged out successfully","redirect":"/login"}"#
        } else if self.has(Defect::LogoutHtml) {
            let reply =
                reply.with(http::header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
            return with_body(
                reply,
                Content::from(Bytes::from_static(b"<!doctype html><title>Bye</title><p>Logged out.")),
            );
        } else {
            return reply;
        };
        with_body(reply, Content::from(Bytes::from_static(body.as_bytes())))
    }

    fn with_other_bytes(&self, mut reply: Reply) -> Reply {
        if self.has(Defect::LogoutCutBody) {
            let sent = Some(Bytes::from_static(GOODBYE.as_bytes()).slice(..20));
            let (promised, breaks) = (GOODBYE.len() as u64, ErrorKind::ConnectionAborted);
            return with_body(reply, Content::Cut { sent, promised, flushed: false, breaks });
        }
        if self.has(Defect::LogoutEndlessBody) {
            return with_body(reply, Content::Endless(Bytes::from_static(&[b' '; 4096])));
        }
        if self.has(Defect::LogoutHeaderFlood) {
            for _ in 0..300 {
                let name = HeaderName::from_static("x-flood");
                reply.response.headers_mut().append(name, HeaderValue::from_static("0123456789abcdef"));
            }
        }
        if self.has(Defect::LogoutGzip) {
            let reply = reply.with(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            return with_body(reply, Content::from(gzip::bomb()));
        }
        reply
    }
}

fn with_body(mut reply: Reply, body: Content) -> Reply {
    *reply.response.body_mut() = body;
    reply
}

/// A 500 that is the application's own doing.
pub(super) fn broken() -> Reply {
    let body = r#"{"error":"Internal server error"}"#;
    Reply::fixed(StatusCode::INTERNAL_SERVER_ERROR, body).because(Happened::Twisted)
}
