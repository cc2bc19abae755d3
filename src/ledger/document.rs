//! Front matter and plans as published.

use super::locate::Locate;
use super::{Frame, Stages, issuers, page};
use crate::lexicon::Lexicon;
use crate::model::{Certainty, Convention, ConventionRule, Date, DocumentInfo, DocumentNumber, Plan};
use crate::note::Note;
use crate::recognise::{Found, addressee, convention};
use crate::text::Span;

/// The lines of a title as one. Blanks between its organs are the page's way to part them, and go.
pub(super) fn join(text: &str, lines: &[Span]) -> String {
    let title: String = lines.iter().map(|line| line.of(text)).collect();
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let parts: Vec<&str> = title.split(' ').collect();
    parts.iter().skip(1).fold(parts[0].to_owned(), |mut joined, part| {
        if latin(joined.chars().next_back()) && latin(part.chars().next()) {
            joined.push(' ');
        }
        joined.push_str(part);
        joined
    })
}

/// The plans as published.
pub(super) fn plans(stages: Stages<'_>, frame: &Frame, locate: &Locate<'_>) -> Vec<Plan> {
    let plans = stages.outline.plans.iter().enumerate();
    plans
        .map(|(index, plan)| Plan {
            id: format!("p{}", index + 1),
            title: join(&stages.body.text, &plan.title),
            period: frame.periods.get(index).copied().flatten(),
            at: locate.at(
                plan.title.iter().copied().reduce(Span::cover).unwrap_or_default(),
                if plan.own_title { "outline/document-is-plan" } else { "outline/annex-title" },
                Certainty::Certain,
            ),
        })
        .collect()
}

/// The front matter as published.
pub(super) fn info(stages: Stages<'_>, frame: &Frame, locate: &Locate<'_>, notes: &mut Vec<Note>) -> DocumentInfo {
    let text = &stages.body.text;
    let front = &stages.outline.front;
    let title = title(stages, notes);
    let start = Span { start: 0, end: 0 };
    if let Some(place) = frame.jurisdiction.as_ref().filter(|_| frame.place_assumed) {
        let words = format!("文件未写明地区，按设置视为“{}” (the document tells no place; taken as set)", place.name);
        notes.push(Note::info("place-assumed", start, words));
    }
    notes.extend(front.damaged_day.map(|span| damaged_day(span, text, front.date.map(|(date, _)| date))));
    if front.date.is_none() {
        notes.push(page::date_note(stages));
    }
    let printed = front.number.and_then(|span| document_number(span.of(text)));
    DocumentInfo {
        kind: stages.lexicon.kinds().of_title(&title).map(str::to_owned),
        document_number: printed.or_else(|| document_number(&page::number(stages, notes)?)),
        issuers: issuers::of(stages, &title, notes),
        addressees: front.addressees.map_or_else(Vec::new, |span| addressee::split(span.of(text), stages.lexicon)),
        issued_on: frame.issued_on,
        jurisdiction: frame.jurisdiction.clone(),
        attachments: attachments(text, &front.attachments),
        conventions: frame
            .conventions
            .iter()
            .map(|found| Convention {
                rule: rule(found),
                quote: found.span.of(text).to_owned(),
                at: locate.at(found.span, found.rule, found.certainty),
            })
            .collect(),
        title: (!title.is_empty()).then_some(title),
    }
}

/// The title; of a notice that is printed without its own it is that of the one plan which it hands on, or of the first
/// one, if its words name that.
fn title(stages: Stages<'_>, notes: &mut Vec<Note>) -> String {
    let (text, start) = (&stages.body.text, Span { start: 0, end: 0 });
    let printed = join(text, &stages.outline.front.title);
    if !printed.is_empty() {
        notes.extend(stages.outline.front.title.first().filter(|_| explains(&printed, stages.lexicon)).map(|at| {
            let words = "标题表明本页是对文件的解读或报道，并非文件本身，请改用原文 (by its title this page explains a paper and is not the paper; use the paper)";
            Note::warning("not-the-paper", *at, words)
        }));
        return printed;
    }
    let plans = &stages.outline.plans;
    let named = |title: &str| stages.outline.front.other.iter().any(|words| names(words.of(text), title));
    if let Some(plan) = plans.first()
        && let Some(at) = plan.title.first()
        && (plans.len() == 1 || named(&join(text, &plan.title)))
    {
        let title = join(text, &plan.title);
        let words = format!(
            "通知自身未载标题，以所附“{title}”为题 (the notice is printed without a title; that of its plan is taken)"
        );
        notes.push(Note::info("title-from-plan", *at, words));
        return title;
    }
    notes.push(Note::warning("no-title", start, "未找到标题 (no title was found)"));
    String::new()
}

/// Whether a title is that of a page about a paper: 《某某方案》政策解读, 一图读懂：某某方案.
fn explains(title: &str, lexicon: &Lexicon) -> bool {
    let talks = &lexicon.furniture().talks;
    let label = title.split_once(['：', ':', '|', '｜', '丨']).map(|(label, _)| label);
    talks.end(title) || label.is_some_and(|label| talks.end(label))
}

/// Whether words quote a title: 《某某行动计划》已经….
fn names(words: &str, title: &str) -> bool {
    words.split('《').skip(1).any(|rest| rest.strip_prefix(title).is_some_and(|rest| rest.starts_with('》')))
}

/// What is said of a day of signing that lost characters.
fn damaged_day(span: Span, text: &str, read: Option<Date>) -> Note {
    let words = span.of(text);
    let words = match read {
        Some(date) => format!(
            "成文日期“{words}”似有残缺，只有一种读法，读作{date}，请核对 (the date of issue lost characters and can be read in one way only; please check)"
        ),
        None => format!(
            "成文日期“{words}”似有残缺，读法不止一种，未作猜测 (the date of issue lost characters and can be read in several ways; it was not guessed)"
        ),
    };
    Note::warning("date-damaged", span, words)
}

/// The attachments, each once: a name may stand in the list and above what was left out.
fn attachments(text: &str, named: &[Span]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(named.len());
    for name in named.iter().map(|span| span.of(text)) {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

fn rule(found: &Found<convention::ConventionFound>) -> ConventionRule {
    found.value.rule
}

/// 鲁政办字〔2022〕28号 taken apart.
pub(super) fn document_number(text: &str) -> Option<DocumentNumber> {
    let open = text.find(['〔', '[', '［', '（', '(', '【'])?;
    let digits = |part: &str| {
        part.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect::<String>()
    };
    let rest = &text[open..];
    let close = rest.find(['〕', ']', '］', '）', ')', '】'])?;
    Some(DocumentNumber {
        text: text.to_owned(),
        code: text[..open].to_owned(),
        year: digits(&rest[..close]).parse().ok()?,
        sequence: digits(&rest[close..]).parse().ok()?,
    })
}
