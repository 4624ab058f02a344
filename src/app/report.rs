//! `penguin-auth report`: what was written before, in another form.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::{Trouble, output, print};
use crate::cli::{Colour, ConvertArgs, DiffArgs, MergeArgs, ReportArgs, ReportCommand};
use crate::event::Event;
use crate::exit::Exit;
use crate::plan::Environment;
use crate::report::{Comparison, FanOut, Format, Merged, Report, ReportFile, Style};
use crate::versioned::ReadError;

/// A report that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("could not use the report {path}")]
struct Unusable {
    path: String,
    source: ReadError,
}

/// A format that a report cannot be converted to.
#[derive(Debug, thiserror::Error)]
#[error("a report cannot be converted to jsonl: it does not say what happened when")]
struct NoEvents;

/// Does it.
pub(super) fn run(args: &ReportArgs) -> Result<Exit, Trouble> {
    match &args.command {
        ReportCommand::Convert(args) => convert(args),
        ReportCommand::Merge(args) => merge(args),
        ReportCommand::Diff(args) => diff(args),
    }
}

/// The run is told again, as far as the document knows it.
fn convert(args: &ConvertArgs) -> Result<Exit, Trouble> {
    if args.to == Format::Jsonl {
        return Err(Trouble::new(
            Exit::Usage,
            NoEvents,
            "verify --from FILE --format jsonl tells it from the evidence",
        ));
    }
    let report = read(&args.file)?;
    let mut sinks = FanOut::new();
    match &args.out {
        None => {
            let style = output::stdout_style(Colour::Auto, &Environment::of_process()?);
            sinks.add_stream("standard output", args.to.reporter(style), Box::new(io::stdout()));
        }
        Some(path) => {
            let name = format!("the {} report {}", args.to, path.display());
            let file = ReportFile::create(path).map_err(|error| output::cannot_write(&name, error))?;
            sinks.add_file(name, args.to.reporter(Style::default()), file);
        }
    }
    sinks.event(&Event::Started { base_url: &report.target.base_url, checks: report.checks.len() });
    report.checks.iter().for_each(|check| sinks.event(&Event::Judged(check)));
    sinks.event(&Event::Finished(&report));
    Ok(output::close(sinks, Exit::Passed))
}

fn merge(args: &MergeArgs) -> Result<Exit, Trouble> {
    let runs = args.files.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
    let merged = Merged::of(runs);
    print_sheet(merged.render(args.format, width()?))?;
    Ok(merged.outcome().exit())
}

fn diff(args: &DiffArgs) -> Result<Exit, Trouble> {
    let comparison = Comparison::of(&read(&args.old)?, &read(&args.new)?);
    print_sheet(comparison.render(args.format, width()?))?;
    Ok(if comparison.got_worse() { Exit::Failed } else { Exit::Passed })
}

/// The columns of standard output.
fn width() -> Result<usize, Trouble> {
    Ok(output::stdout_style(Colour::Auto, &Environment::of_process()?).width)
}

fn print_sheet(text: io::Result<String>) -> Result<Exit, Trouble> {
    print(&text.map_err(|error| Trouble::new(Exit::Bug, error, "please report it"))?)
}

/// The report in a file, or on standard input.
fn read(path: &Path) -> Result<Report, Trouble> {
    let text = text_of(path).map_err(|error| {
        let error = io::Error::new(error.kind(), format!("could not read {}: {error}", path.display()));
        Trouble::new(Exit::Usage, error, "check the path and its permissions")
    })?;
    Report::read(&text).map_err(|source| {
        let hint = source.hint();
        Trouble::new(Exit::Usage, Unusable { path: path.display().to_string(), source }, hint)
    })
}

fn text_of(path: &Path) -> io::Result<String> {
    if path.as_os_str() != "-" {
        return fs::read_to_string(path);
    }
    let mut text = String::new();
    io::stdin().lock().read_to_string(&mut text)?;
    Ok(text)
}
