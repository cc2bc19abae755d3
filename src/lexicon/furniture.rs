//! Furniture: paragraphs that the page carries and the document does not.

use std::borrow::Cow;

use super::own::OwnRows;
use super::patterns::{self, Patterns};
use super::table::Table;
use crate::model::RemovedKind;

/// Where in a document a kind of furniture stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// Before the first paragraph of the body.
    Head,
    /// After its last.
    Tail,
    /// Anywhere.
    Any,
}

/// The forms of furniture, matched on whole cleaned paragraphs.
#[derive(Debug)]
pub struct Furniture {
    patterns: Patterns,
    rows: Vec<(RemovedKind, Zone)>,
}

impl Furniture {
    pub(super) fn parse(own: &OwnRows) -> Self {
        let (mut patterns, mut rows) = (Vec::new(), Vec::new());
        for row in own.rows(Table::Furniture) {
            let [kind, zone, pattern, ..] = *row else { continue };
            patterns.push(bytewise(pattern));
            rows.push((
                match kind {
                    "publication" => RemovedKind::Publication,
                    "colophon" => RemovedKind::Colophon,
                    _ => RemovedKind::Site,
                },
                match zone {
                    "head" => Zone::Head,
                    "tail" => Zone::Tail,
                    _ => Zone::Any,
                },
            ));
        }
        // Every pattern was compiled before: built-in ones by a test, others when they were added.
        Self { patterns: Patterns::new(patterns), rows }
    }

    /// What a paragraph is, if it is furniture, and where that kind may stand.
    #[must_use]
    pub fn classify(&self, paragraph: &str) -> Option<(RemovedKind, Zone)> {
        self.patterns.first_match(paragraph).and_then(|row| self.rows.get(row).copied())
    }
}

/// Whether a pattern of a user's own can be used.
pub(super) fn compiles(pattern: &str) -> bool {
    patterns::compiles(&bytewise(pattern))
}

/// A pattern whose dots and digits match bytes: a Han character is three of them, and tables for all of Unicode would cost
/// more to build than a whole document to read.
fn bytewise(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let (piece, used): (Cow<'_, str>, usize) = if rest.starts_with("\\d") {
            ("[0-9]".into(), 2)
        } else if rest.starts_with("\\s") {
            ("[ \\t]".into(), 2)
        } else if rest.starts_with('\\') {
            (rest[..rest.len().min(2)].into(), rest.len().min(2))
        } else if let Some((least, most, used)) = counted_dot(rest) {
            (format!("(?-u:.){{{},{}}}", least, most * 3).into(), used)
        } else if c == '.' {
            ("(?-u:.)".into(), 1)
        } else {
            (rest[..c.len_utf8()].into(), c.len_utf8())
        };
        out.push_str(&piece);
        rest = &rest[used..];
    }
    out
}

/// `.{0,20}` at the head of a pattern: its bounds and its length.
fn counted_dot(rest: &str) -> Option<(u32, u32, usize)> {
    let bounds = rest.strip_prefix(".{")?;
    let (bounds, _) = bounds.split_once('}')?;
    let (least, most) = bounds.split_once(',')?;
    Some((least.parse().ok()?, most.parse().ok()?, bounds.len() + 3))
}

#[cfg(test)]
mod tests {
    use super::super::table;
    use super::*;

    #[test]
    fn every_row_has_a_kind_a_zone_and_a_source() {
        for row in table::rows(Table::Furniture.builtin()) {
            assert_eq!(row.len(), 4, "{row:?}");
            assert!(["site", "publication", "colophon"].contains(&row[0]), "{row:?}");
            assert!(["head", "tail", "any"].contains(&row[1]), "{row:?}");
            assert!(!row[3].is_empty(), "{row:?}");
        }
    }
}
