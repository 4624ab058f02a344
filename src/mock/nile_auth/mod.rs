//! The stand-in for Nile Auth: its HTTP interface below `/v2/databases/{id}/`,
//! so that an app with the real SDK works without Nile.
//!
//! Written from what the real server was measured to answer, with its oddities:
//! an app meets them, so a stand-in must have them too. Two of them are left
//! out on purpose, see [`origin`] and [`tenants`].

mod answer;
mod bearer;
mod call;
mod callback_url;
mod caller;
mod challenge;
mod clock;
mod credentials;
mod csrf;
mod database_down;
mod environment;
mod fields;
mod fixtures;
mod ids;
mod jar;
mod lines;
mod me;
mod mfa;
mod mfa_disable;
mod mfa_setup;
mod next_auth;
mod note;
mod opening;
mod options;
mod origin;
mod pages;
mod person;
mod recovery;
mod reset_password;
mod routes;
mod session;
mod session_cookie;
mod signout;
mod signup;
mod steering;
mod storage;
mod tenant_cookie;
mod tenant_users;
mod tenants;
mod totp;
mod uri;
mod users;
mod verify_email;

use bytes::Bytes;
use http::request::Parts;
use ring::rand::SystemRandom;
use tokio::sync::OnceCell;

use super::account::Account;
use super::error::MockError;
use super::jwe::JweKey;
use super::reply::Reply;
use super::token::random_hex;
use answer::Answer;
use call::Call;
use clock::Clock;
pub(super) use environment::environment;
pub(super) use note::Note;
pub use options::{NileOptions, NileSessions};
use origin::LastSite;
use routes::{Place, place};
pub use steering::NileSession;
use storage::{NewUser, Storage, Stored};
pub use storage::{PostgresError, PostgresUrl, PostgresUrlError};
pub(super) use totp::is_secret;

/// Where everything of Nile's begins.
pub(super) const PREFIX: &str = "/v2/databases/";

/// Nile Auth with its storage.
pub(super) struct NileAuth {
    storage: Storage,
    secret: String,
    key: JweKey,
    last_site: LastSite,
    clock: Clock,
    random: SystemRandom,
    sessions: NileSessions,
    accounts: Vec<Account>,
    fixtures: bool,
    filled: OnceCell<()>,
}

impl NileAuth {
    /// Makes a server that knows these accounts.
    pub(super) fn new(options: &NileOptions, accounts: &[Account]) -> Result<Self, MockError> {
        let unusable = |_| MockError::NoRandom;
        let secret = match &options.secret {
            Some(secret) => secret.clone(),
            None => random_hex::<32>(&SystemRandom::new()).map_err(unusable)?,
        };
        Ok(Self {
            storage: Storage::new(options.postgres.as_ref()),
            key: JweKey::derive(&secret).map_err(unusable)?,
            secret,
            last_site: LastSite::default(),
            clock: Clock::default(),
            random: SystemRandom::new(),
            sessions: options.sessions,
            accounts: accounts.to_vec(),
            fixtures: options.fixtures,
            filled: OnceCell::new(),
        })
    }

    /// Waits until the storage is filled. Whoever asks first fills it: with the
    /// accounts of the deployment, and with the fixtures if they are wanted.
    pub(super) async fn ready(&self) -> Stored<()> {
        self.filled.get_or_try_init(|| Box::pin(self.fill())).await.copied()
    }

    async fn fill(&self) -> Stored<()> {
        self.storage.open().await?;
        for account in &self.accounts {
            self.add_account(account).await?;
        }
        if self.fixtures {
            self.add_fixtures().await?;
        }
        Ok(())
    }

    /// Adds an account, unless a database has it from an earlier run.
    async fn add_account(&self, account: &Account) -> Stored<()> {
        if self.storage.any_user_of(&account.email).await?.is_some() {
            return Ok(());
        }
        let new = NewUser {
            id: Some(account.id.clone()),
            email: account.email.clone(),
            password: Some(account.password.clone()),
            name: Some(account.name.clone()),
            ..NewUser::default()
        };
        let user = self.storage.add_user(new, self.clock.now()).await?;
        if let Some(secret) = &account.totp {
            self.give_authenticator(user, secret).await?;
        }
        Ok(())
    }

    /// Answers one request.
    pub(super) async fn answer(&self, head: &Parts, body: Bytes) -> Reply {
        let answer = match place(head.uri.path(), head.uri.query()) {
            Place::Tidied(path) => Ok(Answer::tidied(path)),
            Place::Nowhere => Ok(Answer::not_found()),
            Place::Inside(path) => {
                let path: Vec<&str> = path.iter().map(AsRef::as_ref).collect();
                self.inside(&Call::new(head, &jar::header(&head.headers), body), &path).await
            }
        };
        answer.unwrap_or_else(|_failed| Answer::thrown("Internal server error")).into_reply()
    }

    async fn inside(&self, call: &Call<'_>, path: &[&str]) -> Stored<Answer> {
        match self.once_ready(call, path).await {
            Err(error) if error.is_outage() => Ok(database_down::answer(call, path)),
            answer => answer,
        }
    }

    async fn once_ready(&self, call: &Call<'_>, path: &[&str]) -> Stored<Answer> {
        self.ready().await?;
        self.at(call, path).await
    }
}
