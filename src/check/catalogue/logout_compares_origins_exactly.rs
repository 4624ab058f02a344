//! Nearly the same origin is another one.

use crate::check::{Check, Phase, Verdict, forgery, reference};
use crate::deployment::Profile;
use crate::evidence::{Evidence, Forgery, Missing};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "logout-compares-origins-exactly",
    title: "An Origin that only looks like the deployment's is refused",
    requirements: &[],
    references: &[reference::ASVS_3_5_1, reference::CSRF_CHEAT_SHEET, reference::CWE_352],
    level: Level::Warn,
    explain: "Over plain http, and in older browsers, Origin is all that tells where a request comes from, so it is sent alone: with a host that only begins like the deployment's and as null; with --intrusive also with the other of http and https, and with a host below the deployment's. Each is another origin; a comparison of beginnings, ends or host names alone takes one of them for its own. Bodies and headers are such as a browser sends without asking the server first: JSON goes as plain text, so a route that takes nothing but JSON refuses all of them. A live session must be live afterwards.",
    cause: "The gate looks only at Sec-Fetch-Site, or compares Origin with startsWith, endsWith, includes or a regular expression without ends.",
    remedy: "Compare the whole origin: new URL(origin).origin === 'https://app.example.com', from the configuration. Refuse null.",
    needs: &[Phase::ForgedLogouts],
    judge,
};

const KINDS: [Forgery; 4] =
    [Forgery::LongerHost, Forgery::NullOrigin, Forgery::OtherScheme, Forgery::Subdomain];

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if profile.csrf.is_some() {
        return Ok(Verdict::Skip("the logout asks for a CSRF token, whatever the Origin".to_owned()));
    }
    forgery::judge(evidence, profile, &KINDS, "logout-refuses-forged-requests")
}
