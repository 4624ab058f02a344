//! Where a route of a deployment on https would be in the clear.

use reqwest::Url;
use url::Host;

/// The same route over http on port 80. None for what is on http anyway, on this
/// machine, where nobody listens on the way, or on a port of its own: what
/// answers on port 80 beside it may be another deployment.
#[must_use]
pub fn in_the_clear(url: &Url) -> Option<Url> {
    if url.scheme() != "https" || url.port().is_some() || is_on_this_machine(url) {
        return None;
    }
    let mut url = url.clone();
    url.set_scheme("http").ok()?;
    Some(url)
}

/// Whether a URL leads to this very machine, by name or loopback address.
#[must_use]
pub fn is_on_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_on_https_and_elsewhere_has_a_place_in_the_clear() {
        let clear = |url: &str| in_the_clear(&Url::parse(url).unwrap()).map(String::from);
        assert_eq!(clear("https://app.test/me").as_deref(), Some("http://app.test/me"));
        assert_eq!(clear("https://app.test:443/me").as_deref(), Some("http://app.test/me"));
        for none in ["http://app.test/me", "https://app.test:8443/me", "https://localhost/me"] {
            assert_eq!(clear(none), None, "{none}");
        }
    }

    #[test]
    fn names_and_addresses_of_this_machine_are_known() {
        let here = |url: &str| is_on_this_machine(&Url::parse(url).unwrap());
        assert!(here("http://localhost") && here("http://app.localhost:3000"));
        assert!(here("https://127.0.0.2/me") && here("https://[::1]/me"));
        assert!(!here("https://app.test") && !here("https://mylocalhost"));
    }
}
