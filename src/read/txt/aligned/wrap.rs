//! Whether the words of a column go on from line to line, by what they say and by how much room is left.

use super::flow::{self, Flow};
use super::strips::Piece;
use crate::lexicon::{Column, Lexicon};
use crate::text::{ends_sentence, is_han, marker};

/// What speaks against a way to part lines, by weight: a line that is not full and yet goes on; one whose words begin anew; one
/// that is full, or stops at a comma, and yet ends its cell.
const WRAPS_SHORT: usize = 2;
const BEGINS_ANEW: usize = 3;
const ENDS_FULL: usize = 1;
const ENDS_OPEN: usize = 4;

/// Words of a column: what it holds, and how wide it is.
#[derive(Clone, Copy)]
pub(super) struct Wrap<'t> {
    pub text: &'t str,
    pub lexicon: &'t Lexicon,
    pub column: Option<Column>,
    pub widest: usize,
}

impl Wrap<'_> {
    /// What speaks against a cell's going on from one line to the next.
    pub(super) fn against_wrap(&self, a: Piece, b: Piece) -> usize {
        let stops = |words: &str| ends_sentence(words) || words.ends_with(['；', ';', '：', ':', '、', '，']);
        let parted = || stops(a.of(self.text)) || marker(b.of(self.text)).is_some();
        match self.flow(a, b) {
            Flow::Anew => BEGINS_ANEW,
            Flow::On => 0,
            Flow::Either if self.is_full(a, b) || parted() => 0,
            Flow::Either => WRAPS_SHORT,
        }
    }

    /// What speaks against a cell's ending with one line, and another's beginning with the next.
    pub(super) fn against_cut(&self, a: Piece, b: Piece) -> usize {
        match self.flow(a, b) {
            Flow::Anew => 0,
            Flow::On => ENDS_OPEN,
            Flow::Either if !ends_sentence(a.of(self.text)) && self.is_full(a, b) => ENDS_FULL,
            Flow::Either => 0,
        }
    }

    pub(super) fn flow(&self, a: Piece, b: Piece) -> Flow {
        match flow::between(a.of(self.text), b.of(self.text), self.column, self.lexicon) {
            // What a wrap broke was full.
            Flow::On if !self.is_full(a, b) && !flow::pauses(a.of(self.text)) => Flow::Either,
            flow => flow,
        }
    }

    /// Whether the first word of a line would not have found room in the line before.
    pub(super) fn is_full(&self, a: Piece, b: Piece) -> bool {
        is_full(self.text, a, b, self.widest)
    }
}

/// Whether the first word of a line would not have found room in the line before.
fn is_full(text: &str, a: Piece, b: Piece, widest: usize) -> bool {
    /// Marks that may not begin a line take their character with them, and justified words some room.
    const ROOM: usize = 2;
    let next = b.of(text);
    let word: usize = match next.chars().next() {
        // A mark that may not begin a line takes the character before it along.
        Some(c) if is_han(c) => {
            2 + next.chars().skip(1).take_while(|&c| !is_han(c) && !c.is_alphanumeric()).count() * 2
        }
        _ => next.chars().take_while(|&c| !is_han(c)).map(super::line::width_of).sum(),
    };
    a.width + word + ROOM > widest
}
