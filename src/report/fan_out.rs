//! Several sinks, each on its own: what one of them cannot take, the others
//! still get.

use std::fmt;
use std::io::{self, Write};

use super::report_file::ReportFile;
use super::reporter::Reporter;
use crate::event::Event;

/// Hands every event to every sink.
#[derive(Debug, Default)]
pub struct FanOut {
    sinks: Vec<Sink>,
    /// Whether the run came to its end. A file of a run that did not is
    /// thrown away: half a report is worse than yesterday's.
    finished: bool,
}

/// A sink that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("could not write {name}")]
pub struct SinkError {
    /// Which sink, in words: `the JUnit report out.xml`, `standard output`.
    pub name: String,
    /// What the operating system said.
    pub source: io::Error,
}

/// A reporter and where it writes.
struct Sink {
    name: String,
    reporter: Box<dyn Reporter>,
    out: Out,
    state: State,
}

/// Where a sink writes.
enum Out {
    Stream(Box<dyn Write>),
    File(ReportFile),
}

/// Whether a sink still takes events.
enum State {
    Open,
    /// The reader went away; it has seen what it wanted.
    Closed,
    Broken(io::Error),
}

impl FanOut {
    /// No sinks yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a stream, such as standard output.
    pub fn add_stream(
        &mut self,
        name: impl Into<String>,
        reporter: Box<dyn Reporter>,
        stream: Box<dyn Write>,
    ) {
        self.add(name.into(), reporter, Out::Stream(stream));
    }

    /// Adds a file that appears under its name when the run has ended.
    pub fn add_file(&mut self, name: impl Into<String>, reporter: Box<dyn Reporter>, file: ReportFile) {
        self.add(name.into(), reporter, Out::File(file));
    }

    fn add(&mut self, name: String, reporter: Box<dyn Reporter>, out: Out) {
        self.sinks.push(Sink { name, reporter, out, state: State::Open });
    }

    /// Tells every sink that still listens. Errors are kept for
    /// [`FanOut::finish`].
    pub fn event(&mut self, event: &Event<'_>) {
        self.finished |= matches!(event, Event::Finished(_));
        for sink in &mut self.sinks {
            sink.event(event);
        }
    }

    /// Closes every sink and returns what went wrong, sink by sink. Files come
    /// into being here, and only if [`Event::Finished`] was seen.
    #[must_use]
    pub fn finish(self) -> Vec<SinkError> {
        let finished = self.finished;
        self.sinks.into_iter().filter_map(|sink| sink.finish(finished).err()).collect()
    }
}

impl Sink {
    /// Writes one event, or notes why that is over.
    fn event(&mut self, event: &Event<'_>) {
        match self.state {
            State::Open => {}
            State::Closed | State::Broken(_) => return,
        }
        let out = self.out.writer();
        // Flushed at once: whoever reads a pipe wants to see it happen.
        let written = self.reporter.event(event, out).and_then(|()| out.flush());
        if let Err(error) = written {
            self.state = self.out.after(error);
        }
    }

    /// Puts a file in its place, or says why it could not be written.
    fn finish(self, finished: bool) -> Result<(), SinkError> {
        let result = match (self.state, self.out) {
            (State::Broken(error), _) => Err(error),
            (State::Open, Out::File(file)) if finished => file.commit(),
            (State::Open | State::Closed, Out::File(_) | Out::Stream(_)) => Ok(()),
        };
        result.map_err(|source| SinkError { name: self.name, source })
    }
}

impl Out {
    fn writer(&mut self) -> &mut dyn Write {
        match self {
            Self::Stream(stream) => stream.as_mut(),
            Self::File(file) => file,
        }
    }

    /// What an error means for a sink of this kind: `penguin-auth … | head`
    /// is no failure, a file cut short is one.
    fn after(&self, error: io::Error) -> State {
        match self {
            Self::Stream(_) if error.kind() == io::ErrorKind::BrokenPipe => State::Closed,
            Self::Stream(_) | Self::File(_) => State::Broken(error),
        }
    }
}

impl fmt::Debug for Sink {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sink").field("name", &self.name).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::fs;
    use std::rc::Rc;

    use super::super::dummy;
    use super::super::reporter::{Format, Style};
    use super::*;

    /// A sink whose text can be read afterwards.
    #[derive(Clone, Default)]
    struct Shared(Rc<RefCell<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// A sink that refuses everything and counts how often it was asked.
    struct Refusing(io::ErrorKind, Rc<RefCell<usize>>);

    impl Write for Refusing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            *self.1.borrow_mut() += 1;
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn json() -> Box<dyn Reporter> {
        Format::Json.reporter(Style::default())
    }

    fn jsonl() -> Box<dyn Reporter> {
        Format::Jsonl.reporter(Style::default())
    }

    #[test]
    fn a_broken_sink_is_asked_once_and_the_others_go_on() {
        let asked = Rc::new(RefCell::new(0));
        let good = Shared::default();
        let mut fan_out = FanOut::new();
        let full = Refusing(io::ErrorKind::StorageFull, Rc::clone(&asked));
        fan_out.add_stream("the full disk", jsonl(), Box::new(full));
        fan_out.add_stream("the good one", jsonl(), Box::new(good.clone()));
        dummy::play(&dummy::mixed(), |event| fan_out.event(event));
        let errors = fan_out.finish();
        assert_eq!(*asked.borrow(), 1);
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].to_string(), "could not write the full disk");
        assert_eq!(errors[0].source.kind(), io::ErrorKind::StorageFull);
        let text = String::from_utf8(good.0.borrow().clone()).unwrap();
        assert!(text.lines().last().unwrap().contains("finished"), "{text}");
    }

    #[test]
    fn a_reader_that_went_away_is_no_error() {
        let asked = Rc::new(RefCell::new(0));
        let mut fan_out = FanOut::new();
        let closed = Refusing(io::ErrorKind::BrokenPipe, Rc::clone(&asked));
        fan_out.add_stream("standard output", jsonl(), Box::new(closed));
        dummy::play(&dummy::mixed(), |event| fan_out.event(event));
        assert!(fan_out.finish().is_empty());
        assert_eq!(*asked.borrow(), 1);
    }

    #[test]
    fn a_file_appears_whole_when_the_run_has_ended() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        fs::write(&path, "yesterday").unwrap();
        let mut fan_out = FanOut::new();
        fan_out.add_file("the report", json(), ReportFile::create(&path).unwrap());
        dummy::play(&dummy::all_pass(), |event| {
            assert_eq!(fs::read_to_string(&path).unwrap(), "yesterday");
            fan_out.event(event);
        });
        assert!(fan_out.finish().is_empty());
        assert!(fs::read_to_string(&path).unwrap().ends_with("}\n"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn an_interrupted_run_leaves_neither_half_a_file_nor_a_temporary_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.jsonl");
        let mut fan_out = FanOut::new();
        fan_out.add_file("the report", jsonl(), ReportFile::create(&path).unwrap());
        fan_out.event(&Event::Started { base_url: "http://localhost", checks: 3 });
        assert!(fan_out.finish().is_empty());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
