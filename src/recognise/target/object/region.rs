//! Where the words before an amount begin and end that name what it counts: without times, settings and openers.

use super::SHORTEST_RATE;
use crate::lexicon::{Roles, UnitKind};
use crate::recognise::target::verb::is_thing;
use crate::recognise::target::view::View;
use crate::recognise::token::{Kind, Token};
use crate::text::{FewHan, Span};

/// The words before the first time of a region, and those after the last one; the latter end where only times follow.
pub(super) fn after_times(view: View<'_, '_>, region: Span) -> (Span, Span) {
    let mut best = region;
    let mut subject = Span { start: region.start, end: region.start };
    // 三年累计: a length of time at the beginning tells no thing; 货值三年增长1.5倍: nor at the end.
    // 12个月以上未结案件: which of them. 九年义务教育巩固率: part of a name.
    let length = |t: &Token<'_>| {
        matches!(t.kind, Kind::Amount(a) if a.kind == UnitKind::Duration)
            && !view.text[t.span.end as usize..].starts_with("以上")
            && !view.wordings.after_length.begin(&view.text[t.span.end as usize..])
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
        // 在2023年基础上每年下降5%: behind it the rhythm alone.
        let rhythm = |more: &str| {
            let start = rest.end - more.len() as u32;
            view.tokens.iter().any(|t| matches!(t.kind, Kind::Time(_)) && t.span == Span { start, ..rest })
        };
        let behind_base = view.wordings.as_base.strip_start(rest.of(view.text));
        let based = behind_base.is_some_and(|more| more.is_empty() || rhythm(more));
        // 起数比2022—2024年均值下降5%, 较去年同期减少5件.
        let than = view.than(Span { start: best.start, ..region }).map(|at| at + '比'.len_utf8() as u32);
        let compared = than == Some(token.span.start);
        if based || rest.trim(view.text).is_empty() || compared {
            let before = Span { start: best.start, end: token.span.start };
            let words = before.of(view.text);
            // 起数较近三年平均下降5%.
            let ago = view.wordings.years_ago.strip_end(words).filter(|_| length(token));
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
    let verb = |t: Token<'_>| t.has(Roles::NEW.and(Roles::STRONG).and(Roles::WEAK));
    at.start > region.start
        && rest.find('的').is_some_and(|end| (1..=LONGEST_MODIFIER).contains(&rest[..end].chars().count()))
        && view.touching(at.start).is_some_and(|t| t.span.start >= region.start && verb(t))
}

/// 年底前建成的: no longer words lead from a time to 的. Characters.
const LONGEST_MODIFIER: usize = 8;

/// The region after what only says how or when (采取…等方式改造, 改造后).
pub(super) fn after_setting(view: View<'_, '_>, region: Span) -> Span {
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
        if view.wordings.in_this_way.end(before) {
            start = token.span.start;
        }
        let after = Span { start: token.span.end, end: region.end }.of(view.text);
        // 改造后, 整改达标后.
        let gap = after.find('后').filter(|&at| after[..at].chars().count() <= LONGEST_RESULT);
        if token.span.start == region.start
            && let Some(at) = gap
            && !view.wordings.after_in_name.begin(&after[at..])
            && !view.wordings.after_in_name.end(&after[..at + '后'.len_utf8()])
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
pub(super) fn after_disposal(text: &str, region: Span) -> Span {
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
pub(super) fn without_tail(view: View<'_, '_>, region: Span) -> Span {
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
    // 户数应达到500户; 响应 and 供应 are nouns.
    let ought = words.strip_suffix('应').filter(|name| name.ends_with(['率', '数', '额', '量', '值', '比']));
    words = ought.unwrap_or(words);
    Span { start: region.start, end: region.start + words.len() as u32 }
}

/// Where the words begin after adverbs, scopes, 力争, 确保, 将.
pub(super) fn skip_openers(view: View<'_, '_>, inside: &[&Token<'_>], region: Span, state: bool) -> u32 {
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
            && !view.wordings.whole.begin(rest)
        {
            start += step.len() as u32;
            continue;
        }
        // 三是建设育苗中心.
        if rest.chars().nth(1) == Some('是') && rest.starts_with(|c| "一二三四五六七八九十".contains(c)) {
            start += "三是".len() as u32;
            continue;
        }
        // 将老旧小区|30个改造到位, too.
        if (state || rest.starts_with(['将', '把']))
            && !view.wordings.whole.begin(rest)
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
                    && t.has(leads)
                    && !is_thing(view, t, region, Some(&view.nouns.things), t.roles())
            });
        if !skip || adverb && !next_is_verb {
            return start;
        }
        start = token.span.end;
    }
}
