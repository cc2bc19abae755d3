//! What a caller may choose.

use std::sync::Arc;

use crate::digest::sha256;
use crate::lexicon::Lexicon;
use crate::limits::Limits;
use crate::model::Jurisdiction;

/// How one document is read. `Options::default()` is what the program does without flags.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// Which engine reads PDF.
    pub pdf_engine: PdfEngine,
    /// Which pages are read by text recognition.
    pub ocr: Ocr,
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

/// Which pages of a PDF are read by text recognition (Tesseract, started as a process).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ocr {
    /// None: what has no usable text is an error, or a diagnostic where other pages have some.
    #[default]
    Off,
    /// Those without usable text: scans, outlines, private encodings.
    Auto,
    /// All.
    All,
}
