//! Users: `users.users`, and the password that comes with one.

use std::sync::Arc;

use super::super::clock::Millis;
use super::rows::{NewUser, User};
use super::{Storage, Stored};
use crate::mock::nile_auth::ids::time_ordered_id;

impl Storage {
    /// A user by id, deleted or not.
    pub(in crate::mock::nile_auth) async fn any_user(&self, id: &str) -> Stored<Option<User>> {
        if let Some(postgres) = &self.postgres {
            return Ok(postgres.any_user(id).await?);
        }
        Ok(self.tables().users.get(id).map(|user| User::clone(user)))
    }

    /// A user by id who is not deleted.
    pub(in crate::mock::nile_auth) async fn user(&self, id: &str) -> Stored<Option<User>> {
        Ok(self.any_user(id).await?.filter(|user| user.deleted.is_none()))
    }

    /// The newest user with an address, deleted or not. Addresses are compared
    /// byte for byte (measured).
    pub(in crate::mock::nile_auth) async fn any_user_of(&self, email: &str) -> Stored<Option<User>> {
        if let Some(postgres) = &self.postgres {
            return Ok(postgres.any_user_of(email).await?);
        }
        let tables = self.tables();
        let id = tables.by_email.get(email);
        Ok(id.and_then(|id| tables.users.get(id)).map(|user| User::clone(user)))
    }

    /// The user with an address who is not deleted.
    pub(in crate::mock::nile_auth) async fn user_of(&self, email: &str) -> Stored<Option<User>> {
        Ok(self.any_user_of(email).await?.filter(|user| user.deleted.is_none()))
    }

    /// Adds a user, with a password if one is given.
    pub(in crate::mock::nile_auth) async fn add_user(&self, new: NewUser, now: Millis) -> Stored<User> {
        let id = new.id.map_or_else(|| time_ordered_id(now), Ok)?;
        let user = User {
            id,
            email: new.email,
            name: new.name,
            family_name: new.family_name,
            given_name: new.given_name,
            picture: new.picture,
            created: now,
            deleted: None,
            email_verified: None,
            multi_factor: None,
        };
        if let Some(postgres) = &self.postgres {
            postgres.add_user(&user, new.password.as_deref()).await?;
            return Ok(user);
        }
        let mut tables = self.tables();
        tables.by_email.insert(user.email.clone(), user.id.clone());
        tables.users.insert(user.id.clone(), Arc::new(user.clone()));
        if let Some(password) = new.password {
            tables.passwords.insert(user.id.clone(), password);
        }
        Ok(user)
    }

    /// Writes a user back.
    pub(in crate::mock::nile_auth) async fn save_user(&self, user: User) -> Stored<()> {
        if let Some(postgres) = &self.postgres {
            return Ok(postgres.save_user(&user).await?);
        }
        self.tables().users.insert(user.id.clone(), Arc::new(user));
        Ok(())
    }
}
