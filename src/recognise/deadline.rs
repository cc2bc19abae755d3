//! Times that words state, and which of them say when something is due.

mod cell;
mod event;
mod list;
mod meaning;
mod place;
mod range;
mod year;

use std::collections::HashSet;

use super::token::{self, Kind, Token};
use super::{Context, Found};
use crate::lexicon::Wordings;
use crate::model::{Date, DeadlineKind, Due, Precision};
use crate::note::Note;
use crate::text::Span;

pub use cell::find_cell;
pub(super) use cell::going_on;
pub(super) use meaning::Meaning;

/// A deadline as read: [`crate::model::Deadline`] without its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadlineReading {
    /// What kind of time it is.
    pub kind: DeadlineKind,
    /// The first day, of a period.
    pub from: Option<Date>,
    /// The last day.
    pub by: Option<Date>,
    /// How finely the words tell it.
    pub precision: Precision,
    /// The words.
    pub text: String,
    /// Where what the words leave out was taken from.
    pub basis: Option<String>,
}

impl DeadlineReading {
    /// When a target that stands under it is due; `None` for times without an end.
    pub(super) fn due(&self) -> Option<Due> {
        self.by.map(|by| Due { by, precision: self.precision })
    }
}

/// The deadlines in running words, each time once.
#[must_use]
pub fn find(context: &Context<'_>, span: Span) -> (Vec<Found<DeadlineReading>>, Vec<Note>) {
    let tokens = token::tokens(context.lexicon, context.text, span);
    let mut notes = Vec::new();
    let meanings = meanings(context, span, &tokens, &[], &mut notes);
    let mut found = distinct(meanings);
    found.extend(going_on(context, span));
    (found, notes)
}

/// The time that a heading gives to a stage of the work, in a bracket that ends it: 集中攻坚（4月—9月）, 部署阶段（3月底前完成）.
#[must_use]
pub fn of_stage(context: &Context<'_>, heading: Span) -> Option<Found<DeadlineReading>> {
    /// Characters of such a bracket.
    const LONGEST: usize = 24;
    let words = heading.of(context.text).trim_end_matches(['。', '：', ':']);
    let inner = words.strip_suffix(['）', ')', '】'])?;
    let open = inner.rfind(['（', '(', '【'])?;
    let within = Span { start: heading.start + open as u32, end: heading.start + inner.len() as u32 };
    if within.of(context.text).chars().count() > LONGEST {
        return None;
    }
    let (found, _) = find(context, heading);
    found.into_iter().find(|found| within.contains(found.span) && found.value.by.is_some())
}

/// The deadlines among the meanings, each time once.
pub(super) fn distinct(meanings: Vec<Meaning>) -> Vec<Found<DeadlineReading>> {
    let mut found = Vec::new();
    if meanings.is_empty() {
        return found;
    }
    let mut seen = HashSet::new();
    for meaning in meanings {
        if let Meaning::Deadline(deadline) = meaning {
            let DeadlineReading { kind, from, by, ref text, .. } = deadline.value;
            // Without a day, only the same words tell the same time.
            if seen.insert((kind, from, by, by.is_none().then(|| text.clone()))) {
                found.push(deadline);
            }
        }
    }
    found
}

/// Whether two readings tell the same time.
#[must_use]
pub fn same(wordings: &Wordings, a: &DeadlineReading, b: &DeadlineReading) -> bool {
    let told = a.by.is_some() || a.text == b.text;
    // 即日起至9月30日 beside 7月1日—9月30日.
    let now = |a: &DeadlineReading| a.kind == DeadlineKind::Within && meaning::is_from_now(wordings, &a.text);
    a.kind == b.kind && (a.from == b.from || now(a) || now(b)) && a.by == b.by && told
}

/// What each token means as a time, in the order of the tokens; `Meaning::None` for all others. `stated` is what the entry says
/// of its time elsewhere.
pub(super) fn meanings(
    context: &Context<'_>,
    span: Span,
    tokens: &[Token<'_>],
    stated: &[Found<DeadlineReading>],
    notes: &mut Vec<Note>,
) -> Vec<Meaning> {
    let mut before = year::Before::of(stated);
    tokens
        .iter()
        .enumerate()
        .map(|(index, token)| match token.kind {
            Kind::Stop => {
                before.stop();
                Meaning::None
            }
            Kind::Time(time) => meaning::of(context, span, tokens, index, time, &mut before, notes),
            _ => Meaning::None,
        })
        .collect()
}
