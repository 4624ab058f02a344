//! Evidence with parts missing, as a file may have them: nothing is made up.

use std::collections::BTreeSet;

use penguin_auth::app::judge;
use penguin_auth::evidence::{Actor, Intrusive, Recording, Step};
use penguin_auth::report::{Report, VerdictName};

use crate::run::record_mock;

/// The ids of the checks that fail.
fn failing(report: &Report) -> Vec<&str> {
    let failing = report.checks.iter().filter(|check| check.verdict == VerdictName::Fail);
    failing.map(|check| check.id.as_str()).collect()
}

#[test]
fn a_step_that_was_not_taken_fails_no_check() {
    let (plan, whole) =
        record_mock(&["--rotating", "--remember-me", "--protected", "/api/campaigns", "--intrusive"]);
    let steps: BTreeSet<_> =
        whole.evidence.records.iter().map(|record| (record.actor, record.step)).collect();
    for (actor, step) in steps {
        let mut part = whole.clone();
        part.evidence.records.retain(|record| (record.actor, record.step) != (actor, step));
        let report = judge(&plan.profile, &plan.selection, &plan.known, &part, &mut |_| {});
        assert_eq!(failing(&report), [""; 0], "without {actor:?} {step:?}");
    }
}

#[test]
fn a_session_of_which_nothing_is_known_fails_no_check() {
    let (plan, whole) = record_mock(&[]);
    for actor in whole.evidence.sessions.keys() {
        let mut part = whole.clone();
        part.evidence.sessions.remove(actor);
        let report = judge(&plan.profile, &plan.selection, &plan.known, &part, &mut |_| {});
        assert_eq!(failing(&report), [""; 0], "without {actor:?}");
    }
}

/// As in a file that was written before anybody looked at what tokens are made
/// of.
#[test]
fn evidence_that_does_not_say_what_tokens_are_made_of_blocks_what_needs_it() {
    let (plan, mut recording) = record_mock(&[]);
    let cookies = recording.evidence.sessions.values_mut().flat_map(|session| &mut session.cookies);
    cookies.for_each(|cookie| cookie.content = None);
    let report = judge(&plan.profile, &plan.selection, &plan.known, &recording, &mut |_| {});
    let blocked: Vec<&str> = report
        .checks
        .iter()
        .filter(|check| check.verdict == VerdictName::Blocked)
        .map(|check| check.id.as_str())
        .collect();
    assert_eq!(blocked, ["token-is-random", "token-is-signed", "token-hides-person"]);
    assert_eq!(failing(&report), [""; 0]);
}

/// As where a new login ends the oldest session, when there are too many.
#[test]
fn a_deployment_that_keeps_few_sessions_is_not_judged_by_many() {
    let (plan, mut recording) = record_mock(&["--intrusive"]);
    let refusal = recording.evidence.answer(Actor::Nobody, Step::Me).unwrap().exchange.clone();
    let step = Step::Intrusive(Intrusive::MeAmongMany);
    let mut asked = recording.evidence.records.iter_mut().filter(|record| record.step == step);
    asked.next().unwrap().exchange = refusal;
    let report = judge(&plan.profile, &plan.selection, &plan.known, &recording, &mut |_| {});
    for id in ["sessions-end-one-by-one", "many-logouts-at-once"] {
        let check = report.checks.iter().find(|check| check.id == id).unwrap();
        assert_eq!(check.verdict, VerdictName::Skip, "{id}");
        assert!(check.note.contains("fewer than 6 sessions"), "{}", check.note);
    }
    assert_eq!(failing(&report), [""; 0]);
}

#[test]
fn numbers_that_point_nowhere_break_nothing() {
    let (plan, whole) =
        record_mock(&["--only", "AC2", "--replay-limit", "50ms", "--defect", "keeps-session"]);
    let text = serde_json::to_string(&whole).unwrap();
    let odd = text
        .replace(r#"{"replay-alone":0}"#, r#"{"replay-alone":18446744073709551615}"#)
        .replace(r#""pieces":["nile.session-token"]"#, r#""pieces":[]"#)
        .replace(r#""obstacles":[]"#, r#""obstacles":[18446744073709551615]"#);
    assert_ne!(odd, text);
    let recording = Recording::read(&odd).unwrap();
    let report = judge(&plan.profile, &plan.selection, &plan.known, &recording, &mut |_| {});
    assert_eq!(report.checks.len(), plan.selection.checks().len());
}
