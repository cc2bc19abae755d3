//! What the rules look at: the text, its tokens, and the words that tell names apart.

use crate::lexicon::{Divisions, Lexicon, Nouns, Roles, Wordings};
use crate::model::Comparator;
use crate::recognise::token::{Kind, Token};
use crate::text::Span;

/// A text with its tokens, or the tokens of a part of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'a, 't> {
    /// The cleaned text.
    pub text: &'a str,
    /// Tokens in text order.
    pub tokens: &'t [Token<'a>],
    /// Where names begin and end.
    pub nouns: &'t Nouns,
    /// What words beside a number or a time make of it.
    pub wordings: &'t Wordings,
    /// Names of places.
    pub divisions: &'t Divisions,
}

/// No bracket that explains holds more tokens; it bounds the search for its end.
const LONGEST_BRACKET: usize = 64;

impl<'a, 't> View<'a, 't> {
    /// A text with its tokens and what `lexicon` tells of the words.
    pub(super) fn new(text: &'a str, tokens: &'t [Token<'a>], lexicon: &'t Lexicon) -> Self {
        let (nouns, wordings, divisions) = (lexicon.nouns(), lexicon.wordings(), lexicon.divisions());
        Self { text, tokens, nouns, wordings, divisions }
    }

    /// The words of a span.
    pub(super) fn of(&self, span: Span) -> &'a str {
        span.of(self.text)
    }

    /// The same text with the tokens within `span`.
    pub(super) fn within(&self, span: Span) -> Self {
        let first = self.tokens.partition_point(|t| t.span.start < span.start);
        let end = self.tokens.partition_point(|t| t.span.end <= span.end).max(first);
        Self { tokens: self.tokens.get(first..end).unwrap_or(&[]), ..*self }
    }

    /// The token that ends at `at`.
    pub(super) fn touching(&self, at: u32) -> Option<Token<'a>> {
        let place = self.tokens.partition_point(|t| t.span.end < at);
        self.tokens.get(place).copied().filter(|t| t.span.end == at)
    }

    /// The token that begins at `at`.
    pub(super) fn starting(&self, at: u32) -> Option<Token<'a>> {
        let place = self.tokens.partition_point(|t| t.span.start < at);
        self.tokens.get(place).copied().filter(|t| t.span.start == at)
    }

    /// Whether `at` lies within a name or a bracket of `region`.
    pub(super) fn is_shut(&self, at: u32, region: Span) -> bool {
        let mut depth = 0i32;
        for token in self.within(region).tokens.iter().take_while(|t| t.span.start < at) {
            match token.kind {
                Kind::Name if at < token.span.end => return true,
                Kind::Open => depth += 1,
                Kind::Close => depth -= 1,
                _ => {}
            }
        }
        depth > 0
    }

    /// Where words at the end of a span begin that tell what a number is compared with: 起数|较近三年均值, 人数|比去年; but 占比2023年均值.
    pub(super) fn than(&self, span: Span) -> Option<u32> {
        let words = self.of(span);
        let at = words.rfind(['较', '比'])?;
        let (whole, than) = (&words[..at + '比'.len_utf8()], &words[at..]);
        let timed = || {
            let time = self.starting(span.start + whole.len() as u32);
            time.is_some_and(|t| matches!(t.kind, Kind::Time(_)) && t.span.end == span.end)
        };
        let compared = !self.wordings.share_to_time.end(whole) && (self.wordings.compared_with.end(than) || timed());
        compared.then_some(span.start + at as u32)
    }

    /// The comparator after the token at `index`, and where it ends.
    pub(super) fn comparator_after(&self, index: usize) -> (Option<Comparator>, u32) {
        let mut end = self.tokens[index].span.end;
        let mut comparator = None;
        let mut from = index + 1;
        // 110万头（只）以内, 50万亩（其中早稻20万亩）以上: a second measure word, or parts of it.
        let behind = self.skip_bracket(index, end);
        if behind > end
            && let Some(place) = self.tokens[from..].iter().take(LONGEST_BRACKET).position(|t| t.span.start == behind)
            && matches!(self.tokens[from + place].kind, Kind::Phrase(p) if p.roles.any(Roles::AFTER))
        {
            end = behind;
            from += place;
        }
        for token in &self.tokens[from..] {
            let Kind::Phrase(phrase) = token.kind else { break };
            if token.span.start != end || !phrase.roles.any(Roles::AFTER) {
                break;
            }
            comparator = comparator.or(phrase.comparator);
            end = token.span.end;
        }
        (comparator, end)
    }

    /// Where a bracket that begins at `at`, after the token at `index`, ends; `at` where none begins.
    pub(super) fn skip_bracket(&self, index: usize, at: u32) -> u32 {
        let mut depth = 0usize;
        for token in self.tokens[index + 1..].iter().take(LONGEST_BRACKET) {
            match token.kind {
                Kind::Open if depth > 0 || token.span.start == at => depth += 1,
                Kind::Close if depth > 0 => {
                    depth -= 1;
                    if depth == 0 {
                        return token.span.end;
                    }
                }
                _ if depth == 0 && token.span.start >= at => return at,
                _ => {}
            }
        }
        at
    }
}
