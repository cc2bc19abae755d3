//! Times that words state.

use super::{Context, Found};
use crate::model::{Date, DeadlineKind, Precision};
use crate::note::Note;
use crate::text::Span;

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

/// The deadlines in running words.
#[must_use]
pub fn find(_context: &Context<'_>, _span: Span) -> (Vec<Found<DeadlineReading>>, Vec<Note>) {
    (Vec::new(), Vec::new())
}

/// The deadlines in a cell or after a label.
#[must_use]
pub fn find_cell(_context: &Context<'_>, _span: Span) -> (Vec<Found<DeadlineReading>>, Vec<Note>) {
    (Vec::new(), Vec::new())
}
