//! The ledger's account of itself.

use super::Stages;
use crate::item::Item;
use crate::model::Characters;
use crate::note::Note;
use crate::text::{Span, count_blanks, count_chars};

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
    let mut counts = Characters { total: count(&stages.document.text), ..Characters::default() };
    for piece in &stages.body.removed {
        counts.removed += count(piece.raw.of(&stages.document.text));
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
        let all = count(paragraph.span.of(text));
        if in_node {
            let left = uncovered(paragraph.span, &wholes, text);
            let left: u64 = left.iter().map(|s| if *s == paragraph.span { all } else { count(s.of(text)) }).sum();
            counts.outline += left;
            counts.entries += all - left;
        } else {
            let left: Vec<Span> = gaps(paragraph.span, &fronts);
            let lost: u64 = left
                .iter()
                .map(|s| s.of(text))
                // The colon after the addressees and the like belong to what they follow.
                .filter(|words| words.chars().any(char::is_alphanumeric))
                .map(count)
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
        let words = count(clause.of(text));
        counts.clauses += words;
        if wholes[..within].last().is_some_and(|w| w.contains(*clause)) {
            counts.entries -= words.min(counts.entries);
        } else {
            counts.outline -= words.min(counts.outline);
        }
    }
    counts
}

/// Code points, blanks aside.
fn count(text: &str) -> u64 {
    (count_chars(text.as_bytes()) - count_blanks(text)) as u64
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
