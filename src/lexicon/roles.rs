//! Words of roles: labels (牵头单位：) and verbs at the end of a list (…牵头).

use std::collections::HashMap;

use super::table;
use crate::model::{PersonRole, Role};

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// Organs with this role.
    Organs(Role),
    /// Persons with this role.
    Persons(PersonRole),
    /// A deadline.
    Deadline,
}

/// A verb that gives the list before it a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verb {
    /// The verb as printed.
    pub words: &'static str,
    /// The role that it gives.
    pub role: Role,
    /// Whether it says how the organs share the work.
    pub mode: bool,
}

/// Labels and verbs.
#[derive(Debug)]
pub struct RoleWords {
    stems: Vec<(&'static str, Role)>,
    suffixes: Vec<&'static str>,
    ends: Vec<(&'static str, Label)>,
    verbs: HashMap<&'static str, Verb>,
    /// Lengths of verbs in bytes, longest first.
    lengths: Vec<usize>,
}

/// Characters of a label at most: 市级牵头责任单位.
const LONGEST_LABEL: usize = 10;

impl RoleWords {
    pub(super) fn parse() -> Self {
        let mut roles = Self {
            stems: Vec::new(),
            suffixes: Vec::new(),
            ends: Vec::new(),
            verbs: HashMap::new(),
            lengths: Vec::new(),
        };
        for row in table::rows(include_str!("roles.tsv")) {
            let &[kind, words, role, mode, ..] = row.as_slice() else { continue };
            let role = match role {
                "lead" => Some(Role::Lead),
                "support" => Some(Role::Support),
                "responsible" => Some(Role::Responsible),
                "guide" => Some(Role::Guide),
                _ => None,
            };
            match (kind, role) {
                ("stem", Some(role)) => roles.stems.push((words, role)),
                ("suffix", _) => roles.suffixes.push(words),
                ("leader", _) => roles.ends.push((words, Label::Persons(PersonRole::Leader))),
                ("person", _) => roles.ends.push((words, Label::Persons(PersonRole::InCharge))),
                ("contact", _) => roles.ends.push((words, Label::Persons(PersonRole::Contact))),
                ("deadline", _) => roles.ends.push((words, Label::Deadline)),
                ("verb", Some(role)) => {
                    roles.verbs.insert(words, Verb { words, role, mode: mode == "yes" });
                    roles.lengths.push(words.len());
                }
                _ => {}
            }
        }
        roles.lengths.sort_unstable_by(|a, b| b.cmp(a));
        roles.lengths.dedup();
        roles
    }

    /// What a label, without its colon, announces. A few characters may stand before the words: 市级牵头单位.
    #[must_use]
    pub fn label(&self, words: &str) -> Option<Label> {
        if words.chars().count() > LONGEST_LABEL {
            return None;
        }
        if let Some(&(_, label)) = self.ends.iter().find(|(end, _)| words.ends_with(end)) {
            return Some(label);
        }
        let stem = self.suffixes.iter().find_map(|suffix| words.strip_suffix(suffix));
        let (stem, bare) = (stem.unwrap_or(words), stem.is_none());
        self.stems
            .iter()
            .filter(|(s, _)| if bare { stem == *s } else { stem.ends_with(s) })
            .max_by_key(|(s, _)| s.len())
            .map(|&(_, role)| Label::Organs(role))
    }

    /// The longest verb that the words end with.
    #[must_use]
    pub fn verb_at_end(&self, words: &str) -> Option<Verb> {
        self.lengths.iter().find_map(|&len| {
            let start = words.len().checked_sub(len)?;
            self.verbs.get(words.get(start..)?).copied()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_have_five_cells_and_stand_once() {
        let mut seen = std::collections::HashSet::new();
        for row in table::rows(include_str!("roles.tsv")) {
            assert_eq!(row.len(), 5, "{row:?}");
            assert!(seen.insert((row[0], row[1])), "{row:?} stands twice");
            assert!(!row[4].is_empty(), "{row:?}");
        }
    }

    #[test]
    fn labels_and_verbs_are_read_by_their_ends() {
        let roles = RoleWords::parse();
        assert_eq!(roles.label("市级牵头单位"), Some(Label::Organs(Role::Lead)));
        assert_eq!(roles.label("责任配合单位"), Some(Label::Organs(Role::Support)));
        assert_eq!(roles.label("牵头领导"), Some(Label::Persons(PersonRole::Leader)));
        assert_eq!(roles.label("责任编辑"), None);
        assert_eq!(roles.label("主要任务"), None);
        let verb = |words| roles.verb_at_end(words).map(|v| (v.words, v.role));
        assert_eq!(verb("财政部按职责分工负责"), Some(("按职责分工负责", Role::Responsible)));
        assert_eq!(verb("财政部"), None);
    }
}
