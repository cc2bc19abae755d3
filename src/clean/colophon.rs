//! The colophon at the end of a document: who printed it, and for whom.

use super::{Body, LONGEST_FURNITURE, Removed, trim};
use crate::lexicon::{Lexicon, Zone};
use crate::read::Document;
use crate::text::Span;

/// Takes the colophon off the end: paragraphs of the tail zone, from the last one up to the first that is none.
pub(super) fn remove(document: &Document, lexicon: &Lexicon, body: &mut Body) {
    while let Some(last) = body.paragraphs.last().copied() {
        let words = last.span.of(&body.text);
        let tail = if last.row || words.len() > LONGEST_FURNITURE { None } else { lexicon.furniture().classify(words) };
        let Some((kind, Zone::Tail)) = tail else { break };
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
