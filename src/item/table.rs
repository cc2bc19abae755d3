//! Items from the rows of a task table.

use super::{Clause, ClauseForm, Finder, Item, without_stop};
use crate::lexicon::Column;
use crate::note::Note;
use crate::text::{Span, first_sentence};

/// A head needs so many known columns, so that a row of words is not taken for one.
const KNOWN_COLUMNS: usize = 2;

/// Makes items of the rows under a node.
pub(super) fn rows(finder: &mut Finder<'_>, index: usize, notes: &mut Vec<Note>) {
    let node = &finder.outline.nodes[index];
    let paragraphs: Vec<Span> =
        finder.body.paragraphs[node.body.clone()].iter().filter(|p| p.row).map(|p| p.span).collect();
    if paragraphs.is_empty() {
        return;
    }
    let mut section = finder.section_of(index);
    if !node.words.is_empty() {
        section.push(finder.heading(index));
    }
    let mut head: Option<Vec<Option<Column>>> = None;
    let mut group: Option<Span> = None;
    let first_item = finder.items.len();
    for paragraph in paragraphs {
        let cells = cells(finder.text(), paragraph);
        if let Some(columns) = columns(finder, &cells) {
            for (cell, _) in cells.iter().zip(&columns).filter(|(cell, c)| c.is_none() && !cell.is_empty()) {
                notes.push(Note::warning(
                    "column-unknown",
                    *cell,
                    format!(
                        "表格列“{}”未识别，其内容并入条目正文 (a column of an unknown kind; its words are in the entry's text)",
                        cell.of(finder.text())
                    ),
                ));
            }
            head = Some(columns);
            continue;
        }
        if let Some(name) = group_name(finder.text(), &cells) {
            group = Some(name);
            continue;
        }
        let Some(columns) = &head else {
            notes.push(Note::warning(
                "table-unread",
                paragraph,
                "表格没有可识别的表头，未作为任务读取 (no known table head above this row; it was not read as a task)",
            ));
            continue;
        };
        let item = item(finder, index, paragraph, &cells, columns);
        match item {
            Some(mut item) => {
                item.section.extend(&section);
                item.section.extend(group);
                finder.items.push(item);
            }
            None => notes.push(Note::warning(
                "row-unread",
                paragraph,
                "表格此行没有任务内容，未列为条目 (this row of the table holds no task and is no entry)",
            )),
        }
    }
    number_parts(finder, first_item);
}

/// Rows of one number are its parts.
fn number_parts(finder: &mut Finder<'_>, from: usize) {
    let numbers: Vec<Option<String>> = finder.items[from..]
        .iter()
        .map(|item| item.number.filter(|_| item.row).map(|n| n.of(finder.text()).to_owned()))
        .collect();
    let mut part = 0;
    for i in 0..numbers.len() {
        let same = |j: Option<usize>| j.and_then(|j| numbers.get(j)).is_some_and(|n| n.is_some() && *n == numbers[i]);
        let (before, after) = (same(i.checked_sub(1)), same(Some(i + 1)));
        part = if before { part + 1 } else { 1 };
        if before || after {
            finder.items[from + i].part = Some(part);
        }
    }
}

/// The cells of a row, trimmed.
fn cells(text: &str, row: Span) -> Vec<Span> {
    let mut start = row.start as usize;
    row.of(text)
        .split('\t')
        .map(|cell| {
            let span = Span::new(start, start + cell.len()).trim(text);
            start += cell.len() + 1;
            span
        })
        .collect()
}

/// The columns, when the row is a head.
fn columns(finder: &Finder<'_>, cells: &[Span]) -> Option<Vec<Option<Column>>> {
    let known: Vec<Option<Column>> =
        cells.iter().map(|cell| finder.lexicon.columns().get(cell.of(finder.text()))).collect();
    (known.iter().flatten().count() >= KNOWN_COLUMNS).then_some(known)
}

/// The name of the group that a row announces: its only words, in one cell or in all of them.
fn group_name(text: &str, cells: &[Span]) -> Option<Span> {
    let mut filled = cells.iter().filter(|c| !c.is_empty());
    let first = *filled.next()?;
    (filled.all(|c| c.of(text) == first.of(text)) && first.of(text).chars().any(char::is_alphabetic)).then_some(first)
}

/// The item of a row.
fn item(finder: &Finder<'_>, node: usize, row: Span, cells: &[Span], columns: &[Option<Column>]) -> Option<Item> {
    let text = finder.text();
    let of = |column: Column| {
        let found = cells.iter().zip(columns).filter(move |(_, c)| **c == Some(column));
        found.map(|(cell, _)| *cell).filter(|cell| !cell.is_empty())
    };
    let mut words: Vec<Span> = of(Column::Measures).chain(of(Column::Target)).collect();
    let mut tasks: Vec<Span> = of(Column::Task).collect();
    let title = if tasks.is_empty() {
        let first = *words.first()?;
        let sentence = first_sentence(text, first);
        words[0] = Span { start: sentence.end, end: first.end }.trim(text);
        without_stop(text, sentence)
    } else {
        let first = tasks.remove(0);
        // With a column of measures the task's cell is the title; else its first sentence is.
        let sentence = if words.is_empty() { first_sentence(text, first) } else { first };
        let rest = Span { start: sentence.end, end: first.end }.trim(text);
        words.splice(0..0, std::iter::once(rest).chain(tasks));
        without_stop(text, sentence)
    };
    // The words of a column whose head is not known stay with the entry; the head's note says so.
    words.extend(cells.iter().zip(columns).filter(|(_, c)| c.is_none()).map(|(cell, _)| *cell));
    words.extend(of(Column::Remarks));
    words.retain(|w| !w.is_empty());
    words.sort_unstable();
    let mut clauses = Vec::new();
    for (cell, column) in cells.iter().zip(columns) {
        let form = match column {
            Some(Column::Organs(role)) => ClauseForm::Organs(*role),
            Some(Column::Persons(role)) => ClauseForm::Persons(*role),
            Some(Column::Deadline) => ClauseForm::Deadline,
            _ => continue,
        };
        if !cell.is_empty() {
            clauses.push(Clause { whole: *cell, inner: *cell, form, own: true });
        }
    }
    let (kind, _) = finder.kind_of(node);
    Some(Item {
        node,
        kind,
        number: of(Column::Number).next(),
        part: None,
        section: Vec::new(),
        title,
        text: words,
        clauses,
        whole: row,
        tentative: false,
        row: true,
    })
}
