//! Tables whose cells a dump of a page scattered: the names of the columns stand on lines of their own, among the cells, and no
//! order tells which cell is whose (plain pdftotext). Nothing of such a table is read; it is named.

use super::cell::{Cell, LONGEST_HEAD};
use super::ways::is_task;
use crate::lexicon::{Column, Lexicon};
use crate::read::Document;
use crate::text::{Span, trim};

/// The names of the columns stand among so many lines.
const NEAR: usize = 40;

/// Names of columns at least: one of tasks and one of who answers for them, or by when, among them.
const LEAST: usize = 3;

/// The first lines of the tables of which none is a cell by now; of a table that was read, the columns that were not.
pub(super) fn heads(document: &Document, cells: &[(usize, Cell)], lexicon: &Lexicon) -> Vec<Span> {
    let mut cells = cells.iter().map(|(line, _)| *line).peekable();
    let mut last = None;
    let mut open: Vec<(usize, Column)> = Vec::new();
    let mut found = Vec::new();
    for (at, line) in document.lines.iter().enumerate() {
        if cells.next_if_eq(&at).is_some() {
            last = Some(at);
            continue;
        }
        let words = trim(line.text.of(&document.text));
        if words.len() > 3 * LONGEST_HEAD {
            continue;
        }
        let Some(column) = lexicon.columns().get(words).filter(|column| names(*column)) else { continue };
        // A column of the table above that was left out of its rows.
        if last.is_some_and(|last| at - last <= NEAR) && answers(column) {
            found.push(line.text);
            last = None;
            continue;
        }
        open.retain(|&(head, other)| at - head <= NEAR && other != column);
        open.push((at, column));
        let of = |wanted: &dyn Fn(Column) -> bool| open.iter().any(|(_, column)| wanted(*column));
        let numbered = of(&|column| column == Column::Number);
        let near = open.last().zip(open.first()).is_some_and(|(last, first)| last.0 - first.0 < open.len() * 2);
        if open.len() >= LEAST && of(&is_task) && of(&answers) && (numbered || near) {
            found.push(document.lines[open[0].0].text);
            open.clear();
        }
    }
    found
}

/// Whether a column is one that tells a table of tasks.
fn names(column: Column) -> bool {
    column == Column::Number || is_task(column) || answers(column)
}

fn answers(column: Column) -> bool {
    matches!(column, Column::Organs(_) | Column::Persons(_) | Column::Deadline)
}
