//! Two more routes that look at the session: `GET /api/auth/session`, as
//! next-auth answers its own clients, and `GET /api/campaigns`, which stands
//! for everything else that needs a login.

use http::StatusCode;
use http::request::Parts;
use serde_json::json;

use super::app::App;
use crate::mock::reply::{Happened, Reply};

impl App {
    /// Who is logged in, or `{}`: this route refuses nobody.
    pub(super) async fn session_read(&self, head: &Parts) -> Reply {
        match self.session_of(head).await {
            Ok(Some(session)) => {
                let account = self.nile.accounts.get(session.account);
                let user = account.map(|it| json!({"id": it.id, "email": it.email, "name": it.name}));
                Reply::of(StatusCode::OK, &json!({ "user": user })).because(Happened::Known(session.key))
            }
            Ok(None) => {
                let lines = self.brought_back(head).unwrap_or_else(|| self.for_nobody());
                Reply::fixed(StatusCode::OK, "{}").with_cookies(lines).because(Happened::NoSession)
            }
            Err(failure) => self.failed(failure),
        }
    }

    /// Something that only a user may see.
    pub(super) async fn campaigns(&self, head: &Parts) -> Reply {
        let shown = || Reply::fixed(StatusCode::OK, r#"{"campaigns":[{"id":"1","subject":"Fish"}]}"#);
        match self.session_of(head).await {
            Ok(Some(session)) => shown().because(Happened::Known(session.key)),
            Ok(None) if self.decodes_alone(head) => shown().because(Happened::Twisted),
            Ok(None) => self.nobody().because(Happened::NoSession),
            Err(failure) => self.failed(failure),
        }
    }
}
