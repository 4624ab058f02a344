//! `/__control/requests`: what the deployment was asked lately.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::mock::log::LogLine;

/// How many are remembered; older ones are forgotten.
const REMEMBERED: usize = 200;

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
        "at": OffsetDateTime::from(line.at).format(&Rfc3339).unwrap_or_default(),
        "method": line.method,
        "path": line.path,
        "status": line.status,
        "ms": line.took.as_secs_f64() * 1000.0,
        "happened": line.happened,
    })
}
