//! From the marks of a page to its lines, in reading order.
//!
//! Content is mostly drawn in reading order, and that order keeps columns and cells apart, which places alone do not.
//! So lines are put together in the order drawn; places only decide what is a line, and repair an order that runs
//! wildly up and down.

mod order;

use super::frame::Frame;
use super::mark::Mark;
use crate::read::{Column, Rect};
use crate::text::{is_blank, is_han};

use order::{gutter, jumps, merge_level, order};

/// A character and its box.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub c: char,
    pub rect: Rect,
    /// How many pages after its line's page it stands.
    pub later: i32,
}

impl Cell {
    /// A character on its line's page.
    pub(super) fn new(c: char, rect: Rect) -> Self {
        Self { c, rect, later: 0 }
    }
}

/// A line, or a row of a table, before it has a place in the document's text.
#[derive(Debug, Clone, Default)]
pub(super) struct Raw {
    pub cells: Vec<Cell>,
    pub rect: Rect,
    pub size: f32,
    pub bold: bool,
    pub watermark: bool,
    pub gap: bool,
    /// Whether it is a row of a table.
    pub row: bool,
    pub column: Column,
}

impl Raw {
    pub(super) fn words(&self) -> String {
        self.cells.iter().map(|cell| cell.c).collect()
    }
}

// Distances are in sizes of the larger of the two characters.

/// Characters whose baselines differ by less are of one line.
const BASELINE: f32 = 0.35;

/// A character that begins so far before the end of the last one does not follow it: it is drawn over it.
const OVERLAP: f32 = 0.55;

/// Characters that leave room for another one overlap it by less.
const ROOM: f32 = 0.3;

/// Of two marks that are set close, such as ”“ or 。（, each may lose its white half.
const MARKS_OVERLAP: f32 = 1.1;

/// A wider gap parts stretches of text: columns, cells, a number and its title.
const STRETCH: f32 = 1.5;

/// A gap this wide is a blank between any characters.
const WIDE: f32 = 0.9;

/// A gap this wide is two: between two names whose letters are spread.
const VERY_WIDE: f32 = 2.5;

/// A gap this wide is a blank between Latin letters or digits. Word spaces are 0.2 to 0.3; letters of justified words
/// are up to 0.1 apart.
const WORD: f32 = 0.16;

/// A line stands after a gap when it is so much farther from the line before than lines usually are.
const GAP: f32 = 1.45;

/// The same where lines are set evenly, so that a little more is no accident: what stands between paragraphs that are not
/// indented.
const EVEN_GAP: f32 = 1.2;

/// Lines are as far apart as usual with so much difference, as a share: what rounding makes.
const EVEN: f32 = 0.02;

/// A stretch of marks on one baseline, drawn one after another.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    first: usize,
    end: usize,
    rect: Rect,
    base: f32,
    size: f32,
    bold: bool,
}

/// The lines of a page from its marks, which are in the frame of the page's text, and the white strip between two columns:
/// that of the page before goes on with few lines.
pub(super) fn lines(marks: &[Mark], frame: &Frame, before: Option<f32>) -> (Vec<Raw>, Option<f32>) {
    let stretches = stretches(marks);
    let gutter = gutter(&stretches, frame, before);
    let mut groups = group(&stretches, marks, gutter);
    order(&mut groups, (&stretches, marks), frame, gutter);
    let mut lines: Vec<Raw> = groups.iter().filter_map(|group| raw(group, &stretches, marks)).collect();
    if let Some(x) = gutter {
        for line in &mut lines {
            line.column = match line.rect {
                rect if rect.x1 <= x => Column::Left,
                rect if rect.x0 >= x => Column::Right,
                _ => Column::Whole,
            };
        }
    }
    (lines, gutter)
}

/// The lines of a table's cell, in the order drawn.
pub(super) fn cell_lines(marks: &[Mark]) -> Vec<Raw> {
    let stretches = stretches(marks);
    let mut groups = group(&stretches, marks, None);
    if jumps(&groups) > 0 {
        groups.sort_by(|a, b| a.base.total_cmp(&b.base));
        merge_level(&mut groups, (&stretches, marks));
    }
    groups.iter().filter_map(|group| raw(group, &stretches, marks)).collect()
}

/// Marks on, before or beyond the page's text that are set at an angle or pale: lines in the order drawn.
pub(super) fn watermarks(marks: &[Mark]) -> Vec<Raw> {
    let mut lines: Vec<Raw> = Vec::new();
    let mut last: Option<&Mark> = None;
    for mark in marks {
        let follows = last.is_some_and(|last| {
            let (dx, dy) = (mark.origin[0] - last.origin[0], mark.origin[1] - last.origin[1]);
            last.turn == mark.turn && dx.hypot(dy) < STRETCH * 1.5 * last.size.max(mark.size)
        });
        last = Some(mark);
        let cell = Cell::new(mark.c, mark.rect);
        match lines.last_mut().filter(|_| follows) {
            Some(line) => {
                line.rect = line.rect.cover(mark.rect);
                line.cells.push(cell);
            }
            None => lines.push(Raw {
                cells: vec![cell],
                rect: mark.rect,
                size: mark.size,
                bold: mark.bold,
                watermark: true,
                gap: true,
                ..Raw::default()
            }),
        }
    }
    for line in &mut lines {
        trim(&mut line.cells);
    }
    lines.retain(|line| !line.cells.is_empty());
    lines
}

fn stretches(marks: &[Mark]) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for (index, mark) in marks.iter().enumerate() {
        if let Some(open) = found.last_mut() {
            let em = open.size.max(mark.size);
            let gap = mark.rect.x0 - marks[open.end - 1].rect.x1;
            let level = (mark.origin[1] - open.base).abs() <= BASELINE * em;
            let before = marks[open.end - 1].c;
            let halved = || before != mark.c && (is_halved(before) || is_halved(mark.c));
            let follows = gap >= -OVERLAP * em || gap >= -MARKS_OVERLAP * em && halved();
            if level && follows && gap <= STRETCH * em && open.bold == mark.bold {
                open.end = index + 1;
                open.rect = open.rect.cover(mark.rect);
                if mark.size > open.size {
                    (open.size, open.base) = (mark.size, mark.origin[1]);
                }
                continue;
            }
        }
        if is_blank(mark.c) {
            continue;
        }
        found.push(Stretch {
            first: index,
            end: index + 1,
            rect: mark.rect,
            base: mark.origin[1],
            size: mark.size,
            bold: mark.bold,
        });
    }
    found
}

/// Full-width marks with a white half, which typesetting takes away beside another one.
pub(super) fn is_halved(c: char) -> bool {
    matches!(c, '\u{2018}'..='\u{201d}' | '\u{3001}'..='\u{3002}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301b}')
        || matches!(c, '（' | '）' | '，' | '．' | '：' | '；' | '！' | '？' | '［' | '］' | '｛' | '｝')
}

/// A line in the making: stretches from left to right.
#[derive(Debug, Clone)]
struct Group {
    stretches: Vec<usize>,
    rect: Rect,
    base: f32,
    size: f32,
}

fn group(stretches: &[Stretch], marks: &[Mark], gutter: Option<f32>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, stretch) in stretches.iter().enumerate() {
        let line = groups.iter_mut().rev().take(2).find(|line| joins(line, stretch, (stretches, marks), gutter));
        match line {
            Some(line) => {
                let place = line.stretches.partition_point(|&other| stretches[other].rect.x0 <= stretch.rect.x0);
                line.stretches.insert(place, index);
                line.rect = line.rect.cover(stretch.rect);
                if stretch.size > line.size {
                    (line.size, line.base) = (stretch.size, stretch.base);
                }
            }
            None => groups.push(Group {
                stretches: vec![index],
                rect: stretch.rect,
                base: stretch.base,
                size: stretch.size,
            }),
        }
    }
    groups
}

/// Whether a stretch is part of a line: on its baseline, or raised or lowered beside it, and over none of its words.
fn joins(line: &Group, stretch: &Stretch, (stretches, marks): (&[Stretch], &[Mark]), gutter: Option<f32>) -> bool {
    if gutter.is_some_and(|x| (line.rect.x1 <= x) != (stretch.rect.x1 <= x)) {
        return false;
    }
    let em = line.size.max(stretch.size);
    let level = (line.base - stretch.base).abs() <= BASELINE * em;
    let raised = {
        let shared = line.rect.y1.min(stretch.rect.y1) - line.rect.y0.max(stretch.rect.y0);
        let small = line.size.min(stretch.size);
        let aside = (stretch.rect.x0 - line.rect.x1).max(line.rect.x0 - stretch.rect.x1);
        small < em * 0.85 && shared >= small * 0.5 && aside < em * 0.5
    };
    (level || raised)
        && line.stretches.iter().all(|&other| {
            let other = &stretches[other];
            // Marks of another font may be drawn behind the words that leave room for them: “”.
            shared(other.rect, stretch.rect) <= OVERLAP * em
                || marks[other.first..other.end].iter().all(|mark| shared(mark.rect, stretch.rect) <= ROOM * em)
        })
}

/// How much of their width two boxes have in common; less than nothing where they stand apart.
fn shared(a: Rect, b: Rect) -> f32 {
    a.x1.min(b.x1) - a.x0.max(b.x0)
}

/// The line of a group: its characters with the blanks that gaps show.
fn raw(group: &Group, stretches: &[Stretch], marks: &[Mark]) -> Option<Raw> {
    let parts = group.stretches.iter().map(|&s| &stretches[s]);
    let bold = parts.clone().filter(|s| s.bold).map(|s| s.end - s.first).sum::<usize>();
    let all = parts.clone().map(|s| s.end - s.first).sum::<usize>();
    let interleaved = group.stretches.windows(2).any(|pair| stretches[pair[1]].rect.x1 < stretches[pair[0]].rect.x1);
    let cells = if interleaved {
        let mut marks: Vec<&Mark> = parts.flat_map(|s| &marks[s.first..s.end]).collect();
        marks.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
        join(marks.into_iter(), all)
    } else {
        join(parts.flat_map(|s| &marks[s.first..s.end]), all)
    };
    let rect = cells.iter().filter(|c| !is_blank(c.c)).map(|c| c.rect).reduce(Rect::cover)?;
    Some(Raw { size: usual_size(group, stretches, marks), bold: bold * 2 > all, cells, rect, ..Raw::default() })
}

/// The size of most characters.
fn usual_size(group: &Group, stretches: &[Stretch], marks: &[Mark]) -> f32 {
    /// Sizes that differ by less, in points, are one.
    const SAME: f32 = 0.1;
    let longest = group.stretches.iter().map(|&s| &stretches[s]).max_by_key(|s| s.end - s.first);
    let Some(longest) = longest else { return group.size };
    let marks = &marks[longest.first..longest.end];
    // Most lines have one size; the number of a footnote may stand large before it. What is left of a vote is the majority's.
    let (mut usual, mut lead) = (longest.size, 0);
    for mark in marks {
        if lead == 0 {
            (usual, lead) = (mark.size, 1);
        } else if (mark.size - usual).abs() < SAME {
            lead += 1;
        } else {
            lead -= 1;
        }
    }
    usual
}

/// So many marks of one line as characters, with a blank where a gap shows one, and none at either end.
fn join<'m>(marks: impl Iterator<Item = &'m Mark>, count: usize) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::with_capacity(count);
    let mut last: Option<&Mark> = None;
    for mark in marks {
        if let Some(last) = last
            && !is_blank(last.c)
            && !is_blank(mark.c)
        {
            let em = last.size.max(mark.size);
            let gap = mark.rect.x0 - last.rect.x1;
            let latin = || is_latin(last.c) && is_latin(mark.c);
            if gap > WIDE * em || gap > WORD * em && latin() {
                // A blank as wide as a character is one.
                let blank = if gap > WIDE * em && !latin() { '\u{3000}' } else { ' ' };
                let cell = Cell::new(blank, Rect { x0: last.rect.x1, x1: mark.rect.x0, ..last.rect });
                cells.extend(std::iter::repeat_n(cell, if gap > VERY_WIDE * em { 2 } else { 1 }));
            }
        }
        let wide = mark.c == ' ' && mark.rect.x1 - mark.rect.x0 > WIDE * mark.size;
        cells.push(Cell::new(if wide { '\u{3000}' } else { mark.c }, mark.rect));
        last = Some(mark);
    }
    trim(&mut cells);
    cells
}

/// Letters, digits and marks that are set with word spaces.
pub(super) fn is_latin(c: char) -> bool {
    c.is_ascii_graphic() || c < '\u{2000}' && c.is_alphanumeric() && !is_han(c)
}

fn trim(cells: &mut Vec<Cell>) {
    let end = cells.iter().rposition(|c| !is_blank(c.c)).map_or(0, |last| last + 1);
    cells.truncate(end);
    let start = cells.iter().position(|c| !is_blank(c.c)).unwrap_or(0);
    cells.drain(..start);
}

/// How far apart the lines of a page are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pitch {
    /// From line to line, as a rule.
    step: f32,
    /// Whether most lines are just so far apart.
    even: bool,
}

/// Says of each line whether it stands after a gap.
pub(super) fn mark_gaps(lines: &mut [Raw], usual: Option<Pitch>) {
    let Some(usual) = Pitch::of(lines).or(usual) else { return };
    let gap = usual.step * if usual.even { EVEN_GAP } else { GAP };
    for index in 1..lines.len() {
        if lines[index].row || lines[index - 1].row {
            continue;
        }
        let (a, b) = (lines[index - 1].rect, lines[index].rect);
        lines[index].gap |= (b.y1 - a.y1).min(b.y0 - a.y0) > gap;
    }
}

impl Pitch {
    /// That of lines; `None` with too few of them to tell.
    pub(super) fn of(lines: &[Raw]) -> Option<Self> {
        const ENOUGH: usize = 5;
        let mut steps: Vec<f32> = lines
            .windows(2)
            .filter(|pair| !pair[0].row && !pair[1].row)
            .map(|pair| pair[1].rect.y1 - pair[0].rect.y1)
            .filter(|&step| step > 2.0)
            .collect();
        if steps.len() < ENOUGH {
            return None;
        }
        steps.sort_unstable_by(f32::total_cmp);
        let step = *steps.get(steps.len() * 2 / 5)?;
        let even = steps.iter().filter(|&&other| (other - step).abs() <= step * EVEN).count();
        Some(Self { step, even: even * 2 >= steps.len() })
    }
}
