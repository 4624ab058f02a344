//! The checks of the real browser, killed without one: a browser is made up
//! beside the first session, lives through the same answers, and does with its
//! cookies what it likes. `tests/real` has the real one.

use std::collections::BTreeSet;

use penguin_auth::app::judge;
use penguin_auth::cookie::{Browser, Cookie, Engine, Response, SetCookie};
use penguin_auth::evidence::{Actor, Evidence, HeldCookie, RealBrowser, Recording, Step};
use penguin_auth::plan::VerifyPlan;
use penguin_auth::report::{Report, VerdictName};
use time::OffsetDateTime;
use url::Url;

use crate::run::{judge_twice, record_mock};

/// What a browser does with the cookies that the model would hold.
type Deed = fn(&mut RealBrowser);

/// The options of a mock, what its browser does, and exactly the checks that
/// fail.
const BROWSERS: &[(&[&str], Deed, &[&str])] = &[
    (&[], as_the_model, &[]),
    (&["--remember-me", "--chunked"], as_the_model, &[]),
    (&["--defect", "no-clear"], as_the_model, &["cookie-cleared", "real-browser-signs-out"]),
    (&["--defect", "chunk-left"], as_the_model, &["cookie-cleared", "real-browser-signs-out"]),
    (&["--defect", "blanks-cookie"], as_the_model, &["cookie-not-blanked"]),
    (
        &["--defect", "ticket-sample"],
        as_the_model,
        &[
            "cookie-cleared",
            "me-401-after-logout",
            "no-clear-of-unknown-cookie",
            "real-browser-signs-out",
            "session-ended-on-server",
        ],
    ),
    (
        &["--defect", "shared-session-cache"],
        as_the_model,
        &[
            "accounts-stay-apart",
            "anonymous-sees-nobody",
            "me-401-after-logout",
            "me-refuses-bad-tokens",
            "real-browser-signs-out",
        ],
    ),
    // The cookie is gone, and the answer is no refusal: another check says it.
    (
        &["--defect", "me-403"],
        as_the_model,
        &["me-401-after-logout", "me-requires-session", "session-ended-on-server"],
    ),
    (&[], keep_everything, &["model-agrees-with-browser", "real-browser-signs-out"]),
    (&["--defect", "no-clear"], forget_everything, &["cookie-cleared", "model-agrees-with-browser"]),
    (&[], make_another, &["model-agrees-with-browser"]),
    (&[], show_to_scripts, &["model-agrees-with-browser"]),
];

const fn as_the_model(_browser: &mut RealBrowser) {}

fn keep_everything(browser: &mut RealBrowser) {
    browser.after.clone_from(&browser.before);
}

fn forget_everything(browser: &mut RealBrowser) {
    browser.after.clear();
}

fn make_another(browser: &mut RealBrowser) {
    let mut other = browser.before[0].clone();
    other.name = "another".to_owned();
    browser.after.push(other);
}

fn show_to_scripts(browser: &mut RealBrowser) {
    for cookie in &mut browser.before {
        cookie.http_only = false;
    }
}

/// Every check that some browser of the table kills.
pub(crate) fn killed() -> impl Iterator<Item = &'static str> {
    BROWSERS.iter().flat_map(|(_, _, failing)| *failing).copied()
}

#[test]
fn every_browser_is_caught_by_exactly_the_checks_of_the_table() {
    let mut wrong = Vec::new();
    for (place, (options, deed, expected)) in BROWSERS.iter().enumerate() {
        let (plan, recording) = with_browser(options, *deed);
        let failing = failing(&judge_twice(&plan, &recording));
        if failing != expected.iter().map(|id| (*id).to_owned()).collect() {
            wrong.push(format!("{place} {options:?}: expected {expected:?}, failed {failing:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_step_that_the_browser_did_not_take_fails_no_check() {
    let (plan, whole) = with_browser(&[], as_the_model);
    for step in STEPS {
        let mut part = whole.clone();
        part.evidence.records.retain(|record| (record.actor, record.step) != (Actor::Browser, step));
        assert_eq!(failing(&judged(&plan, &part)), BTreeSet::new(), "without {step:?}");
    }
}

#[test]
fn a_browser_that_was_asked_for_and_did_not_come_blocks_its_checks() {
    let (plan, mut recording) = with_browser(&[], as_the_model);
    recording.evidence.browser = None;
    let report = judged(&plan, &recording);
    let blocked = report.checks.iter().filter(|check| check.verdict == VerdictName::Blocked);
    let blocked: Vec<&str> = blocked.map(|check| check.id.as_str()).collect();
    assert_eq!(blocked, ["real-browser-signs-out", "model-agrees-with-browser"]);
}

/// The steps of the browser's story that the first session takes too.
const STEPS: [Step; 4] = [Step::Login, Step::MeBeforeLogout, Step::Logout, Step::MeAfterLogout];

/// What a run of the mock sees, with a browser made up beside it.
fn with_browser(options: &[&str], deed: Deed) -> (VerifyPlan, Recording) {
    let (plan, mut recording) = record_mock(options);
    let evidence = &mut recording.evidence;
    let mut model = Browser::new(Engine::Chromium);
    let mut stores = Vec::new();
    for step in STEPS {
        let index = evidence.indices(Actor::First, step).next().unwrap();
        let mut record = evidence.records[index].clone();
        record.actor = Actor::Browser;
        receive(&mut model, &record.exchange.url, &record.exchange.answer().unwrap().set_cookies, evidence);
        stores.push(model.cookies().map(held).collect());
        evidence.records.push(record);
    }
    let session = evidence.sessions[&Actor::First].clone();
    evidence.sessions.insert(Actor::Browser, session);
    evidence.with_browser = true;
    let mut browser = RealBrowser {
        name: "Chromium 1.0".to_owned(),
        before: stores.swap_remove(1),
        after: stores.pop().unwrap(),
        ignored: Vec::new(),
    };
    deed(&mut browser);
    evidence.browser = Some(browser);
    (plan, recording)
}

fn receive(model: &mut Browser, url: &str, lines: &[SetCookie], evidence: &Evidence) {
    let now: OffsetDateTime = evidence.started_at;
    let url = Url::parse(url).unwrap();
    let response =
        Response { url: &url, set_cookie: lines, date: None, clear_site_data: &[], first_party: true, now };
    model.receive(&response);
}

fn held(cookie: &Cookie) -> HeldCookie {
    HeldCookie {
        name: cookie.name.clone(),
        value: cookie.value.clone(),
        domain: cookie.domain.clone(),
        host_only: cookie.host_only,
        path: cookie.path.clone(),
        secure: cookie.secure,
        http_only: cookie.http_only,
        partitioned: cookie.partition.is_some(),
    }
}

fn judged(plan: &VerifyPlan, recording: &Recording) -> Report {
    judge(&plan.profile, &plan.selection, &plan.known, recording, &mut |_| {})
}

fn failing(report: &Report) -> BTreeSet<String> {
    let failing = report.checks.iter().filter(|check| check.verdict == VerdictName::Fail);
    failing.map(|check| check.id.clone()).collect()
}
