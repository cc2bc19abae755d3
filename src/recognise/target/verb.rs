//! The verb that is to make it so.

use super::reader::Reader;
use super::state::Now;
use super::view::View;
use crate::lexicon::Roles;
use crate::recognise::segment;
use crate::recognise::token::{Kind, Token};
use crate::text::{Span, Words};

/// Whether a word that may be a verb is here part of a name.
pub(super) fn is_thing(
    view: View<'_, '_>,
    token: &Token<'_>,
    region: Span,
    things: Option<&Words>,
    roles: Roles,
) -> bool {
    let rest = Span { start: token.span.end, end: region.end }.of(view.text);
    // 服务站|升级改造: the name ends before what is done.
    let end = view.nouns.deeds.strip_end(rest).unwrap_or(rest);
    // One character makes a name only at the end (服务站5个, but 建设区域性医疗中心3个), and there any one does.
    let follows = |thing: &'static str| thing.chars().count() > 1 || end == thing;
    let one = end.len() == '站'.len_utf8() && end.chars().count() == 1;
    let named = |things: &Words| one || things.all_at_start(rest).any(follows);
    // 投放点, 收集站, 救助站; but 建成站: what is built may be one character.
    let place = || one && PLACES.contains(&end) && !view.of(token.span).contains(['建', '设', '立', '开', '造', '成']);
    // 饮水安全|提升|工程受益人口: what a project is called, behind what it is of.
    let project = || {
        let before = Span { start: region.start, end: token.span.start };
        let named = rest.strip_prefix("工程").is_some_and(|of| !of.is_empty()) && !roles.any(Roles::NEW);
        let done = |t: &Token<'_>| t.has(Roles::VERB.and(Roles::ADVERB));
        named && !before.is_empty() && !view.within(before).tokens.iter().any(done)
    };
    project()
        || rest.starts_with(['率', '额', '量', '值', '期', '员', '者', '业'])
        || if roles.any(Roles::WEAK) { things.is_some_and(named) } else { !roles.any(Roles::NEW) && place() }
}

/// Places of which the word before tells what is done there, even a word that is else always a verb.
const PLACES: [&str; 8] = ["点", "站", "栏", "亭", "室", "馆", "厅", "所"];

/// The verb by the segmenter, where the lexicon has none; only for words that do not look like an indicator.
pub(super) fn guess(view: View<'_, '_>, inside: &[&Token<'_>], region: Span) -> Option<Span> {
    let words = region.of(view.text);
    let is_name = |kind| kind == Kind::Name || matches!(kind, Kind::Phrase(p) if p.roles.any(Roles::NOUN));
    let opens_with_name = inside.first().is_some_and(|t| t.span.start == region.start && is_name(t.kind));
    if words.is_empty() || opens_with_name || view.nouns.indicators.end(words) || view.nouns.activities.end(words) {
        return None;
    }
    let len = segment::leading_verbs(words)?;
    (len < words.len()).then(|| Span { start: region.start, end: region.start + len as u32 })
}

impl Reader<'_, '_> {
    /// The verbs that touch `at` on their right (引进和培养), and whether they add.
    pub(super) fn verb_chain(&self, now: &Now<'_>, at: u32) -> Option<(Span, bool)> {
        let mut chain: Option<(Span, bool)> = None;
        let mut left = at;
        for token in self.view.within(Span { start: now.left, end: at }).tokens.iter().rev() {
            let Kind::Phrase(phrase) = token.kind else { break };
            let gap = self.view.text.get(token.span.end as usize..left as usize).unwrap_or("-");
            let adverb = chain.is_none() && gap.is_empty() && phrase.roles.any(Roles::ADVERB.and(Roles::STRIVE));
            if adverb && !phrase.roles.any(Roles::VERB) {
                left = token.span.start;
                continue;
            }
            let fits = if chain.is_none() {
                matches!(gap, "" | "了" | "出")
            } else {
                gap.is_empty() || self.view.wordings.link.contains(&gap)
            };
            if !fits || !phrase.roles.any(Roles::VERB) {
                break;
            }
            let (end, adds) = chain.map_or((token.span.end, false), |(span, adds)| (span.end, adds));
            chain = Some((Span { start: token.span.start, end }, adds || phrase.roles.any(Roles::NEW)));
            left = token.span.start;
        }
        chain
    }

    /// The verb that opens the clause, times, adverbs and scopes aside.
    pub(super) fn first_verb(&self, now: &Now<'_>) -> Option<(Span, bool)> {
        let mut at = now.clause.span.start;
        for &index in &now.clause.tokens {
            let token = self.view.tokens[index];
            if token.span.start != at {
                return None;
            }
            match token.kind {
                Kind::Time(_) => {}
                // 出口市场: what it describes.
                Kind::Phrase(phrase) if phrase.roles.any(Roles::ATTRIBUTE) => return None,
                Kind::Phrase(phrase) if phrase.roles.any(Roles::VERB) => {
                    return Some((token.span, phrase.roles.any(Roles::NEW)));
                }
                Kind::Phrase(phrase) if phrase.roles.any(Roles::ADVERB.and(Roles::STRIVE).and(Roles::SCOPE)) => {}
                _ => return None,
            }
            at = token.span.end;
        }
        None
    }

    /// The last verb before `at` that is always one.
    pub(super) fn verb_within(&self, now: &Now<'_>, at: u32) -> Option<(Span, bool)> {
        self.view.within(Span { start: now.left, end: at }).tokens.iter().rev().find_map(|t| match t.kind {
            Kind::Phrase(p) if p.roles.any(Roles::NEW.and(Roles::STRONG)) && !p.roles.any(Roles::WEAK) => {
                Some((t.span, p.roles.any(Roles::NEW)))
            }
            _ => None,
        })
    }
}
