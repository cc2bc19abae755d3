//! Tables of quotas: columns that name a thing and in what it is counted (油菜种植（亩）, 新建污水管网（公里）), or whose cells are
//! numbers of it (12座), and rows of who has to reach the numbers.

use super::Finder;
use crate::item::clause::list;
use crate::lexicon::{Column, Lexicon};
use crate::model::Role;
use crate::text::numeral::{self, is_figure};
use crate::text::{Span, is_han};

/// Rows that are looked at to tell what a column holds.
const MOST_ROWS: usize = 40;

/// What the last words of places and of those who answer there are.
const PLACES: [char; 8] = ['镇', '乡', '区', '县', '市', '州', '旗', '盟'];

/// Turns columns of numbers whose heads tell a thing and its unit into those, and where no other column says what is to be
/// done, finds the one that names the rows; with it the role that its heads give to those whom it names.
pub(super) fn quotas(
    finder: &Finder<'_>,
    heads: &[Span],
    columns: &mut [Option<Column>],
    heading: Span,
    below: &[Span],
) -> Option<(usize, Role)> {
    let text = finder.text();
    let units = finder.lexicon.units();
    // Few tables have them.
    let told =
        |(head, column): (&Span, &Option<Column>)| units.ends_head(head.of(text)) || *column == Some(Column::Task);
    if !heads.iter().zip(&*columns).any(told) {
        return None;
    }
    let rows: Vec<Vec<Span>> = below.iter().take(MOST_ROWS).map(|row| row.cells(text)).collect();
    let cells =
        |at: usize| rows.iter().filter_map(move |row| row.get(at)).map(|cell| cell.of(text)).filter(|c| !c.is_empty());
    let figures = |at: usize| {
        units.ends_head(heads[at].of(text))
            && matches!(columns[at], None | Some(Column::Task | Column::Measures | Column::Target))
            && cells(at).all(is_figure)
    };
    // 建设任务 | 12座: what is to be done is the head, and how much of it the cell.
    let amounts =
        |at: usize| columns[at] == Some(Column::Task) && cells(at).all(|cell| is_amount(cell, finder.lexicon));
    let counts =
        |at: usize| (figures(at) || amounts(at)) && cells(at).any(|cell| cell.contains(|c: char| c.is_ascii_digit()));
    let quotas: Vec<usize> = (0..columns.len()).filter(|&at| counts(at)).collect();
    quotas.iter().for_each(|&at| columns[at] = Some(Column::Named));
    let says = |column: &Option<Column>| matches!(column, Some(Column::Task | Column::Measures | Column::Target));
    if quotas.is_empty() || columns.iter().any(says) {
        return None;
    }
    let names = |at: &usize| {
        matches!(
            columns[*at],
            None | Some(Column::Group | Column::Unit | Column::Organs(Role::Lead | Role::Responsible))
        ) && cells(*at).next().is_some()
            && cells(*at).all(|cell| cell.chars().any(is_han) && !cell.contains('。'))
    };
    let name = (0..quotas[0]).rev().find(names)?;
    let role = match columns[name] {
        Some(Column::Organs(role)) => role,
        _ => Role::Responsible,
    };
    // A table of who answers by when is one of tasks; others are where their heading says that numbers are to be reached.
    let asks =
        |column: &Option<Column>| matches!(column, Some(Column::Organs(_) | Column::Persons(_) | Column::Deadline));
    if !columns.iter().any(asks) && !is_planned(finder, heading) {
        return None;
    }
    columns[name] = Some(Column::Task);
    Some((name, role))
}

/// Whether words are a number with its unit and nothing else.
fn is_amount(words: &str, lexicon: &Lexicon) -> bool {
    let number = numeral::prefix(words).map_or(0, |number| number.len);
    let unit = words.get(number..).filter(|_| number > 0);
    unit.is_some_and(|unit| lexicon.units().longest(unit).is_some_and(|(_, len)| len == unit.len()))
}

/// Whether the heading of a table, or the title of the document, says that its numbers are to be reached.
fn is_planned(finder: &Finder<'_>, heading: Span) -> bool {
    let papers = finder.lexicon.papers();
    let titles = finder.outline.front.title.iter().chain([&heading]);
    titles
        .map(|title| title.of(finder.text()))
        .any(|title| papers.to_reach.are_in(title) || papers.hands_down.are_in(title))
}

/// Whether the words of a row name those who have to reach its numbers.
pub(super) fn answers(words: &str, lexicon: &Lexicon) -> bool {
    /// Characters of the name of a place at most.
    const LONGEST: usize = 12;
    let place = words.chars().count() <= LONGEST && words.chars().all(is_han) && words.ends_with(PLACES);
    place || list::all_named(words, lexicon)
}
