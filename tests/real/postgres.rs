//! Nile's stand-in with its rows in a real PostgreSQL, seen from both sides:
//! over HTTP as an app does, and by SQL as a tool of the database does.
#![cfg(unix)]

mod cluster;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use assert_cmd::cargo::cargo_bin;
use cluster::{Cluster, PASSWORD};

/// Ada's login, as a form.
const ADA: &str = "email=ada@penguin.test&password=ada-loves-penguins";

/// Steers the mock.
const CONTROL_TOKEN: &str = "a-token-of-the-tests";

/// Nobody may wait longer for an answer: two seconds for the database, and some
/// for a busy machine.
const BOUND: Duration = Duration::from_secs(8);

/// The mock as a process. It is stopped when dropped.
struct Mock {
    child: Child,
    /// Held open: the mock ends when nobody reads its log.
    _log: BufReader<ChildStdout>,
    address: SocketAddr,
}

impl Mock {
    fn start(cluster: &Cluster, arguments: &[&str]) -> Self {
        let mut child = command(cluster, arguments).arg("--quiet").stdout(Stdio::piped()).spawn().unwrap();
        let mut log = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        log.read_line(&mut first).unwrap();
        let port = first.trim().strip_prefix("listening on http://localhost:").unwrap().parse().unwrap();
        Self { child, _log: log, address: SocketAddr::from(([127, 0, 0, 1], port)) }
    }

    /// One request of an app, and the answer as it came.
    fn ask(&self, method: &str, path: &str, cookies: &str, body: &str) -> String {
        let began = Instant::now();
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(BOUND)).unwrap();
        write!(
            stream,
            "{method} /v2/databases/x{path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
             nile-origin: http://app.test\r\ncookie: {cookies}\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(began.elapsed() < BOUND, "{path} took {:?}", began.elapsed());
        answer
    }

    /// One request of whoever steers the mock.
    fn steer(&self, method: &str, path: &str) -> String {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(BOUND)).unwrap();
        write!(
            stream,
            "{method} /__control{path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
             authorization: Bearer {CONTROL_TOKEN}\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn session(&self, cookies: &str) -> String {
        self.ask("GET", "/auth/session", cookies, "")
    }

    /// A CSRF cookie, and the field that fits it.
    fn csrf(&self) -> (String, String) {
        let cookie = cookie(&self.ask("GET", "/auth/csrf", "", ""), "nile.csrf-token");
        let token = cookie.split_once('=').unwrap().1.split("%7C").next().unwrap().to_owned();
        (cookie, format!("csrfToken={token}&json=true"))
    }

    fn log_in(&self, who: &str) -> String {
        let (cookie, field) = self.csrf();
        self.ask("POST", "/auth/callback/credentials", &cookie, &format!("{field}&{who}"))
    }

    /// The session cookie of a new session.
    fn ada(&self) -> String {
        cookie(&self.log_in(ADA), "nile.session-token")
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(cluster: &Cluster, arguments: &[&str]) -> Command {
    let mut command = Command::new(cargo_bin("penguin-auth"));
    command.arg("mock").args(arguments).env("PENGUIN_AUTH_MOCK_POSTGRES", cluster.url()).stdin(Stdio::null());
    command.env("PENGUIN_AUTH_CONTROL_TOKEN", CONTROL_TOKEN);
    command
}

/// The cookie of that name that an answer sets, as a client sends it back.
fn cookie(answer: &str, name: &str) -> String {
    let lines = answer.lines().filter_map(|line| line.strip_prefix("set-cookie: "));
    let pair = lines.filter_map(|line| line.split(';').next()).find(|pair| pair.starts_with(name));
    pair.unwrap_or_else(|| panic!("no {name} in {answer}")).to_owned()
}

fn token(cookie: &str) -> &str {
    cookie.split_once('=').unwrap().1
}

fn has_status(answer: &str, status: &str) {
    assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{status} was expected: {answer}");
}

/// The session is over, and the client is told to forget it.
fn is_over(answer: &str) {
    has_status(answer, "200");
    assert!(answer.ends_with("\r\n\r\n{}") && answer.contains("nile.session-token=; Max-Age=0"), "{answer}");
}

fn is_adas(answer: &str) {
    has_status(answer, "200");
    assert!(answer.contains(r#""email":"ada@penguin.test""#), "{answer}");
}

#[test]
fn a_session_is_a_row_and_ends_with_it() {
    let cluster = Cluster::start();
    let mock = Mock::start(&cluster, &["--nile-sessions", "database"]);
    let (first, second) = (mock.ada(), mock.ada());
    let rows = cluster.sql(
        "SELECT u.email, length(s.session_token), s.expires_at - now() BETWEEN '29 days' AND '30 days' \
         FROM auth.sessions s JOIN users.users u ON u.id = s.user_id",
    );
    assert_eq!(rows, ["ada@penguin.test|128|t", "ada@penguin.test|128|t"]);
    is_adas(&mock.session(&first));

    cluster.sql(&format!("DELETE FROM auth.sessions WHERE session_token = '{}'", token(&first)));
    is_over(&mock.session(&first));
    is_adas(&mock.session(&second));

    let (csrf, field) = mock.csrf();
    has_status(&mock.ask("POST", "/auth/signout", &format!("{csrf}; {second}"), &field), "200");
    assert_eq!(cluster.sql("SELECT count(*) FROM auth.sessions"), ["0"]);
    is_over(&mock.session(&second));
}

/// A tool that changes a password by SQL as Nile does changes it here.
#[test]
fn passwords_are_hashed_and_compared_by_the_database() {
    let cluster = Cluster::start();
    let mock = Mock::start(&cluster, &[]);
    let payload = "SELECT method, provider, payload->>'crypt', left(payload->>'hash', 7), payload->>'email' \
                   FROM auth.credentials ORDER BY created";
    let row = |who: &str| format!("EMAIL_PASSWORD|nile|crypt-bf/8|$2a$08$|{who}@penguin.test");
    assert_eq!(cluster.sql(payload), [row("ada"), row("bob")]);
    has_status(&mock.log_in("email=ada@penguin.test&password=wrong"), "401");

    cluster.sql(
        "UPDATE auth.credentials SET payload = payload || jsonb_build_object('hash', \
         crypt('changed', gen_salt('bf', 8))) WHERE payload->>'email' = 'ada@penguin.test'",
    );
    has_status(&mock.log_in(ADA), "401");
    has_status(&mock.log_in("email=ada@penguin.test&password=changed"), "200");
}

#[test]
fn reading_deletes_a_late_row_and_extends_an_old_one() {
    let cluster = Cluster::start();
    let mock = Mock::start(&cluster, &["--nile-fixtures"]);
    let of = |letter: &str| format!("nile.session-token={}", letter.repeat(128));
    assert_eq!(cluster.sql("SELECT count(*) FROM auth.credentials WHERE method = 'MFA'"), ["2"]);
    is_over(&mock.session(&of("e")));
    assert!(mock.session(&of("a")).contains("mfa@example.com"));
    let left =
        cluster.sql("SELECT left(session_token, 1), expires_at - now() > '29 days' FROM auth.sessions");
    assert_eq!(left, ["a|t"]);
    // Without a callback-url cookie the challenge comes as a place to go to.
    let challenged = mock.log_in("email=mfa@example.com&password=Correct-horse-9");
    assert!(challenged.contains("/api/auth/error?error=mfaRequired"), "{challenged}");
}

#[test]
fn rows_by_which_nobody_is_logged_in_are_neither_listed_nor_ended() {
    let cluster = Cluster::start();
    let mock = Mock::start(&cluster, &["--nile-sessions", "database"]);
    mock.ada();
    let [id] = cluster.sql("SELECT id FROM auth.sessions").try_into().unwrap();
    assert!(mock.steer("GET", "/sessions").contains(&id));
    let is_nobodys = || {
        assert!(mock.steer("GET", "/sessions").ends_with(r#""sessions":[]}"#));
        has_status(&mock.steer("DELETE", &format!("/sessions/{id}")), "404");
        assert!(mock.steer("DELETE", "/sessions?email=ada%40penguin.test").contains(r#""ended":0"#));
        assert_eq!(cluster.sql("SELECT count(*) FROM auth.sessions"), ["1"]);
    };
    cluster.sql("UPDATE auth.sessions SET expires_at = now() - interval '1 second'");
    is_nobodys();
    cluster.sql("UPDATE auth.sessions SET expires_at = now() + interval '1 day'");
    cluster.sql("UPDATE users.users SET deleted = now()");
    is_nobodys();
    cluster.sql("UPDATE users.users SET deleted = NULL");
    assert!(mock.steer("DELETE", &format!("/sessions/{id}")).contains(r#""ended":1"#));
    assert_eq!(cluster.sql("SELECT count(*) FROM auth.sessions"), ["0"]);
}

#[test]
fn sessions_outlive_a_restart_and_accounts_are_added_once() {
    let cluster = Cluster::start();
    let start = || Mock::start(&cluster, &["--nile-sessions", "database"]);
    let kept = start().ada();
    let users = "SELECT id, email, created FROM users.users ORDER BY email";
    let before = cluster.sql(users);
    assert_eq!(before.len(), 2);
    is_adas(&start().session(&kept));
    assert_eq!(cluster.sql(users), before);
}

/// The answers of Nile without its PostgreSQL, and none is waited for long.
#[test]
fn a_database_that_is_gone_or_hangs_is_answered_in_time() {
    let cluster = Cluster::start();
    let mock = Mock::start(&cluster, &["--nile-sessions", "database"]);
    let (session, (csrf, field)) = (mock.ada(), mock.csrf());
    let backend = cluster.sql(
        "SELECT pid FROM pg_stat_activity WHERE application_name = 'penguin-auth' AND pid <> pg_backend_pid()",
    );
    let is_without_database = || {
        for path in ["/auth/session", "/auth/csrf", "/auth/providers"] {
            let answer = mock.ask("GET", path, &session, "");
            has_status(&answer, "400");
            assert!(answer.ends_with("No providers have been configured. Check the database."), "{answer}");
        }
        has_status(&mock.ask("GET", "/me", &session, ""), "401");
        let body = format!("{field}&{ADA}");
        has_status(&mock.ask("POST", "/auth/callback/credentials", &csrf, &body), "404");
        has_status(&mock.ask("POST", "/auth/signout", &format!("{csrf}; {session}"), &field), "404");
    };
    cluster.signal("-STOP", &backend[0]);
    is_without_database();
    cluster.signal("-CONT", &backend[0]);
    is_adas(&mock.session(&session));

    cluster.stop();
    is_without_database();
    cluster.resume();
    is_adas(&mock.session(&session));
}

#[test]
fn another_table_of_that_name_is_refused_and_nothing_is_changed() {
    let cluster = Cluster::start();
    cluster.sql("CREATE SCHEMA auth; CREATE TABLE auth.sessions (id uuid, expires_at text)");
    let output = command(&cluster, &[]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{said}");
    assert!(said.contains("auth.sessions") && said.contains("expires_at timestamp with time zone"), "{said}");
    assert!(!said.contains(PASSWORD), "{said}");
    let changed = "SELECT nspname FROM pg_namespace WHERE nspname = 'users' \
                   UNION ALL SELECT extname FROM pg_extension WHERE extname = 'pgcrypto' \
                   UNION ALL SELECT tablename FROM pg_tables WHERE schemaname = 'auth'";
    assert_eq!(cluster.sql(changed), ["sessions"]);
}
