//! Twists of what may come from other sites: the gate, CORS, redirects, and
//! headers of proxies.

use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE, HOST, LOCATION, ORIGIN,
};
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode};
use hyper::body::{Body, Incoming};
use serde_json::Value;

use super::answer::broken;
use crate::mock::body::read;
use crate::mock::content::Content;
use crate::mock::defect::Defect;
use crate::mock::gate::{comes_from_elsewhere, own_origin};
use crate::mock::reply::{Happened, Reply};
use crate::mock::routes::App;

impl App {
    /// The answer to a logout of another site, unless the gate is open.
    pub(in crate::mock) fn logout_from_elsewhere(&self, head: &Parts) -> Option<Reply> {
        let own = own_origin(&head.headers, self.dress.tls);
        let begins_like_ours =
            head.headers.get(ORIGIN).and_then(|origin| origin.to_str().ok()).is_some_and(|origin| {
                origin.starts_with(own.trim_end_matches(|c: char| c == ':' || c.is_ascii_digit()))
            });
        let open = self.has(Defect::LogoutFromAnywhere)
            || (self.has(Defect::OriginByItsBeginning) && begins_like_ours);
        if open { None } else { self.turned_back(head) }
    }

    /// The same for a login.
    pub(in crate::mock) fn login_from_elsewhere(&self, head: &Parts) -> Option<Reply> {
        if self.has(Defect::LoginFromAnywhere) { None } else { self.turned_back(head) }
    }

    fn turned_back(&self, head: &Parts) -> Option<Reply> {
        comes_from_elsewhere(&head.headers, self.dress.tls)
            .then(|| Reply::fixed(StatusCode::FORBIDDEN, r#"{"error":"Forbidden"}"#))
    }

    /// A logout that came over two schemes at once, as two proxies in a row say.
    pub(in crate::mock) fn breaks_on_two_schemes(&self, head: &Parts) -> Option<Reply> {
        let proto = head.headers.get("x-forwarded-proto").filter(|_| self.has(Defect::TwoSchemes500))?;
        proto.as_bytes().contains(&b',').then(broken)
    }

    /// A body that is read although nothing in it is needed.
    pub(in crate::mock) async fn breaks_on_a_body(&self, body: Incoming) -> Option<Reply> {
        if self.has(Defect::LargeBody500) && body.size_hint().lower() > 16 * 1024 {
            return Some(broken());
        }
        if !self.has(Defect::BrokenBody500) {
            return None;
        }
        let bytes = read(body).await.ok()?;
        let is_readable = bytes.is_empty() || serde_json::from_slice::<Value>(&bytes).is_ok();
        (!is_readable).then(broken)
    }

    /// A logout that leads where its caller wants.
    pub(in crate::mock) fn led_elsewhere(&self, head: &Parts, reply: Reply) -> Reply {
        let target = head.uri.query().and_then(|query| {
            let mut pairs = url::form_urlencoded::parse(query.as_bytes());
            pairs.find_map(|(name, value)| (name == "callbackUrl").then(|| value.into_owned()))
        });
        let is_taken = |target: &String| {
            self.has(Defect::LogoutLeadsAnywhere)
                || (self.has(Defect::LogoutLeadsLikeAPath) && target.starts_with('/'))
        };
        let Some(target) = target.filter(is_taken).and_then(|it| HeaderValue::try_from(it).ok()) else {
            return reply;
        };
        let mut reply = reply.with(LOCATION, target);
        *reply.response.status_mut() = StatusCode::FOUND;
        *reply.response.body_mut() = Content::empty();
        reply
    }

    /// What the answer says to the origin that asks, and to a forwarding header.
    pub(in crate::mock) fn for_strangers(&self, head: &Parts, reply: Reply) -> Reply {
        if self.has(Defect::CorsReflects)
            && let Some(origin) = head.headers.get(ORIGIN)
        {
            let with_cookies = HeaderValue::from_static("true");
            return reply
                .with(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone())
                .with(ACCESS_CONTROL_ALLOW_CREDENTIALS, with_cookies);
        }
        let forwarded = self.has(Defect::BelievesForwardedHost).then(|| head.headers.get("x-forwarded-host"));
        let own =
            self.has(Defect::BelievesHost).then(|| head.headers.get(HOST).filter(|host| is_foreign(host)));
        if let Some(host) = forwarded.flatten().or(own.flatten()).and_then(|host| host.to_str().ok()) {
            return reply.with_cookies([format!("nile.callback-url=https%3A%2F%2F{host}; Path=/")]);
        }
        reply
    }

    /// A request as it arrived, which nobody should be shown.
    pub(in crate::mock) fn echoed(&self, head: &Parts) -> Option<Reply> {
        if head.method != Method::TRACE || !self.has(Defect::TraceEchoes) {
            return None;
        }
        let line = |(name, value): (&http::HeaderName, &HeaderValue)| {
            format!("{name}: {}\r\n", String::from_utf8_lossy(value.as_bytes()))
        };
        let lines: String = head.headers.iter().map(line).collect();
        let text = format!("TRACE {} HTTP/1.1\r\n{lines}\r\n", head.uri);
        let echo =
            Reply::json(StatusCode::OK, text).with(CONTENT_TYPE, HeaderValue::from_static("message/http"));
        Some(echo.because(Happened::Twisted))
    }
}

/// Whether the mock is never reached by that name.
fn is_foreign(host: &HeaderValue) -> bool {
    let own = ["localhost", "127.0.0.1", "penguin.test"];
    host.to_str().is_ok_and(|host| !own.iter().any(|own| host.contains(own)))
}
