//! A recorded case: a login, a logout, and what a real browser sent before and after. The same
//! steps are taken with the model, so that the two can be compared.

use std::fmt;

use serde::Deserialize;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};
use url::Url;

use super::browser::{Browser, Engine, Outcome, Response};
use super::clearing::Clearing;
use super::cross_origin::{Credentials, CrossOriginFetch, CrossOriginRule, ThirdPartyCookies};
use super::set_cookie::SetCookie;

/// When the recorded cases were run, to the day: some of them have an Expires of that month.
const RECORDED: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

/// One row of a file of recorded cases (docs/cookies.md has its fields).
#[derive(Clone, Debug)]
pub struct Case {
    row: Row,
    login: Url,
    logout: Url,
    late: Url,
    request: Url,
    page: Option<Url>,
}

/// What a browser did with the watched cookies of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The name is still sent, with an empty value.
    Blanked,
    /// Nothing of it is sent any more.
    Cleared,
    /// It was not sent before the logout, and is sent after it.
    Created,
    /// It was not sent even before the logout.
    NeverStored,
    /// The name is still sent, with another value.
    Replaced,
    /// A name with its old value is still sent.
    Survives,
}

/// What the model makes of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// What became of the watched cookies.
    pub verdict: Verdict,
    /// The Cookie header before the logout.
    pub before: Option<String>,
    /// The Cookie header after it.
    pub after: Option<String>,
    /// What decided, in one sentence.
    pub why: String,
}

/// A row that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// It is no JSON object of that layout.
    #[error("it is no recorded case")]
    Layout(#[from] serde_json::Error),
    /// Scheme, host and path make no URL.
    #[error("{text} is no URL")]
    Url {
        /// What they make.
        text: String,
        /// What is wrong with it.
        source: url::ParseError,
    },
}

impl Case {
    /// Reads one row.
    ///
    /// # Errors
    /// If it is no JSON of the right layout, or names no host that can be asked.
    pub fn parse(row: &str) -> Result<Self, CaseError> {
        let row: Row = serde_json::from_str(row)?;
        let url = |scheme: &Option<String>, host: &Option<String>, path: &str| {
            let scheme = scheme.as_ref().unwrap_or(&row.scheme);
            parsed(format!("{scheme}://{}{path}", host.as_ref().unwrap_or(&row.host)))
        };
        Ok(Self {
            login: url(&row.login_scheme, &row.login_host, &row.login_path)?,
            logout: url(&row.logout_scheme, &row.logout_host, &row.logout_path)?,
            late: url(&None, &None, "/api/auth/session")?,
            request: url(&None, &None, &row.request_path)?,
            page: row.logout_from.clone().map(parsed).transpose()?,
            row,
        })
    }

    /// The name of the case.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.row.id
    }

    /// The browser that was run, as the row names it.
    #[must_use]
    pub fn browser(&self) -> &str {
        &self.row.browser
    }

    /// The engine of that browser; `None` if it is not modelled.
    #[must_use]
    pub fn engine(&self) -> Option<Engine> {
        Engine::ALL.into_iter().find(|engine| engine.to_string().eq_ignore_ascii_case(&self.row.browser))
    }

    /// What the browser did.
    #[must_use]
    pub const fn recorded(&self) -> Verdict {
        self.row.verdict
    }

    /// The Cookie headers that the browser sent before and after, where the row has them.
    #[must_use]
    pub fn recorded_headers(&self) -> (Option<&str>, Option<&str>) {
        (self.row.cookie_header_before.as_deref(), self.row.cookie_header_after.as_deref())
    }

    /// Takes the steps of the case with the model of an engine.
    #[must_use]
    pub fn judge(&self, engine: Engine) -> Judgement {
        let mut browser = Browser::new(engine);
        let login = lines(&self.row.login_set_cookie);
        let date = self.row.login_date.as_deref();
        let refused = first_refusal(&browser.receive(&Response { date, ..response(&self.login, &login) }));
        let before = browser.cookie_header(&self.request, RECORDED);
        let mut clearing = Clearing::of(browser);
        let barred = self.log_out(&mut clearing);
        clearing.receive(&response(&self.late, &lines(&self.row.late_set_cookie)));
        let probed = RECORDED + Duration::milliseconds(self.row.delay_ms);
        let after = clearing.after().cookie_header(&self.request, probed);
        let verdict = self.verdict(before.as_deref(), after.as_deref());
        let why = match verdict {
            Verdict::NeverStored => refused.unwrap_or_else(|| NOT_SENT.to_owned()),
            Verdict::Created => "a line after the login sets it".to_owned(),
            Verdict::Cleared => "the logout removes it".to_owned(),
            Verdict::Blanked | Verdict::Replaced | Verdict::Survives => {
                barred.map_or_else(|| self.why_left(&clearing), |rule| rule.to_string())
            }
        };
        Judgement { verdict, before, after, why }
    }

    /// The logout's answer, without what a fetch from another origin does not reach; and the rule
    /// that kept something back.
    fn log_out(&self, clearing: &mut Clearing) -> Option<CrossOriginRule> {
        let engine = clearing.after().engine();
        let mut lines = lines(&self.row.logout_set_cookie);
        let mut clear: Vec<&str> = self.row.clear_site_data().collect();
        let mut barred = None;
        let fetch = self.page.as_ref().map(|page| self.fetch(page));
        if let Some(fetch) = &fetch {
            barred = lines.iter().find_map(|line| fetch.counts(engine, line).err());
            lines.retain(|line| fetch.counts(engine, line).is_ok());
            clear.retain(|_| fetch.counts_for_clear_site_data(engine).is_ok());
        }
        clearing.receive(&Response {
            date: self.row.logout_date.as_deref(),
            clear_site_data: &clear,
            first_party: fetch.is_none_or(|fetch| fetch.is_same_site(engine)),
            ..response(&self.logout, &lines)
        });
        barred
    }

    fn fetch<'a>(&'a self, page: &'a Url) -> CrossOriginFetch<'a> {
        CrossOriginFetch {
            page,
            target: &self.logout,
            credentials: self.row.logout_credentials.unwrap_or(Credentials::SameOrigin),
            third_party_cookies: self.row.third_party_cookies.unwrap_or(ThirdPartyCookies::Blocked),
        }
    }

    fn verdict(&self, before: Option<&str>, after: Option<&str>) -> Verdict {
        let (before, after) = (self.watched(before), self.watched(after));
        if before.is_empty() {
            return if after.is_empty() { Verdict::NeverStored } else { Verdict::Created };
        }
        if before.iter().any(|pair| after.contains(pair)) {
            return Verdict::Survives;
        }
        let still = |name: &str| after.iter().find(|(other, _)| *other == name);
        match before.iter().find_map(|(name, _)| still(name)) {
            None => Verdict::Cleared,
            Some((_, "" | "\"\"")) => Verdict::Blanked,
            Some(_) => Verdict::Replaced,
        }
    }

    /// The pairs of a Cookie header whose names count.
    fn watched<'a>(&self, header: Option<&'a str>) -> Vec<(&'a str, &'a str)> {
        let pairs = header.unwrap_or_default().split("; ").filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or(("", pair)));
        pairs.filter(|(name, _)| self.row.watch.iter().any(|watched| watched == name)).collect()
    }

    fn why_left(&self, clearing: &Clearing) -> String {
        let sent = clearing.before().cookies_for(&self.request, RECORDED);
        let watched = sent.into_iter().filter(|cookie| self.row.watch.contains(&cookie.name));
        let mut reasons = watched.filter_map(|cookie| clearing.why_left(cookie));
        reasons.next().map_or_else(|| "a later line sets it again".to_owned(), |reason| reason.to_string())
    }
}

const NOT_SENT: &str = "no line of the login makes a cookie that the request gets";

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Blanked => "blanked",
            Self::Cleared => "cleared",
            Self::Created => "created",
            Self::NeverStored => "never_stored",
            Self::Replaced => "replaced",
            Self::Survives => "survives",
        })
    }
}

/// A row as it stands in the file.
#[derive(Clone, Debug, Deserialize)]
struct Row {
    id: String,
    scheme: String,
    host: String,
    login_set_cookie: Vec<String>,
    logout_set_cookie: Vec<String>,
    #[serde(default)]
    late_set_cookie: Vec<String>,
    request_path: String,
    watch: Vec<String>,
    verdict: Verdict,
    browser: String,
    cookie_header_before: Option<String>,
    cookie_header_after: Option<String>,
    login_scheme: Option<String>,
    logout_scheme: Option<String>,
    login_host: Option<String>,
    logout_host: Option<String>,
    #[serde(default = "login_path")]
    login_path: String,
    #[serde(default = "logout_path")]
    logout_path: String,
    login_date: Option<String>,
    logout_date: Option<String>,
    #[serde(default)]
    logout_headers: Vec<String>,
    #[serde(default)]
    delay_ms: i64,
    logout_from: Option<String>,
    logout_credentials: Option<Credentials>,
    third_party_cookies: Option<ThirdPartyCookies>,
}

impl Row {
    fn clear_site_data(&self) -> impl Iterator<Item = &str> {
        let named = self.logout_headers.iter().filter_map(|header| header.split_once(':'));
        named
            .filter(|(name, _)| name.eq_ignore_ascii_case("clear-site-data"))
            .map(|(_, value)| value.trim_matches([' ', '\t']))
    }
}

fn login_path() -> String {
    "/api/auth/login".to_owned()
}

fn logout_path() -> String {
    "/api/auth/logout".to_owned()
}

fn parsed(text: String) -> Result<Url, CaseError> {
    Url::parse(&text).map_err(|source| CaseError::Url { text, source })
}

fn lines(texts: &[String]) -> Vec<SetCookie> {
    texts.iter().map(|line| SetCookie::parse(line.as_bytes())).collect()
}

const fn response<'a>(url: &'a Url, set_cookie: &'a [SetCookie]) -> Response<'a> {
    Response { url, set_cookie, date: None, clear_site_data: &[], first_party: true, now: RECORDED }
}

fn first_refusal(outcomes: &[Outcome]) -> Option<String> {
    outcomes.iter().find_map(|outcome| match outcome {
        Outcome::Ignored(rule) => Some(rule.to_string()),
        Outcome::Deleted | Outcome::DeletedNothing | Outcome::Replaced | Outcome::Stored => None,
    })
}
