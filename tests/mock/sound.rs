//! The reference reading of the ticket.

use crate::client::{ADA, BOB, Mock, run};

#[test]
fn a_login_answers_who_it_is_and_sets_the_session_cookie() {
    run(async {
        let mock = Mock::sound();
        let answer = mock.login(ADA).await;
        let ada = mock.account(ADA);
        let body = format!(r#"{{"success":true,"user":{{"id":"{}","email":"{}"}}}}"#, ada.id, ada.email);
        assert_eq!((answer.status, answer.body.as_str()), (200, body.as_str()));
        assert_eq!(answer.header("content-type"), Some("application/json"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let lines = answer.set_cookies();
        assert_eq!(lines.len(), 1);
        assert!(lines[0].starts_with("nile.session-token="));
        assert!(
            lines[0].contains("; Path=/; Expires=") && lines[0].ends_with(" GMT; HttpOnly; SameSite=Lax")
        );
        assert_eq!(answer.token().len(), 128);
    });
}

#[test]
fn a_wrong_password_and_an_unknown_email_are_answered_alike() {
    run(async {
        let mock = Mock::sound();
        let wrong = mock.login_as("ada@penguin.test", "wrong", None).await;
        let unknown = mock.login_as("nobody@penguin.test", "wrong", None).await;
        assert_eq!(wrong.status, 401);
        assert_eq!(wrong.body, r#"{"error":"Invalid email or password"}"#);
        assert_eq!((unknown.status, unknown.body), (wrong.status, wrong.body));
        assert!(unknown.headers.iter().all(|(name, _)| name != "set-cookie"));
    });
}

#[test]
fn a_form_that_is_no_form_is_a_400_that_names_the_field() {
    run(async {
        let mock = Mock::sound();
        for (body, path) in [
            ("", "[]"),
            ("not json", "[]"),
            ("[]", r#"["email"]"#),
            (r#"{"email":"ada","password":"x"}"#, r#"["email"]"#),
            (r#"{"email":"ada@penguin.test","password":""}"#, r#"["password"]"#),
            (r#"{"email":"ada@penguin.test","password":7}"#, r#"["password"]"#),
        ] {
            let answer = mock.send("POST /api/auth/login", None, body).await;
            assert_eq!(answer.status, 400, "{body}");
            let start = format!(r#"{{"error":"Validation failed","errors":[{{"path":{path},"message":"#);
            assert!(answer.body.starts_with(&start), "{}", answer.body);
        }
    });
}

#[test]
fn the_protected_route_shows_who_is_logged_in_and_nobody_else() {
    run(async {
        let mock = Mock::sound();
        let (ada, bob) = (mock.session(ADA).await, mock.session(BOB).await);
        for (who, cookies) in [(ADA, &ada), (BOB, &bob), (ADA, &ada)] {
            let it = mock.account(who);
            let body = format!(
                r#"{{"userId":"{}","tenantId":null,"email":"{}","name":"{}"}}"#,
                it.id, it.email, it.name
            );
            let answer = mock.me(cookies).await;
            assert_eq!((answer.status, &answer.body), (200, &body));
            assert_eq!(answer.header("cache-control"), Some("no-store"));
        }
        for cookies in ["a=b", "nile.session-token=", "nile.session-token=garbage", ""] {
            let answer = mock.me(cookies).await;
            assert_eq!((answer.status, answer.body.as_str()), (401, r#"{"error":"Unauthorized"}"#));
        }
        assert_eq!(mock.anonymous_me().await.status, 401);
    });
}

#[test]
fn a_logout_ends_its_session_clears_its_cookie_and_spares_all_others() {
    run(async {
        let mock = Mock::sound();
        let (one, two, bob) = (mock.session(ADA).await, mock.session(ADA).await, mock.session(BOB).await);
        let answer = mock.logout(&one).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.body, r#"{"success":true,"message":"Logged out successfully"}"#);
        let cleared = "nile.session-token=; Max-Age=0; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax";
        assert_eq!(answer.set_cookies(), [cleared]);
        assert_eq!(mock.me(&one).await.status, 401);
        let again = mock.logout(&one).await;
        assert_eq!((again.status, again.body.as_str()), (401, r#"{"error":"Unauthorized"}"#));
        assert_eq!(again.set_cookies(), [cleared], "a dead cookie goes as well");
        assert_eq!((mock.me(&two).await.status, mock.me(&bob).await.status), (200, 200));
        assert_eq!((mock.live(ADA), mock.live(BOB)), (1, 1));
    });
}

#[test]
fn whoever_has_no_live_session_cannot_log_out() {
    run(async {
        let mock = Mock::sound();
        let cookies = mock.session(ADA).await;
        for it in [None, Some("a=b"), Some("nile.session-token="), Some("nile.session-token=x")] {
            let answer = mock.send("POST /api/auth/logout", it, "").await;
            assert_eq!((answer.status, answer.body.as_str()), (401, r#"{"error":"Unauthorized"}"#));
        }
        let token = cookies.split_once('=').unwrap().1;
        for changed in [&token[..16], &token[..127], &format!("{token}0"), &token.to_uppercase()] {
            assert_eq!(mock.logout(&format!("nile.session-token={changed}")).await.status, 401);
        }
        assert_eq!(mock.me(&cookies).await.status, 200);
    });
}

#[test]
fn after_a_logout_the_user_logs_in_again_with_another_token() {
    run(async {
        let mock = Mock::sound();
        let first = mock.session(ADA).await;
        mock.logout(&first).await;
        let second = mock.session(ADA).await;
        assert_ne!(first, second);
        assert_eq!((mock.me(&first).await.status, mock.me(&second).await.status), (401, 200));
    });
}

#[test]
fn a_token_that_the_client_offers_is_never_adopted() {
    run(async {
        let mock = Mock::sound();
        let offered = format!("nile.session-token={}", "ab".repeat(64));
        let ada = mock.account(ADA);
        let answer = mock.login_as(&ada.email, &ada.password, Some(&offered)).await;
        assert_ne!(answer.cookies(), offered);
        assert_eq!(mock.me(&offered).await.status, 401);
    });
}

#[test]
fn every_route_refuses_the_methods_it_does_not_know() {
    run(async {
        let mock = Mock::sound();
        let cookies = mock.session(ADA).await;
        for method in ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"] {
            for path in ["/api/auth/logout", "/api/auth/login"] {
                let answer = mock.send(&format!("{method} {path}"), Some(&cookies), "").await;
                assert_eq!((answer.status, answer.header("allow")), (405, Some("POST")));
            }
        }
        for path in ["/api/users/me", "/api/auth/csrf", "/api/health"] {
            let answer = mock.send(&format!("POST {path}"), Some(&cookies), "").await;
            assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")));
        }
        assert_eq!(mock.me(&cookies).await.status, 200);
    });
}

#[test]
fn unknown_paths_are_404_with_an_empty_body_and_health_is_json() {
    run(async {
        let mock = Mock::sound();
        for path in ["/", "/api/auth/Logout", "/api/auth/logout/", "/api/users/me/x"] {
            let answer = mock.send(&format!("POST {path}"), None, "").await;
            assert_eq!((answer.status, answer.body.as_str()), (404, ""));
        }
        let health = mock.send("GET /api/health?x=1", None, "").await;
        assert_eq!(health.status, 200);
        assert!(health.body.starts_with(r#"{"status":"ok""#));
    });
}

#[test]
fn every_answer_carries_what_a_browser_should_know_of_it() {
    run(async {
        let mock = Mock::sound();
        let cookies = mock.session(ADA).await;
        let (refused, wrong) = (mock.anonymous_me().await, mock.send("GET /api/auth/logout", None, "").await);
        let logout = mock.logout(&cookies).await;
        for answer in [&refused, &wrong, &logout] {
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
            assert_eq!(answer.header("cache-control"), Some("no-store"));
            assert_eq!(answer.header("strict-transport-security"), None, "over plain http it means nothing");
        }
        assert_eq!(refused.header("www-authenticate"), Some(r#"Cookie realm="penguin""#));
        assert_eq!((wrong.status, wrong.header("allow")), (405, Some("POST")));
        assert_eq!(logout.header("clear-site-data"), Some(r#""cache", "storage""#));
    });
}

#[test]
fn a_login_with_a_live_session_ends_that_session_and_no_other() {
    run(async {
        let mock = Mock::sound();
        let (old, other) = (mock.session(ADA).await, mock.session(ADA).await);
        let ada = mock.account(ADA);
        let new = mock.login_as(&ada.email, &ada.password, Some(&old)).await;
        assert_eq!((mock.me(&old).await.status, mock.me(&other).await.status), (401, 200));
        assert_eq!(mock.me(&new.cookies()).await.status, 200);
    });
}

#[test]
fn guesses_are_limited_for_each_address_whether_or_not_it_is_known() {
    run(async {
        let mock = Mock::sound();
        let session = mock.session(ADA).await;
        for email in ["ada@penguin.test", "nobody@penguin.test"] {
            for _ in 0..20 {
                assert_eq!(mock.login_as(email, "wrong", None).await.status, 401);
            }
            let limited = mock.login_as(email, "wrong", None).await;
            assert_eq!((limited.status, limited.set_cookies().len()), (429, 0));
            let wait: u64 = limited.header("retry-after").unwrap().parse().unwrap();
            assert!((1..=60).contains(&wait), "{wait}");
        }
        assert_eq!(mock.login(ADA).await.status, 429, "the right password has to wait too");
        assert_eq!(mock.login(BOB).await.status, 200);
        assert_eq!(mock.logout(&session).await.status, 200);
    });
}

#[test]
fn a_logout_clears_the_csrf_cookie_that_it_was_sent_with() {
    run(async {
        let mock = Mock::sound();
        let csrf = mock.send("GET /api/auth/csrf", None, "").await.cookies();
        let cookies = format!("{}; {csrf}", mock.session(ADA).await);
        let logout = mock.logout(&cookies).await;
        let names: Vec<&str> =
            logout.set_cookies().iter().filter_map(|line| line.split('=').next()).collect();
        assert_eq!(names, ["nile.session-token", "nile.csrf-token"]);
    });
}

#[test]
fn the_session_route_names_the_user_and_refuses_nobody() {
    run(async {
        let mock = Mock::sound();
        let read = async |cookies: Option<&str>| mock.send("GET /api/auth/session", cookies, "").await;
        let cookies = mock.session(ADA).await;
        assert!(read(Some(&cookies)).await.body.contains("ada@penguin.test"));
        mock.logout(&cookies).await;
        for answer in [read(Some(&cookies)).await, read(None).await] {
            assert_eq!((answer.status, answer.body.as_str(), answer.set_cookies().len()), (200, "{}", 0));
        }
    });
}

#[test]
fn the_campaigns_are_shown_to_a_live_session_alone() {
    run(async {
        let mock = Mock::sound();
        let read = async |cookies: Option<&str>| mock.send("GET /api/campaigns", cookies, "").await.status;
        let cookies = mock.session(ADA).await;
        assert_eq!((read(Some(&cookies)).await, read(None).await), (200, 401));
        mock.logout(&cookies).await;
        assert_eq!(read(Some(&cookies)).await, 401);
    });
}
