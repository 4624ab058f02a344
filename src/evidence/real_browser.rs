//! What a real browser held, as far as it may be written down.

use serde::{Deserialize, Serialize};

use crate::cookie::Cookie;

/// A real browser that went through a login and a logout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RealBrowser {
    /// Its name and version: `Chromium 156.0.8078.79`.
    pub name: String,
    /// All the cookies that it held right before the logout.
    pub before: Vec<HeldCookie>,
    /// The same after the logout, and after one question more.
    pub after: Vec<HeldCookie>,
    /// The lines that it ignored.
    pub ignored: Vec<IgnoredLine>,
}

/// A cookie as a browser shows it.
#[expect(clippy::struct_excessive_bools, reason = "four independent flags of a browser's store")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldCookie {
    /// The name.
    pub name: String,
    /// The placeholder of its value, or a value too short to be a secret.
    pub value: String,
    /// The host, or the Domain attribute without its leading dot.
    pub domain: String,
    /// Whether only the very host in `domain` gets it.
    pub host_only: bool,
    /// The path it is sent to.
    pub path: String,
    /// Whether only secure origins get it.
    pub secure: bool,
    /// Whether scripts cannot see it.
    pub http_only: bool,
    /// Whether it lives in the partition of its top-level site.
    pub partitioned: bool,
}

impl HeldCookie {
    /// A cookie of the model as a browser would show it.
    #[must_use]
    pub fn of(cookie: &Cookie) -> Self {
        Self {
            name: cookie.name.clone(),
            value: cookie.value.clone(),
            domain: cookie.domain.clone(),
            host_only: cookie.host_only,
            path: cookie.path.clone(),
            secure: cookie.secure,
            http_only: cookie.http_only,
            partitioned: cookie.partition.is_some(),
        }
    }
}

/// A Set-Cookie line that a browser ignored, and why in its own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IgnoredLine {
    /// The line, its value replaced.
    pub line: String,
    /// What the browser calls the reason: `InvalidPrefix`.
    pub reason: String,
}
