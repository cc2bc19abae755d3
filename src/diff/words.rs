//! Facts as words: everything that a change of them would show, and nothing else.

use crate::model::{
    Basis, Commitment, Convention, ConventionRule, Deadline, DeadlineKind, Figure, FigureKind, Plan, Target,
};
use crate::sheet::words::quantity;

/// A target: what, how much, and in brackets what the number measures and by when.
pub(crate) fn target(target: &Target) -> String {
    let verb = target.action.as_deref().unwrap_or("");
    let how_much = target.quantity.as_ref().map(quantity).unwrap_or_default();
    let strive = if target.commitment == Commitment::Strive && !verb.starts_with("力争") { "力争" } else { "" };
    let basis = match target.basis {
        Basis::Level => "",
        Basis::Increment => "新增",
        Basis::Growth => "增长",
        Basis::Reduction => "下降",
        Basis::Total => "累计",
        Basis::Share => "占比",
    };
    let basis = if verb.contains(basis) { "" } else { basis };
    let due = target.due.map(|due| format!("至{}", due.by)).unwrap_or_default();
    noted(&format!("{}：{strive}{verb}{how_much}", target.object), &[basis, &due])
}

/// A figure: what it is, of what, and how much.
pub(crate) fn figure(figure: &Figure) -> String {
    let kind = match figure.kind {
        FigureKind::Reward => "奖补",
        FigureKind::Cap => "上限",
        FigureKind::Threshold => "门槛",
        FigureKind::Baseline => "基数",
        FigureKind::Norm => "标准",
        FigureKind::Price => "价格",
        FigureKind::Other => "其他数据",
    };
    noted(&format!("{}：{}", figure.object.as_deref().unwrap_or(""), quantity(&figure.quantity)), &[kind])
}

/// A deadline: its words, and in brackets the days that they come to.
pub(crate) fn deadline(deadline: &Deadline) -> String {
    let days = match (deadline.from, deadline.by) {
        (Some(from), Some(by)) => format!("{from}至{by}"),
        (Some(from), None) => format!("自{from}"),
        (None, Some(by)) => by.to_string(),
        (None, None) => String::new(),
    };
    let kind = match deadline.kind {
        DeadlineKind::By | DeadlineKind::Within | DeadlineKind::Relative => "",
        DeadlineKind::Recurring => "定期",
        DeadlineKind::Ongoing => "长期",
    };
    noted(&deadline.text, &[kind, &days])
}

pub(crate) fn convention(convention: &Convention) -> String {
    let rule = match convention.rule {
        ConventionRule::FirstListedLeads => "列第一位者牵头",
        ConventionRule::ResponsibleLeadsIfNone => "无牵头单位的由责任单位牵头",
        ConventionRule::DefaultResponsible => "均须落实",
        ConventionRule::MarkedLeads => "标记者牵头",
    };
    noted(&convention.quote, &[rule])
}

pub(crate) fn plan(plan: &Plan) -> String {
    let period = plan.period.map(|period| format!("{}至{}", period.start, period.end)).unwrap_or_default();
    noted(&plan.title, &[&period])
}

/// Words with notes in brackets; notes that are empty are left out.
fn noted(words: &str, notes: &[&str]) -> String {
    let notes: Vec<&str> = notes.iter().copied().filter(|note| !note.is_empty()).collect();
    if notes.is_empty() { words.to_owned() } else { format!("{words}（{}）", notes.join("，")) }
}
