//! Time: when something is due.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Date, Locator};

/// A time that the words of an entry state (完成时限).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Deadline {
    /// What kind of time it is.
    pub kind: DeadlineKind,
    /// The first day, of a period.
    pub from: Option<Date>,
    /// The last day; `null` for recurring and ongoing ones and where the calendar does not reach.
    pub by: Option<Date>,
    /// How finely the words tell the day.
    pub precision: Precision,
    /// The words, as printed.
    pub text: String,
    /// What the words leave out and where it was taken from: `plan-title`, `plan-period`, `issue-date`, `sentence`,
    /// `heading` (the time of its stage), `entry` (a time that it states elsewhere), `document-date` (the day told below the
    /// title of a paper without a date of issue, or the year of its number), `working-days:10`, `days:30`; `null` when the words are complete.
    pub basis: Option<String>,
    /// Where they stand.
    pub at: Locator,
}

/// What kind of time a deadline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// By a day (2022年底前, 6月底前, 到2025年).
    By,
    /// Within a period (2022—2024年).
    Within,
    /// Counted from an event (印发后10个工作日内).
    Relative,
    /// Again and again (每季度, 每年).
    Recurring,
    /// Without end (持续推进, 长期坚持).
    Ongoing,
}

/// How finely words tell a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// To the day.
    Day,
    /// To the month.
    Month,
    /// To the quarter.
    Quarter,
    /// To the half-year.
    Half,
    /// To the year.
    Year,
}

/// When a target is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Due {
    /// The last day.
    pub by: Date,
    /// How finely the words tell it.
    pub precision: Precision,
}
