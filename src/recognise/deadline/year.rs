//! The year that words leave out.

use super::DeadlineReading;
use crate::model::Date;
use crate::note::Note;
use crate::recognise::time::{Edge, Part, Point, Year};
use crate::recognise::{Context, Found};
use crate::text::Span;

/// What the words before a time have said of years.
#[derive(Debug, Default)]
pub(super) struct Before {
    /// The last year that the sentence printed.
    sentence: Option<i16>,
    /// The last day of a month, quarter or half that the paragraph printed with its year.
    day: Option<Date>,
    /// The last period of months or days that the paragraph printed.
    period: Option<(Date, Date)>,
    /// The year of what the entry says elsewhere of its time.
    entry: Option<i16>,
}

impl Before {
    /// At the beginning of words whose entry states times of its own.
    pub(super) fn of(stated: &[Found<DeadlineReading>]) -> Self {
        let entry = stated.iter().find_map(|found| found.value.by).map(|by| by.0.year());
        Self { entry, ..Self::default() }
    }

    /// A sentence is over.
    pub(super) fn stop(&mut self) {
        self.sentence = None;
    }

    /// A period of the words: 2026年1月至6月.
    pub(super) fn within(&mut self, from: Option<Date>, by: Option<Date>) {
        self.period = from.zip(by);
    }

    /// A time of the words; 到2025年 is where all leads to, not the year that is spoken of.
    pub(super) fn tell(&mut self, point: Point, far: bool, by: Option<Date>) {
        let Year::Stated(year) = point.year else { return };
        if point.part == Part::Year {
            self.sentence = if far { self.sentence } else { Some(year) };
        } else {
            self.sentence = Some(year);
            self.day = by.or(self.day);
        }
    }
}

/// Whether a printed year lies before the plan and its issue.
pub(super) fn is_past(context: &Context<'_>, point: Point) -> bool {
    let Year::Stated(year) = point.year else { return point.year == Year::Last };
    let year = year - i16::from(point.edge == Edge::Before && point.part == Part::Year);
    let plan = context.period.map(|p| p.start.0.year());
    let issue = context.issued_on.map(|d| d.0.year());
    match (plan, issue) {
        (Some(a), Some(b)) => year < a.min(b),
        (a, b) => a.or(b).is_some_and(|first| year < first),
    }
}

/// Whether the plan covers more than one year.
pub(super) fn has_several(context: &Context<'_>) -> bool {
    context.period.is_some_and(|p| p.start.0.year() < p.end.0.year())
}

/// Says that the year of a time is not known.
pub(super) fn unknown(span: Span, words: &str) -> Note {
    let message = format!("“{words}”缺年份，文中未能确定 (the year of this date is not known)");
    Note::warning("year-unknown", span, message)
}

/// The year in which a point lies between two days; `None` where that is none or several.
fn year_within(context: &Context<'_>, point: Point, (start, end): (Date, Date)) -> Option<i16> {
    let within = |year: &i16| point.last_day(context.lexicon, *year).is_some_and(|day| start <= day && day <= end);
    let mut years = (start.0.year()..=end.0.year()).filter(within);
    years.next().filter(|_| years.next().is_none())
}

/// The year of a point and where it was taken from: as printed, the sentence's, the heading's, the plan's, that of issue.
pub(super) fn resolve(context: &Context<'_>, point: Point, before: &Before) -> Option<(i16, Option<&'static str>)> {
    let issue = context.issued_on.map(|d| d.0.year());
    let plan = context.period.filter(|_| !has_several(context)).map(|p| p.start.0.year());
    let titled = plan.map(|year| (year, Some("plan-title")));
    let issued = issue.map(|year| (year, Some("issue-date")));
    let said = before.sentence.map(|year| (year, Some("sentence")));
    let next = |(year, basis): (i16, Option<&'static str>)| (year + 1, basis);
    match point.year {
        Year::Stated(year) => Some((year, None)),
        Year::Next => issued.or(titled).map(next),
        Year::Last => issue.map(|year| (year - 1, Some("issue-date"))),
        Year::This => titled.or(issued).or(before.entry.map(|year| (year, Some("entry")))),
        Year::Same => said.or(titled),
        Year::Following => said.or(titled).map(next),
        Year::None => {
            // The plan's own year is not the sentence's to tell.
            if let Some(said) = said.filter(|said| plan != Some(said.0)) {
                return Some(said);
            }
            let printed = before.period.and_then(|period| year_within(context, point, period));
            if let Some(year) = printed.filter(|year| plan != Some(*year)) {
                return Some((year, Some("sentence")));
            }
            let stage = context.stage.map(|stage| (stage.start, stage.end));
            if let Some(year) = stage.and_then(|stage| year_within(context, point, stage)) {
                return Some((year, Some("heading")));
            }
            // 2025年3月底前完成摸底。6月底前开工: the next sentence goes on from there.
            if let Some(day) = before.day.filter(|day| point.part != Part::Year && plan != Some(day.0.year()))
                && point.last_day(context.lexicon, day.0.year()).is_some_and(|by| by >= day)
            {
                return Some((day.0.year(), Some("sentence")));
            }
            if titled.is_some() {
                return titled;
            }
            if let Some(issued) = context.issued_on {
                let year = issued.0.year();
                let passed = point.last_day(context.lexicon, year).is_some_and(|by| by < issued);
                return Some((year + i16::from(passed), Some("issue-date")));
            }
            // （2019年7月10日更新）: what lies before that may be of the next year, too.
            if let Some(dated) = context.dated
                && let year = dated.0.year()
                && point.last_day(context.lexicon, year).is_some_and(|by| by >= dated)
            {
                return Some((year, Some("document-date")));
            }
            let planned = context.period.map(|p| (p.start.0.year(), Some("plan-period")));
            planned.or(before.entry.map(|year| (year, Some("entry"))))
        }
    }
}
