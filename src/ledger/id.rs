//! Ids from the document's own numbers.

use rustc_hash::FxHashMap;

use crate::item::Item;
use crate::outline::Outline;
use crate::text::marker;

/// The id of every node, unique, in the order of the nodes.
pub(super) fn node_ids(outline: &Outline, text: &str) -> Vec<String> {
    let mut taken = Taken::default();
    let mut ids: Vec<String> = Vec::with_capacity(outline.nodes.len());
    for node in &outline.nodes {
        let id = match node.parent {
            // 专栏1.
            _ if node.boxed => {
                let number: String = node.number.of(text).chars().filter(|c| c.is_alphanumeric()).skip(2).collect();
                let above = node.parent.map_or_else(|| "p1", |parent| ids[parent].as_str());
                format!("{above}.b{number}")
            }
            Some(parent) => format!("{}.{}", ids[parent], value(node.marker.map(|m| m.value))),
            None => {
                let plan = node.plan.map_or_else(|| "n".to_owned(), |p| format!("p{}", p + 1));
                match node.marker {
                    Some(found) => format!("{plan}.s{}", found.value),
                    None if node.words.is_empty() => format!("{plan}.u0"),
                    None => format!("{plan}.u1"),
                }
            }
        };
        ids.push(taken.unique(id));
    }
    ids
}

fn value(number: Option<u32>) -> String {
    number.map_or_else(|| "u1".to_owned(), |n| n.to_string())
}

/// The id that an item's numbers give; not yet unique.
pub(super) fn item_id(item: &Item, ids: &[String], outline: &Outline, text: &str) -> String {
    let node = &outline.nodes[item.node];
    let base = &ids[item.node];
    let part = item.part.filter(|&p| p > 1).map_or_else(String::new, |p| format!("-{p}"));
    match item.number {
        Some(number) if item.row => {
            let words: String = number.of(text).chars().filter(|c| c.is_alphanumeric()).collect();
            format!("{base}.r{words}{part}")
        }
        None if item.row => format!("{base}.r0"),
        Some(number) if number == node.number => format!("{base}{part}"),
        Some(number) => format!("{base}.{}{part}", value(marker(number.of(text)).map(|m| m.value))),
        None if !node.words.is_empty() && node.number.is_empty() => format!("{base}{part}"),
        None => format!("{base}.u1{part}"),
    }
}

/// Ids given out so far.
#[derive(Default)]
pub(super) struct Taken {
    counts: FxHashMap<String, u32>,
}

impl Taken {
    /// The id itself, or with `~2`, `~3` … when its numbers stand in the document again.
    pub(super) fn unique(&mut self, id: String) -> String {
        let count = self.counts.entry(id.clone()).or_insert(0);
        *count += 1;
        if *count == 1 { id } else { format!("{id}~{count}") }
    }
}
