//! What the deployment says about each request, for whoever wants to listen.

use std::sync::Arc;
use std::time::{Duration, SystemTime};
use std::{fmt, io};

use http::request::Parts;

use super::reply::Reply;

/// One answered request. It never holds a token: sessions appear as short
/// fingerprints of their hash.
#[derive(Debug, Clone)]
pub struct LogLine {
    /// When the answer was ready.
    pub at: SystemTime,
    /// The request's method.
    pub method: String,
    /// The request's path, made printable; the query is left out because it may
    /// hold anything.
    pub path: String,
    /// The status of the answer; none when the connection ended without one.
    pub status: Option<u16>,
    /// From the end of the request's head to the answer.
    pub took: Duration,
    /// What happened, in words; empty when nothing did.
    pub happened: String,
}

impl fmt::Display for LogLine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = time::OffsetDateTime::from(self.at).time();
        let (hour, minute, second, milli) = time.as_hms_milli();
        let took = self.took.as_secs_f64() * 1000.0;
        write!(out, "{hour:02}:{minute:02}:{second:02}.{milli:03}Z  {:<4} {:<16}", self.method, self.path)?;
        let status = self.status.map_or_else(|| "---".to_owned(), |status| status.to_string());
        write!(out, "  {status} {took:>7.1} ms")?;
        if self.happened.is_empty() {
            return Ok(());
        }
        write!(out, "  {}", self.happened)
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
        let (status, happened) = match answered {
            Ok(reply) => (Some(reply.response.status().as_u16()), reply.happened.to_string()),
            Err(error) => (None, format!("no answer: {}", error.kind())),
        };
        Self {
            at: SystemTime::now(),
            method: head.method.as_str().chars().take(16).collect(),
            path: printable(head.uri.path()),
            status,
            took,
            happened,
        }
    }
}

impl fmt::Debug for LogSink {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("LogSink")
    }
}

/// A path that cannot move the cursor or fill the screen.
fn printable(path: &str) -> String {
    if path.len() <= 80 && path.bytes().all(|letter| letter.is_ascii_graphic()) {
        return path.to_owned();
    }
    path.chars().take(80).map(|letter| if letter.is_ascii_graphic() { letter } else { '?' }).collect()
}
