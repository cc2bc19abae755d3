//! Furniture: paragraphs that the page carries and the document does not.

use regex::RegexSet;

use super::table;
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
    patterns: RegexSet,
    rows: Vec<(RemovedKind, Zone)>,
}

impl Furniture {
    pub(super) fn parse() -> Self {
        let (mut patterns, mut rows) = (Vec::new(), Vec::new());
        for row in table::rows(include_str!("furniture.tsv")) {
            let &[kind, zone, pattern, ..] = row.as_slice() else { continue };
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
        let patterns = RegexSet::new(patterns).expect("a test compiles every pattern of furniture.tsv");
        Self { patterns, rows }
    }

    /// What a paragraph is, if it is furniture, and where that kind may stand.
    #[must_use]
    pub fn classify(&self, paragraph: &str) -> Option<(RemovedKind, Zone)> {
        self.patterns.matches(paragraph).iter().next().and_then(|i| self.rows.get(i).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_kind_a_zone_and_a_source() {
        for row in table::rows(include_str!("furniture.tsv")) {
            assert_eq!(row.len(), 4, "{row:?}");
            assert!(["site", "publication", "colophon"].contains(&row[0]), "{row:?}");
            assert!(["head", "tail", "any"].contains(&row[1]), "{row:?}");
            assert!(!row[3].is_empty(), "{row:?}");
        }
        Furniture::parse();
    }
}
