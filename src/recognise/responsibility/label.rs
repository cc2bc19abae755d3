//! Where the labels of a sentence are.

use crate::lexicon::{Label, is_name_separator, label_before};
use crate::model::Role;
use crate::recognise::Context;
use crate::text::{Span, closing_of, turn};

/// A label in a clause.
#[derive(Debug, Clone, Copy)]
pub(super) struct LabelAt {
    /// The first byte of the label.
    pub start: u32,
    /// The first byte after its colon.
    pub content: u32,
    /// What it announces; `None` when the tables do not know it.
    pub label: Option<Label>,
}

/// Characters of a label that the tables do not know, at most.
const LONGEST_OTHER: usize = 8;

/// Characters of a label that may stand without a colon: 牵头单位, 配合部门.
const BARE_LABEL: usize = 4;

/// The labels of a sentence: words of roles before a colon or in a bracket of their own (【牵头单位】).
pub(super) fn find(context: &Context<'_>, sentence: Span) -> Vec<LabelAt> {
    let words = sentence.of(context.text);
    let roles = context.lexicon.roles();
    let mut found: Vec<LabelAt> = Vec::new();
    let mut opens = true;
    let mut depth = 0_i32;
    for (at, c) in words.char_indices() {
        depth += turn(c);
        let place = |offset: usize| Span::new(sentence.start as usize + offset, 0).start;
        if std::mem::replace(&mut opens, matches!(c, '：' | ':' | '，' | '；' | ',' | ';'))
            && let Some((len, label)) = bare(context, &words[at..])
        {
            // 责任单位：牵头单位省教育厅: the inner label says it better.
            let outer = found.pop_if(|before| before.content == place(at));
            let start = outer.map_or(place(at), |outer| outer.start);
            found.push(LabelAt { start, content: place(at + len), label: Some(label) });
        }
        match c {
            '：' | ':' => {
                let name = label_before(&words[..at]);
                let start = at - name.len();
                let glued = words[..start].ends_with(['：', ':', '、']);
                let label = if glued { None } else { roles.label(name).map(|label| (name.len(), label)) };
                // 牵头单位：市发改委责任单位：…, where a blank between them was lost.
                let label = label.or_else(|| {
                    let (len, label) = roles.label_at_end(name)?;
                    let before = &name[..name.len() - len];
                    (!found.is_empty() && !before.is_empty()).then_some((len, label))
                });
                // 适用范围：…: no words of roles, but no name of an organ either.
                let own = || !glued && (2..=LONGEST_OTHER).contains(&name.chars().count());
                // 县领导：李明；部门：县住建局. Elsewhere the word alone is no label.
                let plain = || !found.is_empty() && roles.units.contains(&name);
                let label = label.or_else(|| plain().then_some((name.len(), Label::Organs(Role::Responsible))));
                let known = label.map(|(len, label)| (len, Some(label)));
                let Some((len, label)) = known.or_else(|| own().then_some((name.len(), None))) else { continue };
                // 县住建局（责任人：李明）: the bracket is the name's.
                if depth > 0 && !matches!(label, Some(Label::Organs(_))) {
                    continue;
                }
                found.push(LabelAt { start: place(at - len), content: place(at + c.len_utf8()), label });
            }
            // 牵头单位为市教育局，配合单位为市财政局.
            '为' => {
                let name = label_before(&words[..at]);
                let Some(label @ Label::Organs(_)) = roles.label(name) else { continue };
                let rest = &words[at + c.len_utf8()..];
                let next = rest.split(['，', '；', '、', ',', ';']).next().unwrap_or("");
                if roles.label(next).is_none() && context.lexicon.names().looks_like(next) {
                    found.push(LabelAt {
                        start: place(at - name.len()),
                        content: place(at + c.len_utf8()),
                        label: Some(label),
                    });
                }
            }
            '【' | '[' | '［' | '〔' | '〖' => {
                let after = &words[at + c.len_utf8()..];
                let Some(close) = closing_of(c).and_then(|close| after.find(close)) else { continue };
                let label = roles.label(after[..close].trim());
                if label.is_none() {
                    continue;
                }
                let end = at + c.len_utf8() + close;
                let rest = &words[end..];
                let width = rest.chars().next().map_or(0, char::len_utf8);
                let colon = rest[width..].chars().next().filter(|c| matches!(c, '：' | ':')).map_or(0, char::len_utf8);
                found.push(LabelAt { start: place(at), content: place(end + width + colon), label });
            }
            _ => {}
        }
    }
    found
}

/// A label without a colon before a name that is one beyond doubt, and its bytes: 牵头单位省教育厅.
fn bare(context: &Context<'_>, words: &str) -> Option<(usize, Label)> {
    let len = words.char_indices().nth(BARE_LABEL).map(|(at, _)| at)?;
    // 牵头单位：…: the colon makes a label of it.
    if words[len..].starts_with(['：', ':']) {
        return None;
    }
    let label = context.lexicon.roles().label(&words[..len]).filter(|label| matches!(label, Label::Organs(_)))?;
    let name = words[len..].split(|c| is_name_separator(c) || matches!(c, '，' | '；' | ',' | ';' | '。')).next()?;
    context.lexicon.organs().knows(name).then_some((len, label))
}
