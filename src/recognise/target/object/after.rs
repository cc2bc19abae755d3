//! The phrase in the words behind an amount.

use super::SHORT;
use crate::lexicon::Roles;
use crate::recognise::target::verb::is_thing;
use crate::recognise::target::view::View;
use crate::recognise::token::{Kind, Token};
use crate::text::Span;

/// The phrase after an amount, and where the words that belong to it end.
pub(in crate::recognise::target) fn after(view: View<'_, '_>, region: Span) -> (Span, u32) {
    let mut end = region.end;
    let quoted = |at: u32| view.is_shut(at, region);
    let mut depth = 0usize;
    for (place, token) in view.tokens.iter().enumerate().filter(|(_, t)| region.contains(t.span)) {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 {
            continue;
        }
        // 12个排污口8月底前全部完成.
        // 20个村年底前完工.
        let named =
            || view.wordings.short_place.contains(&Span { start: region.start, end: token.span.start }.of(view.text));
        if matches!(token.kind, Kind::Time(_)) && (token.span.start >= region.start + SHORT || named()) {
            end = token.span.start;
            break;
        }
        let Kind::Phrase(phrase) = token.kind else { continue };
        // 总装机240万千瓦力争…投产: no noun stands behind it.
        if token.span.start == region.start && phrase.roles.any(Roles::STRIVE) {
            return (Span { end: region.start, ..region }, region.start);
        }
        if !phrase.roles.any(Roles::FOLLOW) || is_thing(view, token, region, None, phrase.roles) {
            continue;
        }
        let words = Span { start: region.start, end: token.span.start }.of(view.text);
        let head = words.rfind('的').map_or(words, |at| &words[at + '的'.len_utf8()..]);
        // A predicate needs a noun before it; after 的 or at once it opens a modifier.
        let noun_before = (head.chars().count() >= 2 || view.wordings.short_place.contains(&head))
            && !opens_modifier(view, token, region);
        if noun_before {
            end = before_place(view.text, Span { start: region.start, end: token.span.start });
            // 大力开展: the adverb belongs to the predicate.
            if let Some(adverb) = place.checked_sub(1).and_then(|p| view.tokens.get(p))
                && adverb.span.end == end
                && adverb.span.start > region.start
                && adverb.has(Roles::ADVERB)
            {
                end = adverb.span.start;
            }
            break;
        }
    }
    let words = Span { start: region.start, end }.of(view.text);
    // 10%的岗位面向退役军人招录: whom it is for.
    let whom = view.wordings.for_whom.iter().filter_map(|to| words.find(to)).min();
    let words = whom.filter(|&at| words[..at].chars().count() >= 2).map_or(words, |at| &words[..at]);
    end = region.start + words.len() as u32;
    let bare = words.trim_end_matches(['于', '在', '到']);
    if !bare.is_empty() {
        end -= (words.len() - bare.len()) as u32;
    }
    let whole = Span { start: region.start, end };
    let words = whole.of(view.text);
    let start = words
        .rmatch_indices('的')
        .map(|(at, _)| whole.start + at as u32)
        .find(|at| !quoted(*at) && at + ('的'.len_utf8() as u32) < whole.end)
        .map_or(whole.start, |at| at + '的'.len_utf8() as u32);
    // 500家金融机构网点的抽查: what is done to them.
    let head = Span { start, end: whole.end }.of(view.text);
    if start > whole.start && (view.nouns.deeds.contains(&head) || view.nouns.checks.contains(&head)) {
        return (Span { start: whole.start, end: start - '的'.len_utf8() as u32 }, whole.end);
    }
    (Span { start, end: whole.end }.trim(view.text), whole.end)
}

/// Where the noun ends that 在 and a place follow (企业在境内外上市).
fn before_place(text: &str, region: Span) -> u32 {
    let words = region.of(text);
    let place = words.char_indices().rev().find(|&(at, c)| {
        let (before, after) = (&words[..at], &words[at + c.len_utf8()..]);
        c == '在'
            && before.chars().count() >= 2
            && !before.ends_with(['存', '所', '现', '潜', '内', '外', '实', '正'])
            && !after.starts_with(['建', '线', '校', '职', '岗', '册', '编', '读', '园', '研', '于', '孵'])
    });
    place.map_or(region.end, |(at, _)| region.start + at as u32)
}

/// Whether the words before a predicate are themselves a modifier (具有…实施…的).
fn opens_modifier(view: View<'_, '_>, token: &Token<'_>, region: Span) -> bool {
    let rest = Span { start: token.span.end, end: region.end }.of(view.text);
    let words = Span { start: region.start, end: token.span.start }.of(view.text);
    let modifier = view.wordings.opens_modifier.begin(words);
    modifier && rest.contains('的')
}
