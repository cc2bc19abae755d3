//! Verbs behind a list: …牵头, …按职责分工负责; with the words beside them that say how its organs share the work.

use super::{Label, RoleWords};
use crate::model::Role;

/// What gives the list before it a role: a verb, or 为 with a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verb<'t> {
    /// The words, those that say how included: 按职责分工负责.
    pub words: &'t str,
    /// The role that they give.
    pub role: Role,
    /// How the organs share the work, where the words say so.
    pub mode: Option<&'t str>,
}

impl Verb<'_> {
    /// Whether who stands before it leads or is responsible.
    #[must_use]
    pub fn answers(&self) -> bool {
        matches!(self.role, Role::Lead | Role::Responsible)
    }

    /// Whether the words ask for the deed itself, so that no convention makes a leader of the first: 落实.
    #[must_use]
    pub fn is_execution(&self) -> bool {
        self.role != Role::Responsible || self.words.ends_with("落实")
    }
}

/// The longest verb, manner or share, in bytes: 职责任务分工.
pub(super) const LONGEST_WORD: usize = 18;

impl RoleWords {
    /// The words at the end of a list that give it a role.
    #[must_use]
    pub fn verb_at_end<'t>(&self, words: &'t str) -> Option<Verb<'t>> {
        if !self.last.contains(words.chars().next_back()?) {
            return self.as_label(words);
        }
        let mut end = words.len();
        let mut mode_end = None;
        let mut found: Option<Role> = None;
        while let Some((len, word)) = longest(&words[..end], |w| self.words.get(w).copied()) {
            if let Some(len) = word.share.then(|| self.share_at_end(&words[..end], len)).flatten() {
                mode_end = mode_end.or(Some(end));
                // 按职责分工, with no verb: they are responsible.
                found = found.or(Some(Role::Responsible));
                end -= len;
                continue;
            }
            match (word.verb, word.manner) {
                // 统筹推进: how, and no verb.
                (Some(_), Some(_)) if found.is_some() => {}
                (Some(role), _) => found = Some(found.map_or(role, |other| stronger(role, other))),
                (None, Some(mode)) if found.is_some() => mode_end = mode_end.or(mode.then_some(end)),
                _ => break,
            }
            end -= len;
        }
        let role = found?;
        let words = &words[end..];
        Some(Verb { words, role, mode: mode_end.is_some().then_some(words) })
    }

    /// The first verb with an object behind it, and its place: 市财政局负责资金保障.
    #[must_use]
    pub fn verb_inside<'t>(&self, words: &'t str) -> Option<(usize, Verb<'t>)> {
        let (at, len) = self.with_object.iter().filter_map(|verb| words.find(verb).map(|at| (at, verb.len()))).min()?;
        let verb = words.get(at..at + len)?;
        Some((at, Verb { words: verb, role: self.words.get(verb)?.verb?, mode: None }))
    }

    /// 为牵头单位 at the end of words.
    fn as_label<'t>(&self, words: &'t str) -> Option<Verb<'t>> {
        if !self.label_last.contains(words.chars().next_back()?) {
            return None;
        }
        if !words.contains(['为', '是']) {
            return None;
        }
        let at = self.is.iter().find_map(|w| words.rfind(w).map(|at| (at, w.len())))?;
        let Label::Organs(role) = self.label(&words[at.0 + at.1..])? else { return None };
        Some(Verb { words: &words[at.0..], role, mode: None })
    }

    /// The length of 按职责分工, 依据各自职责 at the end of words, of which the last `len` bytes are the share.
    fn share_at_end(&self, words: &str, len: usize) -> Option<usize> {
        let mut head = &words[..words.len() - len];
        while let Some((len, ())) = longest(head, |w| self.of.contains(w).then_some(())) {
            head = &head[..head.len() - len];
        }
        // 按照“三管三必须”职责分工负责.
        if let Some(open) = head.strip_suffix('”').and_then(|inner| inner.rfind('“')) {
            head = &head[..open];
        }
        let by = self.by.at_end(head)?;
        Some(words.len() - head.len() + by.len())
    }
}

/// The longest word of a table that the words end with, in bytes, and what the table says of it.
fn longest<T>(words: &str, look_up: impl Fn(&str) -> Option<T>) -> Option<(usize, T)> {
    (3..=LONGEST_WORD.min(words.len()))
        .rev()
        .find_map(|len| look_up(words.get(words.len() - len..)?).map(|found| (len, found)))
}

/// Of two verbs of one list the one that says more: 负责指导 is guidance, 牵头落实 leads, 参与落实 supports.
pub(super) fn stronger(one: Role, other: Role) -> Role {
    [Role::Guide, Role::Lead, Role::Support].into_iter().find(|r| *r == one || *r == other).unwrap_or(Role::Responsible)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::own::OwnRows;

    #[test]
    fn verbs_are_read_with_the_words_that_say_how() {
        let roles = RoleWords::parse(&OwnRows::default());
        let verb = |words| roles.verb_at_end(words).map(|v| (v.words, v.role, v.mode.is_some()));
        assert_eq!(verb("财政部按职责分工负责"), Some(("按职责分工负责", Role::Responsible, true)));
        assert_eq!(verb("财政部按照各自职责分别负责"), Some(("按照各自职责分别负责", Role::Responsible, true)));
        assert_eq!(verb("市发改委负责牵头"), Some(("负责牵头", Role::Lead, false)));
        assert_eq!(verb("市财政局参与配合"), Some(("参与配合", Role::Support, false)));
        assert_eq!(verb("市财政局负责指导"), Some(("负责指导", Role::Guide, false)));
        assert_eq!(verb("市财政局为牵头单位"), Some(("为牵头单位", Role::Lead, false)));
        assert_eq!(verb("财政部"), None);
        assert_eq!(verb("市供销合作社"), None);
    }
}
