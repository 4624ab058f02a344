//! Why a request to the control interface was not done, and what to try.

use http::header::{ALLOW, WWW_AUTHENTICATE};
use http::{HeaderValue, Response, StatusCode};
use serde_json::json;

use super::versioned;
use crate::mock::content::Content;
use crate::mock::reply::Reply;

/// Every route with its methods, as the overview and the answers to mistakes
/// show them.
const ROUTES: [(&str, &str); 7] = [
    ("/__control", "GET"),
    ("/__control/fault", "GET, POST, DELETE"),
    ("/__control/defect", "GET, POST, DELETE"),
    ("/__control/defect/{name}", "DELETE"),
    ("/__control/sessions", "GET, DELETE"),
    ("/__control/sessions/{id}", "DELETE"),
    ("/__control/requests", "GET, DELETE"),
];

/// A request that was not done.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    error: String,
    hint: String,
    /// The methods of the route, if the method was the mistake.
    allow: Option<&'static str>,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, error: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { status, error: error.into(), hint: hint.into(), allow: None }
    }

    /// A value that the route does not know.
    pub(super) fn unknown(error: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, error, hint)
    }

    /// A body that is not what the route takes.
    pub(super) fn unreadable(why: &str) -> Self {
        let hint = r#"send a JSON object such as {"fault":"stall"} or {"defect":"keeps-session"}"#;
        Self::unknown(format!("the body cannot be used: {why}"), hint)
    }

    /// The deployment's own fault, such as a state file that cannot be written.
    pub(super) fn failed(error: &std::io::Error) -> Self {
        let error = format!("the change could not be kept: {error}");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, error, "look at the mock's state file")
    }

    /// No such path, or no such method there.
    pub(super) fn no_such_route(place: &[&str]) -> Self {
        let hint = "GET /__control lists what there is";
        let asked = format!("/__control/{}", place.join("/"));
        let fits = |route: &str| {
            let (route, asked) = (route.split('/'), asked.trim_end_matches('/').split('/'));
            route.clone().count() == asked.clone().count()
                && route.zip(asked).all(|(one, other)| one == other || one.starts_with('{'))
        };
        match ROUTES.into_iter().find(|(route, _)| fits(route)) {
            Some((_, allow)) => {
                let error = format!("this route takes only {allow}");
                Self { allow: Some(allow), ..Self::new(StatusCode::METHOD_NOT_ALLOWED, error, hint) }
            }
            None => Self::new(StatusCode::NOT_FOUND, "there is no such route", hint),
        }
    }

    #[cfg(test)]
    pub(super) const fn status(&self) -> StatusCode {
        self.status
    }

    pub(super) fn response(self) -> Response<Content> {
        let body = versioned(json!({ "error": self.error, "hint": self.hint }));
        let mut reply = Reply::of(self.status, &body);
        if self.status == StatusCode::UNAUTHORIZED {
            reply = reply.with(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        match self.allow {
            Some(allow) => reply.with(ALLOW, HeaderValue::from_static(allow)).response,
            None => reply.response,
        }
    }
}

/// Every route, as `METHODS PATH`.
pub(super) fn routes() -> Vec<String> {
    ROUTES.iter().map(|(path, methods)| format!("{methods} {path}")).collect()
}
