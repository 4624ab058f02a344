//! `penguin-auth logout`.

use std::sync::Arc;
use std::time::Duration;

use super::session::unless_stopped;
use super::{Trouble, output};
use crate::cli::LogoutArgs;
use crate::document::session::{self as document, Logout, SessionReport};
use crate::exit::Exit;
use crate::http::Client;
use crate::plan::{Environment, HandedOverPlan, LogoutPlan, SessionPlanError, StoredPlan, Subject};
use crate::redact::Redactor;
use crate::session::{SessionStore, Visit};

/// Ends a session, proves it, and forgets it when it is over.
pub(super) async fn run(args: &LogoutArgs) -> Result<Exit, Trouble> {
    let LogoutPlan { subject, replay_limit } = LogoutPlan::new(args, &Environment::of_process()?)?;
    let work = async {
        match subject {
            Subject::Stored(plan) => end_stored(*plan, replay_limit).await,
            Subject::HandedOver(plan) => end_handed_over(*plan, replay_limit).await,
        }
    };
    let left_behind =
        "interrupted: whether the session is over on the server is unknown; a stored one is kept";
    unless_stopped(work, left_behind, (&args.output, &args.connection)).await
}

async fn end_stored(mut plan: StoredPlan, limit: Duration) -> Result<SessionReport, Trouble> {
    let stored = &mut plan.stored;
    let client = Client::new(&plan.client, stored.base.is_https(), plan.redactor)?;
    let visit = Visit { client: &client, base: &stored.base, profile: &stored.profile };
    let parting = &visit.end(&mut stored.session, stored.seen_live, limit).await;
    let fate = &parting.fate(&stored.profile);
    if fate.is_over() {
        let say = |_: &_| output::note(&format!("{}, but the file of the session stays", fate.id()));
        SessionStore::remove(&plan.path).inspect_err(say)?;
    } else if stored.session.has_changed() {
        plan.store.save(&plan.path, stored)?;
    }
    let (base, profile, session) = (&stored.base, &stored.profile, &stored.session);
    let (email, file) = (Some(stored.email.as_str()), Some(plan.path.as_path()));
    Ok(document::logout(&Logout { base, profile, email, session, parting, fate, file }))
}

async fn end_handed_over(plan: HandedOverPlan, limit: Duration) -> Result<SessionReport, Trouble> {
    let HandedOverPlan { base, profile, candidates, client } = &plan;
    let client = Client::new(client, base.is_https(), Arc::new(Redactor::new()))?;
    let visit = Visit { client: &client, base, profile };
    let mut session = visit.choose(candidates.clone()).await.ok_or(SessionPlanError::NoSession)?;
    let parting = &visit.end(&mut session, false, limit).await;
    let (fate, session) = (&parting.fate(profile), &session);
    Ok(document::logout(&Logout { base, profile, email: None, session, parting, fate, file: None }))
}
