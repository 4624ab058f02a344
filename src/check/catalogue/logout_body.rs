//! The ticket fixes the body.

use crate::check::judge::{describe, fits};
use crate::check::{Check, Finding, Phase, Verdict};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::http::Ending;
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "logout-body",
    title: "The logout answers with the ticket's JSON body",
    requirements: &[Requirement::Ac5, Requirement::T1],
    references: &[],
    level: Level::Deny,
    explain: "JSON, with success: true as a boolean and the ticket's message, and nothing else. Clients compare; documents of the app spell the message in two ways, so a client written against the other one breaks.",
    cause: "The route returns another message (\"Successfully logged out\" stands in older documents), success as a string, more fields, or a page.",
    remedy: "Answer with the body that is promised, and with nothing else.",
    needs: &[Phase::Logout],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    let promised = &profile.logout.success;
    if promised.bodies.is_empty() {
        return Ok(Verdict::NotPromised(format!(
            "the profile {} promises no body of the logout",
            profile.name
        )));
    }
    let seen = evidence.answer(Actor::First, Step::Logout)?;
    let answer = seen.answer;
    if !promised.allows(answer.status) || answer.body.ending != Ending::Whole {
        return Err(Missing::depends_on("logout-answers-200", "the logout brought no whole 200"));
    }
    let bodies: Vec<String> = promised.bodies.iter().map(ToString::to_string).collect();
    let expected = format!("application/json {}", bodies.join(" or "));
    // Nothing has no type.
    let is_json = answer.media_type() == "application/json" || answer.body.octets == 0;
    if is_json && fits(answer, promised) {
        return Ok(Verdict::Pass(answer.body.text.trim().to_owned()));
    }
    let finding = Finding::new(expected, format!("{} {}", answer.media_type(), describe(answer, profile)))
        .at([seen.index]);
    Ok(if answer.header("content-encoding").is_some() {
        finding.because("the body is compressed although nobody asked for it")
    } else {
        finding
    }
    .into())
}
