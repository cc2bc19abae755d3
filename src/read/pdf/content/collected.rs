//! The characters of the collection Adobe-GB1, to which fonts refer that are not in the file.
//!
//! hayro has the CMaps of all languages packed in one; to unpack and parse them takes longer than to read a short document.
//! The build script lays those of this collection out as tables.

/// In a table of numbers: no character.
const NONE: u16 = u16::MAX;

/// Codes of one byte, which stand before those of two in a table.
const SINGLE: usize = 256;

/// The tables by the names of the encodings.
static ENCODINGS: [(&[u8], &[u8]); 6] = [
    (b"GB-EUC-H", include_bytes!(concat!(env!("OUT_DIR"), "/GB-EUC-H.gb1"))),
    (b"GBK-EUC-H", include_bytes!(concat!(env!("OUT_DIR"), "/GBK-EUC-H.gb1"))),
    (b"GBK2K-H", include_bytes!(concat!(env!("OUT_DIR"), "/GBK2K-H.gb1"))),
    (b"GBKp-EUC-H", include_bytes!(concat!(env!("OUT_DIR"), "/GBKp-EUC-H.gb1"))),
    (b"UniGB-UCS2-H", include_bytes!(concat!(env!("OUT_DIR"), "/UniGB-UCS2-H.gb1"))),
    (b"UniGB-UTF16-H", include_bytes!(concat!(env!("OUT_DIR"), "/UniGB-UTF16-H.gb1"))),
];

/// The characters by their numbers, in UTF-16; 0 for those that take more than a unit.
static UNICODE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/Adobe-GB1.unicode"));

/// How an encoding numbers characters of one and two bytes.
#[derive(Clone, Copy)]
pub(super) struct Encoding(&'static [u8]);

impl Encoding {
    pub(super) fn named(name: &[u8]) -> Option<Self> {
        ENCODINGS.iter().find(|(known, _)| *known == name).map(|&(_, table)| Self(table))
    }

    /// The number of a character whose code has so many bytes.
    pub(super) fn number(self, code: u32, bytes: u8) -> Option<u32> {
        let code = usize::try_from(code).ok()?;
        let index = match bytes {
            1 if code < SINGLE => code,
            2 => code.checked_add(SINGLE)?,
            _ => return None,
        };
        unit(self.0, index).filter(|&number| number != NONE).map(u32::from)
    }
}

/// The character of a number.
pub(super) fn unicode(number: u32) -> Option<char> {
    let unit = unit(UNICODE, usize::try_from(number).ok()?)?;
    char::from_u32(u32::from(unit)).filter(|&c| c != '\0')
}

fn unit(table: &[u8], index: usize) -> Option<u16> {
    table.as_chunks().0.get(index).map(|&bytes| u16::from_le_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::{Encoding, unicode};

    #[test]
    fn codes_lead_to_characters() {
        for (encoding, code, bytes, expected) in [
            ("GBK-EUC-H", 0xd6d0, 2, Some('中')),
            ("GBK-EUC-H", 0x41, 1, Some('A')),
            ("GBK-EUC-H", 0xd6, 1, None),
            ("UniGB-UCS2-H", 0x4e2d, 2, Some('中')),
            ("UniGB-UCS2-H", 0xb7, 2, Some('·')),
        ] {
            let found = Encoding::named(encoding.as_bytes()).and_then(|e| e.number(code, bytes)).and_then(unicode);
            assert_eq!(found, expected, "{encoding} {code:x}");
        }
    }
}
