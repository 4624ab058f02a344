//! Why a browser ignores a line.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::prefix::Prefix;

/// Why a browser ignored a line, whole. `Display` gives one plain sentence for a developer, without
/// its full stop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// No name, and a `=` in the value (measured in Chromium 156).
    Ambiguous,
    /// A line beside a `Clear-Site-Data` header that names cookies (measured in Chromium 156).
    BesideClearSiteData,
    /// A control byte anywhere in the line (RFC 6265bis §5.6).
    ControlByte,
    /// A Domain attribute with octets beyond ASCII that name no host (measured in Chromium 156 and
    /// Firefox 153).
    DomainNotAscii {
        /// The attribute as sent.
        domain: String,
    },
    /// Neither name nor value (RFC 6265bis §5.6).
    Empty,
    /// A Domain attribute that does not cover the host (RFC 6265bis §5.7).
    ForeignDomain {
        /// The attribute, in lower case.
        domain: String,
        /// The host that answered.
        host: String,
    },
    /// A nameless cookie whose value looks like a prefixed name (RFC 6265bis §5.4).
    HiddenPrefix {
        /// The prefix in the value.
        prefix: Prefix,
    },
    /// A HTAB inside the name, the value or an attribute (measured in Chromium 156).
    InnerTab,
    /// No Path, and a default path of more than 1024 octets (measured in Firefox 153).
    LongPath,
    /// No name (measured in Firefox 153).
    Nameless,
    /// A NUL byte in one of the lines of the answer (measured in Chromium 156 and Firefox 153).
    Nul,
    /// A line without Secure that would lie over a Secure cookie (RFC 6265bis §5.7).
    OverSecure,
    /// Name and value of more than 4096 octets together (RFC 6265bis §5.6).
    Oversized {
        /// How many there were.
        octets: usize,
    },
    /// Partitioned without Secure (measured in Chromium 156 and Firefox 153).
    PartitionedNotSecure,
    /// A name whose prefix makes a promise that the line does not keep (RFC 6265bis §5.4).
    Prefix {
        /// The prefix.
        prefix: Prefix,
        /// What is missing.
        need: Need,
    },
    /// A Domain attribute that would cover several sites (RFC 6265bis §5.7).
    PublicSuffix {
        /// The attribute, in lower case.
        domain: String,
    },
    /// `SameSite=None` without Secure (RFC 6265bis §5.7).
    SameSiteNoneNotSecure,
    /// Secure on an origin that is neither https nor this machine (RFC 6265bis §5.7).
    SecureFromInsecure,
    /// A HTAB inside the path (read in the source of Firefox).
    TabInPath,
    /// The store of this site is full of Secure cookies (read in the source of Firefox).
    TooManyCookies,
}

impl Rule {
    /// Where the rule stands, or where it was seen.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        match self {
            Self::Ambiguous | Self::BesideClearSiteData | Self::InnerTab => "measured in Chromium 156",
            Self::LongPath | Self::Nameless => "measured in Firefox 153",
            Self::TabInPath | Self::TooManyCookies => "source of Firefox 153",
            Self::DomainNotAscii { .. } | Self::Nul | Self::PartitionedNotSecure => {
                "measured in Chromium 156, Firefox 153"
            }
            Self::ControlByte | Self::Empty | Self::Oversized { .. } => "RFC 6265bis 5.6",
            Self::HiddenPrefix { .. } | Self::Prefix { .. } => "RFC 6265bis 5.4",
            Self::ForeignDomain { .. }
            | Self::OverSecure
            | Self::PublicSuffix { .. }
            | Self::SameSiteNoneNotSecure
            | Self::SecureFromInsecure => "RFC 6265bis 5.7",
        }
    }

    /// What is wrong with the line, up to the comma.
    fn cause(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ambiguous => f.write_str("the line has no name, and its value holds a ="),
            Self::BesideClearSiteData => f.write_str(BESIDE_CLEAR_SITE_DATA),
            Self::ControlByte => f.write_str("the line has a control byte in it"),
            Self::DomainNotAscii { domain } => {
                write!(f, "the line has letters beyond ASCII in Domain={domain}")
            }
            Self::Empty => f.write_str("the line has neither a name nor a value"),
            Self::ForeignDomain { domain, host } => {
                write!(f, "the line has Domain={domain}, which does not cover {host}")
            }
            Self::HiddenPrefix { prefix } => {
                let prefix = prefix.as_str();
                write!(f, "the line has no name, and its value starts with {prefix}")
            }
            Self::InnerTab => f.write_str("the line has a tab inside a name, a value or an attribute"),
            Self::LongPath => f.write_str("the line has no Path, and its default path is too long"),
            Self::Nameless => f.write_str("the line has no name before its ="),
            Self::Nul => f.write_str("a line of the answer has a NUL byte in it"),
            Self::OverSecure => f.write_str(OVER_SECURE),
            Self::Oversized { octets } => {
                write!(f, "name and value have {octets} octets, more than 4096")
            }
            Self::PartitionedNotSecure => f.write_str("the line has Partitioned but no Secure attribute"),
            Self::Prefix { prefix, need } => {
                write!(f, "the name starts with {} but the line has {need}", prefix.as_str())
            }
            Self::PublicSuffix { domain } => {
                write!(f, "the line has Domain={domain}, which is a public suffix or above one")
            }
            Self::SameSiteNoneNotSecure => f.write_str("the line has SameSite=None but no Secure attribute"),
            Self::SecureFromInsecure => f.write_str("the line has Secure but came over plain http"),
            Self::TabInPath => f.write_str("the line has a tab in its Path"),
            Self::TooManyCookies => f.write_str("the browser is full of Secure cookies of this site"),
        }
    }

    /// Who does not listen.
    const fn who(&self) -> &'static str {
        match self {
            Self::Ambiguous | Self::BesideClearSiteData | Self::InnerTab => "Chromium",
            Self::LongPath | Self::Nameless | Self::TabInPath | Self::TooManyCookies => "Firefox",
            Self::ControlByte
            | Self::DomainNotAscii { .. }
            | Self::Empty
            | Self::ForeignDomain { .. }
            | Self::HiddenPrefix { .. }
            | Self::Nul
            | Self::OverSecure
            | Self::Oversized { .. }
            | Self::PartitionedNotSecure
            | Self::Prefix { .. }
            | Self::PublicSuffix { .. }
            | Self::SameSiteNoneNotSecure
            | Self::SecureFromInsecure => "a browser",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cause(f)?;
        write!(f, ", so {} ignores it", self.who())
    }
}

const BESIDE_CLEAR_SITE_DATA: &str = "the line comes with a Clear-Site-Data header that names cookies";
const OVER_SECURE: &str = "the line came over plain http without Secure, while the browser holds \
                           a Secure cookie of that name";

/// What a prefixed name needs and a line lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// `HttpOnly`.
    HttpOnly,
    /// The absence of Domain.
    NoDomain,
    /// `Path=/`.
    RootPath,
    /// `Secure`.
    Secure,
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::HttpOnly => "no HttpOnly attribute",
            Self::NoDomain => "a Domain attribute",
            Self::RootPath => "no Path=/ attribute",
            Self::Secure => "no Secure attribute",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_promise_is_told_in_one_sentence() {
        let rule = Rule::Prefix { prefix: Prefix::Secure, need: Need::Secure };
        assert_eq!(
            rule.to_string(),
            "the name starts with __Secure- but the line has no Secure attribute, so a browser \
                ignores it"
        );
    }
}
