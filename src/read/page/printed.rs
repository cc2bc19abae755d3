//! What is printed on one level of a page, whatever order it was drawn in.

use super::line::is_halved;
use super::mark::Mark;
use crate::read::Rect;
use crate::text::{bracket, is_blank};

/// Characters whose baselines differ by less are on one level, in their size.
const LEVEL: f32 = 0.35;

/// A gap this wide parts two pieces of text, in sizes of their characters.
const PART: f32 = 0.75;

/// Characters with less white between them touch, in their sizes.
const TOUCH: f32 = 0.12;

/// A mark so wide, in its size, has a white half.
const FULL: f32 = 0.9;

/// All words on one level.
#[derive(Debug)]
pub(super) struct Print {
    pub rect: Rect,
    pub size: f32,
    /// Its pieces from left to right.
    pub parts: Vec<Part>,
    /// How many characters it has.
    pub count: usize,
    /// Whether it says what is to be known of the table above it: 注：….
    pub note: bool,
    last: char,
}

/// A piece of text without a gap.
#[derive(Debug)]
pub(super) struct Part {
    pub rect: Rect,
    /// From where to where its characters touch: less white than parts pieces may stand between two columns, too.
    pub stretches: Vec<(f32, f32)>,
    /// Whether it is a number: 1, 1., （1）, 一.
    pub number: bool,
}

impl Print {
    pub(super) fn middle(&self) -> f32 {
        self.rect.y0.midpoint(self.rect.y1)
    }

    pub(super) fn is_sentence(&self) -> bool {
        matches!(self.last, '。' | '；' | '，' | '、')
    }

    /// Where its characters touch, from left to right.
    pub(super) fn stretches(&self) -> impl Iterator<Item = (f32, f32)> + '_ {
        self.parts.iter().flat_map(|part| part.stretches.iter().copied())
    }

    /// Whether it is a number with marks around it.
    pub(super) fn is_page_number(&self) -> bool {
        const LONGEST: usize = 14;
        self.count <= LONGEST && self.parts.iter().any(|part| part.number)
    }
}

/// The prints of a page, from the top down.
pub(super) fn prints(marks: &[Mark]) -> Vec<Print> {
    let mut marks: Vec<&Mark> = marks.iter().filter(|mark| !is_blank(mark.c)).collect();
    marks.sort_by(|a, b| a.origin[1].total_cmp(&b.origin[1]));
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(first) = marks.get(start) {
        let same = |mark: &&&Mark| mark.origin[1] - first.origin[1] <= LEVEL * first.size.min(mark.size);
        let end = start + marks[start..].iter().take_while(same).count().max(1);
        let level = &mut marks[start..end];
        level.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
        found.push(print(level));
        start = end;
    }
    found
}

fn print(marks: &[&Mark]) -> Print {
    let mut parts: Vec<(Part, Vec<char>)> = Vec::new();
    let size = marks.iter().map(|mark| mark.size).fold(0.0, f32::max);
    for mark in marks {
        // The white half of a mark that opens hangs into the white before it.
        let white =
            if is_opening(mark.c) && mark.rect.x1 - mark.rect.x0 > mark.size * FULL { mark.size / 2.0 } else { 0.0 };
        let rect = Rect { x0: mark.rect.x0 + white, ..mark.rect };
        let Some((part, words)) = parts.last_mut().filter(|(part, _)| rect.x0 - part.rect.x1 < PART * size) else {
            parts.push((Part { rect, stretches: vec![(mark.rect.x0, mark.rect.x1)], number: false }, vec![mark.c]));
            continue;
        };
        part.rect = part.rect.cover(rect);
        words.push(mark.c);
        match part.stretches.last_mut().filter(|(_, end)| mark.rect.x0 - *end < TOUCH * mark.size) {
            Some((_, end)) => *end = end.max(mark.rect.x1),
            None => part.stretches.push((mark.rect.x0, mark.rect.x1)),
        }
    }
    let rect = marks.iter().map(|mark| mark.rect).fold(marks[0].rect, Rect::cover);
    let last = marks.last().map_or(' ', |mark| mark.c);
    for (part, words) in &mut parts {
        // A stop may hang into the white between columns, half of which it leaves white.
        let white = if words.last().is_some_and(|&c| is_halved(c)) { size / 2.0 } else { 0.0 };
        part.rect.x1 = (part.rect.x1 - white).max(part.rect.x0);
        part.stretches.last_mut().into_iter().for_each(|(start, end)| *end = (*end - white).max(*start));
        part.number = is_number(words);
    }
    let note = parts.first().is_some_and(|(_, words)| is_note(words));
    let parts = parts.into_iter().map(|(part, _)| part).collect();
    Print { rect, size, parts, count: marks.len(), last, note }
}

/// Full-width marks whose left half is white.
fn is_opening(c: char) -> bool {
    is_halved(c) && (bracket(c) > 0 || matches!(c, '“' | '‘'))
}

/// Whether words say what is to be known of the table above them: 注：….
fn is_note(words: &[char]) -> bool {
    const HEADS: [&str; 4] = ["注", "备注", "说明", "注释"];
    let label: String = words.iter().take_while(|c| !matches!(c, '：' | ':')).take(HEADS.len()).collect();
    label.chars().count() < words.len() && HEADS.contains(&label.as_str())
}

fn is_number(words: &[char]) -> bool {
    const LONGEST: usize = 14;
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || "一二三四五六七八九十百".contains(c);
    let dress = |c: char| "（）().．、-—–－－第页共/·".contains(c);
    words.len() <= LONGEST && words.iter().any(|&c| digit(c)) && words.iter().all(|&c| digit(c) || dress(c))
}
