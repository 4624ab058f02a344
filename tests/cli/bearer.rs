//! A small deployment without cookies: the login hands out a token, which
//! every request carries as `Authorization: Bearer`.

use std::hash::{BuildHasher, RandomState};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::{Value, json};

use super::server::{ADA, ADAS_PASSWORD, BOB, BOBS_PASSWORD};

/// The tokens that were handed out.
pub(crate) type Issued = Arc<Mutex<Vec<String>>>;

/// A profile of it.
pub(crate) fn profile(from: &str, token: &str) -> String {
    format!(
        "name = \"bearer\"
[paths]
login = \"/login\"
logout = \"/sessions/current\"
me = \"/me\"
[logout]
method = \"DELETE\"
success = {{ statuses = [204], bodies = [''] }}
[session]
from = \"{from}\"
token = \"{token}\"
"
    )
}

/// What every answer carries.
const ALWAYS: &str = "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n";

/// Live tokens and whose they are.
#[derive(Default)]
struct State {
    live: Mutex<Vec<(String, &'static str)>>,
    issued: Issued,
    chance: RandomState,
}

/// Starts it and returns its URL. It lives as long as the test.
pub(crate) fn start(in_header: bool) -> (String, Issued) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    let state = Arc::new(State::default());
    let issued = Arc::clone(&state.issued);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let state = Arc::clone(&state);
            thread::spawn(move || state.serve(stream, in_header));
        }
    });
    (url, issued)
}

impl State {
    fn serve(&self, stream: TcpStream, in_header: bool) {
        let mut reader = BufReader::new(stream);
        while let Some((what, token, body)) = read(&mut reader) {
            let (status, headers, body) = self.answer(&what, token.as_deref(), &body, in_header);
            let length = body.len();
            let owed = match status {
                204 => "Clear-Site-Data: \"cache\", \"storage\"\r\n",
                401 => "WWW-Authenticate: Bearer\r\n",
                405 => "Allow: DELETE\r\n",
                _ => "",
            };
            let text = format!(
                "HTTP/1.1 {status} Status\r\nContent-Type: application/json\r\n{ALWAYS}{owed}{headers}Content-Length: {length}\r\n\r\n{body}"
            );
            if reader.get_mut().write_all(text.as_bytes()).is_err() {
                return;
            }
        }
    }

    fn answer(&self, what: &str, token: Option<&str>, body: &str, in_header: bool) -> (u16, String, String) {
        let mut live = self.live.lock().unwrap();
        let mine = live.iter().position(|(known, _)| Some(known.as_str()) == token);
        match (what, mine) {
            ("POST /login", _) => match account(body) {
                None => (401, String::new(), json!({ "error": "wrong" }).to_string()),
                Some(email) => {
                    let token = self.issue();
                    live.push((token.clone(), email));
                    if in_header {
                        (200, format!("X-Token: {token}\r\n"), "{}".to_owned())
                    } else {
                        (200, String::new(), json!({ "auth": { "token": token } }).to_string())
                    }
                }
            },
            ("GET /me", Some(at)) => {
                (200, String::new(), json!({ "id": live[at].1, "email": live[at].1 }).to_string())
            }
            ("DELETE /sessions/current", Some(at)) => {
                live.remove(at);
                (204, String::new(), String::new())
            }
            ("GET /me" | "DELETE /sessions/current", None) => {
                (401, String::new(), json!({ "error": "Unauthorized" }).to_string())
            }
            ("HEAD /sessions/current", _) => (405, String::new(), String::new()),
            (_, _) => (404, String::new(), "{}".to_owned()),
        }
    }

    fn issue(&self) -> String {
        let mut issued = self.issued.lock().unwrap();
        let part = |part: u8| format!("{:016x}", self.chance.hash_one((issued.len(), part)));
        let token: String = (0..4).map(part).collect();
        issued.push(token.clone());
        token
    }
}

fn account(body: &str) -> Option<&'static str> {
    let given: Value = serde_json::from_str(body).ok()?;
    let accounts = [(ADA, ADAS_PASSWORD), (BOB, BOBS_PASSWORD)];
    let matches =
        |(email, password): &(&str, &str)| given["email"] == *email && given["password"] == *password;
    accounts.into_iter().find(matches).map(|(email, _)| email)
}

/// The next request: its method and path, its token, its body.
fn read(reader: &mut BufReader<TcpStream>) -> Option<(String, Option<String>, String)> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line.trim().is_empty() {
            break;
        }
        lines.push(line.trim().to_owned());
    }
    let header = |name: &str| {
        let mut pairs = lines.iter().filter_map(|line| line.split_once(": "));
        pairs.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned())
    };
    let length = header("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let token = header("authorization").and_then(|value| Some(value.strip_prefix("Bearer ")?.to_owned()));
    let what = lines.first()?.rsplit_once(' ')?.0.split('?').next()?.to_owned();
    Some((what, token, String::from_utf8(body).ok()?))
}
