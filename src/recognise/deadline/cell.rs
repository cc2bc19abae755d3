//! A cell of deadlines (完成时限), or the words after such a label: here bare words are deadlines too.

use super::meaning::{self, Meaning};
use super::year;
use super::{DeadlineReading, meanings};
use crate::model::{Certainty, DeadlineKind, Precision};
use crate::note::Note;
use crate::recognise::time::{self, Edge, Part, Point, Time, Year};
use crate::recognise::token::{self, Kind};
use crate::recognise::{Context, Found};
use crate::text::Span;

/// What says that the work has no end.
const ONGOING: [&str; 12] =
    ["持续推进", "长期坚持", "持续", "长期", "常态化", "常年", "全程", "经常性", "一直坚持", "不断", "适时", "日常"];

/// Words of a cell that are no time and hide none.
const BLANK: [&str; 5] = ["/", "—", "-", "无", "——"];

/// The deadlines in a cell or after a label.
#[must_use]
pub fn find_cell(context: &Context<'_>, span: Span) -> (Vec<Found<DeadlineReading>>, Vec<Note>) {
    let span = span.trim(context.text);
    let words = span.of(context.text);
    let mut notes = Vec::new();
    let mut found = Vec::new();
    if words.is_empty() || BLANK.contains(&words) {
        return (found, notes);
    }
    let tokens = token::tokens(context.lexicon, context.text, span);
    for (token, meaning) in tokens.iter().zip(meanings(context, span, &tokens, &mut notes)) {
        match (token.kind, meaning) {
            (_, Meaning::Deadline(deadline)) => found.push(deadline),
            // In a cell the bare month, quarter or year is its end.
            (Kind::Time(Time::Point(point)), Meaning::None | Meaning::Past) => {
                found.extend(bare(context, token.span, point));
            }
            _ => {}
        }
    }
    if found.is_empty() {
        found.extend(dotted(context, span));
    }
    if found.is_empty()
        && let Some(at) = ONGOING.iter().find_map(|w| words.find(w))
    {
        let value = meaning::reading(DeadlineKind::Ongoing, None, None, Precision::Year, words, None);
        let certainty = if at == 0 { Certainty::Certain } else { Certainty::Likely };
        found.push(Found { value, span, rule: "deadline/ongoing", certainty });
    }
    if found.is_empty() && words.contains("全年") {
        let point = Point { year: Year::This, part: Part::Year, edge: Edge::Bare };
        found.extend(bare(context, span, point));
    }
    if found.is_empty() {
        notes.push(Note::warning(
            "deadline-not-understood",
            span,
            format!("完成时限“{words}”未能识别 (this deadline was not understood)"),
        ));
    }
    (found, notes)
}

fn bare(context: &Context<'_>, span: Span, point: Point) -> Option<Found<DeadlineReading>> {
    let (stated, basis) = year::resolve(context, point, None)?;
    let by = point.last_day(context.lexicon, stated);
    let value = meaning::reading(
        DeadlineKind::By,
        None,
        by,
        point.precision(),
        span.of(context.text),
        basis.map(str::to_owned),
    );
    Some(Found { value, span, rule: "deadline/cell", certainty: Certainty::Certain })
}

/// 2024.6, 2024-06-30, 2024/6/30.
fn dotted(context: &Context<'_>, span: Span) -> Option<Found<DeadlineReading>> {
    let words = span.of(context.text);
    let digits = words.trim_end_matches(['前', '底', '之', '以']);
    let mut parts = digits.split(['.', '-', '/', '．']);
    let year = parts.next().filter(|y| y.len() == 4)?.parse::<i16>().ok()?;
    let number = |part: &str| part.parse::<i8>().ok();
    let part = match (parts.next().map(number), parts.next().map(number), parts.next()) {
        (None, None, None) => Part::Year,
        (Some(Some(month @ 1..=12)), None, None) => Part::Month(month),
        (Some(Some(month @ 1..=12)), Some(Some(day @ 1..=31)), None) => Part::Day(month, day),
        _ => return None,
    };
    if !(1949..=time::LAST_YEAR).contains(&year) {
        return None;
    }
    bare(context, span, Point { year: Year::Stated(year), part, edge: Edge::End })
}
