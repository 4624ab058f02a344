//! A cookie as a browser holds it.

use std::fmt;

use time::OffsetDateTime;
use url::Url;

/// A cookie as a browser holds it (RFC 6265bis §5.7, the storage model).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cookie {
    /// The name; empty for a nameless cookie of Chromium.
    pub name: String,
    /// The value, or the placeholder that stands for it.
    pub value: String,
    /// The host that set it, or the Domain attribute without its leading dot, in lower case.
    pub domain: String,
    /// Whether only the very host in `domain` gets it.
    pub host_only: bool,
    /// The path it is sent to.
    pub path: String,
    /// Whether only secure origins get it.
    pub secure: bool,
    /// Whether scripts cannot see it.
    pub http_only: bool,
    /// What the line said about other sites.
    pub same_site: SameSite,
    /// When it ends; `None` for a cookie that lives as long as the browser session.
    pub expires: Option<OffsetDateTime>,
    /// The partition it lives in, if it is partitioned.
    pub partition: Option<Partition>,
}

impl Cookie {
    /// The cookie as it stands in a `Cookie` header: a nameless one is sent without `=` (measured
    /// in Chromium 156).
    #[must_use]
    pub fn pair(&self) -> String {
        if self.name.is_empty() {
            return self.value.clone();
        }
        format!("{}={}", self.name, self.value)
    }

    /// Whether the cookie's lifetime is over at `now`.
    #[must_use]
    pub fn is_expired(&self, now: OffsetDateTime) -> bool {
        self.expires.is_some_and(|expires| expires <= now)
    }

    /// Whether the value is empty, or an empty pair of quotes.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(self.value.as_str(), "" | "\"\"")
    }

    /// The scope in words: `Domain=penguin.test` or `no Domain (only app.penguin.test)`.
    #[must_use]
    pub fn domain_in_words(&self) -> String {
        if self.host_only {
            return format!("no Domain (only {})", self.domain);
        }
        format!("Domain={}", self.domain)
    }

    /// Whether both are one cookie to a browser, whatever their values (RFC 6265bis §5.7).
    #[must_use]
    pub fn is_same_cookie(&self, other: &Self) -> bool {
        self.name == other.name && self.same_place(other)
    }

    /// Whether both have the same place in a browser's store, the name left out (RFC 6265bis §5.7;
    /// the host-only flag and the partition are part of the key in Chromium 156 and Firefox 153).
    pub(super) fn same_place(&self, other: &Self) -> bool {
        self.domain == other.domain
            && self.host_only == other.host_only
            && self.path == other.path
            && self.partition == other.partition
    }
}

/// The partition of a page on the cookie's own site. A site has a scheme here, so a host that is
/// trusted on http as well, such as localhost, has two of them (measured in Chromium 156 and Firefox
/// 153).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Partition {
    /// Pages on http.
    Http,
    /// Pages on https.
    Https,
}

impl Partition {
    /// The partition of a page at that URL.
    pub(super) fn of(url: &Url) -> Self {
        if url.scheme() == "https" { Self::Https } else { Self::Http }
    }
}

impl fmt::Display for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Http => "http",
            Self::Https => "https",
        })
    }
}

/// The `SameSite` attribute as browsers read it (RFC 6265bis §5.6.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SameSite {
    /// Absent, valueless or unknown; browsers then treat the cookie as `Lax` or nearly so.
    Default,
    /// `Lax`.
    Lax,
    /// `None`, which needs Secure.
    None,
    /// `Strict`.
    Strict,
}

impl SameSite {
    /// Reads an attribute value; unknown values mean the default and are no reason to ignore a
    /// line.
    pub(super) fn read(value: Option<&str>) -> Self {
        match value {
            Some(value) if value.eq_ignore_ascii_case("lax") => Self::Lax,
            Some(value) if value.eq_ignore_ascii_case("none") => Self::None,
            Some(value) if value.eq_ignore_ascii_case("strict") => Self::Strict,
            Some(_) | None => Self::Default,
        }
    }

    /// The attribute value that means this, if there is one.
    pub(super) const fn as_str(self) -> Option<&'static str> {
        match self {
            Self::Default => None,
            Self::Lax => Some("Lax"),
            Self::None => Some("None"),
            Self::Strict => Some("Strict"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_site_is_read_without_case_and_without_quotes() {
        assert_eq!(SameSite::read(Some("NONE")), SameSite::None);
        assert_eq!(SameSite::read(Some("\"None\"")), SameSite::Default);
        assert_eq!(SameSite::read(None), SameSite::Default);
    }
}
