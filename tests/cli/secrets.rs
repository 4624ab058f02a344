//! No password and no session token ever leaves the program, in whatever form a
//! deployment throws them back, in whatever format and verbosity the run is
//! reported. Where a secret of more than a few characters is shown in part, a
//! piece from its middle is found here too.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use super::server::{ADA, Asked, BOB, COOKIE, LOGIN, LOGOUT, Reply, Server, Sound};
use super::tool::{Ended, Mock, penguin, run, verify};

/// What stands in the middle of every planted secret.
const CORES: [&str; 3] = ["Passw0rdC0reOfAda", "Passw0rdC0reOfBob", "T0kenC0re"];

/// Characters that every encoding treats in its own way.
const ADAS: &str = "pä \"x\"<&'!~*()/+=%20\\ Passw0rdC0reOfAda z/+ü";
const BOBS: &str = "b'&/+ Passw0rdC0reOfBob \u{1f427}?#";

const FORMATS: [&str; 10] =
    ["pretty", "json", "jsonl", "junit", "tap", "github", "markdown", "html", "sarif", "csv"];

/// The token of the n-th session. The tool makes prefixes of 16 characters of
/// it, and those must stay hidden as well.
fn token(number: usize) -> String {
    format!("!T0kenC0re{number:02}/+=~*'()%2B.-_abcdefghijklmnopqrst")
}

/// Percent-encoding of everything but these characters.
fn percent(text: &str, kept: &str, lower: bool) -> String {
    let encode = |octet: u8| {
        let c = char::from(octet);
        match (c.is_ascii_alphanumeric() || kept.contains(c), lower) {
            (true, _) => c.to_string(),
            (false, true) => format!("%{octet:02x}"),
            (false, false) => format!("%{octet:02X}"),
        }
    };
    text.bytes().map(encode).collect()
}

/// A secret in the forms in which servers show it.
fn forms(secret: &str) -> Vec<String> {
    let html = secret.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    vec![
        secret.to_owned(),
        percent(secret, "-_.!~*'()", false),
        percent(secret, "-_.~", false),
        percent(secret, "-_.~", true),
        percent(secret, "*-._", false).replace("%20", "+"),
        html.replace('\'', "&#39;"),
        html.replace('\'', "&#x27;"),
        html,
        serde_json::Value::from(secret).to_string(),
        serde_json::Value::from(secret).to_string().replace('/', "\\/"),
        STANDARD.encode(secret),
        URL_SAFE_NO_PAD.encode(secret),
        STANDARD.encode(format!("{ADA}:{secret}")),
        STANDARD.encode(format!("x{secret}")),
        STANDARD.encode(format!("xy{secret}")),
    ]
}

/// An answer that throws all of it back: in the body, as a page or as JSON, in
/// headers and in a redirect's target.
fn throws_back(asked: &Asked, sound: &Sound) -> Vec<u8> {
    let set = sound.headers.iter().find_map(|(name, value)| (name == "Set-Cookie").then_some(value));
    let new = set.and_then(|line| line.strip_prefix(COOKIE)?.strip_prefix('=')?.split(';').next());
    let tokens = [asked.token.as_deref(), new].into_iter().flatten().filter(|token| !token.is_empty());
    let secrets: Vec<String> = tokens.chain([ADAS, BOBS]).flat_map(forms).collect();
    let head = sound.head("HTTP/1.1");
    let ascii = secrets.iter().filter(|form| form.is_ascii()).enumerate();
    let headers: String =
        ascii.map(|(number, form)| format!("X-Debug-{number}: {form}\r\n")).take(20).collect();
    let target = format!("Location: /login?token={}\r\n", asked.token.as_deref().unwrap_or_default());
    let listed = secrets.join("\n");
    let body = if asked.method == "HEAD" {
        String::new()
    } else if asked.is("POST", LOGOUT) && asked.before % 2 == 1 {
        format!("<!DOCTYPE html><pre>{listed}</pre>")
    } else {
        let mut json: serde_json::Value = serde_json::from_str(&sound.body).unwrap();
        json["debug"] = listed.into();
        json.to_string()
    };
    format!("{head}{headers}{target}Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn leaky() -> Server {
    Server::planted([(ADA, ADAS), (BOB, BOBS)], token, |asked| {
        let asked = asked.clone();
        Reply::rewritten(move |sound| throws_back(&asked, &sound))
    })
}

/// A run against it with the planted passwords.
fn examine(server: &Server, args: &[&str]) -> Ended {
    let mut command = verify(&server.base_url(), args);
    command.env("PENGUIN_AUTH_PASSWORD", ADAS).env("PENGUIN_AUTH_SECOND_PASSWORD", BOBS);
    run(command)
}

/// The parts of a base64 text that depend on the secret alone, wherever it
/// begins in what was encoded.
fn in_base64(secret: &str) -> Vec<String> {
    let at = |offset: usize| {
        let text = STANDARD.encode(format!("{}{secret}", "x".repeat(offset)));
        let begin = [0, 2, 3][offset];
        let end = (offset + secret.len()) * 8 / 6;
        text.chars().take(end).skip(begin).collect()
    };
    (0..3).map(at).collect()
}

/// None of the secrets is in the text.
fn holds_no_secret(what: &str, text: &str) {
    for core in CORES {
        let mut needles = in_base64(core);
        needles.push(core.to_owned());
        for needle in needles {
            if let Some((before, _)) = text.split_once(&needle) {
                let last: Vec<char> = before.chars().rev().take(120).collect();
                let last: String = last.into_iter().rev().collect();
                panic!("{what} shows {needle:?} after {last:?}");
            }
        }
    }
}

#[test]
fn the_planted_forms_are_found_where_nothing_hides_them() {
    for secret in [ADAS.to_owned(), BOBS.to_owned(), token(1)] {
        for form in forms(&secret) {
            let found = std::panic::catch_unwind(|| holds_no_secret("a form", &form));
            assert!(found.is_err(), "{form}");
        }
    }
}

#[test]
fn no_format_and_no_verbosity_shows_a_password_or_a_token() {
    // Only what people read depends on the verbosity; once for the others.
    let verbosities: [&[&str]; 5] = [&["-vv", "--curl"], &[], &["-q"], &["-v"], &["-vv"]];
    for format in FORMATS {
        let count = if format == "pretty" { verbosities.len() } else { 1 };
        for verbosity in &verbosities[..count] {
            let server = leaky();
            let args = [&["--format", format][..], verbosity].concat();
            let ended = examine(&server, &args);
            assert!(server.opened().len() > 2, "the sessions were opened: {}", ended.stdout);
            holds_no_secret(&format!("{args:?}"), &ended.stdout);
            holds_no_secret(&format!("{args:?}, standard error"), &ended.stderr);
        }
    }
}

#[test]
fn no_report_holds_a_password_or_a_token() {
    let folder = tempfile::tempdir().unwrap();
    let reports = FORMATS.map(|format| format!("{format}={}", folder.path().join(format).display()));
    let mut args: Vec<&str> = reports.iter().flat_map(|report| ["--report", report]).collect();
    args.extend(["-vv", "--curl"]);
    examine(&leaky(), &args);
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), FORMATS.len());
    for file in files {
        holds_no_secret(&file.display().to_string(), &fs::read_to_string(&file).unwrap());
    }
}

/// A path as an argument.
fn word(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn neither_evidence_nor_what_is_made_of_it_holds_any() {
    let folder = tempfile::tempdir().unwrap();
    let evidence = folder.path().join("evidence");
    let report = folder.path().join("report.json");
    let as_json = format!("json={}", report.display());
    let server = leaky();
    examine(&server, &["--save-evidence", word(&evidence), "--report", &as_json]);
    assert!(server.opened().len() > 2, "the sessions were opened");
    let kept = fs::read_to_string(&evidence).unwrap();
    assert!(kept.contains("<token:") && kept.contains("<password>"), "the forms were thrown back");
    holds_no_secret("the evidence", &kept);
    for format in FORMATS {
        let again = run(penguin(["verify", "--from", word(&evidence), "-vv", "--curl", "--format", format]));
        holds_no_secret(&format!("the evidence as {format}"), &again.stdout);
        let converted = run(penguin(["report", "convert", word(&report), "--to", format]));
        holds_no_secret(&format!("the report as {format}"), &converted.stdout);
    }
    for format in ["text", "json", "markdown"] {
        for command in ["merge", "diff"] {
            let ended = run(penguin(["report", command, word(&report), word(&report), "--format", format]));
            holds_no_secret(&format!("{command} as {format}"), &ended.stdout);
        }
    }
}

#[test]
fn the_annotations_and_the_summary_of_github_actions_hold_none() {
    let folder = tempfile::tempdir().unwrap();
    let summary = folder.path().join("summary.md");
    let server = leaky();
    let mut command = verify(&server.base_url(), &["-vv", "--curl"]);
    command.env("PENGUIN_AUTH_PASSWORD", ADAS).env("PENGUIN_AUTH_SECOND_PASSWORD", BOBS);
    command.env("GITHUB_ACTIONS", "true").env("GITHUB_STEP_SUMMARY", &summary);
    let ended = run(command);
    assert!(ended.stderr.contains("::error"), "{}", ended.stderr);
    holds_no_secret("the annotations", &ended.stderr);
    holds_no_secret("the summary", &fs::read_to_string(summary).unwrap());
}

#[test]
fn a_refused_login_shows_no_password() {
    for status in [400, 401, 403, 429, 500, 302] {
        let server = Server::start(move |asked| {
            if !asked.is("POST", LOGIN) {
                return Reply::Sound;
            }
            let body = format!("no: {}", forms(ADAS).join(" "));
            let refusal = Sound { status, headers: Vec::new(), body };
            Reply::Answer(refusal.with("Retry-After", format!("9 {}", percent(ADAS, "", false))))
        });
        for format in FORMATS {
            let ended = examine(&server, &["--format", format, "-vv", "--curl"]).ends(3);
            holds_no_secret(&format!("{status} in {format}"), &ended.stdout);
        }
    }
}

#[test]
fn a_secret_at_the_edge_of_what_is_kept_of_a_body_is_not_shown_in_part() {
    for at in 0..12 {
        let server = Server::planted([(ADA, ADAS), (BOB, BOBS)], token, move |asked| {
            let Some(token) = asked.token.clone().filter(|_| asked.is_real_logout()) else {
                return Reply::Sound;
            };
            Reply::rewritten(move |sound| {
                let filler = "x".repeat(16 * 1024 - 12 - at);
                let more = "y".repeat(300 * 1024);
                Sound { body: format!("{filler}{token}{more}"), ..sound }.bytes()
            })
        });
        let ended = examine(&server, &["--format", "jsonl"]);
        holds_no_secret(&format!("{at} octets before the edge"), &ended.stdout);
    }
}

#[test]
fn a_short_password_is_not_shown_in_the_login_that_was_sent() {
    let server = Server::planted([(ADA, "Zq7#x"), (BOB, "Yw8")], token, |_| Reply::Sound);
    for format in FORMATS {
        let mut command = verify(&server.base_url(), &["--format", format, "-vv", "--curl"]);
        command.env("PENGUIN_AUTH_PASSWORD", "Zq7#x").env("PENGUIN_AUTH_SECOND_PASSWORD", "Yw8");
        let ended = run(command).exits(0);
        assert!(!ended.stdout.contains("Zq7#x") && !ended.stdout.contains("Yw8"), "{format}");
    }
}

#[test]
fn a_short_password_is_not_shown_where_an_answer_holds_it_as_a_string() {
    let server = Server::planted([(ADA, "Zq7#x"), (BOB, "Yw8")], token, |_| {
        Reply::rewritten(|sound| with_member(sound, "debug", &["Zq7#x", "Yw8"].as_slice().into()).bytes())
    });
    for format in FORMATS {
        let mut command = verify(&server.base_url(), &["--format", format, "-vv", "--curl"]);
        command.env("PENGUIN_AUTH_PASSWORD", "Zq7#x").env("PENGUIN_AUTH_SECOND_PASSWORD", "Yw8");
        let ended = run(command).exits(0);
        assert!(!ended.stdout.contains("Zq7#x") && !ended.stdout.contains("Yw8"), "{format}");
    }
}

/// An answer with one more member, if it says who is asking.
fn with_member(mut sound: Sound, name: &str, value: &serde_json::Value) -> Sound {
    let object = serde_json::from_str(&sound.body).ok();
    if let Some(serde_json::Value::Object(mut object)) = object.filter(|_| sound.body.contains("userId")) {
        object.insert(name.to_owned(), value.clone());
        sound.body = serde_json::Value::Object(object).to_string();
    }
    sound
}

#[test]
fn a_password_of_digits_that_is_a_part_of_a_number_changes_no_verdict() {
    let server = Server::planted([(ADA, "12345678"), (BOB, "87654321")], token, |_| {
        Reply::rewritten(|sound| with_member(sound, "createdAt", &1_712_345_678_u64.into()).bytes())
    });
    let mut command = verify(&server.base_url(), &["--format", "jsonl"]);
    command.env("PENGUIN_AUTH_PASSWORD", "12345678").env("PENGUIN_AUTH_SECOND_PASSWORD", "87654321");
    let ended = run(command).exits(0);
    assert!(!ended.stdout.contains("12345678"), "{}", ended.stdout);
}

#[test]
fn a_password_that_is_a_part_of_the_url_changes_no_verdict() {
    let server = Server::planted([(ADA, "localhost"), (BOB, "http://")], token, |_| Reply::Sound);
    let mut command = verify(&server.base_url(), &["--format", "jsonl"]);
    command.env("PENGUIN_AUTH_PASSWORD", "localhost").env("PENGUIN_AUTH_SECOND_PASSWORD", "http://");
    let ended = run(command).exits(0);
    assert!(ended.stdout.contains(&format!("{}{LOGOUT}", server.base_url())), "{}", ended.stdout);
}

#[test]
fn an_address_in_another_case_is_the_same_account() {
    let server = Server::start(|_| {
        Reply::rewritten(|mut sound| {
            sound.body = sound.body.replace(ADA, "Ada@Penguin.TEST").replace(BOB, "BOB@penguin.test");
            sound.bytes()
        })
    });
    let ended = run(verify(&server.base_url(), &["--format", "jsonl"])).exits(0);
    assert!(!ended.stdout.to_ascii_lowercase().contains(BOB), "{}", ended.stdout);
}

#[test]
fn a_cookie_that_is_percent_encoded_is_hidden_where_a_body_shows_it_decoded() {
    let encoded = |number| format!("s%3AT0kenC0re{number:02}abcdefghijklmnop.sig%2Bnature");
    let server = Server::planted([(ADA, ADAS), (BOB, BOBS)], encoded, |asked| {
        let decoded = asked.token.as_deref().unwrap_or_default().replace("%3A", ":").replace("%2B", "+");
        Reply::rewritten(move |sound| with_member(sound, "debug", &decoded.into()).bytes())
    });
    let ended = examine(&server, &["--format", "jsonl"]);
    assert!(server.opened().len() > 2, "the sessions were opened: {}", ended.stdout);
    holds_no_secret("the report", &ended.stdout);
}

#[test]
fn a_body_that_breaks_off_in_a_secret_shows_nothing_of_it() {
    for missing in [1, 5, 20] {
        let server = Server::planted([(ADA, ADAS), (BOB, BOBS)], token, move |asked| {
            let Some(token) = asked.token.clone().filter(|_| asked.is_real_logout()) else {
                return Reply::Sound;
            };
            Reply::rewritten(move |sound| {
                let body = format!("{{\"token\":\"{}", token.get(..token.len() - missing).unwrap());
                let head = sound.with("Transfer-Encoding", "chunked").head("HTTP/1.1");
                format!("{head}\r\n{:x}\r\n{body}\r\nno chunk\r\n", body.len()).into_bytes()
            })
        });
        let ended = examine(&server, &["--format", "jsonl"]);
        assert!(ended.stdout.contains("broken-off"), "{}", ended.stdout);
        holds_no_secret(&format!("{missing} characters missing"), &ended.stdout);
    }
}

#[test]
fn a_wrong_header_of_the_command_line_is_not_repeated() {
    for header in ["x-bypass=Passw0rdC0reOfAda", "x bypass: Passw0rdC0reOfAda", "x: Passw0rdC0reOfAda\u{1}"] {
        let ended = run(verify("http://localhost:1", &["--header", header])).ends(2);
        assert!(ended.stderr.contains("--header"), "{}", ended.stderr);
        holds_no_secret(header, &ended.stderr);
        holds_no_secret(header, &ended.stdout);
    }
}

#[test]
fn a_header_of_the_command_line_is_hidden_when_a_server_shows_it() {
    let server = Server::start(|asked| {
        let shown = asked.header("authorization").unwrap().to_owned();
        Reply::rewritten(move |mut sound| {
            if !sound.body.is_empty() {
                sound.body.push_str(&shown);
            }
            sound.with("X-Seen", shown).bytes()
        })
    });
    let args = ["--header", "authorization: Bearer T0kenC0reOfThePreview", "-vv", "--curl"];
    for format in FORMATS {
        let ended = run(verify(&server.base_url(), &[&args[..], &["--format", format]].concat()));
        holds_no_secret(format, &ended.stdout);
    }
}

#[test]
fn the_credentials_of_a_proxy_are_not_shown() {
    for proxy in [
        "http://me:Passw0rdC0reOfAda@127.0.0.1:1",
        "http://me:Passw0rdC0reOfAda@:0",
        "x y:Passw0rdC0reOfAda@z",
    ] {
        let ended = run(verify("http://localhost:1", &["--proxy", proxy, "-vv"]));
        holds_no_secret(proxy, &ended.stdout);
        holds_no_secret(proxy, &ended.stderr);
    }
}

#[test]
fn a_password_in_the_base_url_is_refused_and_not_repeated() {
    for url in [
        "http://ada:Passw0rdC0reOfAda@localhost:1",
        "ada:Passw0rdC0reOfAda@localhost",
        "//x:Passw0rdC0reOfAda@y",
    ] {
        let ended = run(verify(url, &[])).ends(2);
        holds_no_secret(url, &ended.stderr);
        holds_no_secret(url, &ended.stdout);
    }
}

#[test]
fn the_other_commands_show_nothing_of_the_environment() {
    let commands: [&[&str]; 8] = [
        &["checks"],
        &["checks", "--json"],
        &["explain", "cookie-cleared"],
        &["completions", "bash"],
        &["man"],
        &["--help"],
        &["verify", "--help"],
        &["verify", "--mock", "--print-plan"],
    ];
    for args in commands {
        let mut command = penguin(args);
        command.env("PENGUIN_AUTH_EMAIL", ADA).env("PENGUIN_AUTH_PASSWORD", ADAS);
        command.env("PENGUIN_AUTH_SECOND_EMAIL", BOB).env("PENGUIN_AUTH_SECOND_PASSWORD", BOBS);
        let ended = run(command).exits(0);
        holds_no_secret(&format!("{args:?}"), &ended.stdout);
    }
}

#[test]
fn a_wrong_user_of_the_mock_is_not_repeated() {
    for user in ["Passw0rdC0reOfAda", "ada@penguin.test", ":Passw0rdC0reOfAda"] {
        let ended = run(penguin(["mock", "--user", user])).ends(2);
        holds_no_secret(user, &ended.stderr);
        holds_no_secret(user, &ended.stdout);
    }
}

#[test]
fn the_mock_writes_no_password_and_no_token_into_its_log() {
    let user = format!("{ADA}:{ADAS}");
    let (mock, log) = Mock::with_log(&["--user", &user, "--user", &format!("{BOB}:{BOBS}")]);
    let mut command = verify(&mock.base_url, &["-vv", "--format", "json"]);
    command.env("PENGUIN_AUTH_PASSWORD", ADAS).env("PENGUIN_AUTH_SECOND_PASSWORD", BOBS);
    let ended = run(command).exits(0);
    holds_no_secret("the report", &ended.stdout);
    drop(mock);
    let log = log.join().unwrap();
    assert!(log.contains(LOGIN), "{log}");
    holds_no_secret("the log", &log);
}
