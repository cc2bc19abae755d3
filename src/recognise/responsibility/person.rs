//! Names of persons behind a label or in a cell.

use super::PersonName;
use crate::lexicon::{Label, is_name_separator, pieces, without_bracket};
use crate::model::{Certainty, PersonRole};
use crate::recognise::{Context, Found};
use crate::text::{Span, all_han, is_blank};

/// Reads the names in a cell of a column of persons, or behind a label.
#[must_use]
pub fn read(context: &Context<'_>, cell: Span, role: PersonRole) -> Vec<Found<PersonName>> {
    let text = context.text;
    let names = context.lexicon.names();
    let mut found: Vec<Found<PersonName>> = Vec::new();
    let mut items = pieces(text, cell, is_name_separator).peekable();
    while let Some(mut span) = items.next() {
        // 李 明: a short name is spread to the width of three.
        let single = |span: Span| span.of(text).chars().count() == 1 && all_han(span.of(text));
        if let Some(next) = items.next_if(|next| names.is_surname_alone(span.of(text)) && single(*next)) {
            span = span.cover(next);
        }
        // 张三（副市长） is a name with an office.
        let words: String = without_bracket(span.of(text)).chars().filter(|c| !is_blank(*c)).collect();
        if context.lexicon.organs().knows(&words) {
            continue;
        }
        // 李强13800000000.
        let words = words.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '—' | '：' | ':'));
        if let Some(name) = names.person(words) {
            found.push(Found {
                value: PersonName { role, name: name.to_owned() },
                span,
                rule: "person/label",
                certainty: Certainty::Certain,
            });
        }
    }
    found
}

/// The longest line that lists persons, in bytes.
const LONGEST_LINE: usize = 240;

/// A label of persons, in characters: 责任人, 市级包联领导.
const LABEL: std::ops::RangeInclusive<usize> = 2..=8;

/// Persons behind labels without a colon, in a line of nothing else: 长河水库：包库领导 李明；技术责任人 张强.
///
/// Without a blank before the name, where typesetting lost it, it takes two of them to tell such a line from a sentence.
#[must_use]
pub fn read_listed(context: &Context<'_>, line: Span) -> Vec<Found<PersonName>> {
    let text = context.text;
    let words = line.of(text);
    let persons = || context.lexicon.roles().speaks_of_persons(words);
    if words.len() > LONGEST_LINE || words.trim_end_matches('。').contains('。') || !persons() {
        return Vec::new();
    }
    let start = words.find(['：', ':']).map_or(0, |at| at + words[at..].chars().next().map_or(0, char::len_utf8));
    let list = Span::new(line.start as usize + start, line.end as usize);
    let (mut found, mut glued) = (Vec::new(), false);
    let listed: Vec<Span> = pieces(text, list, |c| matches!(c, '；' | '，' | ';' | ',' | '。')).collect();
    for piece in &listed {
        let Some((label, role)) = label_at_start(context, piece.of(text)) else { return Vec::new() };
        let names = Span { start: piece.start + Span::new(0, label).end, ..*piece };
        glued |= !names.of(text).starts_with(is_blank);
        let persons = read(context, names.trim(text), role);
        let sure = |person: &Found<PersonName>| context.lexicon.names().begins_with_surname(&person.value.name);
        if persons.is_empty() || !persons.iter().all(sure) {
            return Vec::new();
        }
        found.extend(persons.into_iter().map(|person| Found {
            rule: "person/listed",
            certainty: Certainty::Likely,
            ..person
        }));
    }
    if glued && listed.len() < 2 { Vec::new() } else { found }
}

/// The longest label of persons that words begin with, in bytes, and their role.
fn label_at_start(context: &Context<'_>, words: &str) -> Option<(usize, PersonRole)> {
    let ends: Vec<usize> = words.char_indices().map(|(at, c)| at + c.len_utf8()).take(*LABEL.end()).collect();
    ends.into_iter().skip(LABEL.start() - 1).rev().find_map(|end| {
        match context.lexicon.roles().label(&words[..end])? {
            Label::Persons(role) => Some((end, role)),
            _ => None,
        }
    })
}
