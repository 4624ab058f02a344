//! A browser must not guess what an answer is.

use crate::check::answers::{Given, answers, listed, saw_a_session};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Evidence, Missing};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "no-sniffing",
    title: "Every answer with a body carries X-Content-Type-Options: nosniff",
    requirements: &[],
    references: &[reference::ASVS_3_4_4],
    level: Level::Warn,
    explain: "Without nosniff a browser may take the body for something else than its Content-Type says, such as a script. Every answer of the run that has a body is looked at.",
    cause: "Neither the app nor what stands in front of it sets the header.",
    remedy: "Set X-Content-Type-Options: nosniff in one place, for every answer.",
    needs: &[Phase::Anonymous, Phase::FirstLogin, Phase::Logout],
    judge,
};

fn judge(evidence: &Evidence, _: &Profile) -> Result<Verdict, Missing> {
    saw_a_session(evidence)?;
    let bodies: Vec<Given<'_>> = answers(evidence).filter(|given| given.answer.body.octets > 0).collect();
    let open: Vec<Given<'_>> = bodies.iter().copied().filter(|given| !says_nosniff(given)).collect();
    if open.is_empty() {
        return Ok(Verdict::Pass(format!("nosniff with all {} bodies", bodies.len())));
    }
    let places = listed(open.iter().copied()).or_every(bodies.len(), "answer with a body");
    let actual = format!("without it: {}", places.words);
    let finding = Finding::new("X-Content-Type-Options: nosniff", actual);
    Ok(finding.at(places.exchanges).into())
}

fn says_nosniff(given: &Given<'_>) -> bool {
    let value = given.header("x-content-type-options");
    value.is_some_and(|value| value.split(',').any(|one| one.trim().eq_ignore_ascii_case("nosniff")))
}
