//! Only the user logs the user in.

use super::login_hides_unknown_email::says_the_same;
use crate::check::judge::{describe, is_logged_in, no_cookie, unless_intrusive};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, MissingKind, Probe, Step};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "login-refuses-forged-requests",
    title: "A page of another site cannot log the user in",
    requirements: &[],
    references: &[reference::CSRF_CHEAT_SHEET, reference::CWE_352],
    level: Level::Allow,
    explain: "A page that logs its visitor in as somebody else sees what the visitor then types. The login form is sent as a page of another site would send it, with an address that nobody has. If it is answered exactly as without an Origin, the password was looked at and where the request came from was not. A route that fails has not refused: then nothing is known.",
    cause: "The login route looks only at the body.",
    remedy: "Put the same gate in front of the login as in front of the logout: 403 unless Sec-Fetch-Site is same-origin or none, else compare Origin.",
    needs: &[Phase::ForgedLogin],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(verdict) = no_cookie(profile).or_else(|| unless_intrusive(evidence)) {
        return Ok(verdict);
    }
    let plain = evidence.answer(Actor::Nobody, Step::UnknownEmail)?;
    let forged = evidence.answer(Actor::Nobody, Step::Probe(Probe::ForgedLogin))?;
    if is_logged_in(plain.answer, profile) || is_logged_in(forged.answer, profile) {
        return Err(Missing::depends_on("login-refuses-wrong-password", "any password is accepted"));
    }
    if forged.answer.status >= 500 {
        return Err(Missing::new(
            MissingKind::ServerError,
            format!("a login with a form of another site was answered {}", forged.answer.status),
            "look into the deployment's log: the route fails before it decides",
        ));
    }
    if forged.answer.status == plain.answer.status && says_the_same(forged.answer, plain.answer) {
        let actual = format!("{}, as without an Origin", describe(forged.answer, profile));
        return Ok(Finding::new("403", actual).at([plain.index, forged.index]).into());
    }
    let (forged, plain) = (forged.answer.status, plain.answer.status);
    Ok(Verdict::Pass(format!("answered {forged}, and {plain} without an Origin")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::by_hand::{answer, evidence};

    const UNAUTHORIZED: &str = r#"{"error":"Invalid email or password"}"#;

    fn judged(forged: (u16, &str)) -> Result<Verdict, Missing> {
        let plain = (Actor::Nobody, Step::UnknownEmail, answer(401, UNAUTHORIZED));
        let forged = (Actor::Nobody, Step::Probe(Probe::ForgedLogin), answer(forged.0, forged.1));
        judge(&evidence([plain, forged]), &Profile::ticket().unwrap())
    }

    #[test]
    fn a_route_that_fails_has_refused_nothing() {
        assert!(matches!(judged((403, "")), Ok(Verdict::Pass(_))));
        assert!(matches!(judged((401, UNAUTHORIZED)), Ok(Verdict::Fail(_))));
        for status in [500, 503] {
            assert_eq!(judged((status, "")).unwrap_err().kind, MissingKind::ServerError);
        }
    }
}
