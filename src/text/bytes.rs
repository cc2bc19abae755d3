//! Bytes of a text that are of a kind, told without decoding its characters.

/// How many bytes are of a kind. Sums as wide as a byte let sixteen be looked at together.
pub fn count(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    let count = |chunk: &[u8]| chunk.iter().map(|&byte| u8::from(is(byte))).sum::<u8>();
    bytes.chunks(u8::MAX.into()).map(|chunk| usize::from(count(chunk))).sum()
}

/// How many characters begin among bytes of a text.
pub fn count_chars(bytes: &[u8]) -> usize {
    count(bytes, |byte| (byte as i8) >= -0x40)
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

    /// Those of a text, with its [`marks`], and where they stand.
    pub fn and_marks(&self, text: &str) -> impl Iterator<Item = (usize, char)> {
        all_but(text, |bytes, at| {
            let (lead, last) = (bytes[at], bytes.get(at + 2).copied().unwrap_or_default());
            self.bits[usize::from(lead - LEAD)] & (1 << (last % 64)) == 0
        })
    }
}

/// The character of three bytes.
#[inline]
fn of_three(first: u8, second: u8, third: u8) -> Option<char> {
    let bits = |byte: u8, mask: u8| u32::from(byte & mask);
    char::from_u32(bits(first, 0xf) << 12 | bits(second, 0x3f) << 6 | bits(third, 0x3f))
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
    fn all_but_han_is_found_where_it_stands() {
        let found: Vec<(usize, char)> = marks("一、甲（2）乙 𠀀").collect();
        assert_eq!(found, [(3, '、'), (9, '（'), (12, '2'), (13, '）'), (19, ' '), (20, '𠀀')]);
        assert_eq!(marks("甲乙").next(), None);
    }

    #[test]
    fn few_han_are_found_among_marks() {
        let few = FewHan::new("乙牵");
        let found: Vec<(usize, char)> = few.and_marks("甲乙，丁牵头").collect();
        assert_eq!(found, [(3, '乙'), (6, '，'), (12, '牵')]);
        let mut grown = FewHan::default();
        "a乙〇牵".chars().for_each(|c| grown.insert(c));
        assert_eq!(grown.bits, few.bits);
    }
}
