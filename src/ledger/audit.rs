//! The ledger's account of itself.

use super::Stages;
use super::locate::Locate;
use crate::clean::Body;
use crate::item::Item;
use crate::model::{Certainty, Characters, Entry, EntryKind, StatedCount};
use crate::note::Note;
use crate::text::{Span, is_blank, is_han};

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
    let clause_total: u64 = clauses.iter().map(|c| count(c.of(text))).sum();
    for (paragraph, in_node) in stages.body.paragraphs.iter().zip(in_nodes) {
        let all = count(paragraph.span.of(text));
        if in_node {
            let left: u64 = uncovered(paragraph.span, &wholes, text).iter().map(|s| count(s.of(text))).sum();
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
        if wholes[..within].last().is_some_and(|w| w.contains(*clause)) {
            counts.entries -= words.min(counts.entries);
        } else {
            counts.outline -= words.min(counts.outline);
        }
    }
    counts.clauses = clause_total;
    counts
}

/// Code points, blanks aside.
fn count(text: &str) -> u64 {
    text.chars().filter(|&c| !is_blank(c)).count() as u64
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

/// Words that a stated count may be of, and the kinds of entry that it then counts.
const COUNTED: [&str; 12] =
    ["任务", "举措", "措施", "工作", "事项", "项目", "内容", "行动", "工程", "要点", "指标", "目标"];

/// What may stand between 共 and the number of a stated count.
const COUNTS: [&str; 15] = [
    "计",
    "有",
    "安排",
    "部署",
    "确定",
    "分解",
    "列入",
    "列出",
    "提出",
    "梳理",
    "梳理出",
    "包括",
    "包含",
    "明确",
    "涉及",
];

/// The document's statements of its own size: 共23项改革举措, 57项重点任务.
pub(super) fn stated_counts(
    body: &Body,
    entries: &[Entry],
    locate: &Locate<'_>,
    notes: &mut Vec<Note>,
) -> Vec<StatedCount> {
    let mut found = Vec::new();
    for (at, _) in body.text.match_indices('共') {
        let rest = &body.text[at + '共'.len_utf8()..];
        // 共23项, 共计23项, 共安排12项; never 共享泊位80个.
        let verb = rest.find(|c: char| !is_han(c)).unwrap_or(rest.len());
        if verb > 0 && !COUNTS.contains(&&rest[..verb]) {
            continue;
        }
        let rest = &rest[verb..];
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let Some(stated) = rest.get(..digits).and_then(|d| d.parse::<u32>().ok()) else { continue };
        let after = &rest[digits..];
        let Some(after) = ["项", "条", "个", "大项"].iter().find_map(|unit| after.strip_prefix(unit)) else {
            continue;
        };
        let of: String = after.chars().take_while(|c| c.is_alphanumeric()).take(12).collect();
        if !of.is_empty() && !COUNTED.iter().any(|word| of.contains(word)) {
            continue;
        }
        let end = body.text.len() - after.len() + of.len();
        let span = Span::new(at, end);
        let counted = u32::try_from(
            entries
                .iter()
                .filter(|e| e.part.unwrap_or(1) == 1 && e.number.is_some() && e.kind != EntryKind::Requirement)
                .filter(|e| stated_scope(&of, e.kind))
                .count(),
        )
        .unwrap_or(u32::MAX);
        if counted != stated {
            notes.push(Note::warning(
                "count-differs",
                span,
                format!(
                    "原文称“{}”，本台账得{counted}项，请核对 (the document states {stated}, the ledger has {counted})",
                    span.of(&body.text)
                ),
            ));
        }
        found.push(StatedCount {
            quote: span.of(&body.text).to_owned(),
            count: stated,
            of,
            found: counted,
            at: locate.at(span, "audit/stated-count", Certainty::Likely),
        });
    }
    found
}

/// Whether entries of a kind are among what the words count.
fn stated_scope(of: &str, kind: EntryKind) -> bool {
    match kind {
        EntryKind::Goal => of.contains("目标") || of.contains("指标"),
        EntryKind::Measure => !of.contains("任务") && !of.contains("目标") && !of.contains("指标"),
        _ => !of.contains("目标") && !of.contains("指标"),
    }
}
