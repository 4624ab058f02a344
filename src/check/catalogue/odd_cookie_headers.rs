//! A Cookie header is what a browser, a proxy and the neighbours made of it.

use crate::check::judge::{Identity, describe, is_refused, live};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::{Carrier, Profile};
use crate::evidence::{Actor, Elsewhere, Evidence, Missing, OddCookies, Seen, Step};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "odd-cookie-headers",
    title: "Odd Cookie headers neither break the route nor confuse sessions",
    requirements: &[],
    references: &[reference::RFC_6265BIS_ORDER, reference::ASVS_16_5_3],
    level: Level::Warn,
    explain: "A live session asks with garbage under the same name before its cookie and behind it, with its cookies in two Cookie lines as HTTP/2 allows, and with a stray chunk beside it, as a longer token of earlier days leaves one. Two lines mean the same as one and must be answered 200. The others may be answered with the session's own identity or refused, but never with a failure or with anybody else. The proof says which of two cookies of one name counts.",
    cause: "The Cookie header is read by hand: a map keeps one line or one value per name, or chunks are put together by the beginning of their names and then fail to decode.",
    remedy: "Read cookies through the framework, which joins the lines; treat a token that cannot be read as \"no session\"; put only the chunks .0, .1 … together that follow each other.",
    needs: &[Phase::OddCookies, Phase::AnonymousLogout],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if matches!(profile.session.carrier, Carrier::Bearer(_)) {
        return Ok(Verdict::Skip("no cookie carries the session".to_owned()));
    }
    live(evidence, profile, Actor::Third, Step::MeBeforeAnonymousLogout)?;
    let session = evidence.session(Actor::Third)?;
    let mut accepted = Vec::new();
    for kind in OddCookies::ALL {
        let seen = evidence.answer(Actor::Third, Step::Elsewhere(Elsewhere::OddMe(kind)))?;
        let identity = Identity::of(seen.answer, profile);
        if identity.is_some_and(|identity| identity.is(session, profile)) {
            accepted.push(kind);
        } else if kind == OddCookies::TwoLines || !is_turned_away(evidence, profile, &seen) {
            return Ok(wrong(kind, &seen, profile).into());
        }
    }
    Ok(Verdict::Pass(in_words(&accepted)))
}

/// Whether an answer takes the caller for nobody, in whatever way this route
/// does it.
fn is_turned_away(evidence: &Evidence, profile: &Profile, seen: &Seen<'_>) -> bool {
    let like = |nobody: Seen<'_>| {
        nobody.answer.status == seen.answer.status && nobody.answer.body.text == seen.answer.body.text
    };
    is_refused(seen.answer, profile)
        || matches!(seen.answer.status, 400..=499)
        || evidence.answer(Actor::Nobody, Step::Me).is_ok_and(like)
}

fn wrong(kind: OddCookies, seen: &Seen<'_>, profile: &Profile) -> Finding {
    let expected = match kind {
        OddCookies::TwoLines => "200 with the session's own identity",
        OddCookies::GarbageFirst | OddCookies::GarbageLast | OddCookies::StrayChunk => {
            "the session's own identity or a refusal"
        }
    };
    let expected = format!("{expected} for {}", kind.name());
    Finding::new(expected, describe(seen.answer, profile)).at([seen.index])
}

/// Which of two cookies counts, and what a stray chunk does.
fn in_words(accepted: &[OddCookies]) -> String {
    let has = |kind| accepted.contains(&kind);
    let twice = match (has(OddCookies::GarbageFirst), has(OddCookies::GarbageLast)) {
        (true, true) => "of two cookies of one name the right one is found",
        (true, false) => "of two cookies of one name the last counts",
        (false, true) => "of two cookies of one name the first counts",
        (false, false) => "two cookies of one name are refused",
    };
    let chunk = if has(OddCookies::StrayChunk) { "ignored" } else { "refused" };
    format!("{twice}, two lines are one, a stray chunk is {chunk}")
}
