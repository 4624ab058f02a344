//! Who can log in.

use std::collections::HashMap;
use std::fmt;

use ring::digest;

/// One account of the deployment.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// The e-mail address, compared byte for byte as Nile does.
    pub email: String,
    /// The password in clear: these are throw-away accounts, and nothing here
    /// hashes for real.
    pub password: String,
    /// The display name that the protected route answers with.
    pub name: String,
    /// The user id: a UUID derived from the e-mail, so that it is the same in
    /// every run.
    pub id: String,
    /// The secret of an authenticator in base 32, if Nile asks this account for
    /// a second factor. The application's own login does not.
    pub totp: Option<String>,
}

impl Account {
    /// An account with the id that belongs to its e-mail.
    #[must_use]
    pub fn new(email: impl Into<String>, password: impl Into<String>, name: impl Into<String>) -> Self {
        let email = email.into();
        let id = uuid_of(&email);
        Self { email, password: password.into(), name: name.into(), id, totp: None }
    }

    /// The two accounts that are there when none are given.
    #[must_use]
    pub fn defaults() -> Vec<Self> {
        vec![
            Self::new("ada@penguin.test", "ada-loves-penguins", "Ada Lovelace"),
            Self::new("bob@penguin.test", "bob-builds-igloos", "Bob Igloo"),
        ]
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Account")
            .field("email", &self.email)
            .field("name", &self.name)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// All accounts, found by e-mail at login and by id when a journal is read.
pub(super) struct Accounts {
    all: Vec<Account>,
    by_email: HashMap<String, usize>,
}

impl Accounts {
    pub(super) fn new(all: Vec<Account>) -> Self {
        let by_email = all.iter().enumerate().map(|(at, account)| (account.email.clone(), at)).collect();
        Self { all, by_email }
    }

    pub(super) fn all(&self) -> &[Account] {
        &self.all
    }

    /// An account by its place in the list.
    pub(super) fn get(&self, at: usize) -> Option<&Account> {
        self.all.get(at)
    }

    pub(super) fn place_of(&self, email: &str) -> Option<usize> {
        self.by_email.get(email).copied()
    }
}

/// Whether a text has the form of an e-mail address, as strictly as the
/// ticket's login schema asks.
pub(super) fn is_email(text: &str) -> bool {
    let plain = text.chars().all(|letter| !letter.is_whitespace() && !letter.is_control());
    let parts = text.split_once('@').filter(|(local, host)| !local.is_empty() && !host.contains('@'));
    plain
        && parts.is_some_and(|(_, host)| host.contains('.') && !host.starts_with('.') && !host.ends_with('.'))
}

/// A UUID of version 8 (free use) made from the SHA-256 of the e-mail.
fn uuid_of(email: &str) -> String {
    let digest = digest::digest(&digest::SHA256, email.as_bytes());
    let mut bytes = [0_u8; 16];
    bytes.iter_mut().zip(digest.as_ref()).for_each(|(to, from)| *to = *from);
    uuid_text(bytes, 8)
}

/// Writes sixteen bytes as a UUID of the given version.
pub(super) fn uuid_text(mut bytes: [u8; 16], version: u8) -> String {
    bytes[6] = (bytes[6] & 0x0f) | (version << 4);
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let number = u128::from_be_bytes(bytes);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        number >> 96,
        (number >> 80) & 0xffff,
        (number >> 64) & 0xffff,
        (number >> 48) & 0xffff,
        number & 0xffff_ffff_ffff
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_depends_on_the_email_only() {
        let one = Account::new("ada@penguin.test", "a", "b");
        let two = Account::new("ada@penguin.test", "c", "d");
        assert_eq!(one.id, two.id);
        assert_eq!(one.id.len(), 36);
        assert_ne!(one.id, Account::new("bob@penguin.test", "a", "b").id);
    }

    #[test]
    fn debug_does_not_show_the_password() {
        let shown = format!("{:?}", Account::new("a@b.c", "hunter2", "A"));
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}
