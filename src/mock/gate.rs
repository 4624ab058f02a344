//! The gate in front of login and logout: which requests a page of another site
//! made a browser send.

use http::HeaderMap;
use http::header::{HOST, ORIGIN};

/// Whether the request comes from a page of another origin. Browsers say so in
/// Sec-Fetch-Site; over plain http, and in older ones, only Origin is there. A
/// client that sends neither is no browser.
pub(super) fn comes_from_elsewhere(headers: &HeaderMap, tls: bool) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site != "same-origin" && site != "none";
    }
    headers.get(ORIGIN).is_some_and(|origin| origin.as_bytes() != own_origin(headers, tls).as_bytes())
}

/// The origin under which the request reached this server.
pub(super) fn own_origin(headers: &HeaderMap, tls: bool) -> String {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    format!("{}://{host}", if tls { "https" } else { "http" })
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::*;

    fn refused(headers: &[(&'static str, &'static str)]) -> bool {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        let host = [("host", "localhost:3000")];
        comes_from_elsewhere(&host.iter().chain(headers).map(pair).collect(), false)
    }

    #[test]
    fn a_client_that_is_no_browser_is_let_in() {
        assert!(!refused(&[]));
    }

    #[test]
    fn what_the_browser_says_of_the_site_counts_first() {
        assert!(!refused(&[("sec-fetch-site", "same-origin"), ("origin", "http://localhost:3000")]));
        assert!(!refused(&[("sec-fetch-site", "none")]));
        for site in ["cross-site", "same-site", "anything"] {
            assert!(refused(&[("sec-fetch-site", site), ("origin", "http://localhost:3000")]), "{site}");
        }
    }

    #[test]
    fn without_it_the_whole_origin_is_compared() {
        assert!(!refused(&[("origin", "http://localhost:3000")]));
        let others =
            ["https://localhost:3000", "http://localhost", "http://localhost:3000.evil.example", "null"];
        for origin in others {
            assert!(refused(&[("origin", origin)]), "{origin}");
        }
    }
}
