//! What was spoken of before, for amounts that leave out what they count.

use rust_decimal::Decimal;

use super::TargetReading;
use super::modifier::sums_up;
use super::object;
use super::reader::Reader;
use super::state::{Last, Now};
use super::verb::is_thing;
use crate::lexicon::{Roles, UnitKind, Wordings};
use crate::recognise::Found;
use crate::recognise::amount::Amount;
use crate::recognise::token::{Kind, Token};
use crate::text::Span;

/// A noun phrase without 对 before it (对困难家庭实施改造6000户).
fn without_to(text: &str, object: Span) -> Span {
    let words = object.of(text);
    let bare = words.strip_prefix('对').filter(|bare| !bare.starts_with(['口', '外', '接'])).unwrap_or(words);
    Span { start: object.end - bare.len() as u32, ..object }
}

/// Whether the words of an object lack the noun.
pub(super) fn is_headless(wordings: &Wordings, object: &str) -> bool {
    object.ends_with('的') || wordings.which_batch.contains(&object)
}

/// Whether words only say which part of a whole a number is of, by its turn: 首批, 一期.
pub(super) fn is_batch(wordings: &Wordings, words: &str) -> bool {
    wordings.turn.contains(&words) || wordings.which_batch.contains(&words) && words.ends_with('批')
}

/// So many targets further back is no longer what a sentence speaks of.
const MOST_BETWEEN: usize = 8;

impl Reader<'_, '_> {
    /// What was spoken of before: the object of the last target that was counted so, or that of a clause without a number
    /// after it.
    pub(super) fn carried(
        &self,
        now: &Now<'_>,
        last: &Last,
        amount: &Amount<'_>,
        action: Option<Span>,
    ) -> Option<(String, Option<Span>)> {
        let acts = action.is_some();
        if let Some(silent) = last.silent {
            if let Some(subject) = self.subject_of(silent, now.among) {
                return Some((self.words_without_sum(subject), None));
            }
            let in_turn = now.clause.span.of(self.view.text).contains("分别");
            if let Some(names) = self.listed_before(now, silent).filter(|_| in_turn) {
                return Some((names, None));
            }
            // 对无加固价值的水库，依法实施报废，两年完成1200座: what it is done to.
            let plain = action.is_none_or(|verb| verb.of(self.view.text) == "完成");
            if let Some(named) = last.done_to.filter(|_| plain && amount.kind == UnitKind::Count) {
                let thing = Span { start: named.start + '对'.len_utf8() as u32, ..named };
                let thing = self.without_amount(object::noun(self.view, thing));
                if thing.of(self.view.text).chars().count() >= 2 {
                    return Some((object::words(self.view, thing), None));
                }
            }
            let by_number =
                amount.kind == UnitKind::Count || acts && (amount.counts() || amount.kind == UnitKind::Ratio);
            // 对现行文件逐件提出意见，废止5件: what the papers are asked for, and no opinions.
            if let Some(thing) = self.done_to(silent).filter(|_| by_number) {
                return Some((object::words(self.view, thing), None));
            }
            let found = object::before(self.view.within(silent), silent, object::Shape::default());
            // 加强高标准农田建设，2023年新建120万亩.
            let start = self.view.within(found.object).tokens.first().filter(|t| {
                t.span.start == found.object.start && matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::ADVERB))
            });
            let bare = Span { start: start.map_or(found.object.start, |t| t.span.end), end: found.object.end };
            let deed = self.view.nouns.deeds.strip_end(bare.of(self.view.text));
            if let Some(bare) = deed.filter(|bare| found.action.is_none() && bare.chars().count() >= 2) {
                return Some((bare.to_owned(), None));
            }
            // 开展“招大引强”行动，签约16个: no actions are counted.
            let slogan = acts
                && amount.counts()
                && self.view.wordings.no_thing.iter().any(|w| found.object.of(self.view.text).ends_with(w));
            // 制定清偿计划，10月底前清偿60%: nor a paper in parts.
            let paper =
                acts && amount.kind == UnitKind::Ratio && self.view.nouns.papers.end(found.object.of(self.view.text));
            // 3月底前完成摸底，6月底前完成50%: of what was spoken of before.
            let plain = paper && action.is_some_and(|verb| verb.of(self.view.text) == "完成");
            if let Some(verb) = action.filter(|_| slogan || paper && !plain) {
                return Some((verb.of(self.view.text).to_owned(), None));
            }
            if plain {
                let known = self.object_of(last);
                return (!known.is_empty()).then(|| (known.to_owned(), None));
            }
            if !found.object.is_empty() && found.action.is_some() {
                return Some((object::words(self.view, found.object), found.action));
            }
        }
        // 对老旧管道逐段评估，2024年更新50公里.
        if let Some(thing) = last.silent.and_then(|silent| self.done_to(silent)) {
            return Some((object::words(self.view, thing), None));
        }
        // 改造8.9万套，开工率达到100%，建成5.2万套: a rate lies between.
        let unlike =
            |unit: &str| (acts || now.among) && unit != amount.unit && !amount.is_money() && amount.unit != "%";
        let of = |found: &Found<TargetReading>| found.value.quantity.as_ref().map(|q| q.unit.clone());
        if self.targets.last().and_then(of).is_some_and(|unit| unlike(&unit))
            && let Some(known) = self.counted_in(amount.unit)
        {
            return Some((known.value.object.clone(), None));
        }
        // 惠及1000户，累计投放5亿元: not of them.
        let money = self.targets.last().and_then(of).is_some_and(|unit| unit.starts_with('元') || unit == "%");
        if acts && amount.is_money() && !money && !self.targets.is_empty() {
            return None;
        }
        // 厕所2300座（其中新建1500座）: a bracket has spoken of nothing itself.
        let spoken_of = self.object_of(last);
        if spoken_of.is_empty() {
            return Some((self.counted_in(amount.unit).filter(|_| acts)?.value.object.clone(), None));
        }
        // 配备率达100%，每个网格配备不少于2人: no rate is counted.
        let of_share = acts && self.targets.last().and_then(of).is_some_and(|unit| unit == "%");
        if amount.counts() && (spoken_of.ends_with('率') || of_share) {
            return self.counted_in(amount.unit).filter(|_| acts).map(|known| (known.value.object.clone(), None));
        }
        // 余额增速不低于平均增速，突破8000亿元: the balance.
        let rate = if matches!(amount.kind, UnitKind::Ratio | UnitKind::Fold) {
            &[][..]
        } else {
            &self.view.wordings.dependent[..]
        };
        let bare = rate.iter().find_map(|head| spoken_of.strip_suffix(head)).filter(|bare| !bare.is_empty());
        // 优良天数比率达到63%，较上年同期增加5天: the days.
        let days = || spoken_of.strip_suffix("比率").or(spoken_of.strip_suffix("比例"));
        let counted = amount.kind == UnitKind::Duration || amount.counts();
        let bare = bare.or_else(|| days().filter(|bare| counted && bare.ends_with('数')));
        Some((bare.unwrap_or(spoken_of).to_owned(), last.action))
    }

    /// What a clause without a number says something of (诊疗量占比逐年提高, 医院全部达标); `among`, where parts of
    /// it are counted, also before a predicate that goes on (医院达到推荐标准，其中3家…).
    pub(super) fn subject_of(&self, silent: Span, among: bool) -> Option<Span> {
        let mut end = None;
        for token in self.view.within(silent).tokens {
            let Kind::Phrase(phrase) = token.kind else { continue };
            let becomes = phrase.roles.any(Roles::PREDICATE) || among && phrase.words == "全部";
            // 三项指标稳步提升: what could take an object has none.
            let rest = Span { start: token.span.end, ..silent }.of(self.view.text);
            let closes = rest.is_empty() || self.view.wordings.kept_so.contains(&rest);
            // 水土保持率, 工业增加值: part of a name.
            if is_thing(self.view, token, silent, None, phrase.roles) {
                continue;
            }
            if becomes && (closes || !phrase.roles.any(Roles::VERB)) && token.span.len() > '达'.len_utf8() {
                end = (among || closes).then_some(token.span.start);
                break;
            }
            let opens = phrase.roles.any(Roles::CAUSE) && token.span.start == silent.start;
            if phrase.roles.any(Roles::NEW.and(Roles::STRONG).and(Roles::CAUSE)) && !opens {
                return None;
            }
        }
        let mut lead = Span { start: silent.start, end: end? };
        for token in self.view.within(lead).tokens.iter().rev() {
            let adverb = matches!(token.kind, Kind::Phrase(p) if p.roles.any(Roles::ADVERB));
            if token.span.end != lead.end || !adverb {
                break;
            }
            lead.end = token.span.start;
        }
        let shape = object::Shape { state: true, predicate: true, unclear: false };
        let found = object::before(self.view.within(lead), lead, shape);
        (found.action.is_none() && found.object.of(self.view.text).chars().count() >= 2).then_some(found.object)
    }

    /// The names at the head of a clause without a number, where the next one has a number for each of them: A率、B率两项指标完成年度任务
    /// or A率、B浓度完成省定目标，分别达到….
    fn listed_before(&self, now: &Now<'_>, silent: Span) -> Option<String> {
        let view = self.view;
        let amount = |t: &&Token<'_>| matches!(t.kind, Kind::Amount(_));
        let numbers = view.within(now.clause.span).tokens.iter().filter(amount).count();
        let verb = |t: &&Token<'_>| {
            matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::STRONG) && !is_thing(view, t, silent, None, p.roles))
                && t.span.start > silent.start
        };
        let mut tokens = view.within(silent).tokens.iter();
        let end = tokens.find(|t| amount(t) || verb(t)).filter(|_| numbers > 1)?;
        let shape = object::Shape { state: true, predicate: true, unclear: false };
        let lead = Span { end: end.span.start, ..silent };
        let list = object::before(view.within(lead), lead, shape).object;
        let whole = match end.kind {
            Kind::Amount(sum) => {
                let tail = Span { start: end.span.end, ..silent }.of(view.text);
                sum.value == Some(Decimal::from(numbers))
                    && view.wordings.summed.begin(tail)
                    && sums_up(view.text, list, &sum)
            }
            _ => {
                let names: Vec<&str> = list.of(view.text).split(['、', '和', '及']).collect();
                names.len() == numbers
                    && names.iter().all(|name| view.nouns.indicators.end(name) || view.nouns.heads.end(name))
            }
        };
        (whole && list.end == lead.end).then(|| object::words(view, list))
    }

    /// The words of an object without what sums up its names: 甲率、乙率|两项指标, 甲、乙|两个|园区产值.
    pub(super) fn words_without_sum(&self, object: Span) -> String {
        let sum = self.view.within(object).tokens.iter().rev().find_map(|t| match t.kind {
            Kind::Amount(amount) => Some((amount, t.span)),
            _ => None,
        });
        let list = |at: Span| Span { end: at.start, ..object };
        let Some((_, sum)) = sum.filter(|(amount, at)| sums_up(self.view.text, list(*at), amount)) else {
            return object::words(self.view, object);
        };
        let tail = Span { start: sum.end, ..object };
        let general = self.view.wordings.summed.begin(tail.of(self.view.text));
        let names = object::words(self.view, list(sum));
        if general { names } else { names + &object::words(self.view, tail) }
    }

    /// What a clause without a number says something is done to (对老旧管道逐段评估).
    pub(super) fn done_to(&self, silent: Span) -> Option<Span> {
        let words = silent.of(self.view.text);
        let rest = words.strip_prefix(['对', '将', '把'])?;
        let start = silent.start + (words.len() - rest.len()) as u32;
        let head = rest.rfind('的').map_or(0, |at| at + '的'.len_utf8());
        let end = head + self.view.wordings.done_to.iter().filter_map(|way| rest[head..].find(way)).min()?;
        let thing = self.without_amount(object::noun(self.view, Span { start, end: start + end as u32 }));
        (thing.of(self.view.text).chars().count() >= 2).then_some(thing)
    }

    /// Takes what is done to a thing for the verb it is (反馈的9个问题完成整改7个, 电梯加装、更新不少于60部); the object is
    /// then what stands before it, or what was spoken of.
    pub(super) fn take_deed(&self, lead: Span, found: &mut object::Phrase) {
        let words = found.object.of(self.view.text);
        let bare = words.trim_start_matches(['或', '和', '及', '并']);
        let nouns = self.view.nouns;
        let is_deed = |deeds: &[&str]| {
            deeds.contains(&bare) || bare.len() < words.len() && deeds.iter().any(|d| bare.ends_with(d))
        };
        // 帮助零就业家庭实现就业120户: who is helped to it.
        let gained = self.view.wordings.gained.contains(&bare)
            && found.action.is_some_and(|verb| verb.of(self.view.text) == "实现")
            && nouns.lenders.are_in(Span { start: lead.start, end: found.object.start }.of(self.view.text));
        if !is_deed(&nouns.deeds) && !["报批", "验收"].contains(&bare) && !gained {
            return;
        }
        let action = found.action.unwrap_or(found.object);
        let before = Span { start: lead.start, end: action.start.max(lead.start) };
        let shape = object::Shape { state: true, predicate: true, unclear: false };
        let subject = object::before(self.view.within(before), before, shape);
        // 为残疾人家庭实施改造: for whom, and not what.
        let asked = subject.object.of(self.view.text).starts_with(['每', '各', '为', '给', '向']);
        if asked
            && found.object.of(self.view.text).chars().count() > 2
            && !subject.object.of(self.view.text).starts_with(['每', '各'])
        {
            return;
        }
        let none = Span { start: before.end, end: before.end };
        // 实施河道疏浚22公里: a verb that leads to a deed takes no object of its own.
        let leads = |verb: Span| self.view.wordings.leads_to_deed.contains(&verb.of(self.view.text));
        let subject = object::Phrase { object: without_to(self.view.text, subject.object), ..subject };
        let lent = |verb: Span| gained && nouns.lenders.contains(&verb.of(self.view.text));
        let thing = if subject.action.is_none_or(|verb| leads(verb) || lent(verb)) && !asked {
            self.without_amount(subject.object)
        } else {
            none
        };
        if gained && thing.of(self.view.text).chars().count() < 2 {
            return;
        }
        found.action = Some(Span { start: action.start, end: found.object.end });
        found.object = if thing.of(self.view.text).chars().count() >= 2 {
            thing
        } else {
            Span { start: found.object.end, end: found.object.end }
        };
        found.from = found.from.min(if found.object.is_empty() { action.start } else { found.object.start });
    }

    /// A noun phrase without the number before it (9个问题).
    pub(super) fn without_amount(&self, object: Span) -> Span {
        let amount = self.view.starting(object.start).filter(|t| matches!(t.kind, Kind::Amount(_)));
        Span { start: amount.map_or(object.start, |t| t.span.end.min(object.end)), end: object.end }
    }

    /// The last target that was given in a unit.
    pub(super) fn counted_in(&self, unit: &str) -> Option<&Found<TargetReading>> {
        let whole = |index: &usize| !self.parts.contains(index);
        let targets = (0..self.targets.len()).rev().filter(whole).take(MOST_BETWEEN).map(|index| &self.targets[index]);
        targets.into_iter().find(|found| found.value.quantity.as_ref().is_some_and(|q| q.unit == unit))
    }
}
