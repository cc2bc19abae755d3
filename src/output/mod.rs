//! Stage 7: ledgers to bytes. Knows only the published model, its rows and columns, diffs
//! and merges.
//!
//! After this: the same ledger gives the same bytes, and reading JSON back gives the same ledger.

mod csv;
mod html;
mod json;
mod jsonl;
mod markdown;
mod schema;
pub(crate) mod xlsx;

use std::io::{self, Write};

use crate::model::Ledger;
use crate::sheet::Book;

pub use html::{Language, diff_page};
pub use schema::Published;

/// How ledgers are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum OutputFormat {
    /// JSON for eyes: indented, one file a document.
    #[default]
    Json,
    /// JSON lines for pipes and databases: one line a document.
    JsonLines,
    /// A workbook (Office Open XML) that departments fill in: one file a document.
    Xlsx,
    /// Comma-separated values, one row an entry.
    Csv,
    /// Comma-separated values, one row a fact.
    CsvLong,
    /// A table for each plan, for reading and for wikis.
    Markdown,
    /// One self-contained page that shows the entries beside the source text.
    Html(Language),
}

impl OutputFormat {
    /// All formats.
    pub const ALL: &'static [Self] =
        &[Self::Json, Self::JsonLines, Self::Xlsx, Self::Csv, Self::CsvLong, Self::Markdown, Self::Html(Language::Zh)];

    /// Writes one ledger, closing line feed included. A page is written without the source text, which a ledger does
    /// not hold.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub fn write(self, ledger: &Ledger, out: impl Write) -> io::Result<()> {
        self.write_with_text(ledger, "", out)
    }

    /// As [`Self::write`], with the cleaned text that the ledger's locators count in, for the formats that show it.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub fn write_with_text(self, ledger: &Ledger, text: &str, mut out: impl Write) -> io::Result<()> {
        let _output = tracing::info_span!("output").entered();
        match self {
            Self::Json => json::write(ledger, out),
            Self::JsonLines => jsonl::write(ledger, out),
            Self::Xlsx => workbook(&Book::of_ledger(ledger), out),
            Self::Csv => csv::entries(ledger, out),
            Self::CsvLong => csv::facts(ledger, out),
            Self::Markdown => markdown::write(ledger, out),
            Self::Html(language) => out.write_all(html::page(ledger, text, language).as_bytes()),
        }
    }

    /// The ledger's bytes, closing line feed included.
    #[must_use]
    pub fn bytes(self, ledger: &Ledger) -> Vec<u8> {
        self.bytes_with_text(ledger, "")
    }

    /// As [`Self::bytes`], with the cleaned text that the ledger's locators count in.
    #[must_use]
    pub fn bytes_with_text(self, ledger: &Ledger, text: &str) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(FIRST_CAPACITY);
        self.write_with_text(ledger, text, &mut bytes)
            .expect("memory takes every byte, and the model's keys are all strings");
        bytes
    }

    /// The ending of a file in this format, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::CsvLong => "long.csv",
            Self::Markdown => "md",
            Self::Html(_) => "html",
        }
    }
}

/// Writes a book as a workbook (XLSX).
///
/// # Errors
///
/// What the writer says.
pub fn workbook(book: &Book<'_>, out: impl Write) -> io::Result<()> {
    xlsx::write(book, out)
}

/// Room for a ledger before its buffer first grows. Bytes; a notice of ten pages takes about so much.
const FIRST_CAPACITY: usize = 256 << 10;
