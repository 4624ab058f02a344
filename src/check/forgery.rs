//! What became of the logouts that nobody asked for: they are judged alike,
//! whatever was forged about them.

use super::judge::{describe, is_refused, is_turned_away, live, no_cookie, post_logout};
use super::{Finding, Verdict};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Forgery, Missing, MissingKind, Probe, Seen, Step, seems_logged_out};

/// An answer to a forgery.
type Told<'a> = (Forgery, Seen<'a>);

/// Judges those forgeries. The other check that names forgeries explains what
/// they do not.
pub(super) fn judge(
    evidence: &Evidence,
    profile: &Profile,
    kinds: &[Forgery],
    other_check: &'static str,
) -> Result<Verdict, Missing> {
    if let Some(verdict) = no_cookie(profile).or_else(|| needs_no_defence(profile)) {
        return Ok(verdict);
    }
    let actor = victim(evidence);
    if actor == Actor::Other {
        live(evidence, profile, actor, last_asked(evidence))?;
    }
    answers_to(evidence, &[Probe::ForgedLogout(Forgery::Form)])?;
    let told = told(evidence, actor, kinds)?;
    let others = told_by_others(evidence, actor, kinds);
    let carried_out = |told: &[Told<'_>]| told.iter().any(|(_, seen)| seems_logged_out(seen.answer, profile));
    if told.is_empty() && carried_out(&others) {
        let reason = "a plainer forged logout was carried out, and ended the trial";
        return Err(Missing::depends_on(other_check, reason));
    }
    let (first, _) =
        told.first().ok_or_else(|| evidence.why_not(actor, Step::Probe(Probe::ForgedLogout(kinds[0]))))?;
    if actor == Actor::Nobody {
        return without_a_session(evidence, profile, &told);
    }
    let after = evidence.answer(actor, Step::Probe(Probe::MeAfterForgeries))?;
    let is_gone = is_refused(after.answer, profile);
    if let Some((forgery, seen)) = told.iter().find(|(_, seen)| seems_logged_out(seen.answer, profile)) {
        return Ok(ended(evidence, profile, *forgery, seen, is_gone).at([after.index]).into());
    }
    if is_gone && (carried_out(&others) || *first != Forgery::Form) {
        return Err(Missing::depends_on(other_check, "another forged logout ended the session"));
    }
    if is_gone && told.iter().any(|(_, seen)| seen.answer.status < 400) {
        let seen = told.iter().map(|(_, seen)| seen.index);
        let actual = format!("{}, and the session is gone", statuses(&told));
        return Ok(Finding::new(EXPECTED, actual).at(seen).at([after.index]).into());
    }
    live(evidence, profile, actor, Step::Probe(Probe::MeAfterForgeries))?;
    none_failed(&told)?;
    Ok(Verdict::Pass(format!("{}, and the session lives on", statuses(&told))))
}

/// When the second account was asked for the last time before. That it lives
/// after the forgeries shows best that it lived before them.
fn last_asked(evidence: &Evidence) -> Step {
    let witness = evidence.exchange(Actor::Other, Step::Witness);
    witness.map_or(Step::Me, |_| Step::Witness)
}

/// Whose session was tried.
pub(super) fn victim(evidence: &Evidence) -> Actor {
    if evidence.second_account { Actor::Other } else { Actor::Nobody }
}

/// The answers to those of the steps that the victim took.
pub(super) fn answers_to<'a>(
    evidence: &'a Evidence,
    steps: &[Probe],
) -> Result<Vec<(Probe, Seen<'a>)>, Missing> {
    let actor = victim(evidence);
    let was_taken = |probe: &&Probe| evidence.indices(actor, Step::Probe(**probe)).next().is_some();
    let taken = steps.iter().filter(was_taken);
    taken.map(|probe| Ok((*probe, evidence.answer(actor, Step::Probe(*probe))?))).collect()
}

/// What one has to do to have that looked at.
pub(super) const NEEDS_A_SECOND_ACCOUNT: &str =
    "tried on the session of a second account; give one with --second-email";

const EXPECTED: &str = "403, and the session lives on";

/// A browser asks before it sends these for a page of another site, and GET is
/// looked at elsewhere.
fn needs_no_defence(profile: &Profile) -> Option<Verdict> {
    let method = &profile.logout.call.method;
    let reason = match method.as_str() {
        "POST" => return None,
        "GET" => "GET is judged by get-does-not-log-out".to_owned(),
        _ => format!("no form of another site sends {method}"),
    };
    Some(Verdict::Skip(reason))
}

/// The answers to those of the forgeries that were sent.
fn told<'a>(evidence: &'a Evidence, actor: Actor, kinds: &[Forgery]) -> Result<Vec<Told<'a>>, Missing> {
    let sent = kinds.iter().filter(|kind| was_sent(evidence, actor, **kind));
    sent.map(|kind| Ok((*kind, evidence.answer(actor, Step::Probe(Probe::ForgedLogout(*kind)))?))).collect()
}

fn told_by_others<'a>(evidence: &'a Evidence, actor: Actor, kinds: &[Forgery]) -> Vec<Told<'a>> {
    let others = Forgery::ALL.into_iter().filter(|kind| !kinds.contains(kind));
    let answer = |kind| Some((kind, evidence.answer(actor, Step::Probe(Probe::ForgedLogout(kind))).ok()?));
    others.filter_map(answer).collect()
}

fn was_sent(evidence: &Evidence, actor: Actor, kind: Forgery) -> bool {
    evidence.indices(actor, Step::Probe(Probe::ForgedLogout(kind))).next().is_some()
}

fn ended(
    evidence: &Evidence,
    profile: &Profile,
    forgery: Forgery,
    seen: &Seen<'_>,
    is_gone: bool,
) -> Finding {
    let became = if is_gone { "and the session is gone" } else { "as if it were meant" };
    let what = format!("{} with {}", post_logout(profile), forgery.name());
    let actual = format!("{what} was answered {}, {became}", describe(seen.answer, profile));
    let finding = Finding::new(EXPECTED, actual).at([seen.index]);
    match same_site(evidence) {
        Some(line) => finding.detail(line),
        None => finding,
    }
}

/// What still keeps a browser from sending the session cookie along.
fn same_site(evidence: &Evidence) -> Option<String> {
    let login = evidence.answer(Actor::Other, Step::Login).ok()?;
    let name = evidence.session(Actor::Other).ok()?.main()?.pieces.first()?;
    let line = login.answer.set_cookies.iter().find(|line| line.name() == name)?;
    Some(match line.attribute("samesite") {
        Some(value) => {
            format!("only SameSite={value} of {name} keeps browsers from sending it with such a request")
        }
        None => format!("{name} has no SameSite: browsers send it with such a request, some for two minutes"),
    })
}

/// Without a session a refusal still counts if the same request without an
/// Origin is answered in another way.
fn without_a_session(evidence: &Evidence, profile: &Profile, told: &[Told<'_>]) -> Result<Verdict, Missing> {
    let plain = evidence.answer(Actor::Nobody, Step::LogoutBeforeLogin)?;
    let is_noticed = |(_, seen): &Told<'_>| {
        seen.answer.status != plain.answer.status && is_turned_away(seen.answer, profile)
    };
    if !told.iter().all(is_noticed) {
        return Ok(Verdict::Skip(NEEDS_A_SECOND_ACCOUNT.to_owned()));
    }
    none_failed(told)?;
    Ok(Verdict::Pass(format!(
        "refused without looking at a session: {}, {} otherwise; with --second-email tried on a live session",
        statuses(told),
        plain.answer.status
    )))
}

/// A route that fails has not refused.
fn none_failed(told: &[Told<'_>]) -> Result<(), Missing> {
    let failed = told.iter().find(|(_, seen)| seen.answer.status >= 500);
    failed.map_or(Ok(()), |(forgery, seen)| {
        Err(Missing::new(
            MissingKind::ServerError,
            format!("a logout with {} was answered {}", forgery.name(), seen.answer.status),
            "look into the deployment's log: the route fails before it decides",
        ))
    })
}

/// `403 for each of 3 forged logouts`.
fn statuses(told: &[Told<'_>]) -> String {
    let mut statuses: Vec<u16> = told.iter().map(|(_, seen)| seen.answer.status).collect();
    statuses.sort_unstable();
    statuses.dedup();
    let words: Vec<String> = statuses.iter().map(ToString::to_string).collect();
    format!("{} for {} forged logouts", words.join(" or "), told.len())
}
