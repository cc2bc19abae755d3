//! The year that words leave out.

use crate::recognise::Context;
use crate::recognise::time::{Part, Point, Year};

/// Whether a printed year lies before the plan and its issue.
pub(super) fn is_past(context: &Context<'_>, year: Year) -> bool {
    let Year::Stated(year) = year else { return year == Year::Last };
    let plan = context.period.map(|p| p.start.0.year());
    let issue = context.issued_on.map(|d| d.0.year());
    match (plan, issue) {
        (Some(a), Some(b)) => year < a.min(b),
        (a, b) => a.or(b).is_some_and(|first| year < first),
    }
}

/// The year of a point and where it was taken from: as printed, the plan's, the sentence's, that of issue.
pub(super) fn resolve(
    context: &Context<'_>,
    point: Point,
    sentence: Option<i16>,
) -> Option<(i16, Option<&'static str>)> {
    let issue = context.issued_on.map(|d| d.0.year());
    let plan = context.period.filter(|p| p.start.0.year() == p.end.0.year()).map(|p| p.start.0.year());
    match point.year {
        Year::Stated(year) => Some((year, None)),
        Year::Next => issue.or(plan).map(|y| (y + 1, Some("issue-date"))),
        Year::Last => issue.map(|y| (y - 1, Some("issue-date"))),
        Year::This => plan.map(|y| (y, Some("plan-title"))).or(issue.map(|y| (y, Some("issue-date")))),
        Year::None => {
            if let Some(year) = plan {
                return Some((year, Some("plan-title")));
            }
            if let Some(year) = sentence.filter(|_| !matches!(point.part, Part::Year)) {
                return Some((year, Some("sentence")));
            }
            if let Some(issued) = context.issued_on {
                let year = issued.0.year();
                let passed = point.last_day(context.lexicon, year).is_some_and(|by| by < issued);
                return Some((year + i16::from(passed), Some("issue-date")));
            }
            context.period.map(|p| (p.start.0.year(), Some("plan-period")))
        }
    }
}
