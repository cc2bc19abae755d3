//! One amount in its clause: what touches it, and whether it is a target, a figure, or part of a name.

use rust_decimal::Decimal;

use super::figure::{self, Cues};
use super::reader::Reader;
use super::state::{Chain, Last, Now, Read, Right};
use crate::lexicon::{Roles, UnitKind};
use crate::model::{Comparator, FigureKind, Quantity};
use crate::recognise::amount::Amount;
use crate::recognise::token::{Kind, Token};
use crate::text::Span;

/// What makes a sum of money a rate for each.
const PER_HEAD: [&str; 18] = [
    "每人每月",
    "每人每年",
    "每月",
    "每年",
    "每天",
    "每人",
    "每户",
    "每亩",
    "每吨",
    "每名",
    "每辆",
    "每家",
    "每个",
    "每平方米",
    "每立方米",
    "每度",
    "每千瓦时",
    "每位",
];

/// Words between such a rate and the sum: 每月发放100元至500元.
const PAID: [&str; 8] = ["发放", "给予", "补助", "补贴", "奖励", "资助", "支付", "缴纳"];

/// Words behind an amount that it does not count: what it is for, what else is said of each.
const AFTER_ALL: [&str; 14] =
    ["以及", "用于", "内", "后", "前", "同时", "户均", "人均", "亩均", "村均", "年均", "每户", "每人", "每村"];

/// What is done at one go (一次办结); no round is counted.
const AT_ONCE: [&str; 13] =
    ["性", "办结", "办好", "办成", "办理", "告知", "申报", "申请", "验收", "通过", "解决", "受理", "合格"];

impl<'a> Reader<'a, '_> {
    /// The words that touch the amount at `index` on its left and say how it is meant.
    pub(super) fn chain(&self, now: &Now<'_>, index: usize, amount: &Amount<'_>, right: Right) -> Chain {
        let mut chain = Chain { left: self.view.tokens[index].span.start, roles: Roles::default(), comparator: None };
        let wanted = Roles::BEFORE
            .and(Roles::PREDICATE)
            .and(Roles::TOTAL)
            .and(Roles::AVERAGE)
            .and(Roles::ADVERB)
            .and(Roles::STRIVE)
            .and(Roles::CAP);
        if amount.own {
            chain.roles = if amount.unit == "%" { Roles::GROWTH } else { Roles::LEVEL };
        }
        let before = Span { start: now.left, end: chain.left }.of(self.view.text);
        // 提高0.5个百分点至22%: by how much, and to what.
        let reached = matches!(before, "至" | "到") && self.targets.last().is_some_and(|t| t.span.end == now.left);
        if self.view.touching(chain.left).is_none()
            && (before.chars().count() > 2 || reached)
            && !amount.counts()
            && let Some(c) = before.chars().next_back().filter(|c| matches!(c, '为' | '至' | '到'))
        {
            chain.left -= c.len_utf8() as u32;
            chain.roles = chain.roles.and(Roles::LEVEL);
        }
        for token in self.view.tokens[..index].iter().rev() {
            let Kind::Phrase(phrase) = token.kind else { break };
            if token.span.end != chain.left || token.span.start < now.left || !phrase.roles.any(wanted) {
                break;
            }
            // 突破20项技术: the verb; 突破100亿元: the comparator.
            if phrase.roles.any(Roles::VERB) && (right == Right::Noun && amount.counts() || !phrase.roles.any(wanted)) {
                break;
            }
            chain.left = token.span.start;
            chain.roles = chain.roles.and(phrase.roles);
            chain.comparator = chain.comparator.or(phrase.comparator);
        }
        chain
    }

    /// 压缩到法定时限的50%以内: the predicate stands before what the share is of.
    fn of_whole(&self, now: &Now<'_>, amount: &Amount<'_>, chain: Chain) -> Chain {
        let lead = Span { start: now.left, end: chain.left };
        if !matches!(amount.kind, UnitKind::Ratio | UnitKind::Fold) || !lead.of(self.view.text).ends_with('的') {
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
        Chain { left, roles: chain.roles.and(phrase.roles), comparator: chain.comparator.or(phrase.comparator) }
    }

    /// What stands to the right of the amount, and those words.
    pub(super) fn right(&self, now: &Now<'_>, index: usize, end: u32) -> (Right, &'a str) {
        let at = self.view.skip_bracket(index, end);
        let rest = Span { start: at, end: now.clause.span.end }.of(self.view.text);
        let right = if rest.trim().is_empty()
            || rest.starts_with(['、', '和', '及', '与', '或', '并', '且', '/', '；', '）', ')', '”'])
            || AFTER_ALL.iter().any(|w| rest.starts_with(w))
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

    pub(super) fn amount(
        &mut self,
        now: &mut Now<'_>,
        last: &mut Last,
        place: usize,
        index: usize,
        amount: Amount<'a>,
    ) {
        let span = self.view.tokens[index].span;
        let (after, end) = self.view.comparator_after(index);
        let in_turn = !now.shared.is_empty() || now.times.len() > 1 && now.given > 0;
        let (mut right, rest) = self.right(now, index, end);
        // 突破300亿元大关, 迈上1万亿元台阶; 首期5亿元于三季度到位.
        let mark = !amount.counts() && ["大关", "台阶", "关口"].iter().any(|w| rest.starts_with(w));
        let behind = if right == Right::Noun { self.stands_behind(now, index, end) } else { None };
        // 完成首期20亿元募集.
        let collected = amount.is_money() && self.view.nouns.raisers.contains(&rest);
        let done = || mark || collected || rest.starts_with('于') || self.is_done(now, index, &amount, rest);
        if right == Right::Noun && (behind.is_some() || done()) {
            right = Right::End;
        }
        // 按不低于8%的幅度增长: the predicate stands behind the rate's name.
        let (after_rate, rest, end) = match self.by_rate(now, &amount, right, rest) {
            Some((roles, to)) => {
                right = Right::End;
                (roles, Span { start: to, end: now.clause.span.end }.of(self.view.text), to)
            }
            None => (Roles::default(), rest, end),
        };
        let chain = self.chain(now, index, &amount, right);
        let mut chain = self.of_whole(now, &amount, chain);
        if after_rate != Roles::default() {
            let before = Span { start: now.left, end: chain.left }.of(self.view.text);
            let bare = ["按照", "按", "以"].iter().find_map(|by| before.strip_suffix(by)).unwrap_or(before);
            chain.left -= (before.len() - bare.len()) as u32;
            chain.roles = chain.roles.and(after_rate);
        }
        let lead = Span { start: now.left, end: chain.left };
        let words = lead.of(self.view.text);
        // 补贴标准为10%，单件不超过500元; 每月给予1000元，最长不超过36个月.
        let limited = amount.is_money() || matches!(amount.unit, "年" | "个月");
        let bounded = now.cues.after_reward && limited && chain.comparator == Some(Comparator::Le);
        let capped = chain.roles.any(Roles::CAP) || bounded;
        let at_least = self.at_least(now, &chain).then_some(Comparator::Ge);
        let within = (amount.kind == UnitKind::Duration && rest.starts_with('内')).then_some(Comparator::Le);
        // 不少于300个和30家: of one list, by their units.
        let in_list = now.listing
            && (words == "、" && right == Right::Noun
                || matches!(words, "" | "、" | "和" | "及" | "与") && right == Right::End && amount.counts());
        let comparator = after
            .or(within)
            .or(chain.comparator)
            .or(at_least)
            .or(now.comparator.filter(|_| in_turn || in_list))
            .unwrap_or(if amount.about { Comparator::Approx } else { Comparator::Eq });
        let quantity = Quantity {
            comparator: if amount.upper.is_some() { Comparator::Range } else { comparator },
            value: amount.value.map(crate::model::Decimal),
            upper: amount.upper.map(crate::model::Decimal),
            unit: amount.unit.to_owned(),
            fraction: amount.fraction,
        };
        let whole = Span { start: chain.left, end };
        // 重点检查总重量是否超过100公斤: what is asked.
        let before = Span { start: now.clause.span.start, end: chain.left };
        if before.of(self.view.text).contains("是否") {
            self.figure(FigureKind::Threshold, quantity, whole, None);
            now.left = end;
            return;
        }
        if !(in_turn || in_list || now.listing && words == "、") || chain.comparator.is_some() {
            now.comparator = chain.comparator;
        }
        let later = now.clause.tokens[place + 1..].iter().any(|&i| matches!(self.view.tokens[i].kind, Kind::Amount(_)));

        // 提高到每人每月800元、650元: a standard.
        let money = amount.is_money();
        let rate = PAID.iter().find_map(|verb| words.strip_suffix(verb)).unwrap_or(words);
        let per_head = money && PER_HEAD.iter().any(|w| rate.ends_with(w));
        let per_head = per_head || money && now.per_head && matches!(words, "、" | "和" | "及" | "与");
        now.per_head = per_head;
        // 推动100个村收入超10万元: part of what was counted.
        let bounded = |t: Token<'_>| matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::BEFORE));
        if span.end <= now.left && now.number_first && self.view.touching(span.start).is_some_and(bounded) {
            return;
        }
        // 由55%提高到70%.
        if later && figure::without_from(self.view.text, lead).is_some() {
            self.figure(FigureKind::Baseline, quantity, whole, None);
            // 从目前的10%提升至15%: what follows is no longer of now.
            now.baseline = false;
            now.cues.baseline = false;
            return;
        }
        // 散煤基本清零: no state of what is counted.
        let tends = self.view.text[..chain.left as usize].ends_with(['趋', '近']);
        if amount.own && tends
            || amount.is_nothing() && !amount.own && !chain.roles.any(Roles::LEVEL.and(Roles::BEFORE))
        {
            return;
        }
        if right == Right::End && words.ends_with('前') && self.rank(now, last, &amount, lead, &quantity, end) {
            return;
        }
        let raised = collected || amount.is_money() && self.is_raised(now, lead);
        let mut cues = Cues { baseline: now.baseline, ..now.cues };
        cues.grant &= !raised;
        // 补贴资金使用率达到80%: an indicator, not what is granted.
        // 扩大补偿资金池规模至10亿元: nor its size; 奖励兑现率100%.
        let level = chain.roles.any(Roles::LEVEL.and(Roles::BEFORE));
        let indicator = match amount.kind {
            UnitKind::Ratio => level && (words.ends_with('率') || words.contains('占')) || is_rate_of_deeds(words),
            _ => money && level && words.ends_with("规模"),
        };
        cues.reward &= !indicator;
        cues.grant &= !indicator;
        // 2024年底前30个城市: the end of a time, not of a row.
        let timed = self.view.touching(lead.end).is_some_and(|t| matches!(t.kind, Kind::Time(_)));
        let row = if timed { "" } else { words };
        let standard = rest.trim_start_matches('的').starts_with("标准") && !self.names_at(whole.end);
        // 贷款期限最长可延至20年: a term, unless it is to get shorter.
        let longer = Span { start: chain.left, end: span.start }.of(self.view.text).contains('延');
        let term = amount.kind == UnitKind::Duration
            && matches!(amount.unit, "年" | "个月")
            && (!chain.roles.any(Roles::PREDICATE) || longer)
            && (words.ends_with("期限") || words.ends_with("周期"));
        // 补助标准由每公里20万元提高到30万元.
        let standing = self.without_baseline(lead).end;
        let lead_norm =
            self.view.touching(standing).is_some_and(|t| matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::NORM)));
        // 收购首付价不低于490元/吨.
        cues.price |= money && words.ends_with('价') && !words.ends_with(['评', '造', '总']);
        // 退还违规收费20亿元: no price.
        cues.price &= chain.roles.any(Roles::BEFORE.and(Roles::LEVEL)) || self.verb_within(now, chain.left).is_none();
        // 服务半径小于2公里, by a day: to be reached.
        // 人均月增收1500元: to be reached, too.
        let rises = words.ends_with("人均月") && chain.roles.any(Roles::RISE);
        let lead_norm = lead_norm && now.due.is_none() && !rises;
        let lead_norm = lead_norm || self.is_norm(now, &amount, &chain, lead);
        let kind = figure::kind(&amount, cues, span.start, row, standard, capped)
            .or(term.then_some(FigureKind::Norm))
            .or((lead_norm || per_head).then_some(FigureKind::Norm))
            .or((words.ends_with('的')
                && !words.contains('占')
                && amount.kind == UnitKind::Ratio
                && !now.strive
                && !self.is_fulfilled(lead))
            .then_some(FigureKind::Other));
        if let Some(kind) = kind {
            // 一次解决率: part of a name.
            let named = amount.is_small_word()
                && amount.kind == UnitKind::Times
                && right == Right::Noun
                && (self.verb_chain(now, chain.left).is_none() && !now.cues.rhythm
                    || AT_ONCE.iter().any(|w| rest.starts_with(w)));
            if !self.is_idle(&amount) && !named {
                self.figure(kind, quantity, whole, None);
                now.left = end;
            }
            return;
        }
        // 周期为1年: how long something takes, unless it is to get shorter.
        let is = self.view.text[..span.start as usize].ends_with('为') && self.view.touching(span.start).is_none();
        let changes = chain.roles.any(Roles::RISE.and(Roles::FALL).and(Roles::GROWTH));
        if amount.kind == UnitKind::Duration && is && !changes && right == Right::End {
            self.figure(FigureKind::Norm, quantity, whole, None);
            now.left = end;
            return;
        }
        if self.is_modifier(now, &amount, &chain, right, rest, later) {
            now.modifiers += 1;
            // 使用10年以上设备: which of them qualifies; 35岁以下青年 is a class.
            let bounded = matches!(comparator, Comparator::Ge | Comparator::Gt | Comparator::Le | Comparator::Lt);
            let class = matches!(amount.unit, "岁" | "周岁");
            if amount.kind == UnitKind::Duration && bounded && right != Right::End && !class {
                self.figure(FigureKind::Threshold, quantity, whole, None);
            }
            return;
        }
        if right == Right::Of && amount.counts() {
            right = Right::Noun;
        }
        // A state of its subject; what follows a share or a sum of money is not counted by it.
        let governed = right == Right::Noun
            && !chain.roles.any(Roles::PREDICATE)
            && amount.kind != UnitKind::Ratio
            && self.verb_chain(now, chain.left).is_some();
        let state = chain.roles.any(Roles::PREDICATE.and(Roles::BEFORE))
            && (right == Right::End || !amount.counts())
            && !governed;
        let counted_right = right == Right::Of || right == Right::Noun && (amount.counts() || !state);
        let read = if counted_right {
            self.object_right(now, &amount, &chain, index, end, rest)
        } else {
            self.object_left(now, last, &amount, &chain, state, end)
        };
        // 首期5亿元于9月底前到位.
        let read = read.map(|read| {
            let after = now.clause.span.end - rest.len() as u32;
            let after = if rest.starts_with('于') { after + '于'.len_utf8() as u32 } else { after };
            Read { due: read.due.or_else(|| self.due_at(after)), ..read }
        });
        let Some(read) = read else {
            if !self.is_idle(&amount) && (now.aside || !amount.counts()) {
                self.figure(FigureKind::Other, quantity, whole, None);
                now.left = end;
            }
            return;
        };
        if now.aside && !now.among && !chain.roles.any(Roles::PREDICATE.and(Roles::BEFORE)) && read.action.is_none() {
            self.figure(FigureKind::Other, quantity, whole, Some(read.objects.join("、")));
            return;
        }
        if self.is_agenda(&read) {
            self.figure(FigureKind::Other, quantity, whole, Some(read.objects.join("、")));
            return;
        }
        if raised {
            now.raised = true;
        }
        self.emit(now, last, &amount, &chain, quantity, read);
        now.left = now.left.max(behind.unwrap_or(end));
        // 分别达到65%、63%以上: the comparator at the end holds for all in turn.
        if let Some(comparator) = after.filter(|_| in_turn) {
            self.share_comparator(now, comparator);
        }
    }

    /// Whether a name that is no word of a rule begins at `at`: 标准厂房 is no standard.
    fn names_at(&self, at: u32) -> bool {
        self.view.starting(at).is_some_and(|t| matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::NOUN)))
    }

    /// Whether the money of a fund or a bond is to be raised (争取专项债券, 设立…基金), not handed out.
    fn is_raised(&self, now: &Now<'_>, lead: Span) -> bool {
        if !now.cues.grant {
            return false;
        }
        let nouns = self.view.nouns;
        let said = |span: Span, words: &[&str]| words.iter().any(|word| span.of(self.view.text).contains(word));
        let before = Span { start: now.clause.span.start, end: lead.end };
        if said(before, &nouns.spenders) {
            return false;
        }
        let listed = now.list.is_some_and(|(verb, _)| said(verb, &nouns.raisers));
        now.raised || listed || said(now.clause.span, &["债", "基金"]) || said(before, &nouns.raisers)
    }

    /// Whether a small number in words is a way of speaking (一次, 两个).
    pub(super) fn is_idle(&self, amount: &Amount<'_>) -> bool {
        amount.is_small_word()
            && amount.value == Some(Decimal::ONE)
            && !matches!(amount.kind, UnitKind::Times | UnitKind::Fold)
    }

    /// Whether 至少 or 至少再 stands before the amount or its verb.
    pub(super) fn at_least(&self, now: &Now<'_>, chain: &Chain) -> bool {
        // 每个社区至少培育组织10个: before the verb of what it counts.
        let asked = Span { start: now.left.min(chain.left), end: chain.left };
        let least = self.view.within(asked).tokens.iter().rev().find(|t| self.view.of(t.span).starts_with("至少"));
        least.is_some_and(|t| {
            t.span.end == chain.left || matches!(self.view.starting(t.span.end), Some(Token { kind: Kind::Phrase(p), .. }) if p.roles.any(Roles::VERB))
        })
    }
}

/// Whether words name the rate at which something is done, and none at which money is paid (补贴率, 费率).
fn is_rate_of_deeds(words: &str) -> bool {
    words.ends_with('率')
        && !["贴率", "助率", "息率", "利率", "费率", "税率", "销率"].iter().any(|w| words.ends_with(w))
}

/// Whether a word is long enough to stand apart from its number, or a sign.
fn is_bound(words: &str) -> bool {
    words.chars().count() > 1 || words.chars().all(|c| !c.is_alphabetic())
}
