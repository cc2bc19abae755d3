//! Working days by the State Council's notices, and days with names.

use jiff::civil::{Date, Weekday};

use super::own::OwnRows;
use super::phrasebook::Phrasebook;
use super::table::Table;

/// The known calendar.
#[derive(Debug)]
pub struct Calendar {
    /// The years whose notice is known.
    years: std::ops::RangeInclusive<i16>,
    exceptions: Vec<Exceptions>,
    /// Days with names: `None` for every year.
    named: Vec<(&'static str, Option<i16>, i8, i8)>,
    /// Their names.
    names: Phrasebook,
}

/// Days of a year that are not as their weekday says.
#[derive(Debug)]
struct Exceptions {
    year: i16,
    off: Vec<MonthDay>,
    worked: Vec<MonthDay>,
}

/// A day of any year: 0131 is the last of January.
type MonthDay = i16;

impl Calendar {
    pub(super) fn parse(own: &OwnRows) -> Self {
        let mut exceptions = Vec::new();
        let (mut first, mut last) = (i16::MAX, i16::MIN);
        for row in own.rows(Table::Holidays) {
            let Some([year, off, worked]) = row.first() else { continue };
            let Ok(year) = year.parse::<i16>() else { continue };
            // 2006 is known from the make-up days of 2007's notice only.
            if off != "-" {
                (first, last) = (first.min(year), last.max(year));
            }
            exceptions.push(Exceptions { year, off: month_days(off), worked: month_days(worked) });
        }
        let named: Vec<(&'static str, Option<i16>, i8, i8)> = own
            .rows(Table::Festivals)
            .filter_map(|row| {
                let [name, date] = row.first()?;
                let number: i32 = date.parse().ok()?;
                let year = i16::try_from(number / 10_000).ok()?;
                let month = i8::try_from(number / 100 % 100).ok()?;
                let day = i8::try_from(number % 100).ok()?;
                Some((name, (year > 0).then_some(year), month, day))
            })
            .collect();
        let mut names = Phrasebook::default();
        named.iter().for_each(|row| names.add(row.0));
        Self { years: first..=last, exceptions, named, names }
    }

    /// Whether `date` is worked; `None` outside the known years.
    #[must_use]
    pub fn is_worked(&self, date: Date) -> Option<bool> {
        if !self.years.contains(&date.year()) {
            return None;
        }
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        let day: MonthDay = i16::from(date.month()) * 100 + i16::from(date.day());
        let days = self.exceptions.iter().rev().filter(|days| days.year == date.year());
        let told = days.into_iter().find_map(|days| match (days.worked.contains(&day), days.off.contains(&day)) {
            (true, _) => Some(true),
            (false, off) => off.then_some(false),
        });
        Some(told.unwrap_or(!weekend))
    }

    /// The longest name of a day that `text` begins with.
    #[must_use]
    pub fn named(&self, text: &str) -> Option<&'static str> {
        self.names.longest(text)
    }

    /// Whether `name` is that of a season, which has no day.
    #[must_use]
    pub fn is_season(&self, name: &str) -> bool {
        self.named.iter().any(|row| row.0 == name && row.2 == 0)
    }

    /// The day that `name` is in `year`.
    #[must_use]
    pub fn day_of(&self, name: &str, year: i16) -> Option<Date> {
        let (_, _, month, day) = self.named.iter().find(|row| row.0 == name && row.1.is_none_or(|y| y == year))?;
        Date::new(year, *month, *day).ok()
    }
}

/// The days of a row, which blanks part.
fn month_days(days: &str) -> Vec<MonthDay> {
    days.split(' ').filter_map(|day| day.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::table;
    use super::*;

    fn day(year: i16, month_and_day: &str) -> Option<Date> {
        let number: i16 = month_and_day.parse().ok()?;
        Date::new(year, i8::try_from(number / 100).ok()?, i8::try_from(number % 100).ok()?).ok()
    }

    #[test]
    fn every_row_is_a_day_that_its_weekday_contradicts() {
        for row in table::tests::cells(Table::Holidays) {
            assert_eq!(row.len(), 4, "{row:?}");
            let year = row[0].parse().expect("a year");
            for (days, worked) in [(row[1], false), (row[2], true)] {
                for text in days.split(' ').filter(|d| *d != "-") {
                    let date = day(year, text).unwrap_or_else(|| panic!("{year} {text} is no day"));
                    let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
                    assert_eq!(weekend, worked, "{date}");
                }
            }
        }
    }

    #[test]
    fn named_days_are_known() {
        let calendar = Calendar::parse(&OwnRows::default());
        assert_eq!(calendar.named("春节前"), Some("春节"));
        assert_eq!(calendar.day_of("春节", 2022), Date::new(2022, 2, 1).ok());
        assert_eq!(calendar.day_of("国庆", 2031), Date::new(2031, 10, 1).ok());
        assert_eq!(calendar.day_of("春节", 2031), None);
    }
}
