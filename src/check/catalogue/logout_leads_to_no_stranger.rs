//! Where a logout sends the user.

use crate::check::forgery::{NEEDS_A_SECOND_ACCOUNT, answers_to, victim};
use crate::check::judge::live;
use crate::check::stranger::where_it_leads;
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Forgery, Missing, Probe, Step, seems_logged_out};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "logout-leads-to-no-stranger",
    title: "A logout sends nobody to another site because a parameter says so",
    requirements: &[],
    references: &[reference::ASVS_3_7_2, reference::WSTG_CLNT_04, reference::CWE_601],
    level: Level::Warn,
    explain: "A link to the app that ends on a copy of its login page is how passwords are stolen: who has just been logged out expects to log in. A logout carries callbackUrl, redirect, next and returnTo with a page of another site, in the query and in the body of a form. Neither Location nor a URL in the body nor a cookie may name that site. A logout that was carried out must have carried them.",
    cause: "The route redirects to a parameter, or keeps it in a callback-url cookie, without looking at its origin.",
    remedy: "Redirect to a fixed page, or only to new URL(target, origin) whose origin is the app's own.",
    needs: &[Phase::OddLogouts],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    let actor = victim(evidence);
    let probes = [Probe::ForgedLogout(Forgery::Form), Probe::BrokenBodyLogout, Probe::RedirectedLogout];
    let asked = answers_to(evidence, &probes)?;
    if let Some((seen, place)) = asked.iter().find_map(|(_, seen)| Some((seen, where_it_leads(seen)?))) {
        let actual = format!("answered {}, and {place}", seen.answer.status);
        return Ok(Finding::new("no way to another site", actual).at([seen.index]).into());
    }
    evidence.answer(actor, Step::Probe(Probe::BrokenBodyLogout))?;
    if actor == Actor::Nobody && profile.logout.unauthorized.is_some() {
        return Ok(Verdict::Skip(NEEDS_A_SECOND_ACCOUNT.to_owned()));
    }
    if asked.iter().any(|(_, seen)| seems_logged_out(seen.answer, profile)) {
        return Ok(Verdict::Pass(format!(
            "{} logouts asked for another site, none leads there",
            asked.len()
        )));
    }
    live(evidence, profile, actor, Step::Probe(Probe::MeAfterForgeries))?;
    Err(Missing::depends_on("logout-answers-200", "no logout that asked for another site was carried out"))
}
