//! `penguin-auth whoami`.

use time::OffsetDateTime;

use super::Trouble;
use super::session::unless_stopped;
use crate::cli::WhoamiArgs;
use crate::document::session::{self as document, SessionReport};
use crate::evidence::Identity;
use crate::exit::Exit;
use crate::http::Client;
use crate::plan::{Environment, StoredPlan};
use crate::session::Visit;

/// Asks with a stored session who it is.
pub(super) async fn run(args: &WhoamiArgs) -> Result<Exit, Trouble> {
    let plan = StoredPlan::new(&args.which, &args.profile, &args.connection, &Environment::of_process()?)?;
    unless_stopped(
        ask(plan),
        "interrupted: the stored session is as it was",
        (&args.output, &args.connection),
    )
    .await
}

async fn ask(mut plan: StoredPlan) -> Result<SessionReport, Trouble> {
    let client = Client::new(&plan.client, plan.stored.base.is_https(), plan.redactor)?;
    let visit = Visit { client: &client, base: &plan.stored.base, profile: &plan.stored.profile };
    let me = visit.ask(&mut plan.stored.session).await;
    let live = me.answer().is_ok_and(|answer| Identity::of(answer, &plan.stored.profile).is_some());
    let learned = live && !plan.stored.seen_live;
    plan.stored.seen_live |= live;
    // A deployment may give the cookie a new value or a later end with every
    // answer.
    if learned || plan.stored.session.has_changed() {
        plan.store.save(&plan.path, &plan.stored)?;
    }
    Ok(document::whoami(&plan.stored, &me, &plan.path, OffsetDateTime::now_utc()))
}
