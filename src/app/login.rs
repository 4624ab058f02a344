//! `penguin-auth login`.

use std::sync::Arc;
use std::time::Duration;

use time::OffsetDateTime;

use super::session::unless_stopped;
use super::{Trouble, output};
use crate::cli::LoginArgs;
use crate::document::session::{self as document, SessionReport};
use crate::evidence::Identity;
use crate::exit::Exit;
use crate::http::Client;
use crate::plan::{Environment, LoginPlan};
use crate::redact::Redactor;
use crate::session::{StoredSession, Visit};

/// Opens a session, keeps it, and says how that went.
pub(super) async fn run(args: &LoginArgs) -> Result<Exit, Trouble> {
    let plan = LoginPlan::new(args, &Environment::of_process()?)?;
    let left_behind = "interrupted: nothing was stored, but a session may have been opened on the server";
    unless_stopped(log_in(plan), left_behind, (&args.output, &args.connection)).await
}

async fn log_in(plan: LoginPlan) -> Result<SessionReport, Trouble> {
    let client = Client::new(&plan.client, plan.base.is_https(), Arc::new(Redactor::new()))?;
    // Before the login: a session that cannot be kept should not be opened.
    let slot = plan.store.prepare(plan.path)?;
    let visit = Visit { client: &client, base: &plan.base, profile: &plan.profile };
    let mut session = match visit.log_in(&plan.account).await {
        Ok(session) => session,
        Err(missing) => return Ok(document::not_logged_in(&plan.base, &plan.account.email, &missing)),
    };
    let me = visit.ask(&mut session).await;
    let now = OffsetDateTime::now_utc();
    let mut stored = StoredSession {
        seen_live: me.answer().is_ok_and(|answer| Identity::of(answer, &plan.profile).is_some()),
        base: plan.base.clone(),
        profile: plan.profile.clone(),
        email: plan.account.email,
        opened_at: now,
        session,
    };
    let kept = slot.fill(&stored);
    if kept.is_err() {
        // Nobody could end it later, so it ends now.
        let fate = visit.end(&mut stored.session, false, Duration::ZERO).await.fate(&plan.profile);
        output::note(&format!("the session could not be kept, so it was logged out again: {}", fate.id()));
    }
    let path = kept?;
    Ok(document::logged_in(&stored, &me, &path, plan.replaced.as_ref(), now))
}
