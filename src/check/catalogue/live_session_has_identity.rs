//! The positive control of every refusal.

use crate::check::judge::{Identity, describe, get_me, is_refused};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "live-session-has-identity",
    title: "A live session is answered with its own identity",
    requirements: &[Requirement::Ac4],
    references: &[reference::ASVS_7_2_1],
    level: Level::Deny,
    explain: "The positive control: before any 401 can mean \"logged out\", the same request with the live session must have been a 200 with the account's id and e-mail address. Without it a route that never works would pass as one that is well protected.",
    cause: "The route reads a field that the session does not have, looks for the wrong cookie name, or is not the route that was meant.",
    remedy: "Answer with the id and the e-mail address of the session's own user.",
    needs: &[Phase::FirstLogin],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    let session = evidence.session(Actor::First)?;
    let seen = evidence.answer(Actor::First, Step::Me)?;
    let identity = Identity::of(seen.answer, profile);
    let promised = if profile.me.id_fields.is_empty() { "e-mail" } else { "id and e-mail" };
    if identity.as_ref().is_some_and(|identity| identity.is(session, profile)) {
        return Ok(Verdict::Pass(format!("{} is 200 with the account's {promised}", get_me(profile))));
    }
    let expected = format!("200 with the account's {promised}");
    let finding = Finding::new(expected, describe(seen.answer, profile)).at([seen.index]);
    if identity.is_some_and(|identity| identity.lacks_its_id(session, profile)) {
        let places = profile.me.id_fields.join(", ");
        return Ok(finding.because(format!("no id stands at {places}; me.id_fields of the profile says where it is, or [] if there is none")).into());
    }
    let is_list = seen.answer.json().is_some_and(|json| json.is_array());
    Ok(match (is_list, is_refused(seen.answer, profile)) {
        (true, _) => finding.because("this is a list of users, as a catch-all route in front of Nile answers it: the route of the profile is not deployed"),
        (false, true) => finding.because("the session that login opened is not seen: the route looks for another cookie name, or the origin is refused"),
        (false, false) => finding,
    }
    .into())
}
