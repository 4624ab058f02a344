//! What the driver has to do for a check.

use crate::evidence::Outage;

/// A part of the run. A selection of checks needs some of them, and those need
/// others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Anonymous requests before any login.
    Anonymous,
    /// The first session logs in and says who it is.
    FirstLogin,
    /// The second session of the account: the witness.
    Witness,
    /// The second account.
    OtherAccount,
    /// The third session, with an id offered before its login.
    Fixation,
    /// The logout route without a cookie while others are logged in.
    AnonymousLogout,
    /// Bad tokens on both routes.
    BadTokens,
    /// A route that nobody has.
    UnknownRoute,
    /// Odd Cookie headers with a live session.
    OddCookies,
    /// The session cookie under its name without the prefix.
    WithoutPrefix,
    /// The session route, before and after the logout.
    SessionRead,
    /// Further protected routes, before and after the logout.
    OtherRoutes,
    /// The ended session's token in other places than its cookie.
    OtherCarriers,
    /// A replay that asks only for what has changed.
    ConditionalReplay,
    /// GET and HEAD on the logout route.
    Methods,
    /// Other methods on the logout route, and GETs in disguise.
    OtherMethods,
    /// The logout route under other spellings of its path.
    OtherPaths,
    /// The protected route, as a page of another site asks.
    CrossOriginMe,
    /// Forwarding headers that name another host.
    ForwardedHost,
    /// The protected route over http, where the deployment is on https.
    PlainHttp,
    /// Logouts that nobody asked for.
    ForgedLogouts,
    /// A logout with a broken body, and one that leads to another site.
    OddLogouts,
    /// A login that nobody asked for.
    ForgedLogin,
    /// The first session logs out, and its jar asks again.
    Logout,
    /// The captured cookie is replayed.
    Replay,
    /// The ended session logs out once more.
    SecondLogout,
    /// Two sessions log out at once, each twice.
    ParallelLogouts,
    /// The account logs in again, and old cookies are replayed.
    LoginAgain,
    /// A logout with reads in flight.
    ReadsInFlight,
    /// Logouts while Nile fails, in every way that the run looks at.
    NileFailure,
    /// A logout while Nile fails in that way.
    Outage(Outage),
    /// A real browser logs in and out.
    RealBrowser,
    /// A wrong password and an unknown e-mail address.
    RefusedLogins,

    // Only with --intrusive.
    /// Malformed tokens on both routes.
    MalformedTokens,
    /// A login with a live session.
    LoginWhileLoggedIn,
    /// A logout and a login at once.
    RacingLogin,
    /// A logout whose client hangs up.
    DroppedLogout,
    /// Many sessions that log out in turn, and then at once.
    ManySessions,
    /// Refused logins, timed.
    TimedLogins,
    /// Wrong passwords until the account is defended.
    GuessedPasswords,
    /// TRACE on the logout route.
    Trace,
}

impl Phase {
    /// What must have happened before.
    #[must_use]
    pub const fn requires(self) -> &'static [Self] {
        match self {
            Self::Anonymous | Self::FirstLogin | Self::Witness | Self::OtherAccount => &[],
            Self::RefusedLogins | Self::UnknownRoute => &[],
            Self::Fixation => &[Self::FirstLogin],
            Self::AnonymousLogout => &[Self::Witness],
            Self::BadTokens | Self::Methods => &[Self::Fixation],
            Self::OtherMethods | Self::CrossOriginMe => &[Self::Fixation],
            Self::OtherPaths => &[Self::Anonymous, Self::Fixation],
            Self::Trace | Self::ForwardedHost => &[Self::Anonymous],
            Self::PlainHttp => &[],
            Self::ForgedLogouts => &[Self::OtherAccount, Self::Anonymous],
            Self::OddLogouts => &[Self::ForgedLogouts, Self::FirstLogin],
            Self::ForgedLogin => &[Self::RefusedLogins],
            Self::OddCookies | Self::WithoutPrefix => &[Self::Fixation, Self::AnonymousLogout],
            Self::Logout | Self::RealBrowser => &[Self::FirstLogin],
            Self::SessionRead | Self::OtherRoutes => &[Self::Replay],
            Self::OtherCarriers | Self::ConditionalReplay => &[Self::Replay],
            Self::Replay => &[Self::Logout, Self::Witness],
            Self::SecondLogout => &[Self::Logout],
            Self::ParallelLogouts => &[Self::Replay, Self::Fixation, Self::LoginAgain],
            Self::LoginAgain => &[Self::Replay],
            Self::ReadsInFlight => &[Self::LoginAgain],
            Self::NileFailure | Self::Outage(_) => &[Self::LoginAgain],
            Self::MalformedTokens => &[Self::BadTokens],
            Self::LoginWhileLoggedIn | Self::RacingLogin => &[Self::Replay],
            Self::DroppedLogout | Self::ManySessions => &[Self::Replay],
            Self::TimedLogins | Self::GuessedPasswords => &[Self::RefusedLogins, Self::LoginAgain],
        }
    }

    /// Whether a deployment may take it for an attack.
    #[must_use]
    pub const fn is_intrusive(self) -> bool {
        matches!(
            self,
            Self::MalformedTokens
                | Self::OtherCarriers
                | Self::ForwardedHost
                | Self::OtherPaths
                | Self::UnknownRoute
                | Self::ForgedLogin
                | Self::LoginWhileLoggedIn
                | Self::RacingLogin
                | Self::DroppedLogout
                | Self::ManySessions
                | Self::TimedLogins
                | Self::GuessedPasswords
                | Self::Trace
        )
    }
}
