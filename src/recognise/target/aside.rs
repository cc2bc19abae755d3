//! What the numbers in brackets are parts of: the number before the bracket, by years, by names, or by 其中.

use rust_decimal::Decimal;

use super::TargetReading;
use super::clause::Run;
use super::reader::Reader;
use super::state::{Reach, Said};
use crate::lexicon::{Roles, UnitKind};
use crate::model::{Basis, Commitment, Due};
use crate::recognise::Found;
use crate::recognise::amount::Amount;
use crate::recognise::token::{Kind, Token};
use crate::text::{Pause, Span, pause};

/// How the words of a bracket part the number before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// 90亿元（2023年40亿元、2024年50亿元）.
    Years,
    /// 2300座（水厕1500座，旱厕800座）.
    Names,
    /// 2300座（其中水厕1500座）.
    Among,
}

/// The number that a bracket parts.
#[derive(Debug, Clone)]
pub(super) struct Whole {
    /// What it counts; so do parts that have no name of their own.
    pub object: String,
    /// What is done to it, and whether that adds.
    verb: Option<(Span, bool)>,
    due: Option<Due>,
    strive: bool,
}

impl Whole {
    /// Begins a clause of the bracket: its numbers are parts, wanted as the whole is.
    pub(super) fn begins(&self, said: &mut Said) {
        said.part = true;
        said.strive |= self.strive;
        said.due = said.due.or(self.due.map(|due| (due, Reach::Sentence)));
        if self.verb.is_some() {
            (said.list, said.listing) = (self.verb, true);
        }
    }
}

impl<'a> Reader<'a, '_> {
    /// The number before a bracket, where the bracket parts it.
    pub(super) fn parted_in(&self, run: &Run) -> Option<Whole> {
        let (first, end) = (run.clauses.first()?, run.clauses.last()?.span.end);
        let inner = Span { start: first.span.start, end };
        let whole = self.whole_before(inner.start)?;
        let tokens = self.view.within(inner).tokens;
        let quantity = whole.value.quantity.as_ref()?;
        let unit = quantity.unit.as_str();
        let amounts = || {
            tokens.iter().filter_map(|t| match t.kind {
                Kind::Amount(amount) => Some((amount, t.span)),
                _ => None,
            })
        };
        let same = amounts().all(|(amount, _)| amount.unit == unit);
        let by = if same && is_by_year(tokens) {
            By::Years
        } else if same && self.are_named(inner, quantity.value.map(|value| value.0), amounts()) {
            By::Names
        } else if matches!(tokens.first()?.kind, Kind::Phrase(p) if p.roles.any(Roles::AMONG)) {
            By::Among
        } else {
            return None;
        };
        let object = whole.value.object.clone();
        let like = by != By::Years && amounts().next().is_some_and(|(amount, _)| amount.unit == unit);
        let verb = self.verb_of(whole).filter(|_| like);
        let due = whole.value.due.filter(|_| by != By::Years);
        Some(Whole { object, verb, due, strive: whole.value.commitment == Commitment::Strive })
    }

    /// The target right before a bracket whose words begin at `at`.
    fn whole_before(&self, at: u32) -> Option<&Found<TargetReading>> {
        let whole = self.targets.iter().filter(|t| t.span.end <= at).max_by_key(|t| t.span.end)?;
        let between = Span { start: whole.span.end, end: at }.of(self.view.text);
        let parts = |c| matches!(pause(c), Some(Pause::Semicolon | Pause::Stop));
        let near = between.chars().take(FARTHEST_WHOLE + 1).count() <= FARTHEST_WHOLE;
        (near && !between.contains(parts)).then_some(whole)
    }

    /// What is done to a target, and whether that adds.
    fn verb_of(&self, target: &Found<TargetReading>) -> Option<(Span, bool)> {
        let verb = target.value.action.as_deref()?;
        let start = target.span.start + target.span.of(self.view.text).find(verb)? as u32;
        let span = Span { start, end: start + verb.len() as u32 };
        Some((span, target.value.basis == Basis::Increment))
    }

    /// Whether each amount has a name, and together they are no more than the whole.
    fn are_named(
        &self,
        inner: Span,
        whole: Option<Decimal>,
        amounts: impl Iterator<Item = (Amount<'a>, Span)>,
    ) -> bool {
        let (mut at, mut count, mut sum, mut first) = (inner.start, 0, Decimal::ZERO, false);
        for (amount, span) in amounts {
            let words = Span { start: at, end: span.start }.of(self.view.text);
            let name = words.trim_matches(|c: char| !c.is_alphanumeric()).trim_start_matches("其中");
            let name = name.trim_matches(|c: char| !c.is_alphanumeric() || matches!(c, '和' | '及' | '与'));
            // 1500座水厕、800座旱厕: the names behind.
            first |= count == 0 && name.is_empty();
            let named = name.chars().count() >= SHORTEST_NAME && !name.contains('每');
            let bare = count == 0 && first;
            let wanted = amount.counts() || amount.kind == UnitKind::Measure;
            let Some(value) = amount.value.filter(|_| wanted && (named || bare)) else { return false };
            let Some(more) = sum.checked_add(value) else { return false };
            (sum, at, count) = (more, span.end, count + 1);
        }
        let rest = Span { start: at, end: inner.end }.of(self.view.text);
        let behind = rest.chars().any(char::is_alphabetic);
        let parts = count >= 2 || count == 1 && !first;
        parts && behind == first && whole.is_some_and(|whole| sum <= whole)
    }
}

/// Whether each of at least two amounts stands behind a time.
fn is_by_year(tokens: &[Token<'_>]) -> bool {
    let (mut timed, mut count) = (false, 0);
    for token in tokens {
        match token.kind {
            Kind::Time(_) => timed = true,
            Kind::Amount(_) => {
                if !std::mem::take(&mut timed) {
                    return false;
                }
                count += 1;
            }
            _ => {}
        }
    }
    count >= 2
}

/// No more characters stand between a number and the bracket that parts it.
const FARTHEST_WHOLE: usize = 12;

/// A name of a part has so many characters.
const SHORTEST_NAME: usize = 2;
