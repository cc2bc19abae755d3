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

    /// Adds a row by the last character of words; none of no words.
    pub(super) fn add_by_last(&mut self, words: &str, row: T) {
        if let Some(last) = words.chars().next_back() {
            self.add(last, row);
        }
    }

    /// Sorts the rows of each character.
    pub(super) fn sort_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        self.rows.values_mut().for_each(|rows| rows.sort_by_key(&key));
    }

    /// The rows of a character.
    #[inline]
    pub(super) fn get(&self, c: char) -> &[T] {
        // The set knows no other plane.
        let may = self.chars.contains(c) || c > '\u{ffff}';
        if may { self.rows.get(&c).map_or(&[], Vec::as_slice) } else { &[] }
    }

    /// The rows of the last character of words.
    pub(super) fn of_last(&self, words: &str) -> &[T] {
        words.chars().next_back().map_or(&[], |last| self.get(last))
    }

    /// The characters that have rows.
    pub(super) fn keys(&self) -> impl Iterator<Item = char> {
        self.rows.keys().copied()
    }
}

impl<T> Default for ByChar<T> {
    fn default() -> Self {
        Self { rows: FxHashMap::default(), chars: CharSet::default() }
    }
}
