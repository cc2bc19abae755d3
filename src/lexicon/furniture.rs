//! Furniture: paragraphs that the page carries and the document does not.

use super::own::OwnRows;
use super::patterns::Patterns;
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
            let Some([kind, zone, pattern]) = row.first() else { continue };
            patterns.push(pattern);
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

#[cfg(test)]
mod tests {
    use super::super::table;
    use super::*;

    #[test]
    fn every_row_has_a_kind_a_zone_and_a_source() {
        for row in table::tests::cells(Table::Furniture) {
            assert_eq!(row.len(), 4, "{row:?}");
            assert!(["site", "publication", "colophon"].contains(&row[0]), "{row:?}");
            assert!(["head", "tail", "any"].contains(&row[1]), "{row:?}");
            assert!(!row[3].is_empty(), "{row:?}");
        }
    }
}
