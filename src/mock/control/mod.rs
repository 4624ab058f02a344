//! `/__control`: steering the deployment over HTTP while it runs. Its routes
//! are described in docs/control.md; they are no part of the application.

mod defects;
mod faults;
mod guard;
mod refusal;
mod requests;
mod sessions;
mod token;

use std::net::IpAddr;

use http::request::Parts;
use http::{Method, Response, StatusCode};
use hyper::body::Incoming;
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Value, json};

use self::guard::Guard;
use self::refusal::Refusal;
use self::requests::Requests;
use super::body::read;
use super::content::Content;
use super::log::LogLine;
use super::reply::Reply;
use super::routes::App;

pub use self::token::{ControlToken, ControlTokenError};

/// The version of the answers. What is there is not renamed and keeps its
/// meaning as long as this number stays.
const VERSION: u32 = 1;

/// What an answer holds beside the version.
type Answer = Result<Value, Refusal>;

/// The interface of a deployment that has one.
pub(super) struct ControlInterface {
    guard: Guard,
    requests: Requests,
}

impl ControlInterface {
    /// Where it begins.
    pub(super) const ROOT: &str = "/__control";

    pub(super) fn new(token: &ControlToken) -> Self {
        Self { guard: Guard::new(token), requests: Requests::default() }
    }

    /// Whether a request is for the interface and not for the deployment.
    pub(super) fn is_meant(path: &str) -> bool {
        path.strip_prefix(Self::ROOT).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Remembers a request to the deployment.
    pub(super) fn note(&self, line: LogLine) {
        self.requests.note(line);
    }
}

impl App {
    /// Answers a request to the interface, if the caller may steer.
    pub(super) async fn steer(
        &self,
        control: &ControlInterface,
        peer: IpAddr,
        head: &Parts,
        body: Incoming,
    ) -> Response<Content> {
        let answer = match control.guard.admit(peer, &head.headers) {
            Ok(()) => self.steered(control, head, body).await,
            Err(refusal) => Err(refusal),
        };
        match answer {
            Ok(value) => Reply::of(StatusCode::OK, &versioned(value)).response,
            Err(refusal) => refusal.response(),
        }
    }

    async fn steered(&self, control: &ControlInterface, head: &Parts, body: Incoming) -> Answer {
        let below = head.uri.path().strip_prefix(ControlInterface::ROOT).unwrap_or_default();
        let place: Vec<&str> = below.split('/').filter(|part| !part.is_empty()).collect();
        match (&head.method, place.as_slice()) {
            (&Method::GET, []) => Ok(self.overview()),
            (&Method::GET, ["fault"]) => Ok(self.fault_now()),
            (&Method::POST, ["fault"]) => self.set_fault(parsed(body).await?),
            (&Method::DELETE, ["fault"]) => Ok(self.no_fault()),
            (&Method::GET, ["defect"]) => Ok(self.planted()),
            (&Method::POST, ["defect"]) => self.plant(&parsed(body).await?),
            (&Method::DELETE, ["defect"]) => Ok(self.pull_all()),
            (&Method::DELETE, ["defect", name]) => self.pull(name),
            (&Method::GET, ["sessions"]) => self.list_sessions().await,
            (&Method::DELETE, ["sessions"]) => self.end_sessions_of(head.uri.query()).await,
            (&Method::DELETE, ["sessions", id]) => self.end_session_of_id(id).await,
            (&Method::GET, ["requests"]) => Ok(control.requests.list()),
            (&Method::DELETE, ["requests"]) => Ok(control.requests.forget()),
            (_, place) => Err(Refusal::no_such_route(place)),
        }
    }

    /// What there is to steer, and how it stands.
    fn overview(&self) -> Value {
        let mut overview = self.fault_now();
        let parts = [faults::choices(), self.defects(), json!({ "routes": refusal::routes() })];
        for part in parts {
            merge(&mut overview, part);
        }
        overview
    }
}

/// What the body of a request may be.
trait Wish: DeserializeOwned {
    /// Its fields, for people.
    const FIELDS: &str;
}

/// The body of a request, read as what the route takes.
async fn parsed<T: Wish>(body: Incoming) -> Result<T, Refusal> {
    let bytes = read(body).await.map_err(|_| Refusal::unreadable("it is too long, or broke off"))?;
    wish(&bytes).map_err(|why| Refusal::unreadable(&why))
}

/// What the text wishes, or what is wrong with it. Not in the words of the
/// parser: those are about the types of this program.
fn wish<T: Wish>(text: &[u8]) -> Result<T, String> {
    if text.trim_ascii().is_empty() {
        return Err("it is empty, and no JSON".to_owned());
    }
    if let Err(error) = serde_json::from_slice::<IgnoredAny>(text) {
        return Err(format!("it is no JSON (line {}, column {})", error.line(), error.column()));
    }
    let is_object = text.trim_ascii_start().starts_with(b"{");
    let wish = serde_json::from_slice(text).ok().filter(|_| is_object);
    wish.ok_or_else(|| format!("it has to be a JSON object of {}, and of nothing else", T::FIELDS))
}

/// An answer as it is sent.
fn versioned(answer: impl Serialize) -> Value {
    let mut whole = json!({ "version": VERSION });
    merge(&mut whole, json!(answer));
    whole
}

/// Adds the fields of one object to another.
fn merge(whole: &mut Value, part: Value) {
    if let (Value::Object(whole), Value::Object(part)) = (whole, part) {
        whole.extend(part);
    }
}
