//! The second factor of a login.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use penguin_auth::mock::{Account, MockOptions, NileOptions};
use serde_json::{Value, json};

use crate::scope::totp;
use crate::wire::{Answer, Nile, run};

const SECRET: &str = "JBSWY3DPEHPK3PXP";
const EMAIL: &str = "mfa@penguin.test";

fn nile() -> Nile {
    let account = Account { totp: Some(SECRET.to_owned()), ..Account::new(EMAIL, "p", "Mfa") };
    Nile::with(MockOptions { accounts: vec![account], ..MockOptions::default() })
}

fn code_in(secret: &str, ahead: Duration) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap() + ahead;
    totp(secret, i64::try_from(now.as_secs()).unwrap())
}

fn code() -> String {
    code_in(SECRET, Duration::ZERO)
}

/// A login that is answered with a challenge: its token, and the cookies.
async fn challenged(nile: &Nile) -> (String, String) {
    let (token, cookies) = nile.csrf().await;
    let body = json!({ "csrfToken": token, "email": EMAIL, "password": "p" });
    let answer = nile.post("/auth/callback/credentials", &cookies, &body).await;
    assert_eq!(answer.status, 401, "{answer:?}");
    (answer.json()["token"].as_str().unwrap().to_owned(), cookies)
}

async fn put(nile: &Nile, cookies: &str, body: &Value) -> Answer {
    let headers = [("content-type", "application/json"), ("cookie", cookies)];
    nile.send("PUT /auth/mfa", &headers, Some(&body.to_string())).await
}

#[test]
fn an_expired_challenge_is_gone_once_and_then_unknown() {
    run(async {
        let nile = nile();
        let (token, cookies) = challenged(&nile).await;
        nile.control.advance_nile(Duration::from_secs(31));
        let body = json!({ "token": token, "code": code_in(SECRET, Duration::from_secs(31)) });
        let gone = put(&nile, &cookies, &body).await;
        assert_eq!((gone.status, gone.body.as_str()), (410, "MFA challenge has expired"));
        assert_eq!(put(&nile, &cookies, &body).await.status, 404);
    });
}

#[test]
fn a_wrong_scope_leaves_the_challenge_usable() {
    run(async {
        let nile = nile();
        let (token, cookies) = challenged(&nile).await;
        let body = |scope: &str| json!({ "token": token, "scope": scope, "code": code() });
        assert_eq!(put(&nile, &cookies, &body("setup")).await.status, 404);
        let passed = put(&nile, &cookies, &body("nonsense")).await;
        assert_eq!((passed.status, passed.json()), (200, json!({ "ok": true, "scope": "challenge" })));
    });
}

#[test]
fn the_challenge_comes_without_a_csrf_token_and_not_without_a_callback_cookie() {
    run(async {
        let nile = nile();
        let body = json!({ "email": EMAIL, "password": "p" });
        let (_, cookies) = nile.csrf().await;
        assert_eq!(nile.post("/auth/callback/credentials", &cookies, &body).await.status, 401);
        let (token, cookies) = nile.csrf().await;
        let csrf_only = cookies.split("; ").next().unwrap();
        let body = json!({ "csrfToken": token, "email": EMAIL, "password": "p" });
        let answer = nile.post("/auth/callback/credentials", csrf_only, &body).await;
        assert!(answer.header("location").unwrap().contains("/error?error=mfaRequired%3A"), "{answer:?}");
    });
}

#[test]
fn the_callback_of_a_challenge_comes_from_the_cookie_and_only_a_form_can_change_its_path() {
    run(async {
        let nile = nile();
        let (_, cookies) = nile.csrf().await;
        let kind =
            |kind| [("nile-origin", "http://app.example.com"), ("content-type", kind), ("cookie", &*cookies)];
        let line = "POST /auth/callback/credentials";
        let form = format!("email={EMAIL}&callbackUrl=/welcome");
        let answer = nile.send(line, &kind("application/x-www-form-urlencoded"), Some(&form)).await;
        assert!(answer.json()["url"].as_str().unwrap().starts_with("http://app.example.com/welcome?token="));
        let body = json!({ "email": EMAIL, "callbackUrl": "/welcome" }).to_string();
        let answer = nile.send(line, &kind("application/json"), Some(&body)).await;
        assert!(answer.json()["url"].as_str().unwrap().starts_with("http://app.example.com/?token="));
    });
}

#[test]
fn a_recovery_code_works_once() {
    run(async {
        let nile = Nile::start(NileOptions::default());
        let cookies = nile.login("ada@penguin.test", "ada-loves-penguins").await;
        let set_up = nile.post("/auth/mfa", &cookies, &json!({ "scope": "setup" })).await.json();
        let code = code_in(set_up["secret"].as_str().unwrap(), Duration::ZERO);
        let confirmed =
            put(&nile, &cookies, &json!({ "token": set_up["token"], "scope": "setup", "code": code })).await;
        assert_eq!(confirmed.status, 200);
        let recovery = set_up["recoveryKeys"][3].as_str().unwrap().to_lowercase();
        let mut statuses = Vec::new();
        for _ in 0..2 {
            let body = json!({ "scope": "challenge" });
            let challenge = nile.post("/auth/mfa", &cookies, &body).await.json();
            let answer =
                put(&nile, &cookies, &json!({ "token": challenge["token"], "code": recovery })).await;
            statuses.push((answer.status, answer.body));
        }
        let left = r#"{"ok":true,"scope":"challenge","recoveryCodesRemaining":6}"#;
        assert_eq!(statuses, [(200, left.to_owned()), (401, "Invalid MFA code".to_owned())]);
    });
}

#[test]
fn a_second_factor_can_be_given_up_with_or_without_a_code() {
    run(async {
        let nile = nile();
        let (token, cookies) = challenged(&nile).await;
        let passed = put(&nile, &cookies, &json!({ "token": token, "code": code() })).await;
        let cookies = format!("{cookies}; {}", passed.cookies());
        let headers = [("nile-origin", "http://app.example.com"), ("cookie", &*cookies)];
        let give_up = async |body: &str| nile.send("DELETE /auth/mfa", &headers, Some(body)).await;
        assert_eq!(give_up("{").await.body, "Invalid request body");
        assert_eq!(give_up(r#"{"requireCode":true}"#).await.body, "MFA code is required to disable MFA");
        assert_eq!(give_up(r#"{"code":"000000x"}"#).await.status, 401);
        assert_eq!(give_up(r#"{"method":"email"}"#).await.body, "MFA challenge method mismatch");
        assert_eq!(give_up("").await.json(), json!({ "ok": true, "method": "authenticator" }));
        assert_eq!(give_up("").await.body, "MFA is not enabled for this user");
    });
}

#[test]
fn a_code_by_mail_is_promised_and_never_comes() {
    run(async {
        let nile = Nile::start(NileOptions::default());
        let cookies = nile.login("ada@penguin.test", "ada-loves-penguins").await;
        let answer = nile.post("/auth/mfa", &cookies, &json!({ "scope": "setup", "method": "email" })).await;
        assert_eq!((answer.status, &answer.json()["maskedEmail"]), (201, &json!("a***@penguin.test")));
        let body = json!({ "token": answer.json()["token"], "scope": "setup", "code": "123456" });
        assert_eq!(put(&nile, &cookies, &body).await.status, 401);
    });
}
