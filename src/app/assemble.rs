//! From a run and the judgements on it to the document that reports are views
//! of.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

use super::stage::Stage;
use crate::check::{CATALOGUE, Check, Finding, KnownFailure, Verdict, on_nile};
use crate::deployment::Profile;
use crate::document::Known;
use crate::evidence::{Actor, Evidence, Missing, MissingKind, Recording};
use crate::level::Level;
use crate::plan::VerifyPlan;
use crate::redact::mask_email;
use crate::report::{self, CheckReport, ExchangeReport, Report, RequirementStatus, Tally, Tool, VerdictName};
use crate::requirement::Requirement;

/// The report on one check.
pub(super) fn check_report(
    check: &Check,
    level: Level,
    judged: Result<Verdict, Missing>,
    evidence: &Evidence,
    profile: &Profile,
) -> CheckReport {
    let mut report = CheckReport {
        id: check.id.to_owned(),
        title: check.title.to_owned(),
        verdict: VerdictName::Pass,
        level,
        requirements: check.requirements.iter().map(|requirement| requirement.id().to_owned()).collect(),
        references: check.references.iter().map(|reference| reference.name.to_owned()).collect(),
        note: String::new(),
        hint: String::new(),
        obstacle: None,
        depends_on: None,
        finding: None,
        known: None,
        is_promised: true,
        exchanges: Vec::new(),
        ms: 0,
    };
    match judged {
        Ok(Verdict::Pass(note)) => report.note = note,
        Ok(Verdict::Skip(reason)) => {
            report.verdict = VerdictName::Skip;
            report.note = reason;
        }
        Ok(Verdict::NotPromised(reason)) => {
            report.verdict = VerdictName::Skip;
            report.note = reason;
            report.is_promised = false;
        }
        Ok(Verdict::Fail(finding)) => {
            report.verdict = VerdictName::Fail;
            report.exchanges.clone_from(&finding.exchanges);
            report.finding = Some(with_defaults(finding, check, profile));
        }
        Err(missing) => {
            report.verdict = VerdictName::Blocked;
            report.obstacle = Some(missing.kind.name().to_owned());
            report.depends_on = missing.kind.check().map(ToOwned::to_owned);
            report.note = missing.reason;
            report.hint = missing.hint;
        }
    }
    let durations = report.exchanges.iter().map(|index| evidence.records[*index].exchange.duration());
    report.ms = durations.map(|duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)).sum();
    report
}

/// What is said about a known failure on that day.
pub(super) fn listed(known: &KnownFailure, today: OffsetDateTime) -> Known {
    let expired = known.until < today.to_offset(UtcOffset::UTC).date();
    Known { reason: known.reason.clone(), until: known.until(), expired }
}

/// The finding with the check's usual cause and remedy where it has none of
/// its own, and with what is known of Nile where the profile speaks of it.
fn with_defaults(mut finding: Finding, check: &Check, profile: &Profile) -> Finding {
    let on_nile = on_nile(check.id).filter(|_| profile.is_on_nile());
    let both = |general: &str, on_nile: Option<&str>| {
        format!("{general} {}", on_nile.unwrap_or_default()).trim_end().to_owned()
    };
    if finding.cause.is_empty() {
        finding.cause = both(check.cause, on_nile.map(|known| known.cause));
    }
    if finding.remedy.is_empty() {
        finding.remedy = both(check.remedy, on_nile.map(|known| known.remedy));
    }
    finding
}

/// A run as it ends.
pub(super) fn recording(
    plan: &VerifyPlan,
    stage: &Stage,
    evidence: Evidence,
    started_at: OffsetDateTime,
    begun: Instant,
) -> Recording {
    let accounts = [Some(&stage.first), stage.second.as_ref()];
    Recording {
        recording: Recording::LAYOUT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        run: plan.run.clone(),
        base_url: stage.base.to_string(),
        mock: stage.mock.is_some(),
        profile: plan.profile.name.clone(),
        profile_digest: plan.profile.digest(),
        accounts: accounts.into_iter().flatten().map(|account| mask_email(&account.email)).collect(),
        insecure: plan.insecure,
        warnings: warnings(stage, &plan.profile, &evidence),
        started_at,
        duration_ms: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        evidence,
    }
}

/// Puts the document together.
pub(super) fn assemble(recording: &Recording, profile: &Profile, checks: Vec<CheckReport>) -> Report {
    let evidence = &recording.evidence;
    let outcome = Tally::of(&checks).outcome();
    let pointed_at: BTreeSet<usize> =
        checks.iter().flat_map(|check| check.exchanges.iter().copied()).collect();
    let requirements = requirements(&checks);
    Report {
        schema: report::SCHEMA,
        tool: Tool {
            name: "penguin-auth".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            run: recording.run.clone(),
        },
        target: target(recording),
        outcome,
        exit_code: outcome.exit().code(),
        requirements,
        warnings: recording.warnings.clone(),
        spent: evidence.spent(profile),
        exchanges: pointed_at
            .into_iter()
            .map(|index| ExchangeReport::new(index, &evidence.records[index]))
            .collect(),
        started_at: recording.started_at.format(&Rfc3339).unwrap_or_default(),
        duration_ms: recording.duration_ms,
        checks,
    }
}

/// How each requirement came out. Nothing is proven by a part of the checks that
/// prove it: a selection may have left the others out, or the profile promises
/// nothing of the kind.
fn requirements(checks: &[CheckReport]) -> BTreeMap<String, RequirementStatus> {
    let mut requirements = report::requirements(checks);
    for requirement in Requirement::ALL {
        let proves =
            |check: &&&Check| check.requirements.contains(&requirement) && check.level == Level::Deny;
        let ran = |check: &&Check| checks.iter().any(|report| report.id == check.id && report.is_promised);
        let whole = CATALOGUE.iter().filter(proves).all(ran);
        let status = requirements.get_mut(requirement.id());
        if let Some(status) = status.filter(|status| !whole && **status == RequirementStatus::Pass) {
            *status = RequirementStatus::NotProven;
        }
    }
    requirements
}

fn target(recording: &Recording) -> report::Target {
    let session = recording.evidence.sessions.get(&Actor::First);
    report::Target {
        base_url: recording.base_url.clone(),
        mock: recording.mock,
        profile: recording.profile.clone(),
        accounts: recording.accounts.clone(),
        session_cookies: session.map_or_else(Vec::new, |facts| {
            let cookies = facts.authenticating().filter(|(_, cookie)| !cookie.pieces.is_empty());
            cookies.map(|(_, cookie)| cookie.name.clone()).collect()
        }),
        token: session.and_then(|facts| facts.main()).map(|cookie| cookie.kind.id().to_owned()),
        insecure: recording.insecure,
    }
}

/// What a person should know although no check judges it.
fn warnings(stage: &Stage, profile: &Profile, evidence: &Evidence) -> Vec<String> {
    let mut warnings = Vec::new();
    if let Some(reason) = stage.base.refused_by_nile().filter(|_| profile.is_on_nile()) {
        warnings.push(format!(
            "a real Nile would refuse this origin because {reason}, and every session would be invisible: use a host name such as localhost"
        ));
    }
    if evidence.halted.as_ref().is_some_and(|halted| halted.kind == MissingKind::Interrupted) {
        warnings.push("the run was interrupted: only what had been seen by then was judged".to_owned());
    }
    warnings
}
