//! The stand-in for Nile: it knows accounts and sessions, and it is where
//! faults happen. Every question to it is async and can fail, as over a
//! network.

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ring::error::Unspecified;
use ring::rand::SystemRandom;

use super::account::{Account, Accounts};
use super::change::Change;
use super::clock;
use super::defect::Defect;
use super::dress::{Dress, Token};
use super::error::MockError;
use super::fault::Fault;
use super::jwe::JweKey;
use super::jws::JwtKey;
use super::key::Key;
use super::options::MockOptions;
use super::outage::{Endpoint, Outage, OutageSwitch};
use super::planted::Planted;
use super::store::{Session, Store};
use super::token::{Material, Mint, random_hex};

/// Why Nile gave no answer that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NileFailure {
    Refused,
    Reset,
    TimedOut,
    Status(u16),
    NotJson,
    NoBody,
    NullBody,
    ArrayBody,
    NotSaved,
    NoRandom,
}

impl fmt::Display for NileFailure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused => out.write_str("connection refused"),
            Self::Reset => out.write_str("connection reset"),
            Self::TimedOut => out.write_str("no answer in time"),
            Self::Status(status) => write!(out, "status {status}"),
            Self::NotJson => out.write_str("no JSON"),
            Self::NoBody => out.write_str("empty body"),
            Self::NullBody => out.write_str("body null"),
            Self::ArrayBody => out.write_str("body []"),
            Self::NotSaved => out.write_str("the state file cannot be written"),
            Self::NoRandom => out.write_str("no random numbers"),
        }
    }
}

impl From<io::Error> for NileFailure {
    fn from(_: io::Error) -> Self {
        Self::NotSaved
    }
}

impl From<Unspecified> for NileFailure {
    fn from(_: Unspecified) -> Self {
        Self::NoRandom
    }
}

/// What a login gives. Only here a token is seen in clear.
pub(super) struct SignedIn {
    pub(super) session: Session,
    pub(super) token: String,
    pub(super) remember: Option<String>,
}

/// Why a login is refused. The application does not tell these apart to its
/// clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    UnknownEmail,
    WrongPassword,
}

/// The three things that Nile is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    SignIn,
    Session,
    SignOut,
}

impl Call {
    /// The route of Nile's API that it stands for, where a fault can be limited
    /// to it.
    const fn endpoint(self) -> Option<Endpoint> {
        match self {
            Self::SignIn => None,
            Self::Session => Some(Endpoint::Session),
            Self::SignOut => Some(Endpoint::SignOut),
        }
    }
}

/// Accounts, sessions and faults.
pub(super) struct Nile {
    pub(super) accounts: Accounts,
    pub(super) mint: Mint,
    pub(super) planted: Planted,
    store: Mutex<Store>,
    /// What is wrong with Nile, here and on the wire.
    pub(super) outage: OutageSwitch,
    slowness: Duration,
    remember_me: bool,
}

impl Nile {
    /// A value that stands for no session, such as an anonymous one.
    pub(in crate::mock) fn made_up(&self) -> String {
        // Without random numbers there is no login either.
        self.mint.opaque().unwrap_or_default()
    }

    /// Opens the store and makes what the dress needs, and nothing else.
    pub(super) fn open(options: &MockOptions, dress: &Dress) -> Result<Self, MockError> {
        let accounts = Accounts::new(options.accounts.clone());
        let keeps_dead = !options.defects.is_empty();
        let mut store = Store::open(options.state.as_deref(), &accounts, keeps_dead)?;
        let material = match dress.token {
            Token::Opaque => Material::Opaque,
            Token::Jwe => {
                let secret = secret(&mut store, &accounts, options.state.as_deref())?;
                Material::Jwe(Box::new(JweKey::derive(&secret).map_err(no_random)?))
            }
            Token::Jwt => {
                Material::Jwt(JwtKey::of(&secret(&mut store, &accounts, options.state.as_deref())?))
            }
        };
        Ok(Self {
            accounts,
            mint: Mint::new(material),
            planted: Planted::new(options.defects.clone()),
            store: Mutex::new(store),
            outage: OutageSwitch::new(options.fault.map(Outage::of)),
            slowness: options.nile_deadline.saturating_mul(2),
            remember_me: dress.remember_me,
        })
    }

    /// Begins a session. A token that the application insists on is taken; the
    /// sound application never does.
    pub(super) async fn sign_in(
        &self,
        email: &str,
        password: &str,
        token: Option<String>,
    ) -> Result<Result<SignedIn, Refusal>, NileFailure> {
        self.reach(Call::SignIn).await?;
        let found = self.accounts.place_of(email).and_then(|at| Some((at, self.accounts.get(at)?)));
        let Some((at, account)) = found else {
            return Ok(Err(Refusal::UnknownEmail));
        };
        if account.password != password && !self.has(Defect::AcceptsAnyPassword) {
            return Ok(Err(Refusal::WrongPassword));
        }
        self.begin(at, account, token).map(Ok)
    }

    /// The live session that a token stands for.
    pub(super) async fn session(&self, token: &str) -> Result<Option<Session>, NileFailure> {
        self.reach(Call::Session).await?;
        Ok(self.look_up(token))
    }

    /// Ends a session with all its values.
    pub(super) async fn sign_out(&self, session: Session) -> Result<(), NileFailure> {
        self.reach(Call::SignOut).await?;
        let mut store = self.store();
        let keys = self.doomed(&store, session);
        if keys.is_empty() {
            return Ok(());
        }
        Ok(store.commit(Change::End { keys }, &self.accounts)?)
    }

    /// One more value for a session, for deployments that rotate their cookie.
    pub(super) fn rotate(&self, session: Session) -> Result<Option<String>, NileFailure> {
        let Some(account) = self.accounts.get(session.account) else {
            return Ok(None);
        };
        let token = self.mint.make(account)?;
        let change = Change::Add { session: session.id, key: self.key_of(&token) };
        self.store().commit(change, &self.accounts)?;
        Ok(Some(token))
    }

    /// Opens a session without asking who it is.
    pub(super) fn begin(
        &self,
        at: usize,
        account: &Account,
        token: Option<String>,
    ) -> Result<SignedIn, NileFailure> {
        let token = token.map_or_else(|| self.mint.make(account), Ok)?;
        let remember = self.remember_me.then(|| self.mint.opaque()).transpose()?;
        let key = self.key_of(&token);
        let mut store = self.store();
        let session = Session { id: store.next(), key, account: at };
        let change = Change::Open {
            session: session.id,
            email: account.email.clone(),
            expires: clock::now() + clock::SESSION_SECONDS,
            key,
            remember: remember.as_deref().map(Key::of),
        };
        store.commit(change, &self.accounts)?;
        Ok(SignedIn { session, token, remember })
    }

    /// The live session behind the value of a remember-me cookie, which is
    /// opaque in every dress.
    pub(super) async fn remembered(&self, value: &str) -> Result<Option<Session>, NileFailure> {
        self.reach(Call::Session).await?;
        Ok(self.store().live(Key::of(value)))
    }

    /// The sessions. The lock is never held across an await.
    pub(super) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn has(&self, defect: Defect) -> bool {
        self.planted.has(defect)
    }

    /// Plants a defect from now on. It may ask for what is dead by then.
    pub(super) fn plant(&self, defect: Defect) {
        let mut store = self.store();
        store.keep_dead();
        self.planted.plant(defect);
    }

    /// Takes one defect away, or all of them. When none is left nobody asks for
    /// the dead any more.
    pub(super) fn pull(&self, defect: Option<Defect>) {
        let mut store = self.store();
        self.planted.pull(defect);
        if self.planted.all().is_empty() {
            store.drop_dead();
        }
    }

    /// The way to Nile, with whatever goes wrong on it.
    async fn reach(&self, call: Call) -> Result<(), NileFailure> {
        let fault = self.outage.at(call.endpoint());
        match fault.filter(|_| self.fault_counts_for(call)) {
            None => Ok(()),
            Some(Fault::Refuse) => Err(NileFailure::Refused),
            Some(Fault::Reset) => Err(NileFailure::Reset),
            Some(Fault::Stall) => std::future::pending().await,
            Some(Fault::Slow) => {
                tokio::time::sleep(self.slowness).await;
                Ok(())
            }
            Some(Fault::Status500 | Fault::Json500) => Err(NileFailure::Status(500)),
            Some(Fault::Html503) => Err(NileFailure::Status(503)),
            Some(Fault::Empty404) => Err(NileFailure::Status(404)),
            Some(Fault::Status429) => Err(NileFailure::Status(429)),
            Some(Fault::Garbage) => Err(NileFailure::NotJson),
            Some(Fault::Empty) => Err(NileFailure::NoBody),
            Some(Fault::Null) => Err(NileFailure::NullBody),
            Some(Fault::Array) => Err(NileFailure::ArrayBody),
        }
    }
}

/// The secret of the tokens: from the journal, so that tokens outlive a restart,
/// or fresh.
fn secret(store: &mut Store, accounts: &Accounts, state: Option<&Path>) -> Result<String, MockError> {
    if let Some(secret) = store.secret() {
        return Ok(secret.to_owned());
    }
    let secret = random_hex::<32>(&SystemRandom::new()).map_err(no_random)?;
    let failed = |source| MockError::State { path: state.unwrap_or(Path::new("")).to_owned(), source };
    store.commit(Change::Secret(secret.clone()), accounts).map_err(failed)?;
    Ok(secret)
}

const fn no_random(_: Unspecified) -> MockError {
    MockError::NoRandom
}
