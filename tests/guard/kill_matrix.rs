//! Every planted defect against every check: each defect is caught by exactly
//! the checks named here, each check is killed by a defect, and a sound
//! deployment in all its dresses passes everything.

use std::collections::BTreeSet;
use std::net::TcpListener;

use penguin_auth::check::CATALOGUE;
use penguin_auth::evidence::Outage;
use penguin_auth::mock::{Defect, Listener, MockDeployment, MockOptions};
use penguin_auth::report::{Outcome, Report, Tally, VerdictName};

use crate::real_browser;
use crate::run::{ADA_AND_BOB, examine_deployment, examine_mock, examine_steered};

/// How a defect is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Run {
    /// `verify --mock`.
    Plain,
    /// With `--without-csrf`.
    WithoutCsrf,
    /// With `--slow`: Nile stalls, and is slow.
    Slow,
    /// As a deployment whose Nile is steered with `--nile-control`.
    Steered,
    /// Against the mock's IP address.
    ByAddress,
    /// With `--protected /api/campaigns`.
    Protected,
    /// With `--intrusive`.
    Intrusive,
}

use Run::{ByAddress, Intrusive, Plain, Protected, Slow, Steered, WithoutCsrf};

/// Defect → exactly the checks that fail. A check that is blocked because
/// another one explains it does not count.
pub(crate) const MATRIX: &[(&str, Run, &[&str])] = &[
    // What the logout leaves alive on the server.
    ("keeps-session", Plain, &["session-ended-on-server"]),
    ("logout-replaces-session", Plain, &["session-ended-on-server"]),
    ("jwe-not-revoked", Plain, &["session-ended-on-server"]),
    (
        "ticket-sample",
        Plain,
        &["cookie-cleared", "me-401-after-logout", "no-clear-of-unknown-cookie", "session-ended-on-server"],
    ),
    ("stale-after-logout", Plain, &["session-ended-on-server"]),
    ("replay-flaps", Plain, &["session-ended-on-server"]),
    ("old-rotation-valid", Plain, &["rotated-values-ended"]),
    ("remember-me-alive", Plain, &["session-ended-on-server"]),
    ("login-revives-old", Plain, &["old-session-stays-dead"]),
    ("reuses-token", Plain, &["login-again"]),
    ("kills-all", Plain, &["other-session-survives"]),
    ("ends-other-accounts", Plain, &["other-account-survives"]),
    ("parallel-logouts-lose-one", Plain, &["parallel-logouts"]),
    ("parallel-logout-500", Plain, &["parallel-logouts"]),
    ("resurrect-in-store", Plain, &["reads-in-flight"]),
    ("resurrect-by-read", Plain, &["reads-in-flight"]),
    (
        "silent-without-csrf",
        WithoutCsrf,
        &["cookie-cleared", "me-401-after-logout", "session-ended-on-server"],
    ),
    // What the browser keeps.
    ("clears-wrong-cookie", Plain, &["cookie-cleared", "no-clear-of-unknown-cookie"]),
    ("no-clear", Plain, &["cookie-cleared"]),
    ("blanks-cookie", Plain, &["cookie-not-blanked"]),
    ("clear-wrong-path", Plain, &["cookie-cleared"]),
    ("clear-default-path", Plain, &["cookie-cleared"]),
    ("clear-without-domain", Plain, &["cookie-cleared"]),
    ("twin-cookie-left", Plain, &["cookie-cleared", "login-cookie-lines"]),
    ("clear-prefix-without-secure", Plain, &["cookie-cleared"]),
    ("clear-without-partitioned", Plain, &["cookie-cleared"]),
    ("set-after-clear", Plain, &["cookie-cleared"]),
    ("chunk-left", Plain, &["cookie-cleared"]),
    ("remember-me-left", Plain, &["companion-cookies-cleared"]),
    ("comma-joined", Plain, &["cookie-cleared"]),
    ("clear-with-tab", Plain, &["cleared-in-every-browser"]),
    ("clears-unknown-too", Plain, &["no-clear-of-unknown-cookie"]),
    ("login-cookie-refused", Plain, &["browser-keeps-session-cookie"]),
    // What the logout answers.
    ("logout-201", Plain, &["logout-answers-200"]),
    ("logout-204", Plain, &["logout-answers-200"]),
    ("logout-redirects", Plain, &["logout-answers-200"]),
    ("logout-html", Plain, &["logout-body"]),
    ("logout-message-differs", Plain, &["logout-body"]),
    ("logout-success-as-text", Plain, &["logout-body"]),
    ("logout-body-extra", Plain, &["logout-body"]),
    ("logout-cut-body", Plain, &["logout-answers-200"]),
    ("logout-stalls", Plain, &["logout-answers-200"]),
    ("logout-endless-body", Plain, &["logout-answers-200"]),
    ("logout-header-flood", Plain, &["logout-answers-200"]),
    ("logout-gzip", Plain, &["logout-body"]),
    ("second-logout-500", Plain, &["second-logout"]),
    ("invalid-token-500", Plain, &["logout-refuses-bad-tokens", "second-logout"]),
    ("oversized-token-500", Plain, &["logout-refuses-bad-tokens"]),
    ("me-oversized-500", Plain, &["me-refuses-bad-tokens"]),
    ("anonymous-logout-200", Plain, &["logout-requires-session"]),
    ("anonymous-logout-ends-latest", Plain, &["anonymous-logout-ends-nothing"]),
    ("unauthorized-body-differs", Plain, &["logout-requires-session"]),
    ("get-logout", Plain, &["get-does-not-log-out"]),
    ("head-logout", Plain, &["head-does-not-log-out"]),
    ("prefetch-logout", Plain, &["disguised-get-does-not-log-out"]),
    ("override-logout", Plain, &["disguised-get-does-not-log-out"]),
    ("delete-logout", Plain, &["other-methods-do-not-log-out"]),
    ("trace-echoes", Intrusive, &["trace-shows-nothing"]),
    // What comes from other sites, or leads there.
    ("logout-from-anywhere", Plain, &["logout-refuses-forged-requests"]),
    ("origin-by-its-beginning", Plain, &["logout-compares-origins-exactly"]),
    ("login-from-anywhere", Intrusive, &["login-refuses-forged-requests"]),
    ("cors-reflects", Plain, &["cors-trusts-no-stranger"]),
    ("broken-body-500", Plain, &["logout-survives-a-broken-body"]),
    ("logout-leads-anywhere", Plain, &["logout-leads-to-no-stranger"]),
    ("believes-forwarded-host", Intrusive, &["forwarded-host-is-not-believed"]),
    ("answers-plain-http", Plain, &["nothing-over-plain-http"]),
    // What the protected route answers.
    ("me-403", Plain, &["me-401-after-logout", "me-requires-session", "session-ended-on-server"]),
    ("me-redirects", Plain, &["me-401-after-logout", "me-requires-session", "session-ended-on-server"]),
    (
        "me-login-page",
        Plain,
        &["me-401-after-logout", "me-refuses-bad-tokens", "me-requires-session", "session-ended-on-server"],
    ),
    (
        "me-200-null",
        Plain,
        &["me-401-after-logout", "me-refuses-bad-tokens", "me-requires-session", "session-ended-on-server"],
    ),
    ("me-no-identity", Plain, &["live-session-has-identity"]),
    ("login-then-401", Plain, &["live-session-has-identity"]),
    ("me-lists-users", Plain, &["live-session-has-identity"]),
    (
        "refuses-ip-origin",
        ByAddress,
        &["live-session-has-identity", "logout-refuses-bad-tokens", "logout-requires-session"],
    ),
    // The token is looked at only in part.
    ("compares-prefix", Plain, &["logout-refuses-bad-tokens", "me-refuses-bad-tokens"]),
    ("ignores-last-character", Plain, &["logout-refuses-bad-tokens", "me-refuses-bad-tokens"]),
    ("empty-token-is-latest", Plain, &["logout-refuses-bad-tokens"]),
    // What the login does.
    ("login-without-cookie", Plain, &["login-sets-session-cookie"]),
    (
        "mock-login",
        Plain,
        &["login-hides-unknown-email", "login-refuses-wrong-password", "login-sets-session-cookie"],
    ),
    ("accepts-any-password", Plain, &["login-refuses-wrong-password"]),
    ("wrong-password-500", Plain, &["login-refuses-wrong-password"]),
    ("unknown-email-404", Plain, &["login-hides-unknown-email"]),
    ("unknown-email-text", Plain, &["login-hides-unknown-email"]),
    ("adopts-offered-session", Plain, &["session-fixation"]),
    ("relogin-refused", Plain, &["login-again"]),
    ("token-in-debug-header", Plain, &["token-stays-in-cookie"]),
    ("token-in-location", Plain, &["token-stays-in-cookie"]),
    ("token-in-body", Plain, &["token-stays-in-cookie"]),
    // What the session cookie and its token are like.
    ("plain-cookie-on-https", Plain, &["session-cookie-secure"]),
    ("cookie-without-http-only", Plain, &["session-cookie-http-only"]),
    ("cookie-without-same-site", Plain, &["session-cookie-same-site"]),
    ("cookie-for-ten-years", Plain, &["session-lifetime"]),
    ("token-without-expiry", Plain, &["session-lifetime"]),
    ("short-token", Plain, &["token-is-random"]),
    ("counting-token", Plain, &["token-is-random"]),
    ("readable-token", Plain, &["token-hides-person"]),
    ("unsigned-token", Plain, &["token-is-signed"]),
    // What every answer carries.
    ("answer-from-cache", Plain, &["no-answer-from-a-cache"]),
    ("no-cache-control", Plain, &["answers-not-stored"]),
    ("csrf-cookie-left", Plain, &["other-cookies-cleared"]),
    ("dead-cookie-left", Plain, &["dead-cookie-cleared"]),
    ("clear-site-data-unquoted", Plain, &["clear-site-data"]),
    ("stack-in-refusal", Plain, &["bodies-hide-internals"]),
    ("names-its-version", Plain, &["headers-hide-versions"]),
    ("json-as-text", Plain, &["content-type-fits"]),
    ("no-nosniff", Plain, &["no-sniffing"]),
    ("bare-refusals", Plain, &["refusals-name-the-way"]),
    ("no-hsts", Plain, &["strict-transport-security"]),
    ("clock-ahead", Plain, &["clock-agrees"]),
    // Other credentials, other routes, odd requests.
    ("shows-bad-token", Plain, &["bad-tokens-not-shown"]),
    ("reads-last-cookie-line", Plain, &["odd-cookie-headers"]),
    ("accepts-unprefixed-name", Plain, &["unprefixed-cookie-refused"]),
    ("unknown-routes-401", Intrusive, &["unknown-route-is-404"]),
    ("other-route-decodes", Protected, &["other-routes-refuse"]),
    ("session-read-reissues", Plain, &["session-read-after-logout"]),
    ("bearer-not-revoked", Intrusive, &["token-refused-elsewhere"]),
    ("etag-before-session", Plain, &["conditional-read-refused"]),
    ("adopts-issued-session", Plain, &["session-fixation"]),
    // What only an attacker would do.
    ("broken-percent-500", Intrusive, &["malformed-tokens-refused"]),
    ("login-keeps-session", Intrusive, &["login-replaces-session"]),
    ("logout-ends-later-logins", Intrusive, &["login-beside-logout"]),
    ("dropped-logout-half-done", Intrusive, &["dropped-logout"]),
    ("unknown-email-fast", Intrusive, &["login-time-hides-unknown-email"]),
    ("no-login-limit", Intrusive, &["login-limits-guesses"]),
    ("limit-blocks-logout", Intrusive, &["logout-despite-limit"]),
    // One caller is answered as another.
    (
        "shared-session-cache",
        Plain,
        &["accounts-stay-apart", "anonymous-sees-nobody", "me-401-after-logout", "me-refuses-bad-tokens"],
    ),
    (
        "context-leak",
        Plain,
        // Its own jar has no cookie left after the logout, like any other caller.
        &[
            "anonymous-logout-ends-nothing",
            "anonymous-sees-nobody",
            "logout-requires-session",
            "me-401-after-logout",
        ],
    ),
    ("leak-during-logout", Plain, &["anonymous-sees-nobody"]),
    ("leak-after-failed-logout", Plain, &["nile-failure-recovery"]),
    // Nile fails.
    ("fail-open", Plain, &["nile-failure-anonymous"]),
    ("opens-on-null", Steered, &["nile-failure-anonymous"]),
    ("success-when-nile-fails", Plain, &["nile-failure-500", "nile-failure-garbage"]),
    ("ignores-sign-out-failure", Steered, &["nile-failure-signout-only"]),
    ("no-nile-deadline", Slow, &["nile-failure-slow", "nile-failure-stall"]),
    ("success-when-nile-stalls", Steered, &["nile-failure-slow", "nile-failure-stall"]),
    ("nile-error-in-body", Plain, &["bodies-hide-internals", "nile-failure-500", "nile-failure-garbage"]),
    ("unreachable-is-401", Steered, &["nile-failure-refuse", "nile-failure-reset"]),
    (
        "nothing-is-nobody",
        Steered,
        &["nile-failure-404-empty", "nile-failure-array", "nile-failure-empty", "nile-failure-null"],
    ),
    (
        "passes-nile-status-on",
        Steered,
        &[
            "nile-failure-404-empty",
            "nile-failure-429",
            "nile-failure-500",
            "nile-failure-500-json",
            "nile-failure-503-html",
            "nile-failure-signout-only",
        ],
    ),
];

/// The checks that need `--intrusive`.
const INTRUSIVE: [&str; 12] = [
    "dropped-logout",
    "forwarded-host-is-not-believed",
    "login-beside-logout",
    "login-limits-guesses",
    "login-refuses-forged-requests",
    "login-replaces-session",
    "login-time-hides-unknown-email",
    "logout-despite-limit",
    "malformed-tokens-refused",
    "token-refused-elsewhere",
    "trace-shows-nothing",
    "unknown-route-is-404",
];

/// A further route of the mock.
const PROTECTED: [&str; 2] = ["--protected", "/api/campaigns"];

/// A sound deployment must pass in each of these.
const DRESSES: &[&[&str]] = &[
    &[],
    &["--token", "jwe"],
    &["--tls"],
    &["--tls", "--secure-names"],
    &["--secure-names", "--token", "jwe"],
    &["--chunked"],
    &["--chunked", "--tls", "--secure-names", "--token", "jwe"],
    &["--cookie-path", "/api"],
    &["--cookie-domain", "penguin.test"],
    &["--cookie-domain", "penguin.test", "--tls", "--secure-names"],
    &["--clear", "max-age"],
    &["--clear", "expires"],
    &["--clear", "bare"],
    &["--rotating"],
    &["--rotating", "--token", "jwe", "--chunked"],
    &["--remember-me"],
    &["--remember-me", "--rotating", "--cookie-path", "/api", "--clear", "max-age"],
    &["--busy"],
    &["--busy", "--remember-me", "--token", "jwe"],
    &["--busy", "--rotating", "--chunked"],
    &["--without-csrf"],
    &PROTECTED,
    &["--protected", "/api/campaigns,/api/auth/session", "--rotating"],
    &["--intrusive"],
    &["--intrusive", "--tls", "--secure-names", "--token", "jwe", "--chunked"],
    &["--intrusive", "--busy", "--remember-me", "--rotating"],
];

#[test]
fn every_defect_is_caught_by_exactly_the_checks_of_the_table() {
    let _alone = crate::ALL_CORES.lock();
    let mut wrong = Vec::new();
    for (defect, run, expected) in MATRIX {
        let report = run.look_for(defect);
        let failed = failed(&report);
        let expected: BTreeSet<String> = expected.iter().map(|id| (*id).to_owned()).collect();
        if failed != expected {
            wrong.push(format!("{defect}: expected {expected:?}, failed {failed:?}"));
        }
        if !explains_what_depends(&report) {
            wrong.push(format!("{defect}: something depends on checks that did not fail"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The anonymous logout is answered with success, and clears the same name.
#[test]
fn a_name_that_another_logout_cleared_is_still_unknown() {
    let report = examine_mock(&["--defect", "clears-wrong-cookie", "--defect", "context-leak"]);
    assert!(failed(&report).contains("no-clear-of-unknown-cookie"));
}

/// The line that signs the session anew comes after those of the logout, and
/// wins.
#[test]
fn a_late_line_that_brings_the_session_back_is_shown_as_a_browser_takes_it() {
    let report = examine_mock(&["--defect", "resurrect-by-read"]);
    let check = report.checks.iter().find(|check| check.id == "reads-in-flight").unwrap();
    let details = &check.finding.as_ref().unwrap().details;
    assert!(details[0].starts_with("Chromium ends with nile.session-token=<token:"), "{details:?}");
}

/// The route answers 200 {} to anybody, also to the cookie of the load balancer.
#[test]
fn a_cookie_that_is_let_in_without_an_identity_carries_no_session() {
    let report = examine_mock(&["--busy", "--defect", "me-200-null"]);
    assert_eq!(report.target.session_cookies, ["nile.session-token"]);
}

/// Cookies without a session are refused, so the leak does not explain it.
#[test]
fn a_leak_to_callers_without_a_cookie_hides_no_session_that_lives_on() {
    let report = examine_mock(&["--defect", "keeps-session", "--defect", "context-leak"]);
    assert!(failed(&report).contains("session-ended-on-server"));
    let report = examine_mock(&["--defect", "keeps-session", "--defect", "shared-session-cache"]);
    assert!(!failed(&report).contains("session-ended-on-server"));
}

#[test]
fn the_table_names_every_defect_once() {
    let named: Vec<&str> = MATRIX.iter().map(|(defect, _, _)| *defect).collect();
    let known: BTreeSet<&str> = Defect::ALL.iter().map(|defect| defect.name()).collect();
    assert_eq!(named.len(), known.len());
    assert_eq!(named.into_iter().collect::<BTreeSet<_>>(), known);
    assert!(known.len() >= 40);
}

#[test]
fn every_check_is_killed_by_a_defect() {
    let killed = MATRIX.iter().flat_map(|(_, _, checks)| *checks).copied();
    let killed: BTreeSet<&str> = killed.chain(real_browser::killed()).collect();
    let all: BTreeSet<&str> = CATALOGUE.iter().map(|check| check.id).collect();
    assert_eq!(killed, all);
}

#[test]
fn a_sound_deployment_passes_everything_in_every_dress() {
    for dress in DRESSES {
        let report = examine_mock(dress);
        let odd: Vec<String> = report
            .checks
            .iter()
            .filter(|check| matches!(check.verdict, VerdictName::Fail | VerdictName::Blocked))
            .map(|check| format!("{}: {} {:?}", check.id, check.note, check.finding))
            .collect();
        assert!(odd.is_empty(), "{dress:?}\n{}", odd.join("\n"));
        assert_eq!(report.outcome, Outcome::Passed, "{dress:?}");
        // The mock may answer before a client can hang up.
        let but_by_chance = |mut skips: BTreeSet<String>| {
            skips.remove("dropped-logout");
            skips
        };
        assert_eq!(but_by_chance(skipped(&report)), but_by_chance(expected_skips(dress)), "{dress:?}");
    }
}

/// Every session of the first account proves something else.
#[test]
fn without_a_second_account_a_refusal_of_a_forged_logout_counts_and_nothing_else() {
    let alone = |options: MockOptions| {
        examine_deployment(&ADA_AND_BOB[..2], || {
            let listener = Listener::tcp(TcpListener::bind("127.0.0.1:0").unwrap()).unwrap();
            let mock = MockDeployment::start(listener, options).unwrap();
            (mock.base_url().to_owned(), mock)
        })
    };
    let forged = ["logout-compares-origins-exactly", "logout-refuses-forged-requests"];
    let needs_a_session = ["logout-leads-to-no-stranger", "logout-survives-a-broken-body"];
    let passed = with_verdict(&alone(MockOptions::default()), VerdictName::Pass);
    assert!(forged.iter().all(|check| passed.contains(*check)), "{passed:?}");
    let report = alone(planted_options("logout-from-anywhere"));
    let skipped = skipped(&report);
    assert!(forged.iter().chain(&needs_a_session).all(|check| skipped.contains(*check)), "{skipped:?}");
    assert_eq!((failed(&report), report.spent.sessions_left), (BTreeSet::new(), 0));
}

#[test]
fn a_sound_deployment_passes_the_slow_steps_too() {
    let report = examine_mock(&["--slow", "--timeout", "6s"]);
    assert_eq!(failed(&report), BTreeSet::new());
    assert_eq!(report.outcome, Outcome::Passed);
}

#[test]
fn a_sound_deployment_passes_every_failure_of_nile_when_it_is_steered() {
    let report = examine_steered(MockOptions::default());
    assert_eq!((failed(&report), with_verdict(&report, VerdictName::Blocked)), Default::default());
    let mut skips = expected_skips(&[]);
    skips.retain(|id| !id.starts_with("nile-failure"));
    assert_eq!(skipped(&report), skips);
    assert_eq!(report.outcome, Outcome::Passed);
}

/// The application waits for a slow Nile, and then its logout is done: that is
/// the truth, and a new login shows that all is well.
#[test]
fn a_logout_that_a_slow_nile_delays_may_be_answered_with_success() {
    let report = examine_steered(planted_options("no-nile-deadline"));
    assert_eq!(failed(&report), BTreeSet::from(["nile-failure-stall".to_owned()]));
    let slow = report.checks.iter().find(|check| check.id == "nile-failure-slow").unwrap();
    assert!(slow.note.contains("the session was over"), "{}", slow.note);
    assert_eq!((report.spent.logins, report.spent.sessions_left), (5, 0));
}

impl Run {
    fn look_for(self, defect: &str) -> Report {
        match self {
            Plain | WithoutCsrf | Slow | Protected | Intrusive => {
                examine_mock(&[&["--defect", defect], self.options()].concat())
            }
            Steered => examine_steered(planted_options(defect)),
            ByAddress => by_address(defect),
        }
    }

    /// What `verify` is told beside the defect.
    pub(crate) const fn options(self) -> &'static [&'static str] {
        match self {
            Plain | Steered | ByAddress => &[],
            WithoutCsrf => &["--without-csrf"],
            Slow => &["--slow", "--timeout", "3s"],
            Protected => &PROTECTED,
            Intrusive => &["--intrusive"],
        }
    }

    /// Whether it is a run of the embedded mock that waits for no Nile.
    pub(crate) const fn is_quick(self) -> bool {
        matches!(self, Plain | WithoutCsrf | Protected | Intrusive)
    }
}

/// The mock is reached as `http://127.0.0.1:PORT`, as a developer might.
fn by_address(defect: &str) -> Report {
    let options = planted_options(defect);
    examine_deployment(ADA_AND_BOB, || {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let mock = MockDeployment::start(Listener::tcp(listener).unwrap(), options).unwrap();
        let url = format!("http://{address}");
        (url, mock)
    })
}

fn planted_options(defect: &str) -> MockOptions {
    MockOptions { defects: Defect::named(defect).into_iter().collect(), ..MockOptions::default() }
}

/// Whether the checks that failed explain every check that depends on another.
fn explains_what_depends(report: &Report) -> bool {
    let mut checks = report.checks.clone();
    checks.retain(|check| check.verdict != VerdictName::Blocked || check.depends_on.is_some());
    Tally::of(&checks).blocked == 0
}

fn failed(report: &Report) -> BTreeSet<String> {
    with_verdict(report, VerdictName::Fail)
}

fn skipped(report: &Report) -> BTreeSet<String> {
    with_verdict(report, VerdictName::Skip)
}

fn with_verdict(report: &Report, verdict: VerdictName) -> BTreeSet<String> {
    report.checks.iter().filter(|check| check.verdict == verdict).map(|check| check.id.clone()).collect()
}

/// The checks that need a real browser, which no run here has.
fn skips_without_browser() -> BTreeSet<String> {
    let skips = CATALOGUE.iter().filter(|check| check.needs_a_browser());
    skips.map(|check| check.id.to_owned()).collect()
}

/// A check may be skipped only where there is really nothing to look at.
fn expected_skips(dress: &[&str]) -> BTreeSet<String> {
    let mut skips = skips_without_browser();
    if !dress.contains(&"--rotating") {
        skips.insert("rotated-values-ended".to_owned());
    }
    if !dress.contains(&"--remember-me") {
        skips.insert("companion-cookies-cleared".to_owned());
    }
    let is_jwe = dress.contains(&"jwe");
    let speaks: &[&str] =
        if is_jwe { &["token-is-random"] } else { &["token-is-signed", "token-hides-person"] };
    skips.extend(speaks.iter().map(|id| (*id).to_owned()));
    let is_https = dress.contains(&"--tls");
    if !is_https {
        skips.insert("session-cookie-secure".to_owned());
    }
    let is_local = !dress.contains(&"--cookie-domain");
    if !is_https || is_local {
        skips.insert("strict-transport-security".to_owned());
    }
    if !is_https && !is_local {
        skips.insert("clear-site-data".to_owned());
    }
    if dress.contains(&"--without-csrf") {
        skips.insert("other-cookies-cleared".to_owned());
    }
    // The mock sends neither an ETag nor a Last-Modified.
    skips.insert("conditional-read-refused".to_owned());
    if !is_https && !dress.contains(&"--secure-names") {
        skips.insert("unprefixed-cookie-refused".to_owned());
    }
    if !dress.contains(&"--protected") {
        skips.insert("other-routes-refuse".to_owned());
    }
    if !dress.contains(&"--intrusive") {
        skips.extend(INTRUSIVE.map(ToOwned::to_owned));
    }
    if !(dress.contains(&"--tls") && dress.contains(&"--cookie-domain")) {
        skips.insert("nothing-over-plain-http".to_owned());
    }
    let slow = Outage::ALL.into_iter().filter(|outage| !outage.is_quick());
    skips.extend(slow.map(|outage| format!("nile-failure-{}", outage.name())));
    skips
}
