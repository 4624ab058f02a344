//! `penguin-auth explain ID...`: checks, each whole.

use std::fmt::Write as _;

use super::{Trouble, print};
use crate::check::{self, Check, OnNile, Selection, SelectionError, on_nile};
use crate::cli::ExplainArgs;
use crate::exit::Exit;
use crate::report::wrap;

/// The width to which texts are wrapped, without their indentation.
const WIDTH: usize = 78;

/// Prints what there is to know about the checks: about all of them, or, if a
/// word names none, about nothing.
pub(super) fn run(args: &ExplainArgs) -> Result<Exit, Trouble> {
    let mut checks: Vec<&Check> = Vec::new();
    for word in &args.ids {
        let named = named(word)
            .map_err(|error| Trouble::new(Exit::Usage, error, "penguin-auth checks lists them"))?;
        for check in named {
            if checks.iter().all(|other| other.id != check.id) {
                checks.push(check);
            }
        }
    }
    let pages: Vec<String> = checks.into_iter().map(explain).collect();
    print(&pages.join("\n"))
}

/// The check of that id, or those that a requirement or the beginning of ids
/// fits.
fn named(word: &str) -> Result<Vec<&'static Check>, SelectionError> {
    if let Some(check) = check::find(word) {
        return Ok(vec![check]);
    }
    let selection = Selection::new(&[word.to_owned()], &[])?;
    Ok(selection.checks().iter().map(|(check, _)| *check).collect())
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
    if let Some(words) = on_nile(check.id).map(OnNile::text) {
        let _ = writeln!(text, "In a Next.js app on Nile\n{}\n", wrapped(&words));
    }
    if !check.references.is_empty() {
        let _ = writeln!(text, "References");
        for reference in check.references {
            let must = if reference.must { "  (a MUST)" } else { "" };
            let _ = writeln!(text, "  {}{must}\n    {}", reference.name, reference.url);
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// Words set in lines that are indented by two columns.
fn wrapped(words: &str) -> String {
    let lines: Vec<String> = wrap(words, WIDTH).iter().map(|line| format!("  {line}")).collect();
    lines.join("\n")
}
