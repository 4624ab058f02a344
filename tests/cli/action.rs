//! The action for GitHub: what its one script does, and that `action.yml` and
//! the script speak of the same things.

#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use regex::Regex;
use serde_json::Value;
use tempfile::TempDir;

use super::server::{ADA, ADAS_PASSWORD, Server};
use super::tool::{Ended, run};

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// What the pattern's first group matches in a file of the project.
fn all(pattern: &str, file: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(project().join(file)).unwrap();
    let pattern = Regex::new(pattern).unwrap();
    pattern.captures_iter(&text).map(|found| found.get(1).unwrap().as_str().to_owned()).collect()
}

/// The folder that a runner gives to a step.
struct Runner {
    folder: TempDir,
}

impl Runner {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// The script, with the variables that `action.yml` hands it.
    fn verify(&self, base_url: &str, arguments: &str) -> Ended {
        self.verify_profile("ticket", base_url, arguments)
    }

    fn verify_profile(&self, profile: &str, base_url: &str, arguments: &str) -> Ended {
        let mut command = Command::new(project().join(".ci/action"));
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap());
        command
            .env("RUNNER_TEMP", self.folder.path())
            .env("GITHUB_OUTPUT", self.folder.path().join("output"));
        command.env("PENGUIN_AUTH", cargo_bin("penguin-auth")).env("PENGUIN_AUTH_BASE_URL", base_url);
        command.env("PENGUIN_AUTH_EMAIL", ADA).env("PENGUIN_AUTH_PASSWORD", ADAS_PASSWORD);
        command.env("PENGUIN_AUTH_SECOND_EMAIL", "").env("PENGUIN_AUTH_SECOND_PASSWORD", "");
        run({
            command.env("PROFILE", profile).env("ARGUMENTS", arguments);
            command
        })
    }

    fn output(&self, name: &str) -> String {
        let text = fs::read_to_string(self.folder.path().join("output")).unwrap();
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        line.unwrap_or_else(|| panic!("no output {name} in {text}")).to_owned()
    }

    fn report(&self, name: &str) -> Value {
        serde_json::from_str(&fs::read_to_string(self.output(name)).unwrap()).unwrap()
    }
}

#[test]
fn a_sound_deployment_passes_and_both_reports_are_there() {
    let (runner, server) = (Runner::new(), Server::sound());
    runner.verify(&server.base_url(), "").exits(0).says("PASSED");
    assert_eq!(runner.output("exit-code"), "0");
    assert_eq!(runner.report("json")["outcome"], "passed");
    assert_eq!(runner.report("sarif")["runs"][0]["results"].as_array().unwrap().len(), 0);
}

#[test]
fn each_line_is_one_argument_and_none_is_a_command() {
    let (runner, server) = (Runner::new(), Server::sound());
    let canary = runner.folder.path().join("canary");
    let arguments =
        format!("--only\r\nAC5\n\n--user-agent\na b; $(touch {0}) `touch {0}`\n", canary.display());
    runner.verify(&server.base_url(), &arguments).exits(0).says("2 passed");
    assert!(!canary.exists());
    let agent = server.asked()[0].header("user-agent").unwrap().to_owned();
    assert!(agent.starts_with("a b; $(touch "), "{agent}");
}

#[test]
fn a_profile_may_be_a_file_with_any_path() {
    let (runner, server) = (Runner::new(), Server::sound());
    let file = runner.folder.path().join("my app.toml");
    let text = fs::read_to_string(project().join("profiles/ticket.toml")).unwrap();
    fs::write(&file, text.replacen("name = \"ticket\"", "name = \"my-app\"", 1)).unwrap();
    runner.verify_profile(file.to_str().unwrap(), &server.base_url(), "--only\nAC5").exits(0);
    assert_eq!(runner.report("json")["target"]["profile"], "my-app");
    runner.verify_profile("no-such", &server.base_url(), "").refuses(2, "no profile is called \"no-such\"");
}

#[test]
fn a_run_that_could_not_look_keeps_its_exit_code() {
    let runner = Runner::new();
    runner.verify("http://localhost:1", "").exits(3);
    assert_eq!(runner.output("exit-code"), "3");
    assert_eq!(runner.report("sarif")["runs"][0]["invocations"][0]["executionSuccessful"], false);
}

#[test]
fn the_action_uses_what_it_declares_and_declares_what_it_uses() {
    let declared = all(r"(?m)^  ([a-z-]+):\n    description: ", "action.yml");
    let inputs = all(r"inputs\.([a-z-]+)", "action.yml");
    let written = all(r"'?([a-z-]+)=\$", ".ci/action");
    let outputs = all(r"steps\.verify\.outputs\.([a-z-]+)", "action.yml");
    assert!(outputs.iter().all(|name| written.contains(name)), "{outputs:?} {written:?}");
    assert_eq!(inputs.union(&outputs).cloned().collect::<BTreeSet<_>>(), declared);
}

#[test]
fn no_input_is_put_into_the_text_of_a_script() {
    let scripts = all(r"(?m)^ +run: (.*)$", "action.yml");
    assert_eq!(scripts.len(), 2);
    assert!(scripts.iter().all(|script| !script.contains("${{")), "{scripts:?}");
}

#[test]
fn the_container_is_built_from_what_an_engine_is_sent() {
    let lines = all(r"(?m)^COPY ([A-Za-z].*) \S+$", "Containerfile");
    let copied: BTreeSet<_> = lines.iter().flat_map(|files| files.split(' ')).map(str::to_owned).collect();
    assert_eq!(copied, all(r"(?m)^!(.*)$", ".dockerignore"));
    assert!(copied.len() > 2, "{copied:?}");
    assert!(copied.iter().all(|file| project().join(file).exists()), "{copied:?}");
}
