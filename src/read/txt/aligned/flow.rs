//! Whether the words of a line in a column go on with those of the line above: what they say tells it, before their places do.

use crate::lexicon::{Column, Lexicon};
use crate::text::is_han;

/// What the words say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// The first are not whole without the others.
    On,
    /// The others begin something new.
    Anew,
    /// Neither.
    Either,
}

/// Whether `b` goes on with `a` in a column.
pub(super) fn between(a: &str, b: &str, column: Option<Column>, lexicon: &Lexicon) -> Flow {
    let bare = |words: &str| words.replace(' ', "");
    let (a, b) = match column {
        // 2024 年 9 月.
        Some(Column::Deadline) if a.contains(' ') || b.contains(' ') => (&*bare(a), &*bare(b)),
        _ => (a, b),
    };
    if pauses(a) || b.starts_with(['、', '，', '。', '；', '）', '”', '》', ')']) {
        return Flow::On;
    }
    match column {
        Some(Column::Organs(_)) => organs(a, b, lexicon),
        Some(Column::Persons(_)) if b.chars().count() == 1 && a.chars().count() > 1 => Flow::On,
        Some(Column::Deadline) => times(a, b),
        _ => Flow::Either,
    }
}

/// Whether words end with a mark that nothing ends with.
pub(super) fn pauses(words: &str) -> bool {
    words.ends_with(['、', '，', '（', '“', '《', '('])
}

/// Whether the name that a line ends with is whole.
fn organs(a: &str, b: &str, lexicon: &Lexicon) -> Flow {
    let tail = a.rsplit(['、', '，', ' ']).next().unwrap_or(a);
    let head = b.split(['、', '，', ' ']).next().unwrap_or(b);
    let names = lexicon.names();
    if !tail.chars().all(is_han) || !head.chars().all(is_han) {
        return Flow::Either;
    }
    if !names.looks_like(tail) && !names.is_bare(tail) || head.chars().count() == 1 {
        return Flow::On;
    }
    let known = |name: &str| lexicon.organs().knows(name);
    let joined = format!("{tail}{head}");
    match (known(tail), known(&joined)) {
        (false, true) => Flow::On,
        (true, false) if names.is_whole(head) => Flow::Anew,
        _ => Flow::Either,
    }
}

fn times(a: &str, b: &str) -> Flow {
    let digits = b.trim_start_matches(|c: char| c.is_ascii_digit());
    let anew = b.len() - digits.len() == 4 && digits.starts_with('年')
        || ["长期", "持续推进", "常态", "每年", "每季", "每月"].iter().any(|time| b.starts_with(time));
    let broken =
        a.ends_with(['年', '月']) && digits.len() < b.len() || b.starts_with(['年', '月', '日', '底', '末', '前']);
    if anew {
        Flow::Anew
    } else if broken {
        Flow::On
    } else {
        Flow::Either
    }
}
