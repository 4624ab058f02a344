//! A small deployment on raw sockets. It is sound: login, logout and "who am
//! I" do what the ticket asks. A script may take any answer over and do what no
//! HTTP library would let a server do. Every request is recorded.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use serde_json::{Value, json};

pub(crate) const ADA: &str = "ada@penguin.test";
pub(crate) const ADAS_PASSWORD: &str = "ada-loves-penguins";
pub(crate) const BOB: &str = "bob@penguin.test";
pub(crate) const BOBS_PASSWORD: &str = "bob-builds-igloos";

pub(crate) const LOGIN: &str = "/api/auth/login";
pub(crate) const LOGOUT: &str = "/api/auth/logout";
pub(crate) const ME: &str = "/api/users/me";

/// The name of the session cookie.
pub(crate) const COOKIE: &str = "nile.session-token";

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    /// Empty while the script decides: the body is read after it.
    pub(crate) body: String,
    /// The e-mail address of the live session that the cookie names.
    pub(crate) session: Option<String>,
    /// The token in the session cookie, live or not.
    pub(crate) token: Option<String>,
    /// How many requests with this method and path came before.
    pub(crate) before: usize,
}

impl Asked {
    pub(crate) fn is(&self, method: &str, path: &str) -> bool {
        self.method == method && self.path == path
    }

    /// A logout with a live session.
    pub(crate) fn is_real_logout(&self) -> bool {
        self.is("POST", LOGOUT) && self.session.is_some()
    }

    /// Whether a page of another site made a browser send it.
    fn comes_from_elsewhere(&self) -> bool {
        let own = format!("http://{}", self.header("host").unwrap_or_default());
        match self.header("sec-fetch-site") {
            Some(site) => site != "same-origin",
            None => self.header("origin").is_some_and(|origin| origin != own),
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// An answer that a sound deployment gives.
#[derive(Clone, Debug)]
pub(crate) struct Sound {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Sound {
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        let answer = Self { status, headers: Vec::new(), body: body.to_string() };
        let answer = answer
            .with("Content-Type", "application/json")
            .with("Cache-Control", "no-store")
            .with("X-Content-Type-Options", "nosniff");
        match status {
            401 => answer.with("WWW-Authenticate", "Cookie realm=\"test\""),
            405 => answer.with("Allow", "GET, POST"),
            _ => answer,
        }
    }

    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// Status line and headers, without the empty line.
    pub(crate) fn head(&self, version: &str) -> String {
        let lines: String = self.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        format!("{version} {} Status\r\n{lines}", self.status)
    }

    /// The whole answer.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let length = self.body.len();
        format!("{}Content-Length: {length}\r\n\r\n{}", self.head("HTTP/1.1"), self.body).into_bytes()
    }
}

type Rewrite = Box<dyn FnOnce(Sound) -> Vec<u8>>;
type Drive = Box<dyn FnOnce(&mut TcpStream)>;

/// What the script wants for a request.
pub(crate) enum Reply {
    /// What a sound deployment does.
    Sound,
    /// This answer, and nothing happens.
    Answer(Sound),
    /// These bytes, and nothing happens; then the connection ends.
    Instead(Vec<u8>),
    /// What is asked for happens, and this comes back.
    Rewritten(Rewrite),
    /// Nothing happens, and the socket is handed over.
    Drive(Drive),
    /// The connection is closed with the request's body unread, which TCP
    /// answers with a reset.
    Reset,
}

impl Reply {
    pub(crate) fn instead(text: impl Into<Vec<u8>>) -> Self {
        Self::Instead(text.into())
    }

    pub(crate) fn rewritten(rewrite: impl FnOnce(Sound) -> Vec<u8> + 'static) -> Self {
        Self::Rewritten(Box::new(rewrite))
    }

    /// Sends this and then nothing, until the caller gives up.
    pub(crate) fn stall(first: &'static [u8]) -> Self {
        Self::Drive(Box::new(move |stream| {
            if stream.write_all(first).is_ok() {
                until_gone(stream);
            }
        }))
    }

    /// Sends this, and then the other for ever.
    pub(crate) fn endless(first: &'static str, again: &'static [u8]) -> Self {
        Self::Drive(Box::new(move |stream| {
            let mut open = stream.write_all(first.as_bytes()).is_ok();
            while open {
                open = stream.write_all(again).is_ok();
            }
        }))
    }

    /// A page, as a proxy or a framework shows it.
    pub(crate) fn page(status: u16) -> Self {
        Self::Answer(Sound {
            status,
            headers: vec![("Content-Type".to_owned(), "text/html; charset=utf-8".to_owned())],
            body: format!("<!DOCTYPE html><html><body><h1>Error {status}</h1></body></html>"),
        })
    }
}

/// Waits until the other side has closed.
fn until_gone(stream: &mut TcpStream) {
    let mut rest = [0; 1024];
    while stream.read(&mut rest).is_ok_and(|read| read > 0) {}
}

/// Ends the connection without a reset, so that what was sent arrives.
pub(crate) fn hang_up(mut stream: TcpStream) {
    if stream.shutdown(Shutdown::Write).is_ok() {
        until_gone(&mut stream);
    }
}

type Script = dyn Fn(&Asked) -> Reply + Send + Sync;

/// The deployment. It stops when dropped.
pub(crate) struct Server {
    address: SocketAddr,
    state: Arc<State>,
    acceptor: Option<JoinHandle<()>>,
}

struct State {
    accounts: [(&'static str, &'static str); 2],
    script: Box<Script>,
    asked: Mutex<Vec<Asked>>,
    counts: Mutex<BTreeMap<(String, String), usize>>,
    sessions: Mutex<BTreeMap<String, String>>,
    opened: Mutex<Vec<String>>,
    stopped: AtomicBool,
    token: Box<dyn Fn(usize) -> String + Send + Sync>,
}

impl Server {
    pub(crate) fn start(script: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        let chance = RandomState::new();
        let part = move |number: usize, part: usize| format!("{:016x}", chance.hash_one((number, part)));
        let accounts = [(ADA, ADAS_PASSWORD), (BOB, BOBS_PASSWORD)];
        Self::planted(accounts, move |number| (0..4).map(|n| part(number, n)).collect(), script)
    }

    pub(crate) fn sound() -> Self {
        Self::start(|_| Reply::Sound)
    }

    /// A deployment with these accounts, whose n-th session has the given
    /// token.
    pub(crate) fn planted(
        accounts: [(&'static str, &'static str); 2],
        token: impl Fn(usize) -> String + Send + Sync + 'static,
        script: impl Fn(&Asked) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(State {
            accounts,
            script: Box::new(script),
            asked: Mutex::default(),
            counts: Mutex::default(),
            sessions: Mutex::default(),
            opened: Mutex::default(),
            stopped: AtomicBool::new(false),
            token: Box::new(token),
        });
        let shared = Arc::clone(&state);
        let acceptor = thread::spawn(move || {
            for stream in listener.incoming() {
                if shared.stopped.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let shared = Arc::clone(&shared);
                thread::spawn(move || shared.serve(stream));
            }
        });
        Self { address, state, acceptor: Some(acceptor) }
    }

    pub(crate) const fn port(&self) -> u16 {
        self.address.port()
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://localhost:{}", self.port())
    }

    /// Every request so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.state.asked.lock().unwrap().clone()
    }

    pub(crate) fn count(&self, matches: impl Fn(&Asked) -> bool) -> usize {
        self.asked().iter().filter(|asked| matches(asked)).count()
    }

    /// Login requests for that account.
    pub(crate) fn logins(&self, email: &str) -> usize {
        let quoted = format!("\"{email}\"");
        self.count(|asked| asked.is("POST", LOGIN) && asked.body.contains(&quoted))
    }

    /// The tokens of all sessions that were opened.
    pub(crate) fn opened(&self) -> Vec<String> {
        self.state.opened.lock().unwrap().clone()
    }

    /// How many sessions have not ended.
    pub(crate) fn live(&self) -> usize {
        self.state.sessions.lock().unwrap().len()
    }

    /// The tokens that no logout was sent for.
    pub(crate) fn never_logged_out(&self) -> Vec<String> {
        let asked = self.asked();
        let logged_out = |token: &String| {
            asked.iter().any(|asked| asked.is("POST", LOGOUT) && asked.token.as_ref() == Some(token))
        };
        self.opened().into_iter().filter(|token| !logged_out(token)).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.stopped.store(true, Ordering::SeqCst);
        // Wakes the acceptor; if that fails there is none.
        let _ = TcpStream::connect(self.address);
        if let Some(acceptor) = self.acceptor.take()
            && acceptor.join().is_err()
            && !thread::panicking()
        {
            panic!("the scripted server failed");
        }
    }
}

impl State {
    fn serve(&self, mut stream: TcpStream) {
        // Without it an answer in two writes would wait for the first one's
        // acknowledgement.
        let _ = stream.set_nodelay(true);
        while let Some((mut asked, length)) = self.read_head(&mut stream) {
            asked.before = self.one_more(&asked);
            let reply = (self.script)(&asked);
            if matches!(reply, Reply::Reset) {
                self.asked.lock().unwrap().push(asked);
                return;
            }
            let mut body = vec![0; length];
            if stream.read_exact(&mut body).is_err() {
                return;
            }
            asked.body = String::from_utf8(body).unwrap();
            self.asked.lock().unwrap().push(asked.clone());
            let bytes = match reply {
                Reply::Sound => self.answer(&asked).bytes(),
                Reply::Answer(answer) => answer.bytes(),
                Reply::Rewritten(rewrite) => rewrite(self.answer(&asked)),
                Reply::Instead(bytes) => {
                    let _ = stream.write_all(&bytes);
                    return hang_up(stream);
                }
                Reply::Drive(drive) => {
                    drive(&mut stream);
                    return hang_up(stream);
                }
                Reply::Reset => return,
            };
            if stream.write_all(&bytes).is_err() {
                return;
            }
            if bytes.starts_with(b"HTTP/1.0") {
                return hang_up(stream);
            }
        }
    }

    /// How many such requests there were before this one.
    fn one_more(&self, asked: &Asked) -> usize {
        let mut counts = self.counts.lock().unwrap();
        let count = counts.entry((asked.method.clone(), asked.path.clone())).or_insert(0);
        *count += 1;
        *count - 1
    }

    /// The head of the next request and the length of its body. Not one octet
    /// more is read.
    fn read_head(&self, stream: &mut TcpStream) -> Option<(Asked, usize)> {
        let mut head = Vec::new();
        let mut octet = [0];
        while !head.ends_with(b"\r\n\r\n") {
            stream.read_exact(&mut octet).ok()?;
            head.extend(octet);
        }
        let text = String::from_utf8(head).ok()?;
        let mut lines = text.lines();
        let mut words = lines.next()?.split(' ');
        let (method, target) = (words.next()?.to_owned(), words.next()?);
        let path = target.split('?').next()?.to_owned();
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let mut asked =
            Asked { method, path, headers, body: String::new(), session: None, token: None, before: 0 };
        let cookie = asked.header("cookie").unwrap_or_default();
        let ours = cookie.split("; ").find_map(|pair| pair.strip_prefix(COOKIE)?.strip_prefix('='));
        asked.token = ours.map(str::to_owned);
        let sessions = self.sessions.lock().unwrap();
        asked.session = asked.token.as_ref().and_then(|token| sessions.get(token)).cloned();
        let length = asked.header("content-length").map_or(0, |length| length.parse().unwrap());
        Some((asked, length))
    }

    /// What a sound deployment does and answers.
    fn answer(&self, asked: &Asked) -> Sound {
        let unauthorized = || Sound::json(401, &json!({"error": "Unauthorized"}));
        match (asked.method.as_str(), asked.path.as_str()) {
            ("POST", LOGIN | LOGOUT) if asked.comes_from_elsewhere() => {
                Sound::json(403, &json!({"error": "Forbidden"}))
            }
            ("POST", LOGIN) => self.log_in(&asked.body),
            ("POST", LOGOUT) => {
                let token = asked.token.as_deref().unwrap_or_default();
                let clear =
                    format!("{COOKIE}=; Path=/; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly");
                if self.sessions.lock().unwrap().remove(token).is_none() {
                    return if token.is_empty() {
                        unauthorized()
                    } else {
                        unauthorized().with("Set-Cookie", clear)
                    };
                }
                Sound::json(200, &json!({"success": true, "message": "Logged out successfully"}))
                    .with("Set-Cookie", clear)
                    .with("Clear-Site-Data", "\"cache\", \"storage\"")
            }
            ("GET", ME) => asked.session.as_ref().map_or_else(unauthorized, |email| {
                Sound::json(
                    200,
                    &json!({"userId": id(email), "tenantId": null, "email": email, "name": "A Penguin"}),
                )
            }),
            // An answer to HEAD has no body.
            ("HEAD", _) => {
                Sound { status: 405, headers: Vec::new(), body: String::new() }.with("Allow", "GET, POST")
            }
            (_, LOGIN | LOGOUT | ME) => Sound::json(405, &json!({"error": "Method not allowed"})),
            (_, _) => Sound::json(404, &json!({"error": "Not found"})),
        }
    }

    fn log_in(&self, body: &str) -> Sound {
        let given: Value = serde_json::from_str(body).unwrap();
        let account = self
            .accounts
            .into_iter()
            .find(|(email, password)| given["email"] == *email && given["password"] == *password);
        let Some((email, _)) = account else {
            return Sound::json(401, &json!({"error": "Invalid email or password"}));
        };
        let mut opened = self.opened.lock().unwrap();
        let token = (self.token)(opened.len());
        opened.push(token.clone());
        self.sessions.lock().unwrap().insert(token.clone(), email.to_owned());
        Sound::json(200, &json!({"success": true, "user": {"id": id(email), "email": email}}))
            .with("Set-Cookie", format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax"))
    }
}

/// The id of an account.
fn id(email: &str) -> String {
    format!("user-{}", email.split('@').next().unwrap_or_default())
}
