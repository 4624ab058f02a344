//! The ways in which Nile is made to fail, as the driver and the checks name
//! them, and what a logout claims meanwhile.

use super::is_turned_away;
use crate::deployment::Profile;
use crate::http::Answer;

use serde::{Deserialize, Serialize};

/// One way to fail. What it looks like was measured on the real SDK, which
/// treats several of them differently (nile.md 6). In a file it is its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "&'static str", try_from = "String")]
pub enum Outage {
    /// Connections are refused, or closed without an answer.
    Refuse,
    /// Connections are reset in the middle of an answer.
    Reset,
    /// 500 with a line of text.
    Status500,
    /// 500 with a JSON object.
    Json500,
    /// 503 with an HTML page.
    Html503,
    /// 404 without a body.
    Empty404,
    /// 429 with a JSON object.
    Status429,
    /// 200 with half of a JSON object.
    Garbage,
    /// 200 without a body.
    Empty,
    /// 200 with `null`.
    Null,
    /// 200 with `[]`.
    Array,
    /// Only the sign-out fails; the session can still be read.
    SignOut,
    /// No answer ever comes.
    Stall,
    /// The right answer comes late.
    Slow,
}

impl Outage {
    /// Every one, in the order in which they are tried: what can end the
    /// session after all comes last.
    pub const ALL: [Self; 14] = [
        Self::Refuse,
        Self::Reset,
        Self::Status500,
        Self::Json500,
        Self::Html503,
        Self::Empty404,
        Self::Status429,
        Self::Garbage,
        Self::Empty,
        Self::Null,
        Self::Array,
        Self::SignOut,
        Self::Stall,
        Self::Slow,
    ];

    /// The word in reports, and the end of the id of its check.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SignOut => "signout-only",
            Self::Refuse
            | Self::Reset
            | Self::Status500
            | Self::Json500
            | Self::Html503
            | Self::Empty404
            | Self::Status429
            | Self::Garbage
            | Self::Empty
            | Self::Null
            | Self::Array
            | Self::Stall
            | Self::Slow => self.fault(),
        }
    }

    /// What the switch calls the fault.
    #[must_use]
    pub const fn fault(self) -> &'static str {
        match self {
            Self::Refuse => "refuse",
            Self::Reset => "reset",
            Self::Status500 | Self::SignOut => "500",
            Self::Json500 => "500-json",
            Self::Html503 => "503-html",
            Self::Empty404 => "404-empty",
            Self::Status429 => "429",
            Self::Garbage => "garbage",
            Self::Empty => "empty",
            Self::Null => "null",
            Self::Array => "array",
            Self::Stall => "stall",
            Self::Slow => "slow",
        }
    }

    /// The only route of Nile's API that fails; none means all of them.
    #[must_use]
    pub fn only(self) -> Option<&'static str> {
        (self == Self::SignOut).then_some("/auth/signout")
    }

    /// Whether every run looks at it that can: an error, and nonsense with
    /// status 200. Those are the two kinds that the SDK treats differently; a
    /// refused or reset connection becomes a 500 in it.
    #[must_use]
    pub const fn is_quick(self) -> bool {
        matches!(self, Self::Status500 | Self::Garbage)
    }
}

impl From<Outage> for &'static str {
    fn from(outage: Outage) -> Self {
        outage.name()
    }
}

impl TryFrom<String> for Outage {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        let named = Self::ALL.into_iter().find(|outage| outage.name() == name);
        named.ok_or_else(|| format!("no failure of Nile is called {name:?}"))
    }
}

/// Why the outages that were not tried were not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Untried {
    /// There is no switch for Nile's failures.
    #[default]
    NoSwitch,
    /// Only the quick ones were asked for.
    NotQuick,
    /// All were asked for: what is missing stands elsewhere in the evidence.
    Halted,
    /// The switch did not do what it was told, or it did and the deployment
    /// did not notice.
    Switch(super::Missing),
}

/// Whether a logout says that it worked although Nile fails. Where a profile
/// promises how failures are answered, every success is a claim; elsewhere
/// everything is that does not plainly turn the caller away, whatever a logout
/// says on better days.
#[must_use]
pub fn claims_success(answer: &Answer, profile: &Profile) -> bool {
    if profile.logout.failure_body.is_null() { !is_turned_away(answer, profile) } else { answer.is_success() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::{Body, Ending};

    fn answer(status: u16, text: &str) -> Answer {
        Answer {
            status,
            version: "HTTP/1.1".to_owned(),
            headers: Vec::new(),
            set_cookies: Vec::new(),
            body: Body { text: text.to_owned(), octets: text.len(), ending: Ending::Whole },
        }
    }

    #[test]
    fn without_a_promised_failure_every_answer_that_turns_nobody_away_is_a_claim() {
        let mut profile = Profile::ticket().unwrap();
        profile.logout.failure_body = serde_json::Value::Null;
        profile.logout.success.says = vec!["bye".to_owned()];
        profile.logout.success.lacks = vec!["csrf=true".to_owned()];
        assert!(claims_success(&answer(200, r#"{"ok":true}"#), &profile));
        assert!(claims_success(&answer(302, ""), &profile));
        assert!(!claims_success(&answer(500, "bye"), &profile));
        assert!(!claims_success(&answer(200, r#"{"url":"/signout?csrf=true"}"#), &profile));
    }

    #[test]
    fn beside_a_promised_failure_every_success_is_a_claim() {
        let profile = Profile::ticket().unwrap();
        assert!(claims_success(&answer(204, ""), &profile));
        assert!(!claims_success(&answer(302, ""), &profile) && !claims_success(&answer(500, ""), &profile));
    }
}
