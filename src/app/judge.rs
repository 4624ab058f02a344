//! Judging what was seen: the half of `verify` that needs no network.

use super::assemble::{assemble, check_report, listed};
use crate::check::{KnownFailures, Selection};
use crate::deployment::Profile;
use crate::event::Event;
use crate::evidence::{Evidence, Recording};
use crate::report::{CheckReport, Report};

/// Judges every selected check and puts the document together. Events are
/// handed over as they happen. Whether a known failure has expired is asked of
/// the day of the run.
pub fn judge(
    profile: &Profile,
    selection: &Selection,
    known: &KnownFailures,
    recording: &Recording,
    events: &mut dyn FnMut(&Event<'_>),
) -> Report {
    let checks = verdicts(profile, selection, known, &recording.evidence, events);
    let report = assemble(recording, profile, checks);
    events(&Event::Finished(&report));
    report
}

fn verdicts(
    profile: &Profile,
    selection: &Selection,
    known: &KnownFailures,
    evidence: &Evidence,
    events: &mut dyn FnMut(&Event<'_>),
) -> Vec<CheckReport> {
    let mut reports = Vec::new();
    for (check, level) in selection.checks() {
        let judged = check.judge(evidence, profile);
        let mut report = check_report(check, *level, judged, evidence, profile);
        report.known = known.of(check.id).map(|known| listed(known, evidence.started_at));
        events(&Event::Judged(&report));
        reports.push(report);
    }
    reports
}
