//! Default paths and path matching.

use url::Url;

/// The path of a cookie whose line has none (RFC 6265bis §5.1.4): that of the request up to its
/// last `/`.
pub(super) fn default_path(url: &Url) -> &str {
    match url.path().rsplit_once('/') {
        Some((directory, _)) if !directory.is_empty() => directory,
        Some(_) | None => "/",
    }
}

/// The path the cookie gets: the attribute if it begins with `/`, else the default path (RFC
/// 6265bis §5.6.4).
pub(super) fn effective<'a>(attribute: Option<&'a str>, url: &'a Url) -> &'a str {
    attribute.filter(|path| path.starts_with('/')).unwrap_or_else(|| default_path(url))
}

/// Whether a cookie with that path is sent to the request path (RFC 6265bis §5.1.4).
pub(super) fn matches(cookie_path: &str, request_path: &str) -> bool {
    request_path
        .strip_prefix(cookie_path)
        .is_some_and(|rest| rest.is_empty() || cookie_path.ends_with('/') || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn default_of(url: &str) -> String {
        default_path(&Url::parse(url).unwrap()).to_owned()
    }

    #[test]
    fn the_default_path_is_the_directory_of_the_request() {
        assert_eq!(default_of("http://a.test"), "/");
        assert_eq!(default_of("http://a.test/login"), "/");
        assert_eq!(default_of("http://a.test/api/auth/login?next=/x/y"), "/api/auth");
        assert_eq!(default_of("http://a.test/api/auth/"), "/api/auth");
    }

    #[test]
    fn a_path_without_leading_slash_counts_as_none() {
        let url = Url::parse("http://a.test/api/login").unwrap();
        assert_eq!(effective(Some("/x"), &url), "/x");
        assert_eq!(effective(Some("x"), &url), "/api");
        assert_eq!(effective(Some(""), &url), "/api");
    }

    #[test]
    fn a_path_matches_itself_and_what_lies_below() {
        assert!(matches("/", "/api"));
        assert!(matches("/app", "/app"));
        assert!(matches("/app", "/app/me"));
        assert!(matches("/app/", "/app/me"));
        assert!(!matches("/app/", "/app"));
        assert!(!matches("/app", "/apple"));
        assert!(!matches("/App", "/app"));
    }
}
