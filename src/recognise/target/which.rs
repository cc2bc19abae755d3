//! Whether a time, or a word for what was, only says which things are meant, or that something is done already.

use super::clause::Clause;
use super::object;
use super::reader::Reader;
use super::state::Now;
use crate::lexicon::{Roles, UnitKind};
use crate::recognise::token::Kind;
use crate::text::{Span, is_pause, numeral};

impl Reader<'_, '_> {
    /// Whether a year that is over only says which things a rate is of (2023年签约项目投产率).
    pub(super) fn names_which(&self, now: &Now<'_>, at: u32) -> bool {
        let words = Span { start: at, end: now.clause.span.end }.of(self.view.text);
        let Some(verb) = self.view.starting(at).filter(|t| t.has(Roles::VERB.and(Roles::ATTRIBUTE))) else {
            return false;
        };
        let thing = words.get(verb.span.len()..).unwrap_or("");
        self.view.wordings.of_rate.begin(thing) && thing.contains('率') && !words.contains('已')
    }

    /// Whether all of a clause only names the things that what follows is said of: 2023年下达的项目，主体工程完成率….
    pub(super) fn only_names(&self, now: &Now<'_>, at: u32) -> bool {
        let words = Span { start: at, end: now.clause.span.end }.of(self.view.text);
        let counts = now.clause.tokens.iter().any(|&i| matches!(self.view.tokens[i].kind, Kind::Amount(_)));
        let of_rate = words.rsplit_once('的').is_some_and(|(deed, thing)| {
            let verb = self.view.touching(at + deed.len() as u32);
            let does = verb.is_some_and(|t| t.has(Roles::VERB));
            does && self.view.wordings.of_rate.end(thing)
        });
        // 对上年度立项项目开展评价: nor does a clause on what is done to them.
        let start = now.clause.tokens.iter().map(|&i| self.view.tokens[i].span).find(|span| span.end == at);
        let done_to = start.is_some_and(|span| self.view.text[..span.start as usize].ends_with('对'));
        !counts && (of_rate || done_to) && !words.contains(['已', '是', '了'])
    }

    /// Whether a time that ends at `at` only says which things are meant: 2000年底前建成的小区; or of which faults a rate is that is
    /// still to be reached: 2023年督查图斑整改率.
    pub(super) fn tells_which(&self, at: u32) -> bool {
        let rest = &self.view.text[at as usize..];
        let built =
            self.view.starting(at).is_some_and(|t| t.has(Roles::VERB) && rest[t.span.len()..].starts_with('的'));
        let clause = rest.split(is_pause).next().unwrap_or(rest);
        built || !clause.contains('已') && self.view.wordings.mended.are_in(clause)
    }

    /// Whether what was before is what an amount behind `at` measures by: 为上年月平均额的2倍.
    pub(super) fn measures(&self, now: &Now<'_>, at: u32) -> bool {
        let mut later = now.clause.tokens.iter().map(|&i| self.view.tokens[i]).filter(|t| t.span.start >= at);
        later.any(|t| {
            let whole = Span { start: at, end: t.span.start }.of(self.view.text).ends_with('的');
            whole && matches!(t.kind, Kind::Amount(a) if matches!(a.kind, UnitKind::Fold | UnitKind::Ratio))
        })
    }

    /// Whether a word for what was or is there says which things are meant: 现有林改培完成3万亩, 上年度签约项目履约率90%以上.
    pub(super) fn says_which(&self, clause: &Clause, index: usize) -> bool {
        let word = self.view.tokens[index].span;
        // 摸排2013年以来改建的户厕.
        let since = word.of(self.view.text) == "以来";
        if since
            && self.view.touching(word.start).is_some_and(|time| object::describes(self.view, time.span, clause.span))
        {
            return true;
        }
        let later = clause.tokens.iter().filter(|&&i| i > index).map(|&i| self.view.tokens[i]);
        let (mut done, mut told) = (false, false);
        for token in later {
            match token.kind {
                Kind::Phrase(p) => {
                    done |= p.roles.any(Roles::VERB) && !p.roles.any(Roles::BASELINE);
                    let next = self.view.text[token.span.end as usize..].chars().next();
                    told |= p.roles.any(Roles::VERB.and(Roles::LEVEL)) && next.is_some_and(numeral::begins);
                }
                Kind::Amount(_) => {
                    let after = &self.view.text[token.span.end as usize..];
                    let wanted = after.starts_with("以上") || after.starts_with("以内");
                    return match word.of(self.view.text) {
                        "现有" | "原有" | "现存" => done,
                        "去年" | "上年" | "上年度" | "上一年度" => !told && wanted,
                        _ => false,
                    };
                }
                _ => {}
            }
        }
        false
    }

    /// Whether 已 before `at` leads to a verb and its number, and only tells which things are meant with 的 behind it.
    pub(super) fn was_done(&self, clause: &Clause, at: u32) -> bool {
        let Some(verb) = self.view.starting(at) else { return false };
        let amount = self.amount_behind(clause, at).map(|amount| amount.start);
        verb.has(Roles::VERB) && amount.is_some_and(|end| !Span { start: at, end }.of(self.view.text).contains('的'))
    }

    /// Whether what was done before `at` only tells of which things a rate is wanted: 已建设施运行率90%以上.
    pub(super) fn wants_rate(&self, clause: &Clause, at: u32) -> bool {
        let Some(amount) = self.amount_behind(clause, at) else { return false };
        let after = &self.view.text[amount.end as usize..];
        let bounded = ["以上", "以内", "以下"].iter().any(|bound| after.starts_with(bound));
        let words = Span { start: at, end: amount.start }.of(self.view.text);
        let bound = self.view.touching(amount.start).filter(|t| t.has(Roles::BEFORE)).map(|t| self.view.of(t.span));
        let name = bound.and_then(|bound| words.strip_suffix(bound));
        (bounded || name.is_some()) && self.view.wordings.rate.end(name.unwrap_or(words))
    }

    /// The first amount of a clause behind `at`.
    fn amount_behind(&self, clause: &Clause, at: u32) -> Option<Span> {
        let behind = self.view.within(Span { start: at, end: clause.span.end }).tokens;
        behind.iter().find(|t| matches!(t.kind, Kind::Amount(_))).map(|t| t.span)
    }
}
