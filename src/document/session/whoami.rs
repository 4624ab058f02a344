//! What is said about a stored session.

use std::path::Path;

use time::OffsetDateTime;

use super::SessionReport;
use super::words::{kind, means, past, until};
use crate::evidence::{Identity, Missing, MissingKind, describe};
use crate::exit::Exit;
use crate::http::Exchange;
use crate::session::{Control, Parting, StoredSession};

/// Whose session it is and whether it is live. `me` is what the protected
/// route said to it.
#[must_use]
pub fn whoami(stored: &StoredSession, me: &Exchange, path: &Path, now: OffsetDateTime) -> SessionReport {
    let seen = Parting::new(me.clone(), stored.seen_live);
    let control = seen.control(&stored.profile);
    let mut report = match &control {
        Control::Live(identity) => live(stored, identity),
        Control::Refused => refused(stored),
        Control::Silent => unknown(stored, &seen.nobody_there()),
        Control::Strange => unknown(stored, &strange(stored, me)),
    };
    report.row("token", means(kind(&stored.session)));
    report.row("until", until(stored.session.validity(), now));
    report.row("opened", past(stored.opened_at, now));
    report.path_row("file", "", path);
    report.stored(stored);
    report.file(path, true);
    report
}

fn live(stored: &StoredSession, identity: &Identity) -> SessionReport {
    let base = stored.base.to_string();
    let mut report = if identity.contradicts(&stored.email) {
        let sentence = format!(
            "Live on {base}, but not as {}: the deployment takes the session for another account",
            stored.email
        );
        SessionReport::new("whoami", "wrong-identity", Exit::Failed, base).saying(sentence)
    } else {
        let who = identity.email.as_ref().unwrap_or(&stored.email);
        let sentence = format!("Live on {base} as {who}");
        SessionReport::new("whoami", "live", Exit::Passed, base).saying(sentence)
    };
    let known = [("id", &identity.id), ("e-mail", &identity.email), ("name", &identity.name)];
    for (label, value) in known {
        if let Some(value) = value {
            report.row(label, value.clone());
        }
    }
    report.identity(Some(identity));
    report
}

/// A refusal. Only a session that was live before can be over.
fn refused(stored: &StoredSession) -> SessionReport {
    let base = stored.base.to_string();
    let refusal = &stored.profile.me.unauthorized;
    let (outcome, sentence, hint) = if stored.seen_live {
        (
            "over",
            format!("Over: {base} answers {refusal} to the session of {}", stored.email),
            "penguin-auth logout removes the file, penguin-auth login opens a new session",
        )
    } else {
        (
            "refused",
            format!(
                "Refused: {base} answers {refusal} to the session of {}, and never accepted it",
                stored.email
            ),
            "penguin-auth logout still tries to end it; penguin-auth verify looks for the cause",
        )
    };
    let mut report = SessionReport::new("whoami", outcome, Exit::Failed, base).saying(sentence);
    report.row("hint", hint);
    report
}

/// Neither an identity nor a refusal.
fn unknown(stored: &StoredSession, missing: &Missing) -> SessionReport {
    let base = stored.base.to_string();
    let sentence = format!(
        "UNKNOWN: whether the session of {} on {base} is live cannot be told: {}",
        stored.email, missing.reason
    );
    let mut report = SessionReport::new("whoami", "unknown", Exit::Blocked, base).saying(sentence);
    report.row("hint", missing.hint.clone());
    report.obstacle(missing);
    report
}

/// An answer that says nothing about the session.
fn strange(stored: &StoredSession, me: &Exchange) -> Missing {
    let seen = me.answer().map_or_else(|_| String::new(), |answer| describe(answer, &stored.profile));
    Missing::new(
        MissingKind::Unexpected,
        format!("GET {} answered {seen}", stored.profile.paths.me),
        format!(
            "an identity or a {} would tell; penguin-auth verify looks for the cause",
            stored.profile.me.unauthorized
        ),
    )
}
