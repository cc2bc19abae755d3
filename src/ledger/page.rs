//! What only the frame of the page says of a document: its number, its date, its organ.

use std::sync::LazyLock;

use regex::Regex;

use super::Stages;
use crate::lexicon::FrameLabel;
use crate::model::{Date, Jurisdiction, RemovedKind};
use crate::note::Note;
use crate::recognise::organ;
use crate::text::{Span, docnum, half_width, is_blank, is_han};

/// 2022-06-16, 2022年6月16日, 2022/6/16 at the head of a value, a time of day behind it.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    // 2022-01-30 16:20, whose blank is gone: both have two digits then.
    Regex::new(
        r"^((?:19|20)[0-9]{2})[-年/.](?:([0-9]{2})[-月/.]([0-9]{2})[0-9]{2}:|([0-9]{1,2})[-月/.]([0-9]{1,2})(?:日|[^0-9]|$))",
    )
    .expect("a literal pattern")
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

/// The place of the organ or of the number that the page states.
pub(super) fn jurisdiction(stages: Stages<'_>) -> Option<Jurisdiction> {
    let organs = fields(stages, FrameLabel::Issuer).filter_map(|(words, _)| organs(&words)).flatten();
    let of_organ = |name: String| organ::jurisdiction_of(&name, stages.lexicon);
    let of_number = |(words, _): (String, Span)| organ::jurisdiction_of_number(&words, stages.lexicon);
    organs.into_iter().find_map(of_organ).or_else(|| fields(stages, FrameLabel::Number).find_map(of_number))
}

/// The date of the document that the page states, and where it stood; never the day on which it was put there.
fn date(stages: Stages<'_>) -> Option<(Date, Span)> {
    dates(stages, FrameLabel::Date)
}

/// The day of promulgation that the page states, which is most often the document's own, and where it stood.
fn promulgated(stages: Stages<'_>) -> Option<(Date, Span)> {
    dates(stages, FrameLabel::Promulgated)
}

fn dates(stages: Stages<'_>, label: FrameLabel) -> Option<(Date, Span)> {
    fields(stages, label).find_map(|(words, at)| Some((date_of(&words)?, at)))
}

/// The day that words begin with.
fn date_of(words: &str) -> Option<Date> {
    let found = DATE.captures(words)?;
    let part = |group: usize, or: usize| found.get(group).or_else(|| found.get(or)).map_or("", |part| part.as_str());
    Date::new(part(1, 1).parse().ok()?, part(2, 4).parse().ok()?, part(3, 5).parse().ok()?)
}

/// The day on which the document was printed and sent, as its colophon has it (2023年3月27日印发), and where that stood.
fn printed_on(stages: Stages<'_>) -> Option<(Date, Span)> {
    let colophons = stages.body.removed.iter().filter(|piece| piece.kind == RemovedKind::Colophon);
    colophons.rev().find_map(|piece| {
        let words: String =
            piece.raw.of(&stages.document.text).chars().filter(|&c| !is_blank(c)).map(half_width).collect();
        let year = words.rfind('年').filter(|_| words.contains('印'))?;
        let date = date_of(words.get(year.checked_sub("2023".len())?..)?)?;
        Some((date, Span { start: piece.at, end: piece.at }))
    })
}

/// Where a date of issue stands that the paper itself does not have.
#[derive(Debug, Clone, Copy)]
enum Origin {
    Frame,
    Colophon,
    Promulgation,
}

/// The date of issue that the page states, the surest first.
fn stated(stages: Stages<'_>) -> Option<(Origin, Date, Span)> {
    let of = |origin: Origin| move |(date, at)| (origin, date, at);
    date(stages)
        .map(of(Origin::Frame))
        .or_else(|| printed_on(stages).map(of(Origin::Colophon)))
        .or_else(|| promulgated(stages).map(of(Origin::Promulgation)))
}

/// The date of issue of a paper that has none itself, by the page around it.
pub(super) fn issued_on(stages: Stages<'_>) -> Option<(Date, Span)> {
    stated(stages).map(|(_, date, at)| (date, at))
}

/// What is said of a date of issue that the paper itself does not have.
pub(super) fn date_note(stages: Stages<'_>) -> Note {
    let Some((origin, date, at)) = stated(stages) else {
        return Note::info("no-date", Span { start: 0, end: 0 }, "未找到成文日期 (no date of issue was found)");
    };
    match origin {
        Origin::Frame => Note::info(
            "date-from-page",
            at,
            format!(
                "成文日期“{date}”取自网页的信息栏，正文未载 (the date of issue is from the page around the document)"
            ),
        ),
        Origin::Colophon => Note::info(
            "date-from-colophon",
            at,
            format!(
                "成文日期“{date}”取自版记的印发日期，正文未载 (the date of issue is that of printing, from the colophon)"
            ),
        ),
        Origin::Promulgation => Note::warning(
            "date-from-page",
            at,
            format!(
                "成文日期“{date}”取自网页所载的颁布日期，正文未载，请核对 (the date of issue is the day of promulgation, by the page around the document; please check)"
            ),
        ),
    }
}

/// The organs that the page names as those that issued the document; else who put it out, which a person should look at;
/// else whence the page has it, if the title `titles` its paper as theirs (某某局2024年工作要点).
pub(super) fn issuers(stages: Stages<'_>, titles: &[String], notes: &mut Vec<Note>) -> Vec<String> {
    let from = |label: FrameLabel| {
        let found = stages.body.frame.iter().filter(move |field| field.label == label);
        found
            .filter_map(|field| Some((organs(field.value.of(&stages.document.text))?, place(stages, field.value))))
            .next()
    };
    let organ = |(names, _): &(Vec<String>, Span)| names.iter().all(|name| stages.lexicon.names().looks_like(name));
    let own = |(names, _): &(Vec<String>, Span)| matches!(names.as_slice(), [name] if is_named(titles, name));
    if let Some((names, at)) = from(FrameLabel::Issuer) {
        let words = format!(
            "发文机关“{}”取自网页的信息栏，正文未载 (the issuer is from the page around the document)",
            names.join("、")
        );
        notes.push(Note::info("issuer-from-page", at, words));
        return names;
    }
    let Some((names, at)) = from(FrameLabel::Publisher).filter(organ).or_else(|| from(FrameLabel::Source).filter(own))
    else {
        return Vec::new();
    };
    let words = format!(
        "发文机关“{}”取自网页所载的发布单位或来源，正文未载，请核对 (the issuer is who put the document out, by the page around it; please check)",
        names.join("、")
    );
    notes.push(Note::warning("issuer-from-page", at, words));
    names
}

/// The organ in full, where a paper names it without its place (区人民政府办公室) and the page with it (某某区政府办公室).
pub(super) fn in_full(stages: Stages<'_>, name: &str, notes: &mut Vec<Note>) -> Option<String> {
    let short = name.replace("人民政府", "政府");
    let names = stages.lexicon.names();
    if !short.strip_prefix(|c| names.is_level(c)).is_some_and(|rest| rest.starts_with("政府")) {
        return None;
    }
    let fields = stages.body.frame.iter().filter(|field| field.label == FrameLabel::Issuer);
    let named = fields.filter_map(|field| {
        let [full] = organs(field.value.of(&stages.document.text))?.try_into().ok()?;
        Some((full, place(stages, field.value)))
    });
    let is_full = |(full, _): &(String, Span)| {
        full.replace("人民政府", "政府").strip_suffix(short.as_str()).is_some_and(|place| !place.is_empty())
    };
    let (full, at) = named.into_iter().find(is_full)?;
    let words = format!(
        "发文机关正文作“{name}”，网页的信息栏作“{full}” (the paper names its issuer without the place, the page around it with it)"
    );
    notes.push(Note::info("issuer-from-page", at, words));
    Some(full)
}

/// Whether a title, or one that it quotes, begins with the name of an organ.
fn is_named(titles: &[String], name: &str) -> bool {
    titles.iter().any(|title| title.starts_with(name) || title.split('《').skip(1).any(|inner| inner.starts_with(name)))
}

/// The organs that a value names; none where it is another thing, or the site itself (县政府网站).
fn organs(value: &str) -> Option<Vec<String>> {
    const OTHERS: [&str; 8] = ["网", "网站", "门户", "平台", "站", "频道", "信息中心", "管理员"];
    let names: Vec<String> = value
        .split(|c: char| is_blank(c) || matches!(c, '、' | '，' | ',' | ';' | '；'))
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    let fits = |name: &String| {
        name.chars().count() <= LONGEST_ORGAN
            && name.chars().all(|c| is_han(c) || "（）()".contains(c))
            && !OTHERS.iter().any(|end| name.ends_with(end))
    };
    (!names.is_empty() && names.iter().all(fits)).then_some(names)
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
