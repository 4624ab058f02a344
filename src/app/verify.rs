//! `penguin-auth verify`.

use std::cell::Cell;
use std::pin::pin;
use std::time::Duration;

use futures_util::future::join;

use super::nile_switch::let_nile_work;
use super::{ExamineError, Trouble, examine, output, print};
use crate::cli::VerifyArgs;
use crate::event::Event;
use crate::exit::Exit;
use crate::plan::{Environment, VerifyPlan};
use crate::report::Report;
use crate::signals::Signals;

/// How long a run that was told to stop may still log its sessions out.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// Examines the target, reports, and says how it ended.
pub(super) async fn run(args: &VerifyArgs) -> Result<Exit, Trouble> {
    let environment = Environment::of_process()?;
    let plan = VerifyPlan::new(args, &environment)?;
    if args.print_plan {
        return print(&output::plan(&plan));
    }
    let mut sinks = output::open(&args.output, &environment)?;
    let mut signals =
        Signals::listen().map_err(|error| Trouble::new(Exit::Bug, error, "signals cannot be watched"))?;
    let (told, report) = examine_until_told(&plan, &mut |event| sinks.event(event), &mut signals).await;
    let Some(report) = report else {
        // The run was dropped, and Nile may be failing since.
        let_nile_work(&plan).await;
        output::note("stopped at once: sessions that this run opened may still be live");
        return Ok(told.unwrap_or(Exit::Interrupted));
    };
    let outcome = report.map_err(could_not_begin)?.outcome.exit();
    Ok(sinks.finish(told.unwrap_or(outcome)))
}

/// The run, until it ends or is told to stop. Told once, it logs its sessions
/// out and reports what it saw; told twice, or too slow at that, it ends at
/// once.
async fn examine_until_told(
    plan: &VerifyPlan,
    events: &mut dyn FnMut(&Event<'_>),
    signals: &mut Signals,
) -> (Option<Exit>, Option<Result<Report, ExamineError>>) {
    let stop = Cell::new(false);
    let mut examined = pin!(examine(plan, events, &stop));
    let exit = tokio::select! {
        report = &mut examined => return (None, Some(report)),
        exit = signals.stop() => exit,
    };
    stop.set(true);
    output::note("stopping: the sessions of this run are being logged out; once more to stop at once");
    let report = tokio::select! {
        report = at_once(plan, &mut examined) => Some(report),
        _ = signals.stop() => None,
        () = tokio::time::sleep(LAST_WORDS) => None,
    };
    (Some(exit), report)
}

/// The rest of a run that was told to stop. Nobody waits for a Nile that was
/// made to stall.
async fn at_once<T>(plan: &VerifyPlan, examined: impl Future<Output = T>) -> T {
    join(examined, let_nile_work(plan)).await.0
}

fn could_not_begin(error: ExamineError) -> Trouble {
    match error {
        ExamineError::Client(_) => Trouble::new(Exit::Usage, error, "check --cacert, --proxy and --header"),
        ExamineError::Mock(_) | ExamineError::BaseUrl(_) => {
            Trouble::new(Exit::Usage, error, "check the options of the mock: penguin-auth mock --help")
        }
    }
}
