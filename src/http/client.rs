//! The HTTP client: one TLS set-up for the whole run, no redirects, bounded
//! time and memory, and a record of everything with secrets replaced.

use std::cell::Cell;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::Url;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST, HeaderName, HeaderValue};

use super::builder::{builder, named_proxy, reason};
use super::exchange::Outcome;
use super::raw_answer::{Kept, RawAnswer};
use super::second_look::SecondLook;
use super::{
    Answer, ClientError, ClientOptions, Credential, Ending, Exchange, Failure, FailureKind, Headers, Limits,
    Request, record, tls,
};
use crate::redact::{Redactor, Secret};

/// The most that is read of a body. A logout's answer has 60 octets; a page of
/// HTML that shows where a request went has a few thousand.
const BODY_LIMIT: usize = 256 * 1024;

/// An exchange as recorded, and the raw parts that a session needs to go on.
#[derive(Debug)]
pub struct Received {
    /// The record.
    pub exchange: Exchange,
    /// The raw Set-Cookie lines, for the jar.
    pub set_cookie: Vec<HeaderValue>,
    /// The secret that the request was told to expect, if it came.
    pub secret: Option<Secret>,
}

/// Sends requests and records them.
#[derive(Debug)]
pub struct Client {
    pooled: reqwest::Client,
    fresh: reqwest::Client,
    /// For a request with a Host of its own: HTTP/2 has no such line beside the
    /// authority, which leads to the deployment.
    http1: reqwest::Client,
    redactor: Arc<Redactor>,
    headers: Headers,
    proxy: Option<String>,
    second_look: SecondLook,
    started: Instant,
    limits: Limits,
    sent: Cell<usize>,
}

impl Client {
    /// Builds the client. `https` says whether any URL will be https: if not,
    /// no certificates are loaded at all.
    ///
    /// # Errors
    /// Unusable certificates or proxy.
    pub fn new(options: &ClientOptions, https: bool, redactor: Arc<Redactor>) -> Result<Self, ClientError> {
        let tls = tls::client_config(&options.trust, https).map_err(ClientError::Tls)?;
        let build = |idle_connections, tls: rustls::ClientConfig| {
            let builder = builder(options, tls)?.pool_max_idle_per_host(idle_connections);
            builder.build().map_err(|error| ClientError::Other(reason(&error)))
        };
        for (name, value) in &options.headers {
            record::learn_header(name, value, &redactor);
        }
        let fixed = options.headers.iter().map(|(name, value)| (name, value));
        let headers = record::headers(fixed, &redactor);
        Ok(Self {
            pooled: build(usize::MAX, tls.clone())?,
            fresh: build(0, tls.clone())?,
            http1: build(0, tls::without_http2(tls.clone()))?,
            redactor,
            headers,
            proxy: named_proxy(&options.proxy),
            second_look: SecondLook::new(options, tls),
            started: Instant::now(),
            limits: options.limits,
            sent: Cell::new(0),
        })
    }

    /// Whether connections for the URL go to one port, whichever it names.
    pub fn fixes_port(&self, url: &Url) -> bool {
        self.second_look.fixes_port(url)
    }

    /// How many requests have been sent.
    pub const fn sent(&self) -> usize {
        self.sent.get()
    }

    /// Counts a request that somebody else sends for this run.
    pub fn count_another(&self) {
        self.sent.set(self.sent.get() + 1);
    }

    /// The longest that a request may take that begins now; zero once the
    /// run's deadline has passed.
    pub fn time_for_one(&self) -> Duration {
        self.limits.timeout.min(self.time_left())
    }

    /// What is left until the run's deadline.
    pub fn time_left(&self) -> Duration {
        self.limits.deadline.saturating_sub(self.elapsed())
    }

    /// Time since the client was built.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// The redactor that records go through.
    pub const fn redactor(&self) -> &Arc<Redactor> {
        &self.redactor
    }

    /// Sends a request and reads the answer to its end or to a limit. Never
    /// waits longer than the timeout or what is left of the deadline and of the
    /// request's grace.
    pub async fn send(&self, request: Request) -> Received {
        let started = self.elapsed();
        let left = self.limits.deadline.saturating_add(request.grace).saturating_sub(started);
        let mut kept = Kept::default();
        // Before the answer is looked at: it may show what was sent.
        let request_headers = self.request_headers(&request);
        let result = if left.is_zero() {
            Err(Failure::deadline())
        } else {
            self.sent.set(self.sent.get() + 1);
            let timeout = self.limits.timeout.min(request.patience);
            let attempt = self.attempt(&request, timeout.min(left), &mut kept).await;
            let attempt =
                attempt.map_err(|failure| if left < timeout { failure.at_deadline() } else { failure });
            match attempt {
                // On the heap: hardly ever needed, it would double what each request holds.
                Err(failure) => Err(Box::pin(self.looked_into(failure, &request)).await),
                Ok(answer) => Ok(answer),
            }
        };
        let exchange = Exchange {
            method: request.method.to_string(),
            url: self.recorded_url(&request.url),
            request_headers,
            request_body: request.body.as_ref().map(|body| body.recorded(&self.redactor)),
            fresh_connection: request.fresh || names_a_host(&request),
            started,
            finished: self.elapsed(),
            result: result.map_or_else(Outcome::Failure, Outcome::Answer),
        };
        Received { exchange, set_cookie: kept.set_cookie, secret: kept.secret }
    }

    /// The failure, with the line of the answer that was to blame if it can be
    /// seen again. A request with a body, such as a login, or with a Host of its
    /// own is not repeated, and no proxy is gone around.
    async fn looked_into(&self, failure: Failure, request: &Request) -> Failure {
        let left = self.limits.deadline.saturating_sub(self.elapsed()).min(self.limits.timeout);
        let is_its_own = request.body.is_some() || names_a_host(request);
        if failure.kind != FailureKind::Unusable || is_its_own || self.proxy.is_some() {
            return failure;
        }
        self.sent.set(self.sent.get() + 1);
        match self.second_look.complaint(request, &self.redactor, left).await {
            Some(complaint) => Failure { message: complaint, ..failure },
            None => failure,
        }
    }

    async fn attempt(
        &self,
        request: &Request,
        timeout: Duration,
        kept: &mut Kept,
    ) -> Result<Answer, Failure> {
        let client = match request {
            _ if names_a_host(request) => &self.http1,
            Request { fresh: true, .. } => &self.fresh,
            Request { fresh: false, .. } => &self.pooled,
        };
        let give_up = Instant::now() + timeout;
        let mut builder = client.request(request.method.clone(), request.url.clone()).timeout(timeout);
        for (name, value) in credential_headers(&request.credential)? {
            builder = builder.header(name, value);
        }
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        if let Some(body) = &request.body {
            builder = builder.header(CONTENT_TYPE, body.media_type()).body(body.text());
        }
        let mut response = builder
            .send()
            .await
            .map_err(|error| Failure::from_reqwest(&error).through(self.proxy.as_deref()))?;
        let status = response.status().as_u16();
        let version = format!("{:?}", response.version());
        let (body, ending) = read_body(&mut response, give_up).await;
        let headers = response.headers().clone();
        let raw = RawAnswer { status, version, headers, body, ending };
        let (answer, rest) = raw.record(request.secret.as_ref(), &self.redactor);
        *kept = rest;
        Ok(answer)
    }

    /// Base URL and paths of the profile hold no secret; a query may.
    fn recorded_url(&self, url: &Url) -> String {
        match url.as_str().split_once('?') {
            Some((place, query)) => format!("{place}?{}", self.redactor.redact(query)),
            None => url.as_str().to_owned(),
        }
    }

    fn request_headers(&self, request: &Request) -> Headers {
        let mut headers = self.headers.clone();
        if let Some(cookie) = &request.credential.cookie {
            headers.push(("cookie".to_owned(), record::cookie_header(cookie, &self.redactor)));
        }
        if let Some(token) = &request.credential.bearer {
            let token = self.redactor.learn_token(token.reveal());
            headers.push(("authorization".to_owned(), format!("Bearer {token}")));
        }
        if let Some(body) = &request.body {
            headers.push(("content-type".to_owned(), body.media_type().to_owned()));
        }
        headers.extend(record::headers(
            request.headers.iter().map(|(name, value)| (name, value)),
            &self.redactor,
        ));
        headers
    }
}

/// Whether a request says by itself which host it is for.
fn names_a_host(request: &Request) -> bool {
    request.headers.iter().any(|(name, _)| name == HOST)
}

/// The headers that show who is asking.
pub(super) fn credential_headers(credential: &Credential) -> Result<Vec<(HeaderName, HeaderValue)>, Failure> {
    let mut headers = Vec::new();
    if let Some(cookie) = &credential.cookie {
        headers.push((COOKIE, secret_value(cookie.reveal())?));
    }
    if let Some(token) = &credential.bearer {
        headers.push((AUTHORIZATION, secret_value(&format!("Bearer {}", token.reveal()))?));
    }
    Ok(headers)
}

fn secret_value(text: &str) -> Result<HeaderValue, Failure> {
    let mut value = HeaderValue::from_str(text).map_err(|_| Failure {
        kind: FailureKind::Unusable,
        message: "the cookie or token holds a byte that no header may carry".to_owned(),
    })?;
    value.set_sensitive(true);
    Ok(value)
}

/// Reads the body chunk by chunk, so that an endless one costs no more memory
/// than the limit and no more time than the timeout.
async fn read_body(response: &mut reqwest::Response, give_up: Instant) -> (Vec<u8>, Ending) {
    let mut bytes = Vec::new();
    let ending = loop {
        match response.chunk().await {
            Ok(Some(chunk)) if bytes.len() + chunk.len() > BODY_LIMIT => {
                bytes.extend_from_slice(&chunk[..BODY_LIMIT - bytes.len()]);
                break Ending::CutAtLimit;
            }
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) => break Ending::Whole,
            Err(error) if error.is_timeout() || Instant::now() >= give_up => break Ending::TimedOut,
            Err(_) => break Ending::BrokenOff,
        }
    };
    (bytes, ending)
}
