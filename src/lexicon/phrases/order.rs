//! In which order the rows of the tables of words around numbers stand in their index. For the rows that come with the program
//! the build script tells it, so that nothing is sorted before the first document.

use std::cmp::{Ordering, Reverse};

/// Words by their first character, those of a character longest first, the same words together.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let key = |words: &str| (words.chars().next(), Reverse(words.len()));
    key(a).cmp(&key(b)).then_with(|| a.cmp(b))
}

/// The rows of several tables in that order, those of the same words as the tables have them: for each the number of its table
/// (`u8`) and its own in there (`u16`), little-endian.
#[allow(dead_code, reason = "for the build script")]
pub(super) fn laid_out(tables: &[Vec<&str>]) -> Vec<u8> {
    let mut rows = Vec::new();
    for (words, table) in tables.iter().zip(0_u8..) {
        rows.extend(words.iter().zip(0_u16..).map(|(words, row)| (*words, table, row)));
    }
    rows.sort_by(|(a, ..), (b, ..)| compare(a, b));
    rows.into_iter().flat_map(|(_, table, row)| [table].into_iter().chain(row.to_le_bytes())).collect()
}
