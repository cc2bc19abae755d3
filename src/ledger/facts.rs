//! The facts of one item: the recognisers run over its words and clauses.

use super::{Frame, Stages};
use crate::item::{Cell, ClauseForm, Item};
use crate::lexicon::Column;
use crate::model::{Certainty, EntryKind, FigureKind, Period};
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
    let period = context.period.or_else(|| year_of_goals(&context, item));
    let context = Context { stage: stage(&context, item), period, ..context };
    let mut facts = Facts::default();
    let times = read_clauses(&context, frame, item, &mut facts);
    // What a cell or label says holds for all the words; else what the heading of their stage does.
    let mut stated = facts.deadlines.clone();
    if stated.is_empty() && !item.row {
        let headings = std::iter::once(item.title).chain(item.section.iter().rev().copied());
        stated.extend(headings.filter_map(|heading| deadline::of_stage(&context, heading)).next());
    }
    let remedy = remedy_at(&context, item);
    let mut cells_read: Vec<Span> = Vec::new();
    for span in item.words().flat_map(|span| parted(span, remedy)).filter(|span| !span.is_empty()) {
        let cell = item.cells.iter().find(|cell| cell.span.contains(span));
        if let Some(cell) = cell {
            // A cell is read as a whole: the sentence that names the row and what follows are both of it.
            if cells_read.contains(&cell.span) {
                continue;
            }
            cells_read.push(cell.span);
        }
        let mut read = match cell {
            Some(cell) => target::read_cell(&context, &words_of(cell, item.title), &stated),
            None if span != item.title => target::read_of(&context, span, &stated, Some(item.title)),
            None => target::read(&context, span, &stated),
        };
        if remedy.is_some_and(|at| span.end <= at) {
            read = read.as_figures(FigureKind::Baseline);
        }
        if cell.is_some() {
            name_by_row(context.text, item.title, &facts.targets, &mut read.targets);
        }
        if cell.is_some_and(|cell| cell.column == Column::Period) {
            // The last quarter of a year says what the year's target says.
            read.targets.retain(|new| !facts.targets.iter().any(|known| is_again(&known.value, &new.value)));
        }
        facts.persons.extend(responsibility::read_listed_persons(&context, span));
        add(&mut facts.notes, read.notes);
        add(&mut facts.targets, read.targets);
        add(&mut facts.figures, read.figures);
        add_new(&context, &mut facts.deadlines, read.deadlines);
    }
    read_steps(&context, item, &times, &mut facts);
    facts.deadlines.sort_by_key(|found| found.span);
    facts.persons.sort_by_key(|found| found.span);
    facts
}

/// Adds what was found to what was found before: most items have but one stretch of words that holds facts of a kind.
fn add<T>(facts: &mut Vec<T>, mut more: Vec<T>) {
    if facts.is_empty() {
        *facts = more;
    } else {
        facts.append(&mut more);
    }
}

/// Adds deadlines to those of the entry: a time that it states twice is one deadline.
fn add_new(context: &Context<'_>, known: &mut Vec<Found<DeadlineReading>>, new: Vec<Found<DeadlineReading>>) {
    for found in new {
        if !known.iter().any(|known| deadline::same(context.lexicon.wordings(), &known.value, &found.value)) {
            known.push(found);
        }
    }
}

/// Where an item that opens with a fault says what is done about it: 7个单位拖欠账款。整改措施：….
fn remedy_at(context: &Context<'_>, item: &Item) -> Option<u32> {
    let (text, remedies) = (context.text, &context.lexicon.nouns().remedies);
    if item.row {
        return None;
    }
    item.text.iter().find_map(|span| {
        let words = span.of(text);
        if !words.contains("：") && !words.contains(":") {
            return None;
        }
        words.match_indices(['：', ':']).find_map(|(colon, _)| {
            let label = remedies.at_end(&words[..colon])?;
            let at = colon - label.len();
            let opens = words[..at].trim_end().is_empty() || words[..at].trim_end().ends_with(['。', '；']);
            opens.then_some(span.start + at as u32)
        })
    })
}

/// A span as one part, or as two where `at` lies within it.
fn parted(span: Span, at: Option<u32>) -> [Span; 2] {
    let cut = at.filter(|&at| span.start < at && at < span.end).unwrap_or(span.end);
    [Span { end: cut, ..span }, Span { start: cut, ..span }]
}

/// Names what the numbers of a quarter count by the one target of the row that is given in their unit, where nothing but
/// the row's title did: 建成会诊点12个 | 建成2个.
fn name_by_row(text: &str, title: Span, known: &[Found<TargetReading>], new: &mut [Found<TargetReading>]) {
    let unit = |target: &TargetReading| target.quantity.as_ref().map(|q| q.unit.clone());
    for found in new.iter_mut().filter(|found| found.rule == "target/object-carried") {
        if !title.of(text).contains(found.value.object.as_str()) {
            continue;
        }
        let mut alike = known.iter().filter(|known| unit(&known.value) == unit(&found.value)).map(|k| &k.value.object);
        if let Some(object) = alike.next().filter(|object| alike.all(|other| other == *object)) {
            found.value.object.clone_from(object);
        }
    }
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

/// The year that the label of goals names, where their plan names none: 2017年主要预期目标是：….
fn year_of_goals(context: &Context<'_>, item: &Item) -> Option<Period> {
    let goal = item.number.is_none() && !item.row && item.kind == EntryKind::Goal;
    goal.then(|| period::of_heading(item.title.of(context.text), context.lexicon)).flatten()
}

/// Reads what is to be reached by the steps that a cell or a label of times tells: 3月底前路基完成90%；9月底前路面完成95%.
fn read_steps(context: &Context<'_>, item: &Item, times: &[Span], facts: &mut Facts) {
    for &span in times {
        let mut steps = target::read_of(context, span, &[], Some(item.title));
        name_by_row(context.text, item.title, &facts.targets, &mut steps.targets);
        add(&mut facts.targets, steps.targets);
        // 每季度一次: how often is told by the deadline.
        steps.figures.retain(|figure| figure.value.kind != FigureKind::Norm);
        add(&mut facts.figures, steps.figures);
    }
    facts.targets.sort_by_key(|found| found.span);
    facts.figures.sort_by_key(|found| found.span);
}

/// Reads the clauses, then applies the conventions to all that they say: who leads may stand on a line or in a cell of its
/// own. Returns the words that tell times.
fn read_clauses(context: &Context<'_>, frame: &Frame, item: &Item, facts: &mut Facts) -> Vec<Span> {
    let (mut reading, mut times) = (ClauseReading::default(), Vec::new());
    for clause in &item.clauses {
        let mut said = match clause.form {
            ClauseForm::Labelled => responsibility::read(context, clause.inner),
            ClauseForm::Organs(role) => responsibility::read_cell(context, clause.inner, role),
            ClauseForm::Persons(role) => responsibility::read_persons(context, clause.inner, role),
            ClauseForm::Deadline => ClauseReading { rest: vec![clause.inner], ..ClauseReading::default() },
        };
        for rest in said.rest.drain(..) {
            let (deadlines, notes) = deadline::find_cell(context, rest);
            // 12月中旬 | 2025年12月20日前: of two cells that tell one time, the one that prints its year stays.
            let fuller = |known: &Found<DeadlineReading>, new: &Found<DeadlineReading>| {
                known.value.basis.is_some()
                    && new.value.basis.is_none()
                    && deadline::same(context.lexicon.wordings(), &known.value, &new.value)
            };
            facts.deadlines.retain(|known| !deadlines.iter().any(|new| fuller(known, new)));
            add_new(context, &mut facts.deadlines, deadlines);
            times.push(rest);
            facts.notes.extend(notes);
        }
        reading.duties.append(&mut said.duties);
        reading.persons.append(&mut said.persons);
        reading.notes.append(&mut said.notes);
    }
    if frame.prose && reading.duties.is_empty() && !item.row {
        reading.duties.extend(item.words().flat_map(|span| responsibility::read_prose(context, span)));
    }
    let spans: Vec<Span> = item.clauses.iter().map(|clause| clause.whole).collect();
    convention::apply(&frame.rules, &spans, &mut reading);
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
    times
}
