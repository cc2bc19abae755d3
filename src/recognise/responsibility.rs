//! What a clause says: lists of organs by label (牵头单位：…) or by verb (…牵头，…配合), persons, and the rest.
//!
//! A clause is sentences; a sentence is stretches behind labels; a stretch is pieces parted by commas; a piece is names, and
//! a verb at its end gives a role to all names since the verb before. Names that no verb reaches take the label's role.

mod duty;
mod label;
mod name;
mod own_role;
mod person;
mod prose;

use super::convention::ConventionFound;
use super::{Context, Found, convention};
use crate::lexicon::{Label, pieces};
use crate::model::{Organ, PersonRole, Role};
use crate::note::Note;
use crate::text::{Span, is_han, turn};
use label::LabelAt;

pub use person::read_listed as read_listed_persons;
pub use prose::read as read_prose;

/// A list of organs with one role: [`crate::model::Responsibility`] without its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// The role.
    pub role: Role,
    /// The organs, in order.
    pub organs: Vec<Organ>,
    /// The mark beside each organ, which a legend may explain (★为牵头单位).
    pub marks: Vec<Option<char>>,
    /// Whether the list ended in 等.
    pub open_ended: bool,
    /// How they share the work.
    pub mode: Option<String>,
    /// Whether the words themselves tell the roles apart, so that no convention changes them.
    pub told_apart: bool,
}

/// The code of the note on a mark that no legend explains.
pub(super) const MARK_UNREAD: &str = "mark-unread";

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
pub fn read(context: &Context<'_>, inner: Span) -> ClauseReading {
    let mut reading = ClauseReading { conventions: convention::find(context, inner), ..ClauseReading::default() };
    let text = context.text;
    for sentence in pieces(text, inner, |c| matches!(c, '。' | '\n')) {
        // A sentence that is a convention and nothing else; one in a bracket behind a name is left to the list.
        let mut sentence = sentence;
        if let Some(stated) = reading.conventions.iter().find(|c| c.span.overlaps(sentence)) {
            if stated.span.start <= sentence.start {
                continue;
            }
            // 责任单位：A、B，列第一位者为牵头单位，下同: the list is read, the convention is told.
            let bracket = sentence
                .of(text)
                .find(stated.span.of(text))
                .is_some_and(|at| sentence.of(text)[..at].ends_with(['（', '(', '〔', '[']));
            if !bracket {
                sentence.end = stated.span.start;
                sentence = sentence.trim(text);
            }
        }
        let labels = label::find(context, sentence);
        let first = labels.first().map_or(sentence.end, |l| l.start);
        let before = Span { start: sentence.start, end: first }.trim(text);
        let before_words = before.of(text).trim_end_matches(ENDS);
        if before_words.chars().any(is_han) && !context.lexicon.roles().of_indicators.contains(&before_words) {
            duty::read(context, before, None, &mut reading);
        }
        for (i, label) in labels.iter().enumerate() {
            let end = labels.get(i + 1).map_or(sentence.end, |next| next.start);
            labelled(context, label, Span { start: label.content, end }, &mut reading);
        }
    }
    let silent = reading.duties.is_empty() && reading.persons.is_empty() && reading.rest.is_empty();
    if silent && reading.conventions.is_empty() && reading.notes.is_empty() {
        reading.notes.push(empty(inner));
    }
    reading
}

/// Reads a cell of a column of organs.
#[must_use]
pub fn read_cell(context: &Context<'_>, cell: Span, role: Role) -> ClauseReading {
    // A cell may hold labels of its own, and then says its roles itself.
    if !label::find(context, cell).is_empty() {
        return read(context, cell);
    }
    let mut reading = ClauseReading::default();
    let frame = duty::Frame { role, start: cell.start, rule: "responsibility/cell" };
    duty::read(context, cell, Some(frame), &mut reading);
    reading
}

/// What parts stretches behind labels.
const ENDS: [char; 10] = ['；', '，', ';', ',', '、', ' ', '。', '\u{3000}', '（', '('];

/// What stands behind a label.
fn labelled(context: &Context<'_>, label: &LabelAt, content: Span, reading: &mut ClauseReading) {
    let text = context.text;
    let plain = content.of(text).trim_end_matches(ENDS);
    // 市发改委；2.配合单位：…: the number belongs to the next label.
    let number = plain.trim_end_matches(['.', '．', '、']).trim_end_matches(|c: char| c.is_ascii_digit());
    let plain = if number.ends_with(ENDS) { number.trim_end_matches(ENDS) } else { plain };
    // 牵头单位：县住建局（配合单位：县财政局）: the bracket that closes was opened before the label.
    let closed = plain.chars().map(turn).sum::<i32>() < 0;
    let plain = if closed { plain.trim_end_matches(['）', ')', '】', '］', ']']) } else { plain };
    let content = Span::new(content.start as usize, content.start as usize + plain.len()).trim(text);
    match label.label {
        Some(Label::Organs(role)) => {
            let frame = duty::Frame { role, start: label.start, rule: "responsibility/label" };
            duty::read(context, content, Some(frame), reading);
        }
        Some(Label::Persons(role)) => {
            // 责任领导：张三，6月底前完成: the time is for the deadlines.
            let (times, names): (Vec<Span>, Vec<Span>) =
                pieces(text, content, |c| matches!(c, '，' | '；' | ',' | ';'))
                    .partition(|piece| context.lexicon.roles().tells_time(piece.of(text)));
            reading.rest.extend(times);
            let persons: Vec<_> = names.into_iter().flat_map(|names| person::read(context, names, role)).collect();
            if persons.is_empty() {
                let whole = Span { start: label.start, end: content.end.max(label.content) };
                reading.notes.push(no_person(whole));
            }
            reading.persons.extend(persons);
        }
        Some(Label::Deadline) => reading.rest.push(content),
        Some(Label::Other) => {}
        None => {
            if context.lexicon.roles().tells_time(content.of(text)) {
                reading.rest.push(content);
            } else if !content.is_empty() {
                let whole = Span { start: label.start, end: content.end };
                let message = "责任条款中此处未归入任何字段 (this part of the clause went into no field)";
                reading.notes.push(Note::info("clause-part-unread", whole, message));
            }
        }
    }
}

/// Reads a cell of a column of persons, or a line of them below their label.
#[must_use]
pub fn read_persons(context: &Context<'_>, cell: Span, role: PersonRole) -> ClauseReading {
    let persons = person::read(context, cell, role);
    let unread = persons.is_empty() && cell.of(context.text).chars().any(is_han);
    ClauseReading { persons, notes: unread.then(|| no_person(cell)).into_iter().collect(), ..ClauseReading::default() }
}

fn no_person(span: Span) -> Note {
    Note::info("no-person", span, "此处未写明姓名 (no name of a person stands here)")
}

fn empty(span: Span) -> Note {
    Note::warning("empty-clause", span, "责任条款未写明单位 (the clause names no organ)")
}
