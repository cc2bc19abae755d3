//! The id of a row over all documents.

use std::fmt;

use crate::model::{Entry, Ledger};

/// Digits of a document's SHA-256 in a row's id: 48 bits tell a million documents apart.
const DIGITS: usize = 12;

/// Which entry of which document a row is, published as `9f86d081884c/p1.s2.1.3`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct RowId {
    /// The first digits of the document's SHA-256.
    pub document: String,
    /// The entry's id.
    pub entry: String,
}

impl RowId {
    pub(crate) fn of(ledger: &Ledger, entry: &Entry) -> Self {
        Self { document: Self::document(ledger), entry: entry.id.clone() }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (document, entry) = text.trim().split_once('/')?;
        Some(Self { document: document.to_owned(), entry: entry.to_owned() })
    }

    /// What tells a ledger's rows from those of other documents.
    pub(crate) fn document(ledger: &Ledger) -> String {
        ledger.source.sha256.chars().take(DIGITS).collect()
    }
}

impl fmt::Display for RowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.document, self.entry)
    }
}
