//! Times in a list: 6月、9月、12月底前.

use crate::lexicon::Wordings;
use crate::recognise::time::{Edge, Point, Time};
use crate::recognise::token::{Kind, Token};
use crate::text::Span;

/// The time that stands next to the first token in a list, and how many tokens lie before it.
pub(super) fn next_of_list<'t, 'a>(
    wordings: &Wordings,
    text: &str,
    tokens: &'t [Token<'a>],
) -> Option<(&'t Token<'a>, usize)> {
    let step = 1 + usize::from(tokens.get(1)?.kind == Kind::Enumeration);
    let next = tokens.get(step).filter(|token| matches!(token.kind, Kind::Time(Time::Point(_))))?;
    let between = Span { start: tokens[0].span.end, end: next.span.start }.of(text);
    wordings.and.contains(&between).then_some((next, step))
}

/// Whether the times of a list that begins with the first token lead to what is done at each: 3月、6月、9月通报.
pub(super) fn shares_deed(wordings: &Wordings, text: &str, tokens: &[Token<'_>]) -> bool {
    /// No list of times is longer: the months of a year.
    const MOST: usize = 12;
    let (mut rest, mut listed) = (tokens, false);
    for _ in 0..MOST {
        let Some((_, step)) = next_of_list(wordings, text, rest) else { break };
        (rest, listed) = (&rest[step..], true);
    }
    let after = rest.first().map_or("", |last| &text[last.span.end as usize..]);
    listed && wordings.dated_deed.begin(after)
}

/// Whether numbers follow that the times of a list, which begins with the first token, take in turn:
/// 一季度、上半年、前三季度|分别|控制在……, 3月、9月|各|检查一次. A time alone is of a list that `listed` says it ends.
pub(super) fn takes_turns(wordings: &Wordings, text: &str, tokens: &[Token<'_>], listed: bool) -> bool {
    /// No list of times is longer: the months of a year.
    const MOST: usize = 12;
    let (mut rest, mut listed) = (tokens, listed);
    for _ in 0..MOST {
        let Some((_, step)) = next_of_list(wordings, text, rest) else { break };
        (rest, listed) = (&rest[step..], true);
    }
    listed && rest.first().is_some_and(|last| wordings.each_of.begin(&text[last.span.end as usize..]))
}

/// Whether the times of a list that begins with the first token lead to one that names its end.
pub(super) fn shares_end(wordings: &Wordings, text: &str, tokens: &[Token<'_>]) -> bool {
    /// No list of times is longer: the months of some years.
    const MOST: usize = 64;
    let mut rest = tokens;
    for _ in 0..MOST {
        let Some((next, step)) = next_of_list(wordings, text, rest) else { return false };
        if matches!(next.kind, Kind::Time(Time::Point(Point { edge: Edge::End, .. }))) {
            return true;
        }
        rest = &rest[step..];
    }
    false
}
