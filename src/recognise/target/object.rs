//! The noun phrase that is counted, and the verb that is to make it so.

use crate::lexicon::{Roles, UnitKind};
use crate::recognise::segment;
use crate::recognise::token::{Kind, Token};
use crate::text::Span;

/// What was found to one side of an amount.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Phrase {
    /// The noun phrase; empty where the words have none.
    pub object: Span,
    /// The verb.
    pub action: Option<Span>,
    /// Whether the verb says what is added.
    pub adds: bool,
    /// What the verb says of the change (降低, 提高).
    pub change: Roles,
    /// Where the words of the phrase begin, what describes the noun included.
    pub from: u32,
}

/// With these, a word that may be a verb is part of a thing's name (培训基地, 服务平台).
const THINGS: [&str; 40] = [
    "率", "额", "量", "值", "业", "费", "数", "面积", "时间", "时限", "比例", "能力", "水平", "点", "员", "者", "站",
    "线", "区", "器", "机", "厂", "性", "型", "基地", "中心", "平台", "园", "体系", "机构", "产能", "收入", "规模",
    "周期", "指数", "主体", "质量", "事项", "总", "设施",
];

/// After another verb these, too, make it part of a name (实施改造项目, 培育服务企业).
const THINGS_AFTER_VERB: [&str; 17] = [
    "活动", "行动", "试点", "大赛", "演练", "培训", "专项", "项目", "工程", "企业", "人员", "人才", "队伍", "服务",
    "设备", "公司", "学校",
];

/// Heads that need what stands before 的 (对经济增长的贡献率, 占…的比重).
const BARE_HEADS: [&str; 20] = [
    "比重",
    "比例",
    "占比",
    "贡献率",
    "比率",
    "增速",
    "增幅",
    "涨幅",
    "数量",
    "总量",
    "面积",
    "规模",
    "时间",
    "比",
    "产值",
    "收入",
    "总额",
    "数",
    "金额",
    "总数",
];

/// Words that set the scene of a verb further on.
const SETTINGS: [char; 8] = ['在', '为', '向', '以', '从', '由', '对', '与'];

/// The bytes of a word of two characters.
const SHORT: u32 = 6;

/// How the names of indicators end.
const INDICATORS: [&str; 8] = ["率", "额", "量", "值", "数", "面积", "规模", "比例"];

/// Longest bracket that stays in an object. Characters; longer ones explain.
const LONGEST_BRACKET: usize = 8;

/// How an amount follows the words before it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shape {
    /// The words name what has a state; a verb inside is mostly part of a name.
    pub state: bool,
    /// A predicate or comparator stands between them and the number.
    pub predicate: bool,
    /// Nothing else tells whether a verb opens them: no list goes on, and the number counts things.
    pub unclear: bool,
}

/// The phrase in the words before an amount. With `state` the words are what a predicate speaks of (…达到), where a
/// verb inside is mostly part of a name.
pub(super) fn before(text: &str, tokens: &[Token<'_>], region: Span, shape: Shape) -> Phrase {
    let region = after_times(text, tokens, region);
    let region = if shape.predicate { after_disposal(text, region) } else { region };
    let inside: Vec<Token<'_>> = tokens
        .iter()
        .filter(|t| region.contains(t.span) && (t.kind == Kind::Name || !is_shut(tokens, t.span.start, region)))
        .copied()
        .collect();
    // 专利拥有量超过57件: an indicator has a state, whatever its unit.
    let indicator = shape.predicate && INDICATORS.iter().any(|head| region.of(text).ends_with(head));
    let shape = Shape { state: shape.state || indicator, ..shape };
    let state = shape.state;
    let start = skip_openers(text, &inside, region, state);
    let region = Span { start, end: region.end };
    let inside: Vec<Token<'_>> = inside.into_iter().filter(|t| region.contains(t.span)).collect();
    let Some((chain, adds, change)) = verb(text, tokens, &inside, region, shape) else {
        let chain = if state || shape.predicate || !shape.unclear { None } else { guess(text, &inside, region) };
        let object = noun(text, tokens, chain.map_or(region, |c| Span { start: c.end, end: region.end }));
        let from = chain.map_or(region.start, |c| c.start);
        return Phrase { object, action: chain, from, ..Phrase::default() };
    };
    let rest = Span { start: chain.end, end: region.end };
    let object = noun(text, tokens, rest);
    if object.is_empty() {
        // 集聚区新增4个: the verb follows what it adds to.
        let subject = noun(text, tokens, Span { start: region.start, end: chain.start });
        // 每个县至少培育1条: each of them is asked, not counted.
        let asked = subject.of(text).starts_with(['每', '各']);
        let object = if asked { Span { start: chain.end, end: chain.end } } else { subject };
        let from = if object.is_empty() { chain.start } else { object.start };
        return Phrase { object, action: Some(chain), adds, change, from };
    }
    Phrase { object, action: Some(chain), adds, change, from: chain.start }
}

/// The region after the times in it; what stands before them where nothing follows.
fn after_times(text: &str, tokens: &[Token<'_>], region: Span) -> Span {
    let mut best = region;
    // 三年累计: a length of time at the beginning tells no thing.
    let length = |t: &Token<'_>| {
        matches!(t.kind, Kind::Amount(a) if a.kind == UnitKind::Duration) && t.span.start == region.start
    };
    let times = tokens.iter().filter(|t| {
        region.contains(t.span)
            && (matches!(t.kind, Kind::Time(_)) || length(t))
            && !is_shut(tokens, t.span.start, region)
    });
    for token in times {
        let rest = Span { start: token.span.end, end: region.end };
        if rest.trim(text).is_empty() {
            let before = Span { start: best.start, end: token.span.start };
            let words = before.of(text);
            let bare = words.trim_end_matches(['较', '比', '与', '同', '在', '按']);
            return Span { start: before.start, end: before.start + bare.len() as u32 };
        }
        best = rest;
    }
    best
}

/// The region after 将 or 把, which say who does it (引导机构将费率降至1%).
fn after_disposal(text: &str, region: Span) -> Span {
    let words = region.of(text);
    let at = words.char_indices().filter(|&(at, c)| {
        let rest = &words[at + c.len_utf8()..];
        c == '将' && !rest.starts_with(['来', '近']) || c == '把' && !rest.starts_with(['握', '关', '手'])
    });
    let after = at.last().map_or(0, |(at, c)| at + c.len_utf8());
    Span { start: region.start + after as u32, end: region.end }
}

/// Where the words begin after adverbs, scopes, 力争, 确保, 将.
fn skip_openers(text: &str, inside: &[Token<'_>], region: Span, state: bool) -> u32 {
    let mut start = region.start;
    loop {
        let rest = Span { start, end: region.end }.of(text);
        // ▲, ●, an opening quote whose statement goes on.
        if let Some(c) = rest.chars().next()
            && !c.is_alphanumeric()
            && !matches!(c, '（' | '(' | '《')
            && !inside.iter().any(|t| t.span.start == start && t.kind == Kind::Name)
        {
            start += c.len_utf8() as u32;
            continue;
        }
        if let Some(step) = LINKS.iter().find(|w| rest.starts_with(**w))
            && !NOT_LINKS.iter().any(|w| rest.starts_with(w))
        {
            start += step.len() as u32;
            continue;
        }
        if state
            && let Some(step) = ["将", "把", "使", "让"].iter().find(|w| rest.starts_with(**w))
            && !inside.iter().any(|t| t.span.start == start && t.span.len() > step.len())
        {
            start += step.len() as u32;
            continue;
        }
        let Some(token) = inside.iter().find(|t| t.span.start == start) else { return start };
        let Kind::Phrase(phrase) = token.kind else { return start };
        let skip =
            phrase.roles.any(Roles::ADVERB.and(Roles::SCOPE).and(Roles::STRIVE).and(Roles::AMONG).and(Roles::TOTAL))
                || phrase.roles.any(Roles::CAUSE)
                || (state && phrase.roles.any(Roles::VERB) && CAUSES.contains(&phrase.words));
        // 重点商圈, 年接待: before a noun an adverb is part of its name.
        let adverb = phrase.roles.any(Roles::ADVERB)
            && !phrase.roles.any(Roles::SCOPE.and(Roles::STRIVE).and(Roles::TOTAL))
            && !FREE.contains(&phrase.words);
        let leads = Roles::VERB.and(Roles::PREDICATE).and(Roles::ADVERB).and(Roles::STRIVE).and(Roles::TOTAL);
        let next_is_verb = token.span.end >= region.end
            || inside
                .iter()
                .any(|t| t.span.start == token.span.end && matches!(t.kind, Kind::Phrase(p) if p.roles.any(leads)));
        if !skip || adverb && !next_is_verb {
            return start;
        }
        start = token.span.end;
    }
}

/// Adverbs that are never part of a name.
const FREE: [&str; 9] = ["全年", "年均", "首批", "全部", "原则上", "共", "共计", "一共", "至少"];

/// What may stand between two items of a list.
const LINKS: [&str; 7] = ["、", "以及", "和", "及", "与", "或", "并"];

/// Words that begin with one of them.
const NOT_LINKS: [&str; 8] = ["和谐", "和平", "和美", "及时", "与会", "并网", "并购", "并联"];

/// Verbs that may take a clause with a verb of its own (支持各地举办…).
const LENDS: [&str; 16] = [
    "支持",
    "鼓励",
    "引导",
    "组织",
    "动员",
    "推动",
    "带动",
    "力促",
    "促成",
    "促进",
    "协助",
    "帮扶",
    "实现",
    "争取",
    "组织开展",
    "落实",
];

/// Verbs that lead to a state (实现…覆盖率达到).
const CAUSES: [&str; 8] = ["实现", "推动", "带动", "保障", "促进", "引导", "保证", "推进"];

/// The verb that governs the words, as the span of its chain (收集保存, 引进和培养), and whether it adds.
fn verb(
    text: &str,
    tokens: &[Token<'_>],
    inside: &[Token<'_>],
    region: Span,
    shape: Shape,
) -> Option<(Span, bool, Roles)> {
    let state = shape.state;
    let roles = |t: &Token<'_>| match t.kind {
        Kind::Phrase(phrase) => phrase.roles,
        _ => Roles::default(),
    };
    // 为企业降低成本10亿元, 压减支出不低于10%: the change stands before its object.
    let change = inside.iter().rev().find(|t| {
        roles(t).any(Roles::RISE.and(Roles::FALL))
            && !roles(t).any(Roles::VERB)
            && t.span.len() > '的'.len_utf8()
            && !is_thing(text, t, region, &THINGS, Roles::WEAK)
            && noun(text, tokens, Span { start: t.span.end, end: region.end }).of(text).chars().count() >= 2
            && (t.span.start == region.start || !state)
    });
    if let Some(token) = change
        && !inside.iter().any(|t| t.span.start > token.span.start && roles(t).any(Roles::NEW.and(Roles::STRONG)))
    {
        return Some((token.span, false, roles(token)));
    }
    let leading = inside.first().filter(|t| {
        t.span.start == region.start
            && roles(t).any(Roles::VERB)
            && !(shape.predicate && roles(t).any(Roles::ATTRIBUTE))
            && !is_thing(text, t, region, &THINGS, roles(t))
    });
    let first = if state {
        // 培训新型农民达到40000名, but not 整治完成率达到80%.
        leading.filter(|t| {
            t.span.end < region.end
                && !(shape.predicate && roles(t).any(Roles::ATTRIBUTE))
                && !inside.iter().any(|next| {
                    next.span.start == t.span.end
                        && roles(next).any(Roles::VERB)
                        && is_thing(text, next, region, &THINGS, roles(next))
                })
        })
    } else if let Some(first) =
        leading.filter(|t| !roles(t).any(Roles::WEAK) && !LENDS.iter().any(|w| t.span.of(text) == *w))
    {
        Some(first)
    } else {
        inside
            .iter()
            .rev()
            .find(|t| {
                roles(t).any(Roles::NEW.and(Roles::STRONG))
                    && !roles(t).any(Roles::WEAK)
                    && !is_thing(text, t, region, &[], roles(t))
                    && !noun(text, tokens, Span { start: t.span.end, end: region.end }).is_empty()
            })
            .or(leading)
            .or_else(|| {
                // 等方向实施省级科技专项: a verb in the middle, with nouns on both sides.
                inside.iter().rev().find(|t| {
                    roles(t).any(Roles::WEAK)
                        && !roles(t).any(Roles::ATTRIBUTE)
                        && !shape.predicate
                        && !is_thing(text, t, region, &THINGS, roles(t))
                        && !is_thing(text, t, region, &THINGS_AFTER_VERB, roles(t))
                        && region.of(text).starts_with(SETTINGS)
                        && region.end - t.span.end >= 2 * SHORT
                })
            })
            .or_else(|| {
                inside.iter().rev().find(|t| roles(t).any(Roles::NEW.and(Roles::STRONG)) && !roles(t).any(Roles::WEAK))
            })
    }?;
    let mut chain = first.span;
    let mut adds = roles(first).any(Roles::NEW);
    // Verbs before it that touch it, and after it.
    let anchor = first.span;
    for token in inside.iter().rev().filter(|t| t.span.end <= anchor.start && t.kind != Kind::Enumeration) {
        if !roles(token).any(Roles::VERB) || !joined(text, token.span.end, chain.start) {
            break;
        }
        chain.start = token.span.start;
        adds |= roles(token).any(Roles::NEW);
    }
    for token in inside.iter().filter(|t| t.span.start >= anchor.end && t.kind != Kind::Enumeration) {
        let both = roles(token);
        if !both.any(Roles::VERB)
            || !joined(text, chain.end, token.span.start)
            || is_thing(text, token, region, &THINGS, both)
            || is_thing(text, token, region, &THINGS_AFTER_VERB, Roles::WEAK)
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
fn is_thing(text: &str, token: &Token<'_>, region: Span, things: &[&str], roles: Roles) -> bool {
    let rest = Span { start: token.span.end, end: region.end }.of(text);
    let always = ["率", "额", "量", "值", "期", "员", "者"].iter().any(|thing| rest.starts_with(thing));
    always || roles.any(Roles::WEAK) && things.iter().any(|thing| rest.starts_with(thing))
}

/// Whether two verbs stand together: touching, or joined by 和, 并 or a comma of lists.
fn joined(text: &str, end: u32, start: u32) -> bool {
    matches!(text.get(end as usize..start as usize), Some("" | "和" | "并" | "、" | "及" | "与" | "或" | "以及"))
}

/// The verb by the segmenter, where the lexicon has none; only for words that do not look like an indicator.
fn guess(text: &str, inside: &[Token<'_>], region: Span) -> Option<Span> {
    let words = region.of(text);
    let opens_with_name = inside.first().is_some_and(|t| t.span.start == region.start && t.kind == Kind::Name);
    if words.is_empty() || opens_with_name || THINGS.iter().any(|thing| words.ends_with(thing)) {
        return None;
    }
    let len = segment::leading_verbs(words)?;
    (len < words.len()).then(|| Span { start: region.start, end: region.start + len as u32 })
}

/// The noun phrase of a region: after its last 的, without what only links it.
fn noun(text: &str, tokens: &[Token<'_>], region: Span) -> Span {
    let mut region = region.trim(text);
    if matches!(region.of(text), "的" | "是" | "为" | "其") {
        return Span { start: region.end, end: region.end };
    }
    // 滑雪指导员、民宿管家等从业人员: the last word counts all of them.
    let words = region.of(text);
    if let Some(at) = words.rfind('等').filter(|at| words[..*at].contains('、')) {
        let rest = &words[at + '等'.len_utf8()..];
        let before = words[..at].chars().next_back();
        if rest.chars().count() >= 2
            && !before.is_some_and(|c| "高中初平同均相优劣".contains(c))
            && !rest.starts_with('级')
        {
            region.start += (at + '等'.len_utf8()) as u32;
        }
    }
    let quoted = |at: u32| is_shut(tokens, at, region);
    let words = region.of(text);
    if let Some(at) = words.rmatch_indices('的').map(|(at, _)| at).find(|at| !quoted(region.start + *at as u32)) {
        let rest = &words[at + '的'.len_utf8()..];
        if !BARE_HEADS.contains(&rest) && !rest.is_empty() {
            region.start += (at + '的'.len_utf8()) as u32;
        }
    }
    for word in ["了", "出", "现有", "一批", "个", "并", "在", "到"] {
        let words = region.of(text);
        if let Some(rest) = words.strip_prefix(word).filter(|rest| rest.chars().count() >= 2)
            && !(word == "出" && rest.starts_with(['口', '厂', '台', '租', '生', '境', '栏', '行']))
            && !(word == "个" && rest.starts_with(['体', '人', '税']))
            && !(word == "在" && !rest.starts_with('外'))
            && !(word == "到" && rest.starts_with('位'))
        {
            if word == "在" {
                break;
            }
            region.start += (words.len() - rest.len()) as u32;
        }
    }
    region
}

/// What is done to a thing, where a verb such as 完成 stands before (完成老旧小区改造100个): no part of the thing.
const DEEDS: [&str; 14] = [
    "数字化改造",
    "智能化改造",
    "提升改造",
    "升级改造",
    "改造提升",
    "达标改造",
    "改造",
    "建设",
    "整治",
    "修缮",
    "治理",
    "创建",
    "修编",
    "升级",
];

/// Verbs that take such a deed.
const DOERS: [&str; 6] = ["完成", "实施", "开展", "推进", "启动", "实现"];

/// The object without what is done to it.
pub(super) fn without_deed(text: &str, object: Span, action: Option<Span>) -> Span {
    let Some(action) = action else { return object };
    if !DOERS.iter().any(|doer| action.of(text).ends_with(doer)) {
        return object;
    }
    let words = object.of(text);
    let bare = DEEDS.iter().find_map(|deed| words.strip_suffix(deed)).filter(|bare| bare.chars().count() >= 2);
    bare.map_or(object, |bare| Span { start: object.start, end: object.start + bare.len() as u32 })
}

/// Whether `at` lies within a name or a bracket.
fn is_shut(tokens: &[Token<'_>], at: u32, region: Span) -> bool {
    let mut depth = 0i32;
    for token in tokens.iter().filter(|t| region.contains(t.span)).take_while(|t| t.span.start < at) {
        match token.kind {
            Kind::Name if at < token.span.end => return true,
            Kind::Open => depth += 1,
            Kind::Close => depth -= 1,
            _ => {}
        }
    }
    depth > 0
}

/// The phrase after an amount, and where the words that belong to it end.
pub(super) fn after(text: &str, tokens: &[Token<'_>], region: Span) -> (Span, u32) {
    let mut end = region.end;
    let quoted = |at: u32| is_shut(tokens, at, region);
    let mut depth = 0usize;
    for (place, token) in tokens.iter().enumerate().filter(|(_, t)| region.contains(t.span)) {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 {
            continue;
        }
        let Kind::Phrase(phrase) = token.kind else { continue };
        if !phrase.roles.any(Roles::FOLLOW) || is_thing(text, token, region, &[], phrase.roles) {
            continue;
        }
        let words = Span { start: region.start, end: token.span.start }.of(text);
        let head = words.rfind('的').map_or(words, |at| &words[at + '的'.len_utf8()..]);
        // A predicate needs a noun before it; after 的 or at once it opens a modifier.
        let noun_before = head.chars().count() >= 2 && !opens_modifier(token, region, text);
        if noun_before {
            end = token.span.start;
            // 大力开展: the adverb belongs to the predicate.
            if let Some(adverb) = place.checked_sub(1).and_then(|p| tokens.get(p))
                && adverb.span.end == end
                && adverb.span.start > region.start
                && matches!(adverb.kind, Kind::Phrase(p) if p.roles.any(Roles::ADVERB))
            {
                end = adverb.span.start;
            }
            break;
        }
    }
    let whole = Span { start: region.start, end };
    let words = whole.of(text);
    let start = words
        .rmatch_indices('的')
        .map(|(at, _)| whole.start + at as u32)
        .find(|at| !quoted(*at) && at + ('的'.len_utf8() as u32) < whole.end)
        .map_or(whole.start, |at| at + '的'.len_utf8() as u32);
    (Span { start, end: whole.end }.trim(text), whole.end)
}

/// Whether the words before a predicate are themselves a modifier (具有…实施…的).
fn opens_modifier(token: &Token<'_>, region: Span, text: &str) -> bool {
    let rest = Span { start: token.span.end, end: region.end }.of(text);
    let words = Span { start: region.start, end: token.span.start }.of(text);
    let modifier = ["具有", "能够", "具备", "拥有", "符合", "获得", "站在", "在", "从事", "有"]
        .iter()
        .any(|w| words.starts_with(w));
    modifier && rest.contains('的')
}

/// The words of an object: without brackets that explain.
pub(super) fn words(text: &str, tokens: &[Token<'_>], object: Span) -> String {
    let mut out = String::with_capacity(object.len());
    let mut at = object.start;
    let mut open = None;
    for token in tokens.iter().filter(|t| object.contains(t.span)) {
        match token.kind {
            Kind::Open if open.is_none() => open = Some(token.span.start),
            Kind::Close => {
                let Some(start) = open.take() else { continue };
                let inner = Span { start, end: token.span.end };
                if inner.of(text).chars().count() > LONGEST_BRACKET + 2 {
                    out.push_str(Span { start: at, end: start }.of(text));
                    at = token.span.end;
                }
            }
            _ => {}
        }
    }
    out.push_str(Span { start: at, end: object.end }.of(text));
    out
}
