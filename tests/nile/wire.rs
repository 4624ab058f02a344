//! One request on a connection of its own, with what the fetch of the SDK sends.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use penguin_auth::mock::{Control, Listener, MockDeployment, MockOptions, NileOptions};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Nothing in these tests may take longer.
const DEADLINE: Duration = Duration::from_secs(60);

pub(crate) const APP: &str = "http://app.example.com";

/// Runs a test on a runtime of its own, and not for ever.
pub(crate) fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { timeout(DEADLINE, test).await.expect("the test hangs") });
}

/// An answer, as it came.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text:?}"));
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let pair =
            |line: &str| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned()));
        Self { status, headers: lines.filter_map(pair).collect(), body: body.to_owned() }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn set_cookies(&self) -> Vec<&str> {
        self.headers.iter().filter(|(it, _)| it == "set-cookie").map(|(_, value)| value.as_str()).collect()
    }

    /// What a client sends back that takes every cookie it gets.
    pub(crate) fn cookies(&self) -> String {
        let pairs = self.set_cookies().into_iter().map(|line| line.split(';').next().unwrap());
        pairs.collect::<Vec<_>>().join("; ")
    }

    /// The value that it sets for a cookie.
    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        let pairs = self.set_cookies().into_iter().filter_map(|line| line.split(';').next()?.split_once('='));
        pairs.filter(|(it, _)| *it == name).map(|(_, value)| value.to_owned()).next_back()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }
}

/// Nile, and the way to it.
pub(crate) struct Nile {
    pub(crate) deployment: MockDeployment,
    pub(crate) control: Control,
    address: SocketAddr,
}

impl Nile {
    pub(crate) fn start(nile: NileOptions) -> Self {
        Self::with(MockOptions { nile, ..MockOptions::default() })
    }

    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn with(options: MockOptions) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let deployment = MockDeployment::start(Listener::tcp(listener).unwrap(), options).unwrap();
        let control = deployment.control();
        Self { deployment, control, address }
    }

    /// A request with exactly these headers beside those of every fetch.
    pub(crate) async fn send(&self, line: &str, headers: &[(&str, &str)], body: Option<&str>) -> Answer {
        let (method, path) = line.split_once(' ').unwrap();
        let line = format!("{method} /v2/databases/any{path}");
        send(self.address, &line, headers, body).await
    }

    /// The same from an app at a plain address with plain cookies.
    pub(crate) async fn get(&self, path: &str, cookies: &str) -> Answer {
        self.send(&format!("GET {path}"), &headers(cookies, None), None).await
    }

    pub(crate) async fn post(&self, path: &str, cookies: &str, body: &Value) -> Answer {
        let json = headers(cookies, Some("application/json"));
        self.send(&format!("POST {path}"), &json, Some(&body.to_string())).await
    }

    /// The CSRF token and the cookies that it comes with.
    pub(crate) async fn csrf(&self) -> (String, String) {
        let answer = self.get("/auth/csrf", "").await;
        (answer.json()["csrfToken"].as_str().unwrap().to_owned(), answer.cookies())
    }

    /// Logs in as the SDK does, and gives all cookies back.
    pub(crate) async fn login(&self, email: &str, password: &str) -> String {
        let (token, cookies) = self.csrf().await;
        let body = serde_json::json!({ "email": email, "password": password, "csrfToken": token });
        let answer = self.post("/auth/callback/credentials", &cookies, &body).await;
        assert!(answer.cookie("nile.session-token").is_some(), "{answer:?}");
        format!("{cookies}; {}", answer.cookies())
    }
}

fn headers<'a>(cookies: &'a str, kind: Option<&'a str>) -> Vec<(&'a str, &'a str)> {
    let mut headers = vec![("nile-origin", APP), ("nile-secure-cookies", "false")];
    headers.extend(kind.map(|it| ("content-type", it)));
    if !cookies.is_empty() {
        headers.push(("cookie", cookies));
    }
    headers
}

/// Sends a request, and reads what comes until the end.
pub(crate) async fn send(
    address: SocketAddr,
    line: &str,
    headers: &[(&str, &str)],
    body: Option<&str>,
) -> Answer {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let length = body.map(|it| format!("Content-Length: {}\r\n", it.len())).unwrap_or_default();
    let request = format!(
        "{line} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\nAccept: */*\r\nUser-Agent: node\r\n\
         {headers}{length}\r\n{}",
        address.port(),
        body.unwrap_or_default()
    );
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    Answer::parse(&answer)
}
