//! Tables that a dump of a page left with each cell on a line of its own.
//!
//! The head tells how many cells a row has, and the numbers of the rows where each begins. A row whose lines do not fit is
//! left as it is.

use crate::lexicon::{Column, Lexicon};
use crate::read::Document;
use crate::text::{is_blank, marker};

/// A table has so many columns at least.
const LEAST_COLUMNS: usize = 3;

/// And at most.
const MOST_COLUMNS: usize = 12;

/// So many rows at least tell a table from a list.
const LEAST_ROWS: usize = 2;

/// The longest head of a column, in characters.
const LONGEST_HEAD: usize = 12;

/// A row has so many lines more than cells at most.
const MOST_MORE: usize = 12;

/// The longest cell behind the task, in characters.
const LONGEST_CELL: usize = 60;

/// What a line is of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    /// The first cell of a row.
    First,
    /// The next cell.
    Next,
    /// More words of the cell before.
    More,
}

/// The lines that are cells, in order.
pub(super) fn cells(document: &Document, lexicon: &Lexicon) -> Vec<(usize, Cell)> {
    let mut found = Vec::new();
    if document.lines.iter().any(|line| line.place.is_some()) {
        return found;
    }
    let table = Table { document, lexicon };
    let mut at = 0;
    while at < document.lines.len() {
        at = match table.columns(at) {
            Some(columns) => table.rows(at, columns, &mut found),
            None => at + 1,
        };
    }
    found
}

struct Table<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
}

impl Table<'_> {
    fn words(&self, at: usize) -> &str {
        self.document.lines.get(at).map_or("", |line| line.text.of(&self.document.text).trim_matches(is_blank))
    }

    /// The number of a line that is nothing else.
    fn number(&self, at: usize) -> Option<u32> {
        let words = self.words(at);
        words.bytes().all(|b| b.is_ascii_digit()).then(|| words.parse().ok()).flatten()
    }

    /// How many columns the head that begins at a line has: from 序号 to the first row.
    fn columns(&self, at: usize) -> Option<usize> {
        let first = self.words(at);
        if first.len() > 3 * LONGEST_HEAD || !first.ends_with('号') || first.contains('\t') {
            return None;
        }
        let column = |at: usize| self.lexicon.columns().get(self.words(at));
        let head = |words: &str| {
            words.chars().filter(|&c| !is_blank(c)).count() <= LONGEST_HEAD && !words.contains(['\t', '。'])
        };
        let mut lines = (at..self.document.lines.len()).take(MOST_COLUMNS + 1);
        let end = lines.find(|&line| {
            self.number(line) == Some(1) || marker(self.words(line)).is_some() || !head(self.words(line))
        })?;
        let known = (at..end).filter_map(column).count();
        (column(at) == Some(Column::Number) && end - at >= LEAST_COLUMNS && known * 3 >= (end - at) * 2)
            .then_some(end - at)
    }

    /// Takes the rows below a head; returns the line behind the table.
    fn rows(&self, head: usize, columns: usize, found: &mut Vec<(usize, Cell)>) -> usize {
        let known = found.len();
        push(found, head, columns, 0);
        let (mut at, mut next, mut rows) = (head + columns, 1, 0);
        let last = self.document.lines.len();
        while at < last {
            if self.number(at) == Some(next) {
                let lines = self.lines_of(at, next, columns);
                if lines + 1 == columns && self.lacks_last(head + columns - 1, at, lines) {
                    push(found, at, lines, 0);
                    rows += 1;
                }
                if let Some(more) = lines.checked_sub(columns).filter(|&more| more == 0 || self.fits(at, more, columns))
                {
                    push(found, at, lines, more);
                    rows += 1;
                }
                (at, next) = (at + lines, next + 1);
            } else if marker(self.words(at)).is_some()
                || self.words(at).chars().count() <= LONGEST_HEAD && self.number(at + 1) == Some(next)
            {
                // The name of a group.
                at += 1;
            } else {
                break;
            }
        }
        if rows < LEAST_ROWS {
            found.truncate(known);
            return head + columns;
        }
        at
    }

    /// The lines from the number of a row to the next number, the name of a group or what is no cell.
    fn lines_of(&self, at: usize, number: u32, columns: usize) -> usize {
        let end = |line: &usize| {
            let of_group = marker(self.words(*line)).is_some() && *line >= at + columns;
            let named = *line >= at + columns && self.number(line + 1) == Some(number + 1);
            self.number(*line) == Some(number + 1)
                || of_group
                || named && self.words(*line).chars().count() <= LONGEST_HEAD
                || *line >= at + columns && self.is_below(*line)
        };
        let lines = (at + 1..self.document.lines.len()).take(columns + MOST_MORE);
        lines.take_while(|line| !end(line)).count() + 1
    }

    /// Whether a row has all cells but the last: remarks, where a gap before the next row is what is left of them.
    fn lacks_last(&self, last_head: usize, at: usize, lines: usize) -> bool {
        let gap = |line: usize| self.document.lines.get(line).is_some_and(|line| line.gap_before);
        self.lexicon.columns().get(self.words(last_head)) == Some(Column::Remarks)
            && gap(at + lines)
            && !(at + 1..at + lines).any(gap)
    }

    /// Whether a line cannot be a cell: the note below a table, a number of the text, prose.
    fn is_below(&self, at: usize) -> bool {
        const NOTES: [&str; 6] = ["注", "备注", "说明", "附件", "（", "("];
        let words = self.words(at);
        NOTES.iter().any(|note| words.starts_with(note))
            || marker(words).is_some()
            || words.chars().count() > 3 * LONGEST_CELL
    }

    /// Whether the lines that a row has more than cells are those of its second: sentences, and short cells behind them.
    fn fits(&self, at: usize, more: usize, columns: usize) -> bool {
        let sentences = (at + 1..at + 1 + more).all(|line| self.words(line).ends_with(['。', '；', '：']));
        let cells = (at + 2 + more..at + columns + more)
            .all(|line| self.words(line).chars().count() <= LONGEST_CELL && !self.words(line).ends_with('。'));
        sentences && cells
    }
}

/// The cells of a row: `more` lines of it go on with the second.
fn push(found: &mut Vec<(usize, Cell)>, at: usize, lines: usize, more: usize) {
    found.extend((0..lines).map(|line| {
        let cell = match line {
            0 => Cell::First,
            _ if line > 1 && line < 2 + more => Cell::More,
            _ => Cell::Next,
        };
        (at + line, cell)
    }));
}
