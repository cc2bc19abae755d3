//! Labels before a list: 牵头单位：, 责任人：, 完成时限：; what each announces is told by its end.

use super::RoleWords;
use super::verbs::stronger;
use crate::model::{PersonRole, Role};
use crate::text::{all_han, is_blank, is_han};

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// Organs with this role.
    Organs(Role),
    /// Persons with this role.
    Persons(PersonRole),
    /// A deadline.
    Deadline,
    /// Something that a ledger has no place for: a telephone number.
    Other,
}

/// Characters of a label at most: 市级牵头责任单位, with some for 省直 and the like.
const LONGEST_LABEL: usize = 12;

impl RoleWords {
    /// What a label, without its colon, announces. A few characters may stand before the words (市级牵头单位), blanks and
    /// a bracket in them (责任单位（部门）).
    #[must_use]
    pub fn label(&self, words: &str) -> Option<Label> {
        // Most colons stand behind other words: a label ends in few characters.
        let last = words.trim_end_matches(|c| !is_han(c)).chars().next_back()?;
        if !self.label_last.contains(last) && !words.ends_with(['）', ')']) || words.chars().count() > LONGEST_LABEL {
            return None;
        }
        // 责任单位及责任人: units, with persons beside them.
        let end = self.end_of(words);
        if end.is_some()
            && let Some((units, persons)) = words.rsplit_once(['及', '和', '与', '、', '/', '／'])
            && matches!(self.end_of(persons), Some((end, Label::Persons(_))) if end == persons)
            && let units @ Some(Label::Organs(_)) = self.label(units)
        {
            return units;
        }
        // 责任部门和单位, 责任单位/部门: one label in two words.
        let first = ["单位", "部门"]
            .iter()
            .find_map(|tail| words.strip_suffix(tail)?.strip_suffix(['和', '及', '、', '/', '／']));
        if let Some(label @ Label::Organs(_)) = first.and_then(|first| self.label(first)) {
            return Some(label);
        }
        let plain: String;
        let (words, end) = if all_han(words) {
            (words, end)
        } else {
            plain = without_brackets(words)?;
            (plain.as_str(), self.end_of(&plain))
        };
        // 各责任单位： addresses them.
        if words.starts_with(['各', '请', '由', '与', '对', '向', '及', '将', '经']) && !words.starts_with("经办")
        {
            return None;
        }
        if let Some(&role) = self.lone.get(words) {
            return Some(Label::Organs(role));
        }
        if let Some((end, label)) = end {
            let before = &words[..words.len() - end.len()];
            let fits = match label {
                Label::Persons(PersonRole::Leader) if end == "领导" => self.leads.iter().any(|w| before.ends_with(w)),
                Label::Persons(_) => before.is_empty() || before.chars().count() <= 4,
                _ => true,
            };
            return fits.then_some(label);
        }
        self.suffixes.of_last(words).iter().find_map(|suffix| {
            let head = words.strip_suffix(*suffix)?;
            Some(Label::Organs(self.stems_at_end(head)?.1))
        })
    }

    /// The label at the end of words that hold more before it, a name whose blank was lost: its length, and what it announces.
    #[must_use]
    pub fn label_at_end(&self, words: &str) -> Option<(usize, Label)> {
        if let Some((end, label)) = self.end_of(words) {
            let before = &words[..words.len() - end.len()];
            let lead =
                self.leads.iter().filter(|lead| end == "领导" && before.ends_with(**lead)).map(|lead| lead.len()).max();
            return Some((end.len() + lead.unwrap_or(0), label));
        }
        self.suffixes.of_last(words).iter().find_map(|suffix| {
            let (len, role) = self.stems_at_end(words.strip_suffix(*suffix)?)?;
            Some((len + suffix.len(), Label::Organs(role)))
        })
    }

    /// The longest end of a label that words end in.
    fn end_of(&self, words: &str) -> Option<(&'static str, Label)> {
        self.ends.of_last(words).iter().find(|(end, _)| words.ends_with(end)).copied()
    }

    /// The stems at the end of a label's head, in bytes, and the role that they give together: 牵头落实 leads, 配合实施
    /// supports.
    fn stems_at_end(&self, head: &str) -> Option<(usize, Role)> {
        let last = |head: &str| self.stems.of_last(head).iter().find(|(stem, _)| head.ends_with(stem)).copied();
        let (stem, mut role) = last(head)?;
        let mut len = stem.len();
        while let Some((stem, other)) = last(&head[..head.len() - len]) {
            role = stronger(role, other);
            len += stem.len();
        }
        Some((len, role))
    }
}

/// A label without blanks and without a bracket in it; `None` when other characters stand in it.
fn without_brackets(words: &str) -> Option<String> {
    let mut plain = String::new();
    let mut depth = 0_i32;
    for c in words.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= 1,
            c if crate::text::is_blank(c) => {}
            '、' | '/' | '／' => plain.clear(),
            c if is_han(c) => {
                if depth == 0 {
                    plain.push(c);
                }
            }
            _ => return None,
        }
    }
    (depth == 0).then_some(plain)
}

/// The words before a colon that may be a label: Han characters, and a bracket among them.
#[must_use]
pub fn label_before(words: &str) -> &str {
    let mut depth = 0_i32;
    let mut start = words.len();
    for (at, c) in words.char_indices().rev() {
        match c {
            '）' | ')' => depth += 1,
            '（' | '(' if depth > 0 => depth -= 1,
            c if is_han(c) || depth > 0 => {}
            // 责任单位/部门.
            '/' | '／' if start < words.len() => {}
            _ => break,
        }
        start = at;
    }
    words[start..].trim_start_matches(is_blank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::own::OwnRows;

    #[test]
    fn labels_are_read_by_their_ends() {
        let roles = RoleWords::parse(&OwnRows::default());
        assert_eq!(roles.label("市级牵头单位"), Some(Label::Organs(Role::Lead)));
        assert_eq!(roles.label("责任配合单位"), Some(Label::Organs(Role::Support)));
        assert_eq!(roles.label("责任单位（部门）"), Some(Label::Organs(Role::Responsible)));
        assert_eq!(roles.label("牵头领导"), Some(Label::Persons(PersonRole::Leader)));
        assert_eq!(roles.label("加强组织领导"), None);
        assert_eq!(roles.label("各责任单位"), None);
        assert_eq!(roles.label("责任编辑"), None);
        assert_eq!(roles.label("主要任务"), None);
    }
}
