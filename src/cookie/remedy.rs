//! The line that would have done it.

use super::attribute::MAX_ATTRIBUTE_OCTETS;
use super::stored::Cookie;

/// The `Set-Cookie` line that removes this cookie in both engines, sent from where the cookie was
/// set.
///
/// It names the same place as the cookie and carries both Max-Age=0 and a past Expires, because
/// frameworks are known to lose one of the two on the way. The flags of the cookie are repeated: a
/// prefixed name needs some of them, and none does harm.
#[must_use]
pub fn line_that_would_work(stored: &Cookie) -> String {
    // A line with neither name nor value is ignored, so a nameless cookie is cleared by one with
    // some value.
    let value = if stored.name.is_empty() { "deleted" } else { "" };
    let mut line = format!("{}={value}", stored.name);
    // A default path can be one that no attribute can express; then leaving Path out gives the same
    // one again.
    if stored.path.len() <= MAX_ATTRIBUTE_OCTETS && !stored.path.contains(';') {
        line.push_str("; Path=");
        line.push_str(&stored.path);
    }
    if !stored.host_only {
        line.push_str("; Domain=");
        line.push_str(&stored.domain);
    }
    line.push_str("; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
    push_flags(&mut line, stored);
    line
}

fn push_flags(line: &mut String, stored: &Cookie) {
    let flags = [
        (stored.http_only, "; HttpOnly"),
        (stored.secure, "; Secure"),
        (stored.partition.is_some(), "; Partitioned"),
    ];
    for (_, flag) in flags.into_iter().filter(|(is_set, _)| *is_set) {
        line.push_str(flag);
    }
    if let Some(same_site) = stored.same_site.as_str() {
        line.push_str("; SameSite=");
        line.push_str(same_site);
    }
}
