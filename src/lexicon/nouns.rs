//! Words that tell where the name of a thing begins and ends.

use super::classes::lists;
use super::own::OwnRows;
use super::table::Table;

lists! {
    /// The classes, each a list of words in the order of the table.
    Nouns;
    []
    []
    /// After a word that may be a verb these make both a name (培训基地).
    things "thing";
    /// After another verb these do, too (实施改造项目).
    things_after_verb "thing-after-verb";
    /// How the names of indicators end.
    indicators "indicator";
    /// Heads that need what stands before 的 (对经济增长的贡献率).
    bare_heads "bare-head";
    /// Heads of indicators that a list names once (化肥、农药使用量).
    heads "head";
    /// What is done to a thing (完成老旧小区改造).
    deeds "deed";
    /// What is found out about a thing (完成12台设备评估); behind the thing it is counted itself.
    checks "check";
    /// Verbs that take such a deed.
    doers "doer";
    /// Verbs whose object has a verb of its own (支持各地举办).
    lenders "lender";
    /// What becomes of a share of a thing, behind it (行政村80%以上通快递).
    of_share "of-share";
    /// Verbs that lead to a state (实现覆盖率达到).
    to_state "to-state";
    /// Adverbs that are never part of a name.
    free_adverbs "free-adverb";
    /// Doings that are counted themselves (失业人员再就业).
    activities "activity";
    /// Verbs that raise money, before the name of a fund (争取专项债券).
    raisers "raiser";
    /// Verbs that hand it out.
    spenders "spender";
    /// Verbs before a way of speaking (做好两项工作).
    figurative "figurative";
    /// What a plan calls its own items (实施13项重点任务).
    agenda "agenda";
    /// What a plan counts of itself, and what its headings call the items below them (共23项举措, 市教育局牵头的任务).
    counted "counted";
    /// Labels of what is done about a fault, which stands before them (整改措施).
    remedies "remedy";
    /// What a list of faults says of a thing (农村改厕进度滞后).
    defects "defect";
    /// What comes out in issues or is held in courses (培训班三期); 期 behind other things is a phase of building.
    issued "issued";
    /// What a rule that gives leave does to a limit (可延长, 可上浮).
    eased "eased";
    /// How the names of what rules set limits to end (持股比例可超过50%).
    limits "limit";
    /// What is cut in short words (减材料20%).
    cut "cut";
    /// What is written down: no share of it is done, and it is no part of what comes of it.
    papers "paper";
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
