//! Blanks and widths within a paragraph.

use std::borrow::Cow;

use super::Body;
use crate::lexicon::{Lexicon, Names};
use crate::text::{Piece, Span, half_width, has_no_width, is_blank, is_han, marker};

/// The question marks at the head of a line that a copy put where it did not know a blank: ???? ?某市人民政府.
pub(super) fn lost(raw: &str, line: Span) -> Option<Span> {
    /// So many are no mark of a sentence.
    const LEAST: usize = 2;
    let words = line.of(raw);
    let rest = words.trim_start_matches(is_lost);
    let marks = words[..words.len() - rest.len()].bytes().filter(|&byte| byte == b'?').count();
    let found = || Span::new(line.start as usize, line.end as usize - rest.len());
    (marks >= LEAST && rest.starts_with(|c: char| is_han(c) || c.is_ascii_digit())).then(found)
}

/// Whether a character may stand for a blank that was lost.
pub(super) fn is_lost(c: char) -> bool {
    c == '?' || is_blank(c)
}

/// Appends the words of a line to the paragraph that began at byte `start`.
///
/// Runs that need no change are copied whole. In a `row` the tabs between cells stay.
/// The words may be a part of a line, with what follows them there behind a mark that goes.
pub(super) fn append(
    body: &mut Body,
    start: usize,
    raw: &str,
    (line, behind): (Span, &str),
    row: bool,
    lexicon: &Lexicon,
) {
    let (mut words, mut base) = (line.of(raw), line.start as usize);
    if body.text.len() > start && !row {
        // What stands before the words of a further line is its margin.
        let bare = words.trim_start_matches(is_blank);
        (base, words) = (base + words.len() - bare.len(), bare);
        // STE-|AM, where the hyphen is a soft one: one word.
        let hyphened = raw[..line.start as usize].trim_end_matches(char::is_whitespace).ends_with('\u{ad}');
        if !hyphened && words_meet(&body.text[start..], words) {
            body.text.push(' ');
        }
    }
    let bytes = words.as_bytes();
    let mut from = 0;
    while from < bytes.len() {
        let stop = next_special(bytes, from);
        copy(body, words, base, from, stop);
        let Some(c) = words.get(stop..).and_then(|rest| rest.chars().next()) else { break };
        from = stop + c.len_utf8();
        if row && c == '\t' {
            trim_cell(body, start);
            copy(body, words, base, stop, from);
        } else if is_blank(c) {
            let rest = words.get(from..).unwrap_or("").trim_start_matches(|c| is_blank(c) && !(row && c == '\t'));
            let wide = c == '\u{3000}' || words.len() - rest.len() - stop > 1;
            let blanks = words[stop..words.len() - rest.len()].chars().count();
            from = words.len() - rest.len();
            if words[stop..from].chars().all(has_no_width) {
                continue;
            }
            let cell = row && parts_cell(&body.text[start..], rest, lexicon.names());
            if cell || keeps_blank(&body.text[start..], rest, behind, (wide, blanks), lexicon) {
                body.text.push(' ');
            }
        } else if let Some(folded) = folded(c).filter(|_| c != '．' || is_point(&words[..stop], &words[from..])) {
            let piece = piece(body.text.len(), base + stop, folded.len_utf8(), c.len_utf8());
            body.text.push(folded);
            body.map.push(piece);
        } else {
            copy(body, words, base, stop, from);
        }
    }
}

/// The usual form of a full-width digit, letter or stop, or of a mark of small form.
fn folded(c: char) -> Option<char> {
    Some(match c {
        '．' => '.',
        '﹐' => '，',
        '﹑' => '、',
        '﹔' => '；',
        '﹕' => '：',
        '﹖' => '？',
        '﹗' => '！',
        '﹙' => '（',
        '﹚' => '）',
        '﹝' => '〔',
        '﹞' => '〕',
        '﹪' => '％',
        // The same marks of half width.
        '｡' => '。',
        '､' => '、',
        '｢' => '「',
        '｣' => '」',
        _ => Some(half_width(c)).filter(|half| *half != c)?,
    })
}

/// Whether a full-width stop between these words is a decimal point: 增长６．５％. １．２０２５年… is the number of an item.
fn is_point(before: &str, behind: &str) -> bool {
    let digit = |c: char| half_width(c).is_ascii_digit();
    let whole = before.trim_end_matches(digit);
    behind.starts_with(digit) && whole.len() < before.len() && whole.ends_with(|c| is_han(c) || is_blank(c))
}

/// The first byte at or after `from` where a blank, a control or a full-width digit, letter or stop, or a small mark begins.
///
/// Marks such as 、 and “ share their first byte with blanks; they are told apart here, so that runs stay long.
fn next_special(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(&b) = bytes.get(at) {
        // Nearly all are Han.
        if matches!(b, 0xe4..=0xe9) {
            at += 3;
            continue;
        }
        let pair = || (bytes.get(at + 1).copied().unwrap_or(0), bytes.get(at + 2).copied().unwrap_or(0));
        let special = match b {
            0..=0x20 | 0x7f | 0xc2 => true,
            0x21..=0x7e => false,
            0xe1 => pair() == (0x9a, 0x80),
            0xe2 => matches!(pair(), (0x80, 0x80..=0x8d | 0xa8 | 0xa9 | 0xaf) | (0x81, 0x9f | 0xa0)),
            0xe3 => pair() == (0x80, 0x80),
            0xef => {
                matches!(pair(), (0xb9, 0x90..=0xaa) | (0xbc, 0x8e | 0x90..=0x99 | 0xa1..=0xba) | (0xbd, 0x81..=0x9a | 0xa1..=0xa4) | (0xbb, 0xbf))
            }
            _ => false,
        };
        if special {
            return at;
        }
        at += if b < 0x80 {
            1
        } else if b < 0xe0 {
            2
        } else {
            3
        };
    }
    bytes.len()
}

fn copy(body: &mut Body, words: &str, base: usize, from: usize, to: usize) {
    if let Some(part) = words.get(from..to).filter(|part| !part.is_empty()) {
        let piece = piece(body.text.len(), base + from, part.len(), part.len());
        body.text.push_str(part);
        body.map.push(piece);
    }
}

fn piece(clean: usize, raw: usize, len: usize, raw_len: usize) -> Piece {
    let (clean, raw) = (Span::new(clean, clean + len), Span::new(raw, raw + raw_len));
    Piece { clean: clean.start, raw: raw.start, len: clean.end - clean.start, raw_len: raw.end - raw.start }
}

/// Drops the blank that ends a cell.
fn trim_cell(body: &mut Body, start: usize) {
    while body.text.len() > start && body.text.ends_with(' ') {
        body.text.pop();
    }
    body.map.truncate(body.text.len());
}

/// Whether a wrap parted two words of a language that writes blanks.
fn words_meet(before: &str, after: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_alphabetic()) && after.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Whether a blank in a cell parts two names of a list that it holds nothing but: 安监站 派出所.
fn parts_cell(before: &str, after: &str, names: &Names) -> bool {
    let first = tail(before, LONGEST_ORGAN + 1).rsplit(['\t', ' ']).next().unwrap_or_default();
    let next = &after[..after.find(is_blank).unwrap_or(after.len())];
    names.are_two_in_cell(first, next)
}

/// How many characters the label of a field has behind a blank; fewer may be the rest of a spread one (联 系人：).
const LABEL: std::ops::RangeInclusive<usize> = 4..=8;

/// The longest name of an organ before a blank, in characters.
const LONGEST_ORGAN: usize = 20;

/// The longest list of persons with its label, in characters: some sixty names.
const LONGEST_LIST: usize = 256;

/// The last characters of words: a long paragraph must not be read again at each of its blanks.
fn tail(words: &str, characters: usize) -> &str {
    words.char_indices().nth_back(characters - 1).map_or(words, |(at, _)| &words[at..])
}

/// Whether two words are names in a list behind a label: 责任领导：唐新泉 徐新春. A single character is half of a name that
/// was spread (李 明).
fn is_person_list(before: &str, last: &str, next: &str, lexicon: &Lexicon) -> bool {
    let name = |word: &str| (2..=4).contains(&word.chars().count());
    name(last)
        && name(next)
        && tail(before, LONGEST_LIST).rsplit_once(['：', ':']).is_some_and(|(label, names)| {
            lexicon.roles().persons.end(label) && names.split([' ', '\u{3000}', '、', '，']).all(name)
        })
}

/// Whether a number such as 2.1.1, and nothing else, stands before the blank in front of another: 2.1.1 6月底前. One of two
/// parts could be an amount that was spread (18.6 5亿元), unless a time follows.
fn ends_decimal(before: &str, after: &str) -> bool {
    let bare =
        before.bytes().all(|b| b.is_ascii_digit() || b == b'.') && before.starts_with(|c: char| c.is_ascii_digit());
    let time = || after.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['年', '月']);
    match before.bytes().filter(|&b| b == b'.').count() {
        0 => false,
        1 => bare && time(),
        _ => bare,
    }
}

/// The word that begins a text with fewer than so many blanks between its characters: 国　务　院　国　资　委.
fn spread(text: &str, blanks: usize) -> String {
    let mut word = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next().filter(|&c| is_han(c)) {
        word.push(c);
        let behind = &rest[c.len_utf8()..];
        rest = behind.trim_start_matches(is_blank);
        if word.chars().count() > LONGEST_ORGAN || behind[..behind.len() - rest.len()].chars().count() >= blanks {
            break;
        }
    }
    word
}

/// Whether a blank says something: between two Latin words, or a wide one between two words of Han (names in a list, an
/// organs of a signature). All others are typesetting. It has so many `blanks`.
fn keeps_blank(before: &str, after: &str, behind: &str, (wide, blanks): (bool, usize), lexicon: &Lexicon) -> bool {
    let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else { return false };
    if last.is_ascii_alphabetic() && next.is_ascii_alphabetic() {
        return true;
    }
    if last.is_ascii_digit() && next.is_ascii_digit() {
        return ends_decimal(before, after);
    }
    // The blank behind 第一章 parts the number from the heading, as the eye sees without it.
    if marker(before).is_some_and(|m| m.len == before.len()) {
        return false;
    }
    let han = |c: Option<char>| c.is_some_and(is_han);
    // 财政部 商务部: one organ after another.
    let organ = |word: &str| lexicon.names().parted.end(word) && (3..=LONGEST_ORGAN).contains(&word.chars().count());
    let word_before = tail(before, LONGEST_ORGAN + 1).rsplit(|c: char| !is_han(c)).next().unwrap_or_default();
    let word = |words: &str| words.find(|c: char| !is_han(c)).unwrap_or(words.len());
    let after: Cow<'_, str> =
        if behind.is_empty() || word(after) < after.len() { after.into() } else { [after, behind].concat().into() };
    let word_after = &after[..word(&after)];
    // 教育部 财政部关于…的通知.
    let organ_after = || organ(word_after.split("关于").next().unwrap_or(word_after));
    // 市教育局 各乡镇.
    let all_of = word_after.starts_with('各') && word_after.ends_with(['镇', '乡', '区', '县', '市']);
    let spread_after = || blanks > 1 && organ(&spread(&after, blanks));
    if organ(word_before) && (organ_after() || all_of || spread_after()) && !word_after.starts_with("办公") {
        return true;
    }
    if is_person_list(before, word_before, word_after, lexicon) {
        return true;
    }
    // 市水利局 项目责任人：李明: the label of the next field.
    let behind_word = word_after.len() < after.len() && after[word_after.len()..].starts_with(['：', ':']);
    let label = LABEL.contains(&word_after.chars().count()) && lexicon.roles().fields.end(word_after);
    if behind_word && label && word_before.chars().nth(1).is_some() {
        return true;
    }
    // A letterspaced heading (工　作　要　点) has single characters between its blanks.
    wide && is_han(last) && is_han(next) && han(before.chars().rev().nth(1)) && han(after.chars().nth(1))
}
