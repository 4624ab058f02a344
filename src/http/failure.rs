//! Why no answer came, told apart by what a person would do next.

use std::error::Error;
use std::io;

use serde::{Deserialize, Serialize};

/// A request that brought no usable answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What kind of failure.
    pub kind: FailureKind,
    /// The innermost cause in the words of the library that saw it.
    pub message: String,
}

/// The kinds of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureKind {
    /// The connection was closed or reset before an answer.
    Closed,
    /// The run's deadline had passed before the request was sent.
    Deadline,
    /// The host name has no address.
    Dns,
    /// Nothing listens there, or no route leads there.
    Refused,
    /// No answer in time.
    Timeout,
    /// The certificate or the handshake.
    Tls,
    /// Bytes came that are no HTTP response, or too many headers.
    Unusable,
}

impl FailureKind {
    /// A word or two for one-line summaries.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Closed => "connection closed",
            Self::Deadline => "deadline passed",
            Self::Dns => "unknown host",
            Self::Refused => "connection refused",
            Self::Timeout => "no answer in time",
            Self::Tls => "TLS failure",
            Self::Unusable => "unusable answer",
        }
    }

    /// What to try next.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Closed => "look into the server's log: it ended the connection without an answer",
            Self::Deadline => "raise --deadline, or choose fewer checks with --only",
            Self::Dns => "check the host in --base-url, or give its address with --connect-to",
            Self::Refused => "is the deployment running, and is the port in --base-url (or --proxy) right?",
            Self::Timeout => "raise --timeout if the deployment is known to be slow",
            Self::Tls => {
                "give the authority with --cacert, or --insecure for a test deployment; for a port without TLS write http:// in --base-url"
            }
            Self::Unusable => {
                "the server's answer breaks HTTP (control bytes or far too many headers), or the port wants https:// in --base-url: repeat the request with curl -v"
            }
        }
    }
}

impl Failure {
    /// Told before anything was sent.
    #[must_use]
    pub fn deadline() -> Self {
        Self { kind: FailureKind::Deadline, message: "the run's deadline had passed".to_owned() }
    }

    /// What had no answer when the run's deadline passed is not the request's
    /// own timeout.
    pub(super) fn at_deadline(self) -> Self {
        if self.kind == FailureKind::Timeout { Self::deadline() } else { self }
    }

    /// Sorts an error of reqwest into one of our kinds.
    pub(super) fn from_reqwest(error: &reqwest::Error) -> Self {
        let kind = kind_of(error);
        Self { kind, message: innermost(error) }
    }

    /// As it is, with the proxy that stood between named.
    pub(super) fn through(mut self, proxy: Option<&str>) -> Self {
        if let Some(proxy) = proxy {
            self.message.push_str(&format!(", through the proxy {proxy}"));
        }
        self
    }
}

/// The kind, from the most specific evidence in the chain of causes.
fn kind_of(error: &reqwest::Error) -> FailureKind {
    if error.is_timeout() {
        return FailureKind::Timeout;
    }
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(current) = cause {
        if let Some(kind) = kind_of_cause(current) {
            return kind;
        }
        cause = source_of(current);
    }
    if error.is_connect() { FailureKind::Refused } else { FailureKind::Closed }
}

/// The kind that one link of the chain betrays, if it does.
#[expect(clippy::wildcard_enum_match_arm, reason = "the standard library adds kinds of errors")]
fn kind_of_cause(cause: &(dyn Error + 'static)) -> Option<FailureKind> {
    if cause.downcast_ref::<rustls::Error>().is_some() {
        return Some(FailureKind::Tls);
    }
    if let Some(error) = cause.downcast_ref::<hyper::Error>()
        && error.is_parse()
    {
        return Some(FailureKind::Unusable);
    }
    if let Some(error) = cause.downcast_ref::<io::Error>()
        && error.get_ref().is_none()
    {
        return match error.kind() {
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionAborted => Some(FailureKind::Closed),
            io::ErrorKind::TimedOut => Some(FailureKind::Timeout),
            _ => None,
        };
    }
    cause.to_string().starts_with("dns error").then_some(FailureKind::Dns)
}

/// The next cause; an `io::Error` hides the error that it wraps from `source`.
fn source_of<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    if let Some(inner) = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        return Some(inner);
    }
    error.source()
}

/// The text of the last cause, without the URL that reqwest puts in front.
fn innermost(error: &(dyn Error + 'static)) -> String {
    let mut current: &(dyn Error + 'static) = error;
    while let Some(next) = source_of(current) {
        current = next;
    }
    match current.downcast_ref::<rustls::Error>() {
        Some(rustls::Error::InvalidMessage(_)) => format!("what answers does not speak TLS: {current}"),
        _ => current.to_string(),
    }
}
