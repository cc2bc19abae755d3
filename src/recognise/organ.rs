//! Names of organs: splitting lists, telling generic actors, full names.

use crate::lexicon::Lexicon;
use crate::model::{Jurisdiction, Organ};
use crate::recognise::Context;
use crate::text::{Span, closing_of, is_blank};

/// A list of names taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameList {
    /// The names, in order.
    pub names: Vec<Span>,
    /// Whether the list ended in 等, 等部门, 等有关单位.
    pub open_ended: bool,
}

/// Words for more takers than are named, after 等.
const AND_OTHERS: [&str; 14] = [
    "有关部门和单位",
    "相关部门和单位",
    "有关部门单位",
    "相关部门单位",
    "有关单位和部门",
    "有关部门",
    "相关部门",
    "有关单位",
    "相关单位",
    "各部门",
    "各单位",
    "部门",
    "单位",
    "部委",
];

/// Splits a list at 、 ， ； and blanks, and at 及 和 与 以及 where whole names stand on both sides; never in brackets.
///
/// Names are in text order, trimmed and never empty. 各省、自治区、直辖市人民政府 stays one, since its tail is shared.
#[must_use]
pub fn split_names(text: &str, span: Span) -> NameList {
    let mut list = NameList::default();
    let mut pieces: Vec<Span> = Vec::new();
    for piece in pieces_of(text, span) {
        split_at_and(text, piece, &mut pieces);
    }
    let mut at = 0;
    while at < pieces.len() {
        let joined = shared_tail(text, &pieces[at..]);
        let name = pieces[at].cover(pieces[at + joined]);
        at += joined + 1;
        push_name(text, name, &mut list);
    }
    list
}

/// The stretches between separators outside brackets.
fn pieces_of(text: &str, span: Span) -> Vec<Span> {
    let words = span.of(text);
    let base = span.start as usize;
    let (mut depth, mut from, mut pieces) = (0_i32, 0, Vec::new());
    for (at, c) in words.char_indices() {
        match c {
            '、' | '，' | '；' | ',' | ';' | '。' | '\t' if depth <= 0 => {
                pieces.push(Span::new(base + from, base + at));
                from = at + c.len_utf8();
            }
            c if is_blank(c) && depth <= 0 => {
                pieces.push(Span::new(base + from, base + at));
                from = at + c.len_utf8();
            }
            c if closing_of(c).is_some() => depth += 1,
            '）' | ')' | '〕' | '］' | ']' | '】' | '》' | '”' => depth -= 1,
            _ => {}
        }
    }
    pieces.push(Span::new(base + from, base + words.len()));
    pieces.into_iter().map(|p| p.trim(text)).filter(|p| !p.is_empty()).collect()
}

/// Splits at 及, 和, 与, 以及 outside brackets where what stands before is a whole name.
fn split_at_and(text: &str, piece: Span, out: &mut Vec<Span>) {
    let words = piece.of(text);
    let mut depth = 0_i32;
    for (at, c) in words.char_indices() {
        match c {
            '及' | '和' | '与' if depth <= 0 && at > 0 => {
                let before = words[..at].trim_end_matches('以');
                let after = &words[at + c.len_utf8()..];
                if is_whole_name(before) && is_whole_name(after) {
                    let start = piece.start as usize;
                    out.push(Span::new(start, start + before.len()));
                    let rest = Span::new(start + at + c.len_utf8(), piece.end as usize);
                    split_at_and(text, rest, out);
                    return;
                }
            }
            c if closing_of(c).is_some() => depth += 1,
            '）' | ')' | '〕' | '］' | ']' | '】' => depth -= 1,
            _ => {}
        }
    }
    out.push(piece);
}

/// Whether words are a name that stands by itself: it ends as organs do, and is no bare kind of organ.
fn is_whole_name(words: &str) -> bool {
    const ENDS: [&str; 37] = [
        "部", "委", "局", "厅", "办", "会", "署", "院", "行", "社", "联", "司", "政府", "中心", "公司", "集团", "部门",
        "单位", "机构", "海关", "大学", "学院", "校", "队", "分局", "企业", "镇", "乡", "街道", "区", "县", "市", "州",
        "等", "乡镇", "站", "所",
    ];
    const BARE: [&str; 10] = ["部", "委", "局", "厅", "党委", "政府", "部门", "单位", "社会", "社区"];
    let plain =
        if words.ends_with(['）', ')']) { words.rfind(['（', '(']).map_or(words, |o| &words[..o]) } else { words };
    plain.chars().count() >= 2 && ENDS.iter().any(|end| plain.ends_with(end)) && !BARE.contains(&plain)
}

/// How many pieces after the first belong to it: 各省、自治区、直辖市人民政府.
fn shared_tail(text: &str, pieces: &[Span]) -> usize {
    let bare = |words: &str| {
        let words = words.trim_start_matches('各');
        let words =
            if words.ends_with(['）', ')']) { words.split(['（', '(']).next().unwrap_or(words) } else { words };
        ["省", "自治区", "直辖市", "市", "县", "区", "州", "盟", "旗", "地区", "乡镇", "乡", "镇", "设区市", "县级市"]
            .contains(&words)
    };
    let first = pieces[0].of(text);
    if !first.starts_with('各') || !bare(first) {
        return 0;
    }
    for (count, piece) in pieces.iter().enumerate().skip(1) {
        let words = piece.of(text);
        if words.starts_with('各') {
            return 0;
        }
        if ["政府", "管委会", "委", "局", "厅"].iter().any(|end| words.ends_with(end)) {
            return count;
        }
        if !bare(words) {
            return 0;
        }
    }
    0
}

/// Adds a name without its 等; what is joined to 等 by 和 is a name of its own.
fn push_name(text: &str, name: Span, list: &mut NameList) {
    let words = name.of(text);
    let etc = words.find('等').filter(|&at| is_etc(&words[at + '等'.len_utf8()..]));
    let Some(at) = etc else {
        list.names.push(name);
        return;
    };
    list.open_ended = true;
    let before = Span::new(name.start as usize, name.start as usize + at).trim(text);
    if !before.is_empty() {
        list.names.push(before);
    }
    let after = &words[at + '等'.len_utf8()..];
    let others = AND_OTHERS.iter().find(|w| after.starts_with(**w)).map_or(0, |w| w.len());
    let rest = after[others..].trim_start_matches(['和', '及', '与']);
    if !rest.is_empty() && rest.len() < after[others..].len() {
        list.names.push(Span::new(name.end as usize - rest.len(), name.end as usize));
    }
}

/// Whether what follows 等 shows that it closes a list: nothing, words for others, or a further group.
fn is_etc(after: &str) -> bool {
    after.is_empty()
        || AND_OTHERS.iter().any(|w| after.starts_with(w))
        || after.starts_with(['和', '及', '与'])
        || ["有关", "相关", "乡镇", "镇", "县", "市", "区", "高校", "企业"].iter().any(|w| after.starts_with(w))
}

/// Whether words name a kind of organ and not one of them.
#[must_use]
pub fn is_generic(name: &str) -> bool {
    const STARTS: [&str; 9] = ["各", "有关", "相关", "其他", "地方", "本地区", "所在地", "属地", "沿线"];
    const HOLDS: [&str; 24] = [
        "各部委",
        "各直属",
        "有关部门",
        "有关单位",
        "相关部门",
        "相关单位",
        "责任单位",
        "牵头单位",
        "配合单位",
        "成员单位",
        "各部门",
        "各单位",
        "各县",
        "各市",
        "各区",
        "各地",
        "各镇",
        "各乡",
        "各有关",
        "试点",
        "级部门",
        "行政执法部门",
        "行政处罚机关",
        "主管部门",
    ];
    STARTS.iter().any(|w| name.starts_with(w)) || HOLDS.iter().any(|w| name.contains(w))
}

/// The organs of a list as the ledger shows them.
#[must_use]
pub fn organs(context: &Context<'_>, list: &NameList) -> Vec<Organ> {
    let mut place = None;
    list.names
        .iter()
        .map(|span| {
            let name = span.of(context.text).to_owned();
            let generic = is_generic(&name);
            let known = if generic {
                None
            } else {
                context.lexicon.organs().resolve(
                    &name,
                    context.jurisdiction,
                    place.as_deref(),
                    context.issued_on,
                    context.lexicon,
                )
            };
            if let Some(known) = &known {
                place = Some(known.place.clone());
            }
            Organ { canonical: known.as_ref().map(|k| k.name.clone()), id: known.map(|k| k.id), name, generic }
        })
        .collect()
}

/// The place whose organs an issuer or a title names; `000000` is the state.
#[must_use]
pub fn jurisdiction_of(name: &str, lexicon: &Lexicon) -> Option<Jurisdiction> {
    const STATE: [&str; 5] = ["国务院", "中共中央", "中央", "国家", "中华人民共和国"];
    if STATE.iter().any(|w| name.starts_with(w)) {
        return Some(Jurisdiction { code: "000000".to_owned(), name: "国家".to_owned() });
    }
    if lexicon.organs().is_state(name) {
        return Some(Jurisdiction { code: "000000".to_owned(), name: "国家".to_owned() });
    }
    let found = lexicon.divisions().longest_prefix(name.trim_start_matches("中共"))?;
    Some(Jurisdiction { code: found.code.to_owned(), name: found.name.to_owned() })
}

/// The addressees of a notice: names at ， and 、, but 各省、自治区、直辖市人民政府 is one.
#[must_use]
pub fn split_addressees(line: &str) -> Vec<String> {
    split_names(line, Span::new(0, line.len())).names.iter().map(|name| name.of(line).to_owned()).collect()
}

/// Whether words end as the names of organs do.
#[must_use]
pub fn looks_like(name: &str) -> bool {
    is_whole_name(name) && name.chars().count() <= 30
}
