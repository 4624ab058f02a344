//! What is printed and written.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::report::Format;

/// What is printed and written.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Output")]
pub struct OutputArgs {
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Pretty)]
    pub format: Format,

    /// Also write a report to a file (repeatable)
    #[arg(long, value_name = "FORMAT=PATH", value_parser = report)]
    pub report: Vec<ReportArg>,

    /// Show each exchange and what proved each pass; twice: headers and bodies
    /// too, secrets replaced
    #[arg(short, long, action = clap::ArgAction::Count)]
    pub verbose: u8,

    /// Show only what is wrong, and the verdict
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,

    /// Show a curl line to repeat each failing request, secrets as variables
    #[arg(long)]
    pub curl: bool,

    /// Whether to colour
    #[arg(long, value_enum, default_value_t = Colour::Auto, visible_alias = "colour")]
    pub color: Colour,
}

/// `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless NO_COLOR is set; also elsewhere with CLICOLOR_FORCE
    Auto,
    /// Everywhere
    Always,
    /// Nowhere
    Never,
}

/// One `--report`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportArg {
    /// The format.
    pub format: Format,
    /// The file.
    pub path: PathBuf,
}

/// `FORMAT=PATH`.
fn report(text: &str) -> Result<ReportArg, String> {
    let (format, path) = text.split_once('=').ok_or("write it as FORMAT=PATH, such as junit=report.xml")?;
    let format = format.parse().map_err(|error: crate::report::UnknownFormat| error.to_string())?;
    if path.is_empty() {
        return Err("the path after the = is missing".to_owned());
    }
    Ok(ReportArg { format, path: PathBuf::from(path) })
}
