//! Zip archives of documents: what is in them, and the bytes of one entry when its turn comes.
//!
//! Nothing is unpacked to disk. After [`list`]: entries are in the order of their names; a name is a path below the
//! archive, without `..`, drives or backslashes; what cannot be read is listed too, with the reason.

use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use flate2::{Crc, read::DeflateDecoder};
use zip::{CompressionMethod, ZipArchive};

use crate::limits::Limits;

/// The ending of archives in archives.
const ENDING: &str = ".zip";

/// An entry smaller than this is harmless however well it is packed. Bytes.
const HARMLESS: u64 = 1 << 20;

/// A file in an archive.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its path below the archive, with `/`; below an archive in the archive it goes on there.
    pub name: String,
    /// Where its bytes are.
    pub packed: Packed,
}

/// The bytes of an entry, packed.
#[derive(Debug, Clone)]
pub struct Packed {
    place: Result<Place, ArchiveError>,
}

/// Where an entry lies in its archive, and what its bytes must come to.
#[derive(Debug, Clone)]
struct Place {
    archive: Archive,
    start: u64,
    packed: u64,
    size: u64,
    crc: u32,
    deflated: bool,
}

/// An archive: a file, or in memory when it lies in another one.
#[derive(Clone)]
enum Archive {
    File(Arc<Path>),
    Memory(Arc<[u8]>),
}

impl fmt::Debug for Archive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Memory(bytes) => write!(f, "{} bytes", bytes.len()),
        }
    }
}

/// Why an archive, or an entry, cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// The file could not be opened or read.
    #[error("the archive cannot be read: {detail}; check the path and its permissions")]
    Io {
        /// What the system said.
        detail: String,
    },
    /// It is no archive, or a broken one.
    #[error("the archive is damaged ({detail}); fetch it again")]
    Damaged {
        /// What was found.
        detail: String,
    },
    /// It needs a password.
    #[error("the entry is encrypted; unpack the archive with its password and give the folder")]
    Encrypted,
    /// It is packed in a way that is not read.
    #[error("the entry is packed by {method}; unpack the archive and give the folder")]
    Method {
        /// Which way.
        method: String,
    },
    /// Several entries have one name; the last of them is read.
    #[error(
        "several entries have the same name, of which only the last is read; unpack the archive and give the folder"
    )]
    SameNames,
    /// It would cost more than allowed.
    #[error("over the limit of {limit} {of}; unpack the archive and give the folder, or raise the limit")]
    TooLarge {
        /// What was counted.
        of: &'static str,
        /// How many are allowed.
        limit: u64,
    },
}

/// Lists the files of an archive, those of archives in it included.
///
/// # Errors
///
/// When the archive itself cannot be read, or holds more than allowed. What only costs an entry is that entry's.
pub fn list(path: &Path, limits: &Limits) -> Result<Vec<Entry>, ArchiveError> {
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let mut lister = Lister { limits, entries: Vec::new(), bytes: 0 };
    lister.archive(file, &Archive::File(path.into()), "", 1)?;
    lister.entries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(lister.entries)
}

impl Packed {
    /// The entry's bytes, but not of one that is larger than allowed.
    ///
    /// # Errors
    ///
    /// When they cannot be unpacked.
    pub fn bytes(&self, limits: &Limits) -> Result<Vec<u8>, ArchiveError> {
        let place = self.place.as_ref().map_err(Clone::clone)?;
        let limit = limits.bytes;
        if place.size > limit {
            return Err(ArchiveError::TooLarge { of: "bytes", limit });
        }
        match &place.archive {
            Archive::Memory(bytes) => place.unpack(Cursor::new(bytes)),
            Archive::File(path) => place.unpack(File::open(path).map_err(|error| unreadable(&error))?),
        }
    }
}

impl Place {
    fn unpack(&self, mut archive: impl Read + Seek) -> Result<Vec<u8>, ArchiveError> {
        let damaged = |detail: &str| ArchiveError::Damaged { detail: detail.to_owned() };
        archive.seek(SeekFrom::Start(self.start)).map_err(|error| unreadable(&error))?;
        let packed = archive.take(self.packed);
        // One more byte than stated tells an entry that lies about its size.
        let whole = self.size + 1;
        let mut bytes = Vec::with_capacity(usize::try_from(self.size.min(HARMLESS)).unwrap_or(0));
        let read = if self.deflated {
            DeflateDecoder::new(packed).take(whole).read_to_end(&mut bytes)
        } else {
            packed.take(whole).read_to_end(&mut bytes)
        };
        read.map_err(|error| damaged(&error.to_string()))?;
        if bytes.len() as u64 != self.size {
            return Err(damaged("an entry is not as long as stated"));
        }
        let mut crc = Crc::new();
        crc.update(&bytes);
        if crc.sum() == self.crc { Ok(bytes) } else { Err(damaged("an entry's checksum is wrong")) }
    }
}

/// An archive on its way to a list.
struct Lister<'a> {
    limits: &'a Limits,
    entries: Vec<Entry>,
    /// What all entries unpack to, as stated.
    bytes: u64,
}

impl Lister<'_> {
    /// Adds the files of an archive; `above` is its path below the outermost one.
    fn archive(
        &mut self,
        file: impl Read + Seek,
        archive: &Archive,
        above: &str,
        depth: u32,
    ) -> Result<(), ArchiveError> {
        let damaged = |error: zip::result::ZipError| ArchiveError::Damaged { detail: error.to_string() };
        let mut zip = ZipArchive::new(file).map_err(damaged)?;
        if zip.has_duplicate_names() {
            self.push(above.trim_end_matches('/').to_owned(), Err(ArchiveError::SameNames));
        }
        for index in 0..zip.len() {
            let entry = zip.by_index_raw(index).map_err(damaged)?;
            if entry.is_dir() {
                continue;
            }
            let limit = self.limits.archive_entries;
            if self.entries.len() >= limit {
                return Err(ArchiveError::TooLarge { of: "entries", limit: limit as u64 });
            }
            self.bytes = self.bytes.saturating_add(entry.size());
            if self.bytes > self.limits.archive_bytes {
                return Err(ArchiveError::TooLarge { of: "unpacked bytes", limit: self.limits.archive_bytes });
            }
            let name = format!("{above}{}", plain(&decoded(entry.name_raw())));
            let place = self.place(&entry, archive);
            drop(entry);
            match place {
                Ok(place) if name.to_ascii_lowercase().ends_with(ENDING) => self.inner(&name, &place, depth),
                place => self.push(name, place),
            }
        }
        Ok(())
    }

    /// Adds the files of an archive in an archive; what is wrong with it costs only it.
    fn inner(&mut self, name: &str, place: &Place, depth: u32) {
        let limit = self.limits.archive_depth;
        let before = self.entries.len();
        let added = if depth >= limit {
            Err(ArchiveError::TooLarge { of: "archives in archives", limit: limit.into() })
        } else {
            Packed { place: Ok(place.clone()) }.bytes(self.limits).and_then(|bytes| {
                let bytes: Arc<[u8]> = bytes.into();
                self.archive(Cursor::new(bytes.clone()), &Archive::Memory(bytes), &format!("{name}/"), depth + 1)
            })
        };
        if let Err(error) = added {
            self.entries.truncate(before);
            self.push(name.to_owned(), Err(error));
        }
    }

    fn place(&self, entry: &zip::read::ZipFile<'_, impl Read>, archive: &Archive) -> Result<Place, ArchiveError> {
        let (packed, size) = (entry.compressed_size(), entry.size());
        let limit = self.limits.archive_ratio;
        if entry.encrypted() {
            return Err(ArchiveError::Encrypted);
        }
        if size > HARMLESS && size / packed.max(1) > limit {
            return Err(ArchiveError::TooLarge { of: "times its packed size", limit });
        }
        let deflated = match entry.compression() {
            CompressionMethod::Stored => false,
            CompressionMethod::Deflated => true,
            other => return Err(ArchiveError::Method { method: other.to_string() }),
        };
        let start =
            entry.data_start().ok_or_else(|| ArchiveError::Damaged { detail: "an entry has no place".into() })?;
        Ok(Place { archive: archive.clone(), start, packed, size, crc: entry.crc32(), deflated })
    }

    fn push(&mut self, name: String, place: Result<Place, ArchiveError>) {
        self.entries.push(Entry { name, packed: Packed { place } });
    }
}

fn unreadable(error: &io::Error) -> ArchiveError {
    ArchiveError::Io { detail: error.to_string() }
}

/// A name as its packer meant it: UTF-8, or else GB 18030, which most packers in China write.
fn decoded(raw: &[u8]) -> String {
    std::str::from_utf8(raw)
        .map_or_else(|_| encoding_rs::GB18030.decode_without_bom_handling(raw).0.into_owned(), str::to_owned)
}

/// A path that stays below where it is put: no root, drive, `..` or control characters.
fn plain(name: &str) -> String {
    let parts = name.split(['/', '\\']).map(|part| part.replace(|c: char| c.is_control() || c == ':', "_"));
    let parts: Vec<String> = parts.filter(|part| !matches!(part.trim(), "" | "." | "..")).collect();
    if parts.is_empty() { "_".to_owned() } else { parts.join("/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_below_the_archive() {
        for (name, expected) in [
            ("a/b.txt", "a/b.txt"),
            ("../../etc/passwd", "etc/passwd"),
            ("/root.txt", "root.txt"),
            ("C:\\公文\\a.txt", "C_/公文/a.txt"),
            ("..", "_"),
            ("a/./b\0.txt", "a/b_.txt"),
        ] {
            assert_eq!(plain(name), expected, "{name}");
        }
    }

    #[test]
    fn names_are_utf_8_or_gb_18030() {
        assert_eq!(decoded("方案.txt".as_bytes()), "方案.txt");
        assert_eq!(decoded(&[0xB7, 0xBD, 0xB0, 0xB8, b'.', b't', b'x', b't']), "方案.txt");
    }
}
