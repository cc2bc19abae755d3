//! A text of a Word file taken apart: its paragraphs, and what of it only tells programs what to put there.

use std::ops::Range;

use super::looks::{Looks, Place};
use super::plc::Plc;

/// Tables within tables: what is deeper counts as so deep.
const DEEPEST: i64 = 32;

/// Characters that end paragraphs, cells and sections.
pub(super) const PARAGRAPH: u16 = 0x0d;
pub(super) const CELL: u16 = 0x07;
pub(super) const SECTION: u16 = 0x0c;

/// Characters that begin a field, part its instruction from its words, and end it.
const FIELD: [u16; 3] = [0x13, 0x14, 0x15];

/// A paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paragraph {
    /// Its first character, and the one behind its mark.
    pub start: usize,
    pub end: usize,
    pub style: u16,
    pub place: Place,
    pub break_before: bool,
    /// In how many tables it is.
    pub depth: u8,
    pub ends: Ends,
}

/// What a paragraph is the last of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    Nothing,
    Cell,
    Row,
}

/// The paragraphs of a stretch of the text, as they are printed: one whose mark is hidden or deleted goes on in the next.
/// `None` where there are more than so many.
pub(super) fn paragraphs(
    looks: &Looks<'_>,
    sections: Plc<'_>,
    stretch: Range<usize>,
    most: usize,
) -> Option<Vec<Paragraph>> {
    let units = looks.text.units.get(stretch.clone()).unwrap_or_default();
    let mut found = Vec::new();
    let mut start = stretch.start;
    // What goes on in the next.
    let mut open: Option<Paragraph> = None;
    for (at, &unit) in (stretch.start..).zip(units) {
        let last = at + 1 == stretch.end;
        if !(last || matches!(unit, PARAGRAPH | CELL) || unit == SECTION && ends_section(sections, at)) {
            continue;
        }
        let mut paragraph = paragraph(looks, start, at, unit);
        start = at + 1;
        if let Some(open) = open.take() {
            if open.depth == paragraph.depth {
                paragraph.start = open.start;
            } else {
                found.extend(Some(open).filter(|open| shows(looks, open)));
            }
        }
        let is_shown = || looks.character(at, paragraph.style).shown;
        if unit == PARAGRAPH && paragraph.ends == Ends::Nothing && !is_shown() {
            open = Some(paragraph);
        } else if found.len() < most {
            found.push(paragraph);
        } else {
            return None;
        }
    }
    found.extend(open.filter(|open| shows(looks, open)));
    Some(found)
}

/// Whether a section ends with this character: otherwise it is the end of a page.
pub(super) fn ends_section(sections: Plc<'_>, at: usize) -> bool {
    sections.at(at + 1).is_some_and(|section| section > 0) || sections.place(sections.count) == Some(at + 1)
}

fn paragraph(looks: &Looks<'_>, start: usize, mark: usize, unit: u16) -> Paragraph {
    let said = looks.paragraph(mark);
    let depth = said.depth.clamp(0, DEEPEST);
    // The mark of cells is that of the outermost table; in the others paragraphs say that they are the last.
    let (depth, ends) = match unit {
        CELL if said.row_end => (1, Ends::Row),
        CELL if depth > 0 => (1, Ends::Cell),
        _ if depth > 1 && said.inner_row_end => (depth, Ends::Row),
        _ if depth > 1 && said.inner_cell => (depth, Ends::Cell),
        _ if depth > 0 && said.row_end => (depth, Ends::Row),
        _ => (depth, Ends::Nothing),
    };
    Paragraph {
        start,
        end: mark + 1,
        style: said.style,
        place: said.place,
        break_before: said.break_before,
        depth: u8::try_from(depth).unwrap_or(0),
        ends,
    }
}

/// Whether anything of a paragraph is shown.
fn shows(looks: &Looks<'_>, paragraph: &Paragraph) -> bool {
    let mut at = paragraph.start;
    while at + 1 < paragraph.end {
        let characters = looks.character(at, paragraph.style);
        if characters.shown {
            return true;
        }
        at += characters.count;
    }
    false
}

/// The stretches that are instructions of fields: from their beginning to their words, or to their end where they have none.
///
/// They are in order and do not overlap. Told too is whether there are fields that begin or end alone, or hold paragraphs in
/// their instructions: nothing of these is left out.
pub(super) fn instructions(units: &[u16], first: usize) -> (Vec<Range<usize>>, bool) {
    let mut found: Vec<Range<usize>> = Vec::new();
    // Where the open fields begin, and their instructions with the last mark of a paragraph before their ends.
    let mut open: Vec<(usize, Option<(usize, usize)>)> = Vec::new();
    let mut mark = 0;
    let mut odd = false;
    for (at, unit) in (first..).zip(units) {
        match FIELD.iter().position(|field| field == unit) {
            Some(0) => open.push((at, None)),
            Some(1) => {
                if let Some((_, words)) = open.last_mut() {
                    words.get_or_insert((at + 1, mark));
                }
            }
            Some(_) => match open.pop() {
                Some((from, words)) => {
                    let (end, mark) = words.unwrap_or((at + 1, mark));
                    if mark > from { odd = true } else { found.push(from..end) }
                }
                None => odd = true,
            },
            None if matches!(*unit, PARAGRAPH | CELL) => mark = at,
            None => {}
        }
    }
    found.sort_unstable_by_key(|range| range.start);
    // One in the instruction of another.
    let mut end = 0;
    found.retain(|range| {
        let outer = range.end > end;
        end = end.max(range.end);
        outer
    });
    (found, odd || !open.is_empty())
}
