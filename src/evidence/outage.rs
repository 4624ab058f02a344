//! The ways in which Nile is made to fail, as the driver and the checks name
//! them.

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
