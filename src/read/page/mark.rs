//! A character on a page, before it belongs to a line.

use hayro_interpret::kurbo::Point;

use crate::read::Rect;

/// A character on the page.
#[derive(Debug, Clone, Copy)]
pub(in crate::read) struct Mark {
    pub c: char,
    pub rect: Rect,
    /// Its origin: the left end of its baseline.
    pub origin: [f32; 2],
    pub size: f32,
    pub turn: Turn,
    pub bold: bool,
    pub shade: Shade,
}

impl Mark {
    /// The part of the mark that the character `index` of `count` takes.
    pub(super) fn part(self, index: usize, count: usize) -> Self {
        let Rect { x0, y0, x1, y1 } = self.rect;
        let at = |from: f32, to: f32, i: usize| from + (to - from) * i as f32 / count.max(1) as f32;
        let rect = match self.turn {
            Turn::Right | Turn::Askew => Rect { x0: at(x0, x1, index), x1: at(x0, x1, index + 1), y0, y1 },
            Turn::Left => Rect { x0: at(x1, x0, index + 1), x1: at(x1, x0, index), y0, y1 },
            Turn::Down => Rect { y0: at(y0, y1, index), y1: at(y0, y1, index + 1), x0, x1 },
            Turn::Up => Rect { y0: at(y1, y0, index + 1), y1: at(y1, y0, index), x0, x1 },
        };
        Self { rect, ..self }
    }
}

/// The direction in which text runs, on the page as shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Turn {
    Right,
    Down,
    Left,
    Up,
    Askew,
}

impl Turn {
    pub(super) const COUNT: usize = Self::Askew as usize + 1;
}

/// How much of a character is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Shade {
    Dark,
    Pale,
    Invisible,
}

/// Text up to this angle is level, as the ratio of rise to run. Scanned pages lie askew by a degree or two.
const LEVEL: f64 = 0.06;

/// The part of an ideograph's box above its baseline, in its size; the rest is below.
const ASCENT: f64 = 0.88;

/// How the glyphs of a string stand: their size and direction.
pub(super) struct Stance {
    along: f64,
    up: f64,
    turn: Turn,
    vertical: bool,
    /// Directions of a unit's length along the line, and of the size's length up from it.
    ahead: (f64, f64),
    above: (f64, f64),
}

impl Stance {
    /// By the part of a transform that does not move.
    pub(super) fn of([a, b, c, d]: [f64; 4], vertical: bool) -> Option<Self> {
        let (along, up) = (a.hypot(b) * 1000.0, c.hypot(d) * 1000.0);
        if !(along.is_finite() && up.is_finite()) || up == 0.0 || along == 0.0 {
            return None;
        }
        let turn = if vertical {
            Turn::Down
        } else if b.abs() <= a.abs() * LEVEL {
            if a > 0.0 { Turn::Right } else { Turn::Left }
        } else if a.abs() <= b.abs() * LEVEL {
            if b > 0.0 { Turn::Down } else { Turn::Up }
        } else {
            Turn::Askew
        };
        let ahead = if vertical { (1.0, 0.0) } else { (a * 1000.0 / along, b * 1000.0 / along) };
        Some(Self { along, up, turn, vertical, ahead, above: (c * 1000.0, d * 1000.0) })
    }

    /// A mark without its character: where a glyph stands, `width` thousandths wide; `next` is the origin of the glyph after it.
    pub(super) fn mark(&self, at: Point, width: f64, next: impl FnOnce() -> Option<Point>) -> Option<Mark> {
        if !at.is_finite() {
            return None;
        }
        // Glyphs of a font that stands in for another are stretched to the width that the file gives, and the stretch is
        // in the transform: the width applies to the unstretched size, and the next glyph's origin shows it.
        let natural = width / 1000.0 * self.along;
        let advance = if self.vertical {
            self.up
        } else if (self.along / self.up - 1.0).abs() > 0.02 {
            let gap = next().map(|next| (next.x - at.x).hypot(next.y - at.y));
            let unstretched = width / 1000.0 * self.up;
            gap.filter(|&gap| gap < natural.max(unstretched) && gap > 0.0).unwrap_or(natural.min(unstretched))
        } else {
            natural
        };
        // How far its four corners reach along an axis.
        let reach = |start: f64, end: f64, up: f64| {
            let (above, below) = (up * ASCENT, up * (1.0 - ASCENT));
            let [a, b, c, d] = [start + above, start - below, end + above, end - below];
            (a.min(b).min(c).min(d) as f32, a.max(b).max(c).max(d) as f32)
        };
        let (x0, x1) = reach(at.x, at.x + self.ahead.0 * advance, self.above.0);
        let (y0, y1) = reach(at.y, at.y + self.ahead.1 * advance, self.above.1);
        let rect = Rect { x0, y0, x1, y1 };
        let origin = if self.vertical { [rect.x0.midpoint(rect.x1), rect.y0] } else { [at.x as f32, at.y as f32] };
        Some(Mark { c: ' ', rect, origin, size: self.up as f32, turn: self.turn, bold: false, shade: Shade::Dark })
    }
}

/// Whether a character is no answer to the question what a glyph stands for.
pub(in crate::read) fn needs_help(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

/// Characters that say how others are shown, and are not shown themselves.
pub(in crate::read) fn is_mark_up(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// A blank for what would part lines or cells.
pub(in crate::read) fn plain(c: char) -> char {
    match c {
        '\0'..=' ' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{200b}' | '\u{feff}' => ' ',
        _ => c,
    }
}
