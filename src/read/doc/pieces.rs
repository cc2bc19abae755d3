//! The text of a Word file: pieces that lie anywhere in its stream ([MS-DOC], Clx).

use encoding_rs::WINDOWS_1252;

use super::plc::Plc;
use crate::read::little::{part, place_at, u16_at, u32_at};

/// What begins the parts of a Clx: changes that pieces name by their number, and the pieces.
const CHANGES: u8 = 1;
const PIECES: u8 = 2;

/// Set in the place of a piece whose characters take a byte each.
const NARROW: u32 = 0x4000_0000;

/// The text of all stories, in the order of its characters.
pub(super) struct Text<'b> {
    /// In UTF-16: what counts the places of a text in the file.
    pub units: Vec<u16>,
    pieces: Vec<Piece>,
    /// Changes that pieces name.
    changes: Vec<&'b [u8]>,
}

#[derive(Debug, Clone, Copy)]
struct Piece {
    /// Its first character in the text.
    start: usize,
    /// Its first byte in the stream.
    from: usize,
    /// Bytes of a character.
    width: usize,
    /// The changes that hold for all of it.
    changed: u16,
}

/// Why there is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lost {
    Pieces,
    Beyond,
    TooLong,
}

impl<'b> Text<'b> {
    /// Puts the pieces together, to so many bytes.
    pub(super) fn read(clx: &'b [u8], stream: &[u8], room: u64) -> Result<Self, Lost> {
        let (changes, plc) = parts(clx).ok_or(Lost::Pieces)?;
        let plc = Plc::new(plc, 8);
        let mut text = Self { units: Vec::new(), pieces: Vec::new(), changes };
        for index in 0..plc.count {
            let (start, end) = plc.place(index).zip(plc.place(index + 1)).ok_or(Lost::Pieces)?;
            let said = plc.said(index).ok_or(Lost::Pieces)?;
            let length = end.checked_sub(start).filter(|_| start == text.units.len()).ok_or(Lost::Pieces)?;
            if (end as u64).saturating_mul(2) > room {
                return Err(Lost::TooLong);
            }
            let place = u32_at(said, 2).ok_or(Lost::Pieces)?;
            let changed = u16_at(said, 6).ok_or(Lost::Pieces)?;
            let from = usize::try_from(place & (NARROW - 1)).map_err(|_| Lost::Beyond)?;
            let piece = if place & NARROW == 0 {
                let bytes = part(stream, from, length * 2).ok_or(Lost::Beyond)?;
                text.units.extend(bytes.chunks_exact(2).filter_map(|two| u16_at(two, 0)));
                Piece { start, from, width: 2, changed }
            } else {
                let bytes = part(stream, from / 2, length).ok_or(Lost::Beyond)?;
                // Each of its characters is one unit.
                text.units.extend(WINDOWS_1252.decode_without_bom_handling(bytes).0.encode_utf16());
                Piece { start, from: from / 2, width: 1, changed }
            };
            text.pieces.push(piece);
        }
        Ok(text)
    }

    /// Where a character is in the stream.
    pub(super) fn place(&self, at: usize) -> Option<usize> {
        let piece = self.piece(at)?;
        Some(piece.from + (at - piece.start) * piece.width)
    }

    /// How many characters from here on lie before this place in the stream, in the same piece. One at least.
    pub(super) fn until(&self, at: usize, end: usize) -> usize {
        let count = self.piece(at).zip(self.place(at)).map(|(piece, place)| {
            let rest = self.pieces.get(self.pieces.partition_point(|piece| piece.start <= at));
            let rest = rest.map_or(self.units.len(), |next| next.start).saturating_sub(at);
            end.saturating_sub(place).div_ceil(piece.width).min(rest)
        });
        count.unwrap_or(1).max(1)
    }

    /// The changes that hold for all of the piece that a character is in: in their short form, or in full.
    pub(super) fn changed(&self, at: usize) -> (u16, &'b [u8]) {
        match self.piece(at).map_or(0, |piece| piece.changed) {
            named if named & 1 == 1 => (0, self.changes.get(usize::from(named >> 1)).copied().unwrap_or_default()),
            short => (short, &[]),
        }
    }

    fn piece(&self, at: usize) -> Option<Piece> {
        self.pieces.get(self.pieces.partition_point(|piece| piece.start <= at).checked_sub(1)?).copied()
    }
}

/// The changes that pieces name, and the pieces.
fn parts(clx: &[u8]) -> Option<(Vec<&[u8]>, &[u8])> {
    let (mut changes, mut at) = (Vec::new(), 0);
    loop {
        match *clx.get(at)? {
            CHANGES => {
                let length = usize::from(u16_at(clx, at + 1)?);
                changes.push(part(clx, at + 3, length)?);
                at += 3 + length;
            }
            PIECES => return Some((changes, part(clx, at + 5, place_at(clx, at + 1)?)?)),
            _ => return None,
        }
    }
}
