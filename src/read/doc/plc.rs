//! Places, in ascending order, with something said of what lies from each to the next ([MS-DOC], PLC).

use crate::read::little::{part, place_at};

/// Places and what is said of each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plc<'b> {
    bytes: &'b [u8],
    /// Bytes that are said of each.
    size: usize,
    /// How many there are; there is a place more.
    pub count: usize,
}

impl<'b> Plc<'b> {
    pub(super) fn new(bytes: &'b [u8], size: usize) -> Self {
        Self { bytes, size, count: bytes.len().saturating_sub(4) / (4 + size) }
    }

    pub(super) fn place(&self, index: usize) -> Option<usize> {
        place_at(self.bytes, index.checked_mul(4)?).filter(|_| index <= self.count)
    }

    /// What is said of the stretch that begins with this place.
    pub(super) fn said(&self, index: usize) -> Option<&'b [u8]> {
        let from = (self.count + 1) * 4;
        part(self.bytes, from + index.checked_mul(self.size)?, self.size).filter(|_| index < self.count)
    }

    /// The last that begins at this place or before it.
    pub(super) fn find(&self, place: usize) -> Option<usize> {
        last_at_most(self.count, place, |index| self.place(index))
    }

    /// The one that begins right here.
    pub(super) fn at(&self, place: usize) -> Option<usize> {
        self.find(place).filter(|&index| self.place(index) == Some(place))
    }
}

/// The last of so many places in ascending order that is not behind this one.
pub(super) fn last_at_most(count: usize, place: usize, of: impl Fn(usize) -> Option<usize>) -> Option<usize> {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if of(middle)? <= place {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low.checked_sub(1)
}
