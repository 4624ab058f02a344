//! The clock must not tell who has an account.

use std::time::Duration;

use crate::check::judge::{fits, milliseconds, unless_intrusive};
use crate::check::timing::Comparison;
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Intrusive, Missing, Step};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "login-time-hides-unknown-email",
    title: "An unknown e-mail address is refused as slowly as a wrong password",
    requirements: &[],
    references: &[reference::ASVS_6_3_8, reference::WSTG_IDNT_04, reference::CWE_208],
    level: Level::Allow,
    explain: "With --intrusive: ten wrong passwords and ten unknown addresses in turn. A server that hashes a password only for addresses it knows answers the others faster, and tells who has an account. The times are compared by their ranks (Mann and Whitney). Only a difference that chance brings less than once in a thousand runs counts, and only if the medians are 2 ms and a tenth apart.",
    cause: "The handler returns as soon as it finds no user, before the password is hashed.",
    remedy: "Compare the password with the hash of a made-up one when there is no user.",
    needs: &[Phase::TimedLogins, Phase::FirstLogin],
    judge,
};

/// The fewest times of each kind that are compared.
const ENOUGH: usize = 10;

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = unless_intrusive(evidence) {
        return Ok(skip);
    }
    evidence.session(Actor::First)?;
    let wrong = times(evidence, profile, Actor::First, Intrusive::TimedWrongPassword)?;
    let unknown = times(evidence, profile, Actor::Nobody, Intrusive::TimedUnknownEmail)?;
    let counts = wrong.len().min(unknown.len());
    let Some(found) = Comparison::of(&wrong, &unknown).filter(|_| counts >= ENOUGH) else {
        return Ok(Verdict::Skip(format!("only {counts} refused logins of each kind could be timed")));
    };
    let (for_wrong, for_unknown) = (milliseconds(found.medians.0), milliseconds(found.medians.1));
    if found.is_clear() {
        let actual = format!("{for_unknown}, by the median of {counts} (p = {:.0e})", found.chance);
        let expected = format!("as long as for a wrong password: {for_wrong}");
        let last = evidence.indices(Actor::Nobody, Step::Intrusive(Intrusive::TimedUnknownEmail));
        return Ok(Finding::new(expected, actual).at(last.last()).into());
    }
    Ok(Verdict::Pass(format!("{for_wrong} for a wrong password, {for_unknown} for an unknown address")))
}

/// How long the refusals of that kind took.
fn times(
    evidence: &Evidence,
    profile: &Profile,
    actor: Actor,
    step: Intrusive,
) -> Result<Vec<Duration>, Missing> {
    evidence.exchange(actor, Step::Intrusive(step))?;
    let exchanges = evidence.indices(actor, Step::Intrusive(step)).map(|at| &evidence.records[at].exchange);
    let refused = exchanges
        .filter(|exchange| exchange.answer().is_ok_and(|answer| fits(answer, &profile.login.refused)));
    Ok(refused.map(crate::http::Exchange::duration).collect())
}
