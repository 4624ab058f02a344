//! A file that appears whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// How many temporary names are tried before giving up.
const ATTEMPTS: usize = 16;

/// A report on its way. It is written beside its target and takes the
/// target's place in one step; dropped before that, it leaves nothing.
#[derive(Debug)]
pub struct ReportFile {
    writer: BufWriter<File>,
    /// What to rename to what; nothing for a device or a pipe, which is
    /// written directly.
    rename: Option<(PathBuf, PathBuf)>,
}

impl ReportFile {
    /// Opens it. Called before the run, so that a bad path fails in the first
    /// second and not after the last request.
    ///
    /// # Errors
    /// The folder is missing or may not be written, or the path is a folder.
    pub fn create(path: &Path) -> io::Result<Self> {
        Self::create_for(Readers::Anybody, path)
    }

    /// Opens one that nobody but its owner may read.
    ///
    /// # Errors
    /// As [`ReportFile::create`].
    pub fn create_private(path: &Path) -> io::Result<Self> {
        Self::create_for(Readers::Owner, path)
    }

    fn create_for(readers: Readers, path: &Path) -> io::Result<Self> {
        // A link is followed: the file behind it is replaced, not the link.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if let Ok(metadata) = fs::metadata(&target)
            && !metadata.is_file()
        {
            // Refuses a folder; a device must not be replaced by a file.
            let file = OpenOptions::new().write(true).open(&target)?;
            return Ok(Self { writer: BufWriter::new(file), rename: None });
        }
        let (temporary, file) = create_beside(&target, readers)?;
        Ok(Self { writer: BufWriter::new(file), rename: Some((temporary, target)) })
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// The last bytes could not be written, or the target not be replaced.
    pub fn commit(mut self) -> io::Result<()> {
        self.writer.flush()?;
        if let Some((temporary, target)) = &self.rename {
            fs::rename(temporary, target)?;
            self.rename = None;
        }
        Ok(())
    }
}

impl Write for ReportFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl Drop for ReportFile {
    fn drop(&mut self) {
        if let Some((temporary, _)) = &self.rename {
            // Nobody is left to tell, and nothing depends on it.
            let _ = fs::remove_file(temporary);
        }
    }
}

/// Who may read a file.
#[derive(Clone, Copy, Debug)]
enum Readers {
    /// Whoever may read any other new file.
    Anybody,
    /// Its owner alone.
    Owner,
}

impl Readers {
    /// How such a file is opened. Elsewhere than on Unix the folder decides.
    fn options(self) -> OpenOptions {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        if let Self::Owner = self {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        options
    }
}

/// Creates a new file in the target's folder.
fn create_beside(target: &Path, readers: Readers) -> io::Result<(PathBuf, File)> {
    let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    let mut last = io::ErrorKind::AlreadyExists.into();
    for _ in 0..ATTEMPTS {
        let chance = RandomState::new().build_hasher().finish();
        let temporary = target.with_file_name(format!(".{name}.{chance:016x}.part"));
        match readers.options().open(&temporary) {
            Ok(file) => return Ok((temporary, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_cannot_be_written_fails_at_creation() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("no-such-folder").join("report.json");
        assert_eq!(ReportFile::create(&missing).unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(ReportFile::create(folder.path()).unwrap_err().kind(), io::ErrorKind::IsADirectory);
        assert!(ReportFile::create(Path::new("")).is_err());
    }

    #[test]
    fn the_old_report_stays_until_the_new_one_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        fs::write(&path, "old").unwrap();
        let mut file = ReportFile::create(&path).unwrap();
        file.write_all(b"new").unwrap();
        file.flush().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        file.commit().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    }

    #[test]
    fn a_dropped_file_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = ReportFile::create(&folder.path().join("report.json")).unwrap();
        file.write_all(b"half").unwrap();
        drop(file);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_and_a_device_survive() {
        let folder = tempfile::tempdir().unwrap();
        let (link, real) = (folder.path().join("link"), folder.path().join("real"));
        fs::write(&real, "old").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let mut file = ReportFile::create(&link).unwrap();
        file.write_all(b"new").unwrap();
        file.commit().unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");

        let file = ReportFile::create(Path::new("/dev/null")).unwrap();
        assert!(file.rename.is_none());
        file.commit().unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }

    #[cfg(unix)]
    #[test]
    fn a_report_has_the_mode_of_any_other_new_file() {
        use std::os::unix::fs::MetadataExt;
        let folder = tempfile::tempdir().unwrap();
        let (report, other) = (folder.path().join("report"), folder.path().join("other"));
        fs::write(&other, "").unwrap();
        ReportFile::create(&report).unwrap().commit().unwrap();
        assert_eq!(fs::metadata(&report).unwrap().mode(), fs::metadata(&other).unwrap().mode());
    }

    #[cfg(unix)]
    #[test]
    fn a_private_file_is_private_before_and_after_it_takes_the_place_of_another() {
        use std::os::unix::fs::MetadataExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("evidence");
        fs::write(&path, "open to all").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o777;
        let file = ReportFile::create_private(&path).unwrap();
        assert_eq!(mode(&file.rename.as_ref().unwrap().0), 0o600);
        file.commit().unwrap();
        assert_eq!(mode(&path), 0o600);
    }
}
