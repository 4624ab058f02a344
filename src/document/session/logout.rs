//! What is said after a logout: the outcome in one honest sentence, and what
//! was seen of it.

use std::path::Path;
use std::time::Duration;

use serde_json::json;

use super::SessionReport;
use super::words::kind;
use crate::deployment::{BaseUrl, Profile};
use crate::evidence::{Missing, MissingKind, TokenKind, is_turned_away};
use crate::http::Exchange;
use crate::session::{Control, Fate, Parting, Session};

/// The check that judges the same in `verify`; its texts say why and how.
const CHECK: &str = "session-ended-on-server";

/// Cause and remedy of a token that carries its session in itself (measured on
/// Nile: a password login gives a JWE that no sign-out ends).
const STATELESS: (&str, &str) = (
    "The token carries the session in itself: it is valid because it can be read, and no record of it is kept that a logout could end. On Nile and Auth.js it stays valid until its own expiry, 30 days after the login.",
    "Put the session on a deny-list until its token expires, and look there on every session read; or use database sessions. See docs/nextjs.md for Nile, and docs/frameworks.md for others.",
);

/// The same of signed data, which nobody but the server can end either.
const SIGNED: (&str, &str) = (
    "The cookie holds the session itself, signed: it is valid because the signature is right, and the server keeps no record of it that a logout could end.",
    "Keep sessions on the server and only a key to them in the cookie; docs/frameworks.md says how. Or keep a list of the sessions that were logged out, and look there on every request.",
);

/// Of a session that was accepted for a while.
const LATE: (&str, &str) = (
    "Something still answered for the session after it had ended: a cache, or another instance that heard of it later.",
    "Drop the session from every cache in the logout itself, before it answers.",
);

/// Of a logout that was turned away.
const REFUSED: (&str, &str) = (
    "The logout was refused although the session is live, so nothing was ended: a missing CSRF token or the wrong origin, perhaps.",
    "Find out why: penguin-auth verify --only logout-answers-200 -vv shows the answer.",
);

/// Of a cookie that changes with every answer.
const EARLIER: (&str, &str) = (
    "The logout ended only the value of the cookie that it was given; an earlier value of the same session still opens it.",
    "End the session, not one of its values: delete all that were ever issued for it.",
);

/// Everything that there is to say about a logout.
#[derive(Clone, Copy, Debug)]
pub struct Logout<'a> {
    /// Where.
    pub base: &'a BaseUrl,
    /// What was promised there.
    pub profile: &'a Profile,
    /// The account, where a stored session names one.
    pub email: Option<&'a str>,
    /// The session.
    pub session: &'a Session,
    /// What was seen.
    pub parting: &'a Parting,
    /// What became of it.
    pub fate: &'a Fate,
    /// Its file; none for a session that was handed over.
    pub file: Option<&'a Path>,
}

/// What is said after a logout.
#[must_use]
pub fn logout(seen: &Logout<'_>) -> SessionReport {
    let Logout { fate, parting, .. } = seen;
    let mut report =
        SessionReport::new("logout", fate.id(), fate.exit(), seen.base.to_string()).saying(sentence(seen));
    add_exchanges(&mut report, seen);
    match fate {
        Fate::Ended | Fate::AlreadyOver => {}
        Fate::EndedLate(_) | Fate::StillAccepted(_) => explain(&mut report, seen),
        Fate::NotEnded(missing) | Fate::Unknown(missing) => {
            // Nobody can have mistyped a cookie that a login stored.
            let stored = seen.file.is_some() && missing.kind == MissingKind::Unexpected;
            let hint = if stored { "penguin-auth verify looks for the cause" } else { missing.hint.as_str() };
            report.row("hint", hint);
            report.obstacle(&Missing { hint: hint.to_owned(), ..missing.clone() });
        }
    }
    add_file(&mut report, seen);
    if let Some(email) = seen.email {
        report.fact("email", email);
    }
    if let Control::Live(identity) = parting.control(seen.profile) {
        report.identity(Some(&identity));
    }
    report.session(seen.session);
    report
}

/// `POST /api/auth/logout`.
fn logout_call(profile: &Profile) -> String {
    format!("{} {}", profile.logout.call.method, profile.paths.logout)
}

/// The outcome in one sentence.
fn sentence(seen: &Logout<'_>) -> String {
    let whose = whose(seen);
    match seen.fate {
        Fate::Ended => format!("Ended, and proven: {whose} was live before the logout and is refused now"),
        Fate::EndedLate(after) => {
            format!(
                "Ended late: {whose} is refused now, but was still accepted after the logout, for up to {}",
                milliseconds(*after)
            )
        }
        Fate::AlreadyOver => {
            format!("Already over: {whose} was refused before the logout; there was nothing to end")
        }
        Fate::StillAccepted(after) => {
            let status = seen.parting.logout.as_ref().map(Exchange::status_text).unwrap_or_default();
            let post = format!("{} answered {status}", logout_call(seen.profile));
            format!("NOT ended: {post}, and {} later {whose} was still accepted", milliseconds(*after))
        }
        Fate::NotEnded(missing) => format!("NOT ended: {whose} is still live. {}", capital(&missing.reason)),
        Fate::Unknown(missing) => {
            format!(
                "UNKNOWN: whether {whose} is over on the server cannot be told. {}",
                capital(&missing.reason)
            )
        }
    }
}

/// `the session of ada@penguin.test on http://localhost:3000`.
fn whose(seen: &Logout<'_>) -> String {
    let said = match seen.parting.control(seen.profile) {
        Control::Live(identity) => identity.email.or(identity.id),
        Control::Refused | Control::Silent | Control::Strange => None,
    };
    match seen.email.map(ToOwned::to_owned).or(said) {
        Some(who) => format!("the session of {who} on {}", seen.base),
        None => format!("the session on {}", seen.base),
    }
}

/// What was sent and how it was answered.
fn add_exchanges(report: &mut SessionReport, seen: &Logout<'_>) {
    let Logout { parting, profile, .. } = seen;
    let before = parting.before.status_text();
    let identified = match parting.control(profile) {
        Control::Live(identity) => format!(", as {}", identity.email.unwrap_or_default()),
        Control::Refused | Control::Silent | Control::Strange => String::new(),
    };
    report.row("before", format!("GET {}: {before}{identified}", profile.paths.me));
    report.fact("before", before);
    if let Some(logout) = &parting.logout {
        report.row("logout", format!("{}: {}", logout_call(profile), logout.status_text()));
        report.fact("logout", logout.status_text());
    }
    add_replays(report, parting);
    if let Some(nobody) = &parting.nobody {
        report.row("control", format!("no cookie: {}", nobody.status_text()));
        report.fact("without_cookie", nobody.status_text());
    }
    if let Fate::EndedLate(after) | Fate::StillAccepted(after) = seen.fate {
        report.fact("accepted_ms", u64::try_from(after.as_millis()).unwrap_or(u64::MAX));
    }
}

fn add_replays(report: &mut SessionReport, parting: &Parting) {
    if parting.replays.is_empty() {
        return;
    }
    let statuses = |exchanges: &[Exchange]| exchanges.iter().map(Exchange::status_text).collect::<Vec<_>>();
    let words = |replays: &[Exchange]| {
        let (latest, earlier) = parting.split(replays);
        let latest = statuses(latest).join(", ");
        if earlier.is_empty() {
            latest
        } else {
            format!("{latest}; its earlier values: {}", statuses(earlier).join(", "))
        }
    };
    report.row("after", format!("the old cookie on fresh connections: {}", words(&parting.replays)));
    report.fact("replays", json!(statuses(&parting.replays)));
    if let Some(last) = parting.rounds.last() {
        report.row("later", format!("{} more, at last: {}", times(parting.rounds.len()), words(last)));
        report.fact("last_replays", json!(statuses(last)));
    }
}

/// Why an ended session is accepted, and what helps.
fn explain(report: &mut SessionReport, seen: &Logout<'_>) {
    let (cause, remedy) = cause_and_remedy(seen);
    report.row("cause", cause);
    report.row("fix", remedy);
    report.row("more", format!("penguin-auth explain {CHECK}"));
    report.fact("cause", cause);
    report.fact("remedy", remedy);
}

/// The narrowest cause that what was seen allows; the check's own texts where
/// nothing narrower can be said.
fn cause_and_remedy(seen: &Logout<'_>) -> (&'static str, &'static str) {
    let refused = seen.parting.logout.as_ref().and_then(|logout| logout.answer().ok());
    if matches!(seen.fate, Fate::EndedLate(_)) {
        return LATE;
    }
    if refused.is_some_and(|answer| is_turned_away(answer, seen.profile)) {
        return REFUSED;
    }
    if seen.parting.only_earlier_values_live(seen.profile) {
        return EARLIER;
    }
    match kind(seen.session) {
        TokenKind::Jwe | TokenKind::Jwt => STATELESS,
        TokenKind::Signed => SIGNED,
        TokenKind::Opaque => crate::check::find(CHECK).map_or(("", ""), |check| (check.cause, check.remedy)),
    }
}

fn add_file(report: &mut SessionReport, seen: &Logout<'_>) {
    let Some(path) = seen.file else { return };
    let kept = !seen.fate.is_over();
    report.file(path, kept);
    report.path_row("file", if kept { "kept for another try: " } else { "removed: " }, path);
}

/// A reason begins in lower case, because it usually follows a colon.
fn capital(reason: &str) -> String {
    let mut characters = reason.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

fn times(number: usize) -> String {
    if number == 1 { "once".to_owned() } else { format!("{number} times") }
}

/// `12 ms`, `1.3 s`.
fn milliseconds(duration: Duration) -> String {
    if duration.as_millis() < 1000 {
        format!("{} ms", duration.as_millis())
    } else {
        format!("{:.1} s", duration.as_secs_f64())
    }
}
