//! The lines under a head, as far as they are the table's, and the white between its columns.

use super::LARGER;
use crate::read::page::builder::MARGIN;
use crate::read::page::printed::Print;
use crate::read::page::rows::WITHIN;

/// A strip between columns is this wide at least, in sizes of the characters.
pub(super) const STRIP: f32 = 0.12;

/// A group's name over all columns has so many characters at most.
const LONGEST_GROUP: usize = 30;

/// A row stands among so many lines below the name of its group: its cells may be set in the middle.
const NEAR_GROUP: usize = 5;

/// A line so far below the one before it, in sizes, is of the table only with words in two columns.
const FAR: f32 = 3.0;

/// The white between columns: for each pair of neighbours what no word covers yet.
#[derive(Debug, Clone)]
pub(super) struct Strips {
    pub(super) free: Vec<Vec<(f32, f32)>>,
    least: f32,
}

impl Strips {
    pub(super) fn new(strips: &[(f32, f32)], size: f32) -> Self {
        Self { free: strips.iter().map(|&strip| vec![strip]).collect(), least: size * STRIP }
    }

    /// What is left beside the words of a line; `None` when a strip is closed.
    fn beside(&self, print: &Print) -> Option<Self> {
        let cut = |&(from, to): &(f32, f32)| {
            let mut left = vec![(from, to)];
            for (start, end) in print.stretches() {
                left = left
                    .into_iter()
                    .flat_map(|(a, b)| [(a, b.min(start)), (a.max(end), b)])
                    .filter(|(a, b)| b - a > self.least.max(0.5))
                    .collect();
                left.dedup();
            }
            left
        };
        let free: Vec<Vec<(f32, f32)>> = self.free.iter().map(|strip| strip.iter().flat_map(cut).collect()).collect();
        // A strip of the page before is known to a point only: no word may touch it.
        let whole = self.least > 0.0 || free == self.free;
        (whole && free.iter().all(|strip| !strip.is_empty())).then_some(Self { free, least: self.least })
    }

    pub(super) fn fits(&self, print: &Print) -> bool {
        self.beside(print).is_some()
    }

    /// The middle of each strip, at its widest.
    pub(super) fn middles(&self) -> Vec<f32> {
        let widest = |strip: &Vec<(f32, f32)>| {
            strip.iter().copied().max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0))).unwrap_or_default()
        };
        self.free.iter().map(widest).map(|(from, to)| from.midpoint(to)).collect()
    }

    /// The columns in which a line has words.
    pub(super) fn columns(&self, print: &Print) -> Vec<usize> {
        let middles = self.middles();
        let mut columns: Vec<usize> =
            print.stretches().map(|(start, _)| middles.partition_point(|x| *x < start)).collect();
        columns.dedup();
        columns
    }
}

/// The lines of a table and what parts its columns.
pub(super) struct Walk<'p> {
    pub(super) strips: Strips,
    /// Its lines, each with whether it is a group's name over all columns.
    pub(super) lines: Vec<(&'p Print, bool)>,
}

impl Walk<'_> {
    /// Whether a line follows as near as the lines of a cell do, and begins beyond the first column.
    fn is_within_row(&self, print: &Print) -> bool {
        let beyond = self.strips.middles().first().is_some_and(|&x| print.parts.iter().all(|part| part.rect.x0 > x));
        let near = |last: &Print| {
            print.size < last.size * LARGER && print.rect.y0 - last.rect.y1 < last.size.min(print.size) * WITHIN
        };
        beyond && self.lines.last().is_some_and(|(last, _)| near(last))
    }
}

/// Goes down the lines under a head as far as they are the table's; `None` when it cannot be told how far that is.
pub(super) fn walk<'p>(under: &[&'p Print], level: &[f32], strips: Strips, end: f32, height: f32) -> Option<Walk<'p>> {
    let mut walk = Walk { strips, lines: Vec::new() };
    let rows = |strips: &Strips, print: &Print| strips.fits(print) && strips.columns(print).len() > 1;
    let foot = height * (1.0 - MARGIN);
    let mut index = 0;
    while let Some(&print) = under.get(index).filter(|print| print.rect.y1 <= end) {
        let rest = &under[index + 1..];
        let rows_follow =
            |most: usize| rest.iter().take(most).any(|next| next.rect.y1 <= end && rows(&walk.strips, next));
        let last = walk.lines.last().map(|(last, _)| *last);
        let far = last.is_some_and(|last| print.rect.y0 - last.rect.y1 > print.size * FAR);
        let ruled_off = last.is_some_and(|last| level.iter().any(|at| (last.middle()..print.middle()).contains(at)));
        match walk.strips.beside(print) {
            Some(strips) => {
                let several = strips.columns(print).len() > 1;
                let in_foot = print.rect.y0 > foot && print.is_page_number();
                // A tall row may begin with many lines in one column; the line under it shows that it is one.
                let next = level.iter().copied().filter(|at| *at > print.middle()).fold(f32::INFINITY, f32::min);
                let within = |other: &&&Print| other.middle() < next;
                let ruled_in = next < end && rest.iter().take_while(within).any(|other| rows(&walk.strips, other));
                if !several && (in_foot || (far || ruled_off) && !ruled_in && !rows_follow(3)) {
                    break;
                }
                walk.strips = strips;
                walk.lines.push((print, false));
            }
            None if print.parts.len() == 1
                && print.count <= LONGEST_GROUP
                && !print.is_sentence()
                && rows_follow(NEAR_GROUP) =>
            {
                walk.lines.push((print, true));
            }
            None if print.note => break,
            // Parted words that close a strip: a line of the table that the strips do not part.
            None if print.parts.len() > 1 && !ruled_off && !far && print.rect.y0 < foot => return None,
            // So does a line that stands as near as those of a cell, and begins where another column does.
            None if walk.is_within_row(print) && !ruled_off => return None,
            None => break,
        }
        index += 1;
    }
    Some(walk)
}
