//! Tables that a dump of a page left with each cell on a line of its own.
//!
//! The head tells how many cells a row has, and the numbers of the rows where each begins. A row whose lines do not fit is
//! left as it is.

use super::rows::is_person;
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
    /// The first cell of a row that has words, behind so many empty ones.
    First(usize),
    /// The next cell that has words, so many cells on.
    Next(usize),
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

/// What a short cell holds, by its column or its words.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Organs,
    Persons,
    Time,
}

impl Kind {
    fn of(column: Column) -> Option<Self> {
        match column {
            Column::Organs(_) => Some(Self::Organs),
            Column::Persons(_) => Some(Self::Persons),
            Column::Deadline => Some(Self::Time),
            _ => None,
        }
    }

    fn of_words(words: &str, lexicon: &Lexicon) -> Option<Self> {
        const TIMES: [&str; 8] = ["年", "月", "季度", "日", "天", "持续", "长期", "常态"];
        let names = || words.split(['、', '，', ',']);
        if words.chars().count() > LONGEST_CELL || words.ends_with('。') {
            return None;
        }
        if names().all(|name| lexicon.names().is_whole(name)) {
            Some(Self::Organs)
        } else if names().all(|name| is_person(name, lexicon)) {
            Some(Self::Persons)
        } else {
            TIMES.iter().any(|time| words.contains(time)).then_some(Self::Time)
        }
    }
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
        let fields: Vec<_> = (head..head + columns).map(|line| self.lexicon.columns().get(self.words(line))).collect();
        let (mut at, mut next, mut rows) = (head + columns, 1, 0);
        let last = self.document.lines.len();
        while at < last {
            if self.number(at) == Some(next) {
                let (mut lines, row) = (self.lines_of(at, next, columns), found.len());
                if let Some(cells) = self.by_kind(at, next, &fields) {
                    lines = cells.len();
                    found.extend(cells.into_iter().enumerate().map(|(line, cell)| (at + line, cell)));
                } else if let Some(more) = lines.checked_sub(columns)
                    && (more == 0 || self.fits(at, more, columns))
                {
                    push(found, at, lines, more);
                } else if lines + 1 == columns && self.lacks_last(head + columns - 1, at, lines) {
                    push(found, at, lines, 0);
                }
                rows += usize::from(found.len() > row);
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

    /// The cells of a row that has more or fewer lines than columns, by what each line says: names one below the other are one
    /// cell, and a cell of whose kind no line is has nothing in it. A sentence behind a whole row begins another that shares
    /// its number.
    fn by_kind(&self, at: usize, number: u32, fields: &[Option<Column>]) -> Option<Vec<Cell>> {
        let kinds: Vec<Kind> = fields.get(2..)?.iter().map(|field| field.and_then(Kind::of)).collect::<Option<_>>()?;
        let told = (1..kinds.len()).all(|i| !kinds[..i].contains(&kinds[i]));
        let lines = (1..fields.len() + MOST_MORE).find(|line| self.number(at + line) == Some(number + 1));
        if !told || !matches!(fields[1], None | Some(Column::Task | Column::Measures)) || lines == Some(fields.len()) {
            return None;
        }
        let mut cells = vec![Cell::First(0), Cell::Next(1)];
        let mut column = 1;
        for line in 2..lines.unwrap_or(fields.len() + MOST_MORE) {
            let words = self.words(at + line);
            let kind = Kind::of_words(words, self.lexicon);
            let place = kinds.iter().position(|of| Some(*of) == kind).map(|place| place + 2);
            let whole = column + 1 == fields.len();
            cells.push(match place {
                Some(place) if place > column => Cell::Next(place - std::mem::replace(&mut column, place)),
                Some(place) if place == column && kind != Some(Kind::Time) => Cell::More,
                // What stands below the last row is none of it.
                _ if whole && lines.is_none() => break,
                None if whole && words.ends_with('。') => {
                    column = 1;
                    Cell::First(1)
                }
                _ => return None,
            });
        }
        (column + 1 == fields.len()).then_some(cells)
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
            0 => Cell::First(0),
            _ if line > 1 && line < 2 + more => Cell::More,
            _ => Cell::Next(1),
        };
        (at + line, cell)
    }));
}
