//! Tables that go on over pages: the number of a page and the head that stands again below it part no rows.

use super::super::cell::{Cell, LEAST_COLUMNS, MOST_COLUMNS};
use crate::lexicon::{Column, Lexicon};
use crate::read::Document;
use crate::text::{page_number, trim};

/// The lines of a document without the numbers of pages below which a running head or the head of a table stands again: it goes on
/// there.
pub(super) struct Pages {
    pub(super) lines: Vec<usize>,
    /// The heads that stand again below the number of a page.
    pub(super) heads: Vec<(usize, Cell)>,
}

impl Pages {
    pub(super) fn of(document: &Document, lexicon: &Lexicon) -> Self {
        let words = |at: usize| document.lines.get(at).map_or("", |line| trim(line.text.of(&document.text)));
        let heads = |at: &usize| {
            words(*at) == "序"
                || words(*at).ends_with('号') && lexicon.columns().get(words(*at)) == Some(Column::Number)
        };
        let mut pages = Self { lines: Vec::with_capacity(document.lines.len()), heads: Vec::new() };
        let Some(first) = (0..document.lines.len()).find(heads) else {
            pages.lines.extend(0..document.lines.len());
            return pages;
        };
        let mut running: Vec<&str> =
            (0..document.lines.len()).filter(|&at| page_number::is_whole(words(at))).map(|at| words(at + 1)).collect();
        running.sort_unstable();
        let again_below = |line: usize| {
            running.partition_point(|head| *head <= words(line)) - running.partition_point(|head| *head < words(line))
                > 1
        };
        let mut at = 0;
        while at < document.lines.len() {
            let again =
                |from: usize| (0..MOST_COLUMNS).take_while(|&line| words(from + line) == words(first + line)).count();
            let ends = at > first && page_number::is_whole(words(at));
            // A running head may stand above it.
            let head = at + 1 + usize::from(ends && again(at + 1) == 0 && again(at + 2) > 0);
            let lines = if ends { again(head) } else { 0 };
            // Where only some of the columns stand again, the dump left those of a page in an order of its own.
            if ends && lines == 0 && !words(at + 1).is_empty() && again_below(at + 1) {
                at += 2;
                continue;
            }
            if lines < LEAST_COLUMNS || lexicon.columns().get(words(first + lines)).is_some() {
                pages.lines.push(at);
                at += 1;
                continue;
            }
            // Which lines of a head that wraps are one cell is told where it stands first.
            let wraps = words(first) == "序";
            let cell = |line| match line {
                _ if wraps => Cell::Again,
                0 => Cell::First(0),
                _ => Cell::Next(1),
            };
            pages.heads.extend((0..lines).map(|line| (head + line, cell(line))));
            at = head + lines;
        }
        pages
    }
}
