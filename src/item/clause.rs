//! Where the clauses of a paragraph are.

use crate::lexicon::Lexicon;
use crate::text::Span;

/// The place of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClauseSpan {
    /// With its brackets.
    pub whole: Span,
    /// Without them.
    pub inner: Span,
}

/// The clauses of a paragraph, in text order.
#[must_use]
pub fn find(text: &str, paragraph: Span, _lexicon: &Lexicon) -> Vec<ClauseSpan> {
    let words = paragraph.of(text);
    let base = paragraph.start as usize;
    words
        .match_indices('（')
        .filter_map(|(at, _)| {
            let end = at + words[at..].find('）')? + 3;
            words[at..end].contains("单位：").then(|| ClauseSpan {
                whole: Span::new(base + at, base + end),
                inner: Span::new(base + at + 3, base + end - 3),
            })
        })
        .collect()
}
