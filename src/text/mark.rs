//! Blanks, stops and brackets, in both widths.

use std::borrow::Cow;

use super::{Span, Words, marks};

/// What stands between the ends of a range, longest first: 2022—2024年, 3至5家. A font may draw two dashes as one (⸺).
pub static TO: Words<[&str; 13]> =
    Words::new(["——", "――", "—", "–", "-", "－", "～", "~", "―", "─", "\u{2e3a}", "至", "到"]);

/// Blanks of this width stand between the cells of a dump, and not in prose.
pub const BETWEEN_CELLS: &str = "   ";

/// Whether a character is white space, or has no width at all: [`has_no_width`].
#[must_use]
#[inline]
pub fn is_blank(c: char) -> bool {
    match c {
        // Nearly all characters of a text stand behind the ideographic blank.
        '\u{3001}'.. => c == '\u{feff}',
        '!'..='~' => false,
        _ => c.is_whitespace() || has_no_width(c),
    }
}

/// Whether a character is not seen and parts no words: the byte order mark, a joiner, a soft hyphen, what controls a device.
#[must_use]
pub fn has_no_width(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// The words without blanks: 李  梅 is 李梅.
#[must_use]
pub fn without_blanks(words: &str) -> Cow<'_, str> {
    if words.contains(is_blank) { words.chars().filter(|&c| !is_blank(c)).collect() } else { Cow::Borrowed(words) }
}

/// The words without the blanks at their ends: [`is_blank`].
#[must_use]
pub fn trim(words: &str) -> &str {
    // Most words have none, as their first and last bytes tell: ASCII, or a character of three bytes behind all blanks.
    let bytes = words.as_bytes();
    let begun = match bytes {
        [b'!'..=b'~' | 0xe4..=0xee, ..] => true,
        [0xe3, second, third, ..] => (*second, *third) != (0x80, 0x80),
        _ => false,
    };
    let ended = match bytes {
        [.., b'!'..=b'~'] | [.., 0xe4..=0xee, _, _] => true,
        [.., 0xe3, second, third] => (*second, *third) != (0x80, 0x80),
        [.., 0xef, second, third] => (*second, *third) != (0xbb, 0xbf),
        _ => false,
    };
    if begun && ended { words } else { words.trim_matches(is_blank) }
}

/// ASCII for a full-width digit or letter; other characters, punctuation too, as they are.
#[must_use]
#[inline]
pub fn half_width(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c)
        }
        _ => c,
    }
}

/// Whether a character is a Han ideograph of the common blocks.
#[must_use]
#[inline]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2ffff}' | '〇')
}

/// The words behind the bullet with which a page lists what is around a paper: - 索 引 号：…, • 发文机关：….
#[must_use]
pub fn behind_bullet(words: &str) -> Option<&str> {
    let rest = words.strip_prefix(['-', '–', '*', '•', '·', '∙', '‧', '●', '▪'])?.trim_start_matches(is_blank);
    rest.starts_with(|c| is_han(c) || c == '【').then_some(rest)
}

/// Whether a text has no other characters than Han.
#[must_use]
pub fn all_han(text: &str) -> bool {
    marks(text).all(|(_, c)| is_han(c))
}

/// Whether a sentence or a part of a list ends here: a stop, with or without closing marks after it.
#[must_use]
pub fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '’', '"', '）', ')', '〕', '］', ']', '】', '〗', '}', '｝', '》'])
        .chars()
        .next_back()
        .is_some_and(|c| matches!(c, '。' | '！' | '？' | '；' | '：' | ':' | ';' | '!' | '?' | '.' | '…'))
        || text.ends_with(['）', ')', '〕', '］', ']', '】', '〗', '}', '｝'])
}

/// A mark between words, in full width or in half width: many sites turn ， ； ： ！ into , ; : !.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pause {
    /// 、 parts a list.
    List,
    /// ， parts clauses.
    Comma,
    /// ： leads from a label to its words; between digits it may be that of a ratio (2:1).
    Colon,
    /// ； parts what a sentence says.
    Semicolon,
    /// 。 ！ ？ or a line feed. A dot is none: those that end sentences are turned into 。 when the text is cleaned.
    Stop,
}

/// The pause that a character makes, whatever its width.
#[must_use]
pub fn pause(c: char) -> Option<Pause> {
    Some(match c {
        '\u{4e00}'..='\u{9fff}' => return None,
        '、' => Pause::List,
        '，' | ',' => Pause::Comma,
        '：' | ':' => Pause::Colon,
        '；' | ';' => Pause::Semicolon,
        '。' | '！' | '!' | '？' | '?' | '\n' => Pause::Stop,
        _ => return None,
    })
}

/// Whether a character ends a statement or an item of a list: any pause but the colon.
#[must_use]
pub fn is_pause(c: char) -> bool {
    pause(c).is_some_and(|pause| pause != Pause::Colon)
}

/// The closing bracket of an opening one.
#[must_use]
pub fn closing_of(open: char) -> Option<char> {
    Some(match open {
        '（' => '）',
        '(' => ')',
        '〔' => '〕',
        '［' => '］',
        '[' => ']',
        '【' => '】',
        '〖' => '〗',
        '{' => '}',
        '｛' => '｝',
        '《' => '》',
        '〈' => '〉',
        '“' => '”',
        _ => return None,
    })
}

/// How a character changes the depth of brackets and quotes: 1 opens, -1 closes, 0 for all others.
#[must_use]
#[inline]
pub fn turn(c: char) -> i32 {
    // Nearly all characters of a text.
    if matches!(c, '\u{4e00}'..='\u{9fff}') { 0 } else { turn_of_mark(c) }
}

fn turn_of_mark(c: char) -> i32 {
    if closing_of(c).is_some() {
        1
    } else if matches!(c, '）' | ')' | '〕' | '］' | ']' | '】' | '〗' | '}' | '｝' | '》' | '〉' | '”') {
        -1
    } else {
        0
    }
}

/// As [`turn`], for brackets only: quotes and titles count for nothing.
#[must_use]
pub fn bracket(c: char) -> i32 {
    if matches!(c, '《' | '》' | '〈' | '〉' | '“' | '”') { 0 } else { turn(c) }
}

/// The words up to the first full stop outside brackets and quotes, the stop included; all of them without one.
#[must_use]
pub fn first_sentence(text: &str, span: Span) -> Span {
    let mut depth = 0_i32;
    for (at, c) in marks(span.of(text)) {
        depth += turn(c);
        if depth <= 0 && matches!(c, '。' | '！' | '？') {
            return Span::new(span.start as usize, span.start as usize + at + c.len_utf8());
        }
    }
    span
}

/// The text without the stop at its end.
#[must_use]
pub fn strip_stop(text: &str) -> &str {
    text.trim_end_matches(['。', '；', '：', '，', '、', ';', ':', ',', '.', '！', '!', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_at_both_ends_go_whatever_they_are() {
        let ends = [
            "", "甲", "、", "。", "，", "a", "é", "𠀀", "“", "\u{ffee}", " ", "\t", "\u{7f}", "\u{85}", "\u{a0}",
            "\u{2003}", "\u{200b}", "\u{3000}", "\u{feff}",
        ];
        for (first, last) in ends.iter().flat_map(|first| ends.map(|last| (first, last))) {
            for words in [format!("{first}{last}"), format!("{first}乙{last}")] {
                assert_eq!(trim(&words), words.trim_matches(is_blank), "{words:?}");
            }
        }
    }
}
