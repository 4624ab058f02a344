//! Judging what was seen: the half of `verify` that needs no network.

use super::assemble::{assemble, check_report};
use crate::check::Selection;
use crate::deployment::Profile;
use crate::event::Event;
use crate::evidence::{Evidence, Recording};
use crate::report::{CheckReport, Report};

/// Judges every selected check and puts the document together. Events are
/// handed over as they happen.
pub fn judge(
    profile: &Profile,
    selection: &Selection,
    recording: &Recording,
    events: &mut dyn FnMut(&Event<'_>),
) -> Report {
    let checks = verdicts(profile, selection, &recording.evidence, events);
    let report = assemble(recording, checks);
    events(&Event::Finished(&report));
    report
}

fn verdicts(
    profile: &Profile,
    selection: &Selection,
    evidence: &Evidence,
    events: &mut dyn FnMut(&Event<'_>),
) -> Vec<CheckReport> {
    let mut reports = Vec::new();
    for (check, level) in selection.checks() {
        let judged = check.judge(evidence, profile);
        let report = check_report(check, *level, judged, evidence);
        events(&Event::Judged(&report));
        reports.push(report);
    }
    reports
}
