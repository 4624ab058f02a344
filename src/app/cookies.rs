//! `penguin-auth cookies`: what browsers make of lines that were typed or
//! recorded.

mod cases;
mod page;

use time::OffsetDateTime;

use super::{Trouble, print};
use crate::cli::{CookiesArgs, CookiesFormat};
use crate::cookie::{Browser, Clearing, Cookie, Engine, Response};
use crate::document::cookies::{CookiesReport, Lived};
use crate::exit::Exit;
use crate::plan::{CookiesPlan, CookiesPlanError, Trial, TypedAnswer};

/// Judges and prints.
pub(super) fn run(args: &CookiesArgs) -> Result<Exit, Trouble> {
    match CookiesPlan::new(args)? {
        CookiesPlan::Cases(cases) => cases::run(&cases, args.format),
        CookiesPlan::Trial(trial) => show(&trial, args.format),
    }
}

fn show(trial: &Trial, format: CookiesFormat) -> Result<Exit, Trouble> {
    let now = OffsetDateTime::now_utc();
    let lived = Engine::ALL.map(|engine| live(trial, engine, now));
    let (url, request) = (trial.login.url.to_string(), trial.request.to_string());
    let report = CookiesReport::new(url, request, &trial.login.set_cookie, &lived);
    print(&match format {
        CookiesFormat::Pretty => page::page(&report),
        // Strings and lists always have a JSON form.
        CookiesFormat::Json => format!("{:#}\n", serde_json::to_value(&report).unwrap_or_default()),
    })?;
    Ok(report.exit())
}

/// One browser goes through the login and the logout.
fn live(trial: &Trial, engine: Engine, now: OffsetDateTime) -> Lived {
    let mut browser = Browser::new(engine);
    let login = with_response(&trial.login, now, |response| browser.receive(response));
    let sent_before = browser.cookie_header(&trial.request, now);
    let counted: Vec<Cookie> = if trial.only_sent {
        browser.cookies_for(&trial.request, now).into_iter().cloned().collect()
    } else {
        browser.cookies().cloned().collect()
    };
    let mut clearing = Clearing::of(browser);
    with_response(&trial.logout, now, |response| clearing.receive(response));
    let sent = (sent_before, clearing.after().cookie_header(&trial.request, now));
    Lived { login, clearing, counted, sent }
}

fn with_response<T>(answer: &TypedAnswer, now: OffsetDateTime, to: impl FnOnce(&Response<'_>) -> T) -> T {
    let clear_site_data: Vec<&str> = answer.clear_site_data.iter().map(String::as_str).collect();
    to(&Response {
        url: &answer.url,
        set_cookie: &answer.set_cookie,
        date: answer.date.as_deref(),
        clear_site_data: &clear_site_data,
        first_party: true,
        now,
    })
}

impl From<CookiesPlanError> for Trouble {
    fn from(error: CookiesPlanError) -> Self {
        let hint = error.hint();
        Self::new(Exit::Usage, error, hint)
    }
}
