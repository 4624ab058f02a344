//! What `login`, `whoami` and `logout` are to do.

mod error;

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use etcetera::BaseStrategy;

pub use error::SessionPlanError;

use super::account::password;
use super::client::{client_options, run_id};
use super::profile::profile;
use super::{Environment, PlanError};
use crate::cli::{ConnectionArgs, HandedOverArgs, LoginArgs, LogoutArgs, ProfileArgs, WhichArgs};
use crate::deployment::{BaseUrl, Profile};
use crate::http::ClientOptions;
use crate::redact::Redactor;
use crate::session::{Account, Entry, HandedOver, Jar, SessionStore, StoreError, StoredSession, Summary};

/// The most that is read of what was handed over; a browser's whole jar is
/// smaller.
const HANDED_OVER_LIMIT: u64 = 4 * 1024 * 1024;

/// What `login` is to do.
#[derive(Debug)]
pub struct LoginPlan {
    /// Where.
    pub base: BaseUrl,
    /// What is promised there.
    pub profile: Profile,
    /// As whom.
    pub account: Account,
    /// How requests are sent.
    pub client: ClientOptions,
    /// Where sessions are kept.
    pub store: SessionStore,
    /// Where this one will be.
    pub path: PathBuf,
    /// The session that it replaces.
    pub replaced: Option<Summary>,
}

/// A stored session and how to use it.
#[derive(Debug)]
pub struct StoredPlan {
    /// Its file.
    pub path: PathBuf,
    /// The session.
    pub stored: StoredSession,
    /// Where sessions are kept.
    pub store: SessionStore,
    /// How requests are sent.
    pub client: ClientOptions,
    /// Knows the session's cookies.
    pub redactor: Arc<Redactor>,
}

/// What `logout` is to do.
#[derive(Debug)]
pub struct LogoutPlan {
    /// Which session is to end.
    pub subject: Subject,
    /// How long an accepted replay is repeated.
    pub replay_limit: Duration,
}

/// Which session is to end.
#[derive(Debug)]
pub enum Subject {
    /// A stored one.
    Stored(Box<StoredPlan>),
    /// One that was handed over.
    HandedOver(Box<HandedOverPlan>),
}

/// A session that was handed over and how to use it.
#[derive(Debug)]
pub struct HandedOverPlan {
    /// Where.
    pub base: BaseUrl,
    /// What is promised there.
    pub profile: Profile,
    /// What may be the session, to be tried in this order.
    pub candidates: Vec<(Jar, Vec<String>)>,
    /// How requests are sent.
    pub client: ClientOptions,
}

impl LoginPlan {
    /// Works out what the arguments mean. A password is asked for only when
    /// nothing else stands in the way.
    ///
    /// # Errors
    /// What is missing or wrong, with a hint.
    pub fn new(args: &LoginArgs, environment: &Environment) -> Result<Self, SessionPlanError> {
        let base = base_url(args.base_url.as_deref(), environment)?.ok_or(SessionPlanError::NoBaseUrl)?;
        let email = args.email.as_deref().or_else(|| environment.get("PENGUIN_AUTH_EMAIL"));
        let email = email.ok_or(PlanError::NoAccount)?.to_owned();
        let profile = profile(args.profile.profile.as_deref())?;
        let store = store(environment)?;
        let path = store.path_of(&base, &email);
        let replaced = replaced(&store, &path, args.force)?;
        let client = client_options(&args.connection, &run_id())?;
        let password = password(&args.password, environment, &email, &base.to_string())?;
        let account = Account { email, password };
        Ok(Self { base, profile, account, client, store, path, replaced })
    }
}

/// The session that is stored there, which only `--force` may replace.
fn replaced(store: &SessionStore, path: &Path, force: bool) -> Result<Option<Summary>, SessionPlanError> {
    let Some(entry) = store.list()?.into_iter().find(|entry| entry.path == path) else { return Ok(None) };
    match entry.summary {
        Ok(summary) if force => Ok(Some(summary)),
        Ok(summary) => Err(SessionPlanError::Occupied(summary)),
        Err(_) if force => Ok(None),
        Err(source) => Err(StoreError::NotASession { path: entry.path, source }.into()),
    }
}

impl StoredPlan {
    /// Finds the session that is meant.
    ///
    /// # Errors
    /// None, several, or one that cannot be read.
    pub fn new(
        which: &WhichArgs,
        named: &ProfileArgs,
        connection: &ConnectionArgs,
        environment: &Environment,
    ) -> Result<Self, SessionPlanError> {
        let base = base_url(which.base_url.as_deref(), environment)?;
        let email = which.email.as_deref().or_else(|| environment.get("PENGUIN_AUTH_EMAIL"));
        let store = store(environment)?;
        let path = select(&store.list()?, base.as_ref(), email)?;
        let redactor = Arc::new(Redactor::new());
        let mut stored = SessionStore::open(&path, &redactor)?;
        if let Some(name) = &named.profile {
            stored.profile = profile(Some(name))?;
        }
        Ok(Self { path, stored, store, client: client_options(connection, &run_id())?, redactor })
    }
}

/// The one session that fits. A file that cannot be read fits only when
/// nothing was asked for.
fn select(
    entries: &[Entry],
    base: Option<&BaseUrl>,
    email: Option<&str>,
) -> Result<PathBuf, SessionPlanError> {
    let base = base.map(ToString::to_string);
    let fits = |entry: &&Entry| match &entry.summary {
        Ok(summary) => {
            base.as_ref().is_none_or(|base| *base == summary.base_url)
                && email.is_none_or(|email| email.eq_ignore_ascii_case(&summary.email))
        }
        Err(_) => base.is_none() && email.is_none(),
    };
    let lines = |entries: &[&Entry]| {
        entries.iter().map(|entry| format!("  {}", entry.line())).collect::<Vec<_>>().join("\n")
    };
    let fitting: Vec<_> = entries.iter().filter(fits).collect();
    match fitting[..] {
        [one] => Ok(one.path.clone()),
        [] if entries.is_empty() => Err(SessionPlanError::NothingStored),
        [] => Err(SessionPlanError::NoneFits(lines(&entries.iter().collect::<Vec<_>>()))),
        ref several => Err(SessionPlanError::SeveralFit(lines(several))),
    }
}

impl LogoutPlan {
    /// Works out what the arguments mean.
    ///
    /// # Errors
    /// What is missing or wrong, with a hint.
    pub fn new(args: &LogoutArgs, environment: &Environment) -> Result<Self, SessionPlanError> {
        let subject = match source(&args.handed_over)? {
            None => Subject::Stored(Box::new(StoredPlan::new(
                &args.which,
                &args.profile,
                &args.connection,
                environment,
            )?)),
            Some((what, text)) => {
                let base = base_url(args.which.base_url.as_deref(), environment)?;
                let base = base.ok_or(SessionPlanError::NoBaseUrl)?;
                let name = args.handed_over.cookie_name.as_deref();
                let read = HandedOver::read(&text, name).and_then(|given| given.candidates(&base, name));
                let candidates = read.map_err(|source| SessionPlanError::HandedOver { what, source })?;
                let client = client_options(&args.connection, &run_id())?;
                let profile = profile(args.profile.profile.as_deref())?;
                Subject::HandedOver(Box::new(HandedOverPlan { base, profile, candidates, client }))
            }
        };
        Ok(Self { subject, replay_limit: args.replay_limit })
    }
}

/// What was handed over, and where it came from.
fn source(args: &HandedOverArgs) -> Result<Option<(String, String)>, SessionPlanError> {
    if args.cookie_stdin {
        let what = "standard input".to_owned();
        if io::stdin().is_terminal() {
            let typed = rpassword::prompt_password("Cookie (it is not shown): ");
            let text = typed.map_err(|source| PlanError::Read { what: what.clone(), source })?;
            return Ok(Some((what, text)));
        }
        let text = text_of(io::stdin().lock(), &what)?;
        return Ok(Some((what, text)));
    }
    let Some(path) = &args.cookie_file else { return Ok(None) };
    let what = path.display().to_string();
    let file = File::open(path).map_err(|source| PlanError::Read { what: what.clone(), source })?;
    let text = text_of(file, &what)?;
    Ok(Some((what, text)))
}

fn text_of(source: impl Read, what: &str) -> Result<String, SessionPlanError> {
    let mut bytes = Vec::new();
    let read = source.take(HANDED_OVER_LIMIT + 1).read_to_end(&mut bytes);
    read.map_err(|source| PlanError::Read { what: what.to_owned(), source })?;
    let too_long = bytes.len() as u64 > HANDED_OVER_LIMIT;
    let text = String::from_utf8(bytes).ok().filter(|_| !too_long);
    text.ok_or_else(|| SessionPlanError::NotText(what.to_owned()))
}

fn base_url(typed: Option<&str>, environment: &Environment) -> Result<Option<BaseUrl>, SessionPlanError> {
    let url = typed.or_else(|| environment.get("PENGUIN_AUTH_BASE_URL"));
    Ok(url.map(BaseUrl::parse).transpose().map_err(PlanError::from)?)
}

/// Where sessions are kept: they are state, neither configuration nor data
/// that anybody would back up.
fn store(environment: &Environment) -> Result<SessionStore, SessionPlanError> {
    if let Some(directory) = environment.get("PENGUIN_AUTH_STATE_DIR") {
        return Ok(SessionStore::new(Path::new(directory).join("sessions")));
    }
    let strategy = etcetera::choose_base_strategy().map_err(|_| SessionPlanError::NoHome)?;
    let state = strategy.state_dir().unwrap_or_else(|| strategy.data_dir());
    Ok(SessionStore::new(state.join("penguin-auth").join("sessions")))
}
