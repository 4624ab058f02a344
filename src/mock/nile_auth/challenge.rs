//! Challenges: the second step of a login, and of setting up a second factor.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::StatusCode;
use ring::rand::SystemRandom;
use serde::Serialize;
use serde_json::{Value, json};
use url::Url;

use super::NileAuth;
use super::answer::Answer;
use super::call::Call;
use super::callback_url::Thrown;
use super::clock::{Millis, iso};
use super::fields;
use super::next_auth::Failure;
use super::note::Note;
use super::storage::{Challenge, Method, Stored};
use super::uri;
use crate::mock::cookie::Purpose;
use crate::mock::token::random_hex;

/// What a challenge is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Scope {
    /// A login.
    Challenge,
    /// Setting up a second factor.
    Setup,
}

impl Scope {
    /// The scope that a body names; whatever is not known is a login.
    pub(super) fn of(value: Option<&Value>) -> Self {
        if value.and_then(Value::as_str) == Some("setup") { Self::Setup } else { Self::Challenge }
    }

    /// What a challenge is filed under.
    pub(super) fn identifier(self, token: &str) -> String {
        match self {
            Self::Challenge => format!("mfa:challenge:{token}"),
            Self::Setup => format!("mfa:setup:{token}"),
        }
    }
}

/// A challenge as the client gets it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Issued {
    pub(super) token: String,
    pub(super) expires_at: String,
    pub(super) method: Method,
    pub(super) scope: Scope,
}

impl Issued {
    /// The form in which next-auth passes it on in a URL.
    pub(super) fn encoded(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }
}

impl NileAuth {
    /// Begins a challenge. It lives for thirty seconds, or for two minutes when
    /// its code comes by mail.
    pub(super) async fn new_challenge(&self, user: &str, method: Method, scope: Scope) -> Stored<Issued> {
        let lifetime: Millis = match method {
            Method::Authenticator => 30_000,
            Method::Email => 120_000,
        };
        let now = self.clock.now();
        let token = random_hex::<48>(&SystemRandom::new())?;
        let challenge = Challenge { user_id: user.to_owned(), method, expires: now + lifetime };
        self.storage.add_challenge(&scope.identifier(&token), challenge, now).await?;
        Ok(Issued { token, expires_at: iso(now + lifetime), method, scope })
    }

    /// The challenge that takes the place of whatever a login was answered, if
    /// its user has a second factor. Neither password nor CSRF token are looked
    /// at (measured). Without a usable callback-url cookie there is none.
    pub(super) async fn challenge_for(&self, call: &Call<'_>) -> Result<Option<Answer>, Failure> {
        let kept = call.raw_cookie(call.name(Purpose::CallbackUrl)).unwrap_or("undefined");
        let kept = uri::decode(kept).ok_or_else(|| Thrown("URI malformed".to_owned()))?;
        let kept = kept.strip_suffix('/').unwrap_or(&kept);
        let (Some(email), asked) = who_and_where(call) else {
            return Ok(None);
        };
        let Some(user) = self.storage.user_of(&email).await? else {
            return Ok(None);
        };
        let Some(method) = user.multi_factor else {
            return Ok(None);
        };
        let issued = self.new_challenge(&user.id, method, Scope::Challenge).await?;
        let Some(url) = challenge_url(kept, asked.as_deref(), &issued) else {
            return Ok(None);
        };
        let body = json!({
            "token": issued.token,
            "expiresAt": issued.expires_at,
            "method": issued.method,
            "scope": issued.scope,
            "url": url.as_str(),
        });
        Ok(Some(Answer::json(StatusCode::UNAUTHORIZED, &body).because(Note::Challenged)))
    }
}

/// The address in a login, and the callback path, which only a form can ask
/// for.
fn who_and_where(call: &Call<'_>) -> (Option<String>, Option<String>) {
    if call.sends("application/x-www-form-urlencoded") {
        let field = |name: &str| fields::first_of_form(&call.body, name);
        return (field("email").filter(|it| !it.is_empty()), field("callbackUrl"));
    }
    let body = fields::json(&call.body).unwrap_or_default();
    let email = body.get("email").filter(|it| fields::truthy(Some(it)));
    (fields::column(email), None)
}

/// Where the app asks for the code.
fn challenge_url(kept: &str, asked: Option<&str>, issued: &Issued) -> Option<Url> {
    let mut url = Url::parse(kept).ok()?;
    if let Some(path) = asked.filter(|it| it.starts_with('/')) {
        url = Url::parse(&format!("{}{path}", url.origin().ascii_serialization())).ok()?;
    }
    let before: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let scope = if issued.scope == Scope::Setup { "setup" } else { "challenge" };
    url.query_pairs_mut()
        .clear()
        .extend_pairs(before)
        .append_pair("token", &issued.token)
        .append_pair("method", issued.method.name())
        .append_pair("scope", scope);
    Some(url)
}
