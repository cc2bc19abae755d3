//! What a row says: the item that it is, with its words, clauses and persons.

use super::{Open, quota};
use crate::item::words::without_stop;
use crate::item::{Cell, Clause, ClauseForm, Finder, Item, clause, labelled};
use crate::lexicon::Column;
use crate::model::{EntryKind, Role};
use crate::text::{MarkerStyle, Span, first_sentence, is_han, is_named_number, marker};

/// Takes the clauses out of the words of a row; cells with a meaning of their own, `told`, stay whole.
fn without_clauses(finder: &Finder<'_>, title: &mut Span, words: &mut Vec<Span>, told: &[Cell]) -> Vec<Clause> {
    let text = finder.text();
    let mut found = Vec::new();
    let mut take = |span: Span| {
        let clauses = clause::find(text, span, &clause::Told::default(), finder.lexicon);
        let ends = clauses.iter().map(|clause| clause.whole.end);
        let starts = clauses.iter().map(|clause| clause.whole.start).chain([span.end]);
        let stretches = std::iter::once(span.start).chain(ends).zip(starts);
        let left = stretches.map(|(start, end)| Span { start, end: end.max(start) }.trim(text));
        let left: Vec<Span> = left.filter(|rest| rest.of(text).chars().any(char::is_alphanumeric)).collect();
        if !left.is_empty() {
            found.extend(clauses.into_iter().map(|clause| labelled(clause, true)));
        }
        left
    };
    if let Some(first) = take(*title).first() {
        *title = without_stop(text, *first);
    }
    let whole = |span: &Span| told.iter().any(|cell| cell.span.contains(*span));
    *words = words.iter().flat_map(|span| if whole(span) { vec![*span] } else { take(*span) }).collect();
    found
}

/// The item of a row.
pub(super) fn item(
    finder: &Finder<'_>,
    node: usize,
    row: Span,
    cells: &[Span],
    shared: &[bool],
    table: &Open,
) -> Option<Item> {
    let text = finder.text();
    let columns = &table.columns_of(cells);
    let of = |column: Column| {
        let found = cells.iter().zip(columns).filter(move |(_, c)| **c == Some(column));
        found.map(|(cell, _)| *cell).filter(|cell| !cell.is_empty())
    };
    let mut words: Vec<Span> = of(Column::Measures).chain(of(Column::Target)).collect();
    let mut tasks: Vec<Span> = of(Column::Task).collect();
    // 地区生产总值增速 | 6.5 | %: a number names no task; what stands beside it under an unknown head does.
    let named = |cell: &Span| cell.of(text).chars().any(is_han);
    let all_columns = || columns.iter().chain(std::iter::repeat(&None));
    let beside =
        cells.iter().zip(all_columns()).find(|(cell, column)| column.is_none() && named(cell)).map(|(cell, _)| *cell);
    let beside = beside.filter(|_| tasks.is_empty() && !words.iter().any(named));
    tasks.extend(beside);
    // 1.新建幼儿园: the number stands with the task where it has no column.
    let mut number = of(Column::Number).next();
    if let Some(task) = tasks.first_mut()
        && !columns.contains(&Some(Column::Number))
        && let Some(found) = marker(task.of(text)).filter(|m| m.style != MarkerStyle::Bullet)
    {
        let start = task.start as usize;
        number = Some(Span::new(start, start + found.len));
        *task = Span::new(start + found.len, task.end as usize).trim(text);
    }
    // 任务1 | 新建幼儿园: the task's cell may hold its number alone.
    if let Some(task) = tasks.first().filter(|task| number.is_none() && is_named_number(task.of(text)))
        && !words.is_empty()
    {
        number = Some(*task);
        tasks.remove(0);
    }
    // A list of what is to be put right names its rows by what was found.
    let problem = of(Column::Before).find(named).filter(|_| tasks.is_empty());
    tasks.extend(problem);
    let title = if tasks.is_empty() {
        let first = *words.first()?;
        let sentence = first_sentence(text, first);
        words[0] = Span { start: sentence.end, end: first.end }.trim(text);
        without_stop(text, sentence)
    } else {
        let first = tasks.remove(0);
        // With a column of measures the task's cell is the title; else its first sentence is.
        let sentence = if words.is_empty() { first_sentence(text, first) } else { first };
        let rest = Span { start: sentence.end, end: first.end }.trim(text);
        words.splice(0..0, std::iter::once(rest).chain(tasks));
        without_stop(text, sentence)
    };
    // The words of a column whose head is not known, or that has none, stay with the entry; a note says so.
    let unknown = cells.iter().zip(all_columns()).filter(|(_, c)| c.is_none()).map(|(cell, _)| *cell);
    words.extend(unknown.filter(|cell| Some(*cell) != beside));
    words.extend(of(Column::Remarks));
    let quantified =
        |c: &Column| matches!(c, Column::Target | Column::Period | Column::Before | Column::Named | Column::Norm);
    let told = cells.iter().zip(columns).zip(&table.heads).filter(|((_, c), _)| c.as_ref().is_some_and(quantified));
    let mut unit = of(Column::Unit).next();
    // 单位 heads who answers where no other column does.
    let answers = |cell: &Span| clause::list::all_named(cell.of(text), finder.lexicon);
    let organs = unit.filter(|_| !columns.iter().any(|c| matches!(c, Some(Column::Organs(_))))).filter(answers);
    unit = unit.filter(|_| organs.is_none());
    let told: Vec<Cell> = told
        .filter(|((cell, _), _)| !cell.is_empty())
        .filter_map(|((cell, column), head)| Some(Cell { span: *cell, head: *head, unit, column: (*column)? }))
        .collect();
    let other = told.iter().filter(|cell| cell.column != Column::Target).map(|cell| cell.span);
    words.extend(other.filter(|span| Some(*span) != problem));
    words.extend(unit);
    words.retain(|w| !w.is_empty());
    words.sort_unstable();
    let mut title = title;
    let mut clauses = Vec::new();
    // 新建学校3所。（责任单位：市教育局）: where no column says who answers, the words may.
    if !columns.iter().any(|column| matches!(column, Some(Column::Organs(_)))) {
        clauses = without_clauses(finder, &mut title, &mut words, &told);
    }
    for ((cell, column), shared) in cells.iter().zip(columns).zip(shared) {
        let form = match column {
            Some(Column::Organs(role)) => ClauseForm::Organs(*role),
            Some(Column::Persons(role)) => ClauseForm::Persons(*role),
            Some(Column::Deadline) => ClauseForm::Deadline,
            _ => continue,
        };
        if !cell.is_empty() {
            clauses.push(Clause { whole: *cell, inner: *cell, form, own: !shared });
        }
    }
    let answers = |&(at, role): &(usize, Role)| {
        let cell = *cells.get(at)?;
        quota::answers(cell.of(text), finder.lexicon).then_some((cell, role))
    };
    // 甲县 | 12座 | 甲县政府: a column says who answers.
    let told_who = clauses.iter().any(|clause| matches!(clause.form, ClauseForm::Organs(_)));
    let quotas = table.quotas.as_ref().filter(|_| !told_who).and_then(answers);
    let named = organs.map(|cell| (cell, Role::Responsible)).into_iter().chain(quotas);
    clauses.extend(named.map(|(cell, role)| Clause {
        whole: cell,
        inner: cell,
        form: ClauseForm::Organs(role),
        own: true,
    }));
    let (kind, _) = finder.kind_of(node);
    // A row of an indicator is what is to be reached.
    let kind = if table.indicators && kind == EntryKind::Task { EntryKind::Goal } else { kind };
    Some(Item {
        node,
        kind,
        number,
        part: None,
        section: Vec::new(),
        title,
        title_rest: None,
        text: words,
        clauses,
        whole: row,
        tentative: false,
        row: true,
        cells: told,
    })
}
