//! What a clause says: lists of organs by label (牵头单位：…) or by verb (…牵头，…配合), persons, and the rest.

use super::convention::ConventionFound;
use super::{Context, Found, convention, organ};
use crate::lexicon::{Label, Verb};
use crate::model::{Certainty, Organ, PersonRole, Role};
use crate::note::Note;
use crate::text::{Span, closing_of, is_blank, is_han};

/// A list of organs with one role: [`crate::model::Responsibility`] without its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// The role.
    pub role: Role,
    /// The organs, in order.
    pub organs: Vec<Organ>,
    /// Whether the list ended in 等.
    pub open_ended: bool,
    /// How they share the work.
    pub mode: Option<String>,
    /// Whether the words themselves tell the roles apart, so that no convention changes them.
    pub told_apart: bool,
}

/// A person as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName {
    /// What the person is to the entry.
    pub role: PersonRole,
    /// The name.
    pub name: String,
}

/// What one clause says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClauseReading {
    /// Who answers.
    pub duties: Vec<Found<Duty>>,
    /// Persons.
    pub persons: Vec<Found<PersonName>>,
    /// Conventions that the clause states.
    pub conventions: Vec<Found<ConventionFound>>,
    /// Words that are none of these.
    pub rest: Vec<Span>,
    /// What was not understood.
    pub notes: Vec<Note>,
}

/// Reads a clause with labels or verbs.
#[must_use]
pub fn read(context: &Context<'_>, inner: Span) -> ClauseReading {
    let mut reading = ClauseReading { conventions: convention::find(context, inner), ..ClauseReading::default() };
    let text = context.text;
    let mut sentence = inner.start as usize;
    for part in inner.of(text).split_inclusive('。') {
        let span = Span::new(sentence, sentence + part.trim_end_matches('。').len()).trim(text);
        sentence += part.len();
        if span.is_empty() || reading.conventions.iter().any(|c| c.span.overlaps(span)) {
            continue;
        }
        let labels = labels(context, span);
        let first = labels.first().map_or(span.end, |l| l.start);
        by_verb(context, Span { start: span.start, end: first }, &mut reading);
        for (i, label) in labels.iter().enumerate() {
            let end = labels.get(i + 1).map_or(span.end, |next| next.start);
            labelled(context, label, Span { start: label.content, end }, &mut reading);
        }
    }
    if reading.duties.is_empty() && reading.persons.is_empty() && reading.rest.is_empty() && reading.notes.is_empty() {
        reading.notes.push(empty(inner));
    }
    reading
}

/// Reads a cell of a column of organs.
#[must_use]
pub fn read_cell(context: &Context<'_>, cell: Span, role: Role) -> ClauseReading {
    // A cell may hold labels of its own, and then says its roles itself.
    if !labels(context, cell).is_empty() {
        return read(context, cell);
    }
    let mut reading = ClauseReading::default();
    list(context, cell, cell, role, None, "responsibility/cell", &mut reading);
    reading
}

/// Reads a cell of a column of persons.
#[must_use]
pub fn read_persons(context: &Context<'_>, cell: Span, role: PersonRole) -> Vec<Found<PersonName>> {
    let text = context.text;
    let names = organ::split_names(text, cell).names;
    names
        .into_iter()
        .filter_map(|span| {
            let words = span.of(text);
            // 张三（副市长） is a name with an office.
            let name = words.split(['（', '(']).next().unwrap_or(words);
            let name: String = name.chars().filter(|c| !is_blank(*c)).collect();
            let fits = (2..=12).contains(&name.chars().count()) && name.chars().all(|c| is_han(c) || c == '·');
            fits.then_some(Found {
                value: PersonName { role, name },
                span,
                rule: "person/label",
                certainty: Certainty::Certain,
            })
        })
        .collect()
}

/// A label in a clause.
struct LabelAt {
    /// The first byte of the label.
    start: u32,
    /// The first byte after its colon.
    content: u32,
    label: Label,
}

/// The labels of a stretch: words of roles before a colon, at its head or behind a separator.
fn labels(context: &Context<'_>, span: Span) -> Vec<LabelAt> {
    let words = span.of(context.text);
    let mut found = Vec::new();
    for (colon, mark) in words.match_indices(['：', ':']) {
        let head = &words[..colon];
        let name = head.chars().rev().take_while(|&c| is_han(c)).map(char::len_utf8).sum::<usize>();
        let start = colon - name;
        let stands =
            head[..start].is_empty() || head[..start].ends_with(['；', '，', '、', ' ', ';', ',', '）', ')', '\t']);
        if !stands {
            continue;
        }
        if let Some(label) = context.lexicon.roles().label(&head[start..]) {
            let at = |offset: usize| Span::new(span.start as usize + offset, 0).start;
            found.push(LabelAt { start: at(start), content: at(colon + mark.len()), label });
        }
    }
    found
}

/// What stands behind a label.
fn labelled(context: &Context<'_>, label: &LabelAt, content: Span, reading: &mut ClauseReading) {
    let text = context.text;
    let plain = content.of(text).trim_end_matches(['；', '，', ';', ',', '、', ' ', '。']);
    let content = Span::new(content.start as usize, content.start as usize + plain.len()).trim(text);
    let quote = Span { start: label.start, end: content.end.max(label.content) };
    match label.label {
        Label::Organs(role) => {
            // 责任单位：X、Y分别牵头: the verb at the end gives the role.
            if let Some(verb) = verb(context, content) {
                let names = Span::new(content.start as usize, content.end as usize - verb.words.len());
                let rule = "responsibility/label-and-verb";
                list(context, quote, names, verb.role, Some(verb), rule, reading);
            } else {
                list(context, quote, content, role, None, "responsibility/label", reading);
            }
        }
        Label::Persons(role) => reading.persons.extend(read_persons(context, content, role)),
        Label::Deadline => reading.rest.push(content),
    }
}

/// Lists that end in a verb: A牵头，B、C配合.
fn by_verb(context: &Context<'_>, span: Span, reading: &mut ClauseReading) {
    let text = context.text;
    let first = reading.duties.len();
    // Organs named since the last verb; a later piece gives them their role.
    let mut open: Option<Span> = None;
    for piece in pieces(text, span) {
        let Some(verb) = verb(context, piece) else {
            if organ::split_names(text, piece).names.iter().all(|n| looks_like_organ(context, n.of(text))) {
                open = Some(open.map_or(piece, |o| o.cover(piece)));
            } else {
                reading.rest.push(piece);
            }
            continue;
        };
        let end = piece.end as usize - verb.words.len();
        let names = Span::new(piece.start as usize, end.max(piece.start as usize)).trim(text);
        let whole = open.take().map_or(piece, |o| o.cover(piece));
        let mut names = Span { start: whole.start, end: names.end };
        for lead in ["由", "会同", "同"] {
            if names.of(text).starts_with(lead) {
                names.start += Span::new(0, lead.len()).end;
            }
        }
        together(context, whole, names, verb, reading);
    }
    if let Some(left) = open.filter(|_| reading.duties.len() == first) {
        // Names and nothing else: who else should they be but those who answer for it.
        list(context, left, left, Role::Responsible, None, "responsibility/names-only", reading);
        for duty in &mut reading.duties[first..] {
            duty.certainty = Certainty::Likely;
        }
    } else if let Some(left) = open {
        // A list without a verb behind others: it takes the role of none, and is shown.
        reading.notes.push(Note::warning(
            "role-unknown",
            left,
            "此处列出的单位未说明职责，未计入 (these organs have no role and were not counted)",
        ));
    }
    let told_apart = reading.duties.len() - first > 1;
    for duty in &mut reading.duties[first..] {
        duty.value.told_apart |= told_apart;
    }
}

/// X会同Y牵头: X leads, Y supports. Without 会同 all names take the verb's role.
fn together(context: &Context<'_>, quote: Span, names: Span, verb: Verb, reading: &mut ClauseReading) {
    let words = names.of(context.text);
    let Some(at) = words.find("会同").filter(|&at| at > 0) else {
        list(context, quote, names, verb.role, Some(verb), "responsibility/verb", reading);
        return;
    };
    let start = names.start as usize;
    let lead = Span::new(start, start + at);
    let with = Span::new(start + at + "会同".len(), names.end as usize);
    list(context, lead, lead, Role::Lead, None, "responsibility/together", reading);
    list(context, with, with, Role::Support, None, "responsibility/together", reading);
    for duty in &mut reading.duties {
        duty.value.told_apart = true;
    }
}

/// The stretches between ， and ； outside brackets.
fn pieces(text: &str, span: Span) -> Vec<Span> {
    let (mut depth, mut from, mut found) = (0_i32, span.start as usize, Vec::new());
    for (at, c) in span.of(text).char_indices() {
        let here = span.start as usize + at;
        match c {
            '，' | '；' | ',' | ';' if depth <= 0 => {
                found.push(Span::new(from, here));
                from = here + c.len_utf8();
            }
            c if closing_of(c).is_some() => depth += 1,
            '）' | ')' | '〕' | '］' | ']' | '】' => depth -= 1,
            _ => {}
        }
    }
    found.push(Span::new(from, span.end as usize));
    found.into_iter().map(|p| p.trim(text)).filter(|p| !p.is_empty()).collect()
}

/// The verb that a stretch ends with.
fn verb(context: &Context<'_>, span: Span) -> Option<Verb> {
    context.lexicon.roles().verb_at_end(span.of(context.text)).filter(|v| v.words.len() < span.len())
}

fn looks_like_organ(context: &Context<'_>, name: &str) -> bool {
    organ::is_generic(name) || organ::looks_like(name) || context.lexicon.organs().knows(name)
}

/// Adds a list of organs; says so when it holds none.
fn list(
    context: &Context<'_>,
    quote: Span,
    names: Span,
    role: Role,
    verb: Option<Verb>,
    rule: &'static str,
    reading: &mut ClauseReading,
) {
    let list = organ::split_names(context.text, names);
    let mut list = list;
    list.names.retain(|n| n.of(context.text).chars().any(is_han) && !matches!(n.of(context.text), "无" | "略"));
    if list.names.is_empty() {
        reading.notes.push(empty(quote));
        return;
    }
    let mode = verb.filter(|v| v.mode).map(|v| v.words.to_owned());
    reading.duties.push(Found {
        value: Duty {
            role,
            organs: organ::organs(context, &list),
            open_ended: list.open_ended,
            told_apart: verb.is_some_and(|v| v.role != Role::Responsible || matches!(v.words, "落实" | "负责落实")),
            mode,
        },
        span: quote,
        rule,
        certainty: Certainty::Certain,
    });
}

fn empty(span: Span) -> Note {
    Note::warning("empty-clause", span, "责任条款未写明单位 (the clause names no organ)")
}
