//! What is said about one session: one sentence that is the outcome, and what
//! it rests on. The same for `login`, `whoami` and `logout`, for people and as
//! one JSON object (docs/sessions.md lists its fields, which are a promise).

mod login;
mod logout;
mod whoami;
mod words;

use std::path::Path;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::evidence::{Identity, Missing};
use crate::exit::Exit;
use crate::session::{Session, StoredSession, rfc3339};

pub use login::{logged_in, not_logged_in};
pub use logout::{Logout, logout};
pub use whoami::whoami;

/// The version of the JSON object.
const SCHEMA: u32 = 1;

/// What is said about one session.
#[derive(Clone, Debug, Serialize)]
pub struct SessionReport {
    schema: u32,
    command: &'static str,
    outcome: &'static str,
    exit_code: u8,
    sentence: String,
    base_url: String,
    /// Everything else, in the order in which it is known.
    #[serde(flatten)]
    facts: Map<String, Value>,
    #[serde(skip)]
    exit: Exit,
    #[serde(skip)]
    rows: Vec<Row>,
}

/// A labelled line below the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is about, one word; none for a row that says so itself.
    pub label: &'static str,
    /// The text.
    pub text: String,
    /// Whether the text is to be copied, and is never broken.
    pub whole: bool,
}

impl SessionReport {
    /// How the command ends.
    #[must_use]
    pub const fn exit(&self) -> Exit {
        self.exit
    }

    /// One JSON object on several lines.
    #[must_use]
    pub fn json(&self) -> String {
        // Strings and numbers always have a JSON form.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// `--insecure`: everything above rests on whoever answered.
    pub fn warn_that_nobody_was_verified(&mut self) {
        self.row(
            "warning",
            "--insecure: certificates were NOT verified; nothing here proves whom you talked to",
        );
        self.fact("insecure", true);
    }

    /// The outcome in one sentence.
    #[must_use]
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    /// What it rests on, for people.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    fn new(command: &'static str, outcome: &'static str, exit: Exit, base_url: String) -> Self {
        Self {
            schema: SCHEMA,
            command,
            outcome,
            exit_code: exit.code(),
            sentence: String::new(),
            base_url,
            facts: Map::new(),
            exit,
            rows: Vec::new(),
        }
    }

    fn saying(mut self, sentence: impl Into<String>) -> Self {
        self.sentence = sentence.into();
        self
    }

    fn fact(&mut self, name: &str, value: impl Into<Value>) {
        self.facts.insert(name.to_owned(), value.into());
    }

    fn row(&mut self, label: &'static str, text: impl Into<String>) {
        self.rows.push(Row { label, text: text.into(), whole: false });
    }

    /// A row that ends with a path.
    fn path_row(&mut self, label: &'static str, what: &str, path: &Path) {
        self.rows.push(Row { label, text: format!("{what}{}", path.display()), whole: true });
    }

    fn identity(&mut self, identity: Option<&Identity>) {
        let Some(Identity { id, email, name }) = identity else { return };
        self.fact("identity", serde_json::json!({ "id": id, "email": email, "name": name }));
    }

    /// Facts only: who shows them to people differs.
    fn session(&mut self, session: &Session) {
        if let Some(main) = session.facts.main() {
            self.fact("session_cookie", main.name.clone());
            self.fact("token", main.kind.id());
        }
        if let Some(validity) = session.validity() {
            self.fact("valid_until", rfc3339(validity.until));
            self.fact("valid_until_says", validity.source.name());
        }
    }

    fn stored(&mut self, stored: &StoredSession) {
        self.fact("email", stored.email.clone());
        self.session(&stored.session);
        self.fact("opened_at", rfc3339(stored.opened_at));
    }

    fn file(&mut self, path: &Path, kept: bool) {
        self.fact("file", path.display().to_string());
        self.fact("file_kept", kept);
    }

    /// What stood in the way and what to try next.
    fn obstacle(&mut self, missing: &Missing) {
        let Missing { kind, reason, hint } = missing;
        self.fact("obstacle", serde_json::json!({ "kind": kind.name(), "reason": reason, "hint": hint }));
    }
}
