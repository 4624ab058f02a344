//! `penguin-auth mock`, as a process.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::client::{Answer, request};

/// A running process that does not outlive its test.
pub(crate) struct Process {
    child: Child,
    pub(crate) out: BufReader<ChildStdout>,
    pub(crate) first_line: String,
}

impl Process {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut child = command(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut first_line = String::new();
        out.read_line(&mut first_line).unwrap();
        Self { child, out, first_line: first_line.trim_end().to_owned() }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        let port = self.first_line.rsplit_once(':').unwrap().1.parse().unwrap();
        SocketAddr::from(([127, 0, 0, 1], port))
    }

    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends a signal by name and gives the exit code.
    fn end(&mut self, signal: &str) -> Option<i32> {
        let sent = Command::new("kill").arg(format!("-{signal}")).arg(self.child.id().to_string()).status();
        assert!(sent.unwrap().success());
        self.exit_code()
    }

    fn exit_code(&mut self) -> Option<i32> {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(began.elapsed() < Duration::from_secs(10), "it does not end");
            std::thread::yield_now();
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_penguin-auth"));
    command.env_clear().arg("mock").args(arguments).stdin(Stdio::null());
    command
}

fn output(arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command(arguments).output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// One request over a blocking socket; nothing when the server went away.
pub(crate) fn ask(address: SocketAddr, line: &str, cookies: Option<&str>, body: &str) -> Option<Answer> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
    stream.write_all(request(line, cookies, body).as_bytes()).ok()?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).ok()?;
    let whole = bytes.windows(4).any(|it| it == b"\r\n\r\n");
    whole.then(|| Answer::parse(&bytes))
}

#[test]
fn it_says_first_where_it_listens_then_who_can_log_in_then_what_happens() {
    let mut process = Process::start(&[]);
    assert!(process.first_line.starts_with("listening on http://localhost:"), "{}", process.first_line);
    let body = r#"{"email":"ada@penguin.test","password":"ada-loves-penguins"}"#;
    let answer = ask(process.address(), "POST /api/auth/login", None, body).unwrap();
    assert_eq!(answer.status, 200);
    assert_eq!(
        ask(process.address(), "POST /api/auth/logout", Some(&answer.cookies()), "").unwrap().status,
        200
    );
    assert_eq!(process.end("TERM"), Some(0));
    let mut rest = String::new();
    process.out.read_to_string(&mut rest).unwrap();
    let lines: Vec<&str> = rest.lines().collect();
    assert_eq!(lines[0], "account ada@penguin.test  password ada-loves-penguins");
    assert!(lines[2].starts_with("NILEDB_API_URL=") && lines[5].starts_with("NILEDB_NAME="), "{rest}");
    assert!(lines[6].starts_with("control http://localhost:") && lines[6].contains("/__control  token "));
    assert!(lines[7].contains("POST /api/auth/login  ") && lines[7].contains(" opened"), "{rest}");
    assert!(lines[8].contains("POST /api/auth/logout ") && lines[8].ends_with(" ended"), "{rest}");
    assert!(!rest.contains(&answer.token()), "{rest}");
}

#[test]
fn both_signals_end_it_cleanly_and_quiet_says_nothing_about_requests() {
    for signal in ["TERM", "INT"] {
        let mut process = Process::start(&["--quiet", "--user", "eve@penguin.test:s3cret-word"]);
        assert_eq!(ask(process.address(), "GET /api/users/me", None, "").unwrap().status, 401);
        assert_eq!(process.end(signal), Some(0));
        let mut rest = String::new();
        process.out.read_to_string(&mut rest).unwrap();
        let lines: Vec<&str> = rest.lines().collect();
        assert_eq!((lines[0], lines.len()), ("account eve@penguin.test", 6), "{rest}");
        assert!(lines[1..5].iter().all(|line| line.starts_with("NILEDB_")), "{rest}");
        assert!(lines[5].starts_with("control http://localhost:"), "{rest}");
    }
}

#[test]
fn a_reader_that_is_gone_ends_it_quietly() {
    let mut child = command(&[]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    drop(out);
    let port: u16 = line.trim_end().rsplit_once(':').unwrap().1.parse().unwrap();
    let began = Instant::now();
    while child.try_wait().unwrap().is_none() {
        ask(SocketAddr::from(([127, 0, 0, 1], port)), "GET /api/health", None, "");
        assert!(began.elapsed() < Duration::from_secs(10), "it does not end");
    }
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

#[test]
fn a_reader_that_sleeps_does_not_stop_it() {
    let process = Process::start(&[]);
    let mut stream = TcpStream::connect(process.address()).unwrap();
    let line = "GET /api/health HTTP/1.1\r\nHost: x\r\n\r\n";
    let mut bytes = [0; 4096];
    for _ in 0..3000 {
        stream.write_all(line.as_bytes()).unwrap();
        assert!(stream.read(&mut bytes).unwrap() > 0);
    }
}

#[test]
fn accounts_come_from_a_file_and_wrong_lines_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users");
    let file = path.to_str().unwrap();
    std::fs::write(&path, "# testers\neve@penguin.test:a:b\n").unwrap();
    let process = Process::start(&["--users", file]);
    let body = r#"{"email":"eve@penguin.test","password":"a:b"}"#;
    assert_eq!(ask(process.address(), "POST /api/auth/login", None, body).unwrap().status, 200);
    std::fs::write(&path, "eve@penguin.test:a\nhunter2\n").unwrap();
    let (code, out, err) = output(&["--users", file]);
    assert_ne!(code, Some(0));
    assert!(out.is_empty() && err.contains("line 2") && !err.contains("hunter2"), "{out}{err}");
}

#[test]
fn the_lists_fit_a_terminal() {
    for (argument, names) in [
        ("--list-defects", penguin_auth::mock::Defect::ALL.len()),
        ("--list-faults", penguin_auth::mock::Fault::ALL.len()),
    ] {
        let (code, out, err) = output(&[argument]);
        assert_eq!((code, err.as_str()), (Some(0), ""));
        assert_eq!(out.lines().filter(|line| !line.starts_with(' ')).count(), names);
        assert!(out.lines().all(|line| line.chars().count() <= 80));
    }
}

#[test]
fn wrong_arguments_are_explained() {
    for (arguments, words) in [
        (["--defect", "keep-session"], "keeps-session"),
        (["--fault", "stal"], "stall"),
        (["--user", "hunter2"], "EMAIL:PASSWORD"),
        (["--tls-cert-out", "x"], "--tls"),
    ] {
        let (code, out, err) = output(&arguments);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{err}");
        assert!(err.contains(words) && !err.contains("hunter2"), "{err}");
        assert!(err.lines().count() < 12, "{err}");
    }
}

#[test]
fn the_certificate_is_written_before_the_address_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cert.pem");
    let process = Process::start(&["--tls", "--tls-cert-out", path.to_str().unwrap()]);
    assert!(process.first_line.starts_with("listening on https://localhost:"));
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("-----BEGIN CERTIFICATE-----"));
}

/// The answer to `GET /__control` with that token.
fn overview(address: SocketAddr, token: &str) -> u16 {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!(
        "GET /__control HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    Answer::parse(&bytes).status
}

#[test]
fn the_printed_token_steers() {
    let mut process = Process::start(&["--quiet"]);
    let address = process.address();
    let control = process.out.by_ref().lines().map(Result::unwrap).find(|it| it.starts_with("control "));
    let control = control.unwrap();
    let (url, token) = control.split_once("  token ").unwrap();
    assert_eq!(url, format!("control http://localhost:{}/__control", address.port()));
    assert_eq!((overview(address, token), overview(address, "another-token-of-tests")), (200, 401));
}

#[test]
fn a_token_that_goes_to_a_file_or_comes_from_outside_is_not_printed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token");
    std::fs::write(&path, "an older one").unwrap();
    let mut process = Process::start(&["--quiet", "--control-token-file", path.to_str().unwrap()]);
    let token = std::fs::read_to_string(&path).unwrap();
    assert_eq!(overview(process.address(), token.trim_end()), 200);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    process.kill();
    let mut rest = String::new();
    process.out.read_to_string(&mut rest).unwrap();
    assert!(rest.contains("/__control\n") && !rest.contains(token.trim_end()), "{rest}");

    let chosen = "chosen-by-the-environment";
    let mut child = command(&["--quiet"])
        .env("PENGUIN_AUTH_CONTROL_TOKEN", chosen)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let port: u16 = out.next().unwrap().rsplit_once(':').unwrap().1.parse().unwrap();
    let control = out.find(|it| it.starts_with("control ")).unwrap();
    let status = overview(SocketAddr::from(([127, 0, 0, 1], port)), chosen);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!((status, control.contains("token")), (200, false), "{control}");
}

#[test]
fn a_chosen_token_that_can_be_guessed_is_refused_without_repeating_it() {
    let mut command = command(&[]);
    let Output { status, stdout, stderr } =
        command.env("PENGUIN_AUTH_CONTROL_TOKEN", "hunter2").output().unwrap();
    let said = String::from_utf8(stderr).unwrap();
    assert_eq!((status.code(), stdout), (Some(2), Vec::new()));
    assert!(said.contains("PENGUIN_AUTH_CONTROL_TOKEN") && !said.contains("hunter2"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_no_text_is_refused_and_not_taken_for_unset() {
    use std::os::unix::ffi::OsStrExt as _;
    let wrong = std::ffi::OsStr::from_bytes(b"hunter2-hunter2-\xff");
    for name in ["PENGUIN_AUTH_CONTROL_TOKEN", "PENGUIN_AUTH_MOCK_POSTGRES", "NEXTAUTH_SECRET"] {
        let mut command = command(&[]);
        let Output { status, stdout, stderr } = command.env(name, wrong).output().unwrap();
        let said = String::from_utf8(stderr).unwrap();
        assert_eq!((status.code(), stdout), (Some(2), Vec::new()), "{said}");
        assert!(said.contains(&format!("{name} is not UTF-8")) && !said.contains("hunter2"), "{said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_is_full_is_an_error_and_not_a_reader_that_is_gone() {
    for arguments in [[].as_slice(), &["--print-env"], &["--list-faults"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = command(arguments).stdout(full).stderr(Stdio::piped()).spawn().unwrap();
        let Output { status, stderr, .. } = output.wait_with_output().unwrap();
        let said = String::from_utf8(stderr).unwrap();
        assert_eq!(status.code(), Some(4), "{arguments:?}: {said}");
        assert!(said.contains("error: No space left on device"), "{arguments:?}: {said}");
        assert!(said.contains("hint: standard output cannot be written"), "{arguments:?}: {said}");
    }
}
