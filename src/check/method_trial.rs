//! What became of a session after requests to the logout route that are no
//! logout.

use super::judge::{fits, is_refused, live};
use super::{Finding, Verdict};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, OtherMethod, Probe, Seen, Step, seems_logged_out};
use crate::http::Answer;

/// An answer to such a request.
type Told<'a> = (OtherMethod, Seen<'a>);

/// Judges those of them that were sent: the session was live before them, and
/// must be live afterwards.
pub(super) fn judge(
    evidence: &Evidence,
    profile: &Profile,
    methods: &[OtherMethod],
    (before, after): (Step, Step),
) -> Result<Verdict, Missing> {
    live(evidence, profile, Actor::Third, before)?;
    let asked = evidence.answer(Actor::Third, after)?;
    let is_gone = is_refused(asked.answer, profile);
    let told = told(evidence, methods)?;
    let blamed = blamed(&told, profile, is_gone);
    if !blamed.is_empty() {
        let became = if is_gone { "and the session is gone" } else { "as if it were a logout" };
        let actual = format!("{}, {became}", statuses(&blamed));
        let expected = "405, and the session lives on";
        let finding = Finding::new(expected, actual).at(blamed.iter().map(|(_, seen)| seen.index));
        return Ok(finding.at([asked.index]).into());
    }
    live(evidence, profile, Actor::Third, after)?;
    Ok(Verdict::Pass(format!("{}; the session lives on", statuses(&told))))
}

fn told<'a>(evidence: &'a Evidence, methods: &[OtherMethod]) -> Result<Vec<Told<'a>>, Missing> {
    let step = |method: OtherMethod| Step::Probe(Probe::OtherMethod(method));
    let was_sent = |method: &&OtherMethod| evidence.indices(Actor::Third, step(**method)).next().is_some();
    let sent = methods.iter().filter(was_sent);
    sent.map(|method| Ok((*method, evidence.answer(Actor::Third, step(*method))?))).collect()
}

/// Those that say that they logged out; of a session that is gone, those that
/// were not refused, or else all.
fn blamed<'a>(told: &[Told<'a>], profile: &Profile, is_gone: bool) -> Vec<Told<'a>> {
    let those = |holds: &dyn Fn(&Told<'a>) -> bool| -> Vec<Told<'a>> {
        told.iter().filter(|told| holds(told)).copied().collect()
    };
    let say_so = those(&|(_, seen)| says_goodbye(seen.answer, profile));
    if !say_so.is_empty() || !is_gone {
        return say_so;
    }
    let did_something =
        those(&|(method, seen)| seen.answer.status < 400 && *method != OtherMethod::Preflight);
    if did_something.is_empty() { told.to_vec() } else { did_something }
}

/// Whether that method was answered as if it had ended a session that lived.
pub(super) fn seems_done(evidence: &Evidence, profile: &Profile, method: OtherMethod) -> bool {
    let answer = evidence.answer(Actor::Third, Step::Probe(Probe::OtherMethod(method)));
    method != OtherMethod::Preflight && answer.is_ok_and(|seen| seems_logged_out(seen.answer, profile))
}

/// Whether the answer is the one of a logout. Where the profile promises no
/// body, a page looks like one.
pub(super) fn says_goodbye(answer: &Answer, profile: &Profile) -> bool {
    !profile.logout.success.bodies.is_empty() && fits(answer, &profile.logout.success)
}

/// `PUT was answered 405, PATCH was answered 405`.
fn statuses(told: &[Told<'_>]) -> String {
    let words = |(method, seen): &Told<'_>| format!("{} was answered {}", method.name(), seen.answer.status);
    told.iter().map(words).collect::<Vec<_>>().join(", ")
}
