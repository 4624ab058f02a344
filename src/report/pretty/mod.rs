//! For people. The checks come first, in the order of the ticket; then what
//! is wrong, in full; last the verdict, because the end of the text is what
//! stays on the screen.

mod checks;
mod exchange;
mod frame;
mod page;
mod session;
mod trouble;

use std::io::{self, Write};

pub use self::session::session;

use self::page::Page;
use super::reporter::{Reporter, Style, Verbosity};
use crate::document::{Outcome, Report};
use crate::event::Event;

/// Writes exchanges as they happen, if asked to, and the report at the end.
#[derive(Debug)]
pub(super) struct Pretty {
    style: Style,
}

impl Pretty {
    /// A reporter of that style.
    pub(super) const fn new(style: Style) -> Self {
        Self { style }
    }

    /// The report as text.
    fn report(&self, report: &Report) -> String {
        let mut page = Page::new(&self.style);
        if self.style.verbosity == Verbosity::Exchanges {
            // Sets the report apart from the lines above it.
            page.raw("");
        }
        if self.style.verbosity > Verbosity::Quiet || report.outcome != Outcome::Passed {
            frame::header(&mut page, report);
        }
        frame::warnings(&mut page, report);
        if self.style.verbosity > Verbosity::Quiet {
            checks::list(&mut page, report);
        }
        trouble::obstacles(&mut page, report);
        trouble::failures(&mut page, report);
        frame::verdict(&mut page, report);
        page.into_text()
    }
}

impl Reporter for Pretty {
    fn event(&mut self, event: &Event<'_>, sink: &mut dyn Write) -> io::Result<()> {
        match *event {
            Event::Started { .. } | Event::Judged(_) => Ok(()),
            Event::Exchanged { index, record } => {
                let mut page = Page::new(&self.style);
                match self.style.verbosity {
                    Verbosity::Quiet | Verbosity::Normal => return Ok(()),
                    Verbosity::Exchanges => exchange::line(&mut page, index, record),
                    Verbosity::Bodies => exchange::whole(&mut page, index, record),
                }
                sink.write_all(page.into_text().as_bytes())
            }
            Event::Finished(report) => sink.write_all(self.report(report).as_bytes()),
        }
    }
}

#[cfg(test)]
mod tests;
