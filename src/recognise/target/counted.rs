//! What an amount counts: the words after it, before it, or what was spoken of before.

use super::behind::INVESTED;
use super::figure;
use super::object;
use super::reader::Reader;
use super::spoken::is_headless;
use super::state::{Chain, Last, Now, Read};
use crate::lexicon::{Roles, UnitKind};
use crate::model::{Certainty, Due};
use crate::recognise::amount::Amount;
use crate::recognise::deadline::Meaning;
use crate::recognise::token::{Kind, Token};
use crate::text::Span;

/// Heads that need a subject before them.
pub(super) const DEPENDENT: [&str; 9] = ["增速", "增幅", "占比", "比重", "增长率", "降幅", "涨幅", "总量", "总数"];

/// Whether an object is no thing, but each of those that are asked for it (每个社区).
fn asks_each(object: &str) -> bool {
    ["每个", "每家", "每所", "每县", "每村", "各"].iter().any(|each| object.starts_with(each))
        && object.chars().count() <= LONGEST_ASKED
}

/// 每个乡镇（街道）: no longer words name whom it asks. Characters.
const LONGEST_ASKED: usize = 8;

impl<'a> Reader<'a, '_> {
    /// The next amount of the clause and where the words that lead to it begin.
    pub(super) fn limit(&self, now: &Now<'_>, index: usize, end: u32) -> u32 {
        let next = now.clause.tokens.iter().copied().filter(|&i| i > index).find(|&i| {
            let Kind::Amount(_) = self.view.tokens[i].kind else { return false };
            // An amount that only describes what is counted does not end the phrase.
            let (_, end) = self.view.comparator_after(i);
            !Span { start: end, end: now.clause.span.end }.of(self.view.text).starts_with('的')
        });
        let Some(next) = next else { return now.clause.span.end };
        let mut left = self.view.tokens[next].span.start;
        for token in self.view.tokens[..next].iter().rev() {
            let Kind::Phrase(phrase) = token.kind else { break };
            let leads = Roles::VERB.and(Roles::BEFORE).and(Roles::PREDICATE).and(Roles::ADVERB).and(Roles::STRIVE);
            if token.span.end != left || token.span.start < end || !phrase.roles.any(leads) {
                break;
            }
            left = token.span.start;
        }
        let between = Span { start: end, end: left }.of(self.view.text);
        for mark in ["以及", "、", "和", "及", "与", "或", "并"] {
            if between.ends_with(mark) {
                return left - mark.len() as u32;
            }
        }
        // 4个方面15个问题.
        if let Kind::Amount(amount) = self.view.tokens[next].kind
            && amount.counts()
            && left == self.view.tokens[next].span.start
            && self.view.starting(end).is_none()
        {
            let (_, end) = self.view.comparator_after(next);
            if self.right(now, next, end).0 == super::state::Right::Noun {
                return left;
            }
        }
        let list =
            self.view.tokens[index..next].iter().rev().find(|t| t.kind == Kind::Enumeration && t.span.start >= end);
        list.map_or(now.clause.span.end, |t| t.span.start)
    }

    pub(super) fn object_right(
        &self,
        now: &mut Now<'_>,
        amount: &Amount<'_>,
        chain: &Chain,
        index: usize,
        end: u32,
        rest: &str,
    ) -> Option<Read> {
        let start = end + if rest.starts_with('的') { '的'.len_utf8() as u32 } else { 0 };
        let limit = self.limit(now, index, start);
        let verb = self.verb_chain(now, chain.left);
        let region = Span { start, end: limit.max(start) };
        let (object, consumed) = object::after(self.view.within(region), region);
        let lead = self.opening(now, chain.left).of(self.view.text);
        let bare = matches!(lead, "" | "、" | "和" | "及" | "以及" | "与");
        let inherits = (now.listing || now.from_list) && bare;
        let verb = verb.or(if !inherits {
            // 推进A、B等30个项目建设, 推进中心城区10条道路改造.
            let first = || self.first_verb(now).filter(|_| amount.counts() && !amount.is_small_word());
            self.verb_within(now, chain.left).or_else(first)
        } else if now.listing {
            now.verb
        } else {
            now.list
        });
        let led = ["对", "在", "与", "为", "向", "至", "到"].iter().any(|w| lead.ends_with(w));
        let reached = chain.roles.any(Roles::PREDICATE.and(Roles::BEFORE).and(Roles::STRIVE));
        // 大赛设60个项目.
        let led = led || lead.ends_with('设') || lead.ends_with("设有");
        // 每个乡镇有1家以上服务中心.
        let has = lead.ends_with('有') && lead.starts_with(['每', '各']);
        let noun_lead = lead.chars().count() >= 2 && amount.counts();
        if object.is_empty() || now.cues.setting && verb.is_none() {
            return None;
        }
        let certainty = if verb.is_some() {
            Certainty::Certain
        } else if led || reached || has || amount.kind == UnitKind::Ratio || self.due_at(consumed).is_some() {
            Certainty::Likely
        } else if noun_lead || lead.is_empty() {
            Certainty::Check
        } else {
            return None;
        };
        // A bare statement of what there is: no verb, nothing done to it.
        let listed = lead.ends_with('等') && !self.is_achieved(now, rest);
        if certainty == Certainty::Check && (!self.acts(now, consumed) || listed) && !inherits {
            return None;
        }
        let from = verb.map_or(chain.left, |(span, _)| span.start.min(chain.left));
        let from = if inherits { chain.left } else { from };
        now.left = consumed;
        if inherits && !now.listing {
            now.verb = now.list;
        }
        Some(Read {
            objects: vec![object::words(self.view, self.without_deed(object, verb.map(|(span, _)| span)))],
            action: verb.map(|(span, _)| span),
            adds: verb.is_some_and(|(_, adds)| adds),
            carried: false,
            change: Roles::default(),
            due: self.due_at(consumed),
            span: Span { start: from.max(now.clause.span.start), end: object.end.max(end) },
            certainty,
            rule: "target/number-first",
        })
    }

    /// An object without what is done to it, checks included: 完成12台设备安全评估.
    fn without_deed(&self, object: Span, action: Option<Span>) -> Span {
        let nouns = self.view.nouns;
        let bare = object::without_deed(self.view, object, action, &nouns.checks);
        object::without_deed(self.view, bare, action, &nouns.deeds)
    }

    /// The noun behind the next amount of a list in the same unit, where that follows at once (200个、260个小区).
    fn noun_of_next(&self, now: &Now<'_>, amount: &Amount<'_>, end: u32) -> Option<String> {
        let rest = Span { start: end, end: now.clause.span.end }.of(self.view.text);
        let link = ["、", "和", "及", "与"].iter().find(|link| rest.starts_with(**link))?;
        let at = end + link.len() as u32;
        let index = self.view.tokens.partition_point(|t| t.span.start < at);
        let next = self.view.tokens.get(index).filter(|t| t.span.start == at)?;
        let same = matches!(next.kind, Kind::Amount(next) if next.unit == amount.unit && next.counts());
        let (_, start) = self.view.comparator_after(index);
        if !same || self.right(now, index, start).0 != super::state::Right::Noun {
            return None;
        }
        let region = Span { start, end: self.limit(now, index, start).max(start) };
        let (object, _) = object::after(self.view.within(region), region);
        (object.of(self.view.text).chars().count() >= 2).then(|| object::words(self.view, object))
    }

    /// Whether the last target was asked of each of several, too (每个街道吸纳委员不少于5名).
    fn asked_before(&self) -> bool {
        let before = self.targets.last().and_then(|t| self.view.text.get(..t.span.start as usize));
        before.is_some_and(|before| before.chars().rev().take(LONGEST_ASKED).any(|c| c == '每'))
    }

    /// The words of the clause before `at` that no amount has taken, without the times that open them.
    pub(super) fn opening(&self, now: &Now<'_>, at: u32) -> Span {
        let mut start = now.left;
        // 到2025年将…: what leads to the time goes with it.
        let words = Span { start, end: at }.of(self.view.text);
        let leads =
            ["截至", "到", "至", "在"].iter().filter(|w| words.starts_with(**w)).map(|w| start + w.len() as u32);
        let timed = |at: &u32| self.view.starting(*at).is_some_and(|t| matches!(t.kind, Kind::Time(_)));
        start = leads.into_iter().find(timed).unwrap_or(start);
        for token in self.view.within(Span { start, end: at }).tokens {
            if token.span.start != start || !matches!(token.kind, Kind::Time(_)) {
                break;
            }
            start = token.span.end;
        }
        Span { start, end: at }
    }

    /// The deadline that begins at `at`.
    pub(super) fn due_at(&self, at: u32) -> Option<Due> {
        let place = self.view.tokens.partition_point(|t| t.span.start < at);
        match self.meanings.get(place)? {
            Meaning::Deadline(found) if self.view.tokens.get(place)?.span.start == at => found.value.due(),
            _ => None,
        }
    }

    /// Whether something is done in the words after `at`.
    pub(super) fn acts(&self, now: &Now<'_>, at: u32) -> bool {
        now.clause.tokens.iter().map(|&i| self.view.tokens[i]).any(|t| {
            t.span.start >= at && matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::VERB.and(Roles::FOLLOW)))
        })
    }

    pub(super) fn object_left(
        &self,
        now: &mut Now<'_>,
        last: &Last,
        amount: &Amount<'_>,
        chain: &Chain,
        state: bool,
        end: u32,
    ) -> Option<Read> {
        // 分别增长12%、20%: the next name in turn.
        let lead = Span { start: now.left, end: chain.left };
        let words = lead.of(self.view.text);
        let bare = matches!(words, "" | "、" | "和" | "及" | "与" | "以及");
        if bare && !now.shared.is_empty() {
            let object = now.shared.remove(0);
            now.left = end;
            return Some(Read {
                objects: vec![object],
                action: now.verb.map(|(span, _)| span),
                adds: now.verb.is_some_and(|(_, adds)| adds),
                carried: false,
                change: Roles::default(),
                due: None,
                span: Span { start: chain.left, end },
                certainty: Certainty::Likely,
                rule: "target/respectively",
            });
        }
        let shares = matches!(amount.kind, UnitKind::Ratio | UnitKind::Fold) || !amount.counts() && state;
        let respectively = Span { start: now.left, end: chain.left }.of(self.view.text).contains("分别");
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
        {
            lead.end = verb.span.start;
        }
        // 培育…企业3家，…企业5家: the verb of the clause before holds on.
        let continues = !now.listing && now.list.is_some() && self.unit_before == Some(amount.unit) && !state;
        let shape = object::Shape {
            state: shares || state && chain.roles.any(Roles::LEVEL),
            predicate: chain.roles.any(Roles::PREDICATE.and(Roles::BEFORE)),
            unclear: !now.listing && !continues && (amount.counts() || amount.kind == UnitKind::Measure),
        };
        let mut found = object::before(self.view.within(lead), lead, shape);
        // 完成50%: a verb alone is no object.
        if found.action.is_none()
            && !found.object.is_empty()
            && let Some(verb) = self.view.starting(found.object.start).filter(|t| t.span == found.object)
            && matches!(verb.kind, Kind::Phrase(p) if p.roles.any(Roles::NEW.and(Roles::STRONG)) && !p.roles.any(Roles::ATTRIBUTE))
        {
            found.action = Some(verb.span);
            found.object.start = found.object.end;
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
        // 其他地区累计完成3亿吨: of what was spoken of before.
        let rest = found.object.of(self.view.text);
        let elsewhere =
            ["其他", "其余"].iter().any(|w| rest.starts_with(w)) || ["剩余", "余下", "剩下"].contains(&rest);
        if elsewhere && found.action.is_some() && !last.object.is_empty() {
            found.object = Span { start: found.object.end, end: found.object.end };
        }
        // 新建农田60万亩，播种面积1500万亩: an indicator has a state.
        let words = found.object.of(self.view.text);
        let continues = continues && !self.view.nouns.indicators.iter().any(|head| words.ends_with(head));
        let inherits = (now.listing || continues) && found.action.is_none() && !state;
        let verb = if now.listing { now.verb } else { now.list };
        let bare = object::without_deed(self.view, found.object, found.action, &self.view.nouns.deeds);
        let mut object = object::words(self.view, bare);
        // 50万元以上的村不少于6个: one character is no object.
        if bare.of(self.view.text).chars().count() == 1 && found.from < bare.start {
            // 帮扶村100个: a verb that nothing but one character follows is part of the name.
            found.action = found.action.filter(|verb| verb.end < bare.start);
            let start = found.action.map_or(found.from, |verb| verb.end);
            object = object::words(self.view, Span { start, end: bare.end });
        }
        if now.among && (object.ends_with("以上") || object.ends_with("以下")) {
            // 项目40个，其中10亿元以上5个.
            let head = last.object.rfind("以上").map_or(0, |at| at + "以上".len());
            object.push_str(last.object.get(head..).unwrap_or_default());
        }
        if now.listing && object.ends_with(['级', '的']) {
            // 美丽乡村2个、市级3个; 超10亿元的企业2家、超亿元的15家: the head stands once.
            let head = last.object.rfind('级').map_or(0, |at| at + '级'.len_utf8());
            object.push_str(last.object.get(head..).unwrap_or_default());
        }
        // 上述比例提高到80%.
        if ["上述", "该", "这一"]
            .iter()
            .any(|w| object.strip_prefix(w).is_some_and(|rest| ["比例", "比率"].contains(&rest)))
            && !last.object.is_empty()
        {
            object.clone_from(&last.object);
        }
        // 取缔不达标的23所, 推送首批名单120家, 第一批220幢: of what was spoken of before.
        if !now.listing
            && amount.counts()
            && is_headless(&object)
            && let Some((known, _)) = self.carried(now, last, amount, None)
        {
            object = known.strip_suffix("名单").unwrap_or(&known).to_owned();
        }
        // 每个街道吸纳委员不少于5名，每个社区不少于3名: of them.
        let same = self.unit_before == Some(amount.unit) || self.unit_now == Some(amount.unit);
        if amount.counts() && state && same && self.asked_before() && asks_each(&object) && !last.object.is_empty() {
            object.clone_from(&last.object);
        }
        // 增加值增长9%，占GDP比重58%，增速高于GDP: whose it is was named before.
        let share = object.starts_with('占') && !["占地", "占用", "占有"].iter().any(|w| object.starts_with(w));
        if (share || DEPENDENT.contains(&object.as_str())) && !last.object.is_empty() {
            let whose = last.object.split('占').next().unwrap_or_default();
            let whose = DEPENDENT.iter().find_map(|head| whose.strip_suffix(head)).unwrap_or(whose);
            object = format!("{whose}{object}");
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
            read.span = Span { start: found.action.map_or(chain.left, |a| a.start), end };
            // 培训15万人次: the doing itself, where nothing else was spoken of.
            let doing = found.action.filter(|verb| {
                let weak = |t: Token<'_>| matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::WEAK));
                let done = matches!(amount.kind, UnitKind::Person | UnitKind::Times)
                    && self.view.starting(verb.start).is_some_and(weak);
                done || amount.is_money()
            });
            // 投入3200万元: what is put in.
            let invested = found.action.filter(|verb| amount.is_money() && INVESTED.contains(&verb.of(self.view.text)));
            let carried = if invested.is_some() { None } else { self.carried(now, last, amount, found.action) };
            // 分别改造200个、260个小区: the noun stands once, at the end.
            let ahead = found.action.and_then(|_| self.noun_of_next(now, amount, end)).map(|noun| (noun, None));
            read.carried = ahead.is_none();
            let carried = ahead.or(carried).or_else(|| Some((doing?.of(self.view.text).to_owned(), None)))?;
            read.action = found.action.or(carried.1);
            read.adds = found.adds || (found.action.is_none() && last.adds && !chain.roles.any(Roles::TOTAL));
            read.objects = vec![carried.0];
            read.certainty = Certainty::Likely;
            read.rule = if read.carried { "target/object-carried" } else { "target/number-last" };
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
    pub(super) fn without_baseline(&self, lead: Span) -> Span {
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
                figure::without_from(self.view.text, before).or(part.then_some(before).filter(|b| !b.is_empty()))
            })
            .unwrap_or(lead)
    }
}
