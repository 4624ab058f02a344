//! Who does something.

use serde::{Deserialize, Serialize};

/// The callers of a run. Each has a jar of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Actor {
    /// The first account's main session: the one whose logout is proven.
    First,
    /// A second session of the same account: the live witness.
    Second,
    /// A third session of the same account, on which everything is tried that
    /// could end a session by mistake.
    Third,
    /// The account in a real browser.
    Browser,
    /// The session of the login after the logout.
    Again,
    /// A fourth session of the same account, for the trials of `--intrusive`.
    Fourth,
    /// A fifth one, for the same.
    Fifth,
    /// A sixth one, for the trial with many sessions.
    Sixth,
    /// A seventh one, for the same.
    Seventh,
    /// An eighth one, for the same.
    Eighth,
    /// A ninth one, for the same.
    Ninth,
    /// The second account.
    Other,
    /// Nobody: no Cookie header, a connection of its own.
    Nobody,
}

impl Actor {
    /// The sessions of the account that are open at once in the trial with many.
    pub const MANY: [Self; 6] =
        [Self::Fourth, Self::Fifth, Self::Sixth, Self::Seventh, Self::Eighth, Self::Ninth];

    /// Those of them that log out one after the other.
    pub const IN_TURN: [Self; 2] = [Self::Fourth, Self::Fifth];

    /// The others, which log out at the same moment.
    pub const AT_ONCE: [Self; 4] = [Self::Sixth, Self::Seventh, Self::Eighth, Self::Ninth];

    /// Who it is, as reports say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::First => "first session",
            Self::Second => "second session",
            Self::Third => "third session",
            Self::Browser => "real browser",
            Self::Again => "session after the next login",
            Self::Fourth => "fourth session",
            Self::Fifth => "fifth session",
            Self::Sixth => "sixth session",
            Self::Seventh => "seventh session",
            Self::Eighth => "eighth session",
            Self::Ninth => "ninth session",
            Self::Other => "second account",
            Self::Nobody => "anonymous caller",
        }
    }
}
