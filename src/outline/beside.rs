//! Lines that stand beside a paper and are none of it: notes in brackets, whom to call, names of files.

use std::ops::Range;

use super::Front;
use super::front::Source;
use super::title::is_aside;
use crate::text::is_file_name;

/// Whether a paragraph behind a signature is none of an annex: a note in brackets, whom to call, the name of a file.
pub(super) fn is_beside(source: Source<'_>, at: usize) -> bool {
    let words = source.words(at);
    !source.body.paragraphs[at].row && (is_aside(words) || is_contact(words) || is_file_name(words))
}

/// Whether words tell whom to call and nothing else: 联系人：….
pub(super) fn is_contact(words: &str) -> bool {
    const LABELS: [&str; 8] = ["联系人", "联系电话", "联系方式", "电话", "传真", "邮箱", "电子邮箱", "联系地址"];
    let words = words.trim_start_matches(['（', '(']);
    let label = words.split_once(['：', ':']).map(|(label, _)| label);
    label.is_some_and(|label| LABELS.contains(&label)) && !words.trim_end_matches('。').contains('。')
}

/// Takes the lines off the end that tell whom to call; returns the end of what remains.
pub(super) fn without_contacts(source: Source<'_>, front: &mut Front, range: Range<usize>) -> usize {
    let is_end = |&at: &usize| !source.body.paragraphs[at].row && is_contact(source.words(at));
    let end = range.clone().rev().take_while(is_end).last().unwrap_or(range.end);
    front.other.extend(source.body.paragraphs[end..range.end].iter().map(|p| p.span));
    end
}
