//! What is done. One step is one moment of the story; several exchanges may
//! belong to it.

use serde::{Deserialize, Serialize};

use super::{Elsewhere, Intrusive, Outage, Probe};

/// A moment of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// The CSRF token is fetched.
    Csrf,
    /// A page is opened in a browser, to make requests from.
    OpenPage,
    /// The login.
    Login,
    /// A login with a wrong password.
    WrongPassword,
    /// A login with an e-mail address that nobody has.
    UnknownEmail,
    /// The protected route, by anybody: before any login for the anonymous
    /// caller, right after the login for a session.
    Me,
    /// The protected route with one cookie alone; the number is the cookie's
    /// place in [`SessionFacts::cookies`](super::SessionFacts::cookies).
    MeWithCookie(usize),
    /// The protected route with the session id that was offered before login.
    MeWithOfferedId,
    /// The protected route, anonymously, while sessions are live.
    Canary,
    /// The logout route without a cookie, before any login.
    LogoutBeforeLogin,
    /// The logout route without a cookie, while sessions are live.
    LogoutWhileOthersLive,
    /// The protected route right before the anonymous logout.
    MeBeforeAnonymousLogout,
    /// The protected route after the anonymous logout.
    MeAfterAnonymousLogout,
    /// The logout route with a token that is none.
    BadLogout(BadToken),
    /// The protected route with a token that is none.
    BadMe(BadToken),
    /// The protected route with the live session after the bad tokens.
    MeAfterBadTokens,
    /// GET on the logout route.
    GetLogout,
    /// The protected route after that.
    MeAfterGetLogout,
    /// HEAD on the logout route.
    HeadLogout,
    /// The protected route after that.
    MeAfterHeadLogout,
    /// Another method, another site, an odd body or header.
    Probe(Probe),
    /// The session is about to be logged out: the last proof that it is live.
    MeBeforeLogout,
    /// The logout.
    Logout,
    /// The protected route with the jar that saw the logout's answer.
    MeAfterLogout,
    /// The protected route with the Cookie header captured before the logout,
    /// on fresh connections side by side.
    Replay,
    /// The same again and again, after a replay was accepted.
    ReplayPoll,
    /// The protected route with one authenticating cookie of the old session
    /// alone.
    ReplayAlone(usize),
    /// The protected route with an earlier value of the session cookie.
    ReplayRotated(usize),
    /// A live session asks beside the replays.
    Witness,
    /// The logout route with the cookie of the ended session.
    SecondLogout,
    /// The protected route with the captured header at the very end, after
    /// another login.
    FinalReplay,
    /// The protected route with the captured header, right after the parallel
    /// logouts and before the next login.
    ReplayAfterParallel,
    /// The protected route, asked so that it is in flight across the logout.
    MeInFlight,
    /// The protected route with the captured header, begun after the logout's
    /// answer and after every read in flight had come back.
    MeAfterRace,
    /// A logout while Nile fails in the named way.
    FaultyLogout(Outage),
    /// The protected route, anonymously, while Nile fails in the named way.
    FaultyMe(Outage),
    /// The protected route, anonymously, once Nile is back.
    CanaryAfterFault(Outage),
    /// The protected route with the session, once Nile is back.
    MeAfterFault(Outage),
    /// Another route, another place for the token, or an odd request.
    Elsewhere(Elsewhere),
    /// What a deployment may take for an attack.
    Intrusive(Intrusive),
    /// A logout only to leave nothing behind.
    CleanUp,
}

impl Step {
    /// What is done, as reports say it.
    #[must_use]
    pub fn name(self) -> String {
        let fixed = match self {
            Self::Csrf => "fetch the CSRF token",
            Self::OpenPage => "open a page",
            Self::Login => "log in",
            Self::WrongPassword => "log in with a wrong password",
            Self::UnknownEmail => "log in with an unknown e-mail address",
            Self::Me => "ask who I am",
            Self::MeWithCookie(_) => "ask with one cookie alone",
            Self::MeWithOfferedId => "ask with the id offered before login",
            Self::Canary => "ask anonymously while sessions are live",
            Self::LogoutBeforeLogin => "log out without a cookie",
            Self::LogoutWhileOthersLive => "log out without a cookie while others are logged in",
            Self::MeBeforeAnonymousLogout => "ask before the anonymous logout",
            Self::MeAfterAnonymousLogout => "ask after the anonymous logout",
            Self::BadLogout(token) => return format!("log out with {}", token.name()),
            Self::BadMe(token) => return format!("ask with {}", token.name()),
            Self::MeAfterBadTokens => "ask after the bad tokens",
            Self::GetLogout => "GET the logout route",
            Self::MeAfterGetLogout => "ask after GET",
            Self::HeadLogout => "HEAD the logout route",
            Self::MeAfterHeadLogout => "ask after HEAD",
            Self::Probe(probe) => return probe.name(),
            Self::MeBeforeLogout => "ask right before the logout",
            Self::Logout => "log out",
            Self::MeAfterLogout => "ask with the jar after logout",
            Self::Replay => "replay the captured cookie",
            Self::ReplayPoll => "replay it again, later",
            Self::ReplayAlone(_) => "replay one cookie alone",
            Self::ReplayRotated(_) => "replay an earlier value",
            Self::Witness => "witness: ask with a live session",
            Self::SecondLogout => "log out a second time",
            Self::FinalReplay => "replay the captured cookie at the very end",
            Self::ReplayAfterParallel => "replay the captured cookie after the parallel logouts",
            Self::MeInFlight => "ask across the logout",
            Self::MeAfterRace => "ask after the race",
            Self::FaultyLogout(outage) => return format!("log out while Nile fails ({})", outage.name()),
            Self::FaultyMe(outage) => return format!("ask anonymously while Nile fails ({})", outage.name()),
            Self::CanaryAfterFault(outage) => {
                return format!("ask anonymously after Nile failed ({})", outage.name());
            }
            Self::MeAfterFault(outage) => return format!("ask after Nile failed ({})", outage.name()),
            Self::Elsewhere(step) => return step.name(),
            Self::Intrusive(step) => step.name(),
            Self::CleanUp => "log out to leave nothing behind",
        };
        fixed.to_owned()
    }
}

/// Tokens that are no session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BadToken {
    /// No value at all.
    Empty,
    /// 32 hex digits that were never issued.
    Garbage,
    /// 8 KiB.
    Oversized,
    /// The first sixteen characters of a live token.
    Prefix,
    /// A live token with its last character changed, in a bit that counts: the
    /// last character of base64url may hold bits that every decoder drops.
    Tampered,
    /// A live token with its last characters cut off.
    Truncated,

    // Only with --intrusive.
    /// What a script writes that has no token: `undefined`.
    Undefined,
    /// The same in another place: `null`.
    Null,
    /// A percent sign that no decoder can make anything of.
    BrokenPercent,
    /// NUL, CR and LF, percent-encoded.
    ControlBytes,
    /// A path upwards in overlong UTF-8, percent-encoded.
    Overlong,
    /// A condition of SQL that is always true.
    Injection,
    /// A value that some frameworks read as JSON, with an operator in it.
    JsonOperator,
    /// 16 KiB.
    Large,
    /// 64 KiB.
    Huge,
    /// Garbage among 200 other cookies.
    ManyCookies,
    /// A live JWT whose header says that it is not signed.
    Unsigned,
    /// A live JWT with an empty signature.
    NoSignature,
    /// A live JWT with another payload under the same signature.
    OtherPayload,
}

impl BadToken {
    /// Every kind that any deployment can be sent.
    pub const ALL: [Self; 6] =
        [Self::Empty, Self::Garbage, Self::Oversized, Self::Prefix, Self::Tampered, Self::Truncated];

    /// Those that also try to log out. There each could end the session, and a
    /// route that reads a token only in part shows it with one of them.
    pub const AT_LOGOUT: [Self; 4] = [Self::Empty, Self::Garbage, Self::Oversized, Self::Tampered];

    /// Every kind of which a deployment may think that it is attacked.
    pub const MALFORMED: [Self; 13] = [
        Self::Undefined,
        Self::Null,
        Self::BrokenPercent,
        Self::ControlBytes,
        Self::Overlong,
        Self::Injection,
        Self::JsonOperator,
        Self::Large,
        Self::Huge,
        Self::ManyCookies,
        Self::Unsigned,
        Self::NoSignature,
        Self::OtherPayload,
    ];

    /// Whether it can only be made from a signed JWT.
    #[must_use]
    pub const fn needs_a_jwt(self) -> bool {
        matches!(self, Self::Unsigned | Self::NoSignature | Self::OtherPayload)
    }

    /// Whether it makes a header that a server may close the connection on.
    #[must_use]
    pub const fn is_oversized(self) -> bool {
        matches!(self, Self::Oversized | Self::Large | Self::Huge | Self::ManyCookies)
    }

    /// The kind in words that complete "a request with …".
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Empty => "an empty token",
            Self::Garbage => "a garbage token",
            Self::Undefined => "the word undefined as a token",
            Self::Oversized => "an 8 KiB token",
            Self::Prefix => "only the first characters of a live token",
            Self::Tampered => "a live token with one character changed",
            Self::Truncated => "a live token without its last character",
            Self::Null => "the word null as a token",
            Self::BrokenPercent => "a broken percent sign in the token",
            Self::ControlBytes => "encoded control bytes as a token",
            Self::Overlong => "overlong UTF-8 as a token",
            Self::Injection => "a condition of SQL as a token",
            Self::JsonOperator => "a JSON operator as a token",
            Self::Large => "a 16 KiB token",
            Self::Huge => "a 64 KiB token",
            Self::ManyCookies => "a garbage token among 200 cookies",
            Self::Unsigned => "the live JWT, marked as unsigned",
            Self::NoSignature => "the live JWT without its signature",
            Self::OtherPayload => "the live JWT with another payload",
        }
    }
}
