//! From what was typed to what `penguin-auth cookies` is to do.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use url::Url;

use crate::cli::CookiesArgs;
use crate::cookie::{Case, CaseError, SetCookie};
use crate::http::without_secrets;
use crate::redact::{Redactor, sanitise};

/// What is to be judged.
#[derive(Debug)]
pub enum CookiesPlan {
    /// Rows of a file.
    Cases(Vec<Case>),
    /// Lines of the command line.
    Trial(Box<Trial>),
}

/// A login and a logout as they were typed, their secrets replaced.
#[derive(Debug)]
pub struct Trial {
    /// The answer of the login.
    pub login: TypedAnswer,
    /// The answer of the logout.
    pub logout: TypedAnswer,
    /// What is asked afterwards.
    pub request: Url,
    /// Whether only what is sent there counts.
    pub only_sent: bool,
}

/// The headers of one answer that browsers look at.
#[derive(Debug)]
pub struct TypedAnswer {
    /// Where it comes from.
    pub url: Url,
    /// Its Set-Cookie lines.
    pub set_cookie: Vec<SetCookie>,
    /// Its Date, the last that was given.
    pub date: Option<String>,
    /// The values of its Clear-Site-Data headers.
    pub clear_site_data: Vec<String>,
}

/// What was typed cannot be judged.
#[derive(Debug, thiserror::Error)]
pub enum CookiesPlanError {
    /// `--url` or `--then-url`.
    #[error("could not use {option} {}: {reason}", sanitise(text))]
    Url {
        /// Which of the two.
        option: &'static str,
        /// As it was typed.
        text: String,
        /// What is wrong with it.
        reason: String,
    },
    /// `--request`.
    #[error("could not use --request {}: it does not begin with /", sanitise(.0))]
    Request(String),
    /// The file.
    #[error("could not read {}", .path.display())]
    Read {
        /// Which one.
        path: PathBuf,
        /// What stood in the way.
        source: io::Error,
    },
    /// A row of it.
    #[error("could not read line {line} of {}", .path.display())]
    Row {
        /// The file.
        path: PathBuf,
        /// The number of the line, from 1.
        line: usize,
        /// What is wrong with it.
        source: CaseError,
    },
    /// No row can be judged.
    #[error("{} has no case of Chromium or Firefox", .0.display())]
    NoCase(PathBuf),
}

impl CookiesPlanError {
    /// What to try next.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Url { .. } => "write it in full, such as https://app.example.com/api/auth/logout",
            Self::Request(_) => "give a path, such as --request /api/users/me",
            Self::Read { .. } => "is the path right, and is it a text in UTF-8?",
            Self::Row { .. } | Self::NoCase(_) => "docs/cookies.md lists the fields of a row",
        }
    }
}

impl CookiesPlan {
    /// Understands the arguments, and reads the file if they name one.
    ///
    /// # Errors
    /// An unusable URL or path, or a file or row that cannot be read.
    pub fn new(args: &CookiesArgs) -> Result<Self, CookiesPlanError> {
        if let Some(path) = &args.cases {
            return Ok(Self::Cases(cases(path)?));
        }
        let redactor = Redactor::new();
        let login_url = url("--url", args.url.as_deref().unwrap_or_default())?;
        let logout_url = match &args.then_url {
            Some(text) => url("--then-url", text)?,
            None => login_url.clone(),
        };
        let mut request = login_url.clone();
        if let Some(path) = &args.request {
            request = request_url(&login_url, path)?;
        }
        Ok(Self::Trial(Box::new(Trial {
            login: TypedAnswer::new(login_url, &args.set, &redactor),
            logout: TypedAnswer::new(logout_url, &args.then, &redactor),
            request,
            only_sent: args.request.is_some(),
        })))
    }
}

impl TypedAnswer {
    /// A line is a Set-Cookie line unless another header's name stands before
    /// it.
    fn new(url: Url, lines: &[String], redactor: &Redactor) -> Self {
        let mut answer = Self { url, set_cookie: Vec::new(), date: None, clear_site_data: Vec::new() };
        for line in lines {
            let (name, value) = line.split_once(':').unwrap_or_default();
            let value = value.trim_matches([' ', '\t']);
            if name.eq_ignore_ascii_case("date") {
                answer.date = Some(value.to_owned());
            } else if name.eq_ignore_ascii_case("clear-site-data") {
                answer.clear_site_data.push(value.to_owned());
            } else {
                let cookie = if name.eq_ignore_ascii_case("set-cookie") { value } else { line };
                answer.set_cookie.push(without_secrets(SetCookie::parse(cookie.as_bytes()), redactor));
            }
        }
        answer
    }
}

fn url(option: &'static str, text: &str) -> Result<Url, CookiesPlanError> {
    let unusable = |reason: String| CookiesPlanError::Url { option, text: text.to_owned(), reason };
    let url = Url::parse(text).map_err(|error| unusable(error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(unusable("it is neither http nor https".to_owned()));
    }
    Ok(url)
}

fn request_url(base: &Url, path: &str) -> Result<Url, CookiesPlanError> {
    let refused = || CookiesPlanError::Request(path.to_owned());
    if !path.starts_with('/') || path.starts_with("//") {
        return Err(refused());
    }
    base.join(path).map_err(|_| refused())
}

fn cases(path: &Path) -> Result<Vec<Case>, CookiesPlanError> {
    let text = fs::read_to_string(path)
        .map_err(|source| CookiesPlanError::Read { path: path.to_owned(), source })?;
    let rows = text.lines().zip(1..).filter(|(row, _)| !row.trim().is_empty());
    let cases = rows.map(|(row, line)| {
        Case::parse(row).map_err(|source| CookiesPlanError::Row { path: path.to_owned(), line, source })
    });
    let cases = cases.collect::<Result<Vec<_>, _>>()?;
    if cases.iter().all(|case| case.engine().is_none()) {
        return Err(CookiesPlanError::NoCase(path.to_owned()));
    }
    Ok(cases)
}
