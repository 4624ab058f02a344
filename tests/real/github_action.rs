//! The action for GitHub, step by step as a runner takes it, with GitHub's own
//! parser of `action.yml` and its own evaluator of expressions.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::time::Duration;

use assert_cmd::cargo::cargo_bin;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::app::node;
use crate::examine::{ACCOUNTS, ids, penguin_auth};
use crate::npm::installed;
use crate::server::Server;

/// The mock with these arguments, and its base URL.
fn mock(arguments: &[&str]) -> (Server, String) {
    let mut command = penguin_auth();
    command.arg("mock").args(arguments);
    for (email, password) in ACCOUNTS {
        command.args(["--user", &format!("{email}:{password}")]);
    }
    let server = Server::start(&mut command);
    let base_url = server.wait_for(|line| line.strip_prefix("listening on ").map(str::to_owned));
    (server, base_url)
}

/// The longest that all steps together may take.
const DEADLINE: Duration = Duration::from_secs(150);

/// A runner with the action, both in folders whose names a careless script
/// would take apart.
struct Runner {
    folder: TempDir,
    inputs: BTreeMap<&'static str, String>,
}

impl Runner {
    /// What a workflow gives when it names a deployment and one account.
    fn new(base_url: &str) -> Self {
        let runner = Self { folder: tempfile::tempdir().unwrap(), inputs: BTreeMap::new() };
        fs::create_dir_all(runner.action().join(".ci")).unwrap();
        fs::create_dir(runner.temp()).unwrap();
        for file in ["action.yml", ".ci/action"] {
            fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(file), runner.action().join(file)).unwrap();
        }
        let (email, password) = ACCOUNTS[0];
        let binary = cargo_bin("penguin-auth").to_str().unwrap().to_owned();
        runner
            .with("base-url", base_url)
            .with("email", email)
            .with("password", password)
            .with("binary", &binary)
    }

    fn with(mut self, input: &'static str, value: &str) -> Self {
        self.inputs.insert(input, value.to_owned());
        self
    }

    fn action(&self) -> PathBuf {
        self.folder.path().join("an $(action)")
    }

    fn temp(&self) -> PathBuf {
        self.folder.path().join("the runner's folder")
    }

    /// Takes the steps, with these folders in front of the path.
    fn run_with(&self, path: &[&Path]) -> Value {
        let found = std::env::var_os("PATH").unwrap();
        let path = path.iter().map(|&folder| folder.to_owned()).chain(std::env::split_paths(&found));
        let given = json!({
            "action": self.action(),
            "runner": self.temp(),
            "path": std::env::join_paths(path).unwrap().to_str().unwrap(),
            "inputs": self.inputs,
        });
        let mut command = assert_cmd::Command::from_std(node());
        command.arg(installed("github-action").join("run.mjs")).write_stdin(given.to_string());
        let ended = command.timeout(DEADLINE);
        serde_json::from_slice(&ended.assert().success().get_output().stdout).unwrap()
    }

    fn run(&self) -> Value {
        self.run_with(&[])
    }
}

/// The outcomes of building, verifying and uploading.
fn outcomes(ran: &Value) -> [&str; 3] {
    [0, 1, 2].map(|step| ran["steps"][step]["outcome"].as_str().unwrap_or_else(|| panic!("{ran:#}")))
}

fn summary(ran: &Value) -> &str {
    ran["steps"][1]["summary"].as_str().unwrap()
}

/// The report that an output names.
fn report(ran: &Value, output: &str) -> Value {
    let path = ran["outputs"][output].as_str().unwrap();
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn a_sound_deployment_passes_and_the_summary_says_so() {
    let (_server, base_url) = mock(&[]);
    let runner = Runner::new(&base_url);
    let ran = runner.run();
    assert_eq!(outcomes(&ran), ["skipped", "success", "skipped"]);
    assert_eq!(ran["outputs"]["exit-code"], "0");
    assert_eq!(report(&ran, "json")["outcome"], "passed");
    assert!(summary(&ran).starts_with("## ✅ penguin-auth: the session really ended"), "{ran:#}");
}

#[test]
fn a_defect_fails_the_job_and_goes_to_code_scanning() {
    let (_server, base_url) = mock(&["--defect", "keeps-session"]);
    let runner = Runner::new(&base_url).with("sarif", "true");
    let ran = runner.run();
    assert_eq!(outcomes(&ran), ["skipped", "failure", "success"]);
    assert_eq!(ran["outputs"]["exit-code"], "1");
    assert!(summary(&ran).contains("session-ended-on-server"), "{ran:#}");
    assert!(
        ran["steps"][1]["log"].as_str().unwrap().contains("::error title=session-ended-on-server"),
        "{ran:#}"
    );
    let upload = &ran["steps"][2];
    assert_eq!(upload["with"]["sarif_file"], ran["outputs"]["sarif"]);
    assert_eq!(report(&ran, "sarif")["runs"][0]["results"][0]["ruleId"], "session-ended-on-server");
}

/// Code scanning would take what is not in the report for mended.
#[test]
fn a_deployment_that_is_down_fails_the_job_and_uploads_nothing() {
    let runner = Runner::new("http://localhost:1").with("sarif", "true");
    let ran = runner.run();
    assert_eq!(outcomes(&ran), ["skipped", "failure", "skipped"]);
    assert_eq!(ran["outputs"]["exit-code"], "3");
    assert_eq!(report(&ran, "json")["outcome"], "blocked");
    assert!(summary(&ran).contains("could not look"), "{ran:#}");
}

#[test]
fn a_job_that_uses_it_twice_keeps_both_reports() {
    let (_server, base_url) = mock(&[]);
    let runner = Runner::new(&base_url);
    let first = runner.run();
    let runner = runner.with("base-url", "http://localhost:1");
    let second = runner.run();
    assert_eq!([&first, &second].map(|ran| report(ran, "json")["exit_code"].clone()), [0, 3]);
}

#[test]
fn a_password_that_a_workflow_does_not_have_is_asked_for_by_name() {
    let (_server, base_url) = mock(&[]);
    let runner = Runner::new(&base_url).with("password", "").with("sarif", "true");
    let ran = runner.run();
    assert_eq!(outcomes(&ran), ["skipped", "failure", "skipped"]);
    assert_eq!(ran["outputs"]["exit-code"], "2");
    assert!(ran["steps"][1]["log"].as_str().unwrap().contains("PENGUIN_AUTH_PASSWORD"), "{ran:#}");
}

/// What Cargo does with the same arguments, `.ci/container` shows.
#[test]
fn without_a_binary_it_is_built_from_the_action() {
    let (_server, base_url) = mock(&[]);
    let runner = Runner::new(&base_url).with("binary", "").with("args", "--only\nAC5");
    let cargo = runner.folder.path().join("cargo");
    let script = "#!/bin/sh\necho \"$@\"\nmkdir -p \"$6/bin\" && ln -s \"$(dirname \"$0\")/built\" \"$6/bin/penguin-auth\"\n";
    fs::write(&cargo, script).unwrap();
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
    symlink(cargo_bin("penguin-auth"), runner.folder.path().join("built")).unwrap();
    let ran = runner.run_with(&[runner.folder.path()]);
    assert_eq!(outcomes(&ran), ["success", "success", "skipped"]);
    let expected = format!(
        "install --locked --path {} --root {}/penguin-auth\n",
        runner.action().display(),
        runner.temp().display()
    );
    assert_eq!(ran["steps"][0]["log"], expected);
    assert_eq!(ids(&report(&ran, "json"), "pass"), ["logout-answers-200", "logout-body"]);
}

#[test]
fn a_second_account_and_more_arguments_reach_the_run() {
    let (_server, base_url) = mock(&[]);
    let (email, password) = ACCOUNTS[1];
    let arguments = "--only\nother-account-survives\n--user-agent\na b; $(exit 9) `exit 9`";
    let runner = Runner::new(&base_url)
        .with("second-email", email)
        .with("second-password", password)
        .with("args", arguments);
    let ran = runner.run();
    assert_eq!(outcomes(&ran), ["skipped", "success", "skipped"]);
    assert_eq!(ids(&report(&ran, "json"), "pass"), ["other-account-survives"]);
}

#[test]
fn no_password_is_in_the_log_the_summary_the_outputs_or_the_reports() {
    let (_server, base_url) = mock(&["--defect", "ticket-sample"]);
    let (email, password) = ACCOUNTS[1];
    let runner = Runner::new(&base_url).with("second-email", email).with("second-password", password);
    let runner = runner.with("args", "-vv\n--curl").with("sarif", "true");
    let ran = runner.run();
    assert_eq!(outcomes(&ran), ["skipped", "failure", "success"]);
    let everything = format!("{ran}{}{}", report(&ran, "json"), report(&ran, "sarif"));
    for (_, password) in ACCOUNTS {
        assert!(!everything.contains(password));
    }
}

#[test]
fn what_github_would_refuse_is_noticed() {
    let runner = Runner::new("http://localhost:1");
    let file = runner.action().join("action.yml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen("shell: bash", "shall: bash", 1)).unwrap();
    let errors = runner.run()["errors"].to_string();
    assert!(errors.contains("Unexpected value 'shall'"), "{errors}");
}

/// The YAML block of a page that uses the action.
fn example(page: &str) -> String {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
    let mut blocks = text.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    blocks.find(|block| block.contains("penguinmails/penguin-auth@")).unwrap().to_owned()
}

/// What GitHub makes of a workflow.
fn read(workflow: String) -> Value {
    let mut command = assert_cmd::Command::from_std(node());
    command.arg(installed("github-action").join("workflow.mjs")).write_stdin(workflow);
    serde_json::from_slice(&command.timeout(DEADLINE).assert().success().get_output().stdout).unwrap()
}

fn has_only_inputs_of_the_action(workflow: String) {
    let read = read(workflow);
    assert_eq!(read["errors"], json!([]));
    let declared = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("action.yml")).unwrap();
    let given = read["uses"]["penguinmails/penguin-auth@main"].as_array().unwrap();
    assert!(given.len() > 2, "{read}");
    for input in given {
        assert!(
            declared.contains(&format!("\n  {}:\n    description: ", input.as_str().unwrap())),
            "{input}"
        );
    }
}

#[test]
fn the_examples_of_the_docs_are_workflows_with_inputs_that_exist() {
    has_only_inputs_of_the_action(example("docs/reports.md"));
    let step = example("README.md").lines().map(|line| format!("      {line}\n")).collect::<String>();
    let job = "on: push\njobs:\n  logout:\n    runs-on: ubuntu-latest\n    steps:\n";
    has_only_inputs_of_the_action(format!("{job}{step}"));
    let errors = read(job.replace("runs-on", "run-on"))["errors"].to_string();
    assert!(errors.contains("Unexpected value 'run-on'"), "{errors}");
}
