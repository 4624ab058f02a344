//! Steps of `--intrusive`: what costs many requests or logins, or may lock the
//! account.

use serde::{Deserialize, Serialize};

use super::OddLogout;

/// A moment of the run that a deployment may take for an attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Intrusive {
    /// The protected route with the live session after the malformed tokens.
    MeAfterMalformed,
    /// The protected route with a session whose owner is about to log in once
    /// more with it.
    MeBeforeSecondLogin,
    /// The protected route after that login: with the captured cookies of the
    /// session before, and with the new one.
    MeAfterSecondLogin,
    /// The protected route before the logout that a login races.
    MeBeforeRace,
    /// A logout beside a login of the same account.
    RacingLogout,
    /// The protected route after both: with the captured cookies of the session
    /// that was logged out, and with the new one.
    MeAfterRace,
    /// The protected route before the logout that is dropped.
    MeBeforeDrop,
    /// A logout whose client hangs up before the answer.
    DroppedLogout,
    /// The protected route with the captured cookies after that.
    MeAfterDrop,
    /// The logout once more, this time to its end.
    LogoutAfterDrop,
    /// The protected route with the captured cookies at last.
    MeAtLast,
    /// The protected route with one of many sessions, once all are open.
    MeAmongMany,
    /// A logout while other sessions of the account stay.
    LogoutAmongMany,
    /// The protected route after the first such logout: with the captured cookies
    /// of its session, and with another one.
    MeAfterFirstOfMany,
    /// The same after the second one, with all others.
    MeAfterSecondOfMany,
    /// A logout beside several others of the account.
    LogoutAtOnce,
    /// The protected route with the captured cookies after those.
    MeAfterAllAtOnce,
    /// A logout with something odd about it, of a session of its own.
    OddLogout(OddLogout),
    /// A login with a wrong password, to be timed.
    TimedWrongPassword,
    /// A login with an address that nobody has, to be timed.
    TimedUnknownEmail,
    /// The protected route with a session that is open before the guesses.
    MeBeforeGuesses,
    /// One of many logins with wrong passwords.
    GuessedPassword,
    /// A logout after them.
    LogoutAfterGuesses,
    /// The protected route with the captured cookies after that logout.
    MeAfterGuesses,
}

impl Intrusive {
    /// What is done, as reports say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::MeAfterMalformed => "ask after the malformed tokens",
            Self::MeBeforeSecondLogin => "ask before logging in once more",
            Self::MeAfterSecondLogin => "ask after logging in once more",
            Self::MeBeforeRace => "ask before a logout and a login at once",
            Self::RacingLogout => "log out while the account logs in",
            Self::MeAfterRace => "ask after a logout and a login at once",
            Self::MeBeforeDrop => "ask before the logout that is dropped",
            Self::DroppedLogout => "log out and hang up",
            Self::MeAfterDrop => "ask after hanging up",
            Self::LogoutAfterDrop => "log out again",
            Self::MeAtLast => "ask after logging out again",
            Self::MeAmongMany => "ask with one of many sessions",
            Self::LogoutAmongMany => "log out while other sessions stay",
            Self::MeAfterFirstOfMany => "ask after the first of many logouts",
            Self::MeAfterSecondOfMany => "ask after the second of many logouts",
            Self::LogoutAtOnce => "log out beside several others",
            Self::MeAfterAllAtOnce => "ask after several logouts at once",
            Self::OddLogout(odd) => odd.name(),
            Self::TimedWrongPassword => "log in with a wrong password, timed",
            Self::TimedUnknownEmail => "log in with an unknown e-mail address, timed",
            Self::MeBeforeGuesses => "ask before many wrong passwords",
            Self::GuessedPassword => "log in with one of many wrong passwords",
            Self::LogoutAfterGuesses => "log out after many wrong passwords",
            Self::MeAfterGuesses => "ask after that logout",
        }
    }
}
