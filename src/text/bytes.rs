//! Bytes of a text that are of a kind, told without decoding its characters.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::is_blank;

/// How many bytes are of a kind. Sums as wide as a byte let sixteen be looked at together.
pub fn count(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    let count = |chunk: &[u8]| chunk.iter().map(|&byte| u8::from(is(byte))).sum::<u8>();
    bytes.chunks(u8::MAX.into()).map(|chunk| usize::from(count(chunk))).sum()
}

/// How many characters begin among bytes of a text.
pub fn count_chars(bytes: &[u8]) -> usize {
    count(bytes, |byte| (byte as i8) >= -0x40)
}

/// Where the blanks of a text begin that are no ASCII, of all that [`is_blank`] tells; in no order.
pub fn wide_blanks(text: &str) -> impl Iterator<Item = usize> {
    static IDEOGRAPHIC: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\u{3000}"));
    static BYTE_ORDER_MARK: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\u{feff}"));
    let bytes = text.as_bytes();
    // Few marks begin as the others do.
    let others = memchr::memchr3_iter(0xc2, 0xe1, 0xe2, bytes)
        .filter(|&at| text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(is_blank));
    IDEOGRAPHIC.find_iter(bytes).chain(BYTE_ORDER_MARK.find_iter(bytes)).chain(others)
}

/// The Han of the common block in a text, and where they stand.
pub fn han(text: &str) -> impl Iterator<Item = (usize, char)> {
    han_but(text, |_, _| false)
}

/// The characters of a text that are no Han of the common block, and where they stand: marks, digits, letters, blanks.
pub fn marks(text: &str) -> impl Iterator<Item = (usize, char)> {
    all_but(text, |_, _| true)
}

/// A few Han characters of the common block that are looked for. One other in a hundred or so passes for one of them.
#[derive(Debug, Clone, Default)]
pub struct FewHan {
    /// For each first byte, one bit for each last byte.
    bits: [u64; LEADS],
}

/// The first and the last of the bytes that Han begin with; nothing else but hexagrams does. Each is the first of three.
const LEAD: u8 = 0xe4;
const LAST_LEAD: u8 = 0xe9;
const LEADS: usize = (LAST_LEAD - LEAD + 1) as usize;

impl FewHan {
    /// The characters of some words, which are nothing but Han.
    #[must_use]
    pub const fn new(words: &str) -> Self {
        let (mut few, mut rest) = (Self { bits: [0; LEADS] }, words.as_bytes());
        while let [lead @ LEAD..=LAST_LEAD, _, last, behind @ ..] = rest {
            few.bits[(*lead - LEAD) as usize] |= 1 << (*last % 64);
            rest = behind;
        }
        few
    }

    /// Adds a character, if it is one of the common block.
    pub fn insert(&mut self, c: char) {
        let added = Self::new(c.encode_utf8(&mut [0; 4]));
        self.bits.iter_mut().zip(added.bits).for_each(|(bits, added)| *bits |= added);
    }

    /// Those of a text, and where they stand.
    pub fn within(&self, text: &str) -> impl Iterator<Item = (usize, char)> {
        han_but(text, |bytes, at| self.lacks(bytes, at))
    }

    /// Those of a text, with its [`marks`], and where they stand.
    pub fn and_marks(&self, text: &str) -> impl Iterator<Item = (usize, char)> {
        all_but(text, |bytes, at| self.lacks(bytes, at))
    }

    /// Whether the Han that begins at a byte is none of them.
    #[inline]
    fn lacks(&self, bytes: &[u8], at: usize) -> bool {
        let (lead, last) = (bytes[at], bytes.get(at + 2).copied().unwrap_or_default());
        self.bits[usize::from(lead - LEAD)] & (1 << (last % 64)) == 0
    }
}

/// The character of three bytes.
#[inline]
fn of_three(first: u8, second: u8, third: u8) -> Option<char> {
    let bits = |byte: u8, mask: u8| u32::from(byte & mask);
    char::from_u32(bits(first, 0xf) << 12 | bits(second, 0x3f) << 6 | bits(third, 0x3f))
}

/// The Han of a text without those that are told to be skipped by where they begin.
fn han_but(text: &str, skip: impl Fn(&[u8], usize) -> bool) -> impl Iterator<Item = (usize, char)> {
    let bytes = text.as_bytes();
    let mut next = 0;
    std::iter::from_fn(move || {
        loop {
            while let Some(LEAD..=LAST_LEAD) = bytes.get(next)
                && skip(bytes, next)
            {
                next += 3;
            }
            let at = next;
            let lead = *bytes.get(at)?;
            next += width(lead);
            if let (LEAD..=LAST_LEAD, Some(&[second, third])) = (lead, bytes.get(at + 1..next)) {
                return of_three(lead, second, third).map(|c| (at, c));
            }
        }
    })
}

/// The bytes of a character, by the first of them.
#[inline]
fn width(lead: u8) -> usize {
    match lead {
        ..0xc0 => 1,
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

/// The characters of a text, without the Han that are told to be skipped by where they begin.
fn all_but(text: &str, skip: impl Fn(&[u8], usize) -> bool) -> impl Iterator<Item = (usize, char)> {
    let bytes = text.as_bytes();
    let mut next = 0;
    std::iter::from_fn(move || {
        while let Some(LEAD..=LAST_LEAD) = bytes.get(next)
            && skip(bytes, next)
        {
            next += 3;
        }
        let at = next;
        let (c, len) = match *bytes.get(at..)? {
            [first @ ..0x80, ..] => (char::from(first), 1),
            // Nearly all other marks take three bytes.
            [first @ 0xe0..0xf0, second, third, ..] => (of_three(first, second, third)?, 3),
            _ => text.get(at..)?.chars().next().map(|c| (c, c.len_utf8()))?,
        };
        next += len;
        Some((at, c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_a_kind_are_counted() {
        let text = "甲a乙".repeat(400);
        assert_eq!(count_chars(text.as_bytes()), 1200);
        assert_eq!(count(text.as_bytes(), |byte| byte.is_ascii()), 400);
        assert_eq!(count(b"", |_| true), 0);
    }

    #[test]
    fn wide_blanks_are_found_as_they_are_told() {
        let all: String = ('\0'..='\u{20000}').collect();
        let mut found: Vec<usize> = wide_blanks(&all).collect();
        found.sort_unstable();
        let blanks = all.char_indices().filter(|&(_, c)| is_blank(c) && !c.is_ascii());
        assert_eq!(found, blanks.clone().map(|(at, _)| at).collect::<Vec<_>>());
        for (_, c) in blanks {
            assert_eq!(wide_blanks(&format!("甲。{c}、“乙”")).collect::<Vec<_>>(), [6], "{c:?}");
        }
    }

    #[test]
    fn all_but_han_is_found_where_it_stands() {
        let found: Vec<(usize, char)> = marks("一、甲（2）乙 𠀀").collect();
        assert_eq!(found, [(3, '、'), (9, '（'), (12, '2'), (13, '）'), (19, ' '), (20, '𠀀')]);
        assert_eq!(marks("甲乙").next(), None);
        let found: Vec<(usize, char)> = han("一、é2甲𠀀乙").collect();
        assert_eq!(found, [(0, '一'), (9, '甲'), (16, '乙')]);
    }

    #[test]
    fn few_han_are_found_among_marks() {
        let few = FewHan::new("乙牵");
        let found: Vec<(usize, char)> = few.and_marks("甲乙，丁牵头").collect();
        assert_eq!(found, [(3, '乙'), (6, '，'), (12, '牵')]);
        let found: Vec<(usize, char)> = few.within("甲é乙，𠀀a丁牵头").collect();
        assert_eq!(found, [(5, '乙'), (19, '牵')]);
        let mut grown = FewHan::default();
        "a乙〇牵".chars().for_each(|c| grown.insert(c));
        assert_eq!(grown.bits, few.bits);
    }
}
