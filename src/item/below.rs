//! Clauses that stand below a list, each on a line of its own, and close all of its items:
//!
//! ```text
//! 1.完善预案体系
//! （1）修订预案。
//! （2）每年演练1次。
//! （责任单位：县应急局）
//! ```
//!
//! By its place alone such a clause may be that of the last item. That it is not is seen from the whole: several lists end so,
//! and in none has an item before the last one a clause of its own.

use super::clause::ClauseSpan;
use super::{Finder, labelled};
use crate::note::Note;
use crate::text::{Span, strip_stop};

/// So many lists that end so are no chance.
const LISTS: usize = 2;

/// Items that nobody answers for by themselves, and the clauses below the last of their list.
struct List {
    items: Vec<usize>,
    clauses: Vec<ClauseSpan>,
}

/// Gives the clauses below lists to all of their items.
pub(super) fn share(finder: &mut Finder<'_>, has_children: &[bool], notes: &mut Vec<Note>) {
    let Some(lists) = lists(finder, has_children).filter(|lists| lists.len() >= LISTS) else { return };
    notes.push(Note::info(
        "clauses-below",
        lists[0].clauses[0].whole,
        "责任分工列在一组条目之后，已归入组内各条 (who answers stands below a list of entries here, and was taken for each of them)",
    ));
    let mut of_node = vec![None; finder.outline.nodes.len()];
    for (at, list) in lists.iter().enumerate() {
        list.items.iter().for_each(|&node| of_node[node] = Some(at));
    }
    for item in finder.items.iter_mut().filter(|item| !item.row && item.clauses.is_empty()) {
        if let Some(list) = of_node[item.node] {
            item.clauses.extend(lists[list].clauses.iter().map(|clause| labelled(*clause, false)));
        }
    }
}

/// The lists of the document that end in clauses; `None` where an item before the last one of a list has one.
fn lists(finder: &Finder<'_>, has_children: &[bool]) -> Option<Vec<List>> {
    let nodes = &finder.outline.nodes;
    let is_item = |at: usize| !has_children[at] && !nodes[at].boxed && nodes[at].marker.is_some();
    let (mut lists, mut at) = (Vec::new(), 0);
    while at < nodes.len() {
        let of_list = |next: &usize| is_item(*next) && nodes[*next].parent == nodes[at].parent;
        let items: Vec<usize> = (at..nodes.len()).take_while(of_list).collect();
        at += items.len().max(1);
        let Some((&last, others)) = items.split_last().filter(|(_, others)| !others.is_empty()) else { continue };
        if others.iter().any(|&item| has_clause(finder, item)) {
            return None;
        }
        let clauses = last_clauses(finder, last);
        if nodes[last].parent.is_some() && !clauses.is_empty() && finder.clauses_in(nodes[last].words).is_empty() {
            lists.push(List { items, clauses });
        }
    }
    Some(lists)
}

/// Whether a clause closes words of a node.
fn has_clause(finder: &Finder<'_>, node: usize) -> bool {
    let node = &finder.outline.nodes[node];
    let body = &finder.body.paragraphs[node.body.clone()];
    let mut words = body.iter().filter(|p| !p.row).map(|p| p.span).chain([node.words]);
    words.any(|words| !finder.clauses_in(words).is_empty())
}

/// The clauses of the last paragraphs of a node that are such and nothing else, if those before hold none.
fn last_clauses(finder: &Finder<'_>, node: usize) -> Vec<ClauseSpan> {
    let body = &finder.body.paragraphs[finder.outline.nodes[node].body.clone()];
    let whole = |words: Span| {
        let clauses = finder.clauses_in(words);
        let end = clauses.last().map_or(0, |clause| clause.whole.end as usize);
        let stop = words.start as usize + strip_stop(words.of(finder.text())).len();
        clauses.first().is_some_and(|first| first.whole.start == words.start) && end >= stop
    };
    let last = body.iter().rev().take_while(|p| !p.row && whole(p.span)).count();
    let (before, last) = body.split_at(body.len() - last);
    if before.iter().any(|p| p.row || !finder.clauses_in(p.span).is_empty()) {
        return Vec::new();
    }
    last.iter().flat_map(|p| finder.clauses_in(p.span).to_vec()).collect()
}
