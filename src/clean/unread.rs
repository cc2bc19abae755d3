//! The lines of tables whose cells cannot be told: from where to where such a table goes, so that none of its words becomes an
//! entry, or a part of one.
//!
//! It begins with the names of its columns, and ends where something stands that no cell is: the next number of the text's own
//! headings, the label of an annex, an item that says who answers for it, a paragraph as wide as the page, a signature. What
//! may be either stays with the table, where a reader sees it.

use std::ops::Range;

use super::cell::{Cell, Kind, LONGEST_HEAD};
use super::join::{is_label, width};
use crate::lexicon::{Label, Lexicon};
use crate::read::{Document, Line};
use crate::text::{BETWEEN_CELLS, Marker, MarkerStyle, Span, annex, ends_sentence, is_blank, is_han, marker, trim};

/// What is known of a table, or of a row of one, that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unclear {
    /// Its first line, or all of its lines.
    pub span: Span,
    pub extent: Extent,
}

/// How far it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// A table, its head included; the first line found may stand within the head.
    Table,
    /// The rest of a table of which rows above were read.
    Rest,
    /// A row, all of whose lines are known.
    Row,
    /// A row that was read, though some of its words may stand in the wrong cells.
    Read,
}

/// A table or a row that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unread {
    /// What is told to the reader: all its words.
    pub span: Span,
    /// Its lines; none for a row that was read after all.
    pub lines: Range<usize>,
}

impl Unclear {
    pub(super) fn new(span: Span, extent: Extent) -> Self {
        Self { span, extent }
    }
}

/// Lines above the first that was found, at most, in which the head of a scattered table may begin.
const MOST_ABOVE: usize = 40;

/// The longest line that names or times make a certain cell, in characters: longer ones may be of a sentence that has a time in it.
const LONGEST_CERTAIN: usize = 16;

/// Lines of a paragraph at most.
const MOST_LINES: usize = 24;

/// Lines of a signature at most, its date aside.
const MOST_SIGNERS: usize = 3;

/// Lines as wide as this share of the page begin no cell.
const WIDE: f32 = 0.85;

/// A page whose lines are wrapped is so wide at least, in halves of a Han character: GB/T 9704-2012 sets 28 in a line.
const LEAST_WIDE: f32 = 50.0;

/// The tables and rows that are not read, in order. They hold none of the lines that are `cells`.
pub(super) fn lines(
    document: &Document,
    cells: &[(usize, Cell)],
    unclear: &[Unclear],
    lexicon: &Lexicon,
) -> Vec<Unread> {
    if unclear.is_empty() {
        return Vec::new();
    }
    let mut text = Text::new(document, cells, lexicon);
    let mut found: Vec<Unread> = Vec::new();
    for unclear in unclear {
        let first = document.lines.partition_point(|line| line.text.end <= unclear.span.start);
        let floor = found.last().map_or(0, |before| before.lines.end);
        if first < floor {
            continue;
        }
        if unclear.extent == Extent::Read || text.is_taken(first) {
            found.push(Unread { span: unclear.span, lines: first..first });
            continue;
        }
        let lines = match unclear.extent {
            Extent::Row => first..document.lines.partition_point(|line| line.text.start < unclear.span.end),
            Extent::Rest => first..text.end(first),
            _ => text.start(first, floor)..text.end(first),
        };
        text.take(lines.clone());
        let last = document.lines[lines.end.max(first + 1) - 1].text;
        found.push(Unread { span: document.lines[lines.start].text.cover(last), lines });
    }
    found
}

/// The lines of a document, as far as they are of tables. Ends are asked for from the first to the last.
pub(super) struct Text<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    /// For each line, whether it is of a table, be that read or not.
    taken: Vec<bool>,
    /// What the lines before this one say of the text.
    seen: usize,
    numbers: Numbers,
    widest: f32,
}

impl<'a> Text<'a> {
    pub(super) fn new(document: &'a Document, cells: &[(usize, Cell)], lexicon: &'a Lexicon) -> Self {
        let has_tab = |line: &Line| line.text.of(&document.text).contains('\t');
        let taken = document.lines.iter().map(has_tab).collect();
        let mut text = Self { document, lexicon, taken, seen: 0, numbers: Numbers::default(), widest: 0.0 };
        cells.iter().for_each(|(line, _)| text.taken[*line] = true);
        text
    }

    /// Tells that lines are of a table.
    pub(super) fn take(&mut self, lines: Range<usize>) {
        self.taken[lines].fill(true);
    }

    /// Looks at the lines of the text above one: its numbers, and how wide it is where it is wrapped.
    fn look(&mut self, first: usize) {
        for at in self.seen..first {
            let words = self.words(at);
            let wrapped = !ends_sentence(words) && !parts_cells(words);
            let (wide, found, annex) = (width(words), marker(words), annex::begins(words));
            if self.is_taken(at) {
                continue;
            }
            if wrapped {
                self.widest = self.widest.max(wide);
            }
            if annex {
                self.numbers = Numbers::default();
            } else if let Some(found) = found {
                self.numbers.text_goes_on(found);
            }
        }
        self.seen = self.seen.max(first);
    }

    fn raw(&self, at: usize) -> &str {
        self.document.lines.get(at).map_or("", |line| line.text.of(&self.document.text))
    }

    fn words(&self, at: usize) -> &str {
        trim(self.raw(at))
    }

    fn is_taken(&self, at: usize) -> bool {
        self.taken.get(at).is_none_or(|taken| *taken)
    }

    /// The first line of the head: short lines above the one that was found are of it, or cells that stand between its names.
    pub(super) fn start(&self, first: usize, floor: usize) -> usize {
        let floor = floor.max(first.saturating_sub(MOST_ABOVE));
        let may_be = |at: &usize| {
            let words = self.words(*at);
            words.chars().count() <= LONGEST_HEAD
                && !self.is_taken(*at)
                && !annex::begins(words)
                && marker(words).is_none()
                && !words.ends_with(['。', '：', ':', '）', ')'])
                && !self.lexicon.kinds().ends_title(words)
        };
        let above = (floor..first).rev().take_while(may_be);
        // 序|号 begins a head as 序号 does.
        let begins = |at: &usize| {
            let words = self.words(*at);
            words == "序" || self.lexicon.columns().get(words).is_some()
        };
        above.filter(begins).last().unwrap_or(first)
    }

    /// The line behind the last of a table.
    pub(super) fn end(&mut self, first: usize) -> usize {
        self.look(first);
        let last = self.document.lines.len();
        let mut numbers = self.numbers;
        let (mut end, mut stop) = (first + 1, None);
        while end < last && stop.is_none() {
            let words = self.words(end);
            let found = marker(words).filter(|found| found.style != MarkerStyle::Bullet);
            let heads = found.is_some_and(|found| numbers.heads(found) && self.may_head(end, found));
            if self.is_taken(end) {
                stop = Some(end);
            } else if annex::begins(words) || heads || found.is_some() && self.answers(end, last) {
                break;
            } else {
                found.into_iter().for_each(|found| numbers.cells_go_on(found));
                end += 1;
            }
        }
        // The title of the next table is none of this one.
        while stop.is_some() && end > first + 1 && self.names_next(end - 1) {
            end -= 1;
        }
        end = self.without_signature(first, end);
        let sure = (first..end).rev().find(|&at| self.is_cell(at)).unwrap_or(first);
        end = (sure + 1..end).find(|&at| self.is_prose(at, end)).unwrap_or(end);
        // Headings right above what is none of the table are those of that.
        while end < last && end > sure + 1 && self.is_heading(end - 1) && marker(self.words(end)).is_some() {
            end -= 1;
        }
        end
    }

    /// Whether a line that has the next number of the text is no part of a list in a cell: it is a heading, or the first of a
    /// paragraph.
    fn may_head(&self, at: usize, found: Marker) -> bool {
        let last = self.paragraph(at, self.document.lines.len()) - 1;
        found.style <= MarkerStyle::HanBracket || self.words(last).ends_with('。')
    }

    /// Whether a line above a table that was read is its title or its number.
    fn names_next(&self, at: usize) -> bool {
        let words = self.words(at);
        self.lexicon.kinds().ends_title(words) || annex::begins(words) || self.is_heading(at)
    }

    fn is_heading(&self, at: usize) -> bool {
        let words = self.words(at);
        marker(words).is_some_and(|found| found.style <= MarkerStyle::HanBracket) && !words.contains('。')
    }

    /// The line behind the last of the paragraph that begins at a line.
    fn paragraph(&self, at: usize, stop: usize) -> usize {
        let ends = |&line: &usize| self.words(line).ends_with(['。', '）', ')', '！']) || self.numbers_next(line + 1);
        (at..stop).take(MOST_LINES).find(ends).map_or(at + 1, |last| last + 1)
    }

    fn numbers_next(&self, at: usize) -> bool {
        marker(self.words(at)).is_some()
    }

    /// Whether an item says who answers for it, behind its words or on the line below them.
    fn answers(&self, at: usize, stop: usize) -> bool {
        let lines = at..self.paragraph(at, stop);
        // The name of a group of rows, and the cells of those.
        if lines.clone().filter(|&line| self.words(line).contains(BETWEEN_CELLS)).count() > 1 {
            return false;
        }
        let words: String = lines.clone().map(|line| self.words(line)).collect();
        let says = words.contains('。');
        let bracket = words.find(['（', '(', '〔', '[', '【']).map_or("", |open| &words[open..]);
        says && (has_label(bracket, self.lexicon) || lines.end < stop && is_label(self.words(lines.end), self.lexicon))
    }

    /// Whether a line is a cell, or several beside one another, for certain.
    fn is_cell(&self, at: usize) -> bool {
        let words = self.words(at);
        let digits = !words.is_empty() && words.bytes().all(|b| b.is_ascii_digit());
        digits
            || parts_cells(words)
            || self.lexicon.columns().get(words).is_some()
            || words.chars().count() <= LONGEST_CERTAIN && Kind::of_words(words, self.lexicon).is_some()
    }

    /// Whether a paragraph that begins at a line behind the last certain cell is none of the table: it has a number of the
    /// text and says something, or is as wide as the page.
    fn is_prose(&self, at: usize, stop: usize) -> bool {
        let lines = at..self.paragraph(at, stop);
        let last = self.words(lines.end - 1);
        let closed = last.ends_with('。')
            || last.ends_with(['）', ')']) && lines.clone().any(|line| self.raw(line).contains('。'));
        let numbered = marker(self.words(at)).is_some_and(|found| found.style <= MarkerStyle::HanBracket);
        closed && (numbered || self.widest >= LEAST_WIDE && width(self.words(at)) >= self.widest * WIDE)
    }

    /// The end without those who signed the text below the table, and the date: no other line of it is a day.
    fn without_signature(&self, first: usize, end: usize) -> usize {
        let Some(date) = end.checked_sub(1).filter(|&at| at > first + 1 && is_day(self.words(at))) else { return end };
        let signs = |&at: &usize| {
            let words = self.words(at);
            words.chars().all(|c| is_han(c) || is_blank(c)) && Kind::of_words(words, self.lexicon) == Some(Kind::Organs)
        };
        let signers = (first + 1..date).rev().take(MOST_SIGNERS).take_while(signs).count();
        let other = (first..date).any(|at| is_day(self.words(at)));
        if signers == 0 || other { end } else { date - signers }
    }
}

/// The numbers of the text's headings that are open, and those that the cells of a table have.
#[derive(Debug, Clone, Copy, Default)]
struct Numbers {
    text: [u32; MarkerStyle::COUNT],
    cells: [u32; MarkerStyle::COUNT],
}

impl Numbers {
    /// Whether a number within a table is the next of the text's headings: none of a list in a cell, and none of the groups of
    /// its rows, which count from one.
    fn heads(&self, found: Marker) -> bool {
        let (text, cells) = (self.text[found.style as usize], self.cells[found.style as usize]);
        text > 0 && found.value == text + 1 && cells + 1 != found.value
    }

    fn text_goes_on(&mut self, found: Marker) {
        go_on(&mut self.text, found);
    }

    fn cells_go_on(&mut self, found: Marker) {
        go_on(&mut self.cells, found);
    }
}

/// A number closes those of the styles below its own.
fn go_on(numbers: &mut [u32; MarkerStyle::COUNT], found: Marker) {
    if found.style != MarkerStyle::Bullet {
        numbers[found.style as usize] = found.value;
        numbers[found.style as usize + 1..].fill(0);
    }
}

/// Whether blanks part words that no number stands beside: cells which a dump put on one line.
fn parts_cells(words: &str) -> bool {
    words.match_indices(' ').any(|(at, _)| {
        let before = words[..at].chars().next_back();
        let behind = words[at..].trim_start().chars().next();
        let wide = words[at..].starts_with("  ");
        let plain = |c: Option<char>| c.is_some_and(|c| !c.is_ascii());
        wide || plain(before) && plain(behind)
    })
}

/// Whether words are a day with its year, and nothing else.
pub(super) fn is_day(words: &str) -> bool {
    let only = |c: char| is_blank(c) || c.is_ascii_digit() || "年月日〇○零一二三四五六七八九十".contains(c);
    words.ends_with('日') && words.contains('年') && words.contains('月') && words.chars().all(only)
}

/// Whether words hold a label of organs: （责任单位：市教育局）.
fn has_label(words: &str, lexicon: &Lexicon) -> bool {
    let mut colons = words.match_indices(['：', ':']).map(|(colon, _)| &words[..colon]);
    colons.any(|before| matches!(lexicon.roles().label_at_end(before), Some((_, Label::Organs(_)))))
}
