//! Hosts, domains and sites.

use std::borrow::Cow;
use std::net::{Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use super::browser::Engine;
use super::rule::Rule;

/// Who gets a cookie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Audience {
    /// The host, or the domain with the hosts below it.
    pub(super) domain: String,
    /// Whether only the host itself.
    pub(super) host_only: bool,
}

/// Reads the Domain attribute of a response from `url` (RFC 6265bis §5.6.3 and §5.7). A public
/// suffix, a host without a dot and an IP address can only name themselves, and then the cookie is
/// host-only. Any other host can name what lies between it and its registrable domain.
pub(super) fn audience(engine: Engine, attribute: Option<&str>, url: &Url) -> Result<Audience, Rule> {
    let host = host(url);
    let alone = || Audience { domain: host.to_owned(), host_only: true };
    let Some(attribute) = attribute.filter(|attribute| !attribute.is_empty()) else {
        return Ok(alone());
    };
    let domain = without_dot(&in_ascii(engine, attribute)?).to_ascii_lowercase();
    if is_ip(url) || registrable(host).is_none() {
        let is_named = without_dot(attribute).eq_ignore_ascii_case(host);
        return if is_named { Ok(alone()) } else { Err(foreign(domain, host)) };
    }
    if !is_same_or_below(host, &domain) {
        return Err(foreign(domain, host));
    }
    if registrable(&domain) != registrable(host) {
        return Err(Rule::PublicSuffix { domain });
    }
    Ok(Audience { domain, host_only: false })
}

fn without_dot(domain: &str) -> &str {
    domain.strip_prefix('.').unwrap_or(domain)
}

/// Chromium reads letters beyond ASCII as those of a URL, so `penguin。test` is `penguin.test`, but
/// no escapes (measured in 156). Firefox finds them in no host.
fn in_ascii(engine: Engine, domain: &str) -> Result<Cow<'_, str>, Rule> {
    if domain.is_ascii() {
        return Ok(Cow::Borrowed(domain));
    }
    match (engine, Host::parse(domain)) {
        (Engine::Chromium, Ok(host)) if !domain.contains('%') => Ok(Cow::Owned(host.to_string())),
        (Engine::Chromium | Engine::Firefox, _) => Err(Rule::DomainNotAscii { domain: domain.to_owned() }),
    }
}

/// The host of a URL, empty if it has none.
pub(super) fn host(url: &Url) -> &str {
    url.host_str().unwrap_or_default()
}

/// Whether `host` is `domain` or lies below it (RFC 6265bis §5.1.3).
pub(super) fn is_same_or_below(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain)
        .is_some_and(|rest| !domain.is_empty() && (rest.is_empty() || rest.ends_with('.')))
}

/// The site a host belongs to: the registrable domain, or the host itself where there is none. A host
/// with a dot at its end belongs to another site than the one without (measured in Chromium 156 and
/// Firefox 153).
pub(super) fn site(host: &str) -> &str {
    if host.starts_with('[') || host.parse::<Ipv4Addr>().is_ok() {
        return host;
    }
    let name = host.strip_suffix('.').unwrap_or(host);
    let below = name.len() - registrable(name).unwrap_or(name).len();
    host.get(below..).unwrap_or(host)
}

/// Whether the URL's host is an IP address.
pub(super) fn is_ip(url: &Url) -> bool {
    matches!(url.host(), Some(Host::Ipv4(_) | Host::Ipv6(_)))
}

/// Whether browsers trust the origin with Secure cookies: https, and this very machine by name or
/// loopback address (Secure Contexts §3.1; measured in Chromium 156 and Firefox 153).
pub(super) fn is_trustworthy(url: &Url) -> bool {
    url.scheme() == "https" || url.host().is_some_and(|host| is_local(&host))
}

fn is_local(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => is_same_or_below(name.strip_suffix('.').unwrap_or(name), "localhost"),
        Host::Ipv4(address) => Ipv4Addr::is_loopback(address),
        Host::Ipv6(address) => Ipv6Addr::is_loopback(address),
    }
}

/// The registrable domain by the public suffix list, private suffixes included; `None` for a suffix
/// itself.
fn registrable(host: &str) -> Option<&str> {
    psl::domain_str(host)
}

fn foreign(domain: String, host: &str) -> Rule {
    Rule::ForeignDomain { domain, host: host.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(attribute: &str, url: &str) -> Result<Audience, Rule> {
        audience(Engine::Chromium, Some(attribute), &Url::parse(url).unwrap())
    }

    fn wide(domain: &str) -> Audience {
        Audience { domain: domain.to_owned(), host_only: false }
    }

    fn alone(domain: &str) -> Audience {
        Audience { domain: domain.to_owned(), host_only: true }
    }

    #[test]
    fn one_leading_dot_and_case_do_not_matter() {
        assert_eq!(read(".Penguin.TEST", "http://app.penguin.test"), Ok(wide("penguin.test")));
        assert!(read("..penguin.test", "http://app.penguin.test").is_err());
    }

    #[test]
    fn the_host_itself_as_domain_is_not_host_only() {
        assert_eq!(read("app.penguin.test", "http://app.penguin.test"), Ok(wide("app.penguin.test")));
        assert_eq!(read("", "http://app.penguin.test"), Ok(alone("app.penguin.test")));
    }

    #[test]
    fn siblings_strangers_children_and_oddities_are_refused() {
        for attribute in
            ["api.penguin.test", "other.test", "deep.app.penguin.test", ".", "penguin.test:80", "nguin.test"]
        {
            assert!(read(attribute, "http://app.penguin.test").is_err(), "{attribute}");
        }
    }

    #[test]
    fn a_wide_dot_is_a_dot_to_chromium_and_foreign_to_firefox() {
        let url = Url::parse("http://app.penguin.test").unwrap();
        let read = |engine, domain| audience(engine, Some(domain), &url);
        for domain in ["penguin。test", "。penguin.test", "peng\u{ad}uin.test"] {
            assert_eq!(read(Engine::Chromium, domain), Ok(wide("penguin.test")), "{domain}");
            assert!(matches!(read(Engine::Firefox, domain), Err(Rule::DomainNotAscii { .. })), "{domain}");
        }
        assert!(matches!(read(Engine::Chromium, "pengüin.test"), Err(Rule::ForeignDomain { .. })));
        assert!(read(Engine::Chromium, "penguin。%74est").is_err());
    }

    #[test]
    fn a_public_suffix_can_only_name_itself() {
        assert!(matches!(read("com", "http://penguinmails.com"), Err(Rule::PublicSuffix { .. })));
        assert!(matches!(read("vercel.app", "https://a.vercel.app"), Err(Rule::PublicSuffix { .. })));
        assert_eq!(read("github.io", "https://github.io"), Ok(alone("github.io")));
        assert_eq!(read(".localhost", "http://localhost"), Ok(alone("localhost")));
        assert!(read("localhost", "http://app.localhost").is_err());
    }

    #[test]
    fn what_lies_above_a_public_suffix_cannot_be_named() {
        // The list has jp, *.kawasaki.jp and !city.kawasaki.jp.
        for host in ["https://a.b.kawasaki.jp", "https://city.kawasaki.jp"] {
            assert!(matches!(read("kawasaki.jp", host), Err(Rule::PublicSuffix { .. })), "{host}");
        }
    }

    #[test]
    fn an_address_can_only_name_itself() {
        assert_eq!(read("127.0.0.1", "http://127.0.0.1:3000"), Ok(alone("127.0.0.1")));
        assert_eq!(read(".127.0.0.1", "http://127.0.0.1:3000"), Ok(alone("127.0.0.1")));
        assert_eq!(read("[::1]", "http://[::1]"), Ok(alone("[::1]")));
        assert!(read("0.0.1", "http://127.0.0.1").is_err());
    }

    #[test]
    fn this_machine_is_trusted_without_https() {
        for url in [
            "https://a.test",
            "http://localhost",
            "http://app.localhost:3000",
            "http://127.0.0.1",
            "http://[::1]",
        ] {
            assert!(is_trustworthy(&Url::parse(url).unwrap()), "{url}");
        }
        for url in ["http://a.test", "http://10.0.0.1", "http://localhost.test", "http://notlocalhost"] {
            assert!(!is_trustworthy(&Url::parse(url).unwrap()), "{url}");
        }
    }

    #[test]
    fn the_site_of_an_address_is_the_address() {
        assert_eq!(site("127.0.0.1"), "127.0.0.1");
        assert_eq!(site("[::1]"), "[::1]");
        assert_eq!(site("deep.app.penguin.test"), "penguin.test");
        assert_eq!(site("a.vercel.app"), "a.vercel.app");
        assert_eq!(site("localhost"), "localhost");
    }
}
