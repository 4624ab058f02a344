use super::*;
use crate::http::{Body, Failure, FailureKind, Outcome};

const ADA: &str = r#"{"userId":"1","email":"ada@penguin.test"}"#;
const NOBODY: &str = r#"{"error":"Unauthorized"}"#;

fn exchange(result: Outcome) -> Exchange {
    Exchange {
        method: "GET".to_owned(),
        url: String::new(),
        request_headers: Vec::new(),
        request_body: None,
        fresh_connection: true,
        started: Duration::ZERO,
        finished: Duration::from_millis(10),
        result,
    }
}

fn answered(status: u16, text: &str) -> Exchange {
    let body = Body { text: text.to_owned(), octets: text.len(), ..Body::default() };
    let version = "HTTP/1.1".to_owned();
    exchange(Outcome::Answer(Answer { status, version, headers: vec![], set_cookies: vec![], body }))
}

fn failed(kind: FailureKind) -> Exchange {
    exchange(Outcome::Failure(Failure { kind, message: "broken".to_owned() }))
}

/// A live session, a logout with that answer, and what came afterwards.
fn parting(logout: Exchange, replays: &[(u16, &str)], nobody: (u16, &str)) -> Parting {
    Parting {
        logout: Some(logout),
        replays: replays.iter().map(|(status, text)| answered(*status, text)).collect(),
        nobody: Some(answered(nobody.0, nobody.1)),
        ..Parting::new(answered(200, ADA), true)
    }
}

fn fate(parting: &Parting) -> Fate {
    parting.fate(&Profile::ticket().unwrap())
}

#[test]
fn a_cookie_that_is_refused_like_no_cookie_was_ended() {
    let gone = parting(answered(200, "{}"), &[(401, NOBODY); 3], (401, NOBODY));
    assert_eq!(fate(&gone), Fate::Ended);
    let forbidden = parting(answered(200, "{}"), &[(403, NOBODY); 3], (403, NOBODY));
    assert_eq!(fate(&forbidden), Fate::Ended);
    let unauthorized = parting(answered(401, "{}"), &[(401, NOBODY); 3], (401, NOBODY));
    assert_eq!(fate(&unauthorized), Fate::Ended, "it was live before and is refused now");
}

#[test]
fn one_accepted_replay_is_enough_to_live() {
    let lives = parting(answered(200, "{}"), &[(401, NOBODY), (200, ADA), (401, NOBODY)], (401, NOBODY));
    assert!(matches!(fate(&lives), Fate::StillAccepted(_)));
}

#[test]
fn a_session_that_ends_while_it_is_watched_ended_late() {
    let mut late = parting(answered(200, "{}"), &[(200, ADA); 3], (401, NOBODY));
    late.rounds = vec![
        vec![answered(200, ADA)],
        vec![Exchange { finished: Duration::from_millis(190), ..answered(401, NOBODY) }],
    ];
    assert_eq!(fate(&late), Fate::EndedLate(Duration::from_millis(180)));
}

#[test]
fn a_refusal_by_a_server_that_fails_proves_nothing() {
    for status in [500, 503, 429] {
        let down = parting(answered(200, "{}"), &[(status, ""); 3], (status, ""));
        assert!(matches!(fate(&down), Fate::Unknown(_)), "{status}");
    }
    let other = parting(answered(200, "{}"), &[(401, NOBODY); 3], (500, ""));
    assert!(matches!(fate(&other), Fate::Unknown(_)), "the control fails");
}

#[test]
fn where_nobody_is_taken_for_somebody_nothing_is_shown() {
    let leaks = parting(answered(200, "{}"), &[(200, ADA); 3], (200, ADA));
    assert!(
        matches!(fate(&leaks), Fate::Unknown(missing) if missing.kind.check() == Some("anonymous-sees-nobody"))
    );
}

#[test]
fn a_logout_that_fails_leaves_the_session_unknown_unless_its_cookie_still_works() {
    let refused = [(401, NOBODY); 3];
    for logout in [answered(500, "{}"), failed(FailureKind::Timeout), failed(FailureKind::Closed)] {
        assert!(matches!(fate(&parting(logout.clone(), &refused, (401, NOBODY))), Fate::Unknown(_)));
        assert!(matches!(fate(&parting(logout, &[(200, ADA); 3], (401, NOBODY))), Fate::NotEnded(_)));
    }
}

#[test]
fn a_missing_route_and_a_rate_limit_end_nothing() {
    for status in [404, 405, 429] {
        let fate = fate(&parting(answered(status, ""), &[], (401, NOBODY)));
        assert!(matches!(fate, Fate::NotEnded(_)), "{status}");
    }
}

#[test]
fn only_a_session_that_was_seen_live_can_be_already_over() {
    let refused = Parting::new(answered(401, NOBODY), true);
    assert_eq!(fate(&refused), Fate::AlreadyOver);
    let mut one_knows_it = parting(answered(200, "{}"), &[(401, NOBODY), (200, ADA)], (401, NOBODY));
    (one_knows_it.before, one_knows_it.logout) = (answered(401, NOBODY), None);
    assert!(matches!(fate(&one_knows_it), Fate::Unknown(_)));
    let handed_over =
        Parting { logout: Some(answered(401, NOBODY)), ..Parting::new(answered(401, NOBODY), false) };
    assert!(matches!(fate(&handed_over), Fate::Unknown(missing) if missing.reason.contains("ever live")));
}

#[test]
fn a_server_that_does_not_answer_leaves_the_session_unknown() {
    let down = Parting::new(failed(FailureKind::Refused), true);
    assert!(matches!(fate(&down), Fate::Unknown(missing) if missing.kind == MissingKind::Unreachable));
    let busy = Parting::new(answered(429, ""), true);
    assert!(matches!(fate(&busy), Fate::Unknown(missing) if missing.kind == MissingKind::RateLimited));
}

#[test]
fn a_logout_of_something_that_was_never_seen_live_is_not_called_a_success() {
    let strange = Parting { logout: Some(answered(200, "{}")), ..Parting::new(answered(200, "[]"), true) };
    assert!(matches!(fate(&strange), Fate::Unknown(_)));
    let missing = Parting { logout: Some(answered(404, "")), ..Parting::new(answered(404, ""), true) };
    assert!(matches!(fate(&missing), Fate::Unknown(_)), "nothing shows that it is still live");
}
