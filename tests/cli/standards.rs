//! Checks of headers, cookies and tokens against deployments that do one thing
//! otherwise: what fails and what is said, and what is no reason to fail.

use std::hash::{BuildHasher, RandomState};

use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

use super::server::{ADA, ADAS_PASSWORD, Asked, BOB, BOBS_PASSWORD, LOGIN, LOGOUT, ME, Reply, Server, Sound};
use super::tool::{run, verify};

/// A deployment whose answers are rewritten where the request fits.
fn otherwise(
    fits: impl Fn(&Asked) -> bool + Send + Sync + 'static,
    rewrite: impl Fn(Sound) -> Sound + Clone + Send + Sync + 'static,
) -> Server {
    Server::start(move |asked| {
        let rewrite = rewrite.clone();
        if fits(asked) { Reply::rewritten(move |sound| rewrite(sound).bytes()) } else { Reply::Sound }
    })
}

/// The check as the report has it.
fn verdict(server: &Server, id: &str) -> Value {
    let args = ["--only", id, "--format", "json", "--replay-limit", "100ms"];
    run(verify(&server.base_url(), &args)).json()["checks"][0].clone()
}

fn fails(server: &Server, id: &str, words: &str) {
    let check = verdict(server, id);
    assert_eq!(check["verdict"], "fail", "{check:#}");
    assert!(check["finding"]["actual"].as_str().unwrap().contains(words), "{words}: {check:#}");
}

fn passes(server: &Server, id: &str, words: &str) {
    let check = verdict(server, id);
    assert_eq!(check["verdict"], "pass", "{check:#}");
    assert!(check["note"].as_str().unwrap().contains(words), "{words}: {check:#}");
}

/// The answer with another value for a header.
fn with(mut sound: Sound, name: &str, value: &str) -> Sound {
    sound.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
    sound.with(name, value)
}

/// A login that rewrites the line of its session cookie.
fn login_line(rewrite: fn(&str) -> String) -> Server {
    otherwise(
        |asked| asked.is("POST", LOGIN),
        move |sound| {
            let line =
                sound.headers.iter().find(|(name, _)| name == "Set-Cookie").map(|(_, line)| line.clone());
            line.map_or(sound.clone(), |line| with(sound, "Set-Cookie", &rewrite(&line)))
        },
    )
}

fn me_with(name: &'static str, value: &'static str) -> Server {
    otherwise(|asked| asked.is("GET", ME), move |sound| with(sound, name, value))
}

#[test]
fn what_may_be_stored_is_told_with_what_makes_it_worse() {
    let id = "answers-not-stored";
    fails(
        &me_with("Cache-Control", "private, no-cache"),
        id,
        "(200) came with Cache-Control: private, no-cache",
    );
    fails(&me_with("Cache-Control", "public, max-age=60"), id, "no Vary: Cookie");
    let refusals = otherwise(
        |asked| asked.is("GET", ME) && asked.session.is_none(),
        |sound| with(sound, "Cache-Control", "max-age=60"),
    );
    fails(&refusals, id, "GET /api/users/me (401) came with Cache-Control: max-age=60");
    passes(&me_with("Cache-Control", "no-store, max-age=0"), id, "no-store with all");
}

#[test]
fn a_cache_that_missed_is_no_cache_that_answered() {
    let id = "no-answer-from-a-cache";
    fails(&me_with("Age", "3"), id, "Age: 3");
    fails(&me_with("X-Cache", "Hit from cloudfront"), id, "x-cache: Hit from cloudfront");
    fails(&me_with("Cache-Status", "edge; hit; ttl=5"), id, "cache-status");
    passes(&me_with("Age", "0"), id, "none from a cache");
    passes(&me_with("X-Vercel-Cache", "MISS"), id, "none from a cache");
}

#[test]
fn attributes_are_read_as_a_browser_reads_them() {
    let cross_site = login_line(|line| line.replace("SameSite=Lax", "SameSite=None; Secure"));
    fails(&cross_site, "session-cookie-same-site", "every site can send it");
    let quoted = login_line(|line| line.replace("SameSite=Lax", "SameSite=\"Lax\""));
    fails(&quoted, "session-cookie-same-site", "without SameSite=Lax");
    let long = login_line(|line| format!("{line}; Max-Age=8640000"));
    fails(&long, "session-lifetime", "lies 100 days ahead");
    let cut = login_line(|line| format!("{line}; Max-Age=315360000"));
    fails(&cut, "session-lifetime", "Max-Age=315360000, which browsers cut to 400 days");
    passes(&Server::sound(), "session-lifetime", "the cookie ends with the browser");
}

#[test]
fn what_outlives_the_cookie_is_named() {
    let outliving = Server::start(|asked| match asked.path.as_str() {
        LOGIN => Reply::rewritten(|sound| {
            let line =
                sound.headers.iter().find(|(name, _)| name == "Set-Cookie").map(|(_, line)| line.clone());
            let short = line.map(|line| format!("{line}; Max-Age=60")).unwrap_or_default();
            with(sound, "Set-Cookie", &short).bytes()
        }),
        ME => Reply::rewritten(|sound| {
            let end = OffsetDateTime::now_utc() + Duration::days(2);
            let expires = format!("\"expires\":\"{}\"", end.format(&Rfc3339).unwrap());
            let body = sound.body.replace("\"tenantId\":null", &expires);
            Sound { body, ..sound }.bytes()
        }),
        _ => Reply::Sound,
    });
    fails(&outliving, "session-lifetime", "lies 2 days after the end of the cookie");
}

/// A name without a dot is a public suffix, and so is taken for the host alone.
#[test]
fn a_domain_that_no_browser_shares_is_no_reason_to_warn() {
    let id = "session-cookie-host-only";
    let own = login_line(|line| format!("{line}; Domain=localhost"));
    passes(&own, id, "goes to its own host alone");
    let address = login_line(|line| format!("{line}; Domain=127.0.0.1"));
    let url = address.base_url().replace("localhost", "127.0.0.1");
    let check = run(verify(&url, &["--only", id, "--format", "json"])).json()["checks"][0].clone();
    assert_eq!(check["verdict"], "pass", "{check:#}");
    let shared = |domain: &'static str| {
        let server = otherwise(
            |asked| asked.is("POST", LOGIN),
            move |sound| {
                let line = sound.headers.iter().find(|(name, _)| name == "Set-Cookie").map(|it| it.1.clone());
                let line = line.map(|line| format!("{line}; Domain={domain}"));
                line.map_or_else(|| sound.clone(), |line| with(sound.clone(), "Set-Cookie", &line))
            },
        );
        let url = server.base_url().replace("localhost", "app.penguin.test");
        let here = format!("app.penguin.test:127.0.0.1:{}", server.port());
        let args = ["--only", id, "--format", "json", "--connect-to", &here];
        run(verify(&url, &args)).json()["checks"][0].clone()
    };
    for (domain, read) in [(".Penguin.TEST", "penguin.test"), ("app.penguin.test", "app.penguin.test")] {
        let check = shared(domain);
        let actual = check["finding"]["actual"].as_str().unwrap_or_default();
        assert!(actual.ends_with(&format!("every host below {read} gets it too")), "{check:#}");
    }
}

/// As browsers correct the end of a cookie by the Date of its answer, so must the
/// other ends be, or they seem to lie days apart.
#[test]
fn a_clock_that_goes_wrong_makes_no_session_outlive_its_cookie() {
    let ahead = Duration::days(2);
    let theirs = move |later: Duration| OffsetDateTime::now_utc() + ahead + later;
    let date = move |later: Duration| httpdate::fmt_http_date(theirs(later).into());
    let server = Server::planted(
        [(ADA, ADAS_PASSWORD), (BOB, BOBS_PASSWORD)],
        move |number| jwt(number, theirs(Duration::DAY).unix_timestamp()),
        move |asked| match asked.path.as_str() {
            LOGIN => Reply::rewritten(move |sound| {
                let lines: Vec<String> = sound
                    .headers
                    .iter()
                    .filter(|(name, _)| name == "Set-Cookie")
                    .map(|it| it.1.clone())
                    .collect();
                let sound = with(sound, "Date", &date(Duration::ZERO));
                let expires = format!("{}; Expires={}", lines.concat(), date(Duration::DAY));
                if lines.is_empty() { sound.bytes() } else { with(sound, "Set-Cookie", &expires).bytes() }
            }),
            ME => Reply::rewritten(move |sound| {
                let end = theirs(Duration::DAY).format(&Rfc3339).unwrap();
                let body = sound.body.replace("\"tenantId\":null", &format!("\"expires\":\"{end}\""));
                with(Sound { body, ..sound }, "Date", &date(Duration::ZERO)).bytes()
            }),
            _ => Reply::Sound,
        },
    );
    let id = "session-lifetime";
    passes(&server, id, "the claim exp of the token lies 24 hours ahead");
    passes(&server, id, "the field expires of the answer lies 24 hours ahead");
}

/// A JWT that nobody verifies, with that end.
fn jwt(number: usize, end: i64) -> String {
    let part = |json: Value| BASE64URL_NOPAD.encode(json.to_string().as_bytes());
    let claims = json!({ "sub": "1", "jti": number.to_string(), "exp": end });
    format!("{}.{}.c2lnbmF0dXJl", part(json!({ "alg": "HS256" })), part(claims))
}

#[test]
fn lines_that_something_on_the_way_misreads_are_named() {
    let id = "login-cookie-lines";
    let joined = login_line(|line| format!("{line}, theme=dark; Path=/"));
    fails(&joined, id, "swallowed theme behind a comma");
    let tab = login_line(|line| format!("{line}; Comment=a\tb"));
    fails(&tab, id, "a tab inside");
    let accounts = || [(ADA, ADAS_PASSWORD), (BOB, BOBS_PASSWORD)];
    let huge = Server::planted(accounts(), |number| format!("{number:05000}"), |_| Reply::Sound);
    fails(&huge, id, "more than 4096");
}

#[test]
fn a_uuid_is_long_enough_and_a_counter_is_not() {
    let chance = RandomState::new();
    let uuid = move |number: usize| {
        let half = |half: u8| chance.hash_one((number, half));
        uuid::Uuid::from_u64_pair(half(0), half(1)).to_string()
    };
    let accounts = || [(ADA, ADAS_PASSWORD), (BOB, BOBS_PASSWORD)];
    passes(&Server::planted(accounts(), uuid, |_| Reply::Sound), "token-is-random", "at most 128 bits");
    let counter = Server::planted(accounts(), |number| format!("session-{number:040}"), |_| Reply::Sound);
    fails(&counter, "token-is-random", "47 of 48 octets are the same");
}

#[test]
fn types_that_a_browser_passes_over_are_named() {
    let sends = |value: &'static str| {
        otherwise(Asked::is_real_logout, move |sound| with(sound, "Clear-Site-Data", value))
    };
    fails(&sends("\"cache\", \"Storage\""), "clear-site-data", "pass over \"Storage\"");
    passes(&sends("\"*\""), "clear-site-data", "\"*\"");
    let silent = otherwise(Asked::is_real_logout, |mut sound| {
        sound.headers.retain(|(name, _)| name != "Clear-Site-Data");
        sound
    });
    fails(&silent, "clear-site-data", "sends no Clear-Site-Data");
}

#[test]
fn bodies_and_headers_are_searched_for_what_gives_the_server_away() {
    let broken = otherwise(
        |asked| asked.is("POST", LOGOUT) && asked.session.is_none(),
        |sound| Sound { body: r#"{"error":"connect ECONNREFUSED 10.0.0.7:5432"}"#.to_owned(), ..sound },
    );
    fails(&broken, "bodies-hide-internals", "ECONNREFUSED 10.0.0.7:5432");
    fails(
        &me_with("X-Powered-By", "Express 4.18.2"),
        "headers-hide-versions",
        "x-powered-by: Express 4.18.2",
    );
    passes(&me_with("X-Powered-By", "Next.js"), "headers-hide-versions", "x-powered-by: Next.js");
    fails(&me_with("Content-Type", "text/html"), "content-type-fits", "text/html at GET /api/users/me");
    let charset = me_with("Content-Type", "application/problem+json; charset=utf-8");
    passes(&charset, "content-type-fits", "bodies are what they say");
    fails(&me_with("Date", "Thu, 01 Jan 1970 00:00:00 GMT"), "clock-agrees", "s behind this machine");
}
