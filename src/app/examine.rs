//! Drive, then judge: the run of `verify` without its output.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::time::Instant;

use time::OffsetDateTime;

use super::assemble::recording;
use super::judge;
use super::nile_switch;
use super::stage::{Stage, redactor, set_up};
use crate::check::Means;
use crate::chromium::BrowserOptions;
use crate::deployment::BaseUrlError;
use crate::event::Event;
use crate::evidence::{Missing, Recording, Untried};
use crate::http::{Client, ClientError};
use crate::mock::MockError;
use crate::plan::VerifyPlan;
use crate::report::Report;
use crate::scenario::{NileSwitch, Scenario};

/// The run could not begin.
#[derive(Debug, thiserror::Error)]
pub enum ExamineError {
    /// The HTTP client.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The embedded mock.
    #[error("could not start the mock")]
    Mock(#[from] MockError),
    /// The mock's own address.
    #[error("could not use the mock's address")]
    BaseUrl(#[from] BaseUrlError),
}

/// Drives the target and judges what was seen. Events are handed over as they
/// happen. Once `stop` is set, only the sessions that are open are logged out.
///
/// # Errors
/// What kept the run from beginning; everything later is part of the report.
pub async fn examine(
    plan: &VerifyPlan,
    events: &mut dyn FnMut(&Event<'_>),
    stop: &Cell<bool>,
) -> Result<Report, ExamineError> {
    let recording = record(plan, events, stop).await?;
    Ok(judge(&plan.profile, &plan.selection, &plan.known, &recording, events))
}

/// The first half of [`examine`]: drives the target.
///
/// # Errors
/// What kept the run from beginning; everything later is part of the recording.
pub async fn record(
    plan: &VerifyPlan,
    events: &mut dyn FnMut(&Event<'_>),
    stop: &Cell<bool>,
) -> Result<Recording, ExamineError> {
    let begun = Instant::now();
    let started_at = OffsetDateTime::now_utc();
    let stage = set_up(plan)?;
    let redactor = Arc::new(redactor(&stage));
    let client = Client::new(&stage.client, stage.base.is_https(), redactor)?;
    let nile = nile_switch::of(plan, &stage)?;
    // A run that was killed may have left it failing. A switch that does not
    // answer is found before a login is spent on it.
    let (nile, untried) = match ready(plan, nile.as_deref()).await {
        Ok(nile) => (nile, untried(plan, nile)),
        Err(missing) => (None, Untried::Switch(missing)),
    };
    events(&Event::Started { base_url: &stage.base.to_string(), checks: plan.selection.checks().len() });
    let evidence = {
        let events = RefCell::new(&mut *events);
        let scenario = scenario(plan, &stage, (nile, untried), stop);
        scenario
            .drive(&client, &|index, record| (events.borrow_mut())(&Event::Exchanged { index, record }))
            .await
    };
    Ok(recording(plan, &stage, evidence, started_at, begun))
}

/// The switch, if it does what it is told. The embedded mock may have been
/// started with a failure, which stays.
async fn ready<'a>(
    plan: &VerifyPlan,
    nile: Option<&'a dyn NileSwitch>,
) -> Result<Option<&'a dyn NileSwitch>, Missing> {
    if let Some(remote) = nile.filter(|_| plan.nile_control.is_some()) {
        remote.switch(None).await?;
    }
    Ok(nile)
}

/// Why failures of Nile are not tried, before anything was.
fn untried(plan: &VerifyPlan, nile: Option<&dyn NileSwitch>) -> Untried {
    match nile {
        None => Untried::NoSwitch,
        Some(_) if plan.budget.every_outage => Untried::Halted,
        Some(_) => Untried::NotQuick,
    }
}

/// The real browser of a run, if it has one: it reaches the deployment as the
/// run itself does.
fn browser(plan: &VerifyPlan, stage: &Stage) -> Option<BrowserOptions> {
    let browser = plan.browser.as_ref()?;
    Some(BrowserOptions {
        webdriver: browser.webdriver.as_ref().map(ToString::to_string),
        accepts_any_certificate: plan.insecure || stage.mock.is_some(),
        client: stage.client.clone(),
    })
}

fn scenario<'a>(
    plan: &'a VerifyPlan,
    stage: &'a Stage,
    (nile, untried): (Option<&'a dyn NileSwitch>, Untried),
    stop: &'a Cell<bool>,
) -> Scenario<'a> {
    Scenario {
        base: &stage.base,
        profile: &plan.profile,
        first: &stage.first,
        second: stage.second.as_ref(),
        phases: plan.selection.phases(Means {
            nile_can_fail: nile.is_some(),
            browser: plan.browser.is_some(),
            intrusive: plan.budget.intrusive,
        }),
        csrf: plan.budget.csrf,
        max_logins: plan.budget.max_logins,
        max_requests: plan.budget.max_requests,
        replay_limit: plan.budget.replay_limit,
        every_outage: plan.budget.every_outage,
        intrusive: plan.budget.intrusive,
        stop,
        nile,
        browser: browser(plan, stage),
        untried,
    }
}
