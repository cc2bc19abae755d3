//! What stands behind an amount: a noun that it counts, or another number, or what becomes of the thing.

use super::reader::Reader;
use super::spoken::is_headless;
use super::state::{Now, Right};
use crate::lexicon::{Roles, UnitKind, Wordings};
use crate::model::Comparator;
use crate::recognise::amount::Amount;
use crate::recognise::deadline::Meaning;
use crate::recognise::time::{Edge, Time};
use crate::recognise::token::{Kind, Token};
use crate::text::{Span, is_han};

/// Words for the height that a sum has reached (突破300亿元大关).
const HEIGHTS: [&str; 3] = ["大关", "台阶", "关口"];

/// Whether words say where those go who were chosen: 到企业实践, but 到岗, 到2025年.
fn goes_to(words: &str) -> bool {
    let place = words.strip_prefix('到');
    place.is_some_and(|place| {
        place.starts_with(is_han) && !place.starts_with(['位', '岗', '账', '期', '达', '场', '会', '校', '底', '年'])
    })
}

/// Whether words are no more than what comes of it for those who are led to it: 带动农户300户增收, 引导农民工返乡创业.
fn is_gained(wordings: &Wordings, words: &str) -> bool {
    let mut words = words;
    while let Some(rest) = wordings.gained_how.strip_start(words) {
        words = rest;
    }
    wordings.gained.contains(&words)
}

/// 压缩至 and a subject before it have more characters.
const SHORTEST_STATE: usize = 4;

/// What stands behind an amount in its clause.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tail<'a> {
    /// The comparator that touches the number on its right (以上).
    pub comparator: Option<Comparator>,
    /// Whether it counts what follows.
    pub right: Right,
    /// The words that follow, to the end of the clause; a bracket that explains the number is passed over.
    pub rest: &'a str,
    /// Where the amount's own words end, the comparator and the name of a rate among them.
    pub end: u32,
    /// Up to where words only tell what becomes of the thing, if such words follow.
    pub told: Option<u32>,
    /// Whether the rest says that the money is collected (募集).
    pub collected: bool,
    /// The predicate behind the name of a rate (按8%的幅度增长).
    pub rate: Option<Roles>,
}

impl<'a> Reader<'a, '_> {
    /// What stands behind the amount at `index`.
    pub(super) fn tail(&self, now: &Now<'_>, index: usize, amount: &Amount<'_>) -> Tail<'a> {
        let (comparator, end) = self.view.comparator_after(index);
        let (right, rest) = self.right(now, index, end);
        let told = if right == Right::Noun { self.stands_behind(now, index, end) } else { None };
        // 完成首期20亿元募集.
        let collected = amount.is_money() && self.view.nouns.raisers.contains(&rest);
        let tail = Tail { comparator, right, rest, end, told, collected, rate: None };
        // A predicate, not a noun: 突破300亿元大关, 迈上1万亿元台阶; 首期5亿元于三季度到位.
        let high = || !amount.counts() && HEIGHTS.iter().any(|w| rest.starts_with(w));
        let done = || collected || high() || rest.starts_with('于') || self.is_done(now, index, amount, rest);
        if right == Right::Noun && (told.is_some() || done()) {
            return Tail { right: Right::End, ..tail };
        }
        // 报装压缩至2个环节: the state of what stands before it.
        let state = self.view.touching(self.view.tokens[index].span.start);
        let to = state.is_some_and(
            |t| matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::LEVEL) && p.words.ends_with(['至', '到', '为'])),
        );
        if to
            && amount.counts()
            && let Some(step) = self.view.nouns.cut.at_start(rest)
            && self.opening(now, self.view.tokens[index].span.start).of(self.view.text).chars().count() > SHORTEST_STATE
        {
            let rest = &rest[step.len()..];
            return Tail { right: Right::End, rest, end: end + step.len() as u32, ..tail };
        }
        // 形成年处理废旧电池30万吨的能力: what stands before it is what is handled.
        let capacity = || self.view.wordings.capacity.contains(&rest);
        if right == Right::Of && amount.kind == UnitKind::Measure && capacity() {
            return Tail { right: Right::End, ..tail };
        }
        // 按不低于8%的幅度增长: the predicate stands behind the rate's name.
        let Some((rate, end)) = self.by_rate(now, amount, right, rest) else { return tail };
        let rest = Span { start: end, end: now.clause.span.end }.of(self.view.text);
        Tail { right: Right::End, rest, end, rate: Some(rate), ..tail }
    }

    /// What stands to the right of the amount, and those words.
    pub(super) fn right(&self, now: &Now<'_>, index: usize, end: u32) -> (Right, &'a str) {
        let at = self.view.skip_bracket(index, end);
        let rest = Span { start: at, end: now.clause.span.end }.of(self.view.text);
        // 收入1万元以下且有劳动能力的监测户: which of them.
        let which = rest.starts_with('且') && rest.contains('的') && !rest.contains(['、', '，']);
        let right = if which {
            Right::Noun
        } else if !rest.chars().any(char::is_alphanumeric)
            || rest.starts_with(['、', '和', '及', '与', '或', '并', '且', '/', '；', '）', ')', '”'])
            || self.view.wordings.not_counted.begin(rest) && !self.view.wordings.counted_though.begin(rest)
            || rest.starts_with('等') && !["等级", "等额", "等效", "等离"].iter().any(|w| rest.starts_with(w))
        {
            Right::End
        } else if rest.starts_with('的') {
            Right::Of
        } else {
            Right::Noun
        };
        (right, rest)
    }

    /// Whether a share is followed by what is done to so much of the thing before it (固定车位100%预留条件).
    fn is_done(&self, now: &Now<'_>, index: usize, amount: &Amount<'_>, rest: &str) -> bool {
        let at = now.clause.span.end - rest.len() as u32;
        let deed = Roles::VERB.and(Roles::FOLLOW).and(Roles::LEVEL).and(Roles::ADVERB);
        let does = |t: Token<'_>| t.has(deed);
        // 投资3200万元修复设施.
        let before = Span { start: now.left, end: self.view.tokens[index].span.start }.of(self.view.text);
        // 竣工联合验收5个工作日办结.
        let handled = amount.kind == UnitKind::Duration && self.view.wordings.handled.contains(&rest);
        if handled && before.chars().count() >= 2 && !before.ends_with('的') {
            return true;
        }
        let spent = amount.is_money() && self.view.wordings.invested.end(before);
        // 行政村80%以上通快递; 80%以上通村道路 are so many roads.
        let becomes = || before.chars().count() >= 2 && self.view.nouns.of_share.begin(rest);
        let share = amount.kind == UnitKind::Ratio;
        share && becomes() || (share || spent) && self.view.starting(at).is_some_and(does)
    }

    /// The predicate behind the name of a rate that an amount describes (按8%的幅度增长), and where it ends.
    fn by_rate(&self, now: &Now<'_>, amount: &Amount<'_>, right: Right, rest: &str) -> Option<(Roles, u32)> {
        if right != Right::Of || amount.kind != UnitKind::Ratio {
            return None;
        }
        let name = rest.strip_prefix('的')?;
        let after = self.view.wordings.rate_name.strip_start(name)?;
        let token = self.view.starting(now.clause.span.end - after.len() as u32)?;
        let Kind::Phrase(phrase) = token.kind else { return None };
        phrase.roles.any(Roles::GROWTH.and(Roles::RISE).and(Roles::FALL)).then_some((phrase.roles, token.span.end))
    }

    /// Where what stands behind the amount at `index` ends, if it is no noun that it counts: nothing of another number
    /// for the same thing (公路2条76公里), or what becomes of it and by when (项目3个6月底前建成, 其中3家达到…).
    fn stands_behind(&self, now: &Now<'_>, index: usize, end: u32) -> Option<u32> {
        let Token { kind: Kind::Amount(amount), span } = self.view.tokens[index] else { return None };
        if !amount.counts() && amount.kind != UnitKind::Measure {
            return None;
        }
        let words = Span { start: now.left, end: span.start }.of(self.view.text);
        // 选派干部1200名担任楼长.
        let rest = &self.view.text[end as usize..];
        let behind = Span { start: end, end: now.clause.span.end }.of(self.view.text);
        let sent = amount.kind == UnitKind::Person && (self.view.wordings.sent.begin(rest) || goes_to(rest))
            || amount.counts()
                && (self.view.wordings.carried_out.begin(rest)
                    || is_gained(self.view.wordings, behind) && !words.starts_with('每'));
        if sent && self.follows_noun(now, span.start) {
            return Some(end);
        }
        if let Some(length) = self.view.wordings.length.at_start(rest)
            && self.follows_noun(now, span.start)
            && let Some(next) = self.view.starting(end + length.len() as u32)
            && matches!(next.kind, Kind::Amount(long) if long.kind == UnitKind::Measure)
        {
            return Some(next.span.start);
        }
        let next = self.view.starting(end)?;
        // 其中3家达到三级水平.
        let part = now.among && (words.is_empty() || words == "其中" || words.ends_with('、'));
        if part && next.has(Roles::LEVEL) {
            return Some(end);
        }
        // 力争1所年内挂牌.
        let strives = self.view.starting(now.left).is_some_and(|t| t.span.end == span.start && t.has(Roles::STRIVE));
        // 码头2个、航道1条建设: what is done to all of them.
        let rest = Span { start: end, end: now.clause.span.end }.of(self.view.text);
        if amount.counts() && self.view.nouns.deeds.contains(&rest) && self.follows_noun(now, span.start) {
            return Some(end);
        }
        // 推动项目10个开工，其中5个上半年开工.
        if part && let Some(to) = self.comes_about(now, end, true) {
            return Some(to);
        }
        let carries = now.listing && matches!(words, "" | "、") || is_headless(self.view.wordings, words) || strives;
        // 道路提升8条共12.6公里.
        let summed = !amount.is_small_word()
            && matches!(next.kind, Kind::Phrase(p) if self.view.wordings.in_all.contains(&p.words));
        if !carries && !summed && !self.follows_noun(now, span.start) {
            return None;
        }
        if let Some(to) = self.comes_about(now, end, true) {
            return Some(to);
        }
        let at = self.view.tokens.partition_point(|t| t.span.start < end);
        // 30家2024年底前完成改造.
        if matches!(self.meanings.get(at), Some(Meaning::Deadline(_))) {
            return Some(end);
        }
        // 实训楼2栋秋季开学前完工: a time is no thing.
        if matches!(next.kind, Kind::Time(Time::Point(point)) if point.edge != Edge::Bare) {
            return Some(end);
        }
        // 公园5个共3万平方米.
        let sum = matches!(next.kind, Kind::Phrase(p) if self.view.wordings.in_all.contains(&p.words));
        let (at, from) = if sum { (at + 1, next.span.end) } else { (at, end) };
        let Token { kind: Kind::Amount(second), span } = *self.view.tokens.get(at)? else { return None };
        let counts = second.counts() || second.is_money() || second.kind == UnitKind::Measure;
        let (_, to) = self.view.comparator_after(at);
        let ends = || self.right(now, at, to).0 == Right::End || self.comes_about(now, to, true).is_some();
        (span.start == from && counts && ends()).then_some(end)
    }

    /// Whether a noun, and no verb that takes what follows for its object, stands before `at`, bounds aside
    /// (案例不少于1批).
    fn follows_noun(&self, now: &Now<'_>, at: u32) -> bool {
        let mut left = at;
        while let Some(bound) = self.view.touching(left).filter(|t| t.span.start > now.left)
            && bound.has(Roles::BEFORE)
        {
            left = bound.span.start;
        }
        let words = Span { start: now.left, end: left }.of(self.view.text);
        let verbal = self.view.touching(left).is_some_and(|t| match t.kind {
            // 小区改造10个: what is done to the noun before it.
            Kind::Phrase(p) if p.roles.any(Roles::WEAK) => t.span.start < now.left + 2 * '区'.len_utf8() as u32,
            Kind::Phrase(p) => !p.roles.any(Roles::NOUN.and(Roles::ATTRIBUTE)),
            // 厂房三期16栋: a phase is part of the name.
            Kind::Amount(amount) => amount.unit != "期" || !amount.is_small_word(),
            Kind::Time(_) | Kind::Enumeration => true,
            _ => false,
        });
        words.chars().count() >= 2 && !verbal && !words.ends_with(['的', '等', '有', '和', '及', '与', '对', '为'])
    }

    /// Where it ends, if only what becomes of a thing, and by when, stands from `at` to the end of the clause or of an
    /// item of a list (6月底完工, 全部入住); without `bare` nothing but words that are always verbs (投入使用).
    pub(super) fn comes_about(&self, now: &Now<'_>, mut at: u32, bare: bool) -> Option<u32> {
        let mut predicate = false;
        for token in self.view.within(Span { start: at, end: now.clause.span.end }).tokens {
            if token.span.start != at {
                return None;
            }
            match token.kind {
                Kind::Time(_) if !predicate => {}
                Kind::Phrase(p) if p.roles.any(Roles::STRONG) || bare && p.roles.any(Roles::FOLLOW) => predicate = true,
                Kind::Phrase(p) if bare && p.roles.any(Roles::VERB.and(Roles::ADVERB)) => {}
                Kind::Enumeration if bare && predicate => return Some(at),
                _ => return None,
            }
            at = token.span.end;
        }
        (predicate && at == now.clause.span.end).then_some(at)
    }
}
