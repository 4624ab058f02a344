//! What has to be found on an app, as its `expected.toml` has it: written down
//! from the framework's documentation before the app was ever run.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Instant;

use penguin_auth::check::CATALOGUE;
use penguin_auth::level::Level;
use serde::Deserialize;
use serde_json::Value;

use crate::app::took;
use crate::examine::{ids, is_decent_within, verify_with};
use crate::server::Server;

/// The file of an app.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// The checks of standards that fail in every variant.
    standards: Vec<String>,
    /// How many requests a run may make, where the usual limit is too low.
    #[serde(default = "usual_limit")]
    max_requests: u64,
    variant: Vec<Variant>,
}

fn usual_limit() -> u64 {
    99
}

/// One way to set the app up.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Variant {
    name: String,
    /// Whether a logout ends the session on the server.
    ends_on_server: bool,
    /// Why.
    because: String,
    /// Where that is said.
    source: String,
    /// The checks that fail for that reason.
    fails: Vec<String>,
    /// The checks that fail for another one, in this variant.
    others: Vec<String>,
}

/// Warnings do not fail a run.
fn exit_code(failing: &BTreeSet<&str>) -> i32 {
    let mut denied = CATALOGUE.iter().filter(|check| check.level == Level::Deny);
    i32::from(denied.any(|check| failing.contains(check.id)))
}

/// Serves each variant of the app in that folder of `tests/real` and examines
/// it with that profile: exactly the expected checks fail.
pub(crate) fn is_found(app: &str, profile: &str, serve: impl Fn(&str) -> (Server, String)) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real").join(app).join("expected.toml");
    let expected: Expected = toml::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    assert!(!expected.variant.is_empty(), "{app} has no variant");
    for variant in expected.variant {
        let failing = expected.standards.iter().chain(&variant.fails).chain(&variant.others);
        let failing: BTreeSet<&str> = failing.map(String::as_str).collect();
        let (_server, base_url) = serve(&variant.name);
        let what = format!("{app}, {}", variant.name);
        let begun = Instant::now();
        let limit = expected.max_requests.to_string();
        let arguments = ["--profile", profile, "--max-requests", &limit];
        let document = verify_with(&arguments, &base_url, exit_code(&failing));
        took(&format!("verify of {what}"), begun);
        is_as_expected(&what, &variant, &failing, &document);
        is_decent_within(expected.max_requests, &document);
    }
}

fn is_as_expected(what: &str, variant: &Variant, failing: &BTreeSet<&str>, document: &Value) {
    let failed: BTreeSet<&str> = ids(document, "fail").into_iter().collect();
    let Variant { because, source, .. } = variant;
    assert_eq!(&failed, failing, "{what}: {because}; see {source}");
    let ended = ids(document, "pass").contains(&"session-ended-on-server");
    assert_eq!(ended, variant.ends_on_server, "{what}: {because}; see {source}");
}
