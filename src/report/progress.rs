//! A sign of life on a terminal while requests are under way. Nothing of it
//! stays, and nothing of it reaches a pipe or a file.

use std::io::{self, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::layout::count;
use super::reporter::Reporter;
use super::story::purpose;
use crate::event::Event;

/// How often the spinner turns.
const TICK: Duration = Duration::from_millis(100);

/// A spinner on standard error. It draws there itself and ignores its sink.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A spinner if standard error is a terminal that nothing else writes to
    /// meanwhile, otherwise nothing at all.
    #[must_use]
    pub fn new(visible: bool) -> Self {
        let target = if visible { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed} {wide_msg}") {
            // ASCII: a terminal without UTF-8 shows it too.
            bar.set_style(style.tick_chars("-\\|/ "));
        }
        Self { bar }
    }
}

impl Reporter for Progress {
    fn event(&mut self, event: &Event<'_>, _: &mut dyn Write) -> io::Result<()> {
        match event {
            Event::Started { base_url, .. } => {
                if !self.bar.is_hidden() {
                    self.bar.enable_steady_tick(TICK);
                }
                self.bar.set_message(format!("examining {base_url}"));
            }
            Event::Exchanged { index, record } => {
                self.bar.set_message(format!("{}, {}", count(index + 1, "request"), purpose(record)));
            }
            Event::Judged(_) => {}
            Event::Finished(_) => self.bar.finish_and_clear(),
        }
        Ok(())
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        // An interrupted run must not leave its last line on the terminal.
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::super::dummy;
    use super::*;

    #[test]
    fn a_hidden_spinner_writes_nothing_anywhere() {
        let mut progress = Progress::new(false);
        let mut sink = Vec::new();
        dummy::play(&dummy::mixed(), |event| progress.event(event, &mut sink).unwrap());
        assert!(sink.is_empty());
        assert!(progress.bar.is_hidden());
    }

    #[test]
    fn the_line_says_what_is_happening() {
        let mut progress = Progress::new(false);
        let record = dummy::record();
        progress.event(&Event::Exchanged { index: 40, record: &record }, &mut io::sink()).unwrap();
        assert_eq!(progress.bar.message(), "41 requests, first session: log out");
    }
}
