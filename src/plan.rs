//! From what was typed to what it means: arguments, environment and files
//! become a plan in which nothing has to be looked up or checked again.

mod account;
mod browser;
mod budget;
mod client;
mod cookies;
mod environment;
mod error;
mod judge;
mod nile_control;
mod profile;
mod selection;
mod session;

use std::fs;
use std::path::{Path, PathBuf};

pub use browser::{BrowserPlan, WebDriverError};
pub use budget::Budget;
pub use cookies::{CookiesPlan, CookiesPlanError, Trial, TypedAnswer};
pub use environment::Environment;
pub use error::PlanError;
pub use judge::JudgePlan;
pub use nile_control::{NileControl, NileControlError};
pub use profile::profile_file;
pub use session::{HandedOverPlan, LoginPlan, LogoutPlan, SessionPlanError, StoredPlan, Subject};

use self::account::{first_account, second_account};
use self::client::{client_options, run_id};
use self::selection::{known_failures, selection};
use crate::check::{KnownFailures, Selection};
use crate::cli::VerifyArgs;
use crate::deployment::{BaseUrl, Profile};
use crate::http::ClientOptions;
use crate::mock::MockOptions;
use crate::session::Account;

/// What `verify` is to do.
#[derive(Debug)]
pub struct VerifyPlan {
    /// What is examined.
    pub target: Target,
    /// What it promises.
    pub profile: Profile,
    /// Which checks, at which levels.
    pub selection: Selection,
    /// Which of them are known to fail.
    pub known: KnownFailures,
    /// How requests are sent.
    pub client: ClientOptions,
    /// The id of the run, eight hex digits.
    pub run: String,
    /// Whether certificates go unverified.
    pub insecure: bool,
    /// What the run may cost and which steps it takes.
    pub budget: Budget,
    /// The real browser that logs in and out as well, if any.
    pub browser: Option<BrowserPlan>,
    /// Where Nile's failures are switched on and off, if not in the mock of the
    /// run itself.
    pub nile_control: Option<NileControl>,
}

/// What is examined, and as whom.
#[derive(Debug)]
pub enum Target {
    /// The embedded mock, with its own accounts.
    Mock(Box<MockOptions>),
    /// A deployment.
    Deployment {
        /// Where it is.
        base: BaseUrl,
        /// The account whose sessions are opened and ended.
        first: Account,
        /// A second account.
        second: Option<Account>,
    },
}

impl VerifyPlan {
    /// Works out what the arguments mean.
    ///
    /// # Errors
    /// What is missing or wrong, with a hint.
    pub fn new(args: &VerifyArgs, environment: &Environment) -> Result<Self, PlanError> {
        let run = run_id();
        let mut profile = profile::profile(args.profile.profile.as_deref())?;
        profile.paths.protected.extend(args.protected.iter().cloned());
        if args.without_csrf && profile.csrf.is_some() {
            return Err(PlanError::NeedsCsrf(profile.name));
        }
        let further_routes = profile.paths.protected.len();
        Ok(Self {
            profile,
            selection: selection(&args.levels)?,
            known: known_failures(args.levels.known_failures.as_deref())?,
            client: client_options(&args.connection, &run)?,
            run,
            insecure: args.connection.insecure,
            browser: BrowserPlan::new(&args.browser)?,
            budget: Budget::new(args, further_routes),
            target: target(args, environment)?,
            nile_control: NileControl::new(&args.nile, &args.connection, environment)?,
        })
    }
}

/// The mock if it was asked for, else a deployment and its accounts.
fn target(args: &VerifyArgs, environment: &Environment) -> Result<Target, PlanError> {
    if args.mock {
        return Ok(Target::Mock(Box::new(args.dress.options())));
    }
    let url = args
        .base_url
        .as_deref()
        .or_else(|| environment.get("PENGUIN_AUTH_BASE_URL"))
        .ok_or(PlanError::NoTarget)?;
    let base = BaseUrl::parse(url)?;
    if !args.dress.is_plain() {
        return Err(PlanError::MockOptions);
    }
    // The second account first: nobody should type a password for nothing.
    let second = second_account(&args.accounts, environment)?;
    let first = first_account(&args.accounts, environment, &base.to_string())?;
    if second.as_ref().is_some_and(|second| second.email.eq_ignore_ascii_case(&first.email)) {
        return Err(PlanError::SameAccount);
    }
    Ok(Target::Deployment { base, first, second })
}

/// The whole text of a file that was named.
///
/// # Errors
/// It cannot be read, or is no UTF-8.
fn read(path: &Path) -> Result<String, PlanError> {
    fs::read_to_string(path).map_err(|source| PlanError::Read { what: path.display().to_string(), source })
}

/// Where GitHub Actions wants the summary of a step, if this is one.
#[must_use]
pub fn step_summary(environment: &Environment) -> Option<PathBuf> {
    environment.get("GITHUB_STEP_SUMMARY").map(PathBuf::from)
}
