//! The verb that governs the words before an amount.

use super::before::Words;
use super::{SHORT, noun};
use crate::lexicon::Roles;
use crate::recognise::target::verb::is_thing;
use crate::recognise::token::{Kind, Token};
use crate::text::Span;

/// Words that set the scene of a verb further on.
const SETTINGS: [char; 9] = ['在', '为', '向', '以', '从', '由', '对', '与', '每'];

/// Such a name has no more characters after 新增.
const SHORT_NAME: usize = 3;

/// The verbs that govern the words, and what they say of the amount.
#[derive(Clone, Copy)]
pub(super) struct Deed {
    /// The span of all of them: 收集保存, 引进和培养.
    pub chain: Span,
    pub adds: bool,
    pub change: Roles,
}

/// The verbs that govern words.
pub(super) fn governing(words: &Words<'_>) -> Option<Deed> {
    let mut verbs = Verbs { words, leading: None };
    if let Some(change) = verbs.change() {
        return Some(Deed { chain: change.span, adds: false, change: change.roles() });
    }
    verbs.leading = words.inside.first().copied().filter(|t| verbs.leads(t));
    let verb =
        if words.shape.state { verbs.leading_of_state() } else { Verbs::RULES.iter().find_map(|rule| rule(&verbs)) };
    let verb = verb.filter(|verb| !verbs.names_growth(verb))?;
    Some(verbs.chain(verb))
}

/// The words, while their verb is looked for.
struct Verbs<'v> {
    words: &'v Words<'v>,
    /// The verb that opens them.
    leading: Option<&'v Token<'v>>,
}

impl<'v> Verbs<'v> {
    /// The rules for words that say what is to be done, in the order in which they are asked; the first that knows the
    /// verb ends the list.
    const RULES: [fn(&Self) -> Option<&'v Token<'v>>; 6] = [
        Self::leading_always,
        Self::last_with_noun,
        Self::of_those_helped,
        Self::leading,
        Self::behind_setting,
        Self::last,
    ];

    /// 为企业降低成本|10亿元, 压减支出|不低于10%: the change stands before its object.
    fn change(&self) -> Option<&'v Token<'v>> {
        let Words { view, region, shape, inside, .. } = self.words;
        let change = inside.iter().rev().copied().find(|t| {
            t.has(Roles::RISE.and(Roles::FALL))
                && !t.has(Roles::VERB)
                && t.span.len() > '的'.len_utf8()
                && !is_thing(*view, t, *region, Some(&view.nouns.things), Roles::WEAK)
                && !self.is_within_name(t)
                && noun(*view, self.behind(t)).of(view.text).chars().count() >= 2
                && (t.span.start == region.start || !shape.state)
        })?;
        let later = |t: &&Token<'_>| t.span.start > change.span.start && t.has(Roles::NEW.and(Roles::STRONG));
        (!inside.iter().any(later)).then_some(change)
    }

    /// 培训新型农民达到40000名; but 整治完成率达到80%, 抽查结果公示率达到100%: no part of the name of what has the state.
    fn leading_of_state(&self) -> Option<&'v Token<'v>> {
        let Words { view, region, shape, inside, .. } = self.words;
        let verb = self.leading?;
        let name = region.of(view.text);
        let rate = verb.has(Roles::WEAK) && (name.ends_with('率') || name.ends_with("比例") || name.ends_with("占比"));
        let describes = shape.predicate && verb.has(Roles::ATTRIBUTE);
        // 治理区土壤含盐量下降0.5个千分点: an area that is named by what is done there.
        let behind = view.text[verb.span.end as usize..].strip_prefix('区');
        let area = behind.is_some_and(|rest| !rest.starts_with(['域', '级', '县', '市', '政', '属', '内']));
        if verb.span.end >= region.end || rate || describes || area {
            return None;
        }
        // 完成接待量的15%: a verb that is no part of such a name.
        let names = |next: &&Token<'_>| {
            next.span.start == verb.span.end
                && next.has(Roles::VERB)
                && is_thing(*view, next, *region, Some(&view.nouns.things), next.roles())
        };
        let does = view.nouns.doers.contains(&view.of(verb.span));
        (does || !inside.iter().any(names)).then_some(verb)
    }

    /// 新建服务中心: a verb that is always one, and does not lead to another.
    fn leading_always(&self) -> Option<&'v Token<'v>> {
        self.leading.filter(|t| !t.has(Roles::WEAK) && !self.lends(t))
    }

    /// 全市建成基地: the last verb that is always one and has a noun behind it; but 改造2000年底前建成的小区: it describes.
    fn last_with_noun(&self) -> Option<&'v Token<'v>> {
        let view = self.words.view;
        let describes = |t: &Token<'_>| view.text[t.span.end as usize..].starts_with('的');
        self.rfind(|t| self.is_always(t) && !describes(t) && !noun(view, self.behind(t)).is_empty())
    }

    /// 支持企业建设创新平台: what those do who are helped.
    fn of_those_helped(&self) -> Option<&'v Token<'v>> {
        let Words { view, region, .. } = self.words;
        let lender = self.leading.filter(|t| self.lends(t) && !view.wordings.no_help.contains(&view.of(t.span)))?;
        let apart = |t: &Token<'_>| t.span.start >= lender.span.end + SHORT && region.end >= t.span.end + SHORT;
        self.rfind(|t| apart(t) && self.may_be(t))
    }

    /// 开展培训: whatever opens the words.
    fn leading(&self) -> Option<&'v Token<'v>> {
        self.leading
    }

    /// 在各方向实施省级科技专项, 每个乡镇建设服务中心: a verb in the middle, with nouns on both sides.
    fn behind_setting(&self) -> Option<&'v Token<'v>> {
        let Words { view, region, shape, .. } = self.words;
        if shape.predicate || !region.of(view.text).starts_with(SETTINGS) {
            return None;
        }
        // 在甲市乙区|建设产业园: where it is done stands right before the verb.
        let in_place = |at: u32| {
            let place = Span { start: region.start, end: at }.of(view.text);
            place.starts_with('在') && place.ends_with(['省', '市', '县', '区', '镇', '乡', '村'])
        };
        let least = |t: &Token<'_>| if in_place(t.span.start) { SHORT } else { 2 * SHORT };
        self.rfind(|t| self.may_be(t) && region.end - t.span.end >= least(t))
    }

    /// 道路新建: the last verb that is always one.
    fn last(&self) -> Option<&'v Token<'v>> {
        self.rfind(|t| self.is_always(t))
    }

    /// The last word of which something holds.
    fn rfind(&self, holds: impl Fn(&Token<'_>) -> bool) -> Option<&'v Token<'v>> {
        self.words.inside.iter().rev().copied().find(|t| holds(t))
    }

    /// The words behind a verb.
    fn behind(&self, verb: &Token<'_>) -> Span {
        Span { start: verb.span.end, end: self.words.region.end }
    }

    /// Whether a token is a verb that opens the words.
    fn leads(&self, token: &Token<'_>) -> bool {
        let Words { view, region, shape, .. } = self.words;
        token.span.start == region.start
            && token.has(Roles::VERB)
            && !(shape.predicate && token.has(Roles::ATTRIBUTE))
            && !is_thing(*view, token, *region, Some(&view.nouns.things), token.roles())
    }

    /// Whether a word is a verb wherever it stands, unless a name goes on behind it.
    fn is_always(&self, token: &Token<'_>) -> bool {
        let Words { view, region, .. } = self.words;
        token.has(Roles::NEW.and(Roles::STRONG))
            && !token.has(Roles::WEAK)
            && !is_thing(*view, token, *region, None, token.roles())
    }

    /// Whether a word may be a verb, and is here no part of a name.
    fn may_be(&self, token: &Token<'_>) -> bool {
        let Words { view, region, .. } = self.words;
        let thing = |things| is_thing(*view, token, *region, Some(things), token.roles());
        token.has(Roles::WEAK)
            && !token.has(Roles::ATTRIBUTE)
            && !thing(&view.nouns.things)
            && !thing(&view.nouns.things_after_verb)
    }

    /// Whether a verb leads to what others do.
    fn lends(&self, verb: &Token<'_>) -> bool {
        self.words.view.nouns.lenders.contains(&self.words.view.of(verb.span))
    }

    /// Whether a change is the middle of a name: 精细化提升工程.
    fn is_within_name(&self, token: &Token<'_>) -> bool {
        let Words { view, region, .. } = self.words;
        let rest = self.behind(token).of(view.text);
        token.span.start > region.start && view.nouns.things_after_verb.contains(&rest)
    }

    /// 城镇新增就业, 光伏新增装机: the indicator's own name.
    fn names_growth(&self, verb: &Token<'_>) -> bool {
        let Words { view, region, .. } = self.words;
        view.of(verb.span) == "新增"
            && verb.span.start > region.start
            && (1..=SHORT_NAME).contains(&self.behind(verb).of(view.text).chars().count())
    }

    /// The verb with those before and behind it that it stands together with.
    fn chain(&self, verb: &Token<'_>) -> Deed {
        let Words { view, region, inside, .. } = self.words;
        let mut chain = verb.span;
        let mut adds = verb.has(Roles::NEW);
        let words = || inside.iter().filter(|t| t.kind != Kind::Enumeration);
        for token in words().rev().filter(|t| t.span.end <= verb.span.start) {
            if !token.has(Roles::VERB) || !self.are_joined(token.span.end, chain.start) {
                break;
            }
            chain.start = token.span.start;
            adds |= token.has(Roles::NEW);
        }
        for token in words().filter(|t| t.span.start >= verb.span.end) {
            let thing = |things, roles| is_thing(*view, token, *region, Some(things), roles);
            if !token.has(Roles::VERB)
                || !self.are_joined(chain.end, token.span.start)
                || thing(&view.nouns.things, token.roles())
                || thing(&view.nouns.things_after_verb, Roles::WEAK)
                || token.has(Roles::ATTRIBUTE)
                || token.span.end >= region.end
            {
                break;
            }
            chain.end = token.span.end;
            adds |= token.has(Roles::NEW);
        }
        Deed { chain, adds, change: Roles::default() }
    }

    /// Whether two verbs stand together: touching, or joined by 和, 并 or a comma of lists.
    fn are_joined(&self, end: u32, start: u32) -> bool {
        let view = self.words.view;
        let between = view.text.get(end as usize..start as usize);
        between.is_some_and(|words| words.is_empty() || view.wordings.link.contains(&words))
    }
}
