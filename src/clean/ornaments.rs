//! Ornaments that an account of a messenger puts around its words: ▍一、总体要求, 🔹（一）…, 💗 延伸阅读 💗.

use crate::text::{Span, is_blank, is_han, marker};

/// Whether a character is a picture or a block, and neither a number (❶) nor what heads the items of lists (★, ▲).
pub(super) fn is_ornament(c: char) -> bool {
    match c {
        '★' | '☆' | '❶'..='➓' => false,
        '\u{2300}'..='\u{23ff}'
        | '\u{2580}'..='\u{259f}'
        | '\u{25b6}'
        | '\u{25b8}'
        | '\u{25ba}'
        | '\u{25fb}'..='\u{25fe}' => true,
        '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' => true,
        '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' => true,
        _ => false,
    }
}

/// The ornaments at the ends of a line, where words or a number stand between them.
pub(super) fn at_ends(raw: &str, line: Span) -> impl Iterator<Item = Span> {
    let words = line.of(raw);
    // Most lines end in a Han character, a mark or a letter, and begin so.
    let seen = |c: Option<char>| c.is_some_and(is_ornament);
    let any = seen(words.trim_start_matches(is_blank).chars().next())
        || seen(words.trim_end_matches(is_blank).chars().next_back());
    let set_apart = |c: char| is_blank(c) || is_ornament(c);
    let head = words.len() - words.trim_start_matches(set_apart).len();
    let tail = words.trim_end_matches(set_apart).len();
    let between = words.get(head..tail).unwrap_or_default();
    let of_words = any && (between.starts_with(|c| is_han(c) || "“《（【".contains(c)) || marker(between).is_some());
    let start = line.start as usize;
    let ends = [(0, head), (tail, words.len())].into_iter().filter(move |(from, to)| of_words && from < to);
    ends.map(move |(from, to)| Span::new(start + from, start + to))
}
