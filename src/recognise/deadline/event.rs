//! The event that a time is counted from: 本通知印发之日起, 收到通知后.

use crate::lexicon::Wordings;
use crate::recognise::time::counted::described;

/// Words that an event follows.
const LEADS: [char; 9] = ['在', '于', '从', '应', '须', '要', '需', '当', '并'];

/// No event has more words. Characters.
const LONGEST: usize = 16;

/// The event at the end of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Event {
    /// How many bytes at the end of the words name it.
    pub len: usize,
    /// Whether it is the issue of the document itself.
    pub issue: bool,
}

/// The event at the end of the words of a clause.
pub(super) fn at_end(wordings: &Wordings, before: &str) -> Event {
    let end = before.strip_suffix(['，', ',']).unwrap_or(before);
    let Some(rest) = wordings.event_end.strip_end(end) else {
        let len = described(wordings, end).map_or(0, |at| before.len() - at);
        return Event { len, issue: false };
    };
    let Some(paper) = wordings.issued.strip_end(rest) else {
        return Event { len: before.len() - start(wordings, rest), issue: false };
    };
    let paper = paper.strip_suffix("正式").unwrap_or(paper);
    if let Some(open) = paper.strip_suffix('》').and_then(|inner| inner.rfind('《')) {
        return Event { len: before.len() - open, issue: true };
    }
    let named = wordings.issued_paper.strip_end(paper);
    let own = named.or_else(|| this(paper)).unwrap_or(paper);
    let own = own.strip_suffix(['本', '此', '该']).unwrap_or(own);
    // 省级标准发布后: of another paper.
    let other = own.len() == paper.len() && own.ends_with(crate::text::is_han) && !own.ends_with(LEADS);
    let other = other && !own.ends_with('自');
    if other {
        Event { len: before.len() - start(wordings, rest), issue: false }
    } else {
        Event { len: before.len() - own.len(), issue: true }
    }
}

/// The words up to 本, where a short name follows it and it is a word: 在本若干措施, but not 基本标准.
fn this(paper: &str) -> Option<&str> {
    let at = paper.rfind('本').filter(|&at| (2..=LONGEST_OWN).contains(&paper[at..].chars().count()))?;
    let before = &paper[..at];
    let word = !before.ends_with(crate::text::is_han) || before.ends_with(LEADS) || before.ends_with('自');
    word.then(|| &paper[..at + '本'.len_utf8()])
}

/// 本 and the name of a paper. Characters.
const LONGEST_OWN: usize = 9;

/// Where the words of an event begin, as far as its end tells.
fn start(wordings: &Wordings, words: &str) -> usize {
    let far = words.char_indices().rev().nth(LONGEST - 1).map_or(0, |(at, _)| at);
    let near = &words[far..];
    let begins = wordings.event_begin.iter().filter_map(|w| near.rfind(w)).max();
    let follows = near.rfind(LEADS).map(|at| at + near[at..].chars().next().map_or(0, char::len_utf8));
    match begins.or(follows) {
        Some(at) => far + at,
        None if far == 0 => 0,
        None => words.len(),
    }
}
