//! Tables of quotas that a dump of a page left with each cell on a line of its own: 县（区）|人工造林（万亩）|封山育林（万亩）|某县|2.4|….
//!
//! The heads with units tell how many numbers a row has, and the name before them that one stands before these. The rows are
//! read where all of them are so.

use super::cell::{Cell, LEAST_COLUMNS, LEAST_ROWS, LONGEST_HEAD, MOST_COLUMNS};
use crate::lexicon::{Column, Lexicon};
use crate::read::Document;
use crate::text::numeral::is_figure;
use crate::text::{is_blank, is_han, marker, trim};

/// Puts the cells among those that were found, which are no other table's.
pub(super) fn add(document: &Document, cells: &mut Vec<(usize, Cell)>, lexicon: &Lexicon) {
    let lines = Lines { document, lexicon };
    let known = cells.len();
    let mut at = 0;
    while at < document.lines.len() {
        let is_other = |head: &Head| cells[..known].binary_search_by_key(&head.start, |(line, _)| *line).is_ok();
        let Some(head) = lines.head(at).filter(|head| !is_other(head)) else {
            at += 1;
            continue;
        };
        let before = cells.len();
        at = lines.rows(&head, cells);
        // Then they were scattered, or there are columns that the numbers do not count.
        if lines.is_number(at) || lines.has_more_heads(head.start) {
            cells.truncate(before);
        }
    }
    if cells.len() > known {
        cells.sort_unstable_by_key(|(line, _)| *line);
    }
}

struct Lines<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
}

/// The head of a table.
struct Head {
    start: usize,
    end: usize,
    /// Whether its first column is that of the rows' numbers.
    numbered: bool,
}

impl Head {
    fn columns(&self) -> usize {
        self.end - self.start
    }
}

impl Lines<'_> {
    fn words(&self, at: usize) -> &str {
        self.document.lines.get(at).map_or("", |line| trim(line.text.of(&self.document.text)))
    }

    fn is_number(&self, at: usize) -> bool {
        let words = self.words(at);
        is_figure(words) && words.bytes().any(|b| b.is_ascii_digit())
    }

    /// Whether a line is a short name.
    fn is_name(&self, at: usize) -> bool {
        let words = self.words(at);
        !words.is_empty()
            && words.chars().count() <= LONGEST_HEAD
            && words.chars().all(|c| is_han(c) || is_blank(c) || "（）()、".contains(c))
            && marker(words).is_none()
    }

    /// Whether a name stands right above a head: that of one more column, or one over several.
    fn has_more_heads(&self, start: usize) -> bool {
        start
            .checked_sub(1)
            .is_some_and(|above| self.is_name(above) && !self.lexicon.kinds().ends_title(self.words(above)))
    }

    /// The head whose first unit a line has.
    fn head(&self, at: usize) -> Option<Head> {
        let has_unit =
            |at: usize| self.words(at).ends_with(['）', ')']) && self.lexicon.units().ends_head(self.words(at));
        let name = at.checked_sub(1).filter(|&name| has_unit(at) && self.is_name(name) && !has_unit(name))?;
        let is_serial = |&line: &usize| self.lexicon.columns().get(self.words(line)) == Some(Column::Number);
        let serial = name.checked_sub(1).filter(is_serial);
        let end = (at..self.document.lines.len()).find(|&line| !has_unit(line)).unwrap_or(self.document.lines.len());
        let head = Head { start: serial.unwrap_or(name), end, numbered: serial.is_some() };
        ((LEAST_COLUMNS..=MOST_COLUMNS).contains(&head.columns()) && end > at + 1).then_some(head)
    }

    /// Adds the rows below a head; gives the line behind them.
    fn rows(&self, head: &Head, cells: &mut Vec<(usize, Cell)>) -> usize {
        let known = cells.len();
        let figures = head.columns() - 1 - usize::from(head.numbered);
        cells.extend((head.start..head.end).map(|line| (line, cell(line - head.start))));
        let (mut at, mut rows) = (head.end, 0);
        loop {
            let numbered = head.numbered && self.words(at).bytes().all(|b| b.is_ascii_digit());
            let name = at + usize::from(numbered);
            // 合计 has no number.
            let total = !head.numbered || numbered || self.words(name).ends_with('计');
            let end = name + 1 + figures;
            if !total || !self.is_name(name) || !(name + 1..end).all(|line| self.is_number(line)) {
                break;
            }
            let empty = usize::from(head.numbered && !numbered);
            cells.extend((at..end).map(|line| (line, if line == at { Cell::First(empty) } else { Cell::Next(1) })));
            (at, rows) = (end, rows + 1);
        }
        if rows < LEAST_ROWS {
            cells.truncate(known);
            return head.end;
        }
        at
    }
}

fn cell(column: usize) -> Cell {
    if column == 0 { Cell::First(0) } else { Cell::Next(1) }
}
