//! Tables that a dump of a page left with each cell on a line of its own, a stroke behind it: 序号 ||工作任务 ||1 |.
//!
//! The numbers of the rows tell where each begins. Only a table of which every cell finds its place is put together.

use crate::text::{is_blank, trim};

/// Columns of a table at least.
const LEAST_COLUMNS: usize = 3;

/// Columns before the one of numbers at most: they name groups of rows.
const MOST_BEFORE: usize = 2;

/// The longest head of a column, in characters.
const LONGEST_HEAD: usize = 12;

/// Lines of one cell at most.
const MOST_LINES: usize = 24;

/// The lines that may be of one table, as they come.
#[derive(Default)]
pub(super) struct Block<'t> {
    /// Every line, blank ones left out, and whether a gap stands before it.
    lines: Vec<(&'t str, bool)>,
    /// The cells so far.
    cells: Vec<String>,
    /// How many of the lines those take up.
    used: usize,
    /// The table above, whose head may be repeated.
    above: Option<Above>,
}

/// A table that ended at another head.
struct Above {
    head: Vec<String>,
    /// The number of the row that would come next.
    next: usize,
}

impl<'t> Block<'t> {
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Takes a line, where it ends a cell, or may be of one that a later line ends, the next where that is a stroke alone;
    /// whether it did.
    pub(super) fn take(&mut self, line: &'t str, gap: bool, closes_below: bool) -> bool {
        let words = trim(line);
        let cell = words.trim_end_matches('|');
        let strokes = words.len() - cell.len();
        let ends = strokes > 0 && (strokes == 1 || cell.is_empty());
        let held = self.lines.len() - self.used;
        // The head of another table stands for itself, and so do the words above it.
        let heads = (ends || closes_below) && is_number_head(cell) && self.cells.len() > MOST_BEFORE;
        let fits = match ends {
            true => !heads,
            false if closes_below => strokes == 0 && !heads && held < MOST_LINES,
            false => strokes == 0 && self.cells.len() >= LEAST_COLUMNS && held < MOST_LINES,
        };
        if !fits || cell.contains(['|', '\t']) {
            return false;
        }
        self.lines.push((line, gap));
        if ends {
            let before = self.lines[self.used..self.lines.len() - 1].iter().map(|(line, _)| trim(line));
            let last = Some(cell.trim_end_matches(is_blank)).filter(|words| !words.is_empty());
            let words: Vec<&str> = before.chain(last).collect();
            // The blank goes where it parts no names.
            self.cells.push(words.join(" "));
            self.cells.extend(std::iter::repeat_n(String::new(), strokes - 1));
            self.used = self.lines.len();
        }
        true
    }

    /// The rows that the lines make, if they make a table, and the lines that are none of it. What follows may go on with it
    /// below a head of its own.
    pub(super) fn finish(&mut self) -> (Vec<String>, Vec<(&'t str, bool)>) {
        let block = std::mem::take(self);
        let again = block.above.as_ref().and_then(|above| more_rows(&block.cells, above));
        match again.or_else(|| rows(&block.cells)) {
            Some(table) => {
                let head = block.cells[..table.columns].to_vec();
                self.above = Some(Above { head, next: table.next });
                (table.rows, block.lines[block.used..].to_vec())
            }
            None => (Vec::new(), block.lines),
        }
    }
}

fn is_number_head(cell: &str) -> bool {
    let mut words = cell.chars().filter(|&c| !is_blank(c));
    matches!(words.next(), Some('序' | '编')) && words.eq(['号'])
}

/// Whether a cell is a number, and that alone.
fn is_number(cell: &str, number: usize) -> bool {
    cell.bytes().all(|b| b.is_ascii_digit()) && cell.parse() == Ok(number)
}

/// A table that was put together.
struct Table {
    /// Its rows, their cells parted by tabs.
    rows: Vec<String>,
    columns: usize,
    /// The number of the row that would come next.
    next: usize,
}

fn rows(cells: &[String]) -> Option<Table> {
    let Some(before) = cells.iter().take(MOST_BEFORE + 1).position(|cell| is_number_head(cell)) else {
        return (0..=MOST_BEFORE).find_map(|before| rows_without_head(cells, before));
    };
    // An extract of a table begins with any number.
    let other = || cells.iter().find_map(|cell| cell.parse().ok().filter(|&n| n > 1 && is_number(cell, n)));
    rows_from(cells, before, 1).or_else(|| rows_from(cells, before, other()?))
}

/// The rows of a table whose head has no cell for their numbers, which stand behind so many others: one that spans both
/// (工作任务 over 公开 | 1) is one cell of it.
fn rows_without_head(cells: &[String], before: usize) -> Option<Table> {
    /// So many rows at least show that the numbers are theirs.
    const ROWS: usize = 3;
    let head = cells.iter().position(|cell| is_number(cell, 1))?.checked_sub(before)?;
    let columns = head + 1;
    let heads = &cells[..head];
    if columns < LEAST_COLUMNS || heads.iter().any(|cell| cell.is_empty() || cell.chars().count() > LONGEST_HEAD) {
        return None;
    }
    let (mut rows, next) = numbered(&cells[head..], columns, before, 1)?;
    let mut first: Vec<&str> = heads.iter().map(String::as_str).collect();
    first.insert(before, "");
    rows.insert(0, first.join("\t"));
    (next > ROWS).then_some(Table { rows, columns, next })
}

/// The rows of a table whose first has this number.
fn rows_from(cells: &[String], before: usize, number: usize) -> Option<Table> {
    let first = cells.iter().position(|cell| is_number(cell, number))?;
    let head = first.checked_sub(before)?;
    // A head of one row has the cells of every other; one of two rows leaves that to the rows.
    let second = cells.iter().skip(first).position(|cell| is_number(cell, number + 1))?;
    let narrow = |columns: &usize| (LEAST_COLUMNS..=head).contains(columns);
    let widths = [head, before + second, second].into_iter().filter(narrow);
    widths.into_iter().find_map(|columns| {
        // Names of groups may stand between the head and the first number.
        let ends = std::iter::successors(Some(head), |end| {
            let start = end.checked_sub(columns)?;
            (start >= columns && is_group(&cells[start..*end])).then_some(start)
        });
        let (head, heads) = ends.into_iter().find_map(|end| Some((end, heads(&cells[..end], columns)?)))?;
        let (rows, next) = numbered(&cells[head..], columns, before, number)?;
        // So many rows at least tell a table from a list.
        let rows = heads.into_iter().chain(rows).collect();
        (next > number + 1).then_some(Table { rows, columns, next })
    })
}

/// The rows below a head that repeats the one above, if they go on with its numbers.
fn more_rows(cells: &[String], above: &Above) -> Option<Table> {
    let columns = above.head.len();
    let below = cells.strip_prefix(above.head.as_slice())?;
    let before = above.head.iter().position(|cell| is_number_head(cell))?;
    let (mut rows, next) = numbered(below, columns, before, above.next)?;
    rows.insert(0, above.head.join("\t"));
    (next > above.next).then_some(Table { rows, columns, next })
}

/// Whether the cells of a row name the group of those below it, or sum up those above, and do nothing else: 一 | 民生.
fn is_group(row: &[String]) -> bool {
    let mut filled = row.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
    let Some((_, first)) = filled.next() else { return false };
    let names = |cell: &str| !cell.bytes().any(|b| b.is_ascii_digit());
    matches!(first.as_str(), "合计" | "总计" | "小计") || names(first) && filled.all(|(at, cell)| at < 2 && names(cell))
}

/// The rows of the head: the names of the second stand below those of the first that have empty cells behind them.
fn heads(cells: &[String], columns: usize) -> Option<Vec<String>> {
    let (first, rest) = cells.split_at(columns);
    let names: Vec<&String> = rest.iter().filter(|cell| !cell.is_empty()).collect();
    let empty = |at: usize| first.get(at).is_some_and(String::is_empty);
    let below: Vec<usize> = (0..columns).filter(|&at| empty(at) || empty(at + 1)).collect();
    if names.is_empty() {
        return rest.is_empty().then(|| vec![first.join("\t")]);
    }
    let mut second = vec![""; columns];
    below.iter().zip(&names).for_each(|(&at, name)| second[at] = name);
    (below.len() == names.len()).then(|| vec![first.join("\t"), second.join("\t")])
}

/// The rows below the head, of which each begins with the next number, or with the name of a group before it, and the number
/// that would come behind them.
fn numbered(cells: &[String], columns: usize, before: usize, first: usize) -> Option<(Vec<String>, usize)> {
    let (mut rows, mut at, mut number) = (Vec::new(), 0, first);
    while at < cells.len() {
        let is_next = |at: usize| cells.get(at).is_some_and(|cell| is_number(cell, number));
        let missing = (0..=before).find(|missing| is_next(at + before - missing));
        let row = cells.get(at..at + columns - missing.unwrap_or(0))?;
        if missing.is_none() && !is_group(row) {
            return None;
        }
        number += usize::from(missing.is_some());
        rows.push("\t".repeat(missing.unwrap_or(0)) + &row.join("\t"));
        at += row.len();
    }
    Some((rows, number))
}

/// Rows between strokes whose cells break over lines: | 1 | 新建甲|乙 | 丙 |.
#[derive(Default)]
pub(super) struct Framed<'t> {
    /// The strokes of the last row that stands on one line.
    strokes: usize,
    /// The lines of a row that is not whole.
    open: Vec<(&'t str, bool)>,
}

/// What became of a line.
pub(super) enum Taken {
    /// It ends this row.
    Row(String),
    /// The row goes on.
    Held,
    /// It is of no row that goes on.
    Not,
}

impl<'t> Framed<'t> {
    /// Whether a row goes on.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    pub(super) fn take(&mut self, line: &'t str, gap: bool) -> Taken {
        let words = trim(line);
        let (begins, ends) = (words.starts_with('|'), words.ends_with('|'));
        if self.open.is_empty() && (!begins || ends) {
            if begins {
                self.strokes = words.matches('|').count();
            }
            return Taken::Not;
        }
        let whole = self.open.iter().map(|(line, _)| trim(line)).chain([words]);
        let strokes: usize = whole.clone().map(|line| line.matches('|').count()).sum();
        if begins && !self.open.is_empty() || strokes > self.strokes || self.open.len() >= MOST_LINES {
            return Taken::Not;
        }
        if strokes == self.strokes && ends {
            let row = whole.collect::<Vec<_>>().join(" ");
            self.open.clear();
            return Taken::Row(row);
        }
        self.open.push((line, gap));
        Taken::Held
    }

    /// The lines held that make no row.
    pub(super) fn unmade(&mut self) -> Vec<(&'t str, bool)> {
        std::mem::take(&mut self.open)
    }
}
