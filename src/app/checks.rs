//! `penguin-auth checks`: the catalogue by requirement.

use std::fmt::Write as _;

use serde_json::json;

use super::{Trouble, print};
use crate::check::{CATALOGUE, Check, on_nile};
use crate::cli::ChecksArgs;
use crate::exit::Exit;
use crate::report::wrap;
use crate::requirement::Requirement;

/// How wide a title may be, so that the list fits into 80 columns.
const TITLE_WIDTH: usize = 38;

/// What comes between two lines of a title: its place below the first.
const NEXT_LINE: &str = "\n                                          ";

/// Prints the catalogue.
pub(super) fn run(args: &ChecksArgs) -> Result<Exit, Trouble> {
    print(&if args.json { as_json() } else { as_text() })
}

/// Each requirement with the checks that prove it, then the rest.
fn as_text() -> String {
    let mut text = String::new();
    for requirement in Requirement::ALL {
        let proves = |check: &&&Check| check.requirements.contains(&requirement);
        section(
            &mut text,
            &format!("{}  {}", requirement.id(), requirement.text()),
            CATALOGUE.iter().filter(proves),
        );
    }
    section(
        &mut text,
        "Standards beside the ticket",
        CATALOGUE.iter().filter(|check| check.requirements.is_empty()),
    );
    let _ = writeln!(text, "{} checks. penguin-auth explain ID says more about one.", CATALOGUE.len());
    text
}

fn section<'a>(text: &mut String, heading: &str, checks: impl Iterator<Item = &'a &'static Check>) {
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{heading}");
    for check in checks {
        let title = wrap(check.title, TITLE_WIDTH).join(NEXT_LINE);
        let _ = writeln!(text, "  {:<6}{:<34}{title}", check.level.name(), check.id);
    }
    text.push('\n');
}

fn as_json() -> String {
    let one = |check: &&Check| {
        json!({
            "id": check.id,
            "title": check.title,
            "level": check.level,
            "requirements": check.requirements.iter().map(|requirement| requirement.id()).collect::<Vec<_>>(),
            "references": check.references.iter().map(|reference| json!({"name": reference.name, "url": reference.url, "must": reference.must})).collect::<Vec<_>>(),
            "explain": check.explain,
            "cause": check.cause,
            "remedy": check.remedy,
            "on_nile": on_nile(check.id).map(|known| json!({"cause": known.cause, "remedy": known.remedy})),
        })
    };
    let all: Vec<_> = CATALOGUE.iter().map(one).collect();
    format!("{:#}\n", serde_json::Value::Array(all))
}
