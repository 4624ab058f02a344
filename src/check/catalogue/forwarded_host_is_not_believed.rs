//! Headers that only a proxy in front may set.

use crate::check::judge::unless_intrusive;
use crate::check::stranger::where_it_leads;
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Probe, Step};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "forwarded-host-is-not-believed",
    title: "A caller cannot choose the host that the deployment takes for its own",
    requirements: &[],
    references: &[reference::ASVS_4_1_3],
    level: Level::Warn,
    explain: "X-Forwarded-Host, Forwarded and Nile's nile-origin say where a request was really sent. If the app believes them from anybody, a cached redirect, a cookie's Domain or a link in a mail leads to the caller's site. They are sent with the name of another site to the CSRF route, or to the protected route where there is none. The answer must not name that site, and must not fail. The Host header is left alone: behind one address there may be several sites.",
    cause: "Nothing in front of the app removes these headers, and the app builds URLs from them.",
    remedy: "Set or remove them at the edge, and give the app its own origin in the configuration.",
    needs: &[Phase::ForwardedHost],
    judge,
};

fn judge(evidence: &Evidence, _: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = unless_intrusive(evidence) {
        return Ok(skip);
    }
    let seen = evidence.answer(Actor::Nobody, Step::Probe(Probe::ForwardedHost))?;
    let finding = |actual: String| Finding::new("the same answer as without them", actual).at([seen.index]);
    if let Some(place) = where_it_leads(&seen) {
        return Ok(finding(format!("answered {}, and {place}", seen.answer.status)).into());
    }
    let plain = [Step::Csrf, Step::Me].map(|step| evidence.answer(Actor::Nobody, step));
    let works = |status: u16| status < 500;
    let worked = plain.iter().flatten().all(|plain| works(plain.answer.status));
    if worked && !works(seen.answer.status) {
        return Ok(finding(format!("answered {}", seen.answer.status)).into());
    }
    Ok(Verdict::Pass(format!("answered {}, and names no other site", seen.answer.status)))
}
