//! Challenges of a second factor: `auth.verification_tokens`.

use super::super::clock::{DAY, Millis};
use super::rows::Challenge;
use super::{Storage, Stored};
use crate::mock::key::Key;

impl Storage {
    /// Keeps a challenge. Those that nobody came back for are dropped after a
    /// day, so that a long run does not grow.
    pub(in crate::mock::nile_auth) async fn add_challenge(
        &self,
        identifier: &str,
        challenge: Challenge,
        now: Millis,
    ) -> Stored<()> {
        let mut tables = self.tables();
        tables.challenges.retain(|_, old| old.expires + DAY > now);
        tables.challenges.insert(Key::of(identifier), challenge);
        Ok(())
    }

    pub(in crate::mock::nile_auth) async fn challenge(&self, identifier: &str) -> Stored<Option<Challenge>> {
        Ok(self.tables().challenges.get(&Key::of(identifier)).cloned())
    }

    pub(in crate::mock::nile_auth) async fn end_challenge(&self, identifier: &str) -> Stored<()> {
        self.tables().challenges.remove(&Key::of(identifier));
        Ok(())
    }

    pub(in crate::mock::nile_auth) async fn end_challenges_of(&self, user: &str) -> Stored<()> {
        self.tables().challenges.retain(|_, challenge| challenge.user_id != user);
        Ok(())
    }
}
