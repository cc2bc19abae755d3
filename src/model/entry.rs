//! One row of the work ledger.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Date, Deadline, Figure, Locator, Person, Responsibility, Target};

/// One row of the work ledger (工作台账): the smallest numbered item that has words of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// From the document's own numbers, the same after re-extraction: `p1.s2.1.3` is 3. under （一） of 二、 in the first
    /// plan; `n` in place of the plan is the covering notice; `u` numbers what has no number; `-2` is the second part;
    /// `~2` a number that its section uses a second time; `t1` a table.
    pub id: String,
    /// The id of its plan; `null` for a requirement of the covering notice.
    pub plan: Option<String>,
    /// What kind of entry it is.
    pub kind: EntryKind,
    /// The number as printed; `null` for an unnumbered paragraph.
    pub number: Option<String>,
    /// Which part, from 1, where one item holds several tasks.
    pub part: Option<u32>,
    /// The headings above it, outermost first, as printed and without the last stop.
    pub section: Vec<String>,
    /// The first sentence without its stop and without the clause, wherever that stands in it; or the task's cell of a table row.
    pub title: String,
    /// The rest, without number and clause; paragraphs parted by a line feed.
    pub text: String,
    /// Who answers for it, by its clauses. In a paper with hardly a clause also by its own words (由市住建局完成, 请市财政局拨付), where
    /// the tables know the names: `likely`, by the rule `responsibility/prose`.
    pub responsibilities: Vec<Responsibility>,
    /// The persons whom the source names.
    pub persons: Vec<Person>,
    /// What is to be reached.
    pub targets: Vec<Target>,
    /// Every other stated quantity.
    pub figures: Vec<Figure>,
    /// When, as the words of this entry say.
    pub deadlines: Vec<Deadline>,
    /// What the lead department fills in.
    pub to_fill: ToFill,
    /// The whole item, number and clause included.
    pub at: Locator,
}

/// What kind of entry a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// What a covering notice asks of its readers (工作要求).
    Requirement,
    /// What is to be reached (目标).
    Goal,
    /// What is to be done (任务).
    Task,
    /// How it is secured (措施).
    Measure,
}

/// The cells that a department fills in; blank in a new ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ToFill {
    /// 责任人.
    pub person_in_charge: Option<String>,
    /// 联系方式.
    pub contact: Option<String>,
    /// 时间进度, one line a step.
    pub milestones: Vec<String>,
    /// 完成情况.
    pub progress: Option<String>,
    /// 状态.
    pub status: FillStatus,
    /// 备注.
    pub remarks: Option<String>,
    /// 截止日期, where the words of the entry name no day and the department has promised one; left out until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
}

impl Default for ToFill {
    fn default() -> Self {
        Self {
            person_in_charge: None,
            contact: None,
            milestones: Vec::new(),
            progress: None,
            status: FillStatus::NotStarted,
            remarks: None,
            due: None,
        }
    }
}

/// How far the work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FillStatus {
    /// 未开始.
    NotStarted,
    /// 进行中.
    InProgress,
    /// 已完成.
    Done,
    /// 滞后.
    Delayed,
}
