//! The ledger's account of itself.

use super::Stages;
use crate::item::Item;
use crate::model::Characters;
use crate::note::Note;
use crate::text::{Span, count, wide_blanks};

/// Where every character went.
pub(super) fn characters(stages: Stages<'_>, items: &[&Item], notes: &mut Vec<Note>) -> Characters {
    let text = &stages.body.text;
    let front = &stages.outline.front;
    let mut clauses: Vec<Span> = items.iter().flat_map(|item| item.clauses.iter().map(|c| c.whole)).collect();
    clauses.sort_unstable();
    clauses.dedup();
    let wholes: Vec<Span> = items.iter().map(|item| item.whole).collect();
    let mut fronts: Vec<Span> = front.title.clone();
    fronts.extend(front.number.iter().chain(&front.addressees).chain(&front.signature));
    fronts.extend(front.date.iter().map(|d| d.1));
    fronts.extend(front.attachments.iter().chain(&front.other));
    fronts.extend(stages.outline.plans.iter().flat_map(|plan| &plan.title));
    fronts.sort_unstable();
    let (read, clean) = (Counter::new(&stages.document.text), Counter::new(text));
    let mut counts =
        Characters { total: read.count(Span::new(0, stages.document.text.len())), ..Characters::default() };
    for piece in &stages.body.removed {
        counts.removed += read.count(piece.raw);
    }
    let mut in_nodes = vec![false; stages.body.paragraphs.len()];
    for node in &stages.outline.nodes {
        in_nodes[node.body.clone()].fill(true);
        if !node.words.is_empty() || !node.number.is_empty() {
            let at = stages.body.paragraphs.partition_point(|p| p.span.end <= node.number.start);
            if let Some(slot) = in_nodes.get_mut(at) {
                *slot = true;
            }
        }
    }
    for (paragraph, in_node) in stages.body.paragraphs.iter().zip(in_nodes) {
        let all = clean.count(paragraph.span);
        if in_node {
            let left = uncovered(paragraph.span, &wholes, text);
            let left: u64 = left.iter().map(|s| if *s == paragraph.span { all } else { clean.count(*s) }).sum();
            counts.outline += left;
            counts.entries += all - left;
        } else {
            let left: Vec<Span> = gaps(paragraph.span, &fronts);
            let lost: u64 = left
                .into_iter()
                // The colon after the addressees and the like belong to what they follow.
                .filter(|span| span.of(text).chars().any(char::is_alphanumeric))
                .map(|span| clean.count(span))
                .sum();
            counts.front += all - lost;
            counts.unassigned += lost;
            if lost > 0 {
                notes.push(Note::warning(
                    "unassigned",
                    paragraph.span,
                    "此段未能归入任何部分，请人工核对 (these words were put in no part of the ledger)",
                ));
            }
        }
    }
    // Clauses stand within entries, and those of a heading within the outline.
    for clause in &clauses {
        let within = wholes.partition_point(|w| w.start <= clause.start);
        let words = clean.count(*clause);
        counts.clauses += words;
        if wholes[..within].last().is_some_and(|w| w.contains(*clause)) {
            counts.entries -= words.min(counts.entries);
        } else {
            counts.outline -= words.min(counts.outline);
        }
    }
    counts
}

/// Counts code points, blanks aside, in stretches of one text.
struct Counter<'t> {
    text: &'t str,
    /// Where its blanks begin that are no ASCII, in order.
    wide: Vec<usize>,
}

impl<'t> Counter<'t> {
    fn new(text: &'t str) -> Self {
        let mut wide: Vec<usize> = wide_blanks(text).collect();
        wide.sort_unstable();
        Self { text, wide }
    }

    fn count(&self, span: Span) -> u64 {
        let begins = |byte: u8| matches!(byte, b'!'..=b'~' | 0xc0..);
        let before = |at: u32| self.wide.partition_point(|&wide| wide < at as usize);
        let blanks = before(span.end).saturating_sub(before(span.start));
        count(span.of(self.text).as_bytes(), begins).saturating_sub(blanks) as u64
    }
}

/// The stretches of a span that no taken span covers and that hold words; `taken` is in order and does not overlap.
pub(super) fn uncovered(span: Span, taken: &[Span], text: &str) -> Vec<Span> {
    gaps(span, taken)
        .into_iter()
        .map(|gap| gap.trim(text))
        .filter(|gap| gap.of(text).chars().any(char::is_alphanumeric))
        .collect()
}

/// The stretches of a span that no taken span covers.
fn gaps(span: Span, taken: &[Span]) -> Vec<Span> {
    let first = taken.partition_point(|t| t.end <= span.start);
    let mut gaps = Vec::new();
    let mut from = span.start;
    for t in taken[first..].iter().take_while(|t| t.start < span.end) {
        if t.start > from {
            gaps.push(Span { start: from, end: t.start });
        }
        from = from.max(t.end);
    }
    if from < span.end {
        gaps.push(Span { start: from, end: span.end });
    }
    gaps
}
