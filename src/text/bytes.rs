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
    let mut next = 0;
    std::iter::from_fn(move || {
        // Nothing but Han and hexagrams begins with these, each of three bytes.
        while let Some(0xe4..=0xe9) = text.as_bytes().get(next) {
            next += 3;
        }
        let (at, c) = (next, text.get(next..)?.chars().next()?);
        next += c.len_utf8();
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
}
