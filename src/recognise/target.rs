//! Quantities in words.

use super::deadline::DeadlineReading;
use super::{Context, Found};
use crate::model::{Basis, Commitment, Due, FigureKind, Quantity};
use crate::note::Note;
use crate::text::Span;

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

/// The targets and figures in running words.
#[must_use]
pub fn find(
    _context: &Context<'_>,
    _span: Span,
    _deadlines: &[Found<DeadlineReading>],
) -> (Vec<Found<TargetReading>>, Vec<Found<FigureReading>>, Vec<Note>) {
    (Vec::new(), Vec::new(), Vec::new())
}
