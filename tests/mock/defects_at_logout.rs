//! Defects of what logout ends, clears and answers.

use std::time::Duration;

use penguin_auth::mock::Defect;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

use crate::client::{ADA, Answer, BOB, Mock, eventually, exchange, request, run};

const GOODBYE: &str = r#"{"success":true,"message":"Logged out successfully"}"#;

#[test]
fn sessions_that_outlive_their_logout() {
    run(async {
        let mock = Mock::with(Defect::KeepsSession);
        let cookies = mock.session(ADA).await;
        let answer = mock.logout(&cookies).await;
        assert_eq!((answer.status, answer.set_cookies().len()), (200, 1));
        assert_eq!((mock.me(&cookies).await.status, mock.live(ADA)), (200, 1));

        let mock = Mock::with(Defect::RememberMeAlive);
        let cookies = mock.session(ADA).await;
        assert_eq!(mock.logout(&cookies).await.set_cookies().len(), 2);
        let (session, remember) = cookies.split_once("; ").unwrap();
        assert_eq!((mock.me(session).await.status, mock.me(remember).await.status), (401, 200));

        let mock = Mock::with(Defect::OldRotationValid);
        let first = mock.session(ADA).await;
        let second = mock.me(&first).await.cookies();
        assert_eq!(mock.logout(&second).await.status, 200);
        assert_eq!((mock.me(&second).await.status, mock.me(&first).await.status), (401, 200));
    });
}

#[test]
fn a_cache_answers_for_a_dead_token_and_then_stops() {
    run(async {
        let mock = Mock::with(Defect::StaleAfterLogout);
        let cookies = mock.session(ADA).await;
        mock.logout(&cookies).await;
        let stale = mock.me(&cookies).await;
        assert_eq!(stale.status, 200);
        assert!(stale.body.contains("ada@penguin.test"));
        assert_eq!((mock.logout(&cookies).await.status, mock.live(ADA)), (401, 0));
        eventually(|| async { mock.me(&cookies).await.status == 401 }).await;
    });
}

#[test]
fn a_dead_token_flaps() {
    run(async {
        let mock = Mock::with(Defect::ReplayFlaps);
        let cookies = mock.session(ADA).await;
        mock.logout(&cookies).await;
        for status in [401, 401, 200, 401, 401, 200] {
            assert_eq!(mock.me(&cookies).await.status, status);
        }
        assert_eq!(mock.me("nile.session-token=x").await.status, 401);
    });
}

#[test]
fn a_logout_that_ends_too_much() {
    run(async {
        for (defect, ada, bob) in [(Defect::KillsAll, 401, 200), (Defect::EndsOtherAccounts, 200, 401)] {
            let mock = Mock::with(defect);
            let (one, two, bobs) =
                (mock.session(ADA).await, mock.session(ADA).await, mock.session(BOB).await);
            assert_eq!(mock.logout(&one).await.status, 200);
            assert_eq!(mock.me(&one).await.status, 401, "{defect:?}");
            assert_eq!((mock.me(&two).await.status, mock.me(&bobs).await.status), (ada, bob), "{defect:?}");
        }
    });
}

#[test]
fn without_a_csrf_cookie_logout_does_nothing_and_says_success() {
    run(async {
        let mock = Mock::with(Defect::SilentWithoutCsrf);
        let cookies = mock.session(ADA).await;
        let answer = mock.logout(&cookies).await;
        assert_eq!((answer.status, answer.body.as_str(), answer.set_cookies().len()), (200, GOODBYE, 0));
        assert_eq!(mock.me(&cookies).await.status, 200);
        let csrf = mock.send("GET /api/auth/csrf", None, "").await.cookies();
        assert_eq!(mock.logout(&format!("{cookies}; {csrf}")).await.set_cookies().len(), 2);
        assert_eq!((mock.me(&cookies).await.status, mock.logout("a=b").await.status), (401, 401));
    });
}

#[test]
fn answers_that_differ_from_the_ticket() {
    run(async {
        for (defect, status, body) in [
            (Defect::Logout201, 201, GOODBYE),
            (Defect::Logout204, 204, ""),
            (Defect::LogoutRedirects, 302, ""),
            (Defect::LogoutMessageDiffers, 200, r#"{"success":true,"message":"Successfully logged out"}"#),
            (Defect::LogoutSuccessAsText, 200, r#"{"success":"true","message":"Logged out successfully"}"#),
            (Defect::LogoutBodyExtra, 200, &GOODBYE.replace('}', r#","redirect":"/login"}"#)),
            (Defect::LogoutCutBody, 200, &GOODBYE[..20]),
        ] {
            let mock = Mock::with(defect);
            let cookies = mock.session(ADA).await;
            let answer = mock.logout(&cookies).await;
            assert_eq!((answer.status, answer.body.as_str()), (status, body), "{defect:?}");
            assert_eq!((answer.set_cookies().len(), mock.me(&cookies).await.status), (1, 401), "{defect:?}");
        }
    });
}

#[test]
fn answers_that_are_no_answers() {
    run(async {
        for (defect, wanted) in [
            (Defect::LogoutHtml, ("content-type", "text/html; charset=utf-8")),
            (Defect::LogoutRedirects, ("location", "http://localhost:3000/login")),
            (Defect::LogoutCutBody, ("content-length", "52")),
            (Defect::LogoutGzip, ("content-encoding", "gzip")),
        ] {
            let mock = Mock::with(defect);
            let answer = mock.logout(&mock.session(ADA).await).await;
            assert_eq!(answer.header(wanted.0), Some(wanted.1), "{defect:?}");
        }
        let mock = Mock::with(Defect::LogoutHeaderFlood);
        assert!(mock.logout(&mock.session(ADA).await).await.headers.len() >= 300);
        let mock = Mock::with(Defect::LogoutGzip);
        let line = request("POST /api/auth/logout", Some(&mock.session(ADA).await), "");
        let bytes = exchange(mock.address(), &line).await;
        assert!(bytes.len() < 120_000 && bytes.ends_with(&108_360_053_u32.to_le_bytes()));
    });
}

#[test]
fn answers_that_never_end_while_the_session_does() {
    run(async {
        for defect in [Defect::LogoutStalls, Defect::LogoutEndlessBody] {
            let mock = Mock::with(defect);
            let cookies = mock.session(ADA).await;
            let mut stream = tokio::net::TcpStream::connect(mock.address()).await.unwrap();
            let line = request("POST /api/auth/logout", Some(&cookies), "");
            stream.write_all(line.as_bytes()).await.unwrap();
            eventually(|| async { mock.me(&cookies).await.status == 401 }).await;
            let mut bytes = vec![0; 1 << 20];
            let read = timeout(Duration::from_millis(100), stream.read_exact(&mut bytes)).await;
            assert_eq!(read.is_ok(), defect == Defect::LogoutEndlessBody, "{defect:?}");
            mock.deployment.stop().await;
        }
    });
}

#[test]
fn logouts_without_a_live_session() {
    run(async {
        for (defect, ended, garbage, nothing) in [
            (Defect::SecondLogout500, 500, 401, 401),
            (Defect::InvalidToken500, 500, 500, 401),
            (Defect::AnonymousLogout200, 401, 401, 200),
            (Defect::UnauthorizedBodyDiffers, 401, 401, 401),
        ] {
            let mock = Mock::with(defect);
            let (cookies, other) = (mock.session(ADA).await, mock.session(ADA).await);
            assert_eq!(mock.logout(&cookies).await.status, 200);
            let without = mock.send("POST /api/auth/logout", None, "").await;
            let statuses =
                [mock.logout(&cookies).await.status, mock.logout("nile.session-token=x").await.status];
            assert_eq!((statuses, without.status), ([ended, garbage], nothing), "{defect:?}");
            assert_eq!(mock.me(&other).await.status, 200);
            let other_words = without.body == r#"{"message":"Unauthorized"}"#;
            assert_eq!(other_words, defect == Defect::UnauthorizedBodyDiffers);
        }
    });
}

#[test]
fn logouts_that_end_the_newest_session() {
    run(async {
        for (defect, cookies, status) in [
            (Defect::AnonymousLogoutEndsLatest, None, 401),
            (Defect::EmptyTokenIsLatest, Some("nile.session-token="), 200),
        ] {
            let mock = Mock::with(defect);
            let (ada, bob) = (mock.session(ADA).await, mock.session(BOB).await);
            let answer: Answer = mock.send("POST /api/auth/logout", cookies, "").await;
            assert_eq!(answer.status, status, "{defect:?}");
            assert_eq!((mock.me(&ada).await.status, mock.me(&bob).await.status), (200, 401), "{defect:?}");
        }
    });
}

#[test]
fn methods_that_must_not_log_out() {
    run(async {
        for (defect, get, head) in [(Defect::GetLogout, 200, 405), (Defect::HeadLogout, 405, 200)] {
            let mock = Mock::with(defect);
            for (method, status) in [("GET", get), ("HEAD", head)] {
                let cookies = mock.session(ADA).await;
                let answer = mock.send(&format!("{method} /api/auth/logout"), Some(&cookies), "").await;
                assert_eq!(answer.status, status, "{defect:?} {method}");
                let alive = mock.me(&cookies).await.status == 200;
                assert_eq!(alive, status == 405, "{defect:?} {method}");
            }
        }
    });
}

#[test]
fn a_list_of_sessions_that_is_cut_off_hides_the_oldest() {
    run(async {
        let mock = Mock::with(Defect::LogoutLooksAtThreeSessions);
        let oldest = mock.session(ADA).await;
        let mut newest = String::new();
        for _ in 0..3 {
            newest = mock.session(ADA).await;
        }
        assert_eq!((mock.logout(&oldest).await.status, mock.me(&oldest).await.status), (200, 200));
        assert_eq!((mock.logout(&newest).await.status, mock.me(&newest).await.status), (200, 401));
        // Now it is one of three.
        mock.logout(&oldest).await;
        assert_eq!((mock.me(&oldest).await.status, mock.live(ADA)), (401, 2));
    });
}
