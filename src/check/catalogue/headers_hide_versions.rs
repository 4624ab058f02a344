//! Headers need not say what to look up in a list of known holes.

use crate::check::answers::{answers, saw_a_session};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Evidence, Missing};
use crate::level::Level;

/// Headers in which components name themselves.
const NAMING: [&str; 6] =
    ["server", "x-aspnet-version", "x-aspnetmvc-version", "x-generator", "x-powered-by", "x-runtime-version"];

/// The check.
pub(super) const CHECK: Check = Check {
    id: "headers-hide-versions",
    title: "No header tells the version of a component",
    requirements: &[],
    references: &[reference::ASVS_13_4_6],
    level: Level::Allow,
    explain: "Server: nginx/1.18.0 saves an attacker the search: there is a list of holes for each version. It protects nothing to leave it out, but it costs nothing either. Every answer of the run is looked at; a name without a number passes.",
    cause: "The defaults of the web server, the framework or a proxy.",
    remedy: "Switch the header off where it is set, such as with server_tokens off in nginx.",
    needs: &[Phase::FirstLogin],
    judge,
};

fn judge(evidence: &Evidence, _: &Profile) -> Result<Verdict, Missing> {
    saw_a_session(evidence)?;
    let mut named = Vec::new();
    for given in answers(evidence) {
        for name in NAMING {
            let Some(value) = given.header(name) else { continue };
            let said = format!("{name}: {value}");
            if tells_a_version(&value) {
                return Ok(Finding::new("no version in a header", said).at([given.index]).into());
            }
            if !named.contains(&said) {
                named.push(said);
            }
        }
    }
    let seen = if named.is_empty() { "none names a component".to_owned() } else { named.join(", ") };
    Ok(Verdict::Pass(format!("{} answers: {seen}", answers(evidence).count())))
}

/// Whether a number with a point, or one after a slash, stands there.
fn tells_a_version(value: &str) -> bool {
    let digit = |c: Option<&u8>| c.is_some_and(u8::is_ascii_digit);
    value.as_bytes().windows(2).enumerate().any(|(at, pair)| match pair {
        [b'/', next] => next.is_ascii_digit(),
        [b'.', next] => at > 0 && digit(value.as_bytes().get(at - 1)) && next.is_ascii_digit(),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::tells_a_version;

    #[test]
    fn a_version_is_a_number_with_a_point_or_after_a_slash() {
        assert!(["nginx/1.25.3", "Express 4.18", "PHP/8", "4.0.30319"].into_iter().all(tells_a_version));
        assert!(!["Next.js", "cloudflare", "Vercel", "nginx", "", "."].into_iter().any(tells_a_version));
    }
}
