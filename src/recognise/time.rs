//! Expressions of time: their shapes, not yet what they mean for a task.

mod counted;
mod point;

use crate::lexicon::Lexicon;
use crate::text::numeral;

/// A year as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    /// 2025年.
    Stated(i16),
    /// 今年, 本年.
    This,
    /// 明年.
    Next,
    /// 去年, 上年.
    Last,
    /// Not printed.
    None,
}

/// What part of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Year,
    /// 上半年 is 1.
    Half(i8),
    /// 一季度 is 1.
    Quarter(i8),
    /// A month.
    Month(i8),
    /// A third of a month: 上旬 is 1.
    Third(i8, i8),
    /// A day.
    Day(i8, i8),
    /// A day with a name: the day before it is the last.
    Eve(&'static str),
}

/// What stands after the day, month or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// Nothing.
    Bare,
    /// 底, 末, 前, 内: the end is meant.
    End,
    /// 期间.
    During,
    /// 初: the beginning.
    Begin,
}

/// One point in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub year: Year,
    pub part: Part,
    pub edge: Edge,
}

/// An expression of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    /// By or in a point.
    Point(Point),
    /// From one point to another.
    Range(Point, Point),
    /// Within a five-year plan.
    Plan(i16, Edge),
    /// Within so many years, from a stated year on or not.
    Years(u16, Option<i16>),
    /// So many days or months after an event; the event is the issue of the document or not.
    After { count: u32, unit: Counted, issue: bool },
    /// Again and again.
    Every,
}

/// The unit of a time that is counted from an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// Working days.
    WorkingDays,
    /// Calendar days.
    Days,
    /// Months.
    Months,
}

/// A reader over the words from a place on.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

/// Four digits outside these years are no year.
const FIRST_YEAR: i16 = 1949;

/// See `FIRST_YEAR`.
pub(super) const LAST_YEAR: i16 = 2100;

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn eat(&mut self, words: &str) -> bool {
        let found = self.rest().starts_with(words);
        if found {
            self.at += words.len();
        }
        found
    }

    fn eat_any(&mut self, words: &[&'static str]) -> Option<&'static str> {
        words.iter().copied().find(|w| self.eat(w))
    }

    /// A number of at most two digits, Arabic or Han.
    fn small(&mut self) -> Option<u32> {
        let rest = self.rest();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            if digits > 3 {
                return None;
            }
            let value = rest.get(..digits)?.parse().ok()?;
            self.at += digits;
            return Some(value);
        }
        let numeral = numeral::prefix(rest).filter(|n| n.script == numeral::Script::Han)?;
        let value = u32::try_from(i64::try_from(numeral.value).ok()?).ok()?;
        self.at += numeral.len;
        Some(value)
    }

    /// Four digits of a year, without 年.
    fn four_digits(&mut self) -> Option<i16> {
        let rest = self.rest();
        let value = if rest.bytes().take_while(u8::is_ascii_digit).count() == 4 {
            self.at += 4;
            rest.get(..4)?.parse().ok()?
        } else {
            if !rest.starts_with(['一', '二']) {
                return None;
            }
            let numeral = numeral::prefix(rest).filter(|n| n.script == numeral::Script::Digits)?;
            self.at += numeral.len;
            i16::try_from(i64::try_from(numeral.value).ok()?).ok()?
        };
        (FIRST_YEAR..=LAST_YEAR).contains(&value).then_some(value)
    }
}

/// The expression of time at `at` of `text`, and where it ends.
pub(super) fn at(lexicon: &Lexicon, text: &str, at: usize) -> Option<(Time, usize)> {
    let cursor = Cursor { text, at };
    match cursor.rest().chars().next()? {
        '每' => return counted::every(cursor),
        '“' | '十' => {
            if let Some(found) = counted::plan(cursor) {
                return Some(found);
            }
        }
        _ => {}
    }
    if let Some((first, end)) = point(lexicon, cursor, true) {
        let mut after = Cursor { text, at: end };
        if let Point { year: Year::Stated(year), part: Part::Year, edge: Edge::Bare } = first {
            // 2012年起5年内.
            let mut on = after;
            if on.eat_any(&["起", "开始"]).is_some()
                && let Some(years) = on.small()
                && on.eat_any(&["年内", "年之内", "年时间内"]).is_some()
            {
                return Some((Time::Years(u16::try_from(years).ok()?, Some(year)), on.at));
            }
            // 2023年6—9月: the year stands before both months.
            if let Some((Time::Range(from, to), end)) = short_range(lexicon, after)
                && matches!(from.part, Part::Month(_))
            {
                return Some((Time::Range(Point { year: first.year, ..from }, to), end));
            }
        }
        if after.eat_any(&["——", "—", "–", "-", "－", "～", "~", "至", "到"]).is_some()
            && let Some((second, end)) = point(lexicon, after, false)
            && (second.part != Part::Year || first.part == Part::Year)
        {
            return Some((Time::Range(first, second), end));
        }
        return Some((Time::Point(first), end));
    }
    if let Some(found) = short_range(lexicon, cursor) {
        return Some(found);
    }
    counted::after_event(cursor)
}

/// 2022—2024年, 3—5月: the unit stands once.
fn short_range(lexicon: &Lexicon, cursor: Cursor<'_>) -> Option<(Time, usize)> {
    let mut on = cursor;
    if let Some(from) = on.four_digits() {
        on.eat_any(&["——", "—", "–", "-", "－", "～", "~", "至", "到"])?;
        let (second, end) = point(lexicon, on, false)?;
        let Point { year: Year::Stated(to), part: Part::Year, .. } = second else { return None };
        if to <= from {
            return None;
        }
        return Some((
            Time::Range(Point { year: Year::Stated(from), part: Part::Year, edge: Edge::Bare }, second),
            end,
        ));
    }
    let mut on = cursor;
    let from = on.small()?;
    on.eat_any(&["—", "–", "-", "－", "～", "~", "至", "到"])?;
    let (second, end) = point(lexicon, on, false)?;
    let first = match second.part {
        Part::Month(month) | Part::Third(month, _)
            if (1..=12).contains(&from) && from < u32::try_from(month).ok()? =>
        {
            Part::Month(i8::try_from(from).ok()?)
        }
        _ => return None,
    };
    Some((Time::Range(Point { year: second.year, part: first, edge: Edge::Bare }, second), end))
}

/// A point in time; `first` where no point stands before it.
fn point(lexicon: &Lexicon, cursor: Cursor<'_>, first: bool) -> Option<(Point, usize)> {
    let mut on = cursor;
    let mut year = Year::None;
    let mut probe = on;
    if let Some(value) = probe.four_digits()
        && probe.eat("年")
    {
        year = Year::Stated(value);
        on = probe;
        // 2022年年底, 2025年度.
        let mut again = on;
        if again.eat("年") && matches!(again.rest().chars().next(), Some('底' | '末' | '内' | '初' | '中')) {
            on = again;
        }
    } else if let Some(word) = on.eat_any(&["今年", "本年度", "本年", "明年", "去年", "上年"]) {
        year = match word {
            "明年" => Year::Next,
            "去年" | "上年" => Year::Last,
            _ => Year::This,
        };
        on.eat("年");
    }
    if year == Year::None
        && let Some(found) = with_marks(on)
    {
        return Some(found);
    }
    let (part, named) = part(lexicon, &mut on, year != Year::None)?;
    let edge = edge(&mut on, named, part);
    if year == Year::None && !first && edge == Edge::Bare && matches!(part, Part::Year) {
        return None;
    }
    Some((Point { year, part, edge }, on.at))
}

/// 2023.6.30前, 2023-06-30之前: without 前 it may be a number of something else.
fn with_marks(mut on: Cursor<'_>) -> Option<(Point, usize)> {
    let year = on.four_digits()?;
    let mark = on.eat_any(&[".", "-", "/"])?;
    let month = on.small().filter(|month| (1..=12).contains(month))?;
    let day = on.eat(mark).then(|| on.small())?.filter(|day| (1..=31).contains(day))?;
    on.eat_any(&["之前", "以前", "前"])?;
    let part = Part::Day(i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Some((Point { year: Year::Stated(year), part, edge: Edge::End }, on.at))
}

/// What part of the year; and whether its end was named with it (年底).
fn part(lexicon: &Lexicon, on: &mut Cursor<'_>, has_year: bool) -> Option<(Part, bool)> {
    if let Some(word) = on.eat_any(&["上半年", "下半年"]) {
        return Some((Part::Half(if word == "上半年" { 1 } else { 2 }), false));
    }
    let mut probe = *on;
    probe.eat("第");
    if let Some(number) = probe.small()
        && (1..=4).contains(&number)
        && (probe.eat("季度") || (has_year && probe.eat("季")))
    {
        *on = probe;
        return Some((Part::Quarter(i8::try_from(number).ok()?), false));
    }
    let mut probe = *on;
    if let Some(month) = probe.small()
        && (1..=12).contains(&month)
        && probe.eat("月")
    {
        let month = i8::try_from(month).ok()?;
        *on = probe;
        on.eat("份");
        let mut probe = *on;
        if let Some(day) = probe.small()
            && (1..=31).contains(&day)
            && probe.eat_any(&["日", "号"]).is_some()
        {
            *on = probe;
            return Some((Part::Day(month, i8::try_from(day).ok()?), false));
        }
        if let Some(word) = on.eat_any(&["上旬", "中旬", "下旬", "初", "中"]) {
            let third = match word {
                "上旬" | "初" => 1,
                "中旬" | "中" => 2,
                _ => 3,
            };
            return Some((Part::Third(month, third), false));
        }
        return Some((Part::Month(month), false));
    }
    if let Some(name) = lexicon.calendar().named(on.rest()) {
        let mut probe = *on;
        probe.at += name.len();
        if probe.eat_any(&["之前", "以前", "前"]).is_some() {
            *on = probe;
            return Some((Part::Eve(name), true));
        }
    }
    if has_year {
        return Some((Part::Year, false));
    }
    // Without a year, only its named end tells a time.
    let mut probe = *on;
    if probe.eat("年") && matches!(probe.rest().chars().next(), Some('底' | '末' | '内' | '初')) {
        *on = probe;
        return Some((Part::Year, false));
    }
    None
}

fn edge(on: &mut Cursor<'_>, named: bool, part: Part) -> Edge {
    if named {
        return Edge::End;
    }
    if matches!(part, Part::Year) && !on.rest().starts_with("初步") && on.eat("初") {
        return Edge::Begin;
    }
    let end = on.eat_any(&["底", "末"]).is_some();
    let before = on.eat_any(&["之前", "以前", "前", "之内", "内"]).is_some();
    if end || before {
        on.eat_any(&["完成前"]);
        return Edge::End;
    }
    if on.eat("期间") {
        return Edge::During;
    }
    Edge::Bare
}
