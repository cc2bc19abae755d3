//! Ranks to be reached: 总量进入全省前三位.

use super::object;
use super::placed::Placed;
use super::reader::Reader;
use super::state::{Chain, Last, Now, Read, Right};
use crate::lexicon::Roles;
use crate::model::{Certainty, Comparator};
use crate::recognise::token::Kind;
use crate::text::Span;

impl Reader<'_, '_> {
    /// What is to reach a rank, and how, where a verb leads to a number behind 前; who comes first of many is a threshold.
    pub(super) fn rank(&self, now: &Now<'_>, last: &Last, placed: &Placed<'_>) -> Option<(Chain, Read)> {
        let Placed { lead, words, .. } = *placed;
        // 支出进度9月底前达到80%: the end of a time.
        let timed = || self.view.touching(lead.end).is_some_and(|t| matches!(t.kind, Kind::Time(_)));
        if placed.tail.right != Right::End || !words.ends_with('前') || timed() {
            return None;
        }
        // 进入全国前: the place between them is short.
        let verb = self
            .view
            .wordings
            .rank_verb
            .iter()
            .filter_map(|verb| Some((words.rfind(verb)?, *verb)))
            .max_by_key(|(at, verb)| at + verb.len());
        let (at, verb) = verb.filter(|(at, verb)| words[at + verb.len()..].chars().count() <= LONGEST_PLACE)?;
        let region = Span { start: lead.start, end: lead.start + at as u32 };
        // 3个县进入全省前20: so many of them are asked for, and that is what they come to.
        if region.is_empty() && now.number_first && self.targets.last().is_some_and(|t| t.span.end == region.start) {
            return None;
        }
        let shape = object::Shape { state: true, predicate: true, unclear: false };
        let found = object::before(self.view.within(region), region, shape);
        let carried = found.object.is_empty();
        let object = if carried {
            self.carried(now, last, &placed.amount, None)?.0
        } else {
            object::words(self.view, found.object)
        };
        let object = if verb == "排名" && object.ends_with("综合") { object + verb } else { object };
        let start = if carried { region.end } else { found.object.start };
        let read = Read {
            objects: vec![object],
            action: None,
            adds: false,
            carried,
            change: Roles::default(),
            due: None,
            span: Span { start, end: placed.tail.end },
            certainty: Certainty::Likely,
            rule: "target/rank",
        };
        let chain = Chain { left: region.end, roles: Roles::LEVEL, comparator: Some(Comparator::Le) };
        Some((chain, read))
    }
}

/// What may stand between the verb and 前: 全国同类城市. Characters.
const LONGEST_PLACE: usize = 10;
