//! What an amount counts by the words before it, or by what was spoken of before: the rules `target/number-last` and
//! `target/state`.

use super::complete::complete;
use crate::lexicon::Roles;
use crate::model::Certainty;
use crate::recognise::amount::same_unit;
use crate::recognise::target::object;
use crate::recognise::target::placed::Placed;
use crate::recognise::target::reader::Reader;
use crate::recognise::target::state::{Last, Now, Read};
use crate::text::Span;

/// An amount behind what it counts, with what is read of the words before it, step by step.
pub(super) struct NumberLast<'r> {
    pub reader: &'r Reader<'r, 'r>,
    pub now: &'r Now<'r>,
    pub last: &'r Last,
    pub placed: &'r Placed<'r>,
    /// Whether a predicate stands between them: the amount is the state of what the words name.
    pub state: bool,
    /// The words, without what the amount is compared with.
    pub lead: Span,
    /// Whether 的 follows them: so much of what they name (完成年度计划|的|55%).
    pub of_it: bool,
    /// The verb and the noun that are found in them.
    pub found: object::Phrase,
    /// Whether the words mean all that was not told of (其余6万亩).
    pub rest: bool,
}

impl Reader<'_, '_> {
    /// What an amount behind its noun counts; `state` where a predicate stands between them.
    pub(in crate::recognise::target) fn object_left(
        &self,
        now: &mut Now<'_>,
        last: &Last,
        placed: &Placed<'_>,
        state: bool,
    ) -> Option<Read> {
        if let Some(read) = self.next_in_turn(now, placed) {
            return Some(read);
        }
        let (lead, of_it) = self.lead(now, placed);
        let found = object::Phrase::default();
        let mut words = NumberLast { reader: self, now, last, placed, state, lead, of_it, found, rest: false };
        words.find_phrase();
        let mut read = if words.found.object.is_empty() { words.carried_over() } else { words.named() }?;
        now.left = placed.tail.end;
        self.split(now, placed, &mut read);
        Some(read)
    }

    /// What the next amount of a list counts whose names stood before it: 分别增长12%、20%.
    fn next_in_turn(&self, now: &mut Now<'_>, placed: &Placed<'_>) -> Option<Read> {
        let bare = placed.words.is_empty() || self.view.wordings.and.contains(&placed.words);
        if !bare || now.shared.is_empty() {
            return None;
        }
        let object = now.shared.remove(0);
        now.left = placed.tail.end;
        Some(Read {
            objects: vec![object],
            action: now.verb.map(|(span, _)| span),
            adds: now.adds || now.verb.is_some_and(|(_, adds)| adds),
            carried: false,
            change: Roles::default(),
            due: None,
            span: placed.whole(),
            certainty: Certainty::Likely,
            rule: "target/respectively",
        })
    }
}

impl NumberLast<'_> {
    /// What the words name, as it is read.
    fn named(&mut self) -> Option<Read> {
        let verb = self.verb_of_list();
        self.widen_one_character();
        let Self { now, placed, state, found, .. } = &*self;
        let object = self.object();
        // 县级河流12条: what there is, more often than what is to be reached.
        let action = found.action.or(verb.map(|(span, _)| span));
        let there = action.is_none() && !state && placed.amount.counts() && !now.listing;
        if there && now.cues.setting || object.chars().count() < 2 {
            return None;
        }
        Some(Read {
            objects: vec![object],
            action,
            adds: found.adds || verb.is_some_and(|(_, adds)| adds),
            carried: false,
            change: found.change,
            due: None,
            span: Span { start: found.from.min(found.object.start), end: placed.tail.end },
            certainty: if there { Certainty::Check } else { Certainty::Certain },
            rule: if *state { "target/state" } else { "target/number-last" },
        })
    }

    /// The words of the noun, with what they leave out.
    fn object(&self) -> String {
        let Self { reader, state, found, .. } = self;
        let thing = object::without_deed(reader.view, found.object, found.action, &reader.view.nouns.deeds);
        let words = if *state { reader.words_without_sum(thing) } else { object::words(reader.view, thing) };
        complete(self, thing, words)
    }

    /// The verb that the words leave out, of the list that they go on: 培育企业3家、|平台5个; 培育…3家，|…5家.
    fn verb_of_list(&self) -> Option<(Span, bool)> {
        let Self { reader, now, found, .. } = self;
        // 新建农田60万亩，播种面积1500万亩: an indicator has a state.
        let indicator = reader.view.nouns.indicators.end(found.object.of(reader.view.text));
        // 谋划项目500个、总投资2000亿元, 总规模100PB: nor is that of the things done.
        let total = || !self.placed.amount.counts() && found.object.of(reader.view.text).starts_with('总');
        let goes_on = now.listing && !total() || self.continues() && !indicator;
        let verb = if now.listing { now.verb } else { now.list };
        verb.filter(|_| goes_on && found.action.is_none() && self.is_plain())
    }

    /// Whether the clause goes on with the list of the clause before, whose verb holds on: 培育…企业3家，…企业5家.
    pub(super) fn continues(&self) -> bool {
        let Self { reader, now, placed, .. } = self;
        let like = now.part || reader.unit_before.is_some_and(|unit| same_unit(unit, placed.amount.unit));
        !now.listing && now.list.is_some() && like && self.is_plain()
    }

    /// Whether nothing but a number, or a bound, is told of the noun: a bound alone states no level
    /// (资助专家不少于10名，骨干不少于50名).
    fn is_plain(&self) -> bool {
        let Placed { amount, chain, span, .. } = self.placed;
        // 建设社区5个、贡献者突破10万人: a level.
        let reached = Span { start: chain.left, end: span.start }.of(self.reader.view.text).contains("突破");
        let bounded = amount.counts() && !self.now.among && chain.comparator.is_some() && !reached;
        !self.state || bounded && !chain.roles.any(Roles::PREDICATE)
    }
}
