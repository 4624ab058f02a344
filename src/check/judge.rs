//! What several checks ask of the evidence: who answered, was that session
//! live, is this a refusal.

use super::{Finding, Verdict};
use crate::deployment::{Carrier, Profile};
use crate::evidence::{Actor, BadToken, Evidence, Forgery, Intrusive, Missing, Probe, Seen, Step};
pub(super) use crate::evidence::{
    Identity, describe, fits, is_accepted, is_logged_in, is_refused, is_turned_away, says_what_it_must,
    seems_logged_out,
};
use crate::http::{Answer, FailureKind};

/// A control: that step's answer must be the account's own identity, or the
/// check cannot be judged.
pub(super) fn live<'a>(
    evidence: &'a Evidence,
    profile: &Profile,
    actor: Actor,
    step: Step,
) -> Result<Seen<'a>, Missing> {
    let seen = evidence.answer(actor, step)?;
    let session = evidence.session(actor)?;
    let identity = Identity::of(seen.answer, profile);
    if identity.as_ref().is_some_and(|identity| identity.is(session, profile)) {
        return Ok(seen);
    }
    let brought = describe(seen.answer, profile);
    let reason = format!("no proof that the {} was live: {} brought {brought}", actor.name(), step.name());
    let blocked = Missing::depends_on(looks_at(evidence, profile, (actor, step), seen.index), reason);
    if identity.is_some_and(|identity| identity.lacks_its_id(session, profile)) {
        let hint = "say in me.id_fields of the profile where the user's id stands, or [] if there is none";
        return Err(Missing { hint: hint.to_owned(), ..blocked });
    }
    Err(blocked)
}

/// The checks that look at whether a session lives on, and where they look.
const LIFE: [(Actor, Step, &str); 16] = [
    (Actor::First, Step::MeAfterAnonymousLogout, "anonymous-logout-ends-nothing"),
    (Actor::Second, Step::MeAfterAnonymousLogout, "anonymous-logout-ends-nothing"),
    (Actor::Third, Step::MeAfterAnonymousLogout, "anonymous-logout-ends-nothing"),
    (Actor::Third, Step::MeAfterBadTokens, "logout-refuses-bad-tokens"),
    (Actor::Third, Step::Intrusive(Intrusive::MeAfterMalformed), "malformed-tokens-refused"),
    (Actor::Third, Step::MeAfterGetLogout, "get-does-not-log-out"),
    (Actor::Third, Step::MeAfterHeadLogout, "head-does-not-log-out"),
    (Actor::Third, Step::Probe(Probe::MeAfterDisguisedGets), "disguised-get-does-not-log-out"),
    (Actor::Third, Step::Probe(Probe::MeAfterOtherMethods), "other-methods-do-not-log-out"),
    (Actor::Third, Step::Probe(Probe::MeAfterPathGets), "other-logout-paths-keep-the-rules"),
    (Actor::Other, Step::Probe(Probe::MeAfterForgeries), "logout-refuses-forged-requests"),
    (Actor::Second, Step::Witness, "other-session-survives"),
    (Actor::Other, Step::MeBeforeLogout, "accounts-stay-apart"),
    (Actor::Other, Step::Witness, "other-account-survives"),
    (Actor::Again, Step::Me, "login-again"),
    (Actor::Browser, Step::MeBeforeLogout, "browser-keeps-session-cookie"),
];

/// The check that explains, if it failed, why that session is not live at that
/// step: the one that looked when it was first seen dead, for what comes later
/// only finds the same.
fn looks_at(
    evidence: &Evidence,
    profile: &Profile,
    (actor, step): (Actor, Step),
    asked: usize,
) -> &'static str {
    let first_dead = |when: Step| {
        let seen = evidence.answer(actor, when).ok()?;
        (seen.index <= asked && is_refused(seen.answer, profile)).then_some(seen.index)
    };
    let looks = LIFE.iter().filter(|(who, ..)| *who == actor);
    let dead = looks.clone().filter_map(|look| Some((first_dead(look.1)?, look)));
    let place = dead.min_by_key(|(index, _)| *index).map(|(_, look)| look);
    match place.or_else(|| looks.clone().find(|(_, when, _)| *when == step)) {
        Some((_, Step::Probe(Probe::MeAfterForgeries), _)) => carried_out(evidence, profile),
        Some((_, _, check)) => check,
        None => "live-session-has-identity",
    }
}

/// Of the two checks of forged logouts, the one whose forgery was carried out.
fn carried_out(evidence: &Evidence, profile: &Profile) -> &'static str {
    let is_done = |kind: Forgery| {
        let told = evidence.answer(Actor::Other, Step::Probe(Probe::ForgedLogout(kind)));
        told.is_ok_and(|seen| seems_logged_out(seen.answer, profile))
    };
    let done = Forgery::ALL.into_iter().find(|kind| is_done(*kind));
    if done.is_some_and(Forgery::has_a_like_origin) {
        "logout-compares-origins-exactly"
    } else {
        "logout-refuses-forged-requests"
    }
}

/// When the third session was asked for the last time before other methods were
/// tried on it, the GETs in disguise among them.
pub(super) fn last_asked_of_the_third(evidence: &Evidence) -> Step {
    let was_asked = |step: &Step| evidence.exchange(Actor::Third, *step).is_ok();
    let asked = [Step::MeAfterHeadLogout, Step::MeAfterGetLogout];
    asked.into_iter().find(was_asked).unwrap_or_else(|| last_asked_before_methods(evidence))
}

/// When it was asked for the last time before GET and HEAD were tried on it.
pub(super) fn last_asked_before_methods(evidence: &Evidence) -> Step {
    let was_asked = |step: &Step| evidence.exchange(Actor::Third, *step).is_ok();
    let asked = [Step::Intrusive(Intrusive::MeAfterMalformed), Step::MeAfterBadTokens];
    asked.into_iter().find(was_asked).unwrap_or(Step::MeAfterAnonymousLogout)
}

/// The same once other methods and other paths were tried on it as well.
pub(super) fn last_asked_after_all_trials(evidence: &Evidence) -> Step {
    let asked = [Probe::MeAfterPathGets, Probe::MeAfterOtherMethods].map(Step::Probe);
    let last = asked.into_iter().find(|step| evidence.exchange(Actor::Third, *step).is_ok());
    last.unwrap_or_else(|| last_asked_of_the_third(evidence))
}

/// Whether the answers are all refusals; if not, the first that is not.
pub(super) fn all_refused<'a>(answers: &[Seen<'a>], profile: &Profile) -> Result<(), Seen<'a>> {
    answers.iter().find(|seen| !is_refused(seen.answer, profile)).map_or(Ok(()), |seen| Err(*seen))
}

/// What the protected route has to answer nobody: `401`.
pub(super) fn refusal(profile: &Profile) -> String {
    profile.me.unauthorized.to_string()
}

/// Who promises that, for texts.
pub(super) fn promiser(profile: &Profile) -> String {
    if profile.name == "ticket" { "the ticket".to_owned() } else { format!("the profile {}", profile.name) }
}

/// For checks of cookies: that there are none.
pub(super) fn no_cookie(profile: &Profile) -> Option<Verdict> {
    let reason = || format!("the profile {} carries its session in a token, not in a cookie", profile.name);
    match profile.session.carrier {
        Carrier::Cookie => None,
        Carrier::Bearer(_) => Some(Verdict::NotPromised(reason())),
    }
}

/// Why an answer is no refusal, as the finding of a check.
pub(super) fn not_unauthorized(seen: &Seen<'_>, profile: &Profile) -> Finding {
    let answer = seen.answer;
    let wanted = refusal(profile);
    let expected = if wanted == "401" { "401 Unauthorized" } else { wanted.as_str() };
    let finding = Finding::new(expected, describe(answer, profile)).at([seen.index]);
    match answer.status {
        403 => finding.because(format!(
            "the route answers 403 where {} wants {wanted}: nobody is logged in, so nothing is forbidden",
            promiser(profile)
        )),
        404 => finding.because(format!(
            "a 404 hides the route instead of refusing the caller; {}'s client waits for {wanted}",
            promiser(profile)
        )),
        300..=399 => finding.because(format!(
            "the route sends the caller to a login page; an API route has to answer {wanted}"
        )),
        500..=599 => {
            finding.because("the route fails instead of refusing: that says nothing about the session")
        }
        200 if answer.is_html() => {
            finding.because("the route answers 200 with a page, probably the login page")
        }
        200 if Identity::of(answer, profile).is_none() => {
            finding.because("the route answers 200 without an identity: a client reads that as logged in")
        }
        _ => finding,
    }
}

/// The first bad token on a route that was accepted, or on which the route
/// failed. A server may close the connection on an oversized one.
pub(super) fn not_refused(
    evidence: &Evidence,
    profile: &Profile,
    kinds: &[BadToken],
    on_the_route: fn(BadToken) -> Step,
) -> Result<Option<Finding>, Missing> {
    for kind in kinds {
        let step = on_the_route(*kind);
        let (index, exchange) = evidence.exchange(Actor::Third, step)?;
        let answer = match exchange.answer() {
            Ok(answer) => answer,
            Err(failure) if kind.is_oversized() && failure.kind == FailureKind::Closed => continue,
            Err(failure) => return Err(Missing::no_answer(step, failure)),
        };
        if !is_refusal(answer, profile, step) && (answer.is_success() || answer.status >= 500) {
            let expected = format!("{} for {}", wanted(profile, step), kind.name());
            return Ok(Some(Finding::new(expected, describe(answer, profile)).at([index])));
        }
    }
    Ok(None)
}

/// Whether nothing is wrong with that answer to a bad token: the protected
/// route refuses, the logout refuses or answers everybody alike.
fn is_refusal(answer: &Answer, profile: &Profile, step: Step) -> bool {
    if matches!(step, Step::BadMe(_)) {
        return is_refused(answer, profile);
    }
    profile.logout.unauthorized.is_none() && answer.status < 500
}

fn wanted(profile: &Profile, step: Step) -> String {
    match &profile.logout.unauthorized {
        _ if matches!(step, Step::BadMe(_)) => refusal(profile),
        Some(unauthorized) => unauthorized.statuses_in_words(),
        None => "no failure".to_owned(),
    }
}

/// Why a check is skipped that a deployment may take for an attack.
pub(super) fn unless_intrusive(evidence: &Evidence) -> Option<Verdict> {
    let reason = "a deployment may take it for an attack, so only with --intrusive";
    (!evidence.intrusive).then(|| Verdict::Skip(reason.to_owned()))
}

/// How long after the end of one exchange another ended, in words.
pub(super) fn after(evidence: &Evidence, earlier: usize, later: usize) -> String {
    let finished = |index: usize| evidence.records[index].exchange.finished;
    milliseconds(finished(later).saturating_sub(finished(earlier)))
}

/// A duration in words: `12 ms`, `1.3 s`.
pub(super) fn milliseconds(duration: std::time::Duration) -> String {
    if duration.as_millis() < 1000 {
        format!("{} ms", duration.as_millis())
    } else {
        format!("{:.1} s", duration.as_secs_f64())
    }
}

/// The route of a profile as it is asked, for texts.
pub(super) fn get_me(profile: &Profile) -> String {
    format!("GET {}", profile.paths.me)
}

/// The logout route as it is called, for texts.
pub(super) fn post_logout(profile: &Profile) -> String {
    format!("{} {}", profile.logout.call.method, profile.paths.logout)
}
