//! The days of a stretch of time: 2023年6—9月, 2024年10月至次年3月.

use super::DeadlineReading;
use super::meaning::reading;
use super::year::{Before, resolve};
use crate::model::DeadlineKind;
use crate::recognise::Context;
use crate::recognise::time::{Point, Year};
use crate::text::Span;

/// The period from one point to another; `None` where its year is not known.
pub(super) fn within(
    context: &Context<'_>,
    span: Span,
    from: Point,
    to: Point,
    before: &Before,
) -> Option<DeadlineReading> {
    let own = matches!(to.year, Year::None | Year::Same | Year::Following);
    let back =
        |a: Point, b: Point| a.first_day(2000).zip(b.last_day(context.lexicon, 2000)).is_some_and(|(a, b)| b < a);
    // 10月—次年3月, 2024年11月至3月: into the next year.
    let over = to.year == Year::Following || own && back(from, to);
    let first = if from.year == Year::None && !own { Point { year: to.year, ..from } } else { from };
    let (start, basis) =
        if over || first.year != Year::None { resolve(context, first, before)? } else { resolve(context, to, before)? };
    let (end, _) = if own { (start + i16::from(over), None) } else { resolve(context, to, before)? };
    Some(reading(
        DeadlineKind::Within,
        from.first_day(start),
        to.last_day(context.lexicon, end),
        to.precision(),
        span.of(context.text),
        basis.map(str::to_owned),
    ))
}
