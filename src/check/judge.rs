//! What several checks ask of the evidence: who answered, was that session
//! live, is this a refusal.

use super::Finding;
use crate::deployment::Profile;
use crate::evidence::{Actor, BadToken, Evidence, Missing, MissingKind, Seen, Step};
pub(super) use crate::evidence::{Identity, describe};
use crate::http::FailureKind;

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
    if Identity::of(seen.answer, profile).is_some_and(|identity| identity.is(session)) {
        return Ok(seen);
    }
    Err(Missing::new(
        MissingKind::DependsOnCheck,
        format!(
            "no proof that the {} was live: {} brought {}",
            actor.name(),
            step.name(),
            describe(seen.answer, profile)
        ),
        "first mend the failing checks, then run again",
    ))
}

/// Whether the answers are all 401; if not, the first that is not.
pub(super) fn all_unauthorized<'a>(answers: &[Seen<'a>]) -> Result<(), Seen<'a>> {
    answers.iter().find(|seen| seen.answer.status != 401).map_or(Ok(()), |seen| Err(*seen))
}

/// Why an answer other than 401 is no refusal, as the finding of a check.
pub(super) fn not_unauthorized(seen: &Seen<'_>, profile: &Profile) -> Finding {
    let answer = seen.answer;
    let finding = Finding::new("401 Unauthorized", describe(answer, profile)).at([seen.index]);
    match answer.status {
        403 => finding.because(
            "the route answers 403 where the ticket wants 401: nobody is logged in, so nothing is forbidden",
        ),
        404 => finding.because(
            "a 404 hides the route instead of refusing the caller; the ticket's client waits for 401",
        ),
        300..=399 => {
            finding.because("the route sends the caller to a login page; an API route has to answer 401")
        }
        500..=599 => finding
            .because("the route fails instead of refusing; with Nile down it says nothing about the session"),
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
    on_the_route: fn(BadToken) -> Step,
) -> Result<Option<Finding>, Missing> {
    for kind in BadToken::ALL {
        let step = on_the_route(kind);
        let (index, exchange) = evidence.exchange(Actor::Third, step)?;
        let answer = match exchange.answer() {
            Ok(answer) => answer,
            Err(failure) if kind == BadToken::Oversized && failure.kind == FailureKind::Closed => continue,
            Err(failure) => return Err(Missing::no_answer(step, failure)),
        };
        if answer.is_success() || answer.status >= 500 {
            let expected = format!("401 for {}", kind.name());
            return Ok(Some(Finding::new(expected, describe(answer, profile)).at([index])));
        }
    }
    Ok(None)
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
    format!("POST {}", profile.paths.logout)
}
