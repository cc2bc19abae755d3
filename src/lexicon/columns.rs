//! Fields of a task table, by the heads of its columns.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::by_char::ByChar;
use super::own::OwnRows;
use super::table::Table;
use crate::model::{PersonRole, Role};

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The row's number.
    Number,
    /// The name of a group of rows.
    Group,
    /// The task's name.
    Task,
    /// What is to be done.
    Measures,
    /// What is to be reached.
    Target,
    /// Organs with this role.
    Organs(Role),
    /// Persons with this role.
    Persons(PersonRole),
    /// In what the numbers of the row are given.
    Unit,
    /// What is to be reached in a time that the head names (2025年, 一季度), or was.
    Period,
    /// What was, or is found wanting.
    Before,
    /// By what the work is judged (考核标准), beside what is to be done.
    Norm,
    /// Numbers of what the head names (年度计划投资).
    Named,
    /// By when.
    Deadline,
    /// Remarks.
    Remarks,
}

/// Characters of a head at most.
const LONGEST_HEAD: usize = 10;

/// Heads of columns.
#[derive(Debug)]
pub struct Columns {
    heads: FxHashMap<&'static str, Column>,
    /// Characters of the longest, or of the longest that any row may tell.
    longest: usize,
    /// Words that tell the field of a head that stands in no row of its own, by their first character.
    within: ByChar<Within>,
}

/// Words within a head, and their place in the table.
#[derive(Debug)]
struct Within {
    order: usize,
    words: &'static str,
    column: Column,
}

impl Columns {
    pub(super) fn parse(own: &OwnRows) -> Self {
        let (heads, within) = (FxHashMap::default(), ByChar::default());
        let mut columns = Self { heads, longest: LONGEST_HEAD, within };
        for (order, row) in own.rows(Table::Columns).enumerate() {
            let Some([field, head]) = row.first() else { continue };
            let Some(column) = column(field) else { continue };
            match head.strip_prefix('~') {
                Some(words) => {
                    let first = words.chars().next();
                    first.into_iter().for_each(|first| columns.within.add(first, Within { order, words, column }));
                }
                None => {
                    columns.longest = columns.longest.max(head.chars().count());
                    columns.heads.insert(head, column);
                }
            }
        }
        columns
    }

    /// The field of a column, by its head without blanks.
    #[must_use]
    pub fn get(&self, head: &str) -> Option<Column> {
        // Most cells are of no head, and longer before the first bracket than any.
        let told = head.chars().filter(|c| !c.is_whitespace()).take_while(|c| !matches!(c, '（' | '('));
        if told.take(self.longest + 1).count() > self.longest {
            return None;
        }
        let head: Cow<'_, str> = if head.contains(char::is_whitespace) {
            head.chars().filter(|c| !c.is_whitespace()).collect::<String>().into()
        } else {
            head.into()
        };
        let plain = head.split(['（', '(']).next().unwrap_or("");
        let known = self.heads.get(&*head).or_else(|| self.heads.get(plain)).copied();
        // A cell of words is longer than any head.
        let short = head.chars().count() <= LONGEST_HEAD && !head.contains(['。', '，', '、', '；']);
        if known.is_none() && short && is_period(plain) {
            return Some(Column::Period);
        }
        let within = || {
            let begun =
                plain.char_indices().flat_map(|(at, c)| self.within.get(c).iter().map(move |within| (at, within)));
            let found = begun.filter(|(at, within)| plain[*at..].starts_with(within.words));
            found.map(|(_, within)| within).min_by_key(|within| within.order).map(|within| within.column)
        };
        known.or_else(|| short.then(within).flatten())
    }
}

/// Whether a head is the name of a time and nothing more: 2025年, 一季度, 1—6月.
fn is_period(head: &str) -> bool {
    let year = head.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix('年');
    let year = year.filter(|rest| head.len() - rest.len() == "2025年".len());
    let part = year.unwrap_or(head).trim_end_matches(['底', '末', '前']);
    let named =
        ["第一季度", "第二季度", "第三季度", "第四季度", "一季度", "二季度", "三季度", "四季度", "上半年", "下半年"];
    let month = part.strip_suffix(['月', '份']).map(|rest| rest.trim_end_matches('月'));
    let months = month.is_some_and(|rest| {
        !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || "—-–~～一二三四五六七八九十至".contains(c))
    });
    year.is_some() && part.is_empty() || named.contains(&part) || months
}

fn column(field: &str) -> Option<Column> {
    Some(match field {
        "number" => Column::Number,
        "group" => Column::Group,
        "task" => Column::Task,
        "measures" => Column::Measures,
        "target" => Column::Target,
        "lead" => Column::Organs(Role::Lead),
        "support" => Column::Organs(Role::Support),
        "responsible" => Column::Organs(Role::Responsible),
        "guide" => Column::Organs(Role::Guide),
        "leader" => Column::Persons(PersonRole::Leader),
        "person" => Column::Persons(PersonRole::InCharge),
        "contact" => Column::Persons(PersonRole::Contact),
        "unit" => Column::Unit,
        "period" => Column::Period,
        "before" => Column::Before,
        "norm" => Column::Norm,
        "named" => Column::Named,
        "deadline" => Column::Deadline,
        "remarks" => Column::Remarks,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::table;
    use super::*;

    #[test]
    fn every_row_has_a_known_field_a_head_of_its_own_and_a_source() {
        let mut seen = std::collections::HashSet::new();
        for row in table::tests::cells(Table::Columns) {
            assert_eq!(row.len(), 3, "{row:?}");
            assert!(column(row[0]).is_some(), "{row:?}");
            assert!(seen.insert(row[1]), "{} stands twice", row[1]);
            assert!(!row[2].is_empty(), "{row:?}");
        }
    }
}
