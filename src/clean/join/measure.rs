//! A line as it stands on its page.

use super::layout::LONG;
use super::says::{is_label, is_section, opens, stands_alone};
use crate::lexicon::Lexicon;
use crate::read::{Column, Document, Line};
use crate::text::{Marker, count, count_chars, is_blank, marker, marks, trim, turn};

/// A line as measured. Widths are in halves of a Han character.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Measure<'a> {
    pub(super) words: &'a str,
    /// The number that they begin with.
    pub(super) marker: Option<Marker>,
    /// Blank before the words, from the left margin.
    pub(super) indent: f32,
    /// Where the words end, from the left margin.
    pub(super) reach: f32,
    /// Opening brackets less closing ones.
    pub(super) depth: i32,
    /// A line as long that ends without a stop was broken by a wrap.
    pub(super) long: f32,
    pub(super) gap: bool,
    pub(super) page: u32,
    /// The size of its print in points; 0 where that is not known.
    pub(super) size: f32,
    pub(super) column: Column,
    pub(super) row: bool,
    /// Whether it opens with a label of roles.
    pub(super) label: bool,
    /// Whether it is the name of a section and nothing else.
    pub(super) section: bool,
    /// Whether it opens with a number, or with something else that mostly stands at the head of a paragraph.
    pub(super) opens: bool,
    /// Whether it is a paragraph by what it says.
    pub(super) alone: bool,
}

impl Measure<'_> {
    /// Whether two lines are printed in sizes of which one is a title's above the other's words.
    pub(super) fn differs_in_size(&self, other: &Self) -> bool {
        /// Words of one paragraph differ by less in size.
        const LARGER: f32 = 1.3;
        let (small, large) = (self.size.min(other.size), self.size.max(other.size));
        small > 0.0 && large >= small * LARGER
    }

    /// Whether a wrap broke the line, unless it ends in a stop: no heading is as long.
    pub(super) fn is_long(&self) -> bool {
        self.reach - self.indent >= self.long
    }
}

/// Where the text's lines begin, by columns.
pub(super) struct Margins {
    left: [f32; Column::COUNT],
}

impl Margins {
    pub(super) fn of(document: &Document) -> Self {
        let mut lefts: [Vec<f32>; Column::COUNT] = Default::default();
        for line in document.lines.iter().filter(|line| !line.text.is_empty()) {
            let left = line.place.map_or_else(|| width(blanks(line.text.of(&document.text))), |p| p.rect.x0);
            lefts[line.place.map_or(Column::Whole, |p| p.column) as usize].push(left);
        }
        // The leftmost tenth are page numbers and stray marks at worst, and the margin itself at best.
        let left = lefts.map(|mut lefts| {
            lefts.sort_by(f32::total_cmp);
            lefts.get(lefts.len() / 10).copied().unwrap_or(0.0)
        });
        Self { left }
    }
}

/// The blanks before the words of a line.
fn blanks(raw: &str) -> &str {
    let lead = raw.len() - raw.trim_start_matches(is_blank).len();
    raw.get(..lead).unwrap_or("")
}

pub(super) fn measure<'a>(document: &'a Document, line: &Line, margins: &Margins, lexicon: &Lexicon) -> Measure<'a> {
    let raw = line.text.of(&document.text);
    let words = trim(raw);
    let row = raw.contains('\t');
    let label = is_label(words, lexicon);
    let alone = stands_alone(words, lexicon);
    let (marker, section) = (marker(words), is_section(words, lexicon));
    let opens = marker.is_some() || opens(words, lexicon);
    let gap = line.gap_before;
    let mut measure =
        Measure { words, marker, long: LONG, gap, row, label, section, opens, alone, ..Measure::default() };
    measure.depth = marks(words).map(|(_, c)| turn(c)).sum();
    if let Some(place) = line.place {
        let half = (place.size / 2.0).max(1.0);
        measure.page = place.page + 1;
        measure.size = place.size;
        let left = margins.left[place.column as usize];
        measure.column = place.column;
        measure.indent = (place.rect.x0 - left) / half;
        measure.reach = (place.rect.x1 - left) / half;
    } else {
        measure.indent = width(blanks(raw)) - margins.left[Column::Whole as usize];
        measure.reach = measure.indent + width(words);
    }
    measure
}

/// The printed width, in halves of a Han character.
#[expect(clippy::cast_precision_loss, reason = "no line has as many characters as a single float counts")]
pub(in crate::clean) fn width(text: &str) -> f32 {
    let narrow = count(text.as_bytes(), |byte| byte.is_ascii());
    (2 * count_chars(text.as_bytes()) - narrow) as f32
}
