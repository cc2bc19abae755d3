//! The lists of attachments: 附件：1.… 2.…, at the end of a notice, behind its signature, as names of files.

use std::ops::Range;

use super::Front;
use super::front::Source;
use crate::text::{Marker, Span, marker, marker_before_digit};

/// Whether words begin the list of attachments: 附件：1.….
fn begins_list(source: Source<'_>, words: &str) -> bool {
    source.lexicon.papers().attachment.strip_start(words).is_some_and(|rest| rest.starts_with(['：', ':']))
}

/// Takes the list 附件：1.… 2.… off the end of a notice or a plan; returns the end of what remains.
pub(super) fn at_end(source: Source<'_>, front: &mut Front, range: Range<usize>) -> usize {
    let words = |at: usize| source.body.paragraphs[at].span.of(&source.body.text);
    let is_list = |w: &str| begins_list(source, w) || w == "附件";
    let Some(start) = range.clone().rev().find(|&at| !source.body.paragraphs[at].row && is_list(words(at))) else {
        return range.end;
    };
    // A list of attachments is short lines without a stop; anything else is body that happens to follow.
    if (start + 1..range.end).any(|at| words(at).contains('。') || source.body.paragraphs[at].row) {
        return range.end;
    }
    take(source, front, start..range.end);
    start
}

/// Takes the list 附件：1.… 2.… that stands behind the signature, as pages of counties have it; returns where it ends.
pub(super) fn behind(source: Source<'_>, front: &mut Front, range: Range<usize>) -> usize {
    let words = |at: usize| source.body.paragraphs[at].span.of(&source.body.text);
    if range.is_empty() || !begins_list(source, words(range.start)) || source.body.paragraphs[range.start].row {
        return range.start;
    }
    // 附件：某某清单 right above its table is no list.
    if source.body.paragraphs.get(range.start + 1).is_none_or(|next| next.row) {
        return range.start;
    }
    let mut end = range.start + 1;
    let mut last = number(behind_label(source, words(range.start)).trim());
    while let Some(before) = last.filter(|_| end < range.end && !words(end).contains('。')) {
        let goes_on = |next: &Marker| next.style == before.style && next.value == before.value + 1;
        last = number(words(end)).filter(goes_on);
        end += usize::from(last.is_some());
    }
    take(source, front, range.start..end);
    end
}

/// What stands behind 附件：.
fn behind_label<'t>(source: Source<'_>, words: &'t str) -> &'t str {
    let rest = source.lexicon.papers().attachment.strip_start(words).unwrap_or(words);
    rest.trim_start_matches(['：', ':'])
}

/// The number of an attachment; in a list 1.2023年… is no number with a point.
fn number(words: &str) -> Option<Marker> {
    marker(words).or_else(|| marker_before_digit(words))
}

/// Takes the paragraphs of a list of attachments.
fn take(source: Source<'_>, front: &mut Front, range: Range<usize>) {
    let words = |at: usize| source.body.paragraphs[at].span.of(&source.body.text);
    let start = range.start;
    for at in range {
        let span = source.body.paragraphs[at].span;
        let mut name = span;
        if at == start {
            name = Span::new(span.end as usize - behind_label(source, words(at)).len(), span.end as usize);
        }
        let words = name.of(&source.body.text);
        if let Some(number) = number(words) {
            name.start += u32::try_from(number.len).unwrap_or(0);
        }
        let name = name.trim(&source.body.text);
        if name.is_empty() {
            front.other.push(span);
        } else {
            front.other.push(Span { start: span.start, end: name.start });
            front.attachments.push(name);
        }
    }
}
