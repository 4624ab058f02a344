//! `DELETE /auth/mfa`: a user gives up the second factor.

use http::StatusCode;
use serde_json::{Value, json};

use super::NileAuth;
use super::answer::Answer;
use super::call::Call;
use super::challenge::Scope;
use super::fields;
use super::mfa::Checked;
use super::storage::{Method, Stored};

impl NileAuth {
    /// Takes the second factor away. A code is asked for only if the body says
    /// so or brings one.
    pub(super) async fn disable_factor(&self, call: &Call<'_>) -> Stored<Answer> {
        let caller = match self.proven_caller(call).await? {
            Ok(caller) => caller,
            Err(refusal) => return Ok(refusal),
        };
        let body = match fields::json(&call.body) {
            Ok(body) => body,
            Err(error) if error.ends => Value::Null,
            Err(_) => return Ok(Answer::bad_request("Invalid request body")),
        };
        let Some(mut user) = self.storage.user(&caller).await? else {
            return Ok(Answer::missing());
        };
        let Some(method) = user.multi_factor else {
            return Ok(Answer::bad_request("MFA is not enabled for this user"));
        };
        let other = body.get("method").filter(|it| fields::truthy(Some(it)));
        if other.is_some_and(|it| it.as_str() != Some(method.name())) {
            return Ok(Answer::bad_request("MFA challenge method mismatch"));
        }
        let codes_left = match self.code_refused(&user.id, method, &body).await? {
            Ok(codes_left) => codes_left,
            Err(refusal) => return Ok(refusal),
        };
        self.storage.end_challenges_of(&user.id).await?;
        self.storage.set_authenticator(&user.id, None).await?;
        user.multi_factor = None;
        self.storage.save_user(user).await?;
        let mut answer = json!({ "ok": true, "method": method });
        if let Some(left) = codes_left {
            answer["recoveryCodesRemaining"] = json!(left);
        }
        Ok(Answer::json(StatusCode::OK, &answer))
    }

    /// Checks the code, if one is wanted; otherwise nothing is refused.
    async fn code_refused(
        &self,
        user: &str,
        method: Method,
        body: &Value,
    ) -> Stored<Result<Option<usize>, Answer>> {
        let code = body.get("code");
        let wanted = body.get("requireCode").filter(|it| !it.is_null()).or(code);
        if !fields::truthy(wanted) {
            return Ok(Ok(None));
        }
        if code.and_then(Value::as_str).is_none_or(|it| it.trim().is_empty()) {
            return Ok(Err(Answer::bad_request("MFA code is required to disable MFA")));
        }
        if method == Method::Email
            && let Some(refusal) = self.token_refused(user, body).await?
        {
            return Ok(Err(refusal));
        }
        Ok(match self.check_code(user, method, code).await? {
            Checked::Right(codes_left) => Ok(codes_left),
            Checked::Wrong => Err(Answer::text(StatusCode::UNAUTHORIZED, "Invalid MFA code")),
            Checked::NoAuthenticator => Err(Answer::missing()),
        })
    }

    /// What is wrong with the token of a code that came by mail.
    async fn token_refused(&self, user: &str, body: &Value) -> Stored<Option<Answer>> {
        let token = body.get("token").and_then(Value::as_str).filter(|it| !it.trim().is_empty());
        let Some(token) = token else {
            return Ok(Some(Answer::bad_request("MFA challenge token is required")));
        };
        let identifier = Scope::of(body.get("scope")).identifier(token);
        let Some(challenge) = self.storage.challenge(&identifier).await? else {
            return Ok(Some(Answer::missing()));
        };
        if challenge.user_id != user {
            let text = "MFA challenge does not belong to the current user";
            return Ok(Some(Answer::text(StatusCode::FORBIDDEN, text)));
        }
        if challenge.method != Method::Email {
            return Ok(Some(Answer::bad_request("MFA challenge method mismatch")));
        }
        let expired = challenge.expires <= self.clock.now();
        Ok(expired.then(|| Answer::text(StatusCode::GONE, "MFA challenge has expired")))
    }
}
