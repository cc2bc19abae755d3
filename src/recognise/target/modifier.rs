//! What is asked of the words around an amount to tell whether it only describes what is counted (`describing`).

use rust_decimal::Decimal;

use super::object;
use super::reader::Reader;
use super::state::{Chain, Now, Right};
use crate::lexicon::{Roles, UnitKind, pieces_at_words};
use crate::recognise::amount::Amount;
use crate::recognise::deadline::Meaning;
use crate::recognise::token::{Kind, Token};
use crate::text::{Span, is_han};

/// No list of sizes is longer.
const MOST_SIZES: usize = 8;

/// Whether an amount is the count of the names of a list: 收集、运输和处理|三个环节; with 等 behind the list, of them and a few more:
/// 甲河、乙河等|4条河流, but 甲、乙等|30个项目.
pub(super) fn sums_up(text: &str, list: Span, amount: &Amount<'_>) -> bool {
    let Some(value) = amount.value.filter(|_| amount.upper.is_none()) else { return false };
    let named = |part: fn(char) -> bool| Decimal::from(pieces_at_words(text, list, part).count());
    let names = [named(|c| c == '、'), named(|c| matches!(c, '、' | '和' | '及' | '与'))];
    let open = list.of(text).ends_with('等');
    names.iter().any(|&names| {
        names > Decimal::ONE && (value == names || open && names < value && value <= names * Decimal::TWO)
    })
}

impl<'a> Reader<'a, '_> {
    /// Whether a number says how many names stand before it that a verb governs, which is no way of speaking: 建成甲、乙两个平台.
    pub(super) fn counts_names(&self, now: &Now<'_>, amount: &Amount<'_>, chain: &Chain) -> bool {
        let verb = self.verb_within(now, chain.left).or_else(|| self.first_verb(now));
        let Some((verb, _)) = verb.filter(|(verb, _)| verb.end < chain.left) else { return false };
        amount.counts()
            && sums_up(self.view.text, Span { start: verb.end, end: chain.left }, amount)
            && !self.view.nouns.figurative.contains(&verb.of(self.view.text))
    }

    /// Whether an amount is the first of several sizes that tell which things are counted: 产值超300亿元、超100亿元的企业分别达到20家、50家.
    pub(super) fn is_size_of_list(&self, now: &Now<'_>, amount: &Amount<'_>, rest: &str) -> bool {
        let mut rest = rest;
        for _ in 0..MOST_SIZES {
            let Some(words) = rest.strip_prefix(['、', '和', '及', '与']) else { return false };
            let at = now.at_end(words).start;
            let bound = self.view.starting(at).filter(|t| t.has(Roles::BEFORE));
            let at = bound.map_or(at, |t| t.span.end);
            let index = self.view.tokens.partition_point(|t| t.span.start < at);
            let next = self.view.tokens.get(index).filter(|t| t.span.start == at);
            if !next.is_some_and(|t| matches!(t.kind, Kind::Amount(next) if next.unit == amount.unit && !next.counts()))
            {
                return false;
            }
            let (_, end) = self.view.comparator_after(index);
            let (right, behind) = self.right(now, index, end);
            if right == Right::Of {
                let counts = |t: &Token<'_>| matches!(t.kind, Kind::Amount(amount) if amount.counts());
                let behind = Span { start: end, end: now.clause.span.end };
                // 首次突破1亿元、5亿元、10亿元的企业: whatever comes of them.
                return amount.is_money() || self.view.within(behind).tokens.iter().any(counts);
            }
            rest = behind;
        }
        false
    }

    /// Whether the thing that `rest` names comes about in the clause (等4所学校投入使用); with a day any verb tells it
    /// (等4所学校8月底前竣工).
    pub(super) fn is_achieved(&self, now: &Now<'_>, rest: &str) -> bool {
        self.thing_comes_about(now, rest, self.is_due_in(now.at_end(rest)))
    }

    /// Whether nothing but what becomes of the thing that `rest` names, and by when, stands behind it (公路建成通车); `bare` as
    /// for [`Reader::comes_about`].
    pub(super) fn thing_comes_about(&self, now: &Now<'_>, rest: &str, bare: bool) -> bool {
        let region = now.at_end(rest);
        let (_, end) = object::after(self.view.within(region), region);
        end < region.end && !now.baseline && self.comes_about(now, end, bare).is_some()
    }

    /// Whether an amount at the end of its phrase is part of a name.
    pub(super) fn is_name(&self, now: &Now<'_>, amount: &Amount<'_>, chain: &Chain, lead: &str) -> bool {
        let quoted = self.view.touching(chain.left).is_some_and(|t| t.kind == Kind::Name);
        let paper = quoted && amount.unit == "条";
        if paper && !self.is_started(now, chain.left) {
            return true;
        }
        // 开工建设新能源项目三期, but 举办培训班三期.
        let phase = amount.unit == "期" && amount.is_small_word() && lead.chars().count() >= 2;
        phase && (!self.is_started(now, chain.left) || !self.view.nouns.issued.end(lead))
    }

    /// Whether the words of a span say when something is due.
    pub(super) fn is_due_in(&self, span: Span) -> bool {
        let first = self.view.tokens.partition_point(|t| t.span.start < span.start);
        let end = self.view.tokens.partition_point(|t| t.span.end <= span.end);
        self.meanings.get(first..end).is_some_and(|all| all.iter().any(|m| matches!(m, Meaning::Deadline(_))))
    }

    /// Whether the clause says before `at` what is to be done.
    pub(super) fn is_started(&self, now: &Now<'_>, at: u32) -> bool {
        self.verb_within(now, at).is_some() || self.first_verb(now).is_some_and(|(verb, _)| verb.end <= at)
    }

    /// Whether a bound stands between an amount and the words after it (30人以上企业).
    pub(super) fn is_bounded(&self, now: &Now<'_>, rest: &str) -> bool {
        let at = now.at_end(rest).start;
        self.view.touching(at).is_some_and(|t| t.has(Roles::AFTER))
    }

    /// Whether the words after an amount lead to another one that counts them.
    pub(super) fn describes_next(&self, now: &Now<'_>, chain: &Chain, rest: &str) -> bool {
        let from = now.at_end(rest).start;
        let mut tokens =
            now.clause.tokens.iter().copied().filter(|&i| self.view.tokens[i].span.start >= from.max(chain.left));
        let Some(next) = tokens.find(|&i| matches!(self.view.tokens[i].kind, Kind::Amount(_) | Kind::Enumeration))
        else {
            return false;
        };
        let Kind::Amount(amount) = self.view.tokens[next].kind else { return false };
        // 30户以上自然村通硬化路率达到100%: which villages.
        let (lead, head) = (Span { start: now.left, end: chain.left }, self.view.tokens[next].span.start);
        let reached = self.view.touching(head).filter(|t| t.has(Roles::LEVEL));
        let name = Span { start: from, end: reached.map_or(head, |t| t.span.start) }.of(self.view.text);
        let rate = reached.is_some() && name.ends_with('率');
        if rate && amount.kind == UnitKind::Ratio && (lead.is_empty() || self.only_scope(now, chain.left)) {
            return true;
        }
        // 年出栏500头以上规模场占比达75%, 寄宿制学校或600人以上学校校医配备率100%.
        let of_class =
            name.ends_with('率') || name.ends_with("占比") || name.ends_with("比例") || name.ends_with("比重");
        let bounded = self.view.touching(from).is_some_and(|t| t.span.start >= chain.left && t.has(Roles::AFTER));
        if of_class && bounded && amount.kind == UnitKind::Ratio {
            return true;
        }
        let (_, end) = self.view.comparator_after(next);
        let (right, _) = self.right(now, next, end);
        let between = Span { start: from, end: self.view.tokens[next].span.start }.of(self.view.text);
        // 3个县进入全省前20: a rank counts nothing.
        let ranks = self.view.wordings.rank_verb.are_in(between) && between.ends_with('前');
        right == Right::End && amount.counts() && !ranks && !between.contains(['和', '及', '与', '并'])
    }

    /// Whether the next amount of the clause is a share that something comes to: 县规模工业增加值|增长8%.
    pub(super) fn state_follows(&self, now: &Now<'_>, rest: &str) -> bool {
        let rest = now.at_end(rest);
        let next = self.view.within(rest).tokens.iter().find(|t| matches!(t.kind, Kind::Amount(_)));
        let share = |t: &Token<'_>| matches!(t.kind, Kind::Amount(of) if of.kind == UnitKind::Ratio);
        let comes = |t: &Token<'_>| self.view.touching(t.span.start).is_some_and(|t| t.has(Roles::PREDICATE));
        next.is_some_and(|t| share(t) && comes(t))
    }

    /// Whether the noun behind an amount ends where the next one begins, which counts what there is in the first:
    /// 9个项目|3200套, 12个小区|2860户. Returns where that begins.
    pub(super) fn holds_many(&self, now: &Now<'_>, rest: &str) -> Option<u32> {
        /// A noun between two amounts is so short. Characters.
        const NOUN: std::ops::RangeInclusive<usize> = 2..=6;
        let rest = now.at_end(rest);
        let [next, ..] = self.view.within(rest).tokens else { return None };
        let noun = Span { end: next.span.start, ..rest }.of(self.view.text);
        let homes = matches!(next.kind, Kind::Amount(of) if matches!(of.unit, "套" | "户" | "栋" | "间"));
        let fits = NOUN.contains(&noun.chars().count()) && noun.chars().all(is_han);
        (homes && fits).then_some(next.span.start)
    }

    /// Whether nothing but a scope stands before `at` (全市90%以上村).
    pub(super) fn only_scope(&self, now: &Now<'_>, at: u32) -> bool {
        let start = self.opening(now, at).start;
        self.view.touching(at).is_some_and(|t| t.span.start == start && t.span.end == at && t.has(Roles::SCOPE))
    }
}
