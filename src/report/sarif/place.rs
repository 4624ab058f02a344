//! Where a finding is. SARIF asks for a file, and what was examined is a
//! deployment: the file is the one in which a Next.js app keeps the route that
//! gave the answer.

use serde_json::{Value, json};

use super::super::story::exchanges_of;
use crate::document::{CheckReport, Report};
use crate::redact::sanitise;

/// The route that the ticket is about: for findings that point at no exchange.
const LOGOUT: &str = "/api/auth/logout";

/// The file of the route, and beside it the route itself.
pub(super) fn location(check: &CheckReport, report: &Report) -> Value {
    let first = exchanges_of(check, &report.exchanges).next();
    let (method, url) =
        first.map_or(("POST", ""), |seen| (seen.exchange.method.as_str(), seen.exchange.url.as_str()));
    let route = route(url, &report.target.base_url);
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": format!("app{route}/route.ts"), "uriBaseId": "%SRCROOT%" },
            // A file as a whole: nobody can see its lines from outside.
            "region": { "startLine": 1 },
        },
        "logicalLocations": [{
            "fullyQualifiedName": sanitise(&format!("{method} {route}")),
            "kind": "resource",
        }],
    })
}

/// The path below the base URL, if it can be a part of a file's path.
fn route<'a>(url: &'a str, base_url: &str) -> &'a str {
    let below = url.strip_prefix(base_url.trim_end_matches('/')).unwrap_or_default();
    let path = below.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    let usable = path.starts_with('/') && path.chars().all(plain) && !path.contains("..");
    if usable { path } else { LOGOUT }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_is_the_path_below_the_base_url() {
        let route = |url| route(url, "https://h.test/base");
        assert_eq!(route("https://h.test/base/api/user/me?x=1"), "/api/user/me");
        assert_eq!(route("https://h.test/base/api/user/me/"), "/api/user/me");
        for odd in [
            "",
            "https://other.test/api",
            "https://h.test/base",
            "https://h.test/base/../x",
            "https://h.test/base/a b",
        ] {
            assert_eq!(route(odd), LOGOUT, "{odd}");
        }
    }
}
