//! Users and sessions that recorded conversations with a real server need.

use super::NileAuth;
use super::clock::{DAY, Millis};
use super::storage::{Method, NewUser, Recovery, Stored, User};
use crate::mock::account::Account;

/// The password of the users.
const PASSWORD: &str = "Correct-horse-9";

/// The secret of their authenticators.
const SECRET: &str = "JBSWY3DPEHPK3PXP";

const HOUR: Millis = 3_600_000;

/// Who has the sessions.
const USER: &str = "mfa@example.com";

/// Who is deleted by a conversation.
const GONE: &str = "mfa-gone@example.com";

impl NileAuth {
    /// Adds two users with an authenticator, a session past its time and one
    /// that was not extended for two days.
    pub(super) async fn add_fixtures(&self) -> Stored<()> {
        let user = self.user_with_authenticator(USER).await?;
        self.user_with_authenticator(GONE).await?;
        let now = self.clock.now();
        for (token, expires) in [("e".repeat(128), now - HOUR), ("a".repeat(128), now + 28 * DAY)] {
            if self.storage.session(&token).await?.is_none() {
                self.storage.add_session(&user.id, &token, expires, now).await?;
            }
        }
        Ok(())
    }

    /// A JWE of this server whose time has passed, if there are fixtures. It
    /// lets nobody in.
    pub(in crate::mock) fn expired_jwe(&self) -> Option<String> {
        let account = Account::new(USER, PASSWORD, USER);
        self.fixtures.then(|| self.seal(&account.email, &account.id, -HOUR).ok()).flatten()
    }

    async fn user_with_authenticator(&self, email: &str) -> Stored<User> {
        if let Some(user) = self.storage.any_user_of(email).await? {
            return Ok(user);
        }
        let account = Account::new(email, PASSWORD, email);
        let new = NewUser {
            id: Some(account.id),
            email: account.email,
            password: Some(account.password),
            ..NewUser::default()
        };
        let user = self.storage.add_user(new, self.clock.now()).await?;
        self.give_authenticator(user, SECRET).await
    }

    /// Gives a user an authenticator that is set up and confirmed.
    pub(super) async fn give_authenticator(&self, mut user: User, secret: &str) -> Stored<User> {
        let authenticator = Recovery { secret: secret.to_owned(), codes: Vec::new() };
        self.storage.set_authenticator(&user.id, Some(authenticator)).await?;
        user.multi_factor = Some(Method::Authenticator);
        user.email_verified = Some(self.clock.now());
        self.storage.save_user(user.clone()).await?;
        Ok(user)
    }
}
