//! Rules of Nile Auth that the recordings do not show. Each was read from the
//! real server's source or measured on Next.js 14.2.

use penguin_auth::mock::NileOptions;
use serde_json::{Value, json};

use crate::wire::{APP, Answer, Nile, run, send};

const ADA: &str = "ada@penguin.test";
const PASSWORD: &str = "ada-loves-penguins";

fn nile() -> Nile {
    Nile::start(NileOptions::default())
}

#[test]
fn a_slash_too_many_leads_to_the_tidy_path() {
    run(async {
        let nile = nile();
        for (path, tidy) in [("//auth/csrf?a=1", "/auth/csrf?a=1"), ("/me/", "/me"), ("//me//", "/me/")] {
            let answer = nile.get(path, "").await;
            let tidy = format!("/v2/databases/any{tidy}");
            assert_eq!((answer.status, answer.header("location")), (308, Some(tidy.as_str())));
            assert_eq!(
                (answer.body, answer.headers.iter().any(|(it, _)| it == "content-type")),
                (tidy, false)
            );
        }
    });
}

#[test]
fn what_stands_below_an_action_is_ignored() {
    run(async {
        let nile = nile();
        assert_eq!(nile.get("/auth/csrf/more/of/it", "").await.status, 200);
        assert_eq!(nile.get("/auth/session/x", "").await.body, "{}");
        let answer = nile.get("/auth/mfa/x", "").await;
        assert_eq!((answer.status, answer.header("content-type")), (400, Some("text/plain;charset=UTF-8")));
        assert!(answer.body.ends_with("HTTP GET is not supported by NextAuth.js"), "{}", answer.body);
    });
}

#[test]
fn a_callback_url_that_is_none_stops_the_request() {
    run(async {
        let nile = nile();
        for (path, cookie) in
            [("/auth/csrf?callbackUrl=nope", ""), ("/auth/session", "nile.callback-url=nope")]
        {
            let answer = nile.get(path, cookie).await;
            assert_eq!((answer.status, answer.header("content-type")), (500, Some("application/json")));
            assert!(answer.json()["message"].as_str().unwrap().starts_with("There is a problem"));
            assert!(answer.set_cookies().is_empty());
        }
        let (token, cookies) = nile.csrf().await;
        let body = json!({ "csrfToken": token, "callbackUrl": "nope", "email": ADA, "password": PASSWORD });
        let answer = nile.post("/auth/callback/credentials", &cookies, &body).await;
        assert_eq!((answer.status, answer.header("content-type")), (400, Some("text/plain;charset=UTF-8")));
        assert_eq!(answer.json(), json!({ "url": format!("{APP}?error=Invalid+URL") }));
    });
}

#[test]
fn a_path_that_looks_like_another_site_stays_here() {
    run(async {
        let nile = nile();
        let answer = nile.get("/auth/csrf?callbackUrl=//evil.example/x", "").await;
        let kept = answer.cookie("nile.callback-url").unwrap();
        assert_eq!(kept, "http%3A%2F%2Fapp.example.com%2F%2Fevil.example%2Fx");
    });
}

/// A sign-out with this body and content type, and a valid CSRF cookie.
async fn sign_out_with(nile: &Nile, kind: &str, body: &str, cookies: &str) -> Answer {
    let headers =
        [("nile-origin", APP), ("nile-secure-cookies", "false"), ("content-type", kind), ("cookie", cookies)];
    nile.send("POST /auth/signout", &headers, Some(body)).await
}

#[test]
fn only_json_and_forms_are_read() {
    run(async {
        let nile = nile();
        let (token, cookies) = nile.csrf().await;
        let json = json!({ "csrfToken": token }).to_string();
        let done = |answer: &Answer| answer.header("location") == Some(APP);
        assert!(done(&sign_out_with(&nile, "application/json; charset=utf-8", &json, &cookies).await));
        let form = format!("csrfToken=wrong&csrfToken={token}");
        assert!(done(&sign_out_with(&nile, "application/x-www-form-urlencoded", &form, &cookies).await));
        for kind in ["text/plain", "multipart/form-data; boundary=x", "Application/JSON"] {
            assert!(!done(&sign_out_with(&nile, kind, &json, &cookies).await), "{kind}");
        }
        for body in ["[]", "null", "7", "\"csrfToken\""] {
            let answer = sign_out_with(&nile, "application/json", body, &cookies).await;
            assert_eq!(
                answer.header("location").unwrap(),
                format!("{APP}/api/auth/signout?csrf=true"),
                "{body}"
            );
        }
        let answer = sign_out_with(&nile, "application/json", "", &cookies).await;
        let url = format!("{APP}?error=Unexpected+end+of+JSON+input");
        assert_eq!((answer.status, answer.json()), (400, json!({ "url": url })));
    });
}

#[test]
fn a_get_that_redirects_is_a_201_and_sets_a_cookie_called_null() {
    run(async {
        let nile = nile();
        let path = "/auth/error?error=CredentialsSignin";
        let to = format!("{APP}/api/auth/signin?error=CredentialsSignin");
        let answer = nile.get(path, "").await;
        assert_eq!(
            (answer.status, answer.header("location"), answer.set_cookies().len()),
            (201, Some(to.as_str()), 2)
        );
        let answer = nile.get(path, &answer.cookies()).await;
        assert_eq!((answer.status, answer.set_cookies()), (201, vec!["null"]));
        assert_eq!(nile.get("/auth/error?error=AccessDenied", "").await.status, 403);
        assert_eq!(nile.get("/auth/error/verification", "").await.status, 403);
    });
}

#[test]
fn the_session_can_be_asked_for_with_a_proven_post() {
    run(async {
        let nile = nile();
        let cookies = nile.login(ADA, PASSWORD).await;
        let token = cookies.split_once("csrf-token=").unwrap().1.split("%7C").next().unwrap();
        let answer = nile.post("/auth/session", &cookies, &json!({ "csrfToken": token })).await;
        assert_eq!((answer.status, &answer.json()["user"]["email"]), (200, &json!(ADA)));
        assert_eq!(answer.header("cache-control"), None);
        assert_eq!(nile.post("/auth/session", &cookies, &json!({})).await.status, 404);
    });
}

#[test]
fn a_refused_login_still_moves_the_callback_url() {
    run(async {
        let nile = nile();
        let (token, cookies) = nile.csrf().await;
        let body = json!({ "csrfToken": token, "callbackUrl": "/x", "email": ADA, "password": "wrong" });
        let answer = nile.post("/auth/callback/credentials", &cookies, &body).await;
        assert_eq!(answer.cookie("nile.callback-url").unwrap(), "http%3A%2F%2Fapp.example.com%2Fx");
        assert_eq!(answer.cookie("nile.session-token"), None);
    });
}

#[test]
fn addresses_are_compared_byte_for_byte() {
    run(async {
        let nile = nile();
        let (token, cookies) = nile.csrf().await;
        let body = json!({ "csrfToken": token, "email": "Ada@penguin.test", "password": PASSWORD });
        let answer = nile.post("/auth/callback/credentials", &cookies, &body).await;
        assert!(answer.header("location").unwrap().ends_with("/error?error=Login%20failed."));
    });
}

#[test]
fn chunks_of_a_token_are_put_together_and_all_of_them_deleted() {
    run(async {
        let nile = nile();
        let cookies = nile.login(ADA, PASSWORD).await;
        let (others, token) = cookies.split_once("; nile.session-token=").unwrap();
        let (first, second) = token.split_at(100);
        let chunks = format!("{others}; nile.session-token.1={second}; nile.session-token.0={first}");
        assert_eq!(nile.get("/me", &chunks).await.json()["email"], json!(ADA));
        let answer = nile.get("/auth/session", "nile.session-token.0=a; nile.session-token.1=b").await;
        let cleared =
            |name: &str| answer.set_cookies().iter().any(|it| it.starts_with(&format!("{name}=; Max-Age=0")));
        assert!(cleared("nile.session-token.0") && cleared("nile.session-token.1"), "{answer:?}");
    });
}

#[test]
fn a_bearer_token_counts_for_resources_and_not_for_the_session() {
    run(async {
        let nile = nile();
        let cookies = nile.login(ADA, PASSWORD).await;
        let token = cookies.split_once("nile.session-token=").unwrap().1;
        let bearer = format!("Bearer {token}");
        let headers = [("nile-origin", APP), ("authorization", bearer.as_str())];
        assert_eq!(nile.send("GET /me", &headers, None).await.status, 200);
        assert_eq!(nile.send("GET /auth/session", &headers, None).await.body, "{}");
    });
}

#[test]
fn a_sign_up_whose_scheme_does_not_fit_creates_the_user_and_logs_nobody_in() {
    run(async {
        let nile = nile();
        let secure =
            [("nile-origin", APP), ("nile-secure-cookies", "true"), ("content-type", "application/json")];
        let cookies = nile.send("GET /auth/csrf", &secure, None).await.cookies();
        let with_cookies = [secure.as_slice(), &[("cookie", cookies.as_str())]].concat();
        let body = r#"{"email":"new@penguin.test","password":"x"}"#;
        let answer = nile.send("POST /signup", &with_cookies, Some(body)).await;
        assert_eq!((answer.status, answer.body.as_str(), answer.set_cookies().len()), (404, "", 0));
        let again = nile.send("POST /signup", &with_cookies, Some(body)).await;
        assert_eq!((again.status, again.body.as_str()), (400, "The user new@penguin.test already exists"));
    });
}

#[test]
fn a_sign_up_reads_json_whatever_it_is_called() {
    run(async {
        let nile = nile();
        let (_, cookies) = nile.csrf().await;
        let headers = [("nile-origin", APP), ("content-type", "text/plain"), ("cookie", cookies.as_str())];
        let signed_up = nile.send("POST /signup", &headers, Some(r#"{"email":"a@b","password":"x"}"#)).await;
        assert_eq!((signed_up.status, signed_up.header("location")), (200, Some(APP)));
        for body in ["", "email=a%40b&password=x", "null"] {
            let answer = nile.send("POST /signup", &headers, Some(body)).await;
            assert_eq!(
                (answer.status, answer.header("content-type")),
                (500, Some("text/plain;charset=UTF-8")),
                "{body}"
            );
        }
    });
}

#[test]
fn a_client_that_names_no_origin_gets_the_servers_own() {
    run(async {
        let nile = nile();
        let address = nile.address();
        let answer = send(address, "GET /v2/databases/x/auth/csrf", &[], None).await;
        let own = format!("http%3A%2F%2Flocalhost%3A{}", address.port());
        assert_eq!(answer.cookie("nile.callback-url"), Some(own));
    });
}

#[test]
fn origins_of_requests_at_the_same_moment_do_not_mix() {
    run(async {
        let nile = nile();
        let ask = async |origin: &str| {
            let answer = nile.send("GET /auth/providers", &[("nile-origin", origin)], None).await;
            answer.json()["credentials"]["callbackUrl"].as_str().unwrap().to_owned()
        };
        for _ in 0..20 {
            let (one, two) = tokio::join!(ask("http://one.example"), ask("http://two.example"));
            assert!(
                one.starts_with("http://one.example/") && two.starts_with("http://two.example/"),
                "{one} {two}"
            );
        }
    });
}

#[test]
fn a_tenant_that_is_no_uuid_harms_nobody() {
    run(async {
        let nile = nile();
        let cookies = nile.login(ADA, PASSWORD).await;
        let answer = nile.get("/tenants/not-a-uuid", &cookies).await;
        assert_eq!(answer.status, 400);
        assert!(answer.body.contains("invalid input syntax for type uuid"), "{}", answer.body);
        assert_eq!(nile.get("/auth/csrf", "").await.status, 200);
        assert_eq!(nile.get("/tenants/01990000-0000-7000-8000-00000000beef", &cookies).await.body, "");
    });
}

#[test]
fn members_of_one_tenant_are_not_seen_in_another() {
    run(async {
        let nile = nile();
        let ada = nile.login(ADA, PASSWORD).await;
        let bob = nile.login("bob@penguin.test", "bob-builds-igloos").await;
        let tenant = async |cookies: &str, name: &str| -> String {
            let answer = nile.post("/tenants", cookies, &json!({ "name": name })).await;
            answer.json()["id"].as_str().unwrap().to_owned()
        };
        let (first, second) = (tenant(&ada, "first").await, tenant(&bob, "second").await);
        let emails = async |tenant: &str| -> Vec<Value> {
            let members = nile.get(&format!("/tenants/{tenant}/users"), &ada).await.json();
            members.as_array().unwrap().iter().map(|it| it["email"].clone()).collect()
        };
        assert_eq!(
            (emails(&first).await, emails(&second).await),
            (vec![json!(ADA)], vec![json!("bob@penguin.test")])
        );
        let refused = nile.post(&format!("/tenants/{second}/users"), &ada, &json!({})).await;
        assert_eq!(refused.status, 404);
    });
}

#[test]
fn no_mail_is_sent_and_no_token_of_one_is_known() {
    run(async {
        let nile = nile();
        let (token, cookies) = nile.csrf().await;
        let ask = async |email: &str| {
            nile.post("/auth/reset-password", &cookies, &json!({ "email": email })).await.status
        };
        assert_eq!((ask("nobody@penguin.test").await, ask(ADA).await, ask("").await), (200, 404, 400));
        let answer =
            nile.get("/auth/reset-password?token=x&identifier=y&callbackUrl=http://a.example/?b", "").await;
        assert_eq!(answer.header("location"), Some("http://a.example/?b&error=Token%20is%20invalid"));
        let answer =
            nile.get("/auth/verify-email?token=x&identifier=y&callbackUrl=http://a.example", "").await;
        assert_eq!((answer.status, answer.header("location")), (201, Some("http://a.example")));
        let form = [
            ("nile-origin", APP),
            ("content-type", "application/x-www-form-urlencoded"),
            ("cookie", &cookies),
        ];
        let body = format!("csrfToken={token}&email=nobody%40penguin.test");
        assert_eq!(nile.send("POST /auth/verify-email", &form, Some(&body)).await.status, 200);
    });
}
