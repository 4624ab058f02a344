//! The headers that every answer of the application carries, whatever its
//! route.

use http::header::{STRICT_TRANSPORT_SECURITY, WWW_AUTHENTICATE, X_CONTENT_TYPE_OPTIONS};
use http::request::Parts;
use http::{HeaderValue, StatusCode};

use super::app::App;
use crate::mock::nile_auth;
use crate::mock::reply::Reply;

impl App {
    /// Adds them. What Nile answers on its own interface stays as Nile writes
    /// it.
    pub(super) fn with_headers_of_all_answers(&self, head: &Parts, reply: Reply) -> Reply {
        if head.uri.path().starts_with(nile_auth::PREFIX) {
            return reply;
        }
        let mut reply = reply.with(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        if self.dress.tls {
            let a_year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
            reply = reply.with(STRICT_TRANSPORT_SECURITY, a_year);
        }
        if reply.response.status() == StatusCode::UNAUTHORIZED {
            // No scheme that a browser knows: it would ask for a password.
            reply = reply.with(WWW_AUTHENTICATE, HeaderValue::from_static(r#"Cookie realm="penguin""#));
        }
        self.bent_headers(head, reply)
    }
}
