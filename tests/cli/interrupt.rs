//! A run that is told to stop.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

#[test]
fn an_interrupted_run_logs_its_sessions_out_and_reports_what_it_saw() {
    // Every logout stalls for the second that it is given, so the run is still
    // going on when the signal comes.
    let mut child = Command::new(env!("CARGO_BIN_EXE_penguin-auth"))
        .args(["verify", "--mock", "--defect", "logout-stalls", "--timeout", "1s", "--format", "jsonl"])
        .env_clear()
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let before = lines.by_ref().find(|line| line.contains("ask right before the logout"));
    assert!(before.is_some());
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let rest: Vec<String> = lines.collect();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{said}");
    assert!(said.contains("are being logged out"), "{said}");
    assert!(rest.iter().any(|line| line.contains("leave nothing behind")), "{rest:#?}");
    assert!(!rest.iter().any(|line| line.contains("\"log in\"")), "no further login: {rest:#?}");
    let last = rest.last().unwrap();
    assert!(last.contains("\"finished\"") && last.contains("\"sessions_left\""), "{last}");
}
