//! Two columns of text side by side, as dumps that keep the layout of a page leave those of a bulletin (pdftotext -layout): the
//! left one is read first.
//!
//! A strip of blanks runs down the page between lines that are about as long on both sides and mostly end without a stop. The
//! cells of a table are of several widths, or more than two, and its head says what they hold.

use std::borrow::Cow;

use super::aligned::{Metric, TextLine, Word, lines};
use crate::text::{ends_sentence, is_blank, is_han, is_pause, marker};

/// So many lines of a page with words on both sides show two columns.
const LEAST: usize = 10;

/// Where another page shows the strip, so many do.
const LEAST_AGAIN: usize = 2;

/// Blanks of the strip in a line at least: within a line a wider blank parts words.
const STRIP: usize = 2;

/// Lines of running heads and feet between the columns of two pages at most.
const MOST_BETWEEN: usize = 4;

/// A full line is so much shorter than most at most: what must not end or begin a line stands in another.
const SHORT: usize = 2;

/// The first lines of the right column's paragraphs are set in by so much at most.
const INDENT: usize = 8;

/// The text with the columns one after another, and how many pages had two.
pub(super) fn read(text: Cow<'_, str>) -> (Cow<'_, str>, usize) {
    // Most dumps have few lines that blanks part.
    let parted = |line: &&str| {
        memchr::memmem::find(line.trim_start_matches(is_blank).trim_end_matches(is_blank).as_bytes(), b"  ").is_some()
    };
    if memchr::memmem::find(text.as_bytes(), b"  ").is_none() || text.lines().filter(parted).take(LEAST).count() < LEAST
    {
        return (text, 0);
    }
    let lines = lines(&text);
    let starts: Vec<usize> = (0..lines.len()).filter(|&at| at == 0 || lines[at].page).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let pages: Vec<&[TextLine]> = starts.iter().zip(ends).map(|(&from, to)| &lines[from..to]).collect();
    for metric in Metric::ALL {
        let page = |page: &[TextLine]| Page::of(&text, page, metric);
        let mut strips: Vec<usize> = pages.iter().filter_map(|lines| page(lines).strip(LEAST)).collect();
        strips.sort_unstable();
        let Some(&strip) = strips.get(strips.len() / 2) else { continue };
        let (mut read, mut parted, mut from) = (String::with_capacity(text.len()), 0, 0);
        // Where the paragraph ends that the last page left open.
        let mut open: Option<usize> = None;
        for &lines in &pages {
            let page = page(lines);
            let own = page.strip(LEAST).or_else(|| page.strip(LEAST_AGAIN).filter(|own| own.abs_diff(strip) <= STRIP));
            if let Some(band) = own.and_then(|strip| page.band(strip)) {
                let mut words = band.lines.iter().peekable();
                let between = &text[from..lines[band.first].range.start];
                let near = between.lines().filter(|line| !line.trim().is_empty()).count() <= MOST_BETWEEN;
                if let Some(end) = open.filter(|_| near)
                    && let Some(rest) = words.next_if(|line| goes_on(&read[..end], line))
                {
                    read.insert_str(end, rest);
                }
                read.push_str(between);
                for words in words {
                    read.push_str(words);
                    read.push('\n');
                }
                open = band.open.then(|| read.len() - 1);
                from = lines[band.last].next;
                parted += 1;
            }
        }
        read.push_str(&text[from..]);
        return (Cow::Owned(read), parted);
    }
    (text, 0)
}

/// The lines of a page, each as its words.
struct Page<'t> {
    text: &'t str,
    words: Vec<Vec<Word>>,
    /// Whether a blank line stands before each.
    gaps: Vec<bool>,
}

/// The part of a page that has two columns.
struct Band {
    /// Its lines on the page.
    first: usize,
    last: usize,
    /// What they read, column by column.
    lines: Vec<String>,
    /// Whether the last of them is full, so that the next page may go on with it.
    open: bool,
}

impl<'t> Page<'t> {
    fn of(text: &'t str, lines: &[TextLine], metric: Metric) -> Self {
        let words = lines.iter().map(|line| line.words(text, metric)).collect();
        Self { text, words, gaps: lines.iter().map(|line| line.gap).collect() }
    }

    /// Where the right column begins, if the page has one in which so many lines have words on both sides.
    fn strip(&self, least: usize) -> Option<usize> {
        let starts = self.words.iter().filter_map(|words| {
            let mut gaps = words.windows(2).filter(|pair| pair[1].x0 - pair[0].x1 >= STRIP);
            let gap = gaps.next()?;
            gaps.next().is_none().then_some(gap[1].x0)
        });
        let mut starts: Vec<usize> = starts.collect();
        starts.sort_unstable();
        // Most lines of the right column begin at its margin.
        let most = starts.chunk_by(|a, b| a == b).max_by_key(|same| same.len())?;
        let (strip, enough) = (most[0], most.len() * 2 >= least);
        let both: Vec<(&[Word], &[Word])> = (0..self.words.len()).filter_map(|line| self.sides(line, strip)).collect();
        let crossing = self.words.iter().filter(|words| crosses(words, strip)).count();
        (enough && both.len() >= least && crossing * 4 <= both.len() && self.are_columns(&both, least)).then_some(strip)
    }

    /// The words of a line on both sides of a strip before which nothing but blanks stands.
    fn sides(&self, line: usize, strip: usize) -> Option<(&[Word], &[Word])> {
        // What stands apart is a running head.
        let apart = self.gaps.get(line + 1) == Some(&true) && (line == 0 || self.gaps[line]);
        let words = &self.words[line];
        let (left, right) = words.split_at(words.partition_point(|word| word.x0 < strip));
        let (last, first) = (left.last()?, right.first()?);
        let parted = last.x1 < strip && last.x1 + STRIP <= first.x0 && first.x0 <= strip + INDENT;
        (parted && !apart).then_some((left, right))
    }

    /// Whether what stands side by side is text that goes on from line to line, and no row of cells.
    fn are_columns(&self, both: &[(&[Word], &[Word])], least: usize) -> bool {
        let words = |side: &[Word]| self.text.get(side.first()?.start..side.last()?.end);
        let (left, right) = widths(both);
        let alike = left.min(right) * 5 >= left.max(right) * 4 && left.min(right) >= 12;
        let goes_on = |side: &[Word], full: usize| {
            words(side).is_some_and(|words| !ends_sentence(words) && words.chars().any(is_han))
                && extent(side) * 5 >= full * 4
        };
        let running = |on: usize| on * 2 >= both.len() || both.len() < least.max(LEAST);
        let on_left = both.iter().filter(|(side, _)| goes_on(side, left)).count();
        let on_right = both.iter().filter(|(_, side)| goes_on(side, right)).count();
        let pauses = |side: &[Word]| words(side).is_some_and(|words| words.contains(is_pause));
        // The names of two columns.
        let head = both
            .first()
            .is_some_and(|(a, b)| extent(a) * 5 < left * 3 && extent(b) * 5 < right * 3 && !pauses(a) && !pauses(b));
        alike && running(on_left) && running(on_right) && !head
    }

    /// The lines from the first to the last with words on both sides, column by column.
    fn band(&self, strip: usize) -> Option<Band> {
        let is_both = |&line: &usize| self.sides(line, strip).is_some();
        let (first, last) = ((0..self.words.len()).find(is_both)?, (0..self.words.len()).rfind(is_both)?);
        let both: Vec<(&[Word], &[Word])> = (first..=last).filter_map(|line| self.sides(line, strip)).collect();
        let (left, right) = widths(&both);
        let (mut read, mut beside) = (Column::of(left, 0), Column::of(right, strip));
        for words in &self.words[first..=last] {
            // What crosses the strip stands over both columns: those above it are read first.
            if crosses(words, strip) {
                read.append(&mut beside);
                read.add(self.text, words);
                continue;
            }
            let (left, right) = words.split_at(words.partition_point(|word| word.x0 < strip));
            read.add(self.text, left);
            beside.add(self.text, right);
        }
        read.append(&mut beside);
        Some(Band { first, last, open: read.full, lines: read.lines })
    }
}

/// A column whose lines are put together to paragraphs: it is narrower than lines that a wrap breaks elsewhere.
struct Column {
    /// How wide most of its lines are, and where it begins.
    width: usize,
    from: usize,
    lines: Vec<String>,
    /// Whether the last line is full, so that one that is not set in goes on with it.
    full: bool,
}

impl Column {
    fn of(width: usize, from: usize) -> Self {
        Self { width, from, lines: Vec::new(), full: false }
    }

    fn add(&mut self, text: &str, words: &[Word]) {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        let line = &text[first.start..last.end];
        let indent = first.x0.saturating_sub(self.from);
        match self.lines.last_mut() {
            Some(open) if self.full && indent == 0 && goes_on(open, line) => open.push_str(line),
            _ => self.lines.push(format!("{}{line}", " ".repeat(indent))),
        }
        self.full = last.x1.saturating_sub(self.from) + SHORT >= self.width;
    }

    /// Goes on with the lines of another column; the first of them may go on with a paragraph.
    fn append(&mut self, other: &mut Self) {
        let mut lines = std::mem::take(&mut other.lines).into_iter().peekable();
        if let Some(open) = self.lines.last_mut().filter(|_| self.full)
            && let Some(rest) = lines.next_if(|line| goes_on(open, line))
        {
            open.push_str(&rest);
        }
        self.lines.extend(lines);
        (self.full, other.full) = (other.full, false);
    }
}

/// Whether a line goes on with a paragraph whose last line was full.
fn goes_on(open: &str, line: &str) -> bool {
    !(line.starts_with(' ') || ends_sentence(open) && marker(line).is_some())
}

/// How wide most lines are on both sides; a few are spread by typesetting.
fn widths(both: &[(&[Word], &[Word])]) -> (usize, usize) {
    let usual = |mut extents: Vec<usize>| {
        extents.sort_unstable();
        extents.get(extents.len() * 3 / 4).copied().unwrap_or(0)
    };
    (
        usual(both.iter().map(|(side, _)| extent(side)).collect()),
        usual(both.iter().map(|(_, side)| extent(side)).collect()),
    )
}

/// How far words reach.
fn extent(side: &[Word]) -> usize {
    side.last().map_or(0, |last| last.x1) - side.first().map_or(0, |first| first.x0)
}

/// Whether words run over the strip.
fn crosses(words: &[Word], strip: usize) -> bool {
    words.iter().any(|word| word.x0 < strip && word.x1 > strip)
}
