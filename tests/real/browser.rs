//! `verify --browser` with a real Chromium, on the mock in all its dresses and
//! with each defect after which a cookie stays in a browser.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::examine::{ids, penguin_auth};

const SIGNS_OUT: &str = "real-browser-signs-out";
const AGREES: &str = "model-agrees-with-browser";

/// What a real browser was seen to do with a mock of those options: the JSON
/// report on its checks.
fn look_at(options: &[&str]) -> Value {
    let mut command = penguin_auth();
    command.args(["verify", "--mock", "--browser", "--only", SIGNS_OUT, "--only", AGREES]);
    let output = command.args(["--format", "json"]).args(options).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{options:?}: {error}: {output:?}"))
}

fn check<'a>(document: &'a Value, id: &str) -> &'a Value {
    document["checks"].as_array().unwrap().iter().find(|check| check["id"] == id).unwrap()
}

#[test]
fn a_sound_logout_signs_a_real_browser_out_in_every_dress() {
    let dresses: [&[&str]; 7] = [
        &[],
        &["--tls", "--secure-names"],
        &["--chunked", "--token", "jwe"],
        &["--cookie-path", "/api", "--clear", "expires"],
        &["--cookie-domain", "penguin.test", "--tls", "--secure-names"],
        &["--rotating", "--remember-me"],
        &["--without-csrf", "--clear", "bare"],
    ];
    for dress in dresses {
        let document = look_at(dress);
        assert_eq!(ids(&document, "pass"), [SIGNS_OUT, AGREES], "{dress:?}\n{document:#}");
        assert_eq!(document["spent"]["sessions_left"], 0, "{dress:?}");
        assert_eq!(document["spent"]["logins"], 2, "{dress:?}");
    }
}

/// Each keeps something in a browser that a simple jar would have dropped, or
/// the other way round. The model says the same of the same lines.
#[test]
fn what_stays_in_a_real_browser_is_found_and_the_model_agrees() {
    let defects = [
        "no-clear",
        "clears-wrong-cookie",
        "clear-wrong-path",
        "clear-default-path",
        "clear-without-domain",
        "twin-cookie-left",
        "clear-prefix-without-secure",
        "clear-without-partitioned",
        "set-after-clear",
        "chunk-left",
        "comma-joined",
        "clear-with-tab",
    ];
    for defect in defects {
        let document = look_at(&["--defect", defect]);
        assert_eq!(ids(&document, "fail"), [SIGNS_OUT], "{defect}\n{document:#}");
        assert_eq!(ids(&document, "pass"), [AGREES], "{defect}\n{document:#}");
        assert_eq!(document["spent"]["sessions_left"], 0, "{defect}");
    }
}

/// A browser does not keep the login's cookie, so there is nothing to end.
#[test]
fn a_cookie_that_a_browser_refuses_explains_why_nothing_could_be_seen() {
    let document = look_at(&["--defect", "login-cookie-refused"]);
    let check = check(&document, SIGNS_OUT);
    assert_eq!(check["verdict"], "blocked", "{document:#}");
    assert_eq!(check["depends_on"], "browser-keeps-session-cookie", "{document:#}");
}

#[test]
fn no_secret_of_the_browser_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("evidence.json");
    let mut command = penguin_auth();
    command.args(["verify", "--mock", "--browser", "-vv", "--only", SIGNS_OUT, "--header", "x-bypass: s3cr"]);
    command.arg("--save-evidence");
    let output = command.arg(&file).output().unwrap();
    let told = [fs::read_to_string(&file).unwrap(), String::from_utf8(output.stdout).unwrap()];
    for text in told {
        assert!(text.contains("HeadlessChrome") && text.contains("nile.session-token=<token:"), "{text}");
        assert!(!text.contains("ada-loves-penguins"), "{text}");
        assert!(!text.contains("ada@penguin.test"), "{text}");
        assert!(text.contains("x-bypass") && !text.contains("s3cr"), "{text}");
    }
}

#[test]
fn nothing_is_left_behind_after_a_run() {
    let folder = tempfile::tempdir().unwrap();
    let output = start(folder.path()).wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    nothing_is_left(folder.path());
}

#[test]
fn nothing_is_left_behind_by_a_run_that_is_told_to_stop() {
    for signals in [1, 2] {
        let folder = tempfile::tempdir().unwrap();
        let run = start(folder.path());
        wait_until(|| children_in(folder.path()) > 1, "the browser did not start");
        for _ in 0..signals {
            let told = Command::new("kill").args(["-INT", &run.id().to_string()]).status().unwrap();
            assert!(told.success());
        }
        let output = run.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(130), "{output:?}");
        nothing_is_left(folder.path());
    }
}

/// A driver that somebody else has started serves several runs and lives on.
#[test]
fn a_running_driver_is_used_and_left_running() {
    let mut driver =
        Command::new("chromedriver").arg("--port=0").stdout(std::process::Stdio::piped()).spawn();
    let driver = driver.as_mut().unwrap();
    let output = std::io::BufReader::new(driver.stdout.take().unwrap());
    let lines = std::io::BufRead::lines(output).map_while(Result::ok);
    let port = lines.filter_map(|line| Some(line.split_once("successfully on port ")?.1.to_owned()));
    let mut port = port.map(|port| port.trim_end_matches('.').to_owned());
    let url = format!("http://localhost:{}", port.next().unwrap());
    for _ in 0..2 {
        let document = look_at(&["--webdriver", &url]);
        assert_eq!(ids(&document, "pass"), [SIGNS_OUT, AGREES], "{document:#}");
    }
    assert!(driver.try_wait().unwrap().is_none());
    driver.kill().unwrap();
    driver.wait().unwrap();
}

/// A run with a browser whose files go there.
fn start(folder: &Path) -> std::process::Child {
    let mut command = penguin_auth();
    command.args(["verify", "--mock", "--browser", "--only", SIGNS_OUT]).env("TMPDIR", folder);
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap()
}

fn nothing_is_left(folder: &Path) {
    wait_until(|| children_in(folder) == 0, "a process is left");
    let rest: Vec<_> = fs::read_dir(folder).unwrap().collect();
    assert!(rest.is_empty(), "{rest:?}");
}

/// How many processes name that folder on their command line.
fn children_in(folder: &Path) -> usize {
    let Output { stdout, .. } = Command::new("ps").args(["-eo", "args"]).output().unwrap();
    let name = folder.display().to_string();
    String::from_utf8_lossy(&stdout).lines().filter(|line| line.contains(&name)).count()
}

fn wait_until(holds: impl Fn() -> bool, otherwise: &str) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_secs(20), "{otherwise}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
