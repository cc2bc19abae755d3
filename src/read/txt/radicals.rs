//! Radicals and compatibility ideographs, which dumps of PDF have in place of the characters that they look like: ⼈⺠ for 人民. Such a dump
//! has the horizontal bar for a dash, too.

use std::borrow::Cow;

use crate::read::page::unified;
use crate::text::is_han;

/// The text with the ordinary characters, and how many there were of the others.
pub(super) fn read(text: Cow<'_, str>) -> (Cow<'_, str>, usize) {
    // Most characters of a text are none of theirs, and so are nearly all that begin with the same byte.
    let may_be = |at: usize| match (text.as_bytes()[at], text.as_bytes().get(at + 1)) {
        (0xe2, Some(second)) => (0xba..=0xbf).contains(second),
        (_, Some(second)) => (0xa4..=0xab).contains(second),
        _ => false,
    };
    if !memchr::memchr2_iter(0xe2, 0xef, text.as_bytes()).any(may_be) {
        return (text, 0);
    }
    let mut places = 0;
    let read = text.chars().map(|c| {
        let ordinary = unified(c);
        places += usize::from(is_han(ordinary) && ordinary != c);
        ordinary
    });
    (Cow::Owned(read.collect()), places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_characters_and_the_dashes_beside_them_dashes() {
        assert_eq!(read("⼈⺠政府，2022―2025年".into()), ("人民政府，2022—2025年".into(), 2));
        assert!(matches!(read("人民政府（办公厅）".into()), (Cow::Borrowed(_), 0)));
    }
}
