//! Who is behind a request to a resource.

use http::StatusCode;

use super::NileAuth;
use super::answer::Answer;
use super::call::Call;
use super::csrf;
use super::note::Note;
use super::session_cookie::SessionCookie;
use super::storage::Stored;
use super::uri;
use crate::mock::cookie::Purpose;

impl NileAuth {
    /// The id of the user whose session a request carries. A JWE is believed as
    /// it is, also in an Authorization header; for any other token Nile asks
    /// its own session route, which has its rules about origins.
    pub(super) async fn caller(&self, call: &Call<'_>) -> Stored<Option<String>> {
        let cookie = SessionCookie::of(&call.jar, call.name(Purpose::Session), call.origin.secure);
        let token = cookie.token();
        let bearer = call.bearer().filter(|_| token.is_empty()).and_then(uri::decode);
        if let Some(id) = self.id_in(bearer.as_deref().unwrap_or(&token)) {
            return Ok(Some(id));
        }
        let Some(site) = self.last_site.of(&call.origin) else {
            return Ok(None);
        };
        let kept = call.jar.get(call.name(Purpose::CallbackUrl));
        let readable = kept.is_none_or(|url| super::callback_url::is_http(&url, &site.base));
        if token.is_empty() || !readable {
            return Ok(None);
        }
        let live = match self.live_session(&token).await {
            // Nile's session route answers 400 then, which is nobody (measured).
            Err(error) if error.is_outage() => None,
            live => live?,
        };
        Ok(live.map(|it| it.user.id().to_owned()).filter(|id| !id.is_empty()))
    }

    /// The caller, if the request also has a valid CSRF cookie.
    pub(super) async fn proven_caller(&self, call: &Call<'_>) -> Stored<Result<String, Answer>> {
        let Some(caller) = self.caller(call).await? else {
            let text = Answer::text(StatusCode::UNAUTHORIZED, "Unauthorized");
            return Ok(Err(text.because(Note::NoSession)));
        };
        Ok(match csrf::sent(call, &self.secret) {
            Ok(Some(_)) => Ok(caller),
            Ok(None) => Err(Answer::bad_request("Request blocked").because(Note::CsrfRefused)),
            Err(thrown) => Err(Answer::thrown(thrown.0)),
        })
    }

    /// The user whom a JWE names, while it lasts.
    fn id_in(&self, token: &str) -> Option<String> {
        let claims = self.claims(token)?;
        let lasts = claims.expires().is_some_and(|expires| expires / 1000 > self.clock.now() / 1000);
        lasts.then(|| claims.any_id())
    }
}
