//! What a run saw, kept and judged again.

use std::fs;
use std::path::Path;

use super::server::{Reply, Server};
use super::tool::{Ended, penguin, run, verify};

/// `verify --mock` with evidence kept in that file.
fn keep(file: &Path, args: &[&str]) -> Ended {
    let mut command = penguin(["verify", "--mock", "--save-evidence"]);
    command.arg(file).args(args);
    run(command)
}

/// `verify --from` that file.
fn again(file: &Path, args: &[&str]) -> Ended {
    let mut command = penguin(["verify", "--from"]);
    command.arg(file).args(args);
    run(command)
}

#[test]
fn evidence_is_judged_again_as_it_was_judged_at_first() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("evidence.json");
    let runs: [(&[&str], i32); 5] = [
        (&[], 0),
        (&["--defect", "ticket-sample", "--replay-limit", "250ms"], 1),
        (&["--rotating", "--remember-me", "--chunked", "--tls", "--secure-names"], 0),
        (&["--fault", "garbage"], 3),
        (&["--only", "AC3", "--defect", "no-clear"], 1),
    ];
    for (args, exit) in runs {
        for format in [&["--format", "json"][..], &["--format", "jsonl"], &["-vv", "--curl"]] {
            let levels: &[&str] = if args.contains(&"--only") { &["--only", "AC3"] } else { &[] };
            let first = keep(&file, &[args, format].concat()).exits(exit);
            let second = again(&file, &[levels, format].concat()).exits(exit);
            assert_eq!(first.stdout, second.stdout, "{args:?} {format:?}");
        }
    }
}

#[test]
fn levels_and_selections_apply_to_what_is_judged_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("evidence.json");
    keep(&file, &["--defect", "no-clear"]).exits(1);
    again(&file, &[]).exits(1).says("cookie-cleared");
    again(&file, &["-W", "cookie-cleared"]).exits(0).says("1 warning");
    again(&file, &["--only", "AC5"]).exits(0).says("2 passed");
    keep(&file, &["--only", "AC5"]).exits(0);
    again(&file, &["--only", "session-ended-on-server"]).exits(3).says("not done in this run");
}

#[test]
fn judging_again_sends_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("evidence.json");
    let server = Server::sound();
    let path = file.display().to_string();
    let first = run(verify(&server.base_url(), &["--save-evidence", &path, "--format", "json"])).exits(0);
    let asked = server.asked().len();
    let mut command = penguin(["verify", "--from", &path, "--format", "json"]);
    command.env("PENGUIN_AUTH_BASE_URL", server.base_url());
    assert_eq!(run(command).exits(0).stdout, first.stdout);
    assert_eq!(server.asked().len(), asked);
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_the_evidence() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("evidence.json");
    fs::write(&file, "open to all").unwrap();
    keep(&file, &[]).exits(0);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing half-written is left");
}

#[test]
fn a_path_that_cannot_be_written_fails_before_the_first_request() {
    let server = Server::start(|_| Reply::Sound);
    let ended = run(verify(&server.base_url(), &["--save-evidence", "/no/such/folder/evidence.json"]));
    ended.refuses(4, "could not write the evidence /no/such/folder/evidence.json");
    assert_eq!(server.asked().len(), 0);
}

#[test]
fn evidence_and_a_report_need_two_paths() {
    let args = ["verify", "--mock", "--save-evidence", "one.json", "--report", "json=one.json"];
    run(penguin(args)).refuses(2, "two reports would go to one.json");
}

#[test]
fn another_layout_is_refused_with_both_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("evidence.json");
    keep(&file, &[]).exits(0);
    let text = fs::read_to_string(&file).unwrap();
    for layout in [0, 2, 99] {
        fs::write(&file, text.replacen(r#""recording":1"#, &format!(r#""recording":{layout}"#), 1)).unwrap();
        let line = format!("it has layout {layout}, and this penguin-auth reads layout 1");
        again(&file, &[]).refuses(2, &line);
    }
}

#[test]
fn a_file_that_is_no_evidence_is_refused_and_not_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("evidence.json");
    for (text, why) in [
        ("{\"token\":\"T0kenC0re\"}", "it is no evidence of a run"),
        ("nile.session-token=T0kenC0re", "it is no JSON"),
        ("", "it is no JSON"),
    ] {
        fs::write(&file, text).unwrap();
        let ended = again(&file, &[]);
        assert!(!ended.stderr.contains("T0kenC0re"), "{}", ended.stderr);
        ended.refuses(2, why);
    }
    again(&folder.path().join("missing.json"), &[]).refuses(2, "missing.json");
}

#[test]
fn a_damaged_field_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("evidence.json");
    keep(&file, &["--only", "AC5"]).exits(0);
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen(r#""actor":"first""#, r#""actor":"twelfth""#, 1)).unwrap();
    again(&file, &[]).refuses(2, "].actor: unknown variant `twelfth`");
}

#[test]
fn evidence_of_another_profile_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("evidence.json");
    keep(&file, &["--only", "AC5"]).exits(0);
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen(r#""profile":"ticket""#, r#""profile":"other""#, 1)).unwrap();
    again(&file, &[]).refuses(2, "gathered with the profile other");
}

#[test]
fn evidence_is_judged_with_the_profile_that_led_the_run() {
    let folder = tempfile::tempdir().unwrap();
    let (file, profile) = (folder.path().join("evidence.json"), folder.path().join("my-app.toml"));
    let text = run(penguin(["profile", "show", "ticket"])).exits(0).stdout;
    fs::write(&profile, text.replacen("name = \"ticket\"", "name = \"my-app\"", 1)).unwrap();
    let given = ["--profile", profile.to_str().unwrap(), "--format", "json"];
    let first = keep(&file, &given).exits(0);
    assert_eq!(first.json()["target"]["profile"], "my-app");
    assert_eq!(again(&file, &given).exits(0).stdout, first.stdout);
    again(&file, &[]).refuses(2, "gathered with the profile my-app, and it would be judged with ticket");
    let changed = fs::read_to_string(&profile).unwrap() + "# one line more\n";
    fs::write(&profile, changed).unwrap();
    again(&file, &given).refuses(2, "the profile my-app is not the one that the evidence was gathered with");
}

#[test]
fn known_failures_apply_to_what_is_judged_again() {
    let folder = tempfile::tempdir().unwrap();
    let (file, list) = (folder.path().join("evidence.json"), folder.path().join("known.toml"));
    keep(&file, &["--defect", "no-clear"]).exits(1);
    let known = "[[known]]\ncheck = \"cookie-cleared\"\nreason = \"PM-4711\"\nuntil = \"2999-12-31\"\n";
    fs::write(&list, known).unwrap();
    again(&file, &["--known-failures", list.to_str().unwrap()]).exits(0).says("1 known failure");
}

#[test]
fn what_a_run_is_made_from_is_given_once() {
    let control = ["--nile-control", "http://localhost:1"];
    for other in [&["--mock"][..], &["--base-url", "http://localhost:1"], &["--print-plan"], &control] {
        again(Path::new("evidence.json"), other).refuses(2, "cannot be used with");
    }
    again(Path::new("evidence.json"), &["--defect", "no-clear"]).refuses(2, "defects");
}
