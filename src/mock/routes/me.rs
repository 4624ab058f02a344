//! `GET /api/users/me`: the protected route that shows who is logged in
//! (CORE-3.5).

use http::StatusCode;
use http::request::Parts;
use serde::Serialize;

use super::app::App;
use crate::mock::account::Account;
use crate::mock::cookie::Purpose;
use crate::mock::nile::NileFailure;
use crate::mock::reply::{Happened, Reply};
use crate::mock::store::Session;

/// What the route shows. A tenant is never known from a session (measured on
/// Nile).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Profile<'a> {
    user_id: &'a str,
    tenant_id: Option<&'a str>,
    email: &'a str,
    name: &'a str,
}

impl App {
    pub(super) async fn me(&self, head: &Parts) -> Reply {
        if let Some(reply) = self.me_without_nile(head) {
            return reply;
        }
        match self.session_of(head).await {
            Ok(Some(session)) => self.show(session).await,
            Ok(None) => {
                let reply = self.show_to_nobody(head).await;
                reply.with_cookies(self.for_nobody()).because(Happened::NoSession)
            }
            Err(failure) => self.me_when_nile_failed(failure),
        }
    }

    /// The answer for a live session.
    async fn show(&self, session: Session) -> Reply {
        let Some(account) = self.nile.accounts.get(session.account) else {
            return self.nobody();
        };
        let reply = self.identity(account);
        let late = self.after_reading(session).await;
        match self.rotated(session) {
            Ok(lines) => reply
                .with_cookies(self.balancer().into_iter().chain(lines).chain(late))
                .because(Happened::Known(session.key)),
            Err(failure) => self.failed(failure),
        }
    }

    /// A new value for the session cookie, where the dress rotates it.
    fn rotated(&self, session: Session) -> Result<Vec<String>, NileFailure> {
        if !self.dress.rotating {
            return Ok(Vec::new());
        }
        let token = self.nile.rotate(session)?;
        Ok(token.map(|token| self.cookie_lines(Purpose::Session, &token)).unwrap_or_default())
    }
}

/// The sound answer for an account.
pub(in crate::mock) fn profile(account: &Account) -> Reply {
    let Account { email, name, id, password: _, totp: _ } = account;
    Reply::of(StatusCode::OK, &Profile { user_id: id, tenant_id: None, email, name })
}
