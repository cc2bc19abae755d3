//! The colophon at the end of a document: who printed it, and for whom.

use super::{Body, LONGEST_FURNITURE, Paragraph, Removed, trim};
use crate::lexicon::{Lexicon, Zone};
use crate::model::RemovedKind;
use crate::read::Document;
use crate::text::Span;

/// Takes the colophon off the end: paragraphs of the tail zone, from the last one up to the first that is none, with what stands
/// below one of them.
pub(super) fn remove(document: &Document, lexicon: &Lexicon, body: &mut Body) {
    let classify = |paragraph: &Paragraph| {
        let words = paragraph.span.of(&body.text);
        if paragraph.row || words.len() > LONGEST_FURNITURE { None } else { lexicon.furniture().classify(words) }
    };
    let tail: Vec<(RemovedKind, Zone)> = body.paragraphs.iter().rev().map_while(classify).collect();
    let count = tail.iter().take_while(|(_, zone)| matches!(zone, Zone::Tail | Zone::Below)).count();
    // A site's own line above them tells what they are, too.
    let behind_site = |count: &usize| {
        let above = body.paragraphs[..body.paragraphs.len() - count].last().map_or(0, |paragraph| paragraph.span.end);
        let first = body.paragraphs[body.paragraphs.len() - count].span.start;
        body.removed.iter().any(|piece| piece.kind == RemovedKind::Site && (above..=first).contains(&piece.at))
    };
    let shown = (1..=count).rev().find(|count| tail[count - 1].1 == Zone::Tail || behind_site(count));
    let count = shown.unwrap_or(0);
    let mut tail: Vec<RemovedKind> = tail[..count].iter().map(|(kind, _)| *kind).collect();
    if tail.is_empty() && is_printed_below(body, lexicon) {
        tail = vec![RemovedKind::Colophon; 2];
    }
    for kind in tail {
        let Some(last) = body.paragraphs.last().copied() else { break };
        let start = (last.span.start as usize).saturating_sub(1);
        let raw: Option<Span> = body.map.raw(last.span).reduce(Span::cover);
        body.text.truncate(start);
        body.map.truncate(start);
        body.paragraphs.pop();
        let at = u32::try_from(start).unwrap_or(u32::MAX);
        let raw = raw.unwrap_or_default();
        // Furniture that stood after the tail, or within it, was listed before it; lists are in the order of the text as read.
        let place = body.removed.partition_point(|r| r.raw.start < raw.start);
        let (mut from, mut pieces) = (raw.start, Vec::new());
        for later in &mut body.removed[place..] {
            later.at = later.at.min(at);
            if later.raw.start < raw.end {
                pieces.push(Span { start: from, end: later.raw.start.max(from) });
                from = from.max(later.raw.end);
            }
        }
        pieces.push(Span { start: from, end: raw.end.max(from) });
        let pieces = pieces.into_iter().map(|piece| trim(piece, &document.text)).filter(|piece| !piece.is_empty());
        body.removed.extend(pieces.map(|raw| Removed { kind, raw, at }));
        body.removed.sort_by_key(|removed| removed.raw.start);
    }
}

/// Whether the last two lines say who printed the document and when, below the day of its issue: 某某办公厅综合处|2025年2月24日印发.
fn is_printed_below(body: &Body, lexicon: &Lexicon) -> bool {
    let [.., day, printer, printed] = body.paragraphs.as_slice() else { return false };
    let words = |paragraph: &Paragraph| paragraph.span.of(&body.text);
    let is_day = |words: &str| {
        words.ends_with('日') && words.chars().all(|c| c.is_ascii_digit() || matches!(c, '年' | '月' | '日'))
    };
    let signed = words(day).trim_start_matches(|c: char| !c.is_ascii_digit());
    is_day(signed)
        && lexicon.names().is_whole(words(printer))
        && lexicon.papers().printed.strip_end(words(printed)).is_some_and(is_day)
}

/// Whether words go on with the list of those who get a copy: 抄送：市委各部门。|市人大常委会办公室，市政协办公室。
pub(super) fn goes_on(words: &str, lexicon: &Lexicon) -> bool {
    let list = words.trim_end_matches('。');
    let names = lexicon.split_names(list, Span::new(0, list.len())).names;
    words.len() <= LONGEST_FURNITURE
        && names.len() > 1
        && names.iter().all(|name| lexicon.names().looks_like(name.of(list)))
}
