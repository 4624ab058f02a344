//! What is said after a login.

use std::path::Path;

use super::SessionReport;
use super::words::{past, token_and_end};
use crate::deployment::BaseUrl;
use crate::evidence::{Identity, Missing, MissingKind, describe};
use crate::exit::Exit;
use crate::http::Exchange;
use crate::session::{StoredSession, Summary};

/// A session was opened and kept. `me` is what the protected route said to it,
/// `replaced` the session whose file it took.
#[must_use]
pub fn logged_in(
    stored: &StoredSession,
    me: &Exchange,
    path: &Path,
    replaced: Option<&Summary>,
    now: time::OffsetDateTime,
) -> SessionReport {
    let base = stored.base.to_string();
    let identity = me.answer().ok().and_then(|answer| Identity::of(answer, &stored.profile));
    let mut report = match &identity {
        Some(identity) if identity.contradicts(&stored.email) => contradicted(stored, identity, base),
        Some(_) => SessionReport::new("login", "logged-in", Exit::Passed, base.clone()).saying(format!(
            "Logged in to {base} as {}: {}",
            stored.email,
            token_and_end(&stored.session)
        )),
        None => unproven(stored, me, base),
    };
    report.path_row("", "Kept in ", path);
    if let Some(old) = replaced {
        add_replaced(&mut report, old, now);
    }
    report.stored(stored);
    report.identity(identity.as_ref());
    report.file(path, true);
    report
}

/// Its cookie is gone with its file, so nobody can end it from here any more.
fn add_replaced(report: &mut SessionReport, old: &Summary, now: time::OffsetDateTime) {
    let since = past(old.opened_at, now);
    let fate = "which was not ended: that one stays live on the server until it expires, or until an administrator ends it there";
    report.row("note", format!("it replaces the session opened {since}, {fate}"));
    report.fact("replaced_session_opened_at", crate::session::rfc3339(old.opened_at));
}

/// The deployment says that the session is somebody else's.
fn contradicted(stored: &StoredSession, identity: &Identity, base: String) -> SessionReport {
    let sentence = format!(
        "Logged in to {base} as {}, but it takes the session for another account: {}",
        stored.email,
        identity.words()
    );
    SessionReport::new("login", "wrong-identity", Exit::Failed, base).saying(sentence)
}

/// The login went well, but the protected route does not know the session.
fn unproven(stored: &StoredSession, me: &Exchange, base: String) -> SessionReport {
    let path = &stored.profile.paths.me;
    let seen = match me.answer() {
        Ok(answer) => format!("answered {}", describe(answer, &stored.profile)),
        Err(failure) => format!("gave no answer ({})", failure.kind.name()),
    };
    let sentence = format!(
        "Logged in to {base} as {}, but nothing shows that the session is live: GET {path} {seen}",
        stored.email
    );
    let mut report = SessionReport::new("login", "unproven", Exit::Blocked, base).saying(sentence);
    report.row("hint", "penguin-auth logout still tries to end it; penguin-auth verify looks for the cause");
    report
}

/// No session was opened. Whether the deployment refused one or nobody could ask
/// is told apart by the outcome.
#[must_use]
pub fn not_logged_in(base: &BaseUrl, email: &str, missing: &Missing) -> SessionReport {
    let sentence = format!("Not logged in to {base} as {email}: {}", missing.reason);
    let outcome = if missing.kind == MissingKind::LoginRefused { "refused" } else { "blocked" };
    let mut report = SessionReport::new("login", outcome, Exit::Blocked, base.to_string()).saying(sentence);
    report.row("hint", missing.hint.clone());
    report.fact("email", email);
    report.obstacle(missing);
    report
}
