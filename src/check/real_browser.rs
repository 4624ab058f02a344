//! What the checks of the real browser have in common.

use super::Verdict;
use crate::cookie::Cookie;
use crate::evidence::{Actor, Evidence, HeldCookie, Missing, RealBrowser, Step};

/// What the real browser held. None where nobody asked for one.
///
/// # Errors
/// Why it did not come to its end.
pub(super) fn seen(evidence: &Evidence) -> Option<Result<&RealBrowser, Missing>> {
    let browser = evidence.browser.as_ref();
    evidence.with_browser.then(|| browser.ok_or_else(|| evidence.why_not(Actor::Browser, Step::Logout)))
}

/// The verdict where nobody asked for one.
pub(super) fn not_asked_for() -> Verdict {
    Verdict::Skip("needs a real Chromium: --browser".to_owned())
}

/// A cookie of the model as the browser would show it.
pub(super) fn shown(cookie: &Cookie) -> HeldCookie {
    HeldCookie {
        name: cookie.name.clone(),
        value: cookie.value.clone(),
        domain: cookie.domain.clone(),
        host_only: cookie.host_only,
        path: cookie.path.clone(),
        secure: cookie.secure,
        http_only: cookie.http_only,
        partitioned: cookie.partition.is_some(),
    }
}

/// The cookie for a person.
pub(super) fn in_words(cookie: &HeldCookie) -> String {
    let domain = if cookie.host_only { "no Domain, " } else { "Domain=" };
    let mut text =
        format!("{}={} ({domain}{}, Path={}", cookie.name, cookie.value, cookie.domain, cookie.path);
    let flags =
        [(cookie.secure, "Secure"), (cookie.http_only, "HttpOnly"), (cookie.partitioned, "Partitioned")];
    for (_, flag) in flags.into_iter().filter(|(is_set, _)| *is_set) {
        text.push_str(", ");
        text.push_str(flag);
    }
    text.push(')');
    text
}
