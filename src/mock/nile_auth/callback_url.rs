//! Where the app wants the client to be sent afterwards.

use serde_json::Value;
use url::Url;

use super::fields::truthy;

/// A JavaScript error on the way: its message becomes part of the answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Thrown(pub(super) String);

/// The callback URL of a request: what it asks for, else its cookie, else the
/// origin. Only the app's own origin is accepted.
pub(super) fn choose(asked: Option<&Value>, cookie: Option<&str>, origin: &str) -> Result<String, Thrown> {
    match asked.filter(|it| truthy(Some(it))) {
        Some(Value::String(url)) => redirect(url, origin),
        Some(_) => Err(Thrown("e.startsWith is not a function".to_owned())),
        None => cookie.map_or_else(|| Ok(origin.to_owned()), |url| redirect(url, origin)),
    }
}

/// next-auth's rule: a path is joined, a URL of the origin is taken as it is,
/// one of another origin becomes the origin, and what is no URL is an error.
fn redirect(url: &str, origin: &str) -> Result<String, Thrown> {
    if url == origin {
        return Ok(origin.to_owned());
    }
    if url.starts_with('/') {
        return Ok(format!("{origin}{url}"));
    }
    let parsed = Url::parse(url).map_err(|_| Thrown("Invalid URL".to_owned()))?;
    let own = parsed.origin().ascii_serialization() == origin;
    Ok(if own { url } else { origin }.to_owned())
}

/// Whether next-auth lets a request with this callback URL in its query or its
/// cookie in at all: it must be http, or a path.
pub(super) fn is_http(url: &str, base: &str) -> bool {
    let parsed = match url.starts_with('/') {
        true => Url::parse(base).and_then(|base| base.join(url)),
        false => Url::parse(url),
    };
    parsed.is_ok_and(|it| matches!(it.scheme(), "http" | "https"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGIN: &str = "http://app.example.com";

    fn chosen(asked: &str) -> Result<String, Thrown> {
        choose(Some(&Value::from(asked)), Some("http://app.example.com/cookie"), ORIGIN)
    }

    #[test]
    fn paths_are_joined_and_foreign_sites_are_ignored() {
        let ok = |text: &str| Ok(text.to_owned());
        assert_eq!(chosen("/x?y"), ok("http://app.example.com/x?y"));
        assert_eq!(chosen("//evil.example/x"), ok("http://app.example.com//evil.example/x"));
        assert_eq!(chosen("https://evil.example"), ok(ORIGIN));
        assert_eq!(chosen("javascript:alert(1)"), ok(ORIGIN));
        assert_eq!(chosen("http://app.example.com:80/a b"), ok("http://app.example.com:80/a b"));
        assert_eq!(chosen(""), ok("http://app.example.com/cookie"));
        assert_eq!(chosen("nope"), Err(Thrown("Invalid URL".to_owned())));
        assert_eq!(choose(None, None, ORIGIN), ok(ORIGIN));
    }

    #[test]
    fn only_http_passes_the_door() {
        let base = "http://app.example.com/api/auth";
        for url in ["/x", "//evil.example", "https://evil.example/x", "http:x"] {
            assert!(is_http(url, base), "{url}");
        }
        for url in ["nope", "javascript:alert(1)", "//", "ftp://x"] {
            assert!(!is_http(url, base), "{url}");
        }
    }
}
