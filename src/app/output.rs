//! Where the reports of a run go: standard output, files, and, in GitHub
//! Actions, annotations and the step summary.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use super::Trouble;
use crate::cli::{Colour, OutputArgs};
use crate::event::Event;
use crate::exit::Exit;
use crate::plan::{Environment, Target, VerifyPlan, step_summary};
use crate::report::{FanOut, Format, Glyphs, Progress, ReportFile, Reporter, Style, Verbosity};

/// Every place that is told of a run.
#[derive(Debug)]
pub(super) struct Sinks(FanOut);

impl Sinks {
    pub(super) fn event(&mut self, event: &Event<'_>) {
        self.0.event(event);
    }

    /// Closes everything. A report that could not be written changes a pass
    /// into an error, but never hides a failure.
    pub(super) fn finish(self, exit: Exit) -> Exit {
        close(self.0, exit)
    }
}

/// As [`Sinks::finish`].
pub(super) fn close(sinks: FanOut, exit: Exit) -> Exit {
    let errors = sinks.finish();
    for error in &errors {
        note(&format!("error: {error}: {}", error.source));
    }
    if errors.is_empty() || exit != Exit::Passed { exit } else { Exit::ReportFailed }
}

/// Opens every sink now: a path that cannot be written fails in the first
/// second, not after the last request.
pub(super) fn open(args: &OutputArgs, environment: &Environment) -> Result<Sinks, Trouble> {
    let mut sinks = FanOut::new();
    if shows_progress(args) {
        sinks.add_stream("progress", Box::new(Progress::new(true)), Box::new(io::sink()));
    }
    let style = style(args, environment);
    sinks.add_stream("standard output", args.format.reporter(style), Box::new(io::stdout()));
    for (index, report) in args.report.iter().enumerate() {
        if args.report[..index].iter().any(|earlier| earlier.path == report.path) {
            return Err(written_twice(&report.path));
        }
        let reporter = report.format.reporter(file_style(args));
        let name = format!("the {} report {}", report.format, report.path.display());
        if report.path.as_os_str() == "-" {
            sinks.add_stream(name, reporter, Box::new(io::stdout()));
        } else {
            let file = ReportFile::create(&report.path).map_err(|error| cannot_write(&name, error))?;
            sinks.add_file(name, reporter, file);
        }
    }
    add_github(&mut sinks, args, environment);
    Ok(Sinks(sinks))
}

/// A sign of life belongs on a terminal, and only where nothing else is written
/// meanwhile.
fn shows_progress(args: &OutputArgs) -> bool {
    let silent_meanwhile = args.verbose == 0 && args.format != Format::Jsonl;
    silent_meanwhile && io::stderr().is_terminal()
}

/// In GitHub Actions annotations and the step summary come by themselves. The
/// runner reads workflow commands on both streams, so documents on standard
/// output stay clean.
fn add_github(sinks: &mut FanOut, args: &OutputArgs, environment: &Environment) {
    if environment.get("GITHUB_ACTIONS") != Some("true") {
        return;
    }
    if args.format != Format::Github {
        let reporter = Format::Github.reporter(file_style(args));
        sinks.add_stream("the annotations", reporter, Box::new(io::stderr()));
    }
    let Some(path) = step_summary(environment) else { return };
    match OpenOptions::new().append(true).create(true).open(&path) {
        Ok(file) => {
            let reporter: Box<dyn Reporter> = Format::Markdown.reporter(file_style(args));
            sinks.add_stream("the step summary", reporter, Box::new(file));
        }
        Err(error) => note(&format!("warning: could not write the step summary: {error}")),
    }
}

/// Two files under one name.
pub(super) fn written_twice(path: &Path) -> Trouble {
    let error = io::Error::other(format!("two reports would go to {}", path.display()));
    Trouble::new(Exit::Usage, error, "give each --report, and --save-evidence, a path of its own")
}

pub(super) fn cannot_write(name: &str, error: io::Error) -> Trouble {
    #[derive(Debug, thiserror::Error)]
    #[error("could not write {name}")]
    struct CannotWrite {
        name: String,
        source: io::Error,
    }
    let error = CannotWrite { name: name.to_owned(), source: error };
    Trouble::new(Exit::ReportFailed, error, "does the folder exist, and may you write there?")
}

/// How a report in a file looks: no colour, no escapes, wide enough.
fn file_style(args: &OutputArgs) -> Style {
    Style { verbosity: verbosity(args), curl: args.curl, ..Style::default() }
}

/// How the terminal, pipe or CI log looks.
fn style(args: &OutputArgs, environment: &Environment) -> Style {
    let file = file_style(args);
    Style { verbosity: file.verbosity, curl: file.curl, ..stdout_style(args.color, environment) }
}

/// How standard output looks, whatever is written there.
pub(super) fn stdout_style(choice: Colour, environment: &Environment) -> Style {
    let terminal = io::stdout().is_terminal();
    let colour = colour(choice, terminal, environment);
    colored::control::set_override(colour);
    let width = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
    let width = if terminal { width } else { 80 };
    Style { colour, width, terminal, glyphs: glyphs(terminal, environment), ..Style::default() }
}

/// How standard error looks: in colour and as wide as the terminal, if it is
/// one, else in lines that are not broken.
pub(super) fn stderr_style(environment: &Environment) -> Style {
    let terminal = io::stderr().is_terminal();
    let colour = colour(Colour::Auto, terminal, environment);
    colored::control::set_override(colour);
    let size = terminal_size::terminal_size_of(io::stderr());
    let width = size.map_or(usize::MAX, |(width, _)| usize::from(width.0));
    Style { colour, width, terminal, ..Style::default() }
}

const fn verbosity(args: &OutputArgs) -> Verbosity {
    if args.quiet { Verbosity::Quiet } else { Verbosity::of_flags(args.verbose) }
}

/// The command line first, then NO_COLOR (<https://no-color.org>), then
/// CLICOLOR_FORCE (<https://bixense.com/clicolors>), then what is written to.
fn colour(choice: Colour, terminal: bool, environment: &Environment) -> bool {
    match choice {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto if environment.get("NO_COLOR").is_some() => false,
        Colour::Auto if environment.get("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        Colour::Auto => terminal && environment.get("TERM") != Some("dumb"),
    }
}

/// Marks outside of ASCII where the locale can show them. A pipe or a CI log
/// without any locale is read in a browser or an editor, which can.
fn glyphs(terminal: bool, environment: &Environment) -> Glyphs {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| environment.get(name));
    let unicode = match locale {
        Some(locale) => locale.to_ascii_lowercase().replace('-', "").contains("utf8"),
        None => !terminal || cfg!(windows),
    };
    if unicode { Glyphs::Unicode } else { Glyphs::Ascii }
}

/// One line on standard error.
pub(super) fn note(text: &str) {
    // Nobody is left to read it if this fails.
    let _ = writeln!(io::stderr(), "{text}");
}

/// `--print-plan`: what would be done.
pub(super) fn plan(plan: &VerifyPlan) -> String {
    let mut text = String::new();
    let (target, accounts) = match &plan.target {
        Target::Mock(_) => ("the embedded mock".to_owned(), "its own".to_owned()),
        Target::Deployment { base, first, second } => {
            let second = second.as_ref().map(|account| format!(", second {}", account.email));
            (
                base.to_string(),
                format!("{}{}", first.email, second.unwrap_or_else(|| ", no second".to_owned())),
            )
        }
    };
    let limits = plan.client.limits;
    let budget = plan.budget;
    let lines = [
        ("target", target),
        ("profile", format!("{}: {}", plan.profile.name, plan.profile.about)),
        ("accounts", accounts),
        ("logins", format!("{} at most, wrong passwords included", budget.max_logins)),
        ("requests", format!("{} at most", budget.max_requests)),
        ("time", format!("{:?} for a request, {:?} for the run", limits.timeout, limits.deadline)),
        ("csrf", (if budget.csrf { "fetched where offered" } else { "not fetched" }).to_owned()),
        ("nile", nile(plan)),
        ("browser", browser(plan)),
        ("intrusive", (if budget.intrusive { INTRUSIVE } else { "no" }).to_owned()),
        ("user agent", plan.client.user_agent.clone()),
        ("known", format!("{} known to fail", plan.known.list().len())),
        ("checks", plan.selection.checks().len().to_string()),
    ];
    for (name, value) in lines {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{name:<11}{value}");
    }
    for (check, level) in plan.selection.checks() {
        let _ = writeln!(text, "  {:<5} {}", level.name(), check.id);
    }
    text
}

/// What `--intrusive` does.
const INTRUSIVE: &str = "malformed tokens, dropped requests, many wrong passwords: may lock the account";

/// In which ways Nile fails in a run of that plan.
fn nile(plan: &VerifyPlan) -> String {
    match (&plan.nile_control, &plan.target) {
        (Some(control), _) => format!("fails in every way, switched at {}", control.url),
        (None, Target::Mock(_)) if plan.budget.every_outage => "fails in every way".to_owned(),
        (None, Target::Mock(_)) => "fails in two ways".to_owned(),
        (None, Target::Deployment { .. }) => "does not fail".to_owned(),
    }
}

/// Which real browser logs in and out in a run of that plan.
fn browser(plan: &VerifyPlan) -> String {
    match plan.browser.as_ref().map(|browser| &browser.webdriver) {
        None => "the model alone".to_owned(),
        Some(None) => "Chromium as well, with a chromedriver of its own: one of the logins".to_owned(),
        Some(Some(url)) => format!("Chromium as well, by the chromedriver at {url}: one of the logins"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_follows_the_command_line_then_the_environment_then_the_terminal() {
        let none = Environment::default();
        let no_color = Environment::of(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]);
        let force = Environment::of(&[("CLICOLOR_FORCE", "1")]);
        assert!(colour(Colour::Always, false, &no_color));
        assert!(!colour(Colour::Never, true, &force));
        assert!(!colour(Colour::Auto, true, &no_color));
        assert!(colour(Colour::Auto, false, &force));
        assert!(colour(Colour::Auto, true, &none) && !colour(Colour::Auto, false, &none));
        assert!(
            colour(Colour::Auto, true, &Environment::of(&[("NO_COLOR", "")])),
            "an empty NO_COLOR counts as unset"
        );
    }

    #[test]
    fn marks_outside_of_ascii_need_a_locale_that_has_them() {
        assert_eq!(glyphs(true, &Environment::of(&[("LANG", "en_GB.UTF-8")])), Glyphs::Unicode);
        assert_eq!(
            glyphs(true, &Environment::of(&[("LC_ALL", "C"), ("LANG", "en_GB.UTF-8")])),
            Glyphs::Ascii
        );
        assert_eq!(glyphs(false, &Environment::default()), Glyphs::Unicode);
    }
}
