//! A chromedriver of our own: on a free port, with a folder of its own, and
//! gone with all its children whatever way the run ends.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use super::obstacle;
use crate::evidence::Missing;

/// What is looked for on the PATH.
const PROGRAM: &str = "chromedriver";

/// The longest that killed processes may take to be gone.
const GONE: Duration = Duration::from_secs(2);

/// Between two looks whether they are.
const PAUSE: Duration = Duration::from_millis(5);

/// A running chromedriver.
pub(super) struct DriverProcess {
    child: Child,
    url: String,
    folder: TempDir,
    /// Kept open: a driver that cannot write ends.
    _output: Lines<BufReader<ChildStdout>>,
}

impl DriverProcess {
    /// Starts one and waits until it listens.
    ///
    /// # Errors
    /// That there is none, or that it does not listen in time.
    pub(super) async fn start(within: Duration) -> Result<Self, Missing> {
        let folder = tempfile::Builder::new().prefix("penguin-auth-").tempdir();
        let folder = folder.map_err(|error| obstacle::not_started(&error.to_string()))?;
        let mut child = command(folder.path()).spawn().map_err(|error| {
            let is_there = error.kind() != ErrorKind::NotFound;
            if is_there {
                obstacle::not_started(&error.to_string())
            } else {
                obstacle::not_installed(PROGRAM)
            }
        })?;
        let output = child.stdout.take().ok_or_else(|| obstacle::not_started("it has no output"))?;
        let output = BufReader::new(output).lines();
        let mut process = Self { child, url: String::new(), folder, _output: output };
        let port = tokio::time::timeout(within, process.port()).await;
        let port = port.map_err(|_| obstacle::too_slow())?;
        process.url = format!("http://127.0.0.1:{}/", port?);
        Ok(process)
    }

    /// Where it listens.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Where its browser may keep files. They go when it goes.
    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The port that it says it listens on.
    async fn port(&mut self) -> Result<u16, Missing> {
        while let Ok(Some(line)) = self._output.next_line().await {
            if let Some(port) = port_in(&line) {
                return Ok(port);
            }
        }
        Err(obstacle::not_started("chromedriver ended at once"))
    }

    /// Kills all its processes, and waits until they are gone.
    #[cfg(unix)]
    fn end(&mut self) {
        use rustix::process::{Pid, Signal, kill_process_group, test_kill_process_group};

        // Without an id it has ended, and its number may belong to others.
        let Some(id) = self.child.id() else { return };
        let Some(group) = i32::try_from(id).ok().and_then(Pid::from_raw) else { return };
        let begun = Instant::now();
        while kill_process_group(group, Signal::KILL).is_ok() && begun.elapsed() < GONE {
            // A process that has ended is there until somebody asks how.
            let asked = self.child.try_wait();
            if asked.is_err() || test_kill_process_group(group).is_err() {
                return;
            }
            std::thread::sleep(PAUSE);
        }
    }

    /// Kills it.
    #[cfg(not(unix))]
    fn end(&mut self) {
        let begun = Instant::now();
        // It may have ended by itself.
        let _ = self.child.start_kill();
        while matches!(self.child.try_wait(), Ok(None)) && begun.elapsed() < GONE {
            std::thread::sleep(PAUSE);
        }
    }
}

impl Drop for DriverProcess {
    fn drop(&mut self) {
        self.end();
    }
}

/// The driver in a process group of its own: Ctrl-C is for the run, which ends
/// the browser itself. No variable of the run, such as a password, is handed on.
fn command(folder: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command.arg("--port=0").stdin(Stdio::null()).stderr(Stdio::null()).stdout(Stdio::piped());
    command.env("TMPDIR", folder).kill_on_drop(true);
    for (name, _) in std::env::vars_os().filter(|(name, _)| is_ours(name)) {
        command.env_remove(name);
    }
    #[cfg(unix)]
    command.process_group(0);
    command
}

fn is_ours(name: &OsString) -> bool {
    name.to_string_lossy().starts_with("PENGUIN_AUTH_")
}

/// The port in `ChromeDriver was started successfully on port 34015.`
fn port_in(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("started successfully on port ")?;
    port.trim_end_matches('.').trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_the_one_that_it_listens_on_not_the_one_that_was_asked_for() {
        assert_eq!(port_in("Starting ChromeDriver 156.0.8078.79 (a21c) on port 0"), None);
        assert_eq!(port_in("ChromeDriver was started successfully on port 34015."), Some(34015));
        assert_eq!(port_in("ChromeDriver was started successfully on port 34015"), Some(34015));
    }
}
