//! What sessions are made of, and who can end them.

use std::time::Duration;

use penguin_auth::mock::{NileOptions, NileSessions};
use serde_json::json;

use crate::wire::{APP, Nile, run};

const ADA: (&str, &str) = ("ada@penguin.test", "ada-loves-penguins");

/// Sealed with Node's own crypto for the secret below: HKDF-SHA256 without salt
/// for `NextAuth.js Generated Encryption Key`, then AES-256-GCM. It ends in 2100.
const SEALED_BY_NODE: &str = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAECAwQFBgcICQoL.ddQqVGoQMR5dl8oHrD2smEJZeUHcvJPdygJKJyHIqynrlDYRtLssxGsbtet5MWKpjMff2Uy_Do_xDzRpJGPc8B8CpPvyeCWQIuqggpvQ5oxV9MqMaCRHyT8BDnDuf7Nl62j7LYcdVFK09PrXPLmCE0ts_1Ir0nUp6obtxzSn5jwPWrnXuMNwTA7CrcDmPO-pY9LTJiMvA3n9KXg.XcyXLTQzPZooEGwNivVHNQ";
const SECRET: &str = "a secret of somebody else";

#[test]
fn a_token_of_next_auth_is_read_with_its_secret_only() {
    run(async {
        let cookie = format!("nile.session-token={SEALED_BY_NODE}");
        let with = |secret: &str| {
            Nile::start(NileOptions { secret: Some(secret.to_owned()), ..NileOptions::default() })
        };
        let session = with(SECRET).get("/auth/session", &cookie).await.json();
        assert_eq!(
            session["user"],
            json!({ "id": "42", "email": "ada@penguin.test", "emailVerified": null })
        );
        assert_eq!(session["expires"], json!("2100-01-01T00:00:00.000Z"));
        assert_eq!(with("another").get("/auth/session", &cookie).await.json(), json!({}));
    });
}

#[test]
fn database_sessions_end_with_the_sign_out() {
    run(async {
        let nile = Nile::start(NileOptions { sessions: NileSessions::Database, ..NileOptions::default() });
        let cookies = nile.login(ADA.0, ADA.1).await;
        let token = cookies.split_once("nile.session-token=").unwrap().1;
        assert!(token.len() == 128 && token.bytes().all(|it| it.is_ascii_hexdigit()));
        assert_eq!(nile.get("/me", &cookies).await.status, 200);
        let csrf = cookies.split_once("csrf-token=").unwrap().1.split("%7C").next().unwrap();
        let answer = nile.post("/auth/signout", &cookies, &json!({ "csrfToken": csrf })).await;
        assert_eq!(answer.cookie("nile.session-token").as_deref(), Some(""));
        assert_eq!(nile.get("/me", &cookies).await.status, 401);
        assert_eq!(nile.get("/auth/session", &cookies).await.json(), json!({}));
    });
}

#[test]
fn sessions_can_be_listed_and_ended_from_behind_without_their_tokens() {
    run(async {
        let nile = Nile::start(NileOptions { sessions: NileSessions::Database, ..NileOptions::default() });
        let (one, two) = (nile.login(ADA.0, ADA.1).await, nile.login(ADA.0, ADA.1).await);
        let bob = nile.login("bob@penguin.test", "bob-builds-igloos").await;
        let listed = nile.control.nile_sessions().await.unwrap();
        let shown = format!("{listed:?}");
        for cookies in [&one, &two, &bob] {
            assert!(!shown.contains(cookies.split_once("session-token=").unwrap().1), "{shown}");
        }
        let hers: Vec<_> = listed.iter().filter(|it| it.email == ADA.0).collect();
        assert_eq!((listed.len(), hers.len()), (3, 2));
        assert!(nile.control.end_nile_session(&hers[0].id).await.unwrap());
        assert!(!nile.control.end_nile_session(&hers[0].id).await.unwrap());
        let alive = [nile.get("/me", &one).await.status, nile.get("/me", &two).await.status];
        assert!(alive.contains(&200) && alive.contains(&401), "{alive:?}");
        assert_eq!(nile.control.end_nile_sessions_of(ADA.0).await.unwrap(), 1);
        assert_eq!(nile.get("/me", &bob).await.status, 200);
    });
}

#[test]
fn rows_by_which_nobody_is_logged_in_are_neither_listed_nor_ended() {
    run(async {
        let nile = Nile::start(NileOptions { sessions: NileSessions::Database, ..NileOptions::default() });
        let ended = async |id: &str| nile.control.end_nile_session(id).await.unwrap();
        nile.login(ADA.0, ADA.1).await;
        let late = nile.control.nile_sessions().await.unwrap();
        nile.control.advance_nile(Duration::from_secs(30 * 86_400 + 2));
        assert!(nile.control.nile_sessions().await.unwrap().is_empty());
        assert!(!ended(&late[0].id).await);
        assert_eq!(nile.control.end_nile_sessions_of(ADA.0).await.unwrap(), 0);

        let cookies = nile.login(ADA.0, ADA.1).await;
        let hers = nile.control.nile_sessions().await.unwrap();
        let headers = [("nile-origin", APP), ("nile-secure-cookies", "false"), ("cookie", cookies.as_str())];
        assert_eq!(nile.send("DELETE /me", &headers, None).await.status, 204);
        assert!(nile.control.nile_sessions().await.unwrap().is_empty());
        assert!(!ended(&hers[0].id).await);
        assert_eq!(nile.control.end_nile_sessions_of(ADA.0).await.unwrap(), 0);
    });
}

#[test]
fn a_database_session_is_extended_after_a_day_and_shows_it_at_the_next_read() {
    run(async {
        let nile = Nile::start(NileOptions { sessions: NileSessions::Database, ..NileOptions::default() });
        let cookies = nile.login(ADA.0, ADA.1).await;
        let expires = async || nile.get("/auth/session", &cookies).await.json()["expires"].clone();
        let first = expires().await;
        nile.control.advance_nile(Duration::from_secs(23 * 3_600));
        assert_eq!((expires().await, expires().await), (first.clone(), first.clone()));
        nile.control.advance_nile(Duration::from_secs(2 * 3_600));
        assert_eq!(expires().await, first);
        assert_ne!(expires().await, first);
    });
}

#[test]
fn sessions_of_both_kinds_end_after_thirty_days() {
    run(async {
        for sessions in [NileSessions::Jwe, NileSessions::Database] {
            let nile = Nile::start(NileOptions { sessions, ..NileOptions::default() });
            let cookies = nile.login(ADA.0, ADA.1).await;
            nile.control.advance_nile(Duration::from_secs(30 * 86_400 + 2));
            let answer = nile.get("/auth/session", &cookies).await;
            assert_eq!(
                (answer.json(), answer.cookie("nile.session-token").as_deref()),
                (json!({}), Some(""))
            );
            assert_eq!(nile.get("/me", &cookies).await.status, 401);
            assert!(nile.control.nile_sessions().await.unwrap().is_empty());
        }
    });
}
