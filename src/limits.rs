//! How much a document may cost, each bound under a name that options, settings and errors share.

use std::fmt;
use std::time::Duration;

/// How much a document may cost before reading it is given up.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of the file. 512 MiB holds any plan with its scans; offsets are 32 bits wide.
    pub bytes: u64,
    /// Pages. Twice the longest plan seen (a five-year plan with annexes, 2,300 pages).
    pub pages: usize,
    /// Glyphs kept over all pages. A dense page holds about 2,000.
    pub glyphs: usize,
    /// Steps of drawing over all pages: lines, areas and pictures. A page with a table takes 500, a dense map 100,000.
    pub steps: u64,
    /// Forms and groups of a PDF within one another. Stamps on stamps reach 5; the interpreter itself follows 50.
    pub nesting: usize,
    /// Bytes that one stream of a PDF may unpack to. The contents of a dense map take 20 MB, a large font 30.
    pub unpacked: u64,
    /// Time from the first byte to the ledger, text recognition aside. The longest plan seen (504 pages) takes a second on
    /// a slow machine.
    ///
    /// Kept by the program, which reads documents in processes of their own; the library does not look at the clock.
    pub time: Duration,
    /// Bytes of memory, the program's own and its stacks included. Kept by the program, where the system bounds it (Linux).
    pub memory: u64,
    /// Time for text recognition over all pages. A page takes 2 to 10 seconds.
    pub ocr_time: Duration,
    /// Files in an archive, those of archives in it included.
    pub archive_entries: usize,
    /// Bytes that all files of an archive may unpack to; only one at a time is in memory.
    pub archive_bytes: u64,
    /// How many times its packed size a file of an archive may unpack to. Text packs to a fifth, blank scans to a fiftieth.
    pub archive_ratio: u64,
    /// How deep archives may lie in archives; 1 is an archive of documents.
    pub archive_depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 512 << 20,
            pages: 5_000,
            glyphs: 10_000_000,
            steps: 10_000_000,
            nesting: 50,
            unpacked: 256 << 20,
            time: Duration::from_secs(60),
            memory: 1 << 30,
            ocr_time: Duration::from_secs(1800),
            archive_entries: 100_000,
            archive_bytes: 64 << 30,
            archive_ratio: 200,
            archive_depth: 3,
        }
    }
}

/// One of the [`Limits`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// [`Limits::bytes`].
    Bytes,
    /// [`Limits::pages`].
    Pages,
    /// [`Limits::glyphs`].
    Glyphs,
    /// [`Limits::steps`].
    Steps,
    /// [`Limits::nesting`].
    Nesting,
    /// [`Limits::unpacked`].
    Unpacked,
    /// [`Limits::time`].
    Time,
    /// [`Limits::memory`].
    Memory,
    /// [`Limits::ocr_time`].
    OcrTime,
    /// [`Limits::archive_entries`].
    ArchiveEntries,
    /// [`Limits::archive_bytes`].
    ArchiveBytes,
    /// [`Limits::archive_ratio`].
    ArchiveRatio,
    /// [`Limits::archive_depth`].
    ArchiveDepth,
}

impl Limit {
    /// All, in the order of [`Limits`].
    pub const ALL: [Self; 13] = [
        Self::Bytes,
        Self::Pages,
        Self::Glyphs,
        Self::Steps,
        Self::Nesting,
        Self::Unpacked,
        Self::Time,
        Self::Memory,
        Self::OcrTime,
        Self::ArchiveEntries,
        Self::ArchiveBytes,
        Self::ArchiveRatio,
        Self::ArchiveDepth,
    ];

    /// The name of its field.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Pages => "pages",
            Self::Glyphs => "glyphs",
            Self::Steps => "steps",
            Self::Nesting => "nesting",
            Self::Unpacked => "unpacked",
            Self::Time => "time",
            Self::Memory => "memory",
            Self::OcrTime => "ocr_time",
            Self::ArchiveEntries => "archive_entries",
            Self::ArchiveBytes => "archive_bytes",
            Self::ArchiveRatio => "archive_ratio",
            Self::ArchiveDepth => "archive_depth",
        }
    }

    /// The limit of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|limit| limit.name() == name)
    }
}

impl fmt::Display for Limit {
    /// What is counted: 5000 pages.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bytes => "bytes",
            Self::Pages => "pages",
            Self::Glyphs => "glyphs",
            Self::Steps => "drawing steps",
            Self::Nesting => "forms within forms",
            Self::Unpacked => "unpacked bytes",
            Self::Time => "seconds",
            Self::Memory => "bytes of memory",
            Self::OcrTime => "seconds of text recognition",
            Self::ArchiveEntries => "files in an archive",
            Self::ArchiveBytes => "unpacked bytes of an archive",
            Self::ArchiveRatio => "times its packed size",
            Self::ArchiveDepth => "archives in archives",
        })
    }
}

impl Limits {
    /// The value of a limit; times are in seconds.
    #[must_use]
    pub fn get(&self, limit: Limit) -> u64 {
        match limit {
            Limit::Bytes => self.bytes,
            Limit::Pages => self.pages as u64,
            Limit::Glyphs => self.glyphs as u64,
            Limit::Steps => self.steps,
            Limit::Nesting => self.nesting as u64,
            Limit::Unpacked => self.unpacked,
            Limit::Time => self.time.as_secs(),
            Limit::Memory => self.memory,
            Limit::OcrTime => self.ocr_time.as_secs(),
            Limit::ArchiveEntries => self.archive_entries as u64,
            Limit::ArchiveBytes => self.archive_bytes,
            Limit::ArchiveRatio => self.archive_ratio,
            Limit::ArchiveDepth => self.archive_depth.into(),
        }
    }

    /// Sets a limit.
    pub fn set(&mut self, limit: Limit, value: u64) {
        let count = usize::try_from(value).unwrap_or(usize::MAX);
        match limit {
            Limit::Bytes => self.bytes = value,
            Limit::Pages => self.pages = count,
            Limit::Glyphs => self.glyphs = count,
            Limit::Steps => self.steps = value,
            Limit::Nesting => self.nesting = count,
            Limit::Unpacked => self.unpacked = value,
            Limit::Time => self.time = Duration::from_secs(value),
            Limit::Memory => self.memory = value,
            Limit::OcrTime => self.ocr_time = Duration::from_secs(value),
            Limit::ArchiveEntries => self.archive_entries = count,
            Limit::ArchiveBytes => self.archive_bytes = value,
            Limit::ArchiveRatio => self.archive_ratio = value,
            Limit::ArchiveDepth => self.archive_depth = u32::try_from(value).unwrap_or(u32::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_has_its_name() {
        let shown = format!("{:?}", Limits::default());
        assert_eq!(shown.matches(": ").count(), Limit::ALL.len(), "{shown}");
        for (at, limit) in (1..).zip(Limit::ALL) {
            assert!(shown.contains(&format!(" {}: ", limit.name())), "{} is no field", limit.name());
            assert_eq!(Limit::named(limit.name()), Some(limit));
            let mut limits = Limits::default();
            limits.set(limit, at);
            assert_eq!(limits.get(limit), at, "{limit}");
        }
    }
}
