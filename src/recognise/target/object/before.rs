//! The phrase in the words before an amount.

use super::{Phrase, Shape, noun};
use crate::lexicon::{Roles, UnitKind};
use crate::recognise::target::verb::{guess, is_thing, verb};
use crate::recognise::target::view::View;
use crate::recognise::token::{Kind, Token};
use crate::text::{FewHan, Span};

/// A rate of so few characters needs the word before it: 合格率, 成功率.
const SHORTEST_RATE: usize = 3;

/// The phrase in the words before an amount. With `state` the words are what a predicate speaks of (…达到), where a
/// verb inside is mostly part of a name.
pub(in crate::recognise::target) fn before(view: View<'_, '_>, region: Span, shape: Shape) -> Phrase {
    let region = without_tail(view, region);
    let (subject, region) = after_times(view, region);
    let region = after_setting(view, region);
    let region = without_tail(view, region);
    let region = if shape.predicate { after_disposal(view.text, region) } else { region };
    let inside: Vec<&Token<'_>> = view
        .tokens
        .iter()
        .filter(|t| region.contains(t.span) && (t.kind == Kind::Name || !view.is_shut(t.span.start, region)))
        .collect();
    // 专利拥有量超过57件: an indicator has a state, whatever its unit.
    let indicator = shape.predicate && view.nouns.indicators.end(region.of(view.text));
    let shape = Shape { state: shape.state || indicator, ..shape };
    let state = shape.state;
    let start = skip_openers(view, &inside, region, state);
    let region = Span { start, end: region.end };
    // 减材料20%, 压时限50%.
    let words = region.of(view.text);
    if let Some(thing) = view.nouns.cut.at_end(words)
        && let Some(before) = words.strip_suffix(thing).filter(|before| before.ends_with(['减', '压']))
    {
        let end = region.start + before.len() as u32;
        let action = Span { start: end - '减'.len_utf8() as u32, end };
        let object = Span { start: end, end: region.end };
        return Phrase { object, action: Some(action), change: Roles::FALL, from: action.start, ..Phrase::default() };
    }
    // 新（改）建服务中心.
    if let Some(verb) = view.wordings.built.at_start(region.of(view.text)) {
        let chain = Span { start, end: start + verb.len() as u32 };
        let object = noun(view, Span { start: chain.end, end: region.end });
        return Phrase { object, action: Some(chain), adds: verb.starts_with('新'), from: start, ..Phrase::default() };
    }
    let inside: Vec<&Token<'_>> = inside.into_iter().filter(|t| region.contains(t.span)).collect();
    let Some((chain, adds, change)) = verb(view, &inside, region, shape) else {
        if let Some((verb, thing)) = reached(view.text, region).filter(|_| !shape.predicate && shape.unclear) {
            return Phrase { object: thing, action: Some(verb), from: region.start, ..Phrase::default() };
        }
        // 欠款上半年清偿50%: a verb alone.
        let does =
            |p: &crate::lexicon::Phrase| p.roles.any(Roles::NEW.and(Roles::STRONG)) && !p.roles.any(Roles::ATTRIBUTE);
        let alone = inside.iter().find(|t| t.span == region && matches!(&t.kind, Kind::Phrase(p) if does(p)));
        let guessed = || if state || shape.predicate || !shape.unclear { None } else { guess(view, &inside, region) };
        let chain = alone.map(|t| t.span).or_else(guessed);
        let object = noun(view, chain.map_or(region, |c| Span { start: c.end, end: region.end }));
        let from = chain.map_or(region.start, |c| c.start);
        let named = if object.is_empty() { named_before(view, subject, state) } else { object };
        if object.is_empty() && !named.is_empty() {
            return Phrase { object: named, action: chain, from: named.start, ..Phrase::default() };
        }
        return Phrase { object, action: chain, from, ..Phrase::default() };
    };
    let rest = Span { start: chain.end, end: region.end };
    let mut object = noun(view, rest);
    let mut chain = chain;
    // 新增及更新公交车: a second verb, which may be part of a name elsewhere.
    let words = object.of(view.text);
    let bare = words.trim_start_matches(['及', '或', '和']);
    let link = (words.len() - bare.len()) as u32;
    if link > 0
        && let Some(second) = view.starting(object.start + link)
        && matches!(second.kind, Kind::Phrase(p) if p.roles.any(Roles::VERB))
        // 废止和宣布失效5件: of what was spoken of.
        && (second.span.end < object.end
            || matches!(second.kind, Kind::Phrase(p) if p.roles.any(Roles::STRONG) && !p.roles.any(Roles::WEAK.and(Roles::ATTRIBUTE))))
    {
        chain.end = second.span.end;
        object.start = second.span.end;
    }
    // 整改完成40处: no thing.
    if object.of(view.text) == "完成" {
        (chain.end, object.start) = (object.end, object.end);
    }
    // 培训合格率, 孵化成功率: a rate of what the verb does, and no rate that is done.
    let words = object.of(view.text);
    let rate = words.ends_with('率') && words.chars().count() <= SHORTEST_RATE && object.start == chain.end;
    if state && rate && !adds && change == Roles::default() {
        return Phrase { object: Span { start: chain.start, end: object.end }, from: chain.start, ..Phrase::default() };
    }
    // 新开工项目开工率达到70%: a rate of what is new.
    if state && adds && words.ends_with('率') {
        return Phrase { object: Span { start: chain.start, end: object.end }, from: chain.start, ..Phrase::default() };
    }
    // 完成整改的比例: a share of what the verb does.
    let words = object.of(view.text);
    let of_deed = words.strip_prefix('的').is_some_and(|head| view.wordings.share_name.contains(&head));
    if of_deed && object.start == chain.end {
        return Phrase { object: Span { start: chain.start, end: object.end }, from: chain.start, ..Phrase::default() };
    }
    if object.is_empty() {
        // 社会体育指导员每年培训2000名: the time stands between.
        let named = named_before(view, subject, state);
        if !named.is_empty() {
            return Phrase { object: named, action: Some(chain), adds, change, from: named.start };
        }
        // 集聚区新增4个: the verb follows what it adds to.
        let subject = without_adverbs(view, noun(view, Span { start: region.start, end: chain.start }));
        // 每个县至少培育1条: each of them is asked, not counted.
        let asked = subject.of(view.text).starts_with(['每', '各']);
        let object = if asked { Span { start: chain.end, end: chain.end } } else { subject };
        let from = if object.is_empty() { chain.start } else { object.start };
        return Phrase { object, action: Some(chain), adds, change, from };
    }
    Phrase { object, action: Some(chain), adds, change, from: chain.start }
}

/// Verbs of how far a thing reaches.
const REACHES: [&str; 4] = ["覆盖", "辐射", "通达", "联结"];

/// The verb that says how far a thing reaches and what it reaches: 专科联盟|覆盖|医疗机构; but 宽带覆盖面.
pub(in crate::recognise::target) fn reached(text: &str, region: Span) -> Option<(Span, Span)> {
    let words = region.of(text);
    let words = words.strip_suffix('的').unwrap_or(words);
    let (at, verb) = REACHES.iter().filter_map(|verb| Some((words.rfind(verb)?, *verb))).max()?;
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
        && matches!(token.kind, Kind::Phrase(p) if p.roles.any(Roles::ADVERB.and(Roles::TOTAL)) && !p.roles.any(Roles::NOUN))
    {
        subject.end = token.span.start;
    }
    let words = subject.of(view.text);
    let bare = words.strip_suffix('较').unwrap_or(words);
    Span { end: subject.start + bare.len() as u32, ..subject }
}

/// The words before the first time of a region, and those after the last one; the latter end where only times follow.
fn after_times(view: View<'_, '_>, region: Span) -> (Span, Span) {
    let mut best = region;
    let mut subject = Span { start: region.start, end: region.start };
    // 三年累计: a length of time at the beginning tells no thing; 货值三年增长1.5倍: nor at the end.
    // 12个月以上未结案件: which of them.
    let length = |t: &Token<'_>| {
        matches!(t.kind, Kind::Amount(a) if a.kind == UnitKind::Duration)
            && !view.text[t.span.end as usize..].starts_with("以上")
            && (t.span.start == region.start || t.span.end == region.end)
    };
    let times = view.tokens.iter().filter(|t| {
        region.contains(t.span)
            && (matches!(t.kind, Kind::Time(_)) || length(t))
            && !describes(view, t.span, region)
            && !view.is_shut(t.span.start, region)
    });
    for token in times {
        if best == region {
            subject.end = token.span.start;
        }
        let mut rest = Span { start: token.span.end, end: region.end };
        // 水费当年回收率: the year is part of the rate's name.
        let bare = rest.of(view.text);
        let rate = bare.ends_with('率') && bare.chars().count() <= SHORTEST_RATE + 1;
        let year = view.wordings.year_of_rate.contains(&token.span.of(view.text));
        if rate
            && year
            && view.text[..token.span.start as usize].ends_with(crate::text::is_han)
            && token.span.start > best.start
        {
            continue;
        }
        // 2018年度任务.
        if !length(token) && rest.of(view.text).starts_with('度') {
            rest.start += '度'.len_utf8() as u32;
        }
        // 24个月内完成.
        if length(token) && rest.of(view.text).starts_with(['内', '后']) {
            rest.start += '内'.len_utf8() as u32;
        }
        // 死亡率以2020年为基数下降20%.
        let based = ["为基数", "为基准", "为基期", "为基础"].contains(&rest.of(view.text));
        // 起数比2022—2024年均值下降5%, 较去年同期减少5件.
        let than = view.than(Span { start: best.start, ..region }).map(|at| at + '比'.len_utf8() as u32);
        let compared = than == Some(token.span.start);
        if based || rest.trim(view.text).is_empty() || compared {
            let before = Span { start: best.start, end: token.span.start };
            let words = before.of(view.text);
            // 起数较近三年平均下降5%.
            let ago = ["近", "前", "过去"].iter().find_map(|ago| words.strip_suffix(ago)).filter(|_| length(token));
            let words = ago.filter(|rest| rest.ends_with(['较', '比'])).unwrap_or(words);
            let bare = words.trim_end_matches(['较', '比', '与', '同', '在', '按', '到', '至', '于']);
            let bare = bare.strip_suffix('以').filter(|_| based).unwrap_or(bare);
            let bare = bare.strip_suffix('达').unwrap_or(bare);
            return (subject, Span { start: before.start, end: before.start + bare.len() as u32 });
        }
        best = rest;
    }
    (subject, best)
}

/// Whether a time behind a verb is part of what describes its object (改造|2000年底前建成的小区).
pub(in crate::recognise::target) fn describes(view: View<'_, '_>, at: Span, region: Span) -> bool {
    let rest = Span { start: at.end, end: region.end }.of(view.text);
    let verb =
        |t: Token<'_>| matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::NEW.and(Roles::STRONG).and(Roles::WEAK)));
    at.start > region.start
        && rest.find('的').is_some_and(|end| (1..=LONGEST_MODIFIER).contains(&rest[..end].chars().count()))
        && view.touching(at.start).is_some_and(|t| t.span.start >= region.start && verb(t))
}

/// 年底前建成的: no longer words lead from a time to 的. Characters.
const LONGEST_MODIFIER: usize = 8;

/// How it is said that there was none of a thing before.
const BREAKTHROUGHS: [&str; 3] = ["实现零的突破", "实现零突破", "实现从无到有"];

/// The noun phrase of the words before a time, where there is one that is asked for nothing itself.
fn named_before(view: View<'_, '_>, subject: Span, state: bool) -> Span {
    let none = Span { start: subject.end, end: subject.end };
    let words = subject.of(view.text).trim_end_matches(['到', '在', '于', '至', '自', '从', '较', '、']);
    // 医院CT配备实现零的突破、年内添置3台.
    let first = BREAKTHROUGHS.iter().find_map(|end| words.strip_suffix(end));
    let mut subject = Span { end: subject.start + first.unwrap_or(words).len() as u32, ..subject };
    while first.is_some()
        && let Some(verb) = view.within(subject).tokens.last().filter(|t| t.span.end == subject.end)
        && verb.span.start > subject.start
    {
        subject.end = verb.span.start;
    }
    let inside: Vec<&Token<'_>> = view.within(subject).tokens.iter().collect();
    let start = skip_openers(view, &inside, subject, state);
    let object = noun(view, Span { start, end: subject.end });
    let words = object.of(view.text);
    let verbal = inside
        .iter()
        .any(|t| t.span.end == object.end && matches!(t.kind, Kind::Phrase(p) if !p.roles.any(Roles::NOUN)));
    if words.chars().count() < 2 || words.starts_with(['每', '各']) || verbal { none } else { object }
}

/// The region after what only says how or when (采取…等方式改造, 改造后).
fn after_setting(view: View<'_, '_>, region: Span) -> Span {
    let mut start = region.start;
    // 第二阶段（5月至10月）集中整治.
    let words = region.of(view.text);
    if let Some(stage) =
        STAGE.within(words).find_map(|(at, _)| Some(words.len() - words[at..].strip_prefix("阶段")?.len()))
        && words[stage..].starts_with(['（', '('])
        && let Some((close, mark)) = words[stage..].char_indices().find(|(_, c)| matches!(c, '）' | ')'))
    {
        start += (stage + close + mark.len_utf8()) as u32;
    }
    // 造林结束前（4月底）完成补植任务.
    if let Some(rest) = view.wordings.before_event.end_of_first(words).map(|at| &words[at..]) {
        let bracket = rest.starts_with(['（', '(']).then(|| rest.find(['）', ')'])).flatten();
        start = region.end - (rest.len() - bracket.map_or(0, |at| at + '）'.len_utf8().min(rest.len() - at))) as u32;
    } else if words.starts_with(['（', '('])
        && let [open, time, close, ..] = *view.within(region).tokens
        && (open.kind, close.kind) == (Kind::Open, Kind::Close)
        && matches!(time.kind, Kind::Time(_))
        && open.span.end == time.span.start
        && time.span.end == close.span.start
    {
        start = close.span.end;
    }
    let region = Span { start, ..region };
    for token in view.tokens.iter().filter(|t| region.contains(t.span)) {
        let Kind::Phrase(phrase) = token.kind else { continue };
        if !phrase.roles.any(Roles::VERB) {
            continue;
        }
        let before = Span { start: region.start, end: token.span.start }.of(view.text);
        if before.ends_with("方式") || before.ends_with("措施") || before.ends_with("手段") {
            start = token.span.start;
        }
        let after = Span { start: token.span.end, end: region.end }.of(view.text);
        // 改造后, 整改达标后.
        let gap = after.find('后').filter(|&at| after[..at].chars().count() <= LONGEST_RESULT);
        if token.span.start == region.start
            && let Some(at) = gap
            && !["后备", "后勤", "后续", "后巷"].iter().any(|w| after[at..].starts_with(w))
        {
            start = token.span.end + (at + '后'.len_utf8()) as u32;
        }
    }
    Span { start, end: region.end }
}

/// What 阶段 begins with.
static STAGE: FewHan = FewHan::new("阶");

/// What may stand between a verb and 后: 整改达标后. Characters.
const LONGEST_RESULT: usize = 2;

/// What says who does something.
static DISPOSAL: FewHan = FewHan::new("将把要");

/// The region after 将, 把 or 要, which say who does it (引导机构将费率降至1%).
fn after_disposal(text: &str, region: Span) -> Span {
    let words = region.of(text);
    let at = DISPOSAL.within(words).filter(|&(at, c)| {
        let rest = &words[at + c.len_utf8()..];
        // 县卫健局要积极争取资金.
        c == '要' && words[..at].ends_with(['局', '委', '办', '厅', '部', '县', '区', '市', '镇', '地', '位'])
            || c == '将' && !rest.starts_with(['来', '近'])
            || c == '把' && !rest.starts_with(['握', '关', '手'])
    });
    let after = at.max().map_or(0, |(at, c)| at + c.len_utf8());
    Span { start: region.start + after as u32, end: region.end }
}

/// The region before what stands between the noun and its predicate, such as what the change starts from:
/// 审批时限|在法定时限基础上压缩70%.
fn without_tail(view: View<'_, '_>, region: Span) -> Span {
    let mut words = region.of(view.text);
    if let Some(at) = words.strip_suffix("基础上").and_then(|words| words.rfind('在')) {
        words = &words[..at];
    }
    // 办理时限比法定时限压缩一半, 筛查率力争高于平均水平.
    let limit = view.wordings.legal_limit.strip_end(words).and_then(|words| words.strip_suffix(['比', '较']));
    words = limit.unwrap_or(words);
    while let Some(rest) = view.wordings.before_predicate.strip_end(words) {
        words = rest;
    }
    Span { start: region.start, end: region.start + words.len() as u32 }
}

/// Where the words begin after adverbs, scopes, 力争, 确保, 将.
fn skip_openers(view: View<'_, '_>, inside: &[&Token<'_>], region: Span, state: bool) -> u32 {
    let mut start = region.start;
    loop {
        let rest = Span { start, end: region.end }.of(view.text);
        // ▲, ●, an opening quote whose statement goes on.
        if let Some(c) = rest.chars().next()
            && !c.is_alphanumeric()
            && !matches!(c, '（' | '(' | '《')
            && !inside.iter().any(|t| t.span.start == start && t.kind == Kind::Name)
        {
            start += c.len_utf8() as u32;
            continue;
        }
        if let Some(step) = view.wordings.link.at_start(rest).or_else(|| rest.starts_with('即').then_some("即"))
            && !view.wordings.no_link.begin(rest)
        {
            start += step.len() as u32;
            continue;
        }
        // 三是建设育苗中心.
        if rest.chars().nth(1) == Some('是') && rest.starts_with(|c| "一二三四五六七八九十".contains(c)) {
            start += "三是".len() as u32;
            continue;
        }
        if state
            && !["使用", "使命", "让利"].iter().any(|w| rest.starts_with(w))
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
                || state && phrase.words == "保持"
                || (state
                    && phrase.roles.any(Roles::VERB)
                    && view.nouns.to_state.contains(&phrase.words)
                    && !is_thing(view, token, region, None, phrase.roles));
        // 重点商圈, 年接待: before a noun an adverb is part of its name.
        let adverb = phrase.roles.any(Roles::ADVERB)
            && !phrase.roles.any(Roles::SCOPE.and(Roles::STRIVE).and(Roles::TOTAL))
            && !view.nouns.free_adverbs.contains(&phrase.words);
        let leads = Roles::VERB.and(Roles::PREDICATE).and(Roles::ADVERB).and(Roles::STRIVE).and(Roles::TOTAL);
        let next_is_verb = token.span.end >= region.end
            || inside.iter().any(|t| {
                t.span.start == token.span.end
                    && matches!(t.kind, Kind::Phrase(p) if p.roles.any(leads)
                        && !is_thing(view, t, region, Some(&view.nouns.things), p.roles))
            });
        if !skip || adverb && !next_is_verb {
            return start;
        }
        start = token.span.end;
    }
}
