//! Line breaks that a copy lost: pages come as a whole document in one line, with blanks between its paragraphs or nothing.
//!
//! Breaks are given back only where the document shows that it lost them: numbers inside a line without which those that
//! begin lines do not count on; numbers of headings that count on within a long line, where few begin lines; title,
//! addressees and the words behind them in one line. Lists within a sentence, 一是 and （1） stay where they are.

mod front;
mod marks;

use std::ops::Range;

use crate::lexicon::Lexicon;
use crate::read::{Document, Line};
use crate::text::{Span, is_blank};

use marks::{Edge, Mark};

/// The front stands in one of so many lines at the head.
const HEAD: usize = 20;

/// A line with title, addressees and words behind them is longer than this, in bytes.
const LEAST_FRONT: usize = 150;

/// A document with its breaks.
#[derive(Debug)]
pub(super) struct Restored {
    /// The document, its lines parted.
    pub document: Document,
    /// For each line, whether a break before it is ours.
    pub begun: Vec<bool>,
    /// The lines as read that were parted, and into how many.
    pub parted: Vec<(Span, usize)>,
}

/// Gives back the breaks that were lost; `None` where the document has its own.
pub(super) fn restore(document: &Document, lexicon: &Lexicon) -> Option<Restored> {
    // A page that is printed has its lines.
    if !document.pages.is_empty() {
        return None;
    }
    let lost = marks::lost(document, lexicon);
    let mut marks = lost.marks.as_slice();
    let mut restored = Restored { document: Document::default(), begun: Vec::new(), parted: Vec::new() };
    let mut head = true;
    // What the notice hands over: where its title stands again, it begins.
    let mut titles = Vec::new();
    for (index, &line) in document.lines.iter().enumerate() {
        let own = marks.partition_point(|mark| mark.line <= index);
        let (here, rest) = marks.split_at(own);
        marks = rest;
        let words = line.text.of(&document.text);
        let may_be_front = head && index < HEAD && words.len() >= LEAST_FRONT && !words.contains('\t');
        head &= here.is_empty();
        let part = Cuts { document, lexicon, line: line.text, marks: here };
        let cuts = part.find(lost.flat[index], may_be_front, &mut titles);
        restored.push(line, &cuts);
    }
    if restored.parted.is_empty() {
        return None;
    }
    let lines = std::mem::take(&mut restored.document.lines);
    restored.document = Document { text: document.text.clone(), format: document.format, lines, ..Document::default() };
    Some(restored)
}

impl Restored {
    /// Adds a line, parted where `cuts` say.
    fn push(&mut self, line: Line, cuts: &[usize]) {
        let mut from = line.text.start as usize;
        for &cut in cuts.iter().chain([&(line.text.end as usize)]) {
            let first = from == line.text.start as usize;
            let text = Span::new(from, cut);
            self.document.lines.push(Line { text, gap_before: first && line.gap_before, place: None });
            self.begun.push(!first);
            from = cut;
        }
        if !cuts.is_empty() {
            self.parted.push((line.text, cuts.len() + 1));
        }
    }
}

/// A line, and the numbers in it that begin items.
struct Cuts<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    line: Span,
    marks: &'a [Mark],
}

impl<'a> Cuts<'a> {
    /// Where the line is to be parted, in order.
    fn find(&self, flat: bool, may_be_front: bool, titles: &mut Vec<&'a str>) -> Vec<usize> {
        let (text, lexicon) = (&self.document.text, self.lexicon);
        let mut cuts: Vec<usize> = self.marks.iter().filter(|mark| mark.edge != Edge::Line).map(|m| m.at).collect();
        let headings = |mark| marks::heading_meets_sentence(text, self.line, mark, lexicon);
        cuts.extend(self.marks.iter().filter_map(headings));
        let front = if may_be_front { self.front(flat, &mut cuts, titles) } else { None };
        if flat || front.is_some() {
            let from = front.unwrap_or(self.line.start as usize);
            self.paragraphs(from..self.line.end as usize, titles, &mut cuts);
        }
        cuts.sort_unstable();
        cuts.dedup();
        let words = self.line.of(text);
        let first = self.line.start as usize + words.len() - words.trim_start_matches(is_blank).len();
        let last = self.line.start as usize + words.trim_end_matches(is_blank).len();
        cuts.retain(|&cut| first < cut && cut < last);
        cuts
    }

    /// The parts of the front, up to the first number; where they end, if the line lost the breaks between them.
    fn front(&self, flat: bool, cuts: &mut Vec<usize>, titles: &mut Vec<&'a str>) -> Option<usize> {
        let text = &self.document.text;
        let end = self.marks.first().map_or(self.line.end as usize, |mark| mark.at);
        let front = front::front(text, self.line.start as usize..end, self.lexicon);
        if !front.lost && !flat {
            return None;
        }
        cuts.extend(&front.cuts);
        titles.extend(front::announced(text, front.end..end, &front.title, self.lexicon));
        Some(front.end)
    }

    /// Paragraphs without a number: those that sign, what is handed over, words behind stops and blanks.
    fn paragraphs(&self, range: Range<usize>, titles: &[&str], cuts: &mut Vec<usize>) {
        let text = &self.document.text;
        let next = self.marks.iter().skip(1).map(|mark| Some(mark.at)).chain([None]);
        let headings = self.marks.iter().zip(next);
        cuts.extend(headings.filter_map(|(mark, next)| marks::heading_end(text, self.line, mark, next)));
        front::repeated(text, range.clone(), titles, cuts);
        front::signatures(text, range.clone(), titles, self.lexicon, cuts);
        self.blanks(range, cuts);
    }

    /// Blanks behind the end of a sentence, or behind the clause that follows one.
    fn blanks(&self, range: Range<usize>, cuts: &mut Vec<usize>) {
        let words = &self.document.text[range.clone()];
        // The last two characters, and that before the bracket that was closed last.
        let (mut last, mut opened) = (None, None);
        let mut ended = false;
        for (at, c) in words.char_indices() {
            if is_blank(c) {
                ended |= matches!(last, Some('。' | '！' | '？'))
                    || matches!(last, Some('）' | ')')) && opened == Some('。');
                continue;
            }
            let attachments =
                c == '附' && matches!(last, Some('。' | '）' | ')')) && marks::begins_attachments(&words[at..]);
            if attachments || ended && !self.is_clause(&words[at..]) {
                cuts.push(range.start + at);
            }
            ended = false;
            if matches!(c, '（' | '(') {
                opened = last;
            }
            last = Some(c);
        }
    }

    /// Whether words begin with a clause, which belongs to what stands before it.
    fn is_clause(&self, words: &str) -> bool {
        words.starts_with(['（', '(', '[', '【']) && front::aside(words, self.lexicon).is_none()
            || super::join::is_label(&words[..words.floor_char_boundary(60)], self.lexicon)
    }
}
