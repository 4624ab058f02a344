//! `verify --nile-control`: the run makes the deployment's Nile fail from
//! outside, and leaves it well.
//!
//! The deployment and the mock that is steered are one process here: one switch
//! drives the stand-in that the mock's own application asks, too.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use assert_cmd::cargo::cargo_bin;
use penguin_auth::evidence::Outage;
use serde_json::{Value, json};

use super::tool::{Ended, ids, run, verify};

const TOKEN: &str = "a-token-of-the-tests";

/// Nothing here may take longer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A mock that is steered with [`TOKEN`]; it goes when this goes.
struct Steered {
    child: Child,
    url: String,
}

impl Steered {
    fn start(options: &[&str]) -> Self {
        let mut command = Command::new(cargo_bin("penguin-auth"));
        command.env_clear().env("PENGUIN_AUTH_CONTROL_TOKEN", TOKEN).args(["mock", "--quiet"]).args(options);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { child, url: line.trim().strip_prefix("listening on ").unwrap().to_owned() }
    }

    /// `verify` of this mock, which makes its Nile fail.
    fn verify(&self, options: &[&str]) -> Command {
        let mut command = verify(&self.url, &["--nile-control", &self.url]);
        command.args(options).env("PENGUIN_AUTH_CONTROL_TOKEN", TOKEN);
        command
    }

    /// What the control interface answers to a GET.
    fn get(&self, path: &str) -> Value {
        let address = self.url.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address).unwrap();
        let request = format!(
            "GET /__control{path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nAuthorization: Bearer {TOKEN}\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
    }

    /// Waits until Nile fails in that way. Each look is a round trip, which
    /// paces it.
    fn wait_for(&self, fault: &str) {
        let begun = Instant::now();
        while self.get("/fault")["fault"] != fault {
            assert!(begun.elapsed() < PATIENCE, "{fault} never came");
        }
    }
}

impl Drop for Steered {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn verdict<'a>(document: &'a Value, id: &str) -> &'a Value {
    document["checks"].as_array().unwrap().iter().find(|check| check["id"] == id).unwrap()
}

#[test]
fn every_failure_is_tried_and_nile_is_well_afterwards() {
    let mock = Steered::start(&[]);
    let ended = run(mock.verify(&["--format", "json"])).exits(0);
    let document = ended.json();
    for outage in Outage::ALL {
        let id = format!("nile-failure-{}", outage.name());
        assert_eq!(verdict(&document, &id)["verdict"], "pass", "{id}");
    }
    assert_eq!(ids(&document, "blocked"), [""; 0]);
    assert_eq!(document["spent"]["sessions_left"], 0);
    assert_eq!(mock.get("/fault")["fault"], Value::Null);
    assert_eq!(mock.get("/sessions")["sessions"], json!([]));
    // The mock counts what reached the deployment; what steered it is not in it.
    let reached = mock.get("/requests")["requests"].as_array().unwrap().len();
    assert_eq!(document["spent"]["requests"], reached);
    assert!(!ended.stdout.contains("__control") && !ended.stdout.contains(TOKEN));
}

#[test]
fn one_failure_can_be_tried_alone() {
    let mock = Steered::start(&[]);
    let options = ["--only", "nile-failure-signout-only", "--format", "jsonl", "--quiet"];
    let ended = run(mock.verify(&options)).exits(0);
    assert!(ended.stdout.contains("while Nile fails (signout-only)"), "{}", ended.stdout);
    assert!(!ended.stdout.contains("while Nile fails (refuse)"), "{}", ended.stdout);
}

#[test]
fn a_failure_that_an_earlier_run_left_behind_is_taken_away_first() {
    let mock = Steered::start(&["--fault", "refuse"]);
    run(mock.verify(&["--only", "AC5,nile-failure-429"])).exits(0);
}

#[test]
fn without_a_switch_one_line_says_how_to_get_one() {
    let mock = Steered::start(&[]);
    let ended = run(verify(&mock.url, &[])).exits(0);
    let lines: Vec<&str> = ended.stdout.lines().filter(|line| line.contains("nile-failure")).collect();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].contains("(16 checks)") && ended.stdout.contains("--nile-control URL"), "{lines:?}");
}

#[test]
fn an_interface_that_cannot_be_used_blocks_these_checks_and_no_others() {
    let mock = Steered::start(&[]);
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let other = format!("http://{closed}");
    for (url, token, words) in [
        (mock.url.as_str(), "another-token-of-tests", "PENGUIN_AUTH_CONTROL_TOKEN"),
        (other.as_str(), TOKEN, "is the mock running"),
    ] {
        let mut command = verify(&mock.url, &["--nile-control", url, "--format", "json"]);
        command.env("PENGUIN_AUTH_CONTROL_TOKEN", token);
        let document = run(command).exits(3).json();
        let blocked = ids(&document, "blocked");
        assert_eq!(blocked.len(), Outage::ALL.len() + 2, "{blocked:?}");
        assert!(blocked.iter().all(|id| id.starts_with("nile-failure-")), "{blocked:?}");
        let hint = verdict(&document, "nile-failure-stall")["hint"].as_str().unwrap();
        assert!(hint.contains(words), "{hint}");
    }
}

#[test]
fn an_interface_that_cannot_be_used_is_found_before_a_login_is_spent_on_it() {
    let mock = Steered::start(&[]);
    let only = ["--only", "nile-failure-reset", "--nile-control", &mock.url, "--format", "json"];
    let mut command = verify(&mock.url, &only);
    command.env("PENGUIN_AUTH_CONTROL_TOKEN", "another-token-of-tests");
    let document = run(command).exits(3).json();
    assert_eq!(ids(&document, "blocked"), ["nile-failure-reset"]);
    assert_eq!(document["spent"]["logins"], 0, "{:#}", document["spent"]);
}

/// The deployment would survive everything, for its own Nile never fails.
#[test]
fn a_deployment_with_another_nile_proves_nothing() {
    let (mock, another) = (Steered::start(&[]), Steered::start(&[]));
    let mut command = verify(&mock.url, &["--nile-control", &another.url, "--format", "json"]);
    command.env("PENGUIN_AUTH_CONTROL_TOKEN", TOKEN);
    let document = run(command).exits(3).json();
    assert_eq!(ids(&document, "blocked").len(), Outage::ALL.len() + 2);
    let stall = verdict(&document, "nile-failure-stall");
    assert!(stall["hint"].as_str().unwrap().contains("NILEDB_API_URL"), "{stall:#}");
    assert_eq!(document["spent"]["sessions_left"], 0);
    assert_eq!(another.get("/fault")["fault"], Value::Null);
}

#[test]
fn the_token_comes_from_a_file_or_the_environment_or_is_asked_for() {
    let mock = Steered::start(&[]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token");
    std::fs::write(&path, format!("{TOKEN}\n")).unwrap();
    let interface = format!("{}/__control/", mock.url);
    let only = ["--only", "nile-failure-500", "--nile-control", &interface];
    let with_file = [&only[..], &["--nile-control-token-file", path.to_str().unwrap()]].concat();
    run(verify(&mock.url, &with_file)).exits(0);
    let said = refused(verify(&mock.url, &only));
    assert!(said.contains("PENGUIN_AUTH_CONTROL_TOKEN"), "{said}");
    let mut unusable = verify(&mock.url, &only);
    unusable.env("PENGUIN_AUTH_CONTROL_TOKEN", "hunter2\u{7}");
    let said = refused(unusable);
    assert!(said.contains("visible ASCII") && !said.contains("hunter2"), "{said}");
    let said = refused(super::tool::penguin(["verify", "--mock", "--nile-control", &mock.url]));
    assert!(said.contains("--mock"), "{said}");
}

/// What a wrong command line is answered with.
fn refused(command: Command) -> String {
    let Ended { stderr, stdout, .. } = run(command);
    assert_eq!(stdout, "");
    stderr
}

#[test]
fn a_run_that_is_interrupted_in_a_failure_leaves_nile_well_and_nobody_logged_in() {
    let mock = Steered::start(&[]);
    let mut child = spawned(&mock, &[]);
    mock.wait_for("stall");
    interrupt(&child);
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(mock.get("/fault")["fault"], Value::Null);
    assert_eq!(mock.get("/sessions")["sessions"], json!([]));
}

#[test]
fn a_run_that_is_ended_at_once_leaves_nile_well_too() {
    // Without a deadline in the application its logout hangs until the client
    // leaves, so the run is dropped in the middle of the failure.
    let mock = Steered::start(&["--defect", "no-nile-deadline"]);
    let mut child = spawned(&mock, &["--timeout", "30s"]);
    mock.wait_for("stall");
    interrupt(&child);
    let stderr = BufReader::new(child.stderr.take().unwrap());
    let stopping = stderr.lines().map(Result::unwrap).find(|line| line.contains("once more to stop"));
    assert!(stopping.is_some());
    interrupt(&child);
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(mock.get("/fault")["fault"], Value::Null);
}

#[test]
fn a_failure_that_was_cut_short_proves_nothing_and_the_report_says_so() {
    let mock = Steered::start(&[]);
    let mut command = mock.verify(&["--only", "nile-failure-stall", "--format", "json"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    mock.wait_for("stall");
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(ids(&document, "blocked"), ["nile-failure-stall"], "{document:#}");
    assert_eq!(document["outcome"], "blocked");
    assert!(document["warnings"][0].as_str().unwrap().starts_with("the run was interrupted"));
}

fn spawned(mock: &Steered, options: &[&str]) -> Child {
    let mut command = mock.verify(&["--only", "nile-failure-stall", "--format", "jsonl"]);
    command.args(options).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

fn interrupt(child: &Child) {
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}
