//! Twists of what a token is made of. Nile takes each of them for a session's
//! token, and finds the session by it.

use ring::rand::SystemRandom;
use serde_json::{Value, json};

use crate::mock::account::Account;
use crate::mock::clock;
use crate::mock::defect::Defect;
use crate::mock::jws;
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
        if self.has(Defect::UnsignedToken) {
            return Some(jws::unsigned(&claims(account, true)?));
        }
        if self.has(Defect::TokenWithoutExpiry) {
            return jws::signed(&claims(account, false)?);
        }
        if self.has(Defect::ReadableToken) {
            let mut claims = claims(account, true)?;
            claims["email"] = Value::from(account.email.as_str());
            return jws::signed(&claims);
        }
        None
    }
}

fn claims(account: &Account, ends: bool) -> Option<Value> {
    let now = clock::now();
    let jti = random_hex::<16>(&SystemRandom::new()).ok()?;
    let mut claims = json!({"sub": account.id, "iat": now, "jti": jti});
    if ends {
        claims["exp"] = Value::from(now + clock::SESSION_SECONDS);
    }
    Some(claims)
}
