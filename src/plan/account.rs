//! As whom a run logs in, and where the passwords come from.

use std::io::{self, BufRead, IsTerminal};
use std::path::Path;

use super::{Environment, PlanError, read};
use crate::cli::{AccountArgs, PasswordArgs};
use crate::redact::Secret;
use crate::session::Account;

/// The account of `--email`, with its password from wherever it comes.
///
/// # Errors
/// No address, no password, an unreadable file.
pub(super) fn first_account(
    args: &AccountArgs,
    environment: &Environment,
    url: &str,
) -> Result<Account, PlanError> {
    let email = args
        .email
        .as_deref()
        .filter(|email| !email.is_empty())
        .or_else(|| environment.get("PENGUIN_AUTH_EMAIL"))
        .ok_or(PlanError::NoAccount)?;
    let password = password(&args.password, environment, email, url)?;
    Ok(Account { email: email.to_owned(), password })
}

/// The account of `--second-email`, if there is one.
///
/// # Errors
/// No password, an unreadable file.
pub(super) fn second_account(
    args: &AccountArgs,
    environment: &Environment,
) -> Result<Option<Account>, PlanError> {
    let given = args.second_email.as_deref().filter(|email| !email.is_empty());
    let Some(email) = given.or_else(|| environment.get("PENGUIN_AUTH_SECOND_EMAIL")) else {
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
///
/// # Errors
/// No password, an unreadable file.
pub(super) fn password(
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
