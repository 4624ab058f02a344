//! Steps beyond the cookie on the protected route: other routes, other places
//! for the token, odd requests.

use serde::{Deserialize, Serialize};

/// A moment of the run in which something other is asked than who the cookie
/// belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Elsewhere {
    /// A route that nobody has, anonymously.
    UnknownRoute,
    /// The protected route with the live session in an odd Cookie header.
    OddMe(OddCookies),
    /// The protected route with the live session's cookie under its name
    /// without the prefix.
    MeWithoutPrefix,
    /// The session route with the live session.
    SessionRead,
    /// The session route with the captured header after the logout.
    SessionReadAfterLogout,
    /// The protected route with the cookies that this read set.
    MeAfterSessionRead,
    /// A further protected route, before the logout; the number is its place
    /// in [`Paths::protected`](crate::deployment::Paths::protected).
    OtherRoute(usize),
    /// The same with the captured header after the logout.
    OtherRouteAfterLogout(usize),
    /// The protected route with the ended session's token as a bearer token.
    ReplayAsBearer,
    /// The protected route with the ended session's token in the URL.
    ReplayInUrl,
    /// The protected route with the captured header, if it has changed since
    /// the live answer.
    ConditionalReplay,
}

impl Elsewhere {
    /// What is done, as reports say it.
    #[must_use]
    pub fn name(self) -> String {
        let fixed = match self {
            Self::UnknownRoute => "ask for a route that nobody has",
            Self::OddMe(cookies) => return format!("ask with {}", cookies.name()),
            Self::MeWithoutPrefix => "ask with the cookie under its name without the prefix",
            Self::SessionRead => "read the session",
            Self::SessionReadAfterLogout => "read the session after logout",
            Self::MeAfterSessionRead => "ask with the cookie that the session read set",
            Self::OtherRoute(_) => "ask another protected route",
            Self::OtherRouteAfterLogout(_) => "ask another protected route after logout",
            Self::ReplayAsBearer => "replay the token as a bearer token",
            Self::ReplayInUrl => "replay the token in the URL",
            Self::ConditionalReplay => "replay the captured cookie, if nothing has changed",
        };
        fixed.to_owned()
    }
}

/// Ways in which the cookies of a live session can stand in a request that no
/// login page prepares a server for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OddCookies {
    /// A second cookie of the same name, with garbage, stands before it.
    GarbageFirst,
    /// A second cookie of the same name, with garbage, stands behind it.
    GarbageLast,
    /// Another cookie comes in a Cookie line of its own, as HTTP/2 allows.
    TwoLines,
    /// One more cookie is named like a chunk of the session's.
    StrayChunk,
}

impl OddCookies {
    /// Every way.
    pub const ALL: [Self; 4] = [Self::GarbageFirst, Self::GarbageLast, Self::TwoLines, Self::StrayChunk];

    /// The way in words that complete "a request with …".
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::GarbageFirst => "garbage under the same name before the cookie",
            Self::GarbageLast => "garbage under the same name behind the cookie",
            Self::TwoLines => "the cookies in two Cookie lines",
            Self::StrayChunk => "a stray chunk beside the cookie",
        }
    }
}
