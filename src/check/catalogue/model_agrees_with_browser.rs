//! The model of Chromium and a real one hold the same cookies.

use crate::check::browser_story::Story;
use crate::check::judge::no_cookie;
use crate::check::{Check, Finding, Phase, Verdict, real_browser, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, HeldCookie, Missing, RealBrowser, Step};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "model-agrees-with-browser",
    title: "The model of a browser says what a real Chromium does",
    requirements: &[],
    references: &[reference::RFC_6265BIS_BROWSERS],
    level: Level::Warn,
    explain: "The checks of AC3 rest on a model of Chromium and Firefox. With --browser the lines that a real Chromium got are given to the model too, and both stores are compared, right before the logout and after it: names, values, domains, paths and flags. It says nothing about the deployment: a difference is a mistake of this program, or a Chromium that has changed since the model was measured.",
    cause: "The model is wrong about one of these lines, or something else than a Set-Cookie line wrote a cookie.",
    remedy: "Believe the browser: real-browser-signs-out judges by it alone. Report the difference with the lines that it names, so that the model learns it.",
    needs: &[Phase::RealBrowser],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = no_cookie(profile) {
        return Ok(skip);
    }
    let Some(browser) = real_browser::seen(evidence) else { return Ok(real_browser::not_asked_for()) };
    let browser = browser?;
    for step in [Step::Login, Step::MeBeforeLogout, Step::Logout] {
        evidence.answer(Actor::Browser, step)?;
    }
    let last = evidence.answer(Actor::Browser, Step::MeAfterLogout)?;
    let story = Story::of_the_real_browser(evidence, profile);
    let now = evidence.started_at + last.exchange.finished;
    let before = differences(browser, "before the logout", &browser.before, &story.shown_before(now));
    let after = differences(browser, "after the logout", &browser.after, &story.shown_after(now));
    if before.is_empty() && after.is_empty() {
        let (before, after) = (browser.before.len(), browser.after.len());
        return Ok(Verdict::Pass(format!(
            "{} held {} before the logout and {after} after it, and so does the model",
            browser.name,
            cookies(before)
        )));
    }
    let actual = before.first().or(after.first()).cloned().unwrap_or_default();
    let mut finding = Finding::new(format!("the cookies of {}", browser.name), actual);
    for line in before.into_iter().chain(after).skip(1).chain(lines(evidence)).chain(ignored(browser)) {
        finding = finding.detail(line);
    }
    let answers = [Step::Login, Step::Logout].map(|step| evidence.indices(Actor::Browser, step).next());
    Ok(finding.at(answers.into_iter().flatten()).into())
}

/// What only one of the two holds, a sentence each.
fn differences(browser: &RealBrowser, when: &str, real: &[HeldCookie], model: &[HeldCookie]) -> Vec<String> {
    let lacks = |store: &[HeldCookie], cookie: &&HeldCookie| !store.contains(cookie);
    let kept = real.iter().filter(|cookie| lacks(model, cookie)).map(|cookie| {
        format!("{when} {} holds {}, and the model does not", browser.name, real_browser::in_words(cookie))
    });
    let gone = model.iter().filter(|cookie| lacks(real, cookie)).map(|cookie| {
        format!("{when} the model holds {}, and {} does not", real_browser::in_words(cookie), browser.name)
    });
    kept.chain(gone).collect()
}

/// Every line that the browser got.
fn lines(evidence: &Evidence) -> impl Iterator<Item = String> {
    let own = evidence
        .records
        .iter()
        .filter(|record| record.actor == Actor::Browser && record.step != Step::OpenPage);
    own.flat_map(|record| {
        let answer = record.exchange.answer().ok();
        let lines = answer.map_or(&[][..], |answer| &answer.set_cookies);
        lines.iter().map(|line| format!("{}: {}", record.step.name(), line.line()))
    })
}

/// What the browser itself says of the lines that it ignored.
fn ignored(browser: &RealBrowser) -> impl Iterator<Item = String> {
    browser
        .ignored
        .iter()
        .map(|ignored| format!("{} ignored {} ({})", browser.name, ignored.line, ignored.reason))
}

fn cookies(number: usize) -> String {
    if number == 1 { "1 cookie".to_owned() } else { format!("{number} cookies") }
}
