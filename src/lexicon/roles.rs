//! Words of roles: labels (牵头单位：), verbs at the end of a list (…牵头), and what else is said of a list.

mod labels;
mod verbs;

use std::cmp::Reverse;
use std::ops::Deref;

use rustc_hash::{FxHashMap, FxHashSet};

use super::by_char::ByChar;
use super::chars::CharSet;
use super::classes::lists;
use super::own::OwnRows;
use super::phrasebook::Phrasebook;
use super::table::Table;
use crate::model::{PersonRole, Role};
use crate::text::{FewHan, trim};

pub use labels::{Label, label_before};
pub use verbs::Verb;

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
    of: FxHashSet<&'static str>,
    with: Vec<&'static str>,
    actions: Vec<&'static str>,
    /// Words that conventions are told by, by their kind.
    conventions: FxHashMap<&'static str, Phrasebook>,
    /// Last characters of verbs: most words are told to end in none by one look-up.
    last: CharSet,
    /// Last characters of labels.
    label_last: CharSet,
    /// What the labels of persons begin with, and the last character of offices.
    person_heads: FewHan,
    lists: RoleLists,
}

/// The last character of most offices: 市长.
const OFFICE: char = '长';

/// What a word at the end of a list is; some are several things: 协同.
#[derive(Debug, Clone, Copy, Default)]
struct Word {
    verb: Option<Role>,
    /// Whether the manner is kept as the mode.
    manner: Option<bool>,
    share: bool,
}

lists! {
    /// Words of roles that are nothing but lists, in the order of the table.
    RoleLists;
    ["stem", "lone", "suffix", "leads", "leader", "person", "contact", "deadline", "other", "verb", "manner", "of", "share", "with", "action", "first", "no-lead", "not-again", "through", "until"]
    []
    /// What leads to the manner in which a list does something: 按|各自职责.
    by "by";
    /// What tells a time among the words of a clause.
    times "time";
    /// What a list does that tells who leads, and how: 注明, 单独.
    naming "naming";
    /// How it does so.
    naming_how "naming-how";
    /// What stands before 由 and whom it names: 该项工作由….
    prologues "prologue";
    /// What else than 牵头 says of a unit that it leads: 主责.
    chief "chief";
    /// What makes some names of a list look different from the others: 加粗.
    marked "marked";
    /// Labels of those who answer for an item.
    answers "answers";
    /// Verbs of those who do.
    answering "answering";
    /// How labels of persons end.
    persons "persons";
    /// How labels of fields end, behind a blank.
    fields "fields";
    /// What stands before the first name of a list: 请, 会同.
    before_names "before-names";
    /// What a bracket begins with that says who answers for other items than its own: 以下.
    others "others";
    /// What says that something holds for all of them: 均.
    alike "alike";
    /// What a sentence holds that states of lists who leads, and does not ask for it: 均为.
    states "states";
    /// What says of naming that it is not done: 未|注明.
    not "not";
    /// Verbs that stand before what they are for: 市财政局负责资金保障.
    with_object "with-object";
    /// The first place in an order: 列|第一.
    first_places "first-place";
    /// What orders a list: 列, 排名.
    ordered "ordered";
    /// What says of a unit that it answers, before what it is: 责任单位.
    charged "charged";
    /// What those are to whom a role is given: 首位|单位.
    units "unit";
    /// What makes somebody what stands behind it: 各镇为责任单位.
    is "is";
    /// What stands before it, of all of them or as a rule: 均为, 即为.
    as_well "as-well";
    /// What stands before those whom others concern: 以上工作涉及的各镇.
    concerned "concerned";
    /// What speaks of all that a paper lists.
    all_tasks "all-tasks";
    /// What may stand between words of naming and 牵头: 未明确由谁牵头.
    who_leads "who-leads";
    /// What is said of the column of a table that names who leads: 牵头单位一栏.
    column_said "column-said";
    /// What stands in a list and says that it holds below, too.
    as_below "as-below";
    /// What a clause says of the indicator before it: （预期性指标，牵头单位：…）.
    of_indicators "of-indicator";
}

impl Deref for RoleWords {
    type Target = RoleLists;

    fn deref(&self) -> &RoleLists {
        &self.lists
    }
}

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
                ("of", _) => {
                    roles.of.insert(words);
                }
                ("with", _) => roles.with.push(words),
                ("action", _) => roles.actions.push(words),
                ("first" | "no-lead" | "not-again" | "through" | "until", _) => {
                    roles.conventions.entry(kind).or_default().add(words);
                }
                _ => roles.lists.list(kind).into_iter().for_each(|list| list.push(words)),
            }
        }
        let lone = roles.lone.keys().filter_map(|words| words.chars().next_back());
        roles.label_last = lone.chain(roles.suffixes.keys()).chain(roles.ends.keys()).collect();
        let heads = roles.lists.persons.iter().filter_map(|words| words.chars().next());
        roles.person_heads = heads.chain([OFFICE]).fold(FewHan::default(), |mut few, head| {
            few.insert(head);
            few
        });
        roles.lists.naming.longest_first();
        roles.lists.prologues.longest_first();
        roles.stems.sort_by_key(|(stem, _)| Reverse(stem.len()));
        roles.ends.sort_by_key(|(end, _)| Reverse(end.len()));
        roles.suffixes.sort_by_key(|suffix| Reverse(suffix.len()));
        roles
    }

    fn add_end(&mut self, words: &'static str, label: Label) {
        self.ends.add_by_last(words, (words, label));
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

    /// Words without what leads to those whom 由 names, up to it: 该项工作|由市教育局负责.
    #[must_use]
    pub fn without_prologue<'t>(&self, words: &'t str) -> Option<&'t str> {
        self.prologues.strip_start(words).filter(|rest| rest.starts_with('由'))
    }

    /// A list without the words before its first name: 具体由|市教育局.
    #[must_use]
    pub fn without_words_before<'t>(&self, list: &'t str) -> &'t str {
        let mut rest = list;
        while let Some(shorter) = self.before_names.strip_start(rest).or_else(|| self.without_prologue(rest)) {
            rest = shorter;
        }
        rest
    }

    /// Words without what stands before what makes somebody something: 各镇|均为….
    #[must_use]
    pub fn without_as_well<'t>(&self, words: &'t str) -> &'t str {
        let mut head = words;
        while let Some(rest) = self.as_well.strip_end(head) {
            head = rest;
        }
        head
    }

    /// Whether words hold what labels of persons end in, or what offices do: 责任人, 河长.
    #[must_use]
    pub fn speaks_of_persons(&self, words: &str) -> bool {
        let begins = |(at, c): (usize, char)| c == OFFICE || self.persons.begin(&words[at..]);
        self.person_heads.within(words).any(begins)
    }

    /// Whether words say of a unit in other words than 牵头 that it leads.
    #[must_use]
    pub fn names_a_chief(&self, words: &str) -> bool {
        self.chief.are_in(words)
    }

    /// Whether words tell of names that look different from others: 加粗.
    #[must_use]
    pub fn tells_of_marks(&self, words: &str) -> bool {
        self.marked.are_in(words)
    }

    /// Whether words begin with what is said of units that are not listed again: 不再列出.
    #[must_use]
    pub fn begins_not_again(&self, words: &str) -> bool {
        self.conventions.get("not-again").is_some_and(|book| book.longest(words).is_some())
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
        let mut head = words;
        while let Some(rest) = self.naming.strip_end(head) {
            head = rest;
        }
        let named = head.len() < words.len();
        while let Some(rest) = self.naming_how.strip_end(head) {
            head = rest;
        }
        self.not.strip_end(head).map(|rest| (rest, named))
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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::table;
    use super::verbs::LONGEST_WORD;
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
}
