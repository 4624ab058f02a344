//! An answer while it is put together: Nile's own routes change what next-auth
//! answered before it leaves.

use bytes::Bytes;
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, EXPIRES, LOCATION, PRAGMA, REFRESH, SET_COOKIE};
use http::{HeaderValue, StatusCode};
use serde::Serialize;
use serde_json::json;

use super::note::Note;
use crate::mock::content::Content;
use crate::mock::reply::{Happened, Reply};

/// What Node gives a body that is a string.
const TEXT: &str = "text/plain;charset=UTF-8";

const JSON: &str = "application/json";

/// How the answer may be cached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Caching {
    /// Nothing is said.
    Silent,
    /// The three headers of next-auth.
    Never,
    /// The header of a page of Next.js.
    Page,
}

/// An answer of Nile.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) body: Bytes,
    location: Option<String>,
    pub(super) cookies: Vec<String>,
    content_type: Option<&'static str>,
    caching: Caching,
    allow: Option<&'static str>,
    refresh: bool,
    note: Note,
}

impl Answer {
    /// No body, and so no content type.
    pub(super) const fn empty(status: StatusCode) -> Self {
        Self {
            status,
            body: Bytes::new(),
            location: None,
            cookies: Vec::new(),
            content_type: None,
            caching: Caching::Silent,
            allow: None,
            refresh: false,
            note: Note::Nothing,
        }
    }

    /// A text, which may be empty.
    pub(super) fn text(status: StatusCode, text: impl Into<Bytes>) -> Self {
        Self { body: text.into(), content_type: Some(TEXT), ..Self::empty(status) }
    }

    /// JSON that says that it is JSON. The types are ours and serialise without
    /// fail.
    pub(super) fn json(status: StatusCode, body: &impl Serialize) -> Self {
        Self { content_type: Some(JSON), ..Self::resource(status, body) }
    }

    /// JSON that says that it is text, as all resources but the session do.
    pub(super) fn resource(status: StatusCode, body: &impl Serialize) -> Self {
        Self::text(status, serde_json::to_vec(body).unwrap_or_default())
    }

    /// A page of next-auth.
    pub(super) fn page(status: StatusCode, html: String) -> Self {
        Self { body: html.into(), content_type: Some("text/html"), ..Self::empty(status) }
    }

    /// The page of Next.js for a path that does not exist.
    pub(super) fn not_found() -> Self {
        let html = "<!DOCTYPE html><html><head><title>404: This page could not be found.</title></head>\
                    <body><h1>404</h1><h2>This page could not be found.</h2></body></html>";
        Self {
            body: Bytes::from_static(html.as_bytes()),
            content_type: Some("text/html; charset=utf-8"),
            caching: Caching::Page,
            ..Self::empty(StatusCode::NOT_FOUND)
        }
    }

    /// What OPTIONS is answered.
    pub(super) fn options(allow: &'static str) -> Self {
        Self { allow: Some(allow), ..Self::empty(StatusCode::NO_CONTENT) }
    }

    /// Another way to write the same path, as Next.js sends everybody there
    /// before it looks for a route.
    pub(super) fn tidied(path: String) -> Self {
        Self {
            body: Bytes::from(path.clone()),
            location: Some(path),
            refresh: true,
            ..Self::empty(StatusCode::PERMANENT_REDIRECT)
        }
    }

    /// What a JavaScript error becomes in a resource.
    pub(super) fn thrown(message: impl Into<Bytes>) -> Self {
        Self::text(StatusCode::INTERNAL_SERVER_ERROR, message)
    }

    /// What a JavaScript error becomes below `/auth`: a URL of the app, in a
    /// text that happens to be JSON.
    pub(super) fn thrown_by_auth(origin: &str, message: &str) -> Self {
        let error: String =
            url::form_urlencoded::Serializer::new(String::new()).append_pair("error", message).finish();
        Self::resource(StatusCode::BAD_REQUEST, &json!({ "url": format!("{origin}?{error}") }))
    }

    /// What the database says about an id that is none.
    pub(super) fn not_a_uuid(id: &str) -> Self {
        Self::bad_request(format!("An error has occurred: invalid input syntax for type uuid: \"{id}\""))
    }

    pub(super) fn bad_request(text: impl Into<Bytes>) -> Self {
        Self::text(StatusCode::BAD_REQUEST, text)
    }

    pub(super) const fn unauthorized() -> Self {
        Self::empty(StatusCode::UNAUTHORIZED).because(Note::NoSession)
    }

    pub(super) const fn missing() -> Self {
        Self::empty(StatusCode::NOT_FOUND)
    }

    /// Adds the three headers with which next-auth forbids caching.
    pub(super) const fn uncached(mut self) -> Self {
        self.caching = Caching::Never;
        self
    }

    /// Names another place.
    pub(super) fn leading_to(mut self, place: String) -> Self {
        self.location = Some(place);
        self
    }

    /// The other place that it names.
    pub(super) fn place(&self) -> Option<&str> {
        self.location.as_deref()
    }

    /// The same under another status.
    pub(super) const fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Adds cookies.
    pub(super) fn with_cookies(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        self.cookies.extend(lines);
        self
    }

    /// Says in the log what happened.
    pub(super) const fn because(mut self, note: Note) -> Self {
        self.note = note;
        self
    }

    /// What the log will say.
    pub(super) const fn note(&self) -> Note {
        self.note
    }

    /// Whether the body can be read as JSON.
    pub(super) fn is_json(&self) -> bool {
        serde_json::from_slice::<serde::de::IgnoredAny>(&self.body).is_ok()
    }

    /// The answer as it goes out.
    pub(super) fn into_reply(self) -> Reply {
        let mut reply = Reply::bare(self.status).because(Happened::NileAuth(self.note));
        if !self.body.is_empty() {
            *reply.response.body_mut() = Content::from(self.body);
        }
        let headers = reply.response.headers_mut();
        if let Some(kind) = self.content_type {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        }
        if let Some(allow) = self.allow {
            headers.insert(ALLOW, HeaderValue::from_static(allow));
        }
        match self.caching {
            Caching::Silent => {}
            Caching::Never => {
                headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache, no-store"));
                headers.insert(EXPIRES, HeaderValue::from_static("0"));
                headers.insert(PRAGMA, HeaderValue::from_static("no-cache"));
            }
            Caching::Page => {
                let never = "private, no-cache, no-store, max-age=0, must-revalidate";
                headers.insert(CACHE_CONTROL, HeaderValue::from_static(never));
            }
        }
        if let Some(value) = self.location.as_deref().and_then(header_value) {
            if self.refresh {
                let refresh = [b"0;url=", value.as_bytes()].concat();
                HeaderValue::from_bytes(&refresh).into_iter().for_each(|it| {
                    headers.insert(REFRESH, it);
                });
            }
            headers.insert(LOCATION, value);
        }
        for line in self.cookies {
            HeaderValue::try_from(line).into_iter().for_each(|it| {
                headers.append(SET_COOKIE, it);
            });
        }
        reply
    }
}

/// A text as Node writes it into a header: one byte for each letter. Nothing
/// comes back for letters that have no such byte.
pub(super) fn header_value(text: &str) -> Option<HeaderValue> {
    let bytes: Option<Vec<u8>> = text.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect();
    HeaderValue::from_bytes(&bytes?).ok()
}
