//! Targets, deadlines, working days, numerals: `target.md`, `deadline.md`.

use taizhang::Note;
use taizhang::lexicon::Lexicon;
use taizhang::model::{Commitment, Date, Period};
use taizhang::recognise::deadline::DeadlineReading;
use taizhang::recognise::{Context, Found, deadline, period, target, workday};
use taizhang::text::Span;

/// What a case says of its document: the plan's period and the date of issue, after `@` in its heading.
struct Document {
    period: Option<Period>,
    issued_on: Option<Date>,
}

impl Document {
    fn of(name: &str) -> Self {
        let said = name.split_once('@').map_or("2022 2022-03-27", |(_, said)| said.trim());
        let mut parts = said.split(' ');
        let plan = parts.next().unwrap_or_default();
        Self {
            period: period::of_title(&format!("（{plan}年）"), Lexicon::builtin()),
            issued_on: parts.next().filter(|day| *day != "-").and_then(date),
        }
    }
}

fn date(text: &str) -> Option<Date> {
    let mut parts = text.split('-').map(|part| part.parse::<i16>().expect("a number in a date"));
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

/// The name of an enum's value as it is published.
fn name(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).expect("a value").as_str().expect("a name").to_owned()
}

impl Document {
    fn context<'a>(&self, words: &'a str) -> Context<'a> {
        Context {
            text: words,
            lexicon: Lexicon::builtin(),
            issued_on: self.issued_on,
            dated: None,
            stage: None,
            period: self.period,
            jurisdiction: None,
            of_zone: false,
        }
    }
}

fn targets(heading: &str, words: &str) -> Vec<String> {
    let document = Document::of(heading);
    let context = document.context(words);
    let (targets, figures) = target::find(&context, Span::new(0, words.len()), &[]);
    let mut found: Vec<String> = Vec::new();
    for target in targets {
        let quantity = target.value.quantity.expect("a quantity");
        let mut line = format!("{} {}", target.value.object, name(quantity.comparator));
        match (quantity.value, quantity.upper, quantity.fraction) {
            (Some(value), Some(upper), _) => line += &format!(" {value}..{upper} {}", quantity.unit),
            (Some(value), None, _) => line += &format!(" {value} {}", quantity.unit),
            (None, _, Some([above, below])) => line += &format!(" {above}/{below} {}", quantity.unit),
            (None, ..) => {}
        }
        line += &format!(" {}", name(target.value.basis));
        if target.value.commitment == Commitment::Strive {
            line += " strive";
        }
        if let Some(action) = &target.value.action {
            line += &format!(" do {action}");
        }
        if let Some(due) = target.value.due.filter(|due| document.period.is_none_or(|p| p.end != due.by)) {
            line += &format!(" due {}", due.by);
        }
        found.push(format!("{line} «{}»", target.span.of(words)));
    }
    for figure in figures {
        let kind = name(figure.value.kind);
        let quantity = figure.value.quantity;
        let value = match (quantity.value, quantity.upper) {
            (Some(value), Some(upper)) => format!("{value}..{upper}"),
            (Some(value), None) => value.to_string(),
            (None, _) => "-".to_owned(),
        };
        found.push(format!("{kind} {value} {} «{}»", quantity.unit, figure.span.of(words)));
    }
    found
}

#[test]
fn sentences_of_plans_become_targets_and_figures() {
    super::check_named(include_str!("target.md"), targets);
}

fn deadlines((found, notes): (Vec<Found<DeadlineReading>>, Vec<Note>), words: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for Found { value, span, .. } in found {
        assert_eq!(span.of(words), value.text, "the words of a deadline are those at its place");
        let by = value.by.map_or("-".to_owned(), |day| day.to_string());
        let days = value.from.map_or(by.clone(), |from| format!("{from} to {by}"));
        let basis = value.basis.map_or(String::new(), |basis| format!(" {basis}"));
        lines.push(format!("{} {days} {} «{}»{basis}", name(value.kind), name(value.precision), value.text));
    }
    lines.extend(notes.iter().map(|note| format!("! {}", note.code)));
    lines
}

#[test]
fn sentences_of_plans_become_deadlines() {
    super::check_named(include_str!("deadline.md"), |heading, words| {
        let document = Document::of(heading);
        deadlines(deadline::find(&document.context(words), Span::new(0, words.len())), words)
    });
}

#[test]
fn cells_of_deadlines_are_read() {
    super::check(include_str!("deadline-cell.md"), |words| {
        let document = Document::of("@ 2024 2024-04-12");
        deadlines(deadline::find_cell(&document.context(words), Span::new(0, words.len())), words)
    });
}

/// The rows of the tables of a page, heads left out.
fn rows(page: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = page.lines().collect();
    let is_head = |i: usize| lines.get(i + 1).is_some_and(|next| next.starts_with("|---"));
    (0..lines.len())
        .filter(|&i| lines[i].starts_with("| ") && !is_head(i))
        .map(|i| lines[i].trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

#[test]
fn numerals_have_their_values() {
    let page = include_str!("numeral.md");
    let (numbers, others) = page.split_once("## Not numbers here").expect("both parts of the page");
    for row in rows(numbers) {
        let value = taizhang::text::numeral::parse(row[0]).map(|v| v.normalize().to_string());
        assert_eq!(value.as_deref(), Some(row[1]), "{}", row[0]);
    }
    for row in rows(others) {
        assert_eq!(taizhang::text::numeral::parse(row[0]), None, "{}", row[0]);
    }
}

#[test]
fn working_days_follow_the_calendar() {
    let rows = rows(include_str!("workday.md"));
    assert!(rows.len() > 100, "the page holds {} rows", rows.len());
    for row in rows {
        let start = date(row[0]).expect("a day of issue");
        let days = row[1].parse().expect("a number of days");
        let last = workday::add_working_days(Lexicon::builtin(), start, days);
        let last = last.map_or("unknown".to_owned(), |day| day.to_string());
        assert_eq!(last, row[2], "{} + {}", row[0], row[1]);
    }
}
