//! A name as a list prints it: with a mark, a time, a person or a role beside it.

use super::{PersonName, person};
use crate::lexicon::{Label, MARKS, label_before, pieces, without_bracket};
use crate::model::{Certainty, PersonRole, Role};
use crate::recognise::convention::ConventionFound;
use crate::recognise::{Context, Found};
use crate::text::{Span, is_han};

/// A name and what stands beside it.
#[derive(Debug, Clone)]
pub(super) struct Printed {
    /// All of it.
    pub whole: Span,
    /// The name alone.
    pub name: Span,
    /// The role in its bracket: 市教育局（牵头）.
    pub role: Option<Role>,
    /// How those of the list share the work: 市教育局、市财政局（按职责分工）.
    pub mode: Option<Span>,
    /// Who else its bracket names, and their role: 应急中心（派出所、司法所配合）.
    pub beside: Option<(Span, Role)>,
    /// The mark beside it, which a legend may explain: ★省教育厅.
    pub mark: Option<char>,
    /// What its bracket tells of time: 市教育局（2023年底前完成）.
    pub rest: Vec<Span>,
    /// The persons in its bracket, who are in charge there: 省教育厅（李四光）.
    pub persons: Vec<Found<PersonName>>,
}

/// What is known of the brackets of a list.
#[derive(Clone, Copy)]
pub(super) struct Beside<'a> {
    /// The conventions that the clause states, which may stand in one.
    pub conventions: &'a [Found<ConventionFound>],
    /// Whether the label speaks of persons, too: 责任单位及责任人.
    pub persons: bool,
}

/// Takes a name apart.
pub(super) fn read(context: &Context<'_>, whole: Span, known: Beside<'_>) -> Printed {
    let words = whole.of(context.text);
    let plain = without_bracket(words);
    let mut printed = Printed {
        whole,
        name: whole,
        role: None,
        mode: None,
        beside: None,
        mark: None,
        rest: Vec::new(),
        persons: Vec::new(),
    };
    let bracket = &words[plain.len()..];
    // Most names have no bracket.
    let apart = !bracket.is_empty() && {
        let inner = bracket.trim_matches(['（', '）', '(', ')', '〈', '〉']);
        let start = whole.end as usize - bracket.len() + bracket.find(inner).unwrap_or(0);
        beside(context, Span::new(start, start + inner.len()), known.persons, &mut printed)
            // 市卫生健康委（列第一位者为牵头单位，下同）: the bracket is no part of the name.
            || known.conventions.iter().any(|c| c.span.overlaps(whole))
    };
    let name = if apart { plain } else { beside_person(context, whole, words, &mut printed) };
    let head = without_number(context, name);
    let bare = head.trim_matches(MARKS);
    printed.mark = (bare.len() < head.len()).then(|| head.chars().find(|c| MARKS.contains(c))).flatten();
    printed.name = Span::within(context.text, bare);
    printed
}

/// A name without its number in the list: 1.市教育局, 1市教育局; but 121团 is one.
fn without_number<'t>(context: &Context<'_>, name: &'t str) -> &'t str {
    let digits = name.trim_start_matches(|c: char| c.is_ascii_digit());
    match digits.strip_prefix(['.', '．']) {
        Some(rest) => rest,
        None if digits.len() < name.len() && !context.lexicon.organs().knows(digits) => name,
        None => digits,
    }
}

/// A name without the person who stands right behind it, where a blank was lost: 县住建局周伟.
fn beside_person<'t>(context: &Context<'_>, whole: Span, words: &'t str, printed: &mut Printed) -> &'t str {
    let names = context.lexicon.names();
    // Nearly all names end as names do.
    if names.is_whole(words) || !words.chars().next_back().is_some_and(is_han) {
        return words;
    }
    let Some(at) = context.lexicon.words_behind_name(words) else { return words };
    let behind = &words[at..];
    let place = context.lexicon.divisions().short(behind, None).is_some();
    let Some(person) = names.person_beside(behind).filter(|_| !place) else { return words };
    let start = whole.start as usize + at + behind.find(person).unwrap_or(0);
    printed.persons.push(Found {
        value: PersonName { role: PersonRole::InCharge, name: person.to_owned() },
        span: Span::new(start, start + person.len()),
        rule: "person/beside",
        certainty: Certainty::Likely,
    });
    &words[..at]
}

/// Reads the bracket behind a name; `false` when it is part of the name.
fn beside(context: &Context<'_>, inner: Span, persons: bool, printed: &mut Printed) -> bool {
    let text = context.text;
    let (roles, names) = (context.lexicon.roles(), context.lexicon.names());
    let words = inner.of(text);
    if words.contains(['：', ':']) {
        return labelled(context, inner, printed);
    }
    // 市教育局、市财政局（按职责分工）: how they share the work, whatever their role; （分别主办）: which role, too.
    let shares = roles.verb_at_end(words).filter(|verb| verb.words.len() == words.len() && verb.mode.is_some());
    if let Some(verb) = shares {
        printed.mode = Some(inner);
        printed.role = Some(verb.role).filter(|role| *role != Role::Responsible);
        return true;
    }
    // 市教育局（牵头）.
    printed.role = roles.role_alone(words);
    if printed.role.is_some() {
        return true;
    }
    if names.looks_like(words) || context.lexicon.organs().knows(words) {
        return false;
    }
    if roles.tells_time(words) {
        printed.rest.push(inner);
        return true;
    }
    // Two characters may be any word, but where persons are announced.
    let short = || names.person_beside(words).filter(|_| persons);
    if let Some(name) = names.person_alone(words).or_else(short) {
        let at = inner.start as usize + words.find(name).unwrap_or(0);
        printed.persons.push(Found {
            value: PersonName { role: PersonRole::InCharge, name: name.to_owned() },
            span: Span::new(at, at + name.len()),
            rule: "person/bracket",
            certainty: Certainty::Likely,
        });
        return true;
    }
    // 各市人民政府（甲市、乙市先行试点）: which of them begin.
    if names.beginners.end(words) {
        return true;
    }
    // 应急中心（派出所、司法所配合）: others who support it.
    if let Some(verb) =
        context.lexicon.verb_of_list(words).filter(|verb| matches!(verb.role, Role::Support | Role::Guide))
    {
        let list = Span { end: inner.end - Span::new(0, verb.words.len()).end, ..inner };
        let others = context.lexicon.split_names(text, list).names;
        let known = |name: &Span| names.looks_like(name.of(text)) || context.lexicon.organs().knows(name.of(text));
        if !others.is_empty() && others.iter().all(known) {
            printed.beside = Some((list, verb.role));
            return true;
        }
    }
    // 市财政局（负责资金保障）: its share of the work.
    let share = roles.verb_inside(words).filter(|(at, _)| *at == 0).map(|(_, verb)| verb.role);
    printed.role = share.filter(|role| *role != Role::Responsible);
    share.is_some()
}

/// 县住建局（责任人：李明，完成时限：6月底）.
fn labelled(context: &Context<'_>, inner: Span, printed: &mut Printed) -> bool {
    let text = context.text;
    let mut read = false;
    for piece in pieces(text, inner, |c| matches!(c, '，' | '；' | ',' | ';')) {
        let words = piece.of(text);
        let Some(colon) = words.find(['：', ':']) else { continue };
        let width = words[colon..].chars().next().map_or(0, char::len_utf8);
        let content = Span { start: piece.start + Span::new(0, colon + width).end, ..piece }.trim(text);
        match context.lexicon.roles().label(label_before(&words[..colon])) {
            Some(Label::Persons(role)) => printed.persons.extend(person::read(context, content, role)),
            Some(Label::Deadline) => printed.rest.push(content),
            Some(Label::Other) => {}
            Some(Label::Organs(_)) | None => continue,
        }
        read = true;
    }
    read
}
