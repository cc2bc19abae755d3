//! A cell of deadlines (完成时限), or the words after such a label: here bare words are deadlines too.

use super::meaning::{self, Meaning};
use super::place::Place;
use super::year::{self, Before};
use super::{DeadlineReading, meanings, range};
use crate::lexicon::Wordings;
use crate::model::{Certainty, DeadlineKind, Precision};
use crate::note::Note;
use crate::recognise::time::{self, Edge, Part, Point, Time, Year};
use crate::recognise::token::{self, Kind};
use crate::recognise::{Context, Found};
use crate::text::{Span, bracket, is_pause};

/// The deadlines in a cell or after a label.
#[must_use]
pub fn find_cell(context: &Context<'_>, span: Span) -> (Vec<Found<DeadlineReading>>, Vec<Note>) {
    let span = span.trim(context.text);
    let words = span.of(context.text);
    let mut notes = Vec::new();
    let mut found = Vec::new();
    if words.is_empty() || context.lexicon.names().is_none(words) {
        return (found, notes);
    }
    let tokens = token::tokens(context.lexicon, context.text, span);
    let mut said = Before::default();
    let timed = tokens.iter().filter(|token| matches!(token.kind, Kind::Time(_))).count();
    for (index, meaning) in meanings(context, span, &tokens, &[], &mut notes).into_iter().enumerate() {
        let token = &tokens[index];
        if let Kind::Time(Time::Point(point)) = token.kind {
            said.tell(point, false, None);
        }
        match (token.kind, meaning) {
            (_, Meaning::Deadline(deadline)) => found.push(deadline),
            // 3月底前明确2023年增长目标: the sentence of a cell says when, and of which year.
            (Kind::Time(Time::Point(Point { part: Part::Year, edge: Edge::Bare, .. })), Meaning::None)
                if timed > 1 && Place::of(context.lexicon, context.text, span, &tokens, index).tells_which() => {}
            // In a cell the bare month, quarter or year is its end, and the whole year no validity.
            (Kind::Time(Time::Point(point)), Meaning::None | Meaning::Past) => {
                found.push(bare(context, token.span, point, &said, &mut notes));
            }
            (Kind::Time(Time::Range(from, to)), Meaning::None | Meaning::Past) => {
                found.extend(ranged(context, token.span, from, to, &said));
            }
            _ => {}
        }
    }
    if found.is_empty() {
        found.extend(dotted(context, span, &mut notes));
    }
    let ongoing = |words: &[&'static str]| {
        let all = span.of(context.text);
        words.iter().find_map(|w| all.find(w).map(|at| (at, w.len())))
    };
    if found.is_empty()
        && let Some((at, _)) = ongoing(&context.lexicon.wordings().ongoing)
    {
        let certainty = if at == 0 { Certainty::Certain } else { Certainty::Likely };
        found.push(Found { certainty, ..without_end(context, span) });
    } else if let Some((at, len)) = ongoing(&context.lexicon.wordings().going_on)
        && let start = span.start as usize + at
        && let on = Span::new(start, start + len)
        && !found.iter().any(|known| known.span.start <= on.end && on.start <= known.span.end)
    {
        found.push(without_end(context, on));
        found.sort_by_key(|deadline| deadline.span);
    }
    if found.is_empty() && words.contains("全年") {
        let point = Point { year: Year::This, part: Part::Year, edge: Edge::Bare };
        found.push(bare(context, span, point, &said, &mut notes));
    }
    // 与主体工程同步: by a day that the document does not tell.
    if found.is_empty() && is_in_step(context.lexicon.wordings(), words) {
        let value = meaning::reading(DeadlineKind::Relative, None, None, Precision::Day, words, None);
        found.push(Found { value, span, rule: "deadline/in-step", certainty: Certainty::Check });
        notes.push(meaning::open(span, words, "所指事项的日期文中未载 (the day of the event is not in the document)"));
    }
    if found.is_empty() {
        notes.push(Note::warning(
            "deadline-not-understood",
            span,
            format!("完成时限“{words}”未能识别 (this deadline was not understood)"),
        ));
    }
    (found, notes)
}

/// Whether words say that something is done at the time of something else: 与主体工程同步完成.
fn is_in_step(wordings: &Wordings, words: &str) -> bool {
    words.starts_with(['与', '同', '和']) && wordings.in_step.end(words)
}

/// Words that say of work that it has no end: 整治工作长期坚持，…; （长期坚持）. With an object only 长期坚持 does: 持续推进改革 tells how
/// it is done.
pub(in crate::recognise) fn going_on(context: &Context<'_>, span: Span) -> Option<Found<DeadlineReading>> {
    const ALWAYS: &str = "长期坚持";
    const MANNER: &str = "不懈";
    let words = span.of(context.text);
    let ends = |rest: &str| rest.chars().next().is_none_or(|c| is_pause(c) || bracket(c) < 0);
    let fits = |&(at, phrase): &(usize, &str)| {
        let rest = &words[at + phrase.len()..];
        // 把教育贯穿始终 tells how; 督导检查（贯穿始终） when.
        let when = !phrase.starts_with("贯穿") || words[..at].ends_with(['（', '(']);
        when && ends(rest) || phrase == ALWAYS && !rest.starts_with(MANNER)
    };
    let Wordings { going_on, going_on_heads, .. } = context.lexicon.wordings();
    let mut said = going_on_heads.within(words).filter_map(|(at, _)| Some((at, going_on.at_start(&words[at..])?)));
    let (at, phrase) = said.find(fits)?;
    let start = span.start as usize + at;
    Some(without_end(context, Span::new(start, start + phrase.len())))
}

/// Work of which some words say that it has no end.
fn without_end(context: &Context<'_>, span: Span) -> Found<DeadlineReading> {
    let value = meaning::reading(DeadlineKind::Ongoing, None, None, Precision::Year, span.of(context.text), None);
    Found { value, span, rule: "deadline/ongoing", certainty: Certainty::Certain }
}

fn bare(
    context: &Context<'_>,
    span: Span,
    point: Point,
    said: &Before,
    notes: &mut Vec<Note>,
) -> Found<DeadlineReading> {
    let words = span.of(context.text);
    let Some((stated, basis)) = year::resolve(context, point, said) else {
        notes.push(year::unknown(span, words));
        let value = meaning::reading(DeadlineKind::By, None, None, point.precision(), words, None);
        return Found { value, span, rule: "deadline/cell", certainty: Certainty::Check };
    };
    let by = point.last_day(context.lexicon, stated);
    let value = meaning::reading(DeadlineKind::By, None, by, point.precision(), words, basis.map(str::to_owned));
    Found { value, span, rule: "deadline/cell", certainty: Certainty::Certain }
}

fn ranged(context: &Context<'_>, span: Span, from: Point, to: Point, said: &Before) -> Option<Found<DeadlineReading>> {
    let value = range::within(context, span, from, to, said)?;
    Some(Found { value, span, rule: "deadline/cell", certainty: Certainty::Certain })
}

/// 2024.6, 2024-06-30, 2024/6/30, 2024.3—2024.12, 2024.3-12.
fn dotted(context: &Context<'_>, span: Span, notes: &mut Vec<Note>) -> Option<Found<DeadlineReading>> {
    let words = span.of(context.text);
    if let Some(point) = marked(words.trim_end_matches(['前', '底', '之', '以'])) {
        return Some(bare(context, span, point, &Before::default(), notes));
    }
    // A stroke may stand within a date, too: only a longer mark or one between dots parts two.
    let (from, to) = words.split_once(['—', '–', '~', '～', '至', '到']).or_else(|| {
        let (from, to) = words.split_once('-')?;
        (from.contains('.') || from.contains('/')).then_some((from, to))
    })?;
    let from = marked(from.trim())?;
    let to = to.trim_start_matches('—').trim().trim_end_matches(['前', '底']);
    let to = marked(to).or_else(|| {
        let month = to.parse::<i8>().ok().filter(|month| (1..=12).contains(month))?;
        Some(Point { part: Part::Month(month), ..from })
    })?;
    ranged(context, span, from, to, &Before::default())
}

/// A date in figures and marks: 2024, 2024.6, 2024-06-30.
fn marked(words: &str) -> Option<Point> {
    let mut parts = words.split(['.', '-', '/', '．']);
    let year = parts.next().filter(|y| y.len() == 4)?.parse::<i16>().ok()?;
    let number = |part: &str| part.parse::<i8>().ok();
    let part = match (parts.next().map(number), parts.next().map(number), parts.next()) {
        (None, None, None) => Part::Year,
        (Some(Some(month @ 1..=12)), None, None) => Part::Month(month),
        (Some(Some(month @ 1..=12)), Some(Some(day @ 1..=31)), None) => Part::Day(month, day),
        _ => return None,
    };
    (1949..=time::LAST_YEAR).contains(&year).then_some(Point { year: Year::Stated(year), part, edge: Edge::End })
}
