//! Logouts that the user did not ask for, as pages of other sites send them.

use serde::{Deserialize, Serialize};

/// A request that looks like one that another site made a browser send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Forgery {
    /// A web form on a page of another site.
    Form,
    /// A script on a page of another site, with a body of plain text.
    Text,
    /// A CSRF token that nobody was given, where the profile asks for one.
    WrongToken,
    /// From an origin whose host only begins with the deployment's.
    LongerHost,
    /// From an origin that the browser does not tell, such as a sandboxed
    /// frame's.
    NullOrigin,
    /// From the deployment's own host, but by the other of http and https.
    OtherScheme,
    /// From a host below the deployment's.
    Subdomain,
}

impl Forgery {
    /// Every kind, the plainest first.
    pub const ALL: [Self; 7] = [
        Self::Form,
        Self::Text,
        Self::WrongToken,
        Self::LongerHost,
        Self::NullOrigin,
        Self::OtherScheme,
        Self::Subdomain,
    ];

    /// Whether another kind tells nearly as much: it is sent where requests need
    /// not be saved.
    #[must_use]
    pub const fn is_spare(self) -> bool {
        matches!(self, Self::OtherScheme | Self::Subdomain)
    }

    /// Whether it comes from an origin that only looks like the deployment's.
    #[must_use]
    pub const fn has_a_like_origin(self) -> bool {
        match self {
            Self::LongerHost | Self::NullOrigin | Self::OtherScheme | Self::Subdomain => true,
            Self::Form | Self::Text | Self::WrongToken => false,
        }
    }

    /// The kind in words that complete "a logout with …".
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Form => "a form of another site",
            Self::Text => "plain text from another site",
            Self::WrongToken => "a CSRF token that nobody was given",
            Self::LongerHost => "an Origin that only begins like the deployment's",
            Self::NullOrigin => "Origin: null",
            Self::OtherScheme => "the deployment's Origin in the other scheme",
            Self::Subdomain => "the Origin of a host below the deployment's",
        }
    }
}
