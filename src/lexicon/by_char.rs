//! Rows by the first or the last character of their words: most characters of a text are told by one bit to have none.

use rustc_hash::FxHashMap;

use super::chars::CharSet;

/// Rows by a character of their words, those of each in the order in which they were added.
#[derive(Debug)]
pub(super) struct ByChar<T> {
    rows: FxHashMap<char, Vec<T>>,
    chars: CharSet,
}

impl<T> ByChar<T> {
    pub(super) fn add(&mut self, c: char, row: T) {
        self.chars.insert(c);
        self.rows.entry(c).or_default().push(row);
    }

    /// The rows of a character.
    #[inline]
    pub(super) fn get(&self, c: char) -> &[T] {
        if self.chars.contains(c) { self.rows.get(&c).map_or(&[], Vec::as_slice) } else { &[] }
    }
}

impl<T> Default for ByChar<T> {
    fn default() -> Self {
        Self { rows: FxHashMap::default(), chars: CharSet::default() }
    }
}
