//! `penguin-auth verify`.

use std::cell::Cell;
use std::pin::pin;
use std::time::Duration;

use futures_util::future::join;

use super::evidence_file::{EvidenceFile, judge_again};
use super::nile_switch::let_nile_work;
use super::{ExamineError, Trouble, judge, output, print, record};
use crate::cli::VerifyArgs;
use crate::event::Event;
use crate::evidence::Recording;
use crate::exit::Exit;
use crate::plan::{Environment, VerifyPlan};
use crate::signals::Signals;

/// How long a run that was told to stop may still log its sessions out.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// Examines the target, reports, and says how it ended.
pub(super) async fn run(args: &VerifyArgs) -> Result<Exit, Trouble> {
    let environment = Environment::of_process()?;
    if let Some(path) = &args.from {
        return judge_again(args, path, &environment);
    }
    let plan = VerifyPlan::new(args, &environment)?;
    if args.print_plan {
        return print(&output::plan(&plan));
    }
    let mut sinks = output::open(&args.output, &environment)?;
    let evidence = EvidenceFile::of(args)?;
    let mut signals =
        Signals::listen().map_err(|error| Trouble::new(Exit::Bug, error, "signals cannot be watched"))?;
    let (told, recording) = record_until_told(&plan, &mut |event| sinks.event(event), &mut signals).await;
    let Some(recording) = recording else {
        // The run was dropped, and Nile may be failing since.
        let_nile_work(&plan).await;
        output::note("stopped at once: sessions that this run opened may still be live");
        return Ok(told.unwrap_or(Exit::Interrupted));
    };
    let recording = recording.map_err(could_not_begin)?;
    let report =
        judge(&plan.profile, &plan.selection, &plan.known, &recording, &mut |event| sinks.event(event));
    let exit = sinks.finish(told.unwrap_or_else(|| report.outcome.exit()));
    Ok(evidence.map_or(exit, |file| file.save(&recording, exit)))
}

/// The run, until it ends or is told to stop. Told once, it logs its sessions
/// out and hands over what it saw; told twice, or too slow at that, it ends at
/// once.
async fn record_until_told(
    plan: &VerifyPlan,
    events: &mut dyn FnMut(&Event<'_>),
    signals: &mut Signals,
) -> (Option<Exit>, Option<Result<Recording, ExamineError>>) {
    let stop = Cell::new(false);
    let mut recorded = pin!(record(plan, events, &stop));
    let exit = tokio::select! {
        recording = &mut recorded => return (None, Some(recording)),
        exit = signals.stop() => exit,
    };
    stop.set(true);
    output::note("stopping: the sessions of this run are being logged out; once more to stop at once");
    let recording = tokio::select! {
        recording = at_once(plan, &mut recorded) => Some(recording),
        _ = signals.stop() => None,
        () = tokio::time::sleep(LAST_WORDS) => None,
    };
    (Some(exit), recording)
}

/// The rest of a run that was told to stop. Nobody waits for a Nile that was
/// made to stall.
async fn at_once<T>(plan: &VerifyPlan, recorded: impl Future<Output = T>) -> T {
    join(recorded, let_nile_work(plan)).await.0
}

/// What to try where the mock cannot be started.
const MOCK_OPTIONS: &str = "check the options of the mock: penguin-auth mock --help";

fn could_not_begin(error: ExamineError) -> Trouble {
    match error {
        ExamineError::Client(_) => Trouble::new(Exit::Usage, error, "check --cacert, --proxy and --header"),
        ExamineError::Mock(ref refused) => {
            let hint = refused.hint().unwrap_or(MOCK_OPTIONS);
            Trouble::new(Exit::Usage, error, hint)
        }
        ExamineError::BaseUrl(_) => Trouble::new(Exit::Usage, error, MOCK_OPTIONS),
    }
}
