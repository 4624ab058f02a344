//! An answer as it came, and what is written down of it: everything but its
//! secrets.

use reqwest::header::{HeaderMap, HeaderValue, SET_COOKIE};

use super::{Answer, Body, Ending, record};
use crate::deployment::Place;
use crate::redact::{Redactor, Secret};

/// The most that is kept of a body that did not end.
const KEPT_LIMIT: usize = 16 * 1024;

/// More than any secret is long, however it is encoded.
const SEARCHED_AROUND: usize = 32 * 1024;

/// An answer as it came. It still holds its secrets.
pub struct RawAnswer {
    /// The status code.
    pub status: u16,
    /// `HTTP/1.1` or `HTTP/2.0`.
    pub version: String,
    /// All headers, each Set-Cookie line in a header of its own.
    pub headers: HeaderMap,
    /// The body, as far as it was read.
    pub body: Vec<u8>,
    /// How the body ended.
    pub ending: Ending,
}

/// What of an answer is not written down.
#[derive(Debug, Default)]
pub struct Kept {
    /// The raw Set-Cookie lines, for the jar.
    pub set_cookie: Vec<HeaderValue>,
    /// The secret that the answer was expected to hold, if it came.
    pub secret: Option<Secret>,
}

impl std::fmt::Debug for RawAnswer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("RawAnswer").field("status", &self.status).finish_non_exhaustive()
    }
}

impl RawAnswer {
    /// Writes the answer down without its secrets, which the redactor learns on
    /// the way, and hands over what a session needs to go on. `expected` is the
    /// place of a secret.
    #[must_use]
    pub fn record(self, expected: Option<&Place>, redactor: &Redactor) -> (Answer, Kept) {
        let set_cookie: Vec<HeaderValue> = self.headers.get_all(SET_COOKIE).iter().map(hidden).collect();
        // Before anything is written down: it may stand in several places.
        let secret = expected.and_then(|place| self.secret_at(place));
        if let Some(secret) = &secret {
            redactor.learn_token(secret.reveal());
        }
        let set_cookies = record::cookies(&set_cookie, redactor);
        let but_cookies = self.headers.iter().filter(|(name, _)| *name != SET_COOKIE);
        let headers = record::headers(but_cookies, redactor);
        // Half a secret would not be recognised.
        let is_hidden = matches!(expected, Some(Place::Json(_))) && self.ending != Ending::Whole;
        let body = if is_hidden {
            Body { text: String::new(), octets: self.body.len(), ending: self.ending }
        } else {
            recorded_body(self.body, self.ending, redactor)
        };
        let answer = Answer { status: self.status, version: self.version, headers, set_cookies, body };
        (answer, Kept { set_cookie, secret })
    }

    /// The secret at that place.
    fn secret_at(&self, place: &Place) -> Option<Secret> {
        let text = match place {
            Place::Header(name) => self.headers.get(name)?.to_str().ok()?.to_owned(),
            Place::Json(_) if self.ending != Ending::Whole => return None,
            Place::Json(pointer) => {
                let json: serde_json::Value = serde_json::from_slice(&self.body).ok()?;
                json.pointer(pointer)?.as_str()?.to_owned()
            }
        };
        let token = text.strip_prefix("Bearer ").unwrap_or(&text).trim();
        (!token.is_empty()).then(|| Secret::new(token))
    }
}

fn recorded_body(mut bytes: Vec<u8>, ending: Ending, redactor: &Redactor) -> Body {
    let octets = bytes.len();
    if ending == Ending::Whole {
        let text = redactor.redact_json(&String::from_utf8_lossy(&bytes));
        return Body { text, octets, ending };
    }
    // Half a secret would not be recognised, so more is searched than is
    // kept, and what is near the cut is not kept at all.
    let unsure = if octets > KEPT_LIMIT + SEARCHED_AROUND { SEARCHED_AROUND } else { 0 };
    bytes.truncate(KEPT_LIMIT + SEARCHED_AROUND);
    let mut text = redactor.redact_broken_off(&String::from_utf8_lossy(&bytes));
    let mut sure = text.len().saturating_sub(unsure).min(KEPT_LIMIT);
    while !text.is_char_boundary(sure) {
        sure -= 1;
    }
    text.truncate(sure);
    Body { text, octets, ending }
}

/// The same value, of which `Debug` shows nothing.
fn hidden(value: &HeaderValue) -> HeaderValue {
    let mut value = value.clone();
    value.set_sensitive(true);
    value
}
