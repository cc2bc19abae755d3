//! Words of roles: labels (牵头单位：) and verbs at the end of a list (…牵头).

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use super::by_char::ByChar;
use super::chars::CharSet;
use super::own::OwnRows;
use super::phrasebook::Phrasebook;
use super::table::Table;
use crate::model::{PersonRole, Role};
use crate::text::{Words, all_han, is_blank, is_han, trim};

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
    /// Whether the words ask for the deed itself, so that no convention makes a leader of the first: 落实.
    #[must_use]
    pub fn is_execution(&self) -> bool {
        self.role != Role::Responsible || self.words.ends_with("落实")
    }
}

/// Labels and verbs.
#[derive(Debug, Default)]
pub struct RoleWords {
    /// Stems of labels by their last character, long ones first.
    stems: ByChar<(&'static str, Role)>,
    lone: FxHashMap<&'static str, Role>,
    /// What stands behind stems, by its last character, long ones first.
    suffixes: ByChar<&'static str>,
    leads: Vec<&'static str>,
    /// Ends of labels by their last character, long ones first.
    ends: ByChar<(&'static str, Label)>,
    /// What stands at the end of a list: verbs, and how.
    words: FxHashMap<&'static str, Word>,
    by: Words,
    of: FxHashSet<&'static str>,
    with: Vec<&'static str>,
    times: Words,
    actions: Vec<&'static str>,
    /// What a list does that tells who leads, and how: 注明, 单独.
    naming: Words,
    naming_how: Words,
    /// Words that conventions are told by, by their kind.
    conventions: FxHashMap<&'static str, Phrasebook>,
    /// Last characters of verbs: most words are told to end in none by one look-up.
    last: CharSet,
    /// Last characters of labels.
    label_last: CharSet,
}

/// What a word at the end of a list is; some are several things: 协同.
#[derive(Debug, Clone, Copy, Default)]
struct Word {
    verb: Option<Role>,
    /// Whether the manner is kept as the mode.
    manner: Option<bool>,
    share: bool,
}

/// Characters of a label at most: 市级牵头责任单位, with some for 省直 and the like.
const LONGEST_LABEL: usize = 12;

/// The longest verb, manner or share, in bytes: 职责任务分工.
const LONGEST_WORD: usize = 18;

impl RoleWords {
    pub(super) fn parse(own: &OwnRows) -> Self {
        let mut roles = Self::default();
        for row in own.rows(Table::Roles) {
            let Some([kind, words, role, mode]) = row.first() else { continue };
            let role = match role {
                "lead" => Some(Role::Lead),
                "support" => Some(Role::Support),
                "responsible" => Some(Role::Responsible),
                "guide" => Some(Role::Guide),
                _ => None,
            };
            match (kind, role) {
                ("stem", Some(role)) => roles.stems.add_by_last(words, (words, role)),
                ("lone", Some(role)) => {
                    roles.lone.entry(words).or_insert(role);
                }
                ("suffix", _) => roles.suffixes.add_by_last(words, words),
                ("leads", _) => roles.leads.push(words),
                ("leader", _) => roles.add_end(words, Label::Persons(PersonRole::Leader)),
                ("person", _) => roles.add_end(words, Label::Persons(PersonRole::InCharge)),
                ("contact", _) => roles.add_end(words, Label::Persons(PersonRole::Contact)),
                ("deadline", _) => roles.add_end(words, Label::Deadline),
                ("other", _) => roles.add_end(words, Label::Other),
                ("verb", Some(role)) => {
                    roles.words.entry(words).or_default().verb = Some(role);
                    words.chars().next_back().into_iter().for_each(|c| roles.last.insert(c));
                }
                ("manner", _) => roles.words.entry(words).or_default().manner = Some(mode == "yes"),
                ("share", _) => {
                    roles.words.entry(words).or_default().share = true;
                    words.chars().next_back().into_iter().for_each(|c| roles.last.insert(c));
                }
                ("by", _) => roles.by.push(words),
                ("of", _) => {
                    roles.of.insert(words);
                }
                ("with", _) => roles.with.push(words),
                ("time", _) => roles.times.push(words),
                ("action", _) => roles.actions.push(words),
                ("naming", _) => roles.naming.push(words),
                ("naming-how", _) => roles.naming_how.push(words),
                ("first" | "no-lead" | "not-again" | "through" | "until", _) => {
                    roles.conventions.entry(kind).or_default().add(words);
                }
                _ => {}
            }
        }
        let lone = roles.lone.keys().filter_map(|words| words.chars().next_back());
        roles.label_last = lone.chain(roles.suffixes.keys()).chain(roles.ends.keys()).collect();
        roles.naming.longest_first();
        roles.stems.sort_by_key(|(stem, _)| Reverse(stem.len()));
        roles.ends.sort_by_key(|(end, _)| Reverse(end.len()));
        roles.suffixes.sort_by_key(|suffix| Reverse(suffix.len()));
        roles
    }

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

    fn add_end(&mut self, words: &'static str, label: Label) {
        self.ends.add_by_last(words, (words, label));
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
        let verbs = ["负责", "牵头", "配合", "承担", "落实", "指导", "参与"];
        let (at, len) = verbs.iter().filter_map(|verb| words.find(verb).map(|at| (at, verb.len()))).min()?;
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
        let at = ["作为", "为", "是"].iter().find_map(|w| words.rfind(w).map(|at| (at, w.len())))?;
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

    /// Where the organs begin behind the matter that they answer for: 财政补贴由市财政局(承担).
    #[must_use]
    pub fn by_whom(&self, words: &str) -> Option<usize> {
        let at = words.find('由').filter(|&at| at > 0)?;
        let before = &words[..at];
        // 自由贸易试验区管委会 is a name.
        let matter = !before.ends_with(['自', '理', '事', '缘']) && !before.contains(['、', '，', '（', '(']);
        matter.then_some(at + '由'.len_utf8())
    }

    /// Where 会同 parts who leads from who supports: its place and length.
    #[must_use]
    pub fn with(&self, words: &str) -> Option<(usize, usize)> {
        let with = self.with.iter().find(|with| words.contains(**with))?;
        Some((words.find(with)?, with.len()))
    }

    /// Verbs of what organs do together behind their names: 甲局会同乙局提出办法.
    pub fn actions(&self) -> impl Iterator<Item = &'static str> {
        self.actions.iter().copied()
    }

    /// Whether words among those of a clause tell a time or how long: 2023年6月底前, 长期坚持, 持续推进.
    #[must_use]
    pub fn tells_time(&self, words: &str) -> bool {
        let words = trim(words);
        words.starts_with(|c: char| c.is_ascii_digit()) || self.times.are_in(words)
    }

    /// The earliest words of a kind that conventions are told by (first, no-lead, not-again, through, until): its place and
    /// length; the longest of those that begin there.
    #[must_use]
    pub fn of_convention(&self, kind: &str, words: &str) -> Option<(usize, usize)> {
        self.conventions.get(kind)?.earliest(words)
    }

    /// Words without what says at their end that a list names none: 未注明, 没有单独列出, 暂未明确; and whether a verb of
    /// naming is among it.
    #[must_use]
    pub fn without_unnamed<'t>(&self, words: &'t str) -> Option<(&'t str, bool)> {
        const NOT: [&str; 8] = ["暂未", "尚未", "没有", "未有", "未", "没", "无", "不"];
        let mut head = words;
        while let Some(rest) = self.naming.strip_end(head) {
            head = rest;
        }
        let named = head.len() < words.len();
        while let Some(rest) = self.naming_how.strip_end(head) {
            head = rest;
        }
        NOT.iter().find_map(|not| head.strip_suffix(not)).map(|rest| (rest, named))
    }

    /// Words without what says at their end that a list names nothing else: 只列, 仅注明.
    #[must_use]
    pub fn without_only_named<'t>(&self, words: &'t str) -> Option<&'t str> {
        let mut head = words;
        while let Some(rest) = self.naming.strip_end(head).or_else(|| head.strip_suffix('有')) {
            head = rest;
        }
        head.strip_suffix(['只', '仅', '单']).filter(|_| head.len() < words.len())
    }

    /// The role that a word alone gives, as in 市教育局（牵头）.
    #[must_use]
    pub fn role_alone(&self, words: &str) -> Option<Role> {
        let whole = self.verb_at_end(words).filter(|verb| verb.words.len() == words.len());
        whole.map(|verb| verb.role).or_else(|| match self.label(words) {
            Some(Label::Organs(role)) => Some(role),
            _ => None,
        })
    }
}

/// The longest word of a table that the words end with, in bytes, and what the table says of it.
fn longest<T>(words: &str, look_up: impl Fn(&str) -> Option<T>) -> Option<(usize, T)> {
    (3..=LONGEST_WORD.min(words.len()))
        .rev()
        .find_map(|len| look_up(words.get(words.len() - len..)?).map(|found| (len, found)))
}

/// Of two verbs of one list the one that says more: 负责指导 is guidance, 牵头落实 leads, 参与落实 supports.
fn stronger(one: Role, other: Role) -> Role {
    [Role::Guide, Role::Lead, Role::Support].into_iter().find(|r| *r == one || *r == other).unwrap_or(Role::Responsible)
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
    use std::collections::HashSet;

    use super::super::table;
    use super::*;

    #[test]
    fn rows_have_five_cells_and_stand_once() {
        let mut seen = HashSet::new();
        for row in table::tests::cells(Table::Roles) {
            assert_eq!(row.len(), 5, "{row:?}");
            assert!(seen.insert((row[0], row[1])), "{row:?} stands twice");
            let short = matches!(row[0], "verb" | "manner" | "share" | "of" | "by");
            assert!(!short || row[1].len() <= LONGEST_WORD, "{row:?} is longer than any word is looked for");
            assert!(!row[4].is_empty(), "{row:?}");
        }
    }

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
