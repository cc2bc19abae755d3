//! Quantities in words: what is to be reached, and every other stated number.
//!
//! The words of a span become tokens; bracketed words are a run of their own; a run is parted into clauses. In each
//! clause every amount is placed: what stands before it and after it decides whether it is a target, a figure, or part
//! of the name of what is counted ([`reader`]); [`object`] finds the noun phrase that it counts.

mod clause;
mod figure;
mod object;
mod reader;

use super::deadline::{self, DeadlineReading};
use super::token::{self, Kind};
use super::{Context, Found};
use crate::model::{Basis, Commitment, Due, FigureKind, Precision, Quantity};
use crate::note::Note;
use crate::text::{Span, numeral};

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

/// The targets and figures in running words; `stated` are the deadlines that hold for all of them (a table's cell).
#[must_use]
pub fn find(
    context: &Context<'_>,
    span: Span,
    stated: &[Found<DeadlineReading>],
) -> (Vec<Found<TargetReading>>, Vec<Found<FigureReading>>, Vec<Note>) {
    if !may_hold_amount(span.of(context.text)) {
        return (Vec::new(), Vec::new(), Vec::new());
    }
    let tokens = token::tokens(context.lexicon, context.text, span);
    if !tokens.iter().any(|t| matches!(t.kind, Kind::Amount(_))) && !object::is_relative(span.of(context.text)) {
        return (Vec::new(), Vec::new(), Vec::new());
    }
    // The notes on times are given with the deadlines.
    let meanings = deadline::meanings(context, span, &tokens, &mut Vec::new());
    let period_end = context.period.map(|p| Due { by: p.end, precision: Precision::Year });
    let fallback = stated.iter().filter_map(|d| d.value.due()).next_back().or(period_end);
    let mut reader = reader::Reader::new(context, &tokens, &meanings, fallback);
    for run in clause::runs(span, &tokens) {
        reader.run(&run);
    }
    let (mut targets, mut figures) = reader.finish();
    targets.sort_by_key(|found| found.span);
    figures.sort_by_key(|found| found.span);
    (targets, figures, Vec::new())
}

/// Whether the words hold a digit or a Han numeral that may count something, or a comparison with an average.
fn may_hold_amount(words: &str) -> bool {
    words.bytes().any(|b| b.is_ascii_digit())
        || words.chars().any(|c| numeral::begins(c) || c == '半' || c == '翻')
        || object::is_relative(words)
}
