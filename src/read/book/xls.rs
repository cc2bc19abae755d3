//! Workbooks of Excel 97 to 2003 (.xls, .et): records in one stream ([MS-XLS], BIFF8).

use std::collections::HashMap;
use std::rc::Rc;

use super::shown::Format;
use super::{Book, Merged, Room, Sheet};
use crate::error::ReadError;
use crate::read::compound::Compound;
use crate::read::little::{part, place_at, u16_at, u32_at};
use crate::read::package::damaged;
use crate::read::{self, foreign};

/// The version of Excel 97 and later.
const EXCEL_97: u16 = 0x0600;

/// Records, by their numbers in [MS-XLS], 2.3.
mod record {
    pub const FORMULA: u16 = 0x06;
    pub const END: u16 = 0x0a;
    pub const FROM_1904: u16 = 0x22;
    pub const LOCKED: u16 = 0x2f;
    pub const CONTINUE: u16 = 0x3c;
    pub const SHEET: u16 = 0x85;
    pub const NUMBERS: u16 = 0xbd;
    pub const STYLE: u16 = 0xe0;
    pub const MERGED: u16 = 0xe5;
    pub const STRINGS: u16 = 0xfc;
    pub const SHARED: u16 = 0xfd;
    pub const NUMBER: u16 = 0x203;
    pub const WORDS: u16 = 0x204;
    pub const TRUTH: u16 = 0x205;
    pub const OF_FORMULA: u16 = 0x207;
    pub const SHORT_NUMBER: u16 = 0x27e;
    pub const FORMAT: u16 = 0x41e;
    pub const BEGIN: u16 = 0x809;
}

/// Bits of a string: two bytes a character, and what stands before and behind it.
const WIDE: u8 = 1;
const SPOKEN: u8 = 4;
const RUNS: u8 = 8;

pub(super) fn read(file: &Compound<'_>, name: &str, room: &mut Room) -> Result<Book, ReadError> {
    let stream = file.stream(name).ok_or_else(|| broken("its stream of records is cut off"))?;
    let mut globals = Globals::default();
    globals.read(&stream, room)?;
    let mut book = Book::default();
    for (place, hidden, kind, name) in std::mem::take(&mut globals.sheets) {
        match (kind, hidden) {
            (0, 0) => book.sheets.push(globals.sheet(&stream, place, room)?),
            (0, _) => book.hidden.push(name),
            _ => {}
        }
    }
    Ok(book)
}

/// The records from a place on, as far as they are whole.
fn records(stream: &[u8], mut at: usize) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (number, length) = (u16_at(stream, at)?, usize::from(u16_at(stream, at.checked_add(2)?)?));
        let said = part(stream, at.checked_add(4)?, length)?;
        at += 4 + length;
        Some((number, said))
    })
}

/// What holds for all sheets.
#[derive(Default)]
struct Globals {
    /// Where each sheet begins, whether it is hidden, what it is, and its name.
    sheets: Vec<(usize, u8, u8, String)>,
    own: HashMap<u16, Format>,
    styles: Vec<u16>,
    strings: Vec<Rc<str>>,
    from_1904: bool,
}

impl Globals {
    fn read(&mut self, stream: &[u8], room: &mut Room) -> Result<(), ReadError> {
        let mut ended = false;
        // The table of strings goes on in the records behind it.
        let mut strings: Vec<&[u8]> = Vec::new();
        let mut in_strings = false;
        for (at, (number, said)) in records(stream, 0).enumerate() {
            in_strings &= number == record::CONTINUE;
            match number {
                record::BEGIN if at == 0 && u16_at(said, 0) != Some(EXCEL_97) => {
                    return Err(ReadError::Unsupported { found: foreign::OLD_WORKBOOK });
                }
                record::LOCKED => return Err(ReadError::Unsupported { found: foreign::LOCKED_OFFICE }),
                record::FROM_1904 => self.from_1904 = u16_at(said, 0) == Some(1),
                record::SHEET => {
                    let sheet = || {
                        let name = string(said.get(6..)?, 1)?;
                        Some((place_at(said, 0)?, *said.get(4)? & 3, *said.get(5)?, name))
                    };
                    self.sheets.push(sheet().ok_or_else(|| broken("its sheets cannot be told"))?);
                }
                record::FORMAT => {
                    if let (Some(number), Some(code)) =
                        (u16_at(said, 0), said.get(2..).and_then(|said| string(said, 2)))
                    {
                        self.own.insert(number, Format::new(&code));
                    }
                }
                record::STYLE => self.styles.push(u16_at(said, 2).unwrap_or(0)),
                record::STRINGS => {
                    in_strings = true;
                    strings = vec![said];
                }
                record::CONTINUE if in_strings => strings.push(said),
                record::END => {
                    ended = true;
                    break;
                }
                _ => {}
            }
        }
        if !ended || self.sheets.is_empty() {
            return Err(broken("its records are cut off"));
        }
        let count = strings.first().and_then(|said| u32_at(said, 4)).unwrap_or(0);
        let mut parts = Parts { parts: &strings, at: 8 };
        for _ in 0..count {
            room.take(1, 0)?;
            let string = parts.string().ok_or_else(|| broken("its strings are cut off"))?;
            self.strings.push(string.into());
        }
        Ok(())
    }

    fn sheet(&self, stream: &[u8], place: usize, room: &mut Room) -> Result<Sheet, ReadError> {
        let mut sheet = Sheet::default();
        let mut depth = 0;
        // Where the words of a formula go, which stand in a record of their own.
        let mut formula = None;
        for (number, said) in records(stream, place) {
            match number {
                record::BEGIN => depth += 1,
                record::END => {
                    depth -= 1;
                    if depth == 0 {
                        return Ok(sheet);
                    }
                }
                // A chart within the sheet.
                _ if depth > 1 => {}
                record::MERGED => {
                    for merged in said.get(2..).unwrap_or_default().chunks_exact(8) {
                        let number = |at: usize| u16_at(merged, at).map_or(0, u32::from);
                        room.take(1, 0)?;
                        sheet.merged.push(Merged { first: (number(0), number(4)), last: (number(2), number(6)) });
                    }
                }
                record::OF_FORMULA => {
                    if let Some((row, column)) = formula.take() {
                        let words = string(said, 2).ok_or_else(|| broken("the words of a cell are cut off"))?;
                        sheet.put(row, column, words.into(), room)?;
                    }
                }
                record::NUMBERS => {
                    let (row, first) = (u16_at(said, 0).unwrap_or(0), u16_at(said, 2).unwrap_or(0));
                    let numbers = said.get(4..said.len().saturating_sub(2)).unwrap_or_default().chunks_exact(6);
                    for (column, cell) in (u32::from(first)..).zip(numbers) {
                        if let Some((style, number)) = u16_at(cell, 0).zip(u32_at(cell, 2)) {
                            sheet.put(row.into(), column, self.show(style, short(number)), room)?;
                        }
                    }
                }
                _ => {
                    let Some(place) = u16_at(said, 0).zip(u16_at(said, 2)) else { continue };
                    let (row, column) = (place.0.into(), place.1.into());
                    if number == record::FORMULA {
                        formula = Some((row, column));
                    }
                    if let Some(shown) = self.shown(number, said) {
                        sheet.put(row, column, shown, room)?;
                    }
                }
            }
        }
        Err(broken("a sheet is cut off"))
    }

    /// What a cell shows; `None` where the record is of no cell, or of one without words.
    fn shown(&self, number: u16, said: &[u8]) -> Option<Rc<str>> {
        let style = u16_at(said, 4)?;
        let double = |at: usize| Some(f64::from_le_bytes(part(said, at, 8)?.try_into().ok()?));
        match number {
            record::SHARED => self.strings.get(place_at(said, 6)?).cloned(),
            record::WORDS => string(said.get(6..)?, 2).map(Rc::from),
            record::NUMBER => Some(self.show(style, double(6)?)),
            record::SHORT_NUMBER => Some(self.show(style, short(u32_at(said, 6)?))),
            record::TRUTH => Some(truth(*said.get(6)?, *said.get(7)? == 1)),
            record::FORMULA => match (u16_at(said, 12)?, *said.get(6)?) {
                (0xffff, 1) => Some(truth(*said.get(8)?, false)),
                (0xffff, 2) => Some(truth(*said.get(8)?, true)),
                // Words, which follow, or none.
                (0xffff, _) => None,
                _ => Some(self.show(style, double(6)?)),
            },
            _ => None,
        }
    }

    fn show(&self, style: u16, number: f64) -> Rc<str> {
        let format = self.styles.get(usize::from(style)).copied().unwrap_or(0);
        match self.own.get(&format) {
            Some(own) => own.show(number, self.from_1904).into(),
            None => Format::built_in(format.into()).show(number, self.from_1904).into(),
        }
    }
}

/// What a formula came to that is no number: whether something holds, or what was wrong.
fn truth(value: u8, is_error: bool) -> Rc<str> {
    match (is_error, value) {
        (false, 0) => "FALSE",
        (false, _) => "TRUE",
        (true, 0x00) => "#NULL!",
        (true, 0x07) => "#DIV/0!",
        (true, 0x17) => "#REF!",
        (true, 0x1d) => "#NAME?",
        (true, 0x24) => "#NUM!",
        (true, 0x2a) => "#N/A",
        (true, _) => "#VALUE!",
    }
    .into()
}

/// A number in four bytes: the upper bits of one in eight, or a whole one, and perhaps a hundredth of it.
fn short(number: u32) -> f64 {
    let value = if number & 2 == 0 {
        f64::from_bits(u64::from(number & !3) << 32)
    } else {
        f64::from(number.cast_signed() >> 2)
    };
    if number & 1 == 0 { value } else { value / 100.0 }
}

/// A string in one record, with its length in so many bytes.
fn string(said: &[u8], length: usize) -> Option<String> {
    let count = if length == 1 { usize::from(*said.first()?) } else { usize::from(u16_at(said, 0)?) };
    characters(said.get(length + 1..)?, count, said.get(length)? & WIDE != 0)
}

fn characters(bytes: &[u8], count: usize, wide: bool) -> Option<String> {
    if wide {
        let units: Vec<u16> = part(bytes, 0, count * 2)?.chunks_exact(2).filter_map(|two| u16_at(two, 0)).collect();
        return Some(String::from_utf16_lossy(&units));
    }
    Some(part(bytes, 0, count)?.iter().map(|&byte| char::from(byte)).collect())
}

/// The table of strings on its way: records one behind another.
struct Parts<'b> {
    parts: &'b [&'b [u8]],
    /// The place in the first of them.
    at: usize,
}

impl Parts<'_> {
    /// The next string. Where it goes on in the next record, that says anew how wide its characters are.
    fn string(&mut self) -> Option<String> {
        let count = usize::from(u16::from_le_bytes([self.byte()?, self.byte()?]));
        let mut bits = self.byte()?;
        let runs = if bits & RUNS == 0 { 0 } else { usize::from(u16::from_le_bytes([self.byte()?, self.byte()?])) };
        let mut spoken = [0; 4];
        if bits & SPOKEN != 0 {
            for byte in &mut spoken {
                *byte = self.byte()?;
            }
        }
        let mut units: Vec<u16> = Vec::new();
        while units.len() < count {
            let rest = self.parts.first()?.get(self.at..).unwrap_or_default();
            if rest.is_empty() {
                self.parts = self.parts.get(1..)?;
                self.at = 0;
                bits = self.byte()?;
                continue;
            }
            let left = count - units.len();
            if bits & WIDE == 0 {
                let bytes = rest.get(..left).unwrap_or(rest);
                units.extend(bytes.iter().map(|&byte| u16::from(byte)));
                self.at += bytes.len();
            } else {
                let bytes = rest.get(..left * 2).unwrap_or(rest);
                units.extend(bytes.chunks_exact(2).filter_map(|two| u16_at(two, 0)));
                self.at += bytes.len();
            }
        }
        self.skip(runs * 4 + usize::try_from(u32::from_le_bytes(spoken)).ok()?)?;
        Some(String::from_utf16_lossy(&units))
    }

    fn byte(&mut self) -> Option<u8> {
        loop {
            if let Some(&byte) = self.parts.first()?.get(self.at) {
                self.at += 1;
                return Some(byte);
            }
            self.parts = self.parts.get(1..)?;
            self.at = 0;
        }
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let rest = self.parts.first()?.len().saturating_sub(self.at);
            if rest >= count {
                self.at += count;
                return Some(());
            }
            count -= rest;
            self.parts = self.parts.get(1..)?;
            self.at = 0;
        }
        Some(())
    }
}

fn broken(detail: &str) -> ReadError {
    damaged(read::Format::Xls, &detail)
}
