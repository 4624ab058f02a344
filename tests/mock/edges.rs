//! CSRF, limits, the log, and the end.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use penguin_auth::mock::{Defect, Dress, Fault, LogSink, MockOptions, Token};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::client::{ADA, Answer, Mock, eventually, exchange, request, run};

#[test]
fn the_csrf_token_is_signed_kept_when_valid_and_replaced_when_not() {
    run(async {
        let mock = Mock::sound();
        let first = mock.send("GET /api/auth/csrf", None, "").await;
        let (token, signature) = (first.token()[..64].to_owned(), first.token()[67..].to_owned());
        assert_eq!(first.body, format!(r#"{{"csrfToken":"{token}"}}"#));
        assert_eq!((&first.token()[64..67], signature.len()), ("%7C", 64));
        let line = format!("nile.csrf-token={token}%7C{signature}; Path=/; HttpOnly; SameSite=Lax");
        assert_eq!(first.set_cookies(), [line]);
        let kept = mock.send("GET /api/auth/csrf", Some(&first.cookies()), "").await;
        assert_eq!((&kept.body, kept.set_cookies().len()), (&first.body, 0));
        let forged = format!("nile.csrf-token={token}%7C{}", "0".repeat(64));
        let replaced = mock.send("GET /api/auth/csrf", Some(&forged), "").await;
        assert_ne!(replaced.body, first.body);
        assert_eq!(replaced.set_cookies().len(), 1);
    });
}

#[test]
fn a_body_over_64_kib_is_413_whether_or_not_it_says_so_before() {
    run(async {
        let mock = Mock::sound();
        let long = " ".repeat(64 * 1024 + 1);
        assert_eq!(mock.send("POST /api/auth/login", None, &long).await.status, 413);
        let chunk = format!("{:x}\r\n{long}\r\n0\r\n\r\n", long.len());
        let head = "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
        let bytes = exchange(mock.address(), &format!("{head}{chunk}")).await;
        assert_eq!(Answer::parse(&bytes).status, 413);
    });
}

#[test]
fn requests_are_counted_and_the_log_never_holds_a_token() {
    run(async {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let heard = lines.clone();
        let sink = LogSink::new(move |line| {
            heard.lock().unwrap().push(line.to_string());
        });
        let mock = Mock::start(MockOptions { log: Some(sink), ..MockOptions::default() });
        let cookies = mock.session(ADA).await;
        mock.me(&cookies).await;
        mock.logout(&cookies).await;
        assert_eq!(mock.control.requests(), 3);
        let lines = lines.lock().unwrap().join("\n");
        let token = cookies.split_once('=').unwrap().1;
        assert!(!lines.contains(token) && !lines.contains(&token[..12]), "{lines}");
        assert!(!lines.contains("ada-loves-penguins"), "{lines}");
        assert!(lines.contains(" ended") && lines.contains("POST /api/auth/logout"), "{lines}");
    });
}

#[test]
fn stopping_lets_a_request_in_flight_finish() {
    run(async {
        let mut options = MockOptions { nile_deadline: Duration::from_millis(200), ..MockOptions::default() };
        options.fault = Some(Fault::Stall);
        let mock = Mock::start(options);
        let address = mock.address();
        let (control, line) =
            (mock.control.clone(), request("GET /api/users/me", Some("nile.session-token=x"), ""));
        let asked = tokio::spawn(async move { exchange(address, &line).await });
        eventually(|| async { control.requests() == 1 }).await;
        mock.deployment.stop().await;
        assert_eq!(Answer::parse(&asked.await.unwrap()).status, 500);
        assert!(TcpStream::connect(address).await.is_err());
    });
}

#[test]
fn no_defect_breaks_the_server_in_any_dress() {
    run(async {
        let full = Dress {
            token: Token::Jwe,
            secure_names: true,
            chunked: true,
            rotating: true,
            remember_me: true,
            ..Dress::default()
        };
        for dress in [Dress::default(), full] {
            for defect in Defect::ALL {
                let defects = BTreeSet::from([*defect]);
                let dress = dress.clone();
                let dressed = defect.dress(dress.clone());
                // This client speaks no TLS; the kill matrix reaches these.
                if dressed.tls || defect.hidden_by(&dressed).is_some() {
                    continue;
                }
                let mock = Mock::start(MockOptions { defects, dress, ..MockOptions::default() });
                walk(&mock).await;
                let health = mock.send("GET /api/health", None, "").await;
                assert_eq!(health.status, 200, "{defect:?}");
            }
        }
    });
}

/// Every route once, whatever it answers; two defects never answer.
async fn walk(mock: &Mock) {
    let csrf = mock.send("GET /api/auth/csrf", None, "").await.cookies();
    let cookies = format!("{csrf}; {}", mock.login(ADA).await.cookies());
    mock.me(&cookies).await;
    let _ = timeout(Duration::from_millis(200), mock.logout(&cookies)).await;
    mock.me(&cookies).await;
    mock.anonymous_me().await;
    let _ = timeout(Duration::from_millis(200), mock.logout(&cookies)).await;
    mock.login(ADA).await;
}

#[test]
fn bytes_that_are_no_request_end_only_their_own_connection() {
    run(async {
        let mock = Mock::sound();
        for bytes in [
            "GET\r\n\r\n",
            "POST /api/auth/login HTTP/9.9\r\n\r\n",
            "POST /api/auth/login HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
            "GET /api/users/me HTTP/1.1\r\nConnection: close\r\nCookie: \u{1f427}=;;=;a\r\n\r\n",
        ] {
            let answer = Answer::parse(&exchange(mock.address(), bytes).await);
            assert!(answer.status == 400 || answer.status == 401, "{bytes:?} {answer:?}");
        }
        assert_eq!(mock.login(ADA).await.status, 200);
    });
}

#[test]
fn idle_connections_do_not_delay_the_end() {
    run(async {
        let mock = Mock::sound();
        let address = mock.address();
        let _fresh = TcpStream::connect(address).await.unwrap();
        let mut used = TcpStream::connect(address).await.unwrap();
        let line = "GET /api/health HTTP/1.1\r\nHost: x\r\n\r\n";
        used.write_all(line.as_bytes()).await.unwrap();
        used.read_u8().await.unwrap();
        let end = timeout(Duration::from_secs(1), mock.deployment.stop()).await;
        assert!(end.is_ok(), "it waited for clients that wanted nothing");
    });
}
