//! Characters that a copy of a page's source has written out: &ldquo;绿水青山&rdquo;, &nbsp;, &#12288;.

use std::borrow::Cow;

use memchr::memchr_iter;

/// Names of characters that editors of government pages put in, without & and ;.
const NAMES: [(&str, char); 32] = [
    ("nbsp", '\u{a0}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("hellip", '…'),
    ("middot", '·'),
    ("bull", '•'),
    ("times", '×'),
    ("divide", '÷'),
    ("plusmn", '±'),
    ("deg", '°'),
    ("permil", '‰'),
    ("le", '≤'),
    ("ge", '≥'),
    ("ne", '≠'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("yen", '¥'),
    ("sect", '§'),
    ("rarr", '→'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
];

/// The longest name or number, in bytes.
const LONGEST: usize = 8;

/// The text with these characters in the place of their names, and how many there were. Each is read once: &amp;lt; is &lt;.
pub(super) fn read(text: Cow<'_, str>) -> (Cow<'_, str>, usize) {
    let (mut read, mut from, mut count) = (String::new(), 0, 0);
    for at in memchr_iter(b'&', text.as_bytes()) {
        if let Some((c, len)) = entity(&text[at..]) {
            read.push_str(&text[from..at]);
            read.push(c);
            (from, count) = (at + len, count + 1);
        }
    }
    if count == 0 {
        return (text, 0);
    }
    read.push_str(&text[from..]);
    (Cow::Owned(read), count)
}

/// The character whose name or number words begin with, and the bytes of that.
fn entity(words: &str) -> Option<(char, usize)> {
    let rest = &words.as_bytes()[1..];
    let len = rest.iter().take(LONGEST + 1).position(|&b| b == b';')?;
    let name = &words[1..=len];
    let number = |name: &str| match name.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => name.parse().ok(),
    };
    let c = match name.strip_prefix('#') {
        Some(digits) => number(digits).and_then(char::from_u32).filter(|c| !c.is_control())?,
        None => NAMES.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((c, len + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_become_their_characters() {
        let check = |text: &str, expected: &str, count| {
            assert_eq!(read(Cow::Borrowed(text)), (Cow::Borrowed(expected), count), "{text}");
        };
        check("坚持&ldquo;两山&rdquo;理念", "坚持“两山”理念", 2);
        check("一、&nbsp;总体要求&#12288;&#x3002;", "一、\u{a0}总体要求\u{3000}。", 3);
        check("&amp;lt;", "&lt;", 1);
        check("R&D经费；A&B；&某某;&unknown;&#0;&#xd800;&", "R&D经费；A&B；&某某;&unknown;&#0;&#xd800;&", 0);
    }
}
