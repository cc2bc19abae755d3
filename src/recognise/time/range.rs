//! From one point in time to another: 2022—2024年, 2024年3月起至12月底, 10月—次年3月.

use super::{Cursor, Edge, Part, Point, Time, Year, read};
use crate::lexicon::Lexicon;
use crate::text::TO;

/// The months of a year: no number of a list of months or quarters is greater.
const MONTHS: i8 = 12;

/// What a point begins, if more stands behind it.
pub(super) fn from(lexicon: &Lexicon, first: Point, after: Cursor<'_>) -> Option<(Time, usize)> {
    if let Point { year: Year::Stated(year), part: Part::Year, edge: Edge::Bare } = first {
        // 2012年起5年内.
        let mut on = after;
        if on.eat_any(&["起用", "起，用", "起", "开始"]).is_some()
            && let Some(years) = on.small()
            && on.eat_any(&["年内", "年之内", "年时间内", "年左右时间", "年左右的时间", "年时间"]).is_some()
        {
            return Some((Time::Years(u16::try_from(years).ok()?, Some(year)), on.at));
        }
        // 2023年6—9月: the year stands before both months.
        if let Some((Time::Range(from, to), end)) = short(lexicon, after)
            && matches!(from.part, Part::Month(_) | Part::Quarter(_))
        {
            return Some((Time::Range(Point { year: first.year, ..from }, to), end));
        }
    }
    let mut on = after;
    on.eat_any(&["起", "开始"]);
    on.eat_word(&TO)?;
    if let Some((second, end)) = read::point(lexicon, on, false)
        && (second.part != Part::Year || first.part == Part::Year || second.edge == Edge::End)
    {
        return Some((Time::Range(first, second), end));
    }
    let (second, end) = same_month(first, on).or_else(|| same_year(lexicon, first, after.at, on))?;
    Some((Time::Range(first, second), end))
}

/// 2024.3—12: the year stands once before months in figures; `at` is where the first ends.
fn same_year(lexicon: &Lexicon, first: Point, at: usize, mut on: Cursor<'_>) -> Option<(Point, usize)> {
    let Point { part: Part::Month(from), edge: Edge::Bare, .. } = first else { return None };
    let in_figures = on.text[..at].ends_with(|c: char| c.is_ascii_digit());
    let month = on.figures().and_then(|month| i8::try_from(month).ok());
    let month = month.filter(|month| in_figures && (from + 1..=MONTHS).contains(month))?;
    if read::counts_more(lexicon, on.rest()) || on.rest().starts_with(['.', '-', '/']) {
        return None;
    }
    let part = Part::Month(month);
    let edge = read::edge(&mut on, false, part, false);
    Some((Point { year: Year::None, part, edge }, on.at))
}

/// 3月15日至25日, 6月上旬至中旬: the month stands once.
fn same_month(first: Point, mut on: Cursor<'_>) -> Option<(Point, usize)> {
    let part = match first.part {
        Part::Day(month, _) => Part::Day(month, on.counted(1..=31, &["日", "号"])?),
        Part::Third(month, _) => match on.eat_any(&["中旬", "下旬"])? {
            "中旬" => Part::Third(month, 2),
            _ => Part::Third(month, 3),
        },
        _ => return None,
    };
    let edge = read::edge(&mut on, false, part, false);
    Some((Point { year: Year::None, part, edge }, on.at))
}

/// A later day of the month of a day that was named before, where its end is named: 30日前.
pub(super) fn later_day(first: Point, mut on: Cursor<'_>) -> Option<(Point, usize)> {
    let Part::Day(month, day) = first.part else { return None };
    let part = Part::Day(month, on.counted(1..=31, &["日", "号"]).filter(|&later| later > day)?);
    let named = read::clock(&mut on);
    let edge = read::edge(&mut on, named, part, false);
    (edge == Edge::End).then_some((Point { part, edge, ..first }, on.at))
}

/// 2022—2024年, 3—5月, 一至三季度, 7、8月: the unit stands once.
pub(super) fn short(lexicon: &Lexicon, cursor: Cursor<'_>) -> Option<(Time, usize)> {
    let mut on = cursor;
    if let Some(from) = on.four_digits() {
        on.eat_word(&TO)?;
        let (second, end) = read::point(lexicon, on, false)?;
        let Point { year: Year::Stated(to), part: Part::Year, .. } = second else { return None };
        if to <= from {
            return None;
        }
        let first = Point { year: Year::Stated(from), part: Part::Year, edge: Edge::Bare };
        return Some((Time::Range(first, second), end));
    }
    let mut on = cursor;
    on.eat("第");
    let from = i8::try_from(on.small()?).ok().filter(|from| (1..=MONTHS).contains(from))?;
    let listed = on.eat_word(&TO).is_none();
    if listed && !on.eat("、") {
        return None;
    }
    let mut before = from;
    let (second, end) = loop {
        match read::point(lexicon, on, false) {
            Some(found) => break found,
            // 7、8、9月.
            None if listed && before < MONTHS => {
                before += 1;
                on.counted(before.unsigned_abs().into()..=before.unsigned_abs().into(), &["、"])?;
            }
            None => return None,
        }
    };
    let (first, to) = match second.part {
        Part::Month(to) | Part::Third(to, _) => (Part::Month(from), to),
        Part::Quarter(to) => (Part::Quarter(from), to),
        _ => return None,
    };
    // Of a list only neighbours make one stretch of time, and 6、7月底前 are two ends.
    if from >= to || listed && (before + 1 != to || second.edge == Edge::End) {
        return None;
    }
    Some((Time::Range(Point { year: second.year, part: first, edge: Edge::Bare }, second), end))
}
