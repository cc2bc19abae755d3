//! What a caller may choose.

use std::sync::Arc;
use std::time::Duration;

use crate::digest::sha256;
use crate::lexicon::Lexicon;
use crate::model::Jurisdiction;

/// How one document is read. `Options::default()` is what the program does without flags.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// Which engine reads PDF.
    pub pdf_engine: PdfEngine,
    /// How much a document may cost.
    pub limits: Limits,
    /// The place whose organs are taken to have issued a document that does not tell it; see [`Lexicon::jurisdiction`].
    pub jurisdiction: Option<Jurisdiction>,
    /// The words, with rows of one's own; `None` for those that come with the program.
    pub lexicon: Option<Arc<Lexicon>>,
}

impl Options {
    /// The words that documents are read with.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        self.lexicon.as_deref().unwrap_or_else(|| Lexicon::builtin())
    }

    /// A digest of all that the options and the program's rules say: where it is the same, the same bytes give the same
    /// ledger. 64 hexadecimal digits.
    #[must_use]
    pub fn rules(&self) -> String {
        sha256(format!("{} {self:?}", env!("TAIZHANG_RULES")).as_bytes())
    }
}

/// The engine that reads PDF.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PdfEngine {
    /// hayro, and pdf-extract where that yields nothing usable.
    #[default]
    Auto,
    /// hayro only.
    Hayro,
    /// pdf-extract only: text without places.
    PdfExtract,
}

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
    /// Bytes that one stream of a PDF may unpack to. The contents of a dense map take 20 MB, a large font 30.
    pub unpacked: u64,
    /// Time from the first byte to the ledger. The longest plan seen (504 pages) takes a second on a slow machine.
    ///
    /// Kept by the program, which reads documents in processes of their own; the library does not look at the clock.
    pub time: Duration,
    /// Bytes of memory, the program's own included. Kept by the program, where the system bounds it (Linux).
    pub memory: u64,
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
            unpacked: 256 << 20,
            time: Duration::from_secs(60),
            memory: 1 << 30,
            archive_entries: 100_000,
            archive_bytes: 64 << 30,
            archive_ratio: 200,
            archive_depth: 3,
        }
    }
}
