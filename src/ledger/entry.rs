//! One entry as published.

use super::Stages;
use super::facts::Facts;
use super::locate::Locate;
use crate::item::{Item, is_closing};
use crate::lexicon::Lexicon;
use crate::model::{Certainty, Deadline, Entry, EntryKind, Figure, Person, Responsibility, Role, Target, ToFill};
use crate::note::Note;
use crate::text::Span;

/// The stretches of an item's words, in lines of their own; a sentence that a clause parts goes on in its line.
fn joined(text: &str, stretches: &[Span]) -> String {
    let mut words = String::new();
    for (at, stretch) in stretches.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| stretches[at]);
        let goes_on = |before: Span| {
            let between = Span { start: before.end, end: stretch.start.max(before.end) };
            before.of(text).ends_with(['，', '、', ',']) && !between.of(text).contains('\n')
        };
        if before.is_some_and(|before| !goes_on(before)) {
            words.push('\n');
        }
        words.push_str(stretch.of(text));
    }
    words
}

/// Publishes an item with its facts.
pub(super) fn entry(stages: Stages<'_>, item: &Item, facts: Facts, id: String, locate: &Locate<'_>) -> Entry {
    let text = &stages.body.text;
    let plan = stages.outline.nodes[item.node].plan;
    Entry {
        id,
        plan: plan.map(|p| format!("p{}", p + 1)),
        kind: item.kind,
        number: item.number.map(|n| n.of(text).to_owned()),
        part: item.part,
        // The number of a group of rows stands in a cell of its own.
        section: item.section.iter().map(|s| s.of(text).replace('\t', " ")).collect(),
        title: item.title_words(text),
        text: joined(text, &item.text),
        responsibilities: facts
            .duties
            .into_iter()
            .map(|found| Responsibility {
                role: found.value.role,
                open_ended: found.value.open_ended,
                mode: found.value.mode,
                organs: found.value.organs,
                quote: found.span.of(text).to_owned(),
                at: locate.at(found.span, found.rule, found.certainty),
            })
            .collect(),
        persons: facts
            .persons
            .into_iter()
            .map(|found| Person {
                role: found.value.role,
                name: found.value.name,
                at: locate.at(found.span, found.rule, found.certainty),
            })
            .collect(),
        targets: facts
            .targets
            .into_iter()
            .map(|found| Target {
                object: found.value.object,
                action: found.value.action,
                quantity: found.value.quantity,
                basis: found.value.basis,
                commitment: found.value.commitment,
                due: found.value.due,
                quote: found.span.of(text).to_owned(),
                at: locate.at(found.span, found.rule, found.certainty),
            })
            .collect(),
        figures: facts
            .figures
            .into_iter()
            .map(|found| Figure {
                kind: found.value.kind,
                object: found.value.object,
                quantity: found.value.quantity,
                quote: found.span.of(text).to_owned(),
                at: locate.at(found.span, found.rule, found.certainty),
            })
            .collect(),
        deadlines: facts
            .deadlines
            .into_iter()
            .map(|found| Deadline {
                kind: found.value.kind,
                from: found.value.from,
                by: found.value.by,
                precision: found.value.precision,
                text: found.value.text,
                basis: found.value.basis,
                at: locate.at(found.span, found.rule, found.certainty),
            })
            .collect(),
        to_fill: ToFill::default(),
        at: locate.at(
            item.whole,
            if item.row {
                "item/row"
            } else if item.number.is_some() {
                "item/number"
            } else {
                "item/clause"
            },
            if item.tentative { Certainty::Likely } else { Certainty::Certain },
        ),
    }
}

/// Says which entries nobody answers for: one by one where most have a clause, once where none has.
pub(super) fn check_leads(entries: &[Entry], items: &[&Item], lexicon: &Lexicon, notes: &mut Vec<Note>) {
    // From when a document holds is nobody's task.
    let owed = |e: &Entry| e.kind != EntryKind::Requirement && !is_closing(&e.title, lexicon);
    let answered = |e: &Entry| {
        e.responsibilities.iter().any(|r| matches!(r.role, Role::Lead | Role::Responsible) && !r.organs.is_empty())
    };
    let all = entries.iter().filter(|e| owed(e)).count();
    let with = entries.iter().filter(|e| owed(e) && answered(e)).count();
    if with * 2 < all || all == 0 {
        if all > 0 {
            let span = items.first().map(|item| item.title).unwrap_or_default();
            notes.push(Note::info(
                "clauses-rare",
                span,
                format!("{all}个条目中仅{with}个写明责任单位 (only {with} of {all} entries name an organ)"),
            ));
        }
        return;
    }
    for (entry, item) in entries.iter().zip(items) {
        if owed(entry) && !answered(entry) {
            notes.push(Note::warning(
                "no-lead",
                item.title,
                "此条未写明牵头或责任单位 (no organ leads or is responsible for this entry)",
            ));
        }
    }
}
