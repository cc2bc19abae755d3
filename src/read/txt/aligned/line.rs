//! The lines of a dump, and where along them their words stand.

use std::ops::Range;

use crate::text::is_blank;

/// What the words behind a number begin with.
const COUNTED: &str = "年月日季个项所处座户人家公亿万名条件宗亩吨千百米平台套辆场次期类批元天以左余%";

/// How far along its line a character moves the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read::txt) enum Metric {
    /// As far as any other: how pdftotext counts.
    Characters,
    /// Han characters twice as far: how a terminal or an editor shows them.
    Width,
}

impl Metric {
    pub(in crate::read::txt) const ALL: [Self; 2] = [Self::Characters, Self::Width];
}

/// Words without a blank.
#[derive(Debug, Clone, Copy)]
pub(in crate::read::txt) struct Word {
    /// Its bytes in the text.
    pub start: usize,
    pub end: usize,
    /// Where it stands, and where it ends.
    pub x0: usize,
    pub x1: usize,
}

impl Word {
    pub(super) fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// A line that is not blank.
#[derive(Debug, Clone)]
pub(in crate::read::txt) struct TextLine {
    /// Its bytes, without what ends it.
    pub range: Range<usize>,
    /// The first byte behind what ends it.
    pub next: usize,
    /// Whether a blank line stands before it.
    pub gap: bool,
    /// Whether a form feed stands before it.
    pub page: bool,
}

impl TextLine {
    pub(super) fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.range.clone()).unwrap_or("")
    }

    /// The words of the line.
    pub(in crate::read::txt) fn words(&self, text: &str, metric: Metric) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        let mut x = 0;
        let mut open = false;
        for (at, c) in self.of(text).char_indices() {
            let start = self.range.start + at;
            let step = if metric == Metric::Width { width_of(c) } else { 1 };
            if is_blank(c) {
                // 2024 年: a number and what it counts, which typesetting parted, are one word.
                let counts = || words.last().is_some_and(|word| word.of(text).ends_with(|c: char| c.is_ascii_digit()));
                let mut rest = text.get(start..self.range.end).unwrap_or("").chars().skip(1);
                open = open && rest.next().is_some_and(|next| COUNTED.contains(next)) && counts();
            } else if let Some(word) = words.last_mut().filter(|_| open) {
                (word.end, word.x1) = (start + c.len_utf8(), x + step);
            } else {
                words.push(Word { start, end: start + c.len_utf8(), x0: x, x1: x + step });
                open = true;
            }
            x += step;
        }
        words
    }
}

/// The lines of a text that are not blank.
pub(in crate::read::txt) fn lines(text: &str) -> Vec<TextLine> {
    let mut lines = Vec::new();
    let (mut start, mut gap, mut page) = (0, false, false);
    let ends = memchr::memchr3_iter(b'\n', b'\r', b'\x0c', text.as_bytes());
    for end in ends.chain(std::iter::once(text.len())) {
        let mark = text.as_bytes().get(end);
        let of_return = mark == Some(&b'\n') && end == start && end > 0 && text.as_bytes()[end - 1] == b'\r';
        let line = TextLine { range: start..end, next: (end + 1).min(text.len()), gap, page };
        start = end + 1;
        if of_return {
            if let Some(last) = lines.last_mut().filter(|last: &&mut TextLine| last.next == end) {
                last.next = start;
            }
            continue;
        }
        if line.of(text).chars().all(is_blank) {
            gap = true;
        } else {
            lines.push(line);
            (gap, page) = (false, false);
        }
        page |= mark == Some(&b'\x0c');
    }
    lines
}

/// The cells that a character takes in print: two for those of the full width.
pub(super) fn width_of(c: char) -> usize {
    if c.is_ascii() || matches!(c, '\u{a1}'..='\u{2ff}') { 1 } else { 2 }
}

pub(super) fn width(words: &str) -> usize {
    words.chars().map(width_of).sum()
}
