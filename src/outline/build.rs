//! The tree by numbering.

use std::ops::Range;

use super::Node;
use super::annex::Region;
use crate::clean::Body;
use crate::lexicon::Lexicon;
use crate::note::Note;
use crate::text::{Marker, MarkerStyle, Span, marker, marker_before_digit};

/// Appends the nodes of a region.
pub(super) fn nodes(body: &Body, lexicon: &Lexicon, region: Region, nodes: &mut Vec<Node>, notes: &mut Vec<Note>) {
    let mut open: Vec<usize> = Vec::new();
    let mut counts = Counts::default();
    let mut fresh = true;
    for at in region.paragraphs.clone() {
        let paragraph = &body.paragraphs[at];
        let found = if paragraph.row { None } else { number(body, &region.paragraphs, at, lexicon, &counts) };
        let Some((found, len)) = found else {
            if fresh {
                nodes.push(Node {
                    parent: None,
                    plan: region.plan,
                    marker: None,
                    number: Span { start: paragraph.span.start, end: paragraph.span.start },
                    words: Span { start: paragraph.span.start, end: paragraph.span.start },
                    body: at..at,
                });
                fresh = false;
            }
            if let Some(node) = nodes.last_mut() {
                node.body.end = at + 1;
            }
            continue;
        };
        fresh = false;
        open.retain(|&i| nodes[i].marker.is_some());
        let style = found.map_or(MarkerStyle::Han, |m| m.style);
        close(&mut open, nodes, style);
        let parent = open.last().copied();
        let start = paragraph.span.start as usize;
        let number = Span::new(start, start + len);
        if let Some(found) = found {
            counts.check(&found, parent, number, notes);
        }
        let words = Span { start: number.end, end: paragraph.span.end }.trim(&body.text);
        nodes.push(Node { parent, plan: region.plan, marker: found, number, words, body: at + 1..at + 1 });
        open.push(nodes.len() - 1);
    }
}

/// The second item of a list stands within so many paragraphs of the first.
const NEXT_SIBLING: usize = 20;

/// The number of a paragraph and its bytes; bullets belong to the item above and are none. An unnumbered heading that is
/// the name of a section counts with a number of no length.
fn number(
    body: &Body,
    region: &Range<usize>,
    at: usize,
    lexicon: &Lexicon,
    counts: &Counts,
) -> Option<(Option<Marker>, usize)> {
    let words = |at: usize| body.paragraphs[at].span.of(&body.text);
    // 1.3年内…, and then 2.
    let goes_on = |found: &Marker| {
        let later = (at + 1..region.end).take(NEXT_SIBLING).filter(|&at| !body.paragraphs[at].row);
        let mut later = later.filter_map(|at| marker(words(at)).or_else(|| marker_before_digit(words(at))));
        found.value == 1 && later.find(|next| next.style == found.style).is_some_and(|next| next.value == 2)
    };
    let words = words(at);
    match marker(words) {
        Some(marker) if marker.style == MarkerStyle::Bullet => None,
        Some(marker) => Some((Some(marker), marker.len)),
        None => match marker_before_digit(words).filter(|m| counts.expects(m) || goes_on(m)) {
            Some(marker) => Some((Some(marker), marker.len)),
            None => lexicon.sections().is_bare_heading(words).then_some((None, 0)),
        },
    }
}

/// Closes what a number of this style ends: back to its own last sibling, else to the first style that officials print
/// above it.
fn close(open: &mut Vec<usize>, nodes: &[Node], style: MarkerStyle) {
    let style_of = |i: usize| nodes[i].marker.map_or(MarkerStyle::Han, |m| m.style);
    if let Some(sibling) = open.iter().position(|&i| style_of(i) == style) {
        open.truncate(sibling);
    } else {
        while open.last().is_some_and(|&i| style_of(i) > style) {
            open.pop();
        }
    }
}

/// Numbers seen so far, to tell gaps and repeats from numbers that run on across sections.
#[derive(Default)]
struct Counts {
    /// The last number of each style, and the node above it.
    last: [Option<(u32, Option<usize>)>; 10],
}

impl Counts {
    /// Whether a number goes on from the last of its style.
    fn expects(&self, found: &Marker) -> bool {
        self.last[found.style as usize].is_some_and(|(last, _)| last + 1 == found.value)
    }

    fn check(&mut self, found: &Marker, parent: Option<usize>, span: Span, notes: &mut Vec<Note>) {
        let Some(last) = self.last.get_mut(found.style as usize) else { return };
        let value = found.value;
        let expected = last.map(|(value, _)| value + 1);
        let sibling = last.is_some_and(|(_, above)| above == parent);
        let fits = expected == Some(value) || value == 1 && !sibling || expected.is_none() && value <= 1;
        if !fits {
            let (code, what) = match last {
                Some((last, _)) if value <= *last && sibling => ("number-repeated", "编号重复或倒退"),
                _ => ("number-gap", "编号不连续"),
            };
            let after = last.map_or_else(String::new, |(last, _)| format!("，前一编号为{last}"));
            notes.push(Note::warning(
                code,
                span,
                format!("{what}：此处为{value}{after}，请核对是否缺漏 (numbers do not follow one another; check for a lost item)"),
            ));
        }
        *last = Some((value, parent));
    }
}
