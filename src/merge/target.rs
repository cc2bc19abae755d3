//! 就高不就低: targets that read otherwise in a return, and which of the wordings asks for more.

use rust_decimal::Decimal;

use crate::model::{Comparator, Entry, Ledger, Target};
use crate::sheet::{Column, plan_of, words};
use crate::text::numeral::{self, Script};
use crate::text::simplify;

use super::{Cell, EntryName, Finding, FindingKind};

/// What parts an object from its quantity in a line of the cell.
const COLON: char = '：';

/// Words that bound a quantity and are no part of its unit.
const BOUNDS: [&str; 4] = ["以上", "以内", "以下", "左右"];

/// The targets of an entry that the cells tell otherwise than the ledger or one another, one finding each.
pub(super) fn differences(ledger: &Ledger, entry: &Entry, cells: &[Cell]) -> Vec<Finding> {
    let plan = plan_of(ledger, entry);
    let own: Vec<(String, &Target)> =
        entry.targets.iter().map(|target| (words::target(target, plan), target)).collect();
    // Lines that the ledger has not, each with the target that it is a wording of.
    let mut told: Vec<(Option<usize>, Vec<Cell>)> = (0..own.len()).map(|index| (Some(index), Vec::new())).collect();
    let mut others = Vec::new();
    for cell in cells {
        let lines: Vec<&str> = cell.words.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let missing: Vec<usize> = (0..own.len()).filter(|&index| !lines.contains(&own[index].0.as_str())).collect();
        let new: Vec<&str> = lines.iter().copied().filter(|line| own.iter().all(|(words, _)| words != line)).collect();
        let mut free = missing.clone();
        for line in &new {
            let same_object = free.iter().position(|&index| object(&own[index].0) == object(line));
            // One line in the place of one is another wording of it, whatever it is called now.
            let place = same_object.or_else(|| (missing.len() == 1 && new.len() == 1).then_some(0));
            let line = Cell { words: (*line).to_owned(), ..cell.clone() };
            match place.map(|place| free.remove(place)) {
                Some(index) => told[index].1.push(line),
                None => others.push((None, vec![line])),
            }
        }
        // A target that is not in the cell any more is told with nothing.
        for index in free {
            told[index].1.push(Cell { words: String::new(), ..cell.clone() });
        }
    }
    let all = told.into_iter().chain(others).filter(|(_, cells)| !cells.is_empty());
    all.map(|(target, returned)| {
        let own = target.map(|index| &own[index]);
        let wordings = own.map(|(words, _)| words.as_str()).into_iter();
        let wordings: Vec<&str> = wordings.chain(returned.iter().map(|cell| cell.words.as_str())).collect();
        let ceiling = own.is_some_and(|(_, target)| is_ceiling(target));
        let proposed = highest(&wordings, ceiling).map(str::to_owned);
        Finding {
            entry: Some(EntryName::of(ledger, entry)),
            column: Some(super::title(Column::Targets)),
            ledger: own.map(|(words, _)| words.clone()),
            proposed,
            ..Finding::of(FindingKind::Target, returned)
        }
    })
    .collect()
}

fn object(line: &str) -> &str {
    line.split_once(COLON).map_or(line, |(object, _)| object).trim()
}

/// Whether less is more: the target says what is not to be exceeded.
fn is_ceiling(target: &Target) -> bool {
    let comparator = target.quantity.as_ref().map(|quantity| quantity.comparator);
    matches!(comparator, Some(Comparator::Le | Comparator::Lt))
}

/// The wording that asks for most; `None` where they do not count the same unit, or one has no number.
fn highest<'a>(wordings: &[&'a str], ceiling: bool) -> Option<&'a str> {
    let wordings: Vec<&str> = wordings.iter().copied().filter(|words| !words.is_empty()).collect();
    let amounts: Vec<(Decimal, String)> = wordings.iter().map(|words| amount(words)).collect::<Option<_>>()?;
    if wordings.len() < 2 || amounts.iter().any(|(_, unit)| *unit != amounts[0].1) {
        return None;
    }
    let values = amounts.iter().map(|(value, _)| *value);
    let best = if ceiling { values.min() } else { values.max() }?;
    let found = amounts.iter().position(|(value, _)| *value == best)?;
    Some(wordings[found])
}

/// The number of a line, the upper one of a range, and what is counted.
fn amount(line: &str) -> Option<(Decimal, String)> {
    let quantity = line.split_once(COLON).map_or(line, |(_, quantity)| quantity);
    // By when comes last, in brackets.
    let quantity = quantity.split(['（', '(']).next().unwrap_or_default();
    let mut found = None;
    let mut at = 0;
    while let Some(rest) = quantity.get(at..).filter(|rest| !rest.is_empty()) {
        match numeral::prefix(rest).filter(|number| matches!(number.script, Script::Arabic | Script::Han)) {
            Some(number) => {
                at += number.len;
                let value = found.map_or(number.value, |(value, _): (Decimal, usize)| value.max(number.value));
                found = Some((value, at));
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    let (value, end) = found?;
    let mut unit: String = quantity[end..].chars().filter(|c| !c.is_whitespace()).collect();
    for bound in BOUNDS {
        unit = unit.replace(bound, "");
    }
    // Units are as printed: 個 counts what 个 counts.
    let _ = simplify(&mut unit);
    Some((value, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(wordings: &[&str], ceiling: bool, expected: Option<&str>) {
        assert_eq!(highest(wordings, ceiling), expected);
    }

    #[test]
    fn the_higher_is_proposed_where_both_count_the_same() {
        check(&["企业：培育20家以上", "企业：培育25家"], false, Some("企业：培育25家"));
        check(&["产值：1.5万亿元", "产值：9000亿元（2025年底前）"], false, Some("产值：1.5万亿元"));
        check(&["基地：8—10个", "基地：9个"], false, Some("基地：8—10个"));
        check(&["基地：8個", "基地：9个"], false, Some("基地：9个"));
        check(&["时限：5个工作日以内", "时限：3个工作日以内"], true, Some("时限：3个工作日以内"));
    }

    #[test]
    fn what_cannot_be_compared_is_not() {
        check(&["企业：20家", "企业：30%"], false, None);
        check(&["企业：20家", "企业：一批"], false, None);
        check(&["企业：20家", ""], false, None);
    }
}
