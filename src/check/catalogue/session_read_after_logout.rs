//! Reading the session must not bring it back.

use super::session_ended_on_server::ended;
use crate::check::judge::{Identity, describe};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::cookie::SetCookie;
use crate::deployment::Profile;
use crate::evidence::{Actor, Elsewhere, Evidence, Missing, SessionFacts, Step};
use crate::http::Answer;
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "session-read-after-logout",
    title: "Reading the session after logout shows nobody and revives nothing",
    requirements: &[Requirement::Ac2, Requirement::T3],
    references: &[reference::ASVS_7_4_1, reference::CWE_613],
    level: Level::Deny,
    explain: "Pages ask a session route of their own, such as /api/auth/session, and it may set the cookie anew with every answer. After the logout it is asked with the captured cookie. The answer must name nobody, and if it sets session cookies, these are tried on the protected route: they must be refused. Before the logout the same request had to name the user. Measured on Nile: a token that is not revoked is given out again on such a read.",
    cause: "The session route decodes the token and signs it again without looking whether its session was ended; a guard for revoked tokens stands only on the app's own routes.",
    remedy: "Look at the revocation wherever a session is read, in the framework's own routes as well.",
    needs: &[Phase::SessionRead, Phase::Logout, Phase::Replay, Phase::Witness],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    let Some(path) = &profile.paths.session else {
        return Ok(Verdict::Skip("the profile names no session route (paths.session)".to_owned()));
    };
    let live = evidence.answer(Actor::First, Step::Elsewhere(Elsewhere::SessionRead))?;
    if !names_the_user(evidence, live.answer) {
        let status = live.answer.status;
        return Ok(Verdict::Skip(format!("GET {path} names no user to a live session ({status})")));
    }
    ended(evidence, profile)?;
    let after = evidence.answer(Actor::First, Step::Elsewhere(Elsewhere::SessionReadAfterLogout))?;
    let finding = |expected: &str, answer| {
        Finding::new(format!("{expected} on GET {path}"), describe(answer, profile)).at([after.index])
    };
    if names_the_user(evidence, after.answer) {
        return Ok(finding("no user", after.answer).into());
    }
    let step = Step::Elsewhere(Elsewhere::MeAfterSessionRead);
    if !sets_the_session(evidence, after.answer) && evidence.exchange(Actor::First, step).is_err() {
        return Ok(Verdict::Pass(format!("GET {path} answers {}", describe(after.answer, profile))));
    }
    let tried = evidence.answer(Actor::First, step)?;
    if Identity::of(tried.answer, profile).is_some() {
        let finding = finding("no live session cookie", after.answer).at([tried.index]);
        let actual = format!("the cookie that came with it is answered {}", describe(tried.answer, profile));
        return Ok(Finding { actual, ..finding }.into());
    }
    Ok(Verdict::Pass(format!("GET {path} names nobody, and the cookie that came with it opens nothing")))
}

/// Whether a cookie of the session comes with an answer, and not to delete it.
fn sets_the_session(evidence: &Evidence, answer: &Answer) -> bool {
    let main = evidence.sessions.get(&Actor::First).and_then(SessionFacts::main);
    let is_of_it = |line: &SetCookie| {
        !line.value().is_empty()
            && main.is_some_and(|cookie| cookie.pieces.iter().any(|name| *name == line.name()))
    };
    answer.set_cookies.iter().any(is_of_it)
}

/// Whether the account's address stands in an answer.
fn names_the_user(evidence: &Evidence, answer: &Answer) -> bool {
    let session = evidence.sessions.get(&Actor::First);
    session.is_some_and(|session| !session.email.is_empty() && answer.body.text.contains(&session.email))
}
