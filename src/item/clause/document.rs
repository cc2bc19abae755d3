//! The clauses of a whole document: what some of them tell helps to read others.

use std::collections::BTreeMap;

use super::{ClauseSpan, Told, ends_in_bracket, find, list, one_more_line, unbracketed};
use crate::clean::Body;
use crate::lexicon::Lexicon;
use crate::model::Role;
use crate::outline::Outline;
use crate::text::{Span, is_blank};

/// The clauses of all nodes, in text order. A bare bracket is read again when clauses beyond doubt hold its names, or when it
/// is the document's habit to close its sentences with brackets.
pub(in crate::item) fn of_document(body: &Body, outline: &Outline, lexicon: &Lexicon) -> Vec<ClauseSpan> {
    let mut told = Told::of(&body.text, lexicon);
    // Of each node its words, and the paragraphs below it.
    let (mut heads, mut paragraphs) = (Vec::with_capacity(outline.nodes.len()), Vec::new());
    for node in &outline.nodes {
        heads.push(paragraphs.len());
        paragraphs.push(node.words);
        paragraphs.extend(body.paragraphs[node.body.clone()].iter().filter(|p| !p.row).map(|p| p.span));
    }
    let mut found: Vec<Vec<ClauseSpan>> =
        paragraphs.iter().map(|paragraph| find(&body.text, *paragraph, &told, lexicon)).collect();
    found.iter().for_each(|clauses| told.count(clauses));
    // Few documents have brackets that only the names in others explain.
    let unread =
        |(paragraph, clauses): (&Span, &Vec<_>)| clauses.is_empty() && ends_in_bracket(paragraph.of(&body.text));
    if paragraphs.iter().zip(&found).any(unread) {
        found.iter().for_each(|clauses| told.learn(&body.text, clauses, lexicon));
    }
    for (paragraph, clauses) in paragraphs.iter().zip(&mut found) {
        if told.may_add(paragraph.of(&body.text), clauses.len()) {
            *clauses = find(&body.text, *paragraph, &told, lexicon);
        }
    }
    works(&body.text, (outline, &heads), &mut found, lexicon);
    lines(body, &heads, &paragraphs, &mut found, lexicon);
    openings(&body.text, (outline, &heads), &mut found, lexicon);
    for at in 1..found.len() {
        let before = found[at - 1].last().copied().filter(|clause| clause.whole.end == paragraphs[at - 1].end);
        let more = before
            .filter(|_| found[at].is_empty())
            .and_then(|before| one_more_line(&body.text, before, paragraphs[at], lexicon));
        found[at].extend(more);
    }
    found.concat()
}

/// Items whose only words are who does what have no clause: these words are the task. （一）市气象局负责预报，市水利局负责巡查.
fn works(text: &str, (outline, heads): (&Outline, &[usize]), found: &mut [Vec<ClauseSpan>], lexicon: &Lexicon) {
    for (node, &at) in outline.nodes.iter().zip(heads) {
        if node.marker.is_some()
            && matches!(found[at][..], [clause] if clause.whole == node.words)
            && node.body.is_empty()
            && unbracketed::are_shares(node.words.of(text), lexicon)
        {
            found[at].clear();
        }
    }
}

/// Lines without a number that are organs with a verb and nothing else, below the words for which they answer. Where several
/// are, names that no table knows are taken for such, too. Lines of organs alone are such where several stand below sentences;
/// one may sign.
fn lines(body: &Body, heads: &[usize], paragraphs: &[Span], found: &mut [Vec<ClauseSpan>], lexicon: &Lexicon) {
    /// So many lines show that the document has them.
    const LINES: usize = 2;
    let is_below = |at: &usize| heads.binary_search(at).is_err() && found[*at].is_empty();
    let mut below: Vec<usize> = (0..paragraphs.len()).filter(is_below).collect();
    let closes = |at: usize| {
        let before = at.checked_sub(1).filter(|&before| found[before].is_empty());
        before.is_some_and(|before| paragraphs[before].of(&body.text).ends_with(['。', '；']))
            && list::is_line(paragraphs[at].of(&body.text), lexicon)
    };
    let alone: Vec<usize> = below.iter().copied().filter(|&at| closes(at)).collect();
    if alone.len() >= LINES {
        alone.iter().for_each(|&at| found[at].push(ClauseSpan::new(paragraphs[at], paragraphs[at])));
        below.retain(|at| alone.binary_search(at).is_err());
    }
    for formed in [false, true] {
        let (read, rest): (Vec<usize>, Vec<usize>) =
            below.into_iter().partition(|&at| unbracketed::is_line(paragraphs[at].of(&body.text), formed, lexicon));
        read.iter().for_each(|&at| found[at].push(ClauseSpan::new(paragraphs[at], paragraphs[at])));
        if read.len() < LINES {
            return;
        }
        below = rest;
    }
}

/// Items that name who answers before what is to be done: （一）县发改局：负责…. One such item may be of another matter; several
/// below one heading are a list of duties.
fn openings(text: &str, (outline, heads): (&Outline, &[usize]), found: &mut [Vec<ClauseSpan>], lexicon: &Lexicon) {
    /// So many items make a list.
    const ITEMS: usize = 2;
    let mut lists: BTreeMap<Option<usize>, Vec<(usize, ClauseSpan)>> = BTreeMap::new();
    for (node, &at) in outline.nodes.iter().zip(heads) {
        if node.marker.is_some()
            && found[at].is_empty()
            && let Some(clause) = opening(text, node.words, lexicon)
        {
            lists.entry(node.parent).or_default().push((at, clause));
        }
    }
    for (at, clause) in lists.into_values().filter(|list| list.len() >= ITEMS).flatten() {
        found[at].push(clause);
    }
}

/// The organs before a colon and what they do.
fn opening(text: &str, words: Span, lexicon: &Lexicon) -> Option<ClauseSpan> {
    let colon = |found: &ClauseSpan| found.whole.of(text).ends_with(['：', ':']);
    duty(text, words, lexicon).filter(|(found, told)| *told && colon(found)).map(|(found, _)| found)
}

/// The organs before a colon or blanks that a paragraph says the duties of, and whether a verb behind them tells their role:
/// 县住建局：负责技术指导, 各乡镇：落实属地责任.
pub(in crate::item) fn duty(text: &str, words: Span, lexicon: &Lexicon) -> Option<(ClauseSpan, bool)> {
    /// The longest list of them, in bytes.
    const LONGEST: usize = 240;
    /// The verbs behind it have so many characters.
    const VERB: std::ops::RangeInclusive<usize> = 2..=4;
    let near = words.of(text);
    let near = &near[..near.floor_char_boundary(LONGEST)];
    let (end, mark) = near.char_indices().find(|&(_, c)| matches!(c, '：' | ':' | '。') || is_blank(c))?;
    let behind = words.of(text)[end..].strip_prefix(mark).filter(|_| mark != '。')?;
    let rest = behind.trim_start_matches(is_blank);
    let role = |count: usize| -> Option<Role> {
        let (end, _) = rest.char_indices().nth(count)?;
        let verb = lexicon.roles().verb_at_end(&rest[..end])?;
        (verb.words.len() == end).then_some(verb.role)
    };
    let role = VERB.into_iter().find_map(role);
    let start = words.start as usize;
    let inner = Span::new(start, start + end);
    let whole = Span::new(start, words.end as usize - rest.len());
    let found = ClauseSpan { organs: role.or(Some(Role::Responsible)), ..ClauseSpan::new(whole, inner) };
    (!rest.is_empty() && list::all_named(inner.of(text), lexicon)).then_some((found, role.is_some()))
}
