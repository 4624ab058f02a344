//! Nile fails under a scripted deployment, which is its own control interface:
//! what a run makes of failures that stay, of answers that never come, and of a
//! switch that breaks.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use penguin_auth::evidence::Outage;
use serde_json::{Value, json};

use super::server::{ADA, Asked, LOGOUT, ME, Reply, Server, Sound};
use super::tool::{ids, penguin, run, verify};

/// Where Nile is made to fail.
const FAULT: &str = "/__control/fault";

/// A moment of the story, for the script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nile {
    /// It has not failed yet.
    Untouched,
    /// It fails for the n-th time, counted from one.
    Fails(usize),
    /// It failed so often, and is well.
    WellAfter(usize),
}

/// A deployment that answers 500 while its Nile fails, unless the script does
/// something else.
fn start(script: impl Fn(&Asked, Nile) -> Option<Reply> + Send + Sync + 'static) -> Server {
    let now = Mutex::new(Nile::Untouched);
    Server::start(move |asked| {
        let mut now = now.lock().unwrap();
        if let Some(reply) = script(asked, *now) {
            return reply;
        }
        if asked.path == FAULT {
            *now = switched(*now, &asked.method);
            return Reply::Answer(Sound::json(200, &json!({ "struck": 1 })));
        }
        let answered = [LOGOUT, ME].contains(&asked.path.as_str());
        if answered && matches!(*now, Nile::Fails(_)) { failure() } else { Reply::Sound }
    })
}

fn switched(now: Nile, method: &str) -> Nile {
    match (now, method) {
        (Nile::Untouched, "POST") => Nile::Fails(1),
        (Nile::WellAfter(times) | Nile::Fails(times), "POST") => Nile::Fails(times + 1),
        (Nile::Fails(times), _) => Nile::WellAfter(times),
        (Nile::Untouched | Nile::WellAfter(_), _) => now,
    }
}

/// The ticket's answer to a failure.
fn failure() -> Reply {
    Reply::Answer(Sound::json(500, &json!({"error": "Internal server error"})))
}

/// The run's document, and its exit code is this one.
fn examined(server: &Server, code: i32, options: &[&str]) -> Value {
    let url = server.base_url();
    let mut command = verify(&url, &[&["--nile-control", &url, "--format", "json"], options].concat());
    command.env("PENGUIN_AUTH_CONTROL_TOKEN", "a-token-of-the-tests");
    run(command).exits(code).json()
}

fn verdict<'a>(document: &'a Value, id: &str) -> &'a Value {
    document["checks"].as_array().unwrap().iter().find(|check| check["id"] == id).unwrap()
}

#[test]
fn a_deployment_that_says_500_while_nile_fails_passes() {
    let server = start(|_, _| None);
    let document = examined(&server, 0, &[]);
    assert_eq!(ids(&document, "blocked"), [""; 0]);
    assert_eq!((server.logins(ADA), server.live()), (5, 0));
}

/// Each failure costs a login then, and one is left for the wrong password.
#[test]
fn a_deployment_that_ends_the_session_whatever_nile_does_passes_too() {
    let ends = |asked: &Asked, nile| {
        (asked.path == LOGOUT && matches!(nile, Nile::Fails(_))).then_some(Reply::Sound)
    };
    let server = start(ends);
    let document = examined(&server, 0, &[]);
    assert_eq!(ids(&document, "blocked"), [""; 0]);
    assert_eq!(verdict(&document, "login-refuses-wrong-password")["verdict"], "pass");
    assert_eq!(server.logins(ADA), 5 + Outage::ALL.len());
    assert_eq!((&document["spent"]["sessions_left"], server.live()), (&json!(0), 0));

    let server = start(ends);
    let document = examined(&server, 3, &["--max-logins", "8"]);
    assert_eq!(verdict(&document, "login-refuses-wrong-password")["verdict"], "pass");
    assert!(ids(&document, "blocked").contains(&"nile-failure-slow"), "{document:#}");
    assert_eq!(server.logins(ADA), 8);
}

#[test]
fn the_help_names_as_many_logins_as_there_are_by_default() {
    let most = format!("or {} when Nile fails in every way", 5 + Outage::ALL.len());
    run(penguin(["verify", "--help"])).exits(0).says(&most);
}

#[test]
fn failures_that_were_not_reached_are_no_pass_of_those_that_were() {
    let switch_dies = |asked: &Asked, nile| {
        (asked.is("POST", FAULT) && nile == Nile::WellAfter(3)).then(|| Reply::page(502))
    };
    let both = ["nile-failure-anonymous", "nile-failure-recovery"];
    let only = ["--only", "nile-failure-anonymous,nile-failure-recovery"];
    let document = examined(&start(switch_dies), 3, &only);
    assert_eq!(ids(&document, "blocked"), both);
    let limited = examined(&start(|_, _| None), 3, &[&only[..], &["--max-requests", "40"]].concat());
    assert_eq!(ids(&limited, "blocked"), both);
    assert!(verdict(&limited, both[0])["note"].as_str().unwrap().contains("40 requests"), "{limited:#}");
}

/// One refused order is repeated; a Nile that stays broken would be taken for a
/// broken login.
#[test]
fn a_nile_that_cannot_be_made_to_work_again_ends_the_run() {
    let stays = |asked: &Asked, nile| {
        let broken = matches!(nile, Nile::Fails(_));
        match asked.method.as_str() {
            "DELETE" if broken => Some(Reply::page(500)),
            "POST" if broken && asked.path != FAULT => Some(failure()),
            _ => None,
        }
    };
    let document = examined(&start(stays), 3, &[]);
    assert_eq!(ids(&document, "fail"), [""; 0]);
    let password = verdict(&document, "login-refuses-wrong-password");
    assert!(password["note"].as_str().unwrap().contains("control interface"), "{password:#}");

    let refused = AtomicUsize::new(0);
    let hesitates = move |asked: &Asked, nile| {
        let first = asked.method == "DELETE" && matches!(nile, Nile::Fails(_));
        (first && refused.fetch_add(1, Ordering::SeqCst) == 0).then(|| Reply::page(500))
    };
    examined(&start(hesitates), 0, &[]);
}

#[test]
fn a_success_that_nobody_could_check_is_no_failure() {
    let document = examined(
        &start(|asked, nile| match (asked.path.as_str(), nile) {
            (LOGOUT, Nile::Fails(1)) => Some(Reply::Sound),
            (ME, Nile::WellAfter(1)) => Some(Reply::Answer(Sound::json(429, &json!({})))),
            _ => None,
        }),
        3,
        &["--only", "nile-failure-refuse"],
    );
    assert_eq!(ids(&document, "blocked"), ["nile-failure-refuse"]);
}

/// It answers 500 to whatever comes, also when Nile does not fail.
#[test]
fn what_an_earlier_failure_broke_proves_nothing_about_the_next() {
    let breaks = |asked: &Asked, nile| {
        let app = [LOGOUT, ME].contains(&asked.path.as_str());
        (app && nile != Nile::Untouched).then(failure)
    };
    let document = examined(&start(breaks), 3, &["--only", "nile-failure-503-html,nile-failure-429"]);
    assert_eq!(ids(&document, "pass"), ["nile-failure-503-html"]);
    assert_eq!(ids(&document, "blocked"), ["nile-failure-429"]);
    let document = examined(&start(breaks), 1, &["--only", "nile-failure"]);
    assert_eq!(ids(&document, "fail"), ["nile-failure-recovery"]);
}

#[test]
fn a_protected_route_that_never_answers_is_not_a_closed_one() {
    let hangs_up =
        |asked: &Asked, nile| (asked.path == ME && matches!(nile, Nile::Fails(_))).then_some(Reply::Reset);
    let document = examined(&start(hangs_up), 3, &["--only", "nile-failure-anonymous"]);
    assert_eq!(ids(&document, "blocked"), ["nile-failure-anonymous"]);
}

#[test]
fn an_answer_that_the_runs_deadline_cut_off_is_no_closed_route() {
    let last = Outage::ALL.len();
    let stalls =
        move |asked: &Asked, nile| (asked.path == ME && nile == Nile::Fails(last)).then(|| Reply::stall(b""));
    let options = ["--only", "nile-failure-anonymous", "--deadline", "3s", "--timeout", "30s"];
    let document = examined(&start(stalls), 3, &options);
    assert_eq!(ids(&document, "blocked"), ["nile-failure-anonymous"]);
}

/// The session lives, and is asked once while the deployment has a bad moment.
#[test]
fn a_session_that_another_took_the_place_of_is_logged_out() {
    for can_be_ended in [true, false] {
        let spurned = Mutex::new(None);
        let server = start(move |asked, nile| {
            let mut spurned = spurned.lock().unwrap();
            if asked.path == ME && asked.token.is_some() && nile == Nile::WellAfter(1) && spurned.is_none() {
                spurned.clone_from(&asked.token);
                return Some(Reply::Answer(Sound::json(401, &json!({"error": "Unauthorized"}))));
            }
            let ends_it = asked.path == LOGOUT && asked.token.is_some() && asked.token == *spurned;
            (ends_it && !can_be_ended).then(failure)
        });
        let document = examined(&server, 1, &["--only", "nile-failure"]);
        assert_eq!(ids(&document, "fail"), ["nile-failure-recovery"]);
        let left = usize::from(!can_be_ended);
        assert_eq!((&document["spent"]["sessions_left"], server.live()), (&json!(left), left));
    }
}
