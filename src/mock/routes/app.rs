//! The application: what all routes share, and the way from a request to its
//! route.

use std::borrow::Cow;
use std::io;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use http::header::COOKIE;
use http::request::Parts;
use http::{Method, Request, Response, StatusCode};
use hyper::body::{Body, Incoming};

use crate::mock::attempts::Attempts;
use crate::mock::body::{BODY_LIMIT, read, too_large};
use crate::mock::content::Content;
use crate::mock::control::ControlInterface;
use crate::mock::cookie::{Purpose, token_of};
use crate::mock::csrf::Csrf;
use crate::mock::defect::Defect;
use crate::mock::dress::Dress;
use crate::mock::error::MockError;
use crate::mock::log::{LogLine, LogSink};
use crate::mock::memory::Memory;
use crate::mock::nile::{Nile, NileFailure};
use crate::mock::nile_auth::{self, NileAuth};
use crate::mock::options::MockOptions;
use crate::mock::reply::{Happened, Reply};
use crate::mock::store::Session;
use crate::mock::wire;

/// The application behind the sockets.
pub(in crate::mock) struct App {
    pub(in crate::mock) nile: Nile,
    pub(in crate::mock) nile_auth: NileAuth,
    pub(in crate::mock) dress: Dress,
    pub(in crate::mock) csrf: Csrf,
    pub(in crate::mock) memory: Memory,
    pub(in crate::mock) attempts: Attempts,
    deadline: Duration,
    log: Option<LogSink>,
    control: Option<ControlInterface>,
    requests: AtomicUsize,
}

impl App {
    pub(in crate::mock) fn new(options: MockOptions, dress: Dress) -> Result<Self, MockError> {
        Ok(Self {
            nile: Nile::open(&options, &dress)?,
            nile_auth: NileAuth::new(&options.nile, &options.accounts)?,
            dress,
            csrf: Csrf::default(),
            memory: Memory::default(),
            attempts: Attempts::default(),
            deadline: options.nile_deadline,
            log: options.log,
            control: options.control.as_ref().map(ControlInterface::new),
            requests: AtomicUsize::new(0),
        })
    }

    /// Answers one request, and tells whoever listens.
    ///
    /// # Errors
    /// How the connection has to end without an answer.
    pub(in crate::mock) async fn serve(
        &self,
        peer: IpAddr,
        request: Request<Incoming>,
    ) -> io::Result<Response<Content>> {
        let (head, body) = request.into_parts();
        if let Some(control) = self.control.as_ref().filter(|_| ControlInterface::is_meant(head.uri.path())) {
            return Ok(self.steer(control, peer, &head, body).await);
        }
        self.requests.fetch_add(1, Ordering::Relaxed);
        let began = Instant::now();
        let answered = self.answer(&head, body).await;
        if self.log.is_some() || self.control.is_some() {
            self.tell(LogLine::of(&head, began.elapsed(), &answered));
        }
        answered.map(|reply| reply.response)
    }

    fn tell(&self, line: LogLine) {
        if let Some(log) = &self.log {
            log.say(line.clone());
        }
        if let Some(control) = &self.control {
            control.note(line);
        }
    }

    /// What the wire does to a request, or else the answer of its route.
    async fn answer(&self, head: &Parts, body: Incoming) -> io::Result<Reply> {
        if let Some(reply) = wire::carry(head.uri.path(), &self.nile.outage).await? {
            return Ok(reply);
        }
        let reply = self.route(head, body).await;
        Ok(self.for_strangers(head, self.with_headers_of_all_answers(head, reply)))
    }

    async fn route(&self, head: &Parts, body: Incoming) -> Reply {
        if body.size_hint().lower() > BODY_LIMIT {
            return too_large();
        }
        if head.uri.path().starts_with(nile_auth::PREFIX) {
            return self.nile_answer(head, body).await;
        }
        if let Some(reply) = self.echoed(head) {
            return reply;
        }
        let method = &head.method;
        let is_read = *method == Method::GET || *method == Method::HEAD;
        match head.uri.path() {
            "/api/auth/login" if *method == Method::POST => self.login(head, body).await,
            "/api/auth/login" => Reply::not_allowed("POST"),
            "/api/auth/logout" if self.logs_out(head) => self.logout(head, body).await,
            "/api/auth/logout" => Reply::not_allowed("POST"),
            "/api/users/me" if is_read => self.me(head).await,
            "/api/auth/csrf" if is_read => self.csrf_token(head),
            "/api/auth/session" if is_read => self.session_read(head).await,
            "/api/campaigns" if is_read => self.campaigns(head).await,
            "/api/health" if is_read => {
                Reply::fixed(StatusCode::OK, r#"{"status":"ok","service":"penguin-auth mock"}"#)
            }
            "/api/users/me" | "/api/auth/csrf" | "/api/auth/session" | "/api/campaigns" | "/api/health" => {
                Reply::not_allowed("GET, HEAD")
            }
            _ => self.unknown_route(),
        }
    }

    /// What Nile answers on its own interface.
    async fn nile_answer(&self, head: &Parts, body: Incoming) -> Reply {
        match read(body).await {
            Ok(body) => self.nile_auth.answer(head, body).await,
            Err(unreadable) => unreadable.reply(),
        }
    }

    fn csrf_token(&self, head: &Parts) -> Reply {
        let answer = self.csrf.answer(&head.headers, &self.dress);
        answer.unwrap_or_else(|_| self.failed(NileFailure::NoRandom))
    }

    /// The live session that a request belongs to: by its session cookie, else
    /// by its remember-me cookie. A request that carries nothing has none, and
    /// Nile need not be asked.
    pub(super) async fn session_of(&self, head: &Parts) -> Result<Option<Session>, NileFailure> {
        if let Some(token) = self.token_of(head)
            && let Some(session) = self.ask(self.nile.session(&token)).await?
        {
            return Ok(Some(session));
        }
        if !self.dress.remember_me {
            return Ok(None);
        }
        match self.remembered_token(head) {
            Some(value) => self.ask(self.nile.remembered(&value)).await,
            None => Ok(None),
        }
    }

    /// The token that a request presents.
    pub(in crate::mock) fn token_of<'a>(&self, head: &'a Parts) -> Option<Cow<'a, str>> {
        if let Some(token) = self.token_read_badly(head) {
            return Some(token);
        }
        if head.headers.contains_key(COOKIE) {
            return token_of(&head.headers, Purpose::Session, &self.dress);
        }
        self.token_of_nobody().map(Cow::Owned)
    }

    /// Asks Nile, but waits no longer than the deadline.
    pub(in crate::mock) async fn ask<T>(
        &self,
        call: impl Future<Output = Result<T, NileFailure>>,
    ) -> Result<T, NileFailure> {
        if self.has(Defect::NoNileDeadline) {
            return call.await;
        }
        tokio::time::timeout(self.deadline, call).await.unwrap_or(Err(NileFailure::TimedOut))
    }

    /// The answer when Nile failed: it says nothing about why.
    pub(in crate::mock) fn failed(&self, failure: NileFailure) -> Reply {
        let body = if self.has(Defect::NileErrorInBody) {
            r#"{"error":"connect ECONNREFUSED 10.0.0.7:5432 at nile.ts:42"}"#
        } else {
            r#"{"error":"Internal server error"}"#
        };
        Reply::fixed(StatusCode::INTERNAL_SERVER_ERROR, body).because(Happened::Nile(failure))
    }

    pub(in crate::mock) fn has(&self, defect: Defect) -> bool {
        self.nile.has(defect)
    }

    pub(in crate::mock) const fn has_control(&self) -> bool {
        self.control.is_some()
    }

    pub(in crate::mock) fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }
}
