//! Characters at random that a forum puts at the ends of lines against copying: & R: K \6 s1 t; N" V3 各乡镇人民政府：.
//!
//! They are pairs of a digit or mark and a letter or mark, with a blank in each, one pair behind the other: their pieces
//! are a letter and what begins the next pair. Several lines must have them, with marks that no formula or list has.

use std::ops::Range;

use crate::read::{Document, Line};
use crate::text::{Span, is_blank, is_han, marker};

/// So many lines show that a forum did it.
const LINES: usize = 3;

/// Different odd marks that all of them hold at least.
const ODD_MARKS: u32 = 5;

/// Pieces of a run at least.
const PIECES: usize = 4;

/// The longest piece, in bytes.
const LONGEST: usize = 3;

/// The lines of a document, parted where such runs begin and end; `None` where it has none.
pub(super) fn part(document: &Document) -> Option<Vec<Line>> {
    let bytes = document.text.as_bytes();
    // Nearly no text has one of these, and so many characters at random do.
    memchr::memchr3(b'$', b'\\', b'^', bytes)?;
    let full = document.text.contains('，');
    let (mut jammed, mut odd) = (0, 0_u128);
    let parted: Vec<_> = document.lines.iter().map(|line| parts(line.text.of(&document.text), full)).collect();
    for (line, [head, _, tail]) in document.lines.iter().zip(&parted) {
        let words = line.text.of(&document.text);
        let runs = [&words[head.clone()], &words[tail.clone()]];
        jammed += usize::from(runs.iter().any(|run| !run.is_empty()));
        odd |= runs.iter().flat_map(|run| run.bytes()).filter(|&b| is_odd(b)).fold(0, |seen, b| seen | 1 << b);
    }
    if jammed < LINES || odd.count_ones() < ODD_MARKS {
        return None;
    }
    let mut lines = Vec::with_capacity(document.lines.len() * 2);
    for (line, [head, words, tail]) in document.lines.iter().zip(parted) {
        let span = |part: Range<usize>| {
            let start = line.text.start as usize;
            Span::new(start + part.start, start + part.end)
        };
        let jam = |part: Range<usize>| (!part.is_empty()).then(|| Line { text: span(part), ..Line::default() });
        let alone = words.is_empty() && !line.text.is_empty();
        lines.extend(jam(head));
        lines.extend((!alone).then(|| Line { text: span(words), ..*line }));
        lines.extend(jam(tail));
    }
    Some(lines)
}

/// Whether a line is such a run and nothing else.
pub(super) fn is_run(words: &str) -> bool {
    !words.is_empty() && head(words) == words.len()
}

/// The run that a line begins with, its words, and the run that it ends in; a line of nothing else is all head.
fn parts(line: &str, full: bool) -> [Range<usize>; 3] {
    let none = [0..0, 0..line.len(), line.len()..line.len()];
    // Most lines begin and end in Han and their marks.
    let ascii = |c: char| c.is_ascii_graphic();
    if !line.trim_start_matches(is_blank).starts_with(ascii) && !line.trim_end_matches(is_blank).ends_with(ascii) {
        return none;
    }
    let head = head(line);
    if head == line.len() {
        return [0..head, head..head, head..head];
    }
    let tail = head + tail(&line[head..], full);
    if line[head..tail].contains(is_han) { [0..head, head..tail, tail..line.len()] } else { none }
}

/// Where the run that a line begins with ends.
fn head(line: &str) -> usize {
    let pieces = pieces(line);
    let begun = pieces.iter().take_while(|piece| is_piece(&line[(*piece).clone()])).count();
    if begun == pieces.len() {
        return if is_jam(line, &pieces) { line.len() } else { 0 };
    }
    // 1. 加强…, (2) 加强…: the number is of the words.
    let number = |piece: &&Range<usize>| line[(*piece).clone()].starts_with(|c: char| c == '(' || c.is_ascii_digit());
    let own = pieces[..begun].iter().rev().take_while(number).count();
    let run = &pieces[..begun - own];
    let Some(last) = run.last().filter(|_| is_jam(line, run)) else { return 0 };
    let words = &line[pieces[begun].start..];
    let numbered = || words.starts_with(is_han) && marker(words).is_none();
    match line[last.clone()].as_bytes() {
        piece if own == 0 && ends_run(piece, words) => pieces[begun].start + 1,
        // A run never ends within a pair: M1. 修路, M1 修路; K8 三、保障措施 has a number of its own.
        [_, b'0'..=b'9', b'.' | b')'] => last.start + 1,
        [b'A'..=b'Z' | b'a'..=b'z', b'0'..=b'9'] if own == 0 && numbered() => last.start + 1,
        _ => last.end,
    }
}

/// Whether the character that words begin with ends the run before them: M全县…, M1.加强…, ?二〇〇九年….
fn ends_run(last: &[u8], words: &str) -> bool {
    let mut chars = words.chars();
    match chars.next() {
        Some('?' | '@' | '\\' | '^' | '_' | '`' | '|' | '~' | ']' | '}') => true,
        // A run never ends within a pair; PPP项目 and [2009] begin with their own, and M（一） does not.
        Some(first) if first.is_ascii_alphabetic() || matches!(first, '[' | '{') => {
            let within = last.last().is_some_and(|&b| begins_pair(char::from(b)));
            let word = |c: char| c.is_ascii_alphabetic();
            let alone = !chars.as_str().starts_with(word) && !words.contains([']', '}']);
            alone && (within || marker(chars.as_str()).is_some())
        }
        _ => false,
    }
}

/// Where the run that a line ends in begins.
///
/// Where `full`, the document has marks of full width, so that one of half width behind Han is the run's.
fn tail(line: &str, full: bool) -> usize {
    let pieces = pieces(line);
    let ended = pieces.iter().rev().take_while(|piece| is_piece(&line[(*piece).clone()])).count();
    let Some((before, run)) = pieces.split_at_checked(pieces.len() - ended) else { return line.len() };
    let Some(before) = before.last() else { return line.len() };
    let words = &line[..before.end];
    // Before its first letter a run has one digit or mark at most: 增长 5%, 附件 1.
    let begun = run.iter().take_while(|piece| line[(*piece).clone()].starts_with(begins_pair)).count();
    let own = begun.saturating_sub(usize::from(begun > 0 && run[begun - 1].len() == 1));
    let run = &run[own..];
    let Some(first) = run.first().filter(|_| is_jam(line, run)) else { return line.len() };
    let begun = own == 0 && line[first.clone()].starts_with(ends_pair) && begins_run(words, full);
    if begun { before.end - 1 } else { first.start }
}

/// Whether the last character of words begins the run behind them: …建设5 L& j$, …建设。; L& j$.
fn begins_run(words: &str, full: bool) -> bool {
    let mut chars = words.chars().rev();
    let (Some(last), Some(before)) = (chars.next(), chars.next()) else { return false };
    let single = last != '"' || words.matches('"').count() % 2 == 1;
    let own = !full && is_han(before) && matches!(last, ',' | '.' | ':' | ';' | '!');
    begins_pair(last) && last != ')' && !before.is_ascii() && single && !own
}

/// What blanks part.
fn pieces(line: &str) -> Vec<Range<usize>> {
    let mut from = 0;
    let pieces = line.split(is_blank).map(|piece| {
        let start = from + line[from..].find(piece).unwrap_or_default();
        from = start + piece.len();
        start..from
    });
    pieces.filter(|piece| !piece.is_empty()).collect()
}

/// Whether a word may be a piece of a run: no number (12), no word (PPP, km) and no 5G.
fn is_piece(word: &str) -> bool {
    let apart = |pair: &[u8]| {
        let begins_word = pair[0].is_ascii_digit() && pair[1].is_ascii_alphanumeric();
        !begins_word && !pair.iter().all(u8::is_ascii_alphabetic)
    };
    let bytes = word.as_bytes();
    bytes.len() <= LONGEST && word.chars().all(|c| begins_pair(c) || ends_pair(c)) && bytes.windows(2).all(apart)
}

/// Whether pieces are a run: several, of which some end a pair and begin the next, with marks that part no list.
fn is_jam(line: &str, run: &[Range<usize>]) -> bool {
    let words = || run.iter().map(|piece| &line[piece.clone()]);
    let links = |word: &&str| word.starts_with(|c: char| c.is_ascii_alphabetic()) && word[1..].starts_with(begins_pair);
    let marks = words().flat_map(str::bytes).filter(u8::is_ascii_punctuation).fold(0_u128, |seen, b| seen | 1 << b);
    let varied = marks.count_ones() > 1 || marks & !(1 << b',' | 1 << b'.') > 0;
    // a1 * x + b2: but for its first, no piece of a run is half of a pair.
    let halves = words().skip(1).filter(|word| word.len() == 1 && word.starts_with(begins_pair)).count();
    run.len() >= PIECES && words().filter(links).count() > 1 && varied && halves * 4 <= run.len()
}

/// A digit, or one of the marks that pairs begin with.
fn begins_pair(c: char) -> bool {
    matches!(c, '!'..=';')
}

/// A letter, or one of the marks that pairs end in.
fn ends_pair(c: char) -> bool {
    matches!(c, '?'..='~')
}

/// Marks that stand in no formula, number or list.
fn is_odd(byte: u8) -> bool {
    br##"!"#$&'?@[\]^_`{|}~"##.contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: [&str; 3]) {
        assert_eq!(parts(line, true).map(|part| &line[part]), expected, "{line}");
    }

    #[test]
    fn runs_at_the_ends_of_words() {
        check("; k$ b] Q5 S2 a 一、总体目标", ["; k$ b] Q5 S2 a", " 一、总体目标", ""]);
        check("一、总体目标。 4 L& j$ W1 e9 ", ["", "一、总体目标。 ", "4 L& j$ W1 e9 "]);
        check("一、总体目标; L& j$ W1 e9 t", ["", "一、总体目标", "; L& j$ W1 e9 t"]);
        check("一、总体目标（三个) L& j$ W1 e9 t", ["", "一、总体目标（三个) ", "L& j$ W1 e9 t"]);
        check("# r5 e! o8 T, w　　修路。3 L& j$ W1 e", ["# r5 e! o8 T, w", "　　修路。", "3 L& j$ W1 e"]);
        check(" ! e1 s3 w; B- P5 ", [" ! e1 s3 w; B- P5 ", "", ""]);
    }

    #[test]
    fn characters_right_beside_the_words() {
        check("; k$ b] Q5 S2 M全县修路", ["; k$ b] Q5 S2 M", "全县修路", ""]);
        check("; k$ b] Q5 S2 M1.修路", ["; k$ b] Q5 S2 M", "1.修路", ""]);
        check("; k$ b] Q5 S2 M1. 修路", ["; k$ b] Q5 S2 M", "1. 修路", ""]);
        check("; k$ b] Q5 S2 ?二〇〇九年", ["; k$ b] Q5 S2 ?", "二〇〇九年", ""]);
    }

    #[test]
    fn what_is_of_the_words_stays() {
        check("; k$ b] Q5 S2 a 3. 修路5公里", ["; k$ b] Q5 S2 a", " 3. 修路5公里", ""]);
        check("; k$ b] Q5 S2 M3 修路5公里", ["; k$ b] Q5 S2 M", "3 修路5公里", ""]);
        check("; k$ b] Q5 S2 M3 三、修路", ["; k$ b] Q5 S2 M3", " 三、修路", ""]);
        check("; k$ b] Q5 S2 a PPP项目5个", ["; k$ b] Q5 S2 a", " PPP项目5个", ""]);
        check("; k$ b] Q5 S2 5G 基站", ["; k$ b] Q5 S2", " 5G 基站", ""]);
        check("增长 5% L& j$ W1 e9 t", ["", "增长 5% ", "L& j$ W1 e9 t"]);
        check("附件 1 5 L& j$ W1 e9 t", ["", "附件 1 ", "5 L& j$ W1 e9 t"]);
        check("电话：8812343 L& j$ W1 e9 t", ["", "电话：8812343 ", "L& j$ W1 e9 t"]);
    }

    #[test]
    fn lists_formulas_and_units_are_no_runs() {
        for line in [
            "A. B. C. D. 四类企业",
            "G4 G5 S1 S2 高速公路",
            "1 2 3 4 5 全县",
            "y = a1 * x + b2 * z 式中",
            "水价按下式计算 a1 * x + b2",
            "设计标准为 8 m × 5 m / 3 d",
            "（a）（b） (c) (d) (e) 各项",
            "联系邮箱 a_b@c.cn",
        ] {
            check(line, ["", line, ""]);
        }
    }
}
