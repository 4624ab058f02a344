//! The rows of the tables, named as Nile's columns are.

use serde::{Deserialize, Serialize};

use super::super::clock::{Millis, iso};
use crate::mock::key::Key;

/// The kinds of a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::mock::nile_auth) enum Method {
    /// A code that an app computes from a secret.
    Authenticator,
    /// A code that comes by mail. The stand-in sends no mail.
    Email,
}

impl Method {
    pub(in crate::mock::nile_auth) const fn name(self) -> &'static str {
        match self {
            Self::Authenticator => "authenticator",
            Self::Email => "email",
        }
    }

    pub(in crate::mock::nile_auth) fn named(name: &str) -> Option<Self> {
        [Self::Authenticator, Self::Email].into_iter().find(|it| it.name() == name)
    }
}

/// A row of `users.users`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::mock::nile_auth) struct User {
    pub(in crate::mock::nile_auth) id: String,
    pub(in crate::mock::nile_auth) email: String,
    pub(in crate::mock::nile_auth) name: Option<String>,
    pub(in crate::mock::nile_auth) family_name: Option<String>,
    pub(in crate::mock::nile_auth) given_name: Option<String>,
    pub(in crate::mock::nile_auth) picture: Option<String>,
    pub(in crate::mock::nile_auth) created: Millis,
    pub(in crate::mock::nile_auth) deleted: Option<Millis>,
    pub(in crate::mock::nile_auth) email_verified: Option<Millis>,
    pub(in crate::mock::nile_auth) multi_factor: Option<Method>,
}

/// What a user is made from.
#[derive(Default)]
pub(in crate::mock::nile_auth) struct NewUser {
    /// A fixed id; a fresh one is made when there is none.
    pub(in crate::mock::nile_auth) id: Option<String>,
    pub(in crate::mock::nile_auth) email: String,
    pub(in crate::mock::nile_auth) password: Option<String>,
    pub(in crate::mock::nile_auth) name: Option<String>,
    pub(in crate::mock::nile_auth) family_name: Option<String>,
    pub(in crate::mock::nile_auth) given_name: Option<String>,
    pub(in crate::mock::nile_auth) picture: Option<String>,
}

/// A row of `auth.sessions`. Its token is known by its hash only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::mock::nile_auth) struct SessionRow {
    pub(in crate::mock::nile_auth) id: String,
    pub(in crate::mock::nile_auth) key: Key,
    pub(in crate::mock::nile_auth) user_id: String,
    pub(in crate::mock::nile_auth) expires: Millis,
}

/// A row of `public.tenants`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::mock::nile_auth) struct Tenant {
    pub(in crate::mock::nile_auth) id: String,
    pub(in crate::mock::nile_auth) name: String,
    pub(in crate::mock::nile_auth) created: Millis,
    pub(in crate::mock::nile_auth) deleted: Option<Millis>,
}

/// A tenant as it stands in a body.
#[derive(Serialize)]
pub(in crate::mock::nile_auth) struct TenantRow {
    id: String,
    name: String,
    created: String,
    updated: String,
    deleted: Option<String>,
    compute_id: Option<String>,
}

impl From<Tenant> for TenantRow {
    fn from(tenant: Tenant) -> Self {
        let created = iso(tenant.created);
        Self {
            id: tenant.id,
            name: tenant.name,
            updated: created.clone(),
            created,
            deleted: tenant.deleted.map(iso),
            compute_id: None,
        }
    }
}

/// A challenge that waits for its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::mock::nile_auth) struct Challenge {
    pub(in crate::mock::nile_auth) user_id: String,
    pub(in crate::mock::nile_auth) method: Method,
    pub(in crate::mock::nile_auth) expires: Millis,
}

/// What a user of an authenticator has: the secret of the app, and codes for
/// the day when it is lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::mock::nile_auth) struct Recovery {
    /// The secret in base 32.
    pub(in crate::mock::nile_auth) secret: String,
    /// The hashes of the codes that are left. A row that somebody wrote by hand
    /// needs none.
    #[serde(default)]
    pub(in crate::mock::nile_auth) codes: Vec<Key>,
}
