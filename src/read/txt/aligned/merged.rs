//! Cells that span several rows: each stands in the middle of the rows that it spans, or at their top, and together they span
//! all rows of their column.

use std::ops::Range;

use super::flow::Flow;
use super::rows::{Kind, Setting, Way};
use super::strips::{Cells, Piece};
use super::wrap::Wrap;
use crate::lexicon::{Column, Lexicon};

/// White above and below the words of a row together, in lines: the dump does not tell how much there is.
const WHITE: [f32; 5] = [0.0, 0.3, 0.6, 1.0, 1.6];

/// A cell's middle is so near to that of its rows, in lines.
const NEAR: f32 = 0.35;

/// A cell and the rows that it spans.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Merged {
    pub rows: Range<usize>,
    /// Its lines, of those of the table.
    pub lines: Vec<usize>,
}

/// A row, or the name of a group, and where it is.
struct Band {
    top: f32,
    bottom: f32,
    /// The middle of its first line.
    first: f32,
    kind: Kind,
}

/// Where a line is: somewhere between two heights.
#[derive(Debug, Clone, Copy)]
struct Height {
    from: f32,
    to: f32,
}

/// The rows and lines of a table as far as they are told without the columns that may span rows.
pub(super) struct Rows<'t> {
    pub text: &'t str,
    pub lexicon: &'t Lexicon,
    /// Whether the table began on a page before.
    pub goes_on: bool,
    /// What each column holds.
    pub columns: &'t [Option<Column>],
    /// All lines of the table, up to its end.
    pub lines: &'t [Cells],
    /// Those that the way parts, of all.
    pub told: &'t [usize],
    pub way: &'t Way,
    /// How many lines the highest cell of each block has.
    pub heights: &'t [usize],
    /// The levels of the lines of each block: twice the distance from its middle, or its top.
    pub levels: &'t [Vec<isize>],
}

impl Rows<'_> {
    /// The cells of a column that span all rows between them, where they can do so in one way only.
    pub(super) fn span(&self, column: usize) -> Option<Vec<Merged>> {
        let mut found: Vec<(usize, Vec<Merged>)> = Vec::new();
        for white in WHITE {
            let (bands, heights) = self.places(white);
            found.extend(self.tile(column, &bands, &heights));
        }
        let first = self.way.blocks.iter().take_while(|block| block.kind != Kind::Row).count();
        let least = found.iter().map(|(against, _)| *against).min()?;
        let mut best = found.iter().filter(|(against, _)| *against == least);
        let (_, cells) = best.next()?;
        let whole = cells.first().is_some_and(|cell| cell.rows.start == first);
        (whole && best.all(|(_, other)| other == cells)).then(|| cells.clone())
    }

    /// Where the blocks and all lines are, if there is so much white in each.
    fn places(&self, white: f32) -> (Vec<Band>, Vec<Height>) {
        let (mut bands, mut known, mut top, mut start) = (Vec::new(), Vec::new(), 0.0, 0);
        for (block, (&height, levels)) in self.way.blocks.iter().zip(self.heights.iter().zip(self.levels)) {
            let high = height as f32;
            let bottom = top + high + white;
            for (line, &level) in (start..block.end).zip(levels) {
                let place = match (self.way.setting, block.kind) {
                    (Setting::Top, Kind::Row) => top + white / 2.0 + 0.5 + level as f32 / 2.0,
                    _ => top.midpoint(bottom) + level as f32 / 2.0,
                };
                known.push((self.told[line], place));
            }
            let first = known.get(start).map_or(top, |&(_, place)| place);
            bands.push(Band { top, bottom, first, kind: block.kind });
            (top, start) = (bottom, block.end);
        }
        let mut heights = Vec::with_capacity(self.lines.len());
        let mut next = 0;
        for line in 0..self.lines.len() {
            while known.get(next).is_some_and(|&(at, _)| at < line) {
                next += 1;
            }
            heights.push(match known.get(next) {
                Some(&(at, place)) if at == line => Height { from: place, to: place },
                // Lines between others are of one column each, and so a line apart.
                after => {
                    let before = next.checked_sub(1).map(|before| known[before]);
                    let above = before.map_or(line, |(at, _)| line - at - 1) as f32;
                    let below = after.map_or(self.lines.len() - line - 1, |&(at, _)| at - line - 1) as f32;
                    Height {
                        from: before.map_or(0.0, |(_, place)| place) + above,
                        to: after.map_or(top, |&(_, place)| place) - below,
                    }
                }
            });
        }
        (bands, heights)
    }

    /// The ways in which the column's cells may span all rows, and what speaks against each.
    fn tile(&self, column: usize, bands: &[Band], heights: &[Height]) -> Vec<(usize, Vec<Merged>)> {
        /// Ways kept for each row.
        const KEPT: usize = 3;
        let pieces: Vec<(usize, Piece)> = (0..self.lines.len())
            .filter(|&line| !self.lines[line].across)
            .filter_map(|line| Some((line, self.lines[line].cells[column]?)))
            .collect();
        let widest = pieces.iter().map(|(_, piece)| piece.width).max().unwrap_or(0);
        let wrap = Wrap { text: self.text, lexicon: self.lexicon, column: self.columns[column], widest };
        // For each number of rows the ways so far: what speaks against one, how many pieces it took, its cells.
        let mut best: Vec<Vec<(usize, usize, Vec<Merged>)>> = vec![Vec::new(); bands.len() + 1];
        best[0].push((0, 0, Vec::new()));
        // The first rows of a page may be those of a cell that stands on the page before.
        let first = bands.iter().take_while(|band| self.goes_on && band.kind == Kind::Row).count();
        (1..=first).for_each(|rows| best[rows].push((0, 0, Vec::new())));
        for end in 1..=bands.len() {
            if bands[end - 1].kind != Kind::Row {
                best[end] = best[end - 1].clone();
                continue;
            }
            let mut found = Vec::new();
            let starts = (0..end).rev().take_while(|&start| bands[start].kind == Kind::Row);
            for start in starts {
                for (against, taken, cells) in &best[start] {
                    for last in taken + 1..=pieces.len() {
                        let of = &pieces[*taken..last];
                        let rows = &bands[start..end];
                        if heights[of[0].0].from > rows[rows.len() - 1].bottom {
                            break;
                        }
                        let anew = |pair: &[(usize, Piece)]| wrap.flow(pair[0].1, pair[1].1) == Flow::Anew;
                        if !self.stands(of, rows, heights) || of.windows(2).any(anew) {
                            continue;
                        }
                        let wraps: usize = of.windows(2).map(|pair| wrap.against_wrap(pair[0].1, pair[1].1)).sum();
                        let cut = taken.checked_sub(1).map_or(0, |at| wrap.against_cut(pieces[at].1, of[0].1));
                        let mut cells = cells.clone();
                        cells.push(Merged { rows: start..end, lines: of.iter().map(|(line, _)| *line).collect() });
                        found.push((against + wraps + cut, last, cells));
                    }
                }
            }
            found.append(&mut best[end]);
            found.sort_by_key(|way| way.0);
            found.truncate(KEPT * KEPT);
            best[end] = found;
        }
        let whole = best.pop().unwrap_or_default().into_iter().filter(|(_, taken, _)| *taken == pieces.len());
        let mut whole: Vec<_> = whole.map(|(against, _, cells)| (against, cells)).collect();
        whole.truncate(KEPT);
        whole
    }

    /// Whether the lines of a cell may stand where they do if it spans these rows.
    fn stands(&self, cell: &[(usize, Piece)], rows: &[Band], heights: &[Height]) -> bool {
        let (first, last) = (heights[cell[0].0], heights[cell[cell.len() - 1].0]);
        let high = (cell.len() - 1) as f32;
        let apart = last.to - first.from >= high - NEAR && last.from - first.to <= high + NEAR;
        let (top, bottom) = (rows[0].top, rows[rows.len() - 1].bottom);
        let holds = |from: f32, to: f32, at: f32| from - NEAR <= at && at <= to + NEAR;
        let placed = match self.way.setting {
            Setting::Middle => holds(first.from.midpoint(last.from), first.to.midpoint(last.to), top.midpoint(bottom)),
            Setting::Top | Setting::Apart => holds(first.from, first.to, rows[0].first),
        };
        apart && placed
    }
}
