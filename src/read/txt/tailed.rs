//! Tables that a dump of a page left with each row on a line of its own, a stroke behind every cell: 甲 | 乙 | 丙 |.
//!
//! A row leaves out the cells that it shares with those above. Where its own begin is told by the numbers that run on from
//! row to row; a short row without them stays short.

use crate::text::{MarkerStyle, marker, trim};

/// Columns of a table at least.
const LEAST_COLUMNS: usize = 3;

/// The longest head of a column, in characters.
const LONGEST_HEAD: usize = 12;

/// The table so far.
#[derive(Default)]
pub(super) struct Tailed<'t> {
    /// The lines of a head that breaks over two.
    open: Vec<(&'t str, bool)>,
    /// Columns of the table; none outside of one.
    columns: usize,
    /// The column that has the running numbers, and the last of these.
    numbers: Option<(usize, u32)>,
}

/// What became of a line.
pub(super) enum Taken {
    /// It makes these rows.
    Rows(Vec<String>),
    /// It may be of a head.
    Held,
    /// It is of no such table.
    Not,
}

impl<'t> Tailed<'t> {
    pub(super) fn take(&mut self, line: &'t str, gap: bool) -> Taken {
        let words = trim(line);
        let (begins, ends) = (words.starts_with('|'), words.ends_with('|'));
        let none = std::mem::take(&mut self.columns);
        match self.open.len() {
            // A row below the head tells that the two lines are one.
            2 if !begins && ends => return self.below_broken(words),
            1 if begins && ends => {}
            0 if none > 0 && !begins && ends && !words.contains('\t') => {
                let cells = cells(words);
                let row = if cells.len() <= none { self.row(&cells, none) } else { None };
                self.columns = if row.is_some() { none } else { 0 };
                return row.map_or(Taken::Not, |row| Taken::Rows(vec![row]));
            }
            0 if !begins && words.contains('|') && !words.contains('\t') && is_head(&cells(words)) => {
                if ends && cells(words).len() >= LEAST_COLUMNS {
                    self.begin(cells(words).len());
                    return Taken::Rows(vec![cells(words).join("\t")]);
                }
                if ends {
                    return Taken::Not;
                }
            }
            _ => return Taken::Not,
        }
        self.open.push((line, gap));
        Taken::Held
    }

    /// The lines held that make no head.
    pub(super) fn unmade(&mut self) -> Vec<(&'t str, bool)> {
        std::mem::take(&mut self.open)
    }

    fn begin(&mut self, columns: usize) {
        (self.columns, self.numbers) = (columns, None);
    }

    /// The rows that a head of two lines and the line below it make.
    fn below_broken(&mut self, below: &str) -> Taken {
        let lines: Vec<&str> = self.open.iter().map(|(line, _)| trim(line)).collect();
        let head = lines.join(" ");
        let (heads, row) = (cells(&head), cells(below));
        if heads.len() < LEAST_COLUMNS || !is_head(&heads) || row.len() != heads.len() {
            return Taken::Not;
        }
        self.begin(heads.len());
        let Some(row) = self.row(&row, heads.len()) else { return Taken::Not };
        self.open.clear();
        Taken::Rows(vec![heads.join("\t"), row])
    }

    /// A row, its first cells under their heads. A lone cell is one only if its number says so.
    fn row(&mut self, cells: &[&str], columns: usize) -> Option<String> {
        // 4.新增送餐点 | 甲局 | |: cells that were filled up at the end of the row are among those left out.
        let filled = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        let lost = columns - filled;
        let found = cells.iter().enumerate().find_map(|(at, cell)| {
            let number = marker(cell).filter(|marker| marker.style == MarkerStyle::Digit)?.value;
            let goes_on =
                self.numbers.filter(|&(column, last)| number == last + 1 && (at..=at + lost).contains(&column));
            match goes_on {
                Some((column, _)) => Some((column, number, column - at)),
                None => (number == 1 && cells.len() == columns).then_some((at, number, 0)),
            }
        });
        if found.is_some() || cells.len() == columns {
            self.numbers = found.map(|(column, number, _)| (column, number));
        }
        let before = found.map_or(0, |(.., before)| before);
        let cells = &cells[..cells.len().min(columns - before)];
        (cells.len() > 1 || found.is_some()).then(|| "\t".repeat(before) + &cells.join("\t"))
    }
}

/// The cells of a line, of which a stroke at its end closes the last.
fn cells(line: &str) -> Vec<&str> {
    let line = line.strip_suffix('|').unwrap_or(line);
    line.split('|').map(trim).collect()
}

fn is_head(cells: &[&str]) -> bool {
    cells.iter().all(|cell| (1..=LONGEST_HEAD).contains(&cell.chars().count()))
}
