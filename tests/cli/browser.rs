//! `verify --browser` where there is no browser: said plainly, in time, and
//! without a trace. `tests/real` has the real one.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::tool::{Ended, penguin, run};

/// `verify --mock --browser` with the checks of a browser alone, where that
/// folder is all of the PATH.
fn with_driver(folder: &Path, more: &[&str]) -> Ended {
    let mut command = penguin(["verify", "--mock", "--browser", "--only", "real-browser-signs-out"]);
    command.args(more).env("PATH", folder).env("TMPDIR", folder);
    run(command)
}

/// A chromedriver that does what the shell is told.
fn driver(script: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("chromedriver");
    fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

fn is_blocked(ended: &Ended) -> Value {
    let document = ended.json();
    let check = document["checks"][0].clone();
    assert_eq!(check["verdict"], "blocked", "{document:#}");
    assert_eq!(check["obstacle"], "no-browser", "{document:#}");
    check
}

#[test]
fn without_a_driver_the_check_is_blocked_and_says_what_to_install() {
    let folder = tempfile::tempdir().unwrap();
    let ended = with_driver(folder.path(), &[]).exits(3);
    ended
        .says("no browser: chromedriver is not on the PATH")
        .says("apt-get install chromium chromium-driver");
}

#[test]
fn a_run_that_asked_for_no_browser_says_in_one_line_how_to_get_one() {
    let ended = run(penguin(["verify", "--mock"])).exits(0);
    ended.says("real-browser-signs-out: needs a real Chromium: --browser");
}

#[test]
fn a_driver_that_ends_at_once_is_told_and_gets_no_password() {
    let folder = driver("/usr/bin/env > \"$0.environment\"");
    let mut command =
        penguin(["verify", "--mock", "--browser", "--only", "real-browser", "--format", "json"]);
    command.env("PATH", folder.path()).env("PENGUIN_AUTH_PASSWORD", "a-password-of-the-environment");
    is_blocked(&run(command).exits(3));
    let environment = fs::read_to_string(folder.path().join("chromedriver.environment")).unwrap();
    assert!(environment.contains("TMPDIR=") && !environment.contains("PENGUIN_AUTH_"), "{environment}");
}

#[test]
fn a_driver_that_never_listens_ends_with_the_deadline() {
    // Other runs of this test look through the same processes.
    let sleep = format!("sleep 61{}", std::process::id());
    let folder = driver(&format!("/bin/{sleep} & exec /bin/{sleep}"));
    let begun = Instant::now();
    let ended = with_driver(folder.path(), &["--deadline", "2s", "--format", "json"]).exits(3);
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    is_blocked(&ended);
    // Its folder is gone, and so are its children.
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let processes = Command::new("ps").args(["-eo", "args"]).output().unwrap();
    let processes = String::from_utf8(processes.stdout).unwrap();
    assert!(!processes.contains(&sleep), "{processes}");
}

#[test]
fn a_webdriver_that_nobody_serves_blocks_the_check() {
    let folder = tempfile::tempdir().unwrap();
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", nobody.local_addr().unwrap());
    drop(nobody);
    is_blocked(&with_driver(folder.path(), &["--webdriver", &url, "--format", "json"]).exits(3));
}

#[test]
fn the_address_of_a_webdriver_is_checked_before_anything_is_sent() {
    let browser = |more: &[&str]| {
        let mut command = penguin(["verify", "--mock"]);
        command.args(more);
        run(command)
    };
    browser(&["--webdriver", "http://localhost:9515"]).refuses(2, "--browser");
    browser(&["--browser", "--webdriver", "https://localhost:9515"]).refuses(2, "without TLS");
    browser(&["--browser", "--webdriver", "localhost"]).refuses(2, "could not use --webdriver");
}

#[test]
fn the_plan_names_the_browser_and_its_login() {
    let plan = run(penguin(["verify", "--mock", "--browser", "--print-plan"])).exits(0);
    plan.says("logins 6 at most").says("browser Chromium as well, with a chromedriver of its own");
    run(penguin(["verify", "--mock", "--print-plan"])).exits(0).says("logins 5 at most");
}
