//! The lists of a Word file ([MS-DOC], PlfLst and PlfLfo).

use crate::read::counted::Digits;
use crate::read::little::{part, u16_at, u32_at};
use crate::read::numbering::{Kind, LEVELS, Level, List, Numbering, Shown};

/// Bytes of a kind of lists, of a list, and of a level before its texts.
const KIND: usize = 28;
const USE: usize = 16;
const LEVEL: usize = 28;

/// Bytes of what a list changes of a level, before the level itself.
const CHANGE: usize = 8;

/// The longest text of a level, in characters. Word takes no more than 31.
const LONGEST: usize = 255;

/// No style.
const NO_STYLE: u16 = 0x0fff;

/// Reads the kinds of lists: a count, each kind, and then their levels. `None` where they are not whole.
pub(super) fn read_kinds(bytes: &[u8], found: &mut Numbering) -> Option<()> {
    let count = usize::from(u16_at(bytes, 0)?);
    let mut rest = bytes.get(2 + count * KIND..)?;
    for number in 0..count {
        let said = part(bytes, 2 + number * KIND, KIND)?;
        let mut kind = Kind::default();
        let single = said.get(26)? & 1 == 1;
        for (at, level) in kind.levels.iter_mut().enumerate().take(if single { 1 } else { LEVELS }) {
            *level = read_level(&mut rest)?;
            level.style = u16_at(said, 8 + at * 2).filter(|style| *style != NO_STYLE).map(|style| style.to_string());
        }
        found.kinds.insert(u32_at(said, 0)?.to_string(), kind);
    }
    Some(())
}

/// Reads the lists: a count, each with its kind, and then what is different in them. `None` where they are not whole.
pub(super) fn read_uses(bytes: &[u8], found: &mut Numbering) -> Option<()> {
    let count = usize::try_from(u32_at(bytes, 0)?).ok()?;
    let mut rest = bytes.get(count.checked_mul(USE)?.checked_add(4)?..)?;
    for number in 0..count {
        let said = part(bytes, 4 + number * USE, USE)?;
        let mut list = List::of(u32_at(said, 0)?.to_string());
        // A number that no program reads stands before each.
        rest = rest.get(4..)?;
        for _ in 0..*said.get(12)? {
            let change = u32_at(rest, 4)?;
            let level = (change & 0xf) as usize;
            if change & 0x10 != 0
                && let Some(start) = list.starts.get_mut(level)
            {
                *start = u32_at(rest, 0);
            }
            rest = rest.get(CHANGE..)?;
            if change & 0x20 != 0 {
                let changed = read_level(&mut rest)?;
                if let Some(level) = list.levels.get_mut(level) {
                    *level = Some(changed);
                }
            }
        }
        found.lists.insert((number + 1).to_string(), list);
    }
    Some(())
}

fn read_level(rest: &mut &[u8]) -> Option<Level> {
    let said = part(rest, 0, LEVEL)?;
    let before = usize::from(*said.get(24)?) + usize::from(*said.get(25)?);
    let words = rest.get(LEVEL + before..)?;
    let length = Some(usize::from(u16_at(words, 0)?)).filter(|length| *length <= LONGEST)?;
    let words = part(words, 2, length * 2)?;
    let units: Vec<u16> = words.chunks_exact(2).filter_map(|two| u16_at(two, 0)).collect();
    *rest = rest.get(LEVEL + before + 2 + length * 2..)?;
    Some(Level {
        start: u32_at(said, 0)?,
        shown: shown(*said.get(4)?),
        text: String::from_utf16_lossy(&units),
        style: None,
        decimal: said.get(5)? & 4 != 0,
    })
}

/// How a kind of number is shown, by its code in [MS-OSHARED], 2.2.1.3.
fn shown(code: u8) -> Shown {
    Shown::Digits(match code {
        1 => Digits::LargeRoman,
        2 => Digits::SmallRoman,
        3 => Digits::Large,
        4 => Digits::Small,
        10 | 11 | 17 | 33 | 35..=37 | 39 | 40 => Digits::Han,
        14 | 19 => Digits::Wide,
        16 | 34 | 38 => Digits::Formal,
        18 | 28 | 29 => Digits::Circled,
        22 => Digits::Padded,
        23 => return Shown::Bullet,
        26 => Digits::Stopped,
        27 => Digits::Bracketed,
        30 => Digits::Stems,
        31 => Digits::Branches,
        255 => return Shown::Nothing,
        _ => Digits::Decimal,
    })
}
