//! A path is a route in one spelling, or in several with the same rules.

use crate::check::judge::{is_refused, last_asked_of_the_third, live, unless_intrusive};
use crate::check::method_trial::says_goodbye;
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, OtherPath, Probe, Seen, Step};
use crate::http::Answer;
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "other-logout-paths-keep-the-rules",
    title: "Another spelling of the logout path is no way around its rules",
    requirements: &[],
    references: &[reference::CWE_289, reference::CWE_650],
    level: Level::Allow,
    explain: "Routers differ in what they take for the same path, and a rule that is written for one spelling does not hold for another. The logout path is sent with a slash at its end, with two slashes, in capitals and with one part more. Nobody logs out there before any login: where the logout itself refuses that, none of them may answer as if somebody had been logged out. Where something answers at all, a live session sends a GET, and must be live afterwards. A 404 and a redirect are fine; a redirect is not followed.",
    cause: "A middleware compares the path as text, and the router behind it ignores case, slashes or what follows.",
    remedy: "Let the proxy or the framework redirect to one spelling before anything else looks at the path, and put the rules into the handler of the route.",
    needs: &[Phase::OtherPaths],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = unless_intrusive(evidence) {
        return Ok(skip);
    }
    let answer = |path| evidence.answer(Actor::Nobody, Step::Probe(Probe::PathLogout(path)));
    let posts: Vec<Seen<'_>> = OtherPath::ALL.into_iter().map(answer).collect::<Result<_, _>>()?;
    if let Some(finding) = logs_nobody_out(evidence, profile, &posts)? {
        return Ok(finding.into());
    }
    if let Some(finding) = ended_by_get(evidence, profile)? {
        return Ok(finding.into());
    }
    let statuses: Vec<String> = posts.iter().map(|seen| seen.answer.status.to_string()).collect();
    Ok(Verdict::Pass(format!("{} without a session", statuses.join(", "))))
}

/// A spelling that says goodbye to nobody, where the logout itself does not.
fn logs_nobody_out(
    evidence: &Evidence,
    profile: &Profile,
    posts: &[Seen<'_>],
) -> Result<Option<Finding>, Missing> {
    let plain = evidence.answer(Actor::Nobody, Step::LogoutBeforeLogin)?;
    if says_goodbye(plain.answer, profile) {
        return Ok(None);
    }
    // A profile need not say what a logout says; the run has seen one.
    let real = evidence.answer(Actor::First, Step::Logout).ok();
    let is_like_the_real_one = |answer: &Answer| {
        real.as_ref().is_some_and(|real| {
            !answer.body.text.is_empty()
                && (answer.status, &answer.body.text) == (real.answer.status, &real.answer.body.text)
        })
    };
    let open =
        posts.iter().find(|seen| says_goodbye(seen.answer, profile) || is_like_the_real_one(seen.answer));
    Ok(open.map(|seen| {
        let expected = format!("{}, as on the logout path, or 404", plain.answer.status);
        let actual = format!("{} is answered like a logout, though nobody was logged in", target(seen));
        Finding::new(expected, actual).at([plain.index, seen.index])
    }))
}

/// The GETs, if the session did not survive them.
fn ended_by_get(evidence: &Evidence, profile: &Profile) -> Result<Option<Finding>, Missing> {
    let step = |path| Step::Probe(Probe::PathGet(path));
    let was_sent = |path: &OtherPath| evidence.indices(Actor::Third, step(*path)).next().is_some();
    let sent = OtherPath::ALL.into_iter().filter(was_sent);
    let gets: Vec<Seen<'_>> =
        sent.map(|path| evidence.answer(Actor::Third, step(path))).collect::<Result<_, _>>()?;
    if gets.is_empty() {
        return Ok(None);
    }
    let others = Step::Probe(Probe::MeAfterOtherMethods);
    let was_asked = evidence.exchange(Actor::Third, others).is_ok();
    let before = if was_asked { others } else { last_asked_of_the_third(evidence) };
    live(evidence, profile, Actor::Third, before)?;
    let after = Step::Probe(Probe::MeAfterPathGets);
    let asked = evidence.answer(Actor::Third, after)?;
    if !is_refused(asked.answer, profile) {
        return live(evidence, profile, Actor::Third, after).map(|_| None);
    }
    let done: Vec<&Seen<'_>> = gets.iter().filter(|seen| seen.answer.status < 400).collect();
    let blamed = if done.is_empty() { gets.iter().collect() } else { done };
    let words = |seen: &&Seen<'_>| format!("{} was answered {}", target(seen), seen.answer.status);
    let actual =
        format!("{}, and the session is gone", blamed.iter().map(words).collect::<Vec<_>>().join(", "));
    let finding = Finding::new("404 or 405, and the session lives on", actual);
    Ok(Some(finding.at(blamed.iter().map(|seen| seen.index)).at([asked.index])))
}

/// The request as it was sent: `GET /api/auth/logout/`.
fn target(seen: &Seen<'_>) -> String {
    let url = url::Url::parse(&seen.exchange.url);
    format!("{} {}", seen.exchange.method, url.as_ref().map_or("", |url| url.path()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::by_hand::{answer, evidence};

    const GOODBYE: (u16, &str) = (200, r#"{"success":true,"message":"Logged out successfully"}"#);
    const OWN_GOODBYE: (u16, &str) = (200, r#"{"ok":true}"#);
    const REFUSAL: (u16, &str) = (401, r#"{"error":"Unauthorized"}"#);

    /// Nobody logs out, on the path itself and on the others.
    fn judged(plain: (u16, &str), others: [(u16, &str); 4]) -> Result<Verdict, Missing> {
        let nobody = |step, (status, text)| (Actor::Nobody, step, answer(status, text));
        let others = OtherPath::ALL.into_iter().zip(others);
        let others = others.map(|(path, told)| nobody(Step::Probe(Probe::PathLogout(path)), told));
        let (status, text) = OWN_GOODBYE;
        let real = (Actor::First, Step::Logout, answer(status, text));
        let evidence = evidence(others.chain([nobody(Step::LogoutBeforeLogin, plain), real]));
        judge(&evidence, &Profile::ticket().unwrap())
    }

    #[test]
    fn a_goodbye_to_nobody_is_a_way_around_where_the_logout_itself_refuses() {
        let missing = (404, "");
        let one = |told| [missing, told, missing, missing];
        assert!(matches!(judged(REFUSAL, one(GOODBYE)), Ok(Verdict::Fail(_))));
        assert!(matches!(judged(GOODBYE, one(GOODBYE)), Ok(Verdict::Pass(_))));
        // The ticket's profile does not know this one, but a session got it too.
        assert!(matches!(judged(REFUSAL, one(OWN_GOODBYE)), Ok(Verdict::Fail(_))));
        for fine in [REFUSAL, missing, (308, ""), (200, "<!doctype html><title>App</title>")] {
            assert!(matches!(judged(REFUSAL, one(fine)), Ok(Verdict::Pass(_))), "{fine:?}");
        }
    }
}
