//! The white between columns, and the cells of each line that it parts.

use super::line::{TextLine, Word, width};
use crate::lexicon::Column;
use crate::text::page_number;

/// Words may stand over the side of their column by so many characters: where two cells are full, a dump moves the second by
/// what digits and marks are narrower than Han.
const MOST_OVER: usize = 3;

/// Blanks within a cell at most.
const APART: usize = 2;

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
    /// What it has in each column.
    pub cells: Vec<Option<Piece>>,
    /// Whether it stands across columns, and is no row of theirs.
    pub across: bool,
    /// Whether a blank line stands before it.
    pub gap: bool,
    /// Whether words of one cell stand so far apart that they may be of two.
    pub parted: bool,
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
            let (start, end) = widest_strip(pair, from, &weight, least, lines);
            // Words begin at the left of a column more often than they end at its right.
            strips.sides.push(from + start + (end - start - 1).div_ceil(2));
            strips.crossed += least;
        }
        Some(strips)
    }

    /// What lines have in each column; `words` are theirs.
    pub(super) fn cells(
        &self,
        text: &str,
        lines: &[TextLine],
        words: &[Vec<Word>],
        columns: &[Option<Column>],
    ) -> Vec<Cells> {
        let sure: Vec<Vec<Option<usize>>> = words
            .iter()
            .map(|line| {
                let sure = |word: &Word| {
                    let column = self.column(word);
                    (self.other(word).is_none() && !is_strange(text, word, columns.get(column))).then_some(column)
                };
                line.iter().map(sure).collect()
            })
            .collect();
        let cells = |(at, line): (usize, &TextLine)| {
            let across = page_number::is_whole(line.of(text)) || words[at].iter().any(|word| self.is_across(word));
            let (mut cells, mut parted, mut last) = (vec![None; self.sides.len() + 1], false, None);
            for (word, column) in words[at].iter().zip(&sure[at]) {
                let column = column.unwrap_or_else(|| self.by_neighbours(text, columns, word, at, words, &sure));
                parted |= last.replace((column, word.x1)).is_some_and(|(of, x1)| of == column && word.x0 > x1 + APART);
                let cell: &mut Option<Piece> = &mut cells[column];
                let start = cell.map_or(word.start, |before| before.start);
                let words = text.get(start..word.end).unwrap_or("");
                *cell = Some(Piece { start, end: word.end, width: width(words) });
            }
            Cells { cells, across, gap: line.gap, parted: parted && !across }
        };
        lines.iter().enumerate().map(cells).collect()
    }

    /// The column that holds the middle of a word.
    fn column(&self, word: &Word) -> usize {
        self.sides.partition_point(|&side| side <= word.x0.midpoint(word.x1))
    }

    /// Whether a word stands in two columns.
    fn is_across(&self, word: &Word) -> bool {
        let column = self.column(word);
        let left = column.checked_sub(1).map_or(0, |before| self.sides[before]);
        let right = self.sides.get(column).copied().unwrap_or(usize::MAX);
        let over = left.saturating_sub(word.x0).max(word.x1.saturating_sub(right));
        over > MOST_OVER || over * 2 > word.x1 - word.x0
    }

    /// The column beside, where a word is so near to the side that it may be of that.
    fn other(&self, word: &Word) -> Option<usize> {
        let column = self.column(word);
        let right = self.sides.get(column).filter(|&&side| word.x0 + MOST_OVER + 1 >= side).map(|_| column + 1);
        let left = column.checked_sub(1).filter(|&before| word.x1 <= self.sides[before] + MOST_OVER + 1);
        right.or(left)
    }

    /// The column of a word near a side: that in which the words of the lines above and below begin with it, or have their
    /// middle with it, and no other word of its line stands.
    fn by_neighbours(
        &self,
        text: &str,
        columns: &[Option<Column>],
        word: &Word,
        at: usize,
        words: &[Vec<Word>],
        sure: &[Vec<Option<usize>>],
    ) -> usize {
        const NEAR: usize = 2;
        const STRANGE: isize = 8;
        let speaks_for = |column: usize| -> isize {
            let of_line = |line: usize| words[line].iter().zip(&sure[line]).filter(|(_, of)| **of == Some(column));
            let lines = at.saturating_sub(NEAR)..(at + NEAR + 1).min(words.len());
            let before = words[at].iter().rfind(|other| other.x1 <= word.x0 && self.column(other) == column);
            let beside = before.map_or(0, |other| if is_spaced(text, other, word) { 2 } else { -2 });
            let around = lines.filter(|&line| line != at).flat_map(|line| of_line(line).map(move |pair| (line, pair)));
            let around = around.map(|(line, (other, _))| {
                let weight = (NEAR + 1 - line.abs_diff(at)).cast_signed();
                let set = word.x0.abs_diff(other.x0) < 2 || (word.x0 + word.x1).abs_diff(other.x0 + other.x1) < 3;
                match other.x0 < word.x1 && word.x0 < other.x1 {
                    true if set => 2 * weight,
                    true => 0,
                    false => -weight,
                }
            });
            let strange = is_strange(text, word, columns.get(column));
            beside + around.sum::<isize>() - if strange { STRANGE } else { 0 }
        };
        let own = self.column(word);
        let other = self.other(word).unwrap_or((own + 1).min(self.sides.len()));
        if speaks_for(other) > speaks_for(own) { other } else { own }
    }
}

/// Whether a column of names has no such word: it begins with a year.
fn is_strange(text: &str, word: &Word, column: Option<&Option<Column>>) -> bool {
    matches!(column, Some(Some(Column::Organs(_) | Column::Persons(_))))
        && word.of(text).starts_with(|c: char| c.is_ascii_digit())
}

/// Whether only a blank that typesetting put beside a number parts two words: 建成 12 座.
fn is_spaced(text: &str, a: &Word, b: &Word) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    b.x0 == a.x1 + 1 && digit(a.of(text).chars().next_back()) != digit(b.of(text).chars().next())
}

/// Of the strips that are crossed least, the one that parts most words, and of those the widest: the name of a column may stand
/// beside its words.
fn widest_strip(
    names: &[(usize, usize)],
    from: usize,
    weight: &[usize],
    least: usize,
    lines: &[Vec<Word>],
) -> (usize, usize) {
    let (mut best, mut start) = ((0, 0, 0), 0);
    for at in 0..=weight.len() {
        if weight.get(at) == Some(&least) {
            continue;
        }
        if at > start {
            let side = from + start;
            let before = |word: &Word| word.x1 <= side && word.x1 > names[0].0;
            let behind = |word: &Word| word.x0 >= side && word.x0 < names[1].1;
            let parts = lines.iter().filter(|line| line.iter().any(before) && line.iter().any(behind)).count();
            if (parts, at - start) > (best.0, best.2 - best.1) {
                best = (parts, start, at);
            }
        }
        start = at + 1;
    }
    (best.1, best.2.max(best.1 + 1))
}
