//! What one line asks for, and whether a browser listens: everything that can be said without
//! looking at its store.

use url::Url;

use super::attribute::MAX_ATTRIBUTE_OCTETS;
use super::browser::Engine;
use super::domain::{self, is_ip, is_trustworthy};
use super::path;
use super::prefix::Prefix;
use super::rule::{Need, Rule};
use super::set_cookie::{SetCookie, Strange};
use super::stored::{Cookie, Partition, SameSite};

/// Name and value together may have this many octets (RFC 6265bis §5.6).
const MAX_OCTETS: usize = 4096;

/// The cookie that a line from `url` asks for, its lifetime left open (RFC 6265bis §5.6 and §5.7 up
/// to the store).
pub(super) fn read(engine: Engine, line: &SetCookie, url: &Url) -> Result<Cookie, Rule> {
    check_text(engine, line)?;
    let audience = domain::audience(engine, line.attribute("domain"), url)?;
    let cookie = Cookie {
        name: line.name_in(engine).to_owned(),
        value: line.value_in(engine).to_owned(),
        domain: audience.domain,
        host_only: audience.host_only,
        path: path_of(engine, line, url)?,
        secure: line.flag(engine, "secure"),
        http_only: line.flag(engine, "httponly"),
        same_site: SameSite::read(line.same_site(engine)),
        expires: None,
        partition: line.flag(engine, "partitioned").then(|| Partition::of(url)),
    };
    check_origin(&cookie, url)?;
    check_prefix(engine, line, &cookie, url)?;
    check_company_of_secure(&cookie)?;
    Ok(cookie)
}

fn check_text(engine: Engine, line: &SetCookie) -> Result<(), Rule> {
    match (line.strange(), engine) {
        (Strange::Nul, _) => return Err(Rule::Nul),
        (Strange::Control, _) => return Err(Rule::ControlByte),
        (Strange::InnerTab, Engine::Chromium) => return Err(Rule::InnerTab),
        (Strange::InnerTab, Engine::Firefox) | (Strange::Nothing, _) => {}
    }
    if line.octets() == 0 {
        return Err(Rule::Empty);
    }
    if line.octets() > MAX_OCTETS {
        return Err(Rule::Oversized { octets: line.octets() });
    }
    if !line.is_nameless(engine) {
        return Ok(());
    }
    match (engine, line.value_prefix()) {
        (Engine::Firefox, _) => Err(Rule::Nameless),
        (Engine::Chromium, Prefix::None) if line.is_ambiguous() => Err(Rule::Ambiguous),
        (Engine::Chromium, Prefix::None) => Ok(()),
        (Engine::Chromium, prefix) => Err(Rule::HiddenPrefix { prefix }),
    }
}

fn path_of(engine: Engine, line: &SetCookie, url: &Url) -> Result<String, Rule> {
    let path = path::effective(line.attribute("path"), url);
    match engine {
        Engine::Firefox if path.contains('\t') => Err(Rule::TabInPath),
        // A default path too: an attribute of that length was skipped.
        Engine::Firefox if path.len() > MAX_ATTRIBUTE_OCTETS => Err(Rule::LongPath),
        Engine::Chromium | Engine::Firefox => Ok(path.to_owned()),
    }
}

fn check_origin(cookie: &Cookie, url: &Url) -> Result<(), Rule> {
    if cookie.secure && !is_trustworthy(url) {
        return Err(Rule::SecureFromInsecure);
    }
    Ok(())
}

fn check_company_of_secure(cookie: &Cookie) -> Result<(), Rule> {
    if cookie.secure {
        return Ok(());
    }
    if cookie.same_site == SameSite::None {
        return Err(Rule::SameSiteNoneNotSecure);
    }
    if cookie.partition.is_some() {
        return Err(Rule::PartitionedNotSecure);
    }
    Ok(())
}

/// The promises of a prefixed name. Chromium looks at the attributes as they stand, Firefox at what
/// comes of them: there a `__Host-` cookie needs no Path attribute if its default path is `/`
/// (measured in both).
fn check_prefix(engine: Engine, line: &SetCookie, cookie: &Cookie, url: &Url) -> Result<(), Rule> {
    let prefix = line.prefix_in(engine);
    let broken = |need| Err(Rule::Prefix { prefix, need });
    if prefix == Prefix::None {
        return Ok(());
    }
    if !cookie.secure {
        return broken(Need::Secure);
    }
    if prefix.binds_http_only() && !cookie.http_only {
        return broken(Need::HttpOnly);
    }
    if !prefix.binds_host() {
        return Ok(());
    }
    let (alone, at_root) = match engine {
        Engine::Chromium => (names_no_domain(line, url), line.attribute("path") == Some("/")),
        Engine::Firefox => (cookie.host_only, cookie.path == "/"),
    };
    match (alone, at_root) {
        (false, _) => broken(Need::NoDomain),
        (true, false) => broken(Need::RootPath),
        (true, true) => Ok(()),
    }
}

/// An address may name itself (read in the source of Chromium).
fn names_no_domain(line: &SetCookie, url: &Url) -> bool {
    match line.attribute("domain") {
        None | Some("") => true,
        Some(domain) => is_ip(url) && domain == domain::host(url),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTTPS: &str = "https://app.penguin.test/api/auth/logout";
    const HTTP: &str = "http://app.penguin.test/api/auth/logout";

    fn chromium(line: &str, url: &str) -> Result<Cookie, Rule> {
        read(Engine::Chromium, &SetCookie::parse(line.as_bytes()), &Url::parse(url).unwrap())
    }

    fn firefox(line: &str, url: &str) -> Result<Cookie, Rule> {
        read(Engine::Firefox, &SetCookie::parse(line.as_bytes()), &Url::parse(url).unwrap())
    }

    fn refused(line: &str, url: &str) -> Rule {
        chromium(line, url).unwrap_err()
    }

    fn broken(prefix: Prefix, need: Need) -> Rule {
        Rule::Prefix { prefix, need }
    }

    #[test]
    fn a_plain_line_asks_for_a_plain_cookie() {
        let cookie = chromium("sid=tok1; HttpOnly; SameSite=Lax", HTTP).unwrap();
        assert_eq!((cookie.pair().as_str(), cookie.path.as_str()), ("sid=tok1", "/api/auth"));
        assert_eq!((cookie.domain_in_words().as_str()), "no Domain (only app.penguin.test)");
        assert!(cookie.http_only && !cookie.secure && cookie.partition.is_none());
        assert_eq!(cookie.same_site, SameSite::Lax);
    }

    #[test]
    fn a_control_byte_anywhere_spoils_the_line() {
        for line in ["sid=\u{1}", "sid=a\u{b}b", "sid=a; Foo=\u{1}", "sid=\u{7f}", "sid=; \u{1f}=a"] {
            assert_eq!(refused(line, HTTP), Rule::ControlByte);
            assert_eq!(firefox(line, HTTP), Err(Rule::ControlByte));
        }
    }

    #[test]
    fn a_tab_inside_spoils_the_line_in_chromium_only() {
        assert_eq!(refused("sid=a\tb", HTTP), Rule::InnerTab);
        assert_eq!(refused("sid=a; Foo=a\tb", HTTP), Rule::InnerTab);
        assert!(firefox("sid=a\tb", HTTP).is_ok());
        assert_eq!(firefox("sid=a; Path=/\tb", HTTP), Err(Rule::TabInPath));
        assert!(chromium("sid=a\t;\tPath=\t/", HTTP).is_ok());
    }

    #[test]
    fn a_line_must_have_content_but_not_too_much() {
        assert_eq!(refused("; Path=/", HTTP), Rule::Empty);
        assert_eq!(refused("=; Path=/", HTTP), Rule::Empty);
        assert!(chromium(&format!("sid={}", "x".repeat(4093)), HTTP).is_ok());
        assert_eq!(refused(&format!("sid={}", "x".repeat(4094)), HTTP), Rule::Oversized { octets: 4097 });
    }

    #[test]
    fn a_cookie_without_a_name_is_chromium_s_alone() {
        assert_eq!(chromium("=tok1", HTTP).unwrap().pair(), "tok1");
        assert_eq!(firefox("=tok1", HTTP), Err(Rule::Nameless));
        assert_eq!(firefox("tok1", HTTP).unwrap().pair(), "tok1=");
        assert_eq!(refused("=a=b", HTTP), Rule::Ambiguous);
        assert_eq!(refused("=__host-sid=1", HTTPS), Rule::HiddenPrefix { prefix: Prefix::Host });
    }

    #[test]
    fn secure_needs_a_secure_origin_whatever_its_value() {
        assert_eq!(refused("sid=a; Secure=false", HTTP), Rule::SecureFromInsecure);
        assert!(chromium("sid=a; Secure=false", "http://localhost:3000/").unwrap().secure);
    }

    #[test]
    fn same_site_none_and_partitioned_need_secure() {
        assert_eq!(refused("sid=a; SameSite=None", HTTPS), Rule::SameSiteNoneNotSecure);
        assert_eq!(refused("sid=a; Partitioned", HTTPS), Rule::PartitionedNotSecure);
        assert!(chromium("sid=a; SameSite=None; SameSite=bogus", HTTPS).is_ok());
        assert!(chromium("sid=a; Partitioned; Secure", HTTPS).unwrap().partition.is_some());
    }

    #[test]
    fn prefixed_names_must_keep_their_promises() {
        assert_eq!(refused("__Secure-a=", HTTPS), broken(Prefix::Secure, Need::Secure));
        assert_eq!(refused("__http-a=; Secure", HTTPS), broken(Prefix::Http, Need::HttpOnly));
        assert_eq!(refused("__Host-a=; Secure; Path=/x", HTTPS), broken(Prefix::Host, Need::RootPath));
        let with_domain = "__Host-a=; Secure; Path=/; Domain=app.penguin.test";
        assert_eq!(refused(with_domain, HTTPS), broken(Prefix::Host, Need::NoDomain));
        assert_eq!(
            refused("__Host-Http-a=; Secure; Path=/", HTTPS),
            broken(Prefix::HostHttp, Need::HttpOnly)
        );
        assert!(chromium("__Host-a=b; Secure; Path=/; Domain=", HTTPS).is_ok());
    }

    #[test]
    fn only_chromium_wants_the_root_path_spelled_out() {
        let url = "https://app.penguin.test/logout";
        assert_eq!(refused("__Host-a=b; Secure", url), broken(Prefix::Host, Need::RootPath));
        assert!(firefox("__Host-a=b; Secure", url).is_ok());
    }

    #[test]
    fn a_default_path_can_be_too_long_for_firefox() {
        let url = |octets| format!("{HTTP}/{}/x", "x".repeat(octets - "/api/auth/logout/".len()));
        assert!(firefox("sid=a", &url(1024)).is_ok());
        assert_eq!(firefox("sid=a", &url(1025)), Err(Rule::LongPath));
        assert!(firefox("sid=a; Path=/", &url(1025)).is_ok());
        assert!(chromium("sid=a", &url(1025)).is_ok());
    }

    #[test]
    fn an_overlong_flag_counts_in_firefox_only() {
        let line = format!("sid=a; Secure={}", "x".repeat(1025));
        assert!(!chromium(&line, HTTPS).unwrap().secure);
        assert!(firefox(&line, HTTPS).unwrap().secure);
    }
}
