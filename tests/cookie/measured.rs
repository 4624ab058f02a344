//! Cases that were run in real browsers: 268 of one set, and 95 that were added where a model of
//! those was still wrong. The rows of `WebKitGTK` are left out: its engine is not modelled.
//! `BROWSER_CASES` names another file of the same layout to run instead.

use std::fmt::Write as _;
use std::path::Path;

use penguin_auth::cookie::{Case, Engine};

#[test]
fn chromium_does_what_chromium_did() {
    assert_agreement(Engine::Chromium);
}

#[test]
fn firefox_does_what_firefox_did() {
    assert_agreement(Engine::Firefox);
}

/// Not only the verdicts: both Cookie headers to the last character.
fn assert_agreement(engine: Engine) {
    let cases = cases().into_iter().filter(|case| case.engine() == Some(engine)).collect::<Vec<_>>();
    let mut report = String::new();
    let wrong = cases.iter().filter_map(|case| difference(case, engine)).inspect(|difference| {
        writeln!(report, "{difference}").unwrap();
    });
    let wrong = wrong.count();
    let right = cases.len() - wrong;
    assert!(wrong == 0 && right > 0, "{engine}: {right} of {} agree\n{report}", cases.len());
}

fn cases() -> Vec<Case> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let ours = ["browser-cases-a.jsonl", "browser-cases-added.jsonl"].map(|name| fixtures.join(name));
    let files = std::env::var("BROWSER_CASES").map_or_else(|_| ours.to_vec(), |path| vec![path.into()]);
    let texts = files.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect::<Vec<_>>();
    texts.iter().flat_map(|text| text.lines()).map(|row| Case::parse(row).unwrap()).collect()
}

fn difference(case: &Case, engine: Engine) -> Option<String> {
    let judged = case.judge(engine);
    let headers = (judged.before.as_deref(), judged.after.as_deref());
    let agrees = judged.verdict == case.recorded() && headers == case.recorded_headers();
    (!agrees).then(|| {
        let (id, measured) = (case.id(), case.recorded());
        format!(
            "{id}: {} {headers:.80?}, measured {measured} {:.80?}",
            judged.verdict,
            case.recorded_headers()
        )
    })
}
