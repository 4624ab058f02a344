//! The Next.js app while its Nile fails in every way.

use std::time::Instant;

use serde_json::Value;

use crate::app::{Variant, serve, took};
use crate::examine::{ids, requirements, verify_with};
use crate::nextjs::nile;

/// The report on a variant whose Nile is made to fail.
fn examine(variant: Variant, sessions: &str, exit_code: i32) -> Value {
    let (_nile, nile) = nile(sessions);
    let (_app, base_url) = serve(variant, &nile);
    let begun = Instant::now();
    // On a busy machine the steps of the tickets' code need longer.
    let arguments = ["--only", "nile-failure", "--nile-control", &nile, "--deadline", "120s"];
    let document = verify_with(&arguments, &base_url, exit_code);
    took(&format!("verify of {variant:?} with {sessions} while Nile fails"), begun);
    assert_eq!(document["spent"]["sessions_left"], 0);
    document
}

fn holds(document: &Value) {
    assert_eq!(ids(document, "fail"), [""; 0]);
    assert_eq!(ids(document, "blocked"), [""; 0]);
    assert_eq!(ids(document, "skip"), [""; 0]);
    assert_eq!(requirements(document, "pass"), ["T7"]);
}

#[test]
fn the_corrected_code_tells_the_truth_while_nile_fails() {
    holds(&examine(Variant::Corrected, "database", 0));
}

#[test]
fn the_guarded_code_tells_the_truth_while_nile_fails() {
    holds(&examine(Variant::Guarded, "jwe", 0));
}

/// An array is no session to the SDK. It does not look at what Nile answers to
/// a sign-out, and it has no deadline of its own: three calls that take five
/// seconds each are too slow.
#[test]
fn the_code_of_the_tickets_does_not_while_nile_fails() {
    let document = examine(Variant::Sample, "jwe", 1);
    let failed =
        ["nile-failure-array", "nile-failure-signout-only", "nile-failure-stall", "nile-failure-slow"];
    assert_eq!(ids(&document, "fail"), failed);
    assert_eq!(requirements(&document, "fail"), ["T7"]);
}
