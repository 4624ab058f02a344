//! A real Chromium, driven through its WebDriver: a page of the deployment is
//! opened, requests are made from there as a page makes them, and what went
//! over the wire is taken from the browser's own log. Cookies are the browser's
//! business alone; this room only reads its store.

mod capabilities;
mod command;
mod driver_process;
mod fetch;
mod obstacle;
mod store;
mod traffic;

use std::cell::RefCell;
use std::fmt;
use std::time::Duration;

use fantoccini::error::CmdError;
use fantoccini::wd::TimeoutConfiguration;
use fantoccini::{Client as WebDriver, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use reqwest::header::{HeaderName, HeaderValue};
use serde_json::{Value, json};

use self::command::DevTools;
use self::driver_process::DriverProcess;
use crate::evidence::{HeldCookie, IgnoredLine, Missing};
use crate::http::{Client, ClientOptions, Failure, FailureKind};

/// The longest that a browser may take to start.
const START: Duration = Duration::from_secs(20);

/// What WebDriver may take beyond the request itself.
const OVERHEAD: Duration = Duration::from_secs(2);

/// How a browser is started and reached.
#[derive(Clone, Debug)]
pub struct BrowserOptions {
    /// A WebDriver that runs already; none means that one is started.
    pub webdriver: Option<String>,
    /// Whether any certificate is accepted.
    pub accepts_any_certificate: bool,
    /// How the run itself reaches the deployment.
    pub client: ClientOptions,
}

/// A running browser. One that was started here ends, with all its processes,
/// when this is dropped.
pub struct Chromium<'a> {
    driver: WebDriver,
    name: String,
    /// The run's own client: its clock, its limits, its redactor.
    run: &'a Client,
    /// Headers of every request that the run makes.
    headers: Vec<(HeaderName, HeaderValue)>,
    ignored: RefCell<Vec<IgnoredLine>>,
    process: Option<DriverProcess>,
}

impl fmt::Debug for Chromium<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Chromium").field("name", &self.name).finish_non_exhaustive()
    }
}

impl<'a> Chromium<'a> {
    /// Starts a browser.
    ///
    /// # Errors
    /// Why there is none, and how to get one.
    pub async fn start(options: &BrowserOptions, run: &'a Client) -> Result<Self, Missing> {
        let within = START.min(run.time_left());
        let process = match &options.webdriver {
            Some(_) => None,
            None => Some(DriverProcess::start(within).await?),
        };
        let url = process.as_ref().map(DriverProcess::url).or(options.webdriver.as_deref());
        let capabilities = capabilities::of(options, process.as_ref().map(DriverProcess::folder))?;
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let session = builder.capabilities(capabilities).connect(url.unwrap_or_default());
        let driver = match tokio::time::timeout(START.min(run.time_left()), session).await {
            Ok(Ok(driver)) => driver,
            Ok(Err(error)) => return Err(obstacle::no_session(&error, options, run.redactor())),
            Err(_) => return Err(obstacle::too_slow()),
        };
        let name = capabilities::name(driver.capabilities());
        let headers = options.client.headers.clone();
        let chromium = Self { driver, name, run, headers, ignored: RefCell::default(), process };
        match chromium.prepare().await {
            Ok(()) => Ok(chromium),
            Err(failure) => {
                chromium.close().await;
                Err(obstacle::not_started(&failure.message))
            }
        }
    }

    /// Its name and version.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The Set-Cookie lines that it has ignored so far.
    #[must_use]
    pub fn ignored(&self) -> Vec<IgnoredLine> {
        self.ignored.borrow().clone()
    }

    /// All cookies that it holds, wherever they go.
    ///
    /// # Errors
    /// That the browser does not answer.
    pub async fn cookies(&self) -> Result<Vec<HeldCookie>, Missing> {
        let answer = self.tell("Network.getAllCookies", json!({})).await;
        let answer = answer.map_err(|failure| obstacle::lost(&failure))?;
        Ok(store::cookies(&answer, self.run.redactor()))
    }

    /// Forgets every cookie that opening the page brought, and what was ignored.
    ///
    /// # Errors
    /// That the browser does not answer.
    pub async fn forget_cookies(&self) -> Result<(), Missing> {
        self.ignored.borrow_mut().clear();
        let answer = self.tell("Network.clearBrowserCookies", json!({})).await;
        answer.map(drop).map_err(|failure| obstacle::lost(&failure))
    }

    /// Ends the browser.
    pub async fn close(self) {
        // One that was started here ends with its driver.
        if self.process.is_none() {
            // Nobody can help it if it does not end.
            let _ = tokio::time::timeout(OVERHEAD, self.driver.clone().close()).await;
        }
    }

    /// What holds for the whole session.
    async fn prepare(&self) -> Result<(), Failure> {
        // A page may allow its scripts no connection; the run is none of them.
        self.tell("Page.setBypassCSP", json!({ "enabled": true })).await?;
        let time = Some(self.run.time_for_one());
        self.within(self.driver.update_timeouts(TimeoutConfiguration::new(time, time, None))).await
    }

    /// One command of the DevTools protocol.
    async fn tell(&self, method: &'static str, parameters: Value) -> Result<Value, Failure> {
        self.within(self.driver.issue_cmd(DevTools { method, parameters })).await
    }

    /// Waits for WebDriver, but not much longer than a request may take.
    async fn within<T>(&self, command: impl Future<Output = Result<T, CmdError>>) -> Result<T, Failure> {
        match tokio::time::timeout(self.run.time_for_one() + OVERHEAD, command).await {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => Err(obstacle::failure(&error, self.run.redactor())),
            Err(_) => Err(Failure {
                kind: FailureKind::Timeout,
                message: "the browser's WebDriver gave no answer".to_owned(),
            }),
        }
    }
}
