//! Deployments that answer to many wrong passwords in ways that the mock has
//! not, and what is said of their limit and of the logout behind it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use super::server::{Asked, LOGIN, LOGOUT, ME, Reply, Server, Sound};
use super::tool::{run, verify};

/// So many refused logins are answered as usual.
const BEFORE: usize = 6;

/// A deployment that answers otherwise once it has refused enough logins.
fn defended(otherwise: impl Fn(&Asked, Sound) -> Sound + Clone + Send + Sync + 'static) -> Server {
    let refused = Arc::new(AtomicUsize::new(0));
    Server::start(move |asked| {
        let (asked, refused, otherwise) = (asked.clone(), Arc::clone(&refused), otherwise.clone());
        Reply::rewritten(move |sound| {
            let wrong = asked.is("POST", LOGIN) && sound.status == 401;
            let before = refused.fetch_add(usize::from(wrong), Ordering::SeqCst);
            if before < BEFORE { sound.bytes() } else { otherwise(&asked, sound).bytes() }
        })
    })
}

fn answer(status: u16) -> Sound {
    Sound::json(status, &json!({ "error": "Too many attempts" }))
}

/// The check as the report has it.
fn verdict(server: &Server, id: &str) -> Value {
    let args = ["--intrusive", "--only", id, "--format", "json", "--replay-limit", "100ms"];
    run(verify(&server.base_url(), &args)).json()["checks"][0].clone()
}

#[test]
fn guesses_that_make_the_login_fail_are_no_defence() {
    let server = defended(
        |asked, sound| {
            if asked.is("POST", LOGIN) && sound.status == 401 { answer(503) } else { sound }
        },
    );
    let check = verdict(&server, "login-limits-guesses");
    assert_eq!(check["verdict"], "fail", "{check:#}");
    let actual = check["finding"]["actual"].as_str().unwrap();
    assert!(actual.contains("503") && actual.contains("wrong passwords"), "{actual}");
}

#[test]
fn a_right_password_that_makes_the_login_fail_shows_neither_a_lock_nor_none() {
    let server = defended(
        |asked, sound| {
            if asked.is("POST", LOGIN) && sound.status == 200 { answer(500) } else { sound }
        },
    );
    let check = verdict(&server, "login-limits-guesses");
    assert_eq!((&check["verdict"], &check["obstacle"]), (&json!("blocked"), &json!("server-error")));
}

#[test]
fn a_429_for_guesses_ends_no_run_before_the_logout_behind_it() {
    let limits = |asked: &Asked, sound: Sound| if asked.is("POST", LOGIN) { answer(429) } else { sound };
    let server = defended(limits);
    let check = verdict(&server, "logout-despite-limit");
    assert_eq!(check["verdict"], "pass", "{check:#}");
    assert!(check["note"].as_str().unwrap().starts_with("200 although logins were limited"), "{check:#}");
    let asked = server.asked();
    let last_login = asked.iter().rposition(|asked| asked.is("POST", LOGIN)).unwrap();
    assert!(asked[last_login..].iter().any(Asked::is_real_logout));
    assert_eq!(server.live(), 0);
}

#[test]
fn a_logout_that_is_limited_too_is_sent_and_told() {
    let server = defended(
        |asked, sound| if asked.path == LOGIN || asked.path == LOGOUT { answer(429) } else { sound },
    );
    let check = verdict(&server, "logout-despite-limit");
    // The logout was carried out here: the answer alone keeps nobody logged in.
    assert_eq!(check["verdict"], "pass", "{check:#}");
    assert!(check["note"].as_str().unwrap().starts_with("429 although"), "{check:#}");
}

#[test]
fn a_lock_that_ends_the_session_itself_leaves_nothing_to_log_out() {
    let server = defended(|asked, sound| match asked.path.as_str() {
        LOGIN => answer(429),
        LOGOUT | ME => Sound::json(401, &json!({ "error": "Unauthorized" })),
        _ => sound,
    });
    let check = verdict(&server, "logout-despite-limit");
    assert_eq!(check["verdict"], "pass", "{check:#}");
    assert!(check["note"].as_str().unwrap().starts_with("401 although"), "{check:#}");
}
