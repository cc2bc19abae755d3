//! Words in bold that a dump of a PDF gives twice, character by character: 一一、、总总体体目目标标.

use std::borrow::Cow;

use crate::text::{is_blank, is_han};

/// So many characters in a row, each twice, are no words: 家家户户干干净净 has four.
const LEAST: usize = 5;

/// And so many of them are of Han, unlike the one before.
const LEAST_HAN: usize = 4;

/// In a text that has such, so many of Han are enough where a line has no others (附附件件), or one among so many in all
/// (（（22002244年年））).
const LEAST_OF_LINE: usize = 2;
const LEAST_WITH_ONE: usize = 6;

/// The text with each such character once, and in how many places.
pub(super) fn read(text: Cow<'_, str>) -> (Cow<'_, str>, usize) {
    // Headings are in bold, and their lines begin so.
    if !text.lines().any(|line| twice(line.trim_start_matches(is_blank)).is_no_word()) {
        return (text, 0);
    }
    let (mut all, mut places) = (String::with_capacity(text.len()), 0);
    for line in text.split_inclusive('\n') {
        let mut rest = line;
        while let Some(c) = rest.chars().next() {
            let found = twice(rest);
            let (words, behind) = rest.split_at(found.len);
            if found.is_no_word() || rest.len() == line.len() && found.is_line() && behind.trim_end().is_empty() {
                all.extend(words.chars().step_by(2));
                (rest, places) = (behind, places + 1);
                continue;
            }
            // Nothing begins within what stands twice and is none, but at its last character.
            let len = words.char_indices().next_back().map_or(c.len_utf8(), |(last, _)| last);
            all.push_str(&rest[..len]);
            rest = &rest[len..];
        }
    }
    (Cow::Owned(all), places)
}

/// So few characters behind a stop may stand twice by themselves: 层层, 人人.
const FEW: usize = 2;

/// Characters that stand twice each.
#[derive(Clone, Copy, Default)]
struct Twice {
    /// Their bytes.
    len: usize,
    pairs: usize,
    /// Pairs of Han, unlike the one before.
    han: usize,
}

impl Twice {
    /// Whether so many are no words.
    fn is_no_word(&self) -> bool {
        self.pairs >= LEAST && self.han >= LEAST_HAN
    }

    /// The same of a line that has no others.
    fn is_line(&self) -> bool {
        self.han >= LEAST_OF_LINE || self.han > 0 && self.pairs >= LEAST_WITH_ONE
    }
}

/// The characters at the beginning of some words that stand twice each.
fn twice(words: &str) -> Twice {
    let mut chars = words.chars();
    let mut found = Twice::default();
    let (mut last, mut ended) = (None, None);
    while let (Some(c), Some(d)) = (chars.next(), chars.next()) {
        if c != d || c.is_control() {
            break;
        }
        found.len += 2 * c.len_utf8();
        found.pairs += 1;
        found.han += usize::from(is_han(c) && last != Some(c));
        last = Some(c);
        if c == '。' {
            ended = Some(found);
        }
    }
    // 领领导导。。层层压实: the heading is in bold, and what stands behind its stop is not.
    let plain = || !words[found.len..].trim_end().is_empty();
    let few = ended.filter(|ended| plain() && found.pairs - ended.pairs <= FEW);
    few.unwrap_or(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bold_words_that_stand_twice_stand_once() {
        let (text, places) = read("一一、、总总体体目目标标\n（（22002244——22002266年年））的的通通知知\n（（二二））加加强强支支持持。。扩大投放，\n附附件件\n".into());
        assert_eq!(text, "一、总体目标\n（2024—2026年）的通知\n（二）加强支持。扩大投放，\n附件\n");
        assert_eq!(places, 4);
    }

    #[test]
    fn words_with_like_characters_stay() {
        for words in ["人人有责，层层落实，家家户户干干净净", "……——……\n", "一一对应", "哈哈哈哈哈哈哈哈\n"]
        {
            assert_eq!(read(words.into()), (words.into(), 0));
        }
    }
}
