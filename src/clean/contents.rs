//! The table of contents of a long plan (目录): its headings come again in the text.

use std::ops::Range;

use super::furniture::Fate;
use crate::lexicon::Lexicon;
use crate::model::RemovedKind;
use crate::read::Document;
use crate::text::is_blank;

/// A table of contents stands among so many lines at the head.
const HEAD: usize = 200;

/// The longest table of contents, in lines.
const LONGEST: usize = 400;

/// The longest of its lines, in bytes.
const LONGEST_LINE: usize = 240;

/// Takes the table of contents away: from 目录 to where its first heading comes again, or as far as its lines end in the
/// numbers of pages.
pub(super) fn take(document: &Document, fates: &mut [Fate], lexicon: &Lexicon) {
    let kept: Vec<usize> = (0..fates.len()).filter(|&line| fates[line] == Fate::Keep).take(HEAD + LONGEST).collect();
    take_led(document, fates, &kept);
    let kept: Vec<usize> = kept.into_iter().filter(|&line| fates[line] == Fate::Keep).collect();
    let words = |at: usize| document.lines[kept[at]].text.of(&document.text);
    let is_mark = |at: &usize| words(*at).chars().filter(|&c| !is_blank(c)).eq("目录".chars());
    if let Some(outline) = (0..kept.len().min(HEAD)).find_map(|at| outline(&words, at, kept.len(), lexicon)) {
        kept[outline].iter().for_each(|&line| fates[line] = Fate::Remove(RemovedKind::Site));
        return;
    }
    let Some(mark) = (0..kept.len().min(HEAD)).find(is_mark) else { return };
    let Some(first) = kept.get(mark + 1).map(|_| heading(words(mark + 1))).filter(|first| !first.is_empty()) else {
        return;
    };
    let list = |at: &usize| words(*at).len() <= LONGEST_LINE && !words(*at).contains('。');
    let again =
        (mark + 2..kept.len()).take_while(list).find(|&at| heading(words(at)) == first && !is_numbered(words(at)));
    let end =
        again.unwrap_or_else(|| (mark + 1..kept.len()).take_while(|&at| is_numbered(words(at))).count() + mark + 1);
    if end > mark + 1 {
        kept[mark..end].iter().for_each(|&line| fates[line] = Fate::Remove(RemovedKind::Site));
    }
}

/// The headings that a site of sample papers puts before one, between its mark and dots (目录/提纲：……|一、…|……), if they come again.
fn outline<'t>(
    words: &impl Fn(usize) -> &'t str,
    mark: usize,
    lines: usize,
    lexicon: &Lexicon,
) -> Option<Range<usize>> {
    let line = words(mark).trim();
    let dots = |words: &str| words.chars().all(|c| is_blank(c) || matches!(c, '.' | '…' | '：' | ':'));
    let named = lexicon.furniture().contents.strip_start(line)?;
    if named.is_empty() || !dots(named) {
        return None;
    }
    let end = (mark + 2..lines.min(mark + LONGEST)).find(|&at| dots(words(at)))?;
    let first = heading(words(mark + 1));
    let again = || (end + 1..lines).any(|at| heading(words(at)) == first);
    (!first.is_empty() && again()).then_some(mark..end + 1)
}

/// Takes away lines whose headings dots lead to the numbers of pages (第一章　总则……3): no line but of a table of contents is so,
/// whatever became of the mark above it.
fn take_led(document: &Document, fates: &mut [Fate], kept: &[usize]) {
    /// So many lines show a table of contents.
    const LEAST: usize = 3;
    let led = |&line: &usize| is_led(document.lines[line].text.of(&document.text));
    for run in kept.chunk_by(|a, b| led(a) && led(b)) {
        if run.len() >= LEAST {
            run.iter().for_each(|&line| fates[line] = Fate::Remove(RemovedKind::Site));
        }
    }
}

/// Whether a line ends in dots and the number of a page.
fn is_led(line: &str) -> bool {
    /// A leader has so many bytes at least.
    const LEADER: usize = 6;
    let rest = line.trim_end_matches(is_blank);
    let dots = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    // Most lines end in no number.
    if dots.len() == rest.len() {
        return false;
    }
    let heading = dots.trim_end_matches(['.', '…', '·']);
    dots.len() - heading.len() >= LEADER && !heading.is_empty()
}

/// What leads from a heading to the number of its page.
fn is_leader(c: char) -> bool {
    is_blank(c) || matches!(c, '.' | '…' | '·' | '•' | '-' | '—' | '_' | '\t' | '（' | '）' | '(' | ')')
}

/// The heading of a line, without blanks, leader and the number of its page.
fn heading(line: &str) -> String {
    let line =
        if is_numbered(line) { line.trim_end_matches(|c: char| c.is_ascii_digit() || is_leader(c)) } else { line };
    line.chars().filter(|&c| !is_blank(c) && c != '\t').collect()
}

/// Whether a line ends in the number of a page behind a leader.
fn is_numbered(line: &str) -> bool {
    let line = line.trim_end_matches(|c: char| is_blank(c) || matches!(c, '）' | ')'));
    let rest = line.trim_end_matches(|c: char| c.is_ascii_digit());
    rest.len() < line.len() && rest.ends_with(is_leader)
}
