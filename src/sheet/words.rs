//! The Chinese words for what the model names in English.

use crate::model::{
    Basis, Commitment, Comparator, Date, Due, EntryKind, FillStatus, PersonRole, Plan, Precision, Quantity, Role,
    Target,
};

/// Every status, in the order of work.
pub(crate) const STATUSES: [FillStatus; 4] =
    [FillStatus::NotStarted, FillStatus::InProgress, FillStatus::Done, FillStatus::Delayed];

pub(crate) fn status(status: FillStatus) -> &'static str {
    match status {
        FillStatus::NotStarted => "未开始",
        FillStatus::InProgress => "进行中",
        FillStatus::Done => "已完成",
        FillStatus::Delayed => "滞后",
    }
}

pub(crate) fn kind(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Requirement => "要求",
        EntryKind::Goal => "目标",
        EntryKind::Task => "任务",
        EntryKind::Measure => "措施",
    }
}

pub(crate) fn role(role: Role) -> &'static str {
    match role {
        Role::Lead => "牵头",
        Role::Support => "配合",
        Role::Responsible => "责任",
        Role::Guide => "指导",
    }
}

pub(crate) fn person_role(role: PersonRole) -> &'static str {
    match role {
        PersonRole::Leader => "责任领导",
        PersonRole::InCharge => "责任人",
        PersonRole::Contact => "联系人",
    }
}

/// A target on a line: what, then how much, then by when where that is not the plan's end.
pub(crate) fn target(target: &Target, plan: Option<&Plan>) -> String {
    let mut line = target.object.clone();
    let how_much = target.quantity.as_ref().map(quantity).unwrap_or_default();
    let verb = target.action.as_deref().unwrap_or(match target.basis {
        Basis::Level => "",
        Basis::Increment => "新增",
        Basis::Growth => "增长",
        Basis::Reduction => "下降",
        Basis::Total => "累计",
        Basis::Share => "占比",
    });
    let strive = if target.commitment == Commitment::Strive { "力争" } else { "" };
    // 力争 may be part of the verb as printed.
    let strive = if verb.starts_with(strive) { "" } else { strive };
    if !(strive.is_empty() && verb.is_empty() && how_much.is_empty()) {
        line.push('：');
        line.extend([strive, verb, &how_much]);
    }
    let plan_end = plan.and_then(|plan| plan.period).map(|period| period.end);
    if let Some(due) = target.due.as_ref().filter(|due| Some(due.by) != plan_end) {
        line.push_str(&format!("（{}）", self::due(due)));
    }
    line
}

/// A quantity as a plan would print it: 10家左右, 8—10个, 1.5万亿元以上.
pub(crate) fn quantity(quantity: &Quantity) -> String {
    let unit = quantity.unit.as_str();
    let number = match (quantity.value, quantity.fraction) {
        (Some(value), _) => number(value.0),
        (None, Some([part, whole])) => format!("{whole}分之{part}"),
        (None, None) => String::new(),
    };
    let upper = quantity.upper.map(|upper| self::number(upper.0)).unwrap_or_default();
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

/// A number with 万, 亿 or 万亿 where that shortens it to two decimal places or less; exact always.
fn number(value: rust_decimal::Decimal) -> String {
    /// Decimal places that still read well before 万 or 亿.
    const PLACES: u32 = 2;
    for (zeros, word) in [(12, "万亿"), (8, "亿"), (4, "万")] {
        let unit = rust_decimal::Decimal::from(10_u64.pow(zeros));
        if value.abs() < unit {
            continue;
        }
        let shortened = (value / unit).normalize();
        if shortened.scale() <= PLACES && shortened * unit == value {
            return format!("{shortened}{word}");
        }
    }
    value.normalize().to_string()
}

/// A day as finely as its words told it.
pub(crate) fn due(due: &Due) -> String {
    let (year, month, day) = (due.by.0.year(), due.by.0.month(), due.by.0.day());
    match due.precision {
        Precision::Day => format!("{year}年{month}月{day}日前"),
        Precision::Month => format!("{year}年{month}月底前"),
        Precision::Quarter => {
            let quarter = ["一", "二", "三", "四"][usize::try_from((month - 1) / 3).unwrap_or(0).min(3)];
            format!("{year}年{quarter}季度末前")
        }
        Precision::Half if month <= 6 => format!("{year}年上半年"),
        Precision::Half | Precision::Year => format!("{year}年底前"),
    }
}

/// A date in full: 2022年3月27日.
pub(crate) fn date(date: Date) -> String {
    format!("{}年{}月{}日", date.0.year(), date.0.month(), date.0.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shortened_only_where_that_is_exact() {
        for (value, expected) in [
            ("10", "10"),
            ("2022", "2022"),
            ("10000", "1万"),
            ("12345", "12345"),
            ("1500000000000", "1.5万亿"),
            ("1500000000", "15亿"),
            ("123400000", "12340万"),
            ("0.10", "0.1"),
            ("-20000", "-2万"),
        ] {
            assert_eq!(number(value.parse().expect("a number")), expected);
        }
    }
}
