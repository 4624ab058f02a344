//! Twists of the headers that every answer carries.

use http::header::{
    AGE, ALLOW, CACHE_CONTROL, CONTENT_TYPE, DATE, HeaderName, SERVER, STRICT_TRANSPORT_SECURITY,
    WWW_AUTHENTICATE, X_CONTENT_TYPE_OPTIONS,
};
use http::request::Parts;
use http::{HeaderValue, StatusCode};

use crate::mock::clock;
use crate::mock::defect::Defect;
use crate::mock::reply::Reply;
use crate::mock::routes::App;

/// How far a wrong clock is ahead, in seconds.
const AHEAD: i64 = 3600;

/// The headers that a defect forgets.
const FORGOTTEN: [(Defect, HeaderName); 5] = [
    (Defect::NoCacheControl, CACHE_CONTROL),
    (Defect::NoNosniff, X_CONTENT_TYPE_OPTIONS),
    (Defect::NoHsts, STRICT_TRANSPORT_SECURITY),
    (Defect::BareRefusals, WWW_AUTHENTICATE),
    (Defect::BareRefusals, ALLOW),
];

impl App {
    /// The answer with headers missing, wrong, or too many.
    pub(in crate::mock) fn bent_headers(&self, head: &Parts, mut reply: Reply) -> Reply {
        for (defect, name) in FORGOTTEN {
            if self.has(defect) {
                reply.response.headers_mut().remove(name);
            }
        }
        if self.has(Defect::NamesItsVersion) {
            reply = reply.with(SERVER, HeaderValue::from_static("nginx/1.18.0"));
        }
        if self.has(Defect::ClockAhead)
            && let Ok(date) = HeaderValue::try_from(clock::cookie_date(clock::now() + AHEAD))
        {
            reply = reply.with(DATE, date);
        }
        if head.uri.path() == "/api/users/me" { self.bent_headers_of_me(reply) } else { reply }
    }

    fn bent_headers_of_me(&self, mut reply: Reply) -> Reply {
        if self.has(Defect::JsonAsText) {
            reply = reply.with(CONTENT_TYPE, HeaderValue::from_static("text/plain;charset=UTF-8"));
        }
        if self.has(Defect::AnswerFromCache) && reply.response.status() == StatusCode::OK {
            let hit = HeaderValue::from_static("HIT");
            reply = reply.with(AGE, HeaderValue::from_static("7"));
            reply = reply.with(HeaderName::from_static("x-cache"), hit);
        }
        reply
    }

    /// What a logout tells the browser to drop.
    pub(in crate::mock) fn dropped_by_pages(&self) -> HeaderValue {
        let quoted = !self.has(Defect::ClearSiteDataUnquoted);
        HeaderValue::from_static(if quoted { r#""cache", "storage""# } else { "cache, storage" })
    }
}
