//! `GET /auth/session`: whose the session is.

use std::mem::take;
use std::sync::Arc;

use http::StatusCode;
use serde::{Serialize, Serializer};
use serde_json::json;

use super::NileAuth;
use super::answer::Answer;
use super::clock::{DAY, Millis, SESSION, iso};
use super::next_auth::Failure;
use super::note::Note;
use super::opening::Opening;
use super::storage::{Stored, User};

/// A live session.
pub(super) struct Live {
    pub(super) user: SessionUser,
    /// When it ends, as it was before this read.
    pub(super) expires: Millis,
}

/// The user of a session: what a JWE says of him, or what his row says.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum SessionUser {
    Bearer {
        id: String,
        email: String,
        #[serde(rename = "emailVerified")]
        email_verified: Option<String>,
    },
    #[serde(serialize_with = "row")]
    Row(Arc<User>),
}

impl SessionUser {
    pub(super) fn id(&self) -> &str {
        match self {
            Self::Bearer { id, .. } => id,
            Self::Row(user) => &user.id,
        }
    }
}

/// What a session shows of a row.
#[derive(Serialize)]
struct ShownRow<'a> {
    id: &'a str,
    name: Option<&'a str>,
    image: Option<&'a str>,
    email: &'a str,
    #[serde(rename = "emailVerified")]
    email_verified: Option<String>,
}

fn row<S: Serializer>(user: &User, out: S) -> Result<S::Ok, S::Error> {
    let shown = ShownRow {
        id: &user.id,
        name: user.name.as_deref(),
        image: user.picture.as_deref(),
        email: &user.email,
        email_verified: user.email_verified.map(iso),
    };
    shown.serialize(out)
}

#[derive(Serialize)]
struct Shown<'a> {
    user: &'a SessionUser,
    expires: String,
}

impl NileAuth {
    /// Shows the session, and sends its cookie again with a later expiry; a
    /// token that stands for none is deleted.
    pub(super) async fn read_session(&self, opening: &mut Opening<'_>) -> Result<Answer, Failure> {
        let cookies = take(&mut opening.cookies);
        let token = opening.session.token();
        if token.is_empty() {
            let nobody = Answer::json(StatusCode::OK, &json!({}));
            return Ok(nobody.with_cookies(cookies).because(Note::NoSession));
        }
        let Some(live) = self.live_session(&token).await? else {
            let nobody = Answer::json(StatusCode::OK, &json!({})).because(Note::NoSession);
            return Ok(nobody.with_cookies(cookies).with_cookies(opening.session.cleared()?));
        };
        let shown = Shown { user: &live.user, expires: iso(live.expires) };
        let answer = Answer::json(StatusCode::OK, &shown).because(Note::SessionFound);
        let again = opening.session.again(&token, self.clock.now());
        Ok(answer.with_cookies(cookies).with_cookies([again]))
    }

    /// The session of a token. Reading it deletes a row that is past its time,
    /// and extends one that was not extended for a day.
    pub(super) async fn live_session(&self, token: &str) -> Stored<Option<Live>> {
        let now = self.clock.now();
        if let Some(claims) = self.claims(token) {
            let (Some(id), Some(email), Some(expires)) = (claims.id(), claims.email(), claims.expires())
            else {
                return Ok(None);
            };
            let user = SessionUser::Bearer { id, email, email_verified: None };
            return Ok((expires >= now).then_some(Live { user, expires }));
        }
        let Some((expires, Some(user))) = self.storage.session(token).await? else {
            return Ok(None);
        };
        if expires < now {
            self.storage.end_session(token).await?;
            return Ok(None);
        }
        if expires - SESSION + DAY <= now {
            self.storage.extend_session(token, now + SESSION).await?;
        }
        Ok(Some(Live { user: SessionUser::Row(user), expires }))
    }
}
