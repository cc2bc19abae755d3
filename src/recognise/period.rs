//! The period of a plan.

use memchr::memmem;

use crate::lexicon::Lexicon;
use crate::model::{Date, Period};
use crate::text::{marker, numeral};

use super::time::{self, Edge, Part, Point, Time, Year};

/// The period of a plan by its title: 2022年行动计划, （2023—2025年）, “十四五”规划, 2021年第四季度工作方案.
#[must_use]
pub fn of_title(title: &str, lexicon: &Lexicon) -> Option<Period> {
    let (mut year, mut part_of_year) = (None, None);
    for (at, c) in title.char_indices() {
        if !(numeral::begins(c) || c == '“' || c == '十') || title[..at].ends_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        // A title names a five-year plan without more ado.
        if let Some(start) = five_year_plan(&title[at..]) {
            return whole_years(start, start + 4);
        }
        match time::at(lexicon, title, at) {
            Some((time @ Time::Range(..), _)) => {
                if let Some(period) = days_of(time, lexicon) {
                    return Some(period);
                }
            }
            Some((Time::Point(Point { year: Year::Stated(stated), part: Part::Year, edge, .. }), end)) => {
                // 2035年远景目标 looks beyond the plan.
                let own = matches!(edge, Edge::Bare | Edge::End) && !title[end..].starts_with("远景");
                year = year.or(own.then_some(stated));
            }
            Some((time @ Time::Point(Point { edge: Edge::Bare, part: Part::Quarter(_) | Part::Half(_), .. }), _)) => {
                part_of_year = part_of_year.or_else(|| days_of(time, lexicon));
            }
            Some((Time::Years(count, Some(from)), _)) => {
                return whole_years(from, from + i16::try_from(count).ok()? - 1);
            }
            _ => {}
        }
    }
    year.and_then(|y| whole_years(y, y)).or(part_of_year)
}

/// The period that the words of a plan state for themselves: 2012年起5年内, 规划期为2021—2025年, and before its first heading
/// 自2024年4月至2026年12月.
#[must_use]
pub fn stated(words: &str, lexicon: &Lexicon) -> Option<Period> {
    from_on(words, lexicon).or_else(|| named(words, lexicon)).or_else(|| announced(words, lexicon))
}

/// 2012年起5年内.
fn from_on(words: &str, lexicon: &Lexicon) -> Option<Period> {
    memmem::find_iter(words.as_bytes(), "年内").find_map(|end| {
        let near = words.ceil_char_boundary(end.saturating_sub(LONGEST_COUNT));
        let start = near + ["年起", "年开始"].iter().find_map(|begins| words[near..end].rfind(begins))?;
        let from = start.checked_sub("2012".len()).filter(|&from| words.is_char_boundary(from))?;
        match time::at(lexicon, words, from) {
            Some((Time::Years(count, Some(from)), _)) => whole_years(from, from + i16::try_from(count).ok()? - 1),
            _ => None,
        }
    })
}

/// 规划期为2021—2025年, 实施期限：2024年1月至2026年12月.
fn named(words: &str, lexicon: &Lexicon) -> Option<Period> {
    lexicon.wordings().period_label.iter().find_map(|label| {
        memmem::find_iter(words.as_bytes(), label).find_map(|at| {
            let rest = words[at + label.len()..].trim_start_matches(['限', '为', '是', '：', ':', '自', '从']);
            range(words, words.len() - rest.len(), lexicon).map(|(period, _)| period)
        })
    })
}

/// 自2024年4月至2026年12月在全省开展…, before the first heading: later such words say how long a rule is valid.
fn announced(words: &str, lexicon: &Lexicon) -> Option<Period> {
    let preamble = words.split("\n一、").next().unwrap_or("");
    preamble.match_indices(['自', '从']).find_map(|(at, word)| {
        let (period, end) = range(words, at + word.len(), lexicon)?;
        let several = period.start.0.year() < period.end.0.year();
        let valid = lexicon.wordings().valid_for.begin(&words[end..]);
        (several && !valid).then_some(period)
    })
}

/// A range of stated years at a place.
fn range(words: &str, at: usize, lexicon: &Lexicon) -> Option<(Period, usize)> {
    if !words[at..].starts_with("20") {
        return None;
    }
    let (Time::Range(from, to), end) = time::at(lexicon, words, at)? else { return None };
    let (Year::Stated(first), Year::Stated(last)) = (from.year, to.year) else { return None };
    let period = Period { start: from.first_day(first)?, end: to.last_day(lexicon, last)? };
    (period.start < period.end).then_some((period, end))
}

/// 年开始十五: no longer words stand between 年起 and 年内. Bytes.
const LONGEST_COUNT: usize = 18;

/// The time that a heading gives to a stage of the work, in a bracket at its end: 集中攻坚（2021年）,
/// 全面整治阶段（2019年5月至2020年2月）.
#[must_use]
pub fn of_stage(heading: &str, lexicon: &Lexicon) -> Option<Period> {
    let inner = heading.trim_end_matches(['。', '：', ':']).strip_suffix(['）', ')'])?;
    let inner = inner[inner.rfind(['（', '('])?..].trim_start_matches(['（', '(']);
    let (time, end) = time::at(lexicon, inner, 0)?;
    days_of(time, lexicon).filter(|_| end == inner.len())
}

/// The time of the items below a heading: that of its stage, or the year that it begins with (2022年重点任务).
#[must_use]
pub fn of_heading(heading: &str, lexicon: &Lexicon) -> Option<Period> {
    let words = &heading[marker(heading).map_or(0, |number| number.len)..];
    of_stage(words, lexicon).or_else(|| {
        let (time, end) = words.starts_with("20").then(|| time::at(lexicon, words, 0)).flatten()?;
        let year = |point: &Point| point.part == Part::Year && point.edge == Edge::Bare;
        let years = match &time {
            Time::Point(point) => year(point),
            Time::Range(from, to) => year(from) && year(to),
            _ => false,
        };
        days_of(time, lexicon).filter(|_| years && !words[end..].starts_with('以'))
    })
}

/// The days of a time with a stated year.
fn days_of(time: Time, lexicon: &Lexicon) -> Option<Period> {
    let (from, to) = match time {
        Time::Point(point) => (point, point),
        Time::Range(from, to) => (from, to),
        _ => return None,
    };
    let Year::Stated(first) = from.year else { return None };
    let start = if from.edge == Edge::Bare { from.first_day(first)? } else { Date::new(first, 1, 1)? };
    let end = match to.year {
        Year::Stated(last) => to.last_day(lexicon, last)?,
        Year::Following => to.last_day(lexicon, first + 1)?,
        _ => to.last_day(lexicon, first).filter(|end| *end >= start).or_else(|| to.last_day(lexicon, first + 1))?,
    };
    (start <= end).then_some(Period { start, end })
}

/// The day that a line tells of the list below it; that of a line with a month and nothing else is its first.
#[must_use]
pub fn day_told(line: &str, lexicon: &Lexicon) -> Option<Date> {
    let bare = line.trim_matches(['（', '）', '(', ')']);
    if let Some((Time::Point(point @ Point { year: Year::Stated(year), edge: Edge::Bare, .. }), end)) =
        bare.starts_with("20").then(|| time::at(lexicon, bare, 0)).flatten()
        && end == bare.len()
        && point.part != Part::Year
    {
        return point.first_day(year);
    }
    // 2024年3月20日，某市长主持召开会议: minutes.
    let papers = lexicon.papers();
    let meeting = line.starts_with("20") && line.contains("召开");
    if !(meeting || papers.list_day.are_in(line) || papers.as_of.are_in(line)) {
        return None;
    }
    line.match_indices("20").find_map(|(at, _)| match time::at(lexicon, line, at)? {
        (Time::Point(point @ Point { year: Year::Stated(year), part: Part::Day(..), .. }), _) => point.first_day(year),
        _ => None,
    })
}

/// The first year of the five-year plan that words name at their head: 十四五, 十四个五年规划.
fn five_year_plan(words: &str) -> Option<i16> {
    let words = words.strip_prefix('“').unwrap_or(words);
    let plan = |number: &str| {
        words.strip_prefix(number).is_some_and(|rest| rest.starts_with('五') || rest.starts_with("个五年"))
    };
    let number = ["十一", "十二", "十三", "十四", "十五"].into_iter().position(plan)?;
    Some(2006 + 5 * i16::try_from(number).ok()?)
}

fn whole_years(from: i16, to: i16) -> Option<Period> {
    (from <= to).then_some(())?;
    Some(Period { start: Date::new(from, 1, 1)?, end: Date::new(to, 12, 31)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, from: i16, to: i16) {
        assert_eq!(of_title(title, Lexicon::builtin()), whole_years(from, to), "{title}");
    }

    fn days(from: (i16, i8, i8), to: (i16, i8, i8)) -> Option<Period> {
        Date::new(from.0, from.1, from.2).zip(Date::new(to.0, to.1, to.2)).map(|(start, end)| Period { start, end })
    }

    #[test]
    fn titles_name_a_period() {
        check("山东省现代轻工纺织产业2022年行动计划", 2022, 2022);
        check("云南省高原花卉产业高质量发展三年行动计划（2023—2025年）", 2023, 2025);
        check("渌口区农村供水保障与水环境提升行动方案（2022-2024年）", 2022, 2024);
        check("江苏省“十四五”数字经济发展规划", 2021, 2025);
        check("某市国民经济和社会发展第十四个五年规划和2035年远景目标纲要任务分工方案", 2021, 2025);
        check("某市2024年落实二〇三五年远景目标工作要点", 2024, 2024);
        check("2023年《政府工作报告》重点工作任务分解方案", 2023, 2023);
        check("新一轮找矿突破战略行动实施方案（2021年—2035年）", 2021, 2035);
        assert_eq!(of_title("国务院办公厅关于推进城乡公共体育设施共建共享的意见", Lexicon::builtin()), None);
        let of = |title| of_title(title, Lexicon::builtin());
        assert_eq!(of("龙山区2021年第四季度疫苗接种工作方案"), days((2021, 10, 1), (2021, 12, 31)));
        assert_eq!(of("某市2023年上半年重点项目攻坚方案"), days((2023, 1, 1), (2023, 6, 30)));
        assert_eq!(of("某省秋冬季攻坚行动方案（2020年10月—2021年3月）"), days((2020, 10, 1), (2021, 3, 31)));
        assert_eq!(of("某县2022年1—6月工作安排"), days((2022, 1, 1), (2022, 6, 30)));
    }

    #[test]
    fn headings_give_their_stage_a_time() {
        let of = |heading| of_heading(heading, Lexicon::builtin());
        assert_eq!(of("（三）集中攻坚（2021年）"), days((2021, 1, 1), (2021, 12, 31)));
        assert_eq!(of("（二）全面整治阶段（2019年5月至2020年2月）"), days((2019, 5, 1), (2020, 2, 29)));
        assert_eq!(of("二、2022年重点任务"), days((2022, 1, 1), (2022, 12, 31)));
        assert_eq!(of("二、2022年以来的工作"), None);
        assert_eq!(of("一、工作目标"), None);
        assert_eq!(of_stage("2022年重点任务", Lexicon::builtin()), None);
    }

    #[test]
    fn a_list_may_tell_of_what_day_it_is() {
        assert_eq!(day_told("（2019年7月10日更新）", Lexicon::builtin()), Date::new(2019, 7, 10));
        assert_eq!(day_told("（2024年3月）", Lexicon::builtin()), Date::new(2024, 3, 1));
        assert_eq!(day_told("2024年3月20日，王市长主持召开专题会议", Lexicon::builtin()), Date::new(2024, 3, 20));
        assert_eq!(day_told("填报日期：2021年3月5日", Lexicon::builtin()), Date::new(2021, 3, 5));
        assert_eq!(day_told("2019年“百日攻坚”整改台账", Lexicon::builtin()), None);
    }

    #[test]
    fn a_plan_may_state_its_period() {
        assert_eq!(stated("2012年起5年内，大力实施六大行动", Lexicon::builtin()), whole_years(2012, 2016));
        assert_eq!(stated("规划期为2021—2025年，展望到2035年。", Lexicon::builtin()), whole_years(2021, 2025));
        let announced = stated("决定自2024年4月至2026年12月开展专项行动。\n一、目标", Lexicon::builtin());
        assert_eq!(announced, days((2024, 4, 1), (2026, 12, 31)));
        assert_eq!(stated("5年内培养100名", Lexicon::builtin()), None);
        assert_eq!(stated("一、减税\n自2023年1月1日至2025年12月31日免征", Lexicon::builtin()), None);
    }
}
