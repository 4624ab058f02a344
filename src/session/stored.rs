//! What is kept of a session between commands, as JSON. Knows the format;
//! `store` knows the files.

use cookie_store::Cookie;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::{Jar, Session};
use crate::deployment::{BaseUrl, Profile};
use crate::redact::{Redactor, Secret};

/// The version of the format. A reader refuses a higher one: it could mean
/// something that it does not know.
const SCHEMA: u32 = 1;

/// A session that is kept between commands.
#[derive(Debug)]
pub struct StoredSession {
    /// Where it is logged in.
    pub base: BaseUrl,
    /// What that deployment promises.
    pub profile: Profile,
    /// The e-mail address it was opened with.
    pub email: String,
    /// When it was opened.
    pub opened_at: OffsetDateTime,
    /// Whether the deployment ever answered it with an identity. Without that
    /// a later 401 proves nothing.
    pub seen_live: bool,
    /// The session.
    pub session: Session,
}

/// What can be said of a stored session without its secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Where it is logged in.
    pub base_url: String,
    /// The e-mail address it was opened with.
    pub email: String,
    /// When it was opened.
    pub opened_at: OffsetDateTime,
}

/// Why the text is no stored session. Nothing of the text is repeated: any
/// part of it could be a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotASession {
    /// Cut off, damaged, or something else altogether.
    #[error("it is damaged at line {line}, column {column}")]
    Damaged {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// A later version's format.
    #[error("it was written by a newer penguin-auth (format {0}, this one reads {SCHEMA})")]
    Newer(u32),
    /// A field whose text means nothing.
    #[error("its field {0} cannot be used")]
    Field(&'static str),
    /// The session cookies are not among the cookies.
    #[error("it holds no session cookie that could be sent")]
    NoCookie,
}

/// Only the version: read first, because the rest may have changed with it.
#[derive(Deserialize)]
struct Head {
    schema: u32,
}

#[derive(Serialize, Deserialize)]
struct Document {
    schema: u32,
    base_url: String,
    profile: String,
    /// The text of a profile that is not built in: its file may be gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    profile_text: Option<String>,
    email: String,
    user_id: Option<String>,
    opened_at: String,
    seen_live: bool,
    token: String,
    expires_at: Option<String>,
    session_cookies: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bearer: Option<String>,
    cookies: Vec<Cookie<'static>>,
}

impl Document {
    fn read(text: &str) -> Result<Self, NotASession> {
        let head: Head = serde_json::from_str(text).map_err(|error| damaged(&error))?;
        if head.schema > SCHEMA {
            return Err(NotASession::Newer(head.schema));
        }
        serde_json::from_str(text).map_err(|error| damaged(&error))
    }

    fn profile(&self) -> Result<Profile, NotASession> {
        let profile = match &self.profile_text {
            Some(text) => Some(Profile::read("the profile of the session", text)),
            None => Profile::built_in(&self.profile),
        };
        profile.and_then(Result::ok).ok_or(NotASession::Field("profile"))
    }

    fn opened_at(&self) -> Result<OffsetDateTime, NotASession> {
        OffsetDateTime::parse(&self.opened_at, &Rfc3339).map_err(|_| NotASession::Field("opened_at"))
    }
}

/// The place only: serde's own text quotes what it found.
fn damaged(error: &serde_json::Error) -> NotASession {
    NotASession::Damaged { line: error.line(), column: error.column() }
}

impl Summary {
    /// Reads the harmless part.
    ///
    /// # Errors
    /// Why the text is no stored session.
    pub fn read(text: &str) -> Result<Self, NotASession> {
        let document = Document::read(text)?;
        let opened_at = document.opened_at()?;
        Ok(Self { base_url: document.base_url, email: document.email, opened_at })
    }
}

impl StoredSession {
    /// Reads a session back; the redactor learns its cookies.
    ///
    /// # Errors
    /// Why the text is no stored session.
    pub fn read(text: &str, redactor: &Redactor) -> Result<Self, NotASession> {
        let document = Document::read(text)?;
        let base = BaseUrl::parse(&document.base_url).map_err(|_| NotASession::Field("base_url"))?;
        let profile = document.profile()?;
        let opened_at = document.opened_at()?;
        let mut jar = Jar::with(document.cookies);
        jar.keep_bearer(document.bearer.map(Secret::new));
        jar.teach(redactor);
        let url = base.join(&profile.paths.me);
        let mut session =
            Session::resume(jar, document.session_cookies, url, redactor).ok_or(NotASession::NoCookie)?;
        session.facts.user_id = document.user_id;
        session.facts.email.clone_from(&document.email);
        Ok(Self { base, profile, email: document.email, opened_at, seen_live: document.seen_live, session })
    }

    /// The text to keep: full of secrets.
    #[must_use]
    pub fn to_text(&self) -> Secret {
        let facts = &self.session.facts;
        let until = self.session.validity().map(|validity| validity.until);
        let document = Document {
            schema: SCHEMA,
            base_url: self.base.to_string(),
            profile: self.profile.name.clone(),
            profile_text: self.profile_text(),
            email: self.email.clone(),
            user_id: facts.user_id.clone(),
            opened_at: rfc3339(self.opened_at),
            seen_live: self.seen_live,
            token: facts.main().map(|cookie| cookie.kind.id().to_owned()).unwrap_or_default(),
            expires_at: until.map(rfc3339),
            session_cookies: facts.cookies.iter().flat_map(|cookie| cookie.pieces.clone()).collect(),
            bearer: self.session.jar.bearer().map(|token| token.reveal().to_owned()),
            cookies: self.session.jar.cookies(),
        };
        // Strings, numbers and cookies always have a JSON form.
        Secret::new(serde_json::to_string_pretty(&document).unwrap_or_default())
    }

    /// The text of the profile, unless it is a built-in one.
    fn profile_text(&self) -> Option<String> {
        let same = |built_in: Profile| built_in.text() == self.profile.text();
        let is_built_in = Profile::built_in(&self.profile.name).and_then(Result::ok).is_some_and(same);
        (!is_built_in).then(|| self.profile.text().to_owned())
    }

    /// What can be said of it without its secrets.
    #[must_use]
    pub fn summary(&self) -> Summary {
        Summary { base_url: self.base.to_string(), email: self.email.clone(), opened_at: self.opened_at }
    }
}

/// A time as files and documents spell it.
#[must_use]
pub fn rfc3339(time: OffsetDateTime) -> String {
    time.replace_nanosecond(0).unwrap_or(time).format(&Rfc3339).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use reqwest::header::HeaderValue;

    use super::*;

    const TOKEN: &str = "0123456789abcdef-the-secret-token";

    fn stored() -> StoredSession {
        let base = BaseUrl::parse("http://localhost:3000").unwrap();
        let profile = Profile::ticket().unwrap();
        let url = base.join(&profile.paths.me);
        let jar = Jar::new();
        let lines = [
            HeaderValue::from_str(&format!("nile.session-token={TOKEN}; Path=/; Max-Age=600; HttpOnly"))
                .unwrap(),
            HeaderValue::from_static("nile.csrf-token=only-for-the-browser-session; Path=/"),
        ];
        jar.receive(&url, &lines);
        let session = Session::open(jar, &lines, url, &profile, &Redactor::new()).unwrap();
        let email = "ada@penguin.test".to_owned();
        let opened_at = OffsetDateTime::from_unix_timestamp(1_800_000_000).unwrap();
        StoredSession { base, profile, email, opened_at, seen_live: true, session }
    }

    fn read(text: &str) -> Result<StoredSession, NotASession> {
        StoredSession::read(text, &Redactor::new())
    }

    #[test]
    fn a_session_is_read_back_whole_with_the_cookies_that_have_no_expiry() {
        let before = stored();
        let after = read(before.to_text().reveal()).unwrap();
        assert_eq!(after.summary(), before.summary());
        assert_eq!(after.session.alone(0), before.session.alone(0));
        assert!(after.session.jar.value("nile.csrf-token").is_some());
        let end = |stored: &StoredSession| stored.session.validity().unwrap().until.unix_timestamp();
        assert_eq!(end(&after), end(&before));
    }

    #[test]
    fn debug_shows_no_secret() {
        assert!(!format!("{:?}", stored()).contains(TOKEN));
    }

    #[test]
    fn reading_teaches_the_redactor() {
        let redactor = Redactor::new();
        StoredSession::read(stored().to_text().reveal(), &redactor).unwrap();
        assert!(!redactor.redact(&format!("seen: {TOKEN}")).contains(TOKEN));
    }

    #[test]
    fn a_future_format_is_refused_by_its_number_whatever_else_is_in_it() {
        assert_eq!(read(r#"{"schema":2,"cookies":"elsewhere"}"#).unwrap_err(), NotASession::Newer(2));
    }

    #[test]
    fn a_file_without_its_session_cookie_is_no_session() {
        let text = stored().to_text().reveal().replace("nile.session-token=", "other=");
        assert_eq!(read(&text).unwrap_err(), NotASession::NoCookie);
    }

    proptest! {
        #[test]
        fn a_truncated_file_is_an_error_that_repeats_nothing(cut in 0_usize..2000) {
            let whole = stored().to_text();
            let text: String = whole.reveal().chars().take(cut).collect();
            if text.trim_end().len() < whole.reveal().len() {
                let error = read(&text).unwrap_err().to_string();
                prop_assert!(!error.contains(TOKEN));
            }
        }

        #[test]
        fn a_damaged_file_never_panics_and_no_error_repeats_it(at in 0_usize..1500, noise in "[a-zA-Z0-9{}\"\\[\\]:, =;]{1,12}") {
            let whole = stored().to_text();
            let text: String = whole.reveal().chars().enumerate()
                .flat_map(|(place, c)| if place == at { noise.clone() } else { c.to_string() }.chars().collect::<Vec<_>>())
                .collect();
            if let Err(error) = read(&text) {
                let error = error.to_string();
                prop_assert!(!error.contains(TOKEN) && !error.contains("ada@"), "{error}");
            }
        }

        #[test]
        fn anything_else_is_an_error(text in "\\PC{0,200}") {
            prop_assert!(read(&text).is_err());
        }
    }
}
