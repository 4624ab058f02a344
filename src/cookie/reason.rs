//! Why a cookie is still there after a logout.

use std::fmt;

use super::rule::Rule;
use super::stored::Partition;

/// What keeps the browser from deleting a cookie. `Display` gives one plain sentence, without its
/// full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A line with the right name asked for a removal of another Domain.
    DomainDiffers {
        /// The scope of the stored cookie, in words.
        stored: String,
        /// The scope of the line, in words.
        sent: String,
    },
    /// A line with the right name was ignored by the browser.
    Ignored(Rule),
    /// The line came over plain http and cannot touch a Secure cookie.
    InsecureOrigin(Rule),
    /// The removal stands inside another line, behind a comma.
    JoinedByComma {
        /// The name at the start of that line.
        first: String,
    },
    /// No `Set-Cookie` line at all.
    NoLine,
    /// The right place, but nothing that says that the cookie ends.
    NotExpired {
        /// Whether the value was emptied.
        blanked: bool,
    },
    /// Lines, but none with this name.
    OtherName {
        /// The names that were cleared instead, or just sent if none was.
        cleared: Vec<String>,
    },
    /// The one is partitioned, the other is not.
    PartitionDiffers {
        /// Whether the stored cookie is the partitioned one.
        stored: bool,
    },
    /// Both are partitioned, but a partition belongs to one scheme.
    PartitionSchemeDiffers {
        /// The partition of the stored cookie.
        stored: Partition,
        /// The partition that the line reaches.
        sent: Partition,
    },
    /// A line with the right name asked for a removal at another path.
    PathDiffers {
        /// The path of the stored cookie.
        stored: String,
        /// The effective path of the line.
        sent: String,
    },
    /// The name has a prefix whose promise the line does not keep.
    Prefix(Rule),
    /// `SameSite=None` without Secure.
    SameSiteNone(Rule),
    /// The cookie was removed, and a later line set it again.
    SetAgain,
}

impl Reason {
    /// Where the rule stands, or where it was seen.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        match self {
            Self::Ignored(rule)
            | Self::InsecureOrigin(rule)
            | Self::Prefix(rule)
            | Self::SameSiteNone(rule) => rule.source(),
            Self::JoinedByComma { .. } => "RFC 9110 5.3",
            Self::NotExpired { .. } => "RFC 6265bis 5.5",
            Self::PartitionDiffers { .. } | Self::PartitionSchemeDiffers { .. } => {
                "measured in Chromium 156, Firefox 153"
            }
            Self::DomainDiffers { .. }
            | Self::NoLine
            | Self::OtherName { .. }
            | Self::PathDiffers { .. }
            | Self::SetAgain => "RFC 6265bis 5.7",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DomainDiffers { stored, sent } => {
                write!(f, "the cookie was set with {stored}, and the clearing line has {sent}: {TWO_COOKIES}")
            }
            Self::Ignored(rule)
            | Self::InsecureOrigin(rule)
            | Self::Prefix(rule)
            | Self::SameSiteNone(rule) => rule.fmt(f),
            Self::JoinedByComma { first } => write!(
                f,
                "the clearing line stands behind that of {first} and a comma, in one header, and a \
                 browser sees only {first}"
            ),
            Self::NoLine => f.write_str("the logout sent no Set-Cookie line"),
            Self::NotExpired { blanked } => {
                let what = if *blanked { "empties the value but" } else { "keeps a value and" };
                write!(f, "the line {what} has {NO_END}")
            }
            Self::OtherName { cleared } => {
                let cleared = cleared.join(", ");
                write!(f, "no line names this cookie; the logout names {cleared} instead")
            }
            Self::PartitionDiffers { stored } => {
                let (one, other) = if *stored { STORED_AND_SENT } else { SENT_AND_STORED };
                write!(f, "{one} is Partitioned and {other} is not: {TWO_COOKIES}")
            }
            Self::PartitionSchemeDiffers { stored, sent } => write!(
                f,
                "the cookie is in the partition of {stored}, and the clearing line reaches that of \
                 {sent}: {TWO_COOKIES}"
            ),
            Self::PathDiffers { stored, sent } => write!(
                f,
                "the cookie has Path={stored}, and the clearing line counts for Path={sent}: \
                 {TWO_COOKIES}"
            ),
            Self::SetAgain => f.write_str("the cookie is removed, and a later line sets it again"),
        }
    }
}

const TWO_COOKIES: &str = "to a browser these are two cookies";
const NO_END: &str = "neither Max-Age=0 nor a past Expires that a browser can read, so the cookie stays";
const STORED_AND_SENT: (&str, &str) = ("the cookie", "the clearing line");
const SENT_AND_STORED: (&str, &str) = ("the clearing line", "the cookie");
