//! The session cookie belongs to one host.

use crate::check::judge::no_cookie;
use crate::check::session_cookies::{SessionLine, names_of, session_lines};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Evidence, Missing};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "session-cookie-host-only",
    title: "The session cookie goes back to its own host alone",
    requirements: &[],
    references: &[reference::ASVS_3_3_3, reference::WSTG_SESS_02],
    level: Level::Warn,
    explain: "With a Domain attribute every host below that name gets the cookie too, also where the attribute names only the host itself: a forgotten or a hijacked subdomain then receives the session with each visit. Without it the cookie goes back to the host that set it and to no other. Every line that sets a session cookie is looked at as a browser takes it in: an address, localhost and a public suffix may name themselves and share nothing.",
    cause: "Domain is set so that several subdomains share one login, or in the belief that a cookie needs it.",
    remedy: "Leave domain out of the line that sets the cookie and of the one that deletes it. Where subdomains have to share the login, allow this check with -A and keep every host below that name in your own hands.",
    needs: &[Phase::FirstLogin],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = no_cookie(profile) {
        return Ok(skip);
    }
    let lines = session_lines(evidence)?;
    if let Some(shared) = lines.iter().find(|line| !line.cookie.host_only) {
        return Ok(shared_with_others(shared).into());
    }
    Ok(Verdict::Pass(format!("{} goes to its own host alone, by {} lines", names_of(&lines), lines.len())))
}

fn shared_with_others(shared: &SessionLine<'_>) -> Finding {
    let (name, domain) = (shared.line.name(), &shared.cookie.domain);
    let actual = format!("{name} has Domain={domain}: every host below {domain} gets it too");
    let finding = shared.shown(Finding::new(format!("{name} without Domain"), actual));
    finding.detail(format!("right: {}", without_domain(&shared.line.line())))
}

/// The line as it would be right.
fn without_domain(line: &str) -> String {
    let is_domain = |part: &str| {
        let name = part.split('=').next().unwrap_or_default();
        name.trim().eq_ignore_ascii_case("domain")
    };
    let (pair, attributes) = line.split_once(';').unwrap_or((line, ""));
    let kept = attributes.split(';').filter(|part| !is_domain(part));
    std::iter::once(pair).chain(kept).collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::without_domain;

    #[test]
    fn the_right_line_loses_its_domain_and_nothing_else() {
        for (line, right) in [
            ("a=1; Path=/; Domain=penguin.test; HttpOnly", "a=1; Path=/; HttpOnly"),
            ("a=1;domain=.a.test;DOMAIN = b.test", "a=1"),
            ("domain=1; Path=/domain=x", "domain=1; Path=/domain=x"),
        ] {
            assert_eq!(without_domain(line), right);
        }
    }
}
