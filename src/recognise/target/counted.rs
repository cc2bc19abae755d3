//! What an amount counts, and what all of its readings share.
//!
//! `right` reads the words after it; `left` those before it: `lead` says where these begin, `phrase` which noun and verb
//! they have, `complete` what the noun leaves out, and `carry` what is counted where there is no noun.

mod carry;
mod complete;
mod lead;
mod left;
mod phrase;
mod right;

use super::object;
use super::reader::Reader;
use super::state::{Now, Right};
use crate::lexicon::{Roles, UnitKind};
use crate::model::Due;
use crate::recognise::amount::Amount;
use crate::recognise::deadline::Meaning;
use crate::recognise::token::{Kind, Token};
use crate::text::{Span, is_pause};

/// 省定, 市级: no longer words say which of the things are meant. Characters.
const LONGEST_CLASS: usize = 4;

impl<'a> Reader<'a, '_> {
    /// The next amount of the clause and where the words that lead to it begin.
    pub(super) fn limit(&self, now: &Now<'_>, index: usize, end: u32) -> u32 {
        let next = now.clause.tokens.iter().copied().filter(|&i| i > index).find(|&i| {
            let Kind::Amount(_) = self.view.tokens[i].kind else { return false };
            // An amount that only describes what is counted does not end the phrase; 和1.5万平方米的游客中心, 、50%的单位: the next item.
            let (_, end) = self.view.comparator_after(i);
            let before = &self.view.text[..self.view.tokens[i].span.start as usize];
            let item = matches!(self.view.tokens[i].kind, Kind::Amount(a) if matches!(a.kind, UnitKind::Measure | UnitKind::Ratio));
            item && self.view.wordings.and.end(before)
                || !Span { start: end, end: now.clause.span.end }.of(self.view.text).starts_with('的')
        });
        let Some(next) = next else { return now.clause.span.end };
        let mut left = self.view.tokens[next].span.start;
        for token in self.view.tokens[..next].iter().rev() {
            let Kind::Phrase(phrase) = token.kind else { break };
            let leads = Roles::VERB.and(Roles::BEFORE).and(Roles::PREDICATE).and(Roles::ADVERB).and(Roles::STRIVE);
            let leads = leads.and(Roles::SCOPE);
            if token.span.end != left || token.span.start < end || !phrase.roles.any(leads) {
                break;
            }
            left = token.span.start;
        }
        let between = Span { start: end, end: left }.of(self.view.text);
        if let Some(mark) = self.view.wordings.link.at_end(between) {
            return left - mark.len() as u32;
        }
        // 4个方面15个问题.
        if let Kind::Amount(amount) = self.view.tokens[next].kind
            && amount.counts()
            && left == self.view.tokens[next].span.start
            && self.view.starting(end).is_none()
        {
            let (_, end) = self.view.comparator_after(next);
            if self.right(now, next, end).0 == Right::Noun {
                return left;
            }
        }
        // 20个县（市、区）规模工业增加值增长8%: what stands in a bracket parts no list.
        let mut depth = 0_i32;
        let list = self.view.tokens[index..next].iter().rev().find(|t| {
            depth += i32::from(t.kind == Kind::Close) - i32::from(t.kind == Kind::Open);
            depth == 0 && t.kind == Kind::Enumeration && t.span.start >= end
        });
        list.map_or(now.clause.span.end, |t| t.span.start)
    }

    /// The noun behind the next amount of a list in the same unit, where that follows at once (200个、260个小区), or with `batch` behind
    /// words that say which of the things are meant (第一批13件、省定9件事项).
    pub(super) fn noun_of_next(&self, now: &Now<'_>, amount: &Amount<'_>, end: u32, batch: bool) -> Option<String> {
        let rest = Span { start: end, end: now.clause.span.end }.of(self.view.text);
        let link = self.view.wordings.and.at_start(rest)?;
        let at = end + link.len() as u32;
        let mut index = self.view.tokens.partition_point(|t| t.span.start < at);
        // 第一批13件、省定9件“一件事”: which of them stands before the number.
        while let Some(token) = self.view.tokens.get(index).filter(|t| t.span.start > at)
            && token.has(Roles::ADVERB)
        {
            index += 1;
        }
        let class = |t: &Token<'_>| Span { start: at, end: t.span.start }.of(self.view.text);
        let short = |t: &Token<'_>| {
            let class = class(t);
            class.is_empty() || batch && class.chars().count() <= LONGEST_CLASS && !class.contains(is_pause)
        };
        let next = self.view.tokens.get(index).filter(|t| t.span.start >= at && short(t))?;
        let same = matches!(next.kind, Kind::Amount(next) if next.unit == amount.unit && next.counts());
        let (_, start) = self.view.comparator_after(index);
        if !same || self.right(now, index, start).0 != Right::Noun {
            return None;
        }
        let region = Span { start, end: self.limit(now, index, start).max(start) };
        let (object, _) = object::after(self.view.within(region), region);
        (object.of(self.view.text).chars().count() >= 2).then(|| object::words(self.view, object))
    }

    /// The words of the clause before `at` that no amount has taken, without the times that open them.
    pub(super) fn opening(&self, now: &Now<'_>, at: u32) -> Span {
        let mut start = now.left;
        // 到2025年将…: what leads to the time goes with it.
        let words = Span { start, end: at }.of(self.view.text);
        let mut leads = self.view.wordings.to_time.all_at_start(words).map(|lead| start + lead.len() as u32);
        let timed = |at: &u32| self.view.starting(*at).is_some_and(|t| matches!(t.kind, Kind::Time(_)));
        start = leads.find(timed).unwrap_or(start);
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
        now.clause
            .tokens
            .iter()
            .map(|&i| self.view.tokens[i])
            .any(|t| t.span.start >= at && t.has(Roles::VERB.and(Roles::FOLLOW)))
    }
}
