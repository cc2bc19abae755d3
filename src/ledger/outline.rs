//! Headings and context as published.

use super::locate::Locate;
use super::{Stages, audit};
use crate::item::Item;
use crate::model::{Certainty, OutlineNode};
use crate::text::{Span, first_sentence, strip_stop};

/// Nodes that are no entries, and what of the others is in no entry.
pub(super) fn publish(stages: Stages<'_>, items: &[&Item], ids: &[String], locate: &Locate<'_>) -> Vec<OutlineNode> {
    let text = &stages.body.text;
    let taken: Vec<Span> = items.iter().map(|item| item.whole).collect();
    let mut published = Vec::new();
    let mut is_published = vec![false; ids.len()];
    for (index, node) in stages.outline.nodes.iter().enumerate() {
        let lead = node.number.cover(node.words);
        let paragraphs = stages.body.paragraphs[node.body.clone()].iter().map(|p| p.span);
        let left: Vec<Span> =
            std::iter::once(lead).chain(paragraphs).flat_map(|p| audit::uncovered(p, &taken, text)).collect();
        if left.is_empty() {
            continue;
        }
        let heads =
            left.first() == Some(&lead) || left.first().is_some_and(|l| l.start == lead.start && !lead.is_empty());
        let above = std::iter::successors(node.parent, |&p| stages.outline.nodes[p].parent).find(|&p| is_published[p]);
        let (heading, rest) = if heads { head(text, node.words, &left) } else { (Span::default(), left.clone()) };
        is_published[index] = heads;
        let whole = left.iter().copied().reduce(Span::cover).unwrap_or_default();
        let lines: Vec<&str> = rest.iter().map(|s| s.of(text)).collect();
        published.push(OutlineNode {
            id: if heads || lead.is_empty() { ids[index].clone() } else { format!("{}.u1", ids[index]) },
            parent: above.map(|p| ids[p].clone()),
            number: (heads && !node.number.is_empty()).then(|| node.number.of(text).to_owned()),
            heading: strip_stop(heading.of(text)).to_owned(),
            text: lines.join("\n"),
            at: locate.at(whole, "outline/number", Certainty::Certain),
        });
    }
    published
}

/// The heading in the first of the words that are left, and the rest of them.
fn head(text: &str, words: Span, left: &[Span]) -> (Span, Vec<Span>) {
    let first = Span { start: words.start, end: left[0].end.max(words.start) };
    let heading = first_sentence(text, first);
    let rest = Span { start: heading.end, end: first.end }.trim(text);
    (heading, std::iter::once(rest).chain(left[1..].iter().copied()).filter(|s| !s.is_empty()).collect())
}
