//! Quantities in words: what is to be reached, and every other stated number.
//!
//! The words of a span become tokens; bracketed words are a run of their own; a run is parted into clauses. In each
//! clause every amount is placed: what stands before it and after it (`placed`) decides whether it is a target, a figure,
//! or part of the name of what is counted (`placing`); `object` finds the noun phrase that it counts.
//!
//! Where a rule goes; the lists (`RULES`) tell the order in which rules are asked, and the first that knows ends its list:
//!
//! | what it tells | its place |
//! |---|---|
//! | what kind of number it is | `placing`, `verdict` |
//! | that it only says which things are counted, or is a way of speaking | `describing`, a list |
//! | that what stands behind it is no noun that it counts | `behind`, a list |
//! | the words before it that belong to it | `counted/lead`; those that are no part of a phrase, `object/region` |
//! | the verb and the noun in them | `object/before`; which verb governs, `object/governing`, a list |
//! | what belongs to the noun before a number, and what does not | `counted/phrase`, steps |
//! | what that noun leaves out | `counted/complete`, a list |
//! | what is counted where there is no noun | `counted/carry`; what was spoken of before, `carried`, a list |
//! | the noun behind a number, its verb, how sure it is | `counted/right` |

mod aside;
mod behind;
mod carried;
mod cell;
mod clause;
mod close;
mod counted;
mod describing;
mod each;
mod emit;
mod figure;
mod modifier;
mod norm;
mod object;
mod placed;
mod placing;
mod rank;
mod reader;
mod spoken;
mod state;
mod turn;
mod verb;
mod view;
mod which;

use super::deadline::{self, DeadlineReading};
use super::token::{self, Kind};
use super::{Context, Found};
use crate::lexicon::Roles;
use crate::model::{Basis, Commitment, Due, FigureKind, Precision, Quantity};
use crate::note::Note;
use crate::text::Span;

pub use cell::{CellWords, read_cell};

/// A target as read: [`crate::model::Target`] without its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetReading {
    /// What is counted.
    pub object: String,
    /// The verb.
    pub action: Option<String>,
    /// How much.
    pub quantity: Option<Quantity>,
    /// What the number measures.
    pub basis: Basis,
    /// How binding it is.
    pub commitment: Commitment,
    /// By when.
    pub due: Option<Due>,
}

/// A figure as read: [`crate::model::Figure`] without its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureReading {
    /// What it is.
    pub kind: FigureKind,
    /// What it counts.
    pub object: Option<String>,
    /// How much.
    pub quantity: Quantity,
}

/// All that the words of a span say of quantities and time.
#[derive(Debug, Default)]
pub struct Reading {
    /// When something is due, each time once.
    pub deadlines: Vec<Found<DeadlineReading>>,
    /// What is to be reached.
    pub targets: Vec<Found<TargetReading>>,
    /// Every other stated quantity.
    pub figures: Vec<Found<FigureReading>>,
    /// What was not understood.
    pub notes: Vec<Note>,
}

impl Reading {
    /// The same of words that ask for nothing, what was or a standard: no number is to be reached but a figure of this kind,
    /// and no time is a deadline.
    #[must_use]
    pub fn as_figures(mut self, kind: FigureKind) -> Self {
        let targets = std::mem::take(&mut self.targets);
        self.figures.extend(targets.into_iter().filter_map(|found| {
            let Found { value, span, certainty, .. } = found;
            let quantity = value.quantity?;
            let value = FigureReading { kind, object: Some(value.object), quantity };
            Some(Found { value, span, rule: "figure/stated", certainty })
        }));
        self.figures.sort_by_key(|found| found.span);
        self.deadlines.clear();
        self
    }
}

/// The deadlines, targets and figures in running words, in one pass; `stated` are the deadlines that hold for all of
/// them (a table's cell).
#[must_use]
pub fn read(context: &Context<'_>, span: Span, stated: &[Found<DeadlineReading>]) -> Reading {
    read_of(context, span, stated, None)
}

/// The same, where `subject` names what the words are about: the title of a row for its other cells.
#[must_use]
pub fn read_of(context: &Context<'_>, span: Span, stated: &[Found<DeadlineReading>], subject: Option<Span>) -> Reading {
    let tokens = token::tokens(context.lexicon, context.text, span);
    let mut notes = Vec::new();
    let timed = tokens.iter().any(|t| matches!(t.kind, Kind::Time(_)));
    let meanings = if timed { deadline::meanings(context, span, &tokens, stated, &mut notes) } else { Vec::new() };
    let (mut targets, mut figures) = (Vec::new(), Vec::new());
    let says = |t: &token::Token<'_>| match t.kind {
        Kind::Amount(_) => true,
        Kind::Phrase(phrase) => phrase.roles.any(Roles::REFERENCE),
        _ => false,
    };
    if tokens.iter().any(says) {
        let period_end = context.period.map(|p| Due { by: p.end, precision: Precision::Year });
        let fallback = stated.iter().filter_map(|d| d.value.due()).next_back().or(period_end);
        let view = view::View::new(context.text, &tokens, context.lexicon);
        let mut reader = reader::Reader::new(view, &meanings, fallback, object::Subject::new(context, subject));
        for run in clause::runs(span, &tokens) {
            reader.run(&run);
        }
        (targets, figures) = reader.finish();
        targets.sort_by_key(|found| found.span);
        figures.sort_by_key(|found| found.span);
    }
    let mut deadlines = deadline::distinct(meanings);
    deadlines.extend(deadline::going_on(context, span));
    Reading { deadlines, targets, figures, notes }
}

/// The targets and figures in running words; see [`read`].
#[must_use]
pub fn find(
    context: &Context<'_>,
    span: Span,
    stated: &[Found<DeadlineReading>],
) -> (Vec<Found<TargetReading>>, Vec<Found<FigureReading>>) {
    let reading = read(context, span, stated);
    (reading.targets, reading.figures)
}
