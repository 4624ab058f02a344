//! What a reporter is, which formats there are, and how they are to look.

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use clap::ValueEnum;

use super::csv::Csv;
use super::github::Github;
use super::html::Html;
use super::json::Json;
use super::jsonl::Jsonl;
use super::junit::Junit;
use super::markdown::Markdown;
use super::pretty::Pretty;
use super::sarif::Sarif;
use super::tap::Tap;
use crate::event::Event;

/// Turns events into text. It decides nothing: what it leaves out or gets
/// wrong cannot change how a run ends.
pub trait Reporter: fmt::Debug {
    /// Writes what the event is worth in this format, if anything.
    ///
    /// # Errors
    /// What the sink answered.
    fn event(&mut self, event: &Event<'_>, sink: &mut dyn Write) -> io::Result<()>;
}

/// The formats. The names and these texts are what `--format` offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ValueEnum)]
pub enum Format {
    /// For people: aligned, explained, coloured on a terminal
    Pretty,
    /// The whole run as one JSON document
    Json,
    /// One JSON object per event, as it happens
    Jsonl,
    /// JUnit XML, one test case per check
    Junit,
    /// Test Anything Protocol, version 14
    Tap,
    /// Workflow commands for GitHub Actions: annotations on the run
    Github,
    /// For a ticket or a job summary
    Markdown,
    /// One page for a browser or a printer, without scripts
    Html,
    /// SARIF 2.1.0, for GitHub's code scanning
    Sarif,
    /// Comma-separated values, one row per check
    Csv,
}

impl Format {
    /// Every format, in the order of the help text.
    pub const ALL: [Self; 10] = [
        Self::Pretty,
        Self::Json,
        Self::Jsonl,
        Self::Junit,
        Self::Tap,
        Self::Github,
        Self::Markdown,
        Self::Html,
        Self::Sarif,
        Self::Csv,
    ];

    /// The name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pretty => "pretty",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Junit => "junit",
            Self::Tap => "tap",
            Self::Github => "github",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Sarif => "sarif",
            Self::Csv => "csv",
        }
    }

    /// A reporter that writes this format. Only `pretty` asks for the style:
    /// what machines read looks the same everywhere.
    #[must_use]
    pub fn reporter(self, style: Style) -> Box<dyn Reporter> {
        match self {
            Self::Pretty => Box::new(Pretty::new(style)),
            Self::Json => Box::new(Json),
            Self::Jsonl => Box::new(Jsonl),
            Self::Junit => Box::new(Junit),
            Self::Tap => Box::new(Tap),
            Self::Github => Box::new(Github),
            Self::Markdown => Box::new(Markdown),
            Self::Html => Box::new(Html),
            Self::Sarif => Box::new(Sarif),
            Self::Csv => Box::new(Csv),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// A name that is no format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "unknown format {name:?}; the formats are pretty, json, jsonl, junit, tap, github, markdown, html, sarif and csv"
)]
pub struct UnknownFormat {
    /// What was given.
    pub name: String,
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let known = Self::ALL.into_iter().find(|format| format.name() == name);
        known.ok_or_else(|| UnknownFormat { name: name.to_owned() })
    }
}

/// How `pretty` looks. The default is what a file gets.
#[derive(Clone, Debug)]
pub struct Style {
    /// Whether to colour. The caller has also told the `colored` crate, which
    /// would otherwise ask the environment on its own.
    pub colour: bool,
    /// Columns of the terminal; text is never set wider than 100.
    pub width: usize,
    /// How much to tell.
    pub verbosity: Verbosity,
    /// Whether each failure comes with curl lines that repeat its requests.
    pub curl: bool,
    /// Whether the sink is a terminal, which acts on escape sequences.
    pub terminal: bool,
    /// Which marks the sink can show.
    pub glyphs: Glyphs,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            colour: false,
            width: 80,
            verbosity: Verbosity::Normal,
            curl: false,
            terminal: false,
            glyphs: Glyphs::Unicode,
        }
    }
}

/// How much `pretty` tells. The order is that of `-q`, nothing, `-v`, `-vv`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// Only what is wrong, and the verdict.
    Quiet,
    /// Every check in one line, failures in full.
    #[default]
    Normal,
    /// Also a line per exchange, and what proved each pass.
    Exchanges,
    /// Also headers and bodies.
    Bodies,
}

impl Verbosity {
    /// The verbosity for that many `-v`.
    #[must_use]
    pub const fn of_flags(verbose: u8) -> Self {
        match verbose {
            0 => Self::Normal,
            1 => Self::Exchanges,
            2.. => Self::Bodies,
        }
    }
}

/// Which characters the marks are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Glyphs {
    /// ✓ ✗ ! – ?
    #[default]
    Unicode,
    /// Words, for a locale that is not UTF-8; everything else is escaped too.
    Ascii,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_back_by_clap_and_by_from_str() {
        for format in Format::ALL {
            assert_eq!(format.name().parse(), Ok(format));
            assert_eq!(<Format as ValueEnum>::from_str(format.name(), false), Ok(format));
        }
        assert_eq!(Format::value_variants(), Format::ALL);
    }

    #[test]
    fn the_error_for_an_unknown_format_names_all_of_them() {
        let Err(error) = "xml".parse::<Format>() else { panic!("xml is no format") };
        for format in Format::ALL {
            assert!(error.to_string().contains(format.name()), "{error}");
        }
    }

    #[test]
    fn every_format_tells_the_reason_and_the_date_of_a_known_failure() {
        let report = super::super::dummy::known();
        for format in Format::ALL {
            let text = super::super::dummy::render(format, Style::default(), &report);
            assert!(text.matches("PM-4711").count() >= 3, "{format}: {text}");
            assert!(text.matches("2026-12-31").count() >= 3, "{format}: {text}");
        }
    }

    #[test]
    fn more_flags_never_tell_less() {
        assert!(Verbosity::of_flags(0) < Verbosity::of_flags(1));
        assert!(Verbosity::of_flags(1) < Verbosity::of_flags(2));
        assert_eq!(Verbosity::of_flags(2), Verbosity::of_flags(9));
    }
}
