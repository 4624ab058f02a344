//! The README's transcripts are what the binary prints.
//! `UPDATE=1 cargo test --test guard` writes them anew.

use std::fs;
use std::path::Path;
use std::process::Command;

use regex::Regex;

#[test]
fn every_transcript_of_the_readme_is_what_the_binary_prints() {
    let _alone = crate::README.lock();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let block = Regex::new(r"(?s)<!-- transcript (.*?) -->\n```console\n(.*?)```").unwrap();
    let mut updated = readme.clone();
    let mut seen = 0;
    for found in block.captures_iter(&readme) {
        let printed = format!("$ penguin-auth {}\n{}", &found[1], run(&found[1]));
        if std::env::var_os("UPDATE").is_some() {
            let whole = format!("<!-- transcript {} -->\n```console\n{printed}```", &found[1]);
            updated = updated.replace(&found[0], &whole);
        } else {
            assert_eq!(steady(&found[2]), steady(&printed), "run UPDATE=1 cargo test --test guard");
        }
        seen += 1;
    }
    assert_eq!(seen, 2, "the README shows a pass and a failure");
    if updated != readme {
        fs::write(path, updated).unwrap();
    }
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
        (r"exchange +\d+:", "exchange:"),
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
