//! The verb that is to make it so.

use super::object::{SHORT, Shape, noun};
use super::reader::Reader;
use super::state::Now;
use super::view::View;
use crate::lexicon::Roles;
use crate::recognise::segment;
use crate::recognise::token::{Kind, Token};
use crate::text::{Span, Words};

/// Words that set the scene of a verb further on.
const SETTINGS: [char; 9] = ['在', '为', '向', '以', '从', '由', '对', '与', '每'];

/// Such a name has no more characters after 新增.
const SHORT_NAME: usize = 3;

/// The verb that governs the words, as the span of its chain (收集保存, 引进和培养), and whether it adds.
pub(super) fn verb(
    view: View<'_, '_>,
    inside: &[&Token<'_>],
    region: Span,
    shape: Shape,
) -> Option<(Span, bool, Roles)> {
    let state = shape.state;
    // 为企业降低成本10亿元, 压减支出不低于10%: the change stands before its object.
    let change = inside.iter().rev().find(|t| {
        t.has(Roles::RISE.and(Roles::FALL))
            && !t.has(Roles::VERB)
            && t.span.len() > '的'.len_utf8()
            && !is_thing(view, t, region, Some(&view.nouns.things), Roles::WEAK)
            && !names_thing(view, t, region)
            && noun(view, Span { start: t.span.end, end: region.end }).of(view.text).chars().count() >= 2
            && (t.span.start == region.start || !state)
    });
    if let Some(token) = change
        && !inside.iter().any(|t| t.span.start > token.span.start && t.has(Roles::NEW.and(Roles::STRONG)))
    {
        return Some((token.span, false, token.roles()));
    }
    let leading = inside.first().filter(|t| {
        t.span.start == region.start
            && t.has(Roles::VERB)
            && !(shape.predicate && t.has(Roles::ATTRIBUTE))
            && !is_thing(view, t, region, Some(&view.nouns.things), t.roles())
    });
    // 在甲市乙区|建设产业园: where it is done stands right before the verb.
    let in_place = |at: u32| {
        let place = Span { start: region.start, end: at }.of(view.text);
        place.starts_with('在') && place.ends_with(['省', '市', '县', '区', '镇', '乡', '村'])
    };
    let first = if state {
        // 培训新型农民达到40000名, but not 整治完成率达到80%.
        leading.filter(|t| {
            // 抽查结果公示率: the name of a rate.
            let name = region.of(view.text);
            let rate = t.has(Roles::WEAK) && (name.ends_with('率') || name.ends_with("比例") || name.ends_with("占比"));
            let describes = shape.predicate && t.has(Roles::ATTRIBUTE);
            t.span.end < region.end
                && !rate
                && !describes
                && !inside.iter().any(|next| {
                    // 完成接待量的15%: a verb that is no part of such a name.
                    !view.nouns.doers.iter().any(|doer| t.span.of(view.text) == *doer)
                        && next.span.start == t.span.end
                        && next.has(Roles::VERB)
                        && is_thing(view, next, region, Some(&view.nouns.things), next.roles())
                })
        })
    } else if let Some(first) =
        leading.filter(|t| !t.has(Roles::WEAK) && !view.nouns.lenders.iter().any(|w| t.span.of(view.text) == *w))
    {
        Some(first)
    } else {
        inside
            .iter()
            .rev()
            .find(|t| {
                t.has(Roles::NEW.and(Roles::STRONG))
                    && !t.has(Roles::WEAK)
                    && !is_thing(view, t, region, None, t.roles())
                    // 改造2000年底前建成的小区: it describes.
                    && !view.text[t.span.end as usize..].starts_with('的')
                    && !noun(view, Span { start: t.span.end, end: region.end }).is_empty()
            })
            .or_else(|| {
                // 支持企业建设创新平台: what those do who are helped.
                let lent = leading?.span.end;
                inside.iter().rev().find(|t| {
                    t.has(Roles::WEAK)
                        && !t.has(Roles::ATTRIBUTE)
                        && !is_thing(view, t, region, Some(&view.nouns.things), t.roles())
                        && !is_thing(view, t, region, Some(&view.nouns.things_after_verb), t.roles())
                        && t.span.start >= lent + SHORT
                        && region.end >= t.span.end + SHORT
                        && view.nouns.lenders.iter().any(|w| leading.is_some_and(|l| l.span.of(view.text) == *w))
                        && !leading
                            .is_some_and(|l| ["落实", "实现", "争取", "组织开展"].contains(&l.span.of(view.text)))
                })
            })
            .or(leading)
            .or_else(|| {
                // 在各方向实施省级科技专项, 每个乡镇建设服务中心: a verb in the middle, with nouns on both sides.
                inside.iter().rev().find(|t| {
                    t.has(Roles::WEAK)
                        && !t.has(Roles::ATTRIBUTE)
                        && !shape.predicate
                        && !is_thing(view, t, region, Some(&view.nouns.things), t.roles())
                        && !is_thing(view, t, region, Some(&view.nouns.things_after_verb), t.roles())
                        && region.of(view.text).starts_with(SETTINGS)
                        && region.end - t.span.end >= if in_place(t.span.start) { SHORT } else { 2 * SHORT }
                })
            })
            .or_else(|| {
                inside.iter().rev().find(|t| {
                    t.has(Roles::NEW.and(Roles::STRONG))
                        && !t.has(Roles::WEAK)
                        && !is_thing(view, t, region, None, t.roles())
                })
            })
    }?;
    // 城镇新增就业, 光伏新增装机: the indicator's own name.
    let tail = Span { start: first.span.end, end: region.end }.of(view.text);
    if first.span.of(view.text) == "新增"
        && first.span.start > region.start
        && (1..=SHORT_NAME).contains(&tail.chars().count())
    {
        return None;
    }
    let mut chain = first.span;
    let mut adds = first.has(Roles::NEW);
    // Verbs before it that touch it, and after it.
    let anchor = first.span;
    for token in inside.iter().rev().filter(|t| t.span.end <= anchor.start && t.kind != Kind::Enumeration) {
        if !token.has(Roles::VERB) || !joined(view, token.span.end, chain.start) {
            break;
        }
        chain.start = token.span.start;
        adds |= token.has(Roles::NEW);
    }
    for token in inside.iter().filter(|t| t.span.start >= anchor.end && t.kind != Kind::Enumeration) {
        let both = token.roles();
        if !both.any(Roles::VERB)
            || !joined(view, chain.end, token.span.start)
            || is_thing(view, token, region, Some(&view.nouns.things), both)
            || is_thing(view, token, region, Some(&view.nouns.things_after_verb), Roles::WEAK)
            || both.any(Roles::ATTRIBUTE)
            || token.span.end >= region.end
        {
            break;
        }
        chain.end = token.span.end;
        adds |= both.any(Roles::NEW);
    }
    Some((chain, adds, Roles::default()))
}

/// Whether a word that may be a verb is here part of a name.
pub(super) fn is_thing(
    view: View<'_, '_>,
    token: &Token<'_>,
    region: Span,
    things: Option<&Words>,
    roles: Roles,
) -> bool {
    let rest = Span { start: token.span.end, end: region.end }.of(view.text);
    // One character makes a name only at the end (服务站5个, but 建设区域性医疗中心3个), and there any one does.
    let follows = |thing: &'static str| thing.chars().count() > 1 || rest == thing;
    let named = |things: &Words| {
        let one = rest.len() == '站'.len_utf8() && rest.chars().count() == 1;
        one || things.all_at_start(rest).any(follows)
    };
    rest.starts_with(['率', '额', '量', '值', '期', '员', '者', '业'])
        || roles.any(Roles::WEAK) && things.is_some_and(named)
}

/// Whether a change is the middle of a name: 精细化提升工程.
fn names_thing(view: View<'_, '_>, token: &Token<'_>, region: Span) -> bool {
    let rest = Span { start: token.span.end, end: region.end }.of(view.text);
    token.span.start > region.start && view.nouns.things_after_verb.contains(&rest)
}

/// Whether two verbs stand together: touching, or joined by 和, 并 or a comma of lists.
fn joined(view: View<'_, '_>, end: u32, start: u32) -> bool {
    let between = view.text.get(end as usize..start as usize);
    between.is_some_and(|words| words.is_empty() || view.wordings.link.contains(&words))
}

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
