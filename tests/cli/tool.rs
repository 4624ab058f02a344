//! Running the binary in a cleared environment, and what came of it.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use assert_cmd::assert::{Assert, OutputAssertExt};
use assert_cmd::cargo::cargo_bin;
use predicates::prelude::*;
use serde_json::Value;

use super::server::{ADA, ADAS_PASSWORD, BOB, BOBS_PASSWORD};

/// How often the memory of a running process is looked at.
const SAMPLING: Duration = Duration::from_millis(2);

/// The binary, with nothing of this process's environment but what a process
/// needs to start at all.
pub(crate) fn penguin<I, S>(args: I) -> Command
where
    I: IntoIterator<Item = S>,
    S: AsRef<OsStr>,
{
    let mut command = Command::new(cargo_bin("penguin-auth"));
    command.env_clear();
    for name in ["PATH", "SystemRoot", "LLVM_PROFILE_FILE"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command.args(args);
    command
}

/// `verify --base-url URL` with one account.
pub(crate) fn verify_as_ada(base_url: &str, args: &[&str]) -> Command {
    let mut command = penguin(["verify", "--base-url", base_url]);
    command.args(args).env("PENGUIN_AUTH_EMAIL", ADA).env("PENGUIN_AUTH_PASSWORD", ADAS_PASSWORD);
    command
}

/// `verify --base-url URL` with both accounts.
pub(crate) fn verify(base_url: &str, args: &[&str]) -> Command {
    let mut command = verify_as_ada(base_url, args);
    command.env("PENGUIN_AUTH_SECOND_EMAIL", BOB).env("PENGUIN_AUTH_SECOND_PASSWORD", BOBS_PASSWORD);
    command
}

/// A process that has ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) took: Duration,
    /// The most memory that was resident, in KiB; zero where it is not known.
    pub(crate) peak: u64,
    output: Output,
}

/// Runs it to its end.
pub(crate) fn run(mut command: Command) -> Ended {
    let begun = Instant::now();
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (stdout, stderr) = (drain(child.stdout.take()), drain(child.stderr.take()));
    let id = child.id();
    let (ended, has_ended) = mpsc::channel();
    thread::spawn(move || ended.send(child.wait()));
    let mut peak = 0;
    let status = loop {
        peak = peak.max(resident(id));
        if let Ok(status) = has_ended.recv_timeout(SAMPLING) {
            break status.unwrap();
        }
    };
    let took = begun.elapsed();
    let output = Output { status, stdout: stdout.join().unwrap(), stderr: stderr.join().unwrap() };
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Ended { stdout: text(&output.stdout), stderr: text(&output.stderr), took, peak, output }
}

fn drain(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<Vec<u8>> {
    let mut pipe = pipe.unwrap();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).unwrap();
        bytes
    })
}

/// The high-water mark of a process's resident memory in KiB.
fn resident(id: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

impl Ended {
    /// The exit code is this one, and standard error is empty: whatever there
    /// is to say is part of the report.
    pub(crate) fn exits(self, code: i32) -> Self {
        self.check(code, predicate::str::is_empty());
        self
    }

    /// The exit code is this one, whatever was printed.
    pub(crate) fn ends(self, code: i32) -> Self {
        self.check(code, predicate::always());
        self
    }

    /// The exit code is this one, nothing is printed, and standard error
    /// explains it.
    pub(crate) fn refuses(self, code: i32, explanation: &str) -> Self {
        assert!(self.stdout.is_empty(), "{}", self.stdout);
        self.check(code, predicate::str::contains(explanation));
        self
    }

    fn check(&self, code: i32, stderr: impl Predicate<str>) {
        let assert: Assert = self.output.clone().assert();
        assert.code(code).stderr(stderr);
    }

    /// The text is in what was printed; line breaks count as spaces.
    pub(crate) fn says(self, text: &str) -> Self {
        let said = predicate::str::contains(text);
        assert!(said.eval(&self.said()), "{text:?} is not in\n{}", self.stdout);
        self
    }

    /// The text is not in it.
    pub(crate) fn says_nothing_of(self, text: &str) -> Self {
        assert!(!self.said().contains(text), "{text:?} is in\n{}", self.stdout);
        self
    }

    /// What was printed, on one line.
    fn said(&self) -> String {
        self.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// It took less than this.
    pub(crate) fn within(self, limit: Duration) -> Self {
        assert!(self.took < limit, "took {:?}\n{}", self.took, self.stdout);
        self
    }

    /// It never needed more memory than this.
    pub(crate) fn in_memory_of(self, kib: u64) -> Self {
        assert!(self.peak < kib, "needed {} KiB", self.peak);
        self
    }

    /// The JSON document that was printed.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {}", self.stdout))
    }
}

/// The ids of the checks of a JSON document that have this verdict.
pub(crate) fn ids<'a>(document: &'a Value, verdict: &str) -> Vec<&'a str> {
    let checks = document["checks"].as_array().unwrap().iter();
    checks.filter(|check| check["verdict"] == verdict).map(|check| check["id"].as_str().unwrap()).collect()
}

/// `penguin-auth mock` as a process of its own. It is stopped when dropped.
#[derive(Debug)]
pub(crate) struct Mock {
    child: Child,
    pub(crate) base_url: String,
}

impl Mock {
    /// One that says nothing of requests.
    pub(crate) fn start(args: &[&str]) -> Self {
        let (mock, log) = Self::with_log(&[&["--quiet"], args].concat());
        drop(log);
        mock
    }

    /// One whose log can be read once it has ended.
    pub(crate) fn with_log(args: &[&str]) -> (Self, thread::JoinHandle<String>) {
        let mut command = penguin(["mock"]);
        let mut child = command.args(args).stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        stdout.read_line(&mut first).unwrap();
        let base_url = first.trim().strip_prefix("listening on ").unwrap().to_owned();
        // Somebody has to read: a mock that nobody listens to ends.
        let log = thread::spawn(move || {
            let mut log = String::new();
            stdout.read_to_string(&mut log).unwrap();
            log
        });
        (Self { child, base_url }, log)
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
