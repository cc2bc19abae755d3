//! Where the words that lead to an amount begin and end: without what it is compared with.

use crate::lexicon::{Roles, UnitKind};
use crate::recognise::amount::Amount;
use crate::recognise::target::figure;
use crate::recognise::target::placed::Placed;
use crate::recognise::target::reader::Reader;
use crate::recognise::target::state::Now;
use crate::recognise::token::Kind;
use crate::text::Span;

impl Reader<'_, '_> {
    /// The words that lead to an amount, and whether it is so much of what they name (完成年度计划|的|55%).
    pub(super) fn lead(&self, now: &Now<'_>, placed: &Placed<'_>) -> (Span, bool) {
        let mut lead = self.without_reference(self.without_baseline(placed.lead), &placed.amount);
        let of_it = placed.amount.kind == UnitKind::Ratio && lead.of(self.view.text).ends_with('的');
        if of_it {
            lead.end -= '的'.len_utf8() as u32;
        }
        // 5家主板上市、2家达到标准: nothing stands between the mark and the number.
        if lead.of(self.view.text).ends_with('、') {
            lead.start = lead.end;
        }
        lead.end = self.fulfilled_from(now, lead).filter(|_| of_it).unwrap_or(lead.end);
        (lead, of_it)
    }

    /// Where 完成 begins that tells of so much of a thing before it: 固定资产投资|完成年度任务的60%.
    fn fulfilled_from(&self, now: &Now<'_>, lead: Span) -> Option<u32> {
        let verb = self.view.within(lead).tokens.iter().find(|t| self.view.of(t.span).ends_with("完成"))?;
        let mut subject = self.opening(now, verb.span.start);
        // 一季度、上半年|分别|完成: how each does it names nothing.
        while let Some(rest) = self.view.wordings.before_predicate.strip_end(subject.of(self.view.text)) {
            subject.end = subject.start + rest.len() as u32;
        }
        let named = subject.of(self.view.text).chars().count() >= 2;
        let before = self.view.touching(subject.end);
        let parted = before.is_some_and(|t| matches!(t.kind, Kind::Time(_) | Kind::Enumeration));
        (named && !parted).then_some(verb.span.start)
    }

    /// 增速高于全省平均水平2个百分点, 收入达到3.6万元、高于全省平均水平15%: the words before what it is counted from.
    fn without_reference(&self, lead: Span, amount: &Amount<'_>) -> Span {
        let level = amount.kind == UnitKind::Ratio && lead.of(self.view.text).ends_with("水平");
        if !level && amount.unit != "个百分点" {
            return lead;
        }
        let tokens = self.view.within(lead).tokens.iter();
        let above = tokens
            .filter(|t| matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::BEFORE) && p.comparator.is_some()));
        let before = above.map(|t| Span { start: lead.start, end: t.span.start });
        before.into_iter().find(|rest| level || !rest.is_empty()).unwrap_or(lead)
    }

    /// The words before an amount without 由 or 从 and the amount that it compares with, or the one that it is part of.
    pub(in crate::recognise::target) fn without_baseline(&self, lead: Span) -> Span {
        let first = |at: Span| {
            let before = Span { start: lead.start, end: at.start };
            // 桥梁11座中的7座.
            let behind = Span { start: at.end, end: lead.end }.of(self.view.text);
            let some = self.view.wordings.some_of.contains(&behind) && !before.is_empty();
            figure::without_from(self.view.wordings, self.view.text, before).or(some.then_some(before))
        };
        let amounts = self.view.within(lead).tokens.iter().filter(|t| matches!(t.kind, Kind::Amount(_)));
        amounts.map(|t| t.span).find_map(first).unwrap_or(lead)
    }
}
