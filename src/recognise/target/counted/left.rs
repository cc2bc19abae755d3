//! What an amount counts by the words before it, or by what was spoken of before.

use crate::lexicon::{Roles, UnitKind};
use crate::model::Certainty;
use crate::recognise::amount::Amount;
use crate::recognise::target::behind::INVESTED;
use crate::recognise::target::figure;
use crate::recognise::target::object;
use crate::recognise::target::reader::Reader;
use crate::recognise::target::state::{Chain, Last, Now, Read};
use crate::recognise::token::{Kind, Token};
use crate::text::{Span, is_han};

/// No label that names a thing is longer. Characters.
const LONGEST_LABEL: usize = 16;

impl Reader<'_, '_> {
    /// What an amount behind its noun counts; `state` where a predicate stands between them.
    pub(in crate::recognise::target) fn object_left(
        &self,
        now: &mut Now<'_>,
        last: &Last,
        amount: &Amount<'_>,
        chain: &Chain,
        state: bool,
        end: u32,
    ) -> Option<Read> {
        if let Some(read) = self.next_in_turn(now, chain, end) {
            return Some(read);
        }
        let lead = Span { start: now.left, end: chain.left };
        let shares = matches!(amount.kind, UnitKind::Ratio | UnitKind::Fold) || !amount.counts() && state;
        let respectively = lead.of(self.view.text).contains("分别");
        // 由 or 从 stood before the first of two amounts.
        let lead = self.without_reference(self.without_baseline(lead), amount);
        // 完成年度计划的55%.
        let tail = if amount.kind == UnitKind::Ratio && lead.of(self.view.text).ends_with('的') {
            '的'.len_utf8()
        } else {
            0
        };
        let mut lead = Span { start: lead.start, end: lead.end - tail as u32 };
        // 5家主板上市、2家达到标准: nothing stands between the mark and the number.
        if lead.of(self.view.text).ends_with('、') {
            lead.start = lead.end;
        }
        // 固定资产投资完成年度任务的60%: of the investment.
        if tail > 0
            && let Some(verb) = self.view.within(lead).tokens.iter().find(|t| self.view.of(t.span).ends_with("完成"))
            && self.opening(now, verb.span.start).of(self.view.text).chars().count() >= 2
            && !self.view.touching(verb.span.start).is_some_and(|t| matches!(t.kind, Kind::Time(_) | Kind::Enumeration))
        {
            lead.end = verb.span.start;
        }
        // 培育…企业3家，…企业5家: the verb of the clause before holds on.
        let like = now.part || self.unit_before == Some(amount.unit);
        // 资助专家不少于10名，骨干不少于50名: a bound alone states no level.
        let bounded = amount.counts() && !now.among && chain.comparator.is_some() && !chain.roles.any(Roles::PREDICATE);
        let plain = !state || bounded;
        let continues = !now.listing && now.list.is_some() && like && plain;
        let shape = object::Shape {
            state: shares || state && chain.roles.any(Roles::LEVEL),
            predicate: chain.roles.any(Roles::PREDICATE.and(Roles::BEFORE)),
            unclear: !now.listing && !continues && (amount.counts() || amount.kind == UnitKind::Measure),
        };
        let mut found = object::before(self.view.within(lead), lead, shape);
        // 助教覆盖公共课程的一半: so much of what it reaches.
        if tail > 0
            && let Some((verb, thing)) = object::reached(self.view.text, lead)
        {
            found = object::Phrase { object: thing, action: Some(verb), from: lead.start, ..found };
        }
        // 完成50%: a verb alone is no object; nor is 整改 in 6月底前整改80%, behind the time by which so much of it is done.
        let timed = self.view.touching(found.object.start).is_some_and(|t| matches!(t.kind, Kind::Time(_)));
        let share = amount.kind == UnitKind::Ratio && !state && timed && !self.object_of(last).is_empty();
        let always = Roles::NEW.and(Roles::STRONG);
        let always = if share { always.and(Roles::WEAK) } else { always };
        if found.action.is_none()
            && !found.object.is_empty()
            && let Some(verb) = self.view.starting(found.object.start).filter(|t| t.span == found.object)
            && matches!(verb.kind, Kind::Phrase(p) if p.roles.any(always) && !p.roles.any(Roles::ATTRIBUTE))
        {
            found.action = Some(verb.span);
            found.object.start = found.object.end;
        }
        // 竣工联合验收5个工作日办结: the handling is named whole.
        let keeps = |verb: Span| self.view.nouns.doers.end(verb.of(self.view.text));
        if amount.kind == UnitKind::Duration && !state && found.action.is_some_and(|verb| !keeps(verb)) {
            found.action = None;
            found.object = object::noun(self.view, Span { start: self.opening(now, chain.left).start, ..lead });
        }
        // 15岁以上人群吸烟率, 0—6岁儿童接种率, 65岁及以上: whose it is.
        let start = found.object.start;
        let bound = found.object.of(self.view.text).starts_with('以');
        let and = bound && self.view.text[..start as usize].ends_with('及');
        let start = if and { start - '及'.len_utf8() as u32 } else { start };
        if let Some(token) = self.view.touching(start)
            && matches!(token.kind, Kind::Amount(amount) if amount.unit == "岁")
        {
            found.object.start = token.span.start;
        }
        // 较上年同期增加5天, 起数较近三年均值下降5%: what is compared with is no thing.
        found.object.end = self.view.than(found.object).unwrap_or(found.object.end);
        // 增收1000元: the word is noun and predicate at once.
        let near = self.view.within(Span { start: chain.left, end });
        if let Some(token) = near.tokens.iter().find(|t| t.span.end < end && near.of(t.span) == "增收") {
            found.object = Span {
                start: if found.object.is_empty() { token.span.start } else { found.object.start },
                end: token.span.end,
            };
        }
        if amount.counts() || amount.kind == UnitKind::Measure {
            self.take_deed(lead, &mut found);
        }
        // 面向退役军人培训2000人次: the doing itself, whoever it is for.
        if now.cues.setting
            && found.action.is_none()
            && amount.kind == UnitKind::Person
            && let Some(doing) = self.view.touching(chain.left)
            && matches!(doing.kind, Kind::Phrase(p) if p.roles.any(Roles::WEAK))
        {
            (found.action, found.object, found.from) = (Some(doing.span), doing.span, doing.span.start);
        }
        // 其他地区累计完成3亿吨: of what was spoken of before.
        let rest = found.object.of(self.view.text);
        let elsewhere =
            ["其他", "其余"].iter().any(|w| rest.starts_with(w)) || ["剩余", "余下", "剩下"].contains(&rest);
        // 其余6万亩: of the whole that its parts stand behind.
        let whole = self.counted_in(amount.unit).filter(|_| now.among && elsewhere).map(|t| t.value.object.clone());
        let left = elsewhere && amount.counts() && !rest.starts_with('其');
        if elsewhere && (found.action.is_some() || whole.is_some() || left) && !self.object_of(last).is_empty() {
            found.object = Span { start: found.object.end, end: found.object.end };
        }
        // 新建农田60万亩，播种面积1500万亩: an indicator has a state.
        let words = found.object.of(self.view.text);
        let continues = continues && !self.view.nouns.indicators.end(words);
        let inherits = (now.listing || continues) && found.action.is_none() && plain;
        let verb = if now.listing { now.verb } else { now.list };
        // 将7家企业整合为3家.
        let of_so_many = self
            .view
            .starting(found.object.start)
            .is_some_and(|t| matches!(t.kind, Kind::Amount(whole) if whole.unit == amount.unit && amount.counts()));
        if of_so_many {
            found.object = self.without_amount(found.object);
        }
        let bare = object::without_deed(self.view, found.object, found.action, &self.view.nouns.deeds);
        let mut object = if state { self.words_without_sum(bare) } else { object::words(self.view, bare) };
        // 50万元以上的村不少于6个: one character is no object.
        if bare.of(self.view.text).chars().count() == 1 && found.from < bare.start {
            // 帮扶村100个: a verb that nothing but one character follows is part of the name.
            found.action = found.action.filter(|verb| verb.end < bare.start);
            let start = found.action.map_or(found.from, |verb| verb.end);
            object = object::words(self.view, Span { start, end: bare.end });
        }
        self.complete(now, last, amount, state, bare, &mut object);
        // 国家第一批13件、省定9件“一件事”全部落地: the noun stands once, at the end.
        if amount.counts() && (self.view.wordings.turn.end(&object) || self.view.wordings.which_batch.end(&object)) {
            object = self.noun_of_next(now, amount, end, true).unwrap_or(object);
        }
        // 成果40项，其中达到先进水平5项: which of them.
        let which = lead.of(self.view.text).trim_start_matches("其中");
        if now.among
            && amount.counts()
            && self.view.wordings.which_part.begin(which)
            && let Some(whole) = self.counted_in(amount.unit)
        {
            object.clone_from(&whole.value.object);
        }
        let mut read = Read {
            objects: vec![object],
            action: found.action.or(if inherits { verb.map(|(span, _)| span) } else { None }),
            adds: found.adds || inherits && verb.is_some_and(|(_, adds)| adds),
            carried: false,
            change: found.change,
            due: None,
            span: Span { start: found.from.min(found.object.start), end },
            certainty: Certainty::Certain,
            rule: if state { "target/state" } else { "target/number-last" },
        };
        if found.object.is_empty() {
            self.carry(now, last, amount, chain, &found, &mut read)?;
            read.objects = whole.map_or(read.objects, |whole| vec![whole]);
        } else if read.action.is_none() && !state && amount.counts() && !now.listing {
            // 县级河流12条: what there is, more often than what is to be reached.
            read.certainty = Certainty::Check;
            if now.cues.setting {
                return None;
            }
        }
        if read.objects[0].chars().count() < 2 && !read.carried {
            return None;
        }
        now.left = end;
        self.split(now, chain, respectively, &mut read);
        Some(read)
    }

    /// Reads what an amount counts that has no noun of its own: the noun of the next one, what was spoken of before, or the
    /// doing itself; `None` where there is none of them.
    fn carry(
        &self,
        now: &Now<'_>,
        last: &Last,
        amount: &Amount<'_>,
        chain: &Chain,
        found: &object::Phrase,
        read: &mut Read,
    ) -> Option<()> {
        let end = read.span.end;
        read.span = Span { start: found.action.map_or(chain.left, |a| a.start), end };
        // 培训15万人次: the doing itself, where nothing else was spoken of.
        let doing = found.action.filter(|verb| {
            let weak = |t: Token<'_>| matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::WEAK));
            let done = matches!(amount.kind, UnitKind::Person | UnitKind::Times)
                && self.view.starting(verb.start).is_some_and(weak);
            // 完成清淤30公里.
            let deed = self.view.nouns.deeds.at_end(verb.of(self.view.text)).is_some()
                && self.view.nouns.doers.at_start(verb.of(self.view.text)).is_some();
            done || deed || amount.is_money()
        });
        // 投入3200万元: what is put in.
        let invested = found.action.filter(|verb| amount.is_money() && INVESTED.contains(&verb.of(self.view.text)));
        let carried = if invested.is_some() { None } else { self.carried(now, last, amount, found.action) };
        // 用房交付300套，培训200人: no flats are trained.
        let unlike = amount.kind == UnitKind::Person
            && last.silent.is_none()
            && doing.is_some()
            && self.targets.last().is_some_and(|t| t.value.quantity.as_ref().is_some_and(|q| q.unit != amount.unit));
        let carried = carried.filter(|_| !unlike);
        // 分别改造200个、260个小区: the noun stands once, at the end.
        let ahead = found.action.and_then(|_| self.noun_of_next(now, amount, end, false)).map(|noun| (noun, None));
        read.carried = ahead.is_none();
        let done = |verb: Span| {
            let words = verb.of(self.view.text);
            self.view.nouns.deeds.at_end(words).filter(|deed| deed.len() < words.len()).unwrap_or(words).to_owned()
        };
        // 年内竣工20个: what is done, where nothing was spoken of.
        let asked = Span { start: now.clause.span.start, end: chain.left }.of(self.view.text).contains('每');
        let doing = doing.or(found.action.filter(|_| amount.counts() && !amount.is_small_word() && !asked));
        // 托育驿站：3月底前新建成2家: what the label before the colon names.
        let labelled = || found.action.filter(|_| amount.counts()).and_then(|_| self.label_before(now));
        let carried = ahead.or(carried).or_else(|| Some((labelled()?, None))).or_else(|| Some((done(doing?), None)))?;
        read.action = found.action.or(carried.1);
        read.adds = found.adds || (found.action.is_none() && last.adds && !chain.roles.any(Roles::TOTAL));
        read.objects = vec![carried.0];
        read.certainty = Certainty::Likely;
        read.rule = if read.carried { "target/object-carried" } else { "target/number-last" };
        Some(())
    }

    /// The thing that a label in front of the colon before a clause names.
    fn label_before(&self, now: &Now<'_>) -> Option<String> {
        let before = self.view.text[..now.clause.span.start as usize].strip_suffix(['：', ':'])?;
        let words = &before[before.trim_end_matches(is_han).len()..];
        let label = Span { start: (before.len() - words.len()) as u32, end: before.len() as u32 };
        let verb = |t: &Token<'_>| {
            t.span.start == label.start && matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::VERB))
        };
        let fits = (2..=LONGEST_LABEL).contains(&words.chars().count());
        (fits && !self.view.within(label).tokens.iter().any(verb)).then(|| words.to_owned())
    }

    /// What the next amount of a list counts whose names stood before it: 分别增长12%、20%.
    fn next_in_turn(&self, now: &mut Now<'_>, chain: &Chain, end: u32) -> Option<Read> {
        let words = Span { start: now.left, end: chain.left }.of(self.view.text);
        let bare = words.is_empty() || self.view.wordings.and.contains(&words);
        if !bare || now.shared.is_empty() {
            return None;
        }
        let object = now.shared.remove(0);
        now.left = end;
        Some(Read {
            objects: vec![object],
            action: now.verb.map(|(span, _)| span),
            adds: now.verb.is_some_and(|(_, adds)| adds),
            carried: false,
            change: Roles::default(),
            due: None,
            span: Span { start: chain.left, end },
            certainty: Certainty::Likely,
            rule: "target/respectively",
        })
    }

    /// 增速高于全省平均水平2个百分点: the words before what points are counted from.
    fn without_reference(&self, lead: Span, amount: &Amount<'_>) -> Span {
        if amount.unit != "个百分点" {
            return lead;
        }
        let tokens = self.view.within(lead).tokens.iter();
        let above = tokens
            .filter(|t| matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::BEFORE) && p.comparator.is_some()));
        above.map(|t| Span { start: lead.start, end: t.span.start }).find(|rest| !rest.is_empty()).unwrap_or(lead)
    }

    /// The words before an amount without 由 and the amount that it compares with.
    pub(in crate::recognise::target) fn without_baseline(&self, lead: Span) -> Span {
        self.view
            .within(lead)
            .tokens
            .iter()
            .filter(|t| matches!(t.kind, Kind::Amount(_)))
            .find_map(|t| {
                let before = Span { start: lead.start, end: t.span.start };
                // 桥梁11座中的7座.
                let part =
                    matches!(Span { start: t.span.end, end: lead.end }.of(self.view.text), "中的" | "中有" | "中");
                figure::without_from(self.view.wordings, self.view.text, before)
                    .or(part.then_some(before).filter(|b| !b.is_empty()))
            })
            .unwrap_or(lead)
    }
}
