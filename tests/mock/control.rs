//! The control interface: every route, and who may use it.

use std::net::IpAddr;

use penguin_auth::mock::{ControlToken, Fault, MockOptions, NileOptions};
use serde_json::{Value, json};

use crate::client::{ADA, Answer, BOB, Mock, exchange, run};

const TOKEN: &str = "a-token-of-the-tests";

fn mock() -> Mock {
    let control = Some(ControlToken::chosen(TOKEN).unwrap());
    Mock::start(MockOptions { control, ..MockOptions::default() })
}

/// A request to the interface with these headers.
async fn send(mock: &Mock, line: &str, headers: &str, body: &str) -> Answer {
    let length = body.len();
    let request =
        format!("{line} HTTP/1.1\r\nConnection: close\r\n{headers}Content-Length: {length}\r\n\r\n{body}");
    Answer::parse(&exchange(mock.address(), &request).await)
}

/// The same by somebody who may.
async fn steer(mock: &Mock, line: &str, body: &str) -> (u16, Value) {
    let headers = format!("Host: localhost\r\nAuthorization: Bearer {TOKEN}\r\n");
    let answer = send(mock, line, &headers, body).await;
    let json: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(json["version"], 1, "{line}");
    assert_eq!(answer.header("access-control-allow-origin"), None);
    (answer.status, json)
}

async fn done(mock: &Mock, line: &str, body: &str) -> Value {
    let (status, json) = steer(mock, line, body).await;
    assert_eq!(status, 200, "{line} {body}: {json}");
    json
}

#[test]
fn whoever_may_not_steer_changes_nothing() {
    run(async {
        let mock = mock();
        let fault = r#"{"fault":"refuse"}"#;
        for (headers, status) in [
            ("Host: localhost\r\n".to_owned(), 401),
            ("Host: localhost\r\nAuthorization: Bearer a-token-of-the-test\r\n".to_owned(), 401),
            (format!("Host: localhost\r\nAuthorization: Basic {TOKEN}\r\n"), 401),
            (format!("Host: evil.example\r\nAuthorization: Bearer {TOKEN}\r\n"), 403),
        ] {
            for line in ["GET /__control", "POST /__control/fault", "GET /__control/nothing"] {
                let answer = send(&mock, line, &headers, fault).await;
                assert_eq!(answer.status, status, "{line} {headers}");
                assert!(answer.body.contains("hint") && !answer.body.contains(TOKEN), "{}", answer.body);
                assert_eq!(answer.header("www-authenticate").is_some(), status == 401);
            }
        }
        assert_eq!(done(&mock, "GET /__control/fault", "").await["fault"], Value::Null);
    });
}

#[test]
fn another_machine_may_not_steer() {
    // A listener on every address of the machine, reached by one that is not
    // loopback: to the mock that is another machine. Where there is no such
    // address the guard's own tests are all there is.
    let Some(own) = own_address() else { return };
    run(async {
        let listener = std::net::TcpListener::bind("0.0.0.0:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let control = Some(ControlToken::chosen(TOKEN).unwrap());
        let options = MockOptions { control, ..MockOptions::default() };
        let _mock = penguin_auth::mock::MockDeployment::start(
            penguin_auth::mock::Listener::tcp(listener).unwrap(),
            options,
        )
        .unwrap();
        let request = format!(
            "GET /__control HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {TOKEN}\r\n\r\n"
        );
        let answer = Answer::parse(&exchange((own, port).into(), &request).await);
        assert_eq!(answer.status, 403);
    });
}

fn own_address() -> Option<IpAddr> {
    let socket = std::net::UdpSocket::bind("0.0.0.0:0").ok()?;
    // Nothing is sent: the system only chooses the address that it would use.
    socket.connect("192.0.2.1:9").ok()?;
    let own = socket.local_addr().ok()?.ip();
    (!own.is_loopback()).then_some(own)
}

#[test]
fn without_a_token_there_is_no_interface() {
    run(async {
        let mock = Mock::sound();
        assert_eq!(mock.deployment.control_url(), None);
        let headers = "Host: localhost\r\nAuthorization: Bearer \r\n";
        let answer = send(&mock, "GET /__control", headers, "").await;
        assert_eq!((answer.status, answer.body.as_str()), (404, ""));
    });
}

#[test]
fn the_overview_names_what_can_be_steered() {
    run(async {
        let mock = mock();
        let overview = done(&mock, "GET /__control", "").await;
        assert_eq!(overview["faults"].as_array().unwrap().len(), Fault::ALL.len());
        assert_eq!(overview["endpoints"], json!(["/auth/session", "/auth/csrf", "/auth/signout"]));
        assert_eq!((&overview["fault"], &overview["planted"]), (&Value::Null, &json!([])));
        assert!(overview["defects"].as_array().unwrap().len() > 40);
        for route in overview["routes"].as_array().unwrap() {
            let (methods, path) = route.as_str().unwrap().rsplit_once(' ').unwrap();
            let (status, _) = steer(&mock, &format!("PATCH {path}"), "").await;
            assert_eq!(status, 405, "{methods} {path}");
        }
    });
}

#[test]
fn a_fault_is_switched_on_and_off() {
    run(async {
        let mock = mock();
        let cookies = mock.session(ADA).await;
        let on = done(&mock, "POST /__control/fault", r#"{"fault":"reset","only":"/auth/signout"}"#).await;
        assert_eq!((&on["fault"], &on["only"]), (&json!("reset"), &json!("/auth/signout")));
        assert_eq!(on["struck"], 0);
        assert_eq!((mock.me(&cookies).await.status, mock.logout(&cookies).await.status), (200, 500));
        mock.send("POST /v2/databases/1/auth/signout", None, "").await;
        assert_eq!(done(&mock, "GET /__control/fault", "").await["struck"], 2);
        let slow = done(&mock, "POST /__control/fault", r#"{"fault":"slow","delay_ms":70}"#).await;
        assert_eq!((&slow["only"], &slow["delay_ms"]), (&Value::Null, &json!(70)));
        assert_eq!(done(&mock, "GET /__control/fault", "").await, slow);
        let off = done(&mock, "DELETE /__control/fault", "").await;
        assert_eq!((&off["fault"], &off["struck"]), (&Value::Null, &json!(0)));
        assert_eq!(mock.logout(&cookies).await.status, 200);
    });
}

#[test]
fn mistakes_are_explained_and_change_nothing() {
    run(async {
        let mock = mock();
        done(&mock, "POST /__control/fault", r#"{"fault":"null"}"#).await;
        for (line, body, status, words) in [
            ("POST /__control/fault", r#"{"fault":"stal"}"#, 400, "stall"),
            ("POST /__control/fault", r#"{"fault":"stall","only":"/auth/me"}"#, 400, "/auth/signout"),
            ("POST /__control/fault", r#"{"fault":"stall","delay_ms":5}"#, 400, "delay_ms"),
            ("POST /__control/fault", r#"{"fault":"slow","delay_ms":600001}"#, 400, "600000"),
            ("POST /__control/fault", r#"{"fault":"stall","for":5}"#, 400, "nothing else"),
            ("POST /__control/fault", r#"["stall",null,null]"#, 400, "object of fault, a text"),
            ("POST /__control/fault", r#"{"fault":"slow","delay_ms":"5"}"#, 400, "delay_ms, a whole number"),
            ("POST /__control/fault", r#"{"fault":"#, 400, "no JSON (line 1, column 9)"),
            ("POST /__control/defect", "[]", 400, "object of defect, a text"),
            ("POST /__control/fault", "stall", 400, "JSON"),
            ("POST /__control/fault", "", 400, "JSON"),
            ("POST /__control/defect", r#"{"defect":"keep-session"}"#, 400, "--list-defects"),
            ("POST /__control/defect", r#"{"defect":"jwe-not-revoked"}"#, 409, "--defect jwe-not-revoked"),
            ("DELETE /__control/defect/nonsense", "", 400, "no defect"),
            ("DELETE /__control/sessions", "", 400, "?email="),
            ("DELETE /__control/sessions?email=eve%40penguin.test", "", 404, "eve@penguin.test"),
            ("DELETE /__control/sessions/7", "", 404, "no live session"),
            ("DELETE /__control/sessions/x", "", 404, "no live session"),
            ("GET /__control/nothing", "", 404, "GET /__control"),
            ("GET /__control/fault/more", "", 404, "GET /__control"),
            ("PUT /__control/fault", "", 405, "GET, POST, DELETE"),
        ] {
            let (came, json) = steer(&mock, line, body).await;
            assert_eq!(came, status, "{line} {body}: {json}");
            assert!(json["error"].is_string() && json["hint"].is_string(), "{json}");
            assert!(json.to_string().contains(words), "{line} {body}: {json}");
        }
        assert_eq!(done(&mock, "GET /__control", "").await["fault"], "null");
        assert_eq!(done(&mock, "GET /__control", "").await["planted"], json!([]));
    });
}

#[test]
fn a_defect_comes_and_goes_with_all_that_it_remembers() {
    run(async {
        let mock = mock();
        let planted = done(&mock, "POST /__control/defect", r#"{"defect":"leak-after-failed-logout"}"#).await;
        assert_eq!(planted["planted"], json!(["leak-after-failed-logout"]));
        let cookies = mock.session(ADA).await;
        done(&mock, "POST /__control/fault", r#"{"fault":"refuse"}"#).await;
        assert_eq!(mock.logout(&cookies).await.status, 500);
        done(&mock, "DELETE /__control/fault", "").await;
        assert_eq!(mock.anonymous_me().await.status, 200);
        done(&mock, "POST /__control/defect", r#"{"defect":"me-403"}"#).await;
        let left = done(&mock, "DELETE /__control/defect/leak-after-failed-logout", "").await;
        assert_eq!(left["planted"], json!(["me-403"]));
        assert_eq!(mock.anonymous_me().await.status, 403);
        assert_eq!(done(&mock, "DELETE /__control/defect", "").await["planted"], json!([]));
        assert_eq!(mock.anonymous_me().await.status, 401);
    });
}

#[test]
fn a_defect_that_needs_the_dead_finds_those_that_died_after_it_came() {
    run(async {
        let mock = mock();
        let cookies = mock.session(ADA).await;
        done(&mock, "POST /__control/defect", r#"{"defect":"login-revives-old"}"#).await;
        assert_eq!(mock.logout(&cookies).await.status, 200);
        assert_eq!(mock.me(&cookies).await.status, 401);
        mock.session(ADA).await;
        assert_eq!(mock.me(&cookies).await.status, 200);
    });
}

#[test]
fn who_died_under_a_defect_is_forgotten_when_the_last_one_goes() {
    run(async {
        let mock = mock();
        let revives = r#"{"defect":"login-revives-old"}"#;
        for line in ["DELETE /__control/defect/login-revives-old", "DELETE /__control/defect"] {
            let cookies = mock.session(ADA).await;
            done(&mock, "POST /__control/defect", revives).await;
            assert_eq!(mock.logout(&cookies).await.status, 200);
            done(&mock, line, "").await;
            done(&mock, "POST /__control/defect", revives).await;
            mock.session(ADA).await;
            assert_eq!(mock.me(&cookies).await.status, 401, "{line}");
            done(&mock, "DELETE /__control/defect", "").await;
        }
    });
}

#[test]
fn rows_of_nile_are_listed_and_ended_like_the_sessions_of_the_application() {
    run(async {
        let control = Some(ControlToken::chosen(TOKEN).unwrap());
        let nile = NileOptions { fixtures: true, ..NileOptions::default() };
        let mock = Mock::start(MockOptions { control, nile, ..MockOptions::default() });
        let token = "a".repeat(128);
        let cookie = format!("nile.session-token={token}");
        let session = async || mock.send("GET /v2/databases/any/auth/session", Some(&cookie), "").await.body;
        assert!(session().await.contains("mfa@example.com"));

        let listed = done(&mock, "GET /__control/sessions", "").await;
        let rows = listed["sessions"].as_array().unwrap();
        assert!(rows.iter().all(|row| row["kept_by"] == "nile" && row["email"] == "mfa@example.com"));
        assert_eq!(rows.len(), 1, "the other one is past its time");
        assert!(!listed.to_string().contains(&token));

        for row in rows {
            let line = format!("DELETE /__control/sessions/{}", row["id"].as_str().unwrap());
            assert_eq!(done(&mock, &line, "").await["ended"], 1);
            assert_eq!(steer(&mock, &line, "").await.0, 404);
        }
        assert_eq!(session().await, "{}");
    });
}

#[test]
fn sessions_are_listed_without_tokens_and_ended_one_by_one_or_by_account() {
    run(async {
        let mock = mock();
        let (first, second, other) =
            (mock.session(ADA).await, mock.session(ADA).await, mock.session(BOB).await);
        let listed = done(&mock, "GET /__control/sessions", "").await;
        let sessions = listed["sessions"].as_array().unwrap();
        let emails: Vec<_> = sessions.iter().map(|it| it["email"].as_str().unwrap()).collect();
        assert_eq!(emails, ["ada@penguin.test", "ada@penguin.test", "bob@penguin.test"]);
        for cookies in [&first, &second, &other] {
            let token = cookies.split_once('=').unwrap().1;
            assert!(!listed.to_string().contains(token));
        }
        let id = sessions[0]["id"].as_str().unwrap();
        assert_eq!(done(&mock, &format!("DELETE /__control/sessions/{id}"), "").await["ended"], 1);
        assert_eq!(steer(&mock, &format!("DELETE /__control/sessions/{id}"), "").await.0, 404);
        assert_eq!((mock.me(&first).await.status, mock.me(&second).await.status), (401, 200));
        let ended = done(&mock, "DELETE /__control/sessions?email=ada%40penguin.test", "").await;
        assert_eq!(ended["ended"], 1);
        assert_eq!((mock.me(&second).await.status, mock.me(&other).await.status), (401, 200));
    });
}

#[test]
fn whoever_signed_up_with_nile_is_known_also_without_a_session() {
    run(async {
        let mock = mock();
        let nile = async |line: &str, cookies: &str, body: &str| {
            let length = body.len();
            let headers = format!(
                "Host: x\r\nnile-origin: http://app.test\r\nnile-secure-cookies: false\r\n\
                 Cookie: {cookies}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n"
            );
            let request = format!("{line} HTTP/1.1\r\nConnection: close\r\n{headers}\r\n{body}");
            Answer::parse(&exchange(mock.address(), &request).await)
        };
        let csrf = nile("GET /v2/databases/any/auth/csrf", "", "").await.cookies();
        let eve = r#"{"email":"eve@penguin.test","password":"eve"}"#;
        let signed_up = nile("POST /v2/databases/any/signup", &csrf, eve).await;
        assert_eq!(signed_up.status, 200, "{signed_up:?}");
        // Her token is a JWE: there is no row to end.
        let line = "DELETE /__control/sessions?email=eve%40penguin.test";
        assert_eq!(done(&mock, line, "").await["ended"], 0);

        let cookies = signed_up.cookies();
        assert_eq!(nile("DELETE /v2/databases/any/me", &cookies, "").await.status, 204);
        assert_eq!(steer(&mock, line, "").await.0, 404, "she is gone");
    });
}

#[test]
fn the_last_requests_are_listed_without_anything_secret() {
    run(async {
        let mock = mock();
        let cookies = mock.session(ADA).await;
        mock.send("GET /api/users/me?token=hunter2", Some(&cookies), "").await;
        done(&mock, "POST /__control/fault", r#"{"fault":"refuse"}"#).await;
        exchange(mock.address(), &crate::client::request("GET /v2/databases/1/auth/csrf", None, "")).await;
        let listed = done(&mock, "GET /__control/requests", "").await;
        let shown = |it: &Value| {
            let text = |name: &str| it[name].as_str().unwrap().to_owned();
            (format!("{} {}", text("method"), text("path")), it["status"].as_u64())
        };
        let requests: Vec<_> = listed["requests"].as_array().unwrap().iter().map(shown).collect();
        assert_eq!(
            requests,
            [
                ("POST /api/auth/login".to_owned(), Some(200)),
                ("GET /api/users/me".to_owned(), Some(200)),
                ("GET /v2/databases/1/auth/csrf".to_owned(), None),
            ]
        );
        let text = listed.to_string();
        let token = cookies.split_once('=').unwrap().1;
        assert!(!text.contains("hunter2") && !text.contains(token) && text.contains(" opened"), "{text}");
        assert_eq!(done(&mock, "DELETE /__control/requests", "").await["forgotten"], 3);
        assert_eq!(done(&mock, "GET /__control/requests", "").await["requests"], json!([]));
        assert_eq!(mock.control.requests(), 3, "steering is no request to the deployment");
    });
}

#[test]
fn only_so_many_requests_are_remembered() {
    run(async {
        let mock = mock();
        for number in 0..205 {
            mock.send(&format!("GET /{number}"), None, "").await;
        }
        let listed = done(&mock, "GET /__control/requests", "").await;
        let requests = listed["requests"].as_array().unwrap();
        assert_eq!((requests.len(), &requests[0]["path"]), (200, &json!("/5")));
    });
}

#[test]
fn a_token_must_be_long_and_is_never_shown() {
    for bad in ["", "short", "fifteen-letters", "sixteen letters!", "sixteen-lettérs!"] {
        assert!(ControlToken::chosen(bad).is_err(), "{bad}");
    }
    let random = [ControlToken::random().unwrap(), ControlToken::random().unwrap()];
    assert_ne!(random[0].text(), random[1].text());
    assert!(random[0].text().len() == 64 && !format!("{:?}", random[0]).contains(random[0].text()));
}
