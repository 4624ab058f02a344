//! `penguin-auth explain ID`: one check, whole.

use std::fmt::Write as _;

use super::{Trouble, print};
use crate::check::{self, Check, Selection};
use crate::cli::ExplainArgs;
use crate::exit::Exit;
use crate::report::wrap;

/// The width to which texts are wrapped, without their indentation.
const WIDTH: usize = 78;

/// Prints what there is to know about a check.
pub(super) fn run(args: &ExplainArgs) -> Result<Exit, Trouble> {
    if let Some(check) = check::find(&args.id) {
        return print(&explain(check));
    }
    match Selection::new(std::slice::from_ref(&args.id), &[]) {
        Ok(selection) => print(&several(&selection)),
        Err(error) => Err(Trouble::new(Exit::Usage, error, "penguin-auth checks lists them")),
    }
}

/// A requirement or the beginning of ids was given: the checks that it fits.
fn several(selection: &Selection) -> String {
    let texts: Vec<String> = selection.checks().iter().map(|(check, _)| explain(check)).collect();
    texts.join("\n")
}

fn explain(check: &Check) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{}  (level {})\n{}\n", check.id, check.level.name(), check.title);
    if !check.requirements.is_empty() {
        let _ = writeln!(text, "Proves");
        for requirement in check.requirements {
            let _ = writeln!(text, "  {:<14}{}", requirement.id(), requirement.text());
        }
        text.push('\n');
    }
    for (heading, words) in
        [("Why and how", check.explain), ("Likely cause", check.cause), ("How to mend it", check.remedy)]
    {
        let _ = writeln!(text, "{heading}\n{}\n", wrapped(words));
    }
    if !check.references.is_empty() {
        let _ = writeln!(text, "References");
        for reference in check.references {
            let must = if reference.must { "  (a MUST)" } else { "" };
            let _ = writeln!(text, "  {}{must}\n    {}", reference.name, reference.url);
        }
    }
    text
}

/// Words set in lines that are indented by two columns.
fn wrapped(words: &str) -> String {
    let lines: Vec<String> = wrap(words, WIDTH).iter().map(|line| format!("  {line}")).collect();
    lines.join("\n")
}
