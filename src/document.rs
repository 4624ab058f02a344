//! The result of a run as one plain document. Every format is a view of it,
//! and the JSON format is it.

pub mod cookies;
pub mod session;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::check::Finding;
use crate::evidence::{Record, Spent};
use crate::exit::Exit;
use crate::http::Exchange;
use crate::level::Level;
use crate::versioned::{self, Kind, ReadError};

/// The version of the document's layout. Fields are added, never renamed.
pub const SCHEMA: u32 = 1;

/// A whole run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Which program wrote it.
    pub tool: Tool,
    /// What was examined.
    pub target: Target,
    /// `passed`, `failed` or `blocked`.
    pub outcome: Outcome,
    /// What the process exits with on account of the checks.
    pub exit_code: u8,
    /// Each requirement's id and how it came out.
    pub requirements: BTreeMap<String, RequirementStatus>,
    /// The checks in the order of the catalogue.
    pub checks: Vec<CheckReport>,
    /// Things to know that no check judges.
    pub warnings: Vec<String>,
    /// What the run spent on the deployment.
    pub spent: Spent,
    /// Every exchange that a check points to by index.
    pub exchanges: Vec<ExchangeReport>,
    /// When the run began, UTC, RFC 3339.
    pub started_at: String,
    /// How long it took.
    pub duration_ms: u64,
}

impl Report {
    /// Reads a document that was written as JSON.
    ///
    /// # Errors
    /// What is wrong with the text, and where.
    pub fn read(text: &str) -> Result<Self, ReadError> {
        versioned::read(text, Kind { name: "report", field: "schema", version: SCHEMA })
    }
}

/// The program.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Tool {
    /// `penguin-auth`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The id of the run, also part of the User-Agent, so that the
    /// deployment's log lines can be found.
    pub run: String,
}

/// What was examined.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Target {
    /// The base URL.
    pub base_url: String,
    /// Whether it was the embedded mock.
    pub mock: bool,
    /// The name of the profile.
    pub profile: String,
    /// The accounts, masked: the first, and the second if there was one.
    pub accounts: Vec<String>,
    /// Names of the cookies that carry the session.
    pub session_cookies: Vec<String>,
    /// `jwe`, `jwt` or `opaque`, if a login worked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// Whether certificates were not verified (`--insecure`).
    pub insecure: bool,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Nothing at level deny failed or was blocked.
    Passed,
    /// A check at level deny failed.
    Failed,
    /// None failed, but one at level deny could not be judged.
    Blocked,
}

impl Outcome {
    /// The word in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Blocked => "blocked",
        }
    }

    /// The exit that belongs to it.
    #[must_use]
    pub const fn exit(self) -> Exit {
        match self {
            Self::Passed => Exit::Passed,
            Self::Failed => Exit::Failed,
            Self::Blocked => Exit::Blocked,
        }
    }
}

/// How a requirement came out: the worst verdict of the deny-level checks that
/// prove it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequirementStatus {
    /// Every check that proves it passed.
    Pass,
    /// No check of this run proves it, or all of them were skipped.
    NotProven,
    /// None failed, but one could not be judged.
    Blocked,
    /// A check that proves it failed.
    Fail,
}

impl RequirementStatus {
    /// The word in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::NotProven => "not-proven",
            Self::Blocked => "blocked",
            Self::Fail => "fail",
        }
    }
}

/// One check of the run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CheckReport {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How it came out.
    pub verdict: VerdictName,
    /// At which level it counted.
    pub level: Level,
    /// The ticket's lines that it proves.
    pub requirements: Vec<String>,
    /// The standards beside them.
    pub references: Vec<String>,
    /// What proved it, why it was skipped, or why it could not be judged.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// For a blocked check: what to try next.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// For a blocked check: the kind of obstacle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obstacle: Option<String>,
    /// For a blocked check: the check that explains it if that one failed, or
    /// is explained itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub depends_on: Option<String>,
    /// For a failed check: what was expected, what came, why, how to mend it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<Finding>,
    /// Its entry in the list of known failures, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Known>,
    /// Whether the profile promises what it proves.
    #[serde(skip)]
    pub is_promised: bool,
    /// The exchanges to look at, as indices into the report's list.
    pub exchanges: Vec<usize>,
    /// Time spent in those exchanges, in milliseconds.
    pub ms: u64,
}

/// What a list of known failures says about a check, and whether that is true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Why it is not mended yet.
    pub reason: String,
    /// The last day, UTC, on which it may fail.
    pub until: String,
    /// Whether that day has gone by.
    pub expired: bool,
}

/// The verdicts of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VerdictName {
    /// It holds.
    Pass,
    /// It does not.
    Fail,
    /// It does not apply.
    Skip,
    /// It could not be judged.
    Blocked,
}

impl VerdictName {
    /// The word in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Skip => "skip",
            Self::Blocked => "blocked",
        }
    }
}

/// One exchange and its place in the story.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExchangeReport {
    /// Its index.
    pub index: usize,
    /// Who sent it.
    pub actor: String,
    /// What for.
    pub step: String,
    /// What happened.
    #[serde(flatten)]
    pub exchange: Exchange,
    /// A curl command that repeats the request, secrets as variables.
    pub curl: String,
}

impl ExchangeReport {
    /// The record at that index.
    #[must_use]
    pub fn new(index: usize, record: &Record) -> Self {
        Self {
            index,
            actor: record.actor.name().to_owned(),
            step: record.step.name(),
            exchange: record.exchange.clone(),
            curl: crate::http::curl_command(&record.exchange),
        }
    }
}
