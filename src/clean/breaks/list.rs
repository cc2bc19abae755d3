//! Lists whose first number stands right behind the heading above it: 一、主要任务1.…。2.…. No document is printed so, and
//! where it shows, every number of the list began a line.

use super::marks::{Edge, Mark, is_below};
use crate::read::Document;
use crate::text::MarkerStyle;

/// A list that goes on.
#[derive(Debug, Default)]
struct List {
    /// The number that was last.
    value: u32,
    /// Indices of numbers that are shown to begin lines when the next one comes.
    waiting: Vec<usize>,
}

/// Says which numbers are of such a list and had a line of their own, in one pass.
pub(super) fn below_headings(document: &Document, marks: &[Mark]) -> Vec<bool> {
    let mut lost = vec![false; marks.len()];
    let mut lists: [Option<List>; MarkerStyle::COUNT] = std::array::from_fn(|_| None);
    // The styles of the lists that were found.
    let mut styles = [false; MarkerStyle::COUNT];
    let mut below = Vec::new();
    for (at, mark) in marks.iter().enumerate() {
        let list = &mut lists[mark.style as usize];
        let goes_on = list.as_ref().is_some_and(|list| list.value + 1 == mark.value);
        let before = at.checked_sub(1).map(|at| &marks[at]);
        if mark.edge != Edge::Line && is_below(document, before, mark) {
            below.push(at);
            let before = list.take().filter(|_| goes_on).map(|list| list.waiting);
            let waiting = before.into_iter().flatten().chain([at]).collect();
            *list = Some(List { value: mark.value, waiting });
        } else if let Some(list) = list.as_mut().filter(|_| goes_on && !matches!(mark.edge, Edge::Pause | Edge::Colon))
        {
            list.value = mark.value;
            styles[mark.style as usize] = true;
            list.waiting.drain(..).for_each(|at| lost[at] = true);
            lost[at] = mark.edge != Edge::Line;
        } else {
            *list = None;
        }
    }
    // A list of one has none to follow it; the others show what it is.
    below.into_iter().filter(|&at| styles[marks[at].style as usize]).for_each(|at| lost[at] = true);
    lost
}
