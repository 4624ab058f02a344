//! `PUT /auth/mfa`: the code that completes a challenge.

use http::StatusCode;
use serde_json::{Value, json};

use super::NileAuth;
use super::answer::Answer;
use super::call::Call;
use super::challenge::Scope;
use super::clock::SESSION;
use super::csrf;
use super::fields;
use super::lines;
use super::note::Note;
use super::recovery;
use super::storage::{Challenge, Method, Stored};
use super::totp;
use crate::mock::token::random_hex;

/// What became of a code.
pub(super) enum Checked {
    /// It is right; the second is how many recovery codes are left, if it was
    /// one of these.
    Right(Option<usize>),
    Wrong,
    /// The user has no authenticator to check against.
    NoAuthenticator,
}

impl NileAuth {
    /// Completes a challenge. A wrong code or another method than that of the
    /// challenge destroys it; a wrong scope only does not find it (measured).
    pub(super) async fn complete_challenge(&self, call: &Call<'_>) -> Stored<Answer> {
        let body = match fields::json(&call.body) {
            Ok(Value::Null) => {
                return Ok(Answer::thrown("Cannot destructure property 'token' of 'null' as it is null."));
            }
            Ok(body) => body,
            Err(error) => return Ok(Answer::thrown(error.message)),
        };
        match csrf::sent(call, &self.secret) {
            Ok(Some(_)) => {}
            Ok(None) => return Ok(Answer::bad_request("Request blocked").because(Note::CsrfRefused)),
            Err(thrown) => return Ok(Answer::thrown(thrown.0)),
        }
        let scope = Scope::of(body.get("scope"));
        let token = fields::column(body.get("token")).unwrap_or_else(|| "undefined".to_owned());
        let identifier = scope.identifier(&token);
        let Some(challenge) = self.storage.challenge(&identifier).await? else {
            return Ok(Answer::missing().because(Note::ChallengeRefused));
        };
        if let Some(refusal) = refused(&challenge, body.get("method"), self.clock.now()) {
            self.storage.end_challenge(&identifier).await?;
            return Ok(refusal.because(Note::ChallengeRefused));
        }
        match self.check_code(&challenge.user_id, challenge.method, body.get("code")).await? {
            Checked::NoAuthenticator => Ok(Answer::missing().because(Note::ChallengeRefused)),
            Checked::Wrong => {
                self.storage.end_challenge(&identifier).await?;
                let wrong = Answer::text(StatusCode::UNAUTHORIZED, "Invalid MFA code");
                Ok(wrong.because(Note::ChallengeRefused))
            }
            Checked::Right(codes_left) => self.passed(call, &identifier, challenge, scope, codes_left).await,
        }
    }

    async fn passed(
        &self,
        call: &Call<'_>,
        identifier: &str,
        challenge: Challenge,
        scope: Scope,
        codes_left: Option<usize>,
    ) -> Stored<Answer> {
        let Some(mut user) = self.storage.user(&challenge.user_id).await? else {
            return Ok(Answer::missing());
        };
        let mut body = json!({ "ok": true, "scope": scope });
        if let Some(left) = codes_left {
            body["recoveryCodesRemaining"] = json!(left);
        }
        let answer = Answer::json(StatusCode::OK, &body).because(Note::ChallengePassed);
        self.storage.end_challenge(identifier).await?;
        match scope {
            Scope::Setup => {
                user.multi_factor = Some(challenge.method);
                self.storage.save_user(user).await?;
                Ok(answer)
            }
            Scope::Challenge => {
                let token = self.new_row(&user.id).await?;
                let line = lines::challenge_session(&token, call.origin.secure, self.clock.now());
                Ok(answer.with_cookies([line]))
            }
        }
    }

    /// A database session: sixty-four random bytes in hex.
    pub(super) async fn new_row(&self, user: &str) -> Stored<String> {
        let token = random_hex::<64>(&self.random)?;
        let now = self.clock.now();
        self.storage.add_session(user, &token, now + SESSION, now).await?;
        Ok(token)
    }

    /// Checks a code: that of the app, or one of the recovery codes, which is
    /// then used up. No code that comes by mail is ever right, because no mail
    /// is sent.
    pub(super) async fn check_code(
        &self,
        user: &str,
        method: Method,
        code: Option<&Value>,
    ) -> Stored<Checked> {
        if method == Method::Email {
            return Ok(Checked::Wrong);
        }
        let Some(mut authenticator) = self.storage.authenticator(user).await? else {
            return Ok(Checked::NoAuthenticator);
        };
        let Some(code) = code.and_then(Value::as_str) else {
            return Ok(Checked::Wrong);
        };
        if totp::fits(&authenticator.secret, code, self.clock.now()) {
            return Ok(Checked::Right(None));
        }
        if !recovery::consume(&mut authenticator.codes, code) {
            return Ok(Checked::Wrong);
        }
        let left = authenticator.codes.len();
        self.storage.set_authenticator(user, Some(authenticator)).await?;
        Ok(Checked::Right(Some(left)))
    }
}

/// Why a challenge cannot be completed at all.
fn refused(challenge: &Challenge, method: Option<&Value>, now: i64) -> Option<Answer> {
    let other = |it: &&Value| it.as_str() != Some(challenge.method.name());
    if method.filter(|it| fields::truthy(Some(it))).filter(other).is_some() {
        return Some(Answer::bad_request("MFA challenge method mismatch"));
    }
    (challenge.expires <= now).then(|| Answer::text(StatusCode::GONE, "MFA challenge has expired"))
}
