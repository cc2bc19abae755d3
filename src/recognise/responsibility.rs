//! What a clause says.

use super::convention::ConventionFound;
use super::{Context, Found};
use crate::model::{Organ, PersonRole, Role};
use crate::note::Note;
use crate::text::Span;

/// A list of organs with one role: [`crate::model::Responsibility`] without its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// The role.
    pub role: Role,
    /// The organs, in order.
    pub organs: Vec<Organ>,
    /// Whether the list ended in 等.
    pub open_ended: bool,
    /// How they share the work.
    pub mode: Option<String>,
}

/// A person as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName {
    /// What the person is to the entry.
    pub role: PersonRole,
    /// The name.
    pub name: String,
}

/// What one clause says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClauseReading {
    /// Who answers.
    pub duties: Vec<Found<Duty>>,
    /// Persons.
    pub persons: Vec<Found<PersonName>>,
    /// Conventions that the clause states.
    pub conventions: Vec<Found<ConventionFound>>,
    /// Words that are none of these.
    pub rest: Vec<Span>,
    /// What was not understood.
    pub notes: Vec<Note>,
}

/// Reads a clause with labels or verbs.
#[must_use]
pub fn read(_context: &Context<'_>, _inner: Span) -> ClauseReading {
    ClauseReading::default()
}

/// Reads a cell of a column of organs.
#[must_use]
pub fn read_cell(_context: &Context<'_>, _cell: Span, _role: Role) -> ClauseReading {
    ClauseReading::default()
}

/// Reads a cell of a column of persons.
#[must_use]
pub fn read_persons(_context: &Context<'_>, _cell: Span, _role: PersonRole) -> Vec<Found<PersonName>> {
    Vec::new()
}
