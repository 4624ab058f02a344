//! What the deployment makes of requests that are no part of a user's day: other
//! methods, other sites, odd bodies and headers.

use serde::{Deserialize, Serialize};

use super::{Forgery, OtherMethod, OtherPath};

/// Such a request, or a question about the session that it was tried on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Probe {
    /// The logout route with another method, or with a GET in disguise.
    OtherMethod(OtherMethod),
    /// The protected route after the GETs in disguise, if one may have done
    /// something.
    MeAfterDisguisedGets,
    /// The protected route after all of those.
    MeAfterOtherMethods,
    /// A logout by nobody under another spelling of the path, before any login.
    PathLogout(OtherPath),
    /// A GET under such a spelling.
    PathGet(OtherPath),
    /// The protected route after those GETs.
    MeAfterPathGets,
    /// TRACE on the logout route.
    Trace,
    /// The protected route after a TRACE that nobody answered.
    MeAfterTrace,
    /// The protected route, as a page of another site asks.
    CrossOriginMe,
    /// An anonymous request whose headers name a host that is not the
    /// deployment's.
    ForwardedHost,
    /// An anonymous request whose Host is not the deployment's.
    ForeignHost,
    /// An anonymous logout that came over two schemes at once, as two proxies in
    /// a row say it.
    TwoSchemes,
    /// An anonymous request over http to a deployment on https.
    PlainHttp,
    /// A logout that nobody asked for.
    ForgedLogout(Forgery),
    /// The protected route after those.
    MeAfterForgeries,
    /// A logout whose body breaks off, and which asks to be sent to another
    /// site.
    BrokenBodyLogout,
    /// A logout that asks to be sent to another site.
    RedirectedLogout,
    /// A login that nobody asked for, with an e-mail address that nobody has.
    ForgedLogin,
}

impl Probe {
    /// What is done, as reports say it.
    #[must_use]
    pub fn name(self) -> String {
        let fixed = match self {
            Self::OtherMethod(method) => return format!("try {} on the logout route", method.name()),
            Self::MeAfterDisguisedGets => "ask after the GETs in disguise",
            Self::MeAfterOtherMethods => "ask after the other methods",
            Self::PathLogout(path) => {
                return format!("log out without a cookie on the logout path {}", path.name());
            }
            Self::PathGet(path) => return format!("GET the logout path {}", path.name()),
            Self::MeAfterPathGets => "ask after GETs of other logout paths",
            Self::Trace => "TRACE the logout route",
            Self::MeAfterTrace => "ask after TRACE",
            Self::CrossOriginMe => "ask from another site",
            Self::ForwardedHost => "ask with the host of another site in forwarding headers",
            Self::ForeignHost => "ask with the host of another site",
            Self::TwoSchemes => "log out without a cookie, with two schemes in a forwarding header",
            Self::PlainHttp => "ask over http",
            Self::ForgedLogout(forgery) => return format!("log out with {}", forgery.name()),
            Self::MeAfterForgeries => "ask after forged logouts",
            Self::BrokenBodyLogout => "log out with a body that breaks off",
            Self::RedirectedLogout => "log out towards another site",
            Self::ForgedLogin => "log in with a form of another site",
        };
        fixed.to_owned()
    }
}
