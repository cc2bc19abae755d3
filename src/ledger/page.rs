//! What only the frame of the page says of a document: its number, its date, its organ.

use std::sync::LazyLock;

use regex::Regex;

use super::Stages;
use crate::lexicon::FrameLabel;
use crate::model::{Date, RemovedKind};
use crate::note::Note;
use crate::text::{Span, docnum, half_width, is_blank, is_han};

/// 2022-06-16, 2022年6月16日, 2022/6/16 at the head of a value, a time of day behind it.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^((?:19|20)[0-9]{2})[-年/.]([0-9]{1,2})[-月/.]([0-9]{1,2})(?:日|[^0-9]|$)").expect("a literal pattern")
});

/// The longest name of an organ, in characters.
const LONGEST_ORGAN: usize = 30;

/// The document number that the page states.
pub(super) fn number(stages: Stages<'_>, notes: &mut Vec<Note>) -> Option<String> {
    let (number, at) = fields(stages, FrameLabel::Number)
        .find_map(|(words, at)| docnum::at_head(&words).map(|len| (words[..len].to_owned(), at)))?;
    let words = format!(
        "发文字号“{number}”取自网页的信息栏，正文未载 (the document number is from the page around the document)"
    );
    notes.push(Note::info("number-from-page", at, words));
    Some(number)
}

/// The date of the document that the page states, and where it stood; never the day on which it was put there.
pub(super) fn date(stages: Stages<'_>) -> Option<(Date, Span)> {
    fields(stages, FrameLabel::Date).find_map(|(words, at)| Some((date_of(&words)?, at)))
}

/// The day that words begin with.
fn date_of(words: &str) -> Option<Date> {
    let found = DATE.captures(words)?;
    let part = |group: usize| found.get(group).map_or("", |part| part.as_str());
    Date::new(part(1).parse().ok()?, part(2).parse().ok()?, part(3).parse().ok()?)
}

/// The day on which the document was printed and sent, as its colophon has it (2023年3月27日印发), and where that stood.
pub(super) fn printed_on(stages: Stages<'_>) -> Option<(Date, Span)> {
    let colophons = stages.body.removed.iter().filter(|piece| piece.kind == RemovedKind::Colophon);
    colophons.rev().find_map(|piece| {
        let words: String =
            piece.raw.of(&stages.document.text).chars().filter(|&c| !is_blank(c)).map(half_width).collect();
        let year = words.rfind('年').filter(|_| words.contains('印'))?;
        let date = date_of(words.get(year.checked_sub("2023".len())?..)?)?;
        Some((date, Span { start: piece.at, end: piece.at }))
    })
}

/// The organs that the page names as those that issued the document.
pub(super) fn issuers(stages: Stages<'_>, notes: &mut Vec<Note>) -> Vec<String> {
    let (text, field) = (&stages.document.text, FrameLabel::Issuer);
    let Some(found) = stages.body.frame.iter().find(|f| f.label == field) else { return Vec::new() };
    let names: Vec<String> = found
        .value
        .of(text)
        .split(|c: char| is_blank(c) || matches!(c, '、' | '，' | ',' | ';' | '；'))
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    let fits = |name: &String| {
        name.chars().count() <= LONGEST_ORGAN && name.chars().all(|c| is_han(c) || "（）()".contains(c))
    };
    if names.is_empty() || !names.iter().all(fits) {
        return Vec::new();
    }
    let words = format!(
        "发文机关“{}”取自网页的信息栏，正文未载 (the issuer is from the page around the document)",
        names.join("、")
    );
    notes.push(Note::info("issuer-from-page", place(stages, found.value), words));
    names
}

/// The fields with a label: their words, folded and without blanks, and where they stood.
fn fields<'a>(stages: Stages<'a>, label: FrameLabel) -> impl Iterator<Item = (String, Span)> + 'a {
    let text = &stages.document.text;
    stages.body.frame.iter().filter(move |field| field.label == label).map(move |field| {
        let words = field.value.of(text).chars().filter(|&c| !is_blank(c)).map(half_width).collect();
        (words, place(stages, field.value))
    })
}

/// Where something stood that was taken away: the byte of the cleaned text that follows it.
fn place(stages: Stages<'_>, raw: Span) -> Span {
    let piece = stages.body.removed.iter().find(|piece| piece.raw.overlaps(raw));
    let at = piece.map_or(0, |piece| piece.at);
    Span { start: at, end: at }
}
