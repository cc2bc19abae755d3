//! The columns of a work ledger.

use Column::{
    Contact, Content, Deadline, Document, Due, Id, Kind, Lead, Number, OwnRole, Person, Progress, Quarter, Remarks,
    Responsible, Serial, Source, Status, Support, Targets, Title,
};

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Column {
    /// 序号: the row's number in its sheet.
    Serial,
    /// 所在文件: the document, in a sheet over several.
    Document,
    /// 编号: the numbers of the headings above and of the entry.
    Number,
    /// 类别.
    Kind,
    /// 本单位职责: what the department of this sheet is to the entry.
    OwnRole,
    /// 任务名称.
    Title,
    /// 工作内容.
    Content,
    /// 量化目标, a line each.
    Targets,
    /// 牵头单位.
    Lead,
    /// 配合单位.
    Support,
    /// 责任单位, those that guide included.
    Responsible,
    /// 责任人.
    Person,
    /// 联系方式.
    Contact,
    /// 完成时限, in the document's words.
    Deadline,
    /// 截止日期: the last day of these, as a date.
    Due,
    /// 时间进度 of a quarter, 1 to 4.
    Quarter(u8),
    /// 完成情况.
    Progress,
    /// 状态.
    Status,
    /// 备注.
    Remarks,
    /// 来源(页码).
    Source,
    /// The entry's id over all documents; hidden.
    Id,
}

/// The columns of a document's ledger.
pub(crate) const LEDGER: [Column; 21] = [
    Serial,
    Number,
    Kind,
    Title,
    Content,
    Targets,
    Lead,
    Support,
    Responsible,
    Person,
    Contact,
    Deadline,
    Due,
    Quarter(1),
    Quarter(2),
    Quarter(3),
    Quarter(4),
    Progress,
    Status,
    Remarks,
    Source,
];

/// The columns of a department's ledger.
pub(crate) const DEPARTMENT: [Column; 23] = [
    Serial,
    OwnRole,
    Number,
    Kind,
    Title,
    Content,
    Targets,
    Lead,
    Support,
    Responsible,
    Person,
    Contact,
    Deadline,
    Due,
    Quarter(1),
    Quarter(2),
    Quarter(3),
    Quarter(4),
    Progress,
    Status,
    Remarks,
    Document,
    Source,
];

/// The years in which a department may promise to be done.
pub(crate) const DUE_YEARS: std::ops::RangeInclusive<i16> = 2000..=2099;

impl Column {
    /// What stands in the head.
    #[must_use]
    pub fn head(self) -> &'static str {
        match self {
            Serial => "序号",
            Document => "所在文件",
            Number => "编号",
            Kind => "类别",
            OwnRole => "本单位职责",
            Title => "任务名称",
            Content => "工作内容",
            Targets => "量化目标",
            Lead => "牵头单位",
            Support => "配合单位",
            Responsible => "责任单位",
            Person => "责任人",
            Contact => "联系方式",
            Deadline => "完成时限",
            Due => "截止日期",
            Quarter(1) => "时间进度\n一季度",
            Quarter(2) => "时间进度\n二季度",
            Quarter(3) => "时间进度\n三季度",
            Quarter(_) => "时间进度\n四季度",
            Progress => "完成情况",
            Status => "状态",
            Remarks => "备注",
            Source => "来源\n（页码）",
            Id => "条目标识（请勿改动）",
        }
    }

    /// The column with this head, blanks and line breaks aside.
    pub(crate) fn of_head(head: &str) -> Option<Self> {
        fn bare(text: &str) -> impl Iterator<Item = char> {
            text.chars().filter(|c| !c.is_whitespace())
        }
        DEPARTMENT.into_iter().chain([Id]).find(|column| bare(column.head()).eq(bare(head)))
    }

    /// Whether the department fills the column in.
    #[must_use]
    pub fn is_filled_in(self) -> bool {
        matches!(self, Person | Contact | Quarter(_) | Progress | Status | Remarks)
    }
}

/// A column's index as spreadsheets name it: A, Z, AA.
pub(crate) fn letters(mut index: u16) -> String {
    let mut letters = String::new();
    loop {
        let letter = u8::try_from(index % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + letter));
        if index < 26 {
            return letters;
        }
        index = index / 26 - 1;
    }
}
