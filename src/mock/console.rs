//! The standard output of `penguin-auth mock`, or its standard error, and the
//! only place that writes to them.
//!
//! A thread of its own does the writing. A reader that took the first line and
//! then sleeps would otherwise stop the server as soon as the pipe is full.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::time::Duration;

use tokio::sync::oneshot;

use super::log::LogSink;

/// How many lines may wait for a slow reader; further ones are dropped.
const WAITING: usize = 4096;

/// How long the end waits for a slow reader.
const LAST_WAIT: Duration = Duration::from_millis(500);

/// Where the lines go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// Standard output.
    Standard,
    /// Standard error, when standard output is for something else.
    Error,
}

enum Message {
    Text(String),
    Flushed(Sender<()>),
}

/// A writer of lines that never blocks its caller. Clones write to the same
/// place.
#[derive(Debug, Clone)]
pub struct Console {
    lines: SyncSender<Message>,
}

/// The moment at which nothing can be written any more.
#[derive(Debug)]
pub struct ConsoleEnd(oneshot::Receiver<io::Error>);

impl Console {
    /// Starts the thread that writes.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(output: Output) -> io::Result<(Self, ConsoleEnd)> {
        let (lines, waiting) = sync_channel(WAITING);
        let (failed, end) = oneshot::channel();
        std::thread::Builder::new().name("console".to_owned()).spawn(move || {
            let written = match output {
                Output::Standard => write_all(&waiting, io::stdout().lock()),
                Output::Error => write_all(&waiting, io::stderr().lock()),
            };
            if let Err(error) = written {
                // Whoever started it may have stopped waiting.
                let _ = failed.send(error);
            }
        })?;
        Ok((Self { lines }, ConsoleEnd(end)))
    }

    /// Writes a text to standard output and waits for it. A reader that is gone is no error.
    ///
    /// # Errors
    /// When the output cannot be written for another reason.
    pub fn print(text: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        unless_gone(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
    }

    /// Queues a text. It is dropped when the reader is far behind or gone.
    pub fn say(&self, text: String) {
        let _ = self.lines.try_send(Message::Text(text));
    }

    /// A log that is written here, one line for each request.
    #[must_use]
    pub fn sink(&self) -> LogSink {
        let console = self.clone();
        LogSink::new(move |line| console.say(format!("{line}\n")))
    }

    /// Waits until everything is written, but not for ever.
    pub fn finish(&self) {
        let (flushed, done) = channel();
        if self.lines.try_send(Message::Flushed(flushed)).is_ok() {
            let _ = done.recv_timeout(LAST_WAIT);
        }
    }
}

impl ConsoleEnd {
    /// Waits for it. A reader that is gone is no error.
    ///
    /// # Errors
    /// When the output cannot be written for another reason.
    pub async fn reached(&mut self) -> io::Result<()> {
        match (&mut self.0).await {
            Ok(error) => unless_gone(Err(error)),
            // The thread ends like this only when nobody can queue any more.
            Err(_) => Ok(()),
        }
    }
}

/// A reader that is gone has read what it wanted.
fn unless_gone(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Writes until nobody can queue any more. What is queued together is flushed
/// together.
fn write_all(waiting: &Receiver<Message>, out: impl Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    while let Ok(first) = waiting.recv() {
        write(&mut out, first)?;
        for next in waiting.try_iter() {
            write(&mut out, next)?;
        }
        out.flush()?;
    }
    Ok(())
}

fn write(out: &mut impl Write, message: Message) -> io::Result<()> {
    match message {
        Message::Text(text) => out.write_all(text.as_bytes()),
        Message::Flushed(flushed) => {
            out.flush()?;
            // Whoever asked may have stopped waiting.
            let _ = flushed.send(());
            Ok(())
        }
    }
}
