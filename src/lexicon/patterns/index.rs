//! The words by which patterns are found. For the patterns that come with the program the build script tells them.

use super::source::{Word, beginnings, held};

/// Whether a row of the table of furniture is one of a pattern; the others are words.
#[allow(dead_code, reason = "for the build script and a test")]
pub(super) fn is_pattern(row: &str) -> bool {
    ["site\t", "publication\t", "colophon\t"].iter().any(|kind| row.starts_with(kind))
}

/// The words by which the patterns of a table are found, each with the row of its pattern.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Index {
    /// Those that begin every match of their pattern, sorted.
    pub begins: Vec<(Word, u16)>,
    /// Of patterns of which none is known those that every match holds.
    pub holds: Vec<(Word, u16)>,
    /// Patterns of which neither is known.
    pub others: Vec<u16>,
}

impl Index {
    /// Of patterns in the order of their rows.
    pub(super) fn of<'s>(sources: impl IntoIterator<Item = &'s str>) -> Self {
        let mut index = Self::default();
        for (source, row) in sources.into_iter().zip(0..) {
            let begins = beginnings(source);
            let holds = if begins.is_empty() { held(source) } else { Vec::new() };
            index.others.extend((begins.is_empty() && holds.is_empty()).then_some(row));
            index.begins.extend(begins.into_iter().map(|word| (word, row)));
            index.holds.extend(holds.into_iter().map(|word| (word, row)));
        }
        index.begins.sort_unstable_by(|(a, of_a), (b, of_b)| (&**a, of_a).cmp(&(&**b, of_b)));
        index.begins.dedup();
        index
    }

    /// As the build script writes it: of each list its length, and then for each word its row (both `u16`, little-endian), its
    /// bytes (`u8`) and these.
    #[allow(dead_code, reason = "for the build script")]
    pub(super) fn laid_out(&self) -> Vec<u8> {
        let others: Vec<(Word, u16)> = self.others.iter().map(|&row| (Word::default(), row)).collect();
        let mut out = Vec::new();
        for list in [&self.begins, &self.holds, &others] {
            out.extend(u16::try_from(list.len()).expect("words are few").to_le_bytes());
            for (word, row) in list {
                out.extend(row.to_le_bytes());
                out.push(u8::try_from(word.len()).expect("words are short"));
                out.extend(&**word);
            }
        }
        out
    }

    /// Reads what the build script wrote.
    #[allow(dead_code, reason = "for the program")]
    pub(super) fn read(mut laid_out: &'static [u8]) -> Self {
        let mut list = || {
            let count = number(&mut laid_out).unwrap_or(0);
            let mut words = Vec::with_capacity(count.into());
            for _ in 0..count {
                let Some(row) = number(&mut laid_out) else { break };
                let Some((&len, rest)) = laid_out.split_first() else { break };
                let Some((bytes, rest)) = rest.split_at_checked(len.into()) else { break };
                words.push((Word::default().with(bytes), row));
                laid_out = rest;
            }
            words
        };
        let (begins, holds) = (list(), list());
        Self { begins, holds, others: list().into_iter().map(|(_, row)| row).collect() }
    }
}

/// Takes a number of two bytes.
fn number(bytes: &mut &'static [u8]) -> Option<u16> {
    let (number, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(u16::from_le_bytes(*number))
}
