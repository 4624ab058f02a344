//! Sessions that outlive the process, and logouts that outlive it too.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use penguin_auth::mock::{Defect, Dress, Listener, MockDeployment, MockError, MockOptions, Token};

use crate::binary::{Process, ask};
use crate::client::{ADA, Mock, run};

const LOGIN: &str = r#"{"email":"ada@penguin.test","password":"ada-loves-penguins"}"#;

fn options(path: &Path) -> MockOptions {
    MockOptions { state: Some(path.to_owned()), ..MockOptions::default() }
}

#[test]
fn sessions_and_logouts_outlive_a_restart_in_every_dress() {
    run(async {
        for token in [Token::Opaque, Token::Jwe, Token::Jwt] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("state");
            let dress = Dress { token, rotating: true, remember_me: true, ..Dress::default() };
            let start = || Mock::start(MockOptions { dress: dress.clone(), ..options(&path) });
            let mock = start();
            let (kept, ended) = (mock.session(ADA).await, mock.session(ADA).await);
            let rotated = mock.me(&kept).await.cookies();
            mock.logout(&ended).await;
            mock.deployment.stop().await;
            for _ in 0..3 {
                let mock = start();
                let remember = kept.split_once("; ").unwrap().1;
                for cookies in [kept.as_str(), rotated.as_str(), remember] {
                    assert_eq!(mock.me(cookies).await.status, 200, "{token:?}");
                }
                assert_eq!((mock.me(&ended).await.status, mock.live(ADA)), (401, 1), "{token:?}");
                mock.deployment.stop().await;
            }
        }
    });
}

#[test]
fn the_file_holds_no_token() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        let mock = Mock::start(options(&path));
        let token = mock.login(ADA).await.token();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains("ada@penguin.test") && !text.contains(&token));
        assert!(!text.contains("ada-loves-penguins"));
    });
}

#[test]
fn a_torn_last_line_is_forgotten() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        let mock = Mock::start(options(&path));
        let (one, two) = (mock.session(ADA).await, mock.session(ADA).await);
        mock.deployment.stop().await;
        let whole = std::fs::read(&path).unwrap();
        std::fs::write(&path, &whole[..whole.len() - 10]).unwrap();
        let mock = Mock::start(options(&path));
        assert_eq!((mock.me(&one).await.status, mock.me(&two).await.status), (200, 401));
        let three = mock.session(ADA).await;
        mock.deployment.stop().await;
        assert_eq!(Mock::start(options(&path)).me(&three).await.status, 200);
    });
}

#[test]
fn a_second_mock_on_the_same_file_is_refused() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        let first = Mock::start(options(&path));
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let error =
            MockDeployment::start(Listener::tcp(listener).unwrap(), options(&path)).map(|_| ()).unwrap_err();
        assert!(matches!(error, MockError::StateLocked(_)), "{error}");
        assert!(error.to_string().ends_with("is in use by another mock"));
        first.deployment.stop().await;
        drop(first.control);
        Mock::start(options(&path));
    });
}

#[test]
fn a_file_that_is_not_ours_is_refused_and_left_alone() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes");
        std::fs::write(&path, "my notes\n").unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let error =
            MockDeployment::start(Listener::tcp(listener).unwrap(), options(&path)).map(|_| ()).unwrap_err();
        assert!(matches!(error, MockError::StateLine { line: 1, .. }), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "my notes\n");
    });
}

#[test]
fn what_a_defect_revived_is_alive_after_a_restart() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        let defects = BTreeSet::from([Defect::LoginRevivesOld]);
        let mock = Mock::start(MockOptions { defects, ..options(&path) });
        let old = mock.session(ADA).await;
        mock.logout(&old).await;
        mock.session(ADA).await;
        mock.deployment.stop().await;
        drop(mock.control);
        assert_eq!(Mock::start(options(&path)).me(&old).await.status, 200);
    });
}

/// What a client knows for certain, because it was answered.
#[derive(Default)]
struct Known {
    live: Vec<String>,
    ended: Vec<String>,
}

/// Logs in, and out of every second session, until the server is gone.
fn use_it(address: SocketAddr, answered: &AtomicUsize) -> Known {
    let mut known = Known::default();
    while let Some(answer) = ask(address, "POST /api/auth/login", None, LOGIN) {
        assert_eq!(answer.status, 200);
        let cookies = answer.cookies();
        if answered.fetch_add(1, Ordering::Relaxed).is_multiple_of(2) {
            known.live.push(cookies);
            continue;
        }
        // Without an answer nobody knows whether this session was ended.
        let Some(answer) = ask(address, "POST /api/auth/logout", Some(&cookies), "") else {
            break;
        };
        assert_eq!(answer.status, 200);
        answered.fetch_add(1, Ordering::Relaxed);
        known.ended.push(cookies);
    }
    known
}

#[test]
fn a_kill_at_any_moment_loses_no_login_and_revives_no_session() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state");
    let arguments = ["--quiet", "--state", path.to_str().unwrap()];
    let mut all = Known::default();
    for round in 0..12_usize {
        let mut process = Process::start(&arguments);
        check(process.address(), &all);
        let (address, answered) = (process.address(), Arc::new(AtomicUsize::new(0)));
        let client = |_| {
            let answered = Arc::clone(&answered);
            std::thread::spawn(move || use_it(address, &answered))
        };
        let clients: Vec<_> = (0..3).map(client).collect();
        while answered.load(Ordering::Relaxed) < round * 7 % 40 + 1 {
            std::thread::yield_now();
        }
        process.kill();
        for client in clients {
            let known = client.join().unwrap();
            all.live.extend(known.live);
            all.ended.extend(known.ended);
        }
    }
    check(Process::start(&arguments).address(), &all);
    assert!(all.live.len() > 20 && all.ended.len() > 20, "{} {}", all.live.len(), all.ended.len());
}

fn check(address: SocketAddr, known: &Known) {
    let status = |cookies: &str| ask(address, "GET /api/users/me", Some(cookies), "").unwrap().status;
    assert!(known.live.iter().all(|cookies| status(cookies) == 200), "a login was lost");
    assert!(known.ended.iter().all(|cookies| status(cookies) == 401), "a session came back");
}
