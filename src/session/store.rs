//! The files in which sessions are kept between commands: one per deployment
//! and account, for nobody else to read, never half written.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use ring::digest::{SHA256, digest};
use tempfile::NamedTempFile;

use super::{NotASession, StoredSession, Summary};
use crate::deployment::BaseUrl;
use crate::redact::{Redactor, sanitise};

/// The directory of the session files.
#[derive(Clone, Debug)]
pub struct SessionStore {
    directory: PathBuf,
}

/// A stored session as it can be listed.
#[derive(Debug)]
pub struct Entry {
    /// Its file.
    pub path: PathBuf,
    /// What it is, or why that cannot be said.
    pub summary: Result<Summary, NotASession>,
}

/// A place that was prepared for a session. Until it is filled there is only a
/// temporary file, which goes away with this value.
#[derive(Debug)]
pub struct Slot {
    file: NamedTempFile,
    path: PathBuf,
}

/// A session could not be kept or read back.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The directory or file cannot be written.
    #[error("could not write {}", .path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The file cannot be read.
    #[error("could not read {}", .path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The file is no session.
    #[error("could not use the session in {}", .path.display())]
    NotASession {
        /// Which.
        path: PathBuf,
        /// What is wrong with it.
        source: NotASession,
    },
}

impl SessionStore {
    /// The store in that directory, which need not exist.
    #[must_use]
    pub const fn new(directory: PathBuf) -> Self {
        Self { directory }
    }

    /// Where the session of that account on that deployment is kept. The name
    /// can be recognised by people, and there is no secret in it.
    #[must_use]
    pub fn path_of(&self, base: &BaseUrl, email: &str) -> PathBuf {
        let url = base.to_string();
        let authority = url.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default();
        let safe: String = authority.chars().map(safe_in_a_name).take(80).collect();
        let hash = digest(&SHA256, format!("{url}\n{}", email.to_lowercase()).as_bytes());
        let short: String = hash.as_ref().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        self.directory.join(format!("{}-{short}.json", safe.trim_start_matches('.')))
    }

    /// Every session file, by name. A store that does not exist is empty.
    ///
    /// # Errors
    /// When the directory or a file cannot be read.
    pub fn list(&self) -> Result<Vec<Entry>, StoreError> {
        let cannot_read = |source| StoreError::Read { path: self.directory.clone(), source };
        let entries = match fs::read_dir(&self.directory) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(cannot_read)?,
        };
        let mut paths = Vec::new();
        for entry in entries {
            let path = entry.map_err(cannot_read)?.path();
            let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if !hidden && path.extension().is_some_and(|extension| extension == "json") {
                paths.push(path);
            }
        }
        paths.sort();
        paths.into_iter().map(Entry::read).collect()
    }

    /// Reads one session; the redactor learns its cookies.
    ///
    /// # Errors
    /// When the file cannot be read or is no session. It is left alone.
    pub fn open(path: &Path, redactor: &Redactor) -> Result<StoredSession, StoreError> {
        let stored = StoredSession::read(&text_of(path)?, redactor);
        stored.map_err(|source| StoreError::NotASession { path: path.to_owned(), source })
    }

    /// Makes sure that a session can be kept there, before it is opened.
    ///
    /// # Errors
    /// When it cannot.
    pub fn prepare(&self, path: PathBuf) -> Result<Slot, StoreError> {
        let cannot_write = |source| StoreError::Write { path: self.directory.clone(), source };
        make_private_directory(&self.directory).map_err(cannot_write)?;
        // `tempfile` creates it with mode 0600.
        let file = tempfile::Builder::new().prefix(".session-").suffix(".tmp").tempfile_in(&self.directory);
        Ok(Slot { file: file.map_err(cannot_write)?, path })
    }

    /// Writes a session in place of what is there.
    ///
    /// # Errors
    /// When it cannot be written; what was there stays.
    pub fn save(&self, path: &Path, stored: &StoredSession) -> Result<(), StoreError> {
        self.prepare(path.to_owned())?.fill(stored).map(drop)
    }

    /// Removes a session's file. One that is gone already is no error.
    ///
    /// # Errors
    /// When it stays.
    pub fn remove(path: &Path) -> Result<(), StoreError> {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(StoreError::Write { path: path.to_owned(), source: error })
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

impl Entry {
    fn read(path: PathBuf) -> Result<Self, StoreError> {
        let summary = Summary::read(&text_of(&path)?);
        Ok(Self { path, summary })
    }

    /// One line for people.
    #[must_use]
    pub fn line(&self) -> String {
        match &self.summary {
            Ok(Summary { base_url, email, .. }) => {
                sanitise(&format!("--base-url {base_url} --email {email}"))
            }
            Err(why) => sanitise(&format!("{}: {why}", self.path.display())),
        }
    }
}

impl Slot {
    /// Where the session will be.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Keeps the session: all of it is on the disk before anybody can see it
    /// under its name.
    ///
    /// # Errors
    /// When it cannot be written; what was there stays.
    pub fn fill(mut self, stored: &StoredSession) -> Result<PathBuf, StoreError> {
        let path = self.path.clone();
        let cannot_write = |source| StoreError::Write { path: path.clone(), source };
        let text = stored.to_text();
        self.file.write_all(text.reveal().as_bytes()).map_err(cannot_write)?;
        self.file.as_file().sync_all().map_err(cannot_write)?;
        self.file.persist(&self.path).map_err(|error| cannot_write(error.error))?;
        Ok(self.path)
    }
}

fn text_of(path: &Path) -> Result<String, StoreError> {
    let bytes = fs::read(path).map_err(|source| StoreError::Read { path: path.to_owned(), source })?;
    // Bytes that are no text make no valid JSON either, and are told as such.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Letters, digits, dots and hyphens; anything else, such as the colon before
/// a port, becomes a hyphen.
const fn safe_in_a_name(c: char) -> char {
    if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }
}

/// Only its owner may look into it. The file names alone say who logs in where.
#[cfg(unix)]
fn make_private_directory(directory: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    fs::DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
    if fs::metadata(directory)?.permissions().mode() & 0o077 != 0 {
        fs::set_permissions(directory, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// The user's profile directory is private by itself here.
#[cfg(not(unix))]
fn make_private_directory(directory: &Path) -> io::Result<()> {
    fs::create_dir_all(directory)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> (tempfile::TempDir, SessionStore) {
        let folder = tempfile::tempdir().unwrap();
        let store = SessionStore::new(folder.path().join("state/sessions"));
        (folder, store)
    }

    fn path(url: &str, email: &str) -> String {
        let base = BaseUrl::parse(url).unwrap();
        SessionStore::new(PathBuf::new()).path_of(&base, email).display().to_string()
    }

    #[test]
    fn a_file_is_named_for_its_host_and_told_apart_by_account_and_path() {
        let name = path("http://localhost:3000", "ada@penguin.test");
        assert!(name.starts_with("localhost-3000-") && name.ends_with(".json"), "{name}");
        assert!(!name.contains("ada"), "{name}");
        assert_eq!(name, path("http://localhost:3000/", "Ada@Penguin.test"));
        assert_ne!(name, path("http://localhost:3000", "bob@penguin.test"));
        assert_ne!(name, path("http://localhost:3000/preview", "ada@penguin.test"));
        assert!(path("http://[::1]:80/", "x").starts_with("---1--"), "{}", path("http://[::1]:80/", "x"));
    }

    #[test]
    fn a_store_that_does_not_exist_is_empty() {
        let (_folder, store) = store();
        assert!(store.list().unwrap().is_empty());
    }

    #[test]
    fn a_slot_that_is_not_filled_leaves_nothing_behind() {
        let (_folder, store) = store();
        let slot = store.prepare(store.directory.join("a.json")).unwrap();
        assert!(store.list().unwrap().is_empty(), "a temporary file is not listed");
        drop(slot);
        assert_eq!(fs::read_dir(&store.directory).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn a_directory_that_others_can_read_is_closed_to_them() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, store) = store();
        fs::create_dir_all(&store.directory).unwrap();
        fs::set_permissions(&store.directory, fs::Permissions::from_mode(0o755)).unwrap();
        let slot = store.prepare(store.directory.join("a.json")).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&store.directory), 0o700);
        assert_eq!(mode(slot.file.path()), 0o600);
    }

    #[test]
    fn a_damaged_file_is_listed_with_what_is_wrong_and_left_alone() {
        let (_folder, store) = store();
        fs::create_dir_all(&store.directory).unwrap();
        let file = store.directory.join("localhost-1.json");
        fs::write(&file, [b'{', 0xff, 0xfe]).unwrap();
        let entries = store.list().unwrap();
        assert!(entries[0].line().contains("damaged at line 1"), "{}", entries[0].line());
        assert!(SessionStore::open(&file, &Redactor::new()).is_err());
        assert_eq!(fs::read(&file).unwrap(), [b'{', 0xff, 0xfe]);
    }
}
