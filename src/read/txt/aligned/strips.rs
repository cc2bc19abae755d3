//! The white between columns, and the cells of each line that it parts.

use super::line::{Metric, TextLine, Word, width};

/// Words may stand over the side of their column by so many characters: where two cells are full, a dump moves the second by
/// what digits and marks are narrower than Han.
const MOST_OVER: usize = 3;

/// What words across a strip weigh at most, so that prose below a table counts but once.
const MOST_WEIGHT: usize = 4;

/// The words of a line in one column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// Its bytes in the text.
    pub start: usize,
    pub end: usize,
    /// How wide it is in print.
    pub width: usize,
}

impl Piece {
    pub(super) fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// A line of a table.
#[derive(Debug, Clone)]
pub(super) struct Cells {
    /// The line, among those of the text.
    pub line: usize,
    /// What it has in each column.
    pub cells: Vec<Option<Piece>>,
    /// Whether it stands across columns, and is no row of theirs.
    pub across: bool,
    /// Whether it is so by more than one of its words.
    pub gap: bool,
}

impl Cells {
    /// Its only piece.
    pub(super) fn lone(&self) -> Option<Piece> {
        let mut found = self.cells.iter().flatten();
        found.next().copied().filter(|_| found.next().is_none())
    }

    pub(super) fn count(&self) -> usize {
        self.cells.iter().flatten().count()
    }
}

/// Where columns end, from left to right: one fewer than there are columns.
pub(super) struct Strips {
    sides: Vec<usize>,
    /// What stands across them, by weight.
    pub crossed: usize,
}

impl Strips {
    /// The sides between columns of which something stands at these places, where least crosses them.
    pub(super) fn between(places: &[(usize, usize)], lines: &[Vec<Word>]) -> Option<Self> {
        let mut strips = Self { sides: Vec::with_capacity(places.len()), crossed: 0 };
        for pair in places.windows(2) {
            let (from, to) = (pair[0].0 + 1, pair[1].1);
            let before = strips.sides.last().map_or(0, |&side| side + 1);
            let mut weight = vec![0; to.checked_sub(from.max(before)).filter(|&wide| wide > 0)?];
            let from = from.max(before);
            for word in lines.iter().flatten().filter(|word| word.x0 + 1 < to && word.x1 > from) {
                for x in (word.x0 + 1).max(from)..word.x1.min(to) {
                    weight[x - from] += (x - word.x0).min(word.x1 - x).min(MOST_WEIGHT);
                }
            }
            let least = *weight.iter().min()?;
            // The widest run of what is crossed least.
            let mut best = (0, 0);
            let mut start = 0;
            for at in 0..=weight.len() {
                if weight.get(at) != Some(&least) {
                    if at - start > best.1 {
                        best = (start, at - start);
                    }
                    start = at + 1;
                }
            }
            // Words begin at the left of a column more often than they end at its right.
            strips.sides.push(from + best.0 + (best.1 - 1).div_ceil(2));
            strips.crossed += least;
        }
        Some(strips)
    }

    /// What a line has in each column.
    pub(super) fn cells(&self, text: &str, index: usize, line: &TextLine, metric: Metric) -> Cells {
        let mut found =
            Cells { line: index, cells: vec![None; self.sides.len() + 1], across: false, gap: line.gap };
        for word in line.words(text, metric) {
            let middle = word.x0.midpoint(word.x1);
            let column = self.sides.partition_point(|&side| side <= middle);
            let left = column.checked_sub(1).map_or(0, |before| self.sides[before]);
            let right = self.sides.get(column).copied().unwrap_or(usize::MAX);
            let over = left.saturating_sub(word.x0).max(word.x1.saturating_sub(right));
            found.across |= over > MOST_OVER || over * 3 > word.x1 - word.x0;
            let cell = &mut found.cells[column];
            let start = cell.map_or(word.start, |before| before.start);
            let words = text.get(start..word.end).unwrap_or("");
            *cell = Some(Piece { start, end: word.end, width: width(words) });
        }
        found
    }
}
