//! The words of the page itself, in Chinese and in English.

use crate::diff::Field;
use crate::model::{EntryKind, FigureKind, PersonRole, Role};

/// The language of a page's own words. What the document says stays as it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// 中文.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    pub(super) fn labels(self) -> &'static Labels {
        match self {
            Self::Zh => &ZH,
            Self::En => &EN,
        }
    }

    /// As HTML names it.
    pub(super) fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }
}

pub(super) struct Labels {
    pub chinese: bool,
    pub ledger: &'static str,
    pub entries: &'static str,
    pub source: &'static str,
    pub no_source: &'static str,
    pub filters: &'static str,
    pub search: &'static str,
    pub organ: &'static str,
    pub kind: &'static str,
    pub deadline: &'static str,
    pub notes: &'static str,
    pub all: &'static str,
    pub none_stated: &'static str,
    pub with_notes: &'static str,
    pub without_notes: &'static str,
    pub reset: &'static str,
    pub shown: &'static str,
    pub by_organ: &'static str,
    pub by_time: &'static str,
    pub others: &'static str,
    pub skip: &'static str,
    pub check: &'static str,
    pub page: &'static str,
    pub general_notes: &'static str,
    pub statistics: &'static str,
    pub number: &'static str,
    pub issuers: &'static str,
    pub issued_on: &'static str,
    pub addressees: &'static str,
    pub file: &'static str,
    pub targets: &'static str,
    pub figures: &'static str,
    pub filled: &'static str,
    pub revision: &'static str,
    pub old: &'static str,
    pub new: &'static str,
    pub document: &'static str,
    pub added: &'static str,
    pub dropped: &'static str,
    pub changed: &'static str,
    pub moved: &'static str,
    pub same: &'static str,
    pub no_change: &'static str,
}

impl Labels {
    fn pick(&self, zh: &'static str, en: &'static str) -> &'static str {
        if self.chinese { zh } else { en }
    }

    pub(super) fn kind(&self, kind: EntryKind) -> &'static str {
        match kind {
            EntryKind::Requirement => self.pick("要求", "requirement"),
            EntryKind::Goal => self.pick("目标", "goal"),
            EntryKind::Task => self.pick("任务", "task"),
            EntryKind::Measure => self.pick("措施", "measure"),
        }
    }

    pub(super) fn role(&self, role: Role) -> &'static str {
        match role {
            Role::Lead => self.pick("牵头单位", "lead"),
            Role::Support => self.pick("配合单位", "support"),
            Role::Responsible => self.pick("责任单位", "responsible"),
            Role::Guide => self.pick("指导单位", "guide"),
        }
    }

    pub(super) fn person(&self, role: PersonRole) -> &'static str {
        match role {
            PersonRole::Leader => self.pick("责任领导", "leader"),
            PersonRole::InCharge => self.pick("责任人", "in charge"),
            PersonRole::Contact => self.pick("联系人", "contact"),
        }
    }

    pub(super) fn figure(&self, kind: FigureKind) -> &'static str {
        match kind {
            FigureKind::Reward => self.pick("奖补", "reward"),
            FigureKind::Cap => self.pick("上限", "cap"),
            FigureKind::Threshold => self.pick("门槛", "threshold"),
            FigureKind::Baseline => self.pick("基数", "baseline"),
            FigureKind::Norm => self.pick("标准", "norm"),
            FigureKind::Price => self.pick("价格", "price"),
            FigureKind::Other => self.pick("其他", "other"),
        }
    }

    pub(super) fn field(&self, field: Field) -> &'static str {
        match field {
            Field::Title => self.pick("标题", "title"),
            Field::DocumentKind => self.pick("文种", "kind of document"),
            Field::DocumentNumber => self.pick("发文字号", "document number"),
            Field::Issuer => self.pick("发文机关", "issuer"),
            Field::Addressee => self.pick("主送机关", "addressee"),
            Field::IssuedOn => self.pick("成文日期", "issued on"),
            Field::Jurisdiction => self.pick("行政区域", "jurisdiction"),
            Field::Attachment => self.pick("附件", "attachment"),
            Field::Convention => self.pick("责任约定", "convention"),
            Field::Plan => self.pick("方案", "plan"),
            Field::Kind => self.pick("类别", "kind"),
            Field::Number => self.pick("编号", "number"),
            Field::Section => self.pick("章节", "section"),
            Field::Text => self.pick("内容", "text"),
            Field::Lead => self.role(Role::Lead),
            Field::Support => self.role(Role::Support),
            Field::Responsible => self.role(Role::Responsible),
            Field::Guide => self.role(Role::Guide),
            Field::Mode => self.pick("分工方式", "mode"),
            Field::Person => self.pick("人员", "person"),
            Field::Target => self.targets,
            Field::Figure => self.figures,
            Field::Deadline => self.deadline,
        }
    }
}

const ZH: Labels = Labels {
    chinese: true,
    ledger: "工作台账",
    entries: "台账条目",
    source: "原文",
    no_source: "此页由台账生成，不含原文。",
    filters: "筛选",
    search: "搜索",
    organ: "单位",
    kind: "类别",
    deadline: "完成时限",
    notes: "提示",
    all: "全部",
    none_stated: "未写明时限",
    with_notes: "有提示",
    without_notes: "无提示",
    reset: "清除筛选",
    shown: "显示 {shown} / {all} 条",
    by_organ: "各单位任务数",
    by_time: "各季度到期任务数",
    others: "其余 {n} 个单位",
    skip: "跳到条目",
    check: "待核",
    page: "第{n}页",
    general_notes: "全文提示",
    statistics: "统计",
    number: "发文字号",
    issuers: "发文机关",
    issued_on: "成文日期",
    addressees: "主送机关",
    file: "文件",
    targets: "量化目标",
    figures: "其他数据",
    filled: "完成情况",
    revision: "修订对照",
    old: "旧",
    new: "新",
    document: "文件",
    added: "新增",
    dropped: "删去",
    changed: "修改",
    moved: "移位",
    same: "未变",
    no_change: "两版内容一致。",
};

const EN: Labels = Labels {
    chinese: false,
    ledger: "Work ledger",
    entries: "Entries",
    source: "Source text",
    no_source: "This page was made from a ledger and holds no source text.",
    filters: "Filters",
    search: "Search",
    organ: "Organ",
    kind: "Kind",
    deadline: "Deadline",
    notes: "Notes",
    all: "all",
    none_stated: "none stated",
    with_notes: "with notes",
    without_notes: "without notes",
    reset: "Clear filters",
    shown: "{shown} of {all} entries shown",
    by_organ: "Entries by organ",
    by_time: "Entries due by quarter",
    others: "{n} more organs",
    skip: "Skip to the entries",
    check: "check",
    page: "page {n}",
    general_notes: "Notes on the document",
    statistics: "Charts",
    number: "number",
    issuers: "issued by",
    issued_on: "issued on",
    addressees: "addressed to",
    file: "file",
    targets: "targets",
    figures: "figures",
    filled: "filled in",
    revision: "Revision",
    old: "old",
    new: "new",
    document: "document",
    added: "added",
    dropped: "dropped",
    changed: "changed",
    moved: "moved",
    same: "the same",
    no_change: "Both say the same.",
};
