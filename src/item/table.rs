//! Items from the rows of a task table.

mod empty;
mod head;
mod quota;
mod short;

use head::{columns, group_of_numbered_rows, group_of_running_numbers, numbers_without_head};

use super::words::{is_numeral, without_stop};
use super::{Cell, Clause, ClauseForm, Finder, Item, clause, labelled};
use crate::lexicon::Column;
use crate::model::{EntryKind, PersonRole, Role};
use crate::note::Note;
use crate::text::{MarkerStyle, Span, first_sentence, is_han, is_named_number, marker};

/// A head needs so many known columns, so that a row of words is not taken for one.
const KNOWN_COLUMNS: usize = 2;

/// A table as far as it was read.
pub(super) struct Open {
    /// The plan that it stands in.
    plan: Option<usize>,
    columns: Vec<Option<Column>>,
    /// Whether its rows are indicators (指标名称) with no measures beside them: what is to be reached.
    indicators: bool,
    /// The column that names who has to reach the numbers of its rows, where no other says what is to be done.
    quotas: Option<(usize, Role)>,
    /// The heads of the columns.
    heads: Vec<Span>,
    /// The first row of the head, as printed.
    head: Vec<Span>,
    /// The cells of the last row, those that it shares with rows above it filled in.
    above: Vec<Span>,
    /// Whether each column has had words since a group began.
    begun: Vec<bool>,
    /// Whether the columns of an unknown kind have been told.
    told: bool,
}

/// Cells at the end of a row that may be empty.
const MOST_LOST: usize = 2;

impl Open {
    /// Whether a row behind a heading may be of this table: it has its cells, and at most empty ones besides. Empty cells at
    /// its end leave nothing in a text.
    fn fits(&self, cells: &[Span]) -> bool {
        let columns = self.columns.len();
        cells.len() >= KNOWN_COLUMNS.max(columns.saturating_sub(MOST_LOST))
            && cells.iter().skip(columns).all(|cell| cell.is_empty())
    }

    /// Takes a second row of the head: times (2023年, 2024年 below 目标值), or the heads below one that stands over several
    /// columns (牵头领导, 责任单位 below 责任清单); whether the row is one.
    fn goes_on(&mut self, finder: &Finder<'_>, cells: &[Span]) -> bool {
        let text = finder.text();
        let width = self.heads.len();
        // The last head of the first row may stand over several columns: empty cells at its end left nothing in a text.
        self.heads.resize(width.max(cells.len()), Span::default());
        let new = |i: usize| !cells[i].is_empty() && self.heads.get(i).is_some_and(|h| h.of(text) != cells[i].of(text));
        let below: Vec<usize> = (0..cells.len()).filter(|&i| new(i)).collect();
        let fields: Vec<Option<Column>> = below.iter().map(|&i| finder.lexicon.column(cells[i].of(text))).collect();
        let times = fields.iter().all(|field| *field == Some(Column::Period));
        let known = fields.iter().flatten().count() * 2 > fields.len() && below.iter().all(|&i| self.over(i).is_some());
        if below.is_empty() || !times && (!known || below.len() >= self.heads.len()) {
            self.heads.truncate(width);
            return false;
        }
        self.columns.resize(self.heads.len(), None);
        let above = self.columns.clone();
        for (&i, field) in below.iter().zip(fields) {
            let over = self.over(i).unwrap_or(i);
            // 2025年 below 目标值 is the time of a target.
            let own = field.filter(|field| *field != Column::Period);
            self.columns[i] = own.or(above[over]).or(field);
        }
        below.iter().for_each(|&i| self.heads[i] = cells[i]);
        true
    }

    /// The column of the head that stands over several columns, this one among them: cells behind it are empty.
    fn over(&self, at: usize) -> Option<usize> {
        let head = (0..=at).rev().find(|&i| !self.heads[i].is_empty())?;
        self.heads.get(head + 1).is_some_and(|next| next.is_empty()).then_some(head)
    }

    /// Says which columns are of an unknown kind, once.
    fn tell(&mut self, text: &str, notes: &mut Vec<Note>) {
        let unknown = self.heads.iter().zip(&self.columns).filter(|(head, c)| c.is_none() && !head.is_empty());
        for (head, _) in unknown.filter(|_| !self.told) {
            let words = head.of(text);
            notes.push(Note::warning(
                "column-unknown",
                *head,
                format!(
                    "表格列“{words}”未识别，其内容并入条目正文 (a column of an unknown kind; its words are in the entry's text)"
                ),
            ));
        }
        self.told = true;
    }

    /// The cells of a row with those filled in that it shares with the row above, and which these are.
    ///
    /// Text has no merged cells: a row without a number or a task of its own, in a table that has them, goes on with those
    /// of the row above, and with its organs and time where its own cells are empty. So does a row that says nothing of who
    /// and when; one of the same group shares who leads it and its time.
    fn filled(&self, finder: &Finder<'_>, row: Span, cells: &[Span]) -> (Vec<Span>, Vec<bool>) {
        use Column::{Deadline, Group, Number, Organs, Persons, Task};
        // Empty cells at the end of a row leave nothing in a text.
        let mut cells = cells.to_vec();
        cells.resize(cells.len().max(self.columns.len()), Span::default());
        let any = |column: &dyn Fn(Column) -> bool, empty: bool| {
            self.columns.iter().zip(&cells).any(|(c, cell)| c.is_some_and(column) && cell.is_empty() == empty)
        };
        let task = self.columns.iter().position(|column| *column == Some(Task));
        let unnamed = task.is_some_and(|at| cells[at].is_empty());
        let shares = (any(&|c| c == Number, true) || unnamed) && !self.above.is_empty();
        // Where a grid draws the table, a cell that spans several rows repeats.
        let spans = !finder.body.is_drawn(row) && !self.above.is_empty();
        let named = any(&|c| matches!(c, Organs(_)), false);
        // A number and a name alone may be those of a group of rows.
        let words = self
            .columns
            .iter()
            .zip(&cells)
            .filter(|(column, cell)| !cell.is_empty() && !matches!(column, Some(Number | Group)));
        let told = words.count() > 1 || self.counts_on(finder.text(), &cells);
        let silent = spans && told && !named && !any(&|c| matches!(c, Persons(_) | Deadline), false);
        let grouped = spans && told && any(&|c| c == Group, true);
        // 牵头单位 empty and 责任单位 filled may mean that those lead.
        let led = grouped && !(named && finder.leads_if_none()) || spans && told && !named;
        // What stands before numbers and tasks spans the rows in which it is empty.
        let leads =
            self.columns.iter().position(|column| matches!(column, Some(Number | Task))).filter(|_| spans && told);
        let of_row = |at: usize, column: &Option<Column>| match column {
            Some(Group) => true,
            Some(Organs(_) | Persons(_)) if leads.is_some_and(|first| at < first) => true,
            Some(Number | Task) => shares,
            Some(Organs(Role::Lead)) => shares || silent || led,
            Some(Persons(PersonRole::Leader)) => shares || silent || grouped,
            Some(Deadline) => shares || silent || grouped,
            Some(Organs(_) | Persons(_)) => shares || silent,
            _ => false,
        };
        let columns = self.columns.iter().chain(std::iter::repeat(&None));
        let answers = |column: &Option<Column>| matches!(column, Some(Organs(_) | Persons(_) | Deadline));
        let shared = cells.iter().zip(columns).enumerate().map(|(at, (cell, column))| {
            cell.is_empty() && of_row(at, column)
                || answers(column) && matches!(cell.of(finder.text()), "同上" | "同前" | "〃")
        });
        let shared: Vec<bool> = shared.collect();
        let above = self.above.iter().copied().chain(std::iter::repeat(Span::default()));
        (
            cells.iter().zip(above).zip(&shared).map(|((&cell, above), &s)| if s { above } else { cell }).collect(),
            shared,
        )
    }
}

/// Makes items of the rows under a node.
pub(super) fn rows(finder: &mut Finder<'_>, index: usize, notes: &mut Vec<Note>) {
    let node = &finder.outline.nodes[index];
    let paragraphs: Vec<Span> =
        finder.body.paragraphs[node.body.clone()].iter().filter(|p| p.row).map(|p| p.span).collect();
    if paragraphs.is_empty() {
        // Prose ends a table.
        let prose = !node.body.is_empty() || node.words.of(finder.text()).contains('。');
        finder.table = finder.table.take().filter(|_| !prose);
        return;
    }
    if node.number.is_empty() && is_directory(finder, node.words, &paragraphs) {
        finder.table = None;
        notes.push(Note::info(
            "directory",
            node.words,
            "名录或统计表，各行不列为条目 (a directory or a form: its rows are no entries)",
        ));
        return;
    }
    let heading = node.words;
    let mut section = finder.section_of(index);
    if !node.words.is_empty() {
        section.push(finder.heading(index));
    }
    // A heading between two rows of a table names a group of them.
    let plan = node.plan;
    let mut table = finder.table.take().filter(|table| table.plan == plan);
    let mut carried = table.is_some();
    table.iter_mut().for_each(|table| table.above.clear());
    let mut group: Option<Span> = None;
    let first_item = finder.items.len();
    for (at, &paragraph) in paragraphs.iter().enumerate() {
        let cells = paragraph.cells(finder.text());
        if let Some(open) = table.as_mut().filter(|open| !carried && !open.told)
            && open.goes_on(finder, &cells)
        {
            continue;
        }
        if let Some((mut columns, quotas)) = columns(finder, &cells, heading, &paragraphs[at + 1..]) {
            if empty::is_blank_form(finder, paragraph) {
                notes.push(Note::info(
                    "form-blank",
                    paragraph,
                    "表格只有表头和序号，没有填写内容，不列为条目 (a form to be filled in: it has a head and numbers, and no entries)",
                ));
            }
            numbers_without_head(finder.text(), &cells, &mut columns, &paragraphs[at + 1..]);
            group_of_numbered_rows(finder.text(), &mut columns, &paragraphs[at + 1..]);
            group_of_running_numbers(finder.text(), &mut columns, &paragraphs[at + 1..]);
            let mut heads = cells.iter().zip(&columns).filter(|(_, column)| **column == Some(Column::Task));
            let indicators = quotas.is_some()
                || heads.next().is_some_and(|(head, _)| head.of(finder.text()).contains("指标"))
                    && !columns.contains(&Some(Column::Measures));
            // A head that is printed again at the top of a page does not end the cells that span rows.
            let again = table.take().filter(|open| same_words(finder.text(), &open.head, &cells));
            let (above, begun) = again.map(|open| (open.above, open.begun)).unzip();
            let (above, told) = (above.unwrap_or_default(), false);
            let (head, heads) = (cells.clone(), cells);
            let begun = begun.unwrap_or_default();
            table = Some(Open { plan, columns, indicators, quotas, heads, head, above, begun, told });
            carried = false;
            continue;
        }
        if is_total(finder.text(), &cells) {
            notes.push(Note::info("row-total", paragraph, "表格合计行，不列为条目 (a row of totals is no entry)"));
            continue;
        }
        let counts_on = table.as_ref().is_some_and(|open| open.counts_on(finder.text(), &cells));
        let named = group_name(finder.text(), &cells).filter(|_| !counts_on);
        if let Some(name) = named.or_else(|| numbered_group(finder.text(), &cells, &paragraphs[at + 1..])) {
            // （二）… in a row of its own, below a heading （一）…, goes on with that.
            let next = section.last().is_some_and(|heading| follows(finder.text(), *heading, name));
            section.truncate(section.len() - usize::from(next));
            group = Some(name);
            table.iter_mut().for_each(|table| table.above.clear());
            continue;
        }
        let Some(open) = table.as_mut().filter(|table| !carried || table.fits(&cells)) else {
            notes.push(Note::warning(
                "table-unread",
                paragraph,
                "表格没有可识别的表头，未作为任务读取 (no known table head above this row; it was not read as a task)",
            ));
            continue;
        };
        open.tell(finder.text(), notes);
        let cells = open.completed(finder, cells, paragraph, notes);
        let untold = open.is_wide(&cells);
        let (cells, shared) = if untold { (cells, Vec::new()) } else { open.filled(finder, paragraph, &cells) };
        let item = item(finder, index, paragraph, &cells, &shared, open);
        if item.is_some() && !untold {
            open.tell_empty(finder, &cells, paragraph, notes);
        }
        let named = cells.iter().zip(&open.columns).find(|(_, column)| **column == Some(Column::Group));
        let named = named.map(|(cell, _)| without_stop(finder.text(), *cell)).filter(|cell| !cell.is_empty());
        if !untold {
            open.above = cells;
        }
        match item {
            Some(mut item) => {
                if open.indicators && finder.announced(index).is_none() && plan.is_some() {
                    item.kind = EntryKind::Goal;
                }
                item.section.extend(&section);
                item.section.extend(group);
                item.section.extend(named);
                finder.items.push(item);
            }
            None => notes.push(Note::warning(
                "row-unread",
                paragraph,
                "表格此行没有任务内容，未列为条目 (this row of the table holds no task and is no entry)",
            )),
        }
    }
    finder.table = table;
    number_parts(finder, first_item);
}

/// Whether two rows have the same cells.
fn same_words(text: &str, a: &[Span], b: &[Span]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.of(text) == b.of(text))
}

/// Whether words begin with the number that comes after that of others.
fn follows(text: &str, before: Span, words: Span) -> bool {
    let (before, found) = (marker(before.of(text)), marker(words.of(text)));
    before.zip(found).is_some_and(|(before, found)| before.style == found.style && before.value + 1 == found.value)
}

/// Whether the heading of a table is that of a directory or a form, and no column of it holds tasks.
fn is_directory(finder: &Finder<'_>, heading: Span, rows: &[Span]) -> bool {
    let text = finder.text();
    let is_task = |head: &str| {
        matches!(finder.lexicon.columns().get(head), Some(Column::Task | Column::Measures | Column::Target))
    };
    finder.lexicon.kinds().is_form(heading.of(text))
        && !rows.first().is_some_and(|head| head.of(text).split('\t').any(|head| is_task(head.trim())))
}

/// Rows of one number are its parts.
fn number_parts(finder: &mut Finder<'_>, from: usize) {
    let numbers: Vec<Option<String>> = finder.items[from..]
        .iter()
        .map(|item| item.number.filter(|_| item.row).map(|n| n.of(finder.text()).to_owned()))
        .collect();
    let mut part = 0;
    for i in 0..numbers.len() {
        let same = |j: Option<usize>| j.and_then(|j| numbers.get(j)).is_some_and(|n| n.is_some() && *n == numbers[i]);
        let (before, after) = (same(i.checked_sub(1)), same(Some(i + 1)));
        part = if before { part + 1 } else { 1 };
        if before || after {
            finder.items[from + i].part = Some(part);
        }
    }
}

/// The name of the group that a row announces: its only words, in one cell or in all of them.
fn group_name(text: &str, cells: &[Span]) -> Option<Span> {
    let mut filled = cells.iter().filter(|c| !c.is_empty());
    let first = *filled.next()?;
    (filled.all(|c| c.of(text) == first.of(text)) && first.of(text).chars().any(char::is_alphabetic)).then_some(first)
}

/// The number and the name of the group that a row announces, and nothing else: 一 | 就业增收 above rows that are numbered 1
/// and 2.
fn numbered_group(text: &str, cells: &[Span], below: &[Span]) -> Option<Span> {
    let mut filled = cells.iter().filter(|c| !c.is_empty());
    let (number, name) = (*filled.next()?, *filled.next()?);
    let counts = |cell: &str| cell.trim_matches(['（', '）', '(', ')', '、', '.', '．']).chars().all(is_numeral);
    if !counts(number.of(text)) || !filled.all(|c| c.of(text) == name.of(text)) {
        return None;
    }
    // Groups may stand in groups.
    let first = |row: &Span| row.of(text).split('\t').next().unwrap_or_default().trim();
    let next = below.iter().map(first).find(|cell| cell.is_empty() || !counts(cell))?;
    next.starts_with(|c: char| c.is_ascii_digit()).then(|| number.cover(name))
}

/// Whether a row sums up others: 合计, 全县合计, also behind a number.
fn is_total(text: &str, cells: &[Span]) -> bool {
    /// Characters of such a name at most.
    const LONGEST: usize = 6;
    let mut filled = cells.iter().filter(|cell| !cell.is_empty()).map(|cell| cell.of(text));
    let sums = |words: &str| {
        let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
        words.chars().count() <= LONGEST && ["合计", "总计", "小计", "共计"].iter().any(|name| words.ends_with(name))
    };
    filled.next().is_some_and(|first| {
        sums(first) || first.bytes().all(|b| b.is_ascii_digit()) && filled.next().is_some_and(sums)
    })
}

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
fn item(finder: &Finder<'_>, node: usize, row: Span, cells: &[Span], shared: &[bool], table: &Open) -> Option<Item> {
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
    let quotas = table.quotas.as_ref().and_then(answers);
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
        text: words,
        clauses,
        whole: row,
        tentative: false,
        row: true,
        cells: told,
    })
}
