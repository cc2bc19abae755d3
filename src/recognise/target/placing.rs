//! One amount in its clause: whether it is a target, a figure, or part of a name.
//!
//! `placed` gathers what stands around it; the rules here are asked one after another, and the first that knows the
//! amount decides (`verdict`); what follows from that for the words after it is done in one place (`act`).

use rust_decimal::Decimal;

use super::figure;
use super::object;
use super::placed::Placed;
use super::reader::Reader;
use super::state::{Chain, Last, Now, Read, Right};
use crate::lexicon::{Roles, UnitKind};
use crate::model::{Certainty, Comparator, FigureKind, Quantity};
use crate::recognise::amount::Amount;
use crate::recognise::token::{Kind, Token};
use crate::text::Span;

/// What an amount is taken for.
enum Verdict {
    /// Nothing that is kept.
    Nothing,
    /// A number that is stated, but not to be reached.
    Figure(FigureKind),
    /// What was before; what is to be reached follows (由55%提高到70%).
    Baseline,
    /// Part of the name of what is counted, or a way of speaking.
    Modifier {
        /// What it also tells: where what is meant begins or ends (使用10年以上设备), how long something takes.
        figure: Option<FigureKind>,
    },
    /// A rank, and what leads to it (进入全省前三位).
    Rank(Chain, Read),
    /// A number of things that are only told of.
    Told(Read),
    /// A number that is to be reached.
    Target(Read),
}

impl<'a> Reader<'a, '_> {
    /// Reads the amount at `index`, the token at `place` in its clause.
    pub(super) fn amount(
        &mut self,
        now: &mut Now<'_>,
        last: &mut Last,
        place: usize,
        index: usize,
        amount: Amount<'a>,
    ) {
        let placed = self.placed(now, place, index, amount);
        let verdict = if self.is_asked(now, &placed) {
            Verdict::Figure(FigureKind::Threshold)
        } else {
            now.keep(&placed);
            self.verdict(now, last, &placed)
        };
        self.act(now, last, &placed, verdict);
    }

    /// What the amount is taken for: the first rule that knows it decides.
    fn verdict(&self, now: &mut Now<'_>, last: &Last, placed: &Placed<'_>) -> Verdict {
        let known = &*now;
        let decided = self
            .part_of_counted(known, placed)
            .or_else(|| self.names_by_number(known, placed))
            .or_else(|| self.tells_size(known, placed))
            .or_else(|| self.compared_with(placed))
            .or_else(|| self.no_number(placed))
            .or_else(|| self.ranks(known, last, placed))
            .or_else(|| self.spoken_of(known, placed))
            .or_else(|| self.lasts(placed))
            .or_else(|| self.is_shared_out(known, placed))
            .or_else(|| self.comes_to(known, placed))
            .or_else(|| self.describes(known, placed));
        match decided {
            Some(verdict) => verdict,
            None => self.as_target(now, last, placed),
        }
    }

    /// Keeps what the verdict says, and where the words of the next amount begin.
    fn act(&mut self, now: &mut Now<'_>, last: &mut Last, placed: &Placed<'a>, verdict: Verdict) {
        let Placed { amount, tail, .. } = placed;
        match verdict {
            Verdict::Nothing => {}
            Verdict::Figure(kind) => {
                self.figure(kind, placed.quantity(), placed.whole(), None);
                now.left = tail.end;
                // 2023年完成生产总值560亿元，今年增长6.5%: of what was.
                if kind == FigureKind::Baseline && last.object.is_none() {
                    let shape = object::Shape { state: true, predicate: true, unclear: false };
                    let was = |t: &&Token<'_>| t.has(Roles::BASELINE);
                    let was = self.view.within(placed.lead).tokens.iter().rev().find(was);
                    let lead = Span { start: was.map_or(placed.lead.start, |t| t.span.end), ..placed.lead };
                    let found = object::before(self.view.within(lead), lead, shape).object;
                    let named = found.of(self.view.text).chars().count() >= 2;
                    last.object = named.then(|| object::words(self.view, found));
                }
            }
            Verdict::Baseline => {
                self.figure(FigureKind::Baseline, placed.quantity(), placed.whole(), None);
                // 从目前的10%提升至15%: what follows is no longer of now.
                now.baseline = false;
                now.cues.baseline = false;
            }
            Verdict::Modifier { figure } => {
                now.modifiers += 1;
                if let Some(kind) = figure {
                    self.figure(kind, placed.quantity(), placed.whole(), None);
                }
            }
            Verdict::Rank(chain, read) => {
                now.left = tail.end;
                let quantity = Quantity { comparator: Comparator::Le, ..placed.quantity() };
                self.emit(now, last, amount, &chain, quantity, read);
            }
            Verdict::Told(read) => {
                let object = read.objects.join("、");
                self.figure(FigureKind::Other, placed.quantity(), placed.whole(), Some(object));
            }
            Verdict::Target(read) => {
                now.raised |= placed.raised;
                self.emit(now, last, amount, &placed.chain, placed.quantity(), read);
                // 景区2家（其中4A级1家）、度假区1家: the bracket is read by itself.
                let end = now.left.max(tail.told.unwrap_or(tail.end));
                now.left = self.view.skip_bracket(placed.index, end);
                // 分别达到65%、63%以上: the comparator at the end holds for all in turn.
                if let Some(comparator) = tail.comparator.filter(|_| placed.in_turn) {
                    self.share_comparator(now, comparator);
                }
            }
        }
    }

    /// 重点检查总重量是否超过100公斤: what is asked; no amount goes on from it.
    fn is_asked(&self, now: &Now<'_>, placed: &Placed<'_>) -> bool {
        Span { start: now.clause.span.start, end: placed.chain.left }.of(self.view.text).contains("是否")
    }

    /// 推动100个村收入超10万元: a part of what was counted, and nothing by itself.
    fn part_of_counted(&self, now: &Now<'_>, placed: &Placed<'_>) -> Option<Verdict> {
        let bounded = |t: Token<'_>| t.has(Roles::BEFORE);
        let counted = now.number_first && placed.span.end <= now.left;
        (counted && self.view.touching(placed.span.start).is_some_and(bounded)).then_some(Verdict::Nothing)
    }

    /// 20路、102路等6条线路, 硬化三组、五组通组道路: numbers that name what is listed, and count nothing.
    fn names_by_number(&self, now: &Now<'_>, placed: &Placed<'_>) -> Option<Verdict> {
        let amount = &placed.amount;
        if !amount.counts() || amount.upper.is_some() || !self.view.wordings.numbered.contains(&amount.unit) {
            return None;
        }
        let view = self.view;
        let like = |t: Token<'_>| matches!(t.kind, Kind::Amount(other) if other.unit == amount.unit);
        let mark = |t: &Token<'_>| t.kind == Kind::Enumeration && now.clause.span.contains(t.span);
        let next = || view.starting(view.starting(placed.span.end).filter(mark)?.span.end);
        let before = || view.touching(view.touching(placed.span.start).filter(mark)?.span.start);
        (next().is_some_and(like) || before().is_some_and(like)).then_some(Verdict::Modifier { figure: None })
    }

    /// 建设长45公里、宽6.5米的公路, 占地300亩、总投资12亿元的产业园: what is told of the thing behind all of it.
    fn tells_size(&self, now: &Now<'_>, placed: &Placed<'_>) -> Option<Verdict> {
        let later = now.clause.tokens.iter().copied().filter(|&i| i > placed.index);
        let of = |i: usize| {
            let (_, end) = self.view.comparator_after(i);
            self.view.text[end as usize..].starts_with('的')
        };
        let told = || later.clone().any(|i| matches!(self.view.tokens[i].kind, Kind::Amount(_)) && of(i));
        let sized = self.view.wordings.size.end(placed.words);
        let listed = placed.tail.right == Right::End && placed.tail.rest.starts_with('、');
        (sized && listed && placed.amount.kind == UnitKind::Measure && told())
            .then_some(Verdict::Figure(FigureKind::Other))
    }

    /// 由55%提高到70%: the first of them.
    fn compared_with(&self, placed: &Placed<'_>) -> Option<Verdict> {
        let first = placed.later && figure::without_from(self.view.wordings, self.view.text, placed.lead).is_some();
        first.then_some(Verdict::Baseline)
    }

    /// 散煤基本清零, 趋零: no number, unless the words say that zero is to be reached. 本任务书一式两份: how often it is written out.
    fn no_number(&self, placed: &Placed<'_>) -> Option<Verdict> {
        let nothing = if placed.amount.own {
            self.view.text[..placed.chain.left as usize].ends_with(['趋', '近'])
        } else {
            placed.amount.is_nothing() && !placed.has(Roles::LEVEL.and(Roles::BEFORE))
        };
        let copies = || placed.amount.unit == "份" && placed.words.ends_with("一式");
        (nothing || copies()).then_some(Verdict::Nothing)
    }

    /// 进入全省前三位: a rank.
    fn ranks(&self, now: &Now<'_>, last: &Last, placed: &Placed<'_>) -> Option<Verdict> {
        // 2个学科进入全球前1%: what those come to that were counted.
        let of_counted = || {
            let before = Span { start: now.clause.span.start, end: placed.chain.left }.of(self.view.text);
            let share = placed.amount.kind == UnitKind::Ratio && placed.tail.right == Right::End;
            let timed = self.view.touching(placed.chain.left).is_some_and(|t| matches!(t.kind, Kind::Time(_)));
            share
                && now.number_first
                && !timed
                && before.ends_with('前')
                && self.view.wordings.rank_verb.are_in(placed.words)
        };
        let rank = self.rank(now, last, placed).map(|(chain, read)| Verdict::Rank(chain, read));
        rank.or_else(|| of_counted().then_some(Verdict::Modifier { figure: Some(FigureKind::Threshold) }))
    }

    /// What the words around the amount speak of: money granted, a ceiling, a price, a norm, what was.
    fn spoken_of(&self, now: &Now<'_>, placed: &Placed<'_>) -> Option<Verdict> {
        let kind = self
            .by_cues(now, placed)
            .or_else(|| self.is_of_granted(now, placed).then_some(FigureKind::Reward))
            .or_else(|| self.is_norm(now, placed).then_some(FigureKind::Norm))
            .or_else(|| self.is_share_of(now, placed).then_some(FigureKind::Other))?;
        let kept = !self.is_idle(&placed.amount) && !self.is_at_once(now, placed);
        Some(if kept { Verdict::Figure(kind) } else { Verdict::Nothing })
    }

    /// Whether an amount is a share of something that nothing is to be done to (净资产的50%; but 完成年度计划的55%).
    fn is_share_of(&self, now: &Now<'_>, placed: &Placed<'_>) -> bool {
        placed.amount.kind == UnitKind::Ratio
            && placed.words.ends_with('的')
            // 持有证书的|不低于七成: a share of those.
            && !placed.has(Roles::BEFORE.and(Roles::PREDICATE))
            && !placed.words.contains('占')
            && !now.strive
            && !self.is_fulfilled(placed.lead)
            && object::reached(self.view, placed.lead).is_none()
    }

    /// Whether a number of times is part of a name (一次解决率).
    fn is_at_once(&self, now: &Now<'_>, placed: &Placed<'_>) -> bool {
        placed.amount.is_small_word()
            && placed.amount.kind == UnitKind::Times
            && placed.tail.right == Right::Noun
            && (self.view.wordings.at_once.begin(placed.tail.rest)
                || !now.cues.rhythm && self.verb_chain(now, placed.chain.left).is_none())
    }

    /// 周期为1年: how long something takes.
    fn lasts(&self, placed: &Placed<'_>) -> Option<Verdict> {
        self.is_length(placed).then_some(Verdict::Figure(FigureKind::Norm))
    }

    /// 公益金要有不低于55%的比例用于养老服务: so much of a thing is to go where the words behind say.
    fn is_shared_out(&self, now: &Now<'_>, placed: &Placed<'_>) -> Option<Verdict> {
        let Placed { amount, chain, tail, .. } = placed;
        let view = self.view;
        if amount.kind != UnitKind::Ratio {
            return None;
        }
        let share = tail.rest.strip_prefix('的').unwrap_or(tail.rest);
        let name = view.wordings.share_name.at_start(share)?;
        let purpose = Some(&share[name.len()..]).filter(|behind| view.wordings.goes_to.begin(behind))?;
        let shape = object::Shape { state: true, predicate: true, unclear: false };
        let lead = self.opening(now, chain.left);
        let whose = object::before(view.within(lead), lead, shape).object;
        let named = whose.of(view.text).chars().count() >= 2;
        named.then(|| {
            Verdict::Target(Read {
                objects: vec![format!("{}{purpose}的{name}", object::words(view, whose))],
                action: None,
                adds: false,
                carried: false,
                change: Roles::default(),
                due: None,
                span: Span { start: whose.start, end: now.clause.span.end },
                certainty: Certainty::Likely,
                rule: "target/shared-out",
            })
        })
    }

    /// 建成区50%以上面积达到海绵城市要求, 基地30万亩以上实现水肥一体化: so much of a thing is to come to a state that no number tells.
    fn comes_to(&self, now: &Now<'_>, placed: &Placed<'_>) -> Option<Verdict> {
        let Placed { amount, chain, tail, .. } = placed;
        let measured = matches!(amount.kind, UnitKind::Ratio | UnitKind::Measure);
        if !measured || tail.right == Right::Of || placed.later || now.aside {
            return None;
        }
        let rest = now.at_end(tail.rest);
        let wordings = self.view.wordings;
        // 新建建筑100%执行绿色标准.
        let kept = wordings.kept_to.at_start(tail.rest).filter(|_| amount.kind == UnitKind::Ratio);
        let reached = wordings.comes_to.iter().filter_map(|verb| Some((tail.rest.find(verb)?, *verb))).min();
        let (at, verb) = kept.map(|verb| (0, verb)).or(reached)?;
        let state = &tail.rest[at + verb.len()..];
        let words = &tail.rest[..at];
        let bare = wordings.all_of_it.strip_end(words).unwrap_or(words);
        let noun = Span { end: rest.start + bare.len() as u32, ..rest };
        let lead = self.opening(now, chain.left);
        let shape = object::Shape { state: true, predicate: false, unclear: false };
        // 建成区50%以上面积: the place and no area.
        let part = wordings.part_of.contains(&noun.of(self.view.text));
        let object =
            if noun.is_empty() || part { object::before(self.view.within(lead), lead, shape).object } else { noun };
        let plain = |span: Span| !span.of(self.view.text).contains(['的', '、']);
        // 50亩以上连片区实现机械化: which of them.
        let class = amount.kind == UnitKind::Measure && object == noun && placed.comparator != Comparator::Eq;
        if class || state.is_empty() || object.of(self.view.text).chars().count() < 2 || !plain(object) {
            return None;
        }
        Some(Verdict::Target(Read {
            objects: vec![object::words(self.view, object)],
            action: None,
            adds: false,
            carried: false,
            change: Roles::default(),
            due: None,
            span: Span { start: object.start.min(chain.left), end: rest.start.max(noun.end) },
            certainty: Certainty::Likely,
            rule: "target/state-of-part",
        }))
    }

    /// 签约10亿元以上项目30个: the first of them only says which.
    fn describes(&self, now: &Now<'_>, placed: &Placed<'_>) -> Option<Verdict> {
        let Placed { amount, tail, .. } = placed;
        // 渗滤液4.8万吨|清零: what is done to so much.
        let done = || !placed.words.is_empty() && self.view.nouns.deeds.contains(&tail.rest);
        if amount.kind == UnitKind::Measure && done() || !self.is_modifier(now, placed) {
            return None;
        }
        // 使用10年以上设备: which of them qualifies; 35岁以下青年 is a class.
        let bounded = matches!(placed.comparator, Comparator::Ge | Comparator::Gt | Comparator::Le | Comparator::Lt);
        let led = matches!(placed.chain.comparator, Some(Comparator::Ge | Comparator::Le));
        let class = matches!(amount.unit, "岁" | "周岁");
        let bounds = amount.kind == UnitKind::Duration && bounded && tail.right != Right::End && !class;
        // 将4.8万吨存量渗滤液清零; 将500千伏变电站改造升级 names one.
        let before = &self.view.text[..placed.span.start as usize];
        let measured = amount.kind == UnitKind::Measure && amount.unit != "千伏";
        let disposed = || measured && before.ends_with(['将', '把']);
        let figure = match () {
            () if bounds => Some(FigureKind::Threshold),
            () if self.is_time_taken(placed) => Some(FigureKind::Norm),
            () if disposed() => Some(FigureKind::Other),
            // 统筹不少于300亿元支持通道建设: whatever a bounded sum of money is for, it is stated.
            () if amount.is_money() && led && tail.right == Right::Noun => Some(FigureKind::Other),
            () => None,
        };
        Some(Verdict::Modifier { figure })
    }

    /// Whether an amount is the time that something is done in, whenever that begins (突发停水6小时内恢复供水, 双电源25天完成);
    /// 连续30天 is none, and 35岁以下 is an age.
    fn is_time_taken(&self, placed: &Placed<'_>) -> bool {
        let Placed { amount, tail, words, later, .. } = placed;
        let wordings = self.view.wordings;
        let done = tail.rest.strip_prefix('内').is_some()
            || placed.comparator == Comparator::Le
            || wordings.handled.contains(&tail.rest)
            || *later && tail.right == Right::End && tail.rest.starts_with('、');
        amount.kind == UnitKind::Duration
            && !matches!(amount.unit, "岁" | "周岁")
            && done
            && !wordings.running.end(words)
    }

    /// What is left counts or measures something: a target, where that is found and asked for.
    ///
    /// The words of what is counted are used up (`Now::left`).
    fn as_target(&self, now: &mut Now<'_>, last: &Last, placed: &Placed<'_>) -> Verdict {
        let Some(read) = self.counted(now, last, placed) else {
            let stated = !self.is_idle(&placed.amount)
                && (now.aside || !placed.amount.counts() || !placed.amount.is_small_word());
            return if stated { Verdict::Figure(FigureKind::Other) } else { Verdict::Nothing };
        };
        let reached = placed.has(Roles::PREDICATE.and(Roles::BEFORE));
        let told = now.aside && !now.among && !reached && read.action.is_none();
        // 涉及6个县区的工程: no works are counted.
        if self.is_scope(now, placed, &read) {
            let named = placed.tail.right == Right::Noun && placed.tail.rest.contains('的');
            return if named { Verdict::Figure(FigureKind::Other) } else { Verdict::Told(read) };
        }
        let told = told || self.is_agenda(&read);
        if told { Verdict::Told(read) } else { Verdict::Target(read) }
    }

    /// What the amount counts or measures: the words behind it or those before it, and by when.
    fn counted(&self, now: &mut Now<'_>, last: &Last, placed: &Placed<'_>) -> Option<Read> {
        let Placed { amount, tail, .. } = placed;
        let right = if tail.right == Right::Of && amount.counts() { Right::Noun } else { tail.right };
        let state = self.is_state(now, placed, right);
        let read = if right == Right::Of || right == Right::Noun && (amount.counts() || !state) {
            self.object_right(now, last, placed)?
        } else {
            self.object_left(now, last, placed, state)?
        };
        // 首期5亿元于9月底前到位.
        let after = now.at_end(tail.rest).start;
        let after = if tail.rest.starts_with('于') { after + '于'.len_utf8() as u32 } else { after };
        Some(Read { due: read.due.or_else(|| self.due_at(after)), ..read })
    }

    /// Whether an amount is the state of its subject; what follows a share or a sum of money is not counted by it.
    fn is_state(&self, now: &Now<'_>, placed: &Placed<'_>, right: Right) -> bool {
        let governed = || {
            right == Right::Noun
                && !placed.has(Roles::PREDICATE)
                && placed.amount.kind != UnitKind::Ratio
                && self.verb_chain(now, placed.chain.left).is_some()
        };
        placed.has(Roles::PREDICATE.and(Roles::BEFORE))
            && (right == Right::End || !placed.amount.counts())
            && !governed()
    }

    /// Whether a small number in words is a way of speaking (一次, 两个).
    pub(super) fn is_idle(&self, amount: &Amount<'_>) -> bool {
        amount.is_small_word()
            && amount.value == Some(Decimal::ONE)
            && !matches!(amount.kind, UnitKind::Times | UnitKind::Fold)
    }
}
