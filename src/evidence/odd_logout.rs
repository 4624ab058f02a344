//! Logouts with something odd about them, which may be carried out all the same.

use serde::{Deserialize, Serialize};
use url::Url;

use crate::http::Stranger;

/// What is odd about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OddLogout {
    /// It asks to be sent to another site, in that spelling.
    Towards(Spelling),
    /// Its body is 64 KiB of JSON.
    LargeBody,
}

impl OddLogout {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::Towards(Spelling::NoScheme),
        Self::Towards(Spelling::Backslash),
        Self::Towards(Spelling::NoSlashes),
        Self::Towards(Spelling::UserName),
        Self::LargeBody,
    ];

    /// What is done, as reports say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Towards(Spelling::NoScheme) => "log out towards //evil.example",
            Self::Towards(Spelling::Backslash) => "log out towards /\\evil.example",
            Self::Towards(Spelling::NoSlashes) => "log out towards another site without slashes",
            Self::Towards(Spelling::UserName) => {
                "log out towards evil.example with the deployment as a user's name"
            }
            Self::LargeBody => "log out with a body of 64 KiB",
        }
    }
}

/// A target that leads a browser to another site, written so that a test for
/// targets of the deployment's own may let it pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Spelling {
    /// `//evil.example`: it begins like a path.
    NoScheme,
    /// `/\evil.example`: browsers take a backslash for a slash.
    Backslash,
    /// `https:evil.example`: it has no `://` to look for.
    NoSlashes,
    /// `https://app.example.com@evil.example`: it begins like the deployment's
    /// own address, which is a user's name here.
    UserName,
}

impl Spelling {
    /// Every spelling.
    pub const ALL: [Self; 4] = [Self::NoScheme, Self::Backslash, Self::NoSlashes, Self::UserName];

    /// The target as it is sent to the deployment of that URL.
    #[must_use]
    pub fn target(self, own: &Url) -> String {
        let host = Stranger::HOST;
        match self {
            Self::NoScheme => format!("//{host}"),
            Self::Backslash => format!("/\\{host}"),
            // After its own scheme, a page takes what follows for a path of its
            // own site (WHATWG URL, special relative or authority state).
            Self::NoSlashes if own.scheme() == "https" => format!("http:{host}"),
            Self::NoSlashes => format!("https:{host}"),
            Self::UserName => format!("{}@{host}", own.origin().ascii_serialization()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_leads_a_browser_to_the_other_site() {
        for own in ["https://app.example.com/", "http://localhost:3000/", "https://[::1]:8443/"] {
            let own = Url::parse(own).unwrap();
            for spelling in Spelling::ALL {
                let target = spelling.target(&own);
                assert!(Stranger::is_where_it_leads(&target, &own), "{target} from {own}");
            }
        }
    }
}
