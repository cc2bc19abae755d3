//! What may go wrong in reading. Nothing after reading fails.

use crate::archive::ArchiveError;
use crate::limits::Limit;
use crate::read::Format;

/// Why a document could not be read. Messages say the next step; the caller adds the file's name.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The file could not be opened or read.
    #[error("cannot be read: {source}; check the path and its permissions")]
    Io {
        /// What the system said.
        #[from]
        source: std::io::Error,
    },
    /// It lies in an archive, and cannot be unpacked.
    #[error(transparent)]
    Packed(#[from] ArchiveError),
    /// There is nothing in it.
    #[error("the file is empty; fetch the document again")]
    Empty,
    /// There is text in it, but no words.
    #[error("the file holds only blanks; fetch the document again")]
    Blank,
    /// The bytes are of no format that is read.
    #[error(
        "not a document that can be read ({found}); give a PDF, OFD, Word (.docx, .doc), RTF, Excel (.xlsx, .xls), web page (.html, .mht) or text file, or save it as one"
    )]
    Unsupported {
        /// What the first bytes look like.
        found: &'static str,
    },
    /// It needs a password.
    #[error("the PDF is encrypted with a password; save a copy without one (qpdf --decrypt --password=… IN OUT)")]
    Encrypted,
    /// It has pages, and they hold pictures only.
    #[error("{pages} pages hold pictures but no text; read them with --ocr")]
    PicturesOnly {
        /// The number of pages.
        pages: usize,
    },
    /// It has text, but the characters cannot be told.
    #[error("the text layer is unreadable (a private encoding of its fonts); read it with --ocr")]
    GarbledText,
    /// Text recognition is asked for, and Tesseract or its simplified Chinese is not there.
    #[error(
        "text recognition is not installed; install Tesseract with simplified Chinese (Debian, Ubuntu: apt install tesseract-ocr tesseract-ocr-chi-sim)"
    )]
    OcrMissing,
    /// Text recognition went wrong or found nothing.
    #[error("text recognition failed ({detail}); try tesseract on a picture of the page, or give a better scan")]
    OcrFailed {
        /// What it said.
        detail: String,
    },
    /// Its structure is broken.
    #[error("the {format} file is damaged: {detail}; fetch it again, or open it and save a new copy")]
    Damaged {
        /// What it was read as.
        format: Format,
        /// What was found.
        detail: String,
    },
    /// It would cost more than allowed.
    #[error("over the limit of {limit} {of}; split the document, or raise the limit (--limit {}=N)", of.name())]
    TooLarge {
        /// What was counted.
        of: Limit,
        /// How many are allowed.
        limit: u64,
    },
}

impl ReadError {
    /// What went wrong, in kebab-case: a name for programs that stays when the words change.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "unreadable",
            Self::Empty => "empty",
            Self::Blank => "blank",
            Self::Unsupported { .. } => "unsupported",
            Self::Encrypted => "encrypted",
            Self::PicturesOnly { .. } => "pictures-only",
            Self::GarbledText => "garbled-text",
            Self::OcrMissing => "ocr-missing",
            Self::OcrFailed { .. } => "ocr-failed",
            Self::Damaged { .. } => "damaged",
            Self::TooLarge { .. } => "over-limit",
            Self::Packed(_) => "bad-archive",
        }
    }
}
