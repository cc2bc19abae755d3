//! Numbered items inside a paragraph: （1）…（clause）（2）…（clause）.

use super::leaf::{self, Frame};
use super::{Finder, is_inline_style};
use crate::text::{Span, marker};

/// A numbered stretch of a paragraph.
struct Stretch {
    number: Span,
    words: Span,
}

/// Whether the words of a heading hold at least two numbered items, each with a clause of its own; one is enough where the
/// second stands on a line of its own below.
pub(super) fn has_items(finder: &Finder<'_>, heading: usize, span: Span) -> bool {
    let found = stretches(finder.text(), span);
    let goes_on = || {
        let first = marker(found.first()?.number.of(finder.text()))?;
        let below = finder.outline.nodes.get(heading + 1).filter(|node| node.parent == Some(heading))?;
        let next = marker(below.number.of(finder.text()))?;
        Some(next.style == first.style && next.value == first.value + 1)
    };
    !found.is_empty()
        && found.iter().all(|s| !finder.clauses_in(s.words).is_empty())
        && (found.len() >= 2 || goes_on() == Some(true))
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

/// The numbered stretches: numbers of one style that count up from 1 and stand at the head of a sentence.
fn stretches(text: &str, span: Span) -> Vec<Stretch> {
    let words = span.of(text);
    let mut numbers: Vec<(Span, usize)> = Vec::new();
    let mut style = None;
    let mut head = true;
    for (at, c) in words.char_indices() {
        if head
            && let Some(found) = words.get(at..).and_then(marker)
            && is_inline_style(found.style)
            && *style.get_or_insert(found.style) == found.style
            && found.value as usize == numbers.len() + 1
        {
            let start = span.start as usize + at;
            numbers.push((Span::new(start, start + found.len), start));
        }
        head = matches!(c, '。' | '；' | '：' | '）' | ')' | '〕' | ']' | '】');
    }
    let ends: Vec<usize> = numbers.iter().skip(1).map(|n| n.1).chain([span.end as usize]).collect();
    numbers
        .iter()
        .zip(ends)
        .map(|(&(number, _), end)| Stretch { number, words: Span::new(number.end as usize, end).trim(text) })
        .collect()
}
