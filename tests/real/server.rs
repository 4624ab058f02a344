//! A program that serves until the test is over.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// The longest that a program may take until it serves.
const DEADLINE: Duration = Duration::from_secs(60);

/// A running program, whose words are read as they come: nobody blocks it by
/// not listening. It is stopped when dropped.
pub(crate) struct Server {
    child: Child,
    said: Receiver<String>,
}

impl Server {
    pub(crate) fn start(command: &mut Command) -> Self {
        let spawned = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = spawned.unwrap_or_else(|error| panic!("{command:?} could not be started: {error}"));
        let (say, said) = channel();
        listen(child.stdout.take().unwrap(), say.clone());
        listen(child.stderr.take().unwrap(), say);
        Self { child, said }
    }

    /// Waits for a line in which `find` finds what it looks for.
    pub(crate) fn wait_for<T>(&self, find: impl Fn(&str) -> Option<T>) -> T {
        let until = Instant::now() + DEADLINE;
        let mut before = Vec::new();
        while let Ok(line) = self.said.recv_timeout(until.saturating_duration_since(Instant::now())) {
            if let Some(found) = find(&line) {
                return found;
            }
            before.push(line);
        }
        panic!("it does not serve; all that it said:\n{}", before.join("\n"))
    }

    /// Stops it, and returns what it said since the last wait.
    pub(crate) fn stop(&mut self) -> Vec<String> {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
        std::iter::from_fn(|| self.said.recv_timeout(DEADLINE).ok()).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn listen(stream: impl Read + Send + 'static, say: Sender<String>) {
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if say.send(line).is_err() {
                return;
            }
        }
    });
}
