//! What was spoken of before, for amounts that leave out what they count.

use rust_decimal::Decimal;

use super::TargetReading;
use super::modifier::sums_up;
use super::object;
use super::reader::Reader;
use super::state::Now;
use super::verb::is_thing;
use crate::lexicon::{Roles, Wordings};
use crate::recognise::Found;
use crate::recognise::amount::same_unit;
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
            let adverb = token.has(Roles::ADVERB);
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
    pub(super) fn listed_before(&self, now: &Now<'_>, silent: Span) -> Option<String> {
        let view = self.view;
        let amount = |t: &&Token<'_>| matches!(t.kind, Kind::Amount(_));
        let numbers = view.within(now.clause.span).tokens.iter().filter(amount).count();
        let verb = |t: &&Token<'_>| {
            t.has(Roles::STRONG) && !is_thing(view, t, silent, None, t.roles()) && t.span.start > silent.start
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
        targets.into_iter().find(|found| found.value.quantity.as_ref().is_some_and(|q| same_unit(&q.unit, unit)))
    }
}
