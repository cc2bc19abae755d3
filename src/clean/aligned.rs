//! Rows that were put together from columns which blanks align.

use super::Body;
use crate::read::{AlignedTable, Document};
use crate::text::{SourceMap, Span};

/// A row that was put together from columns which blanks align.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AlignedRow {
    /// Its words in [`Body::text`].
    pub span: Span,
    /// Whether a cell of it was filled in.
    pub doubtful: bool,
    /// Whether cells that span rows were told from empty ones.
    pub drawn: bool,
}

/// The rows that were put together from columns.
pub(super) fn rows(document: &Document, map: &SourceMap) -> Vec<AlignedRow> {
    let of_table = |table: &AlignedTable| -> Vec<AlignedRow> {
        let row = |row: &Span| {
            let doubtful = table.doubtful.contains(row);
            map.clean(*row).map(|span| AlignedRow { span, doubtful, drawn: table.drawn })
        };
        table.rows.iter().filter_map(row).collect()
    };
    document.aligned.iter().flat_map(of_table).collect()
}

impl Body {
    /// The row put together from columns that holds some words.
    #[must_use]
    pub fn aligned(&self, words: Span) -> Option<&AlignedRow> {
        let at = self.aligned.partition_point(|row| row.span.end <= words.start);
        self.aligned.get(at).filter(|row| row.span.start < words.end.max(words.start + 1))
    }

    /// Whether the cells that a row has empty are so on the page.
    #[must_use]
    pub fn is_drawn(&self, row: Span) -> bool {
        self.placed || self.aligned(row).is_some_and(|row| row.drawn)
    }
}
