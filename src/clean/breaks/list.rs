//! Lists whose first number stands right behind the heading above it: 一、主要任务1.…。2.…. No document is printed so, and
//! where it shows, every number of the list began a line.

use super::Lined;
use super::marks::{Edge, Mark, is_below};
use crate::lexicon::{Label, Lexicon};
use crate::text::{MarkerStyle, is_blank};

/// So many items, each with a clause of its own, stand in one line where their breaks were lost.
const LEAST_ITEMS: usize = 3;

/// The longest label of a clause, in characters.
const LONGEST_LABEL: usize = 8;

/// A list that goes on.
#[derive(Debug, Default)]
struct List {
    /// The number that was last.
    value: u32,
    /// Indices of numbers that are shown to begin lines when the next one comes.
    waiting: Vec<usize>,
}

/// Says which numbers are of such a list and had a line of their own, in one pass.
pub(super) fn below_headings(document: Lined<'_>, marks: &[Mark]) -> Vec<bool> {
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

/// Marks the lines that hold several items with labelled clauses of their own: 1.甲。 责任单位：乙局 2.丙。 责任单位：丁局 3.…. Where
/// lines of print are joined, a label at the head of one may have begun a paragraph: there the items count on over paragraphs, and
/// the clause of the last is not looked for.
pub(super) fn with_clauses(document: Lined<'_>, marks: &[Mark], lexicon: &Lexicon, flat: &mut [bool]) {
    let goes_on = |a: &Mark, b: &Mark| (document.joined || a.line == b.line) && a.value + 1 == b.value;
    let digits: Vec<Mark> = marks.iter().filter(|mark| mark.style == MarkerStyle::Digit).copied().collect();
    for run in digits.chunk_by(goes_on).filter(|run| run.len() >= LEAST_ITEMS) {
        let end = document.lines[run[run.len() - 1].line].text.end as usize;
        let ends = run[1..].iter().map(|next| next.at).chain((!document.joined).then_some(end));
        let firm = run[1..].iter().all(|mark| matches!(mark.edge, Edge::Line | Edge::Stop | Edge::Blank));
        let answered = |(mark, end): (&Mark, usize)| {
            document.text.get(mark.end..end).is_some_and(|words| holds_clause(words, lexicon))
        };
        let lost = firm && run.iter().zip(ends).all(answered);
        run.iter().filter(|mark| lost && mark.edge != Edge::Line).for_each(|mark| flat[mark.line] = true);
    }
}

/// Whether a label of organs stands behind a stop or a blank in words: …。 责任单位：…. The blank may have stood where a line of print
/// ended.
fn holds_clause(words: &str, lexicon: &Lexicon) -> bool {
    words.match_indices(['：', ':']).any(|(at, _)| {
        let near = words[..at].rsplit(|c| is_blank(c) || matches!(c, '。' | '；')).next().unwrap_or_default();
        let mut labels = near.char_indices().rev().take(LONGEST_LABEL).map(|(from, _)| &near[from..]);
        near.len() < at && labels.any(|label| matches!(lexicon.roles().label(label), Some(Label::Organs(_))))
    })
}
