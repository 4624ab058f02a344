//! Answers of the application, and what there is to say about them in the log.

use std::fmt;

use bytes::Bytes;
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, SET_COOKIE};
use http::{HeaderName, HeaderValue, Response, StatusCode};
use serde::Serialize;

use super::content::Content;
use super::fault::Fault;
use super::key::Key;
use super::nile::NileFailure;
use super::nile_auth::Note;

/// What happened behind an answer. It is put into words only when somebody
/// listens.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Happened {
    /// Nothing worth a word.
    #[default]
    Nothing,
    /// A session began.
    Opened(Key),
    /// A session was ended.
    Ended(Key),
    /// A logout answered, and its session lives on.
    Spared(Key),
    /// A live session was shown.
    Known(Key),
    /// There was no live session.
    NoSession,
    /// E-mail and password did not fit.
    LoginRefused,
    /// Nile failed.
    Nile(NileFailure),
    /// The wire to Nile failed in that way.
    Fault(Fault),
    /// A planted defect answered in place of the sound code.
    Twisted,
    /// The stand-in for Nile's HTTP interface answered.
    NileAuth(Note),
}

impl fmt::Display for Happened {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Opened(key) => write!(out, "session {:08x} opened", key.fingerprint()),
            Self::Ended(key) => write!(out, "session {:08x} ended", key.fingerprint()),
            Self::Spared(key) => write!(out, "session {:08x} not ended", key.fingerprint()),
            Self::Known(key) => write!(out, "session {:08x}", key.fingerprint()),
            Self::NoSession => out.write_str("no live session"),
            Self::LoginRefused => out.write_str("e-mail and password do not fit"),
            Self::Nile(failure) => write!(out, "Nile failed: {failure}"),
            Self::Fault(fault) => write!(out, "fault {}", fault.name()),
            Self::Twisted => out.write_str("a planted defect answered"),
            Self::NileAuth(note) => note.fmt(out),
        }
    }
}

/// An answer on its way out.
#[derive(Debug)]
pub(super) struct Reply {
    /// What the client gets.
    pub(super) response: Response<Content>,
    /// What the log gets.
    pub(super) happened: Happened,
}

impl Reply {
    /// An answer without a body that no cache may keep.
    pub(super) fn empty(status: StatusCode) -> Self {
        Self::bare(status).with(CACHE_CONTROL, HeaderValue::from_static("no-store"))
    }

    /// An answer without a body that says nothing about caches.
    pub(super) fn bare(status: StatusCode) -> Self {
        let mut response = Response::new(Content::empty());
        *response.status_mut() = status;
        Self { response, happened: Happened::Nothing }
    }

    /// An answer whose JSON is already written.
    pub(super) fn json(status: StatusCode, body: impl Into<Bytes>) -> Self {
        let mut reply = Self::empty(status);
        *reply.response.body_mut() = Content::from(body.into());
        reply.with(CONTENT_TYPE, HeaderValue::from_static("application/json"))
    }

    /// An answer whose JSON is always the same.
    pub(super) fn fixed(status: StatusCode, body: &'static str) -> Self {
        Self::json(status, Bytes::from_static(body.as_bytes()))
    }

    /// An answer that is serialised now. The types are ours and serialise
    /// without fail, so the empty body of a failure is never seen.
    pub(super) fn of(status: StatusCode, body: &impl Serialize) -> Self {
        Self::json(status, serde_json::to_vec(body).unwrap_or_default())
    }

    /// An HTML page.
    pub(super) fn page(status: StatusCode, html: &'static str) -> Self {
        let reply = Self::fixed(status, html);
        reply.with(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))
    }

    /// The answer to a method that the route does not know.
    pub(super) fn not_allowed(allow: &'static str) -> Self {
        Self::empty(StatusCode::METHOD_NOT_ALLOWED).with(ALLOW, HeaderValue::from_static(allow))
    }

    /// Sets one header.
    pub(super) fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.response.headers_mut().insert(name, value);
        self
    }

    /// Adds cookie lines. A line that no header can carry is left out; the
    /// dress is checked before, so none is.
    pub(super) fn with_cookies(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        for line in lines {
            if let Ok(value) = HeaderValue::try_from(line) {
                self.response.headers_mut().append(SET_COOKIE, value);
            }
        }
        self
    }

    /// Says what happened.
    pub(super) fn because(mut self, happened: Happened) -> Self {
        self.happened = happened;
        self
    }
}
