//! Any bytes as the lines of a login and a logout, in both models: nothing
//! panics, what was removed is not removed again, and the line that would work
//! works.

#![no_main]

use libfuzzer_sys::fuzz_target;
use penguin_auth::cookie::{Browser, Engine, Outcome, Response, SetCookie, line_that_would_work};
use time::OffsetDateTime;
use time::macros::datetime;
use url::Url;

const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

const URLS: [&str; 4] = [
    "https://app.penguin.test/api/auth/login",
    "http://app.penguin.test/api/auth/login",
    "http://app.localhost/login",
    "https://127.0.0.1/",
];

// The first byte chooses the URL, the rest are lines: between line feeds, which no line can hold.
fuzz_target!(|input: &[u8]| {
    let Some((choice, text)) = input.split_first() else { return };
    let url = Url::parse(URLS[usize::from(*choice) % URLS.len()]).expect("a URL of this file");
    let lines: Vec<SetCookie> = text.split(|byte| *byte == b'\n').take(200).map(SetCookie::parse).collect();
    for engine in Engine::ALL {
        let mut browser = Browser::new(engine);
        let outcomes = receive(&mut browser, &url, &lines);
        let deletions: Vec<SetCookie> = lines
            .iter()
            .zip(outcomes)
            .filter(|(_, outcome)| matches!(outcome, Outcome::Deleted | Outcome::DeletedNothing))
            .map(|(line, _)| line.clone())
            .collect();
        receive(&mut browser, &url, &deletions);
        assert!(!receive(&mut browser, &url, &deletions).contains(&Outcome::Deleted));
        let held: Vec<_> = browser.cookies().cloned().collect();
        for cookie in held {
            let line = SetCookie::parse(line_that_would_work(&cookie).as_bytes());
            assert_eq!(receive(&mut browser, &url, &[line]), [Outcome::Deleted], "{cookie:?}");
        }
    }
});

fn receive(browser: &mut Browser, url: &Url, lines: &[SetCookie]) -> Vec<Outcome> {
    let (date, clear_site_data, first_party) = (None, &[][..], true);
    browser.receive(&Response { url, set_cookie: lines, date, clear_site_data, first_party, now: NOW })
}
