//! What the columns of a table hold, by their heads and by the rows below.

use super::quota::quotas;
use super::{Finder, KNOWN_COLUMNS};
use crate::lexicon::Column;
use crate::model::Role;
use crate::text::{MarkerStyle, Span, marker};

/// Rows that are looked at to tell what a column holds.
const MOST_ROWS: usize = 40;

/// What a head tells of its table: its columns, and of a table of quotas the one that names who has to reach them.
type Told = (Vec<Option<Column>>, Option<(usize, Role)>);

/// The columns, when the row is a head; `heading` is that of the table, `below` are the rows that follow.
pub(super) fn columns(finder: &Finder<'_>, cells: &[Span], heading: Span, below: &[Span]) -> Option<Told> {
    let mut known: Vec<Option<Column>> =
        cells.iter().map(|cell| finder.lexicon.column(cell.of(finder.text()))).collect();
    group_before_number(&mut known);
    members_beside_leaders(finder.text(), cells, &mut known);
    norms_beside_tasks(&mut known);
    estimates_beside_targets(finder, cells, &mut known);
    let quotas = quotas(finder, cells, &mut known, heading, below);
    // 工程 | 建设内容: what would name a group of tasks is the task where no other column is.
    if !known.contains(&Some(Column::Task))
        && known.iter().any(|column| matches!(column, Some(Column::Measures | Column::Target)))
        && let Some(group) = known.iter_mut().rev().find(|column| **column == Some(Column::Group))
    {
        *group = Some(Column::Task);
    }
    // Words of time and measure stand in rows, too.
    let telling = |column: &&Column| !matches!(column, Column::Period | Column::Before | Column::Named);
    let known_enough = known.iter().flatten().filter(telling).count() >= KNOWN_COLUMNS;
    (known_enough || quotas.is_some()).then_some((known, quotas))
}

/// 项目 | 序号 | 工作任务: what stands before the numbers of the rows names groups of them.
fn group_before_number(columns: &mut [Option<Column>]) {
    let Some(number) = columns.iter().position(|column| *column == Some(Column::Number)) else { return };
    let (before, behind) = columns.split_at_mut(number);
    let says = |column: &Option<Column>| matches!(column, Some(Column::Task | Column::Measures | Column::Target));
    if behind.iter().any(says) {
        let named = before.iter_mut().filter(|column| **column == Some(Column::Task));
        named.for_each(|column| *column = Some(Column::Group));
    }
}

/// A column without a head whose cells count up is that of the rows' numbers.
pub(super) fn numbers_without_head(text: &str, heads: &[Span], columns: &mut [Option<Column>], below: &[Span]) {
    /// So many cells that count up are no chance.
    const COUNTED: usize = 3;
    let counts = |at: usize| {
        let cells = below.iter().take(MOST_ROWS).filter_map(|row| row.cells(text).get(at).map(|cell| cell.of(text)));
        let counted = cells.zip(1_usize..).take_while(|(cell, number)| cell.parse() == Ok(*number)).count();
        counted >= COUNTED
    };
    let unheaded = (0..heads.len()).find(|&at| heads[at].is_empty() && counts(at));
    if let Some(at) = unheaded.filter(|_| !columns.contains(&Some(Column::Number))) {
        columns[at] = Some(Column::Number);
    }
}

/// 序号 | 项目 | 工作任务: where the first of two columns of tasks goes on over rows with numbers of their own, it names groups.
pub(super) fn group_of_numbered_rows(text: &str, columns: &mut [Option<Column>], below: &[Span]) {
    let mut tasks = (0..columns.len()).filter(|&at| columns[at] == Some(Column::Task));
    let number = columns.iter().position(|column| *column == Some(Column::Number));
    let (Some(number), Some(first), Some(second)) = (number, tasks.next(), tasks.next()) else { return };
    let rows: Vec<Vec<Span>> = below.iter().take(MOST_ROWS).map(|row| row.cells(text)).collect();
    let goes_on = |pair: &[Vec<Span>]| {
        let cell = |row: usize, at: usize| pair[row].get(at).map_or("", |cell| cell.of(text));
        let spans = cell(1, first).is_empty() || cell(1, first) == cell(0, first);
        let own = [number, second].iter().all(|&at| !cell(1, at).is_empty() && cell(1, at) != cell(0, at));
        spans && own && !cell(0, second).is_empty()
    };
    if rows.windows(2).any(goes_on) {
        columns[first] = Some(Column::Group);
    }
}

/// 工作任务 | 具体要求, and no column of numbers: where those within the second run on over new cells of the first, which span
/// several of its rows, the rows are the second's, and the first names groups of them.
pub(super) fn group_of_running_numbers(text: &str, columns: &mut [Option<Column>], below: &[Span]) {
    let Some(first) = columns.iter().position(|column| *column == Some(Column::Task)) else { return };
    let says = |column: &Option<Column>| matches!(column, Some(Column::Task | Column::Measures));
    if columns.contains(&Some(Column::Number)) || !columns.get(first + 1).is_some_and(says) {
        return;
    }
    let (mut last, mut spans, mut runs_on) = (0, false, false);
    for cells in below.iter().take(MOST_ROWS).map(|row| row.cells(text)) {
        let [group, task] = [first, first + 1].map(|at| cells.get(at).map_or("", |cell| cell.of(text)));
        let number = marker(task).filter(|marker| marker.style == MarkerStyle::Digit);
        if number.is_none_or(|number| number.value != last + 1) {
            break;
        }
        last += 1;
        spans |= last > 1 && group.is_empty();
        runs_on |= spans && !group.is_empty();
    }
    if runs_on {
        columns[first] = Some(Column::Group);
        columns[first + 1] = Some(Column::Task);
    }
}

/// 成员单位 alone says who answers for the rows; beside 牵头单位 or 责任单位, who helps.
fn members_beside_leaders(text: &str, heads: &[Span], columns: &mut [Option<Column>]) {
    let members = |head: &Span| head.of(text).starts_with("成员");
    let answers = |(head, column): (&Span, &Option<Column>)| {
        matches!(column, Some(Column::Organs(Role::Lead | Role::Responsible))) && !members(head)
    };
    if heads.iter().zip(columns.iter()).any(answers) {
        let beside = heads.iter().zip(columns).filter(|(head, column)| members(head) && column.is_some());
        beside.for_each(|(_, column)| *column = Some(Column::Organs(Role::Support)));
    }
}

/// 考核标准 before 工作任务 tells how the work is judged; with nothing behind it, it tells what is to be done.
fn norms_beside_tasks(columns: &mut [Option<Column>]) {
    let says = |column: &Option<Column>| matches!(column, Some(Column::Task | Column::Measures));
    let last = columns.iter().rposition(says);
    for (at, column) in columns.iter_mut().enumerate() {
        if *column == Some(Column::Norm) && last.is_none_or(|last| last < at) {
            *column = Some(Column::Measures);
        }
    }
}

/// 2023年预计 beside 2024年目标 tells what was; alone, or of the year itself, it may be what is to be reached.
fn estimates_beside_targets(finder: &Finder<'_>, heads: &[Span], columns: &mut [Option<Column>]) {
    let beside = columns.iter().any(|column| matches!(column, Some(Column::Target | Column::Period)));
    for (head, column) in heads.iter().zip(columns) {
        let words = head.of(finder.text());
        let estimate = *column == Some(Column::Before) && words.contains("预计");
        if estimate && (!beside || finder.lexicon.papers().whole_year.are_in(words)) {
            *column = None;
        }
    }
}
