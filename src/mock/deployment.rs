//! A running deployment and the handle that steers it.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::account::Account;
use super::control::ControlInterface;
use super::defect::Defect;
use super::dress::Dress;
use super::error::MockError;
use super::fault::Fault;
use super::listener::{Listener, Reach};
use super::nile_auth::{self, NileSession};
use super::options::MockOptions;
use super::outage::Outage;
use super::routes::App;
use super::serve::Server;
use super::tls::Identity;

/// A deployment that serves until it is stopped or dropped.
pub struct MockDeployment {
    app: Arc<App>,
    reach: Reach,
    base_url: String,
    certificate_pem: Option<String>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl MockDeployment {
    /// Starts serving on a listener that the caller has made. Must be called
    /// inside a tokio runtime.
    ///
    /// # Errors
    /// When the options contradict themselves, or when the socket, the state
    /// file or the certificate cannot be used.
    pub fn start(listener: Listener, options: MockOptions) -> Result<Self, MockError> {
        let runtime = Handle::try_current().map_err(|_no_runtime| MockError::NoRuntime)?;
        let dress = checked_dress(&options)?;
        let reach = listener.reach().clone();
        let identity = dress.tls.then(Identity::make).transpose()?;
        let base_url = base_url(&dress, &reach);
        let app = Arc::new(App::new(options, dress)?);
        let (acceptor, certificate_pem) = identity.map(|it| (it.acceptor, it.certificate_pem)).unzip();
        let (stop, stopped) = watch::channel(false);
        let task = runtime.spawn(Server::new(Arc::clone(&app), acceptor).run(listener, stopped));
        Ok(Self { app, reach, base_url, certificate_pem, stop, task })
    }

    /// Waits until the storage of Nile's stand-in is filled. Requests wait for it
    /// too; this tells why it fails.
    ///
    /// # Errors
    /// When the database that keeps the rows cannot be used.
    pub async fn ready(&self) -> Result<(), MockError> {
        Ok(self.app.nile_auth.ready().await?)
    }

    /// Its address for clients: `http(s)://localhost:PORT`, or
    /// `app.penguin.test` when its cookies have a domain. There is no port when
    /// it is not served on one.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The socket that it listens on.
    #[must_use]
    pub const fn reach(&self) -> &Reach {
        &self.reach
    }

    /// The certificate to trust, if it serves https.
    #[must_use]
    pub fn certificate_pem(&self) -> Option<&str> {
        self.certificate_pem.as_deref()
    }

    /// Who can log in.
    #[must_use]
    pub fn accounts(&self) -> &[Account] {
        self.app.nile.accounts.all()
    }

    /// The lines of a dotenv file that point an app's Nile SDK here.
    #[must_use]
    pub fn nile_environment(&self) -> String {
        nile_auth::environment(&address(&self.app.dress, "localhost", &self.reach))
    }

    /// A token of Nile that is over, if there are fixtures: recorded
    /// conversations need one of this very server. It lets nobody in.
    #[must_use]
    pub fn expired_jwe(&self) -> Option<String> {
        self.app.nile_auth.expired_jwe()
    }

    /// Where it can be steered over HTTP, if its options name a token. Only a
    /// name of this machine is taken there.
    #[must_use]
    pub fn control_url(&self) -> Option<String> {
        let root = address(&self.app.dress, "localhost", &self.reach);
        self.app.has_control().then(|| format!("{root}{}", ControlInterface::ROOT))
    }

    /// A handle that steers it and looks behind it.
    #[must_use]
    pub fn control(&self) -> Control {
        Control { app: Arc::clone(&self.app) }
    }

    /// Stops: no new connections, and two seconds for the requests in flight.
    pub async fn stop(mut self) {
        // Both fail only when the server has already ended.
        let _ = self.stop.send(true);
        let _ = (&mut self.task).await;
    }
}

impl Drop for MockDeployment {
    fn drop(&mut self) {
        self.task.abort();
        // A control handle may outlive this, and must not keep the state file locked.
        self.app.nile.store().close();
    }
}

impl fmt::Debug for MockDeployment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("MockDeployment").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

/// Steers a running deployment from outside its HTTP interface. Clones steer
/// the same one.
#[derive(Clone)]
pub struct Control {
    app: Arc<App>,
}

impl Control {
    /// Makes Nile fail from now on, or work again.
    pub fn set_fault(&self, fault: Option<Fault>) {
        self.set_outage(fault.map(Outage::of));
    }

    /// The same, with everything that can be chosen about it.
    pub fn set_outage(&self, outage: Option<Outage>) {
        self.app.nile.outage.set(outage);
    }

    /// How many calls to Nile met the outage that is on, or the last one.
    #[must_use]
    pub fn struck(&self) -> usize {
        self.app.nile.outage.struck()
    }

    /// How many sessions of an account are really live: the second witness that
    /// a logout ended one.
    #[must_use]
    pub fn live_sessions(&self, email: &str) -> usize {
        let place = self.app.nile.accounts.place_of(email);
        place.map_or(0, |account| self.app.nile.store().count(account))
    }

    /// The live sessions that Nile keeps in rows.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn nile_sessions(&self) -> Result<Vec<NileSession>, MockError> {
        Ok(self.app.nile_auth.list_sessions().await?)
    }

    /// Ends one live session of Nile by the id of its row, and tells whether there
    /// was one.
    ///
    /// # Errors
    /// When the storage cannot be written.
    pub async fn end_nile_session(&self, id: &str) -> Result<bool, MockError> {
        Ok(self.app.nile_auth.end_session(id).await?)
    }

    /// Ends all live sessions of a user that Nile keeps in rows, and tells how many
    /// there were.
    ///
    /// # Errors
    /// When the storage cannot be written.
    pub async fn end_nile_sessions_of(&self, email: &str) -> Result<u64, MockError> {
        Ok(self.app.nile_auth.end_all(email).await?.unwrap_or(0))
    }

    /// Moves Nile's time forward, for tests of what expires. The cookies of the
    /// application keep to the time of the system.
    pub fn advance_nile(&self, by: Duration) {
        self.app.nile_auth.advance(by);
    }

    /// How many requests have arrived.
    #[must_use]
    pub fn requests(&self) -> usize {
        self.app.requests()
    }
}

impl fmt::Debug for Control {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Control").field("requests", &self.requests()).finish_non_exhaustive()
    }
}

/// The dress with what the defects need, if it hides none of them, cookies can
/// be written in it and every account is there once.
fn checked_dress(options: &MockOptions) -> Result<Dress, MockError> {
    let mut seen = BTreeSet::new();
    if let Some(twice) = options.accounts.iter().find(|account| !seen.insert(&account.email)) {
        return Err(MockError::TwiceTheSameAccount(twice.email.clone()));
    }
    let mut dress = options
        .defects
        .iter()
        .copied()
        .fold(options.dress.clone(), |dress, defect: Defect| defect.dress(dress));
    for defect in &options.defects {
        if let Some(why) = defect.hidden_by(&dress) {
            return Err(MockError::Hidden { defect: defect.name(), why });
        }
    }
    dress.secure_names |= dress.tls && !options.defects.contains(&Defect::PlainCookieOnHttps);
    if dress.is_writable() {
        return Ok(dress);
    }
    Err(MockError::Dress { path: dress.path, domain: dress.domain.unwrap_or_default() })
}

fn base_url(dress: &Dress, reach: &Reach) -> String {
    match &dress.domain {
        Some(domain) => address(dress, &format!("app.{}", domain.trim_start_matches('.')), reach),
        None => address(dress, "localhost", reach),
    }
}

fn address(dress: &Dress, host: &str, reach: &Reach) -> String {
    let scheme = if dress.tls { "https" } else { "http" };
    match reach {
        Reach::Address(address) => format!("{scheme}://{host}:{}", address.port()),
        Reach::Socket(_) => format!("{scheme}://{host}"),
    }
}
