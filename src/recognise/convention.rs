//! Sentences that set roles for the rest of a document.

use super::responsibility::ClauseReading;
use super::{Context, Found};
use crate::model::{ConventionRule, Organ};
use crate::text::Span;

/// A convention as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConventionFound {
    /// What it rules.
    pub rule: ConventionRule,
    /// The organs that a default executor names.
    pub organs: Vec<Organ>,
}

/// The conventions in a paragraph.
#[must_use]
pub fn find(_context: &Context<'_>, _span: Span) -> Vec<Found<ConventionFound>> {
    Vec::new()
}

/// Applies the conventions in force to what a clause says.
pub fn apply(_active: &[Found<ConventionFound>], _reading: &mut ClauseReading) {}
