//! The phrase in the words before an amount.

use super::governing::{Deed, governing};
use super::region::{after_disposal, after_setting, after_times, skip_openers, without_tail};
use super::{Phrase, SHORTEST_RATE, Shape, noun};
use crate::lexicon::Roles;
use crate::recognise::target::verb::guess;
use crate::recognise::target::view::View;
use crate::recognise::token::{Kind, Token};
use crate::text::Span;

/// The phrase in the words before an amount. With `state` the words are what a predicate speaks of (…达到), where a
/// verb inside is mostly part of a name.
pub(in crate::recognise::target) fn before(view: View<'_, '_>, region: Span, shape: Shape) -> Phrase {
    let words = Words::new(view, region, shape);
    let cut = words.cut_down().or_else(|| words.built());
    cut.unwrap_or_else(|| match governing(&words) {
        Some(deed) => words.done_to(deed),
        None => words.named(),
    })
}

/// The words that name what an amount counts, without times, settings and openers.
pub(super) struct Words<'v> {
    pub view: View<'v, 'v>,
    pub shape: Shape,
    pub region: Span,
    /// What stands before the first time.
    subject: Span,
    /// The tokens of the region that no name or bracket holds.
    pub inside: Vec<&'v Token<'v>>,
}

impl<'v> Words<'v> {
    fn new(view: View<'v, 'v>, region: Span, shape: Shape) -> Self {
        let region = without_tail(view, region);
        let (subject, region) = after_times(view, region);
        let region = after_setting(view, region);
        let region = without_tail(view, region);
        let region = if shape.predicate { after_disposal(view.text, region) } else { region };
        let open = |t: &&Token<'_>| t.kind == Kind::Name || !view.is_shut(t.span.start, region);
        let mut inside: Vec<&Token<'_>> = view.tokens.iter().filter(|t| region.contains(t.span)).filter(open).collect();
        // 专利拥有量超过57件: an indicator has a state, whatever its unit.
        let indicator = shape.predicate && view.nouns.indicators.end(region.of(view.text));
        let shape = Shape { state: shape.state || indicator, ..shape };
        let region = Span { start: skip_openers(view, &inside, region, shape.state), ..region };
        inside.retain(|t| region.contains(t.span));
        Self { view, shape, region, subject, inside }
    }

    /// 减|材料|20%, 压|时限|50%: a verb of one character.
    fn cut_down(&self) -> Option<Phrase> {
        let words = self.region.of(self.view.text);
        let thing = self.view.nouns.cut.at_end(words)?;
        let before = words.strip_suffix(thing).filter(|before| before.ends_with(['减', '压']))?;
        let end = self.region.start + before.len() as u32;
        let action = Span { start: end - '减'.len_utf8() as u32, end };
        let object = Span { start: end, ..self.region };
        Some(Phrase { object, action: Some(action), change: Roles::FALL, from: action.start, ..Phrase::default() })
    }

    /// 新（改）建|服务中心: a verb with another one in brackets.
    fn built(&self) -> Option<Phrase> {
        let verb = self.view.wordings.built.at_start(self.region.of(self.view.text))?;
        let start = self.region.start;
        let chain = Span { start, end: start + verb.len() as u32 };
        let object = noun(self.view, Span { start: chain.end, ..self.region });
        Some(Phrase { object, action: Some(chain), adds: verb.starts_with('新'), from: start, ..Phrase::default() })
    }

    /// The noun of words that no verb of the lexicon governs.
    fn named(&self) -> Phrase {
        let Self { view, shape, region, .. } = *self;
        let asks = !shape.predicate && shape.unclear;
        if let Some((verb, thing)) = asks.then(|| reached(view, region)).flatten() {
            return Phrase { object: thing, action: Some(verb), from: region.start, ..Phrase::default() };
        }
        // 欠款上半年清偿50%: a verb alone.
        let does = |t: &Token<'_>| t.has(Roles::NEW.and(Roles::STRONG)) && !t.has(Roles::ATTRIBUTE);
        let alone = self.inside.iter().find(|t| t.span == region && does(t));
        let guessed = || if shape.state || !asks { None } else { guess(view, &self.inside, region) };
        let action = alone.map(|t| t.span).or_else(guessed);
        let object = noun(view, action.map_or(region, |verb| Span { start: verb.end, ..region }));
        let before = if object.is_empty() { self.named_before() } else { object };
        if object.is_empty() && !before.is_empty() {
            return Phrase { object: before, action, from: before.start, ..Phrase::default() };
        }
        let from = action.map_or(region.start, |verb| verb.start);
        Phrase { object, action, from, ..Phrase::default() }
    }

    /// What something is done to: the noun behind the verb, before a time, or before the verb.
    fn done_to(&self, deed: Deed) -> Phrase {
        let (deed, object) = self.with_second_verb(deed);
        let Deed { chain, adds, change } = deed;
        if self.names_verb(deed, object) {
            let object = Span { start: chain.start, ..object };
            return Phrase { object, from: chain.start, ..Phrase::default() };
        }
        if !object.is_empty() {
            return Phrase { object, action: Some(chain), adds, change, from: chain.start };
        }
        // 社会体育指导员每年培训2000名: the time stands between.
        let named = self.named_before();
        let named = if named.is_empty() { self.added_to(chain) } else { named };
        let from = if named.is_empty() { chain.start } else { named.start };
        Phrase { object: named, action: Some(chain), adds, change, from }
    }

    /// The verb with one that is joined to it or ends the words, and the noun behind both.
    fn with_second_verb(&self, deed: Deed) -> (Deed, Span) {
        let Self { view, region, .. } = *self;
        let mut chain = deed.chain;
        let mut object = noun(view, Span { start: chain.end, ..region });
        // 新增及更新公交车: a second verb, which may be part of a name elsewhere.
        let words = object.of(view.text);
        let bare = words.trim_start_matches(['及', '或', '和']);
        let link = (words.len() - bare.len()) as u32;
        let always = |t: Token<'_>| t.has(Roles::STRONG) && !t.has(Roles::WEAK.and(Roles::ATTRIBUTE));
        if link > 0
            && let Some(second) = view.starting(object.start + link)
            && second.has(Roles::VERB)
            // 废止和宣布失效5件: of what was spoken of.
            && (second.span.end < object.end || always(second))
        {
            chain.end = second.span.end;
            object.start = second.span.end;
        }
        // 整改完成40处: no thing.
        if object.of(view.text) == "完成" {
            (chain.end, object.start) = (object.end, object.end);
        }
        (Deed { chain, ..deed }, object)
    }

    /// Whether the noun behind a verb names a rate or a share of what that does, and the verb is part of its name.
    fn names_verb(&self, deed: Deed, object: Span) -> bool {
        let words = object.of(self.view.text);
        let (state, rate) = (self.shape.state, words.ends_with('率'));
        let touches = object.start == deed.chain.end;
        // 培训合格率, 孵化成功率: a rate of what the verb does, and no rate that is done.
        let of_done = rate && words.chars().count() <= SHORTEST_RATE && touches;
        let plain = !deed.adds && deed.change == Roles::default();
        // 完成整改的比例: a share of what the verb does.
        let share = || words.strip_prefix('的').is_some_and(|head| self.view.wordings.share_name.contains(&head));
        // 新开工项目开工率达到70%: a rate of what is new.
        state && (of_done && plain || deed.adds && rate) || touches && share()
    }

    /// 集聚区新增4个: the noun that the verb follows.
    fn added_to(&self, chain: Span) -> Span {
        let subject = noun(self.view, Span { start: self.region.start, end: chain.start });
        let subject = without_adverbs(self.view, subject);
        // 每个县至少培育1条: each of them is asked, not counted.
        let asked = subject.of(self.view.text).starts_with(['每', '各']);
        if asked { Span { start: chain.end, end: chain.end } } else { subject }
    }

    /// The noun phrase of the words before a time, where there is one that is asked for nothing itself.
    fn named_before(&self) -> Span {
        let Self { view, subject, shape, .. } = *self;
        let none = Span { start: subject.end, end: subject.end };
        let words = subject.of(view.text).trim_end_matches(['到', '在', '于', '至', '自', '从', '较', '、']);
        // 医院CT配备实现零的突破、年内添置3台.
        let first = view.wordings.breakthrough.strip_end(words);
        let mut subject = Span { end: subject.start + first.unwrap_or(words).len() as u32, ..subject };
        while first.is_some()
            && let Some(verb) = view.within(subject).tokens.last().filter(|t| t.span.end == subject.end)
            && verb.span.start > subject.start
        {
            subject.end = verb.span.start;
        }
        let inside: Vec<&Token<'_>> = view.within(subject).tokens.iter().collect();
        let start = skip_openers(view, &inside, subject, shape.state);
        let object = noun(view, Span { start, end: subject.end });
        let words = object.of(view.text);
        let verbal = inside
            .iter()
            .any(|t| t.span.end == object.end && matches!(t.kind, Kind::Phrase(p) if !p.roles.any(Roles::NOUN)));
        if words.chars().count() < 2 || words.starts_with(['每', '各']) || verbal { none } else { object }
    }
}

/// The verb that says how far a thing reaches and what it reaches: 专科联盟|覆盖|医疗机构; but 宽带覆盖面.
pub(in crate::recognise::target) fn reached(view: View<'_, '_>, region: Span) -> Option<(Span, Span)> {
    let words = region.of(view.text);
    let words = words.strip_suffix('的').unwrap_or(words);
    let (at, verb) = view.wordings.reaches.iter().filter_map(|verb| Some((words.rfind(verb)?, *verb))).max()?;
    let thing = &words[at + verb.len()..];
    let long = words[..at].chars().count() >= 2 && thing.chars().count() >= 2;
    let start = region.start + at as u32;
    let end = start + verb.len() as u32;
    let named = thing.starts_with(['率', '面', '网', '点', '范', '区', '型']);
    (long && !named && !words[..at].ends_with(['全', '网']))
        .then_some((Span { start, end }, Span { start: end, end: region.start + words.len() as u32 }))
}

/// A noun phrase without the adverbs behind it, which belong to the verb (贷款累计|投放).
fn without_adverbs(view: View<'_, '_>, mut subject: Span) -> Span {
    while let Some(token) = view.touching(subject.end)
        && token.span.start > subject.start
        && token.has(Roles::ADVERB.and(Roles::TOTAL))
        && !token.has(Roles::NOUN)
    {
        subject.end = token.span.start;
    }
    let words = subject.of(view.text);
    let bare = words.strip_suffix('较').unwrap_or(words);
    Span { end: subject.start + bare.len() as u32, ..subject }
}
