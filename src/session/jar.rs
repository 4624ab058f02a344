//! The jar that carries our own requests. It proves nothing about browsers:
//! cookie_store differs from Chromium in 22 % of the recorded cases, so the
//! verdict comes from `cookie`, never from here.

use std::fmt;
use std::sync::{Arc, MutexGuard, PoisonError};

use cookie_store::{Cookie, CookieExpiration, CookieStore};
use reqwest::Url;
use reqwest::cookie::CookieStore as _;
use reqwest::header::HeaderValue;
use reqwest_cookie_store::CookieStoreMutex;
use time::OffsetDateTime;

use crate::deployment::{CsrfSource, Profile};
use crate::http::Credential;
use crate::redact::{Redactor, Secret};

/// A jar of cookies, one per session, and the tokens that a client keeps
/// beside it.
#[derive(Clone, Default)]
pub struct Jar {
    store: Arc<CookieStoreMutex>,
    /// The CSRF token that belongs to the cookies.
    csrf: Option<Secret>,
    /// The token of `Authorization: Bearer`.
    bearer: Option<Secret>,
}

/// Only the names: the values are secrets.
impl fmt::Debug for Jar {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Jar").field("names", &self.names()).finish_non_exhaustive()
    }
}

impl Jar {
    /// An empty jar.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A jar with the cookies of an earlier one. A cookie that a browser would
    /// have thrown away by now is kept: the server may still accept it, and
    /// that is what has to be found out.
    pub(super) fn with(mut cookies: Vec<Cookie<'static>>) -> Self {
        for cookie in &mut cookies {
            if cookie.is_expired() {
                cookie.expires = CookieExpiration::SessionEnd;
            }
        }
        let all = cookies.into_iter().map(Ok::<_, std::convert::Infallible>);
        match CookieStore::from_cookies(all, true) {
            Ok(store) => Self { store: Arc::new(CookieStoreMutex::new(store)), ..Self::default() },
            Err(never) => match never {},
        }
    }

    /// Every live cookie, those that end with the browser's session included.
    pub(super) fn cookies(&self) -> Vec<Cookie<'static>> {
        self.lock().iter_unexpired().cloned().collect()
    }

    /// The Cookie header for a URL, if there is anything to send.
    #[must_use]
    pub fn header(&self, url: &Url) -> Option<Secret> {
        let value = self.store.cookies(url)?;
        Some(Secret::new(String::from_utf8_lossy(value.as_bytes())))
    }

    /// Everything that shows at a URL who is asking, if there is anything.
    #[must_use]
    pub fn credential(&self, url: &Url) -> Option<Credential> {
        let credential = Credential { cookie: self.header(url), bearer: self.bearer.clone() };
        (credential != Credential::default()).then_some(credential)
    }

    /// The CSRF token that a request of this jar has to send there. That of a
    /// cookie follows the cookie: a login may change it.
    #[must_use]
    pub fn csrf(&self, profile: &Profile) -> Option<Secret> {
        match &profile.csrf.as_ref()?.source {
            CsrfSource::Answer(_) => self.csrf.clone(),
            CsrfSource::Cookie(end) => {
                let store = self.lock();
                let cookie = store.iter_unexpired().find(|cookie| cookie.name().ends_with(end.as_str()))?;
                Some(Secret::new(cookie.value()))
            }
        }
    }

    /// Keeps a CSRF token; none leaves the one that is kept.
    pub fn keep_csrf(&mut self, token: Option<Secret>) {
        self.csrf = token.or(self.csrf.take());
    }

    /// The bearer token.
    #[must_use]
    pub const fn bearer(&self) -> Option<&Secret> {
        self.bearer.as_ref()
    }

    /// Keeps a bearer token.
    pub fn keep_bearer(&mut self, token: Option<Secret>) {
        self.bearer = token;
    }

    /// Takes in the Set-Cookie lines of an answer.
    pub fn receive(&self, url: &Url, lines: &[HeaderValue]) {
        self.store.set_cookies(&mut lines.iter(), url);
    }

    /// Puts a cookie in for the host of that URL, as if it had been set there.
    pub(super) fn put(&self, url: &Url, name: &str, value: &Secret, path: &str) {
        let cookie = cookie_store::RawCookie::build((name, value.reveal())).path(path);
        // Refused is only what is expired or for another host; this is neither.
        let _ = self.lock().insert_raw(&cookie.build(), url);
    }

    /// The value of a live cookie of that name.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<Secret> {
        let store = self.lock();
        let found = store.iter_unexpired().find(|cookie| cookie.name() == name);
        found.map(|cookie| Secret::new(cookie.value()))
    }

    /// When the live cookie of that name ends, if it says so.
    pub(super) fn expiry(&self, name: &str) -> Option<OffsetDateTime> {
        let store = self.lock();
        match store.iter_unexpired().find(|cookie| cookie.name() == name)?.expires {
            CookieExpiration::AtUtc(end) => Some(end),
            CookieExpiration::SessionEnd => None,
        }
    }

    /// The names of the live cookies.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.lock().iter_unexpired().map(|cookie| cookie.name().to_owned()).collect()
    }

    /// Tells the redactor every value, so that none is shown if a server
    /// repeats it.
    pub(super) fn teach(&self, redactor: &Redactor) {
        for cookie in self.lock().iter_unexpired() {
            redactor.learn_token(cookie.value());
        }
        for token in [&self.csrf, &self.bearer].into_iter().flatten() {
            redactor.learn_token(token.reveal());
        }
    }

    fn lock(&self) -> MutexGuard<'_, CookieStore> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jar_says_its_names_and_never_its_values() {
        let jar = Jar::new();
        let url = Url::parse("http://localhost/").unwrap();
        jar.put(&url, "sid", &Secret::new("a-secret-value"), "/");
        let debug = format!("{jar:?}");
        assert!(debug.contains("sid") && !debug.contains("a-secret-value"), "{debug}");
    }

    #[test]
    fn a_cookie_past_its_date_is_still_sent_after_a_restart() {
        let jar = Jar::new();
        let url = Url::parse("http://localhost/").unwrap();
        jar.receive(&url, &[HeaderValue::from_static("sid=abc; Path=/; Max-Age=1")]);
        let mut cookies = jar.cookies();
        cookies[0].expires = CookieExpiration::AtUtc(OffsetDateTime::UNIX_EPOCH);
        assert_eq!(Jar::with(cookies).header(&url).unwrap().reveal(), "sid=abc");
    }
    #[test]
    fn a_csrf_token_that_is_a_cookie_follows_it() {
        let text = "name = \"a\"\n[paths]\nlogin = \"/in\"\nlogout = \"/out\"\nme = \"/me\"\ncsrf = \"/in\"\n\
                    [csrf]\ncookie = \"csrftoken\"\nfield = \"token\"\n";
        let profile = Profile::read("test", text).unwrap();
        let url = Url::parse("https://localhost/").unwrap();
        let jar = Jar::new();
        assert_eq!(jar.csrf(&profile), None);
        for value in ["before-the-login", "after-the-login"] {
            let line = format!("__Host-csrftoken={value}; Path=/; Secure");
            jar.receive(&url, &[HeaderValue::from_str(&line).unwrap()]);
            assert_eq!(jar.csrf(&profile).unwrap().reveal(), value);
        }
    }
}
