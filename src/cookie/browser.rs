//! One browser: it receives responses, holds cookies and sends them back.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use url::Url;

use super::clear_site_data;
use super::domain::is_trustworthy;
use super::expiry::Clock;
use super::judge;
use super::rule::Rule;
use super::set_cookie::{SetCookie, Strange};
use super::store::{self, Held};
use super::stored::Cookie;

/// A browser as far as cookies go, empty at first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser {
    engine: Engine,
    held: Vec<Held>,
    writes: u64,
}

impl Browser {
    /// A browser without cookies.
    #[must_use]
    pub const fn new(engine: Engine) -> Self {
        Self { engine, held: Vec::new(), writes: 0 }
    }

    /// Which engine it is.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// Takes in one response and tells for each of its lines, in order, what came of it (RFC
    /// 6265bis §5.7). The status of the response does not matter (measured in both engines). With a
    /// NUL byte in one line it is no response to them.
    /// `Clear-Site-Data` acts before the lines in Chromium, which ignores most lines beside it, and
    /// after them in Firefox.
    pub fn receive(&mut self, response: &Response<'_>) -> Vec<Outcome> {
        self.held.retain(|held| !held.cookie.is_expired(response.now));
        if response.set_cookie.iter().any(|line| line.strange() == Strange::Nul) {
            return response.set_cookie.iter().map(|_| Outcome::Ignored(Rule::Nul)).collect();
        }
        let clock = Clock::new(self.engine, response.now, response.date);
        let is_deaf = clear_site_data::silences_lines(self.engine, response.clear_site_data);
        if self.engine == Engine::Chromium {
            self.clear_site_data(response);
        }
        let take = |line: &SetCookie| match is_deaf {
            true => Outcome::Ignored(Rule::BesideClearSiteData),
            false => self.take(line, response, clock),
        };
        let outcomes = response.set_cookie.iter().map(take).collect();
        if self.engine == Engine::Firefox {
            self.clear_site_data(response);
        }
        outcomes
    }

    /// The cookies that go out with a request to `url` at `now`, in sending order (RFC 6265bis
    /// §5.8.3). The request is a same-site one.
    #[must_use]
    pub fn cookies_for(&self, url: &Url, now: OffsetDateTime) -> Vec<&Cookie> {
        let fits = |held: &&Held| held.is_sent_to(url) && !held.cookie.is_expired(now);
        let mut sent: Vec<_> = self.held.iter().filter(fits).collect();
        sent.sort_by_key(|held| held.sending_order());
        sent.into_iter().map(|held| &held.cookie).collect()
    }

    /// The `Cookie` header of that request; `None` if there is nothing to send.
    #[must_use]
    pub fn cookie_header(&self, url: &Url, now: OffsetDateTime) -> Option<String> {
        let pairs: Vec<_> = self.cookies_for(url, now).into_iter().map(Cookie::pair).collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    /// All cookies it still holds, wherever they go, the last written last.
    pub fn cookies(&self) -> impl Iterator<Item = &Cookie> {
        self.held.iter().map(|held| &held.cookie)
    }

    fn clear_site_data(&mut self, response: &Response<'_>) {
        let (engine, headers) = (self.engine, response.clear_site_data);
        if clear_site_data::names_cookies(engine, headers)
            && clear_site_data::is_heard(engine, headers, response.url)
        {
            self.held.retain(|held| !clear_site_data::reaches(engine, &held.cookie, response));
        }
    }

    fn take(&mut self, line: &SetCookie, response: &Response<'_>, clock: Clock) -> Outcome {
        let mut cookie = match judge::read(self.engine, line, response.url) {
            Ok(cookie) => cookie,
            Err(rule) => return Outcome::Ignored(rule),
        };
        cookie.expires = clock.expiry(self.engine, line);
        self.writes += 1;
        let (name_key, octets) = (line.name_key(self.engine), line.octets());
        let new = Held { cookie, name_key, octets, created: self.writes, written: self.writes };
        if !is_trustworthy(response.url) && self.held.iter().any(|old| old.is_shadowed_by(&new)) {
            return Outcome::Ignored(Rule::OverSecure);
        }
        let outcome = self.write(new, response.now);
        store::trim_partition(self.engine, &mut self.held);
        outcome
    }

    /// Whether a cookie that takes the place of another one counts as old as that. RFC 6265bis §5.7
    /// says so of any, Chromium only of one with the same value (measured in 156).
    fn keeps_age(&self, old: &Cookie, new: &Cookie) -> bool {
        match self.engine {
            Engine::Chromium => old.value == new.value,
            Engine::Firefox => true,
        }
    }

    fn write(&mut self, mut new: Held, now: OffsetDateTime) -> Outcome {
        let expired = new.cookie.is_expired(now);
        let old = self.held.iter().position(|old| old.is_same(&new)).map(|place| self.held.remove(place));
        match (old, expired) {
            (Some(_), true) => Outcome::Deleted,
            (None, true) => Outcome::DeletedNothing,
            (Some(old), false) => {
                if self.keeps_age(&old.cookie, &new.cookie) {
                    new.created = old.created;
                }
                self.held.push(new);
                Outcome::Replaced
            }
            (None, false) => match store::add(self.engine, &mut self.held, new) {
                Ok(()) => Outcome::Stored,
                Err(rule) => Outcome::Ignored(rule),
            },
        }
    }
}

/// Whose rules apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Engine {
    /// Chrome, Edge and the other browsers built on Chromium. Measured in 156.
    Chromium,
    /// Firefox. Measured in 153.
    Firefox,
}

impl Engine {
    /// Every engine there is.
    pub const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
        })
    }
}

/// What a browser looks at when a response comes in.
#[derive(Clone, Copy, Debug)]
pub struct Response<'a> {
    /// Where the request went.
    pub url: &'a Url,
    /// The `Set-Cookie` lines in order, each from a header field of its own.
    pub set_cookie: &'a [SetCookie],
    /// The `Date` header.
    pub date: Option<&'a str>,
    /// The values of the `Clear-Site-Data` headers.
    pub clear_site_data: &'a [&'a str],
    /// Whether the page that asked is on the site that answers, as it is for an app that calls its
    /// own routes. Cookies of a partition are out of reach for others.
    pub first_party: bool,
    /// The local clock when the response came in.
    pub now: OffsetDateTime,
}

/// What came of one `Set-Cookie` line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It removed the cookie it named.
    Deleted,
    /// It asked for a removal, but there was no such cookie.
    DeletedNothing,
    /// The browser ignored the line.
    Ignored(Rule),
    /// It gave the cookie it named a new value.
    Replaced,
    /// It made a new cookie.
    Stored,
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::Duration;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);
    const APP: &str = "https://app.penguin.test/api/auth/login";

    fn receive(browser: &mut Browser, url: &str, lines: &[&str], clear: &[&str]) -> Vec<Outcome> {
        let lines: Vec<_> = lines.iter().map(|line| SetCookie::parse(line.as_bytes())).collect();
        let url = Url::parse(url).unwrap();
        browser.receive(&Response {
            url: &url,
            set_cookie: &lines,
            date: None,
            clear_site_data: clear,
            first_party: true,
            now: NOW,
        })
    }

    fn with(engine: Engine, url: &str, lines: &[&str]) -> Browser {
        let mut browser = Browser::new(engine);
        receive(&mut browser, url, lines, &[]);
        browser
    }

    fn header(browser: &Browser, url: &str) -> String {
        browser.cookie_header(&Url::parse(url).unwrap(), NOW).unwrap_or_default()
    }

    #[test]
    fn each_line_has_its_outcome() {
        let mut browser = Browser::new(Engine::Chromium);
        let lines = ["a=1", "a=2", "a=; Max-Age=0", "a=; Max-Age=0", "__Secure-a=1"];
        let outcomes = receive(&mut browser, APP, &lines, &[]);
        assert_eq!(
            outcomes[..4],
            [Outcome::Stored, Outcome::Replaced, Outcome::Deleted, Outcome::DeletedNothing]
        );
        assert!(matches!(outcomes[4], Outcome::Ignored(Rule::Prefix { .. })));
        assert_eq!(browser.cookies().count(), 0);
    }

    #[test]
    fn a_nul_byte_in_one_line_spoils_all_of_the_answer() {
        for engine in Engine::ALL {
            let mut browser = with(engine, APP, &["a=1; Path=/"]);
            let outcomes = receive(&mut browser, APP, &["a=; Path=/; Max-Age=0", "b=\0"], &["\"cookies\""]);
            assert_eq!(outcomes, [Outcome::Ignored(Rule::Nul), Outcome::Ignored(Rule::Nul)], "{engine}");
            assert_eq!(header(&browser, APP), "a=1", "{engine}");
        }
    }

    #[test]
    fn a_partition_has_a_scheme() {
        let (https, http) = ("https://localhost/", "http://localhost/");
        for engine in Engine::ALL {
            let mut browser = with(engine, https, &["a=1; Secure; Partitioned"]);
            assert_eq!((header(&browser, https).as_str(), header(&browser, http).as_str()), ("a=1", ""));
            let deletion = ["a=; Secure; Partitioned; Max-Age=0"];
            receive(&mut browser, http, &deletion, &[]);
            receive(&mut browser, http, &[], &["\"cookies\""]);
            assert_eq!(header(&browser, https), "a=1", "{engine}");
            assert_eq!(receive(&mut browser, https, &deletion, &[]), [Outcome::Deleted], "{engine}");
        }
    }

    #[test]
    fn longer_paths_go_first_and_firefox_keeps_the_age_of_a_replaced_cookie() {
        let lines = ["a=1; Path=/", "b=1; Path=/", "c=1; Path=/api", "a=2; Path=/"];
        for (engine, order) in [(Engine::Chromium, "b=1; a=2"), (Engine::Firefox, "a=2; b=1")] {
            let browser = with(engine, APP, &lines);
            assert_eq!(header(&browser, "https://app.penguin.test/api/x"), format!("c=1; {order}"));
            assert_eq!(header(&browser, "https://app.penguin.test/"), order);
        }
    }

    #[test]
    fn a_cookie_that_is_set_again_with_its_value_keeps_its_age() {
        for engine in Engine::ALL {
            let browser = with(engine, APP, &["a=1; Path=/", "b=1; Path=/", "a=1; Path=/; HttpOnly"]);
            assert_eq!(header(&browser, APP), "a=1; b=1", "{engine}");
        }
    }

    #[test]
    fn host_only_and_domain_cookies_are_twins_not_one() {
        let mut browser =
            with(Engine::Firefox, APP, &["a=1; Path=/", "a=2; Path=/; Domain=app.penguin.test"]);
        assert_eq!(header(&browser, APP), "a=1; a=2");
        assert_eq!(receive(&mut browser, APP, &["a=; Path=/; Max-Age=0"], &[]), [Outcome::Deleted]);
        assert_eq!(header(&browser, "https://deep.app.penguin.test/"), "a=2");
    }

    #[test]
    fn secure_cookies_stay_off_plain_http_and_out_of_its_reach() {
        let mut browser = with(Engine::Chromium, APP, &["a=1; Path=/app; Secure; Domain=penguin.test"]);
        let http = "http://app.penguin.test/app/x";
        assert_eq!(header(&browser, http), "");
        let over = Outcome::Ignored(Rule::OverSecure);
        assert_eq!(receive(&mut browser, http, &["a=; Path=/app/x; Max-Age=0"], &[]), [over]);
        // A broader path lies beside the Secure cookie, not over it.
        assert_eq!(receive(&mut browser, http, &["a=x; Path=/"], &[]), [Outcome::Stored]);
    }

    #[test]
    fn a_cookie_ends_with_its_lifetime() {
        let browser = with(Engine::Chromium, APP, &["a=1; Max-Age=1"]);
        let url = Url::parse(APP).unwrap();
        assert_eq!(browser.cookies_for(&url, NOW).len(), 1);
        assert_eq!(browser.cookies_for(&url, NOW + Duration::SECOND).len(), 0);
    }

    #[test]
    fn clear_site_data_reaches_the_whole_site_in_chromium_and_one_host_in_firefox() {
        for (engine, left) in [(Engine::Chromium, 0), (Engine::Firefox, 3)] {
            let mut browser = with(engine, APP, &["a=1", "b=1; Domain=penguin.test"]);
            receive(&mut browser, "https://penguin.test.example/", &["c=1"], &[]);
            receive(
                &mut browser,
                "https://auth.penguin.test/",
                &["d=1; Secure; Partitioned"],
                &["\"cookies\""],
            );
            assert_eq!(browser.cookies().count(), left + 1, "{engine}");
        }
    }

    #[test]
    fn chromium_ignores_lines_beside_clear_site_data_even_where_that_does_nothing() {
        let http = "http://app.penguin.test/";
        for (engine, left) in [(Engine::Chromium, "a=1"), (Engine::Firefox, "b=1")] {
            let mut browser = with(engine, http, &["a=1; Path=/"]);
            let lines = ["a=; Path=/; Max-Age=0", "b=1; Path=/"];
            receive(&mut browser, http, &lines, &["\"cache\", \"cookies\""]);
            assert_eq!(header(&browser, http), left, "{engine}");
        }
    }

    #[test]
    fn too_many_cookies_push_out_the_oldest_open_ones() {
        let lines: Vec<_> = (0..181).map(|number| format!("c{number}=1; Path=/")).collect();
        let lines: Vec<_> =
            ["sid=1; Path=/; Secure"].into_iter().chain(lines.iter().map(String::as_str)).collect();
        for engine in Engine::ALL {
            let browser = with(engine, APP, &lines);
            assert!(header(&browser, APP).starts_with("sid=1; c31=1;"), "{engine}");
        }
        assert_eq!(with(Engine::Chromium, APP, &lines[..181]).cookies().count(), 150);
    }

    #[test]
    fn a_partition_of_chromium_keeps_as_many_cookies_as_it_can() {
        let lines: Vec<_> = (0..182).map(|number| format!("c{number}=1; Secure; Partitioned")).collect();
        let lines: Vec<_> = lines.iter().map(String::as_str).collect();
        for (engine, first, count) in [(Engine::Chromium, "c2=1;", 180), (Engine::Firefox, "c31=1;", 151)] {
            let browser = with(engine, APP, &lines);
            assert!(header(&browser, APP).starts_with(first), "{engine}");
            assert_eq!(browser.cookies().count(), count, "{engine}");
        }
    }

    #[test]
    fn a_partition_holds_a_limited_number_of_octets() {
        let long =
            |name: &str, octets: usize| format!("{name}={}; Secure; Partitioned", "x".repeat(octets - 1));
        let names =
            |browser: &Browser| browser.cookies().map(|cookie| cookie.name.clone()).collect::<String>();
        for (engine, octets, left) in [
            (Engine::Chromium, [3413, 3413, 3414], "abc"),
            (Engine::Chromium, [3413, 3414, 3414], "bc"),
            (Engine::Firefox, [4096, 4096, 4096], "abc"),
        ] {
            let [a, b, c] = octets;
            let browser = with(engine, APP, &[&long("a", a), &long("b", b), &long("c", c)]);
            assert_eq!(names(&browser), left, "{engine}");
        }
        // One octet more than Firefox bears, and it evicts down to the limit of Chromium.
        let lines = [long("a", 3414), long("b", 3414), long("c", 3414), long("d", 2047)];
        let browser = with(Engine::Firefox, APP, &lines.each_ref().map(String::as_str));
        assert_eq!(names(&browser), "bcd");
        let plain = lines.map(|line| line.replace("; Partitioned", ""));
        let browser = with(Engine::Chromium, APP, &plain.each_ref().map(String::as_str));
        assert_eq!(names(&browser), "abcd");
    }

    #[test]
    fn firefox_refuses_an_open_cookie_when_all_others_are_secure() {
        let lines: Vec<_> = (0..180).map(|number| format!("c{number}=1; Secure")).collect();
        let lines: Vec<_> = lines.iter().map(String::as_str).collect();
        let mut firefox = with(Engine::Firefox, APP, &lines);
        assert_eq!(receive(&mut firefox, APP, &["a=1"], &[]), [Outcome::Ignored(Rule::TooManyCookies)]);
        assert_eq!(receive(&mut firefox, APP, &["a=1; Secure"], &[]), [Outcome::Stored]);
        assert_eq!(firefox.cookies().count(), 150);
    }
}
