//! Twists of what a token is made of, and of which tokens are believed. Nile
//! takes each of them for a session's token, and finds the session by it.

use ring::rand::SystemRandom;
use serde_json::Value;

use crate::mock::account::Account;
use crate::mock::defect::Defect;
use crate::mock::jws;
use crate::mock::nile::Nile;
use crate::mock::routes::App;
use crate::mock::token::random_hex;

impl App {
    /// A token that a careless application makes by itself.
    pub(super) fn careless_token(&self, email: &str) -> Option<String> {
        let account = self.nile.accounts.get(self.nile.accounts.place_of(email)?)?;
        if self.has(Defect::ShortToken) {
            return random_hex::<8>(&SystemRandom::new()).ok();
        }
        if self.has(Defect::CountingToken) {
            let mut remembered = self.memory.lock();
            remembered.counted += 1;
            return Some(format!("session-of-{}-{:064}", account.id, remembered.counted));
        }
        let talkative = [Defect::UnsignedToken, Defect::TokenWithoutExpiry, Defect::ReadableToken];
        if talkative.into_iter().any(|defect| self.has(defect)) {
            self.talkative_token(account)
        } else {
            None
        }
    }

    /// A JWT that says too much, or too little.
    fn talkative_token(&self, account: &Account) -> Option<String> {
        let mint = &self.nile.mint;
        let mut claims = mint.readable_claims(account).ok()?;
        if self.has(Defect::UnsignedToken) {
            return Some(jws::unsigned(&claims));
        }
        if self.has(Defect::TokenWithoutExpiry) {
            claims.remove("exp");
        } else {
            claims.insert("email".to_owned(), Value::from(account.email.as_str()));
        }
        mint.sign(&claims)
    }
}

impl Nile {
    /// Whether a JWT is believed that nobody has verified.
    pub(in crate::mock) fn believes(&self, token: &str) -> bool {
        let says_none = || jws::algorithm_of(token).is_some_and(|it| it.eq_ignore_ascii_case("none"));
        self.has(Defect::JwtSignatureNotChecked) || self.has(Defect::JwtNoneAccepted) && says_none()
    }
}
