//! `penguin-auth report`: reports that were written before.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tempfile::TempDir;

use super::tool::{Ended, penguin, run};

/// Reports of a sound mock and of one that clears no cookie.
struct Reports {
    folder: TempDir,
}

impl Reports {
    fn new() -> Self {
        let reports = Self { folder: tempfile::tempdir().unwrap() };
        reports.write("good.json", &[], 0);
        reports.write("bad.json", &["--defect", "no-clear"], 1);
        reports
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, args: &[&str], exit: i32) {
        let mut command = penguin(["verify", "--mock", "--format", "tap"]);
        command.args(args).arg("--report").arg(format!("json={}", self.path(name).display()));
        run(command).exits(exit);
    }

    /// `penguin-auth report WORDS`, in the folder.
    fn run(&self, words: &[&str]) -> Ended {
        let mut command = penguin(["report"]);
        command.args(words).current_dir(self.folder.path());
        run(command)
    }
}

/// The text of a format as `verify` writes it.
fn as_verify_writes_it(folder: &Path, format: &str) -> (String, String) {
    let path = |name: &str| folder.join(name).display().to_string();
    let reports = [format!("{format}={}", path("direct")), format!("json={}", path("direct.json"))];
    let mut command = penguin(["verify", "--mock", "--defect", "ticket-sample", "--replay-limit", "100ms"]);
    command.args(reports.iter().flat_map(|report| ["--report", report]));
    run(command).exits(1);
    (fs::read_to_string(path("direct")).unwrap(), path("direct.json"))
}

#[test]
fn a_converted_report_is_the_one_that_verify_would_have_written() {
    for format in ["pretty", "json", "junit", "tap", "github", "markdown", "html", "sarif", "csv"] {
        let folder = tempfile::tempdir().unwrap();
        let (direct, json) = as_verify_writes_it(folder.path(), format);
        let converted = run(penguin(["report", "convert", &json, "--to", format])).exits(0);
        assert_eq!(converted.stdout, direct, "{format}");
    }
}

#[test]
fn a_report_is_converted_into_a_file_and_from_standard_input() {
    let reports = Reports::new();
    let to_file = reports.run(&["convert", "bad.json", "--to", "csv", "--out", "bad.csv"]).exits(0);
    assert_eq!(to_file.stdout, "");
    let mut command = penguin(["report", "convert", "-", "--to", "csv"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(&fs::read(reports.path("bad.json")).unwrap()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.stdout, fs::read(reports.path("bad.csv")).unwrap());
}

#[test]
fn events_cannot_be_told_from_a_document() {
    Reports::new().run(&["convert", "good.json", "--to", "jsonl"]).refuses(2, "cannot be converted to jsonl");
}

#[test]
fn several_runs_end_like_the_worst_of_them() {
    let reports = Reports::new();
    reports.run(&["merge", "good.json", "good.json"]).exits(0).says("passed: 2 of 2 runs");
    let merged = reports.run(&["merge", "good.json", "bad.json"]).exits(1);
    merged.says("failed: 1 of 2 runs").says("cookie-cleared AC3 T4 passed failed");
    let document = reports.run(&["merge", "good.json", "bad.json", "--format", "json"]).exits(1).json();
    assert_eq!(document["outcome"], "failed");
    assert_eq!(document["requirements"]["AUTH-4.1/AC3"], "fail");
    assert_eq!(document["runs"].as_array().unwrap().len(), 2);
}

#[test]
fn a_run_that_got_worse_exits_with_1_and_names_what() {
    let reports = Reports::new();
    reports.run(&["diff", "good.json", "good.json"]).exits(0).says("Nothing got worse");
    let worse = reports.run(&["diff", "good.json", "bad.json"]).exits(1);
    let widest = worse.stdout.lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(80), "{}", worse.stdout);
    worse.says("Something got worse").says("AUTH-4.1/AC3 pass fail").says("cookie-cleared passed failed");
    reports.run(&["diff", "bad.json", "good.json"]).exits(0).says("Something got better, and nothing worse");
    let document = reports.run(&["diff", "good.json", "bad.json", "--format", "json"]).exits(1).json();
    let ids: Vec<_> =
        document["worse"].as_array().unwrap().iter().map(|change| change["id"].clone()).collect();
    assert!(ids.contains(&"cookie-cleared".into()), "{ids:?}");
    reports
        .run(&["diff", "good.json", "bad.json", "--format", "markdown"])
        .exits(1)
        .says("### Something got worse");
}

#[test]
fn a_report_that_cannot_be_used_is_refused_with_the_place() {
    let reports = Reports::new();
    let good = fs::read_to_string(reports.path("good.json")).unwrap();
    let wrong: [(&str, &str); 5] = [
        ("{}", "could not use the report wrong.json: it is no report"),
        ("half of {", "it is no JSON"),
        (
            &good.replacen("\"schema\": 1", "\"schema\": 2", 1),
            "it has layout 2, and this penguin-auth reads layout 1",
        ),
        (
            &good.replacen("\"level\": \"warn\"", "\"level\": \"loud\"", 1),
            "checks[2].level: unknown variant `loud`",
        ),
        (&good.replacen("\"outcome\": \"passed\",", "", 1), "missing field `outcome`"),
    ];
    for (text, why) in wrong {
        fs::write(reports.path("wrong.json"), text).unwrap();
        for words in [
            &["convert", "wrong.json", "--to", "tap"][..],
            &["merge", "good.json", "wrong.json"],
            &["diff", "good.json", "wrong.json"],
        ] {
            reports.run(words).refuses(2, why);
        }
    }
    reports.run(&["diff", "good.json", "missing.json"]).refuses(2, "could not read missing.json");
}
