//! Characters that text recognition took for others of their form: 27O万亩, 2O24年2月28曰, 贵任单位.
//!
//! Rules read the characters that are meant; what is printed stays beside them, and the reader is told.

use memchr::memmem;

use super::{Span, is_blank};

/// Letters that stand for digits, and these.
const LETTERS: [(u8, u8); 4] = [(b'O', b'0'), (b'o', b'0'), (b'l', b'1'), (b'I', b'1')];

/// What a number counts, or what scales it, begins so: behind it a letter among its digits is one of them.
const BEHIND: &str = "万亿千百余多个家名人项台吨公亩元户次处座套辆条株头只间平号年月日曰天小周场件米度倍份张床期所%％‰";

/// What a day was taken for, behind its number, and what is meant.
const DAY: (&str, &str) = ("曰", "日");

/// Words in which a character stands that was taken for another, where that is in them in bytes, and what is meant.
const WORDS: [(&str, usize, &str); 8] = [
    ("入力资源", 0, "人"),
    ("管埋局", 3, "理"),
    ("贵任单位", 0, "责"),
    ("贵任部门", 0, "责"),
    ("贵任人", 0, "责"),
    ("月未前", 3, "末"),
    ("年未前", 3, "末"),
    ("季度未前", 6, "末"),
];

/// Puts in the characters that are meant, byte for byte at the same places; the text as it was, where there are any.
pub(crate) fn restore(text: &mut String) -> Option<String> {
    let mut meant: Vec<(usize, &'static str)> = Vec::new();
    let bytes = text.as_bytes();
    let mut from = 0;
    let letter = |at: usize| bytes.get(at).is_some_and(|b| LETTERS.iter().any(|(letter, _)| letter == b));
    let digit = |at: usize| letter(at) || bytes.get(at).is_some_and(u8::is_ascii_digit);
    // l.2亿元.
    let of_number = |at: usize| digit(at) || bytes.get(at) == Some(&b'.') && at > 0 && digit(at - 1) && digit(at + 1);
    let letters = memchr::memchr3_iter(b'O', b'l', b'I', bytes).chain(memchr::memchr_iter(b'o', bytes));
    let mut letters: Vec<usize> = letters
        .filter(|&at| at > 0 && of_number(at - 1) || of_number(at + 1) || text[at + 1..].starts_with('日'))
        .collect();
    letters.sort_unstable();
    for at in letters {
        if at < from {
            continue;
        }
        let start = (from..at).rev().take_while(|&at| of_number(at)).last().unwrap_or(at);
        let end = (at..bytes.len()).find(|&at| !of_number(at)).unwrap_or(bytes.len());
        from = end;
        if is_number(text, start, end) {
            let digit = |at: usize| LETTERS.iter().find(|(letter, _)| *letter == bytes[at]).map(|(_, digit)| *digit);
            let digits = (start..end).filter_map(|at| Some((at, if digit(at)? == b'0' { "0" } else { "1" })));
            meant.extend(digits);
        }
    }
    for at in memmem::find_iter(bytes, DAY.0) {
        let day = text[..at].trim_end_matches(is_blank);
        let numbered = day.ends_with(|c: char| c.is_ascii_digit()) || from > 0 && day.ends_with(['O', 'o', 'l', 'I']);
        meant.extend(numbered.then_some((at, DAY.1)));
    }
    for (word, place, character) in WORDS {
        meant.extend(memmem::find_iter(bytes, word).map(|at| (at + place, character)));
    }
    if meant.is_empty() {
        return None;
    }
    let printed = text.clone();
    for (at, character) in meant {
        text.replace_range(at..at + character.len(), character);
    }
    Some(printed)
}

/// Whether letters and digits together are a number: most are digits, nothing else touches them, and something that is counted
/// stands behind. O2O and 5G are names.
fn is_number(text: &str, start: usize, end: usize) -> bool {
    let word = &text[start..end];
    let digits = word.bytes().filter(|b| b.is_ascii_digit() || *b == b'.').count();
    let before = text[..start].chars().next_back();
    // 10月l日.
    if word == "l" && before == Some('月') && text[end..].starts_with('日') {
        return true;
    }
    let apart = before.is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '/' | '@'));
    let behind = text[end..].trim_start_matches(is_blank).chars().next();
    2 * digits >= word.len()
        && digits > 0
        && apart
        && !word.starts_with(['O', 'o'])
        && behind.is_some_and(|c| BEHIND.contains(c))
}

/// Whether a printed character is one that was taken for what is meant.
fn is_taken_for(printed: char, meant: char) -> bool {
    let digit = || LETTERS.iter().any(|(letter, digit)| (char::from(*letter), char::from(*digit)) == (printed, meant));
    let words = || WORDS.iter().map(|(word, place, meant)| (&word[*place..], *meant));
    let begins = |(as_printed, is): (&str, &str)| as_printed.starts_with(printed) && is.starts_with(meant);
    digit() || std::iter::once(DAY).chain(words()).any(begins)
}

/// Where characters are meant that are printed as others, with the letters and digits around them: in the text that is meant,
/// and in the one that is printed, which has as many characters.
pub(crate) fn restored(meant: &str, printed: &str) -> Vec<(Span, Span)> {
    let is_part = |c: char| c.is_ascii_alphanumeric();
    let word = |text: &str, at: usize| {
        let (head, rest) = text.split_at(at);
        let start = head.trim_end_matches(is_part).len();
        let first = rest.chars().next().map_or(0, char::len_utf8);
        Span::new(start, text.len() - rest[first..].trim_start_matches(is_part).len())
    };
    let mut found: Vec<(Span, Span)> = Vec::new();
    for ((at, c), (place, p)) in meant.char_indices().zip(printed.char_indices()) {
        let differs = c != p && is_taken_for(p, c);
        if differs && found.last().is_none_or(|(last, _)| last.end as usize <= at) {
            found.push((word(meant, at), word(printed, place)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(printed: &str, expected: &str) {
        let mut text = printed.to_owned();
        let kept = restore(&mut text);
        assert_eq!(text, expected);
        assert_eq!(kept.as_deref(), (printed != expected).then_some(printed));
        let told = |(meant, shown): &(Span, Span)| meant.of(&text) != shown.of(printed);
        assert!(restored(&text, printed).iter().all(told), "{printed}");
        assert_eq!(restored(&text, printed).is_empty(), printed == expected);
    }

    #[test]
    fn letters_among_digits_are_digits_where_something_is_counted() {
        check("面积27O万亩，产量l5亿公斤，新增11O台", "面积270万亩，产量15亿公斤，新增110台");
        check("2O24年2月28曰，1O月未前", "2024年2月28日，10月末前");
        check("资金l.2亿元，10月l日前", "资金1.2亿元，10月1日前");
        check("滑政办〔2024〕1l号", "滑政办〔2024〕11号");
        check("（贵任单位：县农业农村局）", "（责任单位：县农业农村局）");
        check("县城市管埋局、县入力资源社会保障局", "县城市管理局、县人力资源社会保障局");
    }

    #[test]
    fn names_stay() {
        for text in ["O2O平台", "5G基站", "AIoT项目3个", "IPv6", "Ol个", "子曰", "本月未完成", "1O级"] {
            check(text, text);
        }
    }
}
