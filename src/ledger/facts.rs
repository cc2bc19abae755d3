//! The facts of one item: the recognisers run over its words and clauses.

use super::{Frame, Stages};
use crate::item::{Cell, Clause, ClauseForm, Item};
use crate::lexicon::Column;
use crate::model::Certainty;
use crate::note::Note;
use crate::recognise::deadline::{self, DeadlineReading};
use crate::recognise::responsibility::{self, ClauseReading, Duty, PersonName};
use crate::recognise::target::{self, CellWords, FigureReading, TargetReading};
use crate::recognise::{Context, Found, convention};
use crate::text::Span;

/// All facts of one item, each kind in text order.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// Who answers for it.
    pub duties: Vec<Found<Duty>>,
    /// Persons whom it names.
    pub persons: Vec<Found<PersonName>>,
    /// What is to be reached.
    pub targets: Vec<Found<TargetReading>>,
    /// Every other quantity.
    pub figures: Vec<Found<FigureReading>>,
    /// When.
    pub deadlines: Vec<Found<DeadlineReading>>,
    /// What was not understood.
    pub notes: Vec<Note>,
}

/// Reads the facts of an item.
pub(crate) fn facts(stages: Stages<'_>, frame: &Frame, item: &Item) -> Facts {
    let plan = stages.outline.nodes[item.node].plan;
    let context = frame.context(stages, plan);
    let mut facts = Facts::default();
    for clause in &item.clauses {
        read_clause(&context, frame, clause, &mut facts);
    }
    // What a cell or label says holds for all the words.
    let stated = facts.deadlines.clone();
    for span in std::iter::once(item.title).chain(item.text.iter().copied()) {
        let cell = item.cells.iter().find(|cell| cell.span.contains(span));
        let mut read = match cell {
            Some(cell) => target::read_cell(&context, &words_of(cell, item.title), &stated),
            None if span != item.title => target::read_of(&context, span, &stated, Some(item.title)),
            None => target::read(&context, span, &stated),
        };
        if cell.is_some_and(|cell| cell.column == Column::Period) {
            // The last quarter of a year says what the year's target says.
            read.targets.retain(|new| !facts.targets.iter().any(|known| is_again(&known.value, &new.value)));
        }
        facts.notes.extend(read.notes);
        facts.targets.extend(read.targets);
        facts.figures.extend(read.figures);
        for found in read.deadlines {
            // A time that the entry states twice is one deadline.
            if !facts.deadlines.iter().any(|known| deadline::same(&known.value, &found.value)) {
                facts.deadlines.push(found);
            }
        }
    }
    facts.deadlines.sort_by_key(|found| found.span);
    facts
}

/// A cell with what is known of it.
fn words_of(cell: &Cell, title: Span) -> CellWords {
    CellWords {
        words: cell.span,
        head: cell.head,
        unit: cell.unit,
        row: title,
        before: cell.column == Column::Before,
        named: cell.column == Column::Named,
    }
}

/// Whether a target of a row says what another one said.
fn is_again(known: &TargetReading, new: &TargetReading) -> bool {
    let counts = new.quantity.as_ref().is_some_and(|q| q.unit != "%");
    known.quantity == new.quantity
        && known.due.map(|due| due.by) == new.due.map(|due| due.by)
        && (counts || known.object.contains(&new.object) || new.object.contains(&known.object))
}

/// Reads one clause, conventions applied.
fn read_clause(context: &Context<'_>, frame: &Frame, clause: &Clause, facts: &mut Facts) {
    let mut reading = match clause.form {
        ClauseForm::Labelled => responsibility::read(context, clause.inner),
        ClauseForm::Organs(role) => responsibility::read_cell(context, clause.inner, role),
        ClauseForm::Persons(role) => ClauseReading {
            persons: responsibility::read_persons(context, clause.inner, role),
            ..ClauseReading::default()
        },
        ClauseForm::Deadline => {
            let (deadlines, notes) = deadline::find_cell(context, clause.inner);
            facts.deadlines.extend(deadlines);
            facts.notes.extend(notes);
            return;
        }
    };
    convention::apply(&frame.conventions, clause.whole.end, &mut reading);
    for rest in std::mem::take(&mut reading.rest) {
        let (deadlines, notes) = deadline::find_cell(context, rest);
        facts.deadlines.extend(deadlines);
        facts.notes.extend(notes);
    }
    if !clause.own {
        for duty in &mut reading.duties {
            duty.rule = "responsibility/shared";
            duty.certainty = Certainty::Likely;
        }
    }
    facts.duties.append(&mut reading.duties);
    facts.persons.append(&mut reading.persons);
    facts.notes.append(&mut reading.notes);
}
