//! The routes, and what is answered before one is found.

use std::borrow::Cow;
use std::future::ready;

use futures_util::future::BoxFuture;
use http::{Method, StatusCode};

use super::NileAuth;
use super::answer::Answer;
use super::call::Call;
use super::reset_password::{open_reset, reset_password};
use super::storage::Stored;
use super::uri;
use super::verify_email::verify_email;

/// A route with what its path names.
enum Route<'a> {
    /// `/auth/…`, everything that next-auth answers.
    NextAuth(&'a [&'a str]),
    Mfa,
    ResetPassword,
    VerifyEmail,
    Me,
    Signup,
    Users,
    UserTenants,
    Tenants,
    Tenant(&'a str),
    TenantUsers(&'a str),
    TenantUser(&'a str, &'a str),
    TenantUserLink(&'a str, &'a str),
    /// Inviting somebody by mail, which the stand-in does not do. The methods
    /// are those of the real routes.
    Invites(&'static str),
}

impl<'a> Route<'a> {
    /// The route of a path, already without `/v2/databases/{id}/`.
    fn of(path: &'a [&'a str]) -> Option<Self> {
        Some(match path {
            ["auth", "mfa"] => Self::Mfa,
            ["auth", "reset-password"] => Self::ResetPassword,
            ["auth", "verify-email"] => Self::VerifyEmail,
            ["auth", below @ ..] if !below.is_empty() => Self::NextAuth(below),
            ["me"] => Self::Me,
            ["signup"] => Self::Signup,
            ["users"] => Self::Users,
            ["users", _, "tenants"] => Self::UserTenants,
            ["tenants"] => Self::Tenants,
            ["tenants", tenant] => Self::Tenant(tenant),
            ["tenants", tenant, "users"] => Self::TenantUsers(tenant),
            ["tenants", tenant, "users", user] => Self::TenantUser(tenant, user),
            ["tenants", tenant, "users", user, "link"] => Self::TenantUserLink(tenant, user),
            ["tenants", _, "invite"] => Self::Invites("OPTIONS, POST, PUT"),
            ["tenants", _, "invite", _] => Self::Invites("DELETE, OPTIONS"),
            ["tenants", _, "invites"] => Self::Invites("GET, HEAD, OPTIONS"),
            _ => return None,
        })
    }

    /// The methods that it knows, as OPTIONS lists them.
    const fn allows(&self) -> &'static str {
        match self {
            Self::NextAuth(_) | Self::TenantUsers(_) | Self::VerifyEmail => "GET, HEAD, OPTIONS, POST",
            Self::Mfa => "DELETE, OPTIONS, POST, PUT",
            Self::ResetPassword => "GET, HEAD, OPTIONS, POST, PUT",
            Self::Me | Self::Tenant(_) => "DELETE, GET, HEAD, OPTIONS, PUT",
            Self::Signup | Self::Users | Self::Tenants => "OPTIONS, POST",
            Self::UserTenants => "GET, HEAD, OPTIONS",
            Self::TenantUser(..) => "OPTIONS, PUT",
            Self::TenantUserLink(..) => "DELETE, OPTIONS, PUT",
            Self::Invites(allows) => allows,
        }
    }
}

/// What a path is before a route is looked for.
pub(super) enum Place<'a> {
    /// The parts behind `/v2/databases/{id}/`.
    Inside(Vec<Cow<'a, str>>),
    /// The same place, written in another way.
    Tidied(String),
    /// Nothing of Nile's.
    Nowhere,
}

/// Reads a path. A doubled or a trailing slash is not served but sent to the
/// path without it, which keeps the method and the body (measured on Next.js
/// 14.2: an SDK whose base URL ends with a slash works by that).
pub(super) fn place<'a>(path: &'a str, query: Option<&str>) -> Place<'a> {
    if let Some(path) = tidied(path) {
        return Place::Tidied(query.map_or_else(|| path.clone(), |query| format!("{path}?{query}")));
    }
    let mut parts = path.split('/').skip(3);
    if parts.next().is_none_or(str::is_empty) {
        return Place::Nowhere;
    }
    parts.map(uri::decode).collect::<Option<_>>().map_or(Place::Nowhere, Place::Inside)
}

fn tidied(path: &str) -> Option<String> {
    if path.as_bytes().windows(2).any(|pair| pair == b"//") || path.contains('\\') {
        let mut clean = String::with_capacity(path.len());
        for letter in path.chars().map(|letter| if letter == '\\' { '/' } else { letter }) {
            if letter != '/' || !clean.ends_with('/') {
                clean.push(letter);
            }
        }
        return Some(clean);
    }
    path.strip_suffix('/').map(str::to_owned)
}

impl NileAuth {
    /// Answers a request to one of the routes. The future of a route is boxed:
    /// else every request would carry the state of the largest one, which was
    /// copied a dozen times on the way (measured, docs/performance.md).
    pub(super) fn at<'a>(&'a self, call: &'a Call<'_>, path: &'a [&str]) -> BoxFuture<'a, Stored<Answer>> {
        let at_once = |answer| -> BoxFuture<'a, Stored<Answer>> { Box::pin(ready(Ok(answer))) };
        let Some(route) = Route::of(path) else {
            return at_once(Answer::not_found());
        };
        let method = &call.head.method;
        if *method == Method::OPTIONS {
            return at_once(Answer::options(route.allows()));
        }
        if !route.allows().split([',', ' ']).any(|allowed| allowed == method.as_str()) {
            return at_once(Answer::empty(StatusCode::METHOD_NOT_ALLOWED));
        }
        match route {
            Route::NextAuth(path) => Box::pin(self.auth(call, path)),
            Route::Mfa => Box::pin(self.at_mfa(call)),
            Route::ResetPassword => Box::pin(self.at_reset_password(call)),
            Route::VerifyEmail if *method == Method::POST => Box::pin(self.request_verification(call)),
            Route::VerifyEmail => at_once(verify_email(call)),
            Route::Me => Box::pin(self.at_me(call)),
            Route::Signup => Box::pin(self.sign_up(call)),
            Route::Users => Box::pin(self.create_user(call)),
            Route::UserTenants => Box::pin(self.my_tenants(call)),
            Route::Tenants => Box::pin(self.create_tenant(call)),
            Route::Tenant(id) => Box::pin(self.at_tenant(call, id)),
            Route::TenantUsers(id) if *method == Method::POST => Box::pin(self.create_member(call, id)),
            Route::TenantUsers(id) => Box::pin(self.list_members(call, id)),
            Route::TenantUser(tenant, user) => Box::pin(self.change_member(call, tenant, user)),
            Route::TenantUserLink(tenant, user) if *method == Method::PUT => {
                Box::pin(self.link_member(call, tenant, user))
            }
            Route::TenantUserLink(tenant, user) => Box::pin(self.unlink_member(call, tenant, user)),
            Route::Invites(_) => Box::pin(self.no_invites(call)),
        }
    }

    async fn at_mfa(&self, call: &Call<'_>) -> Stored<Answer> {
        match call.head.method {
            Method::PUT => self.complete_challenge(call).await,
            Method::POST => self.set_up_factor(call).await,
            _ => self.disable_factor(call).await,
        }
    }

    async fn at_reset_password(&self, call: &Call<'_>) -> Stored<Answer> {
        match call.head.method {
            Method::POST => self.request_reset(call).await,
            Method::PUT => Ok(reset_password(call)),
            _ => Ok(open_reset(call)),
        }
    }

    async fn at_me(&self, call: &Call<'_>) -> Stored<Answer> {
        match call.head.method {
            Method::PUT => self.change_me(call).await,
            Method::DELETE => self.delete_me(call).await,
            _ => self.show_me(call).await,
        }
    }

    async fn at_tenant(&self, call: &Call<'_>, id: &str) -> Stored<Answer> {
        match call.head.method {
            Method::PUT => self.rename_tenant(call, id).await,
            Method::DELETE => self.delete_tenant(call, id).await,
            _ => self.show_tenant(call, id).await,
        }
    }

    async fn no_invites(&self, call: &Call<'_>) -> Stored<Answer> {
        let known = self.caller(call).await?.is_some();
        Ok(if known { Answer::missing() } else { Answer::unauthorized() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tidy(path: &str, query: Option<&str>) -> Option<String> {
        match place(path, query) {
            Place::Tidied(path) => Some(path),
            Place::Inside(_) | Place::Nowhere => None,
        }
    }

    #[test]
    fn slashes_too_many_are_sent_to_the_tidy_path() {
        let tidied = |path, query| tidy(path, query).unwrap();
        assert_eq!(tidied("/v2/databases/x//auth/csrf", Some("a=1")), "/v2/databases/x/auth/csrf?a=1");
        assert_eq!(tidied("/v2/databases/x/me/", None), "/v2/databases/x/me");
        assert_eq!(tidied("/v2/databases/x/me//", None), "/v2/databases/x/me/");
        assert_eq!(tidy("/v2/databases/x/me", None), None);
    }

    #[test]
    fn the_id_may_be_any_text_but_not_empty() {
        let parts = |path| match place(path, None) {
            Place::Inside(parts) => Some(parts),
            Place::Tidied(_) | Place::Nowhere => None,
        };
        assert_eq!(
            parts("/v2/databases/any_id.1/auth/cs%72f"),
            Some(vec![Cow::Borrowed("auth"), Cow::Borrowed("csrf")])
        );
        assert_eq!(parts("/v2/databases/x"), Some(Vec::new()));
        assert_eq!(parts("/v2/databases"), None);
    }
}
