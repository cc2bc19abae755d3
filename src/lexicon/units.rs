//! Units and measure words.

use super::by_char::ByChar;
use super::own::OwnRows;
use super::table::Table;

/// What a unit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitKind {
    /// A measure word that counts things (家, 个).
    Count,
    /// One that counts persons.
    Person,
    /// One that counts rounds (次).
    Times,
    /// Money.
    Money,
    /// A physical or technical unit.
    Measure,
    /// A share, or a difference of shares.
    Ratio,
    /// A multiple.
    Fold,
    /// A length of time, an age.
    Duration,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
struct Unit {
    words: &'static str,
    kind: UnitKind,
    not_before: &'static str,
}

/// All units, by their first character, longest first.
#[derive(Debug)]
pub struct Units {
    by_first: ByChar<Unit>,
}

impl Units {
    pub(super) fn parse(own: &OwnRows) -> Self {
        let mut by_first = ByChar::default();
        for row in own.rows(Table::Units) {
            if let Some([words, kind, not_before]) = row.first()
                && let Some(kind) = kind_of(kind)
                && let Some(first) = words.chars().next()
            {
                let not_before = if not_before == "-" { "" } else { not_before };
                by_first.add(first, Unit { words, kind, not_before });
            }
        }
        by_first.sort_by_key(|unit: &Unit| std::cmp::Reverse(unit.words.len()));
        Self { by_first }
    }

    /// Whether a unit may begin with `c`.
    #[must_use]
    pub fn begins(&self, c: char) -> bool {
        !self.by_first.get(c).is_empty()
    }

    /// Whether the head of a column ends with a bracket that holds a unit: 高标准农田建设（万亩）.
    #[must_use]
    pub fn ends_head(&self, head: &str) -> bool {
        let inner = head.strip_suffix(['）', ')']).and_then(|rest| Some(rest.rsplit_once(['（', '('])?.1));
        inner.is_some_and(|unit| {
            let bare = unit.trim_start_matches("单位：").trim_start_matches(['百', '千', '万', '亿']);
            matches!(unit, "%" | "％") || self.longest(bare).is_some_and(|(_, len)| len == bare.len())
        })
    }

    /// The unit that `text` begins with, and its length in bytes; a quotient of units is one unit.
    #[must_use]
    pub fn longest(&self, text: &str) -> Option<(UnitKind, usize)> {
        let (kind, len) = self.simple(text)?;
        if matches!(kind, UnitKind::Count | UnitKind::Person)
            && let Some(other) = self.other(text.get(len..).unwrap_or(""))
        {
            return Some((kind, len + other));
        }
        let Some(below) = self.below(text.get(len..).unwrap_or("")) else { return Some((kind, len)) };
        let mut len = len + below;
        // 吨/平方公里·月, 元/人/年.
        for _ in 1..MOST_BELOW {
            let Some(more) = self.below(text.get(len..).unwrap_or("")) else { break };
            len += more;
        }
        Some((UnitKind::Measure, len))
    }

    /// The length of a bracket with the measure word of others that are counted together: 套（间）, 个（处）.
    fn other(&self, text: &str) -> Option<usize> {
        let inner = text.strip_prefix(['（', '('])?;
        let (_, len) = self.simple(inner)?;
        let close = inner.get(len..)?.strip_prefix(['）', ')'])?;
        Some(text.len() - close.len())
    }

    /// The length of a mark and what a unit is for each of: /吨, /万人, /月, and behind that ·平方公里.
    fn below(&self, text: &str) -> Option<usize> {
        let below = text.strip_prefix(['/', '·', '•'])?;
        let mark = text.len() - below.len();
        let scale = below.find(|c| !matches!(c, '万' | '千' | '百' | '十')).unwrap_or(below.len());
        // 千瓦时 is a unit of its own, 千人 is not.
        let plain = self.simple(below).map(|(_, len)| len);
        let scaled = below.get(scale..).and_then(|rest| self.simple(rest)).map(|(_, len)| scale + len);
        let period = PERIODS.iter().find(|period| below.starts_with(**period)).map(|period| period.len());
        plain.max(scaled).or(period).map(|below| mark + below)
    }

    fn simple(&self, text: &str) -> Option<(UnitKind, usize)> {
        let units = self.by_first.get(text.chars().next()?);
        units
            .iter()
            .find(|unit| {
                text.strip_prefix(unit.words).is_some_and(|rest| {
                    let next = rest.chars().next();
                    // A unit in letters is not the beginning of a name.
                    let letters = unit.words.ends_with(|c: char| c.is_ascii_alphabetic());
                    next.is_none_or(|c| !(unit.not_before.contains(c) || letters && c.is_ascii_alphanumeric()))
                })
            })
            .map(|unit| (unit.kind, unit.words.len()))
    }
}

/// A quotient of units has no more parts below the line.
const MOST_BELOW: usize = 3;

/// Lengths of time that no number counts and a unit may be for each of.
const PERIODS: [&str; 3] = ["月", "季", "时"];

fn kind_of(kind: &str) -> Option<UnitKind> {
    Some(match kind {
        "count" => UnitKind::Count,
        "person" => UnitKind::Person,
        "times" => UnitKind::Times,
        "money" => UnitKind::Money,
        "measure" => UnitKind::Measure,
        "ratio" => UnitKind::Ratio,
        "fold" => UnitKind::Fold,
        "duration" => UnitKind::Duration,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::table;
    use super::*;

    #[test]
    fn every_row_has_a_kind_and_stands_once() {
        let mut seen = std::collections::HashSet::new();
        for row in table::tests::cells(Table::Units) {
            assert_eq!(row.len(), 4, "{row:?}");
            assert!(kind_of(row[1]).is_some(), "{row:?}");
            assert!(seen.insert(row[0]), "{} stands twice", row[0]);
        }
    }

    #[test]
    fn a_unit_is_no_beginning_of_another_word() {
        let units = Units::parse(&OwnRows::default());
        assert_eq!(units.longest("平方公里以上"), Some((UnitKind::Measure, "平方公里".len())));
        assert_eq!(units.longest("克标准煤/千瓦时，"), Some((UnitKind::Measure, "克标准煤/千瓦时".len())));
        assert_eq!(units.longest("元/吨"), Some((UnitKind::Measure, "元/吨".len())));
        assert_eq!(units.longest("部门"), None);
    }
}
