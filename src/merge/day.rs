//! Days as people write them into a cell.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::Date;
use crate::sheet::DUE_YEARS;
use crate::text::half_width;

use super::workbook::{Kind, Value};

/// 2022-12-31, 2022/12/31, 2022.12.31, 2022年12月31日前, 20221231, 2022年12月底前.
static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(?<year>\d{4})\s*[-/.年]\s*(?<month>\d{1,2})\s*(?:[-/.月]\s*(?<day>\d{1,2})\s*[日号]?|月(?<last>底|末))|(?<y>\d{4})(?<m>\d{2})(?<d>\d{2}))(?:之?前|以前)?$",
    )
    .expect("the pattern is well-formed")
});

/// The first and last days that spreadsheets count in [`DUE_YEARS`], as they count them: days since 1899-12-30.
const SERIALS: std::ops::RangeInclusive<f64> = 36_526.0..=73_050.0;

/// The day that a cell names, in the years that make sense.
pub(super) fn of(value: &Value) -> Option<Date> {
    let day = match value.kind {
        Kind::Day(day) => Some(day),
        Kind::Number(number) => serial(number).or_else(|| written(&value.words)),
        Kind::Words => written(&value.words),
        Kind::Error => None,
    };
    day.filter(|day| DUE_YEARS.contains(&day.0.year()))
}

/// A day in the form in which ledgers publish it.
pub(super) fn iso(words: &str) -> Option<Date> {
    words.parse().ok().map(Date)
}

/// A day as spreadsheets count it, in a cell that lost its format.
fn serial(number: f64) -> Option<Date> {
    if number.fract() != 0.0 || !SERIALS.contains(&number) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "a whole number below 73,051")]
    let days = jiff::Span::new().days(number as i64);
    jiff::civil::date(1899, 12, 30).checked_add(days).ok().map(Date)
}

fn written(words: &str) -> Option<Date> {
    let folded: String = words
        .chars()
        .map(|c| match c {
            '．' => '.',
            '－' | '—' | '–' => '-',
            '／' => '/',
            _ => half_width(c),
        })
        .collect();
    let found = WRITTEN.captures(folded.trim())?;
    let number = |a: &str, b: &str| found.name(a).or(found.name(b))?.as_str().parse::<i16>().ok();
    let (year, month) = (number("year", "y")?, i8::try_from(number("month", "m")?).ok()?);
    if found.name("last").is_some() {
        return jiff::civil::Date::new(year, month, 1).ok().map(|day| Date(day.last_of_month()));
    }
    Date::new(year, month, i8::try_from(number("day", "d")?).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: Option<&str>) {
        let value = Value { words: words.to_owned(), kind: Kind::Words };
        assert_eq!(of(&value).map(|day| day.to_string()).as_deref(), expected, "{words}");
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for words in
            ["2022-12-31", "2022/12/31", "2022.12.31", "２０２２年１２月３１日", "2022年12月31日前", "20221231"]
        {
            check(words, Some("2022-12-31"));
        }
        check("2024年2月底前", Some("2024-02-29"));
        check("2024-3-5", Some("2024-03-05"));
    }

    #[test]
    fn what_names_no_day_is_none() {
        for words in ["2022-02-30", "年底", "12月31日", "2022年12月", "2022年12月前", "1899-12-31", "2022-12-31至", ""]
        {
            check(words, None);
        }
    }

    #[test]
    fn a_number_is_a_day_as_spreadsheets_count() {
        let of = |number: f64, words: &str| {
            of(&Value { words: words.to_owned(), kind: Kind::Number(number) }).map(|day| day.to_string())
        };
        assert_eq!(of(44_926.0, "44926").as_deref(), Some("2022-12-31"));
        assert_eq!(of(36_526.0, "36526").as_deref(), Some("2000-01-01"));
        assert_eq!(of(73_050.0, "73050").as_deref(), Some("2099-12-31"));
        assert_eq!(of(20_221_231.0, "20221231").as_deref(), Some("2022-12-31"));
        assert_eq!(of(44_926.5, "44926.5"), None);
    }
}
