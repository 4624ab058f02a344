//! Where a logout sends the user.

use crate::check::forgery::{NEEDS_A_SECOND_ACCOUNT, answers_to, victim};
use crate::check::judge::live;
use crate::check::stranger::where_it_leads;
use crate::check::{Check, Finding, Phase, Verdict, odd_logout, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Forgery, Missing, OddLogout, Probe, Seen, Step, seems_logged_out};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "logout-leads-to-no-stranger",
    title: "A logout sends nobody to another site because a parameter says so",
    requirements: &[],
    references: &[reference::ASVS_3_7_2, reference::WSTG_CLNT_04, reference::CWE_601],
    level: Level::Warn,
    explain: "A link to the app that ends on a copy of its login page is how passwords are stolen: who has just been logged out expects to log in. A logout carries callbackUrl, redirect, next and returnTo with a page of another site, in the query and in the body of a form. With --intrusive four further logouts, each of a session of its own, name it in query, body and cookies as browsers read it and tests for own paths may not: //evil.example, /\\evil.example, a scheme without slashes, and the deployment's own address as a user's name before the @. Neither Location nor a URL in the body nor a cookie may name that site. A logout that was carried out must have carried them.",
    cause: "The route redirects to a parameter, or keeps it in a callback-url cookie, without looking at its origin.",
    remedy: "Redirect to a fixed page, or only to new URL(target, origin) whose origin is the app's own. A target that begins with a slash, or with the app's address, may still be another site's.",
    needs: &[Phase::OddLogouts],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    let actor = victim(evidence);
    let probes = [Probe::ForgedLogout(Forgery::Form), Probe::BrokenBodyLogout, Probe::RedirectedLogout];
    let plainly = answers_to(evidence, &probes)?.into_iter().map(|(_, seen)| seen);
    let asked: Vec<Seen<'_>> = plainly.chain(in_other_spellings(evidence)?).collect();
    if let Some((seen, place)) = asked.iter().find_map(|seen| Some((seen, where_it_leads(seen)?))) {
        let actual = format!("answered {}, and {place}", seen.answer.status);
        return Ok(Finding::new("no way to another site", actual).at([seen.index]).into());
    }
    evidence.answer(actor, Step::Probe(Probe::BrokenBodyLogout))?;
    let was_carried_out = asked.iter().any(|seen| seems_logged_out(seen.answer, profile));
    if actor == Actor::Nobody && profile.logout.unauthorized.is_some() && !was_carried_out {
        return Ok(Verdict::Skip(NEEDS_A_SECOND_ACCOUNT.to_owned()));
    }
    if was_carried_out {
        return Ok(Verdict::Pass(format!(
            "{} logouts asked for another site, none leads there",
            asked.len()
        )));
    }
    live(evidence, profile, actor, Step::Probe(Probe::MeAfterForgeries))?;
    Err(Missing::depends_on("logout-answers-200", "no logout that asked for another site was carried out"))
}

/// The answers to the logouts that name the other site as browsers read it.
fn in_other_spellings(evidence: &Evidence) -> Result<Vec<Seen<'_>>, Missing> {
    let odd = OddLogout::ALL.into_iter().filter(|_| evidence.intrusive);
    let towards = odd.filter(|odd| matches!(odd, OddLogout::Towards(_)));
    towards.map(|odd| odd_logout::answer(evidence, odd)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::by_hand::{answer, evidence, facts};
    use crate::evidence::Intrusive;
    use crate::http::Answer;

    const GOODBYE: &str = r#"{"success":true,"message":"Logged out successfully"}"#;

    /// Four logouts in other spellings were carried out, the first of them with
    /// that answer.
    fn judged(first: &Answer) -> Result<Verdict, Missing> {
        let odd = |(at, odd): (usize, OddLogout)| {
            let answer = if at == 0 { first.clone() } else { answer(200, GOODBYE) };
            (Actor::Fourth, Step::Intrusive(Intrusive::OddLogout(odd)), answer)
        };
        let towards = OddLogout::ALL.into_iter().filter(|odd| matches!(odd, OddLogout::Towards(_)));
        let broken = (Actor::Nobody, Step::Probe(Probe::BrokenBodyLogout), answer(401, ""));
        let mut evidence = evidence(towards.enumerate().map(odd).chain([broken]));
        for record in &mut evidence.records {
            record.exchange.url = "http://localhost:3000/api/auth/logout".to_owned();
        }
        evidence.sessions.insert(Actor::Fourth, facts());
        judge(&evidence, &Profile::ticket().unwrap())
    }

    fn redirect(location: &str) -> Answer {
        Answer { headers: vec![("location".to_owned(), location.to_owned())], ..answer(302, "") }
    }

    #[test]
    fn a_location_is_read_as_a_browser_reads_it() {
        let own = "http://localhost:3000";
        for away in ["//evil.example", "/\\evil.example", "https:evil.example"] {
            assert!(matches!(judged(&redirect(away)), Ok(Verdict::Fail(_))), "{away}");
        }
        assert!(matches!(judged(&redirect(&format!("{own}@evil.example"))), Ok(Verdict::Fail(_))));
        for home in ["/", "/evil.example", "/?next=//evil.example", &format!("{own}//evil.example")] {
            assert!(matches!(judged(&redirect(home)), Ok(Verdict::Pass(_))), "{home}");
        }
    }

    #[test]
    fn a_refusal_that_repeats_what_it_refuses_leads_nowhere() {
        let body = r#"{"detail":[{"input":"//evil.example"}]}"#;
        assert!(!matches!(judged(&answer(422, body)), Ok(Verdict::Fail(_))));
        assert!(matches!(judged(&answer(200, body)), Ok(Verdict::Fail(_))));
    }

    #[test]
    fn sessions_of_their_own_make_up_for_a_second_account() {
        assert!(matches!(judged(&answer(200, GOODBYE)), Ok(Verdict::Pass(_))));
    }
}
