//! What was seen, kept in a file: for its owner alone, and whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::output::note;
use super::{Trouble, judge, output};
use crate::cli::VerifyArgs;
use crate::event::Event;
use crate::evidence::Recording;
use crate::exit::Exit;
use crate::plan::{Environment, JudgePlan};
use crate::report::ReportFile;

/// A file that waits for the end of the run.
#[derive(Debug)]
pub(super) struct EvidenceFile {
    path: PathBuf,
    file: ReportFile,
}

impl EvidenceFile {
    /// Opens the one that was asked for, if any, now: a path that cannot be
    /// written fails in the first second, not after the last request.
    pub(super) fn of(args: &VerifyArgs) -> Result<Option<Self>, Trouble> {
        let Some(path) = &args.save_evidence else { return Ok(None) };
        if args.output.report.iter().any(|report| report.path == *path) {
            return Err(output::written_twice(path));
        }
        let name = format!("the evidence {}", path.display());
        let file = ReportFile::create_private(path).map_err(|error| output::cannot_write(&name, error))?;
        Ok(Some(Self { path: path.clone(), file }))
    }

    /// Writes what was seen. A failure changes a pass into an error, but hides
    /// no other end.
    pub(super) fn save(mut self, recording: &Recording, exit: Exit) -> Exit {
        let text = serde_json::to_string(recording).map_err(io::Error::from);
        let written = text.and_then(|text| writeln!(self.file, "{text}")).and_then(|()| self.file.commit());
        let Err(error) = written else { return exit };
        note(&format!("error: could not write the evidence {}: {error}", self.path.display()));
        if exit == Exit::Passed { Exit::ReportFailed } else { exit }
    }
}

/// `verify --from`: judges what was seen before.
pub(super) fn judge_again(
    args: &VerifyArgs,
    path: &Path,
    environment: &Environment,
) -> Result<Exit, Trouble> {
    let JudgePlan { recording, profile, selection, known } = JudgePlan::new(args, path)?;
    let mut sinks = output::open(&args.output, environment)?;
    sinks.event(&Event::Started { base_url: &recording.base_url, checks: selection.checks().len() });
    for (index, record) in recording.evidence.records.iter().enumerate() {
        sinks.event(&Event::Exchanged { index, record });
    }
    let report = judge(&profile, &selection, &known, &recording, &mut |event| sinks.event(event));
    Ok(sinks.finish(report.outcome.exit()))
}
