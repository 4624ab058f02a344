//! `/__control/sessions`: who is logged in, and ending it from outside. The
//! sessions of the application have numbers, the rows of Nile have UUIDs.

use std::io;

use http::StatusCode;
use serde::Serialize;
use serde_json::json;
use url::form_urlencoded;

use super::Answer;
use super::refusal::Refusal;
use crate::mock::change::Change;
use crate::mock::clock;
use crate::mock::error::MockError;
use crate::mock::key::Key;
use crate::mock::nile_auth::NileSession;
use crate::mock::routes::App;

/// A live session, without anything that authenticates.
#[derive(Serialize)]
struct Shown {
    id: String,
    /// Who keeps it: the mock's application, or Nile in a row.
    kept_by: &'static str,
    email: String,
    /// The fingerprints under which the log names it.
    fingerprints: Vec<String>,
    expires: String,
}

impl From<NileSession> for Shown {
    fn from(session: NileSession) -> Self {
        Self {
            id: session.id,
            kept_by: "nile",
            email: session.email,
            fingerprints: vec![session.fingerprint],
            expires: session.expires,
        }
    }
}

impl App {
    pub(super) async fn list_sessions(&self) -> Answer {
        let rows = self.nile_auth.list_sessions().await.map_err(unusable)?;
        let mut sessions = self.sessions();
        sessions.extend(rows.into_iter().map(Shown::from));
        Ok(json!({ "sessions": sessions }))
    }

    /// Every live session of the application, oldest first.
    fn sessions(&self) -> Vec<Shown> {
        let store = self.nile.store();
        let live = store.live_rows().into_iter();
        live.map(|(id, row)| Shown {
            id: id.to_string(),
            kept_by: "app",
            email: self.nile.accounts.get(row.account).map(|it| it.email.clone()).unwrap_or_default(),
            fingerprints: row.keys.iter().map(|key| format!("{:08x}", key.fingerprint())).collect(),
            expires: clock::rfc3339(row.expires),
        })
        .collect()
    }

    pub(super) async fn end_session_of_id(&self, id: &str) -> Answer {
        let live = |id: &u64| self.nile.store().live_rows().iter().any(|(live, _)| live == id);
        if let Some(id) = id.parse().ok().filter(live) {
            let keys = self.nile.store().keys_of(id);
            self.end_values(keys)?;
        } else if !self.nile_auth.end_session(id).await.map_err(unusable)? {
            let hint = "GET /__control/sessions lists the live ones";
            return Err(Refusal::new(StatusCode::NOT_FOUND, "no live session has that id", hint));
        }
        Ok(json!({ "ended": 1 }))
    }

    /// Ends all sessions of the user in `?email=`.
    pub(super) async fn end_sessions_of(&self, query: Option<&str>) -> Answer {
        let mut pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
        let Some((_, email)) = pairs.find(|(name, _)| name == "email") else {
            let hint = "add ?email=ADDRESS, or name one session: /__control/sessions/{id}";
            return Err(Refusal::unknown("it is not said whose sessions should end", hint));
        };
        let rows = self.nile_auth.end_all(&email).await.map_err(unusable)?;
        let Some(account) = self.nile.accounts.place_of(&email) else {
            // Whoever signed up with Nile has no account of the application.
            return rows.map(|rows| json!({ "ended": rows })).ok_or_else(|| unknown_user(&email));
        };
        let (ended, keys) = {
            let store = self.nile.store();
            (store.count(account) as u64, store.keys_where(|it| it == account))
        };
        self.end_values(keys)?;
        Ok(json!({ "ended": ended + rows.unwrap_or(0) }))
    }

    fn end_values(&self, keys: Vec<Key>) -> Result<(), Refusal> {
        let ended = self.nile.store().commit(Change::End { keys }, &self.nile.accounts);
        ended.map_err(|error| Refusal::failed(&error))
    }
}

fn unknown_user(email: &str) -> Refusal {
    let hint = "GET /__control/sessions lists who is logged in";
    Refusal::new(StatusCode::NOT_FOUND, format!("no account is called {email:?}"), hint)
}

fn unusable(error: impl Into<MockError>) -> Refusal {
    Refusal::failed(&io::Error::other(error.into()))
}
