//! A stretch of a text.

use std::ops::Range;

use super::is_blank;

/// Byte offsets into one text, half-open, always on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// From `start` to `end`, in bytes.
    ///
    /// Texts are limited to 4 GiB by `Limits::bytes`; longer offsets saturate.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let offset = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: offset(start), end: offset(end) }
    }

    /// The words of the span in its text; empty when the span is not of this text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// The span as a range of bytes.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The number of bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether it holds nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies within it.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span without the blanks at its ends.
    #[must_use]
    pub fn trim(self, text: &str) -> Self {
        let words = self.of(text);
        let begun = words.trim_start();
        let start = self.start as usize + (words.len() - begun.len());
        Self::new(start, start + begun.trim_end().len())
    }

    /// The cells of a row, that tabs part, without the blanks at their ends.
    #[must_use]
    pub fn cells(self, text: &str) -> Vec<Self> {
        let mut start = self.start as usize;
        let cell = |cell: &str| {
            let from = start + cell.len() - cell.trim_start_matches(is_blank).len();
            start += cell.len() + 1;
            Self::new(from, from + cell.trim_matches(is_blank).len())
        };
        self.of(text).split('\t').map(cell).collect()
    }

    /// The place of a part of `text`, which must be a slice of it.
    #[must_use]
    pub fn within(text: &str, part: &str) -> Self {
        let start = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        Self::new(start, start + part.len())
    }
}
