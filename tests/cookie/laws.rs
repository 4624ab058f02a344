//! Laws that hold for any input.

use penguin_auth::cookie::{Browser, Cookie, Engine, Outcome, Response, SetCookie, line_that_would_work};
use proptest::prelude::*;
use time::OffsetDateTime;
use time::macros::datetime;
use url::Url;

const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

proptest! {
    #[test]
    fn parsing_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200), url in url()) {
        let line = SetCookie::parse(&bytes);
        let _ = line.line();
        let _ = line.swallowed().count();
        for engine in Engine::ALL {
            let mut browser = Browser::new(engine);
            receive(&mut browser, &url, std::slice::from_ref(&line));
            let _ = browser.cookie_header(&url, NOW);
        }
    }

    #[test]
    fn a_line_that_was_written_down_is_read_as_the_same_line(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let written = SetCookie::parse(&bytes).line();
        prop_assert_eq!(SetCookie::parse(written.as_bytes()).line(), written);
    }

    #[test]
    fn dates_never_panic(text in "[0-9a-zA-Z:,;+/ -]{0,40}|\\PC{0,40}", url in url()) {
        let lines = [SetCookie::parse(format!("a=b; Expires={text}").as_bytes())];
        for engine in Engine::ALL {
            let mut browser = Browser::new(engine);
            let date = Some(text.as_str());
            let set_cookie = &lines;
            let clear_site_data = &[];
            browser.receive(&Response { url: &url, set_cookie, date, clear_site_data, first_party: true, now: NOW });
        }
    }

    #[test]
    fn what_was_deleted_stays_deleted(lines in lines(), url in url()) {
        for engine in Engine::ALL {
            let mut browser = Browser::new(engine);
            let outcomes = receive(&mut browser, &url, &lines);
            let deletions: Vec<_> = lines
                .iter()
                .zip(&outcomes)
                .filter(|(_, outcome)| is_deletion(outcome))
                .map(|(line, _)| line.clone())
                .collect();
            receive(&mut browser, &url, &deletions);
            let once = browser.clone();
            let again = receive(&mut browser, &url, &deletions);
            let same = browser.cookies().eq(once.cookies());
            prop_assert!(same);
            // A Secure cookie that a later line left behind may forbid the deletion, but none
            // deletes twice.
            prop_assert!(!again.contains(&Outcome::Deleted));
        }
    }

    #[test]
    fn the_order_of_unrelated_lines_does_not_matter(
        ours in prop::collection::vec(line_of("ours"), 0..4),
        theirs in prop::collection::vec(line_of("theirs"), 0..4),
        url in url(),
    ) {
        for engine in Engine::ALL {
            let (mut first, mut second) = (Browser::new(engine), Browser::new(engine));
            let one = receive(&mut first, &url, &[ours.clone(), theirs.clone()].concat());
            let other = receive(&mut second, &url, &[theirs.clone(), ours.clone()].concat());
            prop_assert_eq!(&one[..ours.len()], &other[theirs.len()..]);
            prop_assert_eq!(&one[ours.len()..], &other[..theirs.len()]);
            prop_assert_eq!(sorted(&first), sorted(&second));
        }
    }

    #[test]
    fn a_placeholder_changes_no_outcome(
        lines in lines(),
        placeholder in prop_oneof![Just(String::new()), Just("__Host-x".to_owned()), "\\PC{0,20}"],
        url in url(),
    ) {
        let hide = |line: &SetCookie| line.clone().with_value(&placeholder);
        let hidden: Vec<_> = lines.iter().map(hide).collect();
        for engine in Engine::ALL {
            let (mut open, mut blind) = (Browser::new(engine), Browser::new(engine));
            prop_assert_eq!(receive(&mut open, &url, &lines), receive(&mut blind, &url, &hidden));
            prop_assert_eq!(places(&open), places(&blind));
        }
    }

    #[test]
    fn the_line_that_would_work_works(line in line(), url in url()) {
        for engine in Engine::ALL {
            let mut browser = Browser::new(engine);
            receive(&mut browser, &url, std::slice::from_ref(&line));
            let Some(stored) = browser.cookies().next().cloned() else { continue };
            let remedy = line_that_would_work(&stored);
            let outcomes = receive(&mut browser, &url, &[SetCookie::parse(remedy.as_bytes())]);
            prop_assert_eq!(outcomes, [Outcome::Deleted], "{} does not clear {:?}", remedy, stored);
        }
    }

    #[test]
    fn evidence_is_the_same_after_json(line in line()) {
        let json = serde_json::to_string(&line).unwrap();
        prop_assert_eq!(serde_json::from_str::<SetCookie>(&json).unwrap(), line);
    }
}

#[test]
fn a_default_path_that_no_attribute_can_say_is_cleared_all_the_same() {
    let long = format!("https://a.penguin.test/{}/login", "x".repeat(1100));
    // Firefox keeps no cookie of the long one.
    for (url, engines) in
        [("https://a.penguin.test/a;b/login", &Engine::ALL[..]), (&long, &[Engine::Chromium])]
    {
        let url = Url::parse(url).unwrap();
        for engine in engines {
            let mut browser = Browser::new(*engine);
            receive(&mut browser, &url, &[SetCookie::parse(b"sid=1")]);
            let stored = browser.cookies().next().unwrap();
            let remedy = SetCookie::parse(line_that_would_work(stored).as_bytes());
            assert_eq!(receive(&mut browser, &url, &[remedy]), [Outcome::Deleted]);
        }
    }
}

#[test]
fn the_line_that_would_work_repeats_place_and_flags() {
    let url = Url::parse("https://app.penguin.test/login").unwrap();
    let mut browser = Browser::new(Engine::Chromium);
    let line = b"__Secure-sid=1; Path=/app; Domain=penguin.test; Secure; HttpOnly; SameSite=None; \
        Partitioned";
    receive(&mut browser, &url, &[SetCookie::parse(line)]);
    assert_eq!(
        line_that_would_work(browser.cookies().next().unwrap()),
        "__Secure-sid=; Path=/app; Domain=penguin.test; Max-Age=0; \
         Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; Partitioned; SameSite=None"
    );
}

fn receive(browser: &mut Browser, url: &Url, lines: &[SetCookie]) -> Vec<Outcome> {
    let (date, clear_site_data, first_party) = (None, &[][..], true);
    browser.receive(&Response { url, set_cookie: lines, date, clear_site_data, first_party, now: NOW })
}

fn is_deletion(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Deleted | Outcome::DeletedNothing)
}

fn places(browser: &Browser) -> Vec<(&str, &str, bool)> {
    browser.cookies().map(place).collect()
}

fn place(cookie: &Cookie) -> (&str, &str, bool) {
    (&cookie.domain, &cookie.path, cookie.host_only)
}

fn sorted(browser: &Browser) -> Vec<String> {
    let mut cookies: Vec<_> = browser.cookies().map(|cookie| format!("{cookie:?}")).collect();
    cookies.sort();
    cookies
}

fn url() -> impl Strategy<Value = Url> {
    let hosts =
        ["http://app.penguin.test", "https://app.penguin.test", "https://penguin.test", "http://localhost"];
    let more = [
        "http://127.0.0.1:3000",
        "https://[::1]",
        "https://github.io",
        "https://a.b.co.uk",
        "http://app.localhost",
    ];
    let origin = prop::sample::select([&hosts[..], &more[..]].concat());
    let path = prop::sample::select(vec!["/", "/login", "/api/auth/login", "/a;b/login", "/app/"]);
    (origin, path).prop_map(|(origin, path)| Url::parse(&format!("{origin}{path}")).unwrap())
}

fn lines() -> impl Strategy<Value = Vec<SetCookie>> {
    prop::collection::vec(line(), 0..6)
}

fn line() -> impl Strategy<Value = SetCookie> {
    let names = vec![
        "sid",
        "sid",
        "__Secure-sid",
        "__Host-sid",
        "__Http-sid",
        "__Host-Http-sid",
        "__secure-sid",
        "sé",
    ];
    let pair = (prop::sample::select(names), value()).prop_map(|(name, value)| format!("{name}={value}"));
    let bare = prop::sample::select(vec!["sid", "=tok", "", "=", "=__Host-x", "__Secure-sid", " ", "tok\tx"]);
    let head = prop_oneof![8 => pair, 1 => bare.prop_map(str::to_owned)];
    (head, attributes())
        .prop_map(|(head, attributes)| SetCookie::parse(format!("{head}{attributes}").as_bytes()))
}

fn line_of(name: &'static str) -> impl Strategy<Value = SetCookie> {
    (value(), attributes()).prop_map(move |(value, attributes)| {
        SetCookie::parse(format!("{name}={value}{attributes}").as_bytes())
    })
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just("tok1".to_owned()),
        2 => Just(String::new()),
        1 => Just("\"\"".to_owned()),
        1 => Just("a\tb".to_owned()),
        1 => Just("x".repeat(5000)),
        1 => "\\PC{0,10}",
    ]
}

fn attributes() -> impl Strategy<Value = String> {
    let known = vec![
        "Path=/",
        "Path=/",
        "Path=/api",
        "Path=",
        "Path=/a\tb",
        "Path=/app/",
        "Domain=penguin.test",
        "Domain=app.penguin.test",
        "Domain=",
        "Domain=localhost",
        "Domain=127.0.0.1",
        "Domain=github.io",
        "Domain=b.co.uk",
        "Max-Age=0",
        "Max-Age=3600",
        "Max-Age=-1",
        "Max-Age=x",
        "Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "Expires=Tue, 01 Jan 2036 00:00:00 GMT",
        "Secure",
        "Secure",
        "Secure",
        "HttpOnly",
        "SameSite=None",
        "SameSite=Lax",
        "SameSite=Strict",
        "Partitioned",
        "Foo=\u{1}",
    ];
    prop::collection::vec(prop::sample::select(known), 0..6)
        .prop_map(|attributes| [&["; "][..], &attributes].concat().join("; "))
}
