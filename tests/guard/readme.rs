//! The transcripts of the README and of docs/failures.md are what the binary
//! prints. `UPDATE=1 cargo test --test guard` writes them anew.

use std::fs;
use std::path::Path;
use std::process::Command;

use regex::{Captures, Regex};

#[test]
fn every_transcript_of_the_readme_is_what_the_binary_prints() {
    let _alone = crate::README.lock();
    let seen =
        compare("README.md", r"<!-- transcript (?<command>.*?) -->\n```console\n(?<text>.*?)```", |found| {
            format!("$ penguin-auth {}\n{}", &found["command"], run(&found["command"]))
        });
    assert_eq!(seen, 2, "the README shows a pass and a failure");
}

#[test]
fn every_excerpt_of_the_page_on_failures_is_what_the_binary_prints() {
    let marked =
        r#"<!-- (?<part>from|paragraph) "(?<begin>.*?)" of (?<command>.*?) -->\n```text\n(?<text>.*?)```"#;
    let seen = compare("docs/failures.md", marked, |found| {
        excerpt(&run(&found["command"]), &found["part"], &found["begin"])
    });
    assert!(seen > 5, "only {seen} excerpts");
}

/// Compares the text of every marked block of a page with what it should be, or
/// writes it anew. Returns how many blocks there are.
fn compare(page: &str, marked: &str, expected: impl Fn(&Captures<'_>) -> String) -> usize {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let text = fs::read_to_string(&path).unwrap();
    let block = Regex::new(&format!("(?s){marked}")).unwrap();
    let mut updated = text.clone();
    let mut seen = 0;
    for found in block.captures_iter(&text) {
        let printed = expected(&found);
        if std::env::var_os("UPDATE").is_some() {
            updated = updated.replace(&found[0], &found[0].replace(&found["text"], &printed));
        } else {
            assert_eq!(steady(&found["text"]), steady(&printed), "run UPDATE=1 cargo test --test guard");
        }
        seen += 1;
    }
    if updated != text {
        fs::write(path, updated).unwrap();
    }
    seen
}

/// The paragraph of a text that begins like that, or all from there to the end.
fn excerpt(text: &str, part: &str, begin: &str) -> String {
    let lines = text.lines().skip_while(|line| !line.starts_with(begin));
    let chosen: Vec<&str> = match part {
        "from" => lines.collect(),
        _ => lines.take_while(|line| !line.is_empty()).collect(),
    };
    assert!(!chosen.is_empty(), "no line begins with {begin:?}:\n{text}");
    chosen.join("\n") + "\n"
}

#[test]
fn the_pages_that_the_readme_links_to_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let link = Regex::new(r"\]\(([a-zA-Z][^):#]*)").unwrap();
    for page in [
        "README.md",
        "CONTRIBUTING.md",
        "docs/ARCHITECTURE.md",
        "docs/control.md",
        "docs/failures.md",
        "docs/nextjs.md",
    ] {
        let text = fs::read_to_string(root.join(page)).unwrap();
        for found in link.captures_iter(&text) {
            let target = root.join(page).parent().unwrap().join(&found[1]);
            assert!(target.exists(), "{page} links to {}", &found[1]);
        }
    }
}

/// What the binary prints into a pipe.
fn run(options: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_penguin-auth"))
        .args(options.split(' '))
        .env_clear()
        .env("LANG", "C.UTF-8")
        .env("PENGUIN_AUTH_PASSWORD", "x")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The text without what differs from run to run. White space goes too: a
/// longer number wraps a line elsewhere.
fn steady(text: &str) -> String {
    let differing = [
        (r"localhost(:\d+)?", "localhost"),
        (r"run [0-9a-f]{8}", "run ID"),
        (r"<token:[0-9a-f]{8}>", "<token>"),
        (r"\d+\.\d\d s", "TIME"),
        (r"\d+ ms", "TIME"),
        (r"\d+ requests", "REQUESTS"),
        (r"\d+: (GET|POST|HEAD)", "$1"),
        (r"\d+\.\d s", "TIME"),
        (r"\w{3}, \d\d \w{3} 20\d\d \d\d:\d\d:\d\d GMT", "DATE"),
        (r"[│\s]+", " "),
    ];
    let replace = |text: String, (pattern, with): &(&str, &str)| {
        Regex::new(pattern).unwrap().replace_all(&text, *with).into_owned()
    };
    // Wrapped dates come together once white space is regular.
    let regular = replace(text.to_owned(), &(r"[│\s]+", " "));
    differing.iter().fold(regular, replace)
}
