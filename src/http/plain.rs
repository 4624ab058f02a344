//! Where a route of a deployment on https would be in the clear.

use reqwest::Url;
use url::Host;

/// The same route over http on port 80. None for what is on http anyway or on
/// this machine: nobody listens on the way there.
#[must_use]
pub fn in_the_clear(url: &Url) -> Option<Url> {
    let is_here = match url.host()? {
        Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    };
    if url.scheme() != "https" || is_here {
        return None;
    }
    let mut url = url.clone();
    url.set_port(None).ok()?;
    url.set_scheme("http").ok()?;
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_on_https_and_elsewhere_has_a_place_in_the_clear() {
        let clear = |url: &str| in_the_clear(&Url::parse(url).unwrap()).map(String::from);
        assert_eq!(clear("https://app.test/me").as_deref(), Some("http://app.test/me"));
        assert_eq!(clear("https://app.test:8443/me").as_deref(), Some("http://app.test/me"));
        for local in
            ["http://app.test/me", "https://localhost/me", "https://127.0.0.1/me", "https://[::1]/me"]
        {
            assert_eq!(clear(local), None, "{local}");
        }
    }
}
