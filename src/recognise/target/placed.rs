//! An amount with what is known of its place: the words that touch it, those before them, and what stands behind it.

use super::behind::Tail;
use super::reader::Reader;
use super::state::{Chain, Now, Right};
use crate::lexicon::{Roles, UnitKind, Wordings};
use crate::model::{Comparator, Quantity};
use crate::recognise::amount::Amount;
use crate::recognise::token::{Kind, Token};
use crate::text::Span;
use crate::text::numeral::Script;

/// What the words that touch an amount on its left may be.
const LEADS: Roles = Roles::BEFORE
    .and(Roles::PREDICATE)
    .and(Roles::TOTAL)
    .and(Roles::AVERAGE)
    .and(Roles::ADVERB)
    .and(Roles::STRIVE)
    .and(Roles::CAP);

/// An amount in its clause, before it is known what it is taken for.
///
/// 全市 | 力争达到 | 30% | 以上 | 的村 are its words, its chain, the number, and its tail.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed<'a> {
    /// Its token, by its index.
    pub index: usize,
    pub amount: Amount<'a>,
    /// The number and its unit alone.
    pub span: Span,
    pub tail: Tail<'a>,
    pub chain: Chain,
    /// What stands before the chain and belongs to no amount before it, and the words there.
    pub lead: Span,
    pub words: &'a str,
    /// How the wanted value relates to the number, by all of these.
    pub comparator: Comparator,
    /// Whether it is one of several that 分别 or 各 gives out.
    pub in_turn: bool,
    /// Whether it goes on with the comparator of the amount before it.
    pub goes_on: bool,
    /// Whether another amount of the clause comes after it.
    pub later: bool,
    /// Whether it is a rate for each (每人每月800元).
    pub per_head: bool,
    /// Whether it is money to be raised, not handed out.
    pub raised: bool,
}

impl Placed<'_> {
    /// From the chain to the end of the tail's own words.
    pub(super) fn whole(&self) -> Span {
        Span { start: self.chain.left, end: self.tail.end }
    }

    /// The number as it is published.
    pub(super) fn quantity(&self) -> Quantity {
        let Amount { value, upper, unit, fraction, .. } = self.amount;
        Quantity {
            comparator: if upper.is_some() { Comparator::Range } else { self.comparator },
            value: value.map(crate::model::Decimal),
            upper: upper.map(crate::model::Decimal),
            unit: unit.to_owned(),
            fraction,
        }
    }

    /// Whether a word of its chain has one of these roles.
    pub(super) fn has(&self, roles: Roles) -> bool {
        self.chain.roles.any(roles)
    }
}

impl<'a> Reader<'a, '_> {
    /// The amount at `index`, the token at `place` in its clause, with what is known of its place.
    pub(super) fn placed(&self, now: &Now<'_>, place: usize, index: usize, amount: Amount<'a>) -> Placed<'a> {
        let tail = self.tail(now, index, &amount);
        let chain = self.of_whole(now, &amount, self.chain(now, index, &amount, tail.right));
        let chain = self.of_raised_rate(now, &amount, chain);
        let chain = tail.rate.map_or(chain, |rate| self.by_rate_of(now, chain, rate));
        let lead = Span { start: now.left, end: chain.left };
        let words = lead.of(self.view.text);
        let in_turn = !now.shared.is_empty() || now.times.len() > 1 && now.given > 0;
        let goes_on = in_turn || is_in_list(self.view.wordings, now, &amount, words, tail.right);
        let is_amount = |&index: &usize| matches!(self.view.tokens[index].kind, Kind::Amount(_));
        Placed {
            index,
            amount,
            span: self.view.tokens[index].span,
            tail,
            chain,
            lead,
            words,
            comparator: self.comparator(now, &amount, &tail, &chain, goes_on),
            in_turn,
            goes_on,
            later: now.clause.tokens[place + 1..].iter().any(is_amount),
            per_head: is_per_head(self.view.wordings, now, &amount, words),
            raised: tail.collected || amount.is_money() && self.is_raised(now, lead),
        }
    }

    /// The words that touch the amount at `index` on its left and say how it is meant.
    fn chain(&self, now: &Now<'_>, index: usize, amount: &Amount<'_>, right: Right) -> Chain {
        let mut chain = Chain { left: self.view.tokens[index].span.start, roles: Roles::default(), comparator: None };
        if amount.own {
            chain.roles = if amount.unit == "%" { Roles::GROWTH } else { Roles::LEVEL };
        }
        if let Some(left) = self.reached_from(now, amount, chain.left) {
            chain.left = left;
            chain.roles = chain.roles.and(Roles::LEVEL);
        }
        if amount.script == Script::Bare && self.is_exceeded(now, chain.left) {
            chain.left -= '过'.len_utf8() as u32;
            (chain.roles, chain.comparator) = (chain.roles.and(Roles::BEFORE), Some(Comparator::Gt));
        }
        for token in self.view.tokens[..index].iter().rev() {
            let Kind::Phrase(phrase) = token.kind else { break };
            if token.span.end != chain.left || token.span.start < now.left || !phrase.roles.any(LEADS) {
                break;
            }
            // 突破20项技术: the verb; 突破100亿元: the comparator.
            if phrase.roles.any(Roles::VERB) && right == Right::Noun && amount.counts() {
                break;
            }
            // 施工许可2个工作日办结: part of a word.
            if phrase.words == "可" && self.view.text[..token.span.start as usize].ends_with(['许', '认']) {
                break;
            }
            chain.left = token.span.start;
            chain.roles = chain.roles.and(phrase.roles);
            chain.comparator = chain.comparator.or(phrase.comparator);
        }
        if !chain.roles.any(Roles::PREDICATE)
            && let Some(change) = self.differs(now, chain.left)
        {
            chain.left -= '高'.len_utf8() as u32;
            chain.roles = chain.roles.and(change);
        }
        chain
    }

    /// Whether 过 stands between a noun and a number at `at` that is no more than 万 or 亿: 经营主体|过|万户.
    fn is_exceeded(&self, now: &Now<'_>, at: u32) -> bool {
        let words = Span { start: now.left, end: at }.of(self.view.text);
        let noun = words.strip_suffix('过').is_some_and(|noun| noun.chars().count() >= 2);
        noun && self.view.touching(at).is_none()
    }

    /// How a number differs from what it is compared with, by the one word before `at`: 比上年|高|5个百分点.
    fn differs(&self, now: &Now<'_>, at: u32) -> Option<Roles> {
        let words = Span { start: now.left, end: at }.of(self.view.text);
        let change = match words.chars().next_back()? {
            '高' | '多' => Roles::RISE,
            '低' => Roles::FALL,
            _ => return None,
        };
        let end = at - '高'.len_utf8() as u32;
        self.view.than(Span { start: now.left, end }).map(|_| change)
    }

    /// Where 为, 至 or 到 begins that stands before an amount at `at` by itself, as no part of a word (比例为30%).
    fn reached_from(&self, now: &Now<'_>, amount: &Amount<'_>, at: u32) -> Option<u32> {
        let before = Span { start: now.left, end: at }.of(self.view.text);
        // 小学、幼儿园分别为12所和9所; 确定为12所 may be any word.
        let counts =
            amount.counts() && !before.strip_suffix('为').is_some_and(|named| self.view.wordings.before_is.end(named));
        if counts || self.view.touching(at).is_some() {
            return None;
        }
        let level = before.chars().next_back().filter(|c| matches!(c, '为' | '至' | '到'))?;
        // 提高0.5个百分点至22%: by how much, and to what.
        let again = || matches!(before, "至" | "到") && self.targets.last().is_some_and(|t| t.span.end == now.left);
        (before.chars().count() > 2 || again()).then(|| at - level.len_utf8() as u32)
    }

    /// 压缩到法定时限的50%以内: the predicate stands before what the share is of.
    fn of_whole(&self, now: &Now<'_>, amount: &Amount<'_>, chain: Chain) -> Chain {
        let lead = Span { start: now.left, end: chain.left };
        // 不超过企业职工总数20%: the bound stands before what the share is of.
        let whole = self.view.wordings.whole_of_share.end(lead.of(self.view.text))
            || self.view.wordings.whole_of_share.begin(&self.view.text[chain.left as usize..]);
        if amount.kind == UnitKind::Ratio && chain.comparator.is_none() && whole {
            let bound = self.view.within(lead).tokens.iter().rev().find_map(|t| match t.kind {
                Kind::Phrase(p) if p.roles.any(Roles::BEFORE) && is_bound(p.words) => Some((t.span.start, p)),
                _ => None,
            });
            if let Some((left, phrase)) = bound {
                return Chain { left, roles: chain.roles.and(phrase.roles), comparator: phrase.comparator };
            }
        }
        if !lead.of(self.view.text).ends_with('的') {
            return chain;
        }
        let inner = self.view.within(lead).tokens;
        let last = |wanted: Roles, most: bool| {
            inner.iter().rev().find_map(|t| match t.kind {
                Kind::Phrase(phrase)
                    if phrase.roles.any(wanted)
                        && is_bound(phrase.words)
                        && (most || !phrase.words.starts_with('最')) =>
                {
                    Some((t.span.start, phrase))
                }
                _ => None,
            })
        };
        // ≥全省最低标准的1.6倍: 最低 is of the standard.
        let bound = || last(Roles::BEFORE, false).or_else(|| last(Roles::BEFORE, true));
        let predicate = last(Roles::LEVEL, true).or_else(bound);
        let Some((left, phrase)) = predicate else { return chain };
        // 不低于上年的600人: only a time stands between; 高于平均的600人 is of another thing.
        let between = Span { start: left + phrase.words.len() as u32, end: lead.end - '的'.len_utf8() as u32 };
        let timed = || self.view.starting(between.start).is_some_and(|t| t.span == between && is_past(&t));
        if !matches!(amount.kind, UnitKind::Ratio | UnitKind::Fold) && !timed() {
            return chain;
        }
        Chain { left, roles: chain.roles.and(phrase.roles), comparator: chain.comparator.or(phrase.comparator) }
    }

    /// 低保标准提高到每人每月800元, 抽检量达到每千人6批次: the predicate stands before whom the rate is for. A standard that is to rise
    /// is to be reached; one that is stated (标准为每人每月800元) is a norm.
    fn of_raised_rate(&self, now: &Now<'_>, amount: &Amount<'_>, chain: Chain) -> Chain {
        let words = Span { start: now.left, end: chain.left }.of(self.view.text);
        let wordings = self.view.wordings;
        let per = if amount.is_money() { &wordings.per_head } else { &wordings.per_so_many };
        let Some(before) = per.strip_end(words) else { return chain };
        let at = now.left + Span::new(0, before.len()).end;
        let raised = self.view.touching(at).and_then(|token| match token.kind {
            // 抽排能力不低于每秒18立方米.
            Kind::Phrase(phrase)
                if !amount.is_money() && phrase.roles.any(Roles::BEFORE) && token.span.start >= now.left =>
            {
                Some((token.span.start, phrase.roles, phrase.comparator))
            }
            Kind::Phrase(phrase) if phrase.roles.any(Roles::LEVEL) && token.span.start >= now.left => {
                let subject = &before[..before.len() - phrase.words.len()];
                let rises = wordings.raised_to.contains(&phrase.words);
                let subject = wordings.before_predicate.strip_end(subject).unwrap_or(subject);
                let standard = || rises && subject.ends_with("标准");
                (!amount.is_money() || standard()).then_some((token.span.start, phrase.roles, None))
            }
            _ => None,
        });
        raised.map_or(chain, |(left, roles, comparator)| Chain {
            left,
            roles: chain.roles.and(roles),
            comparator: chain.comparator.or(comparator),
        })
    }

    /// 按不低于8%的幅度增长: with the predicate behind the rate's name, and from 按 on.
    fn by_rate_of(&self, now: &Now<'_>, chain: Chain, rate: Roles) -> Chain {
        let before = Span { start: now.left, end: chain.left }.of(self.view.text);
        let bare = ["按照", "按", "以"].iter().find_map(|by| before.strip_suffix(by)).unwrap_or(before);
        let left = chain.left - (before.len() - bare.len()) as u32;
        Chain { left, roles: chain.roles.and(rate), ..chain }
    }

    /// How the wanted value relates to the number: what stands behind it says so first, then what stands before it.
    fn comparator(
        &self,
        now: &Now<'_>,
        amount: &Amount<'_>,
        tail: &Tail<'_>,
        chain: &Chain,
        goes_on: bool,
    ) -> Comparator {
        let within = (amount.kind == UnitKind::Duration && tail.rest.starts_with('内')).then_some(Comparator::Le);
        tail.comparator
            .or(within)
            .or(chain.comparator)
            .or_else(|| self.at_least(now, chain).then_some(Comparator::Ge))
            .or(now.comparator.filter(|_| goes_on))
            .unwrap_or(if amount.about { Comparator::Approx } else { Comparator::Eq })
    }

    /// Whether 至少 or 至少再 stands before the amount or its verb.
    pub(super) fn at_least(&self, now: &Now<'_>, chain: &Chain) -> bool {
        // 每个社区至少培育组织10个: before the verb of what it counts.
        let asked = Span { start: now.left.min(chain.left), end: chain.left };
        let least = self.view.within(asked).tokens.iter().rev().find(|t| self.view.of(t.span).starts_with("至少"));
        let verb = |t: Token<'_>| t.has(Roles::VERB);
        least.is_some_and(|t| t.span.end == chain.left || self.view.starting(t.span.end).is_some_and(verb))
    }
}

impl Now<'_> {
    /// Keeps of an amount what those after it may go on with.
    pub(super) fn keep(&mut self, placed: &Placed<'_>) {
        // 不少于300个、30家: one comparator for all of them.
        let goes_on = placed.goes_on || self.listing && placed.words == "、";
        if !goes_on || placed.chain.comparator.is_some() {
            self.comparator = placed.chain.comparator;
        }
        self.per_head = placed.per_head;
    }
}

/// Whether an amount goes on the list that the last target began, by their units (不少于300个和30家).
fn is_in_list(wordings: &Wordings, now: &Now<'_>, amount: &Amount<'_>, words: &str, right: Right) -> bool {
    let joins = || words.is_empty() || wordings.and.contains(&words);
    let ends = || joins() && right == Right::End && amount.counts();
    now.listing && (words == "、" && right == Right::Noun || ends())
}

/// Whether a sum of money is a rate for each (提高到每人每月800元、650元: a standard, and so is the second).
fn is_per_head(wordings: &Wordings, now: &Now<'_>, amount: &Amount<'_>, words: &str) -> bool {
    let rate = wordings.paid.strip_end(words).unwrap_or(words);
    let goes_on = now.per_head && wordings.and.contains(&words);
    // 质押融资每年不低于25亿元: nobody gets so much.
    amount.is_money() && !amount.is_large_sum() && (goes_on || wordings.per_head.end(rate))
}

/// Whether a word tells a time, or that something was.
fn is_past(token: &Token<'_>) -> bool {
    match token.kind {
        Kind::Time(_) => true,
        Kind::Phrase(phrase) => phrase.roles.any(Roles::BASELINE),
        _ => false,
    }
}

/// Whether a word is long enough to stand apart from its number, or a sign.
fn is_bound(words: &str) -> bool {
    words.chars().count() > 1 || words.chars().all(|c| !c.is_alphabetic())
}
