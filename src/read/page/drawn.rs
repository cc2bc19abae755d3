//! What formats of pages say of the characters that they draw.

use std::rc::Rc;

use hayro_interpret::kurbo::Affine;

/// Fonts are bold from this weight on; 400 is regular, 700 bold.
pub(in crate::read) const BOLD: u16 = 600;

/// A character of a string in its place.
pub(in crate::read) struct Drawn {
    pub place: Affine,
    /// The width of its glyph, in thousandths.
    pub width: f32,
    pub reading: Reading,
}

/// How the characters of a string look.
#[derive(Clone, Copy)]
pub(in crate::read) struct Look {
    /// 0 for black, 1 for white; nothing is seen of those that have none.
    pub lightness: Option<f32>,
    pub stroked: bool,
    pub bold: bool,
    pub vertical: bool,
}

/// What a character reads as.
#[derive(Debug, Clone)]
pub(in crate::read) enum Reading {
    Char(char),
    /// Several characters, or such as were found in another way than the font says.
    Words(Rc<str>),
    /// None was found; what stands for it.
    Unknown(char),
}

/// How light red, green and blue are together.
pub(in crate::read) fn light([r, g, b]: [f32; 3]) -> f32 {
    0.3 * r + 0.59 * g + 0.11 * b
}
