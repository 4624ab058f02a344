use serde_json::Value;

use super::super::dummy;
use super::super::reporter::{Format, Style};
use super::super::tally::Tally;
use super::*;
use crate::check::CATALOGUE;

/// The schema of OASIS, as published.
const SCHEMA: &str = include_str!("../../../tests/fixtures/sarif-schema-2.1.0.json");

fn sarif(report: &Report) -> Value {
    serde_json::from_str(&dummy::render(Format::Sarif, Style::default(), report)).unwrap()
}

fn results(log: &Value) -> &Vec<Value> {
    log["runs"][0]["results"].as_array().unwrap()
}

fn validator() -> jsonschema::Validator {
    jsonschema::options().should_validate_formats(true).build(&serde_json::from_str(SCHEMA).unwrap()).unwrap()
}

#[test]
fn every_document_validates_against_the_schema_of_oasis() {
    let validator = validator();
    for report in dummy::every() {
        let log = sarif(&report);
        let errors: Vec<_> = validator
            .iter_errors(&log)
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn the_schema_would_refuse_a_document_with_a_misspelt_field() {
    let mut log = sarif(&dummy::mixed());
    log["runs"][0]["results"][0]["ruleID"] = "x".into();
    assert!(!validator().is_valid(&log));
}

#[test]
fn only_what_is_wrong_is_a_result_and_each_names_its_rule() {
    for report in dummy::every() {
        let log = sarif(&report);
        let tally = Tally::of(&report.checks);
        assert_eq!(results(&log).len(), tally.failed + tally.warned + tally.allowed + tally.known);
        for result in results(&log) {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        }
    }
}

#[test]
fn a_known_failure_is_a_note_that_is_suppressed_and_an_outdated_one_a_mistake_of_the_list() {
    let log = sarif(&dummy::known());
    let [known, expired] = &results(&log)[..] else { panic!("two of them fail") };
    assert_eq!((&known["ruleId"], &known["level"]), (&"cookie-cleared".into(), &"note".into()));
    let suppression = &known["suppressions"][0];
    assert_eq!(suppression["status"], "accepted");
    assert!(suppression["justification"].as_str().unwrap().starts_with("known until 2026-12-31: PM-4711"));
    assert_eq!((&expired["level"], &expired["suppressions"]), (&"error".into(), &Value::Array(vec![])));
    let notes = log["runs"][0]["invocations"][0]["toolConfigurationNotifications"].as_array().unwrap();
    let [outdated] = &notes[..] else { panic!("one listing is outdated") };
    assert_eq!(outdated["level"], "error");
    let text = outdated["message"]["text"].as_str().unwrap();
    assert!(text.starts_with("replay-refused: it passes: take it out of the known failures"), "{text}");
}

#[test]
fn what_code_scanning_asks_for_is_there() {
    let log = sarif(&dummy::mixed());
    for result in results(&log) {
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "app/api/auth/logout/route.ts");
        assert_eq!(place["region"]["startLine"], 1);
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
    }
    let mut levels: Vec<_> = results(&log).iter().map(|result| result["level"].as_str().unwrap()).collect();
    levels.sort_unstable();
    assert_eq!(levels, ["error", "error", "note", "warning"]);
}

#[test]
fn a_finding_keeps_its_fingerprint_on_another_run_of_another_address() {
    let fingerprints = |report: &Report| {
        let log = sarif(report);
        results(&log).iter().map(|result| result["partialFingerprints"].clone()).collect::<Vec<_>>()
    };
    let report = dummy::mixed();
    let mut later = report.clone();
    later.tool.run = "00000000".to_owned();
    later.target.base_url = "https://preview-42.penguinmails.test".to_owned();
    for check in &mut later.checks {
        check.exchanges.clear();
    }
    assert_eq!(fingerprints(&report), fingerprints(&later));
    let mut all = fingerprints(&report);
    all.dedup();
    assert_eq!(all.len(), results(&sarif(&report)).len(), "two findings share one");
}

#[test]
fn what_could_not_be_judged_is_a_notification_of_an_unsuccessful_run() {
    let log = sarif(&dummy::unreachable());
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert_eq!(invocation["exitCode"], 3);
    let text = invocation["toolExecutionNotifications"][0]["message"]["text"].as_str().unwrap();
    assert!(text.contains("connection refused"), "{text}");
    assert_eq!(results(&log).len(), 0);
}

#[test]
fn a_check_of_the_catalogue_brings_its_whole_help() {
    for check in CATALOGUE {
        let rule = rule::rule(&dummy::check(check.id, check.title));
        for format in ["text", "markdown"] {
            let help = rule["help"][format].as_str().unwrap();
            assert!(help.contains(check.explain) && help.contains(check.remedy), "{}", check.id);
        }
        assert_eq!(rule["helpUri"].as_str(), check.references.first().map(|reference| reference.url));
        assert!(rule["properties"]["tags"].as_array().unwrap().len() <= 20, "GitHub refuses more");
    }
}

#[test]
fn the_end_is_the_start_and_the_duration() {
    let log = sarif(&dummy::all_pass());
    assert_eq!(log["runs"][0]["invocations"][0]["endTimeUtc"], "2026-03-01T12:00:00.824Z");
}
