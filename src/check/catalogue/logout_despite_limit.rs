//! A limit on logins must not keep anybody logged in.

use crate::check::guesses::{Defence, defence};
use crate::check::judge::{describe, is_accepted, is_refused, is_turned_away, live, unless_intrusive};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Intrusive, Missing, MissingKind, Step};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "logout-despite-limit",
    title: "A limit on logins leaves the logout open",
    requirements: &[],
    references: &[reference::ASVS_7_4_1, reference::CWE_613],
    level: Level::Warn,
    explain: "With --intrusive: when the deployment has begun to refuse logins, a session that was open all the time logs out. If the limit counts the logout too, its 429 leaves the user logged in, and few clients look at it. A session that the limit itself has ended is no such case.",
    cause: "One limiter guards everything under /api/auth.",
    remedy: "Exempt the logout from the limit: whoever has a session may end it.",
    needs: &[Phase::GuessedPasswords],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = unless_intrusive(evidence) {
        return Ok(skip);
    }
    let Defence::Answered { after, .. } = defence(evidence, profile)? else {
        return Ok(Verdict::Skip("no limit on logins showed itself".to_owned()));
    };
    super::session_ended_on_server::ended(evidence, profile)?;
    live(evidence, profile, Actor::Fourth, Step::Intrusive(Intrusive::MeBeforeGuesses))?;
    let step = Step::Intrusive(Intrusive::LogoutAfterGuesses);
    let (index, exchange) = evidence.exchange(Actor::Fourth, step)?;
    let logout = exchange.answer().map_err(|failure| Missing::no_answer(step, failure))?;
    let me = evidence.answer(Actor::Fourth, Step::Intrusive(Intrusive::MeAfterGuesses))?;
    // A lock may have ended the session itself, and the logout finds none.
    if is_refused(me.answer, profile) {
        return Ok(Verdict::Pass(format!("{} although logins were limited after {after}", logout.status)));
    }
    if is_turned_away(logout, profile) && is_accepted(me.answer, profile) {
        let finding = Finding::new("a logout that works in spite of the limit", describe(logout, profile));
        return Ok(finding.at([index, me.index]).into());
    }
    let reason = format!("the session answers {} after that logout", describe(me.answer, profile));
    Err(Missing::new(MissingKind::Unexpected, reason, "look at session-ended-on-server"))
}
