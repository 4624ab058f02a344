//! What the tests of the binary share: a home that is empty and is thrown
//! away, a mock as a child process, and a server that answers as told.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use assert_cmd::Command;
use predicates::prelude::*;
use serde_json::Value;
use tempfile::TempDir;

/// The mock's first account.
pub(crate) const EMAIL: &str = "ada@penguin.test";
/// Its password.
pub(crate) const PASSWORD: &str = "ada-loves-penguins";
/// The mock's second account.
pub(crate) const OTHER_EMAIL: &str = "bob@penguin.test";
/// Its password.
pub(crate) const OTHER_PASSWORD: &str = "bob-builds-igloos";

/// How [`serve`] may say that the first account asks.
pub(crate) const ADA: &str = r#"{"userId":"1","email":"ada@penguin.test","name":"Ada"}"#;
/// How it may refuse.
pub(crate) const NOBODY: &str = r#"{"error":"Unauthorized"}"#;

/// A home directory for one test.
pub(crate) struct Home {
    folder: TempDir,
}

impl Home {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The binary with nothing in its environment but this home.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("penguin-auth").unwrap();
        command.env_clear().env("HOME", self.path()).current_dir(self.path()).args(arguments);
        command
    }

    /// `login` as the first account.
    pub(crate) fn login(&self, url: &str, options: &[&str]) -> Command {
        self.login_as(EMAIL, PASSWORD, url, options)
    }

    pub(crate) fn login_as(&self, email: &str, password: &str, url: &str, options: &[&str]) -> Command {
        let mut command = self.command(&["login", "--base-url", url, "--email", email]);
        command.args(options).env("PENGUIN_AUTH_PASSWORD", password);
        command
    }

    /// Where sessions are kept.
    pub(crate) fn sessions(&self) -> PathBuf {
        self.path().join(".local/state/penguin-auth/sessions")
    }

    /// Every file there, temporary ones included.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(self.sessions()) else { return Vec::new() };
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    /// The only file there.
    pub(crate) fn file(&self) -> PathBuf {
        let files = self.files();
        assert_eq!(files.len(), 1, "{files:?}");
        files[0].clone()
    }

    /// The names and values of the cookies in the only session file.
    pub(crate) fn cookies(&self) -> Vec<(String, String)> {
        let json: Value = serde_json::from_str(&fs::read_to_string(self.file()).unwrap()).unwrap();
        let lines = json["cookies"].as_array().unwrap().iter();
        let pair = |line: &Value| {
            let text = line["raw_cookie"].as_str().unwrap();
            let (name, rest) = text.split_once('=').unwrap();
            (name.to_owned(), rest.split(';').next().unwrap().to_owned())
        };
        lines.map(pair).collect()
    }

    /// The session cookie in the only session file.
    pub(crate) fn session_cookie(&self) -> (String, String) {
        self.cookies().into_iter().find(|(name, _)| name.ends_with("session-token")).unwrap()
    }

    /// Writes a file into the home.
    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }
}

/// `penguin-auth mock` as a child process; it goes when this goes.
pub(crate) struct Mock {
    child: Child,
    pub(crate) url: String,
}

impl Mock {
    pub(crate) fn start(options: &[&str]) -> Self {
        let binary = assert_cmd::cargo::cargo_bin("penguin-auth");
        let mut child = std::process::Command::new(binary)
            .env_clear()
            .args(["mock", "--quiet"])
            .args(options)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("listening on ").unwrap().to_owned();
        Self { child, url }
    }

    /// The port it listens on.
    pub(crate) fn port(&self) -> String {
        self.url.rsplit(':').next().unwrap().to_owned()
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer of [`serve`]; none keeps the client waiting for ever.
pub(crate) type Answer = Option<(u16, &'static str, String)>;

/// A server that answers `METHOD /path` as told; the second argument says
/// whether the request carried a session cookie. Returns its URL. It lives as
/// long as the test.
pub(crate) fn serve(answer: impl Fn(&str, bool) -> Answer + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    std::thread::spawn(move || {
        let mut silent = Vec::new();
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let (request, has_cookie) = read_request(&mut stream);
            match answer(&request, has_cookie) {
                None => silent.push(stream),
                Some((status, headers, body)) => {
                    let length = body.len();
                    let text = format!(
                        "HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Type: application/json\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
                    );
                    // The client may have gone away.
                    let _ = stream.write_all(text.as_bytes());
                }
            }
        }
    });
    url
}

fn read_request(stream: &mut TcpStream) -> (String, bool) {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if line.trim().is_empty() {
            break;
        }
        lines.push(line.trim().to_owned());
    }
    let header = |name: &str| {
        lines.iter().find_map(|line| line.to_lowercase().strip_prefix(name).map(ToOwned::to_owned))
    };
    let length = header("content-length:").and_then(|text| text.trim().parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let request = lines.first().map(String::as_str).unwrap_or_default();
    let request = request.rsplit_once(' ').map(|(request, _)| request.to_owned()).unwrap_or_default();
    (request, header("cookie:").is_some_and(|cookies| cookies.contains("session")))
}

/// Output that contains this text, wherever its lines are broken.
pub(crate) fn says(text: impl Into<String>) -> impl Predicate<str> {
    let text = text.into();
    predicate::function(move |shown: &str| {
        shown.split_whitespace().collect::<Vec<_>>().join(" ").contains(&text)
    })
}
