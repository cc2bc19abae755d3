//! The period of a plan.

use crate::lexicon::Lexicon;
use crate::model::{Date, Period};
use crate::text::numeral;

use super::time::{self, Edge, Part, Point, Time, Year};

/// The period of a plan by its title: 2022年行动计划, （2023—2025年）, “十四五”规划.
#[must_use]
pub fn of_title(title: &str, lexicon: &Lexicon) -> Option<Period> {
    let mut year = None;
    for (at, c) in title.char_indices() {
        if !(numeral::begins(c) || c == '“' || c == '十') || title[..at].ends_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        // A title names a five-year plan without more ado.
        if let Some(start) = five_year_plan(&title[at..]) {
            return whole_years(start, start + 4);
        }
        match time::at(lexicon, title, at) {
            Some((Time::Range(from, to), _)) => {
                if let (Year::Stated(from), Year::Stated(to)) = (from.year, to.year) {
                    return whole_years(from, to);
                }
            }
            Some((Time::Point(Point { year: Year::Stated(stated), part, edge: Edge::Bare | Edge::End, .. }), _)) => {
                year = year.or((part == Part::Year).then_some(stated));
            }
            Some((Time::Years(count, Some(from)), _)) => {
                return whole_years(from, from + i16::try_from(count).ok()? - 1);
            }
            _ => {}
        }
    }
    year.and_then(|y| whole_years(y, y))
}

/// The period that the words of a plan state for themselves: 2012年起5年内, 规划期为2021—2025年, and before its first heading
/// 自2024年4月至2026年12月.
#[must_use]
pub fn stated(words: &str, lexicon: &Lexicon) -> Option<Period> {
    from_on(words, lexicon).or_else(|| named(words, lexicon)).or_else(|| announced(words, lexicon))
}

/// 2012年起5年内.
fn from_on(words: &str, lexicon: &Lexicon) -> Option<Period> {
    // Both words must be near each other; the second is the rarer.
    words.match_indices("年内").find_map(|(end, _)| {
        let start = words[..end].rfind("年起").or_else(|| words[..end].rfind("年开始"))?;
        let from = start.checked_sub("2012".len())?;
        if end - start > LONGEST_COUNT || !words.is_char_boundary(from) {
            return None;
        }
        match time::at(lexicon, words, from) {
            Some((Time::Years(count, Some(from)), _)) => whole_years(from, from + i16::try_from(count).ok()? - 1),
            _ => None,
        }
    })
}

/// 规划期为2021—2025年, 实施期限：2024年1月至2026年12月.
fn named(words: &str, lexicon: &Lexicon) -> Option<Period> {
    ["规划期", "实施期限", "行动期限", "计划期限", "实施周期"].iter().find_map(|label| {
        words.match_indices(label).find_map(|(at, label)| {
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
        let valid = ["有效", "施行", "执行", "给予", "免"].iter().any(|word| words[end..].starts_with(word));
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

fn five_year_plan(words: &str) -> Option<i16> {
    let words = words.strip_prefix('“').unwrap_or(words);
    let number = ["十一五", "十二五", "十三五", "十四五", "十五五"].iter().position(|w| words.starts_with(w))?;
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

    #[test]
    fn titles_name_a_period() {
        check("山东省现代轻工纺织产业2022年行动计划", 2022, 2022);
        check("云南省高原花卉产业高质量发展三年行动计划（2023—2025年）", 2023, 2025);
        check("渌口区农村供水保障与水环境提升行动方案（2022-2024年）", 2022, 2024);
        check("江苏省“十四五”数字经济发展规划", 2021, 2025);
        check("2023年《政府工作报告》重点工作任务分解方案", 2023, 2023);
        check("新一轮找矿突破战略行动实施方案（2021年—2035年）", 2021, 2035);
        assert_eq!(of_title("国务院办公厅关于推进城乡公共体育设施共建共享的意见", Lexicon::builtin()), None);
    }

    #[test]
    fn a_plan_may_state_its_period() {
        assert_eq!(stated("2012年起5年内，大力实施六大行动", Lexicon::builtin()), whole_years(2012, 2016));
        assert_eq!(stated("规划期为2021—2025年，展望到2035年。", Lexicon::builtin()), whole_years(2021, 2025));
        let announced = stated("决定自2024年4月至2026年12月开展专项行动。\n一、目标", Lexicon::builtin());
        assert_eq!(
            announced,
            Date::new(2024, 4, 1).zip(Date::new(2026, 12, 31)).map(|(start, end)| Period { start, end })
        );
        assert_eq!(stated("5年内培养100名", Lexicon::builtin()), None);
        assert_eq!(stated("一、减税\n自2023年1月1日至2025年12月31日免征", Lexicon::builtin()), None);
    }
}
