//! Tables whose columns stand apart by blanks over many lines, as a dump of a page leaves them (pdftotext -layout): the cells of
//! a row break within their columns, and stand around its middle.
//!
//! A head of known names tells the columns, the white between them their sides; how the lines of the cells stand beside one
//! another tells the rows. Each page has sides of its own. Where the lines can be parted in several ways, or in none, the table
//! stays as it is, and is named.

mod flow;
mod head;
mod line;
mod merged;
mod quota;
mod read;
mod rows;
mod strips;
mod wrap;

use self::head::Head;
pub(super) use self::line::{Metric, TextLine, Word, lines};
use self::read::Page;
use super::sheet::Sheet;
use crate::lexicon::Lexicon;
use crate::text::{BETWEEN_CELLS, marker, page_number, trim};

/// Lines between the rows on one page and the head on the next at most.
const MOST_BETWEEN: usize = 3;

/// Lines of a table on one page at most.
const MOST_LINES: usize = 400;

/// Finds the tables; gives also the first bytes of the lines that begin one whose cells cannot be told.
pub(super) fn find(text: &str, lexicon: &Lexicon) -> (Vec<Sheet>, Vec<usize>) {
    let (mut pages, mut unclear): (Vec<Page>, Vec<usize>) = (Vec::new(), Vec::new());
    if memchr::memmem::find(text.as_bytes(), BETWEEN_CELLS.as_bytes()).is_none() {
        return (Vec::new(), unclear);
    }
    let lines = lines(text);
    let quotas = quota::find(text, &lines, lexicon);
    let mut heads = (0..lines.len()).filter(|&at| head::shows_head(text, &lines[at], lexicon)).peekable();
    if heads.peek().is_none() {
        return (quotas, unclear);
    }
    let (mut at, mut open) = (0, false);
    while at < lines.len() {
        while heads.next_if(|&head| head < at).is_some() {}
        let begins = heads.peek() == Some(&at);
        // A page without a head may go on with the table that the page before ended with.
        let goes_on = open && lines[at].page && !begins;
        // The running head of a page stands above the table's own.
        let near = heads.peek().is_some_and(|&head| head <= at + MOST_BETWEEN);
        if !begins && (!goes_on || near) {
            at += 1;
            continue;
        }
        let head = begins.then(|| Metric::ALL.map(|metric| Head::of(text, &lines, at, lexicon, metric)));
        let from = head.iter().flatten().flatten().map(|head| head.lines.end).max().unwrap_or(at);
        let next = heads.clone().find(|&head| head >= from.max(at + 1)).unwrap_or(lines.len());
        let end = end_of(text, &lines, from, next);
        // The title of the next table stands apart from the rows of this one.
        let titles = |line: &TextLine| line.gap && head::is_title(trim(line.of(text)), lexicon);
        let above = (from..end).rev().take_while(|&at| end == next && next < lines.len() && titles(&lines[at]));
        let title = above.last();
        let end = without_prose(text, &lines, from, title.unwrap_or(end));
        let before = pages.last().filter(|_| open);
        let found = match head {
            Some([None, None]) => {
                // What looks like a head behind rows may be one of them.
                unclear.extend(Some(lines[at].range.start).filter(|_| open));
                at += 1;
                continue;
            }
            Some(heads) => read::below(text, &lines, &heads, end, before, lexicon),
            None => before.and_then(|before| read::go_on(text, &lines, at..end, before, lexicon)),
        };
        open = found.is_some();
        match found {
            Some(mut page) => {
                at = page.lines.end;
                if let Some(rest) = page.rest.take()
                    && let Some(last) = pages.last_mut().and_then(|before| before.rows.last_mut())
                {
                    last.go_on(&rest);
                }
                pages.push(page);
            }
            None => {
                // A page without a head goes on with the table only if words stand beside one another there.
                let beside = lines[at..end.max(at + 1)].iter().any(|line| line.of(text).trim().contains(BETWEEN_CELLS));
                unclear.extend(Some(lines[at].range.start).filter(|_| begins || beside));
                // The last row of the page before may go on in what cannot be told.
                let last = pages.last_mut().filter(|_| goes_on && beside).and_then(|before| before.rows.last_mut());
                last.into_iter().for_each(|row| row.doubtful = true);
                at = from.max(at + 1);
            }
        }
        // What stands between the rows of two pages is the number of the first, and the running head above the table's own.
        while heads.next_if(|&head| head < at).is_some() {}
        let near = heads.peek().is_some_and(|&head| head <= at + MOST_BETWEEN);
        open &= near || lines[at.min(lines.len())..].iter().take_while(|line| !line.page).count() <= 2;
        while open && lines.get(at).is_some_and(|line| !line.page) && heads.peek() != Some(&at) {
            at += 1;
        }
    }
    let sheets = pages.into_iter().map(|page| page.sheet(&lines)).chain(quotas);
    (sheets.collect(), unclear)
}

/// The line behind the last that may be of a table: at the end of its page, at another head, before a line that is of a table
/// of another form.
fn end_of(text: &str, lines: &[TextLine], from: usize, next: usize) -> usize {
    let ends = |at: &usize| {
        let words = lines[*at].of(text);
        *at > from && (lines[*at].page || page_number::is_whole(words)) || words.contains(['\t', '|'])
    };
    let last = next.min(lines.len()).min(from + MOST_LINES);
    (from..last).find(ends).unwrap_or(last)
}

/// The end without the paragraphs below the last line that has words beside one another: one that has a number, or is longer
/// than a cell, begins them.
fn without_prose(text: &str, lines: &[TextLine], from: usize, end: usize) -> usize {
    /// The longest line that may be the rest of a cell, in characters.
    const LONGEST: usize = 32;
    let words = |at: usize| trim(lines[at].of(text));
    let Some(last) = (from..end).rev().find(|&at| words(at).contains("  ")) else { return end };
    let prose = |&at: &usize| words(at).chars().count() > LONGEST || lines[at].gap && marker(words(at)).is_some();
    (last + 1..end).find(prose).unwrap_or(end)
}
