//! Recorded cases against the model.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::json;

use crate::app::{Trouble, print};
use crate::cli::CookiesFormat;
use crate::cookie::{Case, Judgement};
use crate::exit::Exit;
use crate::redact::sanitise;

/// What came out.
struct Comparison<'a> {
    judged: usize,
    /// The rows in which the model says something else.
    differing: Vec<(&'a Case, Judgement)>,
    /// How many rows there are of browsers that are not modelled.
    left_out: BTreeMap<&'a str, usize>,
}

/// Judges every row of a browser that is modelled.
pub(super) fn run(cases: &[Case], format: CookiesFormat) -> Result<Exit, Trouble> {
    let comparison = Comparison::of(cases);
    print(&match format {
        CookiesFormat::Pretty => comparison.text(),
        CookiesFormat::Json => format!("{:#}\n", comparison.json()),
    })?;
    Ok(if comparison.differing.is_empty() { Exit::Passed } else { Exit::Failed })
}

impl<'a> Comparison<'a> {
    fn of(cases: &'a [Case]) -> Self {
        let mut comparison = Self { judged: 0, differing: Vec::new(), left_out: BTreeMap::new() };
        for case in cases {
            let Some(engine) = case.engine() else {
                *comparison.left_out.entry(case.browser()).or_default() += 1;
                continue;
            };
            comparison.judged += 1;
            let judgement = case.judge(engine);
            if judgement.verdict != case.recorded() {
                comparison.differing.push((case, judgement));
            }
        }
        comparison
    }

    fn agreeing(&self) -> usize {
        self.judged - self.differing.len()
    }

    /// A line for each difference; the last line is a promise to scripts.
    fn text(&self) -> String {
        let mut text = String::new();
        for (case, Judgement { verdict, why, .. }) in &self.differing {
            let (id, browser, expected) = (case.id(), case.browser(), case.recorded());
            let line = format!("{id} {browser}: expected {expected}, got {verdict}: {why}");
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{}", sanitise(&line));
        }
        for (browser, rows) in &self.left_out {
            let _ = writeln!(text, "{rows} rows of {} left out: it is not modelled", sanitise(browser));
        }
        let _ = writeln!(text, "{}/{} verdicts agree", self.agreeing(), self.judged);
        text
    }

    fn json(&self) -> serde_json::Value {
        let difference = |(case, judgement): &(&Case, Judgement)| {
            json!({
                "id": case.id(),
                "browser": case.browser(),
                "expected": case.recorded().to_string(),
                "got": judgement.verdict.to_string(),
                "why": judgement.why,
            })
        };
        json!({
            "schema": 1,
            "command": "cookies",
            "agree": self.agreeing(),
            "judged": self.judged,
            "left_out": self.left_out,
            "differences": self.differing.iter().map(difference).collect::<Vec<_>>(),
        })
    }
}
