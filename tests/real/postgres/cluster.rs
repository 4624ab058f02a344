//! A private PostgreSQL: a folder of its own, a socket in it, and no port.

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::{NoTls, SimpleQueryMessage};

/// Who runs the server when the tests run as root, which it refuses: `nobody`.
const NOBODY: u32 = 65_534;

/// The password in the URL. The server does not ask for it, and nothing may
/// show it.
pub(super) const PASSWORD: &str = "hunter2-of-the-database";

/// A server that is gone when this is dropped.
pub(super) struct Cluster {
    programs: PathBuf,
    folder: TempDir,
    runtime: Runtime,
}

impl Cluster {
    pub(super) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        if as_root() {
            chown(folder.path(), Some(NOBODY), Some(NOBODY)).unwrap();
        }
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let cluster = Self { programs: programs(), folder, runtime };
        cluster.run("initdb", &["-U", "penguin", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        cluster.resume();
        cluster
    }

    /// The database, for the mock.
    pub(super) fn url(&self) -> String {
        format!("postgres://penguin:{PASSWORD}@/postgres?host={}", self.folder.path().display())
    }

    pub(super) fn resume(&self) {
        let socket = self.folder.path().display();
        let options = format!("-k {socket} -c listen_addresses= -c fsync=off");
        let log = self.folder.path().join("log");
        self.run("pg_ctl", &["start", "-w", "-o", &options, "-l", log.to_str().unwrap()]);
    }

    /// Stops the server as a crash would.
    pub(super) fn stop(&self) {
        self.run("pg_ctl", &["stop", "-w", "-m", "immediate"]);
    }

    /// Sends a signal to the server and to the process behind the mock's
    /// connection.
    pub(super) fn signal(&self, signal: &str, backend: &str) {
        let pid = fs::read_to_string(self.data().join("postmaster.pid")).unwrap();
        let sent = Command::new("kill").args([signal, pid.lines().next().unwrap(), backend]).status();
        assert!(sent.unwrap().success());
    }

    /// Runs statements, and gives the rows of the last one: columns are set
    /// apart by `|`.
    pub(super) fn sql(&self, sql: &str) -> Vec<String> {
        self.runtime.block_on(async {
            let (client, driver) = tokio_postgres::connect(&self.url(), NoTls).await.unwrap();
            let driver = tokio::spawn(driver);
            let messages = client.simple_query(sql).await.unwrap();
            drop(client);
            driver.await.unwrap().unwrap();
            messages.iter().filter_map(row).collect()
        })
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let mut command = Command::new(self.programs.join(program));
        command.arg("-D").arg(self.data()).args(arguments).current_dir(self.folder.path());
        if as_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        // The server inherits what is open here, and would hold a pipe open.
        let said = fs::File::create(self.folder.path().join("said")).unwrap();
        let status = command.stdin(Stdio::null()).stdout(said.try_clone().unwrap()).stderr(said).status();
        if !status.unwrap().success() {
            let read = |name: &str| fs::read_to_string(self.folder.path().join(name)).unwrap_or_default();
            panic!("{program} {arguments:?}: {}{}", read("said"), read("log"));
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // A test may have stopped it already.
        if self.data().join("postmaster.pid").exists() {
            self.stop();
        }
    }
}

fn row(message: &SimpleQueryMessage) -> Option<String> {
    let SimpleQueryMessage::Row(row) = message else { return None };
    Some((0..row.len()).map(|at| row.get(at).unwrap_or("null")).collect::<Vec<_>>().join("|"))
}

/// Where the newest server programs are: Debian keeps them off the PATH.
fn programs() -> PathBuf {
    let version = |path: &Path| path.file_name()?.to_str()?.parse::<u32>().ok();
    let installed = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let newest = installed.flatten().map(|it| it.path()).max_by_key(|path| version(path));
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let mut candidates = newest.map(|path| path.join("bin")).into_iter().chain(std::env::split_paths(&paths));
    candidates.find(|folder| folder.join("initdb").exists()).unwrap_or_else(|| {
        panic!("these tests need the programs of a PostgreSQL server: install Debian's `postgresql`")
    })
}

fn as_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|it| it.uid() == 0)
}
