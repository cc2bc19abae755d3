//! Where a covering notice ends and its plans begin.

use std::collections::HashSet;
use std::ops::Range;

use super::front::{Signature, Source, is_title_line, signature};
use super::{Front, Plan};
use crate::lexicon::strip_brackets;
use crate::text::{Marker, Span, marker, marker_before_digit};

/// A run of paragraphs that belong to one plan, or to the covering notice.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Region {
    /// The plan; `None` for the notice.
    pub plan: Option<usize>,
    /// Its paragraphs, titles left out.
    pub paragraphs: Range<usize>,
}

/// Kinds of document that an annex may be. A notice is none.
const ANNEX_KINDS_EXCLUDED: [&str; 2] = ["通知", "函"];

/// Splits the body into the covering notice and its plans; signature, date and list of attachments join the front.
pub(super) fn split(source: Source<'_>, mut front: Front, rest: Range<usize>) -> (Vec<Plan>, Front, Vec<Region>) {
    let mut plans = Vec::new();
    let mut regions = Vec::new();
    let own = |front: &Front| Plan { title: front.title.clone(), own_title: true };
    let first = if front.covering { signature(source, rest.clone(), false) } else { None };
    let Some(Signature { paragraphs: signed, organs, date }) = first else {
        if front.covering
            && let Some(at) = announced_title(source, &front, &rest)
        {
            cover(source, &mut front, rest.start..at, &mut regions);
            annexes(source, &mut front, at..rest.end, &mut plans, &mut regions);
        } else {
            let end = tail(source, &mut front, rest.clone());
            let end = attachments_at_end(source, &mut front, rest.start..end);
            plans.push(own(&front));
            annexes_after(source, &mut front, rest.start..end, &mut plans, &mut regions);
        }
        return (plans, front, regions);
    };
    front.signature = organs;
    front.date = Some(date);
    front.other.extend(
        source.body.paragraphs[signed.clone()]
            .iter()
            .map(|p| p.span)
            .filter(|s| !front.signature.iter().any(|o| o.overlaps(*s))),
    );
    let notice = attachments_at_end(source, &mut front, rest.start..signed.start);
    cover(source, &mut front, rest.start..notice, &mut regions);
    let behind = attachments_behind(source, &mut front, signed.end..rest.end);
    annexes(source, &mut front, behind..rest.end, &mut plans, &mut regions);
    (plans, front, regions)
}

/// The covering words: prose before the first number is front matter, numbered items are requirements.
fn cover(source: Source<'_>, front: &mut Front, range: Range<usize>, regions: &mut Vec<Region>) {
    let numbered = range.clone().find(|&at| {
        let paragraph = &source.body.paragraphs[at];
        !paragraph.row && marker(paragraph.span.of(&source.body.text)).is_some()
    });
    let first = numbered.unwrap_or(range.end);
    front.other.extend(source.body.paragraphs[range.start..first].iter().map(|p| p.span));
    if first < range.end {
        regions.push(Region { plan: None, paragraphs: first..range.end });
    }
}

/// The plans after a signature: a title (after a list of attachments, if there is one), then a body; and again.
fn annexes(
    source: Source<'_>,
    front: &mut Front,
    range: Range<usize>,
    plans: &mut Vec<Plan>,
    regions: &mut Vec<Region>,
) {
    let announced = announced(source, front);
    let mut at = range.start;
    while at < range.end {
        let run = at..(at..range.end).find(|&i| !is_head_line(source, i)).unwrap_or(range.end);
        let title = title_of_run(source, run.clone());
        list(source, front, run.start..title.start);
        if !title.is_empty() {
            plans.push(Plan { title: spans(source, title.clone()), own_title: false });
        } else if plans.is_empty() && run.end < range.end {
            plans.push(Plan { title: front.title.clone(), own_title: true });
        }
        let next = (run.end.max(at + 1)..range.end).find(|&i| begins_annex(source, &announced, i)).unwrap_or(range.end);
        if run.end < next {
            let end = if next == range.end { tail(source, front, run.end..next) } else { next };
            let end = attachments_at_end(source, front, run.end..end);
            regions.push(Region { plan: plans.len().checked_sub(1), paragraphs: run.end..end });
        }
        at = next;
    }
}

/// The body of a document that is its own plan, and annexes behind it.
fn annexes_after(
    source: Source<'_>,
    front: &mut Front,
    range: Range<usize>,
    plans: &mut Vec<Plan>,
    regions: &mut Vec<Region>,
) {
    let next = range
        .clone()
        .find(|&i| is_annex_label(source.body.paragraphs[i].span.of(&source.body.text)))
        .unwrap_or(range.end);
    regions.push(Region { plan: Some(0), paragraphs: range.start..next });
    annexes(source, front, next..range.end, plans, regions);
}

/// Whether the paragraph may stand before the body of a plan: a line of a title, of a list of titles, or 附件2.
fn is_head_line(source: Source<'_>, at: usize) -> bool {
    let paragraph = &source.body.paragraphs[at];
    let words = paragraph.span.of(&source.body.text);
    !paragraph.row && (is_annex_label(words) || is_title_line(words))
}

/// 附件, 附件2, 附件2：.
fn is_annex_label(words: &str) -> bool {
    words.strip_prefix("附件").or_else(|| words.strip_prefix("附表")).is_some_and(|rest| {
        let rest = rest.trim_end_matches(['：', ':']);
        rest.len() <= 6 && rest.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十-—".contains(c))
    })
}

/// The title at the end of a run of head lines; empty when there is none.
fn title_of_run(source: Source<'_>, run: Range<usize>) -> Range<usize> {
    let words = |at: usize| source.body.paragraphs[at].span.of(&source.body.text);
    let Some(last) = run.clone().rev().find(|&at| !is_annex_label(words(at))) else { return run.end..run.end };
    let mut first = last;
    while first > run.start {
        let above = first - 1;
        let complete = source.kind_of(words(above)).is_some() && !words(first).starts_with(['（', '(', '—']);
        if complete || is_annex_label(words(above)) || source.body.paragraphs[first].page_start && first < last {
            break;
        }
        first = above;
    }
    first..last + 1
}

/// Titles that the notice announces before the plan itself, one a line: attachments. A line that the notice names in its
/// own words and that others follow is the name of their bundle.
fn list(source: Source<'_>, front: &mut Front, range: Range<usize>) {
    let announced = announced(source, front);
    for at in range {
        let span = source.body.paragraphs[at].span;
        let words = span.of(&source.body.text);
        if is_annex_label(words) || announced.contains(words) {
            front.other.push(span);
        } else {
            front.attachments.push(span);
        }
    }
}

/// The titles in 《》 that the front matter names.
fn announced<'a>(source: Source<'a>, front: &Front) -> HashSet<&'a str> {
    let words = front.title.iter().chain(&front.attachments).chain(&front.other).map(|s| s.of(&source.body.text));
    words.flat_map(|words| words.split('《').skip(1)).filter_map(|rest| rest.split('》').next()).collect()
}

/// Whether another annex begins at a paragraph inside a plan's body.
fn begins_annex(source: Source<'_>, announced: &HashSet<&str>, at: usize) -> bool {
    let paragraph = &source.body.paragraphs[at];
    let words = paragraph.span.of(&source.body.text);
    if paragraph.row {
        return false;
    }
    if is_annex_label(words) {
        return true;
    }
    announced.contains(words)
        && is_title_line(words)
        && source.kind_of(words).is_some_and(|kind| !ANNEX_KINDS_EXCLUDED.contains(&kind))
}

/// The paragraph where an announced annex begins, in a notice without signature.
fn announced_title(source: Source<'_>, front: &Front, rest: &Range<usize>) -> Option<usize> {
    let title: String = front.title.iter().map(|s| s.of(&source.body.text)).collect();
    rest.clone().find(|&at| {
        let words = source.body.paragraphs[at].span.of(&source.body.text);
        !source.body.paragraphs[at].row
            && (is_annex_label(words)
                || words.chars().count() > 6
                    && is_title_line(words)
                    && source.kind_of(words).is_some()
                    && title.contains(strip_brackets(words)))
    })
}

/// Takes signature and date off the end of a document; returns the end of what remains.
fn tail(source: Source<'_>, front: &mut Front, range: Range<usize>) -> usize {
    if !front.signature.is_empty() {
        return range.end;
    }
    let Some(Signature { paragraphs: signed, organs, date }) = signature(source, range.clone(), true) else {
        return range.end;
    };
    front.signature = organs;
    front.date.get_or_insert(date);
    front.other.extend(
        source.body.paragraphs[signed.start..range.end]
            .iter()
            .map(|p| p.span)
            .filter(|s| !front.signature.iter().any(|o| o.overlaps(*s))),
    );
    signed.start
}

/// Whether words begin the list of attachments: 附件：1.….
fn begins_list(words: &str) -> bool {
    words.starts_with("附件：") || words.starts_with("附件:")
}

/// Takes the list 附件：1.… 2.… off the end of a notice or a plan; returns the end of what remains.
fn attachments_at_end(source: Source<'_>, front: &mut Front, range: Range<usize>) -> usize {
    let words = |at: usize| source.body.paragraphs[at].span.of(&source.body.text);
    let is_list = |w: &str| begins_list(w) || w == "附件";
    let Some(start) = range.clone().rev().find(|&at| !source.body.paragraphs[at].row && is_list(words(at))) else {
        return range.end;
    };
    // A list of attachments is short lines without a stop; anything else is body that happens to follow.
    if (start + 1..range.end).any(|at| words(at).contains('。') || source.body.paragraphs[at].row) {
        return range.end;
    }
    attachments(source, front, start..range.end);
    start
}

/// Takes the list 附件：1.… 2.… that stands behind the signature, as pages of counties have it; returns where it ends.
fn attachments_behind(source: Source<'_>, front: &mut Front, range: Range<usize>) -> usize {
    let words = |at: usize| source.body.paragraphs[at].span.of(&source.body.text);
    if range.is_empty() || !begins_list(words(range.start)) || source.body.paragraphs[range.start].row {
        return range.start;
    }
    let mut end = range.start + 1;
    let mut last = number(behind_label(words(range.start)).trim());
    while let Some(before) = last.filter(|_| end < range.end && !words(end).contains('。')) {
        let goes_on = |next: &Marker| next.style == before.style && next.value == before.value + 1;
        last = number(words(end)).filter(goes_on);
        end += usize::from(last.is_some());
    }
    attachments(source, front, range.start..end);
    end
}

/// What stands behind 附件：.
fn behind_label(words: &str) -> &str {
    words.trim_start_matches("附件").trim_start_matches(['：', ':'])
}

/// The number of an attachment; in a list 1.2023年… is no number with a point.
fn number(words: &str) -> Option<Marker> {
    marker(words).or_else(|| marker_before_digit(words))
}

/// Takes the paragraphs of a list of attachments.
fn attachments(source: Source<'_>, front: &mut Front, range: Range<usize>) {
    let words = |at: usize| source.body.paragraphs[at].span.of(&source.body.text);
    let start = range.start;
    for at in range {
        let span = source.body.paragraphs[at].span;
        let mut name = span;
        if at == start {
            name = Span::new(span.end as usize - behind_label(words(at)).len(), span.end as usize);
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

fn spans(source: Source<'_>, range: Range<usize>) -> Vec<Span> {
    source.body.paragraphs[range].iter().map(|p| p.span).collect()
}
