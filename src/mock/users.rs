//! Accounts as they are given on the command line or in a file.
//!
//! No message quotes what was read: it may be a password.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::account::{Account, is_email};
use super::nile_auth::is_secret;

/// Why accounts could not be read.
#[derive(Debug, thiserror::Error)]
pub enum UsersError {
    /// The file cannot be read.
    #[error("{} cannot be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The file can be read, but not understood.
    #[error("{}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong in it.
        source: Box<Self>,
    },
    /// One entry has no colon, no usable e-mail or no password.
    #[error("expected EMAIL:PASSWORD with an e-mail like ada@penguin.test")]
    Form,
    /// One line of a file is wrong.
    #[error("line {line}: {problem}")]
    Line {
        /// Counted from 1.
        line: usize,
        /// What is wrong with it.
        problem: Box<Self>,
    },
    /// The file begins like JSON and is not.
    #[error("line {}, column {}: not a JSON array of {{\"email\",\"password\",\"name\"?,\"totp\"?}}", .0.line(), .0.column())]
    Json(serde_json::Error),
    /// One entry of the JSON array has a key that means nothing.
    #[error("entry {entry}: it has an unknown key; {}", meant.map_or_else(|| format!("the keys are {}", KEYS.join(", ")), |key| format!("did you mean {key}?")))]
    Key {
        /// Which entry, counted from 1.
        entry: usize,
        /// The key that is most like it, if one is.
        meant: Option<&'static str>,
    },
    /// One entry of the JSON array is wrong.
    #[error("entry {0}: the e-mail must be like ada@penguin.test and the password not empty")]
    Entry(usize),
    /// The secret of one entry is not base 32.
    #[error("entry {0}: `totp` must be a secret in base 32")]
    Secret(usize),
    /// One e-mail stands twice.
    #[error("the e-mail {0} stands twice")]
    Twice(String),
    /// There is nobody in the file.
    #[error("there is no account in it")]
    Nobody,
}

/// The keys of an entry.
const KEYS: [&str; 4] = ["email", "password", "name", "totp"];

/// Below this likeness a key is not what somebody meant.
const ALIKE: f64 = 0.75;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    email: String,
    password: String,
    name: Option<String>,
    totp: Option<String>,
}

/// Reads `EMAIL:PASSWORD`. The password may hold colons.
///
/// # Errors
/// When there is no colon, the e-mail is none, or the password is empty.
pub fn parse_user(text: &str) -> Result<Account, UsersError> {
    let (email, password) = text.split_once(':').ok_or(UsersError::Form)?;
    account(email, password, None).ok_or(UsersError::Form)
}

/// Reads accounts from a file.
///
/// # Errors
/// As [`parse_users`], with the name of the file.
pub fn read_users(path: &Path) -> Result<Vec<Account>, UsersError> {
    let named = || path.to_owned();
    let text = fs::read_to_string(path).map_err(|source| UsersError::Unreadable { path: named(), source })?;
    parse_users(&text).map_err(|source| UsersError::File { path: named(), source: Box::new(source) })
}

/// Reads a text: a JSON array, or one `EMAIL:PASSWORD` on each line. Empty
/// lines and lines that begin with `#` are skipped.
///
/// # Errors
/// When any account cannot be read, stands twice, or there is none.
pub fn parse_users(text: &str) -> Result<Vec<Account>, UsersError> {
    let text = text.trim_start_matches('\u{feff}');
    let accounts = if text.trim_start().starts_with('[') { parse_json(text)? } else { parse_lines(text)? };
    let mut seen = BTreeSet::new();
    if let Some(twice) = accounts.iter().find(|account| !seen.insert(&account.email)) {
        return Err(UsersError::Twice(twice.email.clone()));
    }
    if accounts.is_empty() { Err(UsersError::Nobody) } else { Ok(accounts) }
}

fn parse_json(text: &str) -> Result<Vec<Account>, UsersError> {
    let entries: Vec<Entry> =
        serde_json::from_str(text).map_err(|error| unknown_key(text).unwrap_or(UsersError::Json(error)))?;
    entries.into_iter().enumerate().map(|(at, entry)| account_of(entry, at + 1)).collect()
}

/// The first key that means nothing, if that is what is wrong.
fn unknown_key(text: &str) -> Option<UsersError> {
    let entries: Vec<BTreeMap<String, IgnoredAny>> = serde_json::from_str(text).ok()?;
    let unknown = |entry: &BTreeMap<String, IgnoredAny>| {
        entry.keys().find(|key| !KEYS.contains(&key.as_str())).map(|key| nearest(key))
    };
    let found = entries.iter().enumerate().find_map(|(at, entry)| Some((at, unknown(entry)?)));
    found.map(|(at, meant)| UsersError::Key { entry: at + 1, meant })
}

/// The key that is most like what was written, if one is.
fn nearest(written: &str) -> Option<&'static str> {
    let likeness = |key: &str| strsim::jaro_winkler(key, written);
    let best = KEYS.into_iter().max_by(|one, other| likeness(one).total_cmp(&likeness(other)))?;
    (likeness(best) > ALIKE).then_some(best)
}

fn account_of(entry: Entry, number: usize) -> Result<Account, UsersError> {
    if entry.totp.as_deref().is_some_and(|secret| !is_secret(secret)) {
        return Err(UsersError::Secret(number));
    }
    let account = account(&entry.email, &entry.password, entry.name).ok_or(UsersError::Entry(number))?;
    Ok(Account { totp: entry.totp, ..account })
}

fn parse_lines(text: &str) -> Result<Vec<Account>, UsersError> {
    let lines = text.lines().map(str::trim_end).enumerate();
    let accounts = lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    let numbered = |line: usize, problem| UsersError::Line { line: line + 1, problem: Box::new(problem) };
    accounts.map(|(at, line)| parse_user(line).map_err(|problem| numbered(at, problem))).collect()
}

fn account(email: &str, password: &str, name: Option<String>) -> Option<Account> {
    let local = email.split('@').next().unwrap_or(email).to_owned();
    let usable = is_email(email) && !password.is_empty();
    usable.then(|| Account::new(email, password, name.unwrap_or(local)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_json_give_the_same_accounts() {
        let lines = parse_users("# who\n\nada@penguin.test:a:b\r\nbob@penguin.test:c\n").unwrap();
        let json =
            r#"[{"email":"ada@penguin.test","password":"a:b"},{"email":"bob@penguin.test","password":"c"}]"#;
        assert_eq!(lines, parse_users(json).unwrap());
        assert_eq!(lines[0].password, "a:b");
    }

    #[test]
    fn messages_name_the_line_and_never_quote_it() {
        let error = parse_users("ada@penguin.test:a\nhunter2\n").unwrap_err().to_string();
        assert!(error.starts_with("line 2: ") && !error.contains("hunter2"), "{error}");
        let error =
            parse_users("[\n{\"email\":\"ada@penguin.test\",\"password\":7}]").unwrap_err().to_string();
        assert!(error.starts_with("line 2, column "), "{error}");
    }

    #[test]
    fn a_key_that_means_nothing_is_refused_with_the_nearest_and_without_quoting_it() {
        let wrong = |key: &str| {
            let text = format!(r#"[{{"email":"a@b.c","password":"b","{key}":"JBSWY3DPEHPK3PXP"}}]"#);
            parse_users(&text).unwrap_err().to_string()
        };
        assert_eq!(wrong("totpp"), "entry 1: it has an unknown key; did you mean totp?");
        assert_eq!(
            wrong("hunter2"),
            "entry 1: it has an unknown key; the keys are email, password, name, totp"
        );
    }

    #[test]
    fn nobody_and_the_same_account_twice_are_errors() {
        assert!(matches!(parse_users("# none\n"), Err(UsersError::Nobody)));
        assert!(matches!(parse_users("a@b.c:1\na@b.c:2"), Err(UsersError::Twice(_))));
    }
}
