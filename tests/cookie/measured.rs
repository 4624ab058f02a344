//! 268 cases that were run in real browsers. The rows of `WebKitGTK` are left out: its engine is
//! not modelled. `BROWSER_CASES` names another file of the same layout to run instead.

use std::fmt::Write as _;

use penguin_auth::cookie::{
    Browser, Credentials, CrossOriginFetch, Engine, Response, SetCookie, ThirdPartyCookies,
};
use serde::Deserialize;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};
use url::Url;

/// When the cases were run, to the day.
const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

#[test]
fn chromium_does_what_chromium_did() {
    assert_agreement(Engine::Chromium, "chromium");
}

#[test]
fn firefox_does_what_firefox_did() {
    assert_agreement(Engine::Firefox, "firefox");
}

fn assert_agreement(engine: Engine, browser: &str) {
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/browser-cases-a.jsonl");
    let path = std::env::var("BROWSER_CASES").unwrap_or_else(|_| fixture.to_owned());
    let text = std::fs::read_to_string(path).unwrap();
    let cases: Vec<Case> = text.lines().map(|row| serde_json::from_str(row).unwrap()).collect();
    let cases: Vec<_> = cases.iter().filter(|case| case.browser == browser).collect();
    let mut report = String::new();
    let wrong = cases.iter().filter_map(|case| case.difference(engine)).inspect(|difference| {
        writeln!(report, "{difference}").unwrap();
    });
    let wrong = wrong.count();
    let right = cases.len() - wrong;
    assert!(wrong == 0 && right > 0, "{engine}: {right} of {} agree\n{report}", cases.len());
}

/// One row.
#[derive(Deserialize)]
struct Case {
    id: String,
    description: String,
    scheme: String,
    host: String,
    login_set_cookie: Vec<String>,
    logout_set_cookie: Vec<String>,
    #[serde(default)]
    late_set_cookie: Vec<String>,
    request_path: String,
    watch: Vec<String>,
    verdict: String,
    cookie_header_before: Option<String>,
    cookie_header_after: Option<String>,
    browser: String,
    login_scheme: Option<String>,
    logout_scheme: Option<String>,
    login_host: Option<String>,
    logout_host: Option<String>,
    login_path: Option<String>,
    logout_path: Option<String>,
    login_date: Option<String>,
    logout_date: Option<String>,
    #[serde(default)]
    logout_headers: Vec<String>,
    #[serde(default)]
    delay_ms: i64,
    logout_from: Option<String>,
    logout_credentials: Option<String>,
    third_party_cookies: Option<String>,
}

impl Case {
    fn difference(&self, engine: Engine) -> Option<String> {
        let mut browser = Browser::new(engine);
        let probe = self.url(None, None, &self.request_path);
        self.login(&mut browser);
        let before = browser.cookie_header(&probe, NOW);
        self.logout(&mut browser);
        self.late(&mut browser);
        let after = browser.cookie_header(&probe, NOW + Duration::milliseconds(self.delay_ms));
        let verdict = self.judge(before.as_deref(), after.as_deref());
        let agrees = verdict == self.verdict
            && before == self.cookie_header_before
            && after == self.cookie_header_after;
        (!agrees).then(|| {
            let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
            format!(
                "{} ({}): {verdict} [{before:.80}] [{after:.80}], measured {} [{:.80}] [{:.80}]",
                self.id,
                self.description,
                self.verdict,
                self.cookie_header_before.as_deref().unwrap_or_default(),
                self.cookie_header_after.as_deref().unwrap_or_default()
            )
        })
    }

    fn login(&self, browser: &mut Browser) {
        let path = self.login_path.as_deref().unwrap_or("/api/auth/login");
        let url = self.url(self.login_scheme.as_deref(), self.login_host.as_deref(), path);
        receive(browser, &url, &parsed(&self.login_set_cookie), self.login_date.as_deref(), &[]);
    }

    fn logout(&self, browser: &mut Browser) {
        let path = self.logout_path.as_deref().unwrap_or("/api/auth/logout");
        let url = self.url(self.logout_scheme.as_deref(), self.logout_host.as_deref(), path);
        let mut lines = parsed(&self.logout_set_cookie);
        let mut clear: Vec<_> =
            self.logout_headers.iter().filter_map(|header| clear_site_data(header)).collect();
        if let Some(page) = &self.logout_from {
            let page = Url::parse(page).unwrap();
            let fetch = self.fetch(&page, &url);
            lines.retain(|line| fetch.counts(browser.engine(), line).is_ok());
            clear.retain(|_| fetch.counts_for_clear_site_data(browser.engine()).is_ok());
        }
        receive(browser, &url, &lines, self.logout_date.as_deref(), &clear);
    }

    fn late(&self, browser: &mut Browser) {
        let url = self.url(None, None, "/api/auth/session");
        receive(browser, &url, &parsed(&self.late_set_cookie), None, &[]);
    }

    fn fetch<'a>(&self, page: &'a Url, target: &'a Url) -> CrossOriginFetch<'a> {
        let credentials = match self.logout_credentials.as_deref() {
            Some("include") => Credentials::Include,
            Some("omit") => Credentials::Omit,
            Some("same-origin") | None => Credentials::SameOrigin,
            Some(other) => panic!("unknown credentials mode {other}"),
        };
        let third_party_cookies = match self.third_party_cookies.as_deref() {
            Some("allowed") => ThirdPartyCookies::Allowed,
            Some(_) | None => ThirdPartyCookies::Blocked,
        };
        CrossOriginFetch { page, target, credentials, third_party_cookies }
    }

    fn url(&self, scheme: Option<&str>, host: Option<&str>, path: &str) -> Url {
        let (scheme, host) = (scheme.unwrap_or(&self.scheme), host.unwrap_or(&self.host));
        Url::parse(&format!("{scheme}://{host}{path}")).unwrap()
    }

    fn judge(&self, before: Option<&str>, after: Option<&str>) -> &'static str {
        let (before, after) = (self.watched(before), self.watched(after));
        let still = |name: &str| after.iter().find(|(other, _)| other == name);
        if before.is_empty() {
            return if after.is_empty() { "never_stored" } else { "created" };
        }
        if before.iter().any(|pair| after.contains(pair)) {
            return "survives";
        }
        match before.iter().find_map(|(name, _)| still(name)) {
            None => "cleared",
            Some((_, value)) if value.is_empty() || value == "\"\"" => "blanked",
            Some(_) => "replaced",
        }
    }

    fn watched(&self, header: Option<&str>) -> Vec<(String, String)> {
        let pairs = header.unwrap_or_default().split("; ").filter(|pair| !pair.is_empty());
        pairs
            .map(|pair| pair.split_once('=').unwrap_or(("", pair)))
            .filter(|(name, _)| self.watch.iter().any(|watched| watched == name))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }
}

fn parsed(lines: &[String]) -> Vec<SetCookie> {
    lines.iter().map(|line| SetCookie::parse(line.as_bytes())).collect()
}

fn clear_site_data(header: &str) -> Option<&str> {
    let (name, value) = header.split_once(':')?;
    name.eq_ignore_ascii_case("clear-site-data").then(|| value.trim())
}

fn receive(browser: &mut Browser, url: &Url, lines: &[SetCookie], date: Option<&str>, clear: &[&str]) {
    browser.receive(&Response { url, set_cookie: lines, date, clear_site_data: clear, now: NOW });
}
