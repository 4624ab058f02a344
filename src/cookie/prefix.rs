//! The four name prefixes that bind a cookie to promises.

use serde::{Deserialize, Serialize};

/// A name prefix with a meaning to browsers (RFC 6265bis §5.4; `__Http-` and `__Host-Http-`
/// measured in Chromium 156 and Firefox 153). Compared without regard to case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Prefix {
    /// `__Host-`: Secure, no Domain, and Path=/.
    Host,
    /// `__Host-Http-`: the promises of both halves.
    HostHttp,
    /// `__Http-`: Secure and `HttpOnly`.
    Http,
    /// No prefix, no promise.
    None,
    /// `__Secure-`: Secure.
    Secure,
}

impl Prefix {
    /// The prefix a name starts with, the longest first.
    #[must_use]
    pub fn of(name: &str) -> Self {
        [Self::HostHttp, Self::Host, Self::Http, Self::Secure]
            .into_iter()
            .find(|prefix| starts_with(name, prefix.as_str()))
            .unwrap_or(Self::None)
    }

    /// The prefix as it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Host => "__Host-",
            Self::HostHttp => "__Host-Http-",
            Self::Http => "__Http-",
            Self::None => "",
            Self::Secure => "__Secure-",
        }
    }

    /// Whether the name promises that no other host can set the cookie.
    pub(super) const fn binds_host(self) -> bool {
        matches!(self, Self::Host | Self::HostHttp)
    }

    /// Whether the name promises that no script can set the cookie.
    pub(super) const fn binds_http_only(self) -> bool {
        matches!(self, Self::Http | Self::HostHttp)
    }
}

fn starts_with(name: &str, prefix: &str) -> bool {
    name.as_bytes().get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_found_whatever_its_case() {
        assert_eq!(Prefix::of("__SECURE-sid"), Prefix::Secure);
        assert_eq!(Prefix::of("__host-sid"), Prefix::Host);
    }

    #[test]
    fn the_longer_prefix_wins() {
        assert_eq!(Prefix::of("__Host-Http-sid"), Prefix::HostHttp);
        assert_eq!(Prefix::of("__Http-sid"), Prefix::Http);
    }

    #[test]
    fn one_underscore_makes_no_prefix() {
        assert_eq!(Prefix::of("_Secure-sid"), Prefix::None);
        assert_eq!(Prefix::of("__Secure"), Prefix::None);
        assert_eq!(Prefix::of("é__Host-"), Prefix::None);
    }
}
