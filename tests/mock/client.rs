//! A client of a few lines that shows every byte, and the deployment it talks to.

use std::collections::BTreeSet;
use std::future::Future;
use std::net::{SocketAddr, TcpListener};
use std::time::{Duration, Instant};

use penguin_auth::mock::{Account, Control, Defect, Dress, Listener, MockDeployment, MockOptions};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

pub(crate) const ADA: usize = 0;
pub(crate) const BOB: usize = 1;

/// Nothing in these tests may take longer.
const DEADLINE: Duration = Duration::from_secs(20);

/// Runs a test on a runtime of its own, and not for ever.
pub(crate) fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { timeout(DEADLINE, test).await.expect("the test hangs") });
}

/// An answer, as it came.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text:?}"));
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let header =
            |line: &str| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned()));
        Self { status, headers: lines.filter_map(header).collect(), body: body.to_owned() }
    }

    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(it, _)| it == name).map(|(_, value)| value.as_str()).collect()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.all(name).first().copied()
    }

    pub(crate) fn set_cookies(&self) -> Vec<&str> {
        self.all("set-cookie")
    }

    /// What a client sends back that takes every cookie it gets.
    pub(crate) fn cookies(&self) -> String {
        let pairs = self.set_cookies().into_iter().map(|line| line.split(';').next().unwrap());
        pairs.collect::<Vec<_>>().join("; ")
    }

    /// The value of the first cookie.
    pub(crate) fn token(&self) -> String {
        let cookies = self.cookies();
        cookies.split("; ").next().and_then(|pair| pair.split_once('=')).unwrap().1.to_owned()
    }
}

/// A deployment and the way to it.
pub(crate) struct Mock {
    pub(crate) deployment: MockDeployment,
    pub(crate) control: Control,
    accounts: Vec<Account>,
    address: SocketAddr,
}

impl Mock {
    pub(crate) fn start(options: MockOptions) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let deployment = MockDeployment::start(Listener::tcp(listener).unwrap(), options).unwrap();
        let (control, accounts) = (deployment.control(), deployment.accounts().to_vec());
        Self { deployment, control, accounts, address }
    }

    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn sound() -> Self {
        Self::start(MockOptions::default())
    }

    pub(crate) fn with(defect: Defect) -> Self {
        Self::start(MockOptions { defects: BTreeSet::from([defect]), ..MockOptions::default() })
    }

    pub(crate) fn dressed(dress: Dress) -> Self {
        Self::start(MockOptions { dress, ..MockOptions::default() })
    }

    pub(crate) fn account(&self, who: usize) -> &Account {
        &self.accounts[who]
    }

    pub(crate) fn live(&self, who: usize) -> usize {
        self.control.live_sessions(&self.accounts[who].email)
    }

    /// One request on a connection of its own, read until the server closes.
    pub(crate) async fn send(&self, line: &str, cookies: Option<&str>, body: &str) -> Answer {
        Answer::parse(&exchange(self.address, &request(line, cookies, body)).await)
    }

    pub(crate) async fn login(&self, who: usize) -> Answer {
        let account = self.account(who);
        self.login_as(&account.email, &account.password, None).await
    }

    pub(crate) async fn login_as(&self, email: &str, password: &str, cookies: Option<&str>) -> Answer {
        let body = serde_json::json!({"email": email, "password": password}).to_string();
        self.send("POST /api/auth/login", cookies, &body).await
    }

    /// Logs in and gives the cookies back.
    pub(crate) async fn session(&self, who: usize) -> String {
        let answer = self.login(who).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.cookies()
    }

    pub(crate) async fn logout(&self, cookies: &str) -> Answer {
        self.send("POST /api/auth/logout", Some(cookies), "").await
    }

    pub(crate) async fn me(&self, cookies: &str) -> Answer {
        self.send("GET /api/users/me", Some(cookies), "").await
    }

    pub(crate) async fn anonymous_me(&self) -> Answer {
        self.send("GET /api/users/me", None, "").await
    }
}

/// The bytes of a request.
pub(crate) fn request(line: &str, cookies: Option<&str>, body: &str) -> String {
    request_to("localhost", line, cookies, body)
}

pub(crate) fn request_to(host: &str, line: &str, cookies: Option<&str>, body: &str) -> String {
    let cookies = cookies.map(|it| format!("Cookie: {it}\r\n")).unwrap_or_default();
    let length = body.len();
    format!(
        "{line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{cookies}\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )
}

/// Sends bytes and reads what comes until the end.
pub(crate) async fn exchange(address: SocketAddr, request: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // The server may answer and close before it has read everything.
    let _ = stream.write_all(request.as_bytes()).await;
    let mut answer = Vec::new();
    let _ = timeout(DEADLINE, stream.read_to_end(&mut answer)).await.expect("no end of the answer");
    answer
}

/// Asks again until the answer is yes.
pub(crate) async fn eventually<F: Future<Output = bool>>(mut ask: impl FnMut() -> F) {
    let began = Instant::now();
    while !ask().await {
        assert!(began.elapsed() < DEADLINE, "it never happened");
        tokio::task::yield_now().await;
    }
}
