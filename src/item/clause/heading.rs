//! Headings that say who answers for what stands below them: 一、市教育局牵头的任务（5项）.

use super::{ClauseSpan, list};
use crate::lexicon::Lexicon;
use crate::text::{Span, is_blank};

/// The longest such heading, in bytes.
const LONGEST: usize = 240;

/// The list in a heading that is nothing else: organs that the tables know or a leader by name, with a verb or without;
/// and whether it is of persons, who lead what others carry out. Where the headings `beside` it name organs, so does one that
/// no table knows.
pub(in crate::item) fn find(
    text: &str,
    words: Span,
    lexicon: &Lexicon,
    beside: impl FnOnce() -> bool,
) -> Option<(ClauseSpan, bool)> {
    let plain = words.of(text).trim_end_matches(|c| is_blank(c) || matches!(c, '。' | '：' | ':'));
    if plain.is_empty() || plain.len() > LONGEST {
        return None;
    }
    // （5项）, （共12项任务）.
    let counted = plain.rfind(['（', '(']).filter(|&at| plain[at..].contains('项'));
    let mut list = counted.map_or(plain, |at| &plain[..at]);
    while let Some(rest) = lexicon.nouns().counted.strip_end(list).or_else(|| list.strip_suffix("重点")) {
        list = rest;
    }
    let list = list.strip_suffix('的').unwrap_or(list);
    let names = &list[..list.len() - lexicon.verb_of_list(list).map_or(0, |verb| verb.words.len())];
    let persons = || lexicon.names().officers(names);
    let fits = if names.len() == list.len() {
        // 一、市教育局, where a plan is ordered by who answers.
        lexicon.names().is_whole(names) && (list::all_known(names, lexicon) || beside())
    } else {
        persons() || list::is_role_sentence(list, lexicon) && list::all_sure(names, lexicon)
    };
    let span = Span::new(words.start as usize, words.start as usize + list.len());
    fits.then(|| (ClauseSpan::new(span, span), persons()))
}
