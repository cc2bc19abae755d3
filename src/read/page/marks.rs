//! Which marks of a page are read: what is seen, once, in the direction of the page's text.

use std::collections::HashSet;

use super::mark::{Mark, Shade, Turn};
use crate::text::is_blank;

/// Copies of a character that are drawn so near to it embolden it or are its shadow, in its size.
const SHADOW: f32 = 0.25;

/// Shadows are nearer than this, in points.
const FARTHEST: f32 = 6.0;

/// The squares by which copies are looked for, in points: so wide that few marks have to be looked for beyond their own, and so
/// narrow that few are in one.
const SQUARE: f32 = 24.0;

/// The squares by which covered characters are looked for, in points.
const COVER: f32 = 6.0;

/// Parts the marks of a page's own text from those behind and across it, and leaves out what is not to be read.
pub(super) fn sort_out(marks: Vec<Mark>, turn: Turn) -> (Vec<Mark>, Vec<Mark>) {
    let hidden = marks.iter().filter(|m| m.shade == Shade::Invisible && !is_blank(m.c)).count();
    let mut seen = marks.iter().filter(|m| m.shade != Shade::Invisible && !is_blank(m.c));
    // The text under a scan is invisible; with text of its own, a page is read as it is seen.
    let read_hidden = hidden > 0 && hidden > seen.clone().count();
    let covered = if read_hidden && seen.next().is_some() { Some(Covered::by(&marks)) } else { None };
    let mut text = Vec::with_capacity(marks.len());
    let mut behind = Vec::new();
    for mark in marks {
        if mark.shade == Shade::Invisible && (!read_hidden || covered.as_ref().is_some_and(|c| c.holds(&mark))) {
            continue;
        }
        if mark.turn == turn && mark.shade != Shade::Pale { text.push(mark) } else { behind.push(mark) }
    }
    (text, behind)
}

/// Text runs down its columns where so many more characters stand under the one before them than beside it.
const MOSTLY: usize = 4;

/// Too few characters one under the other to be vertical text: single digits in a table's column.
const FEW_BELOW: usize = 5;

/// Finds text that runs down the page though each character was placed by itself, with no vertical font.
pub(super) fn find_vertical(marks: &mut [Mark]) {
    let (mut below, mut beside) = (0, 0);
    for pair in marks.windows(2) {
        let em = pair[0].size.max(pair[1].size);
        let (dx, dy) = (pair[1].origin[0] - pair[0].origin[0], pair[1].origin[1] - pair[0].origin[1]);
        below += usize::from(dx.abs() < em * 0.1 && dy > em * 0.8 && dy < em * 1.8);
        beside += usize::from(dy.abs() < em * 0.2 && dx > 0.0 && dx < em * 1.8);
    }
    if below <= FEW_BELOW || below < beside * MOSTLY {
        return;
    }
    for mark in marks.iter_mut().filter(|mark| mark.turn == Turn::Right) {
        mark.turn = Turn::Down;
        mark.origin = [mark.rect.x0.midpoint(mark.rect.x1), mark.rect.y0];
    }
}

/// The direction in which most of a page's text runs.
pub(super) fn main_turn(marks: &[Mark]) -> Turn {
    let turns = [Turn::Right, Turn::Down, Turn::Left, Turn::Up];
    let mut counts = [0_usize; Turn::COUNT];
    for mark in marks.iter().filter(|mark| mark.shade != Shade::Pale) {
        counts[mark.turn as usize] += 1;
    }
    turns.into_iter().rev().max_by_key(|&turn| counts[turn as usize]).unwrap_or(Turn::Right)
}

/// Where visible characters stand, in squares of a few points.
struct Covered(HashSet<(i32, i32)>);

impl Covered {
    fn by(marks: &[Mark]) -> Self {
        let seen = marks.iter().filter(|m| m.shade != Shade::Invisible && !is_blank(m.c));
        Self(seen.map(Self::square).collect())
    }

    fn square(mark: &Mark) -> (i32, i32) {
        let (x, y) = ((mark.rect.x0 + mark.rect.x1) / 2.0, (mark.rect.y0 + mark.rect.y1) / 2.0);
        ((x / COVER) as i32, (y / COVER) as i32)
    }

    fn holds(&self, mark: &Mark) -> bool {
        self.0.contains(&Self::square(mark))
    }
}

/// Slots looked at for one mark; thousands of specks in one square are no text.
const MOST_STEPS: usize = 64;

/// Leaves out the copies of characters drawn twice, a little apart, which are bold.
pub(super) fn drop_copies(marks: &mut Vec<Mark>) {
    let mut seen = Seen::new(marks.len());
    let mut kept = 0;
    for index in 0..marks.len() {
        let mark = marks[index];
        if !is_blank(mark.c) {
            let square = Seen::square(&mark);
            if let Some(original) = seen.find(&marks[..kept], &mark, square) {
                marks[original].bold = true;
                continue;
            }
            seen.insert(kept, mark.c, square);
        }
        marks[kept] = mark;
        kept += 1;
    }
    marks.truncate(kept);
}

/// Marks by character and square: a table of places in the list of marks.
struct Seen {
    /// The number of the mark, counted from 1; 0 is free.
    slots: Vec<u32>,
}

impl Seen {
    fn new(marks: usize) -> Self {
        Self { slots: vec![0; (marks * 2).next_power_of_two().max(16)] }
    }

    fn square(mark: &Mark) -> (i32, i32) {
        // Rounds down: what does so exactly is a call, which takes longer than all else here.
        let index = |at: f32| ((at / SQUARE) as i32).saturating_sub(i32::from(at < 0.0));
        (index(mark.rect.x0), index(mark.origin[1]))
    }

    /// The slots from the one where a character in a square would be.
    fn slots(&self, c: char, (x, y): (i32, i32)) -> impl Iterator<Item = usize> + use<> {
        // Three odd numbers with well mixed bits spread neighbours over the table.
        let hash = u32::from(c).wrapping_mul(0x9e37_79b1)
            ^ x.cast_unsigned().wrapping_mul(0x85eb_ca6b)
            ^ y.cast_unsigned().wrapping_mul(0xc2b2_ae35);
        let mask = self.slots.len() - 1;
        let start = (hash ^ (hash >> 15)) as usize;
        (0..MOST_STEPS).map(move |step| (start + step) & mask)
    }

    fn insert(&mut self, index: usize, c: char, square: (i32, i32)) {
        if let Some(slot) = self.slots(c, square).find(|&slot| self.slots[slot] == 0) {
            self.slots[slot] = u32::try_from(index + 1).unwrap_or(0);
        }
    }

    /// The mark that a mark in this square is a copy of.
    fn find(&self, marks: &[Mark], mark: &Mark, (x, y): (i32, i32)) -> Option<usize> {
        let near = (SHADOW * mark.size).min(FARTHEST);
        let around = |at: f32, square: i32| {
            let within = at - square as f32 * SQUARE;
            let first = square.saturating_sub(i32::from(within < near));
            let last = square.saturating_add(i32::from(SQUARE - within < near));
            first..last.saturating_add(1)
        };
        for x in around(mark.rect.x0, x) {
            for y in around(mark.origin[1], y) {
                for slot in self.slots(mark.c, (x, y)) {
                    let Some(index) = (self.slots[slot] as usize).checked_sub(1) else { break };
                    let other = &marks[index];
                    if other.c == mark.c
                        && (other.rect.x0 - mark.rect.x0).abs() < near
                        && (other.origin[1] - mark.origin[1]).abs() < near
                    {
                        return Some(index);
                    }
                }
            }
        }
        None
    }
}
