//! Files that are there whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use taizhang::OutputFormat;
use taizhang::model::Ledger;

/// A file under a temporary name in the folder where it belongs, until [`Pending::commit`] gives it its own.
///
/// A file that is dropped without that leaves nothing behind, and whatever stood under its name stays.
pub struct Pending {
    path: PathBuf,
    temporary: PathBuf,
    file: Option<BufWriter<File>>,
}

impl Pending {
    /// Begins the file `path`; makes the folders above it.
    pub fn create(path: &Path) -> io::Result<Self> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // Hidden, so that a walk leaves it out; with the process's number, so that two runs do not meet.
        let temporary = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
        let file = File::create(&temporary).or_else(|error| match (error.kind(), path.parent()) {
            (io::ErrorKind::NotFound, Some(folder)) => {
                fs::create_dir_all(folder)?;
                File::create(&temporary)
            }
            _ => Err(error),
        })?;
        Ok(Self { path: path.to_owned(), temporary, file: Some(BufWriter::new(file)) })
    }

    /// Gives the file its name.
    pub fn commit(mut self) -> io::Result<()> {
        let file = self.file.take().expect("only this takes it");
        // Closed before it is renamed: some systems do not rename open files.
        drop(file.into_inner().map_err(io::IntoInnerError::into_error)?);
        fs::rename(&self.temporary, &self.path)
    }
}

/// The name that a file under a temporary name would have had: `a.json` of `.a.json.123.tmp`.
pub fn temporary_of(name: &str) -> Option<&str> {
    let (name, process) = name.strip_prefix('.')?.strip_suffix(".tmp")?.rsplit_once('.')?;
    process.bytes().all(|byte| byte.is_ascii_digit()).then_some(name)
}

/// Writes a file, whole or not at all.
pub fn whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = Pending::create(path)?;
    file.write_all(bytes)?;
    file.commit()
}

/// Writes ledgers as JSON, whole or not at all: one for eyes, several as lines.
pub fn ledgers(path: &Path, ledgers: &[Ledger]) -> io::Result<()> {
    let mut file = Pending::create(path)?;
    let format = if ledgers.len() == 1 { OutputFormat::Json } else { OutputFormat::JsonLines };
    for ledger in ledgers {
        format.write(ledger, &mut file)?;
    }
    file.commit()
}

/// What is told of ledgers, as JSON for eyes and programs, closing line feed included.
pub fn json(told: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(told).expect("keys are all strings");
    bytes.push(b'\n');
    bytes
}

/// The file that is begun, and given up, to see whether a folder can be written to.
pub const PROBE: &str = "taizhang";

/// Makes the folder, and makes sure that files can be put into it.
pub fn prepare(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    Pending::create(&folder.join(PROBE)).map(drop)
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.as_mut().expect("only commit takes it").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().expect("only commit takes it").flush()
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        // Closed first: some systems do not remove open files.
        drop(self.file.take());
        // After a rename there is nothing under this name; a failure to tidy up has no one to hear it.
        let _ = fs::remove_file(&self.temporary);
    }
}
