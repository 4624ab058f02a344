//! Tokens that carry the session in themselves.

use ring::error::Unspecified;
use serde::Deserialize;
use serde_json::Value;

use super::NileAuth;
use super::clock::{Millis, SESSION};
use super::ids::random_id;
use super::storage::User;
use crate::mock::jwe::Claims;

/// What a token says, as loosely as Nile reads it.
#[derive(Deserialize)]
pub(super) struct Said {
    id: Option<Value>,
    email: Option<Value>,
    exp: Option<f64>,
}

impl Said {
    /// The user's id, if it is a text.
    pub(super) fn id(&self) -> Option<String> {
        self.id.as_ref()?.as_str().map(str::to_owned)
    }

    /// The id as JavaScript turns it into a text, whatever it is.
    pub(super) fn any_id(&self) -> String {
        let undefined = || "undefined".to_owned();
        self.id().or_else(|| self.id.as_ref().map(Value::to_string)).unwrap_or_else(undefined)
    }

    pub(super) fn email(&self) -> Option<String> {
        self.email.as_ref()?.as_str().map(str::to_owned)
    }

    /// When the token ends.
    pub(super) fn expires(&self) -> Option<Millis> {
        #[expect(clippy::cast_possible_truncation, reason = "a float becomes the nearest integer")]
        self.exp.map(|seconds| (seconds * 1000.0) as Millis)
    }
}

impl NileAuth {
    /// What a token of ours says, whatever its age.
    pub(super) fn claims(&self, token: &str) -> Option<Said> {
        self.key.open_any(token)
    }

    /// A new token for a user.
    pub(super) fn seal(&self, email: &str, id: &str, lifetime: Millis) -> Result<String, Unspecified> {
        let iat = self.clock.now() / 1000;
        let claims = Claims {
            email: email.to_owned(),
            sub: id.to_owned(),
            id: id.to_owned(),
            iat,
            exp: iat + lifetime / 1000,
            jti: random_id()?,
        };
        self.key.seal(&claims, &self.random)
    }

    /// A token for a login, good for thirty days.
    pub(super) fn bearer_token(&self, user: &User) -> Result<String, Unspecified> {
        self.seal(&user.email, &user.id, SESSION)
    }
}
