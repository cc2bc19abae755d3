//! Where the clauses of a paragraph are: bracketed, on a line of their own, or at the end of its words.

use crate::lexicon::{Label, Lexicon};
use crate::text::{Span, closing_of, is_blank, is_han, marker};

/// The place of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClauseSpan {
    /// With its brackets.
    pub whole: Span,
    /// Without them.
    pub inner: Span,
}

/// The longest clause, in bytes: a list of some sixty organs.
const LONGEST: usize = 2400;

/// The clauses of a paragraph, in text order.
#[must_use]
pub fn find(text: &str, paragraph: Span, lexicon: &Lexicon) -> Vec<ClauseSpan> {
    let words = paragraph.of(text);
    let base = paragraph.start as usize;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = words.get(at..).and_then(next_bracket).map(|offset| at + offset) {
        let Some(close) = matching(words, open) else { break };
        let opener = words[open..].chars().next().map_or(0, char::len_utf8);
        let closer = words[close..].chars().next().map_or(0, char::len_utf8);
        let inner = &words[open + opener..close];
        let after = &words[close + closer..];
        if inner.len() <= LONGEST && is_clause(&words[..open], inner, after, lexicon) {
            found.push(ClauseSpan {
                whole: Span::new(base + open, base + close + closer),
                inner: Span::new(base + open + opener, base + close),
            });
        }
        at = close + closer;
    }
    if found.is_empty()
        && let Some(start) = unbracketed(words, lexicon)
    {
        let span = Span::new(base + start, base + words.len());
        found.push(ClauseSpan { whole: span, inner: span });
    }
    found
}

/// The offset of the next opening bracket that a clause may stand in.
fn next_bracket(text: &str) -> Option<usize> {
    text.find(['（', '(', '〔', '［', '[', '【'])
}

/// The bracket that closes the one at `open`; brackets of the other width and kind may stand for it in damaged text.
fn matching(words: &str, open: usize) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in words[open..].char_indices() {
        if !matches!(c, '《' | '“') && closing_of(c).is_some() {
            depth += 1;
        } else if matches!(c, '）' | ')' | '〕' | '］' | ']' | '】') {
            depth -= 1;
            if depth == 0 {
                return Some(open + at);
            }
        }
    }
    None
}

/// Whether a bracket says who answers for the words before it.
fn is_clause(before: &str, inner: &str, after: &str, lexicon: &Lexicon) -> bool {
    if let Some((label, rest)) = opening_label(inner, lexicon) {
        // 责任领导（联系人：张三） stands with a name; a clause says more than whom to call.
        return !matches!(label, Label::Persons(crate::model::PersonRole::Contact)) || !rest.is_empty();
    }
    let closes = before.is_empty()
        || before.ends_with(['。', '；', '！', '？', '）', ')', '〕', '】', ']', ';'])
        || after.trim_matches(is_blank).trim_matches(['。', '；', ';']).is_empty()
        || after.starts_with(['。', '；', '\n'])
        || marker(after.trim_start()).is_some();
    closes && (is_role_sentence(inner, lexicon) || is_bare_list(inner, lexicon))
}

/// Whether words are names of organs that the tables know, and nothing else: （商务部、工业和信息化部）.
fn is_bare_list(inner: &str, lexicon: &Lexicon) -> bool {
    let names: Vec<&str> = inner.split(['、', '，', '；', ',', ';']).map(|n| n.trim_matches(is_blank)).collect();
    let known = |name: &&str| lexicon.organs().knows(name.trim_end_matches('等'));
    names.iter().all(|name| known(name) || name.starts_with('各') && is_organ_like(name)) && names.iter().any(known)
}

/// The label that words open with, and what follows its colon.
pub(crate) fn opening_label<'t>(words: &'t str, lexicon: &Lexicon) -> Option<(Label, &'t str)> {
    let colon = words.find(['：', ':'])?;
    let head = words.get(..colon)?;
    if head.len() > 36 || !head.chars().all(is_han) {
        return None;
    }
    let rest = &words[colon + words[colon..].chars().next().map_or(0, char::len_utf8)..];
    Some((lexicon.roles().label(head)?, rest))
}

/// Whether words are lists of organs, each with a verb of its role: A牵头，B、C配合.
fn is_role_sentence(inner: &str, lexicon: &Lexicon) -> bool {
    let first = inner.split('。').next().unwrap_or("");
    let pieces: Vec<&str> = first.split(['；', '，', ';', ',']).map(str::trim).filter(|p| !p.is_empty()).collect();
    pieces.iter().any(|piece| {
        lexicon.roles().verb_at_end(piece).is_some_and(|verb| {
            let list = piece[..piece.len() - verb.words.len()].trim_start_matches('由');
            !list.is_empty() && list.split('、').next_back().is_some_and(is_organ_like)
        })
    }) && pieces.first().is_some_and(|piece| {
        let verb = lexicon.roles().verb_at_end(piece).map_or(0, |v| v.words.len());
        let names: Vec<&str> = piece[..piece.len() - verb].trim_start_matches('由').split('、').collect();
        let known = |name: &&&str| is_organ_like(name) || name.starts_with('各') || lexicon.organs().knows(name);
        // A list may hold a name that ends as no other does (共青团中央, 试点城市).
        names.iter().filter(known).count() * 2 > names.len() && known(&&names[0])
    })
}

/// Ends of the names of organs, and of words for several of them.
const ORGAN_ENDS: [&str; 52] = [
    "部",
    "委",
    "局",
    "厅",
    "办",
    "会",
    "署",
    "院",
    "行",
    "处",
    "科",
    "室",
    "站",
    "所",
    "队",
    "社",
    "联",
    "司",
    "政府",
    "中心",
    "公司",
    "集团",
    "银行",
    "部门",
    "单位",
    "机关",
    "机构",
    "海关",
    "大学",
    "学院",
    "学校",
    "法院",
    "检察院",
    "支队",
    "总队",
    "大队",
    "分局",
    "支行",
    "分行",
    "企业",
    "协会",
    "商会",
    "研究院",
    "研究所",
    "媒体",
    "医院",
    "委员会",
    "镇",
    "乡",
    "街道",
    "区",
    "县",
];

/// Whether words look like the name of an organ, or of several.
pub(crate) fn is_organ_like(words: &str) -> bool {
    let words = words.trim_matches(is_blank);
    let words = words.trim_end_matches('等');
    let plain = if words.ends_with(['）', ')']) {
        words.rfind(['（', '(']).map_or(words, |open| &words[..open])
    } else {
        words
    };
    (2..=30).contains(&plain.chars().count())
        && !plain.contains(['。', '：', '，', '“'])
        && (ORGAN_ENDS.iter().any(|end| plain.ends_with(end)) || plain.ends_with('市') || plain.ends_with("城市"))
}

/// Where an unbracketed clause begins: a paragraph that opens with a label, or labels behind its last sentence.
fn unbracketed(words: &str, lexicon: &Lexicon) -> Option<usize> {
    if words.len() <= LONGEST
        && opening_label(words, lexicon).is_some_and(|(_, rest)| !rest.contains('。') || rest.ends_with('。'))
    {
        return Some(0);
    }
    for (colon, _) in words.match_indices(['：', ':']) {
        let head = &words[..colon];
        let start = head.len() - head.chars().rev().take_while(|&c| is_han(c)).map(char::len_utf8).sum::<usize>();
        let stands = head[..start].ends_with(['。', '；', '，', ' ', ';', ',', '！']);
        if stands && words.len() - start <= LONGEST && lexicon.roles().label(&head[start..]).is_some() {
            return Some(start);
        }
    }
    None
}
