//! Defects of the protected route, and of how requests are recognised.

use penguin_auth::mock::Defect;

use crate::client::{ADA, Answer, Mock, exchange, request_to, run};

#[test]
fn what_stands_in_the_place_of_401() {
    run(async {
        for (defect, status, body) in [
            (Defect::Me403, 403, r#"{"error":"Forbidden"}"#),
            (Defect::MeRedirects, 302, ""),
            (Defect::Me200Null, 200, "{}"),
        ] {
            let mock = Mock::with(defect);
            let cookies = mock.session(ADA).await;
            assert_eq!(mock.me(&cookies).await.status, 200, "{defect:?}");
            mock.logout(&cookies).await;
            for answer in [mock.anonymous_me().await, mock.me(&cookies).await] {
                assert_eq!((answer.status, answer.body.as_str()), (status, body), "{defect:?}");
            }
        }
        let page = Mock::with(Defect::MeLoginPage).anonymous_me().await;
        assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
        let away = Mock::with(Defect::MeRedirects).anonymous_me().await;
        assert_eq!(away.header("location"), Some("/login"));
    });
}

#[test]
fn what_stands_in_the_place_of_the_identity() {
    run(async {
        for (defect, status, start) in [
            (Defect::MeNoIdentity, 200, r#"{"tenantId":null}"#),
            (Defect::MeListsUsers, 200, r#"[{"id":"#),
            (Defect::LoginThen401, 401, r#"{"error":"Unauthorized"}"#),
        ] {
            let mock = Mock::with(defect);
            let cookies = mock.session(ADA).await;
            let answer = mock.me(&cookies).await;
            assert_eq!(answer.status, status, "{defect:?}");
            assert!(answer.body.starts_with(start), "{defect:?} {}", answer.body);
            assert_eq!(mock.anonymous_me().await.status, 401);
        }
    });
}

#[test]
fn oversized_tokens_break_only_their_own_route() {
    run(async {
        let long = format!("nile.session-token={}", "a".repeat(5000));
        for (defect, me, logout) in
            [(Defect::MeOversized500, 500, 401), (Defect::OversizedToken500, 401, 500)]
        {
            let mock = Mock::with(defect);
            assert_eq!(
                (mock.me(&long).await.status, mock.logout(&long).await.status),
                (me, logout),
                "{defect:?}"
            );
        }
        let sound = Mock::sound();
        assert_eq!((sound.me(&long).await.status, sound.logout(&long).await.status), (401, 401));
    });
}

#[test]
fn an_origin_that_is_an_ip_address_is_refused_as_by_nile() {
    run(async {
        let mock = Mock::with(Defect::RefusesIpOrigin);
        let cookies = mock.session(ADA).await;
        for (line, host, status) in [
            ("GET /api/users/me", "127.0.0.1:80", 401),
            ("POST /api/auth/logout", "127.0.0.1:80", 500),
            ("GET /api/users/me", "localhost:80", 200),
            ("POST /api/auth/logout", "localhost", 200),
        ] {
            let bytes = exchange(mock.address(), &request_to(host, line, Some(&cookies), "")).await;
            assert_eq!(Answer::parse(&bytes).status, status, "{line} {host}");
        }
    });
}

#[test]
fn half_compared_tokens_are_taken_for_the_whole() {
    run(async {
        for (defect, keep) in [(Defect::ComparesPrefix, 16), (Defect::IgnoresLastCharacter, 127)] {
            let mock = Mock::with(defect);
            let cookies = mock.session(ADA).await;
            let token = cookies.split_once('=').unwrap().1;
            let changed = format!("nile.session-token={}{}", &token[..keep], "x".repeat(128 - keep));
            let too_short = format!("nile.session-token={}{}", &token[..keep - 1], "x".repeat(129 - keep));
            assert_eq!((mock.me(&changed).await.status, mock.me(&too_short).await.status), (200, 401));
            assert_eq!((mock.logout(&changed).await.status, mock.me(&cookies).await.status), (200, 401));
        }
    });
}
