//! Tables that go on over a page break.
//!
//! The first row after the break is the rest of the row before it, or a new one in which cells merged with those above
//! stand empty. What goes on is told by the cells that have words on both sides: a line that fills its cell to the side
//! without a stop goes on, a number or a short line does not.

use super::line::Cell;
use super::table::{End, Row, Table, Words, same_columns};
use crate::read::Rect;

/// The end of a table, from which the next page may go on.
#[derive(Debug)]
pub(super) struct Tail {
    pub head: Row,
    pub last: Row,
    pub xs: Vec<f32>,
    /// Whether no grid of lines draws it.
    pub unruled: bool,
    /// How many pages ago the last row began.
    pub ago: i32,
}

/// What became of the first row after a page break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// It was the rest of the tail's last row, which now holds it.
    Rest,
    /// It is a row of its own.
    Own,
    /// It is of another table.
    Other,
}

/// Joins a table to the one that ended on the page before.
pub(super) fn join(tail: &mut Tail, table: &mut Table) -> Joint {
    if !same_columns(&tail.xs, &table.xs) {
        return Joint::Other;
    }
    let first = usize::from(table.rows.first().is_some_and(|row| row.reads_as(&tail.head)));
    let Some(row) = table.rows.get(first) else { return Joint::Own };
    if row.cells.len() != tail.last.cells.len() {
        return Joint::Other;
    }
    if is_rest(&tail.last, row) {
        let row = table.rows.remove(first);
        for (cell, rest) in tail.last.cells.iter_mut().zip(&row.cells) {
            cell.end = if rest.is_empty() { cell.end } else { rest.end };
            cell.words.extend(rest.words.iter().map(|c| Cell { later: c.later + tail.ago, ..*c }));
        }
        for column in (0..row.cells.len()).filter(|&column| row.cells[column].tall) {
            fill(tail, table, first, column, row.cells[column].rect);
        }
        return Joint::Rest;
    }
    fill_in(tail, table, first);
    Joint::Own
}

/// Whether a row is the rest of the one before the page break.
fn is_rest(last: &Row, row: &Row) -> bool {
    let mut goes_on = false;
    let mut merged = false;
    // The break moved what did not fit as a whole: each column has its words on one side, the number on the first.
    let mut moved = true;
    for (above, below) in last.cells.iter().zip(&row.cells) {
        if below.is_empty() {
            merged |= above.tall || below.tall;
        } else if !above.is_empty() {
            moved = false;
            match above.end {
                End::Open => goes_on = true,
                End::Stop => {}
                End::Short => return false,
            }
        }
    }
    // A paragraph may end where the page does: then only the cells that are done show that the row is the same.
    let numbered = || {
        let mut columns = last.cells.iter().zip(&row.cells).filter(|(above, below)| !above.tall && !below.tall);
        columns.next().is_some_and(|(above, below)| !above.is_empty() && below.is_empty())
    };
    goes_on
        || moved && numbered()
        || !merged
            && row.cells.first().is_some_and(Words::is_empty)
            && last.cells.first().is_some_and(|c| !c.is_empty())
}

/// Fills the cells that are merged with those above the page break.
fn fill_in(tail: &Tail, table: &mut Table, first: usize) {
    let (mut leading, mut goes_on) = (true, false);
    for column in 0..tail.last.cells.len() {
        let above = &tail.last.cells[column];
        let cell = &table.rows[first].cells[column];
        leading &= cell.is_empty();
        // An empty cell may be meant to be empty; not so when it or its upper part has several rows, when only cells to its
        // right have words, or when the row goes on with merged cells and no other row leaves the column empty.
        let merged =
            above.tall || cell.tall || leading || goes_on && is_always_filled(&table.rows[first + 1..], column);
        if !cell.is_empty() || above.is_empty() || !merged {
            continue;
        }
        goes_on |= leading;
        let merged = cell.rect;
        fill(tail, table, first, column, merged);
    }
}

/// Whether no row leaves a column empty; fewer rows than these show nothing.
fn is_always_filled(rows: &[Row], column: usize) -> bool {
    const LEAST: usize = 2;
    rows.len() >= LEAST && rows.iter().all(|row| row.cells.get(column).is_some_and(|cell| !cell.is_empty()))
}

/// Puts the words of the tail's cell in the rows that its lower part, `merged`, spans.
fn fill(tail: &Tail, table: &mut Table, first: usize, column: usize, merged: Rect) {
    let above = &tail.last.cells[column];
    let words: Vec<Cell> = above.words.iter().map(|c| Cell { later: c.later - tail.ago, ..*c }).collect();
    let rows = table.rows.iter_mut().skip(first).take_while(|row| row.cells[column].rect == merged);
    for cell in rows.map(|row| &mut row.cells[column]) {
        *cell =
            Words { words: words.clone(), size: above.size, bold: above.bold, end: above.end, ..std::mem::take(cell) };
    }
}
