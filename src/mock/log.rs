//! What the deployment says about each request, for whoever wants to listen.

use std::sync::Arc;
use std::time::{Duration, SystemTime};
use std::{fmt, io};

use http::Method;
use http::request::Parts;

use super::reply::{Happened, Reply};

/// How much of the name of a method is kept.
const LONGEST_METHOD: usize = 16;

/// One answered request. It never holds a token: sessions appear as short
/// fingerprints of their hash. It is put into words only when somebody reads it.
#[derive(Debug, Clone)]
pub struct LogLine {
    /// When the answer was ready.
    pub at: SystemTime,
    /// The request's method; a long one is cut.
    pub method: Method,
    /// The request's path, made printable; the query is left out because it may
    /// hold anything.
    pub path: String,
    /// The status of the answer; none when the connection ended without one.
    pub status: Option<u16>,
    /// From the end of the request's head to the answer.
    pub took: Duration,
    /// What happened behind the answer, or how the connection ended without one.
    pub(super) happened: Result<Happened, io::ErrorKind>,
}

impl LogLine {
    /// What happened, in words; empty when nothing did.
    #[must_use]
    pub fn happened(&self) -> String {
        match self.happened {
            Ok(happened) => happened.to_string(),
            Err(error) => format!("no answer: {error}"),
        }
    }
}

impl fmt::Display for LogLine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = time::OffsetDateTime::from(self.at).time();
        let (hour, minute, second, milli) = time.as_hms_milli();
        let took = self.took.as_secs_f64() * 1000.0;
        write!(
            out,
            "{hour:02}:{minute:02}:{second:02}.{milli:03}Z  {:<4} {:<16}",
            self.method.as_str(),
            self.path
        )?;
        let status = self.status.map_or_else(|| "---".to_owned(), |status| status.to_string());
        write!(out, "  {status} {took:>7.1} ms")?;
        let happened = self.happened();
        if happened.is_empty() {
            return Ok(());
        }
        write!(out, "  {happened}")
    }
}

/// A listener. Cloning it is cheap.
#[derive(Clone)]
pub struct LogSink(Arc<dyn Fn(LogLine) + Send + Sync>);

impl LogSink {
    /// A sink that hands every line to a function. The function is called on
    /// the server's thread and must not block.
    pub fn new(hear: impl Fn(LogLine) + Send + Sync + 'static) -> Self {
        Self(Arc::new(hear))
    }

    pub(super) fn say(&self, line: LogLine) {
        (self.0)(line);
    }
}

impl LogLine {
    /// What there is to say about a request that was answered now, or lost.
    pub(super) fn of(head: &Parts, took: Duration, answered: &io::Result<Reply>) -> Self {
        Self {
            at: SystemTime::now(),
            method: cut(&head.method),
            path: printable(head.uri.path()),
            status: answered.as_ref().ok().map(|reply| reply.response.status().as_u16()),
            took,
            happened: answered.as_ref().map(|reply| reply.happened).map_err(io::Error::kind),
        }
    }
}

impl fmt::Debug for LogSink {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("LogSink")
    }
}

/// A method that cannot fill the screen, or the memory.
fn cut(method: &Method) -> Method {
    let head = method.as_str().as_bytes().get(..LONGEST_METHOD);
    head.and_then(|head| Method::from_bytes(head).ok()).unwrap_or_else(|| method.clone())
}

/// A path that cannot move the cursor or fill the screen.
fn printable(path: &str) -> String {
    if path.len() <= 80 && path.bytes().all(|letter| letter.is_ascii_graphic()) {
        return path.to_owned();
    }
    path.chars().take(80).map(|letter| if letter.is_ascii_graphic() { letter } else { '?' }).collect()
}
