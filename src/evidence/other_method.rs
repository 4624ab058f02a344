//! Requests to the logout route that are no logout.

use serde::{Deserialize, Serialize};

/// Another method than the logout's, or a GET that pretends to be more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OtherMethod {
    /// GET with the headers of a router or a browser that fetches ahead.
    Prefetch,
    /// GET that asks to be taken for a POST, in a header and in the query.
    Override,
    /// DELETE.
    Delete,
    /// PUT.
    Put,
    /// PATCH.
    Patch,
    /// OPTIONS, as a browser asks on behalf of another site.
    Preflight,
}

impl OtherMethod {
    /// The GETs in disguise.
    pub const DISGUISED: [Self; 2] = [Self::Prefetch, Self::Override];

    /// The others.
    pub const PLAIN: [Self; 4] = [Self::Delete, Self::Preflight, Self::Put, Self::Patch];

    /// Whether another method tells nearly as much: it is sent where requests
    /// need not be saved.
    #[must_use]
    pub const fn is_spare(self) -> bool {
        matches!(self, Self::Put | Self::Patch)
    }

    /// The method on the wire.
    #[must_use]
    pub const fn method(self) -> &'static str {
        match self {
            Self::Prefetch | Self::Override => "GET",
            Self::Delete => "DELETE",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Preflight => "OPTIONS",
        }
    }

    /// The request as reports say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Prefetch => "a prefetching GET",
            Self::Override => "a GET that asks to be a POST",
            Self::Delete => "DELETE",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Preflight => "OPTIONS",
        }
    }
}
