//! What the commands for one session share: their errors, being told to stop,
//! and where their report goes.

use super::{Trouble, output, print};
use crate::cli::{ConnectionArgs, SessionOutputArgs};
use crate::document::session::SessionReport;
use crate::exit::Exit;
use crate::http::ClientError;
use crate::plan::{Environment, SessionPlanError};
use crate::report;
use crate::session::StoreError;
use crate::signals::Signals;

impl From<SessionPlanError> for Trouble {
    fn from(error: SessionPlanError) -> Self {
        let hint = error.hint();
        Self::new(Exit::Usage, error, hint)
    }
}

/// A file that cannot be written is told apart from a wrong command line.
impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        let exit = match &error {
            StoreError::Write { .. } => Exit::ReportFailed,
            StoreError::Read { .. } | StoreError::NotASession { .. } => Exit::Usage,
        };
        let error = SessionPlanError::Store(error);
        let hint = error.hint();
        Self::new(exit, error, hint)
    }
}

impl From<ClientError> for Trouble {
    fn from(error: ClientError) -> Self {
        Self::new(Exit::Usage, error, "check --cacert, --proxy and --header")
    }
}

/// Does the work unless a signal comes first; then says what that leaves
/// behind. Dropping the work removes its temporary file.
pub(super) async fn unless_stopped(
    work: impl Future<Output = Result<SessionReport, Trouble>>,
    left_behind: &str,
    (args, connection): (&SessionOutputArgs, &ConnectionArgs),
) -> Result<Exit, Trouble> {
    let mut signals =
        Signals::listen().map_err(|error| Trouble::new(Exit::Bug, error, "signals cannot be watched"))?;
    let mut report = tokio::select! {
        report = work => report?,
        exit = signals.stop() => {
            output::note(left_behind);
            return Ok(exit);
        }
    };
    if connection.insecure {
        report.warn_that_nobody_was_verified();
    }
    let text = if args.json {
        report.json()
    } else {
        report::session(&output::stdout_style(args.color, &Environment::of_process()?), &report)
    };
    print(&text)?;
    Ok(report.exit())
}
