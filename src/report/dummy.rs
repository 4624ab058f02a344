//! Reports for tests: a run where everything holds, one where everything that
//! can happen to a check has happened, and one that found nobody at home.

use std::time::Duration;

use super::reporter::{Format, Style};
use super::tally::{Tally, requirements};
use crate::check::Finding;
use crate::cookie::SetCookie;
use crate::document::{
    CheckReport, ExchangeReport, Known, Outcome, Report, SCHEMA, Target, Tool, VerdictName,
};
use crate::event::Event;
use crate::evidence::Spent;
use crate::evidence::{Actor, Record, Step};
use crate::http::{self, Answer, Body, Ending, Exchange, Failure, FailureKind};
use crate::level::Level;

/// Everything that a format could trip over: escape sequences, a bidirectional
/// override, XML's end of CDATA, tables, tags, workflow commands, quotes.
pub(super) const HOSTILE: &str = concat!(
    "\u{1b}[31mred\u{1b}[0m \u{9b}2J \u{202e}desrever ]]> | a | `b` <script>alert(1)</script> & ",
    "\"quoted\" 'single' 100%0A ::error::x # TODO\n::stop-commands::pause\n##[error]no\t\u{7f}"
);

/// Where in [`mixed`] the hostile text stands.
pub(super) const HOSTILE_AT: usize = 5;

/// Id, title and requirements of the dummy checks.
const CHECKS: [(&str, &str, &str); 18] = [
    ("live-session-has-identity", "The protected route names the account while its session is live", ""),
    ("login-sets-http-only-cookie", "The session cookie is HttpOnly, and Secure on https", ""),
    ("anonymous-logout-is-401", "A logout without a cookie answers 401", "AC1 AC6 T2"),
    ("anonymous-logout-ends-nothing", "A logout without a cookie ends nobody's session", "AC1"),
    ("bad-token-is-401", "A token that is none answers 401 on both routes", "AC6"),
    ("logout-answers-200", "A logout answers 200 with the promised body", "AC5 T1"),
    ("cookie-cleared", "The browser no longer has the session cookie after logout", "AC3 T4"),
    ("jar-is-signed-out", "The browser's next request is anonymous", "AC4 T5"),
    ("replay-refused", "The captured cookie is refused after logout", "AC2 AC4 T3"),
    ("replay-refused-later", "The captured cookie is still refused after another login", "AC2 T3"),
    ("rotated-values-refused", "Every earlier value of the cookie is refused", "AC2"),
    ("second-logout-is-401", "A second logout with the same cookie answers 401", "AC6"),
    ("login-again-works", "The account can log in again and gets a new token", "T6"),
    (
        "nile-failure-is-500",
        "Nile failures are answered with 500, never with success, and open nothing",
        "T7",
    ),
    ("other-sessions-live", "A logout ends one session and not the account's others", "T8"),
    ("no-resurrection-by-read", "Reads in flight do not bring the session back", "AC2 T8"),
    ("no-store-on-identity", "The answer that names the user is not cached", ""),
    ("other-account-untouched", "A logout does not touch another account", ""),
];

/// A passed check at level deny.
pub(super) fn check(id: &str, title: &str) -> CheckReport {
    CheckReport {
        id: id.to_owned(),
        title: title.to_owned(),
        verdict: VerdictName::Pass,
        level: Level::Deny,
        requirements: Vec::new(),
        references: vec!["OWASP ASVS 5.0 7.4.1".to_owned(), "CWE-613".to_owned()],
        note: "answered 401 while a live session beside it got 200 with its own identity".to_owned(),
        hint: String::new(),
        obstacle: None,
        depends_on: None,
        finding: None,
        known: None,
        is_promised: true,
        exchanges: vec![1],
        ms: 3,
    }
}

/// The dummy checks, all passed.
fn checks() -> Vec<CheckReport> {
    let full = |short: &str| format!("AUTH-4.1/{short}");
    let build = |(id, title, short): (&str, &str, &str)| CheckReport {
        requirements: short.split_whitespace().map(full).collect(),
        ..check(id, title)
    };
    CHECKS.into_iter().map(build).collect()
}

/// A run where everything holds.
pub(super) fn all_pass() -> Report {
    let mut checks = checks();
    // One skip beside them: a run is rarely without.
    no_second_account(&mut checks[17]);
    report(checks)
}

/// A run with every verdict at every level, and hostile text.
pub(super) fn mixed() -> Report {
    let mut checks = checks();
    fail(&mut checks[5], Level::Deny, hostile());
    fail(&mut checks[6], Level::Deny, not_cleared());
    fail(&mut checks[16], Level::Warn, cached());
    fail(&mut checks[1], Level::Allow, Finding::new("HttpOnly and Secure", "Secure is missing"));
    for (at, level) in [(13, Level::Deny), (15, Level::Deny), (4, Level::Warn)] {
        let reason = "the deployment answered 429 (Retry-After: 3600)";
        block(&mut checks[at], level, &format!("could not log in: {reason}"), "rate-limited");
        checks[at].hint = "wait that long, then run again; --max-logins and --only spend less".to_owned();
    }
    no_second_account(&mut checks[17]);
    let mut report = report(checks);
    report.target.insecure = true;
    report.target.mock = false;
    report.target.base_url = "https://staging.penguinmails.test".to_owned();
    report.warnings =
        vec!["the deployment's clock is 94 s behind: expiry dates were judged by its own".to_owned()];
    report.spent.sessions_left = 1;
    report
}

/// A run against a port where nothing listens.
pub(super) fn unreachable() -> Report {
    let mut checks = checks();
    for (at, check) in checks.iter_mut().enumerate() {
        let step = if at % 3 == 0 { "log in" } else { "ask who I am" };
        let reason = "connection refused (Connection refused (os error 111))";
        block(check, Level::Deny, &format!("could not {step}: {reason}"), "unreachable");
        check.hint = FailureKind::Refused.hint().to_owned();
        check.exchanges.clear();
    }
    no_second_account(&mut checks[17]);
    let mut report = report(checks);
    report.target.mock = false;
    report.target.session_cookies.clear();
    report.target.token = None;
    report.spent = Spent { requests: 2, ..Spent::default() };
    report.exchanges.truncate(1);
    report
}

/// A run with a failure that is known, one that was known too long, and one
/// that is listed and fails no more.
pub(super) fn known() -> Report {
    let mut checks = checks();
    for at in [6, 7, 8] {
        let (reason, until) = (format!("PM-4711 {HOSTILE}"), "2026-12-31".to_owned());
        checks[at].known = Some(Known { reason, until, expired: at == 7 });
    }
    fail(&mut checks[6], Level::Deny, not_cleared());
    fail(&mut checks[7], Level::Deny, hostile());
    report(checks)
}

/// All four.
pub(super) fn every() -> [Report; 4] {
    [all_pass(), mixed(), known(), unreachable()]
}

/// Feeds a reporter with the events of the run.
pub(super) fn play(report: &Report, mut listener: impl FnMut(&Event<'_>)) {
    listener(&Event::Started { base_url: &report.target.base_url, checks: report.checks.len() });
    for exchange in &report.exchanges {
        let record = Record { actor: Actor::First, step: Step::Logout, exchange: exchange.exchange.clone() };
        listener(&Event::Exchanged { index: exchange.index, record: &record });
    }
    report.checks.iter().for_each(|check| listener(&Event::Judged(check)));
    listener(&Event::Finished(report));
}

/// What a format makes of a run.
pub(super) fn render(format: Format, style: Style, report: &Report) -> String {
    let mut reporter = format.reporter(style);
    let mut text = Vec::new();
    play(report, |event| reporter.event(event, &mut text).unwrap());
    String::from_utf8(text).unwrap()
}

/// A logout that was answered.
pub(super) fn record() -> Record {
    Record { actor: Actor::First, step: Step::Logout, exchange: logout() }
}

fn fail(check: &mut CheckReport, level: Level, finding: Finding) {
    check.verdict = VerdictName::Fail;
    check.level = level;
    check.note.clear();
    check.finding = Some(finding);
}

fn no_second_account(check: &mut CheckReport) {
    check.verdict = VerdictName::Skip;
    check.obstacle = None;
    check.hint.clear();
    check.note = "no second account was given (--second-email)".to_owned();
}

fn block(check: &mut CheckReport, level: Level, note: &str, obstacle: &str) {
    check.verdict = VerdictName::Blocked;
    check.level = level;
    check.note = note.to_owned();
    check.obstacle = Some(obstacle.to_owned());
}

/// A failure whose evidence a server chose with care.
fn hostile() -> Finding {
    Finding::new("200 with {\"success\":true,\"message\":\"Logged out successfully\"}", HOSTILE)
        .detail(format!("<html>\n  <body>{}</body>\n\n```\n</html>", "long".repeat(75)))
        .because("the route is not the one of the ticket")
        .mend("answer NextResponse.json({ success: true, message: \"Logged out successfully\" })")
}

/// The most likely failure of all.
fn not_cleared() -> Finding {
    Finding::new(
        "nile.session-token is gone from the browser after logout",
        "Chromium and Firefox both keep it: the line that should delete it names another cookie",
    )
    .detail("login:  nile.session-token=<token:1a2b3c4d>; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000")
    .detail("logout: nile-session=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax")
    .because("the route deletes the cookie of the ticket's sample (nile-session), but Nile calls it nile.session-token")
    .mend("forward the Set-Cookie lines of Nile's own sign-out answer instead of writing one by hand")
}

/// A failure that only warns.
fn cached() -> Finding {
    Finding::new("Cache-Control: no-store", "no Cache-Control header at all")
        .because("Next.js adds none to route handlers")
        .mend("send Cache-Control: no-store from the protected route")
}

fn report(checks: Vec<CheckReport>) -> Report {
    let mut report = Report {
        schema: SCHEMA,
        tool: Tool {
            name: "penguin-auth".to_owned(),
            version: "0.1.0".to_owned(),
            run: "7f3a9c01".to_owned(),
        },
        target: target(),
        outcome: Outcome::Passed,
        exit_code: 0,
        requirements: requirements(&checks),
        checks,
        warnings: Vec::new(),
        spent: Spent { requests: 88, logins: 4, wrong_passwords: 1, other_logins: 1, sessions_left: 0 },
        exchanges: exchanges(),
        started_at: "2026-03-01T12:00:00Z".to_owned(),
        duration_ms: 824,
    };
    report.outcome = Tally::of(&report.checks).outcome();
    report.exit_code = report.outcome.exit().code();
    report
}

fn target() -> Target {
    Target {
        base_url: "http://127.0.0.1:40313".to_owned(),
        mock: true,
        profile: "ticket".to_owned(),
        accounts: vec!["a…@penguin.test".to_owned()],
        session_cookies: vec!["nile.session-token".to_owned()],
        token: Some("opaque".to_owned()),
        insecure: false,
    }
}

/// A failed request and two that were answered.
fn exchanges() -> Vec<ExchangeReport> {
    let failure =
        Failure { kind: FailureKind::Refused, message: "Connection refused (os error 111)".to_owned() };
    let refused = Exchange { result: http::Outcome::Failure(failure), ..logout() };
    let hostile_body = Body { text: HOSTILE.to_owned(), octets: 4096, ending: Ending::BrokenOff };
    let odd = Exchange { result: http::Outcome::Answer(answer(hostile_body)), ..logout() };
    let all = [refused, logout(), odd].into_iter().enumerate();
    let record = |exchange| Record { actor: Actor::First, step: Step::Logout, exchange };
    all.map(|(index, exchange)| ExchangeReport::new(index, &record(exchange))).collect()
}

fn logout() -> Exchange {
    let text = r#"{"success":true,"message":"Logged out successfully"}"#.to_owned();
    Exchange {
        method: "POST".to_owned(),
        url: "http://127.0.0.1:40313/api/auth/logout".to_owned(),
        request_headers: vec![
            ("user-agent".to_owned(), "penguin-auth/0.1.0 (run 7f3a9c01)".to_owned()),
            ("content-type".to_owned(), "application/json".to_owned()),
            ("cookie".to_owned(), "nile.session-token=<token:1a2b3c4d>".to_owned()),
        ],
        request_body: Some("{}".to_owned()),
        fresh_connection: false,
        started: Duration::from_micros(40_250),
        finished: Duration::from_micros(43_500),
        result: http::Outcome::Answer(answer(Body { octets: text.len(), text, ending: Ending::Whole })),
    }
}

fn answer(body: Body) -> Answer {
    Answer {
        status: 200,
        version: "HTTP/1.1".to_owned(),
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        set_cookies: vec![SetCookie::parse(b"nile-session=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT")],
        body,
    }
}
