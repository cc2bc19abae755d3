//! Pinyin that a site puts in brackets behind words against copying: 推进（tuī jìn）.

use crate::text::{Span, is_blank};

/// The brackets of a line that hold pinyin and nothing else.
///
/// Only letters with a tone mark show that it is pinyin; （RCEP） and （km） stay.
pub(super) fn brackets(raw: &str, line: Span) -> Vec<Span> {
    let words = line.of(raw);
    // The lead bytes of ā á ǎ à and their kin; Chinese text without pinyin has none of them.
    if !words.bytes().any(|b| matches!(b, 0xc3 | 0xc4 | 0xc5 | 0xc7)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, open) in words.char_indices().filter(|(_, c)| matches!(c, '（' | '(')) {
        let inner = &words[at + open.len_utf8()..];
        let Some(len) = inner.find(['）', ')']) else { break };
        let close = inner[len..].chars().next().map_or(0, char::len_utf8);
        let letters = &inner[..len];
        let plain = letters.chars().all(|c| c.is_ascii_lowercase() || is_toned(c) || is_blank(c) || c == '\'');
        if plain && letters.chars().any(is_toned) {
            let start = line.start as usize + at;
            found.push(Span::new(start, start + open.len_utf8() + len + close));
        }
    }
    found
}

fn is_toned(c: char) -> bool {
    "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &[&str]) {
        let found: Vec<&str> = brackets(line, Span::new(0, line.len())).iter().map(|s| s.of(line)).collect();
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn pinyin_in_brackets_is_found_and_other_letters_are_not() {
        check("推进（tuī jìn）项目（xiàng mù）建设", &["（tuī jìn）", "（xiàng mù）"]);
        check("区域全面经济伙伴关系（RCEP）café（km）", &[]);
        check("（未闭合 tuī", &[]);
    }
}
