//! One request to Nile, and what every route reads from it.

use bytes::Bytes;
use http::Method;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::request::Parts;
use url::form_urlencoded;

use super::jar::Jar;
use super::origin::Origin;
use crate::mock::cookie::Purpose;

/// A request with its body.
pub(super) struct Call<'a> {
    pub(super) head: &'a Parts,
    pub(super) body: Bytes,
    pub(super) origin: Origin<'a>,
    /// Its cookies.
    pub(super) jar: Jar<'a>,
}

impl<'a> Call<'a> {
    /// Reads a request and the text of its cookies ([`super::jar::header`]).
    pub(super) fn new(head: &'a Parts, cookies: &'a str, body: Bytes) -> Self {
        Self { head, body, origin: Origin::of(&head.headers), jar: Jar::read(cookies) }
    }

    pub(super) fn is(&self, method: &Method) -> bool {
        self.head.method == *method
    }

    /// The name of a cookie in the mode of this request.
    pub(super) const fn name(&self, purpose: Purpose) -> &'static str {
        purpose.name(self.origin.secure)
    }

    /// A cookie as Nile's own routes read it.
    pub(super) fn raw_cookie(&self, name: &str) -> Option<&'a str> {
        self.jar.raw(name)
    }

    /// The first parameter of the query with this name.
    pub(super) fn query(&self, name: &str) -> Option<String> {
        self.parameters().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The last parameter of the query with this name, which is the one that
    /// next-auth sees.
    pub(super) fn last_query(&self, name: &str) -> Option<String> {
        self.parameters().filter(|(known, _)| known == name).map(|(_, value)| value).last()
    }

    fn parameters(&self) -> impl Iterator<Item = (String, String)> {
        let query = self.head.uri.query().unwrap_or_default();
        form_urlencoded::parse(query.as_bytes()).map(|(name, value)| (name.into_owned(), value.into_owned()))
    }

    /// Whether the content type has this in it.
    pub(super) fn sends(&self, kind: &str) -> bool {
        let value = self.head.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        value.is_some_and(|it| it.contains(kind))
    }

    /// The token of an Authorization header.
    pub(super) fn bearer(&self) -> Option<&str> {
        self.head.headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")?.split(' ').next()
    }
}
