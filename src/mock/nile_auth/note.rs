//! What the log says about a request to Nile.

use std::fmt;

/// What happened behind an answer of Nile.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::mock) enum Note {
    /// Nothing worth a word.
    #[default]
    Nothing,
    /// The session in the cookie is live.
    SessionFound,
    /// There was no session, or a dead one.
    NoSession,
    /// A login succeeded.
    LoggedIn,
    /// E-mail and password do not fit.
    LoginRefused,
    /// The login goes on with a second factor.
    Challenged,
    /// The second factor was right.
    ChallengePassed,
    /// The second factor was wrong, late or unknown.
    ChallengeRefused,
    /// A user was created.
    SignedUp,
    /// A sign-out ended the session, or forgot its cookie.
    SignedOut,
    /// A sign-out or login without a valid CSRF token did nothing.
    CsrfRefused,
    /// The origin of the app is not one that Nile accepts.
    OriginRefused,
    /// The database of the stand-in does not answer.
    DatabaseDown,
}

impl fmt::Display for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Nothing => "",
            Self::SessionFound => "Nile: session found",
            Self::NoSession => "Nile: no live session",
            Self::LoggedIn => "Nile: logged in",
            Self::LoginRefused => "Nile: e-mail and password do not fit",
            Self::Challenged => "Nile: second factor asked for",
            Self::ChallengePassed => "Nile: second factor accepted",
            Self::ChallengeRefused => "Nile: second factor refused",
            Self::SignedUp => "Nile: user created",
            Self::SignedOut => "Nile: signed out",
            Self::CsrfRefused => "Nile: CSRF token refused, nothing done",
            Self::OriginRefused => "Nile: origin refused (a host name is needed, not an address)",
            Self::DatabaseDown => "Nile: its PostgreSQL does not answer as it should",
        })
    }
}
