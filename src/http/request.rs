//! A request before it is sent: it still holds its secrets.

use std::time::Duration;

use reqwest::header::{HeaderName, HeaderValue};
use reqwest::{Method, Url};
use serde_json::{Map, Value};
use url::form_urlencoded;

use crate::deployment::Place;
use crate::redact::{Redactor, Secret};

/// A request to send.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The whole URL.
    pub url: Url,
    /// What shows who is asking.
    pub credential: Credential,
    /// Further headers; there is no secret in them that is not learned.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// The body.
    pub body: Option<Payload>,
    /// Where the answer will hold a secret: it is learned before anything of
    /// the answer is written down.
    pub secret: Option<Place>,
    /// Whether to open a new connection for it.
    pub fresh: bool,
    /// How long after the run's deadline it may still be under way.
    pub grace: Duration,
    /// The most it may take, if that is less than the timeout.
    pub patience: Duration,
}

/// What shows who is asking. Nothing means that really nothing is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credential {
    /// The Cookie header.
    pub cookie: Option<Secret>,
    /// The token of `Authorization: Bearer`.
    pub bearer: Option<Secret>,
}

/// A body.
#[derive(Clone, Debug)]
pub enum Payload {
    /// JSON text.
    Json(Secret),
    /// The fields of a web form.
    Form(Vec<(String, Secret)>),
    /// Text of a media type that need not be true of it, without a secret.
    Text(&'static str, String),
    /// So many octets of JSON that say nothing.
    Padding(usize),
}

impl Request {
    /// A request without credentials and body on a pooled connection.
    #[must_use]
    pub const fn new(method: Method, url: Url) -> Self {
        let credential = Credential { cookie: None, bearer: None };
        Self {
            method,
            url,
            credential,
            headers: Vec::new(),
            body: None,
            secret: None,
            fresh: false,
            grace: Duration::ZERO,
            patience: Duration::MAX,
        }
    }

    /// With this credential.
    #[must_use]
    pub fn credential(mut self, credential: Option<Credential>) -> Self {
        self.credential = credential.unwrap_or_default();
        self
    }

    /// On a connection of its own.
    #[must_use]
    pub const fn fresh(mut self) -> Self {
        self.fresh = true;
        self
    }

    /// Also when the run's deadline has passed, for as long as this.
    #[must_use]
    pub const fn grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// Waiting no longer than this.
    #[must_use]
    pub const fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// With this body.
    #[must_use]
    pub fn body(mut self, body: Option<Payload>) -> Self {
        self.body = body;
        self
    }

    /// With these headers.
    #[must_use]
    pub fn headers(mut self, headers: Vec<(HeaderName, HeaderValue)>) -> Self {
        self.headers = headers;
        self
    }

    /// The answer holds a secret there.
    #[must_use]
    pub fn expecting(mut self, secret: Option<Place>) -> Self {
        self.secret = secret;
        self
    }
}

impl Credential {
    /// Only a Cookie header.
    #[must_use]
    pub const fn of_cookies(cookie: Secret) -> Self {
        Self { cookie: Some(cookie), bearer: None }
    }

    /// The same with another cookie, in place of those of that name. A prefix may
    /// stand before the name: `nile.callback-url` is a `callback-url`.
    #[must_use]
    pub fn with_cookie(self, name: &str, value: &str) -> Self {
        let is_named = |own: &str| own == name || own.strip_suffix(name).is_some_and(|it| it.ends_with('.'));
        let own = self.cookie.iter().flat_map(|cookie| cookie.reveal().split("; "));
        let (named, others): (Vec<&str>, Vec<&str>) =
            own.partition(|pair| is_named(pair.split('=').next().unwrap_or_default()));
        let names = named.iter().filter_map(|pair| pair.split('=').next());
        let names: Vec<&str> = if named.is_empty() { vec![name] } else { names.collect() };
        let new = names.into_iter().map(|name| format!("{name}={value}"));
        let header = others.into_iter().map(ToOwned::to_owned).chain(new).collect::<Vec<_>>().join("; ");
        Self { cookie: Some(Secret::new(header)), ..self }
    }

    /// The same among that many cookies that mean nothing.
    #[must_use]
    pub fn in_a_crowd(self, size: usize) -> Self {
        let own = self.cookie.iter().map(|cookie| cookie.reveal().to_owned());
        let crowd = (0..size).map(|number| format!("crowd-{number}=1"));
        let header = own.chain(crowd).collect::<Vec<_>>().join("; ");
        Self { cookie: Some(Secret::new(header)), ..self }
    }
}

impl Payload {
    /// The same with these fields as well.
    #[must_use]
    pub fn with(self, fields: impl IntoIterator<Item = (String, Secret)>) -> Self {
        match self {
            Self::Form(own) => Self::Form(own.into_iter().chain(fields).collect()),
            Self::Json(text) => {
                let mut object: Map<String, Value> = serde_json::from_str(text.reveal()).unwrap_or_default();
                let value = |(name, value): (String, Secret)| (name, Value::from(value.reveal()));
                object.extend(fields.into_iter().map(value));
                Self::Json(Secret::new(Value::Object(object).to_string()))
            }
            Self::Text(..) | Self::Padding(_) => self,
        }
    }

    /// The media type of a script's body that no browser asks a server about
    /// first.
    pub const PLAIN_TEXT: &str = "text/plain;charset=UTF-8";

    /// The body as a page of another site can send it without such a question:
    /// JSON goes as plain text.
    #[must_use]
    pub fn without_preflight(self) -> Self {
        match self {
            Self::Json(text) => Self::Text(Self::PLAIN_TEXT, text.reveal().to_owned()),
            Self::Form(_) | Self::Text(..) | Self::Padding(_) => self,
        }
    }

    /// The media type that belongs to it.
    #[must_use]
    pub const fn media_type(&self) -> &'static str {
        match self {
            Self::Json(_) | Self::Padding(_) => "application/json",
            Self::Form(_) => "application/x-www-form-urlencoded",
            Self::Text(media_type, _) => media_type,
        }
    }

    /// What is sent, secrets included.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Json(text) => text.reveal().to_owned(),
            Self::Form(fields) => {
                let pairs = fields.iter().map(|(name, value)| (name, value.reveal()));
                form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
            }
            Self::Text(_, text) => text.clone(),
            Self::Padding(octets) => {
                let rest = octets.saturating_sub(r#"{"padding":""}"#.len());
                format!(r#"{{"padding":"{}"}}"#, "a".repeat(rest))
            }
        }
    }

    /// What is written down. The values of a form are replaced one by one, so
    /// that a short secret is found too, and stand there as they are read.
    #[must_use]
    pub fn recorded(&self, redactor: &Redactor) -> String {
        match self {
            Self::Json(text) => redactor.redact_json(text.reveal()),
            Self::Form(fields) => {
                let pair =
                    |(name, value): &(String, Secret)| format!("{name}={}", redactor.redact(value.reveal()));
                fields.iter().map(pair).collect::<Vec<_>>().join("&")
            }
            Self::Text(_, text) => redactor.redact(text),
            Self::Padding(octets) => format!(r#"{{"padding":"<{octets} octets in all>"}}"#),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_takes_the_place_of_one_with_a_prefix_or_stands_beside_the_others() {
        let with = |cookies: &str| {
            Credential::of_cookies(Secret::new(cookies)).with_cookie("callback-url", "x").cookie.unwrap()
        };
        assert_eq!(with("sid=1").reveal(), "sid=1; callback-url=x");
        let prefixed = "__Secure-nile.callback-url=home; sid=1; my-callback-url=2";
        assert_eq!(with(prefixed).reveal(), "sid=1; my-callback-url=2; __Secure-nile.callback-url=x");
    }

    #[test]
    fn fields_are_added_to_a_form_and_to_json() {
        let more = || [("next".to_owned(), Secret::new("/a"))];
        let form = Payload::Form(vec![("csrf".to_owned(), Secret::new("t"))]).with(more());
        assert_eq!(form.text(), "csrf=t&next=%2Fa");
        let json = Payload::Json(Secret::new(r#"{"csrf":"t"}"#)).with(more());
        assert_eq!(json.text(), r#"{"csrf":"t","next":"/a"}"#);
    }

    #[test]
    fn padding_is_as_long_as_it_says_and_is_not_written_down() {
        let padding = Payload::Padding(64 * 1024);
        assert_eq!(padding.text().len(), 64 * 1024);
        assert!(serde_json::from_str::<Value>(&padding.text()).is_ok());
        assert_eq!(padding.recorded(&Redactor::new()), r#"{"padding":"<65536 octets in all>"}"#);
    }

    #[test]
    fn a_form_is_encoded_when_sent_and_without_secrets_when_recorded() {
        let redactor = Redactor::new();
        redactor.learn("a&b", "<password>");
        let field = |name: &str, value: &str| (name.to_owned(), Secret::new(value));
        let form = Payload::Form(vec![field("email", "ada@penguin.test"), field("password", "a&b")]);
        assert_eq!(form.text(), "email=ada%40penguin.test&password=a%26b");
        assert_eq!(form.recorded(&redactor), "email=ada@penguin.test&password=<password>");
    }
}
