//! A small deployment that speaks the protocol that Nile and Auth.js share: a
//! CSRF token in a cookie and in each form, a credentials callback, a sign-out,
//! and answers that say with a URL how it went. Written from what was measured
//! on Nile and from Auth.js' documentation.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, RandomState};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};
use url::form_urlencoded;

use super::server::{ADA, ADAS_PASSWORD, BOB, BOBS_PASSWORD};

/// Whose names and answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Nile's SDK: `/api/me` refuses with 401.
    Nile,
    /// next-auth 4: nobody is `{}`.
    Four,
    /// Auth.js 5: nobody is `null`, and only a header asks for JSON.
    Five,
}

/// What a session token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sessions {
    /// A row, which a sign-out deletes.
    Rows,
    /// A token that is valid by itself, which a sign-out only forgets.
    Tokens,
}

impl Dialect {
    /// The beginning of its cookies' names.
    const fn cookie(self) -> &'static str {
        match self {
            Self::Nile => "nile",
            Self::Four => "next-auth",
            Self::Five => "authjs",
        }
    }
}

/// A request.
struct Asked {
    /// `GET /api/me`.
    what: String,
    headers: BTreeMap<String, String>,
    fields: BTreeMap<String, String>,
}

impl Asked {
    fn cookie(&self, name: &str) -> Option<&str> {
        let header = self.headers.get("cookie")?;
        // Of two with one name the last counts, as on Nile.
        header.rsplit("; ").find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    }
}

/// Status, Set-Cookie lines, Location, body.
#[derive(Default)]
struct Answer {
    status: u16,
    cookies: Vec<String>,
    location: Option<String>,
    body: String,
}

struct Deployment {
    dialect: Dialect,
    sessions: Sessions,
    /// Whose session a token is.
    live: Mutex<BTreeMap<String, &'static str>>,
    issued: Mutex<BTreeSet<String>>,
    chance: RandomState,
}

/// What every answer carries.
const ALWAYS: &str = "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n";

/// What a sign-out carries.
const CLEAR_SITE_DATA: &str = "Clear-Site-Data: \"cache\", \"storage\"\r\n";

/// Starts it and returns its URL. It lives as long as the test.
pub(crate) fn start(dialect: Dialect, sessions: Sessions) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    let deployment = Arc::new(Deployment {
        dialect,
        sessions,
        live: Mutex::default(),
        issued: Mutex::default(),
        chance: RandomState::new(),
    });
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let deployment = Arc::clone(&deployment);
            thread::spawn(move || deployment.serve(stream));
        }
    });
    url
}

impl Deployment {
    fn serve(&self, mut stream: TcpStream) {
        while let Some(asked) = read(&mut stream) {
            let answer = self.answer(&asked);
            let cookies: String =
                answer.cookies.iter().map(|line| format!("Set-Cookie: {line}\r\n")).collect();
            let location = answer.location.map_or_else(String::new, |url| format!("Location: {url}\r\n"));
            let (status, body) = (answer.status, answer.body);
            let owed = if status == 401 { "WWW-Authenticate: Cookie realm=\"test\"\r\n" } else { "" };
            let drop = if asked.what == "POST /api/auth/signout" { CLEAR_SITE_DATA } else { "" };
            let kind = if body.starts_with('<') { "text/html; charset=utf-8" } else { "application/json" };
            let body = if asked.what.starts_with("HEAD") { String::new() } else { body };
            let text = format!(
                "HTTP/1.1 {status} Status\r\nContent-Type: {kind}\r\n{ALWAYS}{owed}{drop}{cookies}{location}Content-Length: {}\r\n\r\n{body}",
                body.len()
            );
            if stream.write_all(text.as_bytes()).is_err() {
                return;
            }
        }
    }

    fn answer(&self, asked: &Asked) -> Answer {
        match asked.what.as_str() {
            "GET /api/auth/csrf" => self.csrf(asked),
            "GET /api/auth/session" => self.session(asked),
            "GET /api/me" if self.dialect == Dialect::Nile => self.me(asked),
            "POST /api/auth/callback/credentials" => self.sign_in(asked),
            "POST /api/auth/signout" => self.sign_out(asked),
            "GET /api/auth/signout" => Answer { status: 200, body: "<html>".to_owned(), ..Answer::default() },
            what if what.starts_with("HEAD") => Answer { status: 400, ..Answer::default() },
            // Nile's catch-all answers 404, Auth.js does not.
            what if what.contains(" /api/auth/") && self.dialect != Dialect::Nile => {
                Answer { status: 400, ..Answer::default() }
            }
            _ => Answer { status: 404, ..Answer::default() },
        }
    }

    fn name(&self, end: &str) -> String {
        format!("{}.{end}", self.dialect.cookie())
    }

    fn csrf(&self, asked: &Asked) -> Answer {
        let token = match self.csrf_of(asked) {
            Some(token) => token,
            None => self.random("csrf"),
        };
        let line = format!(
            "{}={token}%7C{}; Path=/; HttpOnly; SameSite=Lax",
            self.name("csrf-token"),
            self.sign(&token)
        );
        Answer {
            status: 200,
            cookies: vec![line],
            body: json!({ "csrfToken": token }).to_string(),
            ..Answer::default()
        }
    }

    /// The token in a CSRF cookie that is whole.
    fn csrf_of(&self, asked: &Asked) -> Option<String> {
        let (token, sign) = asked.cookie(&self.name("csrf-token"))?.split_once("%7C")?;
        (sign == self.sign(token)).then(|| token.to_owned())
    }

    fn is_verified(&self, asked: &Asked) -> bool {
        self.csrf_of(asked).is_some_and(|token| asked.fields.get("csrfToken") == Some(&token))
    }

    fn sign_in(&self, asked: &Asked) -> Answer {
        if !self.is_verified(asked) {
            return self.lead(asked, 200, "/api/auth/signin?csrf=true");
        }
        let given = |name: &str| asked.fields.get(name).map(String::as_str);
        let accounts = [(ADA, ADAS_PASSWORD), (BOB, BOBS_PASSWORD)];
        let account = accounts
            .into_iter()
            .find(|(email, password)| given("email") == Some(email) && given("password") == Some(password));
        let Some((email, _)) = account else {
            let status = if self.dialect == Dialect::Five { 200 } else { 401 };
            return self.lead(asked, status, "/api/auth/error?error=CredentialsSignin");
        };
        let token = match self.sessions {
            Sessions::Rows => self.random("row"),
            Sessions::Tokens => {
                format!("eyJhbGciOiJkaXIifQ..{}.{}.tag", self.random("iv"), self.random("text"))
            }
        };
        self.live.lock().unwrap().insert(token.clone(), email);
        let mut answer = self.lead(asked, 200, "");
        answer.cookies = vec![self.session_line(&token)];
        answer
    }

    fn session_line(&self, token: &str) -> String {
        format!("{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000", self.name("session-token"))
    }

    fn sign_out(&self, asked: &Asked) -> Answer {
        if !self.is_verified(asked) {
            return self.lead(asked, 200, "/api/auth/signout?csrf=true");
        }
        let mut answer = self.lead(asked, 200, "");
        if let Some(token) = asked.cookie(&self.name("session-token")) {
            if self.sessions == Sessions::Rows {
                self.live.lock().unwrap().remove(token);
            }
            let clear = |end| format!("{}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax", self.name(end));
            answer.cookies = vec![clear("session-token"), clear("csrf-token")];
        }
        answer
    }

    /// Where the client is sent: as JSON if it asked for that, in its dialect.
    fn lead(&self, asked: &Asked, status: u16, path: &str) -> Answer {
        let url = format!("http://localhost:3000{path}");
        let wants_json = match self.dialect {
            Dialect::Nile | Dialect::Four => asked.fields.get("json").is_some_and(|json| json == "true"),
            Dialect::Five => asked.headers.contains_key("x-auth-return-redirect"),
        };
        if wants_json {
            return Answer { status, body: json!({ "url": url }).to_string(), ..Answer::default() };
        }
        Answer { status: 302, location: Some(url), ..Answer::default() }
    }

    fn whose(&self, asked: &Asked) -> Option<(String, &'static str)> {
        let token = asked.cookie(&self.name("session-token"))?;
        let email = *self.live.lock().unwrap().get(token)?;
        Some((token.to_owned(), email))
    }

    fn session(&self, asked: &Asked) -> Answer {
        let Some((token, email)) = self.whose(asked) else {
            let nobody = if self.dialect == Dialect::Five { Value::Null } else { json!({}) };
            return Answer { status: 200, body: nobody.to_string(), ..Answer::default() };
        };
        let expires = OffsetDateTime::now_utc() + Duration::days(30);
        let user = json!({
            "user": { "name": "A Penguin", "email": email },
            "expires": expires.format(&Rfc3339).unwrap(),
        });
        Answer {
            status: 200,
            cookies: vec![self.session_line(&token)],
            body: user.to_string(),
            ..Answer::default()
        }
    }

    fn me(&self, asked: &Asked) -> Answer {
        match self.whose(asked) {
            None => Answer { status: 401, ..Answer::default() },
            Some((_, email)) => {
                let user = json!({ "id": format!("id-of-{email}"), "email": email, "name": "A Penguin" });
                Answer { status: 200, body: user.to_string(), ..Answer::default() }
            }
        }
    }

    /// A value that was never issued before.
    fn random(&self, what: &str) -> String {
        let mut issued = self.issued.lock().unwrap();
        let number = issued.len();
        let part = |part: u8| format!("{:016x}", self.chance.hash_one((what, number, part)));
        let value: String = (0..4).map(part).collect();
        issued.insert(value.clone());
        value
    }

    fn sign(&self, token: &str) -> String {
        format!("{:016x}", self.chance.hash_one(("sign", token)))
    }
}

/// The next request on a connection; none when it has ended.
fn read(stream: &mut TcpStream) -> Option<Asked> {
    let mut head = Vec::new();
    let mut octet = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut octet).ok()?;
        head.extend(octet);
    }
    let text = String::from_utf8(head).ok()?;
    let mut lines = text.lines();
    let what = lines.next()?.rsplit_once(' ')?.0.split('?').next()?.to_owned();
    let header =
        |line: &str| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    let mut headers: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in lines.filter_map(header) {
        // As Node.js joins several lines of cookies.
        headers.entry(name).and_modify(|known| *known = format!("{known}; {value}")).or_insert(value);
    }
    let length = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    let is_form = headers.get("content-type").is_some_and(|kind| kind == "application/x-www-form-urlencoded");
    let fields = if is_form { form_urlencoded::parse(&body).into_owned().collect() } else { BTreeMap::new() };
    Some(Asked { what, headers, fields })
}
