//! What an amount counts that has no noun of its own.

use super::left::NumberLast;
use crate::lexicon::{Roles, UnitKind};
use crate::model::Certainty;
use crate::recognise::amount::same_unit;
use crate::recognise::target::state::Read;
use crate::recognise::token::{Kind, Token};
use crate::text::{Span, is_han};

/// No label that names a thing is longer. Characters.
const LONGEST_LABEL: usize = 16;

/// 总投资, 建设规模: words of so many characters are no name of an indicator. Characters.
const SHORTEST_INDICATOR: usize = 4;

impl NumberLast<'_> {
    /// What the amount counts: the first that there is of the noun of the next one, what was spoken of before, what a
    /// label names, and the doing itself.
    pub(super) fn carried_over(&self) -> Option<Read> {
        let Self { last, placed, found, .. } = self;
        let ahead = self.noun_of_next();
        let carried = ahead.is_none();
        let alone = |object: String| (object, None);
        let (object, action) = ahead
            .map(alone)
            .or_else(|| self.indicator().map(alone))
            .or_else(|| self.own_doing().map(alone))
            .or_else(|| self.spoken_of())
            .or_else(|| self.labelled().map(alone))
            .or_else(|| self.doing().map(alone))?;
        let adds = found.action.is_none() && last.adds && !placed.has(Roles::TOTAL);
        // 高于全省平均水平15%.
        let from = if placed.words.ends_with("水平") { self.lead.end } else { placed.chain.left };
        Some(Read {
            objects: vec![self.whole_of_rest().map_or(object, str::to_owned)],
            action: found.action.or(action),
            adds: found.adds || adds,
            carried,
            change: found.change,
            due: None,
            span: Span { start: found.action.map_or(from, |verb| verb.start), end: placed.tail.end },
            certainty: Certainty::Likely,
            rule: if carried { "target/object-carried" } else { "target/number-last" },
        })
    }

    /// 分别改造|200个、260个小区: the noun stands once, at the end.
    fn noun_of_next(&self) -> Option<String> {
        let Self { reader, now, placed, found, .. } = self;
        found.action.and_then(|_| reader.noun_of_next(now, &placed.amount, placed.tail.end, false))
    }

    /// What was spoken of before, and what is done to it: 易涝点17处，已整治|12处.
    fn spoken_of(&self) -> Option<(String, Option<Span>)> {
        let Self { reader, now, last, placed, found, .. } = self;
        let amount = &placed.amount;
        // 投入3200万元: what is put in.
        let invested = |verb: Span| reader.view.wordings.invested.contains(&verb.of(reader.view.text));
        if amount.is_money() && found.action.is_some_and(invested) {
            return None;
        }
        // 用房交付300套，培训200人: no flats are trained.
        let other_unit = || {
            let before = reader.targets.last().and_then(|target| target.value.quantity.as_ref());
            before.is_some_and(|quantity| !same_unit(&quantity.unit, amount.unit))
        };
        let persons = amount.kind == UnitKind::Person && last.silent.is_none();
        if persons && found.action.is_some_and(|verb| self.is_doing(verb)) && other_unit() {
            return None;
        }
        reader.carried(now, last, amount, found.action)
    }

    /// The thing that a label in front of the colon before the clause names: 托育驿站：3月底前新建成|2家.
    fn labelled(&self) -> Option<String> {
        let Self { reader, placed, found, .. } = self;
        let view = reader.view;
        if found.action.is_none() || !placed.amount.counts() {
            return None;
        }
        let label = self.label()?;
        // 第二季度：累计开工32个: a time is no thing.
        let verb = |t: &Token<'_>| matches!(t.kind, Kind::Time(_)) || t.span.start == label.start && t.has(Roles::VERB);
        (!view.within(label).tokens.iter().any(verb)).then(|| label.of(view.text).to_owned())
    }

    /// The label in front of the colon before the clause, where it is short enough for the name of a thing.
    fn label(&self) -> Option<Span> {
        let text = self.reader.view.text;
        let before = text[..self.now.clause.span.start as usize].strip_suffix(['：', ':'])?;
        // PM2.5浓度.
        let letter = |c: char| is_han(c) || c.is_ascii_alphanumeric() || c == '.';
        let words = before[before.trim_end_matches(letter).len()..]
            .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let fits = (2..=LONGEST_LABEL).contains(&words.chars().count());
        fits.then_some(Span { start: (before.len() - words.len()) as u32, end: before.len() as u32 })
    }

    /// The indicator that a label names whose value stands behind its colon: 工业增加值：增长|13%, 利用率：|85%左右. What only
    /// describes a work (占地面积：300亩, 建设规模：…) is none.
    fn indicator(&self) -> Option<String> {
        let Self { reader, now, placed, found, .. } = self;
        let view = reader.view;
        let first = now.left == now.clause.span.start && self.lead.is_empty() && found.action.is_none();
        let label = self.label().filter(|_| first && !placed.amount.counts())?;
        let name = label.of(view.text);
        let bound = placed.has(Roles::PREDICATE.and(Roles::BEFORE)) || placed.tail.comparator.is_some();
        let long = name.chars().count() > SHORTEST_INDICATOR;
        let indicator = view.nouns.indicators.end(name) || view.wordings.dependent.end(name);
        let described = view.wordings.size.end(name) || view.wordings.planned.end(name);
        (long && (bound || indicator) && !described).then(|| name.to_owned())
    }

    /// What is done to so much, where nothing but a title was spoken of, and that is on something else: 渠道整治。完成清淤|12万立方米.
    fn own_doing(&self) -> Option<String> {
        let Self { reader, last, placed, found, .. } = self;
        let view = reader.view;
        if last.object.is_some() || placed.amount.kind != UnitKind::Measure {
            return None;
        }
        let words = found.action?.of(view.text);
        let doer = view.nouns.doers.at_start(words)?;
        let deed = words.strip_prefix(doer).filter(|deed| deed.chars().count() >= 2)?;
        (!reader.object_of(last).contains(deed)).then(|| deed.to_owned())
    }

    /// What is done, where nothing was spoken of: 年内竣工|20个.
    fn doing(&self) -> Option<String> {
        let Self { reader, now, placed, found, .. } = self;
        let view = reader.view;
        let amount = &placed.amount;
        let asked = || Span { start: now.clause.span.start, end: placed.chain.left }.of(view.text).contains('每');
        let things = || amount.counts() && !amount.is_small_word() && !asked();
        let words = found.action.filter(|verb| self.is_doing(*verb) || things())?.of(view.text);
        let deed = view.nouns.deeds.at_end(words).filter(|deed| deed.len() < words.len());
        Some(deed.unwrap_or(words).to_owned())
    }

    /// Whether the amount tells how much is done, and not to how many: 培训|15万人次, 完成清淤|30公里.
    fn is_doing(&self, verb: Span) -> bool {
        let view = self.reader.view;
        let amount = &self.placed.amount;
        let weak = |t: Token<'_>| t.has(Roles::WEAK);
        let rounds = matches!(amount.kind, UnitKind::Person | UnitKind::Times);
        let words = verb.of(view.text);
        rounds && view.starting(verb.start).is_some_and(weak)
            || view.nouns.deeds.end(words) && view.nouns.doers.begin(words)
            || amount.is_money()
    }
}
