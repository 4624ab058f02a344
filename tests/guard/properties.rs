//! What comes from outside can be anything: nothing that reads it may panic,
//! and no secret may survive being recorded.

use std::time::Duration;

use penguin_auth::check::{CATALOGUE, Verdict};
use penguin_auth::cookie::SetCookie;
use penguin_auth::deployment::{BaseUrl, Profile};
use penguin_auth::evidence::{
    Actor, BadToken, Elsewhere, Evidence, Forgery, Intrusive, OddCookies, OddLogout, OtherMethod, OtherPath,
    Probe, SessionCookie, SessionFacts, Step, TokenKind,
};
use penguin_auth::http::{Answer, Body, Ending, Exchange, Failure, FailureKind, Outcome, curl_command};
use penguin_auth::redact::{Redactor, mask_email, sanitise};
use proptest::prelude::*;

/// Checks of the line of the login itself, and of what an anonymous caller gets
/// beside another anonymous answer.
const NEED_NO_SESSION: &[&str] = &[
    "login-sets-session-cookie",
    "forwarded-host-is-not-believed",
    "login-refuses-forged-requests",
    "logout-compares-origins-exactly",
    "logout-refuses-forged-requests",
    "nothing-over-plain-http",
    "other-logout-paths-keep-the-rules",
    "trace-shows-nothing",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_check_panics_or_passes_without_a_control_on_arbitrary_evidence(
        records in prop::collection::vec((actor(), step(), exchange()), 0..60),
        logged_in in prop::collection::vec(actor(), 0..6),
    ) {
        let profile = Profile::ticket().unwrap();
        let mut evidence = Evidence { intrusive: true, ..Evidence::default() };
        for (actor, step, exchange) in records {
            evidence.record(actor, step, exchange);
        }
        for actor in logged_in {
            evidence.sessions.insert(actor, facts());
        }
        for check in CATALOGUE {
            let judged = check.judge(&evidence, &profile);
            if evidence.sessions.is_empty() && !NEED_NO_SESSION.contains(&check.id) {
                prop_assert!(!matches!(judged, Ok(Verdict::Pass(_))), "{} passed without any session", check.id);
            }
        }
    }

    #[test]
    fn a_recorded_text_never_holds_a_learned_secret(
        secret in "[!-~]{6,60}",
        before in "\\PC{0,40}",
        after in "\\PC{0,40}",
    ) {
        let redactor = Redactor::new();
        redactor.learn(&secret, "<secret>");
        let redacted = redactor.redact(&format!("{before}{secret}{after}"));
        // The text around may itself spell the secret with parts of the placeholder.
        let around = format!("{before}<secret>{after}");
        prop_assert!(!redacted.contains(&secret) || around.contains(&secret));
    }

    #[test]
    fn nothing_that_a_terminal_acts_on_survives(text in any::<String>()) {
        let safe = sanitise(&text);
        prop_assert!(!safe.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')));
        prop_assert_eq!(sanitise(&safe), safe);
    }

    #[test]
    fn a_masked_address_shows_at_most_its_first_character(local in "[a-z]{2,20}", domain in "[a-z]{2,10}\\.test") {
        let masked = mask_email(&format!("{local}@{domain}"));
        let first = local.chars().next().unwrap();
        prop_assert_eq!(masked, format!("{first}…@{domain}"));
    }

    #[test]
    fn no_text_makes_the_readers_panic(text in any::<String>()) {
        let _ = BaseUrl::parse(&text).map(|base| (base.join("/api"), base.refused_by_nile(), base.to_string()));
        let _ = TokenKind::of(&text);
        let _ = Redactor::new().redact(&text);
    }

    #[test]
    fn a_curl_line_quotes_whatever_it_repeats(value in "[ -~]{0,40}") {
        let mut exchange = answered(401, "", "text/plain", Ending::Whole);
        exchange.request_headers = vec![("x-odd".to_owned(), value.clone())];
        let line = curl_command(&exchange);
        let quoted = line.split(" -H ").nth(1).unwrap();
        prop_assert_eq!(quoted.replace("'\\''", "").matches('\'').count(), 2, "{}", line);
    }
}

fn actor() -> impl Strategy<Value = Actor> {
    prop::sample::select(vec![
        Actor::First,
        Actor::Second,
        Actor::Third,
        Actor::Again,
        Actor::Fourth,
        Actor::Fifth,
        Actor::Sixth,
        Actor::Other,
        Actor::Nobody,
    ])
}

const INTRUSIVE: [Intrusive; 18] = [
    Intrusive::MeAfterMalformed,
    Intrusive::MeBeforeRace,
    Intrusive::RacingLogout,
    Intrusive::MeAfterRace,
    Intrusive::DroppedLogout,
    Intrusive::MeAfterDrop,
    Intrusive::LogoutAfterDrop,
    Intrusive::MeAtLast,
    Intrusive::MeAmongMany,
    Intrusive::LogoutAmongMany,
    Intrusive::MeAfterFirstOfMany,
    Intrusive::MeAfterSecondOfMany,
    Intrusive::LogoutAtOnce,
    Intrusive::MeAfterAllAtOnce,
    Intrusive::TimedWrongPassword,
    Intrusive::TimedUnknownEmail,
    Intrusive::GuessedPassword,
    Intrusive::LogoutAfterGuesses,
];

const ELSEWHERE: [Elsewhere; 10] = [
    Elsewhere::UnknownRoute,
    Elsewhere::MeWithoutPrefix,
    Elsewhere::SessionRead,
    Elsewhere::SessionReadAfterLogout,
    Elsewhere::MeAfterSessionRead,
    Elsewhere::OtherRoute(0),
    Elsewhere::OtherRouteAfterLogout(0),
    Elsewhere::ReplayAsBearer,
    Elsewhere::ReplayInUrl,
    Elsewhere::ConditionalReplay,
];

const PROBES: [Probe; 14] = [
    Probe::MeAfterDisguisedGets,
    Probe::MeAfterOtherMethods,
    Probe::MeAfterPathGets,
    Probe::Trace,
    Probe::MeAfterTrace,
    Probe::CrossOriginMe,
    Probe::ForwardedHost,
    Probe::ForeignHost,
    Probe::TwoSchemes,
    Probe::PlainHttp,
    Probe::MeAfterForgeries,
    Probe::BrokenBodyLogout,
    Probe::RedirectedLogout,
    Probe::ForgedLogin,
];

fn step() -> impl Strategy<Value = Step> {
    let mut steps = vec![
        Step::Csrf,
        Step::Login,
        Step::Me,
        Step::MeBeforeAnonymousLogout,
        Step::MeAfterAnonymousLogout,
        Step::MeBeforeLogout,
        Step::Logout,
        Step::MeAfterLogout,
        Step::Replay,
        Step::ReplayPoll,
        Step::Witness,
        Step::SecondLogout,
        Step::FinalReplay,
        Step::ReplayAfterParallel,
        Step::MeInFlight,
        Step::MeAfterRace,
        Step::LogoutBeforeLogin,
        Step::Canary,
        Step::WrongPassword,
        Step::UnknownEmail,
        Step::MeWithOfferedId,
        Step::GetLogout,
        Step::MeAfterGetLogout,
    ];
    steps.extend(OddCookies::ALL.map(|kind| Step::Elsewhere(Elsewhere::OddMe(kind))));
    steps.extend(INTRUSIVE.map(Step::Intrusive));
    steps.extend(OddLogout::ALL.map(|odd| Step::Intrusive(Intrusive::OddLogout(odd))));
    steps.extend(BadToken::MALFORMED.map(Step::BadMe));
    steps.extend(BadToken::ALL.map(Step::BadLogout));
    steps.extend(BadToken::ALL.map(Step::BadMe));
    steps.extend(Forgery::ALL.map(|it| Step::Probe(Probe::ForgedLogout(it))));
    steps.extend(OtherMethod::DISGUISED.map(|it| Step::Probe(Probe::OtherMethod(it))));
    steps.extend(OtherMethod::PLAIN.map(|it| Step::Probe(Probe::OtherMethod(it))));
    steps.extend(OtherPath::ALL.map(|it| Step::Probe(Probe::PathLogout(it))));
    steps.extend(OtherPath::ALL.map(|it| Step::Probe(Probe::PathGet(it))));
    steps.extend(ELSEWHERE.map(Step::Elsewhere));
    steps.extend(PROBES.map(Step::Probe));
    prop::sample::select(steps)
}

fn exchange() -> impl Strategy<Value = Exchange> {
    let status = prop::sample::select(vec![200, 201, 204, 302, 400, 401, 403, 404, 429, 500, 503]);
    let body = prop_oneof![
        Just(r#"{"userId":"1","email":"<first account>"}"#.to_owned()),
        Just(r#"{"success":true,"message":"Logged out successfully"}"#.to_owned()),
        Just(r#"{"error":"Unauthorized"}"#.to_owned()),
        Just("<!doctype html><title>Log in</title>".to_owned()),
        any::<String>(),
    ];
    let media = prop::sample::select(vec!["application/json", "text/html", ""]);
    let ending =
        prop::sample::select(vec![Ending::Whole, Ending::BrokenOff, Ending::CutAtLimit, Ending::TimedOut]);
    let line = prop::option::of(any::<Vec<u8>>());
    prop_oneof![
        6 => (status, body, media, ending, line).prop_map(|(status, body, media, ending, line)| {
            let mut exchange = answered(status, &body, media, ending);
            if let (Outcome::Answer(answer), Some(line)) = (&mut exchange.result, line) {
                answer.set_cookies.push(SetCookie::parse(&line));
            }
            exchange
        }),
        1 => Just(failed()),
    ]
}

fn answered(status: u16, body: &str, media: &str, ending: Ending) -> Exchange {
    let answer = Answer {
        status,
        version: "HTTP/1.1".to_owned(),
        headers: vec![("content-type".to_owned(), media.to_owned())],
        set_cookies: Vec::new(),
        body: Body { text: body.to_owned(), octets: body.len(), ending },
    };
    with_result(Outcome::Answer(answer))
}

fn failed() -> Exchange {
    with_result(Outcome::Failure(Failure { kind: FailureKind::Timeout, message: "too slow".to_owned() }))
}

fn with_result(result: Outcome) -> Exchange {
    Exchange {
        method: "GET".to_owned(),
        url: "http://localhost/api/users/me".to_owned(),
        request_headers: Vec::new(),
        request_body: None,
        fresh_connection: false,
        started: Duration::ZERO,
        finished: Duration::from_millis(1),
        result,
    }
}

fn facts() -> SessionFacts {
    let cookie = SessionCookie {
        name: "nile.session-token".to_owned(),
        pieces: vec!["nile.session-token".to_owned()],
        fingerprints: vec!["<token:00000000>".to_owned()],
        octets: 64,
        kind: TokenKind::Opaque,
        content: None,
        authenticates: None,
    };
    SessionFacts { cookies: vec![cookie], generations: 1, user_id: None, email: "<first account>".to_owned() }
}
