//! Clauses that stand above the words they close, each on a line of its own:
//!
//! ```text
//! 一、网格体系
//! 〔社会治理办牵头〕
//! ① 优化网格划分。…
//! 〔党建办负责〕
//! ② 健全党组织。…
//! ```
//!
//! By their places alone they close the words before them. That they do not is seen from the whole: each section begins with
//! one, before any words that it could close, and none ends with one.

use super::Finder;
use crate::text::{Span, strip_stop};

/// For each node the paragraph above it that says who answers for it; `None` where the document's clauses stand below.
pub(super) fn clauses(finder: &Finder<'_>, has_children: &[bool]) -> Option<Vec<Option<Span>>> {
    let nodes = &finder.outline.nodes;
    let is_leaf = |index: usize| !has_children[index] && !nodes[index].boxed;
    let of_leaves = |&at: &usize| nodes.get(at + 1).is_some_and(|n| n.parent == Some(at)) && is_leaf(at + 1);
    // Most documents are told by their first section.
    let opened = (0..nodes.len()).filter(of_leaves).map(|at| Some((at, lone_clause(finder, at)?)));
    let opened: Vec<(usize, Span)> = opened.collect::<Option<_>>()?;
    let mut above = vec![None; nodes.len()];
    let (mut between, mut missing) = (0, 0);
    for (section, clause) in opened {
        above[section + 1] = Some(clause);
        for leaf in (section + 1..nodes.len()).take_while(|&at| nodes[at].parent == Some(section) && is_leaf(at)) {
            if !finder.clauses_in(nodes[leaf].words).is_empty() {
                return None;
            }
            let next = nodes.get(leaf + 1).is_some_and(|next| next.parent == Some(section)) && is_leaf(leaf + 1);
            match lone_clause(finder, leaf) {
                Some(_) if !next => return None,
                Some(clause) => {
                    above[leaf + 1] = Some(clause);
                    between += 1;
                }
                None => missing += usize::from(next),
            }
        }
    }
    // One that nobody answers for may stand among them. One clause alone between two items may be the first one's own, and that
    // above it the heading's.
    (between > 1 && missing * 2 <= between).then_some(above)
}

/// The last paragraph of a node where it is a clause and nothing else, and no other of the node's holds one.
fn lone_clause(finder: &Finder<'_>, index: usize) -> Option<Span> {
    let body = &finder.body.paragraphs[finder.outline.nodes[index].body.clone()];
    let (last, others) = body.split_last()?;
    let clauses = finder.clauses_in(last.span);
    let words = strip_stop(last.span.of(finder.text()));
    let [clause] = clauses else { return None };
    let whole = !last.row && clause.whole.start == last.span.start && clause.whole.len() >= words.len();
    (whole && others.iter().all(|p| finder.clauses_in(p.span).is_empty())).then_some(last.span)
}
