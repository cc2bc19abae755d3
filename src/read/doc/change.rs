//! Changes of properties, one behind another, each with a code that tells its length ([MS-DOC], Prl and Sprm).

use crate::read::little::{part, u16_at};

/// The changes that are read, by their codes in [MS-DOC], 2.6.
pub(super) mod code {
    pub const DELETED: u16 = 0x0800;
    pub const HIDDEN: u16 = 0x083c;
    pub const CHARACTER_STYLE: u16 = 0x4a30;
    pub const SYMBOL: u16 = 0x6a09;
    pub const STYLE: u16 = 0x4600;
    pub const BREAK_BEFORE: u16 = 0x2407;
    pub const LEVEL: u16 = 0x260a;
    pub const LIST: u16 = 0x460b;
    pub const IN_TABLE: u16 = 0x2416;
    pub const ROW_END: u16 = 0x2417;
    pub const DEPTH: u16 = 0x6649;
    pub const DEEPER: u16 = 0x664a;
    pub const INNER_CELL: u16 = 0x244b;
    pub const INNER_ROW_END: u16 = 0x244c;
    /// These two: more changes stand in the stream of data.
    pub const ELSEWHERE: u16 = 0x6646;
    pub const TABLE_ELSEWHERE: u16 = 0x646b;
    pub const CELLS: u16 = 0xd608;
    pub const MERGE: u16 = 0x5624;
    pub const SPLIT: u16 = 0x5625;
    pub const MERGE_DOWN: u16 = 0xd62b;
}

/// The old form of [`code::CELLS`].
const OLD_CELLS: u16 = 0xd606;

/// Tab stops, whose length may be too much for a byte.
const TABS: u16 = 0xc615;

/// A change: its code, and what it says.
pub(super) type Change<'b> = (u16, &'b [u8]);

/// The changes that stand in these bytes, as far as they are whole.
pub(super) fn changes(bytes: &[u8]) -> impl Iterator<Item = Change<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let code = u16_at(bytes, at)?;
        at += 2;
        let length = length(code, bytes, at)?;
        let said = part(bytes, at, length)?;
        at += length;
        let skipped = usize::from(code >> 13 == 6) + usize::from(matches!(code, code::CELLS | OLD_CELLS));
        Some((code, said.get(skipped..).unwrap_or_default()))
    })
}

/// How many bytes a change says, the bytes that tell how many included.
fn length(code: u16, bytes: &[u8], at: usize) -> Option<usize> {
    Some(match code >> 13 {
        0 | 1 => 1,
        2 | 4 | 5 => 2,
        3 => 4,
        7 => 3,
        _ if matches!(code, code::CELLS | OLD_CELLS) => usize::from(u16_at(bytes, at)?) + 1,
        _ => match *bytes.get(at)? {
            u8::MAX if code == TABS => {
                let deleted = usize::from(*bytes.get(at + 1)?);
                let added = usize::from(*bytes.get(at + 2 + deleted * 4)?);
                3 + deleted * 4 + added * 3
            }
            length => usize::from(length) + 1,
        },
    })
}

/// The change that a piece of the text says by itself, in a short form ([MS-DOC], Prm0).
pub(super) fn short(said: u16) -> Option<(u16, u8)> {
    let [low, value] = said.to_le_bytes();
    let code = match low >> 1 {
        0x09 => code::BREAK_BEFORE,
        0x0e => code::LEVEL,
        0x18 => code::IN_TABLE,
        0x19 => code::ROW_END,
        0x41 => code::DELETED,
        0x5c => code::HIDDEN,
        _ => return None,
    };
    Some((code, value)).filter(|_| low & 1 == 0)
}
