//! Numbers that each of several is asked for, and those of what work is only directed at.

use rust_decimal::Decimal;

use super::object;
use super::reader::Reader;
use super::state::{Chain, Now};
use crate::lexicon::{Roles, UnitKind};
use crate::recognise::amount::Amount;
use crate::recognise::token::{Kind, Token};
use crate::text::Span;

impl Reader<'_, '_> {
    /// Whether 一 is a number and no way of speaking, since a verb asks each of several places for one thing:
    /// 每个县建成一个示范园; but 每个县制定一个方案.
    pub(super) fn is_asked_of_each(&self, now: &Now<'_>, amount: &Amount<'_>, chain: &Chain, rest: &str) -> bool {
        if amount.kind != UnitKind::Count {
            return false;
        }
        let Some((verb, _)) = self.verb_chain(now, chain.left) else { return false };
        let lead = Span { start: now.left, end: verb.start };
        let mut asked = lead;
        while let Some(token) = self.view.within(lead).tokens.iter().rev().find(|t| t.span.end == asked.end) {
            match token.kind {
                Kind::Phrase(p) if p.roles.any(Roles::ADVERB.and(Roles::STRIVE)) => asked.end = token.span.start,
                Kind::Close => {
                    let open = self.view.within(asked).tokens.iter().rev().find(|t| t.kind == Kind::Open);
                    let Some(open) = open else { break };
                    asked.end = open.span.start;
                }
                _ => break,
            }
        }
        let words = asked.of(self.view.text).trim_end_matches(['要', '应', '须', '需', '均', '都']);
        let each = words.rfind(['每', '各']).is_some_and(|at| {
            let place = words[at..].trim_start_matches(['每', '各']).trim_start_matches('个');
            !place.is_empty() && place.chars().count() <= LONGEST_EACH && self.view.wordings.asked_place.end(place)
        });
        let thing = now.at_end(rest);
        let thing = object::after(self.view.within(thing), thing).0.of(self.view.text);
        let nouns = self.view.nouns;
        let own = nouns.papers.end(thing) || nouns.agenda.end(thing) || self.view.wordings.work_body.end(thing);
        each && !own && !nouns.figurative.contains(&verb.of(self.view.text))
    }

    /// Whether a verb, and no more than one of what it makes, stands before `at`: 组建|60人的突击队, 成立一支|50人的巡查队.
    pub(super) fn sets_up(&self, now: &Now<'_>, at: u32) -> bool {
        let one = |t: Token<'_>| match t.kind {
            Kind::Amount(amount) => amount.counts() && amount.is_small_word() && amount.value == Some(Decimal::ONE),
            _ => false,
        };
        let at = self.view.touching(at).filter(|t| one(*t)).map_or(at, |t| t.span.start);
        self.verb_chain(now, at).is_some_and(|(_, adds)| !adds)
    }

    /// Whether something is to be done in so many places, of which the list before `at` names but a few: 在甲市、乙市等|10个客源城市开展推介,
    /// 对甲、乙等|6家景区实施改造.
    pub(super) fn is_in_places(&self, now: &Now<'_>, amount: &Amount<'_>, at: u32, rest: &str) -> bool {
        let list = self.opening(now, at);
        let Some(words) = list.of(self.view.text).strip_suffix('等') else { return false };
        // Those that something is done to are counted; where it is done, a few may be named for all.
        let (names, least) = match (words.strip_prefix('在'), words.strip_prefix('对')) {
            (Some(names), _) => (names, Decimal::TWO),
            (_, Some(names)) => (names, Decimal::ONE),
            _ => return false,
        };
        let count = Decimal::from(names.split(['、', '和', '及']).count());
        let behind = now.at_end(rest);
        let does = |t: &Token<'_>| t.has(Roles::VERB);
        amount.counts()
            && !amount.is_small_word()
            && amount.value.is_some_and(|value| value > count * least)
            && self.view.within(behind).tokens.iter().any(does)
    }

    /// Whether words at `at` only tell what work is directed at: 以坝高15米以上的水库|为重点.
    pub(super) fn is_taken_as(&self, now: &Now<'_>, at: u32) -> bool {
        let lead = Span { start: now.clause.span.start, end: at }.of(self.view.text);
        let rest = Span { start: at, end: now.clause.span.end }.of(self.view.text);
        lead.starts_with('以') && self.view.wordings.taken_as.are_in(rest)
    }
}

/// 每个乡镇: no longer words name a kind of places. Characters.
const LONGEST_EACH: usize = 4;
