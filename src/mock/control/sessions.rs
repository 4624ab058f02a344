//! `/__control/sessions`: who is logged in, and ending it from outside.

use http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};
use url::form_urlencoded;

use super::Answer;
use super::refusal::Refusal;
use crate::mock::change::Change;
use crate::mock::clock;
use crate::mock::key::Key;
use crate::mock::routes::App;

/// A live session, without anything that authenticates.
#[derive(Serialize)]
struct Shown {
    id: String,
    email: String,
    /// The fingerprints under which the log names it.
    fingerprints: Vec<String>,
    expires: String,
}

impl App {
    pub(super) fn list_sessions(&self) -> Value {
        json!({ "sessions": self.sessions() })
    }

    /// Every live session of the deployment, oldest first.
    fn sessions(&self) -> Vec<Shown> {
        let store = self.nile.store();
        let live = store.live_rows().into_iter();
        live.map(|(id, row)| Shown {
            id: id.to_string(),
            email: self.nile.accounts.get(row.account).map(|it| it.email.clone()).unwrap_or_default(),
            fingerprints: row.keys.iter().map(|key| format!("{:08x}", key.fingerprint())).collect(),
            expires: clock::rfc3339(row.expires),
        })
        .collect()
    }

    pub(super) fn end_session(&self, id: &str) -> Answer {
        let live = |id: &u64| self.nile.store().live_rows().iter().any(|(live, _)| live == id);
        let Some(id) = id.parse().ok().filter(live) else {
            let hint = "GET /__control/sessions lists the live ones";
            return Err(Refusal::new(StatusCode::NOT_FOUND, "no live session has that id", hint));
        };
        let keys = self.nile.store().keys_of(id);
        self.end_values(keys)?;
        Ok(json!({ "ended": 1 }))
    }

    /// Ends all sessions of the account in `?email=`.
    pub(super) fn end_sessions_of(&self, query: Option<&str>) -> Answer {
        let mut pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
        let Some((_, email)) = pairs.find(|(name, _)| name == "email") else {
            let hint = "add ?email=ADDRESS, or name one session: /__control/sessions/{id}";
            return Err(Refusal::unknown("it is not said whose sessions should end", hint));
        };
        let Some(account) = self.nile.accounts.place_of(&email) else {
            let hint = "the mock said at its start who can log in";
            return Err(Refusal::new(StatusCode::NOT_FOUND, format!("no account is called {email:?}"), hint));
        };
        let (ended, keys) = {
            let store = self.nile.store();
            (store.count(account), store.keys_where(|it| it == account))
        };
        self.end_values(keys)?;
        Ok(json!({ "ended": ended }))
    }

    fn end_values(&self, keys: Vec<Key>) -> Result<(), Refusal> {
        let ended = self.nile.store().commit(Change::End { keys }, &self.nile.accounts);
        ended.map_err(|error| Refusal::failed(&error))
    }
}
