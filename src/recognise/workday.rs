//! Days counted from a day.

use jiff::ToSpan;

use crate::lexicon::Lexicon;
use crate::model::Date;

/// No official period is longer; it bounds the walk through the calendar.
const MAX_DAYS: u32 = 3_660;

/// The last of `days` working days after `start`, which is not counted.
///
/// Follows the State Council's holiday calendar, make-up working days included; `None` where that is not known.
#[must_use]
pub fn add_working_days(lexicon: &Lexicon, start: Date, days: u32) -> Option<Date> {
    if days > MAX_DAYS {
        return None;
    }
    let calendar = lexicon.calendar();
    let mut day = start.0;
    let mut left = days;
    while left > 0 {
        day = day.tomorrow().ok()?;
        left -= u32::from(calendar.is_worked(day)?);
    }
    Some(Date(day))
}

/// The last of `days` calendar days after `start`, which is not counted.
#[must_use]
pub fn add_days(start: Date, days: u32) -> Option<Date> {
    if days > MAX_DAYS {
        return None;
    }
    start.0.checked_add(i64::from(days).days()).ok().map(Date)
}

/// The day `months` months after `start`.
#[must_use]
pub fn add_months(start: Date, months: u32) -> Option<Date> {
    if months > MAX_DAYS {
        return None;
    }
    start.0.checked_add(i64::from(months).months()).ok().map(Date)
}
