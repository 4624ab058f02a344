//! Everything derived is compared with what it is derived from.
//! `UPDATE=1 cargo test --test guard` writes it anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{CommandFactory, ValueEnum};
use penguin_auth::app::{completion_script, manual_pages};
use penguin_auth::check::{CATALOGUE, Check, OnNile, on_nile};
use penguin_auth::cli::Cli;
use penguin_auth::exit::Exit;
use penguin_auth::level::Level;
use penguin_auth::requirement::Requirement;

#[test]
fn completions_are_those_of_the_binary() {
    for shell in clap_complete::Shell::value_variants() {
        let name = match shell {
            clap_complete::Shell::Bash => "penguin-auth.bash",
            clap_complete::Shell::Elvish => "penguin-auth.elv",
            clap_complete::Shell::Fish => "penguin-auth.fish",
            clap_complete::Shell::PowerShell => "_penguin-auth.ps1",
            clap_complete::Shell::Zsh => "_penguin-auth",
            other => panic!("a new shell: {other}"),
        };
        compare(&format!("completions/{name}"), &completion_script(*shell));
    }
}

#[test]
fn manual_pages_are_those_of_the_binary() {
    for (name, page) in manual_pages().unwrap() {
        compare(&format!("completions/man/{name}"), &page);
    }
}

#[test]
fn the_page_of_checks_is_the_catalogue() {
    compare("docs/checks.md", &page_of_checks());
}

#[test]
fn the_readme_shows_the_catalogue_and_the_exit_codes() {
    let _alone = crate::README.lock();
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let with_checks = between(&readme, "checks", &checks_by_requirement());
    let with_exits = between(&with_checks, "exit-codes", &table_of_exits());
    compare("README.md", &with_exits);
}

#[test]
fn the_help_names_every_exit_code_with_its_meaning() {
    let help = Cli::command().render_long_help().to_string();
    for exit in Exit::ALL {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = format!("{} {}", exit.code(), exit.meaning());
        assert!(words(&help).contains(&line), "{line}");
    }
}

/// The table in the README: the checks of each line of the ticket, under the
/// first that they prove.
fn checks_by_requirement() -> String {
    let mut table = String::from("| | what is to hold | checks |\n| --- | --- | --- |\n");
    let first = |check: &Check| Requirement::ALL.into_iter().find(|line| check.requirements.contains(line));
    let rows = Requirement::ALL.into_iter().map(|line| (Some(line), line.short(), line.text()));
    for (requirement, short, text) in rows.chain([(None, "", "what standards ask for beyond the ticket")]) {
        let links: Vec<String> = CATALOGUE
            .iter()
            .filter(|check| first(check) == requirement)
            .map(|check| format!("[{0}](docs/checks.md#{0})", check.id))
            .collect();
        if !links.is_empty() {
            writeln!(table, "| {short} | {text} | {} |", links.join(", ")).unwrap();
        }
    }
    table
}

/// The table of docs/checks.md: one line each, with its two levels.
fn table_of_checks() -> String {
    let mut table =
        String::from("| check | level | strict | proves | what holds |\n| --- | --- | --- | --- | --- |\n");
    for check in CATALOGUE {
        let strict = if check.is_a_must() { Level::Deny } else { check.level };
        writeln!(
            table,
            "| [{0}](#{0}) | {1} | {2} | {3} | {4} |",
            check.id,
            check.level.name(),
            strict.name(),
            proves(check),
            check.title
        )
        .unwrap();
    }
    table
}

fn table_of_exits() -> String {
    let mut table = String::from("| code | meaning |\n| --- | --- |\n");
    for exit in Exit::ALL {
        writeln!(table, "| {} | {} |", exit.code(), exit.meaning()).unwrap();
    }
    table
}

fn page_of_checks() -> String {
    let mut page = String::from(
        "# The checks\n\nGenerated from the catalogue in `src/check/catalogue/`. \
         `penguin-auth explain ID` prints the same in a terminal. The level is what a failure does: deny fails the run, warn \
         warns, allow is only shown. `--level strict` denies whatever a reference marked with MUST asks for: an RFC that says \
         so, a SHALL of NIST, or OWASP ASVS level 1. `-D`, `-W` and `-A` change single levels.\n\n",
    );
    page.push_str(&table_of_checks());
    for check in CATALOGUE {
        write!(page, "\n## {}\n\n**{}.** Level {}.", check.id, check.title, check.level.name()).unwrap();
        writeln!(
            page,
            " Proves {}.\n",
            if check.requirements.is_empty() {
                "what the standards below ask for".to_owned()
            } else {
                proves(check)
            }
        )
        .unwrap();
        writeln!(
            page,
            "{}\n\n*Likely cause:* {}\n\n*How to mend it:* {}",
            check.explain, check.cause, check.remedy
        )
        .unwrap();
        if let Some(words) = on_nile(check.id).map(OnNile::text) {
            writeln!(page, "\n*In a Next.js app on Nile:* {words}").unwrap();
        }
        if !check.references.is_empty() {
            let links: Vec<String> = check
                .references
                .iter()
                .map(|reference| {
                    let must = if reference.must { " (MUST)" } else { "" };
                    format!("[{}]({}){must}", reference.name, reference.url)
                })
                .collect();
            writeln!(page, "\n*See:* {}", links.join(", ")).unwrap();
        }
    }
    page
}

fn proves(check: &Check) -> String {
    check.requirements.iter().map(|requirement| requirement.short()).collect::<Vec<_>>().join(" ")
}

/// The text with the part between two markers replaced.
fn between(text: &str, name: &str, new: &str) -> String {
    let (start, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = text.split_once(&start).unwrap_or_else(|| panic!("no {start}"));
    let (_, after) = rest.split_once(&end).unwrap_or_else(|| panic!("no {end}"));
    format!("{before}{start}{new}{end}{after}")
}

/// Compares a file of the project with what it should be, or writes it.
fn compare(name: &str, expected: &str) {
    let path = root().join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, expected).unwrap();
        return;
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{name} is stale: run UPDATE=1 cargo test --test guard, and look at the difference"
    );
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}
