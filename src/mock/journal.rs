//! The state file: one JSON line for each change, on the disk before the client
//! hears of it.
//!
//! A process that is killed at any moment leaves at most one unfinished line,
//! which belongs to a request that was never answered. It is dropped when the
//! file is read again.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::change::Change;
use super::error::MockError;

/// An open and locked state file.
pub(super) struct Journal {
    path: PathBuf,
    file: File,
    /// Where the last whole line ends.
    length: u64,
    /// How many whole lines there are.
    lines: usize,
    /// A failed write left something behind that could not be taken back:
    /// nothing may be added after it.
    broken: bool,
    /// The file that this one replaced. It stays locked, so that a process that
    /// opened it just before cannot use it.
    replaced: Option<File>,
}

impl Journal {
    /// Opens or creates the file and reads its changes.
    pub(super) fn open(path: &Path) -> Result<(Self, Vec<Change>), MockError> {
        let failed = |source| MockError::State { path: path.to_owned(), source };
        let mut file = private().open(path).map_err(failed)?;
        lock(&file, path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(failed)?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let changes = parse(&bytes[..whole], path)?;
        let mut journal = Self {
            path: path.to_owned(),
            file,
            length: whole as u64,
            lines: changes.len(),
            broken: false,
            replaced: None,
        };
        journal.rewind().and_then(|()| sync_folder(path)).map_err(failed)?;
        Ok((journal, changes))
    }

    /// Adds one change. When this returns without an error the change survives
    /// any crash.
    pub(super) fn append(&mut self, change: &Change) -> io::Result<()> {
        if self.broken {
            return Err(io::Error::other("an earlier write failed"));
        }
        let line = line_of(change)?;
        let written = self.file.write_all(&line).and_then(|()| self.file.sync_data());
        match written {
            Ok(()) => {
                self.length += line.len() as u64;
                self.lines += 1;
            }
            Err(_) => self.broken = self.rewind().is_err(),
        }
        written
    }

    /// How many changes it holds.
    pub(super) const fn lines(&self) -> usize {
        self.lines
    }

    /// Puts a shorter file in the place of this one. It is complete before it
    /// takes the name, so that there is a whole journal at every moment. After
    /// an error it is the old one or the new one, and says the same.
    pub(super) fn replace(&mut self, changes: &[Change]) -> Result<(), MockError> {
        let path = self.path.clone();
        let failed = |source| MockError::State { path: path.clone(), source };
        let mut next = tempfile::NamedTempFile::new_in(folder(&path)).map_err(failed)?;
        lock(next.as_file(), &path)?;
        let lines = changes.iter().map(line_of).collect::<Result<Vec<_>, _>>().map_err(failed)?.concat();
        next.write_all(&lines).and_then(|()| next.as_file().sync_all()).map_err(failed)?;
        let file = next.persist(&path).map_err(|error| failed(error.error))?;
        self.replaced = Some(std::mem::replace(&mut self.file, file));
        (self.length, self.lines, self.broken) = (lines.len() as u64, changes.len(), false);
        sync_folder(&path).map_err(failed)
    }

    /// Cuts off what stands behind the last whole line.
    fn rewind(&mut self) -> io::Result<()> {
        self.file.set_len(self.length)?;
        self.file.seek(SeekFrom::Start(self.length)).map(|_| ())
    }
}

/// Options for a file that only its owner may read: it holds the secret of the
/// tokens.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn lock(file: &File, path: &Path) -> Result<(), MockError> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(MockError::StateLocked(path.to_owned())),
        Err(TryLockError::Error(source)) => Err(MockError::State { path: path.to_owned(), source }),
    }
}

fn parse(bytes: &[u8], path: &Path) -> Result<Vec<Change>, MockError> {
    let lines = bytes.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.is_empty());
    let unreadable =
        |line: usize, source| MockError::StateLine { path: path.to_owned(), line: line + 1, source };
    lines.map(|(at, line)| serde_json::from_slice(line).map_err(|source| unreadable(at, source))).collect()
}

fn line_of(change: &Change) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(change)?;
    line.push(b'\n');
    Ok(line)
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// Makes the file's name last. Only Unix has and needs this.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder(path))?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(secret: &str) -> Change {
        Change::Secret(secret.to_owned())
    }

    #[test]
    fn a_torn_last_line_is_dropped_and_the_next_one_stands_in_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        std::fs::write(&path, "{\"secret\":\"a\"}\n{\"secret\":\"b\"}").unwrap();
        let (mut journal, changes) = Journal::open(&path).unwrap();
        assert_eq!(changes, [some("a")]);
        journal.append(&some("c")).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{\"secret\":\"a\"}\n{\"secret\":\"c\"}\n");
    }

    #[test]
    fn a_strange_line_in_the_middle_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        std::fs::write(&path, "{\"secret\":\"a\"}\nhello\n{\"secret\":\"b\"}\n").unwrap();
        assert!(matches!(Journal::open(&path), Err(MockError::StateLine { line: 2, .. })));
    }

    #[test]
    fn a_second_opener_is_refused_before_and_after_compaction() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        let (mut journal, _) = Journal::open(&path).unwrap();
        assert!(matches!(Journal::open(&path), Err(MockError::StateLocked(_))));
        journal.replace(&[some("a")]).unwrap();
        assert!(matches!(Journal::open(&path), Err(MockError::StateLocked(_))));
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_the_file() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        let mode = || std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        let (mut journal, _) = Journal::open(&path).unwrap();
        assert_eq!(mode(), 0o600);
        journal.replace(&[]).unwrap();
        assert_eq!(mode(), 0o600);
    }
}
