//! What was sent and what came back, with every secret already replaced.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Failure;
use crate::cookie::SetCookie;

/// Header names and values in the order of the wire, names in lower case.
pub type Headers = Vec<(String, String)>;

/// One real request and what came of it. Plain data: it can be shown, kept and
/// judged, and there is no live secret in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Exchange {
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The whole URL.
    pub url: String,
    /// The request's headers as sent; values of cookies replaced.
    pub request_headers: Headers,
    /// The request's body, if it had one; secrets replaced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_body: Option<String>,
    /// Whether a new connection was opened for it.
    pub fresh_connection: bool,
    /// When the request began, since the start of the run.
    #[serde(rename = "started_ms", with = "milliseconds")]
    pub started: Duration,
    /// When the last byte had come, or the failure was known.
    #[serde(rename = "finished_ms", with = "milliseconds")]
    pub finished: Duration,
    /// The answer, or why there is none.
    #[serde(flatten)]
    pub result: Outcome,
}

/// An answer or a failure, as the reports spell it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// A response came.
    Answer(Answer),
    /// None came, or none that can be read.
    Failure(Failure),
}

impl Exchange {
    /// The answer, or the failure that stands in its place.
    ///
    /// # Errors
    /// The failure, where the server gave no answer.
    pub const fn answer(&self) -> Result<&Answer, &Failure> {
        match &self.result {
            Outcome::Answer(answer) => Ok(answer),
            Outcome::Failure(failure) => Err(failure),
        }
    }

    /// How long it took.
    #[must_use]
    pub fn duration(&self) -> Duration {
        self.finished.saturating_sub(self.started)
    }

    /// `401`, or the failure's short name: for one-line summaries.
    #[must_use]
    pub fn status_text(&self) -> String {
        match &self.result {
            Outcome::Answer(answer) => answer.status.to_string(),
            Outcome::Failure(failure) => failure.kind.name().to_owned(),
        }
    }
}

/// A response.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// `HTTP/1.1` or `HTTP/2.0`.
    pub version: String,
    /// All headers but Set-Cookie.
    pub headers: Headers,
    /// The Set-Cookie lines in order, each parsed on its own.
    #[serde(with = "cookie_lines")]
    pub set_cookies: Vec<SetCookie>,
    /// The body, cut at the limit.
    pub body: Body,
}

impl Answer {
    /// The first header of that name; the name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The media type without parameters, in lower case; empty without one.
    #[must_use]
    pub fn media_type(&self) -> String {
        let whole = self.header("content-type").unwrap_or_default();
        whole.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// The body as JSON, if it is JSON and whole.
    #[must_use]
    pub fn json(&self) -> Option<serde_json::Value> {
        match self.body.ending {
            Ending::Whole => serde_json::from_str(&self.body.text).ok(),
            Ending::CutAtLimit | Ending::BrokenOff | Ending::TimedOut => None,
        }
    }

    /// Whether the body is a web page rather than data.
    #[must_use]
    pub fn is_html(&self) -> bool {
        let start = self.body.text.trim_start().get(..15).unwrap_or_default();
        self.media_type() == "text/html" || start.to_ascii_lowercase().starts_with("<!doctype html")
    }

    /// Whether the status is a redirect.
    #[must_use]
    pub const fn is_redirect(&self) -> bool {
        matches!(self.status, 300..=399)
    }

    /// Whether the status says success.
    #[must_use]
    pub const fn is_success(&self) -> bool {
        matches!(self.status, 200..=299)
    }
}

/// A response's body.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Body {
    /// What came, as text; bytes that are no UTF-8 are replaced.
    pub text: String,
    /// How many octets came before the end or the limit.
    pub octets: usize,
    /// How it ended.
    pub ending: Ending,
}

/// How a body ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// All of it came.
    #[default]
    Whole,
    /// It was longer than we read.
    CutAtLimit,
    /// The server closed or reset the connection in the middle.
    BrokenOff,
    /// The rest did not come in time.
    TimedOut,
}

/// Milliseconds with three decimals: enough for a race, short enough to read.
mod milliseconds {
    use std::time::Duration;

    use serde::de::{Deserialize, Deserializer, Error};
    use serde::ser::Serializer;

    pub(super) fn serialize<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
        let micros = u32::try_from(duration.as_micros()).unwrap_or(u32::MAX);
        serializer.serialize_f64(f64::from(micros) / 1000.0)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
        let milliseconds = f64::deserialize(deserializer)?;
        Duration::try_from_secs_f64(milliseconds / 1000.0).map_err(D::Error::custom)
    }
}

/// The lines as text. What is read from a text is what stands in it, not what
/// the server sent in place of a placeholder.
mod cookie_lines {
    use serde::de::{Deserialize, Deserializer};
    use serde::ser::Serializer;

    use crate::cookie::SetCookie;

    pub(super) fn serialize<S: Serializer>(lines: &[SetCookie], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(lines.iter().map(SetCookie::line))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<SetCookie>, D::Error> {
        let lines = Vec::<String>::deserialize(deserializer)?;
        Ok(lines.iter().map(|line| SetCookie::parse(line.as_bytes())).collect())
    }
}
