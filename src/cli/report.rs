//! `penguin-auth report`: what was typed.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::report::{Format, SheetFormat};

/// What to do with reports that were written before.
#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
pub struct ReportArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: ReportCommand,
}

/// The subcommands of `report`.
#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    /// Write a report in another format
    Convert(ConvertArgs),
    /// Put several runs side by side; exits as the worst of them did
    Merge(MergeArgs),
    /// Say what changed between two runs; exits with 1 if anything got worse
    Diff(DiffArgs),
}

/// `penguin-auth report convert`.
#[derive(Debug, Args)]
pub struct ConvertArgs {
    /// A report that was written as JSON; - reads standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// The format
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub to: Format,

    /// Write to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// `penguin-auth report merge`.
#[derive(Debug, Args)]
pub struct MergeArgs {
    /// Reports that were written as JSON
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,

    /// What to print
    #[arg(long, value_enum, default_value_t = SheetFormat::Text)]
    pub format: SheetFormat,
}

/// `penguin-auth report diff`.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The report of the earlier run, as JSON
    #[arg(value_name = "OLD")]
    pub old: PathBuf,

    /// The report of the later run, as JSON
    #[arg(value_name = "NEW")]
    pub new: PathBuf,

    /// What to print
    #[arg(long, value_enum, default_value_t = SheetFormat::Text)]
    pub format: SheetFormat,
}
