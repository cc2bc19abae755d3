//! Whom to call (联系人：…, 联系电话：…), below a paper or above what it attaches.

use std::ops::Range;

use super::Front;
use super::front::Source;

/// Whether words tell whom to call and nothing else: 联系人：….
pub(super) fn is_contact(source: Source<'_>, words: &str) -> bool {
    let words = words.trim_start_matches(['（', '(']);
    let label = words.split_once(['：', ':']).map(|(label, _)| label);
    label.is_some_and(|label| source.lexicon.frames().is_contact(label)) && !words.trim_end_matches('。').contains('。')
}

/// Takes the lines off the end that tell whom to call; returns the end of what remains.
pub(super) fn without_contacts(source: Source<'_>, front: &mut Front, range: Range<usize>) -> usize {
    let is_end = |&at: &usize| !source.body.paragraphs[at].row && is_contact(source, source.words(at));
    let end = range.clone().rev().take_while(is_end).last().unwrap_or(range.end);
    front.other.extend(source.body.paragraphs[end..range.end].iter().map(|p| p.span));
    end
}
