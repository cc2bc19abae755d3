//! Footnotes at the foot of a page, which stand between the lines of a paragraph that goes on over the page's end.
//!
//! What they explain has a mark behind it on the same page, or on the one before where a note found no room: a circled number,
//! or a number that is printed small. A page is a page of the document, or the lines of a dump up to a page number. Where no
//! mark refers to a line, it is no footnote.

use std::borrow::Cow;

use super::furniture::Fate;
use crate::model::RemovedKind;
use crate::read::{Document, Line};
use crate::text::inline::CIRCLED;
use crate::text::{Span, is_blank, is_han, trim};

/// Lines of the footnotes of one page at most.
const MOST_LINES: usize = 30;

/// What is printed so much smaller than the line is no part of its words.
const SMALL: f32 = 0.8;

/// The size of footnotes against that of most lines, at most.
const SMALLER: f32 = 0.95;

/// Takes the footnotes out, and finds the marks that refer to them: spans of the text as read, in order.
pub(super) fn take(document: &Document, fates: &mut [Fate]) -> Vec<Span> {
    let mut marks = Vec::new();
    let bare = |line: usize| trim(document.lines[line].text.of(&document.text)).bytes().all(|b| b.is_ascii_digit());
    let is_page_number = |fates: &[Fate], line: usize| fates[line] == Fate::Remove(RemovedKind::PageNumber);
    // Where pages have dressed numbers, — 3 —, those in lines of their own are of footnotes.
    let dressed = (0..fates.len()).any(|line| is_page_number(fates, line) && !bare(line));
    let ends = |fates: &[Fate], line: usize| is_page_number(fates, line) && !(dressed && bare(line));
    let kept =
        |fates: &[Fate], line: usize| fates[line] == Fate::Keep || dressed && is_page_number(fates, line) && bare(line);
    let usual = usual_size(document);
    let mut from = 0;
    let mut before: Vec<usize> = Vec::new();
    for end in 1..=fates.len() {
        let another_page = |below: usize| match (document.lines[below - 1].place, document.lines[below].place) {
            (Some(above), Some(below)) => above.page != below.page,
            _ => ends(fates, below - 1),
        };
        if end < fates.len() && !another_page(end) {
            continue;
        }
        let lines: Vec<usize> = (from..end).filter(|&line| kept(fates, line)).collect();
        from = end;
        if let Some((first, found)) = foot(document, usual, &before, &lines) {
            for &line in &lines[first..] {
                fates[line] = Fate::Remove(RemovedKind::Footnote);
            }
            marks.extend(found);
        }
        before = lines;
    }
    marks.sort_unstable();
    marks
}

/// The size of most lines; nothing where they have no places.
pub(super) fn usual_size(document: &Document) -> f32 {
    let mut sizes: Vec<f32> = document.lines.iter().filter_map(|line| Some(line.place?.size)).collect();
    sizes.sort_unstable_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or_default()
}

/// Where the footnotes of a page begin among its lines, and the marks that refer to them, some on the page before.
fn foot(document: &Document, usual: f32, before: &[usize], lines: &[usize]) -> Option<(usize, Vec<Span>)> {
    let text = &document.text;
    // A number in a line of its own explains with the next.
    let words =
        |place: usize| {
            let line = trim(document.lines[*lines.get(place)?].text.of(text));
            let alone = line.len() <= 2 && line.bytes().all(|b| b.is_ascii_digit()) || line.chars().nth(1).is_none();
            let next = lines.get(place + 1).filter(|_| alone);
            Some(next.map_or(Cow::Borrowed(line), |&next| {
                format!("{line}{}", trim(document.lines[next].text.of(text))).into()
            }))
        };
    let numbered = |place: usize| note_number(&words(place)?);
    let last = (0..lines.len()).rev().take(MOST_LINES).find(|&place| numbered(place).is_some())?;
    let is_small = |line: usize| document.lines[line].place.is_none_or(|place| place.size <= usual * SMALLER);
    // Numbers that count up to the last one, the last first: those of a list may stand above them.
    let mut counted = vec![(last, numbered(last)?)];
    for place in (lines.len().saturating_sub(MOST_LINES)..last).rev() {
        let (_, next) = counted[counted.len() - 1];
        let before = numbered(place).filter(|before| before.circled == next.circled && before.value + 1 == next.value);
        counted.extend(before.map(|before| (place, before)));
    }
    let marks = |notes: &[(usize, Number)]| -> Option<Vec<Span>> {
        let above = &lines[..notes.last()?.0];
        let placed = document.lines[*lines.first()?].place.is_some();
        let pages = || above.iter().chain(before.iter().filter(|_| placed));
        let refers = |&(place, number): &(usize, Number)| {
            let note = words(place)?;
            pages().find_map(|&line| reference(document, document.lines[line], number, &note))
        };
        lines[above.len()..].iter().all(|&line| is_small(line)).then(|| notes.iter().map(refers).collect())?
    };
    (1..=counted.len()).rev().find_map(|notes| Some((counted[notes - 1].0, marks(&counted[..notes])?)))
}

/// The number that a footnote begins with.
#[derive(Debug, Clone, Copy)]
struct Number {
    value: u32,
    circled: bool,
}

/// The number of the footnote that words begin with: ①指……, 1　指……, 1. 指……, 1. 2024年的数据.
fn note_number(words: &str) -> Option<Number> {
    /// The digits of a year.
    const YEAR: usize = 4;
    let first = words.chars().next()?;
    let (value, circled, rest) = if CIRCLED.contains(&first) {
        (first as u32 - *CIRCLED.start() as u32 + 1, true, &words[first.len_utf8()..])
    } else {
        let digits = words.bytes().take_while(u8::is_ascii_digit).count();
        // 1|2024年末的数据, where the number is printed small and nothing else parts it from the year.
        let digits = if digits > YEAR && words[digits..].starts_with('年') { digits - YEAR } else { digits };
        let rest = words.get(digits..)?;
        (words.get(..digits.min(2))?.parse().ok()?, false, rest.strip_prefix(['.', '．']).unwrap_or(rest))
    };
    let rest = rest.trim_start_matches(is_blank);
    let is_year = |digits: usize| digits == YEAR && rest[digits..].starts_with('年');
    let explains = rest.starts_with(|c| is_han(c) || matches!(c, '“' | '《'))
        || is_year(rest.bytes().take_while(u8::is_ascii_digit).count());
    explains.then_some(Number { value, circled })
}

/// The mark in a line that refers to a footnote.
fn reference(document: &Document, line: Line, number: Number, note: &str) -> Option<Span> {
    let Number { value, circled } = number;
    let words = line.text.of(&document.text);
    let mark =
        if circled { char::from_u32(*CIRCLED.start() as u32 + value - 1)?.to_string() } else { value.to_string() };
    let explained = |c: char| is_han(c) || c.is_ascii_alphabetic() || matches!(c, '》' | '”' | '）' | ')');
    words.match_indices(mark.as_str()).find_map(|(at, _)| {
        let (before, after) = (words[..at].trim_end_matches(is_blank), &words[at + mark.len()..]);
        let is_small = |byte: usize| {
            let place = line.place?;
            let glyph = place.glyphs as usize + words[..byte].chars().count();
            let rect = document.glyphs.get(glyph).map_or(place.rect, |glyph| glyph.rect);
            Some(rect.y1 - rect.y0 < place.size * SMALL)
        };
        // 护理型床位|1|1200张, where the number behind the mark is of the usual size.
        let goes_on = after.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '%'));
        let alone = circled || !goes_on || is_small(at + mark.len()) == Some(false);
        let plain = || is_small(at).unwrap_or_else(|| is_of_term(before, note));
        // Behind a stop only what is printed small is no number of the words that follow.
        let behind_stop = || before.ends_with(['。', '，', '；', '、']) && is_small(at) == Some(true);
        let refers = alone && if before.ends_with(explained) { circled || plain() } else { behind_stop() };
        let start = line.text.start as usize + at;
        refers.then(|| Span::new(start, start + mark.len()))
    })
}

/// Whether words end in the term that a footnote explains: 现代化海洋牧场|1, and 1　现代化海洋牧场：指…….
fn is_of_term(before: &str, note: &str) -> bool {
    /// So much of a term at its end tells it, in characters.
    const TELLING: usize = 3;
    let bare = |words: &'_ str| words.trim_matches(|c| is_blank(c) || matches!(c, '“' | '”' | '《' | '》')).to_owned();
    let term = note.trim_start_matches(|c: char| c.is_ascii_digit()).split(['：', ':']).next().map(bare);
    let term = term.filter(|term| term.len() < note.len() && term.chars().count() >= TELLING);
    let tail = |term: &String| term.char_indices().rev().nth(TELLING - 1).map_or(0, |(at, _)| at);
    term.is_some_and(|term| bare(before).ends_with(&term[tail(&term)..]))
}
