//! Numbered items inside a paragraph: （1）…（clause）（2）…（clause）.

use super::Finder;
use super::leaf::{self, Frame};
use crate::text::inline::{Stretch, stretches};
use crate::text::{Span, marker};

/// Whether the words hold at least two numbered items, each with a clause of its own; or one, and the next of them stands on
/// a line below.
pub(super) fn has_items(finder: &Finder<'_>, node: usize, span: Span) -> bool {
    // Most paragraphs have one clause, or none.
    let clauses = finder.clauses_in(span).len();
    let parent = |below: usize| finder.outline.nodes.get(below).and_then(|below| below.parent);
    if clauses == 0 || clauses == 1 && parent(node + 1) != Some(node) {
        return false;
    }
    let found = stretches(finder.text(), span);
    let closed = !found.is_empty() && found.iter().all(|s| !finder.clauses_in(s.words).is_empty());
    closed && (found.len() >= 2 || goes_on_below(finder, node, &found[0]))
}

/// Whether the first item below a node is the second of those that its words begin: 8.…。（1）…；, and below it （2）….
fn goes_on_below(finder: &Finder<'_>, node: usize, first: &Stretch) -> bool {
    let below = finder.outline.nodes.get(node + 1).filter(|below| below.parent == Some(node));
    let first = marker(first.number.of(finder.text()));
    below
        .and_then(|below| below.marker)
        .zip(first)
        .is_some_and(|(next, first)| next.style == first.style && next.value == 2)
}

/// Makes an item of each.
pub(super) fn items(finder: &mut Finder<'_>, node: usize, span: Span, section: &[Span]) {
    let (kind, _) = finder.kind_of(node);
    for stretch in stretches(finder.text(), span) {
        let groups = leaf::groups(finder, &[stretch.words]);
        let frame = Frame { node, kind, number: Some(stretch.number), section, tentative: false, title: None };
        leaf::push(finder, frame, groups);
    }
}
