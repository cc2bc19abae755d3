//! What an amount counts: the words after it, before it (`left`), or what was spoken of before.

mod complete;
mod left;

use super::object;
use super::placed::Placed;
use super::reader::Reader;
use super::spoken::is_batch;
use super::state::{Last, Now, Read, Right};
use super::verb::is_thing;
use crate::lexicon::{Roles, UnitKind};
use crate::model::{Certainty, Due};
use crate::recognise::amount::Amount;
use crate::recognise::deadline::Meaning;
use crate::recognise::segment;
use crate::recognise::token::{Kind, Token};
use crate::text::{Span, is_pause};

/// 省定, 市级: no longer words say which of the things are meant. Characters.
const LONGEST_CLASS: usize = 4;

/// No verb is longer. Characters.
const LONGEST_VERB: usize = 4;

impl<'a> Reader<'a, '_> {
    /// The next amount of the clause and where the words that lead to it begin.
    pub(super) fn limit(&self, now: &Now<'_>, index: usize, end: u32) -> u32 {
        let next = now.clause.tokens.iter().copied().filter(|&i| i > index).find(|&i| {
            let Kind::Amount(_) = self.view.tokens[i].kind else { return false };
            // An amount that only describes what is counted does not end the phrase; 和1.5万平方米的游客中心 is the next item.
            let (_, end) = self.view.comparator_after(i);
            let before = &self.view.text[..self.view.tokens[i].span.start as usize];
            let measured = matches!(self.view.tokens[i].kind, Kind::Amount(a) if a.kind == UnitKind::Measure);
            measured && before.ends_with(['和', '及', '与', '、'])
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
        let list =
            self.view.tokens[index..next].iter().rev().find(|t| t.kind == Kind::Enumeration && t.span.start >= end);
        list.map_or(now.clause.span.end, |t| t.span.start)
    }

    /// What an amount counts by the words behind it.
    pub(super) fn object_right(&self, now: &mut Now<'_>, last: &Last, placed: &Placed<'_>) -> Option<Read> {
        let Placed { amount, chain, tail, index, .. } = placed;
        let (end, rest) = (tail.end, tail.rest);
        let start = end + if rest.starts_with('的') { '的'.len_utf8() as u32 } else { 0 };
        let limit = self.limit(now, *index, start);
        // 80万农村居民的饮水问题: whom no measure word counts stand right behind the number.
        let masses = rest.find('的').filter(|&at| at > 0 && amount.unit.is_empty() && amount.counts());
        let limit = masses.map_or(limit, |at| limit.min(now.clause.span.end - (rest.len() - at) as u32));
        let verb = self.verb_chain(now, chain.left);
        let region = Span { start, end: limit.max(start) };
        let (object, consumed) = object::after(self.view.within(region), region);
        let before = &self.view.text[..chain.left as usize];
        let in_places = self.is_in_places(now, amount, chain.left, rest);
        let object = if before.ends_with('在') || in_places {
            self.place_of(object)
        } else if before.ends_with(['为', '给']) {
            self.helped(object)
        } else {
            object
        };
        let lead = self.opening(now, chain.left).of(self.view.text);
        let bare = lead.is_empty() || self.view.wordings.and.contains(&lead);
        let inherits = (now.listing || now.from_list) && bare;
        let verb = verb.or(if !inherits {
            // 推进A、B等30个项目建设, 推进中心城区10条道路改造.
            let many = || !amount.is_small_word() || self.counts_names(now, amount, chain);
            let first = || self.first_verb(now).filter(|_| amount.counts() && many());
            self.verb_within(now, chain.left).or_else(first)
        } else if now.listing {
            now.verb
        } else {
            now.list
        });
        // 消除15处易涝点: a verb that the lexicon does not know.
        let guessed = || {
            let opening = self.opening(now, chain.left);
            let follows = |t: &Token<'_>| matches!(t.kind, Kind::Phrase(p) if p.roles == Roles::FOLLOW);
            let known = !self.view.within(opening).tokens.iter().all(follows);
            let short = !known && (2..=LONGEST_VERB).contains(&lead.chars().count());
            let whole = || segment::leading_verbs(&format!("{lead}{}", object.of(self.view.text))) == Some(lead.len());
            (short && amount.counts() && !amount.is_small_word() && whole()).then_some((opening, false))
        };
        let verb = verb.or_else(guessed);
        // 为全县42所学校更换护眼灯.
        let scoped =
            self.view.touching(chain.left).filter(|t| matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::SCOPE)));
        let before = scoped.map_or(lead, |t| lead.strip_suffix(self.view.of(t.span)).unwrap_or(lead));
        let led =
            self.view.wordings.leads_to_place.iter().any(|w| lead.ends_with(w) || !before.is_empty() && before == *w);
        let reached = chain.roles.any(Roles::PREDICATE.and(Roles::BEFORE).and(Roles::STRIVE));
        // 大赛设60个项目.
        let led = led || in_places || lead.ends_with('设') || lead.ends_with("设有");
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
        } else if noun_lead || lead.is_empty() || inherits || is_batch(self.view.wordings, lead) {
            // 46户贫困户、103名贫困人口全部脱贫: the next item of the list.
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
        let action = verb.map(|(span, _)| span);
        let known = self.done_to_so_many(now, last, amount, object, action);
        Some(Read {
            carried: known.is_some(),
            objects: vec![known.unwrap_or_else(|| object::words(self.view, self.without_deed(object, action)))],
            action,
            adds: verb.is_some_and(|(_, adds)| adds),
            change: Roles::default(),
            due: self.due_at(consumed),
            span: Span { start: from.max(now.clause.span.start), end: object.end.max(end) },
            certainty,
            rule: "target/number-first",
        })
    }

    /// What was spoken of before, where nothing but what is done to so many of it stands behind a number: 易涝点17处，完成12处整治.
    fn done_to_so_many(
        &self,
        now: &Now<'_>,
        last: &Last,
        amount: &Amount<'_>,
        object: Span,
        action: Option<Span>,
    ) -> Option<String> {
        let nouns = self.view.nouns;
        let doer = action.is_some_and(|verb| nouns.doers.contains(&verb.of(self.view.text)));
        let deed = doer && amount.unit != "项" && nouns.deeds.contains(&object.of(self.view.text));
        if !deed {
            return None;
        }
        let counted = self.counted_in(amount.unit).map(|known| known.value.object.clone());
        counted.or_else(|| {
            self.carried(now, last, amount, action).filter(|_| last.silent.is_some()).map(|(known, _)| known)
        })
    }

    /// The places that 在 and a number lead to, without what is to be done there (在5个乡镇|推广新技术).
    fn place_of(&self, object: Span) -> Span {
        let does = |t: &&Token<'_>| {
            let before = Span { start: object.start, end: t.span.start }.of(self.view.text);
            let named = before.chars().count() >= 2 || self.view.wordings.short_place.contains(&before);
            named
                && matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::VERB) && !p.roles.any(Roles::ATTRIBUTE)
                    && !is_thing(self.view, t, object, Some(&self.view.nouns.things), p.roles))
        };
        let deed = self.view.within(object).tokens.iter().find(does);
        let place = Span { end: deed.map_or(object.end, |t| t.span.start), ..object };
        let words = place.of(self.view.text);
        let bare = ["范围内", "内", "里", "中"].iter().find_map(|within| words.strip_suffix(within)).unwrap_or(words);
        let bare = if bare.is_empty() { words } else { bare };
        Span { end: place.start + bare.len() as u32, ..place }
    }

    /// Those for whom something is done, without what that is (为300户老人|加装扶手).
    fn helped(&self, object: Span) -> Span {
        let does = |t: &&Token<'_>| {
            let before = Span { start: object.start, end: t.span.start };
            matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::STRONG) && !p.roles.any(Roles::WEAK.and(Roles::ATTRIBUTE))
                && !is_thing(self.view, t, object, Some(&self.view.nouns.things), p.roles))
                && before.of(self.view.text).chars().count() >= 2
        };
        let deed = self.view.within(object).tokens.iter().find(does);
        Span { end: deed.map_or(object.end, |t| t.span.start), ..object }
    }

    /// An object without what is done to it, checks included: 完成12台设备安全评估.
    fn without_deed(&self, object: Span, action: Option<Span>) -> Span {
        let nouns = self.view.nouns;
        let bare = object::without_deed(self.view, object, action, &nouns.checks);
        object::without_deed(self.view, bare, action, &nouns.deeds)
    }

    /// The noun behind the next amount of a list in the same unit, where that follows at once (200个、260个小区), or with `batch` behind
    /// words that say which of the things are meant (第一批13件、省定9件事项).
    pub(super) fn noun_of_next(&self, now: &Now<'_>, amount: &Amount<'_>, end: u32, batch: bool) -> Option<String> {
        let rest = Span { start: end, end: now.clause.span.end }.of(self.view.text);
        let link = ["、", "和", "及", "与"].iter().find(|link| rest.starts_with(**link))?;
        let at = end + link.len() as u32;
        let mut index = self.view.tokens.partition_point(|t| t.span.start < at);
        // 第一批13件、省定9件“一件事”: which of them stands before the number.
        while let Some(token) = self.view.tokens.get(index).filter(|t| t.span.start > at)
            && matches!(token.kind, Kind::Phrase(p) if p.roles.any(Roles::ADVERB))
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
}
