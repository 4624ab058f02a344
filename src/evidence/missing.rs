//! Why something could not be seen. A check that misses what it needs is
//! blocked: never passed, never failed.

use serde::{Deserialize, Serialize};

use super::{Actor, Step};
use crate::http::{Answer, Failure, FailureKind};

/// A step that brought nothing to judge, why, and what to try next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// What kind of obstacle, for machines.
    pub kind: MissingKind,
    /// What happened, one sentence fragment.
    pub reason: String,
    /// What to try next.
    pub hint: String,
}

/// The id of a check. A name of its own, because serde takes a bare reference
/// for something to borrow from the file.
pub(super) type CheckId = &'static str;

/// The kinds of obstacle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MissingKind {
    /// The deployment asks for a captcha.
    Captcha,
    /// The named check looks at what this one presupposes. If it failed, it
    /// explains why this one cannot be judged. Checks say so; evidence holds no
    /// such thing, so no file does.
    #[serde(skip)]
    DependsOnCheck(CheckId),
    /// The e-mail address of the account is not verified.
    EmailUnverified,
    /// The run was told to stop.
    Interrupted,
    /// The login was refused although the password should be right.
    LoginRefused,
    /// The account asks for a second factor.
    Mfa,
    /// The server failed (5xx) where a working one was needed.
    ServerError,
    /// There is no browser, or it did not start.
    NoBrowser,
    /// The limit on logins or requests was reached.
    Budget,
    /// Too many requests for the deployment.
    RateLimited,
    /// The route does not exist on this deployment.
    RouteMissing,
    /// The step was not taken.
    NotTaken,
    /// What came was not what the step needs.
    Unexpected,
    /// No answer: refused, reset, no such host, too slow.
    Unreachable,
    /// The certificate or the handshake.
    Tls,
}

impl MissingKind {
    /// The word in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Budget => "budget",
            Self::Captcha => "captcha",
            Self::DependsOnCheck(_) => "depends-on-check",
            Self::EmailUnverified => "email-unverified",
            Self::Interrupted => "interrupted",
            Self::LoginRefused => "login-refused",
            Self::Mfa => "mfa",
            Self::NoBrowser => "no-browser",
            Self::NotTaken => "not-taken",
            Self::RateLimited => "rate-limited",
            Self::RouteMissing => "route-missing",
            Self::ServerError => "server-error",
            Self::Tls => "tls",
            Self::Unexpected => "unexpected",
            Self::Unreachable => "unreachable",
        }
    }

    /// The id of the check that explains it if that one failed.
    #[must_use]
    pub const fn check(self) -> Option<&'static str> {
        match self {
            Self::DependsOnCheck(check) => Some(check),
            Self::Budget
            | Self::Captcha
            | Self::EmailUnverified
            | Self::Interrupted
            | Self::LoginRefused
            | Self::Mfa
            | Self::NoBrowser
            | Self::NotTaken
            | Self::RateLimited
            | Self::RouteMissing
            | Self::ServerError
            | Self::Tls
            | Self::Unexpected
            | Self::Unreachable => None,
        }
    }
}

impl Missing {
    /// An obstacle.
    pub fn new(kind: MissingKind, reason: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { kind, reason: reason.into(), hint: hint.into() }
    }

    /// Another check explains it.
    #[must_use]
    pub fn depends_on(check: &'static str, reason: impl Into<String>) -> Self {
        Self::new(MissingKind::DependsOnCheck(check), reason, format!("first mend what {check} found"))
    }

    /// The run was told to stop.
    #[must_use]
    pub fn interrupted() -> Self {
        Self::new(MissingKind::Interrupted, "the run was interrupted", "run again")
    }

    /// A request without an answer.
    #[must_use]
    pub fn no_answer(step: Step, failure: &Failure) -> Self {
        let kind = match failure.kind {
            FailureKind::Tls => MissingKind::Tls,
            // Something answered: the network is not to blame.
            FailureKind::Unusable => MissingKind::ServerError,
            FailureKind::Closed
            | FailureKind::Deadline
            | FailureKind::Dns
            | FailureKind::Refused
            | FailureKind::Timeout => MissingKind::Unreachable,
        };
        let reason = format!("could not {}: {} ({})", step.name(), failure.kind.name(), failure.message);
        Self::new(kind, reason, failure.kind.hint())
    }

    /// The deployment answered 429.
    #[must_use]
    pub fn rate_limited(step: Step, answer: &Answer) -> Self {
        // better-auth has the second name.
        let said = ["Retry-After", "X-Retry-After"]
            .into_iter()
            .find_map(|name| Some(format!("{name}: {}", answer.header(&name.to_ascii_lowercase())?)));
        let wait = said.unwrap_or_else(|| "it does not say for how long".to_owned());
        Self::new(
            MissingKind::RateLimited,
            format!("could not {}: the deployment answered 429 ({wait})", step.name()),
            "wait that long, then run again; --max-logins and --only spend less",
        )
    }

    /// The step was not taken in this run.
    #[must_use]
    pub fn not_taken(actor: Actor, step: Step) -> Self {
        Self::new(
            MissingKind::NotTaken,
            format!("not done in this run: {}, {}", actor.name(), step.name()),
            "run without --only and --skip, and with a larger --max-requests",
        )
    }
}
