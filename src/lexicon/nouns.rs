//! Words that tell where the name of a thing begins and ends.

use super::own::OwnRows;
use super::table::Table;
use crate::text::Words;

/// The classes, each a list of words in the order of the table.
#[derive(Debug, Default)]
pub struct Nouns {
    /// After a word that may be a verb these make both a name (培训基地).
    pub things: Words,
    /// After another verb these do, too (实施改造项目).
    pub things_after_verb: Words,
    /// How the names of indicators end.
    pub indicators: Words,
    /// Heads that need what stands before 的 (对经济增长的贡献率).
    pub bare_heads: Words,
    /// Heads of indicators that a list names once (化肥、农药使用量).
    pub heads: Words,
    /// What is done to a thing (完成老旧小区改造).
    pub deeds: Words,
    /// What is found out about a thing (完成12台设备评估); behind the thing it is counted itself.
    pub checks: Words,
    /// Verbs that take such a deed.
    pub doers: Words,
    /// Verbs whose object has a verb of its own (支持各地举办).
    pub lenders: Words,
    /// What becomes of a share of a thing, behind it (行政村80%以上通快递).
    pub of_share: Words,
    /// Verbs that lead to a state (实现覆盖率达到).
    pub to_state: Words,
    /// Adverbs that are never part of a name.
    pub free_adverbs: Words,
    /// Doings that are counted themselves (失业人员再就业).
    pub activities: Words,
    /// Verbs that raise money, before the name of a fund (争取专项债券).
    pub raisers: Words,
    /// Verbs that hand it out.
    pub spenders: Words,
    /// Verbs before a way of speaking (做好两项工作).
    pub figurative: Words,
    /// What a plan calls its own items (实施13项重点任务).
    pub agenda: Words,
    /// What a plan counts of itself, and what its headings call the items below them (共23项举措, 市教育局牵头的任务).
    pub counted: Words,
    /// Labels of what is done about a fault, which stands before them (整改措施).
    pub remedies: Words,
    /// What a list of faults says of a thing (农村改厕进度滞后).
    pub defects: Words,
    /// What comes out in issues or is held in courses (培训班三期); 期 behind other things is a phase of building.
    pub issued: Words,
    /// What a rule that gives leave does to a limit (可延长, 可上浮).
    pub eased: Words,
    /// How the names of what rules set limits to end (持股比例可超过50%).
    pub limits: Words,
    /// What is cut in short words (减材料20%).
    pub cut: Words,
    /// What is written down: no share of it is done, and it is no part of what comes of it.
    pub papers: Words,
}

impl Nouns {
    pub(super) fn parse(own: &OwnRows) -> Self {
        let mut nouns = Self::default();
        for row in own.rows(Table::Nouns) {
            if let Some([words, class]) = row.first()
                && let Some(list) = nouns.list(class)
            {
                list.push(words);
            }
        }
        nouns
    }

    fn list(&mut self, class: &str) -> Option<&mut Words> {
        Some(match class {
            "thing" => &mut self.things,
            "thing-after-verb" => &mut self.things_after_verb,
            "indicator" => &mut self.indicators,
            "bare-head" => &mut self.bare_heads,
            "head" => &mut self.heads,
            "deed" => &mut self.deeds,
            "check" => &mut self.checks,
            "doer" => &mut self.doers,
            "lender" => &mut self.lenders,
            "of-share" => &mut self.of_share,
            "to-state" => &mut self.to_state,
            "free-adverb" => &mut self.free_adverbs,
            "activity" => &mut self.activities,
            "raiser" => &mut self.raisers,
            "spender" => &mut self.spenders,
            "figurative" => &mut self.figurative,
            "agenda" => &mut self.agenda,
            "counted" => &mut self.counted,
            "remedy" => &mut self.remedies,
            "defect" => &mut self.defects,
            "issued" => &mut self.issued,
            "eased" => &mut self.eased,
            "limit" => &mut self.limits,
            "cut" => &mut self.cut,
            "paper" => &mut self.papers,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::table;
    use super::*;

    #[test]
    fn every_row_has_a_known_class_and_stands_once() {
        let mut seen = std::collections::HashSet::new();
        for row in table::tests::cells(Table::Nouns) {
            assert_eq!(row.len(), 3, "{row:?}");
            assert!(Nouns::default().list(row[1]).is_some(), "{row:?}");
            assert!(seen.insert((row[0], row[1])), "{row:?} stands twice");
        }
    }
}
