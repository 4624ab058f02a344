//! `penguin-auth cookies`: what was typed.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// `penguin-auth cookies`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXIT_CODES)]
pub struct CookiesArgs {
    /// Where the lines come from: scheme, host and path decide what they mean
    #[arg(long, value_name = "URL", required_unless_present = "cases", conflicts_with = "cases")]
    pub url: Option<String>,

    /// A Set-Cookie line of the login (repeatable); Date: and Clear-Site-Data:
    /// with their names before them are understood too
    #[arg(long, value_name = "LINE", required_unless_present = "cases", conflicts_with = "cases")]
    #[arg(allow_hyphen_values = true)]
    pub set: Vec<String>,

    /// A line of the logout (repeatable), written like those of --set
    #[arg(long, value_name = "LINE", conflicts_with = "cases", allow_hyphen_values = true)]
    pub then: Vec<String>,

    /// Where the logout's lines come from, if not from --url
    #[arg(long, value_name = "URL", conflicts_with = "cases")]
    pub then_url: Option<String>,

    /// Judge only what is sent to this path of the host of --url
    #[arg(long, value_name = "PATH", conflicts_with = "cases")]
    pub request: Option<String>,

    /// Compare with cases that were recorded in real browsers, one JSON object
    /// a line
    #[arg(long, value_name = "FILE")]
    pub cases: Option<PathBuf>,

    /// What to print
    #[arg(long, value_enum, default_value_t = CookiesFormat::Pretty)]
    pub format: CookiesFormat,
}

/// `--format` of `penguin-auth cookies`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CookiesFormat {
    /// For people, 80 columns wide
    Pretty,
    /// One JSON document
    Json,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  every cookie of the login is gone in both browsers; with --cases, all verdicts agree
  1  a cookie stays in one of them, or one never kept it; with --cases, a verdict differs
  2  the command line is wrong, or a row of the file cannot be read";
