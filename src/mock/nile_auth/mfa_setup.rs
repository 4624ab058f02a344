//! `POST /auth/mfa`: a user sets up a second factor, or asks for a challenge.

use http::StatusCode;
use serde_json::{Value, json};

use super::NileAuth;
use super::answer::Answer;
use super::call::Call;
use super::challenge::Scope;
use super::fields;
use super::recovery;
use super::storage::{Method, Recovery, Stored, User};
use super::totp;
use super::uri;

impl NileAuth {
    /// Answers a challenge to whoever has a second factor, and what is needed
    /// to set one up to whoever has none.
    pub(super) async fn set_up_factor(&self, call: &Call<'_>) -> Stored<Answer> {
        let user = match self.proven_caller(call).await? {
            Ok(user) => user,
            Err(refusal) => return Ok(refusal),
        };
        let body = match call.sends("application/json").then(|| fields::json(&call.body)) {
            Some(Ok(body)) => body,
            Some(Err(error)) if !error.ends => return Ok(Answer::bad_request("Invalid request body")),
            Some(Err(_)) | None => Value::Null,
        };
        let scope = body.get("scope").and_then(Value::as_str);
        let forced = body.get("forceSetup").and_then(Value::as_bool).unwrap_or(scope == Some("setup"));
        let Some(user) = self.storage.user(&user).await? else {
            let text = if forced { "MFA is not enabled for this user" } else { "No MFA challenge available" };
            return Ok(Answer::bad_request(text));
        };
        if let Some(method) = user.multi_factor.filter(|_| !forced) {
            let issued = self.new_challenge(&user.id, method, Scope::Challenge).await?;
            return Ok(Answer::json(StatusCode::OK, &with_ok(json!(issued))));
        }
        let asked = body.get("method").and_then(Value::as_str).and_then(Method::named);
        let method = user.multi_factor.or(asked).unwrap_or(Method::Authenticator);
        let set_up = self.begin_set_up(&user, method).await?;
        if scope == Some("challenge") {
            return Ok(Answer::bad_request("MFA challenge is not available for this user"));
        }
        Ok(Answer::json(StatusCode::CREATED, &with_ok(set_up)))
    }

    /// Gives a user a new authenticator, which replaces the old one at once,
    /// and a challenge to confirm it with.
    async fn begin_set_up(&self, user: &User, method: Method) -> Stored<Value> {
        let mut body = match method {
            Method::Authenticator => self.new_authenticator(user).await?,
            Method::Email => json!({ "maskedEmail": masked(&user.email) }),
        };
        let issued = json!(self.new_challenge(&user.id, method, Scope::Setup).await?);
        if let (Some(body), Value::Object(issued)) = (body.as_object_mut(), issued) {
            body.extend(issued);
        }
        Ok(body)
    }

    async fn new_authenticator(&self, user: &User) -> Stored<Value> {
        let (secret, codes) = (totp::new_secret()?, recovery::fresh()?);
        let kept = codes.iter().map(|code| recovery::kept(code)).collect();
        let authenticator = Recovery { secret: secret.clone(), codes: kept };
        self.storage.set_authenticator(&user.id, Some(authenticator)).await?;
        let label = uri::encode(&user.email);
        let url = format!(
            "otpauth://totp/Nile:{label}?secret={secret}&period=30&digits=6&algorithm=SHA1&issuer=Nile"
        );
        Ok(json!({ "secret": secret, "otpauthUrl": url, "recoveryKeys": codes }))
    }
}

fn with_ok(mut body: Value) -> Value {
    body["ok"] = json!(true);
    body
}

/// An address of which only the first letter and the host can be read.
fn masked(email: &str) -> String {
    match email.split_once('@') {
        Some((local, host)) => format!("{}***@{host}", local.chars().next().unwrap_or('*')),
        None => "*****".to_owned(),
    }
}
