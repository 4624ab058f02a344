//! What browsers make of a login's and a logout's lines, as one plain document
//! (docs/cookies.md lists its fields, which are a promise).

use serde::Serialize;

use crate::cookie::{Browser, Clearing, Cookie, Engine, Fate, Outcome, SetCookie, line_that_would_work};
use crate::exit::Exit;

/// The version of the document.
const SCHEMA: u32 = 1;

/// The document.
#[derive(Clone, Debug, Serialize)]
pub struct CookiesReport {
    schema: u32,
    command: &'static str,
    /// `cleared`, `cleared-in-one` or `not-cleared`.
    pub outcome: &'static str,
    exit_code: u8,
    /// Where the login's lines come from.
    pub url: String,
    /// What is asked afterwards.
    pub request: String,
    /// Each line, the login's first.
    pub lines: Vec<LineReport>,
    /// Each browser.
    pub browsers: Vec<BrowserReport>,
    /// Each cookie of the login that counts.
    pub cookies: Vec<CookieReport>,
}

/// One line.
#[derive(Clone, Debug, Serialize)]
pub struct LineReport {
    /// `login 1`, `logout 2`.
    pub name: String,
    /// As it was sent, its value replaced if it could be a secret.
    pub line: String,
    /// What each browser makes of it.
    pub told: Vec<Told>,
}

/// What one browser makes of a line, or what became of a cookie in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// `Chromium` or `Firefox`.
    pub browser: String,
    /// One or two words.
    pub what: &'static str,
    /// Why, as a sentence, where it is not what the line asks for.
    pub why: Option<String>,
    /// Where the rule stands that decided.
    pub source: &'static str,
}

/// One browser at the end.
#[derive(Clone, Debug, Serialize)]
pub struct BrowserReport {
    /// `Chromium` or `Firefox`.
    pub browser: String,
    /// The worst that became of a cookie.
    pub fate: &'static str,
    /// The cookies that it still holds.
    pub holds: Vec<String>,
    /// The Cookie header before the logout.
    pub sent_before: Option<String>,
    /// The Cookie header after it.
    pub sent_after: Option<String>,
}

/// One cookie of the login.
#[derive(Clone, Debug, Serialize)]
pub struct CookieReport {
    /// Its name.
    pub name: String,
    /// What became of it in each browser that kept it.
    pub told: Vec<Told>,
    /// The line that removes it in both.
    pub line_that_would_work: String,
}

/// What one browser went through.
#[derive(Debug)]
pub struct Lived {
    /// What came of each line of the login.
    pub login: Vec<Outcome>,
    /// Before and after the logout.
    pub clearing: Clearing,
    /// The cookies that count.
    pub counted: Vec<Cookie>,
    /// The Cookie headers before and after.
    pub sent: (Option<String>, Option<String>),
}

impl CookiesReport {
    /// The document about browsers that went through the same.
    #[must_use]
    pub fn new(url: String, request: String, login: &[SetCookie], lived: &[Lived]) -> Self {
        let browsers: Vec<BrowserReport> = lived.iter().map(browser).collect();
        let cleared = browsers.iter().filter(|browser| browser.fate == fate_in_words(Fate::Cleared)).count();
        let (outcome, exit) = match cleared {
            0 => ("not-cleared", Exit::Failed),
            all if all == browsers.len() => ("cleared", Exit::Passed),
            _ => ("cleared-in-one", Exit::Failed),
        };
        let (schema, command, exit_code) = (SCHEMA, "cookies", exit.code());
        let lines = login_lines(login, lived).chain(logout_lines(lived)).collect();
        let cookies = cookies(lived);
        Self { schema, command, outcome, exit_code, url, request, lines, browsers, cookies }
    }

    /// How the command ends.
    #[must_use]
    pub fn exit(&self) -> Exit {
        if self.exit_code == Exit::Passed.code() { Exit::Passed } else { Exit::Failed }
    }
}

fn login_lines<'a>(login: &'a [SetCookie], lived: &'a [Lived]) -> impl Iterator<Item = LineReport> + 'a {
    login.iter().enumerate().map(|(index, line)| LineReport {
        name: format!("login {}", index + 1),
        line: line.line(),
        told: lived.iter().filter_map(|lived| Some(told(engine(lived), lived.login.get(index)?))).collect(),
    })
}

fn logout_lines(lived: &[Lived]) -> impl Iterator<Item = LineReport> + '_ {
    let lines = lived.first().into_iter().flat_map(|lived| lived.clearing.lines());
    lines.enumerate().map(|(index, (line, _))| LineReport {
        name: format!("logout {}", index + 1),
        line: line.line(),
        told: lived
            .iter()
            .filter_map(|lived| Some(told(engine(lived), lived.clearing.lines().nth(index)?.1)))
            .collect(),
    })
}

fn engine(lived: &Lived) -> Engine {
    lived.clearing.after().engine()
}

fn told(engine: Engine, outcome: &Outcome) -> Told {
    let (what, why, source) = match outcome {
        Outcome::Deleted => ("deleted", None, STORAGE_MODEL),
        Outcome::DeletedNothing => ("nothing to delete", None, STORAGE_MODEL),
        Outcome::Ignored(rule) => ("ignored", Some(rule.to_string()), rule.source()),
        Outcome::Replaced => ("replaced", None, STORAGE_MODEL),
        Outcome::Stored => ("stored", None, STORAGE_MODEL),
    };
    Told { browser: engine.to_string(), what, why, source }
}

/// Where it stands what a browser stores, replaces and deletes.
const STORAGE_MODEL: &str = "RFC 6265bis 5.7";

fn browser(lived: &Lived) -> BrowserReport {
    let after: &Browser = lived.clearing.after();
    let fates = lived.counted.iter().map(|cookie| lived.clearing.fate(cookie));
    let worst = fates.max_by_key(|fate| severity(*fate));
    BrowserReport {
        browser: after.engine().to_string(),
        fate: worst.map_or("never stored", fate_in_words),
        holds: after.cookies().map(Cookie::pair).collect(),
        sent_before: lived.sent.0.clone(),
        sent_after: lived.sent.1.clone(),
    }
}

fn cookies(lived: &[Lived]) -> Vec<CookieReport> {
    let mut cookies: Vec<&Cookie> = Vec::new();
    for cookie in lived.iter().flat_map(|lived| &lived.counted) {
        if !cookies.iter().any(|known| known.is_same_cookie(cookie)) {
            cookies.push(cookie);
        }
    }
    let report = |cookie: &Cookie| CookieReport {
        name: cookie.name.clone(),
        told: lived.iter().filter_map(|lived| fate(lived, cookie)).collect(),
        line_that_would_work: line_that_would_work(cookie),
    };
    cookies.into_iter().map(report).collect()
}

/// What became of a cookie in a browser that kept it.
fn fate(lived: &Lived, cookie: &Cookie) -> Option<Told> {
    let cookie = lived.counted.iter().find(|kept| kept.is_same_cookie(cookie))?;
    let fate = lived.clearing.fate(cookie);
    let reason = match fate {
        Fate::Cleared => None,
        Fate::Blanked | Fate::Replaced | Fate::Survives => lived.clearing.why_left(cookie),
    };
    Some(Told {
        browser: engine(lived).to_string(),
        what: fate_in_words(fate),
        source: reason.as_ref().map_or(STORAGE_MODEL, crate::cookie::Reason::source),
        why: reason.map(|reason| reason.to_string()),
    })
}

const fn severity(fate: Fate) -> u8 {
    match fate {
        Fate::Cleared => 0,
        Fate::Blanked => 1,
        Fate::Replaced => 2,
        Fate::Survives => 3,
    }
}

const fn fate_in_words(fate: Fate) -> &'static str {
    match fate {
        Fate::Blanked => "emptied, but still there",
        Fate::Cleared => "cleared",
        Fate::Replaced => "replaced",
        Fate::Survives => "survives",
    }
}
