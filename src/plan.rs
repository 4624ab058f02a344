//! From what was typed to what it means: arguments, environment and files
//! become a plan in which nothing has to be looked up or checked again.

mod browser;
mod budget;
mod cookies;
mod environment;
mod judge;
mod nile_control;
mod profile;
mod session;

use std::fs;
use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};

pub use browser::{BrowserPlan, WebDriverError};
pub use budget::Budget;
pub use cookies::{CookiesPlan, CookiesPlanError, Trial, TypedAnswer};
pub use environment::Environment;
pub use judge::JudgePlan;
pub use nile_control::{NileControl, NileControlError};
pub use profile::profile_file;
pub use session::{HandedOverPlan, LoginPlan, LogoutPlan, SessionPlanError, StoredPlan, Subject};

use crate::check::{KnownFailures, Selection, SelectionError};
use crate::cli::{AccountArgs, ConnectionArgs, LevelArgs, LevelsArg, PasswordArgs, VerifyArgs};
use crate::deployment::{BaseUrl, BaseUrlError, Profile};
use crate::http::{ClientOptions, Limits, Proxy, Trust};
use crate::level::Level;
use crate::mock::MockOptions;
use crate::redact::Secret;
use crate::session::Account;
use crate::settings::Mistakes;
use crate::versioned::ReadError;

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

/// What was typed cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// An environment variable.
    #[error("the environment variable {0} is not UTF-8")]
    NotText(String),
    /// Neither `--mock` nor a URL.
    #[error("nothing to examine")]
    NoTarget,
    /// The base URL.
    #[error("could not use the base URL")]
    BaseUrl(#[from] BaseUrlError),
    /// No e-mail address.
    #[error("no account to log in with")]
    NoAccount,
    /// The second account is the first one.
    #[error("the second account is the first one")]
    SameAccount,
    /// Options of the mock for something that is not the mock.
    #[error("a deployment cannot be given defects, faults, cookies or tokens of the mock")]
    MockOptions,
    /// No password for an account.
    #[error("no password for {0}")]
    NoPassword(String),
    /// A file or standard input.
    #[error("could not read {what}")]
    Read {
        /// Which file, in words.
        what: String,
        /// What the operating system said.
        source: io::Error,
    },
    /// A file with evidence.
    #[error("could not use the evidence {path}")]
    Evidence {
        /// The file.
        path: String,
        /// What is wrong with it.
        source: ReadError,
    },
    /// The evidence was gathered under another profile.
    #[error("the evidence was gathered with the profile {recorded}, and it would be judged with {given}")]
    OtherProfile {
        /// The recording's.
        recorded: String,
        /// That of the command line.
        given: String,
    },
    /// The evidence was gathered before the profile was changed.
    #[error("the profile {0} is not the one that the evidence was gathered with: it was changed since")]
    ChangedProfile(String),
    /// Names of checks.
    #[error(transparent)]
    Selection(#[from] SelectionError),
    /// The control interface of Nile.
    #[error("could not use --nile-control")]
    NileControl(#[source] NileControlError),
    /// The address of a WebDriver.
    #[error("could not use --webdriver")]
    WebDriver(#[source] WebDriverError),
    /// The profile.
    #[error(transparent)]
    Profile(#[from] Mistakes),
    /// The list of known failures.
    #[error(transparent)]
    Known(Mistakes),
    /// Neither a built-in profile nor a file.
    #[error("no profile is called {name:?}{}", suggestion.map_or_else(String::new, |name| format!("; did you mean {name}?")))]
    UnknownProfile {
        /// As typed.
        name: String,
        /// The nearest name.
        suggestion: Option<&'static str>,
    },
    /// It is there, but not as a file.
    #[error("{0} is a built-in profile and no file")]
    BuiltInProfile(String),
    /// Without its CSRF token nobody can log in.
    #[error("the profile {0} needs a CSRF token, so --without-csrf leaves nothing to examine")]
    NeedsCsrf(String),
}

impl PlanError {
    /// What to try next.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotText(_) => "set it to text, or unset it",
            Self::NoTarget => {
                "try: penguin-auth verify --mock, or: penguin-auth verify --base-url http://localhost:3000"
            }
            Self::BaseUrl(_) => "write it with http:// or https:// in front, and without the path of a route",
            Self::NoAccount => "set PENGUIN_AUTH_EMAIL, or give --email",
            Self::SameAccount => {
                "give the address of another account, or none: then those checks are skipped"
            }
            Self::MockOptions => {
                "use them with --mock, or with penguin-auth mock and its address as --base-url"
            }
            Self::NoPassword(_) => {
                "set PENGUIN_AUTH_PASSWORD (for the second account PENGUIN_AUTH_SECOND_PASSWORD), or use --password-file (--second-password-file)"
            }
            Self::Read { source, .. } if source.kind() == io::ErrorKind::InvalidData => {
                "it has to be text in UTF-8: is it the right file?"
            }
            Self::Read { .. } => "check the path and its permissions",
            Self::Evidence { source, .. } => source.hint(),
            Self::OtherProfile { .. } => "give the profile that it was gathered with as --profile",
            Self::ChangedProfile(_) => "give the profile as it was then as --profile, or run verify again",
            Self::BuiltInProfile(_) => {
                "check takes a file; penguin-auth profile show prints a built-in profile as one"
            }
            Self::Selection(_) => "penguin-auth checks lists them",
            Self::NileControl(error) => error.hint(),
            Self::WebDriver(_) => {
                "give the address at which chromedriver said that it listens, such as http://localhost:9515"
            }
            Self::Profile(_) => {
                "penguin-auth profile show NAME prints one to start from; docs/profiles.md explains every key"
            }
            Self::Known(_) => "each entry is [[known]] with check, reason and until = \"2026-12-31\"",
            Self::UnknownProfile { .. } => {
                "penguin-auth profile list shows the built-in ones; a file needs its path"
            }
            Self::NeedsCsrf(_) => "leave out --without-csrf",
        }
    }
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

fn known_failures(path: Option<&Path>) -> Result<KnownFailures, PlanError> {
    let Some(path) = path else { return Ok(KnownFailures::default()) };
    KnownFailures::read(&path.display().to_string(), &read(path)?).map_err(PlanError::Known)
}

/// Which checks run, at which levels.
fn selection(args: &LevelArgs) -> Result<Selection, PlanError> {
    let mut selection = Selection::new(&args.only, &args.skip)?;
    if args.level == LevelsArg::Strict {
        selection.deny_what_is_a_must();
    }
    let levels = [(&args.deny, Level::Deny), (&args.warn, Level::Warn), (&args.allow, Level::Allow)];
    for (names, level) in levels {
        for name in names {
            selection.set_level(name, level)?;
        }
    }
    Ok(selection)
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

/// The account of `--email`, with its password from wherever it comes.
///
/// # Errors
/// No address, no password, an unreadable file.
pub fn first_account(args: &AccountArgs, environment: &Environment, url: &str) -> Result<Account, PlanError> {
    let email = args
        .email
        .as_deref()
        .or_else(|| environment.get("PENGUIN_AUTH_EMAIL"))
        .ok_or(PlanError::NoAccount)?;
    let password = password(&args.password, environment, email, url)?;
    Ok(Account { email: email.to_owned(), password })
}

fn second_account(args: &AccountArgs, environment: &Environment) -> Result<Option<Account>, PlanError> {
    let Some(email) = args.second_email.as_deref().or_else(|| environment.get("PENGUIN_AUTH_SECOND_EMAIL"))
    else {
        return Ok(None);
    };
    let password = match &args.second_password_file {
        Some(path) => first_line_of(path)?,
        None => environment
            .get("PENGUIN_AUTH_SECOND_PASSWORD")
            .map(Secret::new)
            .ok_or_else(|| PlanError::NoPassword(email.to_owned()))?,
    };
    Ok(Some(Account { email: email.to_owned(), password }))
}

/// From standard input, a file, the environment, or a prompt on a terminal.
fn password(
    args: &PasswordArgs,
    environment: &Environment,
    email: &str,
    url: &str,
) -> Result<Secret, PlanError> {
    if args.password_stdin {
        let mut line = String::new();
        let read = io::stdin().lock().read_line(&mut line);
        read.map_err(|source| PlanError::Read {
            what: "the password from standard input".to_owned(),
            source,
        })?;
        return non_empty(&line, email);
    }
    if let Some(path) = &args.password_file {
        return first_line_of(path);
    }
    if let Some(password) = environment.get("PENGUIN_AUTH_PASSWORD") {
        return Ok(Secret::new(password));
    }
    if !io::stdin().is_terminal() {
        return Err(PlanError::NoPassword(email.to_owned()));
    }
    let typed = rpassword::prompt_password(format!("Password of {email} on {url}: "));
    non_empty(&typed.map_err(|source| PlanError::Read { what: "the password".to_owned(), source })?, email)
}

fn non_empty(line: &str, email: &str) -> Result<Secret, PlanError> {
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() { Err(PlanError::NoPassword(email.to_owned())) } else { Ok(Secret::new(password)) }
}

/// The first line of a file with a password.
fn first_line_of(path: &Path) -> Result<Secret, PlanError> {
    let text = read(path)?;
    let line = text.lines().next().unwrap_or_default();
    non_empty(line, &format!("the account: {} has an empty first line", path.display()))
}

fn read(path: &Path) -> Result<String, PlanError> {
    fs::read_to_string(path).map_err(|source| PlanError::Read { what: path.display().to_string(), source })
}

/// How requests are sent.
///
/// # Errors
/// An unreadable file of authorities.
pub fn client_options(args: &ConnectionArgs, run: &str) -> Result<ClientOptions, PlanError> {
    let trust = match (&args.cacert, args.insecure) {
        (Some(path), _) => Trust::Authorities(read(path)?.into_bytes()),
        (None, true) => Trust::Anything,
        (None, false) => Trust::System,
    };
    let version = env!("CARGO_PKG_VERSION");
    let user_agent = args.user_agent.clone().unwrap_or_else(|| format!("penguin-auth/{version} (run {run})"));
    Ok(ClientOptions {
        headers: args.header.clone(),
        user_agent,
        trust,
        proxy: args.proxy.clone().map_or(Proxy::Environment, Proxy::Url),
        connect_to: args.connect_to.clone(),
        socket: None,
        limits: Limits { timeout: args.timeout, deadline: args.deadline },
    })
}

/// Eight hex digits by which the run's requests can be found in a log.
#[must_use]
pub fn run_id() -> String {
    use std::hash::{BuildHasher, RandomState};
    let number = RandomState::new().hash_one(std::process::id());
    format!("{:08x}", number & 0xffff_ffff)
}

/// Where GitHub Actions wants the summary of a step, if this is one.
#[must_use]
pub fn step_summary(environment: &Environment) -> Option<PathBuf> {
    environment.get("GITHUB_STEP_SUMMARY").map(PathBuf::from)
}
