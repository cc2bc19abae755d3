//! Amounts that say what must be kept to, or count what the plan itself is made of.

use rust_decimal::Decimal;

use super::reader::Reader;
use super::state::{Chain, Now, Read};
use crate::lexicon::{Roles, UnitKind};
use crate::recognise::amount::Amount;
use crate::recognise::token::{Kind, Token};
use crate::text::Span;

/// Verbs that ask for a person to be named.
const NAMERS: [&str; 4] = ["明确", "指定", "指派", "确定"];

impl Reader<'_, '_> {
    /// Whether an amount is a share of what is to be fulfilled (完成年度计划的55%).
    pub(super) fn is_fulfilled(&self, lead: Span) -> bool {
        self.view
            .within(lead)
            .tokens
            .iter()
            .any(|t| matches!(t.kind, Kind::Phrase(p) if p.words.ends_with("完成") && !p.roles.any(Roles::BASELINE)))
    }

    /// Whether an amount says what must be kept to: a share by which something is done (按装机容量的10%), a person to
    /// be named for it (明确联络员1名).
    pub(super) fn is_norm(&self, now: &Now<'_>, amount: &Amount<'_>, chain: &Chain, lead: Span) -> bool {
        let words = lead.of(self.view.text);
        if amount.kind == UnitKind::Person {
            return amount.value == Some(Decimal::ONE) && NAMERS.iter().any(|verb| words.contains(verb));
        }
        // 按期办结率: no standard.
        let by = |t: &Token<'_>| {
            matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::BY))
                && !self.view.text[t.span.end as usize..].starts_with(['期', '时', '需', '季', '月', '年', '质'])
        };
        amount.kind == UnitKind::Ratio
            && !chain.roles.any(Roles::PREDICATE)
            && !now.strive
            && !words.ends_with('率')
            && self.view.within(lead).tokens.iter().any(by)
    }

    /// Whether a plan only counts its own items (实施13项重点任务).
    pub(super) fn is_agenda(&self, read: &Read) -> bool {
        let nouns = self.view.nouns;
        read.objects.iter().all(|object| nouns.agenda.contains(&object.as_str()))
            && read.action.is_some_and(|verb| nouns.figurative.contains(&verb.of(self.view.text)))
    }
}
