//! The facts of one item: the recognisers run over its words and clauses.

use super::{Frame, Stages};
use crate::item::{Cell, ClauseForm, Item};
use crate::lexicon::Column;
use crate::model::{Certainty, FigureKind, Period};
use crate::note::Note;
use crate::recognise::deadline::{self, DeadlineReading};
use crate::recognise::responsibility::{self, ClauseReading, Duty, PersonName};
use crate::recognise::target::{self, CellWords, FigureReading, TargetReading};
use crate::recognise::{Context, Found, convention, period};
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
    let context = Context { stage: stage(&context, item), ..context };
    let mut facts = Facts::default();
    read_clauses(&context, frame, item, &mut facts);
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
        facts.persons.extend(responsibility::read_listed_persons(&context, span));
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
    facts.persons.sort_by_key(|found| found.span);
    facts
}

/// A cell with what is known of it.
fn words_of(cell: &Cell, title: Span) -> CellWords {
    CellWords {
        words: cell.span,
        head: cell.head,
        unit: cell.unit,
        row: title,
        figures: match cell.column {
            Column::Before => Some(FigureKind::Baseline),
            Column::Norm => Some(FigureKind::Norm),
            _ => None,
        },
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

/// The years that the heading of the item, or one above it, gives to a stage of the work.
fn stage(context: &Context<'_>, item: &Item) -> Option<Period> {
    let of = |heading: Span| period::of_stage(heading.of(context.text), context.lexicon);
    let above = item.section.iter().rev().map(|heading| period::of_heading(heading.of(context.text), context.lexicon));
    of(item.title).or_else(|| above.flatten().next())
}

/// Reads the clauses, then applies the conventions to all that they say: who leads may stand on a line or in a cell of its
/// own.
fn read_clauses(context: &Context<'_>, frame: &Frame, item: &Item, facts: &mut Facts) {
    let mut reading = ClauseReading::default();
    for clause in &item.clauses {
        let mut said = match clause.form {
            ClauseForm::Labelled => responsibility::read(context, clause.inner),
            ClauseForm::Organs(role) => responsibility::read_cell(context, clause.inner, role),
            ClauseForm::Persons(role) => ClauseReading {
                persons: responsibility::read_persons(context, clause.inner, role),
                ..ClauseReading::default()
            },
            ClauseForm::Deadline => ClauseReading { rest: vec![clause.inner], ..ClauseReading::default() },
        };
        for rest in said.rest.drain(..) {
            let (deadlines, notes) = deadline::find_cell(context, rest);
            facts.deadlines.extend(deadlines);
            facts.notes.extend(notes);
        }
        reading.duties.append(&mut said.duties);
        reading.persons.append(&mut said.persons);
        reading.notes.append(&mut said.notes);
    }
    let spans: Vec<Span> = item.clauses.iter().map(|clause| clause.whole).collect();
    convention::apply(&frame.conventions, &spans, &mut reading);
    // What stands with a heading, or in a cell of several rows.
    let shared = |span: Span| item.clauses.iter().any(|clause| !clause.own && clause.whole.contains(span));
    for duty in reading.duties.iter_mut().filter(|duty| shared(duty.span)) {
        duty.rule = "responsibility/shared";
        duty.certainty = Certainty::Likely;
    }
    reading.persons.iter_mut().filter(|person| shared(person.span)).for_each(|person| {
        person.certainty = Certainty::Likely;
    });
    facts.duties = reading.duties;
    facts.persons = reading.persons;
    facts.notes.append(&mut reading.notes);
}
