//! Pinyin that a site puts in brackets behind words against copying: 推进（tuī jìn）, 推進(jin)項目(mu); a character that is read in
//! several ways has all of them: 要（yào / yāo）.

use crate::text::{Span, is_blank, is_han, marks, trim};

/// So many brackets of syllables without tones show that a page is full of them.
const HABIT: usize = 8;

/// The longest pinyin in a bracket, in bytes.
const LONGEST: usize = 40;

/// What a document's brackets hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pinyin {
    /// Whether there are letters with a tone mark at all.
    toned: bool,
    /// Whether letters without a tone mark are pinyin, too, where they spell syllables: the document is full of them.
    toneless: bool,
}

impl Pinyin {
    /// Looks through a whole document.
    pub(super) fn of(raw: &str) -> Self {
        let opens = memchr::memchr_iter(b'(', raw.as_bytes());
        let opens = opens.chain(memchr::memmem::find_iter(raw.as_bytes(), "（"));
        let syllables = opens.filter(|&at| bracket(raw, at).is_some_and(|(letters, _)| behind_han(raw, at, letters)));
        // The lead bytes of ā á ǎ à and their kin; Chinese text without pinyin has none of them.
        let bytes = raw.as_bytes();
        let toned = memchr::memchr3(0xc3, 0xc4, 0xc5, bytes).is_some() || memchr::memchr(0xc7, bytes).is_some();
        Self { toned, toneless: syllables.take(HABIT).count() == HABIT }
    }

    /// The brackets of a line that hold pinyin and nothing else.
    ///
    /// In most texts only letters with a tone mark show that it is pinyin; （RCEP） and （km） stay.
    pub(super) fn brackets(self, raw: &str, line: Span) -> Vec<Span> {
        if !self.toneless && !self.toned {
            return Vec::new();
        }
        let words = line.of(raw);
        let mut found: Vec<Span> = Vec::new();
        for (at, _) in marks(words).filter(|(_, c)| matches!(c, '（' | '(')) {
            let Some((letters, end)) = bracket(words, at) else { continue };
            let start = line.start as usize + at;
            // 證(zheng)(zheng): once more behind itself.
            let again = || is_syllable(letters) && found.last().is_some_and(|last| last.end as usize == start);
            if letters.chars().any(is_toned) || self.toneless && (behind_han(words, at, letters) || again()) {
                found.push(Span::new(start, line.start as usize + end));
            }
        }
        found
    }
}

/// The letters in the bracket that opens at a byte, if nothing else stands in it, and the byte behind it.
fn bracket(words: &str, at: usize) -> Option<(&str, usize)> {
    let open = words.get(at..)?.chars().next().filter(|c| matches!(c, '（' | '('))?;
    let inner = &words[at + open.len_utf8()..];
    let head = &inner[..inner.floor_char_boundary(LONGEST)];
    let len =
        head.find(|c: char| !(c.is_ascii_lowercase() || is_toned(c) || is_blank(c) || matches!(c, '\'' | '/')))?;
    let close = inner[len..].chars().next().filter(|c| matches!(c, '）' | ')'))?;
    let end = at + open.len_utf8() + len + close.len_utf8();
    (!trim(&inner[..len]).is_empty()).then_some((&inner[..len], end))
}

/// Whether letters spell one syllable and stand behind a Han character: 項目(mu).
fn behind_han(words: &str, at: usize, letters: &str) -> bool {
    words[..at].chars().next_back().is_some_and(is_han) && is_syllable(letters)
}

/// Whether letters without tones are a syllable of Mandarin.
fn is_syllable(letters: &str) -> bool {
    const INITIALS: [&str; 23] = [
        "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s",
        "y", "w",
    ];
    const FINALS: [&str; 36] = [
        "a", "o", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong", "er", "i", "ia", "ie", "iao", "iu",
        "ian", "in", "iang", "ing", "iong", "u", "ua", "uo", "uai", "ui", "uan", "un", "uang", "ue", "ve", "v", "io",
        "ueng",
    ];
    let initial = INITIALS.iter().find(|initial| letters.starts_with(**initial)).map_or(0, |initial| initial.len());
    FINALS.contains(&&letters[initial..])
}

fn is_toned(c: char) -> bool {
    matches!(c, '\u{e0}'..='\u{1ff}') && "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &[&str]) {
        let found = Pinyin::of(line).brackets(line, Span::new(0, line.len()));
        let found: Vec<&str> = found.iter().map(|s| s.of(line)).collect();
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn pinyin_in_brackets_is_found_and_other_letters_are_not() {
        check("推进（tuī jìn）项目（xiàng mù）建设", &["（tuī jìn）", "（xiàng mù）"]);
        check("主要（yào / yāo）目标，一（yī / yì /yí）、总体（m/s）", &["（yào / yāo）", "（yī / yì /yí）"]);
        check("区域全面经济伙伴关系（RCEP）café（km）", &[]);
        check("（未闭合 tuī", &[]);
    }

    #[test]
    fn syllables_without_tones_are_pinyin_where_a_document_is_full_of_them() {
        let full = "各(ge)部门(men)要(yao)推进(jin)设施(shi)建设(she)，建成(cheng)投用(yong)道路（km）、车辆（bus）";
        check(full, &["(ge)", "(men)", "(yao)", "(jin)", "(shi)", "(she)", "(cheng)", "(yong)"]);
        check("见图(a)、图(e)，甲方(li)", &[]);
    }
}
