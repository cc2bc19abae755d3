//! The head of a Word file ([MS-DOC], FIB): of what kind it is, and where its parts are.

use crate::read::little::{part, place_at, u16_at};

/// How the stream of the text begins in all versions since Word 6.
const MARK: u16 = 0xa5ec;

/// Versions from here on are of Word 97 and later; Word 95 writes 104.
const WORD_97: u16 = 0x00c0;

/// Bits of the flags.
const ENCRYPTED: u16 = 0x0100;
const IN_TABLE_1: u16 = 0x0200;

/// Where the places of parts begin: pairs of a place in the stream of tables and a length.
const PARTS: usize = 154;

/// A part of the stream of tables, by the number of its pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Styles = 1,
    FootnoteMarks = 2,
    Footnotes = 3,
    Sections = 6,
    CharacterRuns = 12,
    ParagraphRuns = 13,
    Pieces = 33,
    Drawings = 40,
    Boxes = 56,
    Lists = 73,
    ListUses = 74,
}

/// A text within the text: they stand one behind another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Story {
    Main = 0,
    Footnotes = 1,
    Boxes = 6,
}

/// Where the counts of characters of the stories are: the fourth is no story's.
const COUNTS: [usize; 7] = [76, 80, 84, 88, 92, 96, 100];

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    NotWord,
    TooOld,
    Locked,
}

/// The head of a file.
pub(super) struct Header<'b> {
    bytes: &'b [u8],
}

impl<'b> Header<'b> {
    /// Reads the head of the stream of the text.
    pub(super) fn read(bytes: &'b [u8]) -> Result<Self, Refused> {
        let number = |at: usize| u16_at(bytes, at).ok_or(Refused::NotWord);
        // Word 2 and earlier begin with other marks that end so.
        match number(0)? {
            MARK => {}
            mark if mark & 0xff00 == 0xa500 => return Err(Refused::TooOld),
            _ => return Err(Refused::NotWord),
        }
        if number(2)? < WORD_97 {
            return Err(Refused::TooOld);
        }
        if number(10)? & ENCRYPTED != 0 {
            return Err(Refused::Locked);
        }
        Ok(Self { bytes })
    }

    /// The name of the stream of tables.
    pub(super) fn table(&self) -> &'static str {
        match u16_at(self.bytes, 10) {
            Some(flags) if flags & IN_TABLE_1 != 0 => "1Table",
            _ => "0Table",
        }
    }

    /// A part; empty where there is none, `None` where it lies beyond the end.
    pub(super) fn part<'t>(&self, table: &'t [u8], which: Part) -> Option<&'t [u8]> {
        let pair = PARTS + which as usize * 8;
        match place_at(self.bytes, pair + 4)? {
            0 => Some(&[]),
            length => part(table, place_at(self.bytes, pair)?, length),
        }
    }

    /// What begins where a part begins, up to the end of the stream.
    pub(super) fn from<'t>(&self, table: &'t [u8], which: Part) -> Option<&'t [u8]> {
        table.get(place_at(self.bytes, PARTS + which as usize * 8)?..)
    }

    /// Where a story begins in the text, and where it ends.
    pub(super) fn story(&self, which: Story) -> Option<(usize, usize)> {
        let mut start = 0_usize;
        for (number, &at) in COUNTS.iter().enumerate() {
            let end = start.checked_add(place_at(self.bytes, at)?)?;
            if number == which as usize {
                return Some((start, end));
            }
            start = end;
        }
        None
    }
}
