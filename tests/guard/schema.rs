//! Real documents of every outcome validate against `docs/report.schema.json`.

use std::fs;
use std::path::Path;

use penguin_auth::report::{Outcome, Report};

use crate::run::{ADA_AND_BOB, examine_deployment, examine_mock};

#[test]
fn real_reports_of_every_outcome_validate() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/report.schema.json");
    let schema = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let reports = [
        (examine_mock(&[]), Outcome::Passed),
        (examine_mock(&["--defect", "ticket-sample"]), Outcome::Failed),
        (examine_mock(&["--defect", "logout-stalls", "--timeout", "300ms"]), Outcome::Failed),
        (examine_mock(&["--defect", "blanks-cookie", "--only", "cookie-not-blanked"]), Outcome::Passed),
        (nobody_there(), Outcome::Blocked),
    ];
    for (report, outcome) in reports {
        assert_eq!(report.outcome, outcome);
        let document = serde_json::to_value(&report).unwrap();
        let errors: Vec<String> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

/// A port on which nothing listens any more.
fn nobody_there() -> Report {
    examine_deployment(ADA_AND_BOB, || {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        (format!("http://localhost:{}", listener.local_addr().unwrap().port()), ())
    })
}
