//! Facts as words: everything that a change of them would show, and nothing else.

use crate::model::{
    Basis, Commitment, Comparator, Convention, ConventionRule, Deadline, DeadlineKind, EntryKind, Figure, FigureKind,
    PersonRole, Plan, Quantity, Target,
};

pub(super) fn kind(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Requirement => "要求",
        EntryKind::Goal => "目标",
        EntryKind::Task => "任务",
        EntryKind::Measure => "措施",
    }
}

pub(super) fn person_role(role: PersonRole) -> &'static str {
    match role {
        PersonRole::Leader => "责任领导",
        PersonRole::InCharge => "责任人",
        PersonRole::Contact => "联系人",
    }
}

/// A target: what, how much, and in brackets what the number measures and by when.
pub(super) fn target(target: &Target) -> String {
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
pub(super) fn figure(figure: &Figure) -> String {
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
pub(super) fn deadline(deadline: &Deadline) -> String {
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

pub(super) fn convention(convention: &Convention) -> String {
    let rule = match convention.rule {
        ConventionRule::FirstListedLeads => "列第一位者牵头",
        ConventionRule::ResponsibleLeadsIfNone => "无牵头单位的由责任单位牵头",
        ConventionRule::DefaultResponsible => "均须落实",
    };
    noted(&convention.quote, &[rule])
}

pub(super) fn plan(plan: &Plan) -> String {
    let period = plan.period.map(|period| format!("{}至{}", period.start, period.end)).unwrap_or_default();
    noted(&plan.title, &[&period])
}

/// Words with notes in brackets; notes that are empty are left out.
fn noted(words: &str, notes: &[&str]) -> String {
    let notes: Vec<&str> = notes.iter().copied().filter(|note| !note.is_empty()).collect();
    if notes.is_empty() { words.to_owned() } else { format!("{words}（{}）", notes.join("，")) }
}

/// A quantity as a plan would print it: 10家左右, 8—10个, 1.5万亿元以上.
fn quantity(quantity: &Quantity) -> String {
    let unit = quantity.unit.as_str();
    let number = match (quantity.value, quantity.fraction) {
        (Some(value), _) => value.to_string(),
        (None, Some([part, whole])) => format!("{whole}分之{part}"),
        (None, None) => String::new(),
    };
    let upper = quantity.upper.map(|upper| upper.to_string()).unwrap_or_default();
    match quantity.comparator {
        Comparator::Eq => format!("{number}{unit}"),
        Comparator::Ge => format!("{number}{unit}以上"),
        Comparator::Gt => format!("超过{number}{unit}"),
        Comparator::Le => format!("{number}{unit}以内"),
        Comparator::Lt => format!("低于{number}{unit}"),
        Comparator::Approx => format!("{number}{unit}左右"),
        Comparator::Range => format!("{number}—{upper}{unit}"),
        Comparator::AboveAverage => "高于平均水平".to_owned(),
        Comparator::AtLeastReference => "不低于参照水平".to_owned(),
    }
}
