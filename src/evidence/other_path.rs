//! Other spellings of a path, which a router may take for the same.

use serde::{Deserialize, Serialize};

/// How it is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OtherPath {
    /// With a slash at its end, or without the one that it has.
    EndSlash,
    /// With two slashes before its last part.
    DoubleSlash,
    /// With its last part in capitals.
    Capitals,
    /// With one part more.
    Below,
}

impl OtherPath {
    /// Every spelling.
    pub const ALL: [Self; 4] = [Self::EndSlash, Self::DoubleSlash, Self::Capitals, Self::Below];

    /// The path in that spelling.
    #[must_use]
    pub fn of(self, path: &str) -> String {
        let bare = path.trim_end_matches('/');
        let (before, last) = bare.rsplit_once('/').unwrap_or(("", bare));
        let end = path.strip_prefix(bare).unwrap_or_default();
        match self {
            Self::EndSlash if end.is_empty() => format!("{bare}/"),
            Self::EndSlash => bare.to_owned(),
            Self::DoubleSlash => format!("{before}//{last}{end}"),
            Self::Capitals => format!("{before}/{}{end}", last.to_uppercase()),
            Self::Below => format!("{bare}/penguin-auth{end}"),
        }
    }

    /// The path in words that complete "the logout path …".
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::EndSlash => "with the other end",
            Self::DoubleSlash => "with two slashes",
            Self::Capitals => "in capitals",
            Self::Below => "with one part more",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_spelled_in_other_ways() {
        let all = |path| OtherPath::ALL.map(|other| other.of(path));
        let plain = ["/api/logout/", "/api//logout", "/api/LOGOUT", "/api/logout/penguin-auth"];
        assert_eq!(all("/api/logout"), plain);
        assert_eq!(all("/logout/"), ["/logout", "//logout/", "/LOGOUT/", "/logout/penguin-auth/"]);
    }
}
