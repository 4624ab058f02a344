//! `/__control/requests`: what the deployment was asked lately.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::StaticFormatDescription;
use time::macros::format_description;

use crate::mock::log::LogLine;

/// How many are remembered; older ones are forgotten.
const REMEMBERED: usize = 200;

/// RFC 3339 with milliseconds, as the log has them.
const AT: StaticFormatDescription =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");

/// The last requests, as the log tells them: without queries, headers, bodies
/// and tokens.
#[derive(Default)]
pub(super) struct Requests(Mutex<VecDeque<LogLine>>);

impl Requests {
    pub(super) fn note(&self, line: LogLine) {
        let mut lines = self.lock();
        if lines.len() == REMEMBERED {
            lines.pop_front();
        }
        lines.push_back(line);
    }

    /// All of them, oldest first.
    pub(super) fn list(&self) -> Value {
        json!({ "requests": self.lock().iter().map(shown).collect::<Vec<_>>() })
    }

    /// Forgets all of them.
    pub(super) fn forget(&self) -> Value {
        let forgotten = std::mem::take(&mut *self.lock()).len();
        json!({ "forgotten": forgotten })
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<LogLine>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn shown(line: &LogLine) -> Value {
    json!({
        "at": OffsetDateTime::from(line.at).format(AT).unwrap_or_default(),
        "method": line.method.as_str(),
        "path": line.path,
        "status": line.status,
        "ms": milliseconds(line.took),
        "happened": line.happened(),
    })
}

/// To the microsecond: more is noise of the clock.
fn milliseconds(took: Duration) -> f64 {
    (took.as_secs_f64() * 1_000_000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;
    use crate::mock::reply::Happened;

    #[test]
    fn times_have_three_decimals() {
        let at = std::time::UNIX_EPOCH + Duration::from_nanos(56_987_895_330);
        let took = Duration::from_nanos(90_174);
        let (method, path, happened) = (Method::GET, "/".to_owned(), Ok(Happened::Nothing));
        let shown = shown(&LogLine { at, method, path, status: None, took, happened });
        assert_eq!((&shown["at"], &shown["ms"]), (&json!("1970-01-01T00:00:56.987Z"), &json!(0.09)));
    }
}
