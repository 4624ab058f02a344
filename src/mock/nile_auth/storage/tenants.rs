//! Tenants and their members: `public.tenants`, `users.tenant_users`. Members
//! are isolated per tenant, as on hosted Nile.

use super::rows::{Tenant, User};
use super::{Storage, Stored};

impl Storage {
    /// A tenant, deleted or not.
    pub(in crate::mock::nile_auth) async fn tenant(&self, id: &str) -> Stored<Option<Tenant>> {
        Ok(self.tables().tenants.get(id).cloned())
    }

    /// Adds a tenant, or writes one back.
    pub(in crate::mock::nile_auth) async fn save_tenant(&self, tenant: Tenant) -> Stored<()> {
        self.tables().tenants.insert(tenant.id.clone(), tenant);
        Ok(())
    }

    /// The tenants of a user that are not deleted, by id.
    pub(in crate::mock::nile_auth) async fn tenants_of(&self, user: &str) -> Stored<Vec<Tenant>> {
        let tables = self.tables();
        let member =
            |tenant: &Tenant| tables.members.get(&tenant.id).is_some_and(|it| it.iter().any(|id| id == user));
        let mine = tables.tenants.values().filter(|tenant| tenant.deleted.is_none() && member(tenant));
        Ok(mine.cloned().collect())
    }

    /// The members of a tenant who are not deleted, in the order in which they
    /// joined.
    pub(in crate::mock::nile_auth) async fn members(&self, tenant: &str) -> Stored<Vec<User>> {
        let ids = self.tables().members.get(tenant).cloned().unwrap_or_default();
        let mut members = Vec::with_capacity(ids.len());
        for id in &ids {
            members.extend(self.user(id).await?);
        }
        Ok(members)
    }

    /// Whether a user is a member of a tenant.
    pub(in crate::mock::nile_auth) async fn is_member(&self, tenant: &str, user: &str) -> Stored<bool> {
        let tables = self.tables();
        Ok(tables.members.get(tenant).is_some_and(|members| members.iter().any(|it| it == user)))
    }

    /// Makes a user a member; `false` if he is one already.
    pub(in crate::mock::nile_auth) async fn add_member(&self, tenant: &str, user: &str) -> Stored<bool> {
        let mut tables = self.tables();
        let members = tables.members.entry(tenant.to_owned()).or_default();
        if members.iter().any(|it| it == user) {
            return Ok(false);
        }
        members.push(user.to_owned());
        Ok(true)
    }

    /// Takes a user out of a tenant; `false` if he was not in it.
    pub(in crate::mock::nile_auth) async fn remove_member(&self, tenant: &str, user: &str) -> Stored<bool> {
        let mut tables = self.tables();
        let Some(members) = tables.members.get_mut(tenant) else {
            return Ok(false);
        };
        let before = members.len();
        members.retain(|it| it != user);
        Ok(members.len() < before)
    }
}
