//! The address of a deployment, checked once.

use std::fmt;

use url::{Host, Url};

/// An http or https URL with a host, without query and fragment, and without a
/// slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(Url);

/// A base URL that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BaseUrlError {
    /// Not a URL at all.
    #[error("{0:?} is no URL: write it as https://app.example.com")]
    NotAUrl(String),
    /// Another scheme.
    #[error("the scheme {0:?} is not http or https")]
    Scheme(String),
    /// A user name or password in it would end up in logs.
    #[error(
        "the URL holds a user name or password, which would end up in logs; give an Authorization with --header"
    )]
    Credentials,
    /// A query or fragment.
    #[error("the URL has a query or fragment: give only the part before the routes")]
    Query,
}

impl BaseUrl {
    /// Reads a base URL.
    ///
    /// # Errors
    /// What is wrong with it, in words for the command line.
    pub fn parse(text: &str) -> Result<Self, BaseUrlError> {
        let url = Url::parse(text).map_err(|_| {
            // What stands before an @ may be a password.
            BaseUrlError::NotAUrl(text.rsplit('@').next().unwrap_or_default().to_owned())
        })?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(BaseUrlError::Scheme(url.scheme().to_owned()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BaseUrlError::Credentials);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(BaseUrlError::Query);
        }
        Ok(Self(url))
    }

    /// The URL of a path below the base, such as `/api/users/me`.
    #[must_use]
    pub fn join(&self, path: &str) -> Url {
        let mut url = self.0.clone();
        url.set_path(&format!("{}{path}", self.0.path().trim_end_matches('/')));
        url
    }

    /// The host, without port.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Whether requests are encrypted.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Why Nile would refuse this origin, if it would (measured: an IP address
    /// or an underscore in the host gives 400 or 500 on every call).
    #[must_use]
    pub fn refused_by_nile(&self) -> Option<&'static str> {
        match self.0.host()? {
            Host::Ipv4(_) | Host::Ipv6(_) => Some("its host is an IP address"),
            Host::Domain(name) if name.contains('_') => Some("its host has an underscore"),
            Host::Domain(_) => None,
        }
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_put_below_the_base() -> Result<(), BaseUrlError> {
        let base = BaseUrl::parse("https://app.example.com/preview/")?;
        assert_eq!(base.join("/api/users/me").as_str(), "https://app.example.com/preview/api/users/me");
        assert_eq!(base.to_string(), "https://app.example.com/preview");
        Ok(())
    }

    #[test]
    fn a_useless_url_is_refused_with_a_reason() {
        for text in ["", "app.example.com", "ftp://x", "https://u:p@x", "https://x?y=1"] {
            assert!(BaseUrl::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn origins_that_nile_refuses_are_known() -> Result<(), BaseUrlError> {
        assert!(BaseUrl::parse("http://127.0.0.1:3000")?.refused_by_nile().is_some());
        assert!(BaseUrl::parse("http://my_app.test")?.refused_by_nile().is_some());
        assert!(BaseUrl::parse("http://localhost:3000")?.refused_by_nile().is_none());
        Ok(())
    }
}
