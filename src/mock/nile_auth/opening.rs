//! What happens to every request to next-auth before its action is looked at.

use std::borrow::Cow;

use http::Method;
use serde_json::Value;

use super::NileAuth;
use super::call::Call;
use super::callback_url::{Thrown, choose, is_http};
use super::csrf;
use super::fields;
use super::lines;
use super::next_auth::Failure;
use super::origin::Site;
use super::session_cookie::SessionCookie;
use crate::mock::cookie::Purpose;

/// What next-auth knows before it looks at the action.
pub(super) struct Opening<'a> {
    pub(super) call: &'a Call<'a>,
    pub(super) site: &'a Site,
    /// The body, if it came as JSON or as a form.
    pub(super) body: Value,
    pub(super) csrf: String,
    /// Whether the body proves that it comes from a page of the app.
    pub(super) verified: bool,
    pub(super) callback: String,
    pub(super) session: SessionCookie<'a>,
    /// The cookies that are set whatever happens.
    pub(super) cookies: Vec<String>,
}

impl Opening<'_> {
    /// A field of the body that is a text.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        self.body.get(name).and_then(Value::as_str)
    }
}

impl NileAuth {
    /// The CSRF token and the callback URL, which every action begins with.
    pub(super) fn open<'a>(
        &self,
        call: &'a Call<'a>,
        site: &'a Site,
        goals: Goals<'_>,
        body: Value,
    ) -> Result<Opening<'a>, Failure> {
        let secure = call.origin.secure;
        let mut cookies = Vec::new();
        let sent = call.jar.get(call.name(Purpose::Csrf));
        let known = sent.as_deref().and_then(|it| csrf::valid(it, &self.secret));
        let said = body.get("csrfToken").and_then(Value::as_str);
        let verified = call.is(&Method::POST) && known.is_some() && said == known;
        let token = match known {
            Some(token) => token.to_owned(),
            None => {
                let (token, value) = csrf::fresh(&self.secret)?;
                cookies.push(lines::plain(Purpose::Csrf, &value, secure));
                token
            }
        };
        let Goals { queried, kept } = goals;
        let queried = queried.map(Value::String);
        let asked = body.get("callbackUrl").filter(|it| !it.is_null()).or(queried.as_ref());
        let callback = choose(asked, kept.as_deref(), &site.origin)?;
        if kept.as_deref() != Some(callback.as_str()) {
            cookies.push(lines::plain(Purpose::CallbackUrl, &callback, secure));
        }
        let session = SessionCookie::of(&call.jar, call.name(Purpose::Session), secure);
        Ok(Opening { call, site, body, csrf: token, verified, callback, session, cookies })
    }
}

/// The callback URLs that a request names outside of its body.
pub(super) struct Goals<'a> {
    queried: Option<String>,
    kept: Option<Cow<'a, str>>,
}

impl<'a> Goals<'a> {
    pub(super) fn of(call: &Call<'a>) -> Self {
        let kept = call.jar.get(call.name(Purpose::CallbackUrl));
        Self { queried: call.last_query("callbackUrl"), kept }
    }

    /// Whether they are URLs at all.
    pub(super) fn are_let_in(&self, site: &Site) -> bool {
        let queried = self.queried.as_deref().filter(|it| !it.is_empty());
        let readable = |url: &str| url == site.origin || is_http(url, &site.base);
        queried.into_iter().chain(self.kept.as_deref()).all(readable)
    }
}

/// The body of a POST as next-auth reads it: by its content type.
pub(super) fn body_of(call: &Call<'_>) -> Result<Value, Thrown> {
    if !call.is(&Method::POST) {
        return Ok(Value::Null);
    }
    if call.sends("application/json") {
        return fields::json(&call.body).map_err(|error| Thrown(error.message));
    }
    Ok(if call.sends("application/x-www-form-urlencoded") { fields::form(&call.body) } else { Value::Null })
}
