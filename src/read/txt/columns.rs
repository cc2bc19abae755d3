//! Two columns of text side by side, as dumps that keep the layout of a page leave those of a bulletin (pdftotext -layout): the
//! left one is read first.
//!
//! A strip of blanks runs down the page between lines that are about as long on both sides and mostly end without a stop. The
//! cells of a table are of several widths, or more than two, and its head says what they hold.

use std::borrow::Cow;

use super::aligned::{Metric, TextLine, Word, lines};
use crate::text::{ends_sentence, is_han, is_pause};

/// So many lines of a page with words on both sides show two columns.
const LEAST: usize = 10;

/// Where another page shows the strip, so many do.
const LEAST_AGAIN: usize = 2;

/// Blanks of the strip in a line at least: within a line a wider blank parts words.
const STRIP: usize = 2;

/// The first lines of the right column's paragraphs are set in by so much at most.
const INDENT: usize = 8;

/// The text with the columns one after another, and how many pages had two.
pub(super) fn read(text: Cow<'_, str>) -> (Cow<'_, str>, usize) {
    if memchr::memmem::find(text.as_bytes(), b"  ").is_none() {
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
        for &lines in &pages {
            let page = page(lines);
            let own = page.strip(LEAST).or_else(|| page.strip(LEAST_AGAIN).filter(|own| own.abs_diff(strip) <= STRIP));
            if let Some(band) = own.and_then(|strip| page.band(strip)) {
                read.push_str(&text[from..lines[band.first].range.start]);
                for words in band.left.iter().chain(&band.right) {
                    read.push_str(words);
                    read.push('\n');
                }
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
}

/// The part of a page that has two columns.
struct Band<'t> {
    /// Its lines.
    first: usize,
    last: usize,
    left: Vec<Cow<'t, str>>,
    right: Vec<Cow<'t, str>>,
}

impl<'t> Page<'t> {
    fn of(text: &'t str, lines: &[TextLine], metric: Metric) -> Self {
        Self { text, words: lines.iter().map(|line| line.words(text, metric)).collect() }
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
        let both: Vec<(&[Word], &[Word])> = self.words.iter().filter_map(|words| sides(words, strip)).collect();
        let crossing = self.words.iter().filter(|words| crosses(words, strip)).count();
        (enough && both.len() >= least && crossing * 4 <= both.len() && self.are_columns(&both, least)).then_some(strip)
    }

    /// Whether what stands side by side is text that goes on from line to line, and no row of cells.
    fn are_columns(&self, both: &[(&[Word], &[Word])], least: usize) -> bool {
        let words = |side: &[Word]| Some(self.text.get(side.first()?.start..side.last()?.end)?);
        // How wide most lines are; a few are spread by typesetting.
        let usual = |mut extents: Vec<usize>| {
            extents.sort_unstable();
            extents[extents.len() * 3 / 4]
        };
        let left = usual(both.iter().map(|(side, _)| extent(side)).collect());
        let right = usual(both.iter().map(|(_, side)| extent(side)).collect());
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
    fn band(&self, strip: usize) -> Option<Band<'t>> {
        let is_both = |words: &Vec<Word>| sides(words, strip).is_some();
        let (first, last) = (self.words.iter().position(is_both)?, self.words.iter().rposition(is_both)?);
        let mut band = Band { first, last, left: Vec::new(), right: Vec::new() };
        for words in &self.words[first..=last] {
            // What crosses the strip stands over both columns: those above it are read first.
            if crosses(words, strip) {
                let right = std::mem::take(&mut band.right);
                band.left.extend(right);
                band.left.push(self.line(words, 0));
                continue;
            }
            let at = words.partition_point(|word| word.x0 < strip);
            let (left, right) = words.split_at(at);
            band.left.extend((!left.is_empty()).then(|| self.line(left, 0)));
            band.right.extend((!right.is_empty()).then(|| self.line(right, strip)));
        }
        Some(band)
    }

    /// The words of a line as they stand, from where its column begins.
    fn line(&self, words: &[Word], from: usize) -> Cow<'t, str> {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return Cow::Borrowed("") };
        let text = &self.text[first.start..last.end];
        let blanks = first.x0.saturating_sub(from);
        if blanks == 0 { Cow::Borrowed(text) } else { Cow::Owned(format!("{}{text}", " ".repeat(blanks))) }
    }
}

/// How far words reach.
fn extent(side: &[Word]) -> usize {
    side.last().map_or(0, |last| last.x1) - side.first().map_or(0, |first| first.x0)
}

/// The words on both sides of a strip before which nothing but blanks stands.
fn sides(words: &[Word], strip: usize) -> Option<(&[Word], &[Word])> {
    let (left, right) = words.split_at(words.partition_point(|word| word.x0 < strip));
    let (last, first) = (left.last()?, right.first()?);
    (last.x1 + STRIP <= first.x0 && first.x0 <= strip + INDENT && last.x1 < strip).then_some((left, right))
}

/// Whether words run over the strip.
fn crosses(words: &[Word], strip: usize) -> bool {
    words.iter().any(|word| word.x0 < strip && word.x1 > strip)
}
