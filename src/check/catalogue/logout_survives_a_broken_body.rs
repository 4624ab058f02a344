//! A logout needs no body, so no body may break it.

use crate::check::forgery::{NEEDS_A_SECOND_ACCOUNT, answers_to, victim};
use crate::check::judge::{describe, live};
use crate::check::{Check, Finding, Phase, Verdict, odd_logout, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Forgery, Missing, OddLogout, Probe, Step};
use crate::http::FailureKind;
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "logout-survives-a-broken-body",
    title: "No body makes the logout fail, whether it breaks off or is long",
    requirements: &[],
    references: &[reference::ASVS_16_5_3],
    level: Level::Warn,
    explain: "Clients that break off, proxies and scripts send bodies that are no JSON. A live session logs out with one; the answer may be a success (the body is ignored) or 400, 413 or 415, but no 5xx: then the user stays logged in because of a body that nobody needs. Forms and plain text from other sites count as well. With --intrusive a session of its own logs out with 64 KiB of JSON, which has to be answered in time too; a server may close the connection on it.",
    cause: "The route awaits request.json() without catching its error, or answers 500 to every error of its body parser, the one for a body that is too large among them.",
    remedy: "Do not read the body of the logout; if there has to be one, answer 400 when it cannot be read.",
    needs: &[Phase::OddLogouts],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    let plain = evidence.answer(Actor::Nobody, Step::LogoutBeforeLogin)?;
    if plain.answer.status >= 500 {
        return Err(Missing::depends_on("logout-requires-session", "the route fails whatever is sent to it"));
    }
    let actor = victim(evidence);
    let bodies =
        [Probe::ForgedLogout(Forgery::Form), Probe::ForgedLogout(Forgery::Text), Probe::BrokenBodyLogout];
    let answers = answers_to(evidence, &bodies)?;
    if let Some((probe, seen)) = answers.iter().find(|(_, seen)| seen.answer.status >= 500) {
        let actual = format!("{} when trying to {}", describe(seen.answer, profile), probe.name());
        return Ok(Finding::new("a logout, or 400", actual).at([seen.index]).into());
    }
    if let Some(finding) = fails_on_a_large_body(evidence, profile)? {
        return Ok(finding.into());
    }
    let broken = evidence.answer(actor, Step::Probe(Probe::BrokenBodyLogout))?;
    if actor == Actor::Nobody {
        return Ok(Verdict::Skip(NEEDS_A_SECOND_ACCOUNT.to_owned()));
    }
    live(evidence, profile, actor, Step::Probe(Probe::MeAfterForgeries))?;
    Ok(Verdict::Pass(format!("answered {}", broken.answer.status)))
}

fn fails_on_a_large_body(evidence: &Evidence, profile: &Profile) -> Result<Option<Finding>, Missing> {
    if !evidence.intrusive {
        return Ok(None);
    }
    let (index, exchange) = odd_logout::exchange(evidence, OddLogout::LargeBody)?;
    let actual = match exchange.answer() {
        Ok(answer) if answer.status >= 500 => describe(answer, profile),
        Err(failure) if failure.kind == FailureKind::Timeout => failure.kind.name().to_owned(),
        Err(failure) if failure.kind == FailureKind::Closed => return Ok(None),
        Ok(_) | Err(_) => return odd_logout::answer(evidence, OddLogout::LargeBody).map(|_| None),
    };
    let actual = format!("{actual} when trying to {}", OddLogout::LargeBody.name());
    Ok(Some(Finding::new("a logout, 400 or 413", actual).at([index])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::by_hand::{answer, evidence, exchange, facts};
    use crate::evidence::{Intrusive, Step};
    use crate::http::{Failure, Outcome};

    fn judged(large: Outcome) -> Result<Option<Finding>, Missing> {
        let mut evidence = evidence([]);
        evidence.sessions.insert(Actor::Fifth, facts());
        let step = Step::Intrusive(Intrusive::OddLogout(OddLogout::LargeBody));
        evidence.record(Actor::Fifth, step, exchange(large));
        fails_on_a_large_body(&evidence, &Profile::ticket().unwrap())
    }

    #[test]
    fn a_large_body_may_be_refused_but_neither_fail_nor_be_waited_for() {
        let failed = |kind| Outcome::Failure(Failure { kind, message: String::new() });
        for fine in [200, 400, 401, 413, 415] {
            assert!(matches!(judged(Outcome::Answer(answer(fine, ""))), Ok(None)), "{fine}");
        }
        assert!(matches!(judged(failed(FailureKind::Closed)), Ok(None)));
        for wrong in [Outcome::Answer(answer(500, "")), failed(FailureKind::Timeout)] {
            assert!(matches!(judged(wrong), Ok(Some(_))));
        }
        judged(failed(FailureKind::Refused)).unwrap_err();
        judged(Outcome::Answer(answer(429, ""))).unwrap_err();
    }
}
