//! The noun phrase that is counted, and the verb that is to make it so.

mod after;
mod before;
mod governing;
mod region;

use std::cell::OnceCell;

use super::view::View;
use crate::lexicon::Roles;
use crate::recognise::Context;
use crate::recognise::segment;
use crate::recognise::token::{self, Kind};
use crate::text::{Span, Words};

pub(super) use after::after;
pub(super) use before::{before, reached};
pub(super) use region::describes;

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

/// The bytes of a word of two characters.
pub(super) const SHORT: u32 = 6;

/// A rate of so few characters needs the word before it: 合格率, 成功率.
const SHORTEST_RATE: usize = 3;

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

/// Whether words begin with 占 that makes a share: 占地区生产总值, but 占地面积, 占用.
pub(super) fn is_share(words: &str) -> bool {
    words.starts_with('占')
        && !["占用", "占有", "占压", "占道", "占补", "占绿"].iter().any(|w| words.starts_with(w))
        && (!words.starts_with("占地") || words.starts_with("占地区"))
}

/// The noun phrase of a region: after its last 的, without what only links it.
pub(super) fn noun(view: View<'_, '_>, region: Span) -> Span {
    let mut region = region.trim(view.text);
    // 采购、帮助销售农产品: what joined the verbs.
    let words = region.of(view.text);
    region.start += (words.len() - words.trim_start_matches('、').len()) as u32;
    if matches!(region.of(view.text), "的" | "是" | "为" | "其") {
        return Span { start: region.end, end: region.end };
    }
    // 滑雪指导员、民宿管家等从业人员: the last word counts all of them.
    let words = region.of(view.text);
    if let Some(at) = words.rfind('等').filter(|at| words[..*at].contains('、')) {
        let rest = &words[at + '等'.len_utf8()..];
        let before = words[..at].chars().next_back();
        if view.nouns.deeds.contains(&rest) {
            // 国道318线、215线等提升改造: what is done to them.
            region.end = region.start + at as u32;
        } else if rest.chars().count() >= 2
            && !before.is_some_and(|c| "高中初平同均相优劣".contains(c))
            && !rest.starts_with('级')
        {
            region.start += (at + '等'.len_utf8()) as u32;
        }
    }
    let quoted = |at: u32| view.is_shut(at, region);
    let words = region.of(view.text);
    if let Some(at) = words.rmatch_indices('的').map(|(at, _)| at).find(|at| !quoted(region.start + *at as u32)) {
        let rest = &words[at + '的'.len_utf8()..];
        // 收入10万元以上的村占比: a class of one character is none; 有研发活动的企业占比: nor does one that any share may be of
        // tell which are meant.
        let short = |rest: &str| {
            let Some(class) = view.nouns.bare_heads.strip_end(rest) else { return false };
            class.chars().count() == 1
                || view.wordings.share_name.contains(&&rest[class.len()..]) && view.wordings.general.contains(&class)
        };
        if !view.nouns.bare_heads.contains(&rest) && !rest.is_empty() && !short(rest) {
            region.start += (at + '的'.len_utf8()) as u32;
        }
    }
    // 获省级教学成果奖5项.
    let words = region.of(view.text);
    let won = words.strip_prefix('获').filter(|won| won.starts_with(['国', '省', '市', '部', '全', '自']));
    if let Some(won) = won.filter(|won| won.chars().count() >= 2) {
        region.start = region.end - won.len() as u32;
    }
    if !view.wordings.before_noun.begin(region.of(view.text)) {
        return region;
    }
    for word in view.wordings.before_noun.iter().copied() {
        let words = region.of(view.text);
        if let Some(rest) = words.strip_prefix(word).filter(|rest| rest.chars().count() >= 2)
            && !view.wordings.whole.begin(words)
        {
            region.start += (words.len() - rest.len()) as u32;
        }
    }
    region
}

/// The object without what is done to it.
pub(super) fn without_deed(view: View<'_, '_>, object: Span, action: Option<Span>, deeds: &Words) -> Span {
    let Some(action) = action else { return object };
    if !view.nouns.doers.end(action.of(view.text)) {
        return object;
    }
    let words = object.of(view.text);
    let bare = deeds.strip_end(words).filter(|bare| bare.chars().count() >= 2);
    bare.map_or(object, |bare| Span { start: object.start, end: object.start + bare.len() as u32 })
}

/// What words are about, where a title beside them says so; it is read where a number leaves out what it counts.
#[derive(Debug)]
pub(super) struct Subject<'t> {
    context: &'t Context<'t>,
    title: Option<Span>,
    words: OnceCell<String>,
}

impl<'t> Subject<'t> {
    pub(super) fn new(context: &'t Context<'t>, title: Option<Span>) -> Self {
        Self { context, title, words: OnceCell::new() }
    }

    /// Empty where there is no title, or where it tells nothing.
    pub(super) fn words(&self) -> &str {
        self.words.get_or_init(|| self.title.map_or_else(String::new, |title| of_title(self.context, title)))
    }
}

/// What a title is about: 整治城区“断头路” the roads, 基层医疗服务提升工程 itself.
fn of_title(context: &Context<'_>, title: Span) -> String {
    let tokens = token::tokens(context.lexicon, context.text, title);
    let lexicon = context.lexicon;
    let view = View::new(context.text, &tokens, lexicon);
    let first = tokens.iter().find(|t| matches!(t.kind, Kind::Comma | Kind::Semicolon | Kind::Stop));
    let title = Span { end: first.map_or(title.end, |mark| mark.span.start), ..title };
    // 农村改厕进度滞后，任务620座: a list of faults begins with the thing.
    let words_of = title.of(context.text);
    if let Some(bare) = view.nouns.defects.strip_end(words_of) {
        let thing = noun(view, Span { end: title.start + bare.len() as u32, ..title });
        return words(view, thing);
    }
    // 全面推开阶段（4月至11月）: the name of a stage.
    let name = words_of.split(['（', '(', '【']).next().unwrap_or(words_of);
    if name.ends_with("阶段") || first.is_some() || tokens.iter().any(|t| matches!(t.kind, Kind::Amount(_))) {
        return String::new();
    }
    // 加强职业培训: a verb that the lexicon does not have.
    let led = view.starting(title.start).is_some_and(|t| t.has(Roles::VERB));
    let general = if led { None } else { segment::leading_verbs(words_of) };
    let title = Span { start: title.start + general.unwrap_or(0) as u32, ..title };
    let found = before(view, title, Shape::default());
    let words = words(view, found.object);
    // 培训目标和任务: the name of a section.
    if context.lexicon.wordings().planned.end(&words) { String::new() } else { words }
}

/// The words of an object: without brackets that explain.
pub(super) fn words(view: View<'_, '_>, object: Span) -> String {
    let mut out = String::with_capacity(object.len());
    let mut at = object.start;
    let mut open = None;
    for token in view.within(object).tokens {
        match token.kind {
            Kind::Open if open.is_none() => open = Some(token.span.start),
            Kind::Close => {
                let Some(start) = open.take() else { continue };
                let inner = Span { start, end: token.span.end };
                if inner.of(view.text).chars().count() > LONGEST_BRACKET + 2 {
                    out.push_str(Span { start: at, end: start }.of(view.text));
                    at = token.span.end;
                }
            }
            _ => {}
        }
    }
    out.push_str(Span { start: at, end: object.end }.of(view.text));
    out
}
