//! One point in time, from its words.

use super::{Cursor, Edge, Part, Point, Year};
use crate::lexicon::Lexicon;
use crate::text::{Words, is_pause, numeral};

/// What makes an end of a point.
const BEFORE: [&str; 3] = ["之前", "以前", "前"];

/// Years that are told by the one that is spoken of.
static YEARS: Words<[&str; 10]> =
    Words::new(["今年", "本年度", "本年", "明年", "去年", "上年", "当年", "同年", "次年", "翌年"]);

/// A point in time; `first` where no point stands before it.
pub(super) fn point(lexicon: &Lexicon, cursor: Cursor<'_>, first: bool) -> Option<(Point, usize)> {
    let mut on = cursor;
    let year = year(&mut on);
    if year == Year::None
        && let Some(found) = with_marks(lexicon, on)
    {
        return Some(found);
    }
    let stated = matches!(year, Year::Stated(_));
    let (part, named) = part(lexicon, &mut on, year != Year::None)?;
    let edge = edge(&mut on, named, part, stated);
    if year == Year::None && !first && edge == Edge::Bare && matches!(part, Part::Year) {
        return None;
    }
    Some((Point { year, part, edge }, on.at))
}

/// 2024、2025年: the first of years in a list, whose unit stands behind the last; where its digits end.
pub(super) fn listed_year(cursor: Cursor<'_>) -> Option<(Point, usize)> {
    let mut on = cursor;
    let first = on.four_digits()?;
    let (end, mut last) = (on.at, first);
    while on.eat("、") {
        let next = on.four_digits().filter(|&next| next > last)?;
        last = next;
        if on.eat("年") {
            return Some((Point { year: Year::Stated(first), part: Part::Year, edge: Edge::Bare }, end));
        }
    }
    None
}

/// 3、6、9、12月底前, 一、三季度: the first of months or quarters in a list, whose unit stands behind the last; where its number
/// ends.
pub(super) fn listed_part(lexicon: &Lexicon, cursor: Cursor<'_>) -> Option<(Point, usize)> {
    let mut on = cursor;
    on.eat("第");
    let first = on.small().and_then(|first| i8::try_from(first).ok()).filter(|first| (1..=12).contains(first))?;
    let (end, mut last) = (on.at, first);
    while on.eat("、") {
        let part = match point(lexicon, on, false) {
            Some((Point { year: Year::None, part: Part::Month(next), .. }, _)) if next > last => Part::Month(first),
            Some((Point { year: Year::None, part: Part::Quarter(next), .. }, _)) if next > last => Part::Quarter(first),
            Some(_) => return None,
            None => {
                on.eat("第");
                last = on.small().and_then(|next| i8::try_from(next).ok()).filter(|&next| next > last)?;
                continue;
            }
        };
        return Some((Point { year: Year::None, part, edge: Edge::Bare }, end));
    }
    None
}

/// 2022年, 今年, 当年; a second 年 (2022年年底) goes with it.
fn year(on: &mut Cursor<'_>) -> Year {
    let mut probe = *on;
    if let Some(value) = probe.four_digits()
        && probe.eat("年")
    {
        *on = probe;
        // 2025年度, but 2022年年底.
        let mut again = *on;
        if again.eat("年") && matches!(again.rest().chars().next(), Some('底' | '末' | '内' | '初' | '中')) {
            *on = again;
        }
        return Year::Stated(value);
    }
    // 24年6月, 26年底前; but 15年以上.
    let mut probe = *on;
    if let Some(value) = probe.two_digits()
        && probe.eat("年")
        && let behind = probe
        && (probe.small().is_some_and(|month| (1..=12).contains(&month)) && probe.eat("月")
            || (20..40).contains(&value) && probe.rest().starts_with(['底', '末']))
    {
        *on = behind;
        return Year::Stated(2000 + value);
    }
    let Some(word) = on.eat_word(&YEARS) else { return Year::None };
    on.eat("年");
    match word {
        "明年" => Year::Next,
        "去年" | "上年" => Year::Last,
        "当年" | "同年" => Year::Same,
        "次年" | "翌年" => Year::Following,
        _ => Year::This,
    }
}

/// 2023.6.30前, 2023-06-30, 2024.12, 2024/6底前: a year, a month and mostly a day in figures, which are no decimal and no number
/// of a standard.
fn with_marks(lexicon: &Lexicon, mut on: Cursor<'_>) -> Option<(Point, usize)> {
    let year = on.four_digits()?;
    let mark = on.eat_any(&[".", "．", "-", "/"])?;
    let month = i8::try_from(on.figures().filter(|month| (1..=12).contains(month))?).ok()?;
    let part = if on.eat(mark) {
        Part::Day(month, i8::try_from(on.figures().filter(|day| (1..=31).contains(day))?).ok()?)
    } else if matches!(mark, "." | "．") && counts_more(lexicon, on.rest()) {
        return None;
    } else {
        Part::Month(month)
    };
    let more = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '%' | '％');
    if on.rest().trim_start_matches(['.', '．']).starts_with(more) {
        return None;
    }
    let named = matches!(part, Part::Day(..)) && clock(&mut on);
    let edge = edge(&mut on, named, part, true);
    Some((Point { year: Year::Stated(year), part, edge }, on.at))
}

/// The length of the time of day that words begin with, 0 where they begin with none: 8:30, 17：00. What is written so beside a
/// word of ratios is one: 师生比1:15.
pub(in crate::recognise) fn time_of_day(before: &str, words: &str) -> usize {
    const HOURS: usize = 24;
    const MINUTES: usize = 60;
    let number = |words: &str| words.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let hours = number(words);
    let Some(rest) = words.get(hours..).and_then(|rest| rest.strip_prefix([':', '：'])) else { return 0 };
    let end = words.len() - rest.len() + 2;
    let minutes = rest.get(..2).filter(|_| number(rest) == 2).and_then(|minutes| minutes.parse::<usize>().ok());
    let hour = words.get(..hours).filter(|_| (1..=2).contains(&hours)).and_then(|hour| hour.parse::<usize>().ok());
    let (Some(hour), Some(minute)) = (hour, minutes) else { return 0 };
    let after = words.get(end..).unwrap_or_default();
    if hour > HOURS || minute >= MINUTES || after.starts_with(['.', ':', '：', '∶']) {
        return 0;
    }
    let near = before.rsplit(is_pause).next().unwrap_or_default();
    let ratio = near.contains('比') || after.split(is_pause).next().is_some_and(|clause| clause.contains('比'));
    if minute > 0 && (hour == 1 || ratio) { 0 } else { end }
}

/// Whether a number with a decimal point goes on, or counts something: 2024.12万元, 2023.5公里.
pub(super) fn counts_more(lexicon: &Lexicon, rest: &str) -> bool {
    /// Units that are verbs or ends of a time, too: 2024.6起, 2024.6期间.
    const OF_TIME: [&str; 3] = ["起", "期", "年"];
    rest.starts_with(numeral::begins)
        || lexicon.units().longest(rest).is_some_and(|(_, len)| !OF_TIME.contains(&&rest[..len]))
}

/// What part of the year; and whether its end was named with it (年底).
fn part(lexicon: &Lexicon, on: &mut Cursor<'_>, has_year: bool) -> Option<(Part, bool)> {
    if let Some(word) = on.eat_any(&["上半年", "下半年"]) {
        return Some((Part::Half(if word == "上半年" { 1 } else { 2 }), false));
    }
    // 前三季度, 前7个月: what ends then.
    let mut probe = *on;
    if probe.eat("前")
        && let quarter = probe.counted(1..=4, &["季度"]).map(Part::Quarter)
        && let Some(part) = quarter.or_else(|| probe.counted(1..=12, &["个月"]).map(Part::Month))
    {
        *on = probe;
        return Some((part, false));
    }
    let mut probe = *on;
    let ordinal = probe.eat("第");
    let number = probe.small().and_then(|number| i8::try_from(number).ok());
    let quarters: &[&str] = if has_year { &["季度", "季"] } else { &["季度"] };
    if let Some(quarter) = number.filter(|number| (1..=4).contains(number))
        && probe.eat_any(quarters).is_some()
    {
        *on = probe;
        return Some((Part::Quarter(quarter), false));
    }
    if let Some(month) = number.filter(|number| !ordinal && (1..=12).contains(number))
        && probe.eat("月")
    {
        *on = probe;
        on.eat("份");
        if let Some(day) = on.counted(1..=31, &["日", "号"]) {
            // 11月1日供暖期前: the day, and what it is.
            let named = before_season(lexicon, on).is_some();
            let named = named || clock(on) || explained(on);
            return Some((Part::Day(month, day), named));
        }
        if let Some(word) = on.eat_any(&["上旬", "上中旬", "中旬", "中下旬", "下旬", "初", "中"]) {
            let third = match word {
                "上旬" | "初" => 1,
                "上中旬" | "中旬" | "中" => 2,
                _ => 3,
            };
            return Some((Part::Third(month, third), false));
        }
        // 5月第二周.
        let mut week = *on;
        if week.eat("第")
            && let Some(number) = week.counted(1..=5, &["周", "个星期", "星期"])
        {
            *on = week;
            return Some((Part::Week(month, number), false));
        }
        return Some((Part::Month(month), false));
    }
    if let Some(name) = before_season(lexicon, on) {
        return Some((Part::Eve(name), true));
    }
    // 年中; 2022年年中, where the second 年 is gone, but 2022年中央….
    let mut probe = *on;
    if (probe.eat("年中") || probe.text[..probe.at].ends_with("年年") && probe.eat("中"))
        && !probe.rest().starts_with(['央', '心', '期', '间', '的', '国', '等'])
    {
        *on = probe;
        eat_before(on);
        return Some((Part::Half(1), true));
    }
    if has_year {
        // 2024年度内.
        let mut probe = *on;
        if probe.eat("度") && probe.rest().starts_with(['内', '末', '底']) {
            *on = probe;
        }
        return Some((Part::Year, false));
    }
    // Without a year, only its named end tells a time; 半年内 is counted.
    let mut probe = *on;
    if !probe.text[..probe.at].ends_with('半')
        && probe.eat("年")
        && matches!(probe.rest().chars().next(), Some('底' | '末' | '内' | '初'))
    {
        *on = probe;
        return Some((Part::Year, false));
    }
    None
}

/// A day with a name or a season, where 前 makes an end of it: 国庆长假前, 供暖季开始前.
fn before_season(lexicon: &Lexicon, on: &mut Cursor<'_>) -> Option<&'static str> {
    let name = lexicon.calendar().named(on.rest())?;
    let mut probe = *on;
    probe.at += name.len();
    probe.eat_any(&["小长假", "长假", "假期", "黄金周", "假日", "节"]);
    probe.eat_any(&["来临", "到来", "开始", "启动"]);
    let ends = eat_before(&mut probe);
    if ends {
        *on = probe;
    }
    ends.then_some(name)
}

/// A short bracket behind a day, where 前 makes an end of it: 11月15日（供暖季）前.
fn explained(on: &mut Cursor<'_>) -> bool {
    const LONGEST: usize = 8;
    let mut probe = *on;
    if probe.eat_any(&["（", "("]).is_none() {
        return false;
    }
    let Some(end) = probe.rest().char_indices().take(LONGEST).find(|(_, c)| matches!(c, '）' | ')')) else {
        return false;
    };
    probe.at += end.0 + end.1.len_utf8();
    let ends = eat_before(&mut probe);
    if ends {
        *on = probe;
    }
    ends
}

/// The hour behind a day, where 前 makes an end of it: （周五）17:00前, 下班前, 下午5时前, 24时前.
pub(super) fn clock(on: &mut Cursor<'_>) -> bool {
    let mut probe = *on;
    if probe.eat_any(&["（", "("]).is_some() {
        if probe.eat_any(&["星期", "周"]).is_none() {
            return false;
        }
        let weekday = probe.eat_any(&["一", "二", "三", "四", "五", "六", "日", "天"]).is_some();
        if !weekday || probe.eat_any(&["）", ")"]).is_none() {
            return false;
        }
    }
    probe.eat_any(&["上午", "中午", "下午", "晚上", "晚"]);
    if probe.eat_any(&["下班"]).is_none() && probe.small().is_some() {
        match probe.eat_any(&["时", "点", ":", "："]) {
            Some(":" | "：") => {
                if probe.small().is_none() {
                    return false;
                }
            }
            Some(_) => {
                probe.eat_any(&["30分", "整", "半"]);
            }
            None => return false,
        }
    }
    let ends = eat_before(&mut probe);
    if ends {
        *on = probe;
    }
    ends
}

/// 前, but not 前后.
pub(super) fn eat_before(on: &mut Cursor<'_>) -> bool {
    let mut probe = *on;
    let found = probe.eat_any(&BEFORE).is_some() && !probe.rest().starts_with('后');
    if found {
        *on = probe;
    }
    found
}

pub(super) fn edge(on: &mut Cursor<'_>, named: bool, part: Part, stated: bool) -> Edge {
    if named {
        return Edge::End;
    }
    if matches!(part, Part::Year) && !on.rest().starts_with("初步") && on.eat("初") {
        return Edge::Begin;
    }
    let end = on.eat_any(&["底", "末"]).is_some();
    let before = eat_before(on);
    if before && !end && (stated && part == Part::Year || matches!(part, Part::Month(_))) {
        return Edge::Before;
    }
    if before || on.eat_any(&["之内", "内"]).is_some() || end {
        return Edge::End;
    }
    if on.eat("期间") {
        return Edge::During;
    }
    Edge::Bare
}
