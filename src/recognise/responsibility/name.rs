//! A name as a list prints it: with a mark, a time, a person or a role beside it.

use crate::lexicon::{MARKS, without_bracket};
use crate::model::Role;
use crate::recognise::convention::ConventionFound;
use crate::recognise::{Context, Found};
use crate::text::Span;

/// A name and what stands beside it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Printed<'t> {
    /// All of it.
    pub whole: Span,
    /// The name alone.
    pub name: Span,
    /// The role in its bracket: 市教育局（牵头）.
    pub role: Option<Role>,
    /// The mark beside it, which a legend may explain: ★省教育厅.
    pub mark: Option<char>,
    /// The bracket that tells a time: 市教育局（2023年底前完成）.
    pub time: Option<Span>,
    /// The person in the bracket, who is in charge there: 省教育厅（李四光）.
    pub person: Option<(Span, &'t str)>,
}

/// Takes a name apart.
pub(super) fn read<'t>(
    context: &Context<'t>,
    whole: Span,
    conventions: &[Found<ConventionFound>],
) -> Printed<'t> {
    let (roles, names) = (context.lexicon.roles(), context.lexicon.names());
    let words = whole.of(context.text);
    let plain = without_bracket(words);
    let mut printed = Printed { whole, name: whole, role: None, mark: None, time: None, person: None };
    let bracket = &words[plain.len()..];
    let mut name = words;
    // Most names have no bracket.
    if !bracket.is_empty() {
        let inner = bracket.trim_matches(['（', '）', '(', ')']);
        let start = whole.end as usize - bracket.len();
        // 市卫生健康委（列第一位者为牵头单位，下同）: the bracket is no part of the name.
        let stated = conventions.iter().any(|c| c.span.overlaps(whole));
        if roles.tells_time(inner) {
            printed.time = Some(Span::new(start, whole.end as usize));
        }
        if !context.lexicon.organs().knows(inner) {
            printed.person = names.person_alone(inner).map(|person| {
                let at = start + bracket.find(person).unwrap_or(0);
                (Span::new(at, at + person.len()), person)
            });
        }
        printed.role = roles.role_alone(inner);
        // 市财政局（负责资金保障）: its share of the work.
        let share = (!names.looks_like(inner))
            .then(|| roles.verb_inside(inner))
            .flatten()
            .filter(|(at, _)| *at == 0)
            .map(|(_, verb)| verb.role);
        if printed.role.is_none() {
            printed.role = share.filter(|role| *role != Role::Responsible);
        }
        let apart = stated || share.is_some() || printed.role.is_some();
        if apart || printed.time.is_some() || printed.person.is_some() {
            name = plain;
        }
    }
    // 1.市教育局.
    let head = name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '．'));
    let bare = head.trim_matches(MARKS);
    printed.mark = (bare.len() < head.len()).then(|| head.chars().find(|c| MARKS.contains(c))).flatten();
    let at = whole.start as usize + words.find(bare).unwrap_or(0);
    printed.name = Span::new(at, at + bare.len());
    printed
}
