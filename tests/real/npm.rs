//! Small apps on published npm packages: installed from their lock file once,
//! below the target directory, and served.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use crate::app::{add_folder, node, once, run, write};
use crate::examine::ACCOUNTS;
use crate::server::Server;

/// Serves a variant of the app in that folder of `tests/real`, with both
/// accounts. Returns its base URL, too.
pub(crate) fn serve(app: &str, variant: &str) -> (Server, String) {
    let mut command = node();
    command.arg(installed(app).join("server.mjs")).args(["--variant", variant]);
    for (email, password) in ACCOUNTS {
        command.args(["--user", &format!("{email}:{password}")]);
    }
    let server = Server::start(&mut command);
    let base_url = server.wait_for(|line| line.strip_prefix("listening on ").map(str::to_owned));
    (server, base_url)
}

/// The folder in which the app is, with its packages.
pub(crate) fn installed(app: &str) -> PathBuf {
    /// One at a time: several tests begin with the same app.
    static INSTALLING: Mutex<()> = Mutex::new(());
    let _alone = INSTALLING.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(app);
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real").join(app);
    let mut files = BTreeMap::new();
    add_folder(&mut files, &sources, &sources);
    once(&folder, &format!("{files:#?}"), || {
        for (path, text) in &files {
            write(&folder.join(path), text);
        }
        run(&format!("npm ci of {app}"), Command::new("npm").arg("ci").current_dir(&folder));
    });
    folder
}
