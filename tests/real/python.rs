//! Apps in Python: each with its packages in an environment of its own below
//! the target directory. Nothing is written beside the sources.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::app::{once, run};
use crate::examine::ACCOUNTS;
use crate::server::Server;

/// Where each app has its folder.
const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/real");

/// Where the environments are, and what the apps write.
const ENVIRONMENTS: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/python");

/// Serves a variant of the app in that folder. Installs its packages first,
/// unless that was done with the same versions. Returns its base URL, too.
pub(crate) fn serve(app: &str, variant: &str) -> (Server, String) {
    let environment = installed(app);
    let folder = empty_folder(&environment);
    let mut command = Command::new(environment.join("bin/python"));
    command
        .arg(Path::new(SOURCES).join(app).join("app.py"))
        .arg(variant)
        .current_dir(folder)
        .env_clear()
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("ACCOUNTS", serde_json::to_string(&ACCOUNTS).unwrap());
    let server = Server::start(&mut command);
    let base_url = server.wait_for(|line| line.strip_prefix("listening on ").map(str::to_owned));
    (server, base_url)
}

/// A folder for what one running app writes, beside its environment.
fn empty_folder(environment: &Path) -> PathBuf {
    static STARTED: AtomicUsize = AtomicUsize::new(0);
    let folder = environment.with_extension(STARTED.fetch_add(1, Ordering::Relaxed).to_string());
    // What an earlier run of the tests left there.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The environment with the packages of that app.
fn installed(app: &str) -> PathBuf {
    /// One at a time: variants share their packages.
    static INSTALLING: Mutex<()> = Mutex::new(());
    let _alone = INSTALLING.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = Path::new(ENVIRONMENTS).join(app);
    let requirements = Path::new(SOURCES).join(app).join("requirements.txt");
    let lock = fs::read_to_string(&requirements).unwrap();
    once(&folder, &lock, || {
        run("python3 -m venv", Command::new("python3").args(["-m", "venv"]).arg(&folder));
        let mut pip = Command::new(folder.join("bin/python"));
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]);
        run(&format!("pip install for {app}"), pip.arg("--requirement").arg(requirements));
    });
    folder
}
