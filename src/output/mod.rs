//! Stage 7: ledgers to bytes. Knows only the published model.
//!
//! After this: the same ledger gives the same bytes, and reading them back gives the same ledger.

mod json;
mod jsonl;
mod schema;

use std::io::{self, Write};

use crate::model::Ledger;

pub use schema::schema;

/// How ledgers are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum OutputFormat {
    /// JSON for eyes: indented, one file a document.
    #[default]
    Json,
    /// JSON lines for pipes and databases: one line a document.
    JsonLines,
}

impl OutputFormat {
    /// All formats.
    pub const ALL: &'static [Self] = &[Self::Json, Self::JsonLines];

    /// Writes one ledger, closing line feed included.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub fn write(self, ledger: &Ledger, out: impl Write) -> io::Result<()> {
        let _output = tracing::info_span!("output").entered();
        match self {
            Self::Json => json::write(ledger, out),
            Self::JsonLines => jsonl::write(ledger, out),
        }
    }

    /// The ledger's bytes, closing line feed included.
    #[must_use]
    pub fn bytes(self, ledger: &Ledger) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(FIRST_CAPACITY);
        self.write(ledger, &mut bytes).expect("memory takes every byte, and the model's keys are all strings");
        bytes
    }

    /// The ending of a file in this format, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::JsonLines => "jsonl",
        }
    }
}

/// Room for a ledger before its buffer first grows. Bytes; a notice of ten pages takes about so much.
const FIRST_CAPACITY: usize = 256 << 10;
